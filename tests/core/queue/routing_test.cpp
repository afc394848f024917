#include "core/queue/routing.h"

#include <gtest/gtest.h>

namespace smsdesk {
namespace {

constexpr SkillId kGerman{1}, kBilling{2}, kFrench{3};
constexpr GroupId kNight{11}, kBack{12}, kEverybody{13};

Queue a_queue() {
  Queue queue;
  queue.id = QueueId{7};
  queue.rings = {{seconds(30), {kBack}, {kFrench}}, {seconds(90), {}, {kBilling}}};
  queue.overflows = {{seconds(60), 0, {kEverybody}}, {0, 50, {kNight}}};
  return queue;
}

TEST(Routing, StagesAreRingsAndWaitingOverflowsByTime) {
  const std::vector<Stage> stages = stages_of(a_queue());
  ASSERT_EQ(stages.size(), 3u);
  EXPECT_EQ(stages[0].after, seconds(30));
  EXPECT_EQ(stages[1].after, seconds(60));
  EXPECT_EQ(stages[1].groups, std::vector{kEverybody});
  EXPECT_EQ(stages[2].dropped_skills, std::vector{kBilling});
}

TEST(Routing, LaterStagesAskMoreAndRequireLess) {
  const Queue queue = a_queue();
  const std::vector<Stage> stages = stages_of(queue);
  const std::vector<SkillId> skills{kGerman, kBilling, kFrench};
  std::vector<Pool> asked_before;
  std::size_t required_before = skills.size();
  for (unsigned stage = 0; stage <= stages.size(); ++stage) {
    const std::vector<Pool> asked = asked_pools(queue, stages, stage, {});
    EXPECT_TRUE(std::includes(asked.begin(), asked.end(), asked_before.begin(), asked_before.end()));
    asked_before = asked;
    const std::vector<SkillId> required = required_skills(queue, stages, stage, skills);
    EXPECT_LE(required.size(), required_before);
    required_before = required.size();
  }
  EXPECT_EQ(asked_before.size(), 3u);
  EXPECT_EQ(required_skills(queue, stages, 3, skills), std::vector{kGerman});
}

TEST(Routing, AnOverflowByServiceLevelAsksWhileItHolds) {
  const Queue queue = a_queue();
  const unsigned on[] = {1};
  EXPECT_EQ(asked_pools(queue, stages_of(queue), 0, on), (std::vector<Pool>{pool_of(queue.id), pool_of(kNight)}));
  EXPECT_EQ(asked_pools(queue, stages_of(queue), 0, {}), std::vector<Pool>{pool_of(queue.id)});
}

TEST(Routing, AQueueThatLooksAtNoSkillsRequiresNone) {
  Queue queue = a_queue();
  queue.skill_evaluation = SkillEvaluation::None;
  EXPECT_TRUE(required_skills(queue, {}, 0, {kGerman}).empty());
}

TEST(Routing, SkillsDecideAsTheQueueEvaluatesThem) {
  Agent agent;
  agent.skills = {{kGerman, 5}, {kBilling, 2}};
  EXPECT_TRUE(has_skills(agent, {kGerman, kBilling}, SkillEvaluation::All));
  EXPECT_FALSE(has_skills(agent, {kGerman, kFrench}, SkillEvaluation::All));
  EXPECT_TRUE(has_skills(agent, {kFrench}, SkillEvaluation::Best));
  EXPECT_EQ(skill_score(agent, {kGerman, kBilling, kFrench}), 7u);
  EXPECT_EQ(agent.level_of(kFrench), 0u);
}

TEST(Routing, MembersAreAllWhoMayEverBeAsked) {
  Queue queue = a_queue();
  queue.preferred = {{GroupId{14}, seconds(5)}};
  EXPECT_EQ(member_pools(queue).size(), 5u);
}

}  // namespace
}  // namespace smsdesk
