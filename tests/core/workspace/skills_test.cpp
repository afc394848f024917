// Skills, rings and overflow: who is asked for what waits, and from when on.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

/// Support requires German. Ana has none, Ben has it at 2 and billing at 4; Eve, in the back office, has German at 5.
Organisation skilled(SkillEvaluation evaluation) {
  Organisation all = an_organisation();
  all.skills = {{kGerman, "German"}, {kBilling, "Billing"}};
  all.groups = {{kBackOffice, "Back office", {kEve}}};
  all.agents[1].skills = {{kGerman, 2}, {kBilling, 4}};
  all.agents[2].skills = {{kGerman, 5}};
  all.queues[0].skills = {kGerman};
  all.queues[0].skill_evaluation = evaluation;
  return all;
}

void everybody_on_queue(World& world) {
  for (const AgentId agent : {kAna, kEve, kBen}) {
    world.on_queue(agent);
    world.pass(seconds(1));
  }
}

TEST(Skills, WhereAllAreNeededOnlyWhoHasThemIsAsked) {
  World world(skilled(SkillEvaluation::All));
  everybody_on_queue(world);
  const ConversationId id = world.inbound("hi");
  const ConversationId next = world.inbound("hi", kOtherCustomer);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen) << "Ana was idle longer, and knows no German";
  EXPECT_FALSE(world.asked_for(next).is_set()) << "Ben is full; it waits for somebody who can";
  const RoutingTrace& trace = world.offer_of(id).trace;
  EXPECT_EQ(trace.why, RoutingTrace::Why::LongestIdle);
  EXPECT_EQ(trace.skills, std::vector{kGerman});
  EXPECT_EQ(trace.skill_score, 2u);
  EXPECT_EQ(trace.members, 2u);
  EXPECT_EQ(trace.free, 2u);
  EXPECT_EQ(trace.suitable, 1u);
}

TEST(Skills, WhereTheBestGoFirstNobodyIsShutOut) {
  World world(skilled(SkillEvaluation::Best));
  everybody_on_queue(world);
  const ConversationId first = world.inbound("hi");
  const ConversationId second = world.inbound("hi", kOtherCustomer);
  world.make_offers();
  EXPECT_EQ(world.asked_for(first), kBen);
  EXPECT_EQ(world.asked_for(second), kAna);
  EXPECT_EQ(world.offer_of(first).trace.why, RoutingTrace::Why::BestSkills);
  EXPECT_EQ(world.offer_of(second).trace.skill_score, 0u);
}

TEST(Skills, OfEquallyGoodTheLongestIdleGoesFirst) {
  Organisation all = skilled(SkillEvaluation::Best);
  all.agents[0].skills = {{kGerman, 2}};
  World world(all);
  everybody_on_queue(world);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(Skills, WhereNoneAreLookedAtIdleTimeDecides) {
  World world(skilled(SkillEvaluation::None));
  everybody_on_queue(world);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna);
  EXPECT_TRUE(world.offer_of(id).trace.skills.empty());
}

TEST(Skills, WhatAsksForLessIsNotHeldUpByWhatIsOlder) {
  Organisation all = skilled(SkillEvaluation::All);
  all.queues[0].skills = {};
  all.numbers[0].rules = {{NumberRule::Kind::Keyword, {"hilfe"}, {}, kSupport, {kGerman}, 0}};
  World world(all);
  world.on_queue(kAna);
  const ConversationId german = world.inbound("Hilfe");
  world.pass(seconds(1));
  const ConversationId english = world.inbound("Help", kOtherCustomer);
  world.make_offers();
  EXPECT_FALSE(world.asked_for(german).is_set());
  EXPECT_EQ(world.asked_for(english), kAna);
}

Organisation ringed() {
  Organisation all = skilled(SkillEvaluation::All);
  all.queues[0].rings = {{seconds(20), {kBackOffice}, {}}, {seconds(60), {}, {kGerman}}};
  return all;
}

TEST(Rings, WidenWithTimeToOtherGroups) {
  World world(ringed());
  world.on_queue(kAna);
  world.on_queue(kEve);
  const ConversationId id = world.inbound("hi");
  world.live(seconds(20) - 1);
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.live(1);
  EXPECT_EQ(world.asked_for(id), kEve);
  const RoutingTrace& trace = world.offer_of(id).trace;
  EXPECT_EQ(trace.stage, 1u);
  EXPECT_EQ(trace.groups, std::vector{kBackOffice});
  EXPECT_EQ(trace.waited, seconds(20));
  EXPECT_EQ(trace.members, 3u);
}

TEST(Rings, WidenWithTimeToFewerSkills) {
  World world(ringed());
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.live(seconds(60) - 1);
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.live(1);
  EXPECT_EQ(world.asked_for(id), kAna);
  EXPECT_TRUE(world.offer_of(id).trace.skills.empty());
}

TEST(Rings, StayReachedThroughDeclinedOffers) {
  World world(ringed());
  world.on_queue(kEve);
  const ConversationId id = world.inbound("hi");
  world.live(seconds(20));
  world.command(kEve, DeclineOffer{world.offer_of(id).id, "lunch"});
  EXPECT_EQ(world.conversation(id).demand.stage, 1u);
  world.command(kEve, SetOnQueue{true});
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kEve);
}

TEST(Rings, BeginAnewWhenTheConversationComesBack) {
  World world(ringed());
  world.on_queue(kEve);
  const ConversationId id = world.inbound("hi");
  world.live(seconds(20));
  world.command(kEve, AnswerOffer{world.offer_of(id).id});
  world.send(kEve, id, "hello");
  world.arrive(kSam);
  world.command(kSam, FreeConversation{id});
  EXPECT_EQ(world.conversation(id).demand.stage, 0u);
  world.make_offers();
  EXPECT_FALSE(world.asked_for(id).is_set()) << "Eve is asked from the first ring on";
  world.live(seconds(20));
  EXPECT_EQ(world.asked_for(id), kEve);
}

TEST(Rings, TakenOutOfTheConfigurationLeaveWhatHasPassedThemInOrder) {
  World world(ringed());
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.live(seconds(30));
  Organisation without = ringed();
  without.queues[0].rings.clear();
  without.queues[0].skills.clear();
  world.decide(without);
  const ConversationId fresh = world.inbound("hi", kOtherCustomer);
  world.make_offers();
  EXPECT_FALSE(world.asked_for(id).is_set()) << "what it asks for was fixed when it began to wait";
  EXPECT_EQ(world.asked_for(fresh), kAna);
  world.on_queue(kBen);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen);
  EXPECT_EQ(world.offer_of(id).trace.members, 2u);
}

TEST(Overflow, ByWaitingAsksMoreFromThenOn) {
  Organisation all = skilled(SkillEvaluation::None);
  all.queues[0].overflows = {{seconds(40), 0, {kBackOffice}}};
  World world(all);
  world.on_queue(kEve);
  const ConversationId id = world.inbound("hi");
  world.live(seconds(40) - 1);
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.live(1);
  EXPECT_EQ(world.asked_for(id), kEve);
}

/// Support answers within 20 s, or Sales helps as long as fewer than 60 % are.
Organisation overflowing() {
  Organisation all = skilled(SkillEvaluation::None);
  all.queues[0].overflows = {{0, 60, {kBackOffice}}};
  return all;
}

/// One conversation is answered by Ana after that time, and ended.
void answer_after(World& world, DurationMs waited, const std::string& customer) {
  const ConversationId id = world.inbound("hi", customer);
  world.pass(waited);
  world.on_queue(kAna);
  world.make_offers();
  world.command(kAna, AnswerOffer{world.offer_of(id).id});
  world.command(kAna, SetOnQueue{false});
  world.command(kAna, EndConversation{id});
  world.command(kAna, CompleteWrapUp{id, kSolved, ""});
}

TEST(Overflow, ByServiceLevelHoldsWhileItIsBelow) {
  World world(overflowing());
  world.on_queue(kEve);
  const ConversationId early = world.inbound("hi");
  world.make_offers();
  EXPECT_FALSE(world.asked_for(early).is_set()) << "nothing is known of the service level yet";
  world.arrive(kSam);
  world.command(kSam, AbandonConversation{early});
  EXPECT_EQ(world.workspace.service_level(kSupport, world.now), 0u);
  const ConversationId id = world.inbound("hi", kOtherCustomer);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kEve);
  EXPECT_TRUE(world.offer_of(id).trace.is_overflow);
}

TEST(Overflow, ByServiceLevelEndsWhenItHasRecovered) {
  World world(overflowing());
  answer_after(world, seconds(21), "+14155550001");
  answer_after(world, seconds(20), "+14155550002");
  EXPECT_EQ(world.workspace.service_level(kSupport, world.now), 50u);
  world.on_queue(kEve);
  const ConversationId below = world.inbound("hi");
  world.make_offers();
  EXPECT_EQ(world.asked_for(below), kEve);
  world.command(kEve, AnswerOffer{world.offer_of(below).id});
  EXPECT_EQ(world.workspace.service_level(kSupport, world.now), 66u) << "Eve's answer counts for Support";
  const ConversationId above = world.inbound("hi", kOtherCustomer);
  world.make_offers();
  EXPECT_FALSE(world.asked_for(above).is_set());
}

TEST(Overflow, ByServiceLevelForgetsAfterHalfAnHour) {
  World world(overflowing());
  answer_after(world, minutes(1), "+14155550001");
  world.on_queue(kEve);
  world.pass(kQueueAnswersWindow);
  const ConversationId within = world.inbound("hi");
  world.make_offers();
  EXPECT_EQ(world.asked_for(within), kEve);
  world.command(kEve, DeclineOffer{world.offer_of(within).id});
  world.command(kEve, SetOnQueue{true});
  world.pass(1);
  EXPECT_EQ(world.workspace.service_level(kSupport, world.now), std::nullopt);
  world.make_offers();
  EXPECT_FALSE(world.asked_for(within).is_set());
}

TEST(Priority, IsWorthAMinuteOfWaitingAStep) {
  Organisation all = an_organisation();
  all.numbers[0].rules = {{NumberRule::Kind::Keyword, {"urgent"}, {}, kSupport, {}, 2}};
  World world(all);
  const ConversationId oldest = world.inbound("hi", "+14155550001");
  world.pass(minutes(1));
  const ConversationId older = world.inbound("hi", "+14155550002");
  world.pass(minutes(1) + 1);
  const ConversationId urgent = world.inbound("urgent", "+14155550003");
  world.on_queue(kAna);
  world.make_offers();
  EXPECT_EQ(world.asked_for(oldest), kAna) << "two minutes and a moment older: nobody starves";
  EXPECT_EQ(world.asked_for(urgent), kAna);
  EXPECT_FALSE(world.asked_for(older).is_set());
}

}  // namespace
}  // namespace smsdesk::test
