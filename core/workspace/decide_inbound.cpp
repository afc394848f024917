// A customer's message: into the open conversation, into the closed one within the threading window, or into a new one.
// A reaction to a message of ours is kept beside it, and nothing follows from it.
#include "core/base/assert.h"
#include "core/conversation/delivery_failure.h"
#include "core/conversation/folded_reaction.h"
#include "core/sms/keywords.h"
#include "core/workspace/demand.h"
#include "core/workspace/entries.h"
#include "core/workspace/late_reaction.h"
#include "core/workspace/queue_text.h"

namespace smsdesk {
namespace {

/// Where the closed one may go on: its queue still says so.
bool continues(const Workspace& w, const ClosedConversation& closed, Instant now) {
  const Queue* queue = w.find_queue(closed.queue);
  return queue != nullptr && !queue->removed_at && now - closed.ended_at < queue->threading_window;
}

/// Who had talked with this customer last: in after-call work now, or by the archive.
AgentId last_agent(const Workspace& w, const InboundMessage& in) {
  const auto last = w.index.in_acw.find({in.from, in.to});
  if (last != w.index.in_acw.end()) return w.find_conversation(last->second.rbegin()->second)->owner;
  return in.previous ? in.previous->agent : AgentId{};
}

void greet(const Workspace& w, const Conversation& opened, Instant now, Entries& entries) {
  const Queue* queue = w.find_queue(opened.queue);
  if (queue == nullptr) return;
  const bool is_away = is_closed(w, *queue, now);
  add_queue_text(w, opened, is_away ? AutomaticText::Away : AutomaticText::Greeting, entries);
}

/// A word that stops messages counts where they are not stopped yet; one that starts them, only where they are: from
/// anybody else it is an ordinary answer (core/sms/keywords.h). Where it cannot be read whether they are, START says what
/// it says; YES may be an answer to something else.
/// Returns what holds from then on.
Consent note_consent(ConversationId conversation, const Consent& now_is, const std::string& text, MessageId message,
                     Instant at, Entries& entries) {
  const sms::Keyword keyword = sms::find_keyword(text);
  const bool is_stopped = now_is.state == ConsentState::OptedOut;
  ConsentState next = now_is.state;
  if (keyword.kind == sms::KeywordKind::OptOut && !is_stopped) next = ConsentState::OptedOut;
  const bool may_be_stopped = is_stopped || (now_is.is_unreadable && keyword.word != "YES");
  // What comes late, out of the carrier's records, takes nothing back that was said after it.
  if (keyword.kind == sms::KeywordKind::OptIn && may_be_stopped && !(at < now_is.at)) next = ConsentState::OptedIn;
  if (next == now_is.state) return now_is;
  Consent changed{next, at, message, std::string(keyword.word)};
  entries.add(ConsentChanged{conversation, changed});
  return changed;
}

Decision refused_number() {
  return refused(RefusalKind::UnknownNumber, "The message is for a number that is not configured here.");
}

/// What still waits to be sent from that number to the customer does not go out any more.
void stop_sends(const Workspace& w, const InboundMessage& in, Entries& entries) {
  for (const auto& [not_before, message] : w.index.queued) {
    const OutboundSend* send = w.find_send(message);
    if (send == nullptr || send->to != in.from || send->from != in.to) continue;
    entries.add(DeliveryChanged{send->conversation,
                                message,
                                DeliveryStatus::Failed,
                                send->attempt,
                                {},
                                std::string(kOptedOutCode),
                                std::nullopt});
  }
}

/// Who writes while nobody is there is told so, also where they have waited since the day.
void say_away(const Workspace& w, const Conversation& waiting, Instant now, Entries& entries) {
  const Queue* queue = w.find_queue(waiting.queue);
  if (queue != nullptr && is_closed(w, *queue, now)) add_queue_text(w, waiting, AutomaticText::Away, entries);
}

}  // namespace

Decision decide_inbound(const Workspace& w, const InboundMessage& in, Instant now) {
  Entries entries(w, now);
  const auto number = w.numbers.find(in.to);
  const Conversation* open = w.find_open(in.from, in.to);
  // What is open on a number that has been removed is still led to its end.
  if (number == w.numbers.end() && open == nullptr) return refused_number();
  const auto message_in = [&](ConversationId id) {
    const auto message = entries.next_id<MessageId>();
    entries.add(MessageReceived{id, message, in.text, in.media, in.carrier_id});
    const Consent& before = open != nullptr ? open->detail->record.consent : in.record.consent;
    Consent consent = note_consent(id, before, in.text, message, in.sent_at.value_or(now), entries);
    if (consent.state == ConsentState::OptedOut && before.state != ConsentState::OptedOut) stop_sends(w, in, entries);
    return consent;
  };
  if (open != nullptr) {
    const Consent consent = message_in(open->id);
    if (asks_nothing(open->detail->messages, message_of(in))) return {entries.take(), std::nullopt};
    if (open->state == ConversationState::Parked) {
      // The place in the queue is that of this message: the park was agreed, the wait begins now.
      add_return(w, *open, ReturnReason::CustomerBack, open->parking->by, now, now, entries);
      Conversation returned = *open;
      returned.owner = {};
      returned.queue = home_of(w, *open);
      returned.detail->record.consent = consent;
      say_away(w, returned, now, entries);
    } else if (!open->owner.is_set() && consent.state != ConsentState::OptedOut) {
      say_away(w, *open, now, entries);
    }
    return {entries.take(), std::nullopt};
  }

  Conversation opened;
  opened.detail.emplace();
  opened.detail->customer = in.from;
  opened.detail->our_number = in.to;
  const AgentId agent = last_agent(w, in);
  if (in.previous && w.find_conversation(in.previous->conversation) == nullptr && continues(w, *in.previous, now)) {
    opened.id = in.previous->conversation;
    opened.queue = in.previous->queue;
    opened.segment = in.previous->segment + 1;
    Route route = route_of(w, number->second, in.from, in.text);
    if (route.queue != opened.queue) route = {opened.queue, nullptr, {}, route.language};
    entries.add(ConversationReopened{opened.id,
                                     opened.queue,
                                     in.from,
                                     in.to,
                                     in.previous->opened_at,
                                     in.previous->message_count,
                                     opened.segment,
                                     {},
                                     demand_for(w, route, agent, now)});
  } else {
    const Route route = route_of(w, number->second, in.from, in.text);
    opened.id = entries.next_id<ConversationId>();
    opened.queue = route.queue;
    entries.add(ConversationOpened{opened.id, route.queue, in.from, in.to, demand_for(w, route, agent, now)});
  }
  if (!(in.record == CustomerRecord{})) entries.add(CustomerKnown{opened.id, in.record});
  opened.detail->record.consent = message_in(opened.id);
  greet(w, opened, now, entries);
  return {entries.take(), std::nullopt};
}

Message message_of(const InboundMessage& in) {
  Message message;
  message.is_inbound = true;
  message.text = in.text;
  message.media = in.media;
  return message;
}

Decision decide_late_reaction(const Workspace& w, const InboundMessage& in, ConversationId ended, Instant now) {
  SMSDESK_ASSERT(w.find_open(in.from, in.to) == nullptr);
  if (w.numbers.find(in.to) == w.numbers.end()) return refused_number();
  Entries entries(w, now);
  entries.add(MessageReceived{ended, entries.next_id<MessageId>(), in.text, in.media, in.carrier_id});
  return {entries.take(), std::nullopt};
}

}  // namespace smsdesk
