// Parked conversations: set aside without taking capacity, back at their time or when the customer writes.
#include <gtest/gtest.h>

#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

struct Parked {
  World world;
  ConversationId id;
};
/// Ana has parked it for an hour.
Parked a_parked_one(const Organisation& organisation = an_organisation()) {
  Parked parked{World(organisation), {}};
  parked.id = a_conversation().with_inbound("hi").owned_by(kAna).with_own("I will ask").in(parked.world);
  const Instant until = parked.world.now + hours(1);
  EXPECT_FALSE(parked.world.command(kAna, ParkConversation{parked.id, until, "waits for stock"}).refusal);
  return parked;
}

TEST(Park, SetsAsideWithoutTakingCapacity) {
  auto [world, id] = a_parked_one();
  EXPECT_EQ(world.conversation(id).state, ConversationState::Parked);
  EXPECT_EQ(world.conversation(id).parking->reason, "waits for stock");
  EXPECT_EQ(world.conversation(id).owner, kAna);
  EXPECT_EQ(world.workspace.load_of(kAna), 0u);
  EXPECT_EQ(world.workspace.idle_since.at(kAna), world.now);
}

TEST(Park, EndsAtItsTimeAndTheSameAgentIsAskedFirst) {
  auto [world, id] = a_parked_one();
  world.on_queue(kBen);
  world.live(hours(1) - 1);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Parked);
  world.live(1);
  EXPECT_EQ(world.conversation(id).returned, ReturnReason::ParkEnded);
  EXPECT_EQ(world.asked_for(id), kAna);
  EXPECT_EQ(world.offer_of(id).trace.why, RoutingTrace::Why::SameAgent);
  EXPECT_EQ(world.conversation(id).waiting_since, world.now);
}

TEST(Park, ItsReasonIsANoteAndIsSaidToWhoeverGetsItBack) {
  for (const bool is_by_customer : {false, true}) {
    auto [world, id] = a_parked_one();
    ASSERT_EQ(world.conversation(id).detail->notes.size(), 1u);
    EXPECT_EQ(world.conversation(id).detail->notes[0].author, kAna);
    EXPECT_EQ(world.conversation(id).detail->notes[0].text, "waits for stock");
    if (is_by_customer)
      world.inbound("any news?");
    else
      world.live(hours(1));
    world.make_offers();
    EXPECT_EQ(world.conversation(id).handover, (Handover{kAna, "waits for stock"}));
    ASSERT_EQ(world.asked_for(id), kAna);
    EXPECT_TRUE(world.offer_of(id).trace.was_parked);
    world.command(kAna, AnswerOffer{world.offer_of(id).id});
    const Conversation& c = world.conversation(id);
    EXPECT_FALSE(c.handover);
    ASSERT_TRUE(c.detail->why);
    EXPECT_TRUE(c.detail->why->was_parked);
    EXPECT_EQ(c.detail->why->handed_by, kAna);
    EXPECT_EQ(c.detail->why->handed_note, "waits for stock");
    EXPECT_EQ(c.detail->notes.size(), 1u);
  }
}

TEST(Park, InTheSummaryItsReasonIsNotSaid) {
  auto [world, id] = a_parked_one();
  world.live(hours(1));
  const Workspace view = view_of(world.workspace, kBen);
  const Conversation* seen = view.find_conversation(id);
  ASSERT_NE(seen, nullptr);
  EXPECT_FALSE(seen->detail);
  EXPECT_EQ(seen->handover, (Handover{kAna, ""}));
}

TEST(Park, EndsForOthersWhereTheAgentIsNotThere) {
  auto [world, id] = a_parked_one();
  world.on_queue(kBen);
  world.command(kAna, SetOnQueue{false});
  world.live(hours(1));
  EXPECT_EQ(world.asked_for(id), kBen);
}

TEST(Park, EndsWhenTheCustomerWrites) {
  auto [world, id] = a_parked_one();
  world.pass(minutes(5));
  EXPECT_EQ(world.inbound("any news?"), id);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
  EXPECT_EQ(world.conversation(id).returned, ReturnReason::CustomerBack);
  EXPECT_EQ(world.conversation(id).waiting_since, world.now);
  EXPECT_FALSE(world.conversation(id).parking);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(Park, TakenBackItIsActiveAgain) {
  auto [world, id] = a_parked_one();
  EXPECT_EQ(refusal_of(world.command(kAna, SendMessage{id, "x", world.newest(id), false})), RefusalKind::NotNow);
  EXPECT_FALSE(world.command(kAna, ResumeConversation{id}).refusal);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
  EXPECT_EQ(world.workspace.load_of(kAna), 1u);
  EXPECT_EQ(refusal_of(world.command(kAna, ResumeConversation{id})), RefusalKind::NotNow);
}

TEST(Park, IsTakenBackByWhoParkedItOrASupervisor) {
  auto [world, id] = a_parked_one();
  EXPECT_EQ(refusal_of(world.command(kBen, ResumeConversation{id})), RefusalKind::NotYours);
  EXPECT_FALSE(world.command(kSam, ResumeConversation{id}).refusal);
  EXPECT_EQ(world.conversation(id).owner, kSam);
}

TEST(Park, IsTakenBackWhereThereIsRoom) {
  auto [world, id] = a_parked_one(an_organisation_with([](Organisation& all) { all.agents[0].capacity = 1; }));
  a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kAna).in(world);
  EXPECT_EQ(refusal_of(world.command(kAna, ResumeConversation{id})), RefusalKind::NoRoom);
}

TEST(Park, NeedsATimeWithinAMonthThatIsStillToCome) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  EXPECT_EQ(refusal_of(world.command(kAna, ParkConversation{id, world.now, ""})), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(world.command(kAna, ParkConversation{id, world.now + kParkMax + 1, ""})), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(world.command(kAna, ParkConversation{id, world.now + 1, std::string(401, 'x')})),
            RefusalKind::TooLong);
  EXPECT_FALSE(world.command(kAna, ParkConversation{id, world.now + kParkMax, ""}).refusal);
}

TEST(Park, IsOfOnesOwnActiveConversation) {
  auto [world, id] = a_parked_one();
  const Instant until = world.now + hours(2);
  EXPECT_EQ(refusal_of(world.command(kAna, ParkConversation{id, until, ""})), RefusalKind::NotNow) << "already";
  EXPECT_EQ(refusal_of(world.command(kBen, ParkConversation{id, until, ""})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world.command(kAna, ParkConversation{ConversationId{999}, until, ""})), RefusalKind::Ended);
}

TEST(Park, OfWhatIsBeingTransferredIsRefused) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, BeginTransfer{id, kSales, {}, "", true});
  EXPECT_EQ(refusal_of(world.command(kAna, ParkConversation{id, world.now + 1, ""})), RefusalKind::NotNow);
}

TEST(Park, EndedWhileParkedItIsWrappedUp) {
  auto [world, id] = a_parked_one();
  EXPECT_FALSE(world.command(kAna, EndConversation{id}).refusal);
  EXPECT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
  EXPECT_FALSE(world.command(kAna, CompleteWrapUp{id, kSolved, ""}).refusal);
}

TEST(Park, InAQueueRemovedMeanwhileItComesBackWhereItsNumberIsAnswered) {
  for (const bool is_by_customer : {false, true}) {
    auto [world, id] = a_parked_one();
    world.command(kAna, SetOnQueue{false});
    world.decide(an_organisation_with([](Organisation& all) {
      all.queues.erase(all.queues.begin());
      for (AgentConfigured& agent : all.agents) std::erase(agent.queues, kSupport);
      all.numbers[0].queue = kSales;
    }));
    if (is_by_customer)
      world.inbound("any news?");
    else
      world.live(hours(1));
    EXPECT_EQ(world.conversation(id).queue, kSales);
    world.on_queue(kEve);
    world.make_offers();
    EXPECT_EQ(world.asked_for(id), kEve);
  }
}

}  // namespace
}  // namespace smsdesk::test
