// Who is waited for before everybody is asked: whoever knew the customer, and preferred groups.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

constexpr ConversationId kClosed{900};

/// The customer writes; somebody had talked with them yesterday.
ConversationId writes_again(World& world, AgentId last, const std::string& to = kSupportNumber) {
  InboundMessage in{CarrierMessageId{"SM" + world.fresh_key().value}, kCustomer, to, "me again", {}};
  in.previous =
      ClosedConversation{kClosed, kSupport, kCustomer, to, world.now + -hours(300), world.now + -hours(200), last};
  world.decide(in);
  return world.workspace.find_open(kCustomer, to)->id;
}

TEST(LastAgent, IsAskedFirstEvenWhereOthersWereIdleLonger) {
  World world;
  world.on_queue(kAna);
  world.pass(minutes(1));
  world.on_queue(kBen);
  const ConversationId id = writes_again(world, kBen);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen);
  EXPECT_EQ(world.offer_of(id).trace.why, RoutingTrace::Why::LastAgent);
}

TEST(LastAgent, IsWaitedForAsLongAsTheQueueSays) {
  World world;
  const ConversationId busy = a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kBen).in(world);
  world.on_queue(kAna);
  const ConversationId id = writes_again(world, kBen);
  world.live(seconds(20) - 1);
  EXPECT_FALSE(world.asked_for(id).is_set()) << "Ben is full, and waited for";
  world.live(1);
  EXPECT_EQ(world.asked_for(id), kAna);
  EXPECT_EQ(world.offer_of(id).trace.why, RoutingTrace::Why::LongestIdle);
  EXPECT_EQ(world.offer_of(id).trace.last_agent, kBen);
  EXPECT_EQ(world.offer_of(id).trace.preferred_waited, seconds(20));
  EXPECT_EQ(world.conversation(busy).owner, kBen);
}

TEST(LastAgent, IsNotWaitedForWhoIsNotThere) {
  for (const bool is_here : {false, true}) {
    World world;
    if (is_here) world.arrive(kBen);
    world.on_queue(kAna);
    const ConversationId id = writes_again(world, kBen);
    world.make_offers();
    EXPECT_EQ(world.asked_for(id), kAna);
  }
}

TEST(LastAgent, WhoGoesIsWaitedForNoMore) {
  World world;
  a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kBen).in(world);
  world.on_queue(kAna);
  const ConversationId id = writes_again(world, kBen);
  world.make_offers();
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.command(kBen, SetOnQueue{false});
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(LastAgent, WhoDeclinesIsNotAskedAgainAtOnce) {
  World world;
  world.on_queue(kAna);
  world.on_queue(kBen);
  const ConversationId id = writes_again(world, kBen);
  world.make_offers();
  world.command(kBen, DeclineOffer{world.offer_of(id).id});
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(LastAgent, HasToBeAMemberWhereTheQueueSaysSo) {
  for (const LastAgentMode mode : {LastAgentMode::QueueMembersOnly, LastAgentMode::AnyAgent, LastAgentMode::Disabled}) {
    World world(with_support([&](Queue& support) { support.last_agent = mode; }));
    world.on_queue(kAna);
    world.on_queue(kEve);  // of Sales alone
    const ConversationId id = writes_again(world, kEve);
    world.make_offers();
    EXPECT_EQ(world.asked_for(id), mode == LastAgentMode::AnyAgent ? kEve : kAna);
  }
}

TEST(LastAgent, IsNobodyWhereTheQueueAsksNoOne) {
  World world(with_support([](Queue& support) { support.last_agent = LastAgentMode::Disabled; }));
  world.on_queue(kAna);
  world.pass(seconds(1));
  world.on_queue(kBen);
  const ConversationId id = writes_again(world, kBen);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(LastAgent, IsWhoIsWrappingUpWithTheCustomerThisMoment) {
  World world;
  const ConversationId old = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  world.on_queue(kBen);
  world.pass(minutes(1));
  const ConversationId fresh = world.inbound("one more thing");
  world.make_offers();
  EXPECT_EQ(world.asked_for(fresh), kAna) << "Ben was idle longer";
  EXPECT_EQ(world.conversation(old).owner, kAna);
}

TEST(LastAgent, OfTwoWrapUpsWithTheCustomerTheNewerCounts) {
  World world;
  a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  world.command(kAna, SetOnQueue{false});
  const ConversationId second = a_conversation().with_inbound("again").owned_by(kBen).ended().in(world);
  EXPECT_EQ(world.workspace.find_conversation(second)->owner, kBen);
  world.command(kAna, SetOnQueue{true});
  EXPECT_EQ(world.conversation(world.inbound("and again")).demand.preferred, kBen);
}

TEST(LastAgent, AnOlderWrapUpIsFoundAfterTheNewerIsFiled) {
  World world;
  a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  world.command(kAna, SetOnQueue{false});
  const ConversationId second = a_conversation().with_inbound("again").owned_by(kBen).ended().in(world);
  world.command(kBen, CompleteWrapUp{second, kSolved, ""});
  world.command(kAna, SetOnQueue{true});
  EXPECT_EQ(world.conversation(world.inbound("and again")).demand.preferred, kAna);
}

/// Support asks for German; Ana and, as the test needs it, Ben have it.
Organisation german(bool has_ben) {
  Organisation all = an_organisation();
  all.skills = {{kGerman, "German"}};
  all.queues[0].skills = {kGerman};
  all.agents[0].skills = {{kGerman, 3}};
  if (has_ben) all.agents[1].skills = {{kGerman, 3}};
  return all;
}

TEST(LastAgent, NeedsTheSkillsToo) {
  World world(german(false));
  world.on_queue(kBen);
  const ConversationId id = writes_again(world, kBen);
  world.live(seconds(1));
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.on_queue(kAna);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna) << "and Ben is not waited for";
}

TEST(LastAgent, WithoutTheSkillsAnyMoreIsWaitedForInVain) {
  World world(german(true));
  a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kBen).in(world);
  const ConversationId id = writes_again(world, kBen);
  world.make_offers();
  EXPECT_EQ(world.conversation(id).demand.preferred, kBen);
  Organisation all = german(false);
  all.agents[1].capacity = 2;
  world.decide(all);
  world.on_queue(kAna);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(LastAgent, NeedsNoSkillWhereTheQueueLooksAtNone) {
  Organisation all = german(false);
  all.queues[0].skill_evaluation = SkillEvaluation::None;
  World world(all);
  world.on_queue(kAna);
  world.on_queue(kBen);
  const ConversationId id = writes_again(world, kBen);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen);
}

TEST(LastAgent, IsWaitedForWhileTheRelayStartsAnew) {
  World world;
  world.on_queue(kAna);
  world.on_queue(kBen);
  const ConversationId id = writes_again(world, kBen);
  world.live(seconds(1));
  ASSERT_EQ(world.asked_for(id), kBen);
  world.decide(RelayStarted{});
  world.live(seconds(1));
  world.arrive(kAna);
  world.live(seconds(2));
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.arrive(kBen);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen);
}

TEST(LastAgent, WhoseBrowserWasJustLostIsWaitedForToo) {
  World world;
  world.on_queue(kAna);
  world.on_queue(kBen);
  world.decide(AgentLeft{kBen});
  world.pass(kComesBackWithin - 1);
  EXPECT_EQ(world.conversation(writes_again(world, kBen)).demand.preferred, kBen);
}

TEST(LastAgent, WhoseBrowserDoesNotComeBackIsWaitedForNoMore) {
  World world(with_support([](Queue& support) { support.last_agent_wait = minutes(5); }));
  world.on_queue(kAna);
  world.on_queue(kBen);
  const ConversationId id = writes_again(world, kBen);
  world.live(seconds(1));
  ASSERT_EQ(world.asked_for(id), kBen);
  world.decide(AgentLeft{kBen});
  world.live(kComesBackWithin - 1);
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.live(1);
  EXPECT_EQ(world.asked_for(id), kAna);
  const auto next = next_deadline(world.workspace);
  EXPECT_TRUE(!next || world.now < *next) << "nothing stays due that nothing follows from";
}

TEST(LastAgent, WhoComesBackInTimeIsWaitedForAsLongAsTheQueueSays) {
  World world(with_support([](Queue& support) { support.last_agent_wait = minutes(5); }));
  a_conversation().from(kOtherCustomer).to(kSalesNumber).with_inbound("hi").owned_by(kBen).in(world);
  world.on_queue(kAna);
  const ConversationId id = writes_again(world, kBen);
  world.decide(AgentLeft{kBen});
  world.live(kComesBackWithin - 1);
  world.arrive(kBen);
  world.live(minutes(4));
  EXPECT_FALSE(world.asked_for(id).is_set()) << "Ben is full";
  world.live(minutes(1));
  EXPECT_EQ(world.asked_for(id), kAna);
}

/// Ben was idle longest, and both browsers are gone. Ana had the conversation.
ConversationId lost_by_ana(World& world) {
  world.on_queue(kBen);
  world.decide(AgentLeft{kBen});
  world.pass(minutes(1));
  return a_conversation().with_inbound("hi").owned_by(kAna).in(world);
}

TEST(SameAgent, GoesFirstAfterTheGraceOfALostBrowser) {
  World world;
  const ConversationId id = lost_by_ana(world);
  world.decide(AgentLeft{kAna});
  world.live(minutes(3));
  EXPECT_EQ(world.conversation(id).returned, ReturnReason::AgentLost);
  world.arrive(kBen);
  world.arrive(kAna);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna);
  EXPECT_EQ(world.offer_of(id).trace.why, RoutingTrace::Why::SameAgent);
}

TEST(SameAgent, IsNotWaitedForOnTopOfTheGrace) {
  World world(with_support([](Queue& support) { support.grace = 0; }));
  const ConversationId id = lost_by_ana(world);
  world.arrive(kBen);
  world.decide(AgentLeft{kAna});
  world.live(0);
  EXPECT_EQ(world.asked_for(id), kBen);
}

TEST(SameAgent, WhoWasOffQueueWhenTheParkEndedGoesFirstAllTheSame) {
  World world;
  const ConversationId id = lost_by_ana(world);
  world.command(kAna, ParkConversation{id, world.now + hours(1), "tomorrow"});
  world.command(kAna, SetOnQueue{false});
  world.live(hours(2));
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
  world.arrive(kBen);
  world.command(kAna, SetOnQueue{true});
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(SameAgent, GoesFirstWhereTheQueueWaitsForNobody) {
  World world(with_support([](Queue& support) { support.last_agent_wait = 0; }));
  const ConversationId id = lost_by_ana(world);
  world.command(kAna, ParkConversation{id, world.now + hours(1), "tomorrow"});
  world.arrive(kBen);
  world.live(hours(1));
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(SameAgent, WithoutRoomOrSkillsDoesNotHoldItUp) {
  Organisation all = german(true);
  World world(all);
  const ConversationId id = lost_by_ana(world);
  world.decide(AgentLeft{kAna});
  world.live(minutes(3));
  all.agents[0].skills = {};
  world.decide(all);
  world.arrive(kAna);
  world.make_offers();
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.arrive(kBen);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen);
}

TEST(SameAgent, WhoDeclinesGoesFirstNoMore) {
  World world;
  const ConversationId id = lost_by_ana(world);
  world.decide(AgentLeft{kAna});
  world.live(minutes(3));
  world.arrive(kAna);
  world.make_offers();
  world.command(kAna, DeclineOffer{world.offer_of(id).id});
  world.command(kAna, SetOnQueue{true});
  world.arrive(kBen);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen);
}

/// Ana was idle longest, and is being offered it.
ConversationId offered_to_ana(World& world) {
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.live(seconds(1));
  EXPECT_EQ(world.asked_for(id), kAna);
  return id;
}

TEST(Freed, GoesToSomebodyElse) {
  World world;
  const ConversationId id = offered_to_ana(world);
  world.on_queue(kBen);
  world.command(kSam, FreeConversation{id});
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen);
}

TEST(Freed, GoesToTheSameAgainWhereThereIsNobodyElse) {
  World world;
  const ConversationId id = offered_to_ana(world);
  world.command(kSam, FreeConversation{id});
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(Freed, FromTheLastAgentGoesToSomebodyElse) {
  World world;
  world.on_queue(kAna);
  world.on_queue(kBen);
  const ConversationId id = writes_again(world, kAna);
  world.make_offers();
  ASSERT_EQ(world.asked_for(id), kAna);
  world.command(kSam, FreeConversation{id});
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen);
}

TEST(Freed, FromItsOwnerGoesToSomebodyElse) {
  World world;
  const ConversationId id = offered_to_ana(world);
  world.command(kAna, AnswerOffer{world.offer_of(id).id});
  world.pass(minutes(1));
  world.on_queue(kBen);
  world.command(kSam, FreeConversation{id});
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen) << "Ana was idle longer";
}

/// Support prefers two groups one after the other: the night shift (Eve) for 5 s, the back office (Sam) for 10 s.
Organisation preferring() {
  Organisation all = an_organisation();
  constexpr GroupId kNight{42};
  all.groups = {{kBackOffice, "Back office", {kSam}}, {kNight, "Night", {kEve}}};
  all.queues[0].preferred = {{kNight, seconds(5)}, {kBackOffice, seconds(10)}};
  return all;
}

TEST(PreferredGroups, AreWaitedForOneAfterTheOther) {
  World world(preferring());
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.live(seconds(15) - 1);
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.live(1);
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(PreferredGroups, AreAskedFromTheirOwnTurnOn) {
  World world(preferring());
  world.on_queue(kAna);
  world.on_queue(kSam);
  const ConversationId id = world.inbound("hi");
  world.live(seconds(5) - 1);
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.live(1);
  EXPECT_EQ(world.asked_for(id), kSam);
  const RoutingTrace& trace = world.offer_of(id).trace;
  EXPECT_EQ(trace.why, RoutingTrace::Why::PreferredGroup);
  EXPECT_EQ(trace.preferred_waited, seconds(5)) << "for the first of them";
  EXPECT_EQ(trace.members, 1u);
  EXPECT_EQ(trace.groups, std::vector{kBackOffice});
}

TEST(PreferredGroups, NeedTheSkillsToo) {
  Organisation all = preferring();
  all.skills = {{kGerman, "German"}};
  all.queues[0].skills = {kGerman};
  all.agents[0].skills = {{kGerman, 3}};
  World world(all);
  world.on_queue(kEve);
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.live(seconds(5) - 1);
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.live(seconds(10) + 1);
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(PreferredGroups, FollowWhereTheLastAgentWasWaitedForInVain) {
  World world(preferring());
  a_conversation().from(kOtherCustomer).to(kSalesNumber).with_inbound("hi").owned_by(kBen).in(world);
  world.on_queue(kAna);
  const ConversationId id = writes_again(world, kBen);
  world.live(seconds(20));
  EXPECT_TRUE(world.conversation(id).demand.preferred_group.is_set());
  world.live(seconds(15) - 1);
  EXPECT_FALSE(world.asked_for(id).is_set());
  world.live(1);
  EXPECT_EQ(world.asked_for(id), kAna);
  EXPECT_EQ(world.offer_of(id).trace.preferred_waited, seconds(35)) << "of Ben and of both groups";
}

TEST(RoutingTrace, HasTheLastAgentWhereTheQueueDoesNotAskThemToo) {
  World world(with_support([](Queue& support) { support.last_agent = LastAgentMode::Disabled; }));
  world.on_queue(kAna);
  const ConversationId id = writes_again(world, kBen);
  world.make_offers();
  EXPECT_EQ(world.offer_of(id).trace.last_agent, kBen);
  EXPECT_EQ(world.offer_of(id).trace.preferred_waited, 0);
}

TEST(RoutingTrace, HasWhoHadItBeforeItCameBack) {
  World world;
  const ConversationId id = lost_by_ana(world);
  world.arrive(kBen);
  world.command(kSam, FreeConversation{id});
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen);
  EXPECT_EQ(world.offer_of(id).trace.last_agent, kAna);
}

TEST(RoutingTrace, OfANewStayForgetsTheWaitOfTheOneBefore) {
  World world;
  a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kBen).in(world);
  world.on_queue(kAna);
  const ConversationId id = writes_again(world, kBen);
  world.live(seconds(20));
  world.command(kAna, AnswerOffer{world.offer_of(id).id});
  world.command(kSam, FreeConversation{id});
  world.live(seconds(5));
  EXPECT_EQ(world.offer_of(id).trace.preferred_waited, 0);
}

}  // namespace
}  // namespace smsdesk::test
