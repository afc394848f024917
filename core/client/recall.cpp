// What the browser remembers of an agent's desk: which conversation was open, so that a reload does not close it, and which
// were theirs, so that an agent who was away for too long is told what went back to a queue and why. Written among the
// settings when it changes; read where the facts come anew. The facts decide: what does not fit them is left out.
#include <algorithm>
#include <charconv>

#include "core/client/turn.h"
#include "core/conversation/masked_address.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr const char* kSelectedKey = "open_conversation";
constexpr const char* kMineKey = "my_conversations";
constexpr std::size_t kToldMax = 3;  // notices; more are counted

using Mine = std::vector<std::pair<ConversationId, std::string>>;  // with the customer

/// "scope" and then "id text" a line; nothing where it is another log's or agent's.
Mine decode_lines(const std::string& text, const std::string& scope) {
  Mine lines;
  if (text.compare(0, scope.size() + 1, scope + "\n") != 0) return lines;
  std::string_view rest = std::string_view(text).substr(scope.size() + 1);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), id);
    if (error != std::errc{}) continue;
    const std::size_t read = static_cast<std::size_t>(end - line.data());
    lines.emplace_back(ConversationId{id}, line.substr(std::min(line.size(), read + 1)));
  }
  return lines;
}

std::string encode_mine(const State& s) {
  std::string text = s.scope + "\n";
  const auto owned = s.workspace.index.owned.find(s.me);
  if (owned == s.workspace.index.owned.end()) return text;
  for (const ConversationId id : owned->second) {
    const Conversation* conversation = s.workspace.find_conversation(id);
    // After-call work ends by itself, and a parked one comes back as an offer: neither is lost.
    if (conversation == nullptr || conversation->state != ConversationState::Active || !conversation->detail) continue;
    text += std::to_string(id.value) + " " + conversation->detail->customer + "\n";
  }
  return text;
}

/// Why it is not this agent's any more, or nothing where they know.
const char* what_became_of(const Conversation* conversation, const Agent* owner) {
  if (conversation == nullptr)
    return mark("While you were away, the conversation with {customer} was closed, or is a colleague's now.");
  if (conversation->owner.is_set()) {
    return owner == nullptr ? mark("While you were away, the conversation with {customer} is a colleague's now.")
                            : mark("While you were away, the conversation with {customer} is {agent}'s now.");
  }
  switch (conversation->returned) {
    case ReturnReason::AgentLost:
      return mark(
          "While you were away, the conversation with {customer} went back to {queue}, because your browser was "
          "not connected for too long.");
    case ReturnReason::Inactivity:
      return mark(
          "While you were away, the conversation with {customer} went back to {queue}, because nobody had "
          "written for a while.");
    case ReturnReason::Freed:
      return mark("While you were away, the conversation with {customer} went back to {queue}: a supervisor took it.");
    case ReturnReason::Transferred:
      return mark("While you were away, the conversation with {customer} waits in {queue} now: it was transferred.");
    default:
      return mark("While you were away, the conversation with {customer} went back to {queue}.");
  }
}

std::string away_sentence(const State& s, const Conversation* conversation, const std::string& customer) {
  const Agent* owner = conversation == nullptr ? nullptr : s.workspace.find_agent(conversation->owner);
  const Queue* queue = conversation == nullptr ? nullptr : s.workspace.find_queue(conversation->queue);
  return tr(what_became_of(conversation, owner), {{"customer", customer},
                                                  {"agent", owner == nullptr ? std::string_view() : owner->name},
                                                  {"queue", queue == nullptr ? tr("its queue") : queue->name.c_str()}});
}

}  // namespace

void recall(Turn& turn) {
  State& s = turn.s;
  if (!s.are_settings_loaded || s.connection.link != Link::Up) return;
  std::vector<std::string> sentences;
  for (const auto& [id, customer] : decode_lines(s.kept_mine, s.scope)) {
    const Conversation* conversation = s.workspace.find_conversation(id);
    if (conversation != nullptr && conversation->owner == s.me) continue;
    sentences.push_back(away_sentence(s, conversation, spoken_address(customer)));
  }
  if (sentences.size() > kToldMax) {
    sentences = {
        trn("While you were away, {n} of your conversations was closed, went back to its queue or became a "
            "colleague's.",
            "While you were away, {n} of your conversations were closed, went back to their queues or became "
            "colleagues'.",
            sentences.size())};
  }
  open_kept_forms(turn);
  for (std::string& sentence : sentences) turn.notice(NoticeState::Tone::Problem, std::move(sentence));
  select_kept(turn);
}

void select_kept(Turn& turn) {
  State& s = turn.s;
  if (s.selected.is_set()) return;
  for (const auto& [id, nothing] : decode_lines(s.kept_selected, s.scope)) {
    const Conversation* conversation = s.workspace.find_conversation(id);
    if (conversation != nullptr && conversation->owner == s.me) select_conversation(turn, id);
  }
  s.reads_again = {};  // the page has chosen it
}

void remember(Turn& turn) {
  State& s = turn.s;
  if (s.session != SessionPhase::SignedIn || !s.are_settings_loaded || s.connection.link != Link::Up) return;
  if (std::string mine = encode_mine(s); mine != s.kept_mine) {
    s.kept_mine = std::move(mine);
    turn.emit(effect::PutStorage{"settings", kMineKey, s.kept_mine});
  }
  if (!s.selected.is_set()) return;
  if (std::string selected = s.scope + "\n" + std::to_string(s.selected.value); selected != s.kept_selected) {
    s.kept_selected = std::move(selected);
    turn.emit(effect::PutStorage{"settings", kSelectedKey, s.kept_selected});
  }
}

void load_kept(Turn& turn, const event::StorageLoaded& settings) {
  for (const auto& [key, value] : settings.content) {
    if (key == kSelectedKey) turn.s.kept_selected = value;
    if (key == kMineKey) turn.s.kept_mine = value;
  }
  load_owed_sign_out(turn, settings);
  load_organisation_draft(turn.s, settings);
  load_contact_forms(turn.s, settings);
  turn.s.are_settings_loaded = true;
  if (turn.s.connection.link == Link::Up) meet_preferences(turn);
  load_view(turn, settings);
  if (turn.s.view_from) select_kept(turn);
  recall(turn);
}

void forget_mine(Turn& turn) {
  turn.s.kept_mine.clear();
  turn.emit(effect::DeleteStorage{"settings", kMineKey});
}

}  // namespace smsdesk
