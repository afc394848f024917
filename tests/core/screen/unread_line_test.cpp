// The line above what is new, for as long as the agent is in the conversation.
#include "core/screen/unread_line.h"

#include <gtest/gtest.h>

#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

using screen::UnreadLine;

class TheUnreadLine : public testing::Test {
 protected:
  void SetUp() override { read(); }
  screen::Conversation panel() {
    State s = a_state(world_);
    s.selected = selected_;
    s.outbox = outbox_;
    return a_desk(s, world_.now).conversation;
  }
  MessageId write(const char* text) {
    world_.inbound(text);
    return world_.newest(id_);
  }
  void read() { read(world_.newest(id_)); }
  void read(MessageId up_to) { world_.command(kAna, MarkSeen{id_, up_to}); }
  /// The next screen is shown.
  void show(bool is_before_eyes = false) { line_ = screen::unread_line(line_, panel(), is_before_eyes); }

  World world_;
  ConversationId id_ = a_conversation().with_inbound("one").owned_by(kAna).in(world_);
  ConversationId selected_ = id_;
  Outbox outbox_;
  UnreadLine line_;
};

TEST_F(TheUnreadLine, StandsAboveWhatWasUnreadWhenItWasOpenedAndStaysWhenThatIsRead) {
  const MessageId first = write("two");
  write("three");
  show();
  EXPECT_EQ(line_.first, first);
  EXPECT_EQ(line_.text, "2 new");
  read();
  show(true);
  show(true);
  EXPECT_EQ(line_.first, first);
  EXPECT_EQ(line_.text, "2 new");
}

TEST_F(TheUnreadLine, DoesNotWanderWhileItIsReadBitByBit) {
  const MessageId first = write("two");
  write("three");
  show();
  read(first);
  show();
  EXPECT_EQ(line_.first, first);
  EXPECT_EQ(line_.text, "2 new");
}

TEST_F(TheUnreadLine, IsNotThereWhereAllWasReadAndWhatComesIsSeen) {
  show();
  EXPECT_FALSE(line_.first.is_set());
  write("two");
  show(true);
  EXPECT_FALSE(line_.first.is_set());
  read();
  show(true);
  EXPECT_FALSE(line_.first.is_set());
}

TEST_F(TheUnreadLine, BeginsWithWhatComesWhereNobodyLooks) {
  show();
  const MessageId second = write("two");
  show();
  EXPECT_EQ(line_.first, second);
  write("three");
  show();
  EXPECT_EQ(line_.first, second);
  EXPECT_EQ(line_.text, "2 new");
  read();
  show();
  EXPECT_EQ(line_.first, second) << "it was drawn, and the agent still looks for it";
  const MessageId fourth = write("four");
  show();
  EXPECT_EQ(line_.first, fourth);
  EXPECT_EQ(line_.text, "1 new");
}

TEST_F(TheUnreadLine, GoesWithTheAnswer) {
  write("two");
  show();
  read();
  OutboxEntry entry;
  entry.key = SendKey{"k"};
  entry.conversation = id_;
  entry.text = "answer";
  entry.phase = SendPhase::Refused;
  ASSERT_TRUE(outbox_.add(entry).is_ok());
  show(true);
  EXPECT_TRUE(line_.first.is_set()) << "the customer has none of it";
  world_.send(kAna, id_, "answer");
  show(true);
  EXPECT_FALSE(line_.first.is_set());
  show(true);
  EXPECT_FALSE(line_.first.is_set());
}

TEST_F(TheUnreadLine, GoesWithTheVisit) {
  write("two");
  show();
  read();
  ASSERT_TRUE(line_.first.is_set());
  selected_ = {};
  show();
  EXPECT_FALSE(line_.first.is_set());
  selected_ = id_;
  show();
  EXPECT_FALSE(line_.first.is_set());
}

TEST_F(TheUnreadLine, StandsAboveWhatIsMarkedAsUnreadBeforeTheAgentsEyes) {
  const MessageId one = world_.newest(id_), two = write("two");
  write("three");
  world_.send(kAna, id_, "answer");
  read();
  show(true);
  ASSERT_FALSE(line_.first.is_set());
  world_.command(kAna, MarkUnread{id_, two});
  show(true);
  EXPECT_EQ(line_.first, two) << "the answer beneath it was given before";
  EXPECT_EQ(line_.text, "2 new");
  world_.send(kAna, id_, "from another page");
  show(true);
  EXPECT_EQ(line_.first, two);
  world_.command(kAna, MarkUnread{id_, one});
  show(true);
  EXPECT_EQ(line_.first, one) << "also where nothing was said before";
  EXPECT_EQ(line_.text, "3 new");
  world_.command(kAna, MarkSeen{id_, world_.newest(id_), true});
  show(true);
  EXPECT_EQ(line_.first, one) << "as of all that was unread in this visit";
  world_.send(kAna, id_, "another answer");
  show(true);
  EXPECT_FALSE(line_.first.is_set());
}

TEST_F(TheUnreadLine, WhatIsNotConfirmedIsNotTheNewestMessage) {
  const MessageId second = write("two");
  OutboxEntry entry;
  entry.key = SendKey{"k"};
  entry.conversation = id_;
  entry.text = "answer";
  ASSERT_TRUE(outbox_.add(entry).is_ok());
  const screen::Conversation shown = panel();
  ASSERT_EQ(shown.bubbles.size(), 3u);
  EXPECT_EQ(screen::newest_shown(shown), second);
  EXPECT_FALSE(screen::newest_shown({}).is_set());
}

TEST(UnreadLine, IsNotThereWhereAllIsNew) {
  World world;
  const ConversationId id = a_conversation().with_inbound("one").owned_by(kAna).in(world);
  world.inbound("two");
  State s = a_state(world);
  s.selected = id;
  const screen::Conversation panel = a_desk(s, world.now).conversation;
  ASSERT_EQ(panel.bubbles.size(), 2u);
  EXPECT_FALSE(screen::unread_line({}, panel, false).first.is_set());
}

}  // namespace
}  // namespace smsdesk::test
