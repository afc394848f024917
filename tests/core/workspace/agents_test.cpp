// decide(): inbound messages, configuration, presence and queue.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/workspace/visibility.h"
#include "core/workspace/workspace_json.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

TEST(Inbound, OpensOneConversationForACustomerOnANumber) {
  World world;
  const ConversationId first = world.inbound("hi");
  EXPECT_EQ(world.inbound("again"), first);
  EXPECT_EQ(world.conversation(first).detail->messages.size(), 2u);
  EXPECT_EQ(world.conversation(first).queue, kSupport);
  EXPECT_NE(world.inbound("hi", kCustomer, kSalesNumber), first);
  EXPECT_NE(world.inbound("hi", kOtherCustomer), first);
}

TEST(Inbound, ForAForeignNumberIsRefused) {
  World world;
  const Decision decision = world.decide(InboundMessage{{"SM1"}, kCustomer, "+12025550100", "hi", {}});
  ASSERT_TRUE(decision.refusal);
  EXPECT_EQ(decision.refusal->kind, RefusalKind::UnknownNumber);
  EXPECT_TRUE(world.workspace.conversations.empty());
}

TEST(Inbound, AfterTheEndOpensANewConversationWhileTheOldOneIsWrappedUp) {
  World world;
  const ConversationId old = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  const ConversationId fresh = world.inbound("one more thing");
  EXPECT_NE(fresh, old);
  EXPECT_EQ(world.conversation(old).state, ConversationState::AfterCallWork);
  EXPECT_EQ(world.conversation(fresh).state, ConversationState::Waiting);
}

TEST(Inbound, KeepsTheLastHundredMessagesAndCountsAll) {
  World world;
  const ConversationId id = world.inbound("0");
  for (int i = 1; i < 105; ++i) world.inbound(std::to_string(i));
  const ConversationDetail& detail = *world.conversation(id).detail;
  EXPECT_EQ(detail.messages.size(), kMessagesHeldMax);
  EXPECT_EQ(detail.message_count, 105u);
  EXPECT_EQ(detail.messages.front().text, "5");
}

TEST(Configuration, SaysOnlyWhatDiffers) {
  World world;
  EXPECT_TRUE(world.decide(an_organisation()).entries.empty());
  Organisation changed = an_organisation();
  changed.agents[1].capacity = 4;
  changed.numbers[1].queue = kSupport;
  EXPECT_EQ(world.decide(changed).entries.size(), 2u);
  EXPECT_EQ(world.agent(kBen).capacity, 4u);
  EXPECT_EQ(world.workspace.numbers.at(kSalesNumber).queue, kSupport);
}

TEST(Configuration, KeepsWhatAgentsDo) {
  World world;
  world.on_queue(kAna);
  Organisation changed = an_organisation();
  changed.agents[0].name = "Ana L.";
  world.decide(changed);
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OnQueue);
  EXPECT_TRUE(world.agent(kAna).is_connected);
}

Organisation without(AgentId agent) {
  Organisation changed = an_organisation();
  std::erase_if(changed.agents, [&](const AgentConfigured& one) { return one.agent == agent; });
  return changed;
}
/// Support is gone; its number and its agents are with Sales now.
Organisation without_support() {
  Organisation changed = an_organisation();
  std::erase_if(changed.queues, [](const Queue& queue) { return queue.id == kSupport; });
  for (AgentConfigured& agent : changed.agents) std::erase(agent.queues, kSupport);
  changed.numbers[0].queue = kSales;
  return changed;
}

TEST(RemovedAgent, IsNobodyButKeepsTheName) {
  World world;
  world.on_queue(kAna);
  world.decide(without(kAna));
  const Agent& ana = world.agent(kAna);
  EXPECT_EQ(ana.removed_at, world.now);
  EXPECT_EQ(ana.name, "Ana Lopez");
  EXPECT_FALSE(ana.is_connected);
  EXPECT_EQ(ana.queue_status, QueueStatus::OffQueue);
  EXPECT_TRUE(ana.queues.empty());
  EXPECT_EQ(world.command(kAna, SetOnQueue{true}).refusal->kind, RefusalKind::NoRight);
  EXPECT_TRUE(world.decide(AgentArrived{kAna}).entries.empty());
  EXPECT_TRUE(world.decide(without(kAna)).entries.empty()) << "the same document again says nothing new";
}

TEST(RemovedAgent, GivesAnOfferBackWithoutBlame) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  ASSERT_EQ(world.offer_of(id).agent, kAna);
  world.decide(without(kAna));
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
  EXPECT_TRUE(world.make_offers().empty());
  world.on_queue(kBen);
  world.make_offers();
  EXPECT_EQ(world.offer_of(id).agent, kBen);
}

TEST(RemovedAgent, LeavesOpenConversationsAtTheirPlaceInTheQueue) {
  World world;
  const ConversationId old = a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.command(kAna, MarkSeen{old, world.newest(old)});
  const Instant since = world.conversation(old).waiting_since;
  world.pass(minutes(5));
  world.command(kAna, SetOnQueue{false});
  const ConversationId younger = world.inbound("me too", kOtherCustomer);
  world.decide(without(kAna));
  const Conversation& given_back = world.conversation(old);
  EXPECT_EQ(given_back.state, ConversationState::Waiting);
  EXPECT_FALSE(given_back.owner.is_set());
  EXPECT_EQ(given_back.waiting_since, since);
  EXPECT_EQ(given_back.detail->messages.size(), 2u);
  EXPECT_EQ(given_back.detail->messages[1].author, kAna);
  EXPECT_EQ(given_back.detail->unread_count(), 1u) << "the next owner has read nothing of it";
  EXPECT_EQ(world.inbound("still there?"), old);
  world.on_queue(kBen);
  world.make_offers();
  EXPECT_EQ(world.offer_of(old).agent, kBen) << "the older one goes first";
  EXPECT_EQ(world.conversation(younger).state, ConversationState::Waiting);
}

TEST(RemovedAgent, NeedsNoWrapUpCodeAnyMore) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  const Decision decision = world.decide(without(kAna));
  EXPECT_EQ(world.workspace.find_conversation(id), nullptr);
  EXPECT_EQ(std::get<WrapUpCompleted>(decision.entries.at(0).body).agent, kAna);
}

TEST(RemovedAgent, SeesNothingEvenAsASupervisor) {
  World world;
  world.inbound("hi");
  world.decide(without(kSam));
  EXPECT_TRUE(view_of(world.workspace, kSam).conversations.empty());
}

TEST(RemovedAgent, ComesBackWithTheDocument) {
  World world;
  world.on_queue(kAna);
  world.decide(without(kAna));
  world.decide(an_organisation());
  EXPECT_FALSE(world.agent(kAna).removed_at);
  EXPECT_EQ(world.agent(kAna).queues, std::vector<QueueId>{kSupport});
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  EXPECT_EQ(world.offer_of(id).agent, kAna);
}

TEST(RemovedAgent, IsNotMissedInWhatWasWrittenBeforeThereWasOne) {
  const World world;
  const std::string written = encode_workspace(world.workspace);
  EXPECT_EQ(written.find("removed_at"), std::string::npos) << "what is usual is not written";
  const auto read = decode_workspace(written);
  ASSERT_TRUE(read) << read.error().sentence;
  EXPECT_EQ(*read, world.workspace);
}

TEST(RemovedQueue, ItsWaitingGoWhereItsNumberIsAnsweredNow) {
  World world;
  world.on_queue(kAna);
  const ConversationId offered = world.inbound("hi");
  world.make_offers();
  const ConversationId waiting = world.inbound("me too", kOtherCustomer);
  const Instant since = world.conversation(offered).waiting_since;
  world.decide(without_support());
  EXPECT_TRUE(world.workspace.find_queue(kSupport)->removed_at);
  for (const ConversationId id : {offered, waiting}) {
    EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
    EXPECT_EQ(world.conversation(id).queue, kSales);
  }
  EXPECT_EQ(world.conversation(offered).waiting_since, since);
}

TEST(RemovedQueue, WithoutItsNumberTheFirstQueueTakesThem) {
  World world;
  const ConversationId id = world.inbound("hi");
  Organisation changed = without_support();
  changed.numbers.erase(changed.numbers.begin());
  world.decide(changed);
  EXPECT_EQ(world.conversation(id).queue, kSales);
}

TEST(RemovedQueue, WithoutAnyQueueTheyWaitForOne) {
  World world;
  const ConversationId id = world.inbound("hi");
  world.decide(Organisation{});
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
  world.decide(without_support());
  EXPECT_EQ(world.conversation(id).queue, kSales);
}

TEST(RemovedQueue, WhatIsAnsweredInItGoesOnToItsWrapUp) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.decide(without_support());
  EXPECT_EQ(world.conversation(id).owner, kAna);
  EXPECT_FALSE(world.command(kAna, EndConversation{id}).refusal);
  EXPECT_FALSE(world.command(kAna, CompleteWrapUp{id, kSolved, ""}).refusal);
  EXPECT_EQ(world.workspace.find_conversation(id), nullptr);
}

TEST(RemovedNumber, TakesNoNewCustomersAndFinishesWhatIsOpen) {
  World world;
  const ConversationId id = world.inbound("hi");
  Organisation changed = an_organisation();
  changed.numbers.erase(changed.numbers.begin());
  world.decide(changed);
  EXPECT_EQ(world.workspace.numbers.count(kSupportNumber), 0u);
  EXPECT_EQ(world.inbound("and?"), id);
  const Decision other = world.decide(InboundMessage{{"SM9"}, kOtherCustomer, kSupportNumber, "hi", {}});
  EXPECT_EQ(other.refusal->kind, RefusalKind::UnknownNumber);
}

TEST(Presence, LeavingAvailableLeavesTheQueueAndGivesOffersBack) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  world.command(kAna, SetPresence{Presence::Meal});
  EXPECT_EQ(world.agent(kAna).presence, Presence::Meal);
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OffQueue);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
}

TEST(Presence, TheSameAgainChangesNothing) {
  World world;
  world.command(kAna, SetPresence{Presence::Busy});
  EXPECT_TRUE(world.command(kAna, SetPresence{Presence::Busy}).entries.empty());
}

TEST(OnQueue, SaysAvailableToo) {
  World world;
  world.command(kAna, SetPresence{Presence::Break});
  world.on_queue(kAna);
  EXPECT_EQ(world.agent(kAna).presence, Presence::Available);
  EXPECT_TRUE(world.command(kAna, SetOnQueue{true}).entries.empty());
  world.command(kAna, SetOnQueue{false});
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OffQueue);
  EXPECT_TRUE(world.command(kAna, SetOnQueue{false}).entries.empty());
}

TEST(Arrival, IsSaidOnceAndOfUnknownAgentsNot) {
  World world;
  const auto arrived = world.decide(AgentArrived{kAna}).entries;
  ASSERT_EQ(arrived.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<AgentConnected>(arrived[0].body));
  EXPECT_EQ(std::get<PresenceChanged>(arrived[1].body).presence, Presence::Available);
  EXPECT_TRUE(world.decide(AgentArrived{kAna}).entries.empty());
  EXPECT_TRUE(world.decide(AgentArrived{AgentId{99}}).entries.empty());
  EXPECT_EQ(world.decide(AgentLeft{kAna}).entries.size(), 1u);
  EXPECT_TRUE(world.decide(AgentLeft{kAna}).entries.empty());
}

TEST(Arrival, BeginsTheTimeOffQueue) {
  World world;
  world.on_queue(kAna);
  world.command(kAna, SetOnQueue{false});
  const Instant left_queue = world.now;
  world.pass(minutes(2));
  world.decide(AgentLeft{kAna, true});
  EXPECT_EQ(world.agent(kAna).queue_status_since, left_queue);
  world.pass(hours(14));
  world.decide(AgentArrived{kAna});
  EXPECT_EQ(world.agent(kAna).queue_status_since, world.now) << "they were not off queue all night, but not there";
  const Instant came = world.now;
  world.pass(minutes(5));
  world.command(kAna, SetPresence{Presence::Break});
  EXPECT_EQ(world.agent(kAna).queue_status_since, came) << "another presence is no new beginning";
}

TEST(Arrival, LeavesAPresenceThatWasChosen) {
  World world;
  world.arrive(kAna);
  world.command(kAna, SetPresence{Presence::Meal});
  world.decide(AgentLeft{kAna});
  world.arrive(kAna);
  EXPECT_EQ(world.agent(kAna).presence, Presence::Meal) << "the browser was only gone for a while";
  world.command(kAna, SetPresence{Presence::Offline});
  world.decide(AgentLeft{kAna});
  world.arrive(kAna);
  EXPECT_EQ(world.agent(kAna).presence, Presence::Offline) << "offline by choice";
}

TEST(Arrival, AfterSigningOutIsAsAtFirst) {
  for (const Presence before : {Presence::Available, Presence::Busy, Presence::Offline}) {
    World world;
    world.arrive(kAna);
    world.command(kAna, SetPresence{before});
    world.decide(AgentLeft{kAna, true});
    EXPECT_EQ(world.agent(kAna).presence, Presence::Offline);
    EXPECT_TRUE(world.decide(AgentLeft{kAna, true}).entries.empty());
    world.arrive(kAna);
    EXPECT_EQ(world.agent(kAna).presence, Presence::Available);
  }
}

TEST(PasswordSet, ByAnAdminOrTheCommandLineIsAFactAndChangesNone) {
  World world(an_organisation_with([](Organisation& all) {
    all.agents.push_back({kAda, "ada", "Ada", AgentRole::Admin, 1, {}});
  }));
  const Workspace before = world.workspace;
  for (const AgentId by : {kAda, AgentId{}}) {
    const Decision decision = world.decide(PasswordSet{kAna, by});
    ASSERT_EQ(decision.entries.size(), 1u);
    EXPECT_EQ(decision.entries[0].body, EntryBody(AgentPasswordSet{kAna}));
    EXPECT_EQ(decision.entries[0].by, by);
  }
  world.workspace.offset = before.offset;
  EXPECT_EQ(world.workspace, before);
}

TEST(PasswordSet, ByAnybodyElseOrOfNobodyIsRefused) {
  World world;
  EXPECT_EQ(refusal_of(world.decide(PasswordSet{kAna, kBen})), RefusalKind::NoRight);
  EXPECT_EQ(refusal_of(world.decide(PasswordSet{kAna, kSam})), RefusalKind::NoRight) << "a supervisor";
  EXPECT_EQ(refusal_of(world.decide(PasswordSet{kAna, AgentId{99}})), RefusalKind::NoRight);
  EXPECT_EQ(refusal_of(world.decide(PasswordSet{AgentId{99}, {}})), RefusalKind::BadValue);
  Organisation without = an_organisation();
  without.agents.erase(without.agents.begin());
  world.decide(without);
  EXPECT_EQ(refusal_of(world.decide(PasswordSet{kAna, {}})), RefusalKind::BadValue);
}

TEST(Commands, OfAnUnknownAgentAreRefused) {
  World world;
  const Decision decision = world.command(AgentId{99}, SetOnQueue{true});
  ASSERT_TRUE(decision.refusal);
  EXPECT_EQ(decision.refusal->kind, RefusalKind::NoRight);
  EXPECT_FALSE(decision.refusal->sentence.empty());
}

}  // namespace
}  // namespace smsdesk::test
