#include "web/widget/motion.h"

#include <gtest/gtest.h>

namespace smsdesk::web {
namespace {

constexpr Instant kStart{1'000'000};

TEST(Motions, WhatIsSeenForTheFirstTimeStandsStill) {
  Motions motions;
  motions.begin_frame(kStart, false);
  EXPECT_FLOAT_EQ(motions.toward(1, 1.0f), 1.0f);
  EXPECT_FALSE(motions.is_running());
}

TEST(Motions, FollowsANewTargetAndThenRests) {
  Motions motions;
  motions.begin_frame(kStart, false);
  motions.toward(1, 0.0f);
  motions.begin_frame(kStart + 10, false);
  EXPECT_FLOAT_EQ(motions.toward(1, 1.0f), 0.0f);
  EXPECT_TRUE(motions.is_running());
  motions.begin_frame(kStart + 60, false);
  const float half_way = motions.toward(1, 1.0f);
  EXPECT_GT(half_way, 0.5f);  // ease-out: most of the way comes first
  EXPECT_LT(half_way, 1.0f);
  motions.begin_frame(kStart + 10 + kMotionMs, false);
  EXPECT_FLOAT_EQ(motions.toward(1, 1.0f), 1.0f);
  EXPECT_FALSE(motions.is_running());
}

TEST(Motions, ReducedMotionKeepsFadesOnly) {
  Motions motions;
  motions.begin_frame(kStart, true);
  EXPECT_FLOAT_EQ(motions.appear(1, MotionKind::Move), 1.0f);
  EXPECT_FLOAT_EQ(motions.appear(2, MotionKind::Fade), 0.0f);
}

TEST(Motions, ForgetsWhatIsNotAskedFor) {
  Motions motions;
  motions.begin_frame(kStart, false);
  motions.appear(1, MotionKind::Fade);
  motions.begin_frame(kStart + 1000, false);
  motions.begin_frame(kStart + 1001, false);
  EXPECT_FLOAT_EQ(motions.appear(1, MotionKind::Fade), 0.0f);
}

TEST(Motions, MoreThanTheMaximumAreWhereTheyWantToBe) {
  Motions motions;
  motions.begin_frame(kStart, false);
  for (std::size_t i = 0; i < kMotionsMax; ++i) motions.appear(i + 1, MotionKind::Fade);
  EXPECT_FLOAT_EQ(motions.appear(kMotionsMax + 1, MotionKind::Fade), 1.0f);
}

}  // namespace
}  // namespace smsdesk::web
