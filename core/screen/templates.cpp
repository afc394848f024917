#include "core/screen/templates.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/client/draft_actions.h"
#include "core/client/gsm_writing.h"
#include "core/client/templates.h"
#include "core/screen/gsm_line.h"
#include "core/screen/park_times.h"
#include "core/screen/parts.h"
#include "core/screen/time_words.h"
#include "core/screen/words.h"
#include "core/sms/language.h"
#include "core/sms/segments.h"
#include "core/sms/text_cleanup.h"
#include "core/template/field_name.h"
#include "core/template/language.h"
#include "core/template/text.h"
#include "core/words/words.h"
#include "core/workspace/customer_fields.h"
#include "core/workspace/template_files.h"
#include "core/workspace/visibility.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kLineBytesMax = 160;
constexpr std::size_t kDialogLinesMax = 200;
constexpr DurationMs kParkSpans[] = {minutes(15), minutes(30), hours(1),  hours(2),     hours(4),
                                     hours(8),    hours(24),   hours(48), hours(24 * 7)};

// Values ----------------------------------------------------------------------------------------------------------
/// The time where the customer is; where that is not known, in the zone of the queue's hours; else the agent's own.
TimeHere time_here(const State& s, const smsdesk::Conversation* conversation, Instant relay_at, Instant browser_at,
                   DayOf day_of) {
  if (conversation != nullptr && conversation->detail && !conversation->detail->record.zone.offsets.empty())
    return {relay_at, conversation->detail->record.zone};
  const Queue* queue = conversation == nullptr ? nullptr : s.workspace.find_queue(conversation->queue);
  const auto schedule = queue == nullptr ? s.workspace.schedules.end() : s.workspace.schedules.find(queue->schedule);
  if (schedule != s.workspace.schedules.end() && !schedule->second.offsets.empty())
    return {relay_at, {schedule->second.zone, schedule->second.offsets, false}};
  // The agent's calendar only tells days; where its midnight is tells its distance to UTC.
  return {browser_at, {{}, {{Instant{0}, zone_minutes(browser_at, day_of)}}, false}};
}

/// What the values of time are written in: said, or else guessed from the words. Empty: it cannot be told.
std::string language_of(const TemplateText& text) {
  return text.language.empty() ? sms::guess_language(text.text) : text.language;
}

std::string meaning_of(const std::string& name) {
  if (const auto field = placeholder_field(name)) return tr("the customer's “{name}”", {{"name", *field}});
  const std::string_view plain = std::string_view(name).substr(0, name.find_first_of("+-"));
  for (const Placeholder& one : placeholders())
    if (one.name == name || one.name == plain) return translated(one.meaning);
  return name;
}

class Values {
 public:
  Values(const State& s, const smsdesk::Conversation* conversation, Instant relay_at, Instant browser_at, DayOf day_of)
      : here_(time_here(s, conversation, relay_at, browser_at, day_of)), fields_(s.workspace.settings.customer_fields) {
    if (const Agent* me = s.workspace.find_agent(s.me)) {
      values_["agent.name"] = me->name;
      values_["agent.first_name"] = me->name.substr(0, me->name.find(' '));
    }
    values_["organisation"] = s.workspace.settings.name;
    if (conversation == nullptr) return;
    values_["queue"] = queue_name(s, conversation->queue);
    if (!conversation->detail) return;
    if (const auto& contact = conversation->detail->record.contact) {
      contact_ = &*contact;
      values_["customer.name"] = contact->name;
    }
    if (!is_masked(conversation->detail->customer))
      values_["customer.number"] = readable_address(conversation->detail->customer);
    values_["our.number"] = readable_address(conversation->detail->our_number);
  }
  /// With the notes as they would be written down: what is not known is said there, as nobody fills it in later.
  std::vector<TemplateAction> fill(std::vector<TemplateAction> actions) {
    for (TemplateAction& one : actions) {
      if (one.kind != TemplateActionKind::Note) continue;
      one.text = fill(TemplateText{{}, one.text}).text;
      for (auto raw = find_raw_placeholder(one.text); raw; raw = find_raw_placeholder(one.text, raw->begin))
        one.text.replace(raw->begin, raw->end - raw->begin,
                         tr("({what}: not known)", {{"what", meaning_of(raw->name)}}));
      one.text = std::string(utf8::prefix(one.text, kActionTextBytesMax));
    }
    return actions;
  }
  FilledTemplate fill(const TemplateText& text) {
    const auto pieces = parse_template(text.text);
    if (!pieces) return {text.text, {}, {}};
    TemplateValues values = values_;
    const std::string language = language_of(text);
    for (const TemplatePiece& piece : *pieces) {
      if (!piece.is_placeholder || values.contains(piece.text)) continue;
      if (const auto time = parse_time_placeholder(piece.text))
        values[piece.text] = time_value(*time, here_, language);
      else if (const auto field = placeholder_field(piece.text))
        values[piece.text] = std::string(field_value(fields_, contact_, *field));
    }
    return fill_template(*pieces, values);
  }

 private:
  TimeHere here_;
  const std::vector<CustomerField>& fields_;
  const Contact* contact_ = nullptr;
  TemplateValues values_;
};

// Words -----------------------------------------------------------------------------------------------------------
std::string meanings_of(std::vector<std::string> names) {
  for (std::string& name : names) name = meaning_of(name);
  return listed(names);
}

/// Empty where there are none.
std::string files_words(const std::vector<TemplateFile>& files) {
  if (files.empty()) return {};
  if (files.size() == 1) return kind_words(files.front().content_type);
  return trn("{n} file", "{n} files", files.size());
}

/// How the files of a template would go from where it is used.
enum class FilesGo : std::uint8_t { AsMms, AsLinks, NotAtAll };

FilesGo files_go(const State& s, const smsdesk::Conversation* conversation) {
  if (conversation == nullptr || !conversation->detail || can_attach(s, *conversation)) return FilesGo::AsMms;
  return can_link(s, *conversation) ? FilesGo::AsLinks : FilesGo::NotAtAll;
}

std::string text_cost(const std::string& text) {
  const sms::SegmentCount count = sms::count_segments(text);
  return trn("{n} character", "{n} characters", utf8::utf16_units(text)) + " · " +
         trn("{n} segment", "{n} segments", static_cast<std::uint64_t>(count.count())) + " · " +
         std::string(sms::name_of(count.encoding));
}

std::string cost_words(const std::string& text, const std::vector<TemplateFile>& files, FilesGo go) {
  if (files.empty()) return text_cost(text);
  if (go == FilesGo::AsMms) {  // which is not counted in segments
    std::uint64_t bytes = 0;
    for (const TemplateFile& file : files) bytes += file.bytes;
    const std::string characters =
        sms::is_blank(text) ? std::string() : trn("{n} character", "{n} characters", utf8::utf16_units(text)) + " · ";
    return characters + trn("{n} file", "{n} files", files.size()) + comma() +
           tr("{size}, sent as one MMS", {{"size", readable_size(bytes)}});
  }
  const std::string words = sms::is_blank(text) ? std::string() : text_cost(text) + " · ";
  return words + (go == FilesGo::AsLinks ? trn("{n} file goes as a link", "{n} files go as links", files.size())
                                         : trn("{n} file that cannot be sent from this number",
                                               "{n} files that cannot be sent from this number", files.size()));
}

/// A file as it is shown: what it is stands beside its size.
AttachmentChip file_chip(const State& s, const TemplateFile& file) {
  AttachmentChip chip = attachment_chip(s, stored_attachment(media_of(file)));
  chip.detail = kind_words(file.content_type) + comma() + chip.detail;
  chip.accessible_name = chip.title + comma() + chip.detail;
  chip.remove_name.clear();
  return chip;
}

TemplatePreview preview_of(FilledTemplate filled, const std::vector<TemplateFile>& files, FilesGo go = FilesGo::AsMms) {
  TemplatePreview preview;
  preview.cost = cost_words(filled.text, files, go);
  preview.has_text = files.empty() || !sms::is_blank(filled.text);
  preview.is_incomplete = !filled.missing.empty();
  if (preview.is_incomplete) {
    preview.remarks.push_back(tr("Not known: {what}. It has to be written in before the text can be sent.",
                                 {{"what", meanings_of(filled.missing)}}));
    if (std::any_of(filled.missing.begin(), filled.missing.end(),
                    [](const std::string& name) { return parse_time_placeholder(name).has_value(); })) {
      preview.remarks.push_back(
          tr("Greetings and days of the week are written in the text's language: say which it is, or give a default."));
    }
  }
  if (!filled.defaulted.empty()) {
    preview.remarks.push_back(
        tr("Not known: {what}. The default stands there.", {{"what", meanings_of(filled.defaulted)}}));
  }
  preview.text = std::move(filled.text);
  return preview;
}

/// What comes of it beside the text.
void tell_actions(const State& s, const Template& one, const std::vector<TemplateAction>& actions,
                  TemplatePreview& preview) {
  if (actions.empty()) return;
  const bool is_sent = !sms::is_blank(preview.text) || !one.files.empty();
  preview.remarks.push_back(tr(is_sent ? mark("When sent: {what}") : mark("To be done: {what}"),
                               {{"what", actions_words(s.workspace, actions)}}));
  if (is_sent) return;
  preview.has_text = false;
  preview.cost = tr("Nothing is sent to the customer.");
}

std::string one_line(std::string_view text) {
  std::string line = sms::isolated(utf8::prefix(text, kLineBytesMax));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

std::string library_name(const State& s, const Template& one) {
  switch (one.library) {
    case TemplateLibrary::Own:
      return tr("My own");
    case TemplateLibrary::Organisation:
      return tr("Organisation");
    case TemplateLibrary::Team:
      break;
  }
  if (one.team.is_set()) {
    const Queue* queue = s.workspace.find_queue(one.team);
    return queue == nullptr || queue->removed_at ? tr("A queue that is gone") : queue->name;
  }
  const auto group = s.workspace.groups.find(one.group);
  return group == s.workspace.groups.end() ? tr("A group that is gone") : group->second.name;
}

std::string detail_of(const State& s, const Template& one) {
  std::string detail = library_name(s, one);
  std::string languages;
  for (const TemplateText& text : one.texts) {
    if (!text.language.empty()) languages += (languages.empty() ? "" : comma()) + language_name(text.language);
  }
  if (!languages.empty()) detail += " · " + languages;
  if (!one.queues.empty()) {
    std::string queues;
    for (const QueueId queue : one.queues) queues += (queues.empty() ? "" : comma()) + queue_name(s, queue);
    detail += " · " + tr("only {queues}", {{"queues", queues}});
  }
  if (!one.actions.empty()) detail += " · " + trn("{n} action", "{n} actions", one.actions.size());
  return detail;
}

TemplateLine line_of(const State& s, const Template& one, const std::string& text) {
  TemplateLine line;
  line.name = one.name;
  if (!one.shortcut.empty()) line.shortcut = "/" + one.shortcut;
  line.detail = detail_of(s, one);
  line.files = files_words(one.files);
  line.text = one_line(template_words(s, one, text));
  line.accessible_name = one.name + (line.shortcut.empty() ? "" : comma() + line.shortcut) + comma() + line.detail +
                         (line.files.empty() ? "" : comma() + line.files);
  return line;
}

TemplateLine action_line(std::string name, TemplateStep step) {
  TemplateLine line;
  line.accessible_name = name;
  line.name = std::move(name);
  line.is_action = true;
  line.intent = intent::DoTemplates{step};
  return line;
}

Intent step(TemplateStep which, std::uint64_t number) {
  return intent::DoTemplates{which, {}, number};
}

/// The files of a template that is written or read; false where one is not on the relay yet.
bool describe_files(const State& s, const TemplateForm& form, TemplateFormScreen& panel) {
  const UploadTally uploads = tally_of(form.files);
  for (const Attachment& one : form.files) {
    AttachmentChip chip = attachment_chip(s, one);
    if (!panel.is_enabled) chip.remove_name.clear();
    panel.files.push_back(std::move(chip));
  }
  if (panel.is_enabled) panel.files_label = s.is_dragging_files ? tr("Drop to attach") : tr("Add files");
  if (uploads.under_way > 0)
    panel.files_line = trn("{n} on its way: the template can be saved when it is there",
                           "{n} on their way: the template can be saved when they are there", uploads.under_way);
  else if (uploads.failed > 0)
    panel.files_line =
        trn("{n} not uploaded: try again or remove it", "{n} not uploaded: try again or remove it", uploads.failed);
  else if (!form.files.empty())
    panel.files_line = tr("{size}, sent as one MMS", {{"size", readable_size(uploads.bytes)}});
  return uploads.is_done();
}

// The form --------------------------------------------------------------------------------------------------------
/// How many segments a use costs less by it, as the preview fills it in; by the text's own words where what stands in for a
/// placeholder forces Unicode itself.
int saved_segments(const TemplateText& text, const std::string& made, Values& values) {
  const auto segments = [](const std::string& words) { return sms::count_segments(words); };
  const sms::SegmentCount after = segments(values.fill({text.language, made}).text);
  if (after.encoding == sms::Encoding::Gsm7) return segments(values.fill(text).text).count() - after.count();
  return segments(words_of_template(text.text)).count() - segments(words_of_template(made)).count();
}

/// What of its own words forces Unicode; with files it is one MMS, whatever its characters are.
void describe_unicode(const TemplateForm& form, Values& values, TemplateFormScreen& panel) {
  if (!panel.is_enabled) return;
  if (!form.before_gsm.empty()) panel.gsm = undo_gsm_line({});
  if (!form.before_gsm.empty() || !form.files.empty()) return;
  const TemplateText& text = form.one.texts[form.tab];
  const std::string words = words_of_template(text.text);
  const sms::BeyondGsm beyond = sms::beyond_gsm(words);
  if (beyond.clusters.empty()) return;
  panel.marked = marked_signs(beyond);
  const GsmChoice choice = gsm_choice(text.text, smart_encoded_template);
  if (!choice.is_there()) {
    // Where a value stands in the place of a default, the preview may be without it.
    const bool is_seen = sms::count_segments(panel.preview.text).encoding != sms::Encoding::Gsm7;
    if (is_seen) panel.preview.cost += comma() + because_of(beyond);
    return;
  }
  const int saved = saved_segments(text, choice.made.text, values);
  panel.gsm = gsm_line(choice, saving_words(saved, Price(), choice.is_close), {});
}

// What it does -----------------------------------------------------------------------------------------------------
std::string kind_title(TemplateActionKind kind) {
  switch (kind) {
    case TemplateActionKind::WrapUpCode:
      return tr("Choose a wrap-up code");
    case TemplateActionKind::Label:
      return tr("Add a label to the contact");
    case TemplateActionKind::Note:
      return tr("Add an internal note");
    case TemplateActionKind::Park:
      return tr("Park the conversation");
    case TemplateActionKind::Transfer:
      return tr("Transfer to a queue");
    case TemplateActionKind::End:
    case TemplateActionKind::EndResolved:
    case TemplateActionKind::EndFollowUp:
      break;
  }
  TemplateAction end;
  end.kind = kind;
  return action_words({}, end);
}

std::string gone_sentence(const State& s, const TemplateAction& action) {
  if (!is_gone(s.workspace, action)) return {};
  const Queue* queue = s.workspace.find_queue(action.queue);
  if (queue != nullptr)
    return tr("“{queue}” is no longer there. Choose another queue, or remove this action.", {{"queue", queue->name}});
  return action.queue.is_set() ? tr("This queue is no longer there. Choose another one, or remove this action.")
                               : tr("This wrap-up code is no longer there. Choose another one, or remove this action.");
}

void add_choices(const State& s, const TemplateAction& action, std::size_t which, TemplateActionLine& line) {
  const auto add = [&](std::string name, std::uint64_t value, bool is_chosen) {
    if (is_chosen) line.value = name;
    line.choices.push_back(
        {std::move(name), is_chosen, intent::DoTemplates{TemplateStep::ActionValue, std::to_string(value), which}});
  };
  if (action.kind == TemplateActionKind::WrapUpCode)
    for (const auto& [id, code] : s.workspace.wrap_up_codes) add(code.name, id.value, id == action.code);
  if (action.kind == TemplateActionKind::Transfer)
    for (const auto& [id, queue] : s.workspace.queues)
      if (!queue.removed_at) add(queue.name, id.value, id == action.queue);
  if (action.kind != TemplateActionKind::Park) return;
  std::vector<DurationMs> spans(std::begin(kParkSpans), std::end(kParkSpans));
  if (std::find(spans.begin(), spans.end(), action.park_for) == spans.end()) spans.push_back(action.park_for);
  std::sort(spans.begin(), spans.end());
  for (const DurationMs span : spans) add(span_words(span), static_cast<std::uint64_t>(span), span == action.park_for);
}

void describe_actions(const State& s, const Template& one, TemplateFormScreen& panel) {
  for (std::size_t i = 0; i < one.actions.size(); ++i) {
    const TemplateAction& action = one.actions[i];
    TemplateActionLine line;
    line.title = kind_title(action.kind);
    line.text = action.text;
    line.is_note = action.kind == TemplateActionKind::Note;
    if (line.is_note) {
      line.text_name = tr("Words of the note");
      line.placeholder = tr("What colleagues read; placeholders are filled");
    } else if (action.kind == TemplateActionKind::Label) {
      line.text_name = tr("Label of the contact");
      line.placeholder = tr("For example: VIP");
    }
    add_choices(s, action, i, line);
    line.trouble = gone_sentence(s, action);
    if (panel.is_enabled) {
      line.remove_name = tr("Remove: {what}", {{"what", line.title}});
      if (i > 0 && can_lower_action(one, i - 1)) line.raise_name = tr("Move up: {what}", {{"what", line.title}});
      if (can_lower_action(one, i)) line.lower_name = tr("Move down: {what}", {{"what", line.title}});
    }
    panel.actions.push_back(std::move(line));
  }
  if (panel.actions.empty()) panel.actions_empty = tr("None: nothing else is done when the message is sent.");
  if (!panel.is_enabled) return;
  for (const TemplateActionKind kind : addable_actions(one))
    panel.addable_actions.push_back(
        {kind_title(kind), false, step(TemplateStep::AddAction, static_cast<std::uint64_t>(kind))});
}

std::string why_read_only(const Template& one) {
  return one.library == TemplateLibrary::Team ? tr("Only supervisors and admins can change the templates of a team.")
                                              : tr("Only admins can change the templates of the organisation.");
}

TemplateFormScreen form_screen(const State& s, const TemplateForm& form, Values& values) {
  TemplateFormScreen panel;
  const Template& one = form.one;
  const Agent* me = s.workspace.find_agent(s.me);
  const bool is_new = !one.id.is_set();
  const bool may_write = me != nullptr && may_write_template(form.before, *me);
  panel.is_shown = true;
  panel.title = is_new ? tr("New template") : may_write ? tr("Edit template") : tr("Template");
  panel.revision = form.revision;
  panel.is_busy = form.pending.has_value();
  panel.is_enabled = may_write && !panel.is_busy;
  if (!may_write) panel.read_only_reason = why_read_only(one);
  panel.name = one.name;
  panel.shortcut = one.shortcut;
  const TemplateText& text = one.texts[form.tab];
  panel.text = text.text;
  panel.cursor = form.cursor;
  const std::vector<Template> libraries = template_libraries(s);
  for (std::size_t i = 0; i < libraries.size() && may_write; ++i) {
    panel.libraries.push_back(
        {library_name(s, libraries[i]), is_same_library(libraries[i], one), step(TemplateStep::Library, i)});
    if (libraries[i].library == TemplateLibrary::Team)
      panel.libraries.back().name = tr(libraries[i].team.is_set() ? mark("{name} (queue)") : mark("{name} (group)"),
                                       {{"name", panel.libraries.back().name}});
  }
  for (std::size_t i = 0; i < one.texts.size(); ++i) {
    const std::string& tag = one.texts[i].language;
    panel.tabs.push_back({tag.empty() ? tr("No language") : language_name(tag), i == form.tab});
  }
  panel.tab_title =
      text.language.empty() ? tr("Text") : tr("Text in {language}", {{"language", language_name(text.language)}});
  panel.can_remove_tab = may_write && one.texts.size() > 1;
  for (const LanguageName& language : languages()) {
    if (!may_write || one.find_text(language.tag) != nullptr) continue;
    // A text whose language is not said yet gets it; otherwise another text begins.
    const bool is_said = !text.language.empty();
    panel.languages.push_back({language_name(language.tag), false,
                               intent::DoTemplates{is_said ? TemplateStep::AddLanguage : TemplateStep::Language,
                                                   std::string(language.tag), 0}});
  }
  if (may_write) {
    for (const Placeholder& p : placeholders())
      panel.placeholders.push_back({std::string(p.name), translated(p.meaning)});
    for (std::string& name : field_placeholders(s.workspace.settings.customer_fields)) {
      std::string meaning = meaning_of(name);
      panel.placeholders.push_back({std::move(name), std::move(meaning)});
    }
  }
  const bool has_all_files = describe_files(s, form, panel);
  panel.preview = preview_of(values.fill(text), one.files);
  if (const auto parsed = parse_template(text.text); !parsed) panel.preview.remarks.push_back(parsed.error().sentence);
  tell_actions(s, one, values.fill(one.actions), panel.preview);
  describe_unicode(form, values, panel);
  describe_actions(s, one, panel);
  panel.is_over_limit = utf8::utf16_units(text.text) > kTemplateTextCharsMax;
  for (const auto& [id, queue] : s.workspace.queues) {
    const bool is_limited = std::binary_search(one.queues.begin(), one.queues.end(), id);
    if ((queue.removed_at && !is_limited) || !may_write) continue;
    panel.queues.push_back({queue.name, is_limited, step(TemplateStep::Queue, id.value)});
  }
  panel.problem = form.problem;
  if (form.problem.empty() && form.next)
    panel.problem = tr("This template is not finished. Save it or leave it: then the other one opens.");
  panel.save_label = is_new ? tr("Create template") : tr("Save");
  panel.back_label = form.asks_discard ? tr("Discard changes") : has_changes(form) ? tr("Cancel") : tr("Back");
  panel.can_save = panel.is_enabled && has_all_files && (is_new || has_changes(form));
  panel.can_delete = may_write && !is_new;
  panel.can_copy = !is_new;
  panel.asks_delete = form.asks_delete;
  if (form.asks_delete) {
    panel.delete_question = one.library == TemplateLibrary::Own
                                ? tr("Delete “{name}”?", {{"name", form.before.name}})
                                : tr("Delete “{name}” for everybody who has it?", {{"name", form.before.name}});
  }
  return panel;
}

std::string transfer_line(const TemplateTransfer& transfer) {
  const TemplateContent& one = transfer.files[transfer.at];
  return tr(transfer.is_import ? mark("Uploading file {n} of {count}: {name}, {size}")
                               : mark("Reading file {n} of {count}: {name}, {size}"),
            {{"n", std::to_string(transfer.at + 1)},
             {"count", std::to_string(transfer.files.size())},
             {"name", one.name.empty() ? tr("a file without a name") : one.name},
             {"size", readable_size(one.bytes)}});
}

std::string intake_line(const State& s, const TemplateIntake& intake) {
  const char* line = intake.is_stopped ? mark("Stopping: {n} of {count} templates are answered so far.")
                     : s.connection.link != Link::Up
                         ? mark("Importing: {n} of {count} templates. It goes on when the connection is back.")
                         : mark("Importing: {n} of {count} templates");
  return tr(line, {{"n", std::to_string(intake.answered)}, {"count", std::to_string(intake.count)}});
}

}  // namespace

std::string template_words(const State& s, const Template& one, const std::string& text) {
  if (!one.texts.empty()) return text;
  if (one.files.empty()) return actions_words(s.workspace, one.actions);
  std::string names;
  for (const TemplateFile& file : one.files)
    names +=
        (names.empty() ? std::string() : comma()) + (file.name.empty() ? kind_words(file.content_type) : file.name);
  return names;
}

TemplateList template_list(const State& s, Instant relay_at, Instant browser_at, DayOf day_of) {
  TemplateList list;
  const TemplatePick& pick = s.templates.pick;
  const smsdesk::Conversation* conversation = s.workspace.find_conversation(pick.conversation);
  if (conversation == nullptr || pick.conversation != s.selected || !may_write(s, *conversation)) return list;
  list.is_shown = true;
  Values values(s, conversation, relay_at, browser_at, day_of);
  const std::string words(picked_words(s));
  list.title = words.empty() ? tr("Templates") : tr("Templates with “{words}”", {{"words", words}});
  list.chosen = pick.chosen;
  for (const TemplateHit& hit : find_templates(s, conversation, words, kTemplatesListedMax)) {
    FilledTemplate filled = values.fill(text_of(hit));
    TemplateLine line = line_of(s, *hit.one, filled.text);
    line.is_chosen = static_cast<int>(list.lines.size()) == pick.chosen;
    const std::vector<TemplateAction> actions = values.fill(hit.one->actions);
    line.intent = intent::InsertTemplate{pick.conversation, hit.one->id, filled.text, actions};
    if (line.is_chosen) {
      list.has_preview = true;
      list.preview = preview_of(std::move(filled), hit.one->files, files_go(s, conversation));
      for (const TemplateFile& file : hit.one->files) list.preview.files.push_back(file_chip(s, file));
      tell_actions(s, *hit.one, actions, list.preview);
    }
    list.lines.push_back(std::move(line));
  }
  if (list.lines.empty()) {
    list.empty_text = words.empty()
                          ? tr("There is no template for this queue yet. Create one under “Manage templates”.")
                          : tr("No template fits “{words}”.", {{"words", words}});
  }
  for (const PickAction action : pick_actions(s)) {
    list.lines.push_back(action == PickAction::Manage
                             ? action_line(tr("Manage templates"), TemplateStep::Manage)
                             : action_line(tr("Save this message as a template"), TemplateStep::NewFromDraft));
    list.lines.back().is_chosen = static_cast<int>(list.lines.size()) - 1 == pick.chosen;
  }
  list.hint = tr("↑ ↓ choose · Enter inserts · Esc keeps what you typed");
  return list;
}

std::vector<TemplateLine> template_lines(const State& s, const smsdesk::Conversation& conversation,
                                         const std::vector<TemplateHit>& hits, Instant relay_at, Instant browser_at,
                                         DayOf day_of) {
  std::vector<TemplateLine> lines;
  Values values(s, &conversation, relay_at, browser_at, day_of);
  for (const TemplateHit& hit : hits) {
    const FilledTemplate filled = values.fill(text_of(hit));
    TemplateLine line = line_of(s, *hit.one, filled.text);
    line.intent = intent::InsertTemplate{conversation.id, hit.one->id, filled.text, values.fill(hit.one->actions)};
    lines.push_back(std::move(line));
  }
  return lines;
}

TemplatesDialog templates_dialog(const State& s, Instant relay_at, Instant browser_at, DayOf day_of) {
  TemplatesDialog dialog;
  const TemplatesState& t = s.templates;
  dialog.is_open = t.is_open;
  if (!t.is_open) return dialog;
  const smsdesk::Conversation* conversation = s.workspace.find_conversation(s.selected);
  Values values(s, conversation, relay_at, browser_at, day_of);
  dialog.title = tr("Templates");
  dialog.report = t.report;
  dialog.is_report_bad = t.is_report_bad;
  if (t.transfer) {
    dialog.report = transfer_line(*t.transfer);
    dialog.is_report_bad = false;
  }
  if (t.intake) {
    dialog.report = intake_line(s, *t.intake);
    dialog.is_report_bad = false;
  }
  if (t.form) {
    dialog.form = form_screen(s, *t.form, values);
    dialog.title = dialog.form.title;
    return dialog;
  }
  dialog.filter = t.filter;
  dialog.filter_revision = t.filter_revision;
  for (const TemplateHit& hit : find_templates(s, nullptr, t.filter, kDialogLinesMax)) {
    dialog.lines.push_back(line_of(s, *hit.one, text_of(hit).text));
    dialog.lines.back().intent = step(TemplateStep::Edit, hit.one->id.value);
  }
  const bool is_busy = t.transfer || t.intake;
  dialog.can_export = !dialog.lines.empty() && !is_busy;
  dialog.export_label = t.offers_bare_export ? tr("Export without files") : tr("Export");
  if (t.offers_bare_export) dialog.export_step = TemplateStep::ExportWithoutFiles;
  dialog.import_label = is_busy ? tr("Stop") : tr("Import");
  if (is_busy) dialog.import_step = TemplateStep::StopTransfer;
  if (dialog.lines.empty()) {
    dialog.empty_text = t.filter.empty()
                            ? tr("There is no template yet. Create one: a text that you write often, under a name.")
                            : tr("No template fits “{words}”.", {{"words", t.filter}});
  } else if (dialog.lines.size() == kDialogLinesMax) {
    dialog.report = dialog.report.empty() ? tr("The first 200 are shown. Type to find others.") : dialog.report;
  }
  return dialog;
}

}  // namespace smsdesk::screen
