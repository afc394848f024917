// The fold refuses what does not fit, and changes nothing then.
#include <gtest/gtest.h>

#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

void expect_refused(const Workspace& before, EntryBody body) {
  Workspace after = before;
  const LogEntry entry{before.offset + 1, kMorning, std::move(body)};
  const Status folded = apply(after, entry);
  ASSERT_FALSE(folded) << "entry " << entry.body.index();
  EXPECT_FALSE(folded.error().sentence.empty());
  EXPECT_EQ(after, before);
  EXPECT_TRUE(check_invariants(after).is_ok());
}

TEST(Apply, RefusesAnEntryTwice) {
  World world;
  a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").ended().in(world);
  Workspace workspace;
  for (const LogEntry& entry : world.log) {
    ASSERT_TRUE(apply(workspace, entry).is_ok());
    EXPECT_FALSE(apply(workspace, entry).is_ok());
  }
  EXPECT_EQ(workspace, world.workspace);
}

TEST(Apply, RefusesAGap) {
  World world;
  Workspace workspace;
  EXPECT_FALSE(apply(workspace, world.log[1]).is_ok());
  EXPECT_EQ(workspace, Workspace{});
}

TEST(Apply, RefusesWhatDoesNotFit) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").in(world);
  const Workspace& w = world.workspace;
  const ConversationId none{999};
  expect_refused(w, AgentConfigured{});
  expect_refused(w, PresenceChanged{AgentId{99}, Presence::Busy});
  expect_refused(w, QueueStatusChanged{AgentId{99}, QueueStatus::OnQueue});
  expect_refused(w, AgentConnected{AgentId{99}});
  expect_refused(w, AgentDisconnected{AgentId{99}});
  expect_refused(w, ConversationOpened{id, kSupport, "x", "y"});
  expect_refused(w, ConversationOpened{{}, kSupport, "x", "y"});
  expect_refused(w, ConversationOpened{ConversationId{998}, kSupport, kCustomer, kSupportNumber});
  expect_refused(w, MessageReceived{none, MessageId{900}, "x", {}, {}});
  expect_refused(w, MessageReceived{id, world.newest(id), "x", {}, {}});
  expect_refused(w, MessageAccepted{none, MessageId{900}, kAna, "x", {"k"}});
  expect_refused(w, MessageAccepted{id, world.newest(id), kAna, "x", {"k"}});
  expect_refused(w, OfferMade{OfferId{900}, none, kAna, kMorning});
  expect_refused(w, OfferMade{OfferId{}, id, kAna, kMorning});
  expect_refused(w, OfferEnded{OfferId{900}, id, kAna, OfferOutcome::Accepted});
  expect_refused(w, SendForgotten{MessageId{900}});
  expect_refused(w, ConversationSeen{none, MessageId{1}});
  expect_refused(w, ConversationMarkedUnread{none, MessageId{1}});
  expect_refused(w, ConsultBegan{none, ConsultId{900}, kAna, kBen, "?"});
  expect_refused(w, NoteAdded{none, {NoteId{901}, kAna, kMorning, "x", {}}});
  expect_refused(w, ConversationEnded{id, kAna});
  expect_refused(w, ConversationEnded{none, kAna});
  expect_refused(w, WrapUpCompleted{id, kAna, kSolved, ""});
  expect_refused(w, ConversationQueued{none, kSupport});
  expect_refused(w, ConversationReturned{none, ReturnReason::AgentLost, kMorning, {}});
  expect_refused(w, AgentRemoved{AgentId{900}});
  expect_refused(w, AgentPasswordSet{AgentId{900}});
  expect_refused(view_of(w, kAna), AgentPasswordSet{kAna});
  expect_refused(w, QueueRemoved{QueueId{900}});
  expect_refused(w, ConversationShown{});
  expect_refused(w, ConversationHidden{id});
}

TEST(Apply, NobodyIsRemovedWithWorkInHand) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  expect_refused(world.workspace, AgentRemoved{kAna});
  world.command(kAna, EndConversation{id});
  expect_refused(world.workspace, ConversationQueued{id, kSupport});
}

TEST(ApplyView, SkipsOffsetsButNeverRepeatsOne) {
  Workspace view;
  view.is_view = true;
  view.offset = 5;
  const LogEntry entry{9, kMorning, WrapUpCodeConfigured{{kSolved, "Solved"}}};
  ASSERT_TRUE(apply_view(view, entry).is_ok());
  EXPECT_EQ(view.offset, 9u);
  EXPECT_FALSE(apply_view(view, entry).is_ok());
  EXPECT_FALSE(apply_view(view, {7, kMorning, WrapUpCodeConfigured{{kSolved, "x"}}}).is_ok());
}

}  // namespace
}  // namespace smsdesk::test
