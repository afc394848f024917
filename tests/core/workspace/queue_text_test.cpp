// What a queue says by itself while a conversation waits.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

void pass_time(World& world, DurationMs time) {
  world.pass(time);
  while (!world.decide(TimePassed{}).entries.empty()) {
  }
}

TEST(QueueText, TellsWhoWaitsLongThatItDoes) {
  World world(a_rich_organisation());
  const ConversationId id = world.inbound("hi");
  const std::size_t before = world.conversation(id).detail->messages.size();
  pass_time(world, seconds(30));
  ASSERT_EQ(world.conversation(id).detail->messages.size(), before + 1);
  EXPECT_EQ(world.conversation(id).detail->messages.back().text, "Still waiting. Sorry.");
  pass_time(world, minutes(10));
  EXPECT_EQ(world.conversation(id).detail->messages.size(), before + 1) << "once a stay";
}

TEST(QueueText, ThatNobodyCouldReceiveHoldsNothingElseUp) {
  World world(a_rich_organisation());
  const ConversationId id = world.inbound("hi", "ACME");
  pass_time(world, seconds(30));
  EXPECT_EQ(world.conversation(id).detail->messages.size(), 1u);
  EXPECT_EQ(world.conversation(id).demand.stage, 1u);
  pass_time(world, seconds(40));
  EXPECT_EQ(world.conversation(id).demand.stage, 3u) << "rings and overflow are reached all the same";
  const auto next = next_deadline(world.workspace);
  EXPECT_TRUE(!next || world.now < *next) << "nothing stays due that nothing follows from";
}

}  // namespace
}  // namespace smsdesk::test
