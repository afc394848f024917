// decide_offers(), and how offers end.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

TEST(Offers, GoToWhoHasBeenIdleLongest) {
  World world;
  world.on_queue(kBen);
  world.pass(seconds(1));
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  ASSERT_EQ(world.make_offers().size(), 1u);
  EXPECT_EQ(world.offer_of(id).agent, kBen);
  EXPECT_EQ(world.offer_of(id).expires_at, world.now + seconds(30));
}

TEST(Offers, StopAtCapacityAndFollowTheQueuesOrder) {
  World world;
  world.on_queue(kAna);
  const ConversationId first = world.inbound("1", "+14155550001");
  world.pass(10);
  const ConversationId second = world.inbound("2", "+14155550002");
  world.pass(10);
  const ConversationId third = world.inbound("3", "+14155550003");
  EXPECT_EQ(world.make_offers().size(), 2u);
  EXPECT_TRUE(world.conversation(first).offer.is_set());
  EXPECT_TRUE(world.conversation(second).offer.is_set());
  EXPECT_FALSE(world.conversation(third).offer.is_set());
  EXPECT_TRUE(world.make_offers().empty());
}

TEST(Offers, CountAfterCallWorkAsWork) {
  World world;
  const ConversationId id = a_conversation().to(kSupportNumber).with_inbound("hi").owned_by(kBen).ended().in(world);
  world.inbound("next", kOtherCustomer);
  EXPECT_TRUE(world.make_offers().empty());
  world.command(kBen, CompleteWrapUp{id, kSolved, ""});
  EXPECT_EQ(world.make_offers().size(), 1u);
}

TEST(Offers, OneQueueWithoutAgentsHoldsUpNoOther) {
  World world;
  world.on_queue(kAna);
  world.inbound("sales", kCustomer, kSalesNumber);
  world.pass(1);
  const ConversationId support = world.inbound("support");
  ASSERT_EQ(world.make_offers().size(), 1u);
  EXPECT_EQ(world.offer_of(support).agent, kAna);
}

TEST(Offers, AnsweringMakesTheAgentTheOwner) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  world.pass(seconds(5));
  world.command(kAna, AnswerOffer{world.offer_of(id).id});
  EXPECT_EQ(world.conversation(id).owner, kAna);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
  EXPECT_EQ(world.conversation(id).answered_at, world.now);
  EXPECT_TRUE(world.workspace.offers.empty());
}

TEST(Offers, DecliningKeepsThePlaceInTheQueueAndEndsTheOffersToThatAgent) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  const Instant since = world.conversation(id).waiting_since;
  world.make_offers();
  world.pass(seconds(3));
  world.command(kAna, DeclineOffer{world.offer_of(id).id});
  EXPECT_EQ(world.conversation(id).waiting_since, since);
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::NotResponding);
  EXPECT_TRUE(world.make_offers().empty());
  world.command(kAna, SetOnQueue{true});
  EXPECT_EQ(world.make_offers().size(), 1u);
}

TEST(Offers, AMissedOneIsNotRespondingAndGoesToTheNext) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  world.on_queue(kBen);
  world.pass(seconds(30) - 1);
  EXPECT_TRUE(world.decide(TimePassed{}).entries.empty());
  world.pass(1);
  world.decide(TimePassed{});
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::NotResponding);
  EXPECT_EQ(world.agent(kAna).presence, Presence::Available);
  world.make_offers();
  EXPECT_EQ(world.offer_of(id).agent, kBen);
}

TEST(Offers, TwoMissedAtOnceAreOneNotResponding) {
  World world;
  world.on_queue(kAna);
  world.inbound("1", "+14155550001");
  world.inbound("2", "+14155550002");
  world.make_offers();
  world.pass(seconds(30));
  EXPECT_EQ(world.decide(TimePassed{}).entries.size(), 3u);
}

TEST(Offers, AreGivenBackByADeadBrowserWithoutBlame) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  world.decide(AgentLeft{kAna});
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OnQueue);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
  EXPECT_TRUE(world.make_offers().empty());
  world.decide(AgentArrived{kAna});
  EXPECT_EQ(world.make_offers().size(), 1u);
}

TEST(Offers, CannotBeAnsweredLateTwiceOrByAnother) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  const OfferId offer = world.offer_of(id).id;
  world.arrive(kBen);
  EXPECT_EQ(world.command(kBen, AnswerOffer{offer}).refusal->kind, RefusalKind::OfferGone);
  EXPECT_EQ(world.command(kBen, DeclineOffer{offer}).refusal->kind, RefusalKind::OfferGone);
  EXPECT_EQ(world.command(kAna, AnswerOffer{OfferId{999}}).refusal->kind, RefusalKind::OfferGone);
  world.pass(seconds(30));
  EXPECT_EQ(world.command(kAna, AnswerOffer{offer}).refusal->kind, RefusalKind::OfferGone);
}

TEST(NextDeadline, IsTheNearestOfOffersAndSends) {
  World world;
  EXPECT_EQ(next_deadline(world.workspace), std::nullopt);
  world.on_queue(kAna);
  world.inbound("hi");
  world.make_offers();
  EXPECT_EQ(next_deadline(world.workspace), world.now + seconds(30));
  const ConversationId id = a_conversation().from(kOtherCustomer).with_inbound("x").owned_by(kAna).in(world);
  world.send(kAna, id, "hello");
  EXPECT_EQ(next_deadline(world.workspace), world.now);
}

TEST(RelayStarted, NobodyIsConnectedAndOffersAreGivenBackWithoutBlame) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  world.decide(RelayStarted{});
  EXPECT_FALSE(world.agent(kAna).is_connected);
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OnQueue);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
}

}  // namespace
}  // namespace smsdesk::test
