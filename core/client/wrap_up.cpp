#include "core/client/wrap_up.h"

#include <algorithm>
#include <set>

#include "core/base/utf8.h"
#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

bool is_known_code(const Queue& queue, WrapUpCodeId code) {
  return std::find(queue.wrap_up_codes.begin(), queue.wrap_up_codes.end(), code) != queue.wrap_up_codes.end();
}

/// The relay keeps texts cleaned, and blank fields not at all: that is no difference.
bool is_same_text(const std::string& a, const std::string& b) {
  return sms::cleaned_text(a) == sms::cleaned_text(b) || (sms::is_blank(a) && sms::is_blank(b));
}

bool say_the_same(const WrapUpForm& a, const WrapUpForm& b) {
  if (a.code != b.code || !is_same_text(a.note, b.note)) return false;
  const auto has_all_of = [](const WrapUpForm& one, const WrapUpForm& other) {
    return std::all_of(other.fields.begin(), other.fields.end(), [&](const FilledField& field) {
      return is_same_text(field_value(one, field.name), field.value);
    });
  };
  return has_all_of(a, b) && has_all_of(b, a);
}

}  // namespace

bool may_fill_in(const State& state, const Conversation& conversation) {
  return conversation.owner == state.me &&
         (conversation.state == ConversationState::Active || conversation.state == ConversationState::AfterCallWork);
}

WrapUpForm wrap_up_form(const State& state, const Conversation& conversation) {
  const auto own = state.wrap_ups.find(conversation.id);
  if (own != state.wrap_ups.end()) return own->second.form;
  return conversation.detail ? conversation.detail->prepared : WrapUpForm{};
}

const std::string& field_value(const WrapUpForm& form, const std::string& name) {
  static const std::string none;
  const auto at =
      std::find_if(form.fields.begin(), form.fields.end(), [&](const FilledField& f) { return f.name == name; });
  return at == form.fields.end() ? none : at->value;
}

bool has_wrap_up(const Queue& queue) {
  return !queue.wrap_up_codes.empty() || !queue.fields.empty();
}

std::string missing_in(const WrapUpForm& form, const Queue& queue) {
  if (!queue.wrap_up_codes.empty() && queue.acw_mode != AcwMode::Optional && !is_known_code(queue, form.code)) {
    return tr("Choose a code to finish.");
  }
  for (const WrapUpField& field : queue.fields) {
    if (!field.is_required || !sms::is_blank(field_value(form, field.name))) continue;
    return tr(
        field.choices.empty() ? mark("Fill in “{field}” to finish.") : mark("Choose a value of “{field}” to finish."),
        {{"field", field.name}});
  }
  return {};
}

void change_wrap_up(Turn& turn, ConversationId id, DurationMs told_after,
                    const std::function<void(WrapUpForm&)>& change) {
  const Conversation* conversation = turn.s.workspace.find_conversation(id);
  if (conversation == nullptr || !may_fill_in(turn.s, *conversation)) return;
  auto at = turn.s.wrap_ups.find(id);
  if (at == turn.s.wrap_ups.end()) {
    at = turn.s.wrap_ups.emplace(id, WrapUpDraft{wrap_up_form(turn.s, *conversation), 0, {}}).first;
  }
  change(at->second.form);
  at->second.tell_at = turn.now + told_after;
}

void set_field(WrapUpForm& form, const std::string& name, const std::string& value) {
  std::erase_if(form.fields, [&](const FilledField& f) { return f.name == name; });
  if (!value.empty()) form.fields.push_back({name, std::string(utf8::prefix(value, kReasonBytesMax))});
}

void tell_wrap_ups(Turn& turn, bool all) {
  State& s = turn.s;
  if (s.connection.link != Link::Up) return;
  for (auto& [id, draft] : s.wrap_ups) {
    if (!draft.tell_at || (!all && turn.now < *draft.tell_at) || is_pending<PrepareWrapUp>(s, id)) continue;
    draft.tell_at.reset();
    const Conversation* conversation = s.workspace.find_conversation(id);
    if (conversation == nullptr || !may_fill_in(s, *conversation)) continue;
    give_command(turn, PrepareWrapUp{id, draft.form}, true);
  }
}

void follow_prepared(State& state, ConversationId id) {
  const Conversation* conversation = state.workspace.find_conversation(id);
  if (conversation == nullptr || conversation->owner != state.me || !conversation->detail) return;
  const WrapUpForm& prepared = conversation->detail->prepared;
  const auto at = state.wrap_ups.find(id);
  if (at == state.wrap_ups.end()) {
    state.wrap_ups[id] = {prepared, 1, {}};
    return;
  }
  // What the agent is writing here goes before what came from elsewhere, and one's own words are known.
  const bool is_own = at->second.tell_at || is_pending<PrepareWrapUp>(state, id);
  if (is_own || say_the_same(at->second.form, prepared)) return;
  at->second = {prepared, at->second.revision + 1, {}};
}

void forget_if_lost(State& state, ConversationId id) {
  const Conversation* conversation = state.workspace.find_conversation(id);
  if (conversation != nullptr && conversation->owner == state.me) return;
  state.wrap_ups.erase(id);
  state.context_tabs.erase(id);
}

void begin_wrap_ups_anew(State& state) {
  std::set<ConversationId> known;
  for (const auto& [id, draft] : state.wrap_ups) known.insert(id);
  for (const auto& [id, tab] : state.context_tabs) known.insert(id);
  for (const ConversationId id : known) {
    forget_if_lost(state, id);
    if (state.wrap_ups.count(id) != 0) follow_prepared(state, id);
  }
}

}  // namespace smsdesk
