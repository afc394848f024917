#include "core/queue/routing.h"

#include <gtest/gtest.h>

namespace smsdesk {
namespace {

constexpr QueueId kQueue{7};

Agent an_agent(std::uint64_t id) {
  Agent agent;
  agent.id = AgentId{id};
  agent.capacity = 1;
  agent.queues = {kQueue};
  agent.queue_status = QueueStatus::OnQueue;
  agent.is_connected = true;
  return agent;
}

TEST(Routing, TakesWhoHasBeenIdleLongest) {
  const Agent a = an_agent(1), b = an_agent(2);
  const Candidate candidates[] = {{&a, 0, Instant{2'000}}, {&b, 0, Instant{1'000}}};
  EXPECT_EQ(choose_agent(candidates, kQueue), AgentId{2});
}

TEST(Routing, TakesTheLowerIdOfTwoEquals) {
  const Agent a = an_agent(5), b = an_agent(3);
  const Candidate candidates[] = {{&a, 0, Instant{1'000}}, {&b, 0, Instant{1'000}}};
  EXPECT_EQ(choose_agent(candidates, kQueue), AgentId{3});
}

TEST(Routing, PassesOverWhoCannotTakeIt) {
  Agent full = an_agent(1), off = an_agent(2), gone = an_agent(3), other = an_agent(4), missed = an_agent(5);
  off.queue_status = QueueStatus::OffQueue;
  gone.is_connected = false;
  other.queues = {QueueId{8}};
  missed.queue_status = QueueStatus::NotResponding;
  std::vector<Candidate> candidates = {
      {&full, 1, {}}, {&off, 0, {}}, {&gone, 0, {}}, {&other, 0, {}}, {&missed, 0, {}}};
  EXPECT_EQ(choose_agent(candidates, kQueue), std::nullopt);
  const Agent free = an_agent(9);
  candidates.push_back({&free, 0, Instant{9'000}});
  EXPECT_EQ(choose_agent(candidates, kQueue), AgentId{9});
}

TEST(Routing, OfNobodyChoosesNobody) {
  EXPECT_EQ(choose_agent({}, kQueue), std::nullopt);
}

}  // namespace
}  // namespace smsdesk
