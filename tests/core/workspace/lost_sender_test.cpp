// A transfer whose sender's browser is lost: it goes on to where it was to go, with one owner or none at every moment.
#include <gtest/gtest.h>

#include "core/workspace/visibility.h"
#include "tests/support/builders/random_inputs.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

/// Ana has a conversation of Support, a minute old, and hands it over.
struct HandedOver {
  World world;
  ConversationId id;
  explicit HandedOver(const Organisation& organisation = an_organisation()) : world(organisation) {
    id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
    world.pass(minutes(1));
  }
  void to_sales() { world.command(kAna, BeginTransfer{id, kSales, {}, "wants to buy", true}); }
  void to_agent(AgentId agent) { world.command(kAna, BeginTransfer{id, {}, agent, "knows him", true}); }
  void lose_ana(DurationMs for_ms = minutes(2)) {
    world.decide(AgentLeft{kAna});
    world.live(for_ms);
  }
  const Conversation& it() const { return world.conversation(id); }
};

TEST(LostSender, WhatWasOnItsWayWaitsInTheTargetQueueAtThePlaceOfTheTransfer) {
  HandedOver at;
  const Instant began = at.world.now;
  at.to_sales();
  const Demand asked = at.it().demand;
  at.world.pass(seconds(20));
  at.lose_ana(minutes(2) - 1);
  EXPECT_EQ(at.it().owner, kAna) << "within the grace period she keeps it";
  at.world.live(1);
  EXPECT_EQ(at.it().state, ConversationState::Waiting);
  EXPECT_EQ(at.it().queue, kSales);
  EXPECT_FALSE(at.it().owner.is_set() || at.it().transfer);
  EXPECT_EQ(at.it().waiting_since, began);
  EXPECT_EQ(at.it().demand, asked);
  EXPECT_EQ(at.it().returned, ReturnReason::Transferred);
  EXPECT_EQ(at.it().handover, (Handover{kAna, "wants to buy"}));
  EXPECT_EQ(at.world.workspace.load_of(kAna), 0u);
  at.world.on_queue(kEve);
  at.world.make_offers();
  EXPECT_EQ(at.world.asked_for(at.id), kEve);
  at.world.command(kEve, AnswerOffer{at.world.offer_of(at.id).id});
  EXPECT_EQ(at.it().owner, kEve);
  EXPECT_EQ(at.it().queue, kSales);
  EXPECT_EQ(at.it().returned, ReturnReason::None);
  EXPECT_FALSE(at.it().handover) << "it is told until somebody has it";
}

TEST(LostSender, WhoIsBeingAskedGoesOnBeingAsked) {
  HandedOver at(with_support([](Queue& support) { support.grace = seconds(5); }));
  at.world.on_queue(kEve);
  at.to_sales();
  at.world.make_offers();
  const OfferId offer = at.world.offer_of(at.id).id;
  const Instant expires = at.world.offer_of(at.id).expires_at;
  at.lose_ana(seconds(5));
  EXPECT_EQ(at.it().state, ConversationState::Alerting);
  EXPECT_EQ(at.it().queue, kSales);
  EXPECT_EQ(at.world.offer_of(at.id).id, offer);
  EXPECT_EQ(at.world.offer_of(at.id).expires_at, expires);
  EXPECT_EQ(at.world.workspace.load_of(kEve), 1u);
  at.world.command(kEve, DeclineOffer{offer});
  EXPECT_EQ(at.it().state, ConversationState::Waiting);
  EXPECT_EQ(at.it().queue, kSales);
  EXPECT_EQ(at.it().handover, (Handover{kAna, "wants to buy"}));
}

TEST(LostSender, AnAgentWhoWasChosenIsAskedToTheEnd) {
  for (const bool accepts : {true, false}) {
    HandedOver at(with_support([](Queue& support) { support.grace = seconds(5); }));
    at.world.on_queue(kBen);
    at.to_agent(kBen);
    at.lose_ana(seconds(5));
    EXPECT_EQ(at.it().state, ConversationState::Alerting);
    EXPECT_EQ(at.world.asked_for(at.id), kBen);
    EXPECT_EQ(at.it().handover, (Handover{kAna, "knows him"}));
    const OfferId offer = at.world.offer_of(at.id).id;
    if (accepts) {
      at.world.command(kBen, AnswerOffer{offer});
      EXPECT_EQ(at.it().owner, kBen);
    } else {
      at.world.command(kBen, DeclineOffer{offer});
      EXPECT_EQ(at.it().state, ConversationState::Waiting);
      EXPECT_EQ(at.it().waiting_since, kMorning) << "nobody has answered the customer yet";
    }
    EXPECT_EQ(at.it().queue, kSupport);
  }
}

TEST(LostSender, WhoComesBackInTimeKeepsTheTransferPending) {
  HandedOver at;
  at.to_sales();
  at.lose_ana(minutes(1));
  at.world.decide(AgentArrived{kAna});
  at.world.live(minutes(10));
  EXPECT_EQ(at.it().owner, kAna);
  EXPECT_TRUE(at.it().transfer);
}

TEST(LostSender, RemovedFromTheOrganisationIsLostToo) {
  HandedOver at;
  at.world.on_queue(kEve);
  at.to_sales();
  at.world.make_offers();
  Organisation without = an_organisation();
  std::erase_if(without.agents, [](const AgentConfigured& agent) { return agent.agent == kAna; });
  at.world.decide(without);
  EXPECT_EQ(at.it().state, ConversationState::Waiting);
  EXPECT_EQ(at.it().queue, kSales);
  EXPECT_EQ(at.it().handover, (Handover{kAna, "wants to buy"}));
}

TEST(LostSender, OfATransferToAQueueThatIsGoneKeepsIt) {
  HandedOver at;
  at.to_sales();
  at.world.decide(an_organisation_with([](Organisation& all) {
    all.queues.pop_back();
    all.numbers.pop_back();
    for (AgentConfigured& agent : all.agents) std::erase(agent.queues, kSales);
  }));
  at.lose_ana();
  EXPECT_EQ(at.it().queue, kSupport);
  EXPECT_EQ(at.it().returned, ReturnReason::AgentLost);
}

TEST(LostSender, OnlyWhoMayReadItReadsTheNote) {
  HandedOver at;
  at.world.arrive(kEve);
  at.to_sales();
  at.lose_ana();
  const Workspace eves = view_of(at.world.workspace, kEve), sams = view_of(at.world.workspace, kSam);
  ASSERT_NE(eves.find_conversation(at.id), nullptr);
  EXPECT_EQ(eves.find_conversation(at.id)->handover, (Handover{kAna, ""}));
  EXPECT_EQ(sams.find_conversation(at.id)->handover, (Handover{kAna, "wants to buy"}));
}

/// One owner or none, whatever happens in whatever order; whoever lost it cannot write, and nothing is lost or doubled.
TEST(LostSenderLaws, OneOwnerAtATimeAndNothingIsLost) {
  std::size_t went_on = 0, while_alerting = 0;
  for (const std::uint64_t seed : seeds(300)) {
    SCOPED_TRACE("SMSDESK_SEED=" + std::to_string(seed));
    Random random(seed);
    HandedOver at(
        with_support([&](Queue& support) { support.grace = seconds(1 + static_cast<int>(random.below(60))); }));
    for (const AgentId agent : {kBen, kEve}) {
      if (random.chance(60)) at.world.on_queue(agent);
    }
    if (random.chance(60))
      at.to_sales();
    else
      at.to_agent(random.chance(50) ? kBen : kEve);
    for (int step = 0; step < 30; ++step) {
      const Conversation before = at.it();
      const AgentId who = std::array{kAna, kBen, kEve}[random.below(3)];
      switch (random.below(6)) {
        case 0:
          at.world.decide(AgentLeft{random.chance(70) ? kAna : who});
          break;
        case 1:
          at.world.on_queue(who);
          break;
        case 2:
          at.world.live(seconds(1 + static_cast<int>(random.below(40))));
          break;
        case 3:
        case 4:
          if (at.world.asked_for(at.id) == who) {
            const OfferId offer = at.world.offer_of(at.id).id;
            if (random.chance(50))
              at.world.command(who, AnswerOffer{offer});
            else
              at.world.command(who, DeclineOffer{offer});
          }
          break;
        default:
          at.world.make_offers();
      }
      const Conversation& c = at.it();  // it is there, once: the world has checked the invariants
      went_on += !before.handover && c.handover ? 1 : 0;
      while_alerting += !before.handover && c.handover && c.state == ConversationState::Alerting ? 1 : 0;
      unsigned owners = 0;
      for (const AgentId agent : {kAna, kBen, kEve, kSam}) {
        const auto owned = at.world.workspace.index.owned.find(agent);
        owners += owned == at.world.workspace.index.owned.end() ? 0 : static_cast<unsigned>(owned->second.count(at.id));
        if (agent == c.owner) continue;
        const Decision sent =
            decide(at.world.workspace, CommandInput{agent, {"x"}, SendMessage{at.id, "x", MessageId{~0ull >> 1}, true}},
                   at.world.now);
        EXPECT_TRUE(sent.refusal) << "agent " << agent.value << " writes into what is not theirs";
      }
      EXPECT_EQ(owners, c.owner.is_set() ? 1u : 0u);
      EXPECT_TRUE(c.owner.is_set() || c.state == ConversationState::Waiting || c.state == ConversationState::Alerting);
      EXPECT_EQ(at.world.workspace.conversations.size(), 1u);
      if (testing::Test::HasFailure()) return;
    }
  }
  EXPECT_GT(went_on, 50u) << "the law was looked at";
  EXPECT_GT(while_alerting, 5u);
}

}  // namespace
}  // namespace smsdesk::test
