// decide(): EndConversation and CompleteWrapUp.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

TEST(EndConversation, LeadsToAfterCallWorkWhereTheQueueHasCodes) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
  EXPECT_EQ(world.conversation(id).ended_at, world.now);
  EXPECT_EQ(world.workspace.load_of(kAna), 1u);
}

TEST(EndConversation, IsAllWhereTheQueueHasNoCodes) {
  World world;
  const ConversationId id = a_conversation().to(kSalesNumber).with_inbound("hi").owned_by(kBen).in(world);
  world.command(kBen, EndConversation{id});
  EXPECT_EQ(world.workspace.find_conversation(id), nullptr);
  EXPECT_EQ(world.workspace.load_of(kBen), 0u);
}

TEST(EndConversation, IsForTheOwnerAndOnce) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  EXPECT_EQ(world.command(kBen, EndConversation{id}).refusal->kind, RefusalKind::NotYours);
  EXPECT_EQ(world.command(kAna, EndConversation{ConversationId{999}}).refusal->kind, RefusalKind::Ended);
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(world.command(kAna, EndConversation{id}).refusal->kind, RefusalKind::Ended);
}

TEST(CompleteWrapUp, NeedsACodeOfTheQueue) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  EXPECT_EQ(world.command(kAna, CompleteWrapUp{id, {}, ""}).refusal->kind, RefusalKind::WrapUpNeeded);
  EXPECT_EQ(world.command(kAna, CompleteWrapUp{id, WrapUpCodeId{99}, ""}).refusal->kind, RefusalKind::WrapUpNeeded);
  EXPECT_FALSE(world.command(kAna, CompleteWrapUp{id, kFollowUp, "call back"}).refusal);
  EXPECT_EQ(world.workspace.find_conversation(id), nullptr);
}

TEST(CompleteWrapUp, RefusesALongNoteAndKeepsTheRest) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  const Decision decision = world.command(kAna, CompleteWrapUp{id, kSolved, std::string(kNoteBytesMax + 1, 'x')});
  EXPECT_EQ(decision.refusal->kind, RefusalKind::TooLong);
  EXPECT_FALSE(world.command(kAna, CompleteWrapUp{id, kSolved, std::string(kNoteBytesMax, 'x')}).refusal);
}

TEST(CompleteWrapUp, IsForTheOwnerOfWhatHasEnded) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  EXPECT_EQ(world.command(kAna, CompleteWrapUp{id, kSolved, ""}).refusal->kind, RefusalKind::NoRight);
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(world.command(kBen, CompleteWrapUp{id, kSolved, ""}).refusal->kind, RefusalKind::NotYours);
  world.command(kAna, CompleteWrapUp{id, kSolved, ""});
  EXPECT_EQ(world.command(kAna, CompleteWrapUp{id, kSolved, ""}).refusal->kind, RefusalKind::Ended);
}

TEST(CompleteWrapUp, MakesTheAgentIdleFromNow) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  world.pass(minutes(5));
  world.command(kAna, CompleteWrapUp{id, kSolved, ""});
  EXPECT_EQ(world.workspace.idle_since.at(kAna), world.now);
}

}  // namespace
}  // namespace smsdesk::test
