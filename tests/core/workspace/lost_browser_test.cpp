// An agent's browser is gone: what was answered is kept for them during the grace period, then waits again.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

TEST(Grace, KeepsTheConversationForWhoComesBack) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.decide(AgentLeft{kAna});
  world.live(minutes(2) - 1);
  EXPECT_EQ(world.conversation(id).owner, kAna);
  world.decide(AgentArrived{kAna});
  world.live(minutes(60));
  EXPECT_EQ(world.conversation(id).owner, kAna);
}

TEST(Grace, OverItWaitsAtItsPlaceMarked) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.pass(minutes(1));
  world.inbound("and?");
  const Instant owed = world.now;
  world.pass(seconds(10));
  world.decide(AgentLeft{kAna});
  world.live(minutes(2));
  const Conversation& c = world.conversation(id);
  EXPECT_EQ(c.state, ConversationState::Waiting);
  EXPECT_EQ(c.returned, ReturnReason::AgentLost);
  EXPECT_EQ(c.waiting_since, owed) << "the oldest message without an answer";
  EXPECT_EQ(c.detail->unread_count(), 2u) << "whoever is next has read nothing";
}

TEST(Grace, OverWithNothingOwedTheWaitBeginsNow) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.decide(AgentLeft{kAna});
  world.live(minutes(3));
  EXPECT_EQ(world.conversation(id).waiting_since, kMorning + minutes(2));
}

TEST(Grace, OfNoneGivesItBackAtOnce) {
  World world(with_support([](Queue& support) { support.grace = 0; }));
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.decide(AgentLeft{kAna});
  world.live(0);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
}

TEST(Grace, OverSomebodyElseWhoIsFreeIsAskedAtOnce) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.on_queue(kBen);
  world.decide(AgentLeft{kAna});
  world.live(minutes(2));
  EXPECT_EQ(world.asked_for(id), kBen);
}

TEST(Grace, GoesOnWhileTheRelayIsAway) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.pass(minutes(10));
  world.decide(RelayStarted{});
  world.live(minutes(2) - 1);
  EXPECT_EQ(world.conversation(id).owner, kAna) << "she has as long to come back as after any loss";
  world.live(1);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
}

TEST(Grace, LeavesAfterCallWorkAndParkedOnesAlone) {
  World world;
  const ConversationId ended = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  const ConversationId parked = a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, ParkConversation{parked, world.now + hours(5), "tomorrow"});
  world.decide(AgentLeft{kAna});
  world.live(hours(1));
  EXPECT_EQ(world.conversation(ended).owner, kAna);
  EXPECT_EQ(world.conversation(parked).owner, kAna);
}

/// Sales is removed while Eve answers in it; her browser is lost then.
TEST(Grace, OverInARemovedQueueItWaitsWhereItsNumberIsAnsweredNow) {
  World world;
  const ConversationId id = a_conversation().to(kSalesNumber).with_inbound("hi").owned_by(kEve).in(world);
  world.decide(an_organisation_with([](Organisation& all) {
    all.queues.pop_back();
    all.numbers[1].queue = kSupport;
    all.agents[1].queues = {kSupport};
    all.agents[2].queues = {};
  }));
  world.on_queue(kAna);
  world.decide(AgentLeft{kEve});
  world.live(minutes(2));
  EXPECT_EQ(world.conversation(id).queue, kSupport);
  EXPECT_EQ(world.conversation(id).returned, ReturnReason::AgentLost);
  EXPECT_EQ(world.asked_for(id), kAna);
}

}  // namespace
}  // namespace smsdesk::test
