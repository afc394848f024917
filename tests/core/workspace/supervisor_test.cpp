// What supervisors may do with others' work and state, and agents may not.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

TEST(Free, TakesAnActiveConversationBackToItsQueue) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.pass(minutes(3));
  EXPECT_FALSE(world.command(kSam, FreeConversation{id}).refusal);
  const Conversation& c = world.conversation(id);
  EXPECT_EQ(c.state, ConversationState::Waiting);
  EXPECT_EQ(c.returned, ReturnReason::Freed);
  EXPECT_EQ(c.waiting_since, kMorning) << "nobody has answered the customer yet";
  EXPECT_EQ(world.workspace.load_of(kAna), 0u);
  EXPECT_EQ(world.log.back().by, kSam);
}

TEST(Free, TakesAParkedOneTooAndOneThatIsBeingTransferred) {
  World world;
  const ConversationId moving =
      a_conversation().from(kOtherCustomer).to(kSalesNumber).with_inbound("hi").owned_by(kBen).in(world);
  world.arrive(kEve);
  world.command(kEve, SetPresence{Presence::Available});
  world.command(kBen, BeginTransfer{moving, {}, kEve, "", true});
  world.command(kSam, FreeConversation{moving});
  EXPECT_EQ(world.conversation(moving).state, ConversationState::Waiting);
  EXPECT_FALSE(world.asked_for(moving).is_set());
  const ConversationId parked = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, ParkConversation{parked, world.now + hours(1), ""});
  world.command(kSam, FreeConversation{parked});
  EXPECT_EQ(world.conversation(parked).state, ConversationState::Waiting);
}

TEST(Free, EndsAStuckWrapUpWithTheQueuesCode) {
  World world(with_support([](Queue& support) { support.acw_timeout_code = kFollowUp; }));
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  EXPECT_FALSE(world.command(kSam, FreeConversation{id}).refusal);
  EXPECT_EQ(world.workspace.find_conversation(id), nullptr);
  EXPECT_EQ(std::get<WrapUpCompleted>(world.log.back().body).code, kFollowUp);
}

TEST(Free, TakesAnOfferBackWithoutBlame) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  EXPECT_FALSE(world.command(kSam, FreeConversation{id}).refusal);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OnQueue);
  EXPECT_TRUE(world.command(kSam, FreeConversation{id}).entries.empty()) << "what waits is free";
}

TEST(Free, IsForSupervisorsAndOfWhatIsThere) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  EXPECT_EQ(refusal_of(world.command(kBen, FreeConversation{id})), RefusalKind::NoRight);
  EXPECT_EQ(refusal_of(world.command(kAna, FreeConversation{id})), RefusalKind::NoRight) << "not even one's own";
  EXPECT_EQ(refusal_of(world.command(kSam, FreeConversation{ConversationId{999}})), RefusalKind::Ended);
}

TEST(Abandon, EndsWhatWaits) {
  World world;
  const ConversationId id = world.inbound("hi");
  const Decision decision = world.command(kSam, AbandonConversation{id});
  ASSERT_EQ(decision.entries.size(), 1u);
  const auto& ended = std::get<ConversationEnded>(decision.entries[0].body);
  EXPECT_EQ(ended.cause, EndCause::Abandoned);
  EXPECT_FALSE(ended.agent.is_set());
  EXPECT_EQ(world.workspace.find_conversation(id), nullptr);
  EXPECT_EQ(world.workspace.service_level(kSupport, world.now), 0u) << "it counts as not answered";
  EXPECT_NE(world.inbound("hello?"), id);
}

TEST(Abandon, OfWhatHadBeenAnsweredSaysWhoHadIt) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kSam, FreeConversation{id});
  const Decision decision = world.command(kSam, AbandonConversation{id});
  ASSERT_FALSE(decision.refusal);
  EXPECT_EQ(world.workspace.find_conversation(id), nullptr);
}

TEST(Abandon, IsForSupervisorsAndOfWhatWaits) {
  World world;
  const ConversationId id = world.inbound("hi");
  EXPECT_EQ(refusal_of(world.command(kAna, AbandonConversation{id})), RefusalKind::NoRight);
  world.on_queue(kAna);
  world.make_offers();
  EXPECT_EQ(refusal_of(world.command(kAna, AbandonConversation{id})), RefusalKind::NoRight);
  world.command(kAna, AnswerOffer{world.offer_of(id).id});
  EXPECT_EQ(refusal_of(world.command(kSam, AbandonConversation{id})), RefusalKind::NotNow);
  EXPECT_EQ(refusal_of(world.command(kSam, AbandonConversation{ConversationId{999}})), RefusalKind::Ended);
}

TEST(Abandon, TakesTheOfferBackFirst) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  EXPECT_FALSE(world.command(kSam, AbandonConversation{id}).refusal);
  EXPECT_EQ(world.workspace.find_conversation(id), nullptr);
  EXPECT_TRUE(world.workspace.offers.empty());
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OnQueue) << "without blame";
}

TEST(EndForOthers, LeavesTheWrapUpToWhoHadIt) {
  World world(with_support([](Queue& support) { support.asks_resolved = true; }));
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  EXPECT_EQ(refusal_of(world.command(kBen, EndConversation{id, Resolution::Resolved})), RefusalKind::NotYours);
  EXPECT_FALSE(world.command(kSam, EndConversation{id}).refusal) << "a supervisor need not know whether it is resolved";
  EXPECT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
  EXPECT_EQ(world.conversation(id).owner, kAna);
  EXPECT_EQ(std::get<ConversationEnded>(world.log.back().body).cause, EndCause::Supervisor);
  EXPECT_EQ(world.log.back().by, kSam);
  EXPECT_EQ(refusal_of(world.command(kSam, EndConversation{id})), RefusalKind::Ended);
}

TEST(EndForOthers, EndsAParkedOneAndRefusesWhatNobodyHas) {
  World world;
  const ConversationId parked = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, ParkConversation{parked, world.now + hours(1), ""});
  EXPECT_FALSE(world.command(kSam, EndConversation{parked}).refusal);
  EXPECT_EQ(world.conversation(parked).state, ConversationState::AfterCallWork);
  const ConversationId waiting = world.inbound("hi", kOtherCustomer);
  EXPECT_EQ(refusal_of(world.command(kSam, EndConversation{waiting})), RefusalKind::NotNow);
}

TEST(TransferForOthers, IsOfferedWhileTheOwnerKeepsIt) {
  World world;
  const ConversationId id = a_conversation().to(kSalesNumber).with_inbound("hi").owned_by(kBen).in(world);
  world.on_queue(kEve);
  EXPECT_EQ(refusal_of(world.command(kAna, BeginTransfer{id, {}, kEve, "", true})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world.command(kSam, BeginTransfer{id, {}, kBen, "", true})), RefusalKind::BadValue)
      << "who has it already";
  EXPECT_FALSE(world.command(kSam, BeginTransfer{id, {}, kEve, "please", true}).refusal);
  EXPECT_EQ(world.conversation(id).owner, kBen);
  EXPECT_EQ(world.conversation(id).transfer->by, kSam);
  EXPECT_EQ(world.asked_for(id), kEve);
  EXPECT_FALSE(world.command(kSam, TakeBackTransfer{id}).refusal);
  EXPECT_FALSE(world.conversation(id).transfer);
  EXPECT_EQ(world.conversation(id).owner, kBen);
}

TEST(TransferForOthers, NeverAsksTheOwnerAgain) {
  World world;
  const ConversationId id = a_conversation().to(kSalesNumber).with_inbound("hi").owned_by(kBen).in(world);
  world.command(kSam, BeginTransfer{id, kSupport, {}, "", true});
  world.make_offers();
  EXPECT_FALSE(world.asked_for(id).is_set()) << "Ben is of Support, too, and hands it over";
  world.on_queue(kAna);
  world.make_offers();
  EXPECT_EQ(world.asked_for(id), kAna);
}

TEST(TransferForOthers, MovesWhatWaitsToAnotherQueueAtThePlaceOfItsAge) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  world.pass(seconds(5));
  EXPECT_EQ(refusal_of(world.command(kSam, BeginTransfer{id, kSupport, {}, "", true})), RefusalKind::BadValue);
  EXPECT_FALSE(world.command(kSam, BeginTransfer{id, kSales, {}, "A question of prices", true}).refusal);
  const Conversation& c = world.conversation(id);
  EXPECT_EQ(c.state, ConversationState::Waiting);
  EXPECT_EQ(c.queue, kSales);
  EXPECT_EQ(c.waiting_since, kMorning);
  ASSERT_EQ(c.detail->notes.size(), 1u);
  EXPECT_EQ(c.detail->notes[0].text, "A question of prices");
  EXPECT_EQ(c.returned, ReturnReason::Transferred);
  EXPECT_EQ(c.handover, (Handover{kSam, "A question of prices"}));
}

TEST(TransferForOthers, OffersWhatWaitsToOneAgent) {
  World world;
  world.arrive(kEve);
  world.command(kEve, SetPresence{Presence::Available});
  const ConversationId id = world.inbound("hi");
  EXPECT_FALSE(world.command(kSam, BeginTransfer{id, {}, kEve, "knows him", true}).refusal);
  EXPECT_EQ(world.asked_for(id), kEve);
  EXPECT_EQ(world.offer_of(id).trace.why, RoutingTrace::Why::Transfer);
  EXPECT_EQ(world.offer_of(id).trace.handed_by, kSam);
  EXPECT_EQ(world.offer_of(id).trace.handed_note, "knows him");
  EXPECT_EQ(world.conversation(id).detail->notes.size(), 1u);
  world.command(kEve, DeclineOffer{world.offer_of(id).id});
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
  EXPECT_EQ(world.conversation(id).queue, kSupport);
}

TEST(TransferForOthers, RefusesWhatIsParkedOrOver) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, ParkConversation{id, world.now + hours(1), ""});
  EXPECT_EQ(refusal_of(world.command(kSam, BeginTransfer{id, kSales, {}, "", true})), RefusalKind::NotNow);
  world.command(kSam, EndConversation{id});
  EXPECT_EQ(refusal_of(world.command(kSam, BeginTransfer{id, kSales, {}, "", true})), RefusalKind::Ended);
}

TEST(Whisper, ASupervisorSpeaksToWhoeverHasItUntilSomebodyElseDoes) {
  World world;
  const ConversationId id = a_conversation().to(kSalesNumber).with_inbound("hi").owned_by(kBen).in(world);
  world.on_queue(kEve);
  EXPECT_EQ(refusal_of(world.command(kAna, BeginConsult{id, kBen, "Try a refund"})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world.command(kSam, BeginConsult{id, kEve, "Look at this"})), RefusalKind::NotYours)
      << "only to its owner";
  EXPECT_FALSE(world.command(kSam, BeginConsult{id, kBen, "Try a refund"}).refusal);
  EXPECT_EQ(refusal_of(world.command(kSam, BeginConsult{id, kBen, "Again"})), RefusalKind::NotNow);
  const ConsultId thread = world.conversation(id).detail->consults.at(0).id;
  EXPECT_FALSE(world.command(kSam, SayInConsult{id, thread, "We refund you today.", true}).refusal);
  EXPECT_FALSE(world.command(kBen, SayInConsult{id, thread, "Thank you", false}).refusal);
  world.command(kBen, BeginTransfer{id, {}, kEve, "", true});
  world.command(kEve, AnswerOffer{world.offer_of(id).id});
  EXPECT_TRUE(world.conversation(id).detail->consults.empty()) << "Ben does not read on by it";
}

TEST(OthersState, ASupervisorChangesAndItIsSaidWho) {
  World world;
  world.on_queue(kAna);
  world.command(kSam, SetPresence{Presence::Break, {}, false, kAna});
  EXPECT_EQ(world.agent(kAna).presence, Presence::Break);
  EXPECT_EQ(world.agent(kAna).presence_by, kSam);
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OffQueue);
  EXPECT_EQ(world.agent(kAna).queue_status_by, kSam);
  world.pass(minutes(1));
  world.command(kSam, SetOnQueue{true, kAna});
  EXPECT_EQ(world.agent(kAna).presence, Presence::Available);
  EXPECT_EQ(world.agent(kAna).queue_status, QueueStatus::OnQueue);
  EXPECT_EQ(world.agent(kAna).queue_status_since, world.now);
}

TEST(OthersState, IsNotAnAgentsToChange) {
  World world;
  world.on_queue(kAna);
  EXPECT_EQ(refusal_of(world.command(kBen, SetPresence{Presence::Break, {}, false, kAna})), RefusalKind::NoRight);
  EXPECT_EQ(refusal_of(world.command(kBen, SetOnQueue{false, kAna})), RefusalKind::NoRight);
  EXPECT_FALSE(world.command(kAna, SetOnQueue{false, kAna}).refusal) << "one's own, named";
}

TEST(OthersState, OfWhoLeftTheOrganisationIsNobodys) {
  World world;
  world.decide(an_organisation_with([](Organisation& all) { all.agents.erase(all.agents.begin()); }));
  EXPECT_EQ(refusal_of(world.command(kSam, SetOnQueue{true, kAna})), RefusalKind::NoRight);
  EXPECT_EQ(refusal_of(world.command(kSam, SetPresence{Presence::Available, {}, false, kAna})), RefusalKind::NoRight);
  EXPECT_EQ(refusal_of(world.command(kSam, SetOnQueue{true, AgentId{99}})), RefusalKind::NoRight);
}

TEST(SubStatus, BelongsToItsPresence) {
  World world(an_organisation_with([](Organisation& all) {
    all.sub_statuses = {{kCoaching, Presence::Meeting, "Coaching"}};
  }));
  EXPECT_EQ(refusal_of(world.command(kAna, SetPresence{Presence::Break, kCoaching})), RefusalKind::BadValue);
  EXPECT_EQ(refusal_of(world.command(kAna, SetPresence{Presence::Meeting, SubStatusId{99}})), RefusalKind::BadValue);
  EXPECT_FALSE(world.command(kAna, SetPresence{Presence::Meeting, kCoaching}).refusal);
  EXPECT_EQ(world.agent(kAna).sub_status, kCoaching);
  world.pass(minutes(1));
  world.command(kAna, SetPresence{Presence::Meeting});
  EXPECT_EQ(world.agent(kAna).presence_since, world.now) << "a finer word is a change, too";
}

TEST(AutomaticAway, ComesOnlyToWhoIsAvailableAndGetsNoWork) {
  World world;
  world.arrive(kAna);
  world.command(kAna, SetPresence{Presence::Available});
  world.command(kAna, SetPresence{Presence::Away, {}, true});
  EXPECT_EQ(world.agent(kAna).presence, Presence::Away);
  EXPECT_TRUE(world.agent(kAna).is_presence_automatic);
  world.command(kAna, SetPresence{Presence::Meal});
  EXPECT_FALSE(world.agent(kAna).is_presence_automatic);
  EXPECT_TRUE(world.command(kAna, SetPresence{Presence::Away, {}, true}).entries.empty()) << "a meal stays a meal";
  world.command(kAna, SetOnQueue{true});
  EXPECT_TRUE(world.command(kAna, SetPresence{Presence::Away, {}, true}).entries.empty());
}

TEST(Configure, IsForAdminsAndAllOrNothing) {
  World world(a_rich_organisation());
  Configure configure;
  configure.put.skills = {{{}, "French"}};
  EXPECT_EQ(refusal_of(world.command(kSam, configure)), RefusalKind::NoRight);
  EXPECT_FALSE(world.command(kAda, configure).refusal);
  EXPECT_EQ(world.workspace.skills.rbegin()->second.name, "French");
  const std::uint64_t offset = world.workspace.offset;
  configure.put.skills = {{{}, "Italian"}, {{}, "German"}};
  const Decision decision = world.command(kAda, configure);
  EXPECT_EQ(refusal_of(decision), RefusalKind::BadValue);
  EXPECT_EQ(decision.refusal->sentence, "Skill German: another one has this name.");
  EXPECT_EQ(decision.refusal->count, 1u);
  EXPECT_EQ(world.workspace.offset, offset);
}

TEST(Configure, SaysWhoChangedWhat) {
  World world(a_rich_organisation());
  Configure configure;
  configure.put.labels = {{kVip, "VIP", 3, 2, false}};
  const Decision decision = world.command(kAda, configure);
  ASSERT_EQ(decision.entries.size(), 1u);
  EXPECT_EQ(decision.entries[0].by, kAda);
  EXPECT_EQ(world.workspace.labels.at(kVip).weight, 3u);
  EXPECT_TRUE(world.command(kAda, configure).entries.empty()) << "the same again says nothing";
}

TEST(Configure, RefusesToRemoveWhatIsNamedElsewhere) {
  World world(a_rich_organisation());
  Configure configure;
  configure.removed.others = {{ItemKind::Skill, kGerman.value}};
  EXPECT_EQ(refusal_of(world.command(kAda, configure)), RefusalKind::BadValue);
}

}  // namespace
}  // namespace smsdesk::test
