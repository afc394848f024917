// A closed conversation goes on: because the customer writes within the queue's threading window, or an agent takes it up.
#include <gtest/gtest.h>

#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

constexpr ConversationId kClosed{900};

ClosedConversation closed_since(const World& world, DurationMs ago, AgentId agent = kAna) {
  return {kClosed, kSupport, kCustomer, kSupportNumber, world.now + -(ago + hours(1)), world.now + -ago, agent, 2};
}

ConversationId writes(World& world, const ClosedConversation& previous) {
  InboundMessage in{CarrierMessageId{"SM" + world.fresh_key().value}, kCustomer, kSupportNumber, "me again", {}};
  in.previous = previous;
  world.decide(in);
  return world.workspace.find_open(kCustomer, kSupportNumber)->id;
}

TEST(ThreadingWindow, WithinItTheConversationGoesOn) {
  World world;
  ClosedConversation closed = closed_since(world, kThreadingWindowMax - 1);
  closed.message_count = 3;
  EXPECT_EQ(writes(world, closed), kClosed);
  const Conversation& c = world.conversation(kClosed);
  EXPECT_EQ(c.state, ConversationState::Waiting);
  EXPECT_EQ(c.segment, 3u);
  EXPECT_EQ(c.detail->message_count, 4u) << "of all its segments";
  EXPECT_EQ(c.opened_at, closed.opened_at);
  EXPECT_EQ(c.waiting_since, world.now);
  EXPECT_EQ(c.queue, kSupport);
}

TEST(ThreadingWindow, WhenItIsOverANewOneBegins) {
  World world;
  EXPECT_NE(writes(world, closed_since(world, kThreadingWindowMax)), kClosed);
  EXPECT_EQ(world.workspace.find_conversation(kClosed), nullptr);
}

TEST(ThreadingWindow, OfNothingBeginsANewOneEveryTime) {
  World world(with_support([](Queue& support) { support.threading_window = 0; }));
  const ConversationId id = writes(world, closed_since(world, 0));
  EXPECT_NE(id, kClosed);
  EXPECT_EQ(world.conversation(id).segment, 1u);
}

TEST(ThreadingWindow, IsTheQueuesWhereItEnded) {
  World world(an_organisation_with([](Organisation& all) { all.queues[0].threading_window = 0; }));
  ClosedConversation closed = closed_since(world, hours(1));
  closed.queue = kSales;
  EXPECT_EQ(writes(world, closed), kClosed);
  EXPECT_EQ(world.conversation(kClosed).queue, kSales) << "it goes on where it was";
}

TEST(ThreadingWindow, DoesNotReachIntoARemovedQueue) {
  World world(an_organisation_with([](Organisation& all) {
    all.queues.pop_back();
    all.numbers.pop_back();
    all.agents[1].queues = {kSupport};
    all.agents[2].queues = {};
  }));
  ClosedConversation closed = closed_since(world, hours(1));
  closed.queue = kSales;
  const ConversationId id = writes(world, closed);
  EXPECT_NE(id, kClosed);
  EXPECT_EQ(world.conversation(id).queue, kSupport);
}

TEST(ThreadingWindow, ARuleThatLeadsElsewhereDoesNotCountForIt) {
  Organisation all = an_organisation();
  all.queues[1].priority = 50;
  all.numbers[0].rules = {{NumberRule::Kind::Keyword, {"me"}, {}, kSales, {}, 7}};
  World world(all);
  EXPECT_EQ(writes(world, closed_since(world, hours(1))), kClosed);
  EXPECT_EQ(world.conversation(kClosed).queue, kSupport);
  EXPECT_EQ(world.conversation(kClosed).demand.priority, 0);
  EXPECT_EQ(world.conversation(kClosed).demand.rule, "");
}

TEST(Reopen, MakesTheAgentItsOwnerAtOnce) {
  World world;
  world.arrive(kAna);
  ClosedConversation closed = closed_since(world, hours(500));
  closed.message_count = 3;
  const Decision decision = world.command(kAna, ReopenConversation{kClosed, closed});
  EXPECT_EQ(world.conversation(kClosed).detail->message_count, 3u);
  ASSERT_FALSE(decision.refusal);
  const Conversation& c = world.conversation(kClosed);
  EXPECT_EQ(c.state, ConversationState::Active);
  EXPECT_EQ(c.owner, kAna);
  EXPECT_EQ(c.segment, 3u);
  EXPECT_EQ(world.workspace.load_of(kAna), 1u);
  EXPECT_EQ(world.inbound("oh, hello"), kClosed);
}

TEST(Reopen, IsTheLastActivityUntilSomebodyWrites) {
  World world;
  world.arrive(kAna);
  const Instant reopened_at = world.now;
  world.command(kAna, ReopenConversation{kClosed, closed_since(world, hours(500))});
  world.pass(minutes(5));
  EXPECT_EQ(world.conversation(kClosed).last_activity_at, reopened_at);
  EXPECT_EQ(view_of(world.workspace, kSam).find_conversation(kClosed)->last_activity_at, reopened_at);
  world.inbound("oh, hello");
  EXPECT_EQ(world.conversation(kClosed).last_activity_at, world.now);
}

TEST(Reopen, IsForWhoHadItForMembersAndForSupervisors) {
  for (const auto& [agent, may] : {std::pair{kAna, true}, {kBen, true}, {kEve, false}, {kSam, true}}) {
    World world;
    const Decision decision = world.command(agent, ReopenConversation{kClosed, closed_since(world, hours(1), kAna)});
    EXPECT_EQ(!decision.refusal, may) << agent.value;
    if (!may) {
      EXPECT_EQ(refusal_of(decision), RefusalKind::NotYours);
    }
  }
  World world;
  EXPECT_FALSE(world.command(kEve, ReopenConversation{kClosed, closed_since(world, hours(1), kEve)}).refusal)
      << "she had it, by a transfer";
}

TEST(Reopen, IsRefusedWhereTheCustomersNewerOneIsOpen) {
  World world;
  world.inbound("something new");
  EXPECT_EQ(refusal_of(world.command(kAna, ReopenConversation{kClosed, closed_since(world, hours(1))})),
            RefusalKind::NotNow);
}

TEST(Reopen, IsRefusedOfWhatIsOpenOrNotKept) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  EXPECT_EQ(refusal_of(world.command(kAna, ReopenConversation{id, {}})), RefusalKind::NotNow);
  EXPECT_EQ(refusal_of(world.command(kAna, ReopenConversation{kClosed, {}})), RefusalKind::Ended);
}

TEST(Reopen, NeedsRoom) {
  World world;
  a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kBen).in(world);
  EXPECT_EQ(refusal_of(world.command(kBen, ReopenConversation{kClosed, closed_since(world, hours(1))})),
            RefusalKind::NoRoom);
}

}  // namespace
}  // namespace smsdesk::test
