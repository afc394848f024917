// From Send to the relay's answer: storage, transmission, refusals, drafts.
#include <gtest/gtest.h>

#include <set>

#include "core/client/turn.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

TEST(Sending, StoresBeforeItTransmits) {
  AtWork at;
  at.tab.send(at.id, "hello");
  ASSERT_EQ(at.tab.s.outbox.entries().size(), 1u);
  EXPECT_TRUE(at.tab.sends().empty());
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "");
  const std::string key = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", key});
  ASSERT_EQ(at.tab.sends().size(), 1u);
  EXPECT_EQ(at.tab.sends()[0].first, key);
  EXPECT_EQ(at.tab.sends()[0].second.seen_up_to, at.world.newest(at.id));
  EXPECT_EQ(at.tab.s.outbox.entries()[0].phase, SendPhase::InFlight);
}

TEST(Sending, WhatCameBetweenThePictureAndThePressWasNotSeen) {
  AtWork at;
  const MessageId in_sight = at.world.newest(at.id);
  at.relay(InboundMessage{{"SM7"}, kCustomer, kSupportNumber, "Please do not ship it", {}});
  at.tab.raise(intent::EditDraft{at.id, "It is shipped now"});
  at.tab.raise(intent::Send{at.id, false, in_sight});
  ASSERT_EQ(at.tab.s.outbox.entries().size(), 1u);
  EXPECT_EQ(at.tab.s.outbox.entries()[0].seen_up_to, in_sight) << "the relay asks whether it is meant still";
}

TEST(Sending, TheFactRemovesTheGuess) {
  AtWork at;
  at.tab.send(at.id, "hello");
  const std::string key = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", key});
  at.relay(CommandInput{kAna, {key}, SendMessage{at.id, "hello", at.world.newest(at.id), false}});
  EXPECT_TRUE(at.tab.s.outbox.entries().empty());
  EXPECT_EQ(at.tab.all<effect::DeleteStorage>().size(), 1u);
  EXPECT_EQ(at.tab.s.workspace.find_conversation(at.id)->detail->messages.size(), 2u);
}

TEST(Sending, ALostConnectionSendsAgainUnderTheSameKey) {
  AtWork at;
  at.tab.send(at.id, "hello");
  const std::string key = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", key});
  at.tab.lose();
  EXPECT_EQ(at.tab.s.outbox.entries()[0].phase, SendPhase::Queued);
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  EXPECT_TRUE(at.tab.sends().empty()) << "only when the tab is in step";
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  ASSERT_EQ(at.tab.sends().size(), 1u);
  EXPECT_EQ(at.tab.sends()[0].first, key);
}

TEST(Sending, AFrameThatTheRelayCannotReadIsNotGivenForEver) {
  AtWork at;
  at.tab.send(at.id, "hello");
  at.tab.give(event::StorageWritten{"outbox", at.tab.stored_key()});
  at.tab.raise(intent::SetOnQueue{false});
  ASSERT_FALSE(at.tab.s.pending.empty());
  at.tab.give(event::SocketClosed{kCloseBadFrame, "The frame cannot be read."});
  EXPECT_EQ(at.tab.s.outbox.entries()[0].phase, SendPhase::Queued) << "perhaps the relay has it: the facts will tell";
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  EXPECT_TRUE(at.tab.sends().empty());
  EXPECT_TRUE(at.tab.s.pending.empty());
  ASSERT_EQ(at.tab.s.outbox.entries().size(), 1u);
  EXPECT_EQ(at.tab.s.outbox.entries()[0].phase, SendPhase::Refused);
  EXPECT_EQ(at.tab.s.outbox.entries()[0].text, "hello");
  EXPECT_FALSE(at.tab.s.notices.empty());
}

TEST(Sending, WhatTheRelayHadTakenBeforeItCouldNotReadOnIsNoRefusal) {
  AtWork at;
  at.tab.send(at.id, "hello");
  const std::string key = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", key});
  at.tab.give(event::SocketClosed{kCloseBadFrame, ""});
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.relay(CommandInput{kAna, {key}, SendMessage{at.id, "hello", at.world.newest(at.id), false}});
  EXPECT_TRUE(at.tab.s.outbox.entries().empty());
  EXPECT_TRUE(at.tab.s.notices.empty());
}

TEST(Sending, WhatAnotherPageLeftIsSentAfterTheConnectionIsBack) {
  AtWork at;
  at.tab.lose();
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  ASSERT_EQ(at.tab.all<effect::LoadStorage>().size(), 1u);
  OutboxEntry left;
  left.key = {"left-by-another"};
  left.scope = at.tab.s.scope;
  left.conversation = at.id;
  left.text = "from the closed page";
  left.pressed_at = at.tab.now;
  at.tab.give(event::StorageLoaded{"outbox", {{left.key.value, encode_outbox_entry(left)}}});
  ASSERT_EQ(at.tab.sends().size(), 1u);
  EXPECT_EQ(at.tab.sends()[0].first, "left-by-another");
}

TEST(Sending, WhatWasTakenBackWhileTheOutboxWasLoadedStaysTakenBack) {
  AtWork at;
  at.tab.send(at.id, "hello");
  const std::string key = at.tab.stored_key();
  const std::string stored = encode_outbox_entry(*at.tab.s.outbox.find({key}));
  at.tab.give(event::StorageWritten{"outbox", key});
  at.tab.lose();
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  at.tab.frame(AnswerFrame{{key}, Refusal{RefusalKind::NoRight, "No.", 0}});
  at.tab.raise(intent::EditAgain{{key}});
  at.tab.give(event::StorageLoaded{"outbox", {{key, stored}}});
  EXPECT_EQ(at.tab.s.outbox.unsent_count(), 0u);
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "hello");
}

TEST(Sending, TheDraftLeavesTheBrowserOnlyOnceTheOutboxHasTheWords) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  at.tab.tick(seconds(1));
  ASSERT_EQ(at.tab.written("drafts").size(), 1u);
  at.tab.raise(intent::Send{at.id});
  const std::string key = at.tab.stored_key();
  EXPECT_FALSE(at.tab.did<effect::DeleteStorage>()) << "killed now, the browser must still have the words";
  at.tab.give(event::PageShown{false});
  EXPECT_FALSE(at.tab.did<effect::DeleteStorage>());
  for (const auto& wake : at.tab.all<effect::WakeAt>()) EXPECT_GT(wake.at, at.tab.now) << "it would spin";
  at.tab.give(event::StorageWritten{"outbox", key});
  ASSERT_EQ(at.tab.all<effect::DeleteStorage>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::DeleteStorage>()[0].store, "drafts");
}

TEST(Sending, WordsThatAreInTheOutboxAreNoDraft) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  OutboxEntry entry;
  entry.key = {"k1"};
  entry.scope = "e1:" + std::to_string(kAna.value);
  entry.conversation = id;
  entry.text = "hello";
  Tab tab;
  tab.start({{"k1", encode_outbox_entry(entry)}}, {{entry.scope + ":" + std::to_string(id.value) + "@t0", "hello"}});
  tab.welcome(kAna);
  tab.snapshot(world, kAna);
  EXPECT_EQ(tab.sends().size(), 1u);
  EXPECT_EQ(tab.s.drafts[id].text, "");
  EXPECT_EQ(tab.deleted().size(), 1u);
}

TEST(Sending, KeepsTheOrderOfAConversationWhileOneIsBeingStored) {
  AtWork at;
  at.tab.send(at.id, "one");
  const std::string one = at.tab.stored_key();
  at.tab.send(at.id, "two");
  const std::string two = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", two});
  EXPECT_TRUE(at.tab.sends().empty());
  at.tab.give(event::StorageWritten{"outbox", one});
  ASSERT_EQ(at.tab.sends().size(), 2u);
  EXPECT_EQ(at.tab.sends()[0].first, one);
}

TEST(Sending, NothingBlankAndNothingTooLongIsSent) {
  AtWork at;
  at.tab.send(at.id, " \n ");
  at.tab.send(at.id, std::string(kTextUnitsMax + 1, 'x'));
  at.tab.send(ConversationId{77}, "nowhere");
  EXPECT_TRUE(at.tab.s.outbox.entries().empty());
}

TEST(WriteAgain, PutsTheTextOfWhatFailedBehindTheDraftAndSendsNothing) {
  AtWork at;
  at.relay(CommandInput{kAna, {"k1"}, SendMessage{at.id, "hello", at.world.newest(at.id), false}});
  const MessageId message = at.world.newest(at.id);
  at.tab.raise(intent::WriteAgain{at.id, message});
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "") << "it is still on its way";
  at.relay(SendStarted{message});
  at.relay(SendFinished{message, SendOutcome::Refused, {}, DeliveryStatus::Sent, "30008", 0});
  at.tab.raise(intent::EditDraft{at.id, "Good morning."});
  const std::uint32_t revision = at.tab.s.drafts[at.id].revision;
  at.tab.raise(intent::WriteAgain{at.id, message});
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "Good morning.\nhello");
  EXPECT_GT(at.tab.s.drafts[at.id].revision, revision);
  at.tab.raise(intent::WriteAgain{at.id, message});
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "Good morning.\nhello") << "pressed twice, it stands there once";
  EXPECT_TRUE(at.tab.s.outbox.entries().empty());
  const Message& record = at.tab.s.workspace.find_conversation(at.id)->detail->messages.back();
  EXPECT_EQ(record.status, DeliveryStatus::Failed);
}

TEST(Discard, OfWhatMayHaveGoneSaysSo) {
  AtWork at;
  at.tab.lose();
  at.tab.send(at.id, "one");
  at.tab.give(event::StorageWritten{"outbox", at.tab.stored_key()});
  at.tab.raise(intent::Discard{at.tab.s.outbox.entries().at(0).key});
  EXPECT_FALSE(at.tab.said("stays sent")) << "it never left";
  EXPECT_EQ(at.tab.all<effect::TellOtherTabs>().size(), 1u) << "a page that has read the same storage must not send it";
  AtWork under_way;
  under_way.tab.send(under_way.id, "two");
  under_way.tab.give(event::StorageWritten{"outbox", under_way.tab.stored_key()});
  under_way.tab.lose();
  under_way.tab.raise(intent::Discard{under_way.tab.s.outbox.entries().at(0).key});
  EXPECT_TRUE(under_way.tab.said("If the message was sent, it stays sent"));
}

TEST(Drafts, OfAConversationThatHasLeftTheViewAreReadBeforeTheyGo) {
  World without;
  Tab tab;
  const std::string place = "e1:" + std::to_string(kAna.value) + ":77";
  tab.start({}, {{place + "@t", "Dear Ms Meyer"}, {place + ":note@t", "calls back"}});
  tab.welcome(kAna);
  tab.snapshot(without, kAna);
  EXPECT_TRUE(tab.said("Not sent, because the conversation is not yours to read any more: “Dear Ms Meyer”"));
  EXPECT_TRUE(tab.said("Not kept, because the conversation is not yours to read any more: “calls back”"));
  EXPECT_EQ(tab.deleted().size(), 2u);
}

TEST(Notices, OfUnsentWordsMakeRoomForNoOthers) {
  AtWork at;
  const auto tell = [&](NoticeState::Tone tone, const std::string& text) {
    const Event event{event::Ticked{}, at.tab.now, std::string(32, '0')};
    Turn(at.tab.s, event).notice(tone, text);
  };
  for (int i = 0; i < 8; ++i) tell(NoticeState::Tone::Problem, "unsent " + std::to_string(i));
  EXPECT_EQ(at.tab.s.notices.size(), 8u);
  tell(NoticeState::Tone::Info, "news");
  tell(NoticeState::Tone::Info, "more news");
  EXPECT_TRUE(at.tab.said("unsent 0"));
  EXPECT_FALSE(at.tab.said("news") && at.tab.said("more news") && at.tab.s.notices.size() > 9);
}

TEST(Notices, AreHeardByWhoListensToThePage) {
  AtWork at;
  const auto tell = [&](NoticeState::Tone tone, const std::string& text, std::vector<Effect> before = {}) {
    const Event event{event::Ticked{}, at.tab.now, std::string(32, '0')};
    Turn turn(at.tab.s, event);
    turn.effects = std::move(before);
    turn.notice(tone, text);
    return turn.effects;
  };
  const std::vector<Effect> nothing, news = {effect::Announce{"news", false}},
                                     urgent = {effect::Announce{"news", true}},
                                     trouble = {effect::Announce{"trouble", true}};
  EXPECT_EQ(tell(NoticeState::Tone::Info, "news"), news);
  EXPECT_EQ(tell(NoticeState::Tone::Info, "news"), nothing) << "it still stands there";
  at.tab.s.notices.clear();
  EXPECT_EQ(tell(NoticeState::Tone::Success, "news", urgent), urgent) << "said once, as its caller has said it";
  EXPECT_EQ(tell(NoticeState::Tone::Problem, "trouble"), trouble);
  EXPECT_EQ(tell(NoticeState::Tone::Problem, "trouble"), trouble) << "it was tried again";
  const auto all_of_it = tell(NoticeState::Tone::Problem, std::string(5'000, 'x'));
  ASSERT_EQ(all_of_it.size(), 1u);
  EXPECT_LT(std::get<effect::Announce>(all_of_it[0]).sentence.size(), 500u) << "a long draft is not read out whole";
  EXPECT_EQ(at.tab.s.notices.back().text.size(), 5'000u);
}

class Refused : public testing::Test {
 protected:
  Refused() {
    at_.tab.send(at_.id, "hello");
    key_.value = at_.tab.stored_key();
    at_.tab.give(event::StorageWritten{"outbox", key_.value});
    at_.tab.frame(AnswerFrame{key_, Refusal{RefusalKind::NewerMessages, "1 newer message came in.", 1}});
  }
  AtWork at_;
  SendKey key_;
};

TEST_F(Refused, StaysVisibleUntilTheAgentDecides) {
  ASSERT_EQ(at_.tab.s.outbox.entries().size(), 1u);
  EXPECT_EQ(at_.tab.s.outbox.entries()[0].phase, SendPhase::Refused);
  EXPECT_TRUE(at_.tab.did<effect::Announce>());
  at_.tab.lose();
  EXPECT_EQ(at_.tab.s.outbox.entries()[0].phase, SendPhase::Refused);
}

TEST_F(Refused, StaysSoAcrossAReload) {
  const std::string kept = at_.tab.written("outbox")[key_.value];
  Tab next;
  next.start({{key_.value, kept}});
  next.welcome(kAna);
  next.snapshot(at_.world, kAna);
  ASSERT_EQ(next.s.outbox.entries().size(), 1u);
  EXPECT_EQ(next.s.outbox.entries()[0].phase, SendPhase::Refused);
  EXPECT_EQ(next.s.outbox.entries()[0].refusal_sentence, "1 newer message came in.");
  EXPECT_TRUE(next.sends().empty()) << "it was said not to be sent";
  next.raise(intent::SendAnyway{key_});
  next.give(event::StorageWritten{"outbox", key_.value});
  EXPECT_EQ(next.sends().size(), 1u);
}

TEST_F(Refused, IsReadWhereItsConversationHasGoneMeanwhile) {
  const std::string kept = at_.tab.written("outbox")[key_.value];
  World without;
  Tab next;
  next.start({{key_.value, kept}});
  next.welcome(kAna);
  next.snapshot(without, kAna);
  EXPECT_TRUE(next.said("Not sent: “hello”"));
  EXPECT_TRUE(next.s.outbox.entries().empty());
  EXPECT_EQ(next.deleted().size(), 1u);
}

TEST_F(Refused, SendAnywayKeepsTheKey) {
  at_.tab.raise(intent::SendAnyway{key_});
  EXPECT_EQ(at_.tab.stored_key(), key_.value);
  at_.tab.give(event::StorageWritten{"outbox", key_.value});
  ASSERT_EQ(at_.tab.sends().size(), 1u);
  EXPECT_EQ(at_.tab.sends()[0].first, key_.value);
  EXPECT_TRUE(at_.tab.sends()[0].second.ignores_newer);
}

TEST_F(Refused, EditAgainPutsTheWordsBeforeTheDraft) {
  at_.tab.raise(intent::EditDraft{at_.id, "and more"});
  const std::uint32_t revision = at_.tab.s.drafts[at_.id].revision;
  at_.tab.raise(intent::EditAgain{key_});
  EXPECT_EQ(at_.tab.s.drafts[at_.id].text, "hello\nand more");
  EXPECT_GT(at_.tab.s.drafts[at_.id].revision, revision);
  EXPECT_EQ(at_.tab.s.outbox.entries().at(0).phase, SendPhase::Undone) << "until the words are stored as a draft";
  at_.tab.give(event::StorageWritten{"outbox", key_.value});
  const auto drafts = at_.tab.written("drafts");
  ASSERT_EQ(drafts.size(), 1u);
  at_.tab.give(event::StorageWritten{"drafts", drafts.begin()->first});
  EXPECT_TRUE(at_.tab.s.outbox.entries().empty());
}

TEST_F(Refused, DiscardIsTheEnd) {
  at_.tab.raise(intent::Discard{key_});
  EXPECT_TRUE(at_.tab.s.outbox.entries().empty());
  EXPECT_EQ(at_.tab.all<effect::DeleteStorage>().size(), 1u);
}

TEST_F(Refused, TheConversationCannotEndOverIt) {
  at_.tab.raise(intent::End{at_.id});
  EXPECT_TRUE(at_.tab.sent().empty());
  EXPECT_TRUE(at_.tab.said("not sent yet"));
}

TEST(Sending, WhatIsInFlightCannotBeDiscarded) {
  AtWork at;
  at.tab.send(at.id, "hello");
  const SendKey key{at.tab.stored_key()};
  at.tab.give(event::StorageWritten{"outbox", key.value});
  at.tab.raise(intent::Discard{key});
  EXPECT_EQ(at.tab.s.outbox.entries().size(), 1u);
}

TEST(Sending, IsRefusedWhileTheConversationIsBeingEnded) {
  AtWork at;
  at.tab.raise(intent::End{at.id});
  at.tab.send(at.id, "wait");
  EXPECT_TRUE(at.tab.s.outbox.entries().empty());
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "wait");
  EXPECT_TRUE(at.tab.said("being ended"));
}

TEST(Ending, IsRefusedOverWordsThatAreNotSentAndTheNoticeGoesWithThem) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "half a thought"});
  at.tab.raise(intent::End{at.id});
  at.tab.raise(intent::End{at.id});
  EXPECT_TRUE(at.tab.sent().empty());
  EXPECT_TRUE(at.tab.said("clear it"));
  EXPECT_EQ(at.tab.s.notices.size(), 1u) << "said once";
  EXPECT_TRUE(at.tab.did<effect::Announce>()) << "who listens to the page hears it";
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "half a thought");
  at.tab.raise(intent::EditDraft{at.id, "  "});
  EXPECT_TRUE(at.tab.s.notices.empty());
  at.tab.raise(intent::End{at.id});
  EXPECT_EQ(at.tab.sent().size(), 1u);
}

TEST(Ending, BySomebodyElseKeepsTheWordsReadable) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "half a thought"});
  at.relay(CommandInput{kAna, {"e"}, EndConversation{at.id}});
  at.relay(CommandInput{kAna, {"w"}, CompleteWrapUp{at.id, kSolved, ""}});
  EXPECT_TRUE(at.tab.said("half a thought"));
}

TEST(Notices, GoWhenTheirReasonGoes) {
  AtWork at;
  at.tab.lose();
  at.tab.send(at.id, "hello");
  const SendKey key{at.tab.stored_key()};
  at.tab.raise(intent::End{at.id});
  at.tab.raise(intent::SignOut{});
  at.tab.raise(intent::SetOnQueue{false});
  EXPECT_TRUE(at.tab.said("not sent yet"));
  EXPECT_TRUE(at.tab.said("still wait"));
  EXPECT_TRUE(at.tab.said("no connection"));
  at.tab.raise(intent::Discard{key});
  EXPECT_FALSE(at.tab.said("not sent yet"));
  EXPECT_FALSE(at.tab.said("still wait"));
  EXPECT_TRUE(at.tab.said("no connection"));
  at.tab.tick(seconds(1));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  EXPECT_TRUE(at.tab.s.notices.empty());
}

TEST(Sending, ARefusalWithoutAPlaceKeepsItsWords) {
  AtWork at;
  at.tab.send(at.id, "my long answer");
  const SendKey key{at.tab.stored_key()};
  at.tab.give(event::StorageWritten{"outbox", key.value});
  at.relay(CommandInput{kAna, {"e"}, EndConversation{at.id}});
  at.relay(CommandInput{kAna, {"w"}, CompleteWrapUp{at.id, kSolved, ""}});
  at.tab.frame(AnswerFrame{key, Refusal{RefusalKind::Ended, "This conversation has ended.", 0}});
  EXPECT_TRUE(at.tab.said("my long answer"));
  EXPECT_TRUE(at.tab.s.outbox.entries().empty());
  at.tab.tick(hours(1));
  EXPECT_TRUE(at.tab.said("my long answer")) << "it stays until it was read";
}

TEST(Sending, BrokenStorageStillSendsAndSaysSo) {
  AtWork at;
  at.tab.send(at.id, "hello");
  at.tab.give(event::StorageFailed{"outbox", at.tab.stored_key(), "The disk is full"});
  EXPECT_EQ(at.tab.sends().size(), 1u);
  EXPECT_TRUE(at.tab.said("The disk is full"));
}

TEST(Stored, ComesBackAfterAReloadInTheOrderPressed) {
  AtWork before;
  before.tab.lose();
  std::vector<std::pair<std::string, std::string>> stored;
  for (const char* text : {"one", "two"}) {
    before.tab.now = before.tab.now + 5;
    before.tab.send(before.id, text);
    for (const auto& put : before.tab.all<effect::PutStorage>()) {
      if (put.store == "outbox") stored.insert(stored.begin(), {put.key, put.value});
    }
  }
  Tab tab;
  tab.start(stored);
  tab.welcome(kAna);
  tab.snapshot(before.world, kAna);
  ASSERT_EQ(tab.sends().size(), 2u);
  EXPECT_EQ(tab.sends()[0].second.text, "one");
  EXPECT_EQ(tab.sends()[1].second.text, "two");
}

TEST(Stored, ForAnotherAgentOrLogIsLeftAlone) {
  OutboxEntry entry;
  entry.key = {"k"};
  entry.text = "not yours";
  for (const char* scope : {"e1:12", "e2:11", ""}) {
    AtWork with;
    entry.scope = scope;
    entry.conversation = with.id;
    Tab tab;
    tab.start({{"k", encode_outbox_entry(entry)}},
              {{std::string(scope) + ":" + std::to_string(with.id.value), "theirs"}});
    tab.welcome(kAna);
    tab.snapshot(with.world, kAna);
    EXPECT_TRUE(tab.sends().empty()) << scope;
    EXPECT_TRUE(tab.s.outbox.entries().empty());
    EXPECT_TRUE(tab.s.drafts.empty());
    EXPECT_TRUE(tab.deleted().empty());
    EXPECT_EQ(tab.s.stored_outbox.size(), 1u);
  }
}

TEST(Stored, WhatTheFactsHoldIsNotSentAgain) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  OutboxEntry entry;
  entry.key = world.conversation(id).detail->messages.back().key;
  entry.scope = "e1:11";
  entry.conversation = id;
  entry.text = "hello";
  Tab tab;
  tab.start({{entry.key.value, encode_outbox_entry(entry)}});
  tab.welcome(kAna);
  tab.snapshot(world, kAna);
  EXPECT_TRUE(tab.sends().empty());
  EXPECT_TRUE(tab.s.outbox.entries().empty());
  EXPECT_TRUE(tab.did<effect::DeleteStorage>());
}

TEST(Drafts, AreWrittenAShortWhileAfterTheLastKey) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "h"});
  at.tab.tick(249);
  EXPECT_FALSE(at.tab.did<effect::PutStorage>());
  at.tab.raise(intent::EditDraft{at.id, "he"});
  at.tab.tick(249);
  EXPECT_FALSE(at.tab.did<effect::PutStorage>());
  at.tab.tick(1);
  ASSERT_EQ(at.tab.all<effect::PutStorage>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::PutStorage>()[0].value, "he");
  EXPECT_EQ(at.tab.all<effect::PutStorage>()[0].key, "e1:11:" + std::to_string(at.id.value) + "@" + at.tab.s.tab);
}

TEST(Drafts, AreWrittenAtOnceWhenThePageIsHidden) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "h"});
  at.tab.give(event::PageShown{false});
  EXPECT_EQ(at.tab.written("drafts").size(), 1u);
}

TEST(Drafts, ComeBackUnlessThePersonWasFaster) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const std::string key = "e1:11:" + std::to_string(id.value);
  Tab tab;
  tab.start({}, {{key, "half a thought"}, {"e1:11:9999", "of a conversation that is over"}});
  tab.welcome(kAna);
  tab.snapshot(world, kAna);
  EXPECT_EQ(tab.s.drafts[id].text, "half a thought");
  ASSERT_EQ(tab.deleted().size(), 2u);
  EXPECT_EQ(tab.deleted()[0].key, key) << "it is this page's now";
  EXPECT_EQ(tab.deleted()[1].key, "e1:11:9999");
  EXPECT_EQ(tab.written("drafts").count(key + "@" + tab.s.tab), 1u);
}

TEST(Drafts, OfAPageThatIsThereAreItsOwnAndOfOneThatIsGoneAreAdopted) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const std::string key = "e1:11:" + std::to_string(id.value) + "@";
  Tab tab;
  tab.give(event::Started{});
  ASSERT_EQ(tab.all<effect::TellOtherTabs>().size(), 1u);
  EXPECT_EQ(tab.all<effect::TellOtherTabs>()[0].message, "tab_asks:" + tab.s.tab);
  tab.give(event::OtherTabSaid{"tab_here:alive"});
  tab.give(event::StorageLoaded{"outbox", {}});
  tab.give(event::StorageLoaded{
      "drafts", {{key + "alive", "still being written"}, {key + "gone", "one"}, {key + "gone-too", "two"}}});
  tab.give(event::HttpAnswered{"session", 200, "{}"});
  tab.give(event::SocketOpened{});
  tab.welcome(kAna);
  tab.snapshot(world, kAna);
  EXPECT_EQ(tab.s.drafts[id].text, "one\ntwo") << "no page's words are lost";
  std::set<std::string> deleted;
  for (const auto& one : tab.all<effect::DeleteStorage>()) deleted.insert(one.key);
  EXPECT_EQ(deleted, (std::set<std::string>{key + "gone", key + "gone-too"}));
  // What is sent here leaves what the other page writes alone.
  tab.raise(intent::Send{id});
  for (const auto& one : tab.all<effect::DeleteStorage>()) EXPECT_EQ(one.key, key + tab.s.tab);
}

TEST(Drafts, APageAnswersWhoeverAsksWhetherItIsThere) {
  AtWork at;
  at.tab.give(event::OtherTabSaid{"tab_asks:other"});
  ASSERT_EQ(at.tab.all<effect::TellOtherTabs>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::TellOtherTabs>()[0].message, "tab_here:" + at.tab.s.tab);
  at.tab.give(event::OtherTabSaid{"tab_here:other"});
  EXPECT_FALSE(at.tab.did<effect::TellOtherTabs>()) << "an answer is not answered";
  EXPECT_EQ(at.tab.s.other_tabs.size(), 1u);
}

TEST(Drafts, TakeNothingBeyondTheirMaximumAndSaySo) {
  AtWork at;
  const std::string text(kDraftBytesMax, 'x');
  at.tab.raise(intent::EditDraft{at.id, text, 5});
  const std::uint32_t revision = at.tab.s.drafts[at.id].revision;
  EXPECT_TRUE(at.tab.s.notices.empty());
  at.tab.raise(intent::EditDraft{at.id, "y" + text, 1});
  const Draft& draft = at.tab.s.drafts[at.id];
  EXPECT_EQ(draft.text, text) << "what stood there is not pushed out at its end";
  EXPECT_GT(draft.revision, revision) << "the field must not show what is not kept";
  EXPECT_EQ(draft.cursor, 5u);
  EXPECT_TRUE(at.tab.said("What you added last was not taken"));
  at.tab.raise(intent::EditDraft{at.id, text.substr(1)});
  EXPECT_EQ(draft.text, text.substr(1));
  at.tab.raise(intent::EditNote{at.id, text + "y"});
  EXPECT_EQ((at.tab.s.drafts[{at.id, DraftKind::Note}].text), "");
}

TEST(Drafts, OfPagesThatAreGoneAreJoinedWhole) {
  AtWork at;
  const std::string key = "e1:" + std::to_string(kAna.value) + ":" + std::to_string(at.id.value) + "@";
  const std::string one(kDraftBytesMax - 1, 'a'), two(kDraftBytesMax, 'b');
  Tab tab;
  tab.start({}, {{key + "gone", one}, {key + "gone-too", two}});
  tab.welcome(kAna);
  tab.snapshot(at.world, kAna);
  EXPECT_EQ(tab.s.drafts[at.id].text, one + "\n" + two);
  EXPECT_EQ(tab.written("drafts")[key + tab.s.tab], one + "\n" + two);
}

}  // namespace
}  // namespace smsdesk::test
