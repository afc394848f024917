// How an agent comes to a conversation beside answering an offer: by the queue's auto-answer, or by hand.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

TEST(AutoAnswer, MakesTheAgentTheOwnerInTheSameBreath) {
  World world(with_support([](Queue& support) { support.is_auto_answer = true; }));
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  const std::vector<LogEntry> entries = world.make_offers();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_TRUE(std::get<OfferEnded>(entries[1].body).is_automatic);
  EXPECT_EQ(world.conversation(id).owner, kAna);
  EXPECT_EQ(world.conversation(id).answered_at, world.now);
  EXPECT_TRUE(world.workspace.offers.empty());
}

TEST(AutoAnswer, StopsAtTheCapacity) {
  World world(with_support([](Queue& support) { support.is_auto_answer = true; }));
  world.on_queue(kAna);
  for (const char* customer : {"+14155550001", "+14155550002", "+14155550003"}) world.inbound("hi", customer);
  world.make_offers();
  EXPECT_EQ(world.workspace.load_of(kAna), 2u);
}

World picking() {
  return World(with_support([](Queue& support) { support.is_manual_pick = true; }));
}

TEST(Pick, TakesWhatWaitsWhereTheQueueAllowsIt) {
  World world = picking();
  world.arrive(kAna);
  const ConversationId older = world.inbound("hi", kOtherCustomer);
  world.pass(seconds(90));
  const ConversationId id = world.inbound("hi");
  world.pass(seconds(5));
  const Decision decision = world.command(kAna, PickConversation{id});
  ASSERT_EQ(decision.entries.size(), 2u);
  const RoutingTrace& trace = std::get<OfferMade>(decision.entries[0].body).trace;
  EXPECT_EQ(trace.why, RoutingTrace::Why::Picked);
  EXPECT_EQ(trace.waited, seconds(5));
  EXPECT_EQ(world.conversation(id).owner, kAna);
  EXPECT_EQ(world.conversation(older).state, ConversationState::Waiting);
}

TEST(Pick, IsRefusedWhereTheQueueOffers) {
  World world;
  world.arrive(kAna);
  const ConversationId id = world.inbound("hi");
  EXPECT_EQ(refusal_of(world.command(kAna, PickConversation{id})), RefusalKind::NoRight);
}

TEST(Pick, IsForMembersAndSupervisors) {
  World world = picking();
  world.arrive(kEve);
  const ConversationId id = world.inbound("hi");
  EXPECT_EQ(refusal_of(world.command(kEve, PickConversation{id})), RefusalKind::NoRight);
  EXPECT_FALSE(world.command(kSam, PickConversation{id}).refusal);
  EXPECT_EQ(world.conversation(id).owner, kSam);
}

TEST(Pick, NeedsRoom) {
  World world = picking();
  a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kBen).in(world);
  const ConversationId id = world.inbound("hi");
  const Decision decision = world.command(kBen, PickConversation{id});
  EXPECT_EQ(refusal_of(decision), RefusalKind::NoRoom);
  EXPECT_EQ(decision.refusal->sentence, "You have no room for it (1 of 1). End or park something first.");
}

TEST(Pick, IsOfWhatStillWaits) {
  World world = picking();
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  world.arrive(kBen);
  EXPECT_EQ(refusal_of(world.command(kBen, PickConversation{id})), RefusalKind::OfferGone);
  EXPECT_EQ(refusal_of(world.command(kBen, PickConversation{ConversationId{999}})), RefusalKind::OfferGone);
}

TEST(Decline, KeepsItsReasonAndRefusesALongOne) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  const OfferId offer = world.offer_of(id).id;
  EXPECT_EQ(refusal_of(world.command(kAna, DeclineOffer{offer, std::string(kReasonBytesMax + 1, 'x')})),
            RefusalKind::TooLong);
  const Decision decision = world.command(kAna, DeclineOffer{offer, "not my customer"});
  EXPECT_EQ(std::get<OfferEnded>(decision.entries.at(0).body).reason, "not my customer");
}

TEST(AlertTimeout, IsTheQueuesOwn) {
  World world(with_support([](Queue& support) { support.alert_timeout = seconds(7); }));
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.live(seconds(7) - 1);
  EXPECT_EQ(world.asked_for(id), kAna);
  world.live(1);
  EXPECT_FALSE(world.asked_for(id).is_set());
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::NotResponding);
}

}  // namespace
}  // namespace smsdesk::test
