#include "core/queue/routing.h"

#include <algorithm>

namespace smsdesk {

bool Agent::is_member_of(QueueId queue) const {
  return std::binary_search(queues.begin(), queues.end(), queue);
}

bool is_offerable(const Candidate& candidate, QueueId queue) {
  const Agent& agent = *candidate.agent;
  return agent.is_connected && agent.queue_status == QueueStatus::OnQueue && candidate.load < agent.capacity &&
         agent.is_member_of(queue);
}

std::optional<AgentId> choose_agent(std::span<const Candidate> candidates, QueueId queue) {
  const Candidate* best = nullptr;
  for (const Candidate& candidate : candidates) {
    if (!is_offerable(candidate, queue)) continue;
    if (best == nullptr || candidate.idle_since < best->idle_since ||
        (candidate.idle_since == best->idle_since && candidate.agent->id < best->agent->id)) {
      best = &candidate;
    }
  }
  if (best == nullptr) return std::nullopt;
  return best->agent->id;
}

}  // namespace smsdesk
