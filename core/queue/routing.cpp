#include "core/queue/routing.h"

#include <algorithm>

namespace smsdesk {
namespace {

void add_groups(std::vector<Pool>& pools, const std::vector<GroupId>& groups) {
  for (const GroupId group : groups) pools.push_back(pool_of(group));
}

void sort_once(std::vector<Pool>& pools) {
  std::sort(pools.begin(), pools.end());
  pools.erase(std::unique(pools.begin(), pools.end()), pools.end());
}

}  // namespace

unsigned Agent::level_of(SkillId skill) const {
  const auto at = std::lower_bound(skills.begin(), skills.end(), skill,
                                   [](const AgentSkill& one, SkillId wanted) { return one.skill < wanted; });
  return at != skills.end() && at->skill == skill ? at->level : 0;
}

std::vector<Stage> stages_of(const Queue& queue) {
  std::vector<Stage> stages;
  for (const Ring& ring : queue.rings) stages.push_back({ring.after, ring.groups, ring.dropped_skills});
  for (const Overflow& overflow : queue.overflows) {
    if (overflow.waited > 0) stages.push_back({overflow.waited, overflow.groups, {}});
  }
  std::stable_sort(stages.begin(), stages.end(), [](const Stage& a, const Stage& b) { return a.after < b.after; });
  return stages;
}

std::vector<Pool> member_pools(const Queue& queue) {
  std::vector<Pool> pools{pool_of(queue.id)};
  add_groups(pools, queue.groups);
  for (const Ring& ring : queue.rings) add_groups(pools, ring.groups);
  for (const Overflow& overflow : queue.overflows) add_groups(pools, overflow.groups);
  for (const PreferredRule& rule : queue.preferred) pools.push_back(pool_of(rule.group));
  sort_once(pools);
  return pools;
}

std::vector<Pool> asked_pools(const Queue& queue, std::span<const Stage> stages, unsigned stage,
                              std::span<const unsigned> overflows_on) {
  std::vector<Pool> pools{pool_of(queue.id)};
  add_groups(pools, queue.groups);
  for (unsigned i = 0; i < stage && i < stages.size(); ++i) add_groups(pools, stages[i].groups);
  for (const unsigned i : overflows_on) {
    if (i < queue.overflows.size()) add_groups(pools, queue.overflows[i].groups);
  }
  sort_once(pools);
  return pools;
}

std::vector<SkillId> required_skills(const Queue& queue, std::span<const Stage> stages, unsigned stage,
                                     const std::vector<SkillId>& skills) {
  if (queue.skill_evaluation == SkillEvaluation::None) return {};
  std::vector<SkillId> required = skills;
  for (unsigned i = 0; i < stage && i < stages.size(); ++i) {
    for (const SkillId dropped : stages[i].dropped_skills) {
      required.erase(std::remove(required.begin(), required.end(), dropped), required.end());
    }
  }
  return required;
}

bool has_skills(const Agent& agent, const std::vector<SkillId>& skills, SkillEvaluation evaluation) {
  if (evaluation != SkillEvaluation::All) return true;
  return std::all_of(skills.begin(), skills.end(), [&](SkillId skill) { return agent.level_of(skill) != 0; });
}

unsigned skill_score(const Agent& agent, const std::vector<SkillId>& skills) {
  unsigned score = 0;
  for (const SkillId skill : skills) score += agent.level_of(skill);
  return score;
}

}  // namespace smsdesk
