// The digest: equal for equal workspaces on every platform, different where anything differs.
#include <gtest/gtest.h>

#include "core/workspace/visibility.h"
#include "tests/support/builders/random_inputs.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

TEST(Digest, FollowsEveryEntry) {
  World world;
  std::uint64_t before = digest(world.workspace);
  const std::size_t told = world.log.size();
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.command(kAna, MarkSeen{id, world.newest(id)});
  world.command(kAna, MarkUnread{id, world.conversation(id).detail->messages.front().id});
  Workspace workspace;
  for (std::size_t i = 0; i < world.log.size(); ++i) {
    ASSERT_TRUE(apply(workspace, world.log[i]).is_ok());
    if (i < told) continue;
    EXPECT_NE(digest(workspace), before);
    before = digest(workspace);
  }
}

TEST(Digest, TellsWhereATextEnds) {
  World a, b;
  a.decide(InboundMessage{{"SM1"}, kCustomer, kSupportNumber, "ab", {{"c", ""}}});
  b.decide(InboundMessage{{"SM1"}, kCustomer, kSupportNumber, "a", {{"bc", ""}}});
  EXPECT_NE(digest(a.workspace), digest(b.workspace));
}

// The constants are what the native build says; the same program runs as WebAssembly in Node.
TEST(Digest, IsTheSameNumberOnEveryPlatform) {
  World world(a_rich_organisation());
  RandomInputs inputs(2026, true);
  for (int i = 0; i < 2'000; ++i) {
    world.pass(static_cast<DurationMs>(inputs.random().below(9'000)));
    world.decide(inputs.next(world.workspace, world.now));
    world.make_offers();
  }
  EXPECT_EQ(world.workspace.offset, 1040u);
  EXPECT_EQ(digest(world.workspace), 18185390787776383633u);
  EXPECT_EQ(digest(view_of(world.workspace, kAna)), 7463844152723601910u);
}

}  // namespace
}  // namespace smsdesk::test
