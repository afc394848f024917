// Closed conversations: what is asked of the relay, and what becomes of its answers.
#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

FoundConversation closed(std::uint64_t id, const std::string& customer = "+14155550199") {
  FoundConversation one;
  one.conversation = ConversationId{id};
  one.queue = kSupport;
  one.customer = customer;
  one.our_number = "+14155550100";
  one.ended_at = kMorning + minutes(static_cast<std::int64_t>(id));
  one.agent = kAna;
  one.code = "Solved";
  return one;
}

class Finding : public testing::Test {
 protected:
  AtWork at_;
  Tab& tab_ = at_.tab;

  /// The one question that the last event asked.
  FindRequest asked() {
    const auto requests = tab_.sent_kind<FindRequest>();
    EXPECT_EQ(requests.size(), 1u);
    return requests.empty() ? FindRequest{} : requests[0];
  }
  void answer(const FindRequest& request, std::vector<FoundConversation> found, bool has_more = false) {
    tab_.frame(FoundFrame{request.key, std::move(found), has_more, false});
  }
  std::vector<std::uint64_t> listed() const {
    std::vector<std::uint64_t> ids;
    for (const FoundConversation& one : tab_.s.find.found) ids.push_back(one.conversation.value);
    return ids;
  }
};
using Ids = std::vector<std::uint64_t>;

TEST_F(Finding, BeginsWithTheNewestEachTimeItIsOpened) {
  tab_.raise(intent::ShowArea{Area::Find});
  const FindRequest first = asked();
  EXPECT_EQ(first.words, "");
  EXPECT_FALSE(first.before.is_set());
  answer(first, {closed(900), closed(800)});
  EXPECT_EQ(listed(), (Ids{900, 800}));
  tab_.raise(intent::Select{at_.id});
  tab_.raise(intent::ShowArea{Area::Find});
  answer(asked(), {closed(950), closed(900)});
  EXPECT_EQ(listed(), (Ids{950, 900}));
}

TEST_F(Finding, AsksWhenTheWordsRest) {
  tab_.raise(intent::ShowArea{Area::Find});
  const FindRequest beginning = asked();
  tab_.raise(intent::EditFind{"sal"});
  EXPECT_TRUE(tab_.sent().empty());
  tab_.tick(100);
  EXPECT_TRUE(tab_.sent().empty());
  tab_.raise(intent::EditFind{"sales"});
  tab_.tick(200);
  EXPECT_TRUE(tab_.sent().empty()) << "it was changed again";
  tab_.tick(50);
  const FindRequest words = asked();
  EXPECT_EQ(words.words, "sales");
  answer(beginning, {closed(1)});
  EXPECT_TRUE(listed().empty()) << "an answer to what is not asked any more";
  answer(words, {closed(2)});
  EXPECT_EQ(listed(), Ids{2});
}

TEST_F(Finding, CutsWordsThatNoFrameWouldHold) {
  tab_.raise(intent::ShowArea{Area::Find});
  tab_.raise(intent::EditFind{std::string(5'000, 'x')});
  tab_.tick(1'000);
  EXPECT_EQ(asked().words.size(), kFindWordsBytesMax);
}

TEST_F(Finding, GoesOnBelowTheLast) {
  tab_.raise(intent::ShowArea{Area::Find});
  answer(asked(), {closed(900), closed(800)}, true);
  tab_.raise(intent::FindOlder{});
  const FindRequest older = asked();
  EXPECT_EQ(older.before, ConversationId{800});
  EXPECT_EQ(older.before_at, closed(800).ended_at);
  tab_.raise(intent::FindOlder{});
  EXPECT_TRUE(tab_.sent().empty()) << "once";
  answer(older, {closed(700)});
  EXPECT_EQ(listed(), (Ids{900, 800, 700}));
  tab_.raise(intent::FindOlder{});
  EXPECT_TRUE(tab_.sent().empty()) << "there are no older ones";
  tab_.raise(intent::FindMine{true});
  EXPECT_TRUE(asked().is_mine);
}

TEST_F(Finding, AQuestionThatTheConnectionLostIsAskedAgain) {
  tab_.raise(intent::ShowArea{Area::Find});
  asked();
  tab_.lose();
  tab_.tick(60'000);
  tab_.give(event::SocketOpened{});
  tab_.welcome(kAna);
  tab_.snapshot(at_.world, kAna);
  answer(asked(), {closed(5)});
  EXPECT_EQ(listed(), Ids{5});
}

TEST_F(Finding, WhatFailedKeepsWhatIsShown) {
  tab_.raise(intent::ShowArea{Area::Find});
  answer(asked(), {closed(5)});
  tab_.raise(intent::FindAgain{});
  tab_.frame(FoundFrame{asked().key, {}, false, true});
  EXPECT_EQ(listed(), Ids{5});
  EXPECT_TRUE(tab_.s.find.is_failed);
  tab_.raise(intent::FindAgain{});
  answer(asked(), {});
  EXPECT_FALSE(tab_.s.find.is_failed);
  EXPECT_TRUE(listed().empty());
}

TEST_F(Finding, ReadsAClosedOnePageByPage) {
  tab_.raise(intent::ShowArea{Area::Find});
  answer(asked(), {closed(900)});
  tab_.raise(intent::ReadClosed{ConversationId{900}});
  const auto pages = tab_.sent_kind<PageRequest>();
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].conversation, ConversationId{900});
  Message message;
  message.id = MessageId{77};
  message.text = "hello";
  tab_.frame(PageFrame{pages[0].key, ConversationId{900}, {{message, ConversationId{900}}}, true});
  tab_.raise(intent::LoadOlder{ConversationId{900}});
  ASSERT_EQ(tab_.sent_kind<PageRequest>().size(), 1u);
  EXPECT_EQ(tab_.sent_kind<PageRequest>()[0].before, MessageId{77});
  tab_.raise(intent::ReadClosed{});
  EXPECT_FALSE(tab_.s.find.reading);
  tab_.raise(intent::ReadClosed{at_.id});
  EXPECT_EQ(tab_.s.area, Area::Conversations) << "that one is open again";
}

// Of it, colleagues have a summary until it is filed.
TEST(FindingWhatIsStillFiled, ReadsItLikeAClosedOne) {
  AtWork at(kBen);
  Tab& tab = at.tab;
  at.relay(CommandInput{kAna, at.world.fresh_key(), EndConversation{at.id}});
  ASSERT_NE(tab.s.workspace.find_conversation(at.id), nullptr);
  ASSERT_FALSE(tab.s.workspace.find_conversation(at.id)->detail);
  tab.raise(intent::ShowArea{Area::Find});
  const auto asked = tab.sent_kind<FindRequest>();
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(find_readable(tab.s, at.id), nullptr) << "it is not being read";
  tab.frame(FoundFrame{asked[0].key, {closed(at.id.value)}, false, false});
  tab.raise(intent::ReadClosed{at.id});
  const auto pages = tab.sent_kind<PageRequest>();
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].conversation, at.id);
  Message message;
  message.id = MessageId{77};
  message.text = "hello";
  tab.frame(PageFrame{pages[0].key, at.id, {{message, at.id}}, false});
  ASSERT_NE(find_message(tab.s, at.id, message.id), nullptr);
  at.relay(CommandInput{kAna, at.world.fresh_key(), CompleteWrapUp{at.id, kSolved, ""}});
  EXPECT_EQ(tab.s.workspace.find_conversation(at.id), nullptr);
  EXPECT_NE(find_message(tab.s, at.id, message.id), nullptr) << "it is read on when it is filed";
}

TEST_F(Finding, ReopensAndShowsWhatWasReopened) {
  tab_.raise(intent::ShowArea{Area::Find});
  answer(asked(), {closed(900)});
  tab_.raise(intent::ReadClosed{ConversationId{900}});
  tab_.raise(intent::Reopen{ConversationId{900}});
  ASSERT_EQ(tab_.sent_kind<CommandFrame>().size(), 1u);
  const CommandFrame command = tab_.sent_kind<CommandFrame>()[0];
  EXPECT_EQ(std::get<ReopenConversation>(command.command).conversation, ConversationId{900});
  tab_.raise(intent::Reopen{ConversationId{900}});
  EXPECT_TRUE(tab_.sent().empty()) << "it is on its way";
  const Workspace before = at_.world.workspace;
  const std::size_t from = at_.world.log.size();
  ReopenConversation obeyed{ConversationId{900}, {}};
  obeyed.closed =
      ClosedConversation{ConversationId{900}, kSupport, "+14155550199", "+14155550100", kMorning, kMorning, kAna, 1};
  const Decision decision = at_.world.command(kAna, obeyed);
  ASSERT_FALSE(decision.refusal) << decision.refusal->sentence;
  at_.stream(before, {at_.world.log.begin() + static_cast<std::ptrdiff_t>(from), at_.world.log.end()});
  EXPECT_EQ(tab_.s.area, Area::Conversations);
  EXPECT_EQ(tab_.s.selected, ConversationId{900});
}

TEST_F(Finding, WorkThatComesByItselfLeavesThePageWhereItIs) {
  tab_.raise(intent::ShowArea{Area::Find});
  const Workspace before = at_.world.workspace;
  const std::size_t from = at_.world.log.size();
  at_.world.command(kAna, EndConversation{at_.id});
  at_.world.command(kAna, CompleteWrapUp{at_.id, kSolved, ""});
  at_.stream(before, {at_.world.log.begin() + static_cast<std::ptrdiff_t>(from), at_.world.log.end()});
  EXPECT_EQ(tab_.s.area, Area::Find);
  const auto attention = tab_.s.told_attention;
  EXPECT_FALSE(attention.conversation.is_set()) << "nothing is looked at";
}

}  // namespace
}  // namespace smsdesk::test
