// A queue that was removed keeps its name for what was; nothing new may come into it, for nobody is asked there.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

/// Sales removed, with everybody and every number that was of it.
Organisation without_sales(Organisation all) {
  std::erase_if(all.queues, [](const Queue& queue) { return queue.id == kSales; });
  for (AgentConfigured& agent : all.agents) std::erase(agent.queues, kSales);
  std::erase_if(all.numbers, [](const OurNumber& number) { return number.queue == kSales; });
  return all;
}

TEST(RemovedQueue, TakesNoTransfer) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.decide(without_sales(an_organisation()));
  const Decision decision = world.command(kAna, BeginTransfer{id, kSales, {}, "", true});
  ASSERT_TRUE(decision.refusal);
  EXPECT_EQ(decision.refusal->kind, RefusalKind::BadValue);
}

TEST(RemovedQueue, HasNothingReopened) {
  World world;
  world.arrive(kEve);
  world.decide(without_sales(an_organisation()));
  const ClosedConversation closed{ConversationId{900}, kSales, kCustomer, kSalesNumber, kMorning, kMorning, kEve};
  const Decision decision = world.command(kEve, ReopenConversation{closed.conversation, closed});
  ASSERT_TRUE(decision.refusal);
  EXPECT_EQ(decision.refusal->kind, RefusalKind::NotNow);
}

TEST(RemovedQueue, IsNoTargetOfANumbersRule) {
  Organisation organisation = an_organisation();
  organisation.numbers[0].rules = {{NumberRule::Kind::Keyword, {"sales"}, {}, kSales, {}, 0}};
  World world(organisation);
  EXPECT_EQ(world.conversation(world.inbound("Sales, please")).queue, kSales);
  world.decide(without_sales(organisation));
  EXPECT_EQ(world.conversation(world.inbound("Sales, please", kOtherCustomer)).queue, kSupport);
}

}  // namespace
}  // namespace smsdesk::test
