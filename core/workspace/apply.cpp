// The fold. Each kind of entry checks that it fits before it changes anything; the index follows every change of a
// conversation or a send by taking the old one out and putting the new one in.
#include <algorithm>

#include "core/workspace/workspace.h"

namespace smsdesk {
namespace {

void unlist(WorkspaceIndex& index, const Conversation& conversation) {
  if (conversation.detail && conversation.state != ConversationState::AfterCallWork) {
    index.open.erase({conversation.detail->customer, conversation.detail->our_number});
  }
  if (conversation.state == ConversationState::Waiting) {
    const auto queue = index.waiting.find(conversation.queue);
    if (queue != index.waiting.end()) {
      queue->second.erase({conversation.waiting_since, conversation.id});
      if (queue->second.empty()) index.waiting.erase(queue);
    }
  }
}

void list(WorkspaceIndex& index, const Conversation& conversation) {
  if (conversation.detail && conversation.state != ConversationState::AfterCallWork) {
    index.open[{conversation.detail->customer, conversation.detail->our_number}] = conversation.id;
  }
  if (conversation.state == ConversationState::Waiting) {
    index.waiting[conversation.queue].insert({conversation.waiting_since, conversation.id});
  }
}

void add_load(WorkspaceIndex& index, AgentId agent) {
  ++index.load[agent];
}
void drop_load(WorkspaceIndex& index, AgentId agent) {
  const auto at = index.load.find(agent);
  if (at != index.load.end() && --at->second == 0) index.load.erase(at);
}

void unlist(WorkspaceIndex& index, const OutboundSend& send) {
  index.sends_by_key.erase(send.key.value);
  if (send.carrier_id.is_set()) index.sends_by_carrier_id.erase(send.carrier_id.value);
  if (send.status == DeliveryStatus::Queued || send.status == DeliveryStatus::Sending) {
    const auto at = index.unsent.find(send.conversation);
    if (at != index.unsent.end()) {
      at->second.erase(send.message);
      if (at->second.empty()) index.unsent.erase(at);
    }
  }
  if (send.status == DeliveryStatus::Queued) index.queued.erase({send.not_before, send.message});
}

void list(WorkspaceIndex& index, const OutboundSend& send) {
  index.sends_by_key[send.key.value] = send.message;
  if (send.carrier_id.is_set()) index.sends_by_carrier_id[send.carrier_id.value] = send.message;
  if (send.status == DeliveryStatus::Queued || send.status == DeliveryStatus::Sending) {
    index.unsent[send.conversation].insert(send.message);
  }
  if (send.status == DeliveryStatus::Queued) index.queued.insert({send.not_before, send.message});
}

Error misfit(const char* what, std::uint64_t id) {
  return Error{ErrorCode::Conflict, std::string("The log does not fit: ") + what + " " + std::to_string(id) + "."};
}

void hold(ConversationDetail& detail, Message message) {
  detail.messages.push_back(std::move(message));
  ++detail.message_count;
  if (detail.messages.size() > kMessagesHeldMax) detail.messages.erase(detail.messages.begin());
}

class Fold {
 public:
  Fold(Workspace& workspace, Instant at) : w_(workspace), at_(at) {}

  Status operator()(const AgentConfigured& e) {
    if (!e.agent.is_set()) return misfit("agent", 0);
    Agent& agent = w_.agents[e.agent];
    const bool is_new = !agent.id.is_set();
    agent.id = e.agent;
    agent.login = e.login;
    agent.name = e.name;
    agent.role = e.role;
    agent.capacity = e.capacity;
    agent.queues = e.queues;
    agent.removed_at.reset();
    std::sort(agent.queues.begin(), agent.queues.end());
    if (is_new) agent.presence_since = agent.queue_status_since = at_;
    note_id(e.agent.value);
    return Done{};
  }
  Status operator()(const QueueConfigured& e) {
    w_.queues[e.queue.id] = e.queue;
    note_id(e.queue.id.value);
    return Done{};
  }
  Status operator()(const WrapUpCodeConfigured& e) {
    w_.wrap_up_codes[e.code.id] = e.code;
    note_id(e.code.id.value);
    return Done{};
  }
  Status operator()(const NumberConfigured& e) {
    w_.numbers[e.number.number] = e.number;
    return Done{};
  }
  Status operator()(const AgentRemoved& e) {
    Agent* agent = w_.find_agent(e.agent);
    if (agent == nullptr) return misfit("no agent", e.agent.value);
    if (!w_.is_view && w_.load_of(e.agent) != 0) return misfit("work left with agent", e.agent.value);
    agent->queues.clear();
    agent->presence = Presence::Offline;
    agent->queue_status = QueueStatus::OffQueue;
    agent->presence_since = agent->queue_status_since = at_;
    agent->is_connected = false;
    agent->removed_at = at_;
    w_.idle_since.erase(e.agent);
    return Done{};
  }
  Status operator()(const QueueRemoved& e) {
    const auto at = w_.queues.find(e.queue);
    if (at == w_.queues.end()) return misfit("no queue", e.queue.value);
    at->second.removed_at = at_;
    return Done{};
  }
  Status operator()(const NumberRemoved& e) {
    w_.numbers.erase(e.number);
    return Done{};
  }
  Status operator()(const PresenceChanged& e) {
    Agent* agent = w_.find_agent(e.agent);
    if (agent == nullptr) return misfit("no agent", e.agent.value);
    agent->presence = e.presence;
    agent->presence_since = at_;
    return Done{};
  }
  Status operator()(const QueueStatusChanged& e) {
    Agent* agent = w_.find_agent(e.agent);
    if (agent == nullptr) return misfit("no agent", e.agent.value);
    agent->queue_status = e.status;
    agent->queue_status_since = at_;
    if (e.status == QueueStatus::OnQueue) rest(e.agent);
    return Done{};
  }
  Status operator()(const AgentConnected& e) { return connect(e.agent, true); }
  Status operator()(const AgentDisconnected& e) { return connect(e.agent, false); }

  Status operator()(const ConversationOpened& e) {
    if (!e.conversation.is_set() || w_.find_conversation(e.conversation) != nullptr) {
      return misfit("conversation again", e.conversation.value);
    }
    if (w_.find_open(e.customer, e.our_number) != nullptr) return misfit("second open", e.conversation.value);
    Conversation conversation;
    conversation.id = e.conversation;
    conversation.queue = e.queue;
    conversation.opened_at = conversation.waiting_since = at_;
    conversation.detail.emplace();
    conversation.detail->customer = e.customer;
    conversation.detail->our_number = e.our_number;
    list(w_.index, conversation);
    w_.conversations.emplace(e.conversation, std::move(conversation));
    note_id(e.conversation.value);
    return Done{};
  }
  Status operator()(const MessageReceived& e) {
    Conversation* conversation = readable(e.conversation);
    if (conversation == nullptr) return misfit("no conversation", e.conversation.value);
    if (!is_newest(*conversation, e.message)) return misfit("message again", e.message.value);
    Message message;
    message.id = e.message;
    message.is_inbound = true;
    message.at = message.status_at = at_;
    message.text = e.text;
    message.media = e.media;
    hold(*conversation->detail, std::move(message));
    note_id(e.message.value);
    return Done{};
  }
  Status operator()(const OfferMade& e) {
    Conversation* conversation = w_.find_conversation(e.conversation);
    if (conversation == nullptr || conversation->state != ConversationState::Waiting) {
      return misfit("offer for what does not wait", e.conversation.value);
    }
    if (!e.offer.is_set() || w_.find_offer(e.offer) != nullptr) return misfit("offer again", e.offer.value);
    unlist(w_.index, *conversation);
    conversation->state = ConversationState::Alerting;
    conversation->offer = e.offer;
    list(w_.index, *conversation);
    w_.offers[e.offer] = Offer{e.offer, e.conversation, e.agent, at_, e.expires_at};
    add_load(w_.index, e.agent);
    note_id(e.offer.value);
    return Done{};
  }
  Status operator()(const OfferEnded& e) {
    Conversation* conversation = w_.find_conversation(e.conversation);
    if (conversation == nullptr || conversation->offer != e.offer || w_.find_offer(e.offer) == nullptr) {
      return misfit("no offer", e.offer.value);
    }
    unlist(w_.index, *conversation);
    w_.offers.erase(e.offer);
    conversation->offer = {};
    if (e.outcome == OfferOutcome::Accepted) {
      conversation->state = ConversationState::Active;
      conversation->owner = e.agent;
      if (conversation->answered_at.ms == 0) conversation->answered_at = at_;
    } else {
      conversation->state = ConversationState::Waiting;
      drop_load(w_.index, e.agent);
    }
    list(w_.index, *conversation);
    return Done{};
  }
  Status operator()(const MessageAccepted& e) {
    Conversation* conversation = readable(e.conversation);
    if (conversation == nullptr) return misfit("no conversation", e.conversation.value);
    if (!is_newest(*conversation, e.message)) return misfit("message again", e.message.value);
    Message message;
    message.id = e.message;
    message.author = e.author;
    message.at = message.status_at = at_;
    message.text = e.text;
    message.status = DeliveryStatus::Queued;
    message.key = e.key;
    hold(*conversation->detail, std::move(message));
    note_id(e.message.value);
    if (!w_.is_view) {
      OutboundSend send;
      send.message = e.message;
      send.conversation = e.conversation;
      send.key = e.key;
      send.to = conversation->detail->customer;
      send.from = conversation->detail->our_number;
      send.text = e.text;
      send.accepted_at = send.changed_at = send.not_before = at_;
      list(w_.index, send);
      w_.sends.emplace(e.message, std::move(send));
    }
    return Done{};
  }
  Status operator()(const DeliveryChanged& e) {
    if (!w_.is_view) {
      const auto at = w_.sends.find(e.message);
      if (at != w_.sends.end()) {
        OutboundSend& send = at->second;
        unlist(w_.index, send);
        send.status = e.status;
        send.attempt = e.attempt;
        send.changed_at = at_;
        if (e.carrier_id.is_set()) send.carrier_id = e.carrier_id;
        if (e.retry_at) send.not_before = *e.retry_at;
        if (is_final(e.status))
          w_.sends.erase(at);
        else
          list(w_.index, send);
      }
    }
    Conversation* conversation = readable(e.conversation);
    Message* message = conversation == nullptr ? nullptr : conversation->detail->find(e.message);
    if (message != nullptr) {
      message->status = e.status;
      message->status_at = at_;
      message->error_code = e.error_code;
    }
    return Done{};
  }
  Status operator()(const SendForgotten& e) {
    const auto at = w_.sends.find(e.message);
    if (at == w_.sends.end()) return misfit("no send", e.message.value);
    unlist(w_.index, at->second);
    w_.sends.erase(at);
    return Done{};
  }
  Status operator()(const ConversationQueued& e) {
    Conversation* conversation = w_.find_conversation(e.conversation);
    if (conversation == nullptr ||
        (conversation->state != ConversationState::Waiting && conversation->state != ConversationState::Active)) {
      return misfit("back to a queue", e.conversation.value);
    }
    unlist(w_.index, *conversation);
    if (conversation->owner.is_set()) {
      drop_load(w_.index, conversation->owner);
      conversation->owner = {};
      // Whoever answers next has seen nothing yet.
      if (conversation->detail) conversation->detail->seen_up_to = {};
    }
    conversation->state = ConversationState::Waiting;
    conversation->queue = e.queue;
    list(w_.index, *conversation);
    return Done{};
  }
  Status operator()(const ConversationSeen& e) {
    Conversation* conversation = readable(e.conversation);
    if (conversation == nullptr) return misfit("no conversation", e.conversation.value);
    conversation->detail->seen_up_to = std::max(conversation->detail->seen_up_to, e.up_to);
    return Done{};
  }
  Status operator()(const ConversationEnded& e) {
    Conversation* conversation = w_.find_conversation(e.conversation);
    if (conversation == nullptr || conversation->state != ConversationState::Active) {
      return misfit("end of what is not active", e.conversation.value);
    }
    unlist(w_.index, *conversation);
    conversation->state = ConversationState::AfterCallWork;
    conversation->ended_at = at_;
    list(w_.index, *conversation);
    return Done{};
  }
  Status operator()(const WrapUpCompleted& e) {
    Conversation* conversation = w_.find_conversation(e.conversation);
    if (conversation == nullptr || conversation->state != ConversationState::AfterCallWork) {
      return misfit("wrap-up of what has not ended", e.conversation.value);
    }
    unlist(w_.index, *conversation);
    drop_load(w_.index, conversation->owner);
    rest(conversation->owner);
    w_.conversations.erase(e.conversation);
    return Done{};
  }
  Status operator()(const ConversationShown& e) {
    if (!w_.is_view) return misfit("a view's entry in the log", e.conversation.id.value);
    remove(e.conversation.id);
    w_.conversations[e.conversation.id] = e.conversation;
    if (e.offer) {
      w_.offers[e.offer->id] =
          Offer{e.offer->id, e.conversation.id, e.offer->agent, e.offer->made_at, e.offer->expires_at};
    }
    list(w_.index, e.conversation);
    return Done{};
  }
  Status operator()(const ConversationHidden& e) {
    if (!w_.is_view) return misfit("a view's entry in the log", e.conversation.value);
    remove(e.conversation);
    return Done{};
  }

 private:
  static bool is_newest(const Conversation& conversation, MessageId message) {
    const auto& held = conversation.detail->messages;
    return held.empty() || held.back().id < message;
  }
  /// The conversation, where its detail is here.
  Conversation* readable(ConversationId id) {
    Conversation* conversation = w_.find_conversation(id);
    return conversation != nullptr && conversation->detail ? conversation : nullptr;
  }
  Status connect(AgentId id, bool is_connected) {
    Agent* agent = w_.find_agent(id);
    if (agent == nullptr) return misfit("no agent", id.value);
    agent->is_connected = is_connected;
    return Done{};
  }
  void remove(ConversationId id) {
    const auto at = w_.conversations.find(id);
    if (at == w_.conversations.end()) return;
    unlist(w_.index, at->second);
    if (at->second.offer.is_set()) w_.offers.erase(at->second.offer);
    w_.conversations.erase(at);
  }
  void rest(AgentId agent) {
    if (!w_.is_view) w_.idle_since[agent] = at_;
  }
  void note_id(std::uint64_t id) {
    if (!w_.is_view) w_.last_id = std::max(w_.last_id, id);
  }

  Workspace& w_;
  Instant at_;
};

}  // namespace

void rebuild_index(Workspace& workspace) {
  workspace.index = {};
  for (const auto& [id, conversation] : workspace.conversations) {
    list(workspace.index, conversation);
    if (conversation.owner.is_set()) add_load(workspace.index, conversation.owner);
  }
  for (const auto& [id, offer] : workspace.offers) add_load(workspace.index, offer.agent);
  for (const auto& [id, send] : workspace.sends) list(workspace.index, send);
}

Status apply(Workspace& workspace, const LogEntry& entry) {
  if (entry.offset != workspace.offset + 1) return misfit("offset", entry.offset);
  Status status = std::visit(Fold(workspace, entry.at), entry.body);
  if (status) workspace.offset = entry.offset;
  return status;
}

Status apply_view(Workspace& workspace, const LogEntry& entry) {
  if (entry.offset <= workspace.offset) return misfit("offset", entry.offset);
  Status status = std::visit(Fold(workspace, entry.at), entry.body);
  if (status) workspace.offset = entry.offset;
  return status;
}

}  // namespace smsdesk
