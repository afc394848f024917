#include "core/client/templates.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "core/base/utf8.h"
#include "core/client/draft_actions.h"
#include "core/client/gsm_writing.h"
#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/sms/language.h"
#include "core/sms/text_cleanup.h"
#include "core/template/text.h"
#include "core/words/words.h"
#include "core/workspace/customer_fields.h"
#include "core/workspace/message_limit.h"
#include "core/workspace/template_files.h"
#include "core/workspace/visibility.h"

namespace smsdesk {
namespace {

constexpr std::size_t kPickWordsMax = 60;  // bytes; longer is no search any more
constexpr DurationMs kParkUsual = hours(2);
constexpr std::size_t kLookedBackMax = 5;  // messages that tell the customer's language

const std::string& draft_text(const State& s, ConversationId conversation) {
  static const std::string none;
  const auto draft = s.drafts.find(conversation);
  return draft == s.drafts.end() ? none : draft->second.text;
}

/// Where the "/" of what is typed before the cursor stands, while it may still find a template.
std::optional<std::size_t> slash_begin(std::string_view text, std::size_t cursor) {
  if (cursor == 0) return std::nullopt;
  for (std::size_t at = cursor; at-- > 0;) {
    if (text[at] == '\n' || cursor - at > kPickWordsMax) return std::nullopt;
    if (text[at] != '/') continue;
    const bool begins_word = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n';
    const bool is_search = at + 1 >= cursor || text[at + 1] != ' ';
    if (begins_word && is_search) return at;
    return std::nullopt;
  }
  return std::nullopt;
}

/// What was written down of the customer comes before what is guessed.
std::vector<std::string> languages_of(const Conversation& conversation) {
  std::vector<std::string> languages;
  const auto& detail = conversation.detail;
  if (detail && detail->record.contact && !detail->record.contact->language.empty())
    languages.push_back(detail->record.contact->language);
  if (!conversation.demand.language.empty()) languages.push_back(conversation.demand.language);
  if (!detail) return languages;
  std::string said;
  std::size_t looked_at = 0;
  const auto& messages = detail->messages;
  for (auto m = messages.rbegin(); m != messages.rend() && looked_at < kLookedBackMax; ++m) {
    if (!m->is_inbound) continue;
    said += m->text + "\n";
    ++looked_at;
  }
  if (std::string guess = sms::guess_language(said); !guess.empty()) languages.push_back(std::move(guess));
  return languages;
}

void close_pick(State& s) {
  s.templates.pick = {};
}

int pick_count(const State& s) {
  const TemplatePick& pick = s.templates.pick;
  const Conversation* conversation = s.workspace.find_conversation(pick.conversation);
  if (conversation == nullptr) return 0;
  return static_cast<int>(find_templates(s, conversation, picked_words(s), kTemplatesListedMax).size() +
                          pick_actions(s).size());
}

void move_choice(State& s, int step) {
  TemplatePick& pick = s.templates.pick;
  const int count = pick_count(s);
  if (!pick.conversation.is_set() || count == 0) return;
  if (pick.chosen < 0)
    pick.chosen = step > 0 ? 0 : count - 1;
  else
    pick.chosen = (pick.chosen + step + count) % count;
}

/// The first is chosen where there is one: Enter takes it.
void choose_first(State& s) {
  TemplatePick& pick = s.templates.pick;
  const Conversation* conversation = s.workspace.find_conversation(pick.conversation);
  const bool has_some = conversation != nullptr && !find_templates(s, conversation, picked_words(s), 1).empty();
  pick.chosen = has_some ? 0 : -1;
}

/// Without a mark: what is chosen stands behind what is there.
TemplatePick pick_at_cursor(const State& s, ConversationId conversation) {
  const auto draft = s.drafts.find(conversation);
  const std::size_t at = draft == s.drafts.end() ? 0 : std::min(draft->second.cursor, draft->second.text.size());
  return {conversation, false, at, at, 0};
}

void open_pick(State& s) {
  const Conversation* conversation = s.workspace.find_conversation(s.selected);
  if (conversation == nullptr || !may_write(s, *conversation)) return;
  if (s.templates.pick.conversation == s.selected) return close_pick(s);
  s.templates.pick = pick_at_cursor(s, s.selected);
  choose_first(s);
}

// The form --------------------------------------------------------------------------------------------------------
/// The browser need not keep what was to be sent.
void end_uploads(Turn& turn) {
  if (!turn.s.templates.form) return;
  for (const Attachment& one : turn.s.templates.form->files) turn.emit(effect::EndUpload{one.key});
}

void replace_form(Turn& turn, Template one) {
  State& s = turn.s;
  end_uploads(turn);
  if (one.texts.empty()) one.texts.push_back({});
  const std::uint32_t revision = s.templates.form ? s.templates.form->revision + 1 : 1;
  TemplateForm form;
  form.before = one;
  form.one = std::move(one);
  for (const TemplateFile& file : form.one.files) form.files.push_back(stored_attachment(media_of(file)));
  form.revision = revision;
  form.cursor = form.one.texts[0].text.size();
  s.templates.form = std::move(form);
  s.templates.is_open = true;
  s.templates.report.clear();
  close_pick(s);
}

/// Where one is half written it stays before the agent, who saves or leaves it first: words are never replaced unasked.
void open_form(Turn& turn, Template one) {
  State& s = turn.s;
  TemplateForm* form = s.templates.form ? &*s.templates.form : nullptr;
  if (form == nullptr || (!form->pending && !has_changes(*form))) return replace_form(turn, std::move(one));
  s.templates.is_open = true;
  s.templates.report.clear();
  close_pick(s);
  const bool is_same = one.id.is_set() && one.id == form->one.id;
  if (!is_same) form->next = std::move(one);
}

Template new_template(const State& s, const std::string& text) {
  Template one;
  one.library = TemplateLibrary::Own;
  one.owner = s.me;
  one.texts = {{sms::guess_language(text), text}};
  return one;
}

std::string without_end(std::string words) {
  while (!words.empty() && (words.back() == ' ' || words.back() == '\n')) words.pop_back();
  return words;
}

/// A new one has changed where something stands in it that was not put there for it.
void change_text(TemplateForm& form, const std::string& text, std::size_t cursor) {
  if (form.one.texts[form.tab].text != text) form.before_gsm.clear();
  form.one.texts[form.tab].text = text;
  form.cursor = std::min(cursor, text.size());
}

/// Another one than before.
void show_text_anew(TemplateForm& form) {
  form.cursor = form.one.texts[form.tab].text.size();
  form.before_gsm.clear();
  ++form.revision;
}

void add_language(TemplateForm& form, const std::string& tag) {
  if (form.one.texts.size() >= kTemplateLanguagesMax) return;
  // The only text, which said no language yet and is empty, is that one's.
  if (form.one.texts.size() == 1 && form.one.texts[0].language.empty() && form.one.texts[0].text.empty()) {
    form.one.texts[0].language = tag;
  } else if (form.one.find_text(tag) == nullptr) {
    form.one.texts.push_back({tag, {}});
  }
  for (std::size_t i = 0; i < form.one.texts.size(); ++i)
    if (form.one.texts[i].language == tag) form.tab = i;
  show_text_anew(form);
}

void put_placeholder(TemplateForm& form, const std::string& name) {
  std::string& text = form.one.texts[form.tab].text;
  std::size_t at = std::min(form.cursor, text.size());
  at = utf8::prefix(text, at).size();
  const std::string written = "{{" + name + "}}";
  text.insert(at, written);
  form.cursor = at + written.size();
  form.before_gsm.clear();
  ++form.revision;
}

/// The fields are set anew: which one stands where has changed.
void add_action(TemplateForm& form, std::uint64_t kind) {
  const std::vector<TemplateActionKind> all = addable_actions(form.one);
  if (kind >= kTemplateActionKinds) return;
  TemplateAction one;
  one.kind = static_cast<TemplateActionKind>(kind);
  if (std::find(all.begin(), all.end(), one.kind) == all.end()) return;
  if (one.kind == TemplateActionKind::Park) one.park_for = kParkUsual;
  put_action(form.one.actions, std::move(one), kTemplateActionsMax);
  ++form.revision;
}

void change_action(TemplateForm& form, const intent::DoTemplates& i) {
  std::vector<TemplateAction>& actions = form.one.actions;
  const auto which = static_cast<std::size_t>(i.number);
  if (which >= actions.size()) return;
  TemplateAction& action = actions[which];
  switch (i.step) {
    case TemplateStep::RemoveAction:
      actions.erase(actions.begin() + static_cast<std::ptrdiff_t>(which));
      ++form.revision;
      break;
    case TemplateStep::RaiseAction:
      if (which == 0 || !can_lower_action(form.one, which - 1)) return;
      std::swap(actions[which - 1], action);
      ++form.revision;
      break;
    case TemplateStep::LowerAction:
      if (!can_lower_action(form.one, which)) return;
      std::swap(action, actions[which + 1]);
      ++form.revision;
      break;
    case TemplateStep::ActionText:
      if (action.kind != TemplateActionKind::Note && action.kind != TemplateActionKind::Label) return;
      action.text = std::string(utf8::prefix(i.text, kActionTextBytesMax));
      break;
    case TemplateStep::ActionValue: {
      std::uint64_t value = 0;
      const auto [end, error] = std::from_chars(i.text.data(), i.text.data() + i.text.size(), value);
      if (error != std::errc{} || end != i.text.data() + i.text.size()) return;
      if (action.kind == TemplateActionKind::WrapUpCode) action.code = WrapUpCodeId{value};
      if (action.kind == TemplateActionKind::Transfer) action.queue = QueueId{value};
      if (action.kind == TemplateActionKind::Park)
        action.park_for = std::min(static_cast<DurationMs>(value), kTemplateParkMax);
      break;
    }
    default:
      break;
  }
}

bool are_ready(const std::vector<Attachment>& files) {
  return std::all_of(files.begin(), files.end(),
                     [](const Attachment& one) { return one.phase == Attachment::Phase::Ready; });
}

/// Why it cannot be saved because of its files; empty where it can.
std::string trouble_with_uploads(const TemplateForm& form) {
  for (const Attachment& one : form.files) {
    if (one.phase == Attachment::Phase::Uploading)
      return tr("“{name}” is still on its way. Save the template when it is there.", {{"name", one.media.name}});
    if (one.phase == Attachment::Phase::Failed)
      return tr("“{name}” was not uploaded. Try it again, or remove it.", {{"name", one.media.name}});
  }
  return trouble_with_files(form.one);
}

void save(Turn& turn, TemplateForm& form) {
  if (form.pending) return;
  Template one = form.one;
  // A tab that was opened and not written in is none; where there are files or actions, they are all of it.
  if (one.texts.size() > 1 || !form.files.empty() || !one.actions.empty())
    std::erase_if(one.texts, [](const TemplateText& t) { return sms::is_blank(t.text); });
  if (one.texts.empty() && form.files.empty() && one.actions.empty()) one.texts.push_back({});
  form.problem = trouble_with_uploads(form);
  if (form.problem.empty()) form.problem = trouble_with(one);
  if (form.problem.empty()) form.problem = trouble_with_fields(one, turn.s.workspace.settings.customer_fields);
  if (!form.problem.empty()) {
    turn.emit(effect::Announce{form.problem, true});
    return;
  }
  if (const auto key = give_command(turn, SaveTemplates{{std::move(one)}, false}, true)) form.pending = *key;
}

void leave_form(Turn& turn) {
  if (std::optional<Template> next = std::move(turn.s.templates.form->next))
    return replace_form(turn, std::move(*next));
  end_uploads(turn);
  turn.s.templates.form.reset();
}

/// How many of them are not on their way; why, the agent is told.
std::size_t link_files(Turn& turn, ConversationId conversation, const std::vector<Media>& files) {
  const std::vector<Media> left = link_stored(turn, conversation, files);
  std::string names;
  for (const Media& one : left)
    names += (names.empty() ? std::string() : comma()) + tr("“{text}”", {{"text", one.name}});
  if (!left.empty()) {
    turn.notice(NoticeState::Tone::Problem,
                trn("There is no link to {name}: at most {n} file is taken at once.",
                    "There is no link to {name}: at most {n} files are taken at once.", kMediaMax, {{"name", names}}));
  }
  return left.size();
}

/// How many of them were not attached; why, the agent is told.
std::size_t attach_files(Turn& turn, const Conversation& conversation, const std::vector<Media>& files) {
  const std::vector<Media> left = attach_stored(turn, conversation.id, files);
  if (left.empty()) return 0;
  if (!can_attach(turn.s, conversation)) {
    turn.notice(NoticeState::Tone::Problem,
                tr("The template's files were not attached: pictures and files cannot be sent "
                   "from this number."));
    return left.size();
  }
  const MediaLimits limits = limits_of(turn.s.workspace, conversation).media;
  for (const Media& one : left) {
    std::string trouble = trouble_with_sending(std::span<const Media>(&one, 1), limits);
    if (trouble.empty()) continue;
    turn.notice(NoticeState::Tone::Problem, std::move(trouble));
    return left.size();
  }
  std::string names;
  for (const Media& one : left)
    names += (names.empty() ? std::string() : comma()) + tr("“{text}”", {{"text", one.name}});
  turn.notice(
      NoticeState::Tone::Problem,
      tr("Not attached: {names}. A message takes at most {max} files, with {size} together.",
         {{"names", names}, {"max", std::to_string(limits.files_max)}, {"size", readable_size(limits.bytes_max)}}));
  return left.size();
}

}  // namespace

std::vector<TemplateHit> find_templates(const State& s, const Conversation* conversation, std::string_view words,
                                        std::size_t limit) {
  std::vector<const Template*> among;
  for (const auto& [id, one] : s.workspace.templates) {
    const bool fits = conversation == nullptr || one.queues.empty() ||
                      std::binary_search(one.queues.begin(), one.queues.end(), conversation->queue);
    if (fits) among.push_back(&one);
  }
  TemplateSearch search;
  search.words = words;
  search.limit = limit;
  if (conversation != nullptr) search.languages = languages_of(*conversation);
  const auto mine = s.workspace.template_uses.find(s.me);
  return search_templates(among, search, [&](TemplateId id) {
    if (mine == s.workspace.template_uses.end()) return TemplateUse{};
    const auto use = mine->second.find(id);
    return use == mine->second.end() ? TemplateUse{} : use->second;
  });
}

std::string_view picked_words(const State& s) {
  const TemplatePick& pick = s.templates.pick;
  const std::string_view text = draft_text(s, pick.conversation);
  const std::size_t begin = std::min(text.size(), pick.begin + (pick.has_slash ? 1 : 0));
  return text.substr(begin, std::max(begin, std::min(pick.end, text.size())) - begin);
}

std::vector<PickAction> pick_actions(const State& s) {
  const TemplatePick& pick = s.templates.pick;
  const std::string& text = draft_text(s, pick.conversation);
  const std::size_t begin = std::min(pick.begin, text.size());
  const std::string rest = text.substr(0, begin) + text.substr(std::min(std::max(pick.end, begin), text.size()));
  if (sms::is_blank(rest)) return {PickAction::Manage};
  return {PickAction::SaveMessage, PickAction::Manage};
}

std::vector<Template> template_libraries(const State& s) {
  std::vector<Template> all(1);
  all[0].owner = s.me;
  const Agent* me = s.workspace.find_agent(s.me);
  Template one;
  const auto add = [&](TemplateLibrary library) {
    one.library = library;
    if (me != nullptr && may_write_template(one, *me)) all.push_back(one);
  };
  add(TemplateLibrary::Organisation);
  for (const auto& [id, queue] : s.workspace.queues) {
    if (queue.removed_at) continue;
    one = {};
    one.team = id;
    add(TemplateLibrary::Team);
  }
  for (const auto& [id, group] : s.workspace.groups) {
    one = {};
    one.group = id;
    add(TemplateLibrary::Team);
  }
  return all;
}

bool has_changes(const TemplateForm& form) {
  return !(form.one == form.before) || !are_ready(form.files);
}

std::vector<TemplateActionKind> addable_actions(const Template& one) {
  std::vector<TemplateActionKind> all;
  if (one.actions.size() >= kTemplateActionsMax) return all;
  const auto has = [&](const auto& is_such) {
    return std::any_of(one.actions.begin(), one.actions.end(),
                       [&](const TemplateAction& action) { return is_such(action.kind); });
  };
  const bool has_code = has([](TemplateActionKind kind) { return kind == TemplateActionKind::WrapUpCode; });
  const bool has_closing = has([](TemplateActionKind kind) { return is_closing(kind); });
  for (std::size_t i = 0; i < kTemplateActionKinds; ++i) {
    const auto kind = static_cast<TemplateActionKind>(i);
    if (is_closing(kind) ? !has_closing : kind != TemplateActionKind::WrapUpCode || !has_code) all.push_back(kind);
  }
  return all;
}

bool can_lower_action(const Template& one, std::size_t which) {
  return which + 1 < one.actions.size() && !is_closing(one.actions[which + 1].kind);
}

void note_draft(Turn& turn, ConversationId conversation, bool is_typed) {
  State& s = turn.s;
  TemplatePick& pick = s.templates.pick;
  const auto draft = s.drafts.find(conversation);
  if (draft == s.drafts.end() || conversation != s.selected) return;
  const std::string& text = draft->second.text;
  const std::size_t cursor = std::min(draft->second.cursor, text.size());
  const auto slash = slash_begin(text, cursor);
  if (!slash) {
    s.templates.left_at.reset();
    // One that its button opened goes on while the words are typed behind its place.
    const bool goes_on = pick.conversation == conversation && !pick.has_slash && cursor >= pick.begin &&
                         cursor - pick.begin <= kPickWordsMax && text.find('\n', pick.begin) >= cursor;
    if (!goes_on) return close_pick(s);
    if (pick.end == cursor && !is_typed) return;
    pick.end = cursor;
    return choose_first(s);
  }
  if (s.templates.left_at == slash) return;
  s.templates.left_at.reset();
  const bool is_same =
      pick.conversation == conversation && pick.has_slash && pick.begin == *slash && pick.end == cursor;
  if (is_same && !is_typed) return;
  pick = {conversation, true, *slash, cursor, 0};
  choose_first(s);
  // "/ or 2 / 3": words that find nothing and go on behind a space are words.
  if (pick.chosen < 0 && picked_words(s).find(' ') != std::string_view::npos) close_pick(s);
}

void leave_pick(State& s) {
  close_pick(s);
  s.templates.left_at.reset();
}

bool hold_raw_placeholder(Turn& turn, ConversationId conversation) {
  Draft& draft = turn.s.drafts[conversation];
  const auto raw = find_raw_placeholder(draft.text);
  if (!raw) return false;
  turn.notice(NoticeState::Tone::Problem,
              raw_placeholder_sentence(draft.text.substr(raw->begin, raw->end - raw->begin)),
              NoticeReason::RawPlaceholder, conversation);
  // Selected, so that the next key writes in its place.
  draft.put(draft.text);
  draft.cursor = raw->begin;
  draft.cursor_end = raw->end;
  return true;
}

void on_template_intent(Turn& turn, const intent::InsertTemplate& i) {
  State& s = turn.s;
  const Conversation* conversation = s.workspace.find_conversation(i.conversation);
  if (conversation == nullptr || !may_write(s, *conversation)) return;
  // The palette takes one with no list open.
  const bool is_picked = s.templates.pick.conversation == i.conversation;
  const TemplatePick pick = is_picked ? s.templates.pick : pick_at_cursor(s, i.conversation);
  std::string text = draft_text(s, i.conversation);
  const std::size_t begin = std::min(pick.begin, text.size());
  const std::size_t end = std::min(std::max(pick.end, begin), text.size());
  text.replace(begin, end - begin, i.text);
  if (!change_draft(turn, i.conversation, std::move(text), true)) return;
  leave_pick(s);
  const Template* used = s.workspace.find_template(i.id);
  std::vector<Media> files;
  if (used != nullptr) std::transform(used->files.begin(), used->files.end(), std::back_inserter(files), media_of);
  Draft& draft = s.drafts[i.conversation];
  draft.cursor = draft.cursor_end = std::min(begin + i.text.size(), draft.text.size());
  // What could not be filled is selected: the next key writes in its place.
  if (const auto raw = find_raw_placeholder(i.text)) {
    draft.cursor = begin + raw->begin;
    draft.cursor_end = begin + raw->end;
  }
  std::string said = i.text.empty() ? std::string() : tr("Inserted: {text}", {{"text", i.text}});
  const bool are_links = can_link(s, *conversation);
  const std::size_t left =
      are_links ? link_files(turn, i.conversation, files) : attach_files(turn, *conversation, files);
  const bool has_actions = add_actions(turn, i.conversation, i.actions);
  // Nothing came of it, and why is said.
  if (i.text.empty() && left == files.size() && !has_actions) return;
  if (files.size() > left)
    said += (said.empty() ? "" : " ") +
            (are_links ? trn("{n} file goes as a link.", "{n} files go as links.", files.size() - left)
                       : trn("{n} file is attached.", "{n} files are attached.", files.size() - left));
  if (has_actions) {
    const char* when = sends_something(s, i.conversation) ? mark("When sent: {what}") : mark("To be done: {what}");
    said += (said.empty() ? "" : " ") + tr(when, {{"what", actions_words(s.workspace, i.actions)}});
  }
  turn.emit(effect::Announce{std::move(said), false});
  if (s.pending.size() < kPendingMax) give_command(turn, UseTemplate{i.id}, true);
}

void on_template_intent(Turn& turn, const intent::DoTemplates& i) {
  State& s = turn.s;
  TemplatesState& t = s.templates;
  switch (i.step) {
    case TemplateStep::Open:
      return open_pick(s);
    case TemplateStep::Next:
      return move_choice(s, 1);
    case TemplateStep::Previous:
      return move_choice(s, -1);
    case TemplateStep::Leave:
      if (t.pick.has_slash && t.pick.conversation.is_set()) t.left_at = t.pick.begin;
      return close_pick(s);
    case TemplateStep::Manage:
      t.is_open = true;
      t.report.clear();
      t.filter.clear();
      t.offers_bare_export = false;
      ++t.filter_revision;
      return leave_pick(s);
    case TemplateStep::Close:
      t.is_open = false;
      if (t.form) t.form->next.reset();
      if (t.form && !has_changes(*t.form)) leave_form(turn);
      return;
    case TemplateStep::Filter:
      t.filter = std::string(utf8::prefix(i.text, 200));
      t.offers_bare_export = false;
      return;
    case TemplateStep::New:
      return open_form(turn, new_template(s, i.text));
    case TemplateStep::NewFromDraft: {
      const std::string& text = draft_text(s, s.selected);
      const std::size_t begin = std::min(t.pick.begin, text.size());
      const std::size_t end = std::min(std::max(t.pick.end, begin), text.size());
      const std::string words = t.pick.conversation == s.selected ? text.substr(0, begin) + text.substr(end) : text;
      return open_form(turn, new_template(s, without_end(words)));
    }
    case TemplateStep::Edit: {
      const Template* known = s.workspace.find_template(TemplateId{i.number});
      if (known != nullptr) open_form(turn, *known);
      return;
    }
    case TemplateStep::Export:
    case TemplateStep::ExportWithoutFiles:
      return export_templates(turn, i.step == TemplateStep::Export);
    case TemplateStep::Import:
      if (t.transfer || t.intake) return;
      t.is_choosing_file = true;
      turn.emit(effect::ChooseFile{".json", kTemplateLibraryBytesMax});
      return;
    case TemplateStep::StopTransfer:
      if (t.intake) t.intake->is_stopped = true;  // the relay may have the part under way
      if (!t.transfer) return;
      report_templates(
          turn,
          t.transfer->is_import ? tr("The import was stopped. Nothing was changed.") : tr("The export was stopped."),
          false);
      return stop_transfer(turn);
    default:
      break;
  }
  if (!t.form || t.form->pending) return;
  TemplateForm& form = *t.form;
  const bool asked_discard = form.asks_discard;
  form.asks_discard = form.asks_delete = false;
  switch (i.step) {
    case TemplateStep::Name:
      form.one.name = std::string(utf8::prefix(i.text, 4 * kTemplateNameCharsMax));
      break;
    case TemplateStep::Shortcut:
      form.one.shortcut = std::string(utf8::prefix(i.text, 2 * kTemplateShortcutCharsMax));
      if (form.one.shortcut.starts_with('/')) form.one.shortcut.erase(0, 1);
      break;
    case TemplateStep::Text:
      change_text(form, std::string(utf8::prefix(i.text, kDraftBytesMax)), i.number);
      break;
    case TemplateStep::Library: {
      const std::vector<Template> libraries = template_libraries(s);
      if (i.number >= libraries.size()) return;
      const Template& to = libraries[i.number];
      form.one.library = to.library;
      form.one.owner = to.owner;
      form.one.group = to.group;
      form.one.team = to.team;
      break;
    }
    case TemplateStep::Queue: {
      const QueueId queue{i.number};
      auto& queues = form.one.queues;
      const auto at = std::lower_bound(queues.begin(), queues.end(), queue);
      if (at != queues.end() && *at == queue)
        queues.erase(at);
      else
        queues.insert(at, queue);
      break;
    }
    case TemplateStep::Tab:
      if (i.number >= form.one.texts.size()) return;
      form.tab = i.number;
      show_text_anew(form);
      break;
    case TemplateStep::Language:
      form.one.texts[form.tab].language = i.text;
      break;
    case TemplateStep::AddLanguage:
      add_language(form, i.text);
      break;
    case TemplateStep::RemoveLanguage:
      if (form.one.texts.size() < 2) return;
      form.one.texts.erase(form.one.texts.begin() + static_cast<std::ptrdiff_t>(form.tab));
      form.tab = form.tab == 0 ? 0 : form.tab - 1;
      show_text_anew(form);
      break;
    case TemplateStep::Placeholder:
      put_placeholder(form, i.text);
      break;
    case TemplateStep::AddAction:
      add_action(form, i.number);
      break;
    case TemplateStep::RemoveAction:
    case TemplateStep::RaiseAction:
    case TemplateStep::LowerAction:
    case TemplateStep::ActionText:
    case TemplateStep::ActionValue:
      change_action(form, i);
      break;
    case TemplateStep::Save:
      return save(turn, form);
    case TemplateStep::Copy: {
      Template copy = form.one;
      copy.id = {};
      copy.library = TemplateLibrary::Own;
      copy.owner = s.me;
      copy.group = {};
      copy.team = {};
      return replace_form(turn, std::move(copy));  // it has all that was written
    }
    case TemplateStep::Back:
      if (!has_changes(form) || asked_discard) return leave_form(turn);
      form.asks_discard = true;
      return;
    case TemplateStep::AskDelete:
      form.asks_delete = true;
      return;
    case TemplateStep::Delete:
      if (!form.one.id.is_set()) return;
      give_command(turn, RemoveTemplate{form.one.id}, false);
      if (is_pending<RemoveTemplate>(s)) form.pending = s.pending.back().key;
      return;
    case TemplateStep::KeepWriting:
    case TemplateStep::KeepTemplate:
    default:
      return;
  }
  form.problem.clear();
}

void write_template_in_gsm(Turn& turn, sms::Equivalents which) {
  if (!turn.s.templates.form || turn.s.templates.form->pending) return;
  TemplateForm& form = *turn.s.templates.form;
  std::string& text = form.one.texts[form.tab].text;
  auto written = written_in_gsm(text, form.before_gsm, which, smart_encoded_template);
  if (!written) return;
  text = std::move(written->text);
  show_text_anew(form);
  form.before_gsm = std::move(written->before);
  form.asks_discard = form.asks_delete = false;
  form.problem.clear();
  turn.emit(effect::Announce{std::move(written->said), false});
}

void on_template_intent(Turn& turn, const intent::MakeTemplate& i) {
  turn.s.message_menu = {};
  const Message* message = find_message(turn.s, i.conversation, i.message);
  if (message == nullptr) return;
  // What a person wrote holds no placeholders, whatever it looks like.
  open_form(turn, new_template(turn.s, print_template({TemplatePiece{false, without_end(message->text), {}}})));
}

void on_template_answer(Turn& turn, const SendKey& key, const AgentCommand& command,
                        const std::optional<Refusal>& refusal) {
  TemplatesState& t = turn.s.templates;
  if (t.form && t.form->pending == key) {
    t.form->pending.reset();
    if (refusal) {
      t.form->problem = translated(refusal->sentence);
      return;
    }
    const bool was_removed = std::holds_alternative<RemoveTemplate>(command);
    report_templates(
        turn,
        tr(was_removed ? mark("“{name}” was deleted.") : mark("“{name}” was saved."), {{"name", t.form->one.name}}),
        false);
    leave_form(turn);
  } else if (std::holds_alternative<SaveTemplates>(command) && !on_intake_answer(turn, key, refusal) && refusal) {
    report_templates(turn, translated(refusal->sentence), true);
  }
}

std::vector<Attachment>* template_files(State& s) {
  if (!s.templates.form || s.templates.form->pending) return nullptr;
  const Agent* me = s.workspace.find_agent(s.me);
  return me != nullptr && may_write_template(s.templates.form->before, *me) ? &s.templates.form->files : nullptr;
}

void note_template_files(Turn& turn) {
  if (!turn.s.templates.form) return;
  TemplateForm& form = *turn.s.templates.form;
  form.one.files.clear();
  form.problem.clear();
  // The same content twice is one file.
  for (auto at = form.files.begin(); at != form.files.end();) {
    const auto& kept = form.one.files;
    const bool is_ready = at->phase == Attachment::Phase::Ready;
    const bool is_twice = is_ready && std::any_of(kept.begin(), kept.end(), [&](const TemplateFile& known) {
                            return known.hash == at->media.hash;
                          });
    if (is_twice) {
      turn.emit(effect::EndUpload{at->key});
      at = form.files.erase(at);
      continue;
    }
    if (is_ready) form.one.files.push_back(template_file_of(at->media));
    ++at;
  }
}

bool takes_file(const State& s) {
  return s.templates.is_choosing_file && s.templates.is_open;
}

void on_template_file(Turn& turn, const event::FileChosen& chosen) {
  turn.s.templates.is_choosing_file = false;
  if (turn.s.templates.is_open) import_templates(turn, chosen);
}

}  // namespace smsdesk
