// What became of an internal note, what can be done with it, and the dialog in which that is done.
#include "core/client/pending.h"
#include "core/screen/parts.h"
#include "core/screen/said_words.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

ActionChoice choice(std::string label, Intent intent) {
  ActionChoice made;
  made.label = made.accessible_name = std::move(label);
  made.intent = std::move(intent);
  return made;
}

std::string says_now(const Note& note) {
  return note.is_taken_back ? std::string(tr("It was taken back."))
                            : tr("It says now: “{text}”", {{"text", sms::isolated(note.text)}});
}

void describe_correction(const State& s, const Note* note, NoteDialog& panel) {
  const NoteDialogState& shown = s.note_dialog;
  panel.title = tr("Correct note");
  panel.save_label = tr("Save");
  panel.field.text = shown.text;
  panel.field.revision = shown.revision;
  panel.field.is_busy = panel.is_busy;
  panel.field.is_enabled = !panel.is_busy;
  panel.can_save = panel.field.can_send = !panel.is_busy && !sms::is_blank(shown.text);
  const bool is_other = note != nullptr && (shown.is_overtaken || note->correction > shown.text_over);
  if (is_other) panel.now = says_now(*note);
}

void describe_taking_back(const Note* note, NoteDialog& panel) {
  panel.title = tr("Take the note back?");
  panel.question = tr("Its words go from the timeline, the notes and the search. Supervisors can read them still.");
  if (note != nullptr) panel.now = says_now(*note);
  panel.save_label = tr("Take note back");
  panel.can_save = !panel.is_busy;
}

void describe_earlier(const State& s, const Today& today, NoteDialog& panel) {
  const NoteDialogState& shown = s.note_dialog;
  panel.title = tr("Earlier wording");
  const bool waits = shown.pending.has_value() && !shown.is_known;
  if (s.connection.link != Link::Up && !shown.is_known)
    panel.status = tr("There is no connection. The earlier wording comes when it is back.");
  else if (waits)
    panel.status = tr("The earlier wording is on its way…");
  else if (shown.is_failed)
    panel.status = tr("The earlier wording could not be read right now. Close this and try again.");
  else if (shown.is_known && shown.wordings.empty())
    panel.status = tr("There is no earlier wording.");
  panel.is_loading = waits && s.connection.link == Link::Up;
  for (const NoteWording& one : shown.wordings) {
    const std::string number = std::to_string(panel.wordings.size() + 1);
    const std::string text = sms::isolated(one.text);
    panel.wordings.push_back(
        {one.at, today.has(one.at), text, tr("Wording {number}: {text}", {{"number", number}, {"text", text}})});
  }
}

}  // namespace

NoteUses note_uses(const State& s, const Note& note) {
  NoteUses uses;
  const Agent* me = s.workspace.find_agent(s.me);
  uses.is_taken_back = note.is_taken_back;
  if (note.correction > 0 && !note.is_taken_back) uses.corrected_at = note.corrected_at;
  uses.can_correct = note.author == s.me && !note.is_taken_back;
  uses.has_earlier = note.correction > 0 && (!note.is_taken_back || (me != nullptr && me->sees_everything()));
  return uses;
}

std::string note_words(const State& s, const Note& note) {
  if (!note.is_taken_back) return note.text;
  const Agent* author = s.workspace.find_agent(note.author);
  if (note.author == s.me) return tr("You took this note back");
  return tr("Note taken back by {agent}", {{"agent", author == nullptr ? tr("A colleague") : author->name}});
}

WordsCopy uses_of_note(ConversationId read, NoteId note, std::string_view text, const NoteUses& uses) {
  WordsCopy copy = uses.is_taken_back ? WordsCopy{} : copy_of_note(text);
  const auto add = [&](std::string label, NoteStep step) {
    copy.more.push_back(choice(std::move(label), intent::DoNote{step, read, note}));
  };
  if (uses.can_correct) {
    add(tr("Correct note…"), NoteStep::Correct);
    add(tr("Take note back…"), NoteStep::TakeBack);
  }
  if (uses.has_earlier) add(tr("Earlier wording"), NoteStep::Earlier);
  if (!copy.more.empty()) copy.more_name = tr("Note options");
  return copy;
}

std::string corrected_words(const NoteUses& uses, std::string_view at) {
  return uses.corrected_at.ms == 0 ? std::string() : tr("corrected {time}", {{"time", std::string(at)}});
}

NoteDialog note_dialog(const State& s, const Today& today) {
  NoteDialog panel;
  const NoteDialogState& shown = s.note_dialog;
  if (shown.step == NoteStep::Close) return panel;
  panel.is_open = true;
  panel.step = shown.step;
  panel.note = shown.note;
  panel.is_busy = is_note_busy(s);
  panel.problem = shown.problem;
  panel.close_label = shown.step == NoteStep::Earlier ? tr("Close") : tr("Cancel");
  const Note* note = find_read_note(s, shown.read, shown.note).note;
  if (shown.step == NoteStep::Correct) describe_correction(s, note, panel);
  if (shown.step == NoteStep::TakeBack) describe_taking_back(note, panel);
  if (shown.step == NoteStep::Earlier) describe_earlier(s, today, panel);
  return panel;
}

}  // namespace smsdesk::screen
