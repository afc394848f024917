// The list of closed conversations and the one that is read.
#include <gtest/gtest.h>

#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

State finding(const World& world) {
  State s = a_state(world);
  s.area = Area::Find;
  s.find.was_answered = true;
  FoundConversation one;
  one.conversation = ConversationId{900};
  one.queue = kSupport;
  one.customer = "+14155550199";
  one.our_number = "+14155550100";
  one.opened_at = one.ended_at = world.now;
  one.agent = kAna;
  one.code = "Solved";
  one.note = "Sent a new one";
  one.resolution = Resolution::FollowUp;
  s.find.found = {one};
  return s;
}

TEST(FindPanel, SaysWhoseAndHowItEnded) {
  World world;
  State s = finding(world);
  const screen::Find panel = a_desk(s, world.now).find;
  ASSERT_EQ(panel.lines.size(), 1u);
  EXPECT_EQ(panel.lines[0].customer, "+1 415 555 0199");
  EXPECT_EQ(panel.lines[0].below, "Support · Ana Lopez · Solved");
  EXPECT_EQ(panel.lines[0].note, "Sent a new one");
  EXPECT_TRUE(panel.lines[0].is_today);
  EXPECT_EQ(panel.empty_title, "");
  EXPECT_FALSE(panel.is_reading);
  EXPECT_FALSE(a_desk(s, world.now + hours(48)).find.lines[0].is_today);
}

TEST(FindPanel, SaysWhyItIsEmpty) {
  World world;
  State s = finding(world);
  s.find.found.clear();
  EXPECT_EQ(a_desk(s, world.now).find.empty_title, "No conversation is closed yet");
  s.find.is_mine = true;
  EXPECT_EQ(a_desk(s, world.now).find.empty_title, "You have closed no conversation yet");
  s.find.words = "sales";
  EXPECT_EQ(a_desk(s, world.now).find.empty_title, "Nothing was found");
  s.find.was_answered = false;
  EXPECT_EQ(a_desk(s, world.now).find.empty_title, "") << "it is not known yet";
  s.find.is_failed = true;
  EXPECT_NE(a_desk(s, world.now).find.problem, "");
}

TEST(FindPanel, ShowsTheClosedOneInsteadOfTheChosenOne) {
  World world;
  const ConversationId open = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = finding(world);
  s.selected = open;
  EXPECT_FALSE(a_desk(s, world.now).conversation.conversation.is_set());
  EXPECT_EQ(a_desk(s, world.now).conversation.empty_title, "No conversation is chosen");
  smsdesk::Conversation closed;
  closed.id = ConversationId{900};
  closed.queue = kSupport;
  closed.detail.emplace();
  closed.detail->customer = "+14155550199";
  closed.detail->our_number = "+14155550100";
  s.find.reading = closed;
  Message message;
  message.id = MessageId{5};
  message.is_inbound = true;
  message.text = "Where is it?";
  s.histories[closed.id].messages.push_back({message, closed.id});
  EXPECT_TRUE(a_desk(s, world.now).conversation.notes.empty());
  s.histories[closed.id].notes[NoteId{3}] = {{NoteId{3}, kBen, kMorning, "Knows the courier", {}}, closed.id};
  const screen::Conversation panel = a_desk(s, world.now).conversation;
  EXPECT_EQ(panel.conversation, closed.id);
  EXPECT_EQ(panel.notes_title, "Internal notes");
  ASSERT_EQ(panel.notes.size(), 1u);
  EXPECT_EQ(panel.notes[0].accessible_name, "Ben Okafor: Knows the courier");
  EXPECT_EQ(panel.title, "+1 415 555 0199");
  EXPECT_EQ(panel.status, "Closed by Ana Lopez: Solved. It needs a follow-up. Note: Sent a new one");
  ASSERT_EQ(panel.menus.size(), 2u);
  EXPECT_EQ(panel.menus[0].kind, ConversationMenu::Transcript);
  EXPECT_EQ(panel.menus[1].label, "Reopen");
  EXPECT_FALSE(panel.composer.is_shown);
  EXPECT_EQ(panel.back_name, "Back to closed conversations");
  ASSERT_EQ(panel.bubbles.size(), 1u);
  EXPECT_EQ(panel.bubbles[0].text, "Where is it?");
  s.area = Area::Conversations;
  EXPECT_EQ(a_desk(s, world.now).conversation.conversation, open);
}

}  // namespace
}  // namespace smsdesk::test
