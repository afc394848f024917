// decide(): inbound messages, configuration, presence and queue.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

TEST(Inbound, OpensOneConversationForACustomerOnANumber) {
  World world;
  const ConversationId first = world.inbound("hi");
  EXPECT_EQ(world.inbound("again"), first);
  EXPECT_EQ(world.conversation(first).detail->messages.size(), 2u);
  EXPECT_EQ(world.conversation(first).queue, kSupport);
  EXPECT_NE(world.inbound("hi", kCustomer, kSalesNumber), first);
  EXPECT_NE(world.inbound("hi", kOtherCustomer), first);
}

TEST(Inbound, ForAForeignNumberIsRefused) {
  World world;
  const Decision decision = world.decide(InboundMessage{{"SM1"}, kCustomer, "+12025550100", "hi", {}});
  ASSERT_TRUE(decision.refusal);
  EXPECT_EQ(decision.refusal->kind, RefusalKind::UnknownNumber);
  EXPECT_TRUE(world.workspace.conversations.empty());
}

TEST(Inbound, AfterTheEndOpensANewConversationWhileTheOldOneIsWrappedUp) {
  World world;
  const ConversationId old = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  const ConversationId fresh = world.inbound("one more thing");
  EXPECT_NE(fresh, old);
  EXPECT_EQ(world.conversation(old).state, ConversationState::AfterCallWork);
  EXPECT_EQ(world.conversation(fresh).state, ConversationState::Waiting);
}

TEST(Inbound, KeepsTheLastHundredMessagesAndCountsAll) {
  World world;
  const ConversationId id = world.inbound("0");
  for (int i = 1; i < 105; ++i) world.inbound(std::to_string(i));
  const ConversationDetail& detail = *world.conversation(id).detail;
  EXPECT_EQ(detail.messages.size(), kMessagesHeldMax);
  EXPECT_EQ(detail.message_count, 105u);
  EXPECT_EQ(detail.messages.front().text, "5");
}

TEST(Configuration, SaysOnlyWhatDiffers) {
  World world;
  EXPECT_TRUE(world.decide(an_organisation()).entries.empty());
  Organisation changed = an_organisation();
  changed.agents[1].capacity = 4;
  changed.numbers[1].queue = kSupport;
  EXPECT_EQ(world.decide(changed).entries.size(), 2u);
  EXPECT_EQ(world.agent(kBen).capacity, 4u);
  EXPECT_EQ(world.workspace.numbers.at(kSalesNumber).queue, kSupport);
}

TEST(Configuration, KeepsWhatAgentsDo) {
  World world;
  world.on_queue(kAna);
  Organisation changed = an_organisation();
  changed.agents[0].name = "Ana L.";
  world.decide(changed);
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OnQueue);
  EXPECT_TRUE(world.agent(kAna).is_connected);
}

TEST(Presence, LeavingAvailableLeavesTheQueueAndGivesOffersBack) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  world.command(kAna, SetPresence{Presence::Meal});
  EXPECT_EQ(world.agent(kAna).presence, Presence::Meal);
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OffQueue);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
}

TEST(Presence, TheSameAgainChangesNothing) {
  World world;
  world.command(kAna, SetPresence{Presence::Busy});
  EXPECT_TRUE(world.command(kAna, SetPresence{Presence::Busy}).entries.empty());
}

TEST(OnQueue, SaysAvailableToo) {
  World world;
  world.command(kAna, SetPresence{Presence::Break});
  world.on_queue(kAna);
  EXPECT_EQ(world.agent(kAna).presence, Presence::Available);
  EXPECT_TRUE(world.command(kAna, SetOnQueue{true}).entries.empty());
  world.command(kAna, SetOnQueue{false});
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OffQueue);
  EXPECT_TRUE(world.command(kAna, SetOnQueue{false}).entries.empty());
}

TEST(Arrival, IsSaidOnceAndOfUnknownAgentsNot) {
  World world;
  EXPECT_EQ(world.decide(AgentArrived{kAna}).entries.size(), 1u);
  EXPECT_TRUE(world.decide(AgentArrived{kAna}).entries.empty());
  EXPECT_TRUE(world.decide(AgentArrived{AgentId{99}}).entries.empty());
  EXPECT_EQ(world.decide(AgentLeft{kAna}).entries.size(), 1u);
  EXPECT_TRUE(world.decide(AgentLeft{kAna}).entries.empty());
}

TEST(Commands, OfAnUnknownAgentAreRefused) {
  World world;
  const Decision decision = world.command(AgentId{99}, SetOnQueue{true});
  ASSERT_TRUE(decision.refusal);
  EXPECT_EQ(decision.refusal->kind, RefusalKind::NoRight);
  EXPECT_FALSE(decision.refusal->sentence.empty());
}

}  // namespace
}  // namespace smsdesk::test
