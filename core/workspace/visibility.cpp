// A viewer knows a conversation in one of three depths: not at all, its summary, all of it. While the depth is "all"
// before and after an entry, the entry itself goes to the viewer. In every other case, the viewer gets the conversation
// as it stands for them now (ConversationShown), if that differs from what they had, or ConversationHidden.
#include "core/workspace/visibility.h"

namespace smsdesk {
namespace {

Conversation seen_conversation(const Conversation& conversation, bool may_read_it) {
  Conversation seen = conversation;
  if (!may_read_it) {
    seen.detail.reset();
    seen.offer = {};
  }
  return seen;
}

/// Whether an entry changes what a summary tells.
bool changes_summary(const EntryBody& body) {
  return std::holds_alternative<ConversationOpened>(body) || std::holds_alternative<OfferMade>(body) ||
         std::holds_alternative<OfferEnded>(body) || std::holds_alternative<ConversationEnded>(body) ||
         std::holds_alternative<ConversationQueued>(body);
}

struct ConversationIn {
  ConversationId operator()(const ConversationOpened& e) const { return e.conversation; }
  ConversationId operator()(const MessageReceived& e) const { return e.conversation; }
  ConversationId operator()(const OfferMade& e) const { return e.conversation; }
  ConversationId operator()(const OfferEnded& e) const { return e.conversation; }
  ConversationId operator()(const MessageAccepted& e) const { return e.conversation; }
  ConversationId operator()(const DeliveryChanged& e) const { return e.conversation; }
  ConversationId operator()(const ConversationQueued& e) const { return e.conversation; }
  ConversationId operator()(const ConversationSeen& e) const { return e.conversation; }
  ConversationId operator()(const ConversationEnded& e) const { return e.conversation; }
  ConversationId operator()(const WrapUpCompleted& e) const { return e.conversation; }
  ConversationId operator()(const ConversationShown& e) const { return e.conversation.id; }
  ConversationId operator()(const ConversationHidden& e) const { return e.conversation; }
  template <typename Other>
  ConversationId operator()(const Other&) const {
    return {};
  }
};

}  // namespace

ConversationId conversation_of(const EntryBody& body) {
  return std::visit(ConversationIn{}, body);
}

bool may_read(const Workspace& workspace, const Conversation& conversation, const Agent& viewer) {
  if (viewer.sees_everything() || conversation.owner == viewer.id) return true;
  if (!conversation.offer.is_set()) return false;
  const Offer* offer = workspace.find_offer(conversation.offer);
  return offer != nullptr && offer->agent == viewer.id;
}

bool may_see_summary(const Workspace& workspace, const Conversation& conversation, const Agent& viewer) {
  return viewer.is_member_of(conversation.queue) || may_read(workspace, conversation, viewer);
}

Workspace view_of(const Workspace& workspace, AgentId viewer_id) {
  Workspace view;
  view.is_view = true;
  view.offset = workspace.offset;
  view.agents = workspace.agents;
  for (auto& [id, agent] : view.agents) agent.login.clear();
  view.queues = workspace.queues;
  view.wrap_up_codes = workspace.wrap_up_codes;
  view.numbers = workspace.numbers;
  const Agent* viewer = workspace.find_agent(viewer_id);
  if (viewer != nullptr) {
    for (const auto& [id, conversation] : workspace.conversations) {
      const bool reads = may_read(workspace, conversation, *viewer);
      if (!reads && !may_see_summary(workspace, conversation, *viewer)) continue;
      view.conversations.emplace(id, seen_conversation(conversation, reads));
      if (!reads || !conversation.offer.is_set()) continue;
      if (const Offer* offer = workspace.find_offer(conversation.offer)) view.offers.emplace(offer->id, *offer);
    }
  }
  rebuild_index(view);
  return view;
}

Sight sight_of(const Workspace& before, const EntryBody& entry, AgentId viewer_id) {
  const Agent* viewer = before.find_agent(viewer_id);
  const ConversationId id = conversation_of(entry);
  const Conversation* conversation = id.is_set() ? before.find_conversation(id) : nullptr;
  if (viewer == nullptr || conversation == nullptr) return {};
  return {may_see_summary(before, *conversation, *viewer), may_read(before, *conversation, *viewer)};
}

bool append_view_entries(const Workspace& after, const LogEntry& entry, Sight before, AgentId viewer_id,
                         std::vector<LogEntry>& into) {
  const Agent* viewer = after.find_agent(viewer_id);
  if (viewer == nullptr) return false;
  const ConversationId id = conversation_of(entry.body);
  if (!id.is_set()) {
    if (std::holds_alternative<SendForgotten>(entry.body)) return true;  // sends are in no view
    const auto* removed = std::get_if<AgentRemoved>(&entry.body);
    if (removed != nullptr && removed->agent == viewer_id) return false;
    if (const auto* configured = std::get_if<AgentConfigured>(&entry.body)) {
      if (configured->agent == viewer_id) return false;
      AgentConfigured without_login = *configured;
      without_login.login.clear();
      into.push_back({entry.offset, entry.at, std::move(without_login)});
    } else {
      into.push_back(entry);
    }
    return true;
  }
  const Conversation* conversation = after.find_conversation(id);
  if (conversation == nullptr) {
    // It left the workspace with this entry, or was archived before it.
    if (before.detail)
      into.push_back(entry);
    else if (before.summary)
      into.push_back({entry.offset, entry.at, ConversationHidden{id}});
    return true;
  }
  const bool reads = may_read(after, *conversation, *viewer);
  if (before.detail && reads) {
    into.push_back(entry);
    return true;
  }
  if (!reads && !may_see_summary(after, *conversation, *viewer)) {
    if (before.summary) into.push_back({entry.offset, entry.at, ConversationHidden{id}});
    return true;
  }
  if (before.summary && before.detail == reads && !changes_summary(entry.body)) return true;
  ConversationShown shown{seen_conversation(*conversation, reads), std::nullopt};
  if (reads && conversation->offer.is_set()) {
    if (const Offer* offer = after.find_offer(conversation->offer)) {
      shown.offer = OfferTerms{offer->id, offer->agent, offer->made_at, offer->expires_at};
    }
  }
  into.push_back({entry.offset, entry.at, std::move(shown)});
  return true;
}

}  // namespace smsdesk
