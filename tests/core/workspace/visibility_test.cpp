#include "core/workspace/visibility.h"

#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

bool reads(const World& world, AgentId viewer, ConversationId id) {
  const Workspace view = view_of(world.workspace, viewer);
  const Conversation* conversation = view.find_conversation(id);
  return conversation != nullptr && conversation->detail.has_value();
}
bool knows(const World& world, AgentId viewer, ConversationId id) {
  return view_of(world.workspace, viewer).find_conversation(id) != nullptr;
}

TEST(Visibility, MembersKnowWhoWaitsAndReadNothing) {
  World world;
  const ConversationId id = world.inbound("secret");
  EXPECT_TRUE(knows(world, kAna, id));
  EXPECT_FALSE(reads(world, kAna, id));
  EXPECT_FALSE(knows(world, kEve, id));
  EXPECT_TRUE(reads(world, kSam, id));
}

TEST(Visibility, TheOfferedAgentReadsAsLongAsItIsOffered) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("secret");
  world.make_offers();
  EXPECT_TRUE(reads(world, kAna, id));
  EXPECT_FALSE(reads(world, kBen, id));
  EXPECT_TRUE(view_of(world.workspace, kBen).offers.empty());
  world.command(kAna, DeclineOffer{world.offer_of(id).id});
  EXPECT_FALSE(reads(world, kAna, id));
}

TEST(Visibility, TheOwnerReadsUntilTheWrapUp) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  EXPECT_TRUE(reads(world, kAna, id));
  world.command(kAna, CompleteWrapUp{id, kSolved, ""});
  EXPECT_FALSE(knows(world, kAna, id));
}

TEST(Visibility, NoViewHoldsLoginsSendsOrIds) {
  World world;
  a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  for (AgentId viewer : {kAna, kSam, AgentId{99}}) {
    const Workspace view = view_of(world.workspace, viewer);
    EXPECT_TRUE(view.is_view);
    EXPECT_TRUE(view.sends.empty());
    EXPECT_TRUE(view.idle_since.empty());
    EXPECT_EQ(view.last_id, 0u);
    for (const auto& [id, agent] : view.agents) EXPECT_EQ(agent.login, "");
  }
}

TEST(Visibility, OnlyWhoSeesEverythingKnowsHowFastAQueueIsAnswered) {
  World world;
  a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  EXPECT_EQ(view_of(world.workspace, kSam).service_level(kSupport, world.now), 100u);
  EXPECT_EQ(view_of(world.workspace, kAna).service_level(kSupport, world.now), std::nullopt);
}

TEST(Visibility, AStrangerSeesNoConversation) {
  World world;
  world.inbound("hi");
  EXPECT_TRUE(view_of(world.workspace, AgentId{99}).conversations.empty());
}

TEST(Visibility, AForgottenSendIsNobodysBusiness) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const MessageId message = world.send(kAna, id, "hello");
  world.decide(SendStarted{message});
  world.decide(SendFinished{message, SendOutcome::Taken, {"SM1"}, DeliveryStatus::Sent, "", 0});
  world.pass(kSendForgottenAfter);
  const Decision decision = world.decide(TimePassed{});
  ASSERT_EQ(decision.entries.size(), 1u);
  std::vector<LogEntry> seen;
  EXPECT_TRUE(append_view_entries(world.workspace, decision.entries[0], {}, kAna, seen));
  EXPECT_TRUE(seen.empty());
}

TEST(Visibility, ANewRoleNeedsANewSnapshot) {
  World world;
  Organisation changed = an_organisation();
  changed.agents[0].queues = {kSales};
  const Decision decision = world.decide(changed);
  std::vector<LogEntry> seen;
  EXPECT_FALSE(append_view_entries(world.workspace, decision.entries.at(0), {}, kAna, seen));
  EXPECT_TRUE(append_view_entries(world.workspace, decision.entries.at(0), {}, kBen, seen));
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(std::get<AgentConfigured>(seen[0].body).login, "");
}

}  // namespace
}  // namespace smsdesk::test
