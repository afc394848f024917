// Whom a conversation could go to, and whether that is a good idea: who is free, and how long each queue waits. Pure.
//
// Why: an agent's own view has neither the conversations of queues they are not of, nor what colleagues hold there; so the
// relay works it out from everything, and tells counts and times only, never whose messages they are.
#pragma once

#include <cstdint>
#include <vector>

#include "core/workspace/workspace.h"

namespace smsdesk {

struct QueueTarget {
  QueueId queue;
  std::uint32_t free = 0;     ///< members, the owner aside, to whom one more of this queue could be offered now
  std::uint32_t waiting = 0;  ///< conversations that wait for an agent of it
  Instant waiting_since;      ///< of the one that waits longest; not set: none does
  friend bool operator==(const QueueTarget&, const QueueTarget&) = default;
};
struct AgentTarget {
  AgentId agent;
  std::uint32_t load = 0;  ///< units that count, of the agent's capacity
  bool is_free = false;    ///< the conversation could be offered to them now
  friend bool operator==(const AgentTarget&, const AgentTarget&) = default;
};
struct Targets {
  std::vector<QueueTarget> queues;  ///< all but the conversation's own
  std::vector<AgentTarget> agents;  ///< who is connected, the owner aside
  friend bool operator==(const Targets&, const Targets&) = default;
};

/// `workspace` must show all there is: the relay's, or the view of who sees everything.
Targets targets_of(const Workspace& workspace, const Conversation& conversation);

}  // namespace smsdesk
