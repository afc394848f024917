// What the lists of found messages and the search in a timeline say.
#include <gtest/gtest.h>

#include "core/screen/find_day.h"
#include "core/screen/parts.h"
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

TEST(FoundMessages, SayWhatIsANoteAndWhose) {
  World world;
  State s = searching(world);
  FoundMessage& one = s.find.messages.found[0];
  one.is_inbound = false;
  one.is_note = true;
  one.author = kBen;
  const auto line = [&] { return a_desk(s, world.now).find.messages.at(0); };
  EXPECT_TRUE(line().is_note);
  EXPECT_EQ(line().below, "Support · Internal note by " + s.workspace.find_agent(kBen)->name);
  EXPECT_EQ(line().marks, (std::vector<TextMark>{{3, 9}}));
  one.author = kAna;
  EXPECT_EQ(line().below, "Support · Your internal note");
  EXPECT_EQ(line().accessible_name, "+1 415 555 0199, Support · Your internal note: my parcel");
  one.author = AgentId{999};
  EXPECT_EQ(line().below, "Support · Internal note by a colleague");
}

TEST(FoundMessages, SayWhatIsTheNoteOfAWrapUpAndWhose) {
  World world;
  State s = searching(world);
  FoundMessage& one = s.find.messages.found[0];
  one.is_inbound = false;
  one.is_note = true;
  one.segment = 2;
  one.author = kBen;
  const auto line = [&] { return a_desk(s, world.now).find.messages.at(0); };
  EXPECT_TRUE(line().is_note);
  EXPECT_EQ(line().segment, 2u);
  EXPECT_EQ(line().below, "Support · Wrap-up note by " + s.workspace.find_agent(kBen)->name);
  EXPECT_EQ(line().marks, (std::vector<TextMark>{{3, 9}}));
  one.author = kAna;
  EXPECT_EQ(line().below, "Support · Your wrap-up note");
  one.author = AgentId{999};
  EXPECT_EQ(line().below, "Support · Wrap-up note by a colleague");
}

TEST(TranscriptSearchBar, KeepsTheMarksOfAWrapUpApartFromThoseOfTheMessageAboveIt) {
  World world;
  State s = searching(world);
  FoundMessage note = found(50, 900), message = found(50, 900);
  note.segment = 1;
  note.marks = {{0, 2}};
  s.transcript.conversation = ConversationId{900};
  s.transcript.words = "parcel";
  s.transcript.matches.found = {note, message};
  const screen::TranscriptSearchBar bar = screen::transcript_search_bar(s, ConversationId{900});
  EXPECT_EQ(bar.marks.at(MessageId{50}), (std::vector<TextMark>{{3, 9}}));
  EXPECT_EQ(bar.wrap_up_marks.at({ConversationId{900}, 1}), (std::vector<TextMark>{{0, 2}}));
}

TEST(FindFilters, SayWhatIsChosenAndOfferTheRest) {
  World world;
  State s = searching(world);
  const auto filters = [&] { return a_desk(s, world.now).find.filters; };
  EXPECT_FALSE(filters().is_set);
  EXPECT_EQ(filters().queue.label, "Any queue");
  EXPECT_EQ(filters().author.name, "Agent: Any agent");
  EXPECT_EQ(filters().open_menu(), nullptr);
  s.find.filters.queue = kSupport;
  s.find.filters.author = kBen;
  EXPECT_TRUE(filters().is_set);
  EXPECT_EQ(filters().queue.label, "Support");
  EXPECT_EQ(filters().queue.name, "Queue: Support");
  s.find.open_menu = FindMenu::Queue;
  const screen::FindFilters open = filters();
  ASSERT_NE(open.open_menu(), nullptr);
  EXPECT_EQ(open.open_menu()->entries.front().label, "Any queue");
  EXPECT_EQ(open.open_menu()->entries.size(), 1 + s.workspace.queues.size());
  ASSERT_NE(open.open_menu()->entries[1].intent.as<intent::ChooseFindQueue>(), nullptr);
  s.find.open_menu = FindMenu::Author;
  const std::string ben = s.workspace.find_agent(kBen)->name;
  EXPECT_EQ(filters().open_menu()->entries.size(), 1 + s.workspace.agents.size());
  s.menu_form.filter = ben;
  ASSERT_EQ(filters().open_menu()->entries.size(), 1u);
  EXPECT_EQ(filters().open_menu()->entries[0].intent.as<intent::ChooseFindAuthor>()->author, kBen);
  s.menu_form.filter.clear();
  // Who is gone has written too, and stands last.
  s.workspace.agents.at(kBen).removed_at = world.now;
  EXPECT_EQ(filters().open_menu()->entries.back().label, ben);
  EXPECT_EQ(filters().open_menu()->entries.back().section, "No longer here");
}

TEST(FindFilters, SayWhatIsNoDayAndThatTheyHideWhatMightBeThere) {
  World world;
  State s = searching(world);
  s.find.messages.found.clear();
  const auto find = [&] { return a_desk(s, world.now).find; };
  EXPECT_EQ(find().empty_text, "All words must stand in one message. Try fewer of them, or only how they begin.");
  s.find.filters.first_day = "2026-13-01";
  EXPECT_NE(find().filters.first_day_problem, "");
  EXPECT_EQ(find().filters.last_day_problem, "");
  EXPECT_EQ(find().empty_title, "No message was found");
  EXPECT_EQ(find().empty_text,
            "The filters hide what they do not let through. Clear them to look everywhere, or try fewer words.");
  s.find.filters.first_day = "2026-01-02";
  s.find.filters.from = Instant{hours(48)};
  EXPECT_EQ(find().filters.first_day_problem, "");
  s.find.filters.last_day = "2026-01-01";
  s.find.filters.until = Instant{hours(48)};
  EXPECT_EQ(find().filters.last_day_problem, "The last day is before the first one.");
  s.find.what = FindWhat::Conversations;
  EXPECT_FALSE(find().filters.is_set) << "they are of messages alone";
}

TEST(FindDay, IsTheViewersDayFromItsFirstInstantToTheNextOnes) {
  using screen::parse_find_day;
  constexpr std::int64_t kDay = 20'812;  // 2026-12-25
  EXPECT_EQ(parse_find_day("2026-12-25", false, screen::utc_day), Instant{kDay * hours(24)});
  EXPECT_EQ(parse_find_day("2026-12-25", true, screen::utc_day), Instant{(kDay + 1) * hours(24)});
  EXPECT_EQ(parse_find_day(" 20261225 ", false, screen::utc_day), Instant{kDay * hours(24)});
  EXPECT_EQ(parse_find_day("2026/1/5", false, screen::utc_day), parse_find_day("2026-01-05", false, screen::utc_day));
  const screen::DayOf in_nepal = [](Instant at) { return screen::utc_day(at + hours(5) + minutes(45)); };
  EXPECT_EQ(parse_find_day("2026-12-25", false, in_nepal), Instant{kDay * hours(24) - hours(5) - minutes(45)});
  const screen::DayOf in_hawaii = [](Instant at) { return screen::utc_day(at + -hours(10)); };
  EXPECT_EQ(parse_find_day("2026-12-25", true, in_hawaii), Instant{(kDay + 1) * hours(24) + hours(10)});
  EXPECT_TRUE(parse_find_day("2028-02-29", false, screen::utc_day));
  for (const char* text : {"", " ", "2026", "2026-12", "2026-12-", "2026-02-29", "2026-13-01", "2026-00-10", "26-12-25",
                           "2026-12-25x", "2026--12-25", "99999-01-01", "12/25/2026", "1960-01-01", "2026-12-251"})
    EXPECT_FALSE(parse_find_day(text, false, screen::utc_day)) << text;
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

TEST(TimelineAtAPlace, KnowsTheNoteThatWasGoneTo) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  ConversationDetail& detail = *s.workspace.conversations.at(id).detail;
  const NoteId note{detail.messages.back().id.value + 1};
  detail.notes.push_back({note, kBen, world.now, "stay calm", {}});
  s.place.conversation = id;
  s.place.message = MessageId{note.value};
  const screen::Conversation panel = a_desk(s, world.now).conversation;
  const auto shown = std::find_if(panel.timeline.begin(), panel.timeline.end(), [](const screen::TimelineItem& item) {
    return item.kind == screen::TimelineItem::Kind::Note;
  });
  ASSERT_NE(shown, panel.timeline.end());
  EXPECT_EQ(shown->note, note);
  EXPECT_EQ(panel.place.value, note.value);
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
