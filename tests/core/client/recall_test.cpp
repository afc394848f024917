// What survives a reload of the page: the open conversation, and the word on what went back to a queue meanwhile.
#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

/// A tab that starts with what another one wrote among the settings.
class Reloaded : public testing::Test {
 protected:
  Reloaded() { kept(at_.tab); }
  void kept(const Tab& tab) {
    for (const auto& [key, value] : tab.written("settings")) settings_[key] = value;
  }
  Tab reload() {
    Tab tab;
    tab.now = at_.world.now;
    tab.start({}, {}, {settings_.begin(), settings_.end()});
    tab.welcome(kAna);
    tab.snapshot(at_.world, kAna);
    return tab;
  }
  AtWork at_;
  std::map<std::string, std::string> settings_;
};

TEST_F(Reloaded, ChoosesTheConversationThatWasOpen) {
  at_.tab.raise(intent::Select{at_.id});
  kept(at_.tab);
  EXPECT_EQ(reload().s.selected, at_.id);
  // Signing out and in again is no other thing.
  at_.tab.raise(intent::SignOut{});
  at_.tab.raise(intent::SignOut{});
  ASSERT_EQ(at_.tab.s.session, SessionPhase::SignedOut);
  at_.tab.give(event::StorageLoaded{"outbox", {}});
  at_.tab.give(event::StorageLoaded{"drafts", {}});
  at_.tab.raise(intent::EditSignIn{"ana", "password"});
  at_.tab.raise(intent::SignIn{});
  at_.tab.give(event::HttpAnswered{"sign_in", 200, ""});
  at_.tab.give(event::SocketOpened{});
  at_.tab.welcome(kAna);
  at_.tab.snapshot(at_.world, kAna);
  EXPECT_EQ(at_.tab.s.selected, at_.id);
}

TEST_F(Reloaded, DoesNotReadWhatWasLeftUnread) {
  at_.tab.raise(intent::Select{at_.id});
  kept(at_.tab);
  at_.world.command(kAna, MarkUnread{at_.id, at_.world.newest(at_.id)});
  Tab tab = reload();
  ASSERT_EQ(tab.s.selected, at_.id);
  tab.raise(intent::Seen{at_.id, at_.world.newest(at_.id)});
  EXPECT_TRUE(tab.sent_kind<CommandFrame>().empty()) << "the page has chosen it";
  tab.raise(intent::Select{at_.id});
  tab.raise(intent::Seen{at_.id, at_.world.newest(at_.id)});
  EXPECT_EQ(tab.sent_kind<CommandFrame>().size(), 1u);
}

TEST_F(Reloaded, ChoosesNothingOfAnotherLogOrThatIsGone) {
  at_.tab.raise(intent::Select{at_.id});
  kept(at_.tab);
  Tab other;
  other.start({}, {}, {settings_.begin(), settings_.end()});
  other.welcome(kAna, "e2");
  other.snapshot(at_.world, kAna);
  EXPECT_FALSE(other.s.selected.is_set());
  at_.world.decide(CommandInput{kAna, {"e"}, EndConversation{at_.id}});
  at_.world.decide(CommandInput{kAna, {"w"}, CompleteWrapUp{at_.id, kSolved, ""}});
  EXPECT_FALSE(reload().s.selected.is_set());
}

TEST_F(Reloaded, IsToldWhichConversationWentBackToTheQueueAndWhy) {
  EXPECT_TRUE(reload().s.notices.empty()) << "it is still hers";
  at_.world.decide(AgentLeft{kAna});
  at_.world.now = at_.world.now + hours(1);
  at_.world.decide(TimePassed{});
  ASSERT_EQ(at_.world.conversation(at_.id).returned, ReturnReason::AgentLost);
  Tab tab = reload();
  ASSERT_EQ(tab.s.notices.size(), 1u);
  EXPECT_EQ(
      tab.s.notices[0].text,
      "While you were away, the conversation with +1 415 555 0199 went back to Support, because your browser was not "
      "connected for too long.");
  kept(tab);
  EXPECT_TRUE(reload().s.notices.empty()) << "told once";
}

TEST_F(Reloaded, IsToldWhereWhatWasBeingTransferredWaits) {
  Organisation all = an_organisation();
  all.agents[0].queues = {kSupport, kSales};
  at_.world.decide(all);
  at_.world.decide(CommandInput{kAna, {"t"}, BeginTransfer{at_.id, kSales, {}, "", true}});
  at_.world.decide(AgentLeft{kAna});
  at_.world.now = at_.world.now + hours(1);
  at_.world.decide(TimePassed{});
  EXPECT_TRUE(reload().said("waits in Sales now: it was transferred."));
}

TEST_F(Reloaded, IsToldThatItIsOverOrAColleaguesNow) {
  at_.world.decide(AgentLeft{kAna});
  at_.world.now = at_.world.now + hours(1);
  at_.world.decide(TimePassed{});
  at_.world.on_queue(kBen);
  at_.world.make_offers();
  ASSERT_EQ(at_.world.workspace.offers.size(), 1u);
  at_.world.decide(CommandInput{kBen, {"a"}, AnswerOffer{at_.world.workspace.offers.begin()->first}});
  EXPECT_TRUE(reload().said("is Ben Okafor's now"));
  at_.world.decide(CommandInput{kBen, {"e"}, EndConversation{at_.id}});
  at_.world.decide(CommandInput{kBen, {"w"}, CompleteWrapUp{at_.id, kSolved, ""}});
  EXPECT_TRUE(reload().said("was closed"));
}

TEST(Recall, APageThatStayedOpenIsToldWhenItIsBack) {
  AtWork at;
  at.tab.lose();
  at.world.decide(AgentLeft{kAna});
  at.world.now = at.world.now + hours(1);
  at.world.decide(TimePassed{});
  at.tab.now = at.world.now;
  at.tab.give(event::Ticked{});
  at.tab.give(event::SocketOpened{});
  at.tab.welcome(kAna);
  at.tab.snapshot(at.world, kAna);
  EXPECT_TRUE(at.tab.said("went back to Support"));
}

TEST(Recall, SettingsThatComeLateAreReadAllTheSame) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  const auto settings = at.tab.written("settings");
  Tab tab;
  tab.give(event::Started{});
  tab.give(event::StorageLoaded{"outbox", {}});
  tab.give(event::StorageLoaded{"drafts", {}});
  tab.give(event::HttpAnswered{"session", 200, "{}"});
  tab.give(event::SocketOpened{});
  tab.welcome(kAna);
  tab.snapshot(at.world, kAna);
  EXPECT_TRUE(tab.written("settings").empty()) << "nothing is written over what was not read";
  tab.give(event::StorageLoaded{"settings", {settings.begin(), settings.end()}});
  EXPECT_EQ(tab.s.selected, at.id);
}

}  // namespace
}  // namespace smsdesk::test
