// How conversations change hands: what the facts keep of it, who sees it, and in which words.
#include "core/workspace/handing.h"

#include <gtest/gtest.h>

#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

using Lines = std::vector<std::string>;

class Hands : public testing::Test {
 protected:
  const std::vector<Handing>& kept() { return world_.conversation(id_).detail->handings; }
  Lines words(AgentId me = {}) {
    HandingNames names;
    names.agent = [this](AgentId id) { return world_.agent(id).name; };
    names.queue = [this](QueueId id) { return world_.workspace.find_queue(id)->name; };
    names.me = me;
    Lines all;
    for (const Handing& one : kept())
      for (std::string& line : handing_lines(one, names)) all.push_back(std::move(line));
    return all;
  }
  void eve_answers() { world_.command(kEve, AnswerOffer{world_.offer_of(id_).id}); }

  World world_;
  ConversationId id_ = a_conversation().with_inbound("hi").owned_by(kAna).in(world_);
  std::string ana_ = world_.agent(kAna).name, eve_ = world_.agent(kEve).name, sam_ = world_.agent(kSam).name;
};

TEST_F(Hands, AreKeptWithTheConversationAndInTheViewsOfThoseWhoMayReadIt) {
  ASSERT_EQ(kept().size(), 1u);
  EXPECT_EQ(kept()[0], (Handing{world_.now, HandingKind::Answered, kAna, {}, {}, ReturnReason::None}));
  EXPECT_EQ(view_of(world_.workspace, kSam).find_conversation(id_)->detail->handings, kept());
  EXPECT_EQ(words(), Lines{ana_ + " answered"});
  EXPECT_EQ(words(kAna), Lines{"You answered"});
}

TEST_F(Hands, ATransferIsToldWhenSomebodyAcceptsIt) {
  world_.on_queue(kEve);
  world_.command(kAna, BeginTransfer{id_, {}, kEve, "knows him", true});
  world_.command(kEve, DeclineOffer{world_.offer_of(id_).id});
  EXPECT_EQ(kept().size(), 1u) << "it is Ana's, as it was";
  world_.on_queue(kEve);
  world_.command(kAna, BeginTransfer{id_, {}, kEve, "knows him", true});
  eve_answers();
  EXPECT_EQ(words(), (Lines{ana_ + " answered", ana_ + " transferred the conversation to " + eve_}));
  EXPECT_EQ(words(kAna).back(), "You transferred the conversation to " + eve_);
  EXPECT_EQ(words(kEve).back(), ana_ + " transferred the conversation to you");
}

TEST_F(Hands, ATransferToAQueueSaysWhereToAndWhoAnswered) {
  world_.on_queue(kEve);
  world_.command(kAna, BeginTransfer{id_, kSales, {}, "", true});
  world_.make_offers();
  eve_answers();
  EXPECT_EQ(words(), (Lines{ana_ + " answered", ana_ + " transferred the conversation to Sales", eve_ + " answered"}));
}

TEST_F(Hands, WhatASupervisorMovesOrGivesIsToldToo) {
  world_.command(kSam, FreeConversation{id_});
  world_.command(kSam, BeginTransfer{id_, kSales, {}, "", true});
  world_.arrive(kEve);
  world_.command(kEve, SetPresence{Presence::Available});
  world_.command(kSam, BeginTransfer{id_, {}, kEve, "", true});
  eve_answers();
  EXPECT_EQ(words(), (Lines{ana_ + " answered", sam_ + " gave the conversation back to the queue",
                            sam_ + " transferred the conversation to Sales",
                            sam_ + " transferred the conversation to " + eve_}));
}

TEST_F(Hands, AParkIsToldWithHowItEnded) {
  world_.command(kAna, ParkConversation{id_, world_.now + hours(1), "waits for stock"});
  world_.command(kAna, ResumeConversation{id_});
  world_.command(kAna, ParkConversation{id_, world_.now + hours(1), ""});
  world_.live(hours(1));
  EXPECT_EQ(words(kAna),
            (Lines{"You answered", "You parked the conversation", "You took the parked conversation back",
                   "You parked the conversation", "Back in the queue, because the time of its park was over"}));
  EXPECT_EQ(words()[1], ana_ + " parked the conversation");
}

TEST_F(Hands, GuestsAreTold) {
  world_.command(kAna, InviteGuest{id_, kEve});
  world_.command(kEve, DismissGuest{id_, kEve});
  EXPECT_EQ(words(), (Lines{ana_ + " answered", ana_ + " invited " + eve_ + " into the conversation",
                            eve_ + " left the conversation"}));
  EXPECT_EQ(words(kEve)[1], ana_ + " invited you into the conversation");
  EXPECT_EQ(words(kAna)[1], "You invited " + eve_ + " into the conversation");
}

TEST_F(Hands, WhoseBrowserIsGoneIsToldAsTheReason) {
  world_.decide(AgentLeft{kAna});
  world_.live(minutes(2));
  EXPECT_EQ(kept().back().kind, HandingKind::Returned);
  EXPECT_EQ(kept().back().agent, kAna);
  EXPECT_EQ(words().back(), "Back in the queue, because its agent's browser was gone");
}

TEST_F(Hands, ALostSendersTransferGoesOnAndSaysBoth) {
  world_.command(kAna, BeginTransfer{id_, kSales, {}, "", true});
  world_.decide(AgentLeft{kAna});
  world_.live(minutes(2));
  EXPECT_EQ(kept().back().kind, HandingKind::Moved);
  EXPECT_EQ(words().back(), ana_ + " transferred the conversation to Sales");
}

TEST_F(Hands, TheOldestAreDroppedWhereThereAreVeryMany) {
  for (std::size_t i = 0; i < kHandingsHeldMax; ++i) {
    world_.command(kAna, InviteGuest{id_, kEve});
    world_.pass(1);
    world_.command(kAna, DismissGuest{id_, kEve});
  }
  EXPECT_EQ(kept().size(), kHandingsHeldMax);
  EXPECT_EQ(kept().back().kind, HandingKind::Left);
}

}  // namespace
}  // namespace smsdesk::test
