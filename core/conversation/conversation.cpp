#include "core/conversation/conversation.h"

#include <algorithm>
#include <iterator>

namespace smsdesk {

Message* ConversationDetail::find(MessageId id) {
  return const_cast<Message*>(static_cast<const ConversationDetail*>(this)->find(id));
}

const Message* ConversationDetail::find(MessageId id) const {
  // Ids rise with time, so the list is sorted by id.
  const auto at = std::lower_bound(messages.begin(), messages.end(), id,
                                   [](const Message& message, MessageId wanted) { return message.id < wanted; });
  return at != messages.end() && at->id == id ? &*at : nullptr;
}

MessageId ConversationDetail::before(MessageId id) const {
  const auto at = std::lower_bound(messages.begin(), messages.end(), id,
                                   [](const Message& message, MessageId wanted) { return message.id < wanted; });
  return at == messages.begin() ? MessageId{} : std::prev(at)->id;
}

Consult* ConversationDetail::find_consult(ConsultId id) {
  return const_cast<Consult*>(static_cast<const ConversationDetail*>(this)->find_consult(id));
}

const Consult* ConversationDetail::find_consult(ConsultId id) const {
  const auto at = std::find_if(consults.begin(), consults.end(), [&](const Consult& one) { return one.id == id; });
  return at == consults.end() ? nullptr : &*at;
}

Note* ConversationDetail::find_note(NoteId id) {
  return const_cast<Note*>(static_cast<const ConversationDetail*>(this)->find_note(id));
}

const Note* ConversationDetail::find_note(NoteId id) const {
  const auto at = std::find_if(notes.begin(), notes.end(), [&](const Note& one) { return one.id == id; });
  return at == notes.end() ? nullptr : &*at;
}

bool ConversationDetail::is_revealed_to(AgentId agent) const {
  return std::any_of(reveals.begin(), reveals.end(), [&](const Reveal& one) { return one.agent == agent; });
}

bool ConversationDetail::is_invited(AgentId agent) const {
  return std::binary_search(invited.begin(), invited.end(), agent);
}

bool ConversationDetail::has_guest(AgentId agent) const {
  if (is_invited(agent)) return true;
  if (std::any_of(consults.begin(), consults.end(), [&](const Consult& one) { return one.colleague == agent; })) {
    return true;
  }
  return std::any_of(notes.begin(), notes.end(), [&](const Note& note) {
    return std::find(note.mentions.begin(), note.mentions.end(), agent) != note.mentions.end();
  });
}

std::size_t ConversationDetail::unread_count() const {
  return static_cast<std::size_t>(std::count_if(messages.begin(), messages.end(), [&](const Message& message) {
    return message.is_inbound && seen_up_to < message.id;
  }));
}

const Message* ConversationDetail::last_inbound() const {
  const auto at = std::find_if(messages.rbegin(), messages.rend(), [](const Message& m) { return m.is_inbound; });
  return at == messages.rend() ? nullptr : &*at;
}

Instant Conversation::asked_since() const {
  return transfer && transfer->to_queue.is_set() ? transfer->began_at : waiting_since;
}

Instant Conversation::rank() const {
  return asked_since() + -demand.priority * kPriorityStep;
}

bool Conversation::is_waiting_for_agent() const {
  if (state == ConversationState::Waiting) return true;
  return state == ConversationState::Active && transfer && transfer->to_queue.is_set() && !offer.is_set();
}

QueueId Conversation::asked_queue() const {
  return transfer && transfer->to_queue.is_set() ? transfer->to_queue : queue;
}

}  // namespace smsdesk
