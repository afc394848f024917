#include "core/workspace/workspace.h"

#include <algorithm>

namespace smsdesk {

Agent* Workspace::find_agent(AgentId id) {
  const auto at = agents.find(id);
  return at == agents.end() ? nullptr : &at->second;
}
const Agent* Workspace::find_agent(AgentId id) const {
  return const_cast<Workspace*>(this)->find_agent(id);
}

const Queue* Workspace::find_queue(QueueId id) const {
  const auto at = queues.find(id);
  return at == queues.end() ? nullptr : &at->second;
}

Conversation* Workspace::find_conversation(ConversationId id) {
  const auto at = conversations.find(id);
  return at == conversations.end() ? nullptr : &at->second;
}
const Conversation* Workspace::find_conversation(ConversationId id) const {
  return const_cast<Workspace*>(this)->find_conversation(id);
}

const Offer* Workspace::find_offer(OfferId id) const {
  const auto at = offers.find(id);
  return at == offers.end() ? nullptr : &at->second;
}

const OutboundSend* Workspace::find_send(MessageId message) const {
  const auto at = sends.find(message);
  return at == sends.end() ? nullptr : &at->second;
}

const OutboundSend* Workspace::find_send(const CarrierMessageId& carrier_id, const SendKey& key) const {
  const auto named = index.sends_by_carrier_id.find(carrier_id.value);
  if (named != index.sends_by_carrier_id.end()) return find_send(named->second);
  const auto keyed = index.sends_by_key.find(key.value);
  return keyed == index.sends_by_key.end() ? nullptr : find_send(keyed->second);
}

const Conversation* Workspace::find_open(const std::string& customer, const std::string& our_number) const {
  const auto at = index.open.find(TimelineKey(customer, our_number));
  return at == index.open.end() ? nullptr : find_conversation(at->second);
}

const Load& Workspace::full_load_of(AgentId agent) const {
  static const Load nothing;
  const auto at = index.load.find(agent);
  return at == index.load.end() ? nothing : at->second;
}

unsigned Workspace::load_of(AgentId agent) const {
  return full_load_of(agent).counted(settings.reserve);
}

Weight Workspace::weight_of(QueueId id) const {
  const Queue* queue = find_queue(id);
  const auto label = queue == nullptr ? labels.end() : labels.find(queue->label);
  if (label == labels.end()) return {};
  return {label->second.weight, label->first, label->second.limit, label->second.is_interruptible};
}

const Template* Workspace::find_template(TemplateId id) const {
  const auto at = templates.find(id);
  return at == templates.end() ? nullptr : &at->second;
}

bool Workspace::is_member(AgentId agent, QueueId queue) const {
  const auto at = index.queues_of.find(agent);
  return at != index.queues_of.end() && at->second.count(queue) != 0;
}

std::optional<unsigned> Workspace::service_level(QueueId queue, Instant now) const {
  const auto record = records.find(queue);
  if (record == records.end()) return std::nullopt;
  unsigned count = 0, within = 0;
  for (const QueueAnswer& answer : record->second.answers) {
    if (now - answer.at > kQueueAnswersWindow) continue;
    ++count;
    within += answer.is_within_target ? 1 : 0;
  }
  if (count == 0) return std::nullopt;
  return within * 100 / count;
}

std::vector<unsigned> Workspace::overflows_by_level(const Queue& queue, Instant now) const {
  std::vector<unsigned> holding;
  const std::optional<unsigned> level = service_level(queue.id, now);
  for (unsigned i = 0; i < queue.overflows.size(); ++i) {
    const unsigned below = queue.overflows[i].service_level_below;
    if (below != 0 && level && *level < below) holding.push_back(i);
  }
  return holding;
}

Instant preferred_until(const Workspace& workspace, const Conversation& conversation) {
  const Instant until = conversation.demand.preferred_until;
  const Agent* agent = workspace.find_agent(conversation.demand.preferred);
  const bool is_lost = agent != nullptr && !agent->is_connected && agent->lost_at.ms != 0;
  return is_lost ? std::min(until, agent->lost_at + kComesBackWithin) : until;
}

RoutingStatus routing_status(const Workspace& workspace, const Agent& agent) {
  switch (agent.queue_status) {
    case QueueStatus::OffQueue:
      return RoutingStatus::OffQueue;
    case QueueStatus::NotResponding:
      return RoutingStatus::NotResponding;
    case QueueStatus::OnQueue:
      break;
  }
  return workspace.full_load_of(agent.id).is_empty() ? RoutingStatus::Idle : RoutingStatus::Interacting;
}

Status check_invariants(const Workspace& workspace) {
  const auto broken = [](std::string what) { return Error{ErrorCode::Invalid, "Workspace: " + std::move(what)}; };
  for (const auto& [id, one] : workspace.templates) {
    if (one.id != id || one.is_empty()) return broken("template " + std::to_string(id.value) + " is none");
  }
  std::map<std::pair<std::string, std::string>, int> open;
  for (const auto& [id, conversation] : workspace.conversations) {
    const std::string name = "conversation " + std::to_string(id.value);
    if (conversation.id != id) return broken(name + " stands under another id");
    const bool has_owner = conversation.state == ConversationState::Active ||
                           conversation.state == ConversationState::AfterCallWork ||
                           conversation.state == ConversationState::Parked;
    if (conversation.owner.is_set() != has_owner) return broken(name + " has an owner against its state");
    const bool may_alert = conversation.state == ConversationState::Alerting ||
                           (conversation.state == ConversationState::Active && conversation.transfer);
    if (!may_alert && conversation.offer.is_set()) return broken(name + " has an offer and does not alert");
    if (conversation.transfer && conversation.state != ConversationState::Active) {
      return broken(name + " is being transferred and nobody has it");
    }
    const bool was_parked =
        conversation.returned == ReturnReason::ParkEnded || conversation.returned == ReturnReason::CustomerBack;
    const bool was_transferred = conversation.returned == ReturnReason::Transferred;
    if (conversation.handover ? !was_transferred && !was_parked : was_transferred) {
      return broken(name + " was handed on by nobody, or against its state");
    }
    if (conversation.parking.has_value() != (conversation.state == ConversationState::Parked)) {
      return broken(name + " is parked against its state");
    }
    if (!workspace.is_view) {
      const Agent* owner = workspace.find_agent(conversation.owner);
      if (owner != nullptr && owner->removed_at) return broken(name + " is left with a removed agent");
      if (!conversation.detail) return broken(name + " has no detail");
      const bool is_offered = conversation.offer.is_set() && workspace.find_offer(conversation.offer) != nullptr;
      if ((conversation.state == ConversationState::Alerting && !is_offered) ||
          conversation.offer.is_set() != is_offered) {
        return broken(name + " alerts without an offer");
      }
      if (conversation.transfer && conversation.transfer->to_agent.is_set() && !is_offered) {
        return broken(name + " is on its way to an agent who is not asked");
      }
      if (conversation.state != ConversationState::AfterCallWork &&
          ++open[{conversation.detail->customer, conversation.detail->our_number}] > 1) {
        return broken(name + " is a second open one of its customer");
      }
    }
    if (conversation.detail) {
      const auto& contact = conversation.detail->record.contact;
      if (contact && (!contact->id.is_set() || !contact->has_number(conversation.detail->customer)))
        return broken(name + " has a contact that its customer is not");
      const auto& messages = conversation.detail->messages;
      if (messages.size() > kMessagesHeldMax) return broken(name + " holds too many messages");
      for (std::size_t i = 1; i < messages.size(); ++i) {
        if (!(messages[i - 1].id < messages[i].id)) return broken(name + " holds messages out of order");
      }
    }
  }
  for (const auto& [id, offer] : workspace.offers) {
    const Conversation* conversation = workspace.find_conversation(offer.conversation);
    if (conversation == nullptr || conversation->offer != id) {
      return broken("offer " + std::to_string(id.value) + " is of no conversation");
    }
  }
  if (!workspace.is_view) {
    Workspace again = workspace;
    rebuild_index(again);
    const WorkspaceIndex& made = again.index;
    const WorkspaceIndex& kept = workspace.index;
    const std::pair<const char*, bool> parts[] = {
        {"open", made.open == kept.open},
        {"in_acw", made.in_acw == kept.in_acw},
        {"available_since", made.available_since == kept.available_since},
        {"queues_of", made.queues_of == kept.queues_of},
        {"waiting", made.waiting == kept.waiting},
        {"load", made.load == kept.load},
        {"lines", made.lines == kept.lines},
        {"in_vain", made.in_vain == kept.in_vain},
        {"reserved", made.reserved == kept.reserved},
        {"owned", made.owned == kept.owned},
        {"deadlines", made.deadlines == kept.deadlines},
        {"available", made.available == kept.available},
        {"members", made.members == kept.members},
        {"asked", made.asked == kept.asked},
        {"asked_members", made.asked_members == kept.asked_members},
        {"unsent", made.unsent == kept.unsent},
        {"queued", made.queued == kept.queued},
        {"sends_by_carrier_id", made.sends_by_carrier_id == kept.sends_by_carrier_id},
        {"sends_by_key", made.sends_by_key == kept.sends_by_key},
    };
    for (const auto& [part, is_same] : parts) {
      if (!is_same) return broken(std::string("its index does not follow from its facts: ") + part);
    }
  }
  return Done{};
}

}  // namespace smsdesk
