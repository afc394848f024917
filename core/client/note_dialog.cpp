// Notes that are corrected or taken back, and what they said before. A correction says over which words it was written; where
// another page of the agent's was faster the relay refuses it, the words stay in the dialog, and from then on they are written
// over what there is now. Words that were not saved are there again when the same note is corrected once more.
#include <algorithm>
#include <utility>

#include "core/base/shortened.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"
#include "core/workspace/note_correction.h"

namespace smsdesk {
namespace {

constexpr std::size_t kSaidBytesMax = 120;

std::string author_of(const State& s, const Note& note) {
  const Agent* author = s.workspace.find_agent(note.author);
  return author == nullptr ? std::string(tr("A colleague")) : author->name;
}

/// To whoever listens, of a note that they read; one's own other pages are told too.
void say(Turn& turn, const Note& note) {
  const std::string who = author_of(turn.s, note);
  const bool is_own = note.author == turn.s.me;
  if (note.is_taken_back) {
    const std::string said =
        is_own ? std::string(tr("You took a note back.")) : tr("{agent} took a note back.", {{"agent", who}});
    return turn.emit(effect::Announce{said, false});
  }
  const std::string said =
      is_own ? std::string(tr("You corrected a note")) : tr("{agent} corrected a note", {{"agent", who}});
  turn.emit(effect::Announce{labelled(said, shortened(note.text, kSaidBytesMax)), false});
}

/// True where the history has another note now.
template <typename Change>
bool change_in(State& s, History& history, NoteId note, Change change) {
  const auto at = history.notes.find(note);
  if (at == history.notes.end() || !change(at->second.note)) return false;
  history.number = ++s.last_history;  // another one than what was drawn
  return true;
}
template <typename Change>
bool change_histories(State& s, NoteId note, Change change) {
  bool has_changed = false;
  for (auto& [id, history] : s.histories) has_changed = change_in(s, history, note, change) || has_changed;
  if (s.place.page) has_changed = change_in(s, *s.place.page, note, change) || has_changed;
  return has_changed;
}

/// Of a note that was taken back what it said is for supervisors.
bool is_for_nobody_here(const State& s, const Note& note) {
  const Agent* me = s.workspace.find_agent(s.me);
  return note.is_taken_back && (me == nullptr || !me->sees_everything());
}

/// What was found is of the words that it had. Where they are others, which of them fit is not known.
void change_found(MessageMatches& matches, const Note& note, std::size_t& at, std::size_t bytes_max) {
  auto& found = matches.found;
  for (std::size_t i = 0; i < found.size(); ++i) {
    FoundMessage& one = found[i];
    if (!one.is_note || one.segment != 0 || one.message.value != note.id.value) continue;
    one.marks.clear();
    one.text = shortened(note.text, bytes_max);
    if (!note.is_taken_back) return;
    found.erase(found.begin() + static_cast<std::ptrdiff_t>(i));
    if (at > i || (at == found.size() && at > 0)) --at;
    return;
  }
}

/// What this page shows beside timelines.
void change_shown(State& s, const Note& note) {
  std::size_t unused = 0;
  change_found(s.find.messages, note, unused, kSaidBytesMax);
  change_found(s.transcript.matches, note, s.transcript.at, kNoteBytesMax);
  NoteDialogState& dialog = s.note_dialog;
  if (dialog.step == NoteStep::Earlier && dialog.note == note.id && is_for_nobody_here(s, note)) {
    dialog.wordings.clear();
    dialog.pending.reset();
    dialog.is_known = true;
    dialog.is_failed = false;
  }
}

bool is_from_this_page(const State& s, NoteId note) {
  return s.note_dialog.note == note && is_note_busy(s);
}

void ask_for_wordings(Turn& turn) {
  NoteDialogState& dialog = turn.s.note_dialog;
  if (turn.s.connection.link != Link::Up) return;
  dialog.pending = turn.next_key();
  const NoteWordingsRequest request{*dialog.pending, dialog.read, dialog.note};
  turn.emit(effect::TransmitFrame{encode_frame(ClientFrame(request))});
}

void open(Turn& turn, const intent::DoNote& i) {
  State& s = turn.s;
  const ReadNote read = find_read_note(s, i.conversation, i.note);
  if (read.note == nullptr || is_note_busy(s)) return;
  const bool is_own = read.note->author == s.me && !read.note->is_taken_back;
  if (i.step != NoteStep::Earlier && !is_own) return;
  s.message_menu = {};
  s.open_menu = ConversationMenu::None;
  NoteDialogState& dialog = s.note_dialog;
  dialog.step = i.step;
  dialog.read = i.conversation;
  dialog.written_in = read.written_in;
  dialog.note = i.note;
  dialog.over = read.note->correction;
  dialog.problem.clear();
  dialog.is_overtaken = dialog.is_known = dialog.is_failed = false;
  dialog.pending.reset();
  dialog.wordings.clear();
  if (i.step == NoteStep::Correct) {
    if (dialog.text_of != i.note || sms::is_blank(dialog.text)) {
      dialog.text = read.note->text;
      dialog.text_of = i.note;
      dialog.text_over = read.note->correction;
    }
    ++dialog.revision;
  }
  if (i.step == NoteStep::Earlier) ask_for_wordings(turn);
}

void close(State& s) {
  NoteDialogState& dialog = s.note_dialog;
  const ReadNote read = find_read_note(s, dialog.read, dialog.text_of);
  if (read.note != nullptr && sms::cleaned_text(dialog.text) == read.note->text) dialog.text.clear();
  dialog.step = NoteStep::Close;
  dialog.problem.clear();
  dialog.is_overtaken = false;
}

void save(Turn& turn) {
  NoteDialogState& dialog = turn.s.note_dialog;
  const bool takes_back = dialog.step == NoteStep::TakeBack;
  if ((!takes_back && dialog.step != NoteStep::Correct) || is_note_busy(turn.s)) return;
  CorrectNote command{dialog.written_in, dialog.note, takes_back ? dialog.over : dialog.text_over, {}, {}, takes_back};
  if (!takes_back) {
    if (sms::is_blank(dialog.text)) return;
    if (dialog.text.size() > kNoteBytesMax) {
      dialog.problem = tr("The text is too long. Keep it below 4,000 characters.");
      return;
    }
    command.text = dialog.text;
    command.mentions = mentions_in(turn.s, dialog.text);
  }
  dialog.problem.clear();
  dialog.pending = give_command(turn, std::move(command), true);
}

}  // namespace

ReadNote find_read_note(const State& state, ConversationId read, NoteId note) {
  if (!note.is_set()) return {};
  const Conversation* conversation = find_readable(state, read);
  if (conversation == nullptr || !conversation->detail) return {};
  if (const Note* held = conversation->detail->find_note(note)) return {held, read};
  const auto in = [&](const History& history) {
    const auto at = history.notes.find(note);
    return at == history.notes.end() ? ReadNote{} : ReadNote{&at->second.note, at->second.conversation};
  };
  if (state.place.page && state.place.conversation == read)
    if (const ReadNote found = in(*state.place.page); found.note != nullptr) return found;
  const auto history = state.histories.find(read);
  return history == state.histories.end() ? ReadNote{} : in(history->second);
}

bool is_note_busy(const State& state) {
  const auto& key = state.note_dialog.pending;
  return key && std::any_of(state.pending.begin(), state.pending.end(),
                            [&](const PendingCommand& one) { return one.key == *key; });
}

void on_colleague_intent(Turn& turn, const intent::DoNote& i) {
  NoteDialogState& dialog = turn.s.note_dialog;
  switch (i.step) {
    case NoteStep::Correct:
    case NoteStep::TakeBack:
    case NoteStep::Earlier:
      return open(turn, i);
    case NoteStep::Edit:
      if (dialog.step == NoteStep::Correct && !is_note_busy(turn.s)) dialog.text = i.text;
      return;
    case NoteStep::Save:
      return save(turn);
    case NoteStep::Close:
      return close(turn.s);
  }
}

bool on_note_answer(Turn& turn, const SendKey& key, const AgentCommand& command,
                    const std::optional<Refusal>& refusal) {
  const auto* correct = std::get_if<CorrectNote>(&command);
  if (correct == nullptr) return false;
  NoteDialogState& dialog = turn.s.note_dialog;
  const bool is_of_dialog = dialog.pending == key;
  if (is_of_dialog) dialog.pending.reset();
  if (!refusal) {
    if (dialog.text_of == correct->note) dialog.text.clear();
    if (is_of_dialog) dialog.step = NoteStep::Close;
    turn.notice(NoticeState::Tone::Success,
                correct->takes_back ? tr("The note is taken back.") : tr("The note is corrected."));
    return true;
  }
  const std::string sentence = translated(refusal->sentence);
  // What is there now is before the agent's eyes from here on.
  const bool is_overtaken = refusal->count > correct->over;
  if (is_overtaken && dialog.note == correct->note) dialog.over = refusal->count;
  if (is_overtaken && dialog.text_of == correct->note) dialog.text_over = refusal->count;
  if (is_of_dialog && dialog.step != NoteStep::Close) {
    dialog.problem = sentence;
    dialog.is_overtaken = is_overtaken;
    return true;
  }
  // The dialog was closed meanwhile: the words are there again when the note is corrected once more.
  turn.notice(NoticeState::Tone::Problem, sentence);
  return true;
}

void on_note_wordings(Turn& turn, NoteWordingsFrame& frame) {
  NoteDialogState& dialog = turn.s.note_dialog;
  if (dialog.step != NoteStep::Earlier || dialog.pending != frame.key) return;
  dialog.pending.reset();
  dialog.is_failed = frame.is_failed;
  if (frame.is_failed) return;
  dialog.is_known = true;
  dialog.wordings = std::move(frame.wordings);
}

void on_note(Turn& turn, const NoteFrame& frame) {
  const Note& is = frame.note.note;
  const bool has_changed = change_histories(turn.s, is.id, [&](Note& was) {
    if (was.correction >= is.correction) return false;
    was = is;
    return true;
  });
  change_shown(turn.s, is);
  const Conversation* held = turn.s.workspace.find_conversation(frame.note.conversation);
  const bool is_told = held != nullptr && held->detail && held->detail->find_note(is.id) != nullptr;  // by its entry
  if (has_changed && !is_told && !is_from_this_page(turn.s, is.id)) say(turn, is);
}

void follow_note(Turn& turn, const NoteCorrected& entry, Instant at) {
  State& s = turn.s;
  change_histories(s, entry.note, [&](Note& note) { return correct(note, entry, at); });
  // It may stand among what is drawn of the history, without being part of that.
  if (const auto history = s.histories.find(entry.conversation); history != s.histories.end())
    history->second.number = ++s.last_history;
  if (s.place.page && s.place.conversation == entry.conversation) s.place.page->number = ++s.last_history;
  const Conversation* conversation = s.workspace.find_conversation(entry.conversation);
  if (conversation == nullptr || !conversation->detail) return;
  const Note* note = conversation->detail->find_note(entry.note);
  if (note == nullptr) return;
  change_shown(s, *note);
  if (read_conversation(s) == entry.conversation && !is_from_this_page(s, entry.note)) say(turn, *note);
}

void go_on_with_note(Turn& turn) {
  const NoteDialogState& dialog = turn.s.note_dialog;
  if (dialog.step == NoteStep::Earlier && !dialog.is_known) ask_for_wordings(turn);
}

}  // namespace smsdesk
