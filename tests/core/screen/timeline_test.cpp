#include <gtest/gtest.h>

#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

using screen::DeliveryMark;
using Kind = screen::TimelineItem::Kind;

class TimelinePanel : public testing::Test {
 protected:
  screen::Conversation panel() {
    State s = a_state(world_);
    s.selected = id_;
    s.outbox = outbox_;
    s.histories = histories_;
    s.connection.link = link_;
    s.pending = pending_;
    return a_desk(s, world_.now).conversation;
  }
  std::uint32_t roster_unread() {
    State s = a_state(world_);
    s.pending = pending_;
    return a_desk(s, world_.now).rail.unread_total;
  }
  std::size_t count(Kind kind) {
    std::size_t found = 0;
    for (const auto& item : panel().timeline) found += item.kind == kind ? 1u : 0u;
    return found;
  }
  World world_;
  ConversationId id_ = a_conversation().with_inbound("one").with_inbound("two").owned_by(kAna).in(world_);
  Outbox outbox_;
  std::vector<PendingCommand> pending_;
  std::map<ConversationId, History> histories_;
  Link link_ = Link::Up;
};

TEST_F(TimelinePanel, HasADayBeforeTheFirstBubbleOfEveryDay) {
  world_.pass(hours(24));
  world_.inbound("three");
  std::vector<Kind> kinds;
  for (const auto& item : panel().timeline)
    if (item.kind != Kind::Unread) kinds.push_back(item.kind);
  EXPECT_EQ(kinds, (std::vector<Kind>{Kind::Day, Kind::Bubble, Kind::Bubble, Kind::Day, Kind::Bubble}));
}

TEST_F(TimelinePanel, MarksWhereTheUnreadBegin) {
  EXPECT_EQ(count(Kind::Unread), 1u);
  world_.command(kAna, MarkSeen{id_, world_.newest(id_)});
  EXPECT_EQ(count(Kind::Unread), 0u);
  world_.inbound("three");
  for (const auto& item : panel().timeline) {
    EXPECT_TRUE(item.kind != Kind::Unread || item.text == "1 new");
  }
  EXPECT_EQ(count(Kind::Unread), 1u);
}

TEST_F(TimelinePanel, TheWayToTheLatestSaysHowMuchIsNew) {
  EXPECT_EQ(panel().latest, "Latest · 2 new");
  EXPECT_EQ(panel().latest_name, "Jump to latest, 2 new");
  world_.command(kAna, MarkSeen{id_, world_.newest(id_)});
  EXPECT_EQ(panel().latest, "Latest");
  EXPECT_EQ(panel().latest_name, "Jump to latest");
}

TEST_F(TimelinePanel, WhatIsBeforeTheAgentsEyesIsNotUnreadUntilTheRelayHasAnswered) {
  pending_.push_back({});
  pending_.back().command = MarkSeen{id_, world_.newest(id_)};
  EXPECT_EQ(count(Kind::Unread), 0u);
  EXPECT_EQ(roster_unread(), 0u);
  world_.inbound("three");
  EXPECT_EQ(count(Kind::Unread), 1u) << "the one after it is";
  EXPECT_EQ(roster_unread(), 1u);
}

TEST_F(TimelinePanel, RunsEndWithTheSideAndAfterFiveMinutes) {
  world_.send(kAna, id_, "answer");
  world_.pass(minutes(5));
  world_.send(kAna, id_, "later");
  const auto bubbles = panel().bubbles;
  ASSERT_EQ(bubbles.size(), 4u);
  const bool starts[] = {true, false, true, true}, ends[] = {false, true, true, true};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(bubbles[i].starts_run, starts[i]) << i;
    EXPECT_EQ(bubbles[i].ends_run, ends[i]) << i;
  }
}

TEST_F(TimelinePanel, InARunAStateThatIsNotThatOfTheNextHasItsMark) {
  const auto taken = [&](const char* text, const char* sid) {
    const MessageId message = world_.send(kAna, id_, text);
    world_.decide(SendStarted{message});
    world_.decide(SendFinished{message, SendOutcome::Taken, {sid}, DeliveryStatus::Sent, "", 0});
  };
  const auto beside = [&] {
    std::vector<bool> own;
    for (const auto& bubble : panel().bubbles)
      if (bubble.is_own) own.push_back(bubble.shows_mark_beside);
    return own;
  };
  taken("first", "SM1");
  taken("second", "SM2");
  EXPECT_EQ(beside(), (std::vector<bool>{false, false})) << "the mark at the end is that of both";
  world_.decide(StatusReport{{"SM1"}, {}, DeliveryStatus::Delivered, "", {}});
  EXPECT_EQ(beside(), (std::vector<bool>{true, false}));
  world_.decide(StatusReport{{"SM2"}, {}, DeliveryStatus::Undelivered, "30003", {}});
  EXPECT_EQ(beside(), (std::vector<bool>{true, false})) << "what did not arrive says so itself";
  taken("third", "SM3");
  EXPECT_EQ(beside(), (std::vector<bool>{true, false, false}));
  world_.pass(minutes(5));
  taken("fourth", "SM4");
  EXPECT_EQ(beside(), (std::vector<bool>{true, false, false, false})) << "the third ends its run, with its time";
}

TEST_F(TimelinePanel, EveryStatusHasItsMarkAndWords) {
  const MessageId message = world_.send(kAna, id_, "answer");
  const auto own = [&] { return panel().bubbles.back(); };
  EXPECT_EQ(own().mark, DeliveryMark::Waiting);
  world_.decide(SendStarted{message});
  EXPECT_EQ(own().mark, DeliveryMark::Sending);
  world_.decide(SendFinished{message, SendOutcome::Uncertain, {}, DeliveryStatus::Sent, "", 0});
  EXPECT_EQ(own().mark, DeliveryMark::Uncertain);
  EXPECT_TRUE(own().shows_mark_text);
  EXPECT_NE(own().mark_text.find("do not send it again"), std::string::npos);
  world_.decide(SendFinished{message, SendOutcome::Taken, {"SM1"}, DeliveryStatus::Sent, "", 0});
  EXPECT_EQ(own().mark, DeliveryMark::Sent);
  EXPECT_FALSE(own().shows_mark_text);
  world_.decide(StatusReport{{"SM1"}, {}, DeliveryStatus::Undelivered, "30003", {}});
  EXPECT_EQ(own().mark, DeliveryMark::Failed);
  EXPECT_TRUE(own().shows_mark_text);
  EXPECT_EQ(own().speaker, "You");
  StatusReport late{{"SM1"}, {}, DeliveryStatus::Delivered, "", {}};
  late.archived = StatusReport::Archived{id_, message, DeliveryStatus::Undelivered};
  world_.decide(late);
  EXPECT_EQ(own().mark, DeliveryMark::Delivered);
}

TEST_F(TimelinePanel, WhatDidNotArriveCanBeWrittenAgainWhereThatMakesSense) {
  const auto can_after = [&](const char* code) {
    const MessageId message = world_.send(kAna, id_, "answer");
    EXPECT_FALSE(panel().bubbles.back().can_write_again);
    world_.decide(SendStarted{message});
    world_.decide(SendFinished{message, SendOutcome::Refused, {}, DeliveryStatus::Sent, code, 0});
    EXPECT_EQ(panel().bubbles.back().mark, DeliveryMark::Failed) << code;
    return panel().bubbles.back().can_write_again;
  };
  EXPECT_TRUE(can_after("30008"));
  EXPECT_TRUE(can_after("30007"));
  EXPECT_FALSE(can_after("21614"));
  EXPECT_TRUE(can_after("30001"));
  world_.command(kAna, EndConversation{id_});
  EXPECT_FALSE(panel().bubbles.back().can_write_again) << "there is nothing to write in any more";
}

TEST_F(TimelinePanel, AnOverrideEndsWithItsLine) {
  world_.inbound("a\u202Eb\nc");
  const screen::Conversation seen = panel();
  EXPECT_EQ(seen.bubbles.back().text, "\u2068a\u202Eb\u2069\nc");
  EXPECT_EQ(world_.conversation(id_).detail->messages.back().text, "a\u202Eb\nc") << "what is stored stays";
}

TEST_F(TimelinePanel, ShowsWhatIsNotConfirmedBeneath) {
  OutboxEntry entry;
  entry.key = {"k"};
  entry.conversation = id_;
  entry.text = "not yet";
  entry.pressed_at = world_.now;
  ASSERT_TRUE(outbox_.add(entry).is_ok());
  outbox_.find({"k"})->phase = SendPhase::Queued;
  EXPECT_EQ(panel().bubbles.back().text, "not yet");
  EXPECT_EQ(panel().bubbles.back().mark, DeliveryMark::Waiting);
  EXPECT_FALSE(panel().bubbles.back().can_discard);
  link_ = Link::Down;
  EXPECT_TRUE(panel().bubbles.back().can_discard);
  EXPECT_FALSE(panel().bubbles.back().can_stop_asking);
  EXPECT_EQ(panel().bubbles.back().mark_text, "Waits for the connection");
  outbox_.find({"k"})->sent_at = world_.now;
  EXPECT_EQ(panel().bubbles.back().mark_text, "Perhaps sent. The relay is asked when the connection is back.");
  EXPECT_FALSE(panel().bubbles.back().can_discard) << "it may have gone: it cannot be taken back";
  EXPECT_TRUE(panel().bubbles.back().can_stop_asking);
  outbox_.find({"k"})->phase = SendPhase::Refused;
  outbox_.find({"k"})->refusal = RefusalKind::NewerMessages;
  outbox_.find({"k"})->refusal_sentence = "1 newer message.";
  EXPECT_EQ(panel().bubbles.back().mark_text, "Not sent. 1 newer message.");
  EXPECT_TRUE(panel().bubbles.back().can_send_anyway);
  outbox_.find({"k"})->refusal = RefusalKind::TooLong;
  EXPECT_FALSE(panel().bubbles.back().can_send_anyway);
  EXPECT_TRUE(panel().bubbles.back().can_edit_again);
}

TEST_F(TimelinePanel, JoinsHistoryAndFacts) {
  History& history = histories_[id_];
  history.pending = SendKey{"p"};
  EXPECT_EQ(panel().timeline.front().kind, Kind::Loading);
  EXPECT_TRUE(panel().is_loading_older);
  history.pending.reset();
  history.has_more = false;
  Message old;
  old.id = MessageId{1};
  old.is_inbound = true;
  old.text = "long ago";
  history.messages.push_back({old, ConversationId{1}});
  EXPECT_EQ(panel().timeline.front().kind, Kind::Start);
  EXPECT_EQ(panel().bubbles.front().text, "long ago");
  EXPECT_EQ(count(Kind::Event), 1u) << "a new conversation began";
}

TEST_F(TimelinePanel, SaysWhoEndedIt) {
  world_.command(kAna, EndConversation{id_});
  EXPECT_EQ(panel().timeline.back().text, "You ended the conversation");
}

}  // namespace
}  // namespace smsdesk::test
