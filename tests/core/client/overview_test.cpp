// What a supervisor does with queues, agents and conversations that are not theirs, and what its agent is told.
#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

template <typename Command>
std::vector<Command> commands(const Tab& tab) {
  std::vector<Command> found;
  for (const CommandFrame& frame : tab.sent_kind<CommandFrame>()) {
    if (const auto* one = std::get_if<Command>(&frame.command)) found.push_back(*one);
  }
  return found;
}

CommandInput by(AgentId agent, AgentCommand command) {
  return {agent, SendKey{"key-of-another"}, std::move(command)};
}

/// Sam looks at the overview; Ana has a conversation.
class Looking : public AtWork {
 public:
  Looking() : AtWork(kSam) { tab.raise(intent::ShowArea{Area::Overview}); }
};

TEST(Overview, IsForSupervisors) {
  Looking at;
  EXPECT_EQ(at.tab.s.area, Area::Overview);
}

TEST(Overview, RemembersWhatWasChosen) {
  Looking at;
  at.tab.raise(intent::OpenOverviewQueue{kSupport});
  at.tab.raise(intent::ShowOverviewTab{OverviewTab::Agents});
  at.tab.raise(intent::SortAgents{AgentSort::Time});
  at.tab.raise(intent::FilterAgents{std::string(300, 'a')});
  at.tab.raise(intent::OpenOverviewMenu{{OverviewMenu::Kind::Queues}});
  at.tab.raise(intent::ShowAgentsOf{kSales});
  at.tab.raise(intent::OpenOverviewAgent{kAna});
  const OverviewState& s = at.tab.s.overview;
  EXPECT_EQ(s.open_queue, kSupport);
  EXPECT_EQ(s.tab, OverviewTab::Agents);
  EXPECT_EQ(s.sort, AgentSort::Time);
  EXPECT_EQ(s.filter.size(), 200u);
  EXPECT_EQ(s.only_queue, kSales);
  EXPECT_EQ(s.open_agent, kAna);
  EXPECT_EQ(s.menu, OverviewMenu{}) << "a choice closes its menu";
}

TEST(Overview, ChangesTheStateOfAnAgentByItsMenu) {
  Looking at;
  at.tab.raise(intent::OpenOverviewMenu{{OverviewMenu::Kind::Agent, kAna, {}}});
  at.tab.raise(intent::SetPresenceOf{kAna, Presence::Break, {}});
  const auto presences = commands<SetPresence>(at.tab);
  ASSERT_EQ(presences.size(), 1u);
  EXPECT_EQ(presences[0].agent, kAna);
  EXPECT_EQ(presences[0].presence, Presence::Break);
  EXPECT_EQ(at.tab.s.overview.menu, OverviewMenu{});
  at.tab.raise(intent::SetOnQueueOf{kAna, false});
  ASSERT_EQ(commands<SetOnQueue>(at.tab).size(), 1u);
  EXPECT_EQ(commands<SetOnQueue>(at.tab)[0].agent, kAna);
  at.tab.raise(intent::SetOnQueueOf{kAna, false});
  EXPECT_TRUE(commands<SetOnQueue>(at.tab).empty()) << "it is on its way";
  at.tab.raise(intent::SetOnQueue{true});
  EXPECT_EQ(commands<SetOnQueue>(at.tab).size(), 1u) << "one's own switch is another matter";
}

TEST(Freeing, AsksForASecondPressWhereAnAgentHasIt) {
  Looking at;
  at.tab.raise(intent::FreeConversation{at.id});
  EXPECT_TRUE(commands<FreeConversation>(at.tab).empty());
  EXPECT_TRUE(at.tab.said("Press again to give it back to Support."));
  EXPECT_TRUE(at.tab.did<effect::Announce>());
  at.tab.raise(intent::FreeConversation{at.id});
  EXPECT_EQ(commands<FreeConversation>(at.tab).size(), 1u);
  EXPECT_FALSE(at.tab.said("Press again"));
}

TEST(Freeing, ForgetsTheFirstPressAfterAWhile) {
  Looking at;
  at.tab.raise(intent::FreeConversation{at.id});
  at.tab.tick(seconds(11));
  EXPECT_FALSE(at.tab.said("Press again"));
  at.tab.raise(intent::FreeConversation{at.id});
  EXPECT_TRUE(commands<FreeConversation>(at.tab).empty());
}

TEST(Freeing, TakesTheFirstPressForThatDeedAlone) {
  Looking at;
  at.tab.raise(intent::FreeConversation{at.id});
  at.tab.raise(intent::EndForOthers{at.id});
  EXPECT_TRUE(commands<EndConversation>(at.tab).empty());
  at.tab.raise(intent::EndForOthers{at.id});
  EXPECT_EQ(commands<EndConversation>(at.tab).size(), 1u);
}

TEST(Freeing, TakesAnOfferBackAtOnce) {
  Looking at;
  const Workspace before = at.world.workspace;
  const std::size_t from = at.world.log.size();
  const ConversationId id = at.world.inbound("help", kOtherCustomer);
  at.world.make_offers();
  ASSERT_EQ(at.world.asked_for(id), kAna);
  at.stream(before, {at.world.log.begin() + static_cast<std::ptrdiff_t>(from), at.world.log.end()});
  at.tab.raise(intent::FreeConversation{id});
  EXPECT_EQ(commands<FreeConversation>(at.tab).size(), 1u) << "nothing is lost by it";
}

TEST(EndingForOthers, EndsWhatNobodyAnsweredAsSuch) {
  Looking at;
  at.relay(InboundMessage{{"SM9"}, kOtherCustomer, kSalesNumber, "hi", {}});
  const ConversationId id = at.tab.s.workspace.conversations.rbegin()->first;
  at.tab.raise(intent::EndForOthers{id});
  EXPECT_TRUE(at.tab.said("Nobody has answered it."));
  at.tab.raise(intent::EndForOthers{id});
  EXPECT_EQ(commands<AbandonConversation>(at.tab).size(), 1u);
}

TEST(Reading, OpensFromTheOverviewAndLeadsBack) {
  Looking at;
  at.tab.raise(intent::Select{at.id});
  EXPECT_EQ(at.tab.s.area, Area::Conversations);
  EXPECT_EQ(at.tab.s.selected, at.id);
  EXPECT_TRUE(at.tab.s.is_from_overview);
  EXPECT_EQ(at.tab.s.told_attention.conversation, at.id) << "its agent sees who reads along";
  at.tab.raise(intent::ShowArea{Area::Overview});
  EXPECT_FALSE(at.tab.s.is_from_overview);
  EXPECT_FALSE(at.tab.s.told_attention.conversation.is_set()) << "it is not before anybody's eyes";
}

TEST(Reading, GoesBackWhenTheConversationIsClosed) {
  Looking at;
  at.tab.raise(intent::Select{at.id});
  at.relay(by(kAna, EndConversation{at.id}));
  EXPECT_EQ(at.tab.s.selected, at.id) << "its wrap-up may be looked at";
  at.relay(by(kAna, CompleteWrapUp{at.id, kSolved, ""}));
  EXPECT_EQ(at.tab.s.area, Area::Overview);
  EXPECT_FALSE(at.tab.s.selected.is_set());
  EXPECT_TRUE(at.tab.said("The conversation that you read is closed."));
}

TEST(Reading, GoesBackWhenItIsEndedUnanswered) {
  Looking at;
  at.relay(InboundMessage{{"SM9"}, kOtherCustomer, kSalesNumber, "hi", {}});
  const ConversationId id = at.tab.s.workspace.conversations.rbegin()->first;
  at.tab.raise(intent::Select{id});
  at.relay(by(kSam, AbandonConversation{id}));
  EXPECT_EQ(at.tab.s.area, Area::Overview);
}

TEST(Reading, HandsOverByTheConversationsOwnMenu) {
  Looking at;
  at.tab.raise(intent::HandOver{at.id});
  EXPECT_EQ(at.tab.s.selected, at.id);
  EXPECT_EQ(at.tab.s.open_menu, ConversationMenu::Transfer);
  at.tab.raise(intent::Transfer{at.id, kSales, {}});
  EXPECT_EQ(commands<BeginTransfer>(at.tab).size(), 1u);
}

TEST(BeingSupervised, IsSaidToTheAgent) {
  AtWork at;
  at.relay(by(kSam, SetOnQueue{false, kAna}));
  EXPECT_TRUE(at.tab.said(" took you off queue."));
  at.relay(by(kSam, SetOnQueue{true, kAna}));
  EXPECT_TRUE(at.tab.said(" put you on queue."));
  at.relay(by(kSam, SetPresence{Presence::Meeting, {}, false, kAna}));
  EXPECT_TRUE(at.tab.said(" changed your presence."));
  at.tab.s.notices.clear();
  at.relay(by(kAna, SetOnQueue{true}));
  EXPECT_TRUE(at.tab.s.notices.empty()) << "what one does oneself one knows";
}

TEST(BeingSupervised, SaysWhereAConversationWent) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  at.relay(by(kSam, FreeConversation{at.id}));
  EXPECT_TRUE(at.tab.said("A supervisor gave the conversation with"));
  EXPECT_FALSE(at.tab.s.selected.is_set());
}

TEST(BeingSupervised, SaysWhoEndedItAndWhoTransfersIt) {
  AtWork at;
  at.relay(by(kSam, BeginTransfer{at.id, kSales, {}, "", true}));
  EXPECT_TRUE(at.tab.said(" is transferring the conversation with"));
  at.relay(by(kSam, EndConversation{at.id}));
  EXPECT_TRUE(at.tab.said("A supervisor ended the conversation with"));
}

}  // namespace
}  // namespace smsdesk::test
