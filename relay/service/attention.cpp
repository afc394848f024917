#include "relay/service/attention.h"

#include <algorithm>

namespace smsdesk::relay {

std::vector<ConversationId> Attention::set(std::uint64_t socket, AgentId agent, ConversationId conversation,
                                           bool is_typing) {
  std::vector<ConversationId> changed;
  const Look look{agent, conversation, conversation.is_set() && is_typing};
  const auto at = looks_.find(socket);
  if (at != looks_.end()) {
    if (at->second == look) return changed;
    const ConversationId before = at->second.conversation;
    changed.push_back(before);
    if (before != conversation) {
      auto& sockets = lookers_[before];
      std::erase(sockets, socket);
      if (sockets.empty()) lookers_.erase(before);
    }
  }
  if (!conversation.is_set()) {
    if (at != looks_.end()) looks_.erase(at);
    return changed;
  }
  if (changed.empty() || changed.front() != conversation) {
    changed.push_back(conversation);
    lookers_[conversation].push_back(socket);
  }
  looks_.insert_or_assign(socket, look);
  return changed;
}

std::vector<Watcher> Attention::watchers(ConversationId conversation) const {
  std::map<AgentId, bool> typing;
  for (const std::uint64_t socket : sockets(conversation)) {
    const Look& look = looks_.at(socket);
    typing[look.agent] |= look.is_typing;
  }
  std::vector<Watcher> watchers;
  watchers.reserve(typing.size());
  for (const auto& [agent, is_typing] : typing) watchers.push_back({agent, is_typing});
  return watchers;
}

std::vector<std::uint64_t> Attention::sockets(ConversationId conversation) const {
  const auto at = lookers_.find(conversation);
  return at == lookers_.end() ? std::vector<std::uint64_t>{} : at->second;
}

}  // namespace smsdesk::relay
