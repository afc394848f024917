// Drafts on the relay: another page of the agent has them, none is lost, none stands in another conversation.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>

#include "core/base/random.h"
#include "core/screen/make_screen.h"
#include "tests/core/client/tab.h"
#include "tests/support/builders/random_inputs.h"

namespace smsdesk::test {
namespace {

std::vector<DraftFrame> told(const Tab& tab) {
  return tab.sent_kind<DraftFrame>();
}

TEST(DraftSync, TellsTheRelayAfterAWhileAndOnceForManyKeys) {
  AtWork at;
  for (const char* text : {"h", "he", "hel"}) {
    at.tab.raise(intent::EditDraft{at.id, text});
    EXPECT_TRUE(told(at.tab).empty());
  }
  at.tab.tick(seconds(2));
  ASSERT_EQ(told(at.tab).size(), 1u);
  EXPECT_EQ(told(at.tab)[0].text, "hel");
  EXPECT_EQ(told(at.tab)[0].conversation, at.id);
  at.tab.tick(seconds(2));
  EXPECT_TRUE(told(at.tab).empty());
}

TEST(DraftSync, TakesOverWhatAnotherPageHasWrittenAndKeepsItOutOfItsStorage) {
  AtWork at;
  at.tab.frame(DraftsFrame{{{at.id, "from the phone", "v1", "", at.tab.now}}});
  const Draft& draft = at.tab.s.drafts[at.id];
  EXPECT_EQ(draft.text, "from the phone");
  EXPECT_TRUE(draft.is_from_elsewhere);
  at.tab.tick(seconds(2));
  EXPECT_TRUE(at.tab.written("drafts").empty()) << "sent there, it would come back here after a restart";
  EXPECT_TRUE(told(at.tab).empty()) << "it would go round";
  at.tab.frame(DraftsFrame{{{at.id, "", "", "v1", at.tab.now}}});
  EXPECT_EQ(draft.text, "") << "it was sent there";
}

TEST(DraftSync, TellsHowTheWordsAreToGo) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  at.tab.tick(seconds(2));
  at.tab.raise(intent::SendTextAsMms{at.id, true});
  at.tab.tick(seconds(2));
  ASSERT_EQ(told(at.tab).size(), 1u);
  EXPECT_EQ(told(at.tab)[0].text, "hello");
  EXPECT_EQ(told(at.tab)[0].send_as, SendAs::Mms);
  at.tab.tick(seconds(2));
  EXPECT_TRUE(told(at.tab).empty()) << "once";
  at.tab.raise(intent::SendTextAsMms{at.id, false});
  at.tab.raise(intent::SendTextAsMms{at.id, true});
  at.tab.tick(seconds(2));
  EXPECT_TRUE(told(at.tab).empty()) << "it is as the relay has it";
}

KeptDraft a_choice(const AtWork& at, SendAs send_as, const std::string& version, const std::string& over) {
  KeptDraft kept{at.id, "hello", version, over, at.tab.now};
  kept.send_as = send_as;
  return kept;
}

TEST(DraftSync, TakesOverHowAnotherPageWantsTheSameWordsToGo) {
  AtWork at;
  const Draft& draft = at.tab.s.drafts[at.id];
  at.tab.frame(DraftsFrame{{a_choice(at, SendAs::Mms, "v1", "")}});
  EXPECT_EQ(draft.send_as, SendAs::Mms) << "with the words";
  at.tab.frame(DraftsFrame{{a_choice(at, SendAs::Text, "v2", "v1")}});
  EXPECT_EQ(draft.send_as, SendAs::Text);
  EXPECT_EQ(draft.other, Draft::Other::None) << "that is no question";
  at.tab.tick(seconds(2));
  EXPECT_TRUE(told(at.tab).empty()) << "it would go round";
  at.tab.raise(intent::SendTextAsMms{at.id, true});
  at.tab.frame(DraftsFrame{{a_choice(at, SendAs::Usual, "v3", "v2")}});
  EXPECT_EQ(draft.send_as, SendAs::Mms) << "this page's was not told yet: it is the later one";
  at.tab.tick(seconds(2));
  ASSERT_EQ(told(at.tab).size(), 1u);
  EXPECT_EQ(told(at.tab)[0].send_as, SendAs::Mms);
  EXPECT_EQ(told(at.tab)[0].over, "v3");
}

TEST(DraftSync, OfTwoChoicesAtTheSameTimeBothPagesTakeTheSame) {
  for (const bool is_other_later : {false, true}) {
    AtWork at;
    at.tab.frame(DraftsFrame{{a_choice(at, SendAs::Usual, "v1", "")}});
    at.tab.raise(intent::SendTextAsMms{at.id, true});
    at.tab.tick(seconds(2));
    const std::string own = told(at.tab).at(0).version.value;
    const std::string other = is_other_later ? own + "0" : "!";
    at.tab.frame(DraftsFrame{{a_choice(at, SendAs::Text, other, "v1")}});
    EXPECT_EQ(at.tab.s.drafts[at.id].send_as, is_other_later ? SendAs::Text : SendAs::Mms);
    at.tab.tick(seconds(2));
    EXPECT_EQ(told(at.tab).size(), is_other_later ? 0u : 1u) << "whose choice stands, the relay has last";
  }
}

TEST(DraftSync, AnotherPagesWordsBringTheirChoiceAlong) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "my own words"});
  at.tab.frame(DraftsFrame{{a_choice(at, SendAs::Mms, "v1", "")}});
  Draft& draft = at.tab.s.drafts[at.id];
  ASSERT_EQ(draft.other, Draft::Other::Newer);
  EXPECT_EQ(draft.send_as, SendAs::Usual);
  at.tab.raise(intent::TakeOtherDraft{at.id});
  EXPECT_EQ(draft.text, "hello");
  EXPECT_EQ(draft.send_as, SendAs::Mms);
  at.tab.raise(intent::TakeOtherDraft{at.id});
  EXPECT_EQ(draft.text, "my own words");
  EXPECT_EQ(draft.send_as, SendAs::Usual);
}

TEST(DraftSync, WhatIsTooLongForTheRelayIsSaidOnceAndToldWhenItIsShorter) {
  AtWork at;
  const std::string key = "e1:" + std::to_string(kAna.value) + ":" + std::to_string(at.id.value) + "@gone";
  const std::string text(kKeptDraftBytesMax + 2, 'x');
  Tab tab;
  tab.start({}, {{key, text}});
  tab.welcome(kAna);
  tab.snapshot(at.world, kAna);
  tab.tick(seconds(2));
  EXPECT_TRUE(told(tab).empty());
  EXPECT_TRUE(tab.said("longer than the relay keeps"));
  EXPECT_EQ(tab.s.drafts[at.id].text, text);
  tab.raise(intent::DismissNotice{tab.s.notices.back().id});
  tab.raise(intent::EditDraft{at.id, text.substr(1)});
  tab.tick(seconds(2));
  EXPECT_TRUE(told(tab).empty());
  EXPECT_FALSE(tab.said("longer than the relay keeps")) << "once";
  tab.raise(intent::EditDraft{at.id, text.substr(2)});
  tab.tick(seconds(2));
  ASSERT_EQ(told(tab).size(), 1u);
  EXPECT_EQ(told(tab)[0].text, text.substr(2));
}

/// A page that is gone has left a note that is longer than the relay keeps.
void take_over_long_note(Tab& tab, const AtWork& at) {
  const std::string key = "e1:" + std::to_string(kAna.value) + ":" + std::to_string(at.id.value) + ":note@gone";
  tab.start({}, {{key, std::string(kKeptDraftBytesMax + 1, 'x')}});
  tab.welcome(kAna);
  tab.snapshot(at.world, kAna);
  tab.tick(seconds(2));
}

TEST(DraftSync, TheNoticeOfALongTextGoesWithItsLength) {
  AtWork at;
  Tab tab;
  take_over_long_note(tab, at);
  EXPECT_TRUE(tab.said("longer than the relay keeps"));
  tab.raise(intent::EditNote{at.id, "short"});
  EXPECT_FALSE(tab.said("longer than the relay keeps"));
}

TEST(DraftSync, ATextThatWasTooLongAndIsClearedIsForgottenAsSuch) {
  AtWork at;
  Tab tab;
  take_over_long_note(tab, at);
  tab.raise(intent::EditNote{at.id, ""});
  EXPECT_FALSE((tab.s.drafts[{at.id, DraftKind::Note}].is_too_long));
  tab.raise(intent::EditNote{at.id, "short"});
  tab.tick(seconds(2));
  ASSERT_EQ(told(tab).size(), 1u);
  EXPECT_EQ(told(tab)[0].text, "short");
}

/// The relay has no room for what it was told of last.
void refuse_last(Tab& tab) {
  const DraftFrame last = told(tab).at(0);
  KeptDraft refused{last.conversation, "", last.version.value, last.over, tab.now, last.part};
  refused.has_no_room = true;
  tab.frame(DraftsFrame{{refused}});
}

TEST(DraftSync, WhatTheRelayHasNoRoomForStaysHereAndIsSaid) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  at.tab.tick(seconds(2));
  refuse_last(at.tab);
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "hello");
  EXPECT_TRUE(at.tab.said("The relay keeps 200 of your drafts and has no room for more"));
  at.tab.raise(intent::DismissNotice{at.tab.s.notices.back().id});
  at.tab.raise(intent::EditNote{at.id, "calls back"});
  at.tab.tick(seconds(2));
  refuse_last(at.tab);
  EXPECT_FALSE(at.tab.said("no room for more")) << "once";
}

TEST(DraftSync, RoomIsAskedForAgainUntilThereIsSome) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  at.tab.tick(seconds(2));
  refuse_last(at.tab);
  at.tab.idle(seconds(59));
  EXPECT_TRUE(told(at.tab).empty());
  at.tab.tick(seconds(1));
  ASSERT_EQ(told(at.tab).size(), 1u);
  EXPECT_EQ(told(at.tab)[0].text, "hello");
  refuse_last(at.tab);
  at.tab.idle(seconds(60));
  ASSERT_EQ(told(at.tab).size(), 1u);
  EXPECT_TRUE(at.tab.said("no room for more"));
  at.tab.idle(seconds(10));
  EXPECT_TRUE(told(at.tab).empty()) << "nothing was heard: it is kept";
  EXPECT_FALSE(at.tab.said("no room for more"));
}

TEST(DraftSync, WhatHasRoomAgainIsToldOfLikeAnyOther) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  at.tab.tick(seconds(2));
  refuse_last(at.tab);
  at.tab.idle(seconds(60));
  ASSERT_EQ(told(at.tab).size(), 1u);
  at.tab.raise(intent::EditDraft{at.id, "hello, Bo"});
  at.tab.tick(seconds(2));
  ASSERT_EQ(told(at.tab).size(), 1u) << "not a minute later";
  EXPECT_EQ(told(at.tab)[0].text, "hello, Bo");
  at.tab.raise(intent::EditDraft{at.id, ""});
  at.tab.tick(seconds(2));
  ASSERT_EQ(told(at.tab).size(), 1u) << "it is taken away there";
  EXPECT_FALSE(at.tab.said("no room for more"));
}

TEST(DraftSync, SaysNoMoreAtOnceThanTheRelayHears) {
  World world;
  std::vector<ConversationId> ids;
  for (int i = 0; i < 30; ++i)
    ids.push_back(a_conversation().from("+1415555" + std::to_string(1'000 + i)).with_inbound("hi").in(world));
  Tab tab;
  tab.start();
  tab.welcome(kSam);
  tab.snapshot(world, kSam);
  for (const ConversationId id : ids) tab.raise(intent::EditNote{id, "x"});
  tab.tick(seconds(2));
  EXPECT_EQ(told(tab).size(), 20u);
  tab.tick(seconds(1));
  EXPECT_EQ(told(tab).size(), 10u) << "the others follow";
}

TEST(DraftSync, ARefusalOfAnOlderStateIsNoneOfWhatWasToldSince) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  at.tab.tick(seconds(2));
  KeptDraft refused{at.id, "", told(at.tab).at(0).version.value, "", at.tab.now};
  refused.has_no_room = true;
  at.tab.raise(intent::EditDraft{at.id, "hello, Bo"});
  at.tab.tick(seconds(2));
  at.tab.frame(DraftsFrame{{refused}});
  EXPECT_FALSE(at.tab.said("no room for more"));
  EXPECT_EQ(at.tab.s.drafts[at.id].told, "hello, Bo");
}

TEST(DraftSync, TheNoticeOfNoRoomGoesWithTheDraft) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  at.tab.tick(seconds(2));
  refuse_last(at.tab);
  at.tab.raise(intent::EditDraft{at.id, ""});
  EXPECT_FALSE(at.tab.said("no room for more"));
  at.tab.tick(seconds(2));
  EXPECT_TRUE(told(at.tab).empty()) << "the relay has nothing of it";
}

TEST(DraftSync, ShowsBothWhereTwoPagesHaveWrittenApart) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  at.tab.raise(intent::EditDraft{at.id, "mine"});
  at.tab.frame(DraftsFrame{{{at.id, "theirs", "v1", "", at.tab.now}}});
  Draft& draft = at.tab.s.drafts[at.id];
  EXPECT_EQ(draft.text, "mine");
  EXPECT_EQ(draft.other, Draft::Other::Newer);
  EXPECT_EQ(draft.other_text, "theirs");
  const auto said = at.tab.all<effect::Announce>();
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0].sentence, "Another device has a newer draft: “theirs”");
  at.tab.frame(DraftsFrame{{{at.id, "theirs", "v2", "v1", at.tab.now}}});
  EXPECT_FALSE(at.tab.did<effect::Announce>()) << "that is known";
  at.tab.raise(intent::TakeOtherDraft{at.id, true});
  EXPECT_EQ(draft.text, "theirs");
  EXPECT_EQ(draft.other, Draft::Other::Replaced);
  at.tab.raise(intent::TakeOtherDraft{at.id, true});
  EXPECT_EQ(draft.text, "mine");
  EXPECT_EQ(draft.other, Draft::Other::None);
}

TEST(DraftSync, ANewerOneElsewhereIsSaidOnceAndWhereItIsSeen) {
  AtWork at;
  at.tab.s.selected = {};
  at.tab.raise(intent::EditDraft{at.id, "mine"});
  at.tab.frame(DraftsFrame{{{at.id, "theirs", "v1", "", at.tab.now}}});
  EXPECT_FALSE(at.tab.did<effect::Announce>()) << "another conversation is looked at";
  const auto said = [&] {
    std::vector<std::string> all;
    for (const auto& one : at.tab.all<effect::Announce>()) all.push_back(one.sentence);
    return std::count(all.begin(), all.end(), "Another device has a newer draft: “theirs”");
  };
  at.tab.raise(intent::Select{at.id});
  EXPECT_EQ(said(), 1);
  at.tab.raise(intent::ShowArea{Area::Find});
  at.tab.raise(intent::Select{at.id});
  EXPECT_EQ(said(), 0) << "it is known";
  at.tab.raise(intent::TakeOtherDraft{at.id, false});
  at.tab.frame(DraftsFrame{{{at.id, "theirs", "v3", "v2", at.tab.now}}});
  EXPECT_EQ(said(), 1) << "it is another one";
}

TEST(DraftSync, WordsThatWereNotSentThereStay) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "mine"});
  at.tab.tick(seconds(2));
  const std::string version = told(at.tab)[0].version.value;
  at.tab.frame(DraftsFrame{{{at.id, "", "", "another", at.tab.now}}});
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "mine");
  at.tab.tick(seconds(4));
  ASSERT_EQ(told(at.tab).size(), 1u) << "the relay has them again";
  EXPECT_EQ(told(at.tab)[0].text, "mine");
}

TEST(DraftSync, WordsOfThisPageStayWhateverAnotherTabWritesOverThemAndSends) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "draft in tab one"});
  at.tab.tick(seconds(2));
  const std::string version = told(at.tab)[0].version.value;
  Draft& draft = at.tab.s.drafts[at.id];
  at.tab.frame(DraftsFrame{{{at.id, "two", "v2", version, at.tab.now}}});
  EXPECT_EQ(draft.text, "draft in tab one");
  EXPECT_EQ(draft.other, Draft::Other::Newer);
  at.tab.frame(DraftsFrame{{{at.id, "", "", "v2", at.tab.now}}});
  EXPECT_EQ(draft.text, "draft in tab one");
  EXPECT_EQ(draft.other, Draft::Other::None) << "there is nothing newer any more";
  at.tab.idle(seconds(5));
  EXPECT_TRUE(told(at.tab).empty()) << "the other one has just replaced them";
}

TEST(DraftSync, WhatWasSentElsewhereLeavesThisPageAndWhatWasEmptiedThereStays) {
  for (const bool is_sent : {true, false}) {
    AtWork at;
    at.tab.raise(intent::EditDraft{at.id, "hello"});
    at.tab.tick(seconds(2));
    const std::string version = told(at.tab)[0].version.value;
    at.tab.frame(DraftsFrame{{{at.id, "", is_sent ? "" : "v2", version, at.tab.now}}});
    EXPECT_EQ(at.tab.s.drafts[at.id].text, is_sent ? "" : "hello");
    at.tab.idle(seconds(5));
    EXPECT_TRUE(told(at.tab).empty());
  }
}

TEST(DraftSync, WhoGoesOnElsewhereIsFollowedWhoShortensIsShown) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  at.tab.tick(seconds(2));
  const std::string version = told(at.tab)[0].version.value;
  at.tab.tick(seconds(3));
  Draft& draft = at.tab.s.drafts[at.id];
  at.tab.frame(DraftsFrame{{{at.id, "hello world", "v2", version, at.tab.now}}});
  EXPECT_EQ(draft.text, "hello world");
  at.tab.raise(intent::EditDraft{at.id, "hello world!"});
  at.tab.tick(seconds(5));
  const std::string newest = told(at.tab)[0].version.value;
  at.tab.frame(DraftsFrame{{{at.id, "hello", "v3", newest, at.tab.now}}});
  EXPECT_EQ(draft.text, "hello world!");
  EXPECT_EQ(draft.other_text, "hello");
}

TEST(DraftSync, WhatReplacedAnotherPagesWordsIsSentAndGone) {
  AtWork at;
  at.tab.frame(DraftsFrame{{{at.id, "from the phone", "v1", "", at.tab.now}}});
  at.tab.raise(intent::EditDraft{at.id, "two"});
  at.tab.raise(intent::Send{at.id});
  const std::string key = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", key});
  at.relay(CommandInput{kAna, {key}, SendMessage{at.id, "two", at.world.newest(at.id), false}});
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "");
  at.tab.idle(seconds(5));
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "");
  EXPECT_TRUE(at.tab.s.drafts[at.id].told.empty());
}

TEST(DraftSync, WhatAnotherDeviceOffersIsNotEmptiedBySendingOnesOwn) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "mine"});
  at.tab.tick(seconds(2));
  const std::string version = told(at.tab)[0].version.value;
  at.tab.raise(intent::EditDraft{at.id, "mine too"});
  at.tab.frame(DraftsFrame{{{at.id, "from the phone", "v1", version, at.tab.now}}});
  Draft& draft = at.tab.s.drafts[at.id];
  ASSERT_EQ(draft.other, Draft::Other::Newer);
  at.tab.raise(intent::Send{at.id});
  EXPECT_EQ(at.tab.s.outbox.entries().at(0).text, "mine too");
  EXPECT_EQ(draft.text, "from the phone");
  const std::string key = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", key});
  at.relay(CommandInput{kAna, {key}, SendMessage{at.id, "mine too", at.world.newest(at.id), false}});
  at.tab.idle(seconds(5));
  EXPECT_TRUE(told(at.tab).empty()) << "the relay's copy is theirs still";
}

TEST(DraftSync, AFieldThatStillReportsWhatWasSentBringsBackOnlyWhatWasTypedBehindIt) {
  AtWork at;
  Draft& draft = at.tab.s.drafts[at.id];
  const std::uint32_t revision = draft.revision;
  at.tab.raise(intent::EditDraft{at.id, "two", 3, revision});
  at.tab.raise(intent::Send{at.id});
  at.tab.raise(intent::EditDraft{at.id, "two", 3, revision});
  EXPECT_EQ(draft.text, "") << "the cursor moved, nothing else";
  at.tab.raise(intent::EditDraft{at.id, "two, th", 7, revision});
  EXPECT_EQ(draft.text, ", th");
  at.tab.raise(intent::EditDraft{at.id, "two", 3, draft.revision});
  EXPECT_EQ(draft.text, "two") << "written once more";
}

TEST(DraftSync, WhatIsSentLeavesTheRelayWithItsMessage) {
  AtWork at;
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  at.tab.tick(seconds(2));
  at.tab.raise(intent::Send{at.id});
  const std::string key = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", key});
  at.tab.idle(seconds(5));
  EXPECT_TRUE(told(at.tab).empty()) << "until the relay has the message, its copy of the words is all there is of them";
  at.relay(CommandInput{kAna, {key}, SendMessage{at.id, "hello", at.world.newest(at.id), false}});
  ASSERT_EQ(told(at.tab).size(), 1u);
  EXPECT_EQ(told(at.tab)[0].text, "");
}

TEST(DraftSync, AfterAnInterruptionBothSidesMeet) {
  AtWork at;
  at.tab.frame(DraftsFrame{{{at.id, "from the phone", "v1", "", at.tab.now}}});
  at.tab.lose();
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "") << "it was sent or emptied there meanwhile";
}

TEST(DraftSync, AReloadedPageKnowsItsOwnOlderWords) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const std::string tab_before(32, '7');
  Tab tab;
  tab.start({},
            {{"e1:" + std::to_string(kAna.value) + ":" + std::to_string(id.value) + "@" + tab_before, "hello wor"}});
  tab.welcome(kAna);
  tab.frame(DraftsFrame{{{id, "hello w", tab_before + "-3", "", tab.now}}});
  tab.snapshot(world, kAna);
  EXPECT_EQ(tab.s.drafts[id].text, "hello wor");
  EXPECT_EQ(tab.s.drafts[id].other, Draft::Other::None) << "no other device has written anything";
  ASSERT_EQ(told(tab).size(), 1u);
  EXPECT_EQ(told(tab)[0].text, "hello wor");
}

TEST(DraftSync, ANoteGoesToTheOtherDeviceAndNeverIntoTheAnswer) {
  AtWork at;
  at.tab.raise(intent::EditNote{at.id, "was promised a refund"});
  at.tab.tick(seconds(2));
  ASSERT_EQ(told(at.tab).size(), 1u);
  EXPECT_EQ(told(at.tab)[0].part, DraftPart::Note);
  EXPECT_EQ(told(at.tab)[0].text, "was promised a refund");
  Tab other;
  other.start();
  other.welcome(kAna);
  other.frame(DraftsFrame{{{at.id, "was promised a refund", "n1", "", other.now, DraftPart::Note}}});
  other.snapshot(at.world, kAna);
  EXPECT_EQ((other.s.drafts[{at.id, DraftKind::Note}].text), "was promised a refund");
  EXPECT_EQ(other.s.drafts[at.id].text, "");
  other.frame(DraftsFrame{{{at.id, "", "", "n1", other.now, DraftPart::Note}}});
  EXPECT_EQ((other.s.drafts[{at.id, DraftKind::Note}].text), "") << "it was added there";
}

TEST(DraftSync, BothNotesAreShownWhereTwoPagesHaveWrittenApart) {
  AtWork at;
  const DraftPlace place{at.id, DraftKind::Note};
  at.tab.raise(intent::EditNote{at.id, "mine"});
  at.tab.raise(intent::EditDraft{at.id, "an answer"});
  at.tab.frame(DraftsFrame{{{at.id, "theirs", "n1", "", at.tab.now, DraftPart::Note}}});
  EXPECT_EQ(at.tab.s.drafts[place].text, "mine");
  EXPECT_EQ(at.tab.s.drafts[place].other, Draft::Other::Newer);
  EXPECT_EQ(at.tab.s.drafts[at.id].other, Draft::Other::None);
  at.tab.raise(intent::TakeOtherDraft{at.id, true, DraftPart::Note});
  EXPECT_EQ(at.tab.s.drafts[place].text, "theirs");
  EXPECT_EQ(at.tab.s.drafts[place].other_text, "mine");
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "an answer");
}

class DraftFilesSync : public testing::Test {
 protected:
  void SetUp() override { at.tab.raise(intent::Select{at.id}); }
  static std::string hash(char letter) { return std::string(64, letter); }
  static DraftFile here(char letter) { return {hash(letter), {}, std::string(1, letter), "image/png", 1'000, 40, 30}; }
  static DraftFile on_its_way(const std::string& key) { return {{}, key, "plan.pdf", "application/pdf", 9}; }
  KeptDraft kept(std::vector<DraftFile> files, const std::string& version, const std::string& over) const {
    return {at.id, "", version, over, at.tab.now, DraftPart::Files, std::move(files)};
  }
  void hear(std::vector<DraftFile> files, const std::string& version, const std::string& over) {
    at.tab.frame(DraftsFrame{{kept(std::move(files), version, over)}});
  }
  void offer(const std::string& key) { at.tab.give(event::FileOffered{key, key + ".png", "image/png", 1'000}); }
  void end(const std::string& key, char letter) {
    at.tab.give(event::UploadEnded{
        key, 200,
        R"({"hash":")" + hash(letter) + R"(","content_type":"image/png","bytes":1000,"width":40,"height":30})"});
  }
  /// What the relay is told when it is due; nothing where it knows.
  std::optional<DraftFrame> told_now() {
    at.tab.idle(seconds(3));
    const auto all = told(at.tab);
    return all.empty() ? std::nullopt : std::optional(all.back());
  }
  /// Hashes, and "…" for what is on its way.
  std::string names() const {
    std::string text;
    const auto all = at.tab.s.attachments.find(at.id);
    if (all == at.tab.s.attachments.end()) return text;
    for (const Attachment& one : all->second)
      text += one.phase == Attachment::Phase::Ready ? one.media.hash.substr(0, 1) : "…";
    return text;
  }
  AtWork at;
};

TEST_F(DraftFilesSync, AreToldFromTheirUploadOnAndWhenTheyAreThere) {
  offer("f1");
  const auto first = told_now();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->part, DraftPart::Files);
  ASSERT_EQ(first->files.size(), 1u);
  EXPECT_EQ(first->files[0].hash, "");
  EXPECT_EQ(first->files[0].key, at.tab.s.tab + ":f1");
  EXPECT_EQ(first->files[0].name, "f1.png");
  end("f1", 'a');
  const auto second = told_now();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->files[0].hash, hash('a'));
  EXPECT_EQ(second->over, first->version.value);
  EXPECT_FALSE(told_now());
  at.tab.raise(intent::RemoveAttachment{at.id, "f1"});
  const auto third = told_now();
  ASSERT_TRUE(third);
  EXPECT_TRUE(third->files.empty());
}

TEST_F(DraftFilesSync, ComeFromAnotherDeviceAndAreSentFromHere) {
  hear({here('a')}, "v1", "");
  EXPECT_EQ(names(), "a");
  EXPECT_FALSE(told_now()) << "it would go round";
  EXPECT_TRUE(at.tab.written("drafts").empty()) << "sent there, they would come back here after a restart";
  at.tab.raise(intent::Send{at.id});
  ASSERT_EQ(at.tab.s.outbox.entries().size(), 1u);
  EXPECT_EQ(at.tab.s.outbox.entries()[0].media.at(0).hash, hash('a'));
}

TEST_F(DraftFilesSync, WhatIsOnItsWayElsewhereIsSaidAndHoldsTheMessage) {
  hear({here('a'), on_its_way("phone:f1")}, "v1", "");
  EXPECT_EQ(names(), "a…");
  const auto composer = [&] { return screen::make_screen(at.tab.s, at.tab.now).desk.conversation.composer; };
  EXPECT_EQ(composer().attachments.at(1).detail, "Not here yet: another device or window is uploading it");
  EXPECT_FALSE(composer().can_send);
  at.tab.send(at.id, "Here");
  EXPECT_TRUE(at.tab.s.outbox.entries().empty()) << "not without it";
  hear({here('a'), here('b')}, "v2", "v1");
  EXPECT_EQ(names(), "ab");
  EXPECT_TRUE(composer().can_send);
  // A device that went away is not waited for.
  hear({here('a'), here('b'), on_its_way("phone:f2")}, "v3", "v2");
  at.tab.raise(intent::RemoveAttachment{at.id, "phone:f2"});
  EXPECT_EQ(names(), "ab");
  const auto frame = told_now();
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->files.size(), 2u);
}

TEST_F(DraftFilesSync, WhatTwoPagesAttachAtTheSameTimeIsAllThere) {
  offer("f1");
  end("f1", 'a');
  hear({here('b')}, "v1", "");
  EXPECT_EQ(names(), "ba");
  const auto frame = told_now();
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->files.size(), 2u);
  EXPECT_EQ(frame->over, "v1");
  EXPECT_FALSE(told_now());
}

TEST_F(DraftFilesSync, WhatWasRemovedOnOneSideIsNotBroughtBackByTheOther) {
  hear({here('a'), here('b')}, "v1", "");
  at.tab.raise(intent::RemoveAttachment{at.id, hash('a')});
  hear({here('a'), here('b'), here('c')}, "v2", "v1");
  EXPECT_EQ(names(), "bc") << "removed here, added there";
  hear({here('c')}, "v3", "v2");
  EXPECT_EQ(names(), "c") << "removed there";
}

TEST_F(DraftFilesSync, AnUploadOfThisPageGoesOnWhateverTheOtherOneSaysOfIt) {
  offer("f1");
  const auto frame = told_now();
  ASSERT_TRUE(frame);
  // The other device has taken it over, and adds a file of its own.
  hear({frame->files[0], here('b')}, "v1", frame->version.value);
  EXPECT_EQ(names(), "…b");
  EXPECT_EQ(at.tab.s.attachments[at.id][0].phase, Attachment::Phase::Uploading);
  end("f1", 'a');
  EXPECT_EQ(names(), "ab");
  // Taken out over there while it goes up: nobody wants it any more.
  offer("f2");
  const auto more = told_now();
  ASSERT_TRUE(more);
  hear({here('a'), here('b')}, "v2", more->version.value);
  EXPECT_EQ(names(), "ab");
  EXPECT_EQ(at.tab.all<effect::EndUpload>(), std::vector({effect::EndUpload{"f2"}}));
}

TEST_F(DraftFilesSync, WhatWasSentElsewhereLeavesAndWhatWasAddedHereStays) {
  hear({here('a')}, "v1", "");
  offer("f1");
  end("f1", 'b');
  hear({}, "", "v1");
  EXPECT_EQ(names(), "b");
  const auto frame = told_now();
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->files.size(), 1u);
}

TEST_F(DraftFilesSync, AfterAnInterruptionBothSidesMeet) {
  hear({here('a')}, "v1", "");
  at.tab.lose();
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(DraftsFrame{{kept({here('b')}, "v2", "v1")}});
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  EXPECT_EQ(names(), "b");
  at.tab.lose();
  at.tab.tick(seconds(20));
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.frame(EntriesFrame{at.world.workspace.offset, {}, {}});
  EXPECT_EQ(names(), "") << "sent or removed there meanwhile";
}

TEST_F(DraftFilesSync, WhatWaitsInTheOutboxDoesNotComeBackFromTheRelay) {
  offer("f1");
  end("f1", 'a');
  at.tab.raise(intent::EditDraft{at.id, "Here"});
  at.tab.raise(intent::Send{at.id});
  ASSERT_EQ(at.tab.s.outbox.entries().size(), 1u);
  // As after a browser that was killed behind Send: the relay has the draft still, and the message waits.
  hear({here('a'), here('b')}, "v1", "v0");
  EXPECT_EQ(names(), "b");
  at.tab.frame(DraftsFrame{{{at.id, "Here", "t1", "t0", at.tab.now}}});
  EXPECT_EQ(at.tab.s.drafts[at.id].text, "");
  at.tab.frame(DraftsFrame{{{at.id, "Something else", "t2", "t1", at.tab.now}}});
  EXPECT_EQ(at.tab.s.drafts[at.id].other_text, "Something else") << "other words are not lost";
}

TEST_F(DraftFilesSync, StayInTheirConversation) {
  const ConversationId other = a_conversation().from("+14155550207").with_inbound("hi").owned_by(kAna).in(at.world);
  at.tab.snapshot(at.world, kAna);
  hear({here('a')}, "v1", "");
  EXPECT_EQ(at.tab.s.attachments.count(other), 0u);
  at.tab.send(other, "Here");
  ASSERT_EQ(at.tab.s.outbox.entries().size(), 1u);
  EXPECT_TRUE(at.tab.s.outbox.entries()[0].media.empty());
  EXPECT_EQ(names(), "a");
}

// Law: two pages of an agent and a relay that keeps the last word, with frames under way, lost links and sends in any order.
// Every text carries the number of the conversation in which it was typed; it never shows, is told or is sent anywhere else.
TEST(DraftSync, NoDraftIsEverInAnotherConversation) {
  for (const std::uint64_t seed : seeds(40)) {
    Random random(seed);
    World world;
    std::vector<ConversationId> ids;
    for (int i = 0; i < 2; ++i) {
      ids.push_back(
          a_conversation().from("+1415555020" + std::to_string(i)).with_inbound("hi").owned_by(kAna).in(world));
    }
    Tab tabs[2];
    std::map<ConversationId, KeptDraft> kept;
    std::deque<KeptDraft> under_way[2];
    const auto own = [](ConversationId id, const std::string& text) {
      return text.empty() || text.find("#" + std::to_string(id.value) + "#") != std::string::npos;
    };
    const auto only = [&](ConversationId id, const std::string& text) {
      for (const ConversationId other : ids)
        if (other != id && text.find("#" + std::to_string(other.value) + "#") != std::string::npos) return false;
      return own(id, text);
    };
    const auto greet = [&](Tab& tab) {
      tab.welcome(kAna);
      DraftsFrame all;
      for (const auto& [id, draft] : kept) all.drafts.push_back(draft);
      if (!all.drafts.empty()) tab.frame(all);
      tab.snapshot(world, kAna);
    };
    for (Tab& tab : tabs) {
      tab.start();
      greet(tab);
    }
    tabs[1].s.tab = "other";
    for (int step = 0; step < 300; ++step) {
      const std::size_t which = random.below(2);
      Tab& tab = tabs[which];
      const ConversationId id = ids[random.below(ids.size())];
      switch (random.below(8)) {
        case 0:
        case 1:
          tab.raise(intent::Select{id});
          tab.raise(intent::EditDraft{id, "#" + std::to_string(id.value) + "# " + std::to_string(step)});
          break;
        case 2:
          tab.raise(intent::Send{id});
          if (!tab.stored_key().empty()) tab.give(event::StorageWritten{"outbox", tab.stored_key()});
          break;
        case 3:
          tab.raise(intent::TakeOtherDraft{id, random.chance(50)});
          break;
        case 4:
          if (!under_way[which].empty() && tab.s.connection.link == Link::Up) {
            const KeptDraft next = under_way[which].front();
            const Draft before = tab.s.drafts[next.conversation];
            tab.frame(DraftsFrame{{next}});
            under_way[which].pop_front();
            // Law: words that were typed here are not replaced by words from elsewhere.
            const std::string& after = tab.s.drafts[next.conversation].text;
            const bool is_kept = after.compare(0, before.text.size(), before.text) == 0;
            ASSERT_TRUE(next.text.empty() || before.is_from_elsewhere || is_kept) << "seed " << seed;
          }
          break;
        case 5:
          if (random.chance(20)) {
            tab.lose();
            under_way[which].clear();
            tab.tick(seconds(20));
            tab.give(event::SocketOpened{});
            greet(tab);
          }
          break;
        default:
          tab.tick(static_cast<DurationMs>(random.below(3'000)));
      }
      for (const ClientFrame& frame : tab.sent()) {
        if (const auto* draft = std::get_if<DraftFrame>(&frame)) {
          ASSERT_TRUE(only(draft->conversation, draft->text)) << "seed " << seed << ": " << draft->text;
          KeptDraft now{draft->conversation, draft->text, draft->version.value, draft->over, tab.now};
          if (now.text.empty())
            kept.erase(now.conversation);
          else
            kept[now.conversation] = now;
          under_way[1 - which].push_back(now);
        }
      }
      for (const auto& [key, send] : tab.sends()) {
        ASSERT_TRUE(only(send.conversation, send.text)) << "seed " << seed << ": " << send.text;
        if (kept.count(send.conversation) != 0 && kept[send.conversation].text == send.text) {
          under_way[1 - which].push_back({send.conversation, "", "", kept[send.conversation].version, tab.now});
          kept.erase(send.conversation);
        }
        tab.frame(AnswerFrame{{key}, {}});
      }
      for (const Tab& one : tabs) {
        for (const auto& [place, draft] : one.s.drafts) {
          ASSERT_TRUE(only(place.conversation, draft.text)) << "seed " << seed << ": " << draft.text;
          ASSERT_TRUE(only(place.conversation, draft.other_text)) << "seed " << seed;
        }
      }
    }
  }
}

}  // namespace
}  // namespace smsdesk::test
