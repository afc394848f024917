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
}

}  // namespace
}  // namespace smsdesk::test
