// Who gets what: the choice of an agent for a waiting conversation. Pure.
//
// First form: members of the queue who are connected, on queue and have free capacity; longest idle first, then the
// lower id (so that two relays or a replay choose alike). Skills, rings and preferred agents come with the routing issue;
// they narrow or order the same candidates.
#pragma once

#include <optional>
#include <span>

#include "core/queue/agent.h"

namespace smsdesk {

struct Candidate {
  const Agent* agent = nullptr;
  unsigned load = 0;   ///< conversations held, in after-call work, and alerting
  Instant idle_since;  ///< when work began or the last interaction ended
};

bool is_offerable(const Candidate& candidate, QueueId queue);
/// The agent to offer to, or none.
std::optional<AgentId> choose_agent(std::span<const Candidate> candidates, QueueId queue);

}  // namespace smsdesk
