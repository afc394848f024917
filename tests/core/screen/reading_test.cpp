// Reading: reactions at what they are about, segments and notes in their place, menus and the way of a message.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/conversation/folded_reaction.h"
#include "tests/core/screen/desk.h"
#include "tests/support/catalogue.h"

namespace smsdesk::test {
namespace {

using Kind = screen::TimelineItem::Kind;
using Lines = std::vector<std::string>;

class ReadingPanel : public testing::Test {
 protected:
  State state() {
    State s = a_state(world_);
    s.selected = id_;
    s.histories = histories_;
    s.message_menu = menu_;
    s.delivery = delivery_;
    return s;
  }
  screen::Conversation panel() { return a_desk(state(), world_.now).conversation; }
  /// What stands in the list, in order: texts of messages, "-- " before events, "# " before notes.
  Lines lines() {
    const screen::Conversation shown = panel();
    Lines all;
    for (const auto& item : shown.timeline) {
      if (item.kind == Kind::Bubble) all.push_back(shown.bubble_of(item).text);
      if (item.kind == Kind::Event) all.push_back("-- " + item.text);
      if (item.kind == Kind::Note) all.push_back("# " + item.author + ": " + item.text);
      if (item.kind == Kind::Unread) all.push_back("unread " + item.text);
    }
    return all;
  }
  Lines reactions_at(const std::string& text) {
    for (const screen::Bubble& b : panel().bubbles)
      if (b.text == text) return b.reactions;
    return {"no such message"};
  }
  Lines entries() {
    Lines labels;
    for (const auto& entry : panel().message_menu.entries) labels.push_back(entry.label);
    return labels;
  }
  TimelineMessage old(std::uint64_t id, ConversationId of, const char* text, bool is_inbound = true) {
    Message m;
    m.id = MessageId{id};
    m.is_inbound = is_inbound;
    m.at = Instant{world_.now.ms - hours(48) + static_cast<std::int64_t>(id) * 1000};
    m.text = text;
    if (!is_inbound) {
      m.author = kAna;
      m.status = DeliveryStatus::Delivered;
    }
    return {m, of};
  }

  World world_;
  ConversationId id_ = a_conversation().with_inbound("Where is it?").owned_by(kAna).in(world_);
  std::map<ConversationId, History> histories_;
  MessageMenuState menu_;
  DeliveryState delivery_;
};

std::ptrdiff_t count(const Lines& lines, const char* line) {
  return std::count(lines.begin(), lines.end(), line);
}

TEST_F(ReadingPanel, AFileIsTriedAgainWhereItsOwnConversationIsOpen) {
  Media failed{"https://c/1", "image/png"};
  failed.state = MediaState::Failed;
  std::vector<TimelineMessage> all{old(901, ConversationId{900}, "of another one"), old(902, id_, "of this one")};
  for (TimelineMessage& one : all) {
    one.message.media = {failed};
    histories_[id_].messages.push_back(one);
  }
  const screen::Conversation shown = panel();
  ASSERT_EQ(shown.bubbles.size(), 3u);
  EXPECT_FALSE(shown.bubbles[0].media.at(0).can_fetch_again);
  EXPECT_TRUE(shown.bubbles[1].media.at(0).can_fetch_again);
}

TEST_F(ReadingPanel, FoldsAReactionOntoTheOneMessageThatItQuotes) {
  world_.send(kAna, id_, "See you at five");
  world_.inbound("Liked “See you at five”");
  EXPECT_EQ(reactions_at("See you at five"), Lines{"👍"});
  EXPECT_EQ(count(lines(), "Liked “See you at five”"), 0);
  EXPECT_EQ(count(lines(), "unread 1 new"), 1) << "what the customer wrote before";
  EXPECT_EQ(panel().bubbles.back().message, world_.newest(id_)) << "and can be seen";
  world_.inbound("Removed a like from “See you at five”");
  EXPECT_TRUE(reactions_at("See you at five").empty());
}

TEST_F(ReadingPanel, AFoldedReactionIsNothingUnread) {
  world_.send(kAna, id_, "See you at five");
  world_.command(kAna, MarkSeen{id_, world_.newest(id_)});
  world_.inbound("Liked “See you at five”");
  const auto expect_unread = [this](std::uint32_t n, const char* why) {
    const std::string words = std::to_string(n);
    const screen::Desk desk = a_desk(state(), world_.now);
    EXPECT_EQ(desk.roster.mine.at(0).unread, n) << why;
    EXPECT_EQ(desk.rail.unread_total, n) << why;
    EXPECT_EQ(desk.conversation.latest, n == 0 ? "Latest" : "Latest · " + words + " new") << why;
    EXPECT_EQ(count(lines(), ("unread " + words + " new").c_str()), n == 0 ? 0 : 1) << why;
  };
  expect_unread(0, "it stands at what it is about");
  const screen::Card card = a_desk(state(), world_.now).roster.mine.at(0);
  EXPECT_EQ(card.last_line, "Reacted with 👍 to “See you at five”") << "that it came is seen in the list";
  EXPECT_FALSE(card.owes_answer);
  EXPECT_EQ(card.accessible_name.find("waiting"), std::string::npos);
  world_.inbound("Removed a like from “See you at five”");
  expect_unread(0, "it took a badge away");
  world_.inbound("Removed a like from “See you at five”");
  expect_unread(1, "nothing is there to be taken away: it is a text");
  world_.inbound("Thank you");
  expect_unread(2, "a text");
  const Lines all = lines();
  const auto line = std::find(all.begin(), all.end(), "unread 2 new");
  ASSERT_NE(line, all.end());
  EXPECT_EQ(*(line + 1), "Removed a like from “See you at five”") << "the line stands over the first that is seen";
}

TEST_F(ReadingPanel, TheListSaysAReactionAsItsBubbleDoes) {
  const auto last_line = [this] { return a_desk(state(), world_.now).roster.mine.at(0).last_line; };
  world_.inbound("Loved “Your parcel is on its way”");
  EXPECT_EQ(last_line(), "Loved “Your parcel is on its way”") << "what it is about is not loaded";
  History& history = histories_[id_];
  history.number = 1;
  history.messages.push_back(old(1, id_, "Your parcel is on its way", false));
  EXPECT_EQ(last_line(), "Reacted with ❤️ to “Your parcel is on its way”");
  history.messages.front().conversation = ConversationId{1};
  EXPECT_EQ(last_line(), "Loved “Your parcel is on its way”") << "of another conversation";
}

TEST_F(ReadingPanel, WhatIsMarkedAsUnreadCountsAgainAlsoWhereItIsOpen) {
  world_.send(kAna, id_, "On its way");
  world_.inbound("Thank you");
  world_.command(kAna, MarkSeen{id_, world_.newest(id_)});
  EXPECT_FALSE(panel().is_left_unread);
  EXPECT_EQ(a_desk(state(), world_.now).list.unread, 0u);
  world_.command(kAna, MarkUnread{id_, world_.conversation(id_).detail->messages.front().id});
  const screen::Desk desk = a_desk(state(), world_.now);
  EXPECT_TRUE(desk.conversation.is_left_unread);
  EXPECT_EQ(desk.roster.mine.at(0).unread, 2u) << "without the agent's own";
  EXPECT_EQ(desk.rail.unread_total, 2u);
  EXPECT_EQ(desk.list.unread, 2u) << "nobody reads it";
  EXPECT_EQ(count(lines(), "unread 2 new"), 1);
  State back = state();
  back.reads_again = id_;
  EXPECT_FALSE(a_desk(back, world_.now).conversation.is_left_unread);
}

TEST_F(ReadingPanel, MarksAsUnreadWhatTheCustomerHasWrittenAndTheFactsHold) {
  const char* const entry = "Mark as unread from here";
  const auto offers = [&](MessageId message) {
    menu_ = {id_, message, MessageMenu::Actions, 0};
    return count(entries(), entry);
  };
  const MessageId asked = world_.newest(id_), own = world_.send(kAna, id_, "On its way");
  histories_[id_].messages.push_back(old(901, id_, "Further back"));
  EXPECT_EQ(offers(MessageId{901}), 0);
  EXPECT_EQ(offers(own), 0);
  EXPECT_EQ(offers(asked), 1);
  const auto shown = panel().message_menu.entries;
  const auto at = std::find_if(shown.begin(), shown.end(), [&](const auto& one) { return one.label == entry; });
  ASSERT_NE(at->intent.as<intent::MarkUnread>(), nullptr);
  EXPECT_EQ(at->intent.as<intent::MarkUnread>()->from, asked);
  world_.command(kAna, ParkConversation{id_, world_.now + hours(1), ""});
  EXPECT_EQ(offers(asked), 1) << "it is hers still";
  world_.command(kAna, EndConversation{id_});
  EXPECT_EQ(offers(asked), 0);
}

TEST_F(ReadingPanel, AConversationAsAWholeIsUnreadFromTheLastThatStandsByItself) {
  const auto from = [&] {
    MessageId found;
    for (const screen::AvailableAction& one : a_desk(state(), world_.now).actions)
      if (one.action == Action::MarkUnread) found = one.steps.at(0).as<intent::MarkUnread>()->from;
    return found;
  };
  const MessageId first = world_.newest(id_);
  world_.inbound("Hello?");
  EXPECT_EQ(from(), first) << "what is unread already stays so";
  world_.command(kAna, MarkSeen{id_, world_.newest(id_)});
  const MessageId last = world_.newest(id_);
  world_.send(kAna, id_, "See you at five");
  EXPECT_EQ(from(), last);
  world_.inbound("Liked “See you at five”");
  world_.command(kAna, MarkSeen{id_, world_.newest(id_)});
  EXPECT_EQ(from(), last) << "a reaction is nothing unread";
  world_.inbound("Liked “See you at six”");
  world_.command(kAna, MarkSeen{id_, world_.newest(id_)});
  EXPECT_EQ(from(), world_.newest(id_)) << "this one is a text";
  world_.command(kAna, EndConversation{id_});
  EXPECT_FALSE(from().is_set());
}

TEST_F(ReadingPanel, WhatIsUnreadIsFoldedByTheNewestOfTheHistory) {
  world_.command(kAna, MarkSeen{id_, world_.newest(id_)});
  world_.inbound("Loved “Your parcel is on its way”");
  EXPECT_EQ(panel().latest, "Latest · 1 new") << "what it is about is not loaded";
  History& history = histories_[id_];
  history.number = 1;
  for (std::uint64_t i = 1; i <= 2 * kReactionSearchMax; ++i) {
    const bool is_it = i == kReactionSearchMax + 10;
    history.messages.push_back(old(i, id_, is_it ? "Your parcel is on its way" : "Hello", !is_it));
  }
  EXPECT_EQ(panel().latest, "Latest");
  EXPECT_EQ(a_desk(state(), world_.now).roster.mine.at(0).unread, 0u);
  history.messages.pop_front();
  history.messages.push_back(old(2 * kReactionSearchMax + 1, id_, "Your parcel is on its way", false));
  EXPECT_EQ(panel().latest, "Latest · 1 new") << "which of the two it is about is not known";
}

TEST_F(ReadingPanel, ShowsAReactionAsTextWhereItIsNotSureWhatItIsAbout) {
  world_.inbound("Liked “See you”");
  world_.send(kAna, id_, "Yes");
  world_.send(kAna, id_, "Yes");
  world_.inbound("Loved “Yes”");
  world_.inbound("Removed a heart from “Where is it?”");
  for (const char* text : {"Liked “See you”", "Loved “Yes”", "Removed a heart from “Where is it?”"})
    EXPECT_EQ(count(lines(), text), 1) << text;
}

TEST_F(ReadingPanel, FoldsAcrossPagesInWhateverOrderTheyCome) {
  const ConversationId before{1};
  History& history = histories_[id_];
  history.number = 1;
  history.messages = {old(2, before, "Loved “Your parcel is on its way”")};
  State s = state();
  screen::Screen screen;
  screen::remake_screen(screen, s, world_.now);
  ASSERT_FALSE(screen.desk.conversation.bubbles.front().is_folded);
  histories_[id_].messages.push_front(old(1, before, "Your parcel is on its way", false));
  histories_[id_].prepended = 1;
  s = state();
  screen::remake_screen(screen, s, world_.now);
  EXPECT_EQ(screen.desk.conversation.bubbles, screen::make_screen(s, world_.now).desk.conversation.bubbles);
  EXPECT_EQ(screen.desk.conversation.bubbles.front().reactions, Lines{"❤️"});
  EXPECT_TRUE(screen.desk.conversation.bubbles[1].is_folded);
}

TEST_F(ReadingPanel, HasSegmentsAndNotesInTheirPlace) {
  const ConversationId before{1};
  History& history = histories_[id_];
  history.number = 1;
  history.has_more = false;
  history.messages = {old(1, before, "Hello"), old(3, before, "Hi", false)};
  const Instant began = history.messages.front().message.at;
  const Instant ended{history.messages.back().message.at.ms + 500};
  history.segments[{before, 1}] = {before, 1, kAna, began, ended, "Order", "", Resolution::Resolved, EndCause::Agent};
  history.notes[NoteId{2}] = {{NoteId{2}, kBen, began, "Look into it", {}}, before};
  world_.command(kAna, AddNote{id_, "Call back", {}});
  const Lines seen = lines();
  const std::string ben = world_.workspace.find_agent(kBen)->name;
  EXPECT_EQ(seen,
            (Lines{"Hello", "# " + ben + ": Look into it", "Hi", "-- You ended the conversation · Order · Resolved",
                   "-- A new conversation began", "unread 1 new", "Where is it?", "# You: Call back"}));
}

TEST_F(ReadingPanel, HasTheNewestWordsOfANoteAmongWhatWasLoaded) {
  const ConversationId before{1};
  History& history = histories_[id_];
  history.number = 1;
  history.messages = {old(1, before, "Hello"), old(3, before, "Hi", false)};
  const Instant began = history.messages.front().message.at;
  Note note{NoteId{2}, kBen, began, "Look into that", {}};
  note.correction = 1;
  note.corrected_at = Instant{began.ms + 60'000};
  history.notes[note.id] = {note, before};
  screen::Screen screen = screen::make_screen(state(), world_.now);
  const auto item = [&] {
    for (const screen::TimelineItem& one : screen.desk.conversation.timeline)
      if (one.kind == screen::TimelineItem::Kind::Note) return one;
    return screen::TimelineItem{};
  };
  EXPECT_EQ(item().text, "Look into that");
  EXPECT_EQ(item().uses.corrected_at, note.corrected_at);
  EXPECT_TRUE(item().uses.has_earlier);
  EXPECT_FALSE(item().uses.can_correct) << "Ben wrote it";
  note.is_taken_back = true;
  note.text.clear();
  note.correction = 2;
  history.notes[note.id] = {note, before};
  history.number = 2;
  const State s = state();
  screen::remake_screen(screen, s, world_.now);
  EXPECT_EQ(item().text, "Note taken back by " + world_.workspace.find_agent(kBen)->name);
  EXPECT_TRUE(item().uses.is_taken_back);
}

TEST_F(ReadingPanel, HasWhoHadItWhenInItsPlace) {
  const ConversationId before{1};
  History& history = histories_[id_];
  history.number = 1;
  history.has_more = false;
  history.messages = {old(1, before, "Hello"), old(3, before, "Hi", false)};
  const Instant began = history.messages.front().message.at;
  const Instant ended{history.messages.back().message.at.ms + 500};
  TimelineSegment& first = history.segments[{before, 1}] = {
      before, 1, kAna, began, ended, "Order", "", Resolution::NotAsked, EndCause::Agent};
  first.handings = {{Instant{began.ms + 100}, HandingKind::Answered, kBen, {}, {}, ReturnReason::None},
                    {Instant{began.ms + 200}, HandingKind::Answered, kAna, kBen, {}, ReturnReason::None}};
  world_.command(kAna, ParkConversation{id_, world_.now + hours(1), "Asks the workshop"});
  world_.command(kAna, ResumeConversation{id_});
  // A page that came later has what the facts have, too.
  TimelineSegment& second = history.segments[{id_, 1}];
  second.conversation = id_;
  second.agent = kAna;
  second.opened_at = world_.conversation(id_).opened_at;
  second.handings = {world_.conversation(id_).detail->handings.at(1)};
  const std::string ben = world_.agent(kBen).name;
  const Lines seen = lines();
  EXPECT_EQ(seen, (Lines{"Hello", "-- " + ben + " answered", "-- " + ben + " transferred the conversation to you", "Hi",
                         "-- You ended the conversation · Order", "-- A new conversation began", "unread 1 new",
                         "Where is it?", "-- You parked the conversation", "-- You took the parked conversation back",
                         "# You: Asks the workshop"}))
      << "that she answered, Ana knows";
}

TEST_F(ReadingPanel, CallsQueuesInItsEventsAsTheyAreCalledNow) {
  const ConversationId before{1};
  History& history = histories_[id_];
  history.number = 1;
  history.has_more = false;
  history.messages = {old(1, before, "Hello"), old(3, before, "Hi", false)};
  const Instant began = history.messages.front().message.at;
  TimelineSegment& first = history.segments[{before, 1}];
  first.conversation = before;
  first.segment = 1;
  first.opened_at = began;
  first.handings = {{Instant{began.ms + 100}, HandingKind::Moved, {}, kBen, kSales, ReturnReason::None}};
  State s = state();
  screen::Screen screen;
  const auto line = [&] {
    screen::remake_screen(screen, s, world_.now);
    for (const screen::TimelineItem& item : screen.desk.conversation.timeline)
      if (item.kind == screen::TimelineItem::Kind::Event && item.at.ms == began.ms + 100) return item.text;
    return std::string();
  };
  const std::string ben = world_.agent(kBen).name;
  EXPECT_EQ(line(), ben + " transferred the conversation to " + s.workspace.find_queue(kSales)->name);
  s.workspace.queues.at(kSales).name = "Bookings";
  EXPECT_EQ(line(), ben + " transferred the conversation to Bookings") << "also on a page that showed it before";
}

TEST_F(ReadingPanel, SaysWhereTheNoteOfAWrapUpStandsInItsEvent) {
  const ConversationId before{1};
  History& history = histories_[id_];
  history.number = 1;
  history.has_more = false;
  history.messages = {old(1, before, "Hello"), old(3, before, "Hi", false)};
  const Instant began = history.messages.front().message.at;
  const Instant ended{history.messages.back().message.at.ms + 500};
  history.segments[{before, 2}] = {
      before, 2, kAna, began, ended, "Order", "Refund promised", Resolution::Resolved, EndCause::Agent};
  const screen::Conversation panel = screen::make_screen(state(), world_.now).desk.conversation;
  const auto at = std::find_if(panel.timeline.begin(), panel.timeline.end(),
                               [](const screen::TimelineItem& item) { return item.wrap_up.is_set(); });
  ASSERT_NE(at, panel.timeline.end());
  EXPECT_EQ(at->wrap_up, (WrapUpPlace{before, 2}));
  EXPECT_EQ(at->text, "You ended the conversation · Order · Resolved · Refund promised");
  EXPECT_EQ(at->text.substr(at->note_begin), "Refund promised");
}

TEST_F(ReadingPanel, IsTheSameWhicheverWayThePagesCame) {
  const ConversationId before{1};
  std::deque<TimelineMessage> all;
  for (std::uint64_t i = 1; i <= 30; ++i)
    all.push_back(old(i * 10, i < 12 ? before : id_, i % 3 == 0 ? "a" : "b", i % 2 == 0));
  History whole;
  whole.number = 1;
  for (std::uint64_t i = 1; i <= 30; i += 4) {
    const NoteId note{i * 10 + 1};
    whole.notes[note] = {{note, kBen, all[i - 1].message.at, "n", {}}, before};
  }
  whole.segments[{before, 1}] = {
      before, 1, kAna, all[0].message.at, all[10].message.at, "Order", "", Resolution::NotAsked, EndCause::Agent};
  // From the newest backwards, a few at a time.
  screen::Screen screen;
  for (std::size_t known = 5; known <= 30; known += 5) {
    History part = whole;
    part.messages.assign(all.end() - static_cast<std::ptrdiff_t>(known), all.end());
    part.prepended = known - 5;
    histories_[id_] = part;
    const State s = state();
    screen::remake_screen(screen, s, world_.now);
  }
  EXPECT_EQ(screen.timelines_made, 1u) << "it was continued, not made anew";
  const State s = state();
  const screen::Conversation fresh = screen::make_screen(s, world_.now).desk.conversation;
  EXPECT_EQ(screen.desk.conversation.bubbles, fresh.bubbles);
  ASSERT_EQ(screen.desk.conversation.timeline.size(), fresh.timeline.size());
  for (std::size_t i = 0; i < fresh.timeline.size(); ++i) {
    EXPECT_EQ(screen.desk.conversation.timeline[i].kind, fresh.timeline[i].kind) << i;
    EXPECT_EQ(screen.desk.conversation.timeline[i].text, fresh.timeline[i].text) << i;
    EXPECT_EQ(screen.desk.conversation.timeline[i].at, fresh.timeline[i].at) << i;
  }
}

TEST_F(ReadingPanel, AMessagesMenuHasWhatCanBeDoneWithIt) {
  menu_ = {id_, world_.newest(id_), MessageMenu::Actions, 0};
  EXPECT_EQ(entries(), (Lines{"Copy text", "Quote", "Add a note about this", "Make a template from this",
                              "Mark as unread from here", "Report…"}));
  histories_[id_].messages = {old(901, id_, "further back than the facts")};
  menu_.message = MessageId{901};
  EXPECT_EQ(entries().back(), "Report…");
  menu_.message = world_.newest(id_);
  world_.command(kAna, ReportMessage{id_, world_.newest(id_), ReportKind::Spam});
  EXPECT_EQ(entries().back(), "Take the report back");
  EXPECT_EQ(panel().bubbles.back().report, "Reported as spam by you");
  world_.command(kSam, ReportMessage{id_, world_.newest(id_), ReportKind::Abuse});
  EXPECT_EQ(entries().back(), "Mark as unread from here") << "a supervisor's report stays";
  const MessageId own = world_.send(kAna, id_, "Call 415-555-0199");
  menu_.message = own;
  EXPECT_EQ(entries(), (Lines{"Copy text", "Quote", "Add a note about this", "Make a template from this",
                              "Delivery details", "Copy 4155550199"}));
  world_.decide(SendStarted{own});
  world_.decide(SendFinished{own, SendOutcome::Refused, {}, DeliveryStatus::Sent, "30003", 0});
  EXPECT_EQ(count(entries(), "Send again"), 1);
  EXPECT_TRUE(panel().bubbles.back().can_send_again);
}

TEST_F(ReadingPanel, TheDeliveryOfAnMmsSaysThatItIsOne) {
  MessageDelivery text, mms;
  text.message = MessageId{7};
  mms.message = MessageId{8};
  text.author = mms.author = kAna;
  mms.is_mms = true;
  delivery_.conversation = id_;
  delivery_.message = MessageId{8};
  delivery_.is_known = true;
  delivery_.chain = {text, mms};
  const screen::DeliveryPanel shown = panel().delivery;
  ASSERT_EQ(shown.records.size(), 2u);
  EXPECT_EQ(shown.records[0].kind, "");
  EXPECT_EQ(shown.records[1].kind, "This is an MMS.");
}

TEST_F(ReadingPanel, WhatFailedFurtherBackThanTheFactsCanBeSentAgain) {
  TimelineMessage failed = old(901, id_, "It left", false);
  failed.message.status = DeliveryStatus::Undelivered;
  failed.message.error_code = "30003";
  histories_[id_].messages = {failed};
  menu_ = {id_, MessageId{901}, MessageMenu::Actions, 0};
  EXPECT_EQ(count(entries(), "Send again"), 1);
  EXPECT_TRUE(panel().bubbles.front().can_send_again);
  EXPECT_TRUE(panel().bubbles.front().can_write_again);
  TimelineMessage later = failed;
  later.message.id = MessageId{902};
  histories_[id_].messages.push_back(later);
  EXPECT_EQ(count(entries(), "Send again"), 0) << "the newest attempt is the one to send again";
  EXPECT_FALSE(panel().bubbles[0].can_send_again);
  EXPECT_TRUE(panel().bubbles[1].can_send_again);
  failed.message.error_code = "30006";
  histories_[id_].messages = {failed};
  EXPECT_FALSE(panel().bubbles.front().can_send_again) << "a landline takes none, however often";
  failed.message.error_code = "30003";
  failed.conversation = ConversationId{777};
  histories_[id_].messages = {failed};
  EXPECT_FALSE(panel().bubbles.front().can_send_again) << "it was of an earlier conversation";
}

TEST_F(ReadingPanel, WhatCannotBeSentAgainAnyMoreIsNotPromisedToBeAsItWas) {
  TimelineMessage failed = old(901, id_, "It left", false);
  failed.message.status = DeliveryStatus::Undelivered;
  failed.message.error_code = "30003";
  histories_[id_].messages = {failed};
  screen::Screen screen;
  const auto remade = [&] {
    const State s = state();
    screen::remake_screen(screen, s, world_.now);
    return screen.desk.conversation.basis.id;
  };
  const std::uint64_t promised = remade();
  EXPECT_EQ(remade(), promised);
  TimelineMessage later = failed;
  later.message.id = MessageId{902};
  histories_[id_].messages.push_back(later);
  EXPECT_NE(remade(), promised) << "its buttons go, and with them its height";
  EXPECT_FALSE(screen.desk.conversation.bubbles.front().can_send_again);
}

TEST_F(ReadingPanel, AMessageWithWordsCanBecomeATemplate) {
  const char* const entry = "Make a template from this";
  const auto offers = [&](MessageId message) {
    menu_ = {id_, message, MessageMenu::Actions, 0};
    return count(entries(), entry);
  };
  const MessageId asked = world_.newest(id_), own = world_.send(kAna, id_, "It is on its way");
  EXPECT_EQ(offers(asked), 1);
  EXPECT_EQ(offers(own), 1);
  const auto shown = panel().message_menu.entries;
  const auto at = std::find_if(shown.begin(), shown.end(), [&](const auto& one) { return one.label == entry; });
  ASSERT_NE(at, shown.end());
  ASSERT_NE(at->intent.as<intent::MakeTemplate>(), nullptr);
  EXPECT_EQ(at->intent.as<intent::MakeTemplate>()->conversation, id_);
  EXPECT_EQ(at->intent.as<intent::MakeTemplate>()->message, own);
  world_.inbound("Loved “See you at six”");
  EXPECT_EQ(offers(world_.newest(id_)), 0) << "these are no words of the customer's";
  world_.inbound(" \n ");
  EXPECT_EQ(offers(world_.newest(id_)), 0) << "it would be an empty one";
  world_.command(kAna, EndConversation{id_});
  EXPECT_EQ(offers(own), 1) << "also where nothing can be written any more";
}

/// A closed conversation is read, of the same customer unless it is told otherwise.
class ClosedReading : public ReadingPanel {
 protected:
  ClosedReading() {
    closed_.id = kClosed;
    closed_.detail.emplace();
    closed_.detail->customer = kCustomer;
    closed_.detail->our_number = kSupportNumber;
    History& history = histories_[kClosed];
    history.number = 1;
    history.messages = {old(901, kClosed, "buy now"), old(902, kClosed, "No", false)};
    menu_ = {kClosed, MessageId{901}, MessageMenu::Actions, 0};
  }
  State closed_state(AgentId viewer = kAna) {
    State s = state();
    s.me = viewer;
    s.area = Area::Find;
    s.find.reading = closed_;
    if (closed_.detail->record.contact)
      s.workspace.conversations.at(id_).detail->record.contact = closed_.detail->record.contact;
    return s;
  }
  Lines closed_entries(AgentId viewer = kAna) {
    Lines labels;
    for (const auto& entry : a_desk(closed_state(viewer), world_.now).conversation.message_menu.entries)
      labels.push_back(entry.label);
    return labels;
  }
  void report(AgentId by) { histories_[kClosed].messages[0].message.report = {ReportKind::Spam, by, world_.now}; }

  static constexpr ConversationId kClosed{900};
  smsdesk::Conversation closed_;
};

TEST_F(ClosedReading, AMessageIsQuotedAndNotedInWhatGoesOnWithTheSameCustomer) {
  EXPECT_EQ(closed_entries(), (Lines{"Copy text", "Quote in the open conversation",
                                     "Add a note to the open conversation", "Make a template from this", "Report…"}));
  closed_.detail->customer = kOtherCustomer;
  EXPECT_EQ(closed_entries(), (Lines{"Copy text", "Make a template from this", "Report…"})) << "nothing that is dead";
  menu_.message = MessageId{902};
  EXPECT_EQ(closed_entries(), (Lines{"Copy text", "Make a template from this", "Delivery details"}));
  menu_.message = MessageId{901};
  closed_.detail->customer = "masked:900.0:99";
  closed_.detail->record.contact.emplace();
  EXPECT_EQ(count(closed_entries(), "Quote in the open conversation"), 0) << "a name alone says nothing";
  closed_.detail->record.contact->id = ContactId{70};
  EXPECT_EQ(count(closed_entries(), "Quote in the open conversation"), 1) << "by the contact";
  world_.command(kAna, EndConversation{id_});
  EXPECT_EQ(count(closed_entries(), "Quote in the open conversation"), 0) << "nothing is written there any more";
  EXPECT_EQ(count(closed_entries(), "Add a note to the open conversation"), 1);
}

TEST_F(ClosedReading, AReportIsTakenBackByWhoGaveItAndDismissedBySupervisors) {
  report(kAna);
  EXPECT_EQ(closed_entries().back(), "Take the report back");
  report(kBen);
  EXPECT_EQ(closed_entries().back(), "Make a template from this");
  EXPECT_EQ(closed_entries(kSam).back(), "Dismiss report");
}

TEST_F(ReadingPanel, ALinkSaysWhereItLeadsBeforeItIsOpened) {
  world_.inbound("https://\u0430pple.com/x");
  menu_ = {id_, world_.newest(id_), MessageMenu::Entity, 0};
  const auto menu = panel().message_menu;
  ASSERT_TRUE(menu.is_open);
  EXPECT_EQ(menu.title, "Leads to xn--pple-43d.com, written as \u0430pple.com");
  ASSERT_EQ(menu.entries.size(), 2u);
  EXPECT_EQ(menu.entries[0].intent.as<intent::OpenLink>()->url, "https://xn--pple-43d.com/x");
  EXPECT_EQ(menu.entries[0].detail, "It may imitate another address");
  menu_.entity = 1;
  EXPECT_FALSE(panel().message_menu.is_open);
}

TEST_F(ReadingPanel, TellsEveryAttemptWithItsCauseAndTheNextStep) {
  delivery_.conversation = id_;
  delivery_.message = MessageId{5};
  EXPECT_TRUE(panel().delivery.is_open);
  delivery_.pending = SendKey{"k"};
  EXPECT_TRUE(panel().delivery.is_loading);
  delivery_.pending.reset();
  delivery_.is_known = true;
  MessageDelivery first{MessageId{5}, kAna, world_.now, DeliveryStatus::Undelivered, "30003", "SM1", {}};
  first.steps = {{world_.now, 1, DeliveryStatus::Sending, "", {}},
                 {world_.now, 1, DeliveryStatus::Undelivered, "30003", {}}};
  MessageDelivery second{MessageId{6}, kBen, world_.now, DeliveryStatus::Uncertain, "", "", {}};
  delivery_.chain = {first, second};
  const auto shown = panel().delivery;
  ASSERT_EQ(shown.records.size(), 2u);
  EXPECT_EQ(shown.records[0].title, "First attempt");
  EXPECT_EQ(shown.records[0].result, "Not delivered");
  EXPECT_EQ(shown.records[0].cause, "The phone could not be reached; it may be off.");
  EXPECT_EQ(shown.records[0].next_step, "Try again later.");
  ASSERT_EQ(shown.records[0].lines.size(), 3u);
  EXPECT_EQ(shown.records[0].lines[2].text, "Receipt: not delivered");
  EXPECT_EQ(shown.records[0].lines[2].code, "Code 30003");
  EXPECT_NE(shown.records[1].next_step.find("Do not send it again"), std::string::npos);
  EXPECT_TRUE(shown.actions.empty()) << "what is uncertain is not sent again blindly";
}

TEST_F(ReadingPanel, TheCarriersCodeCanBeCopied) {
  delivery_.conversation = id_;
  delivery_.message = MessageId{5};
  delivery_.is_known = true;
  delivery_.chain = {{MessageId{5}, kAna, world_.now, DeliveryStatus::Undelivered, "30003", "SM1", {}}};
  const auto shown = panel().delivery;
  ASSERT_FALSE(shown.actions.empty());
  EXPECT_EQ(shown.actions.back().label, "Copy code 30003");
  ASSERT_NE(shown.actions.back().intent.as<intent::CopyText>(), nullptr);
  EXPECT_EQ(shown.actions.back().intent.as<intent::CopyText>()->text, "30003");
}

TEST_F(ReadingPanel, TellsTheCauseOfAnAttemptInTheLanguageInUse) {
  delivery_.conversation = id_;
  delivery_.message = MessageId{5};
  delivery_.is_known = true;
  const MessageDelivery failed{MessageId{5}, kAna, world_.now, DeliveryStatus::Undelivered, "30003", "SM1", {}};
  delivery_.chain = {failed};
  State s = state();
  s.language.catalogue = a_catalogue(
      "The phone could not be reached; it may be off.\tDas Telefon war nicht erreichbar.\n"
      "Try again later.\tSpäter noch einmal versuchen.\n");
  const auto shown = a_desk(s, world_.now).conversation.delivery;
  ASSERT_EQ(shown.records.size(), 1u);
  EXPECT_EQ(shown.records[0].cause, "Das Telefon war nicht erreichbar.");
  EXPECT_EQ(shown.records[0].next_step, "Später noch einmal versuchen.");
}

}  // namespace
}  // namespace smsdesk::test
