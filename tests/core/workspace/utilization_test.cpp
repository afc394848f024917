// How much an agent can hold: capacity, labels, what is interruptible, and what has gone quiet.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

constexpr Weight kPlain{};

Load a_load(unsigned units, unsigned interruptible = 0, unsigned quiet = 0) {
  Load load;
  for (unsigned i = 0; i < units - interruptible; ++i) load.add(kPlain, false);
  for (unsigned i = 0; i < interruptible; ++i) load.add({1, {}, 0, true}, false);
  for (unsigned i = 0; i < quiet; ++i) load.add(kPlain, true);
  return load;
}

TEST(Load, FitsUpToTheCapacity) {
  EXPECT_TRUE(fits(a_load(1), kPlain, 2, 0));
  EXPECT_FALSE(fits(a_load(2), kPlain, 2, 0));
  EXPECT_FALSE(fits(a_load(1), {2, {}, 0, false}, 2, 0)) << "two units do not fit beside one";
  EXPECT_FALSE(fits(a_load(0), kPlain, 0, 0)) << "without capacity nothing does";
}

TEST(Load, WhatWeighsMoreThanTheCapacityFitsWhoHasNothingElse) {
  EXPECT_TRUE(fits(a_load(0), {5, {}, 0, false}, 2, 0));
  EXPECT_FALSE(fits(a_load(1), {5, {}, 0, false}, 2, 0));
}

TEST(Load, WhatIsInterruptibleStandsInTheWayOfItsLikeAlone) {
  const Weight interruptible{1, {}, 0, true};
  EXPECT_TRUE(fits(a_load(2, 2), kPlain, 2, 0));
  EXPECT_FALSE(fits(a_load(2, 2), interruptible, 2, 0));
  EXPECT_FALSE(fits(a_load(3, 1), kPlain, 2, 0));
  EXPECT_FALSE(fits(a_load(2, 0), interruptible, 2, 0));
}

TEST(Load, CountsOfTheQuietWhatExceedsTheReserve) {
  EXPECT_EQ(a_load(2, 0, 1).counted(1), 2u);
  EXPECT_EQ(a_load(2, 0, 3).counted(1), 4u);
  EXPECT_TRUE(fits(a_load(1, 0, 1), kPlain, 2, 1));
  EXPECT_FALSE(fits(a_load(1, 0, 2), kPlain, 2, 1));
}

TEST(Load, ALabelHasALimitOfItsOwn) {
  const Weight vip{1, kVip, 1, false};
  Load load;
  EXPECT_TRUE(fits(load, vip, 5, 0));
  load.add(vip, false);
  EXPECT_FALSE(fits(load, vip, 5, 0));
  EXPECT_TRUE(fits(load, kPlain, 5, 0));
  load.drop(vip, false);
  EXPECT_EQ(load, Load{});
}

TEST(Load, AQuietOneStillCountsForItsLabelsLimit) {
  const Weight vip{1, kVip, 1, false};
  Load load;
  load.add(vip, true);
  EXPECT_FALSE(fits(load, vip, 5, 9));
}

/// Support weighs two of VIP, at most one at once; Sales is interruptible. Ana is of both, with room for three.
Organisation labelled() {
  Organisation all = an_organisation();
  all.labels = {{kVip, "VIP", 2, 1, false}, {kBulk, "Bulk", 1, 0, true}};
  all.queues[0].label = kVip;
  all.queues[1].label = kBulk;
  all.agents[0].queues = {kSupport, kSales};
  all.agents[0].capacity = 3;
  return all;
}

TEST(Labels, WeighAndLimit) {
  World world(labelled());
  world.on_queue(kAna);
  const ConversationId vip = world.inbound("hi");
  const ConversationId second = world.inbound("hi", kOtherCustomer);
  world.make_offers();
  EXPECT_EQ(world.asked_for(vip), kAna);
  EXPECT_EQ(world.workspace.load_of(kAna), 2u);
  EXPECT_EQ(world.offer_of(vip).trace.weight, 2u);
  EXPECT_FALSE(world.asked_for(second).is_set()) << "one VIP at once";
  const ConversationId bulk = world.inbound("hi", kCustomer, kSalesNumber);
  world.make_offers();
  EXPECT_EQ(world.asked_for(bulk), kAna) << "the limit is of the label";
}

TEST(Capacity, OfWhomNothingIsSaidFollowsTheDefaultAtOnce) {
  Organisation all = an_organisation();
  all.agents[0].capacity = 0;
  all.settings = {{1, 1, 0}};
  World world(all);
  EXPECT_EQ(world.workspace.find_agent(kAna)->capacity, 1u);
  world.on_queue(kAna);
  const ConversationId first = world.inbound("hi");
  const ConversationId second = world.inbound("hi", kOtherCustomer);
  world.make_offers();
  EXPECT_EQ(world.asked_for(first), kAna);
  EXPECT_FALSE(world.asked_for(second).is_set());
  all.settings = {{2, 1, 0}};
  world.decide(all);
  world.make_offers();
  EXPECT_EQ(world.workspace.find_agent(kAna)->capacity, 2u);
  EXPECT_EQ(world.asked_for(second), kAna);
  EXPECT_EQ(organisation_of(world.workspace).agents.at(0).capacity, 0u) << "nothing is said of her still";
  EXPECT_NE(world.workspace.find_agent(kBen)->capacity, 2u);
}

TEST(Labels, InterruptibleWorkMakesRoomForTheRest) {
  World world(labelled());
  world.on_queue(kAna);
  for (const char* customer : {"+14155550001", "+14155550002", "+14155550003", "+14155550004"}) {
    world.inbound("hi", customer, kSalesNumber);
  }
  world.make_offers();
  EXPECT_EQ(world.workspace.load_of(kAna), 3u) << "no more than fits, of its own kind";
  const ConversationId vip = world.inbound("hi");
  world.make_offers();
  EXPECT_EQ(world.asked_for(vip), kAna);
  EXPECT_EQ(world.workspace.load_of(kAna), 5u);
}

TEST(Labels, AHeavierLabelIsWeighedAtOnce) {
  Organisation all = labelled();
  World world(all);
  world.on_queue(kAna);
  const ConversationId vip = world.inbound("hi");
  world.make_offers();
  all.labels[0].weight = 3;
  world.decide(all);
  EXPECT_EQ(world.workspace.load_of(kAna), 3u);
  world.command(kAna, DeclineOffer{world.offer_of(vip).id});
  EXPECT_EQ(world.workspace.load_of(kAna), 0u);
}

/// Support's conversations go quiet after two minutes; one slot is reserved for those that come back.
Organisation quiet_organisation(unsigned reserve = 1) {
  Organisation all = an_organisation();
  all.queues[0].quiet_after = minutes(2);
  all.settings = {{1, reserve, 0}};
  all.agents[0].capacity = 1;
  return all;
}

TEST(Quiet, WithoutTheCustomersReplyItCountsNoMore) {
  World world(quiet_organisation());
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  const ConversationId next = world.inbound("hi", kOtherCustomer);
  world.live(minutes(2) - 1);
  EXPECT_FALSE(world.conversation(id).is_quiet);
  EXPECT_FALSE(world.asked_for(next).is_set());
  world.live(1);
  EXPECT_TRUE(world.conversation(id).is_quiet);
  EXPECT_EQ(world.asked_for(next), kAna);
}

TEST(Quiet, NeverWhileTheCustomerIsOwedAnAnswer) {
  World world(quiet_organisation());
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.live(minutes(30));
  EXPECT_FALSE(world.conversation(id).is_quiet);
}

TEST(Quiet, AfterAnOptOutToo) {
  World world(quiet_organisation());
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.live(minutes(30));
  world.inbound("STOP");
  world.live(minutes(2) - 1);
  EXPECT_FALSE(world.conversation(id).is_quiet);
  world.live(1);
  EXPECT_TRUE(world.conversation(id).is_quiet) << "nobody waits for an answer";
}

TEST(Quiet, TheReturnTakesTheReservedSlotAndNothingIsOfferedOnTop) {
  World world(quiet_organisation());
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.live(minutes(2));
  const ConversationId next = a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kAna).in(world);
  world.inbound("I am back");
  EXPECT_FALSE(world.conversation(id).is_quiet);
  EXPECT_EQ(world.workspace.load_of(kAna), 2u) << "above the capacity by the reserve";
  world.inbound("hi", "+14155550003");
  EXPECT_TRUE(world.make_offers().empty());
  world.command(kAna, EndConversation{next});
  world.command(kAna, CompleteWrapUp{next, kSolved, ""});
  EXPECT_TRUE(world.make_offers().empty()) << "the one that came back fills the capacity";
}

TEST(Quiet, NoMoreAreLentASlotThanAreReserved) {
  World world(quiet_organisation());
  a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.live(minutes(2));
  a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.live(minutes(2));
  world.inbound("hi", "+14155550003");
  EXPECT_TRUE(world.make_offers().empty()) << "both are quiet, one slot is reserved";
  EXPECT_EQ(world.workspace.load_of(kAna), 1u);
}

TEST(Quiet, WithoutReservedSlotsNothingIsGained) {
  World world(quiet_organisation(0));
  a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.live(minutes(2));
  world.inbound("hi", kOtherCustomer);
  EXPECT_TRUE(world.make_offers().empty());
}

TEST(NoRoom, IsSaidWithTheNumbers) {
  World world(quiet_organisation());
  a_conversation().with_inbound("hi").owned_by(kBen).in(world);
  const ConversationId id = a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kAna).in(world);
  const Decision decision = world.command(kAna, BeginTransfer{id, {}, kBen, "", true});
  EXPECT_EQ(refusal_of(decision), RefusalKind::NoRoom);
  EXPECT_EQ(decision.refusal->sentence, "Ben Okafor has no room for it (1 of 1).");
}

}  // namespace
}  // namespace smsdesk::test
