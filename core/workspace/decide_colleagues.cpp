// Handing a conversation over, asking about it, noting something on it, and inviting into it.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"
#include "core/workspace/commands.h"
#include "core/workspace/visibility.h"

namespace smsdesk {

Decision Commands::operator()(const BeginTransfer& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (Decision no = check_handing(conversation); no.refusal) return no;
  if (conversation->transfer) {
    return refused(RefusalKind::NotNow, "It is being transferred already. Take that back first.");
  }
  if (c.note.size() > kReasonBytesMax) return too_long(mark("The note is too long. Shorten it."));
  const bool is_nobodys = !conversation->owner.is_set();
  Transfer transfer{agent_.id, {}, {}, now_, sms::cleaned_text(c.note), c.keeps_skills};
  if (c.to_queue.is_set()) {
    const Queue* queue = w_.find_queue(c.to_queue);
    if (queue == nullptr || queue->removed_at) {
      return refused(RefusalKind::BadValue, "This queue is not there any more. Choose another one.");
    }
    if (is_nobodys) return move_waiting(*conversation, *queue, c);
    transfer.to_queue = queue->id;
    note_on(*conversation, transfer.note);
    entries_.add(TransferBegan{conversation->id, transfer, demand_in(*conversation, *queue, c.keeps_skills, now_)});
    return done();
  }
  const Agent* target = colleague(c.to_agent);
  if (target == nullptr || target->id == conversation->owner) {
    return refused(RefusalKind::BadValue, "Choose a colleague or a queue to transfer to.");
  }
  if (!target->is_connected || target->presence == Presence::Offline) {
    return refused(RefusalKind::NotNow,
                   tr("{agent} is not here. Choose somebody else, or a queue.", {{"agent", target->name}}));
  }
  if (!has_room(*target, conversation->queue)) return no_room(*target);
  transfer.to_agent = target->id;
  const Queue* queue = w_.find_queue(conversation->queue);
  // What nobody has is offered as it stands: there is no owner to keep it until somebody accepts.
  if (is_nobodys) withdraw_offer(w_, *conversation, entries_);
  note_on(*conversation, transfer.note);
  if (!is_nobodys) {
    // Whom it goes to is said; without its skills it is asked for by those of its queue alone, should it come back there.
    const bool is_stripped = !c.keeps_skills && queue != nullptr;
    entries_.add(TransferBegan{conversation->id, transfer,
                               is_stripped ? demand_in(*conversation, *queue, false, now_) : conversation->demand});
  }
  RoutingTrace trace = chosen_trace(RoutingTrace::Why::Transfer, *conversation, *target, conversation->queue);
  trace.handed_by = agent_.id;
  trace.handed_note = transfer.note;
  trace.was_parked = false;
  entries_.add(OfferMade{entries_.next_id<OfferId>(), conversation->id, target->id,
                         now_ + (queue == nullptr ? kAlertTimeoutDefault : queue->alert_timeout), std::move(trace)});
  return done();
}

/// A supervisor moves what nobody has: it waits in the other queue, at the place of its age.
Decision Commands::move_waiting(const Conversation& conversation, const Queue& queue, const BeginTransfer& c) {
  if (queue.id == conversation.queue) return refused(RefusalKind::BadValue, "It waits in this queue already.");
  withdraw_offer(w_, conversation, entries_);
  note_on(conversation, c.note);
  entries_.add(ConversationQueued{conversation.id, queue.id, demand_in(conversation, queue, c.keeps_skills, now_),
                                  Handover{agent_.id, sms::cleaned_text(c.note)}});
  return done();
}

void Commands::note_on(const Conversation& conversation, const std::string& text) {
  if (sms::is_blank(text)) return;
  std::string cleaned = sms::cleaned_text(text);
  const ConversationDetail& detail = *conversation.detail;
  const Note* last = detail.notes.empty() ? nullptr : &detail.notes.back();
  const bool is_there = last != nullptr && last->author == agent_.id && last->text == cleaned &&
                        (detail.messages.empty() || detail.messages.back().id.value < last->id.value);
  if (is_there) return;  // of a transfer that nobody took
  entries_.add(NoteAdded{conversation.id, {entries_.next_id<NoteId>(), agent_.id, now_, std::move(cleaned), {}}});
}

Decision Commands::operator()(const TakeBackTransfer& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (Decision no = check_handing(conversation); no.refusal) return no;
  if (!conversation->transfer) return done();
  const bool ends_with_offer = conversation->transfer->to_agent.is_set() && conversation->offer.is_set();
  withdraw_offer(w_, *conversation, entries_);
  if (!ends_with_offer) entries_.add(TransferEnded{conversation->id});
  return done();
}

Decision Commands::operator()(const BeginConsult& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  // A supervisor who reads along may speak to whoever has it.
  const bool is_whisper = conversation != nullptr && conversation->state == ConversationState::Active &&
                          agent_.sees_everything() && c.colleague == conversation->owner;
  if (!is_whisper) {
    if (Decision no = check_sender(conversation); no.refusal) return no;
  }
  const Agent* asked = colleague(c.colleague);
  if (asked == nullptr || asked->id == agent_.id) {
    return refused(RefusalKind::BadValue, "Choose a colleague to ask.");
  }
  if (!asked->is_connected) {
    return refused(RefusalKind::NotNow,
                   tr("{agent} is not here at the moment. Ask somebody else.", {{"agent", asked->name}}));
  }
  const auto& consults = conversation->detail->consults;
  if (std::any_of(consults.begin(), consults.end(), [&](const Consult& one) {
        return one.colleague == c.colleague && (!is_whisper || one.asker == agent_.id);
      })) {
    return refused(RefusalKind::NotNow,
                   tr("You are asking {agent} already. Write into that thread.", {{"agent", asked->name}}));
  }
  if (consults.size() >= kConsultsMax) {
    return refused(RefusalKind::NoRoom, "Five colleagues are being asked already. End one of these threads first.");
  }
  if (Decision no = check_words(c.text); no.refusal) return no;
  entries_.add(
      ConsultBegan{conversation->id, entries_.next_id<ConsultId>(), agent_.id, asked->id, sms::cleaned_text(c.text)});
  return done();
}

Decision Commands::operator()(const SayInConsult& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  const Consult* consult = consult_of_mine(conversation, c.consult);
  if (consult == nullptr) return refused(RefusalKind::Ended, "This thread has ended.");
  if (Decision no = check_words(c.text); no.refusal) return no;
  if (c.is_suggestion && utf8::utf16_units(c.text) > kTextUnitsMax) {
    return refused(RefusalKind::TooLong, "A suggested reply must fit into one message. Shorten it.");
  }
  entries_.add(
      ConsultSaid{conversation->id, consult->id, {agent_.id, now_, sms::cleaned_text(c.text), c.is_suggestion}});
  return done();
}

Decision Commands::operator()(const EndConsult& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  const Consult* consult = consult_of_mine(conversation, c.consult);
  if (consult != nullptr) entries_.add(ConsultEnded{conversation->id, consult->id});
  return done();
}

Decision Commands::operator()(const AddNote& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation == nullptr) return ended();
  if (!may_read(w_, *conversation, agent_)) return not_yours();
  if (Decision no = check_words(c.text); no.refusal) return no;
  Note note{entries_.next_id<NoteId>(), agent_.id, now_, sms::cleaned_text(c.text), named_in(c.mentions)};
  entries_.add(NoteAdded{conversation->id, std::move(note)});
  return done();
}

std::vector<AgentId> Commands::named_in(const std::vector<AgentId>& mentions) const {
  std::vector<AgentId> named;
  for (const AgentId mention : mentions) {
    const bool is_new = std::find(named.begin(), named.end(), mention) == named.end();
    if (is_new && colleague(mention) != nullptr && named.size() < kInvitedMax) named.push_back(mention);
  }
  return named;
}

Decision Commands::operator()(const CorrectNote& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  const bool reads = conversation != nullptr && conversation->detail && may_read(w_, *conversation, agent_);
  const Note* note = reads ? conversation->detail->find_note(c.note) : nullptr;
  if (note == nullptr && c.archived && c.archived->id == c.note) note = &*c.archived;
  if (note == nullptr) {
    return refused(RefusalKind::NotYours, "You cannot read this note any more, so nothing was changed.");
  }
  if (note->author != agent_.id) return refused(RefusalKind::NoRight, "Only who wrote a note can correct it.");
  if (note->is_taken_back) {
    if (c.takes_back) return done();
    return refused(RefusalKind::Ended, "This note was taken back at another page of yours. Write a new one.");
  }
  if (note->correction != c.over) {
    return refused(RefusalKind::NotNow,
                   "This note was corrected at another page of yours meanwhile. Compare it with your words, then save "
                   "them again.",
                   note->correction);
  }
  NoteCorrected corrected{c.conversation, c.note, note->correction + 1, {}, {}, c.takes_back};
  if (!c.takes_back) {
    if (Decision no = check_words(c.text); no.refusal) return no;
    if (note->correction >= kNoteCorrectionsMax) {
      return refused(RefusalKind::NoRoom, "This note was corrected a hundred times. Write a new one.");
    }
    corrected.text = sms::cleaned_text(c.text);
    if (corrected.text == note->text) return done();
    corrected.mentions = named_in(c.mentions);
  }
  entries_.add(std::move(corrected));
  return done();
}

Decision Commands::operator()(const InviteGuest& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (Decision no = check_mine(conversation); no.refusal) return no;
  if (colleague(c.agent) == nullptr || c.agent == agent_.id) {
    return refused(RefusalKind::BadValue, "Choose a colleague to invite.");
  }
  if (conversation->detail->is_invited(c.agent)) return done();
  if (conversation->detail->invited.size() >= kInvitedMax) {
    return refused(RefusalKind::NoRoom, "Ten colleagues are invited already.");
  }
  entries_.add(GuestInvited{conversation->id, c.agent});
  return done();
}

Decision Commands::operator()(const DismissGuest& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation == nullptr || !conversation->detail || !conversation->detail->is_invited(c.agent)) return done();
  if (conversation->owner != agent_.id && c.agent != agent_.id) return not_yours();
  entries_.add(GuestLeft{conversation->id, c.agent});
  return done();
}

Decision Commands::check_sender(const Conversation* conversation) const {
  if (conversation == nullptr || conversation->state != ConversationState::Active) return ended();
  if (conversation->owner != agent_.id && !conversation->detail->is_invited(agent_.id)) return not_yours();
  return {};
}

Decision Commands::check_handing(const Conversation* conversation) const {
  if (conversation == nullptr || conversation->owner == agent_.id || !agent_.sees_everything()) {
    return check_mine(conversation);
  }
  if (conversation->state == ConversationState::AfterCallWork) return ended();
  if (conversation->state == ConversationState::Parked) {
    return refused(RefusalKind::NotNow, "It is parked. Give it back to its queue first.");
  }
  return {};
}

Decision Commands::check_words(const std::string& text) const {
  if (sms::is_blank(text)) return refused(RefusalKind::Empty, "Write something first.");
  if (text.size() > kNoteBytesMax) {
    return refused(RefusalKind::TooLong, "The text is too long. Keep it below 4,000 characters.");
  }
  return {};
}

const Consult* Commands::consult_of_mine(const Conversation* conversation, ConsultId id) const {
  if (conversation == nullptr || !conversation->detail) return nullptr;
  const Consult* consult = conversation->detail->find_consult(id);
  if (consult == nullptr) return nullptr;
  const bool is_mine =
      consult->asker == agent_.id || consult->colleague == agent_.id || conversation->owner == agent_.id;
  return is_mine ? consult : nullptr;
}

}  // namespace smsdesk
