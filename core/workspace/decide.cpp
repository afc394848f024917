#include "core/workspace/decide.h"

#include <algorithm>

#include "core/conversation/delivery_failure.h"
#include "core/workspace/entries.h"

namespace smsdesk {
namespace {

class Inputs {
 public:
  Inputs(const Workspace& workspace, Instant now) : w_(workspace), now_(now), entries_(workspace, now) {}

  Decision operator()(const InboundMessage& in) { return decide_inbound(w_, in, now_); }

  Decision operator()(const StatusReport& in) {
    if (const OutboundSend* send = w_.find_send(in.carrier_id, in.key)) {
      // Whatever the carrier says of it, it has it: that alone answers what was uncertain.
      const DeliveryStatus said = std::max(in.status, DeliveryStatus::Sent);
      const bool is_new = climbs(send->status, said);
      // The same word again teaches nothing, except the carrier's name for what we had only our key for.
      if (is_new || (!send->carrier_id.is_set() && in.carrier_id.is_set())) {
        entries_.add(DeliveryChanged{send->conversation, send->message, is_new ? said : send->status, send->attempt,
                                     in.carrier_id, is_new ? in.error_code : std::string(), std::nullopt});
        if (is_new) note_carriers_block(blocked(*send), in.error_code, in.consent);
      }
      return done();
    }
    if (in.archived) {
      if (climbs(in.archived->status, in.status)) {
        entries_.add(DeliveryChanged{in.archived->conversation, in.archived->message, in.status, 0, in.carrier_id,
                                     in.error_code, std::nullopt});
        if (!in.archived->customer.empty()) {
          const StatusReport::Archived& kept = *in.archived;
          note_carriers_block({kept.conversation, kept.message, kept.customer, kept.our_number, kept.sent_at},
                              in.error_code, in.consent);
        }
      }
      return done();
    }
    return refused(RefusalKind::UnknownMessage, "The report is for a message that was not sent from here.");
  }

  Decision operator()(const SendStarted& in) {
    const OutboundSend* send = w_.find_send(in.message);
    if (send == nullptr || send->status != DeliveryStatus::Queued) {
      return refused(RefusalKind::UnknownMessage, "The message does not wait to be sent.");
    }
    change(*send, DeliveryStatus::Sending, send->attempt + 1);
    return done();
  }

  Decision operator()(const SendFinished& in) {
    const OutboundSend* send = w_.find_send(in.message);
    // A receipt may have been faster than the answer; then nothing is left to say.
    if (send == nullptr) return done();
    const bool is_open = send->status == DeliveryStatus::Sending || send->status == DeliveryStatus::Uncertain;
    switch (in.outcome) {
      case SendOutcome::Taken: {
        const DeliveryStatus taken = std::max(in.status, DeliveryStatus::Sent);
        const DeliveryStatus status = climbs(send->status, taken) ? taken : send->status;
        // A name that another message bears already would make two of them one in the archive.
        const OutboundSend* namesake = w_.find_send(in.carrier_id, {});
        const CarrierMessageId name = namesake == nullptr || namesake == send ? in.carrier_id : CarrierMessageId{};
        if (status != send->status || (!send->carrier_id.is_set() && name.is_set())) {
          entries_.add(DeliveryChanged{send->conversation, send->message, status, send->attempt, name, in.error_code,
                                       std::nullopt});
        }
        if (has_failed(in.status)) note_carriers_block(blocked(*send), in.error_code, in.consent);
        break;
      }
      case SendOutcome::Refused:
        if (is_open) change(*send, DeliveryStatus::Failed, send->attempt, in.error_code);
        if (is_open) note_carriers_block(blocked(*send), in.error_code, in.consent);
        break;
      case SendOutcome::TryLater:
        if (send->status != DeliveryStatus::Sending) break;
        if (send->attempt >= kSendAttemptsMax) {
          change(*send, DeliveryStatus::Failed, send->attempt, in.error_code);
        } else {
          entries_.add(DeliveryChanged{send->conversation,
                                       send->message,
                                       DeliveryStatus::Queued,
                                       send->attempt,
                                       {},
                                       in.error_code,
                                       now_ + std::max<DurationMs>(in.retry_after, 0)});
        }
        break;
      case SendOutcome::Uncertain:
        if (send->status == DeliveryStatus::Sending) {
          change(*send, DeliveryStatus::Uncertain, send->attempt, in.error_code);
        }
        break;
    }
    return done();
  }

  Decision operator()(const CommandInput& in) { return decide_command(w_, in, now_); }

  Decision operator()(const AgentArrived& in) {
    const Agent* agent = w_.find_agent(in.agent);
    if (agent == nullptr || agent->removed_at || agent->is_connected) return done();
    entries_.add(AgentConnected{in.agent});
    if (agent->presence == Presence::Offline && !agent->presence_by.is_set())
      entries_.add(PresenceChanged{in.agent, Presence::Available});
    return done();
  }

  Decision operator()(const AgentLeft& in) {
    const Agent* agent = w_.find_agent(in.agent);
    if (agent == nullptr) return done();
    if (agent->is_connected) leave(*agent);
    const bool is_as_at_first = agent->presence == Presence::Offline && !agent->presence_by.is_set();
    if (in.has_signed_out && !is_as_at_first) entries_.add(PresenceChanged{in.agent, Presence::Offline});
    return done();
  }

  Decision operator()(const Organisation& in) { return decide_organisation(w_, in, now_, {}); }

  Decision operator()(const TemplatesGiven& in) { return decide_templates(w_, in, now_); }

  Decision operator()(const PasswordSet& in) {
    const auto is_here = [](const Agent* agent) { return agent != nullptr && !agent->removed_at; };
    const Agent* by = w_.find_agent(in.by);
    if (in.by.is_set() && (!is_here(by) || by->role != AgentRole::Admin)) {
      return refused(RefusalKind::NoRight, "Only an admin can set a password.");
    }
    if (!is_here(w_.find_agent(in.agent))) return refused(RefusalKind::BadValue, "There is no such agent.");
    Entries entries(w_, now_, in.by);
    entries.add(AgentPasswordSet{in.agent});
    return {entries.take(), std::nullopt};
  }

  Decision operator()(const TranscriptRequested& in) {
    Entries entries(w_, now_, in.by);
    entries.add(in.taken);
    return {entries.take(), std::nullopt};
  }

  Decision operator()(const MediaReport& in) {
    entries_.add(MediaChanged{in.conversation, in.message, in.place, in.media});
    return done();
  }

  Decision operator()(const CustomerRead& in) {
    const Conversation* conversation = w_.find_conversation(in.conversation);
    if (conversation != nullptr && conversation->detail && !(conversation->detail->record == in.record))
      entries_.add(CustomerKnown{in.conversation, in.record});
    return done();
  }

  Decision operator()(const TimePassed&) { return decide_time(w_, now_); }

  Decision operator()(const RelayStarted&) {
    for (const auto& [id, agent] : w_.agents) {
      if (agent.is_connected) leave(agent);
    }
    for (const auto& [id, send] : w_.sends) {
      if (send.status == DeliveryStatus::Sending) change(send, DeliveryStatus::Uncertain, send.attempt);
    }
    return done();
  }

 private:
  Decision done() { return {entries_.take(), std::nullopt}; }
  void change(const OutboundSend& send, DeliveryStatus status, unsigned attempt, std::string error_code = {}) {
    entries_.add(
        DeliveryChanged{send.conversation, send.message, status, attempt, {}, std::move(error_code), std::nullopt});
  }
  struct Blocked {
    ConversationId conversation;
    MessageId message;
    std::string customer;
    std::string our_number;
    Instant sent_at;
  };
  static Blocked blocked(const OutboundSend& send) {
    return {send.conversation, send.message, send.to, send.from, send.accepted_at};
  }
  /// The carrier keeps lists of its own: its refusal tells of a STOP that never came here. `kept`: what the tables say, for
  /// where the conversation has left the workspace.
  void note_carriers_block(const Blocked& send, const std::string& error_code, const Consent& kept) {
    if (error_code != kOptedOutCode) return;
    // What goes on with them, if something does, is told; the tables have it either way.
    const Conversation* conversation = w_.find_open(send.customer, send.our_number);
    if (conversation == nullptr) conversation = w_.find_conversation(send.conversation);
    const bool is_here = conversation != nullptr && conversation->detail;
    const Consent& known = is_here ? conversation->detail->record.consent : kept;
    if (known.state == ConsentState::OptedOut) return;
    // It is an old refusal, and they have said START since.
    if (known.state == ConsentState::OptedIn && send.sent_at < known.at) return;
    ConsentChanged changed{send.conversation, {ConsentState::OptedOut, now_, send.message, {}}};
    if (is_here) {
      changed.conversation = conversation->id;
    } else {
      changed.customer = send.customer;
      changed.our_number = send.our_number;
    }
    entries_.add(std::move(changed));
  }
  void leave(const Agent& agent) {
    entries_.add(AgentDisconnected{agent.id});
    end_offers_of(w_, agent.id, OfferOutcome::AgentLost, entries_);
  }

  const Workspace& w_;
  Instant now_;
  Entries entries_;
};

}  // namespace

Decision decide(const Workspace& workspace, const Input& input, Instant now) {
  return std::visit(Inputs(workspace, now), input);
}

std::vector<MessageId> due_sends(const Workspace& workspace, Instant now, std::size_t limit) {
  std::vector<MessageId> due;
  for (const auto& [not_before, message] : workspace.index.queued) {
    if (now < not_before || due.size() >= limit) break;
    const OutboundSend* send = workspace.find_send(message);
    // One at a time per conversation, so that a customer reads the agent's messages in order.
    const auto first = workspace.index.unsent.find(send->conversation);
    if (first != workspace.index.unsent.end() && *first->second.begin() == message) due.push_back(message);
  }
  return due;
}

}  // namespace smsdesk
