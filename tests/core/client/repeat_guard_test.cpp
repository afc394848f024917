// Presses that come once too often: what a second press of the same hand must not do.
#include "core/client/repeat_guard.h"

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

constexpr RepeatGuard::Key kAnswer = RepeatGuard::key_of(Action::AnswerOffer);
constexpr RepeatGuard::Key kEnd = RepeatGuard::key_of(Action::End);

TEST(RepeatGuard, TakesThePressOnceAndAgainWhenTheHandHasRested) {
  RepeatGuard guard;
  EXPECT_TRUE(guard.takes(kEnd, kMorning));
  EXPECT_FALSE(guard.takes(kEnd, kMorning + (kSamePressWithin - 1)));
  EXPECT_FALSE(guard.takes(kEnd, kMorning + 2 * (kSamePressWithin - 1))) << "hammering stays one press";
  EXPECT_TRUE(guard.takes(kEnd, kMorning + 3 * kSamePressWithin));
}

TEST(RepeatGuard, KeepsKeysApart) {
  RepeatGuard guard;
  EXPECT_TRUE(guard.takes(kEnd, kMorning));
  EXPECT_TRUE(guard.takes(kAnswer, kMorning));
  EXPECT_TRUE(guard.takes(RepeatGuard::key_of(answer_of_place(0)), kMorning));
  EXPECT_TRUE(guard.takes(RepeatGuard::key_of(answer_of_place(8)), kMorning));
  EXPECT_FALSE(guard.takes(RepeatGuard::key_of(answer_of_place(8)), kMorning));
}

TEST(RepeatGuard, DoesNotActOnWhatCameUnderTheKeyOnlyNow) {
  RepeatGuard guard;
  guard.note_target(kAnswer, 7, kMorning);
  guard.note_target(kAnswer, 8, kMorning + seconds(10));  // 7 was withdrawn in the moment of the press
  EXPECT_FALSE(guard.takes(kAnswer, kMorning + seconds(10) + 1));
  guard.note_target(kAnswer, 9, kMorning + seconds(20));
  EXPECT_TRUE(guard.takes(kAnswer, kMorning + seconds(20) + kSamePressWithin)) << "it could be read meanwhile";
}

TEST(RepeatGuard, SeesWhatComesAfterAGapTooShortToBeSeen) {
  RepeatGuard guard;
  guard.note_target(kAnswer, 7, kMorning);
  guard.note_target(kAnswer, 0, kMorning + seconds(10));
  guard.note_target(kAnswer, 8, kMorning + seconds(10) + 100);
  EXPECT_FALSE(guard.takes(kAnswer, kMorning + seconds(10) + 200));
}

TEST(RepeatGuard, TakesAtOnceWhatCameWhereNothingWas) {
  RepeatGuard guard;
  guard.note_target(kAnswer, 7, kMorning);
  EXPECT_TRUE(guard.takes(kAnswer, kMorning));
  guard.note_target(kAnswer, 0, kMorning + 100);
  guard.note_target(kAnswer, 8, kMorning + seconds(10));
  EXPECT_TRUE(guard.takes(kAnswer, kMorning + seconds(10))) << "the place was empty for a while";
  guard.note_target(kAnswer, 0, kMorning + seconds(20));
  guard.note_target(kAnswer, 8, kMorning + seconds(20));
  EXPECT_TRUE(guard.takes(kAnswer, kMorning + seconds(20))) << "it is the very same";
}

TEST(RepeatGuard, IsNotShutByAClockThatIsSetBack) {
  RepeatGuard guard;
  EXPECT_TRUE(guard.takes(kEnd, kMorning));
  EXPECT_TRUE(guard.takes(kEnd, kMorning + -hours(1)));
}

// Whatever comes and goes, and however it is hammered: between two presses that count there is the whole pause, and none acts on
// something that took the place of another within it.
TEST(RepeatGuard, HoldsForAnyOrder) {
  int taken_in_all = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Random random(seed);
    RepeatGuard guard;
    Instant now = kMorning, pressed{}, replaced{};
    std::uint64_t target = 0;
    for (int step = 0; step < 100; ++step) {
      now = now + static_cast<DurationMs>(random.below(700));
      if (random.below(2) == 0) {
        const std::uint64_t next = random.below(4);
        if (next != 0 && target != 0 && next != target) replaced = now;
        target = next;
        guard.note_target(kAnswer, target, now);
        continue;
      }
      const bool is_taken = guard.takes(kAnswer, now);
      if (is_taken) {
        ++taken_in_all;
        ASSERT_FALSE(is_same_press(pressed, now)) << "seed " << seed;
        ASSERT_FALSE(is_same_press(replaced, now)) << "seed " << seed;
      }
      pressed = now;
    }
  }
  EXPECT_GT(taken_in_all, 1000);
}

TEST(RepeatGuard, IsForWhatMustNotBeDoneTwice) {
  for (const Action action :
       {Action::AnswerOffer, answer_of_place(0), answer_of_place(8), Action::DeclineOffer, Action::PickWaiting,
        Action::End, Action::FinishWrapUp, Action::UndoSend, Action::SendAgain, Action::SignOut})
    EXPECT_TRUE(facts_of(action).acts_once) << facts_of(action).name;
  for (const Action action : {Action::NextConversation, Action::OpenPalette, Action::PickEmoji, Action::InsertTemplate})
    EXPECT_FALSE(facts_of(action).acts_once) << facts_of(action).name;
}

// Enter pressed twice: the second one must not send what stands in the composer that got the focus by the first.
class EnterTwice : public testing::Test {
 protected:
  World world_;
  ConversationId ended_ = a_conversation().with_inbound("first").owned_by(kAna).in(world_);
  ConversationId next_ = a_conversation().from(kOtherCustomer).with_inbound("second").owned_by(kAna).in(world_);
  Tab tab_;

  void SetUp() override {
    world_.command(kAna, EndConversation{ended_});
    tab_.start();
    tab_.welcome(kAna);
    tab_.snapshot(world_, kAna);
    tab_.raise(intent::EditDraft{next_, "half a thought"});
    tab_.raise(intent::ChooseWrapUpCode{ended_, kSolved});
  }
};

TEST_F(EnterTwice, AfterTheWrapUpSendsNoDraftOfTheNextConversation) {
  tab_.raise(intent::FinishWrapUp{ended_});
  tab_.tick(100);
  tab_.raise(intent::Send{next_});
  EXPECT_TRUE(tab_.s.outbox.entries().empty());
  EXPECT_EQ(tab_.s.drafts[next_].text, "half a thought");
  tab_.tick(kSamePressWithin);
  tab_.raise(intent::Send{next_});
  EXPECT_EQ(tab_.s.outbox.entries().size(), 1u) << "a press of its own";
}

TEST_F(EnterTwice, SendsWhatWasWrittenMeanwhile) {
  tab_.raise(intent::FinishWrapUp{ended_});
  tab_.raise(intent::EditDraft{next_, "half a thought, and the rest"});
  tab_.raise(intent::Send{next_});
  EXPECT_EQ(tab_.s.outbox.entries().size(), 1u);
}

TEST_F(EnterTwice, SendsWhatWasAttachedMeanwhile) {
  tab_.raise(intent::FinishWrapUp{ended_});
  tab_.raise(intent::Select{next_});
  tab_.give(event::FileOffered{"f1", "f1.png", "image/png", 1'000});
  const std::string hash(64, 'b');
  tab_.give(event::UploadEnded{"f1", 200, R"({"hash":")" + hash + R"(","content_type":"image/png","bytes":1000})"});
  tab_.raise(intent::Send{next_});
  EXPECT_EQ(tab_.s.outbox.entries().size(), 1u);
}

TEST_F(EnterTwice, InThePaletteSendsNothingEither) {
  tab_.raise(intent::DoPalette{PaletteStep::Open});
  tab_.raise(intent::DoPalette{PaletteStep::Take, "a:notes"});
  tab_.raise(intent::Send{next_});
  EXPECT_TRUE(tab_.s.outbox.entries().empty());
}

TEST_F(EnterTwice, WhatWasRefusedMovesNoFocus) {
  tab_.raise(intent::End{next_});  // the draft is in the way
  tab_.raise(intent::Send{next_});
  EXPECT_EQ(tab_.s.outbox.entries().size(), 1u);
}

}  // namespace
}  // namespace smsdesk::test
