// Nobody writes for too long: a warning one minute before, then the end, or back to the queue.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

Organisation with_timeout(InactivityAction action = InactivityAction::End) {
  return with_support([&](Queue& support) {
    support.inactivity_timeout = minutes(10);
    support.inactivity_action = action;
  });
}
struct Answered {
  World world;
  ConversationId id;
};
Answered an_answered_one(InactivityAction action = InactivityAction::End) {
  Answered answered{World(with_timeout(action)), {}};
  answered.id = a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(answered.world);
  return answered;
}

TEST(Inactivity, WarnsAMinuteBefore) {
  auto [world, id] = an_answered_one();
  world.live(minutes(9) - 1);
  EXPECT_EQ(world.conversation(id).inactivity_warned_at, Instant{});
  world.live(1);
  EXPECT_EQ(world.conversation(id).inactivity_warned_at, world.now);
  world.live(minutes(1) - 1);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
}

TEST(Inactivity, EndsTheConversation) {
  auto [world, id] = an_answered_one();
  world.live(minutes(10));
  EXPECT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
  const auto* ended = std::get_if<ConversationEnded>(&world.log.back().body);
  ASSERT_NE(ended, nullptr);
  EXPECT_EQ(ended->cause, EndCause::Inactivity);
  EXPECT_EQ(ended->agent, kAna);
  EXPECT_EQ(ended->resolution, Resolution::NotAsked);
}

TEST(Inactivity, ReturnsItToTheQueueAndTheSameAgentIsAskedFirst) {
  auto [world, id] = an_answered_one(InactivityAction::BackToQueue);
  world.on_queue(kBen);
  world.live(minutes(10));
  EXPECT_EQ(world.conversation(id).returned, ReturnReason::Inactivity);
  EXPECT_EQ(world.asked_for(id), kAna);
  world.live(seconds(30));
  EXPECT_EQ(world.asked_for(id), kBen);
}

TEST(Inactivity, AMessageOfEitherSideBeginsItAnew) {
  for (const bool is_customers : {true, false}) {
    auto [world, id] = an_answered_one();
    world.live(minutes(9));
    EXPECT_NE(world.conversation(id).inactivity_warned_at, Instant{});
    if (is_customers)
      world.inbound("still here");
    else
      world.send(kAna, id, "still there?");
    EXPECT_EQ(world.conversation(id).inactivity_warned_at, Instant{});
    world.live(minutes(10) - 1);
    EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
    world.live(1);
    EXPECT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
  }
}

TEST(Inactivity, CountsFromWhenTheAgentTookIt) {
  World world(with_timeout());
  const ConversationId id = world.inbound("hi");
  world.pass(minutes(30));
  world.on_queue(kAna);
  world.make_offers();
  world.command(kAna, AnswerOffer{world.offer_of(id).id});
  world.live(minutes(10) - 1);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
}

TEST(Inactivity, NeverOfWhatWaitsIsParkedOrEnded) {
  World world(with_timeout());
  const ConversationId waits = world.inbound("hi", kOtherCustomer);
  const ConversationId parked = a_conversation().with_inbound("hi").in(world);
  world.on_queue(kAna);
  world.make_offers();
  world.command(kAna, AnswerOffer{world.offer_of(parked).id});
  world.command(kAna, SetOnQueue{false});
  world.command(kAna, ParkConversation{parked, world.now + hours(3), ""});
  world.live(hours(2));
  EXPECT_EQ(world.conversation(waits).state, ConversationState::Waiting);
  EXPECT_EQ(world.conversation(parked).state, ConversationState::Parked);
}

TEST(Inactivity, AfterALongRestThereIsStillAMinuteOfWarning) {
  auto [world, id] = an_answered_one();
  world.pass(hours(1));  // the relay was away
  while (!world.decide(TimePassed{}).entries.empty()) {
  }
  EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
  EXPECT_EQ(world.conversation(id).inactivity_warned_at, world.now);
  world.live(minutes(1) - 1);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
  world.live(1);
  EXPECT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
}

TEST(Inactivity, IsOffWhereTheQueueSaysNothing) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.live(hours(72));
  EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
}

}  // namespace
}  // namespace smsdesk::test
