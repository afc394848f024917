// Whom a conversation could go to.
#include "core/workspace/targets.h"

#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

const QueueTarget& of(const Targets& targets, QueueId queue) {
  for (const QueueTarget& one : targets.queues) {
    if (one.queue == queue) return one;
  }
  ADD_FAILURE() << "the queue is no target";
  return targets.queues.front();
}

TEST(Targets, AreWhoIsConnectedAndEveryOtherQueue) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.on_queue(kBen);
  const Targets targets = targets_of(world.workspace, world.conversation(id));
  ASSERT_EQ(targets.queues.size(), 1u) << "its own is none";
  EXPECT_EQ(targets.queues[0], (QueueTarget{kSales, 1, 0, {}}));
  ASSERT_EQ(targets.agents.size(), 1u) << "its owner is none, and who is not there";
  EXPECT_EQ(targets.agents[0], (AgentTarget{kBen, 0, true}));
}

TEST(Targets, AFullAgentIsNotFree) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.on_queue(kBen);
  const ConversationId held = world.inbound("a", kOtherCustomer, kSalesNumber);
  world.make_offers();
  world.command(kBen, AnswerOffer{world.offer_of(held).id});
  const Targets targets = targets_of(world.workspace, world.conversation(id));
  EXPECT_EQ(of(targets, kSales).free, 0u);
  EXPECT_EQ(targets.agents.at(0), (AgentTarget{kBen, 1, false}));
}

TEST(Targets, CountWhatWaitsSinceTheFirst) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const Instant first = world.now;
  world.inbound("a", kOtherCustomer, kSalesNumber);
  world.pass(seconds(5));
  world.inbound("b", "+14155550111", kSalesNumber);
  const Targets targets = targets_of(world.workspace, world.conversation(id));
  EXPECT_EQ(of(targets, kSales).waiting, 2u);
  EXPECT_EQ(of(targets, kSales).waiting_since, first);
}

TEST(Targets, WhoIsOffQueueIsNotFree) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.arrive(kBen);
  EXPECT_FALSE(targets_of(world.workspace, world.conversation(id)).agents.at(0).is_free);
}

}  // namespace
}  // namespace smsdesk::test
