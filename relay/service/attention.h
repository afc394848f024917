// Who has which conversation before their eyes, and who is writing in it: known while the browsers are connected, never
// stored, never in the log. Two people who answer at once are warned by it; nothing depends on it.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/protocol/frame.h"

namespace smsdesk::relay {

class Attention {
 public:
  /// What the socket's page shows now; not set: no conversation. The conversations whose watchers are others now.
  std::vector<ConversationId> set(std::uint64_t socket, AgentId agent, ConversationId conversation, bool is_typing);
  std::vector<ConversationId> forget(std::uint64_t socket) { return set(socket, {}, {}, false); }
  /// Each agent once, by id; typing where one of its pages is.
  std::vector<Watcher> watchers(ConversationId conversation) const;
  std::vector<std::uint64_t> sockets(ConversationId conversation) const;

 private:
  struct Look {
    AgentId agent;
    ConversationId conversation;
    bool is_typing = false;
    friend bool operator==(const Look&, const Look&) = default;
  };
  std::map<std::uint64_t, Look> looks_;  ///< by socket; those that look at something
  std::map<ConversationId, std::vector<std::uint64_t>> lookers_;
};

}  // namespace smsdesk::relay
