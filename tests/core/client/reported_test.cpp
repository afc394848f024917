// Reported messages in a supervisor's page: when the list is asked for, what opens from it, and what a dismissed report leaves.
#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

ReportedMessage reported(std::uint64_t message, std::uint64_t conversation = 900) {
  return {MessageId{message},
          ConversationId{conversation},
          {ReportKind::Spam, kAna, Instant{static_cast<std::int64_t>(message)}},
          "buy now"};
}

/// Sam has the list before his eyes; Ana has a conversation.
class Reported : public testing::Test {
 protected:
  Reported() {
    tab_.raise(intent::ShowArea{Area::Overview});
    EXPECT_TRUE(tab_.sent_kind<ReportedRequest>().empty()) << "another tab is shown";
    tab_.raise(intent::ShowOverviewTab{OverviewTab::Reported});
    first_ = asked();
  }
  ReportedRequest asked() {
    const auto requests = tab_.sent_kind<ReportedRequest>();
    EXPECT_EQ(requests.size(), 1u);
    return requests.empty() ? ReportedRequest{} : requests[0];
  }
  bool is_asked() const { return !tab_.sent_kind<ReportedRequest>().empty(); }
  void answer(const ReportedRequest& request, std::vector<ReportedMessage> list, bool has_more = false) {
    tab_.frame(ReportedFrame{request.key, std::move(list), {closed(900)}, has_more, false});
  }
  std::vector<std::uint64_t> shown() const {
    std::vector<std::uint64_t> ids;
    for (const ReportedMessage& one : tab_.s.reported.found) ids.push_back(one.message.value);
    return ids;
  }
  CommandFrame dismissal() {
    const auto commands = tab_.sent_kind<CommandFrame>();
    EXPECT_EQ(commands.size(), 1u);
    return commands.empty() ? CommandFrame{} : commands[0];
  }

  using Ids = std::vector<std::uint64_t>;
  AtWork at_{kSam};
  Tab& tab_ = at_.tab;
  ReportedRequest first_;
};

TEST_F(Reported, AreAskedForWhenTheListIsOpenedAndPageByPage) {
  EXPECT_FALSE(first_.before.is_set());
  EXPECT_EQ(first_.limit, 50u);
  answer(first_, {reported(9), reported(8)}, true);
  EXPECT_EQ(shown(), (Ids{9, 8}));
  EXPECT_TRUE(tab_.s.reported.was_answered);
  tab_.raise(intent::OlderReported{});
  const ReportedRequest older = asked();
  EXPECT_EQ(older.before, MessageId{8});
  EXPECT_EQ(older.before_at, Instant{8});
  tab_.raise(intent::OlderReported{});
  EXPECT_FALSE(is_asked()) << "once";
  answer(older, {reported(7)});
  EXPECT_EQ(shown(), (Ids{9, 8, 7}));
  tab_.raise(intent::OlderReported{});
  EXPECT_FALSE(is_asked()) << "that was all";
  tab_.raise(intent::ShowArea{Area::Conversations});
  EXPECT_FALSE(is_asked());
  tab_.raise(intent::ShowArea{Area::Overview});
  answer(asked(), {reported(10)});
  EXPECT_EQ(shown(), (Ids{10})) << "anew";
}

TEST_F(Reported, AreAskedForAgainWhereThatFailed) {
  answer(first_, {reported(9)});
  tab_.raise(intent::ShowOverviewTab{OverviewTab::Reported});
  tab_.frame(ReportedFrame{asked().key, {}, {}, false, true});
  EXPECT_TRUE(tab_.s.reported.is_failed);
  EXPECT_EQ(shown(), (Ids{9})) << "what was shown stays";
  tab_.raise(intent::ReportedAgain{});
  answer(asked(), {});
  EXPECT_FALSE(tab_.s.reported.is_failed);
  EXPECT_TRUE(shown().empty());
  answer(first_, {reported(9)});
  EXPECT_TRUE(shown().empty()) << "an answer to an older question";
}

TEST_F(Reported, AreAskedForAgainWhenTheConnectionIsBack) {
  tab_.lose();
  tab_.raise(intent::ReportedAgain{});
  EXPECT_FALSE(is_asked());
  tab_.tick(seconds(10));
  tab_.give(event::SocketOpened{});
  tab_.welcome(kSam);
  tab_.snapshot(at_.world, kSam);
  answer(asked(), {reported(9)});
  EXPECT_EQ(shown(), (Ids{9}));
}

TEST_F(Reported, FollowWhatAgentsReport) {
  const MessageId message = at_.world.newest(at_.id);
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), ReportMessage{at_.id, message, ReportKind::Abuse}});
  EXPECT_FALSE(is_asked()) << "an answer is on its way already";
  answer(first_, {});
  answer(asked(), {reported(message.value, at_.id.value)});
  EXPECT_EQ(shown().size(), 1u);
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), ReportMessage{at_.id, message, ReportKind::None}});
  answer(asked(), {});
  EXPECT_TRUE(shown().empty());
  tab_.raise(intent::ShowOverviewTab{OverviewTab::Agents});
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), ReportMessage{at_.id, message, ReportKind::Spam}});
  EXPECT_FALSE(is_asked()) << "nobody looks at the list";
}

TEST_F(Reported, AreAskedForAgainWhenTheirConversationIsClosed) {
  const MessageId message = at_.world.newest(at_.id);
  FoundConversation open;
  open.conversation = at_.id;
  tab_.frame(ReportedFrame{first_.key, {reported(message.value, at_.id.value)}, {open}, false, false});
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), EndConversation{at_.id}});
  EXPECT_FALSE(is_asked());
  at_.relay(CommandInput{kAna, at_.world.fresh_key(), CompleteWrapUp{at_.id, kSolved, ""}});
  EXPECT_TRUE(is_asked());
}

TEST_F(Reported, OpenAtTheirPlaceInWhatRuns) {
  const MessageId message = at_.world.newest(at_.id);
  answer(first_, {reported(message.value, at_.id.value)});
  tab_.raise(intent::OpenReported{at_.id, message});
  EXPECT_EQ(tab_.s.area, Area::Conversations);
  EXPECT_EQ(tab_.s.selected, at_.id);
  EXPECT_TRUE(tab_.s.is_from_overview);
  EXPECT_EQ(tab_.s.place.message, message);
}

TEST_F(Reported, OpenAtTheirPlaceInWhatIsClosedAndLeadBack) {
  answer(first_, {reported(50)});
  tab_.raise(intent::OpenReported{ConversationId{901}, MessageId{50}});
  EXPECT_EQ(tab_.s.area, Area::Overview) << "nothing is known of it";
  tab_.raise(intent::OpenReported{ConversationId{900}, MessageId{50}});
  EXPECT_EQ(tab_.s.area, Area::Find);
  ASSERT_TRUE(tab_.s.find.reading);
  EXPECT_EQ(tab_.s.find.reading->id, ConversationId{900});
  EXPECT_EQ(tab_.s.reported.read, ConversationId{900});
  const auto pages = tab_.sent_kind<PageRequest>();
  EXPECT_TRUE(
      std::any_of(pages.begin(), pages.end(), [](const PageRequest& one) { return one.around == MessageId{50}; }));
  tab_.raise(intent::ShowArea{Area::Overview});
  EXPECT_FALSE(tab_.s.find.reading) << "the list of closed conversations does not open with it";
  EXPECT_FALSE(tab_.s.reported.read.is_set());
  EXPECT_TRUE(is_asked());
}

TEST_F(Reported, GoWhenTheirReportIsDismissed) {
  answer(first_, {reported(50), reported(40)});
  tab_.raise(intent::OpenReported{ConversationId{900}, MessageId{50}});
  TimelineMessage loaded;
  loaded.conversation = ConversationId{900};
  loaded.message.id = MessageId{50};
  loaded.message.report = {ReportKind::Spam, kAna, kMorning};
  PageFrame page;
  page.conversation = ConversationId{900};
  page.messages = {loaded};
  page.has_newer = true;
  for (const PageRequest& request : tab_.sent_kind<PageRequest>())
    if (request.around.is_set()) page.key = request.key;
  tab_.frame(page);
  ASSERT_NE(find_message(tab_.s, ConversationId{900}, MessageId{50}), nullptr) << "of the part that is shown";
  tab_.raise(intent::DismissReport{ConversationId{900}, MessageId{50}});
  const CommandFrame command = dismissal();
  EXPECT_EQ(std::get<ReportMessage>(command.command).kind, ReportKind::None);
  EXPECT_EQ(std::get<ReportMessage>(command.command).message, MessageId{50});
  tab_.raise(intent::DismissReport{ConversationId{900}, MessageId{50}});
  EXPECT_TRUE(tab_.sent_kind<CommandFrame>().empty()) << "it is on its way";
  tab_.frame(AnswerFrame{command.key, std::nullopt});
  EXPECT_EQ(shown(), (Ids{40}));
  EXPECT_TRUE(tab_.did<effect::Announce>());
  EXPECT_EQ(find_message(tab_.s, ConversationId{900}, MessageId{50})->report, MessageReport{});
}

TEST_F(Reported, StayWhereTheRelayRefuses) {
  answer(first_, {reported(50)});
  tab_.raise(intent::DismissReport{ConversationId{900}, MessageId{50}});
  tab_.frame(AnswerFrame{dismissal().key, Refusal{RefusalKind::NotNow, "Not now.", 0}});
  EXPECT_EQ(shown(), (Ids{50}));
  EXPECT_TRUE(tab_.said("Not now."));
}

TEST_F(Reported, AreAskedForWhereTheLastLoadedOneWasDismissed) {
  answer(first_, {reported(50)}, true);
  tab_.raise(intent::DismissReport{ConversationId{900}, MessageId{50}});
  tab_.frame(AnswerFrame{dismissal().key, std::nullopt});
  EXPECT_FALSE(asked().before.is_set());
}

}  // namespace
}  // namespace smsdesk::test
