// What the lists of found messages and the search in a timeline say.
#include <gtest/gtest.h>

#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

FoundMessage found(std::uint64_t id, std::uint64_t conversation) {
  FoundMessage one;
  one.message = MessageId{id};
  one.conversation = ConversationId{conversation};
  one.is_inbound = true;
  one.at = kMorning;
  one.text = "my parcel";
  one.marks = {{3, 9}};
  return one;
}

State searching(const World& world) {
  State s = a_state(world);
  s.area = Area::Find;
  s.find.what = FindWhat::Messages;
  s.find.words = "parcel";
  s.find.messages.was_answered = true;
  FoundConversation of;
  of.conversation = ConversationId{900};
  of.queue = kSupport;
  of.customer = "+14155550199";
  s.find.messages.conversations[of.conversation] = of;
  s.find.messages.found = {found(50, 900)};
  return s;
}

TEST(FoundMessages, SayWhoWroteWhatAndWhere) {
  World world;
  State s = searching(world);
  const auto line = [&] { return a_desk(s, world.now).find.messages.at(0); };
  EXPECT_EQ(line().customer, "+1 415 555 0199");
  EXPECT_EQ(line().below, "Support · Customer wrote");
  EXPECT_EQ(line().text, "my parcel");
  EXPECT_EQ(line().marks, (std::vector<TextMark>{{3, 9}}));
  EXPECT_EQ(line().accessible_name, "+1 415 555 0199, Support · Customer wrote: my parcel");
  FoundMessage& one = s.find.messages.found[0];
  one.is_inbound = false;
  EXPECT_EQ(line().below, "Support · Automatic text");
  one.author = kAna;
  EXPECT_EQ(line().below, "Support · You wrote");
  one.author = kBen;
  EXPECT_EQ(line().below, "Support · " + s.workspace.find_agent(kBen)->name + " wrote");
  // A text that is shown otherwise than it came has no marks: they would stand elsewhere.
  one.text =
      "\xE2\x80\xAE"
      "lecrap ym";
  EXPECT_TRUE(line().marks.empty());
}

TEST(FoundMessages, SayWhyThereAreNone) {
  World world;
  State s = searching(world);
  s.find.messages.found.clear();
  EXPECT_EQ(a_desk(s, world.now).find.empty_title, "No message was found");
  s.find.messages.next = MessageId{7};
  EXPECT_EQ(a_desk(s, world.now).find.empty_title, "") << "the search goes on";
  s.find.messages.next = {};
  s.find.words = " ";
  EXPECT_EQ(a_desk(s, world.now).find.empty_title, "Look for words in messages");
  s.connection.link = Link::Down;
  EXPECT_NE(a_desk(s, world.now).find.problem, "");
  s.connection.link = Link::Up;
  s.find.messages.is_failed = true;
  EXPECT_EQ(a_desk(s, world.now).find.problem, "Messages could not be searched right now. What is shown may be old.");
}

TEST(TranscriptSearchBar, CountsAndOffersTheWays) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  const auto bar = [&] { return a_desk(s, world.now).conversation.search; };
  EXPECT_FALSE(bar().is_shown);
  s.transcript.conversation = id;
  EXPECT_TRUE(bar().is_shown);
  EXPECT_EQ(bar().count, "");
  s.transcript.words = "parcel";
  s.transcript.matches.was_answered = true;
  EXPECT_EQ(bar().count, "Not found");
  s.transcript.matches.found = {found(9, id.value), found(8, id.value)};
  EXPECT_EQ(bar().count, "1 of 2");
  EXPECT_TRUE(bar().can_go_older);
  EXPECT_FALSE(bar().can_go_newer);
  EXPECT_EQ(bar().marks.at(MessageId{8}), (std::vector<TextMark>{{3, 9}}));
  s.transcript.at = 1;
  EXPECT_EQ(bar().count, "2 of 2");
  EXPECT_FALSE(bar().can_go_older);
  EXPECT_TRUE(bar().can_go_newer);
  s.transcript.matches.next = MessageId{8};
  EXPECT_EQ(bar().count, "2 of 2 or more");
  EXPECT_TRUE(bar().can_go_older);
  s.transcript.matches.is_failed = true;
  EXPECT_EQ(bar().count, "Search failed. Press Enter to try again.");
}

TEST(TimelineAtAPlace, ShowsThePartAloneAndSaysThatItGoesOn) {
  World world;
  const ConversationId id = a_conversation().with_inbound("the newest").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  s.place.conversation = id;
  s.place.message = MessageId{50};
  s.place.number = 3;
  s.place.has_newer = true;
  s.place.page.emplace();
  s.place.page->number = 7;
  for (std::uint64_t m = 49; m <= 51; ++m) {
    TimelineMessage one;
    one.message.id = MessageId{m};
    one.message.text = std::to_string(m);
    one.conversation = id;
    s.place.page->messages.push_back(one);
  }
  screen::Conversation panel = a_desk(s, world.now).conversation;
  ASSERT_EQ(panel.bubbles.size(), 3u);
  EXPECT_EQ(panel.bubbles[1].message, panel.place);
  EXPECT_EQ(panel.place_number, 3u);
  EXPECT_TRUE(panel.has_newer);
  EXPECT_EQ(panel.timeline.back().kind, screen::TimelineItem::Kind::Loading);
  s.place.page.reset();
  s.place.has_newer = false;
  panel = a_desk(s, world.now).conversation;
  ASSERT_EQ(panel.bubbles.size(), 1u);
  EXPECT_EQ(panel.bubbles[0].text, "the newest");
}

}  // namespace
}  // namespace smsdesk::test
