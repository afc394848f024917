// From Send to the outbox, and back: what is held before it leaves, and how long it can be taken back.
//
// A message that may be undone stands in the outbox from the first moment, with the instant before which it does not go: a
// reload, a crash or a closed page never lose it, they only make it go. Taking it back takes three steps, each on disk before
// the next: the entry is marked as undone, its words stand in the draft, the entry leaves. A browser that is killed between
// any two of them has the words once, in the composer, and has sent nothing.
#include <algorithm>

#include "core/client/composer_hold.h"
#include "core/client/gsm_writing.h"
#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"
#include "core/workspace/text_as_mms.h"

namespace smsdesk {
namespace {

std::string found_words(const sms::FoundRisk& found) {
  switch (found.risk) {
    case sms::Risk::CardNumber:
      return tr("a card number");
    case sms::Risk::BankAccount:
      return tr("a bank account");
    case sms::Risk::SocialSecurity:
      return tr("a social security number");
    case sms::Risk::NationalId:
      return tr("a national id number ({name})", {{"name", sms::national_id_name(found.id)}});
    case sms::Risk::Shouting:
      return tr("mostly capitals");
    case sms::Risk::ListedWord:
      return tr("a listed word");
  }
  return "";
}

void keep(Turn& turn, OutboxEntry entry) {
  const ConversationId conversation = entry.conversation;
  const std::string value = encode_outbox_entry(entry);
  const std::string key = entry.key.value;
  if (const Status added = turn.s.outbox.add(std::move(entry)); !added) {
    turn.notice(NoticeState::Tone::Problem, added.error().sentence);  // the draft keeps the text
    return;
  }
  turn.emit(effect::PutStorage{"outbox", key, value});
  Draft& draft = turn.s.drafts[conversation];
  const bool has_other = draft.other == Draft::Other::Newer && draft.text.find(draft.other_text) == std::string::npos;
  const std::string other = has_other ? std::move(draft.other_text) : std::string();
  draft.send_as = has_other ? draft.other_as : SendAs::Usual;
  set_draft(turn, conversation, other, true);
  if (has_other) {
    // Another device's words, which were offered above the field: they are not emptied with what was sent.
    draft.other = Draft::Other::None;
    draft.is_from_elsewhere = true;
    draft.tell_at.reset();
  }
  draft.was_sent = true;
  leave_pick(turn.s);
  turn.s.typing_until = {};
}

std::vector<sms::Risk> risks_of(const std::vector<sms::FoundRisk>& found) {
  std::vector<sms::Risk> risks;
  for (const sms::FoundRisk& one : found)
    if (std::find(risks.begin(), risks.end(), one.risk) == risks.end()) risks.push_back(one.risk);
  return risks;
}

void hold(Turn& turn, Draft& draft, std::vector<sms::FoundRisk> found) {
  std::vector<std::string> kinds;
  for (const sms::FoundRisk& one : found) {
    std::string kind = found_words(one);
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(std::move(kind));
  }
  std::string what;
  for (const std::string& kind : kinds) what += (what.empty() ? std::string() : comma()) + kind;
  draft.held = std::move(found);
  turn.emit(
      effect::Announce{tr("Not sent yet. It has {what}. Edit it, or choose Send anyway.", {{"what", what}}), true});
}

/// How its author wants the words of an undone message to go, as far as the message says it.
SendAs choice_of(const State& s, const OutboxEntry& entry) {
  if (entry.is_mms_text) return SendAs::Mms;
  const Conversation* conversation = s.workspace.find_conversation(entry.conversation);
  const bool was_turned_off = conversation != nullptr && entry.media.empty() &&
                              goes_as_mms(s.workspace, *conversation, sms::cleaned_text(entry.text), SendAs::Usual);
  return was_turned_off ? SendAs::Text : SendAs::Usual;
}

/// The words of an undone message, before what has been written since.
void give_back(Turn& turn, const OutboxEntry& entry) {
  const ConversationId conversation = entry.conversation;
  const std::string& text = entry.text;
  Draft& draft = turn.s.drafts[conversation];
  const std::string there = draft.text;
  if (draft.send_as == SendAs::Usual) draft.send_as = choice_of(turn.s, entry);
  const bool is_there = there == text || there.compare(0, text.size() + 1, text + "\n") == 0;
  if (!is_there) set_draft(turn, conversation, sms::is_blank(there) ? text : text + "\n" + there, true);
}

}  // namespace

void note_text_changed(Draft& draft) {
  draft.held.clear();
  draft.before_gsm.clear();
}

void on_composer_intent(Turn& turn, const intent::Send& i) {
  State& s = turn.s;
  const Conversation* conversation = s.workspace.find_conversation(i.conversation);
  const auto at = s.drafts.find(i.conversation);
  if (conversation == nullptr || !may_write(s, *conversation) || s.view_from) return;
  // The second press of an Enter that was for something else: nobody has read yet what stands here.
  if (is_same_press(s.focus_moved_at, turn.now)) return;
  const bool is_blank = at == s.drafts.end() || sms::is_blank(at->second.text);
  if (is_blank && !has_attachments(s, i.conversation)) return;
  if (!are_attachments_ready(s, i.conversation)) {
    turn.emit(effect::Announce{tr("Not sent. A file is not there yet: wait for it, try it again or remove it."), true});
    return;
  }
  Draft& draft = s.drafts[i.conversation];
  const std::string trouble = trouble_with_draft(s, *conversation, draft.text);
  if (!trouble.empty()) {
    turn.emit(effect::Announce{tr("Not sent. {reason}", {{"reason", trouble}}), true});
    return;
  }
  if (is_pending<EndConversation>(s, i.conversation) ||
      (s.after_sends && s.after_sends->conversation == i.conversation)) {
    turn.notice(NoticeState::Tone::Problem, tr("This conversation is being ended, so nothing more can be sent in it."),
                NoticeReason::IsEnding, i.conversation);
    return;
  }
  // They would be done twice.
  if (is_pending<DoActions>(s, i.conversation)) {
    turn.notice(NoticeState::Tone::Problem,
                tr("What is to be done here is on its way to the relay. Send your message when it is done."));
    return;
  }
  if (hold_raw_placeholder(turn, i.conversation)) return;
  // Enter that came before the list of templates was drawn was meant for the list.
  if (s.templates.pick.conversation == i.conversation && s.templates.pick.chosen >= 0) return;
  const bool was_shown = !draft.held.empty();
  if (!(i.is_despite && was_shown)) {
    std::vector<sms::FoundRisk> found = sms::find_risks(draft.text, s.workspace.settings.warns);
    if (!found.empty()) return hold(turn, draft, std::move(found));
  }
  show_latest(turn, i.conversation);  // where it will stand
  OutboxEntry entry;
  entry.key = turn.next_key();
  entry.scope = s.scope;
  entry.conversation = i.conversation;
  entry.text = draft.text;
  entry.pressed_at = turn.now;
  entry.despite = risks_of(draft.held);
  entry.is_mms_text = is_mms_text(s, *conversation, draft.text);
  if (s.settings.undo_for > 0) {
    entry.not_before = turn.now + s.settings.undo_for;
    const auto in = static_cast<std::uint64_t>(s.settings.undo_for / 1000);
    const Chord undo = s.settings.shortcuts.of(Action::UndoSend);
    turn.emit(effect::Announce{undo.is_set() ? trn("Sending in {n} second. {keys} takes it back.",
                                                   "Sending in {n} seconds. {keys} takes it back.", in,
                                                   {{"keys", chord_words(undo, s.is_mac)}})
                                             : trn("Sending in {n} second.", "Sending in {n} seconds.", in),
                               false});
  }
  entry.seen_up_to = i.seen_up_to ? *i.seen_up_to : newest_of(*conversation);
  if (!s.outbox.is_full()) {
    give_attachments(turn, i.conversation, entry);
    give_actions(turn, i.conversation, entry);
  }
  keep(turn, std::move(entry));
  read_again(s, i.conversation);
}

void on_composer_intent(Turn& turn, const intent::KeepEditing& i) {
  if (const auto at = turn.s.drafts.find(i.conversation); at != turn.s.drafts.end()) at->second.held.clear();
}

void on_composer_intent(Turn& turn, const intent::WriteInGsm& i) {
  const sms::Equivalents which = i.is_close ? sms::Equivalents::Close : sms::Equivalents::True;
  if (!i.conversation.is_set()) return write_template_in_gsm(turn, which);
  const auto at = turn.s.drafts.find(i.conversation);
  if (at == turn.s.drafts.end()) return;
  auto written = written_in_gsm(at->second.text, at->second.before_gsm, which, sms::smart_encoded);
  if (!written) return;
  set_draft(turn, i.conversation, written->text, true);
  turn.s.drafts[i.conversation].before_gsm = std::move(written->before);
  turn.emit(effect::Announce{std::move(written->said), false});
}

void on_composer_intent(Turn& turn, const intent::SendTextAsMms& i) {
  const auto at = turn.s.drafts.find(i.conversation);
  if (at == turn.s.drafts.end() || at->second.text.empty()) return;
  Draft& draft = at->second;
  draft.send_as = i.is_mms ? SendAs::Mms : SendAs::Text;
  draft.store_at = turn.now;
  note_choice_changed(turn, i.conversation, draft);
  turn.emit(effect::Announce{i.is_mms ? tr("It goes as one MMS.") : tr("It goes as a text message."), false});
}

// Taking back ------------------------------------------------------------------------------------------------------

void on_composer_intent(Turn& turn, const intent::UndoSend& i) {
  State& s = turn.s;
  OutboxEntry* entry = s.outbox.find(i.key);
  if (entry == nullptr || !is_held_back(*entry, turn.now)) return;
  write_anew(turn, *entry);
  turn.emit(effect::Announce{tr("Taken back. It was not sent."), false});
}

void write_anew(Turn& turn, OutboxEntry& entry) {
  const ConversationId conversation = entry.conversation;
  entry.phase = SendPhase::Undone;
  entry.is_undone = true;
  entry.refusal_sentence.clear();
  turn.emit(effect::PutStorage{"outbox", entry.key.value, encode_outbox_entry(entry)});
  // A page that has read the same storage meanwhile must not send it.
  turn.emit(effect::TellOtherTabs{kUndoneMessage + entry.key.value});
  // The files of what was sent again may be another agent's, who alone may attach them.
  if (!entry.again_of.is_set()) take_attachments_back(turn, conversation, entry.media);
  add_actions(turn, conversation, entry.actions);
  give_back(turn, entry);
}

void adopt_undone(Turn& turn) {
  std::vector<OutboxEntry> undone;
  for (const OutboxEntry& entry : turn.s.outbox.entries())
    if (entry.phase == SendPhase::Undone) undone.push_back(entry);
  for (auto entry = undone.rbegin(); entry != undone.rend(); ++entry) {
    if (!entry->again_of.is_set()) take_attachments_back(turn, entry->conversation, entry->media);
    add_actions(turn, entry->conversation, entry->actions);
    give_back(turn, *entry);
    turn.s.drafts[entry->conversation].store_at = turn.now;
  }
}

void on_draft_stored(Turn& turn, ConversationId conversation) {
  std::vector<SendKey> done;
  for (const OutboxEntry& entry : turn.s.outbox.entries())
    if (entry.phase == SendPhase::Undone && entry.is_undone_stored && entry.conversation == conversation)
      done.push_back(entry.key);
  for (const SendKey& key : done) forget_outbox_entry(turn, key);
}

bool release_sends(Turn& turn, ConversationId conversation) {
  std::vector<SendKey> held;
  for (const OutboxEntry& entry : turn.s.outbox.entries()) {
    const bool is_meant = !conversation.is_set() || entry.conversation == conversation;
    if (is_meant && is_held_back(entry, turn.now)) held.push_back(entry.key);
  }
  for (const SendKey& key : held) turn.s.outbox.find(key)->not_before = {};
  if (!held.empty()) flush(turn);
  return !held.empty();
}

void release_due(Turn& turn) {
  std::vector<SendKey> due;
  for (const OutboxEntry& e : turn.s.outbox.entries())
    if (e.phase == SendPhase::Queued && e.not_before.ms != 0 && !is_held_back(e, turn.now)) due.push_back(e.key);
  // Once: what still waits, for an earlier one or for the connection, waits for that and for no clock.
  for (const SendKey& key : due) turn.s.outbox.find(key)->not_before = {};
  if (!due.empty()) flush(turn);
}

bool do_after_sends(Turn& turn, ConversationId conversation, Intent intent) {
  if (turn.s.connection.link != Link::Up || !release_sends(turn, conversation)) return false;
  turn.s.after_sends = AfterSends{conversation, std::move(intent)};
  return true;
}

void follow_sends(Turn& turn) {
  State& s = turn.s;
  if (!s.after_sends) return;
  const auto& entries = s.outbox.entries();
  const bool is_stuck =
      s.connection.link != Link::Up || std::any_of(entries.begin(), entries.end(), [&](const OutboxEntry& e) {
        return e.conversation == s.after_sends->conversation && e.phase == SendPhase::Refused;
      });
  if (!is_stuck && s.outbox.has_any(s.after_sends->conversation)) return;
  const Intent intent = std::move(s.after_sends->intent);
  s.after_sends.reset();
  // Where it is stuck, the intent itself says what is in its way.
  on_intent(turn, intent);
}

}  // namespace smsdesk
