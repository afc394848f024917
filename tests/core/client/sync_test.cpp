// Frames: snapshot, entries, resume, and what a tab does when something does not fit.
#include <gtest/gtest.h>

#include "core/client/pending.h"
#include "core/words/words.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

TEST(Sync, ASnapshotPutsTheTabInStep) {
  AtWork at;
  EXPECT_EQ(at.tab.s.connection.link, Link::Up);
  EXPECT_EQ(digest(at.tab.s.workspace), digest(view_of(at.world.workspace, kAna)));
}

TEST(Sync, EntriesFollowTheRelay) {
  AtWork at;
  at.relay(InboundMessage{{"SM7"}, kCustomer, kSupportNumber, "more", {}});
  EXPECT_EQ(at.tab.s.workspace.find_conversation(at.id)->detail->messages.size(), 2u);
  EXPECT_TRUE(at.tab.did<effect::PlaySound>());
  EXPECT_TRUE(at.tab.did<effect::Announce>());
  EXPECT_FALSE(at.tab.did<effect::Notify>()) << "the page is in front";
  at.tab.give(event::PageShown{false});
  at.relay(InboundMessage{{"SM8"}, kCustomer, kSupportNumber, "still there?", {}});
  EXPECT_TRUE(at.tab.did<effect::Notify>());
  EXPECT_FALSE(at.tab.did<effect::CloseSocket>()) << "the digests agree";
}

TEST(Sync, AReactionIsSaidAndAsksForNothing) {
  AtWork at;
  const SendMessage answer{at.id, "It left this morning.", at.world.newest(at.id), false};
  at.relay(CommandInput{kAna, {"answer"}, answer});
  unsigned arrived = 0;
  const auto arrive = [&](const char* text) {
    at.relay(InboundMessage{{"SMr" + std::to_string(++arrived)}, kCustomer, kSupportNumber, text, {}});
    EXPECT_FALSE(at.tab.did<effect::CloseSocket>()) << "the digests agree";
  };
  arrive("Liked “It left this morning.”");
  EXPECT_FALSE(at.tab.did<effect::PlaySound>());
  ASSERT_EQ(at.tab.all<effect::Announce>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::Announce>()[0].sentence, "+1 415 555 0199: Reacted with 👍 to “It left this morning.”");
  EXPECT_EQ(at.tab.s.workspace.find_conversation(at.id)->answer_owed_since, Instant{});
  at.tab.give(event::PageShown{false});
  arrive("Loved “It left this morning.”");
  ASSERT_EQ(at.tab.all<effect::Notify>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::Notify>()[0].body, "Reacted with ❤️ to “It left this morning.”");
  arrive("Loved “It left this evening.”");
  EXPECT_TRUE(at.tab.did<effect::PlaySound>()) << "what it is about is not known: it is a text";
  EXPECT_TRUE(at.tab.did<effect::Notify>());
  arrive("Removed a like from “It left this morning.”");
  EXPECT_FALSE(at.tab.did<effect::Notify>()) << "the one about what waits stays";
  EXPECT_TRUE(at.tab.did<effect::Announce>());
}

TEST(Sync, FilesAreSaidAndShownByWhatTheyAre) {
  AtWork at;
  at.tab.give(event::PageShown{false});
  unsigned written = 0;
  const auto told = [&](const std::string& text, std::vector<Media> media) {
    at.relay(InboundMessage{{"SMm" + std::to_string(++written)}, kCustomer, kSupportNumber, text, std::move(media)});
    const auto said = at.tab.all<effect::Announce>();
    const auto shown = at.tab.all<effect::Notify>();
    EXPECT_EQ(said.size(), 1u);
    EXPECT_EQ(shown.size(), 1u);
    if (said.size() != 1 || shown.size() != 1) return std::string();
    EXPECT_EQ(said[0].sentence, labelled(shown[0].title, shown[0].body));
    return shown[0].body;
  };
  EXPECT_EQ(told("", {{"https://example.com/a", "image/png"}}), "[picture]");
  EXPECT_EQ(told("", {{"https://example.com/a", "audio/ogg"}}), "[audio]");
  EXPECT_EQ(told("", {{"https://example.com/a", "video/mp4"}}), "[video]");
  EXPECT_EQ(told("", {{"https://example.com/a", "application/pdf"}}), "[file]");
  EXPECT_EQ(told("", {{"https://example.com/a", "text/vcard"}, {"https://example.com/b", "image/png"}}), "[2 files]");
  EXPECT_EQ(told("As agreed", {{"https://example.com/a", "application/pdf"}}), "As agreed [file]");
  EXPECT_EQ(told("As agreed", {}), "As agreed");
  const std::string cut = told(std::string(500, 'x'), {{"https://example.com/a", "image/png"}});
  EXPECT_EQ(cut, std::string(120, 'x') + "… [picture]") << "a long text does not hide that there is one";
}

TEST(Sync, WhatThisPageShowsAsSeenIsNotShownOnceMoreForTheRelaysWord) {
  AtWork at;
  at.relay(InboundMessage{{"SM7"}, kCustomer, kSupportNumber, "more", {}});
  EXPECT_FALSE(at.tab.did<effect::KeepScreen>());
  const MessageId newest = at.tab.s.workspace.find_conversation(at.id)->detail->messages.back().id;
  at.tab.raise(intent::Seen{at.id, newest});
  const auto command = at.tab.sent_kind<CommandFrame>().at(0);
  at.relay(CommandInput{kAna, command.key, MarkSeen{at.id, newest}});
  EXPECT_TRUE(at.tab.did<effect::KeepScreen>());
  at.tab.frame(AnswerFrame{command.key, {}});
  EXPECT_TRUE(at.tab.did<effect::KeepScreen>());
  EXPECT_EQ(at.tab.s.workspace.find_conversation(at.id)->detail->seen_up_to, newest);
}

TEST(Sync, TheRelayIsToldOfAFloodNowAndThenAndThePageShowsItAsReadAllTheWhile) {
  AtWork at;
  unsigned written = 0;
  const auto arrive = [&] {
    at.relay(InboundMessage{{"SMf" + std::to_string(++written)}, kCustomer, kSupportNumber, "and", {}});
    at.tab.raise(intent::Seen{at.id, at.world.newest(at.id)});
    const auto told = at.tab.sent_kind<CommandFrame>();
    EXPECT_EQ(seen_up_to(at.tab.s, *at.tab.s.workspace.find_conversation(at.id)), at.world.newest(at.id));
    return told.size();
  };
  at.tab.now = at.tab.now + kSeenPause;
  EXPECT_EQ(arrive(), 1u);
  at.tab.now = at.tab.now + 100;
  EXPECT_EQ(arrive() + arrive() + arrive(), 0u);
  ASSERT_TRUE(at.tab.did<effect::WakeAt>());
  EXPECT_EQ(at.tab.all<effect::WakeAt>()[0].at, at.tab.now + (kSeenPause - 100));
  at.tab.tick(kSeenPause - 100);
  const auto told = at.tab.sent_kind<CommandFrame>();
  ASSERT_EQ(told.size(), 1u) << "of all at once";
  EXPECT_EQ(std::get<MarkSeen>(told[0].command).up_to, at.world.newest(at.id));
  at.tab.tick(kSeenPause);
  EXPECT_TRUE(at.tab.sent_kind<CommandFrame>().empty());

  EXPECT_EQ(arrive(), 1u);
  EXPECT_EQ(arrive(), 0u);
  at.tab.raise(intent::MarkUnread{at.id, at.world.newest(at.id)});
  const auto both = at.tab.sent_kind<CommandFrame>();
  ASSERT_EQ(both.size(), 2u) << "the agent does something: what they saw comes before it";
  EXPECT_TRUE(std::holds_alternative<MarkSeen>(both[0].command));
  EXPECT_TRUE(std::holds_alternative<MarkUnread>(both[1].command));
}

/// A page whose relay was told something this very moment: what is seen now waits.
class SeenSoon : public testing::Test {
 protected:
  SeenSoon() {
    at_.tab.now = at_.tab.now + kSeenPause;
    EXPECT_EQ(arrive().size(), 1u);
    EXPECT_TRUE(arrive().empty());
  }
  /// One more message, which is in view; what is told then.
  std::vector<CommandFrame> arrive() {
    at_.relay(InboundMessage{{"SMs" + std::to_string(++written_)}, kCustomer, kSupportNumber, "and", {}});
    at_.tab.raise(intent::Seen{at_.id, at_.world.newest(at_.id)});
    return told();
  }
  std::vector<CommandFrame> told() const { return at_.tab.sent_kind<CommandFrame>(); }
  MessageId shown_as_seen() const { return seen_up_to(at_.tab.s, *at_.tab.s.workspace.find_conversation(at_.id)); }
  AtWork at_;
  unsigned written_ = 0;
};

TEST_F(SeenSoon, IsToldAtOnceWhereThePageMayBeGone) {
  at_.tab.give(event::PageShown{false});
  EXPECT_EQ(told().size(), 1u);
}

TEST_F(SeenSoon, IsToldBeforeTheAgentSignsOut) {
  at_.tab.raise(intent::SignOut{});
  at_.tab.raise(intent::SignOut{});  // with a conversation open
  const auto all = told();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(std::get<MarkSeen>(all[0].command).up_to, at_.world.newest(at_.id));
}

TEST_F(SeenSoon, IsToldAtOnceWhereItEndsAMark) {
  at_.tab.raise(intent::MarkUnread{at_.id, at_.world.newest(at_.id)});
  at_.tab.raise(intent::Select{at_.id});
  at_.tab.raise(intent::Seen{at_.id, at_.world.newest(at_.id)});
  const auto all = told();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_TRUE(std::get<MarkSeen>(all[0].command).ends_mark);
}

TEST_F(SeenSoon, WaitsForTheConnectionAndIsShownAsReadMeanwhile) {
  const MessageId newest = at_.world.newest(at_.id);
  at_.tab.lose();
  at_.tab.tick(seconds(10));
  EXPECT_TRUE(told().empty());
  EXPECT_EQ(shown_as_seen(), newest);
  at_.tab.give(event::SocketOpened{});
  std::size_t times = 0;
  const auto count = [&] {
    for (const CommandFrame& one : told()) {
      const auto* seen = std::get_if<MarkSeen>(&one.command);
      times += seen != nullptr && seen->up_to == newest ? 1 : 0;
    }
  };
  at_.tab.welcome(kAna);
  count();
  at_.tab.snapshot(at_.world, kAna);
  count();
  at_.tab.tick(kSeenPause);
  count();
  EXPECT_EQ(times, 1u);
}

TEST_F(SeenSoon, IsToldAtOnceWhereAnotherConversationIsSeen) {
  const ConversationId other = a_conversation().from(kOtherCustomer).with_inbound("hello").owned_by(kAna).in(at_.world);
  at_.tab.snapshot(at_.world, kAna);
  at_.tab.raise(intent::Seen{other, at_.world.newest(other)});
  const auto all = told();
  ASSERT_EQ(all.size(), 1u) << "the other waits now";
  EXPECT_EQ(std::get<MarkSeen>(all[0].command).conversation, at_.id);
  at_.tab.tick(kSeenPause);
  ASSERT_EQ(told().size(), 1u);
  EXPECT_EQ(std::get<MarkSeen>(told()[0].command).conversation, other);
}

TEST_F(SeenSoon, IsToldToNobodyWhereTheConversationIsSomebodyElsesNow) {
  at_.tab.s.workspace.conversations.at(at_.id).owner = kBen;
  at_.tab.tick(kSeenPause);
  EXPECT_TRUE(told().empty());
  EXPECT_FALSE(at_.tab.s.untold_seen);
}

TEST_F(SeenSoon, IsToldWhereTheClockWasSetBack) {
  at_.tab.now = at_.tab.now + -seconds(60);
  at_.tab.give(event::Ticked{});
  EXPECT_EQ(told().size(), 1u);
}

TEST_F(SeenSoon, LeavesTheLastPlaceToWhatTheAgentDoes) {
  for (std::size_t i = at_.tab.s.pending.size() + 1; i < kPendingMax; ++i)
    at_.tab.s.pending.push_back({{"p" + std::to_string(i)}, MarkSeen{}, true});
  at_.tab.raise(intent::MarkUnread{at_.id, at_.world.newest(at_.id)});
  const auto all = told();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<MarkUnread>(all[0].command));
  EXPECT_FALSE(at_.tab.did<effect::WakeAt>() && at_.tab.all<effect::WakeAt>()[0].at <= at_.tab.now) << "not in a loop";
}

TEST(Sync, TheRelayIsToldWhatWasSeenOnlyWhereACustomersMessageIsAmongIt) {
  AtWork at;
  const auto newest = [&] { return newest_of(*at.tab.s.workspace.find_conversation(at.id)); };
  const auto tell = [&] {
    at.tab.now = at.tab.now + kSeenPause;
    at.tab.raise(intent::Seen{at.id, newest()});
    const auto told = at.tab.sent_kind<CommandFrame>();
    if (!told.empty()) at.relay(CommandInput{kAna, told[0].key, told[0].command});
    return told.size();
  };
  EXPECT_EQ(tell(), 1u);
  EXPECT_EQ(tell(), 0u);
  at.relay(CommandInput{kAna, {"k1"}, SendMessage{at.id, "How can I help?", newest(), false}});
  EXPECT_EQ(tell(), 0u) << "the agent's own";
  at.relay(InboundMessage{{"SM7"}, kCustomer, kSupportNumber, "my parcel", {}});
  at.relay(CommandInput{kAna, {"k2"}, SendMessage{at.id, "Let me see.", newest(), false}});
  EXPECT_EQ(tell(), 1u) << "the customer's, above the agent's";
  const Conversation& known = *at.world.workspace.find_conversation(at.id);
  EXPECT_EQ(known.detail->seen_up_to, newest());
  EXPECT_EQ(known.detail->unread_count(), 0u);
}

TEST(Sync, WhatAnotherPageHasSeenIsShown) {
  AtWork at;
  const MessageId newest = at.tab.s.workspace.find_conversation(at.id)->detail->messages.back().id;
  at.relay(CommandInput{kAna, {"elsewhere"}, MarkSeen{at.id, newest}});
  EXPECT_FALSE(at.tab.did<effect::KeepScreen>());
}

TEST(Sync, AnOfferIsHeardAndItsEndClosesTheNotification) {
  AtWork at;
  const Workspace before = at.world.workspace;
  const std::size_t from = at.world.log.size();
  const ConversationId id = at.world.inbound("help", kOtherCustomer);
  at.world.make_offers();
  at.stream(before, {at.world.log.begin() + static_cast<std::ptrdiff_t>(from), at.world.log.end()});
  ASSERT_EQ(at.tab.all<effect::PlaySound>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::PlaySound>()[0].sound, effect::SoundKind::Alert);
  EXPECT_TRUE(at.tab.did<effect::Notify>());
  at.tab.raise(intent::Answer{at.world.offer_of(id).id});
  at.tab.raise(intent::Answer{at.world.offer_of(id).id});
  EXPECT_FALSE(at.tab.did<effect::TransmitFrame>()) << "asked already";
  at.relay(CommandInput{kAna, {"a"}, AnswerOffer{at.world.offer_of(id).id}});
  EXPECT_TRUE(at.tab.did<effect::CloseNotification>());
  EXPECT_EQ(at.tab.s.selected, id) << "answered here, so it is shown";
}

TEST(Sync, AResumeSkipsWhatIsKnown) {
  AtWork at;
  at.relay(InboundMessage{{"SM7"}, kCustomer, kSupportNumber, "more", {}});
  at.tab.lose();
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  EntriesFrame again{at.world.workspace.offset, {at.world.log.back()}, digest(view_of(at.world.workspace, kAna))};
  at.tab.frame(again);
  EXPECT_EQ(at.tab.s.connection.link, Link::Up);
  EXPECT_EQ(at.tab.s.workspace.find_conversation(at.id)->detail->messages.size(), 2u);
}

void expect_starts_anew(Tab& tab) {
  EXPECT_TRUE(tab.did<effect::CloseSocket>());
  EXPECT_EQ(tab.s.connection.link, Link::Down) << "a closed socket says no more";
  tab.tick(seconds(20));
  ASSERT_TRUE(tab.did<effect::OpenSocket>());
  tab.give(event::SocketOpened{});
  const auto hello = std::get<Hello>(tab.sent().at(0));
  EXPECT_EQ(hello.offset, 0u);
  EXPECT_EQ(hello.epoch, "");
}

TEST(Sync, ADigestThatDiffersDemandsASnapshot) {
  AtWork at;
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, 12345});
  expect_starts_anew(at.tab);
}

TEST(Sync, AnEntryThatDoesNotFitDemandsASnapshot) {
  AtWork at;
  at.tab.frame(
      EntriesFrame{900, {{900, kMorning, MessageReceived{ConversationId{77}, MessageId{78}, "x", {}, {}}}}, {}});
  expect_starts_anew(at.tab);
}

TEST(Sync, EntriesBeforeAnyFactDemandASnapshot) {
  Tab tab;
  tab.start();
  tab.welcome(kAna);
  tab.frame(EntriesFrame{5, {}, {}});
  expect_starts_anew(tab);
}

TEST(Sync, AnotherEpochForgetsTheFacts) {
  AtWork at;
  at.tab.lose();
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna, "e2");
  EXPECT_FALSE(at.tab.s.has_facts);
  EXPECT_TRUE(at.tab.did<effect::ReloadPage>());
}

TEST(Sync, WhatWaitsForOneLogIsNotSentIntoAnother) {
  AtWork at;
  at.tab.lose();
  at.tab.send(at.id, "for this customer");
  at.tab.give(event::StorageWritten{"outbox", at.tab.stored_key()});
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna, "e2");
  at.tab.snapshot(at.world, kAna);
  EXPECT_TRUE(at.tab.sends().empty());
  EXPECT_FALSE(at.tab.did<effect::DeleteStorage>()) << "it is not thrown away either";
}

TEST(Sync, MalformedFramesChangeNoFact) {
  AtWork at;
  for (const char* bytes :
       {"", "{", "{}", R"({"type":"entries","up_to":1})", R"({"type":"snapshot","offset":1,"view":[]})"}) {
    const std::uint64_t before = digest(at.tab.s.workspace);
    at.tab.give(event::FrameReceived{bytes});
    EXPECT_EQ(digest(at.tab.s.workspace), before);
    EXPECT_TRUE(at.tab.said("does not understand"));
    expect_starts_anew(at.tab);
    at.tab.welcome(kAna);
    at.tab.snapshot(at.world, kAna);
  }
  EXPECT_LE(at.tab.s.notices.size(), kNoticesMax);
}

TEST(Sync, FramesOfAClosedConnectionAreNotHeard) {
  AtWork at;
  at.tab.lose();
  at.tab.frame(
      EntriesFrame{900, {{900, kMorning, MessageReceived{ConversationId{77}, MessageId{78}, "x", {}, {}}}}, {}});
  EXPECT_TRUE(at.tab.s.has_facts);
}

TEST(History, IsAskedForOnceAndStandsBeforeTheFacts) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  ASSERT_EQ(at.tab.sent_kind<PageRequest>().size(), 1u);
  const PageRequest request = at.tab.sent_kind<PageRequest>()[0];
  EXPECT_EQ(request.before, at.world.conversation(at.id).detail->messages.front().id);
  at.tab.raise(intent::LoadOlder{at.id});
  EXPECT_TRUE(at.tab.sent().empty()) << "one page at a time";
  Message old;
  old.id = MessageId{1};
  at.tab.frame(PageFrame{{"another"}, at.id, {{old, ConversationId{1}}}, false});
  EXPECT_TRUE(at.tab.s.histories[at.id].messages.empty());
  at.tab.frame(PageFrame{request.key, at.id, {{old, ConversationId{1}}}, false});
  EXPECT_EQ(at.tab.s.histories[at.id].messages.size(), 1u);
  at.tab.raise(intent::LoadOlder{at.id});
  EXPECT_TRUE(at.tab.sent().empty()) << "there is no more";
}

TEST(History, BringsTheNotesOfWhatItLoaded) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  const auto page = [&](std::uint64_t message, std::vector<TimelineNote> notes) {
    Message old;
    old.id = MessageId{message};
    const auto asked = at.tab.sent_kind<PageRequest>();
    ASSERT_EQ(asked.size(), 1u);
    at.tab.frame(PageFrame{asked[0].key, at.id, {{old, ConversationId{1}}}, true, std::move(notes)});
  };
  const TimelineNote third{{NoteId{3}, kBen, kMorning, "third", {}}, ConversationId{1}};
  page(9, {third, {{NoteId{4}, kBen, kMorning, "fourth", {}}, at.id}});
  at.tab.raise(intent::LoadOlder{at.id});
  page(8, {{{NoteId{2}, kAna, kMorning, "second", {}}, ConversationId{1}}, third});
  std::string texts;
  for (const auto& [id, one] : at.tab.s.histories[at.id].notes) texts += one.note.text + " ";
  EXPECT_EQ(texts, "second third fourth ") << "each once";
  at.tab.raise(intent::LoadOlder{at.id});
  std::vector<TimelineNote> many;
  for (std::uint64_t id = 100; id < 100 + kHistoryNotesMax; ++id)
    many.push_back({{NoteId{id}, kBen, kMorning, "x", {}}, ConversationId{1}});
  page(7, many);
  EXPECT_EQ(at.tab.s.histories[at.id].notes.size(), kHistoryNotesMax);
  EXPECT_EQ(at.tab.s.histories[at.id].notes.begin()->first, NoteId{100}) << "the oldest give way";
}

TEST(History, SelectedWithoutAConnectionIsAskedForWhenItIsBack) {
  AtWork at;
  at.tab.lose();
  at.tab.raise(intent::Select{at.id});
  EXPECT_TRUE(at.tab.sent().empty());
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  EXPECT_EQ(at.tab.sent_kind<PageRequest>().size(), 1u);
}

TEST(Commands, SayWhyTheyWereRefused) {
  AtWork at;
  at.tab.raise(intent::SetOnQueue{false});
  const auto command = std::get<CommandFrame>(at.tab.sent().at(0));
  at.tab.frame(AnswerFrame{command.key, Refusal{RefusalKind::NoRight, "Not you.", 0}});
  EXPECT_TRUE(at.tab.said("Not you."));
  EXPECT_TRUE(at.tab.s.pending.empty());
}

TEST(Commands, UnansweredOnesGoOutAgainUnderTheSameKey) {
  AtWork at;
  at.tab.raise(intent::End{at.id});
  const auto key = std::get<CommandFrame>(at.tab.sent().at(0)).key;
  at.tab.lose();
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  ASSERT_EQ(at.tab.sent().size(), 1u);
  EXPECT_EQ(std::get<CommandFrame>(at.tab.sent()[0]).key, key);
}

TEST(Commands, ThatNeedTheMomentAreNotKeptForLater) {
  AtWork at;
  at.tab.lose();
  at.tab.raise(intent::SetOnQueue{false});
  EXPECT_TRUE(at.tab.s.pending.empty());
  EXPECT_TRUE(at.tab.said("no connection"));
}

TEST(NextConversation, IsTheOneWhoseCustomerHasWaitedLongest) {
  Organisation all = an_organisation();
  all.agents[0].capacity = 5;
  AtWork at;
  at.world = World(all);
  const auto talk = [&](const char* customer) {
    return a_conversation().from(customer).with_inbound("hi").owned_by(kAna).in(at.world);
  };
  const ConversationId parked = talk("+14155550101"), answered = talk("+14155550102"), late = talk("+14155550103");
  const ConversationId early = talk("+14155550104"), first = talk("+14155550105");
  at.world.send(kAna, answered, "It left today.");
  at.world.send(kAna, late, "It left today.");
  at.world.pass(minutes(1));
  at.world.inbound("And when does it come?", "+14155550103");
  at.world.command(kAna, ParkConversation{parked, at.world.now + hours(1), ""});
  ASSERT_EQ(at.world.conversation(parked).state, ConversationState::Parked);
  at.tab.snapshot(at.world, kAna);
  at.tab.raise(intent::Select{first});
  for (const ConversationId next : {early, late, answered, parked}) {
    const ConversationId done = at.tab.s.selected;
    at.relay(CommandInput{kAna, at.world.fresh_key(), EndConversation{done}});
    at.relay(CommandInput{kAna, at.world.fresh_key(), CompleteWrapUp{done, kSolved, "", {}}});
    EXPECT_EQ(at.tab.s.selected, next);
  }
}

}  // namespace
}  // namespace smsdesk::test
