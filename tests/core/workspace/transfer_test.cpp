// Blind transfer, to a queue or to an agent: the sender keeps the conversation until somebody accepts it.
#include <gtest/gtest.h>

#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

struct Answered {
  World world;
  ConversationId id;
};
/// Ana has a conversation of Support.
Answered an_answered_one(const Organisation& organisation = an_organisation()) {
  Answered answered{World(organisation), {}};
  answered.id = a_conversation().with_inbound("hi").owned_by(kAna).in(answered.world);
  return answered;
}

Decision to_sales(World& world, ConversationId id, bool keeps_skills = true) {
  return world.command(kAna, BeginTransfer{id, kSales, {}, "wants to buy", keeps_skills});
}
Decision to_agent(World& world, ConversationId id, AgentId agent) {
  return world.command(kAna, BeginTransfer{id, {}, agent, "knows him", true});
}

TEST(TransferToQueue, TheSenderKeepsItUntilSomebodyAccepts) {
  auto [world, id] = an_answered_one();
  ASSERT_FALSE(to_sales(world, id).refusal);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Active);
  EXPECT_EQ(world.conversation(id).owner, kAna);
  EXPECT_EQ(world.workspace.load_of(kAna), 1u);
  world.send(kAna, id, "A colleague will go on with you.");
  world.on_queue(kEve);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kEve);
  EXPECT_EQ(world.conversation(id).owner, kAna) << "while it alerts, too";
  world.command(kEve, AnswerOffer{world.offer_of(id).id});
  const Conversation& c = world.conversation(id);
  EXPECT_EQ(c.owner, kEve);
  EXPECT_EQ(c.queue, kSales);
  EXPECT_FALSE(c.transfer);
  EXPECT_EQ(world.workspace.load_of(kAna), 0u);
  EXPECT_EQ(refusal_of(world.command(kAna, SendMessage{id, "x", world.newest(id), false})), RefusalKind::NotYours);
}

TEST(Why, StaysWithTheConversationWhileItsOwnerHasIt) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const auto why = [&] { return world.conversation(id).detail->why; };
  ASSERT_TRUE(why());
  EXPECT_EQ(why()->why, RoutingTrace::Why::LongestIdle);
  EXPECT_EQ(view_of(world.workspace, kAna).find_conversation(id)->detail->why, why());
  EXPECT_EQ(view_of(world.workspace, kSam).find_conversation(id)->detail->why, why());
  world.on_queue(kEve);
  ASSERT_FALSE(to_agent(world, id, kEve).refusal);
  EXPECT_EQ(why()->why, RoutingTrace::Why::LongestIdle) << "Ana has it until Eve accepts";
  world.command(kEve, AnswerOffer{world.offer_of(id).id});
  ASSERT_EQ(world.conversation(id).owner, kEve);
  EXPECT_EQ(why()->why, RoutingTrace::Why::Transfer);
  world.command(kEve, ParkConversation{id, world.now + minutes(5), ""});
  ASSERT_EQ(world.conversation(id).state, ConversationState::Parked);
  EXPECT_TRUE(why());
  world.command(kEve, ResumeConversation{id});
  EXPECT_TRUE(why());
  world.command(kSam, FreeConversation{id});
  EXPECT_FALSE(why()) << "nobody has it";
}

TEST(TransferToQueue, GoesOnToTheNextWhereOneDeclines) {
  auto [world, id] = an_answered_one();
  world.on_queue(kEve);
  world.pass(1);
  world.on_queue(kBen);
  to_sales(world, id);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kEve);
  world.command(kEve, DeclineOffer{world.offer_of(id).id});
  EXPECT_TRUE(world.conversation(id).transfer);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen);
  EXPECT_EQ(world.conversation(id).owner, kAna);
}

TEST(TransferToQueue, TheSenderIsNeverAsked) {
  auto [world, id] = an_answered_one();
  world.command(kAna, BeginTransfer{id, kSupport, {}, "somebody else, please", true});
  EXPECT_TRUE(world.make_offers().empty());
  world.on_queue(kBen);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kBen);
}

TEST(TransferToQueue, ItsPlaceThereIsThatOfTheTransfer) {
  auto [world, id] = an_answered_one();
  world.pass(minutes(10));
  const ConversationId waits = world.inbound("hi", kOtherCustomer, kSalesNumber);
  world.pass(1);
  to_sales(world, id);
  world.on_queue(kBen);
  world.make_offers();
  EXPECT_EQ(world.asked_for(waits), kBen);
  EXPECT_FALSE(world.asked_for(id).is_set());
}

Organisation skilled() {
  Organisation all = an_organisation();
  all.skills = {{kGerman, "German"}, {kBilling, "Billing"}};
  all.queues[0].skills = {kGerman};
  all.queues[0].priority = 4;
  all.queues[1].skills = {kBilling};
  all.queues[1].priority = -2;
  for (AgentConfigured& agent : all.agents) agent.skills = {{kGerman, 3}, {kBilling, 3}};
  return all;
}

TEST(TransferToQueue, SkillsAreKeptOrStripped) {
  for (const bool keeps : {true, false}) {
    auto [world, id] = an_answered_one(skilled());
    to_sales(world, id, keeps);
    EXPECT_EQ(world.conversation(id).demand.skills, keeps ? (std::vector{kGerman, kBilling}) : std::vector{kBilling});
    EXPECT_EQ(world.conversation(id).demand.priority, -2);
  }
}

TEST(TransferToAgent, SkillsAreKeptOrStripped) {
  for (const bool keeps : {true, false}) {
    auto [world, id] = an_answered_one(skilled());
    const std::vector<SkillId> both = {kGerman, kBilling};
    world.workspace.conversations.at(id).demand.skills = both;  // a rule of its number asked for one more
    world.on_queue(kBen);
    ASSERT_FALSE(world.command(kAna, BeginTransfer{id, {}, kBen, "", keeps}).refusal);
    EXPECT_EQ(world.conversation(id).demand.skills, keeps ? both : std::vector{kGerman});
    world.command(kBen, DeclineOffer{world.offer_of(id).id});
    EXPECT_EQ(world.conversation(id).demand.skills, both) << "it is Ana's, as it was";
  }
}

TEST(TransferToQueue, TakenBackItAsksForWhatItsOwnQueueDoes) {
  auto [world, id] = an_answered_one(skilled());
  const Demand before = world.conversation(id).demand;
  to_sales(world, id, false);
  EXPECT_FALSE(world.command(kAna, TakeBackTransfer{id}).refusal);
  EXPECT_FALSE(world.conversation(id).transfer);
  EXPECT_EQ(world.conversation(id).demand, before);
}

TEST(TransferToQueue, FreedItReturnsToItsOwnQueueAsItWas) {
  auto [world, id] = an_answered_one(skilled());
  to_sales(world, id, false);
  world.command(kSam, FreeConversation{id});
  const Conversation& c = world.conversation(id);
  EXPECT_EQ(c.state, ConversationState::Waiting);
  EXPECT_EQ(c.queue, kSupport);
  EXPECT_FALSE(c.transfer || c.handover);
  EXPECT_EQ(c.demand.skills, std::vector{kGerman});
  EXPECT_EQ(c.demand.priority, 4);
}

TEST(TransferToQueue, TakenBackWhileItAlertsTheOfferIsGone) {
  auto [world, id] = an_answered_one();
  world.on_queue(kEve);
  to_sales(world, id);
  world.make_offers();
  const OfferId offer = world.offer_of(id).id;
  world.command(kAna, TakeBackTransfer{id});
  EXPECT_EQ(refusal_of(world.command(kEve, AnswerOffer{offer})), RefusalKind::OfferGone);
  EXPECT_EQ(world.agent(kEve).queue_status, QueueStatus::OnQueue) << "no blame";
  EXPECT_TRUE(world.make_offers().empty());
}

TEST(TransferToAgent, AlertsThatAgentAndCarriesTheNote) {
  auto [world, id] = an_answered_one();
  world.arrive(kEve);
  world.command(kEve, SetPresence{Presence::Available});
  ASSERT_FALSE(to_agent(world, id, kEve).refusal);
  EXPECT_EQ(world.asked_for(id), kEve) << "off queue or not";
  EXPECT_EQ(world.offer_of(id).trace.why, RoutingTrace::Why::Transfer);
  EXPECT_EQ(world.offer_of(id).expires_at, world.now + seconds(30));
  EXPECT_EQ(world.conversation(id).transfer->note, "knows him");
  world.command(kEve, AnswerOffer{world.offer_of(id).id});
  EXPECT_EQ(world.conversation(id).owner, kEve);
  EXPECT_EQ(world.conversation(id).queue, kSupport) << "its queue stays";
}

TEST(Transfer, ItsWordsStayWithTheConversationAsANoteOfWhoGaveIt) {
  for (const bool is_to_queue : {true, false}) {
    auto [world, id] = an_answered_one();
    world.on_queue(kEve);
    if (is_to_queue)
      to_sales(world, id);
    else
      to_agent(world, id, kEve);
    world.make_offers();
    const std::string words = is_to_queue ? "wants to buy" : "knows him";
    ASSERT_EQ(world.asked_for(id), kEve);
    EXPECT_EQ(world.offer_of(id).trace.handed_by, kAna);
    EXPECT_EQ(world.offer_of(id).trace.handed_note, words);
    EXPECT_FALSE(world.offer_of(id).trace.was_parked);
    world.command(kEve, AnswerOffer{world.offer_of(id).id});
    const ConversationDetail& detail = *world.conversation(id).detail;
    ASSERT_EQ(detail.notes.size(), 1u);
    EXPECT_EQ(detail.notes[0].author, kAna);
    EXPECT_EQ(detail.notes[0].text, words);
    ASSERT_TRUE(detail.why);
    EXPECT_EQ(detail.why->handed_by, kAna);
    EXPECT_EQ(detail.why->handed_note, words);
  }
}

TEST(Transfer, WithoutWordsItLeavesNoNote) {
  auto [world, id] = an_answered_one();
  world.command(kAna, BeginTransfer{id, kSales, {}, " \n", true});
  EXPECT_TRUE(world.conversation(id).detail->notes.empty());
}

TEST(Transfer, TheSameWordsOnceMoreAreNotedOnceUntilSomethingIsSaid) {
  auto [world, id] = an_answered_one();
  World& w = world;
  const auto notes = [&w, of = id] { return w.conversation(of).detail->notes.size(); };
  to_sales(world, id);
  world.command(kAna, TakeBackTransfer{id});
  to_sales(world, id);
  EXPECT_EQ(notes(), 1u);
  world.command(kAna, TakeBackTransfer{id});
  world.command(kSam, BeginTransfer{id, kSales, {}, "wants to buy", true});
  EXPECT_EQ(notes(), 2u) << "another one says it";
  world.command(kSam, TakeBackTransfer{id});
  world.inbound("Are you there?");
  world.command(kSam, BeginTransfer{id, kSales, {}, "wants to buy", true});
  EXPECT_EQ(notes(), 3u);
}

TEST(TransferToAgent, DeclinedItStaysWithTheSender) {
  auto [world, id] = an_answered_one();
  world.on_queue(kBen);
  to_agent(world, id, kBen);
  world.command(kBen, DeclineOffer{world.offer_of(id).id, "busy"});
  EXPECT_EQ(world.conversation(id).owner, kAna);
  EXPECT_FALSE(world.conversation(id).transfer);
  EXPECT_TRUE(world.make_offers().empty());
  EXPECT_EQ(world.agent(kBen).queue_status, QueueStatus::NotResponding);
}

TEST(TransferToAgent, MissedItStaysWithTheSenderToo) {
  auto [world, id] = an_answered_one();
  world.on_queue(kBen);
  to_agent(world, id, kBen);
  world.live(seconds(30));
  EXPECT_EQ(world.conversation(id).owner, kAna);
  EXPECT_FALSE(world.conversation(id).transfer);
  EXPECT_EQ(world.agent(kBen).queue_status, QueueStatus::NotResponding);
}

TEST(TransferToAgent, TakenBackTheAlertEnds) {
  auto [world, id] = an_answered_one();
  world.on_queue(kBen);
  to_agent(world, id, kBen);
  EXPECT_EQ(world.workspace.load_of(kBen), 1u);
  world.command(kAna, TakeBackTransfer{id});
  EXPECT_TRUE(world.workspace.offers.empty());
  EXPECT_EQ(world.workspace.load_of(kBen), 0u);
  EXPECT_EQ(world.agent(kBen).queue_status, QueueStatus::OnQueue);
  EXPECT_TRUE(world.command(kAna, TakeBackTransfer{id}).entries.empty()) << "once more is nothing";
}

TEST(TransferToAgent, WhoIsNotHereCannotBeChosen) {
  auto [world, id] = an_answered_one();
  EXPECT_EQ(refusal_of(to_agent(world, id, kEve)), RefusalKind::NotNow);
  world.arrive(kEve);
  world.command(kEve, SetPresence{Presence::Offline});
  EXPECT_EQ(refusal_of(to_agent(world, id, kEve)), RefusalKind::NotNow);
  EXPECT_EQ(refusal_of(to_agent(world, id, kAna)), RefusalKind::BadValue) << "oneself";
  EXPECT_EQ(refusal_of(to_agent(world, id, AgentId{99})), RefusalKind::BadValue);
}

TEST(Transfer, IsOfOnesOwnActiveConversationAndOneAtATime) {
  auto [world, id] = an_answered_one();
  EXPECT_EQ(refusal_of(world.command(kBen, BeginTransfer{id, kSales, {}, "", true})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world.command(kAna, BeginTransfer{id, QueueId{99}, {}, "", true})), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(world.command(kAna, BeginTransfer{id, kSales, {}, std::string(401, 'x'), true})),
            RefusalKind::TooLong);
  to_sales(world, id);
  EXPECT_EQ(refusal_of(to_sales(world, id)), RefusalKind::NotNow);
  world.command(kAna, TakeBackTransfer{id});
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(refusal_of(to_sales(world, id)), RefusalKind::Ended);
  EXPECT_EQ(refusal_of(world.command(kAna, TakeBackTransfer{id})), RefusalKind::Ended);
}

TEST(Transfer, EndedMeanwhileItIsWithdrawn) {
  auto [world, id] = an_answered_one();
  world.on_queue(kBen);
  to_agent(world, id, kBen);
  world.command(kAna, EndConversation{id});
  EXPECT_TRUE(world.workspace.offers.empty());
  EXPECT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
  EXPECT_EQ(world.conversation(id).owner, kAna);
}

TEST(Transfer, TheNewOwnerHasReadNothingYet) {
  auto [world, id] = an_answered_one();
  world.command(kAna, MarkSeen{id, world.newest(id)});
  world.on_queue(kBen);
  to_agent(world, id, kBen);
  world.command(kBen, AnswerOffer{world.offer_of(id).id});
  EXPECT_EQ(world.conversation(id).detail->unread_count(), 1u);
}

}  // namespace
}  // namespace smsdesk::test
