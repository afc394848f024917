#include <algorithm>

#include "core/base/utf8.h"
#include "core/sms/address.h"
#include "core/sms/text_cleanup.h"
#include "core/workspace/entries.h"

namespace smsdesk {
namespace {

class Commands {
 public:
  Commands(const Workspace& workspace, const Agent& agent, const SendKey& key, Instant now)
      : w_(workspace), agent_(agent), key_(key), now_(now), entries_(workspace, now) {}

  Decision operator()(const SetPresence& c) {
    if (agent_.presence != c.presence) entries_.add(PresenceChanged{agent_.id, c.presence});
    if (c.presence != Presence::Available && agent_.queue_status == QueueStatus::OnQueue) leave_queue();
    return done();
  }

  Decision operator()(const SetOnQueue& c) {
    if (!c.is_on_queue) {
      if (agent_.queue_status != QueueStatus::OffQueue) leave_queue();
      return done();
    }
    // Being on queue says "available"; two truths at once would confuse everyone who looks at the list.
    if (agent_.presence != Presence::Available) entries_.add(PresenceChanged{agent_.id, Presence::Available});
    if (agent_.queue_status != QueueStatus::OnQueue) entries_.add(QueueStatusChanged{agent_.id, QueueStatus::OnQueue});
    return done();
  }

  Decision operator()(const AnswerOffer& c) {
    const Offer* offer = my_offer(c.offer);
    if (offer == nullptr) return gone();
    entries_.add(OfferEnded{offer->id, offer->conversation, agent_.id, OfferOutcome::Accepted});
    return done();
  }

  Decision operator()(const DeclineOffer& c) {
    const Offer* offer = my_offer(c.offer);
    if (offer == nullptr) return gone();
    entries_.add(OfferEnded{offer->id, offer->conversation, agent_.id, OfferOutcome::Declined});
    if (agent_.queue_status == QueueStatus::OnQueue) {
      entries_.add(QueueStatusChanged{agent_.id, QueueStatus::NotResponding});
    }
    return done();
  }

  Decision operator()(const SendMessage& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr) return ended();
    if (conversation->owner != agent_.id) return not_yours();
    if (conversation->state != ConversationState::Active) return ended();
    const ConversationDetail& detail = *conversation->detail;
    const auto customer = sms::parse_address(detail.customer);
    if (!customer || !customer->can_be_answered()) {
      return refused(RefusalKind::CannotReply,
                     "This sender is a name, not a number: nothing can be sent to it. Use another way to reach them.");
    }
    std::string text = sms::cleaned_text(c.text);
    if (sms::is_blank(text)) return refused(RefusalKind::Empty, "The message is empty. Write something first.");
    const std::size_t units = utf8::utf16_units(text);
    if (units > kTextUnitsMax) {
      return refused(RefusalKind::TooLong,
                     "The message is " + std::to_string(units - kTextUnitsMax) +
                         " characters too long for the carrier. Shorten it or send it in two parts.",
                     static_cast<std::uint32_t>(units - kTextUnitsMax));
    }
    const auto newer = std::count_if(detail.messages.begin(), detail.messages.end(),
                                     [&](const Message& m) { return m.is_inbound && c.seen_up_to < m.id; });
    if (newer > 0 && !c.ignores_newer) {
      return refused(RefusalKind::NewerMessages,
                     newer == 1
                         ? "1 newer message came in before this was sent. Read it, then send or change your text."
                         : std::to_string(newer) +
                               " newer messages came in before this was sent. Read them, then send or change "
                               "your text.",
                     static_cast<std::uint32_t>(newer));
    }
    // Status callbacks come back under this key: two agents' messages must not share one.
    if (w_.find_send(CarrierMessageId{}, key_) != nullptr) {
      return refused(RefusalKind::NoRight, "Another message is being sent under this key. Send the text again.");
    }
    entries_.add(MessageAccepted{c.conversation, entries_.next_id<MessageId>(), agent_.id, std::move(text), key_});
    return done();
  }

  Decision operator()(const MarkSeen& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr || conversation->owner != agent_.id) return not_yours();
    const ConversationDetail& detail = *conversation->detail;
    if (detail.messages.empty()) return done();
    const MessageId up_to = std::min(c.up_to, detail.messages.back().id);
    if (detail.seen_up_to < up_to) entries_.add(ConversationSeen{c.conversation, up_to});
    return done();
  }

  Decision operator()(const EndConversation& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr) return ended();
    if (conversation->owner != agent_.id) return not_yours();
    if (conversation->state != ConversationState::Active) return ended();
    entries_.add(ConversationEnded{c.conversation, agent_.id});
    const Queue* queue = w_.find_queue(conversation->queue);
    if (queue == nullptr || queue->wrap_up_codes.empty()) {
      entries_.add(WrapUpCompleted{c.conversation, agent_.id, {}, {}});
    }
    return done();
  }

  Decision operator()(const CompleteWrapUp& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr) return ended();
    if (conversation->owner != agent_.id) return not_yours();
    if (conversation->state != ConversationState::AfterCallWork) {
      return refused(RefusalKind::NoRight, "End the conversation first; its wrap-up is kept until then.");
    }
    const Queue* queue = w_.find_queue(conversation->queue);
    const bool is_needed = queue != nullptr && !queue->wrap_up_codes.empty();
    const bool is_known = is_needed && std::find(queue->wrap_up_codes.begin(), queue->wrap_up_codes.end(), c.code) !=
                                           queue->wrap_up_codes.end();
    if (is_needed && !is_known) {
      return refused(RefusalKind::WrapUpNeeded, "Choose one of the wrap-up codes of this queue.");
    }
    if (c.note.size() > kNoteBytesMax) {
      return refused(RefusalKind::TooLong, "The note is too long. Keep it below 4,000 characters.");
    }
    entries_.add(
        WrapUpCompleted{c.conversation, agent_.id, is_needed ? c.code : WrapUpCodeId{}, sms::cleaned_text(c.note)});
    return done();
  }

 private:
  Decision done() { return {entries_.take(), std::nullopt}; }
  static Decision gone() {
    return refused(RefusalKind::OfferGone, "This offer is gone: it was taken back, timed out, or answered elsewhere.");
  }
  static Decision ended() { return refused(RefusalKind::Ended, "This conversation has ended."); }
  static Decision not_yours() {
    return refused(RefusalKind::NotYours, "This conversation is not yours any more, so nothing was sent.");
  }
  const Offer* my_offer(OfferId id) const {
    const Offer* offer = w_.find_offer(id);
    return offer != nullptr && offer->agent == agent_.id && now_ < offer->expires_at ? offer : nullptr;
  }
  void leave_queue() {
    end_offers_of(w_, agent_.id, OfferOutcome::Withdrawn, entries_);
    entries_.add(QueueStatusChanged{agent_.id, QueueStatus::OffQueue});
  }

  const Workspace& w_;
  const Agent& agent_;
  const SendKey& key_;
  Instant now_;
  Entries entries_;
};

}  // namespace

void end_offers_of(const Workspace& workspace, AgentId agent, OfferOutcome outcome, Entries& entries) {
  for (const auto& [id, offer] : workspace.offers) {
    if (offer.agent == agent) entries.add(OfferEnded{id, offer.conversation, agent, outcome});
  }
}

Decision decide_command(const Workspace& workspace, const CommandInput& input, Instant now) {
  const Agent* agent = workspace.find_agent(input.agent);
  if (agent == nullptr || agent->removed_at)
    return refused(RefusalKind::NoRight, "Your account is not part of this organisation any more.");
  return std::visit(Commands(workspace, *agent, input.key, now), input.command);
}

}  // namespace smsdesk
