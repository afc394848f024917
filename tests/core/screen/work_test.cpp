// An agent's load in words: how much, why it is more than the capacity, and whether more is offered.
#include "core/screen/work.h"

#include <gtest/gtest.h>

#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

using screen::load_words;
using screen::LoadWords;

LoadWords words_of_ana(const World& world) {
  return load_words(world.workspace, world.agent(kAna));
}
std::string explanation(const World& world) {
  return a_desk(a_state(world), world.now).roster.on_queue.explanation;
}

/// Ana has room for so many. Support's conversations bear the label.
Organisation labelled(unsigned capacity, const UtilizationLabel& label) {
  Organisation all = an_organisation();
  all.labels = {label};
  all.queues[0].label = label.id;
  all.agents[0].capacity = capacity;
  return all;
}

void offer_to_ana(World& world, int count, const std::string& to = kSupportNumber) {
  world.on_queue(kAna);
  for (int i = 0; i < count; ++i) world.inbound("hi", "+1415555010" + std::to_string(i), to);
  world.make_offers();
}

TEST(LoadWords, SayHowMuchOfTheCapacityIsTaken) {
  World world;
  offer_to_ana(world, 1);
  EXPECT_EQ(words_of_ana(world).line, "1 of 2 conversations");
  EXPECT_EQ(words_of_ana(world).share, "1 of 2");
  EXPECT_EQ(words_of_ana(world).mark, "");
  EXPECT_FALSE(words_of_ana(world).is_full);
}

TEST(LoadWords, SayThatNothingMoreFits) {
  World world;
  offer_to_ana(world, 2);
  EXPECT_TRUE(words_of_ana(world).is_full);
  EXPECT_EQ(words_of_ana(world).mark, "full");
  EXPECT_EQ(words_of_ana(world).reason, "");
  EXPECT_EQ(explanation(world), "2 of 2 conversations. You are full.");
}

TEST(LoadWords, SpeakOfUnitsWhereNotEverythingCountsOnce) {
  World world(labelled(4, {kVip, "VIP", 2, 0, false}));
  offer_to_ana(world, 1);
  EXPECT_EQ(words_of_ana(world).line, "2 of 4 slots");
}

TEST(LoadWords, AtTheCapacityWithWhatIsInterruptibleIsNotFull) {
  World world(labelled(2, {kBulk, "Bulk", 1, 0, true}));
  offer_to_ana(world, 2);
  EXPECT_FALSE(words_of_ana(world).is_full);
  EXPECT_EQ(words_of_ana(world).mark, "2 can wait");
  EXPECT_EQ(explanation(world),
            "2 of 2 conversations. 2 of it can be interrupted, and does not stand in the way of other work.");
}

TEST(LoadWords, AboveTheCapacityByWhatIsInterruptibleNothingCameBack) {
  Organisation all = labelled(2, {kBulk, "Bulk", 1, 0, true});
  all.agents[0].queues = {kSupport, kSales};
  all.queues[0].quiet_after = minutes(2);
  World world(all);
  offer_to_ana(world, 2);
  world.inbound("hi", kOtherCustomer, kSalesNumber);
  world.make_offers();
  EXPECT_EQ(words_of_ana(world).share, "3 of 2");
  EXPECT_EQ(words_of_ana(world).reason, "2 of it can be interrupted, and does not stand in the way of other work.");
}

TEST(LoadWords, OneThatCountsMoreThanAllOfTheCapacityIsSaidToDoSo) {
  World world(labelled(2, {kVip, "VIP", 5, 0, false}));
  offer_to_ana(world, 1);
  EXPECT_EQ(words_of_ana(world).line, "5 of 2 slots");
  EXPECT_EQ(words_of_ana(world).mark, "1 large");
  EXPECT_EQ(explanation(world), "5 of 2 slots. You are full. One conversation counts more than all of the capacity.");
}

/// Support's conversations go quiet; one slot is reserved for those that come back, beside the only one of Ana's.
TEST(LoadWords, WhatTookTheReservedSlotCameBackByItself) {
  Organisation all = an_organisation();
  all.queues[0].quiet_after = minutes(2);
  all.settings = {{1, 1, 0}};
  all.agents[0].capacity = 1;
  World world(all);
  a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.live(minutes(2));
  EXPECT_EQ(words_of_ana(world).line, "0 of 1 conversation, 1 quiet");
  EXPECT_EQ(words_of_ana(world).mark, "1 quiet");
  a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kAna).in(world);
  world.inbound("I am back");
  EXPECT_EQ(words_of_ana(world).share, "2 of 1");
  EXPECT_EQ(words_of_ana(world).mark, "came back");
  EXPECT_EQ(words_of_ana(world).reason, "What is above 1 came back by itself.");
}

TEST(LoadWords, AfterTheCapacityWasLoweredNothingCameBack) {
  for (const bool goes_quiet : {false, true}) {
    Organisation all = an_organisation();
    all.settings = {{1, 0, 0}};
    if (goes_quiet) all.queues[0].quiet_after = minutes(2);
    World world(all);
    offer_to_ana(world, 2);
    all.agents[0].capacity = 1;
    world.decide(all);
    EXPECT_EQ(words_of_ana(world).mark, "too much");
    EXPECT_EQ(words_of_ana(world).reason,
              "The capacity, or what a conversation counts, was changed since it was taken.");
  }
}

TEST(RoutingStatus, IsTheSameForTheAgentAndForTheSupervisor) {
  Organisation all = an_organisation();
  all.queues[0].quiet_after = minutes(2);
  World world(all);
  a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.live(minutes(2));
  ASSERT_EQ(world.workspace.load_of(kAna), 0u) << "what she has is quiet";
  EXPECT_EQ(a_desk(a_state(world), world.now).roster.on_queue.state, RoutingStatus::Interacting);
  EXPECT_EQ(routing_status(world.workspace, world.agent(kAna)), RoutingStatus::Interacting);
}

}  // namespace
}  // namespace smsdesk::test
