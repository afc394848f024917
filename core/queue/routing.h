// Who may be asked for a waiting conversation, and when: pools, and the stages through which a queue widens. Pure.
//
// The choice itself needs the workspace's index and is made in core/workspace/decide_offers.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/queue/agent.h"
#include "core/queue/queue.h"

namespace smsdesk {

/// Agents who are asked together: those who list a queue, or the members of a group.
struct Pool {
  bool is_group = false;
  std::uint64_t id = 0;
  friend constexpr bool operator==(const Pool&, const Pool&) = default;
  friend constexpr auto operator<=>(const Pool&, const Pool&) = default;
};
constexpr Pool pool_of(QueueId queue) {
  return {false, queue.value};
}
constexpr Pool pool_of(GroupId group) {
  return {true, group.value};
}

/// A ring, or an overflow by waiting time: from `after` of waiting on, in the order in which they are reached.
struct Stage {
  DurationMs after = 0;
  std::vector<GroupId> groups;
  std::vector<SkillId> dropped_skills;
};
std::vector<Stage> stages_of(const Queue& queue);

/// Every pool whose agents are members of the queue at some stage or under some condition, sorted, each once.
std::vector<Pool> member_pools(const Queue& queue);

/// Whom to ask when `stage` stages have been reached and those overflows (indices) hold by the service level. Sorted, each
/// once. Law: a later stage asks everybody whom an earlier one asks.
std::vector<Pool> asked_pools(const Queue& queue, std::span<const Stage> stages, unsigned stage,
                              std::span<const unsigned> overflows_on);

/// What of `skills` is still required when `stage` stages have been reached; empty where the queue does not look at skills.
/// Law: a later stage requires no more than an earlier one.
std::vector<SkillId> required_skills(const Queue& queue, std::span<const Stage> stages, unsigned stage,
                                     const std::vector<SkillId>& skills);

/// Whether an agent may take what requires these skills, under the queue's evaluation.
bool has_skills(const Agent& agent, const std::vector<SkillId>& skills, SkillEvaluation evaluation);
/// How well the agent fits: the sum of the levels in the required skills.
unsigned skill_score(const Agent& agent, const std::vector<SkillId>& skills);

}  // namespace smsdesk
