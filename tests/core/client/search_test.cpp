// Messages by their words: what is asked of the relay, and how what is found opens at its place.
#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/client/turn.h"
#include "tests/core/client/tab.h"
#include "tests/support/builders/random_inputs.h"

namespace smsdesk::test {
namespace {

using Ids = std::vector<std::uint64_t>;

FoundMessage found(std::uint64_t id, std::uint64_t conversation = 900) {
  FoundMessage one;
  one.message = MessageId{id};
  one.conversation = ConversationId{conversation};
  one.text = "my parcel";
  one.marks = {{3, 9}};
  return one;
}
TimelineMessage message(std::uint64_t id, std::uint64_t conversation = 900) {
  TimelineMessage one;
  one.message.id = MessageId{id};
  one.message.text = "text " + std::to_string(id);
  one.conversation = ConversationId{conversation};
  return one;
}
std::vector<TimelineMessage> messages(std::uint64_t from, std::uint64_t to) {
  std::vector<TimelineMessage> list;
  for (std::uint64_t id = from; id <= to; ++id) list.push_back(message(id));
  return list;
}

class Searching : public testing::Test {
 protected:
  AtWork at_;
  Tab& tab_ = at_.tab;
  const ConversationId closed_{900};

  template <typename Request>
  Request asked() {
    const auto requests = tab_.sent_kind<Request>();
    EXPECT_EQ(requests.size(), 1u);
    return requests.empty() ? Request{} : requests[0];
  }
  void answer(const MessagesRequest& request, std::vector<FoundMessage> list, std::uint64_t next = 0) {
    tab_.frame(FoundMessagesFrame{request.key, std::move(list), {closed(900)}, MessageId{next}, false});
  }
  void page(const PageRequest& request, std::vector<TimelineMessage> list, bool has_more, bool has_newer) {
    PageFrame frame;
    frame.key = request.key;
    frame.conversation = request.conversation;
    frame.messages = std::move(list);
    frame.has_more = has_more;
    frame.has_newer = has_newer;
    tab_.frame(frame);
  }
  /// The list of messages with an answer to "parcel".
  void look_for_parcel(std::vector<FoundMessage> list, std::uint64_t next = 0) {
    tab_.raise(intent::ShowArea{Area::Find});
    tab_.raise(intent::ChooseFindWhat{FindWhat::Messages});
    EXPECT_TRUE(tab_.sent_kind<MessagesRequest>().empty()) << "nothing is looked for yet";
    tab_.raise(intent::EditFind{"parcel"});
    tab_.tick(250);
    answer(asked<MessagesRequest>(), std::move(list), next);
  }
  Ids part() const {
    Ids ids;
    if (tab_.s.place.page)
      for (const TimelineMessage& one : tab_.s.place.page->messages) ids.push_back(one.message.id.value);
    return ids;
  }
  Ids loaded() const {
    Ids ids;
    const auto at = tab_.s.histories.find(closed_);
    if (at != tab_.s.histories.end())
      for (const TimelineMessage& one : at->second.messages) ids.push_back(one.message.id.value);
    return ids;
  }
  /// Opens message 50 of the closed conversation; returns the request for its surroundings. The newest page is 91 to 100.
  PageRequest open_in_the_middle() {
    look_for_parcel({found(50)});
    tab_.raise(intent::OpenFound{closed_, MessageId{50}});
    PageRequest around;
    for (const PageRequest& request : tab_.sent_kind<PageRequest>()) {
      if (request.around.is_set())
        around = request;
      else
        newest_ = request;
    }
    within_ = asked<MessagesRequest>();
    return around;
  }

  PageRequest newest_;
  MessagesRequest within_;
};

TEST_F(Searching, AsksWhenTheWordsRestAndGoesOnBelow) {
  look_for_parcel({found(70), found(60)}, 60);
  EXPECT_EQ(tab_.s.find.messages.found.size(), 2u);
  tab_.raise(intent::FindOlder{});
  const auto older = asked<MessagesRequest>();
  EXPECT_EQ(older.before, MessageId{60});
  tab_.raise(intent::FindOlder{});
  EXPECT_TRUE(tab_.sent().empty()) << "once";
  answer(older, {found(50)});
  EXPECT_EQ(tab_.s.find.messages.found.size(), 3u);
  tab_.raise(intent::FindOlder{});
  EXPECT_TRUE(tab_.sent().empty()) << "that was all";
  tab_.raise(intent::FindMine{true});
  EXPECT_EQ(asked<MessagesRequest>().agent, kAna);
  tab_.raise(intent::EditFind{"  "});
  tab_.tick(250);
  EXPECT_TRUE(tab_.sent_kind<MessagesRequest>().empty());
  EXPECT_TRUE(tab_.s.find.messages.found.empty());
}

TEST_F(Searching, SaysHowMuchWasFound) {
  look_for_parcel({found(70), found(60)}, 60);
  ASSERT_EQ(tab_.all<effect::Announce>().size(), 1u);
  EXPECT_EQ(tab_.all<effect::Announce>()[0], (effect::Announce{"2 messages found. There are more.", false}));
  tab_.raise(intent::FindOlder{});
  answer(asked<MessagesRequest>(), {found(50)});
  EXPECT_FALSE(tab_.did<effect::Announce>()) << "what follows below is read where it stands";
  tab_.raise(intent::EditFind{"parcels"});
  tab_.tick(250);
  answer(asked<MessagesRequest>(), {}, 40);
  EXPECT_FALSE(tab_.did<effect::Announce>()) << "it is still being looked for";
  answer(asked<MessagesRequest>(), {});
  ASSERT_EQ(tab_.all<effect::Announce>().size(), 1u);
  EXPECT_EQ(tab_.all<effect::Announce>()[0].sentence, "No message found.");
}

TEST_F(Searching, IsNarrowedByWhatTheRelayIsAsked) {
  look_for_parcel({found(70)}, 70);
  tab_.raise(intent::ChooseFindKind{FoundKind::Notes});
  EXPECT_EQ(asked<MessagesRequest>().kind, FoundKind::Notes);
  tab_.raise(intent::ChooseFindKind{FoundKind::Notes});
  EXPECT_TRUE(tab_.sent().empty()) << "it is so already";
  tab_.raise(intent::OpenFindMenu{FindMenu::Queue});
  EXPECT_EQ(tab_.s.find.open_menu, FindMenu::Queue);
  tab_.raise(intent::ChooseFindQueue{kSupport});
  EXPECT_EQ(tab_.s.find.open_menu, FindMenu::None);
  EXPECT_EQ(asked<MessagesRequest>().queue, kSupport);
  tab_.raise(intent::ChooseFindAuthor{kBen});
  EXPECT_EQ(asked<MessagesRequest>().author, kBen);
  tab_.raise(intent::EditFindDay{false, "2026-01-0", std::nullopt});
  tab_.tick(250);
  EXPECT_TRUE(tab_.sent_kind<MessagesRequest>().empty()) << "no day yet";
  tab_.raise(intent::EditFindDay{false, "2026-01-01", kMorning});
  tab_.raise(intent::EditFindDay{true, "2026-01-02", kMorning + hours(24)});
  tab_.tick(250);
  const auto request = asked<MessagesRequest>();
  EXPECT_EQ(request.from, kMorning);
  EXPECT_EQ(request.until, kMorning + hours(24));
  EXPECT_EQ(request.kind, FoundKind::Notes);
  EXPECT_EQ(request.queue, kSupport);
  EXPECT_FALSE(request.agent.is_set());
  answer(request, {found(60)}, 60);
  tab_.raise(intent::FindOlder{});
  EXPECT_EQ(asked<MessagesRequest>().author, kBen) << "further pages too";

  // They stay while the page is open, and go at once.
  tab_.raise(intent::ShowArea{Area::Conversations});
  tab_.raise(intent::ShowArea{Area::Find});
  EXPECT_EQ(asked<MessagesRequest>().author, kBen);
  const std::uint32_t revision = tab_.s.find.filters.revision;
  tab_.raise(intent::ClearFindFilters{});
  EXPECT_FALSE(tab_.s.find.filters.is_set());
  EXPECT_GT(tab_.s.find.filters.revision, revision) << "the fields are set anew";
  const auto all = asked<MessagesRequest>();
  EXPECT_EQ(all.kind, FoundKind::Everything);
  EXPECT_FALSE(all.queue.is_set() || all.author.is_set());
  EXPECT_EQ(all.from, Instant{});
  EXPECT_EQ(all.until, Instant{});
  EXPECT_EQ(all.words, "parcel");
}

TEST_F(Searching, OpensANoteAtItsPlace) {
  FoundMessage note = found(52);
  note.is_note = true;
  look_for_parcel({note});
  tab_.raise(intent::OpenFound{closed_, MessageId{52}});
  PageRequest around;
  for (const PageRequest& request : tab_.sent_kind<PageRequest>())
    if (request.around.is_set()) around = request;
  EXPECT_EQ(around.around, MessageId{52});
  const auto within = asked<MessagesRequest>();
  EXPECT_EQ(within.kind, FoundKind::Everything);
  PageFrame frame;
  frame.key = around.key;
  frame.conversation = closed_;
  frame.messages = messages(45, 51);
  for (const TimelineMessage& one : messages(53, 60)) frame.messages.push_back(one);
  frame.has_more = frame.has_newer = true;
  for (const std::uint64_t id : {7u, 52u})
    frame.notes.push_back({{NoteId{id}, kBen, kMorning, "a parcel", {}}, closed_});
  tab_.frame(frame);
  EXPECT_FALSE(tab_.said("not there any more"));
  ASSERT_TRUE(tab_.s.place.page);
  EXPECT_EQ(tab_.s.place.message, MessageId{52});
  answer(within, {note, found(48)});
  EXPECT_EQ(tab_.s.transcript.at, 0u);
  tab_.raise(intent::StepTranscriptSearch{true});
  EXPECT_EQ(tab_.s.place.message, MessageId{48});
  tab_.raise(intent::StepTranscriptSearch{false});
  EXPECT_EQ(tab_.s.place.message, MessageId{52});
  EXPECT_TRUE(tab_.sent_kind<PageRequest>().empty()) << "it is among what is loaded";
  // The seventh came with its conversation, but stands before what is loaded.
  tab_.raise(intent::OpenFound{closed_, MessageId{7}});
  PageRequest again;
  for (const PageRequest& request : tab_.sent_kind<PageRequest>())
    if (request.around.is_set()) again = request;
  EXPECT_EQ(again.around, MessageId{7});
}

TEST_F(Searching, OpensTheNoteOfAWrapUpBehindItsMessage) {
  FoundMessage note = found(52);
  note.is_note = true;
  note.segment = 2;
  look_for_parcel({note, found(52)});
  tab_.raise(intent::OpenFound{closed_, MessageId{52}, 2});
  PageRequest around;
  for (const PageRequest& request : tab_.sent_kind<PageRequest>())
    if (request.around.is_set()) around = request;
  EXPECT_EQ(around.around, MessageId{52});
  const auto within = asked<MessagesRequest>();
  page(around, messages(45, 60), true, true);
  EXPECT_EQ(tab_.s.place.message, MessageId{52});
  EXPECT_EQ(tab_.s.place.wrap_up, (WrapUpPlace{closed_, 2}));
  answer(within, {found(58), note, found(52), found(48)});
  EXPECT_EQ(tab_.s.transcript.at, 1u) << "the note, and not the message that it stands behind";
  tab_.raise(intent::StepTranscriptSearch{true});
  EXPECT_EQ(tab_.s.place.message, MessageId{52});
  EXPECT_FALSE(tab_.s.place.wrap_up.is_set());
  tab_.raise(intent::StepTranscriptSearch{false});
  EXPECT_EQ(tab_.s.place.wrap_up, (WrapUpPlace{closed_, 2}));
  tab_.raise(intent::OpenFound{closed_, MessageId{52}});
  EXPECT_FALSE(tab_.s.place.wrap_up.is_set()) << "the message itself";
}

TEST_F(Searching, GoesOnBehindTheNoteOfAWrapUp) {
  tab_.raise(intent::ShowArea{Area::Find});
  tab_.raise(intent::ChooseFindWhat{FindWhat::Messages});
  tab_.raise(intent::EditFind{"parcel"});
  tab_.tick(250);
  const auto first = asked<MessagesRequest>();
  EXPECT_EQ(first.before_wrap_up, 0u);
  FoundMessagesFrame frame{first.key, {found(52)}, {closed(900)}, MessageId{60}, false, 7};
  frame.messages[0].segment = 1;
  tab_.frame(frame);
  tab_.raise(intent::FindOlder{});
  const auto older = asked<MessagesRequest>();
  EXPECT_EQ(older.before, MessageId{60});
  EXPECT_EQ(older.before_wrap_up, 7u);
  answer(older, {found(50)});
  tab_.raise(intent::EditFind{"letter"});
  tab_.tick(250);
  EXPECT_EQ(asked<MessagesRequest>().before_wrap_up, 0u);
}

TEST_F(Searching, SaysWhereANoteIsNotThereAnyMore) {
  FoundMessage note = found(52);
  note.is_note = true;
  look_for_parcel({note});
  tab_.raise(intent::OpenFound{closed_, MessageId{52}});
  for (const PageRequest& request : tab_.sent_kind<PageRequest>())
    if (request.around.is_set()) page(request, messages(45, 51), true, true);
  EXPECT_TRUE(tab_.said("not there any more"));
}

TEST_F(Searching, AQuestionThatTheConnectionLostIsAskedAgain) {
  tab_.raise(intent::ShowArea{Area::Find});
  tab_.raise(intent::ChooseFindWhat{FindWhat::Messages});
  tab_.raise(intent::EditFind{"parcel"});
  tab_.tick(250);
  const auto lost = asked<MessagesRequest>();
  tab_.lose();
  tab_.give(event::OnlineChanged{true});
  tab_.give(event::SocketOpened{});
  tab_.welcome(kAna);
  tab_.snapshot(at_.world, kAna);
  const auto again = asked<MessagesRequest>();
  EXPECT_EQ(again.words, "parcel");
  answer(lost, {found(1)});
  EXPECT_TRUE(tab_.s.find.messages.found.empty());
  answer(again, {found(2)});
  EXPECT_EQ(tab_.s.find.messages.found.size(), 1u);
}

TEST_F(Searching, LooksOnWhereTheTimeWasOverBeforeAnythingWasFound) {
  look_for_parcel({}, 60);
  const auto on = asked<MessagesRequest>();
  EXPECT_EQ(on.before, MessageId{60});
  answer(on, {found(50)}, 50);
  EXPECT_TRUE(tab_.sent().empty()) << "there is something to read now";
  EXPECT_EQ(tab_.s.find.messages.found.size(), 1u);
}

TEST_F(Searching, WhatIsNarrowedWithoutAConnectionShowsNoAnswerToSomethingElse) {
  look_for_parcel({found(70)});
  tab_.lose();
  tab_.raise(intent::ChooseFindKind{FoundKind::Notes});
  EXPECT_TRUE(tab_.s.find.messages.found.empty());
  tab_.give(event::OnlineChanged{true});
  tab_.give(event::SocketOpened{});
  tab_.welcome(kAna);
  tab_.snapshot(at_.world, kAna);
  EXPECT_EQ(asked<MessagesRequest>().kind, FoundKind::Notes);
}

TEST_F(Searching, OpensAtThePlaceAndGoesBothWaysUntilTheyTouch) {
  const PageRequest around = open_in_the_middle();
  EXPECT_EQ(around.around, MessageId{50});
  EXPECT_EQ(within_.conversation, closed_);
  EXPECT_EQ(within_.words, "parcel");
  const std::uint64_t number = tab_.s.place.number;
  page(newest_, messages(91, 100), true, false);
  EXPECT_TRUE(part().empty());
  page(around, messages(45, 55), true, true);
  EXPECT_EQ(part().front(), 45u);
  EXPECT_EQ(part().back(), 55u);
  EXPECT_EQ(tab_.s.place.number, number);

  tab_.raise(intent::LoadOlder{closed_});
  const auto older = asked<PageRequest>();
  EXPECT_EQ(older.before, MessageId{45});
  tab_.raise(intent::LoadOlder{closed_});
  EXPECT_TRUE(tab_.sent().empty()) << "once";
  page(older, messages(1, 44), false, false);
  EXPECT_EQ(part().front(), 1u);
  EXPECT_EQ(tab_.s.place.page->prepended, 44u);
  EXPECT_TRUE(tab_.s.place.has_newer) << "an older page says nothing about newer ones";

  tab_.raise(intent::LoadNewer{closed_});
  const auto newer = asked<PageRequest>();
  EXPECT_EQ(newer.after, MessageId{55});
  page(newer, messages(56, 80), false, true);
  EXPECT_EQ(part().back(), 80u);
  tab_.raise(intent::LoadNewer{closed_});
  page(asked<PageRequest>(), messages(81, 95), false, true);
  EXPECT_FALSE(tab_.s.place.page) << "it reaches what is loaded";
  Ids all;
  for (std::uint64_t id = 1; id <= 100; ++id) all.push_back(id);
  EXPECT_EQ(loaded(), all);
  EXPECT_FALSE(tab_.s.histories[closed_].has_more);
  EXPECT_EQ(tab_.s.place.message, MessageId{50}) << "still marked";
}

TEST_F(Searching, AShortTimelineIsWholeAtOnce) {
  const PageRequest around = open_in_the_middle();
  page(around, messages(45, 55), false, false);
  EXPECT_FALSE(tab_.s.place.page);
  EXPECT_EQ(loaded().size(), 11u);
  page(newest_, messages(45, 55), false, false);
  EXPECT_EQ(loaded().size(), 11u) << "the answer to the older question adds nothing twice";
}

TEST_F(Searching, ShowsTheLatestAgain) {
  const PageRequest around = open_in_the_middle();
  page(around, messages(45, 55), true, true);
  tab_.raise(intent::ShowLatest{closed_});
  EXPECT_FALSE(tab_.s.place.page);
  EXPECT_FALSE(tab_.s.place.message.is_set());
  page(newest_, messages(91, 100), true, false);
  EXPECT_EQ(loaded().front(), 91u);
}

TEST_F(Searching, SaysWhereAMessageIsNotThereAnyMore) {
  const PageRequest around = open_in_the_middle();
  page(around, {}, false, false);
  EXPECT_TRUE(tab_.said("not there any more"));
  EXPECT_FALSE(tab_.s.place.page);
}

TEST_F(Searching, StepsThroughWhatIsFoundInTheTimeline) {
  const PageRequest around = open_in_the_middle();
  page(around, messages(45, 55), true, true);
  answer(within_, {found(70), found(50), found(48)}, 48);
  EXPECT_EQ(tab_.s.transcript.at, 1u) << "it begins with what was opened";
  tab_.raise(intent::StepTranscriptSearch{true});
  EXPECT_EQ(tab_.s.place.message, MessageId{48});
  EXPECT_TRUE(tab_.sent_kind<PageRequest>().empty()) << "it is among what is loaded";
  tab_.raise(intent::StepTranscriptSearch{true});
  const auto older = asked<MessagesRequest>();
  EXPECT_EQ(older.before, MessageId{48});
  answer(older, {found(10)});
  EXPECT_EQ(tab_.s.place.message, MessageId{10});
  EXPECT_EQ(asked<PageRequest>().around, MessageId{10});
  tab_.raise(intent::StepTranscriptSearch{true});
  EXPECT_EQ(tab_.s.place.message, MessageId{10}) << "there is no older one";
  tab_.raise(intent::StepTranscriptSearch{false});
  EXPECT_EQ(tab_.s.place.message, MessageId{48});
}

TEST_F(Searching, OpensInAnOpenConversationAndEndsWithIt) {
  tab_.raise(intent::Select{at_.id});
  tab_.raise(intent::OpenTranscriptSearch{at_.id});
  EXPECT_EQ(tab_.s.transcript.conversation, at_.id);
  tab_.raise(intent::EditTranscriptSearch{"hi"});
  tab_.tick(250);
  const auto request = asked<MessagesRequest>();
  EXPECT_EQ(request.conversation, at_.id);
  const MessageId said = tab_.s.workspace.find_conversation(at_.id)->detail->messages.front().id;
  answer(request, {found(said.value, at_.id.value)});
  EXPECT_EQ(tab_.s.place.message, said);
  EXPECT_FALSE(tab_.s.place.page) << "it is before the agent's eyes";
  tab_.raise(intent::ShowArea{Area::Find});
  EXPECT_FALSE(tab_.s.transcript.conversation.is_set());
  EXPECT_FALSE(tab_.s.place.conversation.is_set());
}

TEST_F(Searching, SendingShowsTheLatest) {
  tab_.raise(intent::Select{at_.id});
  tab_.raise(intent::OpenTranscriptSearch{at_.id});
  tab_.raise(intent::EditTranscriptSearch{"parcel"});
  tab_.tick(250);
  answer(asked<MessagesRequest>(), {found(1, at_.id.value)});
  EXPECT_TRUE(tab_.s.place.page);
  tab_.send(at_.id, "Answer");
  EXPECT_FALSE(tab_.s.place.page);
}

TEST_F(Searching, APlaceThatTheConnectionLostIsAskedForAgain) {
  const PageRequest lost = open_in_the_middle();
  tab_.lose();
  tab_.give(event::OnlineChanged{true});
  tab_.give(event::SocketOpened{});
  tab_.welcome(kAna);
  tab_.snapshot(at_.world, kAna);
  PageRequest again;
  for (const PageRequest& request : tab_.sent_kind<PageRequest>())
    if (request.around.is_set()) again = request;
  EXPECT_EQ(again.around, MessageId{50});
  page(lost, messages(1, 3), false, true);
  EXPECT_TRUE(part().empty());
  page(again, messages(45, 55), true, true);
  EXPECT_EQ(part().size(), 11u);
}

/// A timeline of messages 1 to kAll, read by an agent who wanders in it: what is shown has no gap, and is not too much.
class LongTimeline : public Searching {
 protected:
  static constexpr std::uint64_t kAll = 30'000, kPage = 500, kSegment = 100;

  void SetUp() override {
    look_for_parcel({found(kAll)});
    tab_.raise(intent::OpenFound{closed_, MessageId{kAll}});
    answer_pages();
  }
  /// As the relay does.
  void answer_pages() {
    for (const PageRequest& request : tab_.sent_kind<PageRequest>()) answer_page(request);
  }
  void answer_page(const PageRequest& request) {
    {
      std::uint64_t first = kAll - kPage + 1, last = kAll;
      if (request.around.is_set()) {
        first = request.around.value > kPage ? request.around.value - kPage : 1;
        last = std::min(kAll, request.around.value + kPage);
      } else if (request.after.is_set()) {
        first = request.after.value + 1;
        last = std::min(kAll, request.after.value + kPage);
      } else if (request.before.is_set()) {
        last = request.before.value - 1;
        first = last > kPage ? last - kPage + 1 : 1;
      }
      PageFrame frame;
      frame.key = request.key;
      frame.conversation = request.conversation;
      frame.messages = messages(first, last);
      for (TimelineMessage& one : frame.messages) one.conversation = conversation_of(one.message.id.value);
      for (std::uint64_t id = (first - 1) / kSegment; id <= (last - 1) / kSegment; ++id)
        frame.segments.push_back({conversation_of(id * kSegment + 1), 1, kAna, kMorning, kMorning, "done", {}});
      frame.has_more = first > 1;
      frame.has_newer = last < kAll;
      tab_.frame(frame);
    }
  }
  /// As the relay does where it cannot read its archive.
  void fail_page(const PageRequest& request) {
    page(request, {}, true, request.after.is_set() || request.around.is_set());
  }
  static ConversationId conversation_of(std::uint64_t message) {
    const std::uint64_t number = (message - 1) / kSegment;
    return ConversationId{number == (kAll - 1) / kSegment ? 900 : 1000 + number};
  }
  void older() {
    tab_.raise(intent::LoadOlder{closed_});
    answer_pages();
  }
  void newer() {
    tab_.raise(intent::LoadNewer{closed_});
    answer_pages();
  }
  const History& shown() const { return *shown_history(tab_.s, closed_); }
  std::uint64_t first() const { return shown().messages.front().message.id.value; }
  std::uint64_t last() const { return shown().messages.back().message.id.value; }
  void expect_whole() const {
    std::uint64_t expected = first();
    for (const TimelineMessage& one : shown().messages) ASSERT_EQ(one.message.id.value, expected++);
    EXPECT_EQ(shown().has_more, first() > 1);
    const bool is_part = tab_.s.place.page.has_value();
    EXPECT_EQ(is_part && tab_.s.place.has_newer, last() < kAll);
    std::size_t held = 0;
    for (const auto& [id, history] : tab_.s.histories) held += history.messages.size();
    if (is_part) held += tab_.s.place.page->messages.size();
    for (std::uint64_t id = first(); id <= last(); id += kSegment)
      ASSERT_EQ(shown().segments.count({conversation_of(id), 1u}), 1u) << "how it ended, at " << id;
    EXPECT_LE(held, 2 * kHistoryMessagesMax) << "the part, and what is loaded";
  }
};

TEST_F(LongTimeline, IsReadToItsBeginningAndBackToItsEndWithinBounds) {
  while (first() > 1) {
    const std::uint64_t before = first();
    older();
    ASSERT_EQ(first(), before > kPage ? before - kPage : 1) << "it goes on exactly above what was the first";
    expect_whole();
  }
  EXPECT_FALSE(shown().has_more);
  for (int asked = 0; last() < kAll; ++asked) {
    ASSERT_LT(asked, 100);
    const std::uint64_t before = last();
    newer();
    ASSERT_GT(last(), before);
    expect_whole();
  }
  EXPECT_FALSE(tab_.s.place.page) << "it is what is loaded again";
  EXPECT_TRUE(tab_.s.place.conversation.is_set()) << "and the place in it stays";
}

TEST_F(LongTimeline, FromFarBackTheLatestIsThereAtOnce) {
  while (!tab_.s.place.has_newer) older();
  tab_.raise(intent::ShowLatest{closed_});
  EXPECT_EQ(last(), kAll);
  EXPECT_FALSE(tab_.s.place.conversation.is_set());
  expect_whole();
  older();
  expect_whole();
}

TEST_F(LongTimeline, WhatIsFarBackCanBeActedOn) {
  while (first() > 1) older();
  EXPECT_NE(find_message(tab_.s, closed_, MessageId{1}), nullptr);
  EXPECT_EQ(find_message(tab_.s, closed_, MessageId{kAll / 2}), nullptr) << "not shown";
}

TEST_F(LongTimeline, ANewerPageThatCouldNotBeReadLeavesNoGap) {
  while (first() > 1) older();
  tab_.raise(intent::LoadNewer{closed_});
  fail_page(asked<PageRequest>());
  EXPECT_TRUE(tab_.said("could not be read"));
  ASSERT_TRUE(tab_.s.place.page);
  EXPECT_TRUE(tab_.s.place.has_newer);
  tab_.raise(intent::LoadNewer{closed_});
  EXPECT_TRUE(tab_.sent_kind<PageRequest>().empty()) << "not at once";
  tab_.tick(kPagesAgainAfter);
  EXPECT_FALSE(tab_.did<effect::KeepScreen>()) << "the view asks again";
  const std::uint64_t before = last();
  newer();
  EXPECT_EQ(last(), before + kPage);
  expect_whole();
}

TEST_F(LongTimeline, WhoHasGoneToTheLatestStaysThereWhenAnOlderPageComes) {
  while (shown().messages.size() + kPage <= kHistoryMessagesMax) older();
  ASSERT_FALSE(tab_.s.place.page);
  tab_.raise(intent::LoadOlder{closed_});
  const auto late = asked<PageRequest>();
  tab_.raise(intent::ShowLatest{closed_});
  answer_page(late);
  EXPECT_FALSE(tab_.s.place.page);
  expect_whole();
  older();
  expect_whole();
}

TEST_F(LongTimeline, TheWayThatWasTakenLastCounts) {
  while (!tab_.s.place.has_newer) older();
  tab_.raise(intent::LoadNewer{closed_});
  const auto newer_page = asked<PageRequest>();
  tab_.raise(intent::LoadOlder{closed_});
  const auto older_page = asked<PageRequest>();
  const std::uint64_t before = last();
  answer_page(newer_page);
  EXPECT_EQ(last(), before) << "it was left";
  answer_page(older_page);
  expect_whole();
}

TEST_F(LongTimeline, LawHasNoGapHoweverItIsWanderedIn) {
  for (const std::uint64_t seed : seeds(3)) {
    Random random(seed);
    std::vector<PageRequest> waiting;
    for (int step = 0; step < 150; ++step) {
      switch (random.below(8)) {
        case 0:
          tab_.raise(intent::ShowLatest{closed_});
          break;
        case 1:
          tab_.raise(intent::OpenFound{closed_, MessageId{1 + random.below(kAll)}});
          break;
        case 2:
        case 3:
        case 4:
          tab_.raise(intent::LoadOlder{closed_});
          break;
        default:
          tab_.raise(intent::LoadNewer{closed_});
          break;
      }
      // Answers come late, out of their turn or not at all.
      for (const PageRequest& request : tab_.sent_kind<PageRequest>()) waiting.push_back(request);
      while (!waiting.empty() && random.chance(70)) {
        const std::size_t at = random.below(waiting.size());
        const PageRequest request = waiting[at];
        waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(at));
        random.chance(85) ? answer_page(request) : fail_page(request);
        for (const PageRequest& next : tab_.sent_kind<PageRequest>()) waiting.push_back(next);
      }
      tab_.tick(kPagesAgainAfter);
      for (const PageRequest& next : tab_.sent_kind<PageRequest>()) waiting.push_back(next);
      if (shown_history(tab_.s, closed_) == nullptr || shown().messages.empty()) continue;
      expect_whole();
      ASSERT_FALSE(HasFatalFailure()) << "seed " << seed << ", step " << step;
    }
  }
}

}  // namespace
}  // namespace smsdesk::test
