// From Send to the outbox, and back: what is held before it leaves, what can be taken back, what is written in GSM.
#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

/// As a page that is gone left it in storage.
OutboxEntry a_stored_entry(ConversationId id) {
  OutboxEntry entry;
  entry.key = {"k1"};
  entry.scope = "e1:" + std::to_string(kAna.value);
  entry.conversation = id;
  entry.text = "hello";
  return entry;
}

class Composing : public testing::Test {
 protected:
  AtWork at_;
  Tab& tab_ = at_.tab;
  const ConversationId id_ = at_.id;

  const Draft& draft() { return tab_.s.drafts[id_]; }
  void undo_for(DurationMs time) { tab_.raise(intent::SetUndo{time}); }
  void written(const std::string& store, const std::string& key) { tab_.give(event::StorageWritten{store, key}); }
  /// Sends and has it stored; its key.
  std::string sent(const std::string& text) {
    tab_.send(id_, text);
    const std::string key = tab_.stored_key();
    written("outbox", key);
    return key;
  }
  bool announced(const std::string& part) {
    for (const auto& one : tab_.all<effect::Announce>())
      if (one.sentence.find(part) != std::string::npos) return true;
    return false;
  }
};

TEST_F(Composing, WhatIsSensitiveLeavesByASecondDeliberateAction) {
  tab_.send(id_, "my card is 4111 1111 1111 1111");
  EXPECT_TRUE(tab_.s.outbox.entries().empty());
  EXPECT_TRUE(announced("card number"));
  ASSERT_EQ(draft().held.size(), 1u);
  EXPECT_EQ(draft().held[0].risk, sms::Risk::CardNumber);
  EXPECT_EQ(draft().text, "my card is 4111 1111 1111 1111");
  tab_.raise(intent::Send{id_});
  EXPECT_TRUE(tab_.s.outbox.entries().empty()) << "the same action twice is no second thought";
  tab_.raise(intent::Send{id_, true});
  ASSERT_EQ(tab_.s.outbox.entries().size(), 1u);
  written("outbox", tab_.stored_key());
  ASSERT_EQ(tab_.sends().size(), 1u);
  EXPECT_EQ(tab_.sends()[0].second.despite, std::vector<sms::Risk>{sms::Risk::CardNumber});
}

TEST_F(Composing, AnIdIsSaidByTheNameThatItHasWhereItIsGiven) {
  tab_.send(id_, "CPF 529.982.247-25, PESEL 44051401359, CPF 111.444.777-35");
  EXPECT_TRUE(announced("It has a national id number (CPF), a national id number (PESEL)."));
  tab_.raise(intent::Send{id_, true});
  written("outbox", tab_.stored_key());
  ASSERT_EQ(tab_.sends().size(), 1u);
  EXPECT_EQ(tab_.sends()[0].second.despite, std::vector<sms::Risk>{sms::Risk::NationalId});
}

TEST_F(Composing, TheWayBackIsSaidByItsKey) {
  undo_for(seconds(5));
  tab_.send(id_, "one");
  const std::string key = chord_words(tab_.s.settings.shortcuts.of(Action::UndoSend), false);
  EXPECT_TRUE(announced("Sending in 5 seconds. " + key + " takes it back."));
  ASSERT_TRUE(tab_.s.settings.shortcuts.set(Action::UndoSend, Chord{}));
  tab_.send(id_, "two");
  EXPECT_TRUE(announced("Sending in 5 seconds."));
  EXPECT_FALSE(announced("takes it back"));
}

TEST_F(Composing, NothingIsSentDespiteWhatWasNotShown) {
  tab_.raise(intent::EditDraft{id_, "4111 1111 1111 1111"});
  tab_.raise(intent::Send{id_, true});
  EXPECT_TRUE(tab_.s.outbox.entries().empty());
  tab_.raise(intent::EditDraft{id_, "4111 1111 1111 1111 and DE89 3704 0044 0532 0130 00"});
  EXPECT_TRUE(draft().held.empty()) << "it is another text now";
  tab_.raise(intent::Send{id_, true});
  EXPECT_TRUE(tab_.s.outbox.entries().empty());
  EXPECT_EQ(draft().held.size(), 2u);
  tab_.raise(intent::KeepEditing{id_});
  EXPECT_TRUE(draft().held.empty());
}

TEST_F(Composing, TheOrganisationSaysWhatIsWarnedOf) {
  tab_.s.workspace.settings.warns.cards = false;
  tab_.s.workspace.settings.warns.words = {"refund"};
  sent("4111 1111 1111 1111");
  EXPECT_EQ(tab_.s.outbox.entries().size(), 1u);
  tab_.send(id_, "No REFUND for you");
  ASSERT_EQ(draft().held.size(), 1u);
  EXPECT_EQ(draft().held[0].risk, sms::Risk::ListedWord);
}

TEST_F(Composing, TooLongForItsQueueIsHeldWithASentence) {
  Queue& queue = tab_.s.workspace.queues[tab_.s.workspace.find_conversation(id_)->queue];
  queue.limits.chars_max = 10;
  tab_.send(id_, "twelve chars");
  EXPECT_TRUE(tab_.s.outbox.entries().empty());
  EXPECT_TRUE(announced("2 characters too long: at most 10."));
  EXPECT_EQ(draft().text, "twelve chars");
  queue.limits.chars_max = kCharsMax;
  queue.limits.segments_max = 1;
  tab_.send(id_, std::string(161, 'x'));
  EXPECT_TRUE(announced("1 segment too long: at most 1."));
  tab_.send(id_, std::string(160, 'x'));
  EXPECT_EQ(tab_.s.outbox.entries().size(), 1u);
}

TEST_F(Composing, GoesByItselfWhenTheTimeToTakeItBackIsOver) {
  undo_for(seconds(5));
  const std::string key = sent("hello");
  EXPECT_TRUE(tab_.sends().empty());
  EXPECT_EQ(draft().text, "");
  tab_.tick(seconds(4));
  EXPECT_TRUE(tab_.sends().empty());
  for (const auto& wake : tab_.all<effect::WakeAt>()) EXPECT_GT(wake.at, tab_.now);
  tab_.tick(seconds(1));
  ASSERT_EQ(tab_.sends().size(), 1u);
  EXPECT_EQ(tab_.sends()[0].first, key);
  tab_.raise(intent::UndoSend{{key}});
  EXPECT_EQ(tab_.s.outbox.entries()[0].phase, SendPhase::InFlight) << "it has gone";
}

TEST_F(Composing, TakenBackItIsInTheComposerAndNeverGoes) {
  undo_for(seconds(5));
  const std::string key = sent("hello");
  tab_.raise(intent::UndoSend{{key}});
  EXPECT_EQ(draft().text, "hello");
  EXPECT_FALSE(tab_.did<effect::DeleteStorage>())
      << "killed now, the browser must have the words, and know that they are not sent";
  EXPECT_NE(tab_.written("outbox").at(key).find("\"is_undone\":true"), std::string::npos);
  EXPECT_TRUE(tab_.written("drafts").empty()) << "the mark comes first";
  written("outbox", key);
  ASSERT_EQ(tab_.written("drafts").size(), 1u);
  const std::string place = tab_.written("drafts").begin()->first;
  EXPECT_FALSE(tab_.did<effect::DeleteStorage>());
  written("drafts", place);
  ASSERT_EQ(tab_.all<effect::DeleteStorage>().size(), 1u);
  EXPECT_EQ(tab_.all<effect::DeleteStorage>()[0].store, "outbox");
  tab_.idle(seconds(20));
  EXPECT_TRUE(tab_.sends().empty());
  EXPECT_TRUE(tab_.s.outbox.entries().empty());
}

TEST_F(Composing, TakenBackItComesBeforeWhatWasWrittenSince) {
  undo_for(seconds(5));
  const std::string key = sent("first");
  tab_.raise(intent::EditDraft{id_, "second"});
  tab_.raise(intent::UndoSend{{key}});
  EXPECT_EQ(draft().text, "first\nsecond");
}

TEST_F(Composing, TakenBackNothingIsCutHoweverLongTheTextBecomes) {
  undo_for(seconds(5));
  const std::string key = sent("first");
  const std::string since(kDraftBytesMax, 'x');
  tab_.raise(intent::EditDraft{id_, since});
  tab_.raise(intent::UndoSend{{key}});
  EXPECT_EQ(draft().text, "first\n" + since);
  tab_.raise(intent::EditDraft{id_, "first\n" + since + "y"});
  EXPECT_EQ(draft().text, "first\n" + since);
  tab_.raise(intent::EditDraft{id_, "firs\n" + since});
  EXPECT_EQ(draft().text, "firs\n" + since) << "it can be shortened bit by bit";
}

TEST_F(Composing, OneThatWaitsHoldsUpTheNext) {
  undo_for(seconds(5));
  const std::string one = sent("one");
  undo_for(0);
  const std::string two = sent("two");
  EXPECT_TRUE(tab_.sends().empty()) << "the order in which they were sent is the order in which they go";
  tab_.tick(seconds(5));
  ASSERT_EQ(tab_.sends().size(), 2u);
  EXPECT_EQ(tab_.sends()[0].first, one);
  EXPECT_EQ(tab_.sends()[1].first, two);
}

TEST_F(Composing, AHiddenPageSendsAtOnce) {
  undo_for(seconds(10));
  const std::string key = sent("hello");
  tab_.give(event::PageShown{false});
  ASSERT_EQ(tab_.sends().size(), 1u);
  EXPECT_EQ(tab_.sends()[0].first, key);
}

TEST_F(Composing, EndingTheConversationSendsFirst) {
  undo_for(seconds(10));
  const std::string key = sent("bye");
  tab_.raise(intent::End{id_});
  ASSERT_EQ(tab_.sends().size(), 1u);
  EXPECT_TRUE(tab_.s.pending.empty()) << "the end waits until the message is there";
  at_.relay(CommandInput{kAna, {key}, SendMessage{id_, "bye", at_.world.newest(id_), false}});
  ASSERT_EQ(tab_.s.pending.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<EndConversation>(tab_.s.pending[0].command));
}

TEST_F(Composing, AnEndDoesNotFollowARefusedMessage) {
  undo_for(seconds(10));
  const std::string key = sent("bye");
  tab_.raise(intent::End{id_});
  tab_.frame(AnswerFrame{{key}, Refusal{RefusalKind::NewerMessages, "1 newer message.", 1}});
  EXPECT_TRUE(tab_.s.pending.empty());
  EXPECT_TRUE(tab_.said("is not sent yet"));
}

TEST(ComposingAgain, AfterACrashItGoesOnceAndLate) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  OutboxEntry entry = a_stored_entry(id);
  entry.not_before = kMorning + seconds(3);
  Tab tab;
  tab.start({{"k1", encode_outbox_entry(entry)}});
  tab.welcome(kAna);
  tab.snapshot(world, kAna);
  EXPECT_TRUE(tab.sends().empty());
  tab.tick(seconds(3));
  EXPECT_TRUE(tab.sends().empty()) << "another page may still take it back";
  tab.tick(seconds(2));
  ASSERT_EQ(tab.sends().size(), 1u);
  EXPECT_EQ(tab.sends()[0].first, "k1");
}

TEST(ComposingAgain, AClockThatWasSetBackHoldsNothing) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  OutboxEntry entry = a_stored_entry(id);
  entry.not_before = kMorning + hours(2);
  Tab tab;
  tab.start({{"k1", encode_outbox_entry(entry)}});
  tab.welcome(kAna);
  tab.snapshot(world, kAna);
  EXPECT_EQ(tab.sends().size(), 1u);
}

TEST(ComposingAgain, WhatWasUndoneBeforeACrashIsADraft) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  OutboxEntry entry = a_stored_entry(id);
  entry.is_undone = true;
  for (const bool has_draft : {false, true}) {
    Tab tab;
    std::vector<std::pair<std::string, std::string>> drafts;
    if (has_draft) drafts.push_back({entry.scope + ":" + std::to_string(id.value) + "@t0", "hello"});
    tab.start({{"k1", encode_outbox_entry(entry)}}, drafts);
    tab.welcome(kAna);
    tab.snapshot(world, kAna);
    EXPECT_TRUE(tab.sends().empty());
    EXPECT_EQ(tab.s.drafts[id].text, "hello") << has_draft;
    tab.tick(seconds(1));
    tab.give(event::StorageWritten{"drafts", entry.scope + ":" + std::to_string(id.value) + "@" + tab.s.tab});
    EXPECT_TRUE(tab.s.outbox.entries().empty());
  }
}

TEST(ComposingAgain, AnotherPageHearsThatItWasTakenBack) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  OutboxEntry entry = a_stored_entry(id);
  entry.not_before = kMorning + seconds(5);
  Tab tab;
  tab.start({{"k1", encode_outbox_entry(entry)}});
  tab.welcome(kAna);
  tab.snapshot(world, kAna);
  tab.give(event::OtherTabSaid{"undone:k1"});
  EXPECT_TRUE(tab.s.outbox.entries().empty());
  tab.idle(seconds(20));
  EXPECT_TRUE(tab.sends().empty());
}

const std::string kThreeSegments(400, 'x');

/// One MMS costs less than three segments.
void price_mms(Workspace& facts, TextAsMms setting = TextAsMms::Offer) {
  facts.settings.segment_price = {7'900, "USD"};
  facts.settings.mms_price = {20'000, "USD"};
  facts.settings.text_as_mms = setting;
}

TEST_F(Composing, ALongTextGoesAsOneMmsWhereTheAgentChoosesIt) {
  price_mms(tab_.s.workspace);
  const auto next = [&] {
    written("outbox", tab_.stored_key());
    return tab_.sends().at(0).second.is_mms_text;
  };
  tab_.send(id_, kThreeSegments);
  EXPECT_FALSE(next()) << "nobody has chosen it";
  tab_.raise(intent::EditDraft{id_, kThreeSegments});
  tab_.raise(intent::SendTextAsMms{id_, true});
  EXPECT_TRUE(announced("It goes as one MMS."));
  tab_.raise(intent::Send{id_});
  EXPECT_TRUE(tab_.s.outbox.entries().back().is_mms_text);
  const auto kept = decode_outbox_entry(encode_outbox_entry(tab_.s.outbox.entries().back()));
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->is_mms_text) << "a page that begins anew sends it as it was pressed";
  EXPECT_TRUE(next());
  EXPECT_EQ(draft().send_as, SendAs::Usual) << "the choice was about that message";
  tab_.raise(intent::EditDraft{id_, kThreeSegments});
  tab_.raise(intent::SendTextAsMms{id_, true});
  tab_.raise(intent::SendTextAsMms{id_, false});
  EXPECT_TRUE(announced("It goes as a text message."));
  tab_.raise(intent::Send{id_});
  EXPECT_FALSE(next());
}

TEST_F(Composing, ALongTextGoesAsOneMmsByItselfWhereTheOrganisationSaysSoAndTheAgentDoesNotTurnItOff) {
  price_mms(tab_.s.workspace, TextAsMms::Automatic);
  tab_.send(id_, kThreeSegments);
  EXPECT_TRUE(tab_.s.outbox.entries().back().is_mms_text);
  tab_.send(id_, "short");
  EXPECT_FALSE(tab_.s.outbox.entries().back().is_mms_text);
  tab_.raise(intent::EditDraft{id_, kThreeSegments});
  tab_.raise(intent::SendTextAsMms{id_, false});
  tab_.raise(intent::EditDraft{id_, kThreeSegments + "!"});
  tab_.raise(intent::Send{id_});
  EXPECT_FALSE(tab_.s.outbox.entries().back().is_mms_text) << "also where it was written on since";
}

TEST_F(Composing, HowItGoesComesBackWithAMessageThatIsTakenBack) {
  undo_for(seconds(5));
  for (const TextAsMms setting : {TextAsMms::Offer, TextAsMms::Automatic}) {
    price_mms(tab_.s.workspace, setting);
    for (const bool is_mms : {true, false}) {
      tab_.raise(intent::EditDraft{id_, kThreeSegments});
      tab_.raise(intent::SendTextAsMms{id_, is_mms});
      tab_.raise(intent::Send{id_});
      const SendKey key = tab_.s.outbox.entries().back().key;
      tab_.raise(intent::UndoSend{key});
      EXPECT_EQ(draft().text, kThreeSegments);
      tab_.raise(intent::Send{id_});
      EXPECT_EQ(tab_.s.outbox.entries().back().is_mms_text, is_mms);
    }
  }
}

TEST_F(Composing, AChoiceStandsInStorageAndEndsWithItsWords) {
  price_mms(tab_.s.workspace);
  tab_.raise(intent::EditDraft{id_, kThreeSegments});
  tab_.tick(seconds(1));
  tab_.raise(intent::SendTextAsMms{id_, true});
  const auto kept = tab_.written("drafts");
  ASSERT_EQ(kept.size(), 1u);
  Tab again;
  again.start({}, {{kept.begin()->first, kept.begin()->second}});
  again.welcome(kAna);
  again.snapshot(at_.world, kAna);
  EXPECT_EQ(again.s.drafts[id_].text, kThreeSegments);
  EXPECT_EQ(again.s.drafts[id_].send_as, SendAs::Mms);
  tab_.raise(intent::EditDraft{id_, ""});
  EXPECT_EQ(draft().send_as, SendAs::Usual);
  tab_.raise(intent::SendTextAsMms{id_, true});
  EXPECT_EQ(draft().send_as, SendAs::Usual) << "there is nothing to send";
}

TEST_F(Composing, ALongTextIsHeldByTheLimitsOfWhatItGoesAs) {
  price_mms(tab_.s.workspace);
  tab_.s.workspace.queues[kSupport].limits.segments_max = 2;
  tab_.send(id_, kThreeSegments);
  EXPECT_TRUE(tab_.s.outbox.entries().empty());
  tab_.raise(intent::SendTextAsMms{id_, true});
  tab_.raise(intent::Send{id_});
  EXPECT_EQ(tab_.s.outbox.entries().size(), 1u);
}

TEST_F(Composing, WritesInGsmAndBack) {
  tab_.raise(intent::EditDraft{id_, "It’s “ok”"});
  tab_.raise(intent::WriteInGsm{id_});
  EXPECT_EQ(draft().text, "It's \"ok\"");
  tab_.raise(intent::WriteInGsm{id_});
  EXPECT_EQ(draft().text, "It’s “ok”");
  tab_.raise(intent::WriteInGsm{id_});
  tab_.raise(intent::EditDraft{id_, "It's \"ok\"!"});
  tab_.raise(intent::WriteInGsm{id_});
  EXPECT_EQ(draft().text, "It's \"ok\"!") << "what was written since is not thrown away";
}

TEST_F(Composing, WritesNothingInGsmThatWouldNotFit) {
  tab_.raise(intent::EditDraft{id_, "It’s 😀"});
  tab_.raise(intent::WriteInGsm{id_});
  EXPECT_EQ(draft().text, "It’s 😀");
  tab_.raise(intent::EditDraft{id_, "Núñez’s"});
  tab_.raise(intent::WriteInGsm{id_});
  EXPECT_EQ(draft().text, "Núñez’s");
  tab_.raise(intent::WriteInGsm{id_, true});
  EXPECT_EQ(draft().text, "Nuñez's");
}

}  // namespace
}  // namespace smsdesk::test
