#include "core/workspace/targets.h"

#include <algorithm>

namespace smsdesk {
namespace {

bool is_free_for(const Workspace& w, const Agent& agent, QueueId queue) {
  return agent.queue_status == QueueStatus::OnQueue &&
         fits(w.full_load_of(agent.id), w.weight_of(queue), agent.capacity, w.settings.reserve);
}

QueueTarget target_of(const Workspace& w, const Queue& queue, const std::vector<const Agent*>& there) {
  QueueTarget target;
  target.queue = queue.id;
  for (const Agent* agent : there) {
    target.free += w.is_member(agent->id, queue.id) && is_free_for(w, *agent, queue.id) ? 1u : 0u;
  }
  const auto waiting = w.index.waiting.find(queue.id);
  if (waiting == w.index.waiting.end()) return target;
  for (const auto& [place, id] : waiting->second) {
    const Instant since = w.find_conversation(id)->asked_since();
    if (target.waiting++ == 0 || since < target.waiting_since) target.waiting_since = since;
  }
  return target;
}

}  // namespace

Targets targets_of(const Workspace& w, const Conversation& conversation) {
  Targets targets;
  std::vector<const Agent*> there;
  for (const auto& [id, agent] : w.agents) {
    const bool is_there = !agent.removed_at && agent.is_connected && id != conversation.owner;
    if (!is_there) continue;
    there.push_back(&agent);
    targets.agents.push_back({id, w.load_of(id), is_free_for(w, agent, conversation.queue)});
  }
  for (const auto& [id, queue] : w.queues) {
    if (!queue.removed_at && id != conversation.queue) targets.queues.push_back(target_of(w, queue, there));
  }
  return targets;
}

}  // namespace smsdesk
