#include "server-mock/lanes.h"

#include <gtest/gtest.h>

namespace smsdesk::mock {
namespace {

TEST(Lanes, SendsOneAtATimeInOrder) {
  Lanes<int> lanes;
  lanes.push("a", 1);
  lanes.push("a", 2);
  EXPECT_EQ(lanes.start("a"), 1);
  EXPECT_EQ(lanes.start("a"), std::nullopt);
  lanes.finish("a");
  EXPECT_EQ(lanes.start("a"), 2);
}

TEST(Lanes, NextIsWhatStartGives) {
  Lanes<int> lanes;
  EXPECT_EQ(lanes.next("a"), nullptr);
  lanes.push("a", 1);
  lanes.push("a", 2);
  ASSERT_NE(lanes.next("a"), nullptr);
  EXPECT_EQ(*lanes.next("a"), 1);
  EXPECT_EQ(lanes.start("a"), 1);
  EXPECT_EQ(lanes.next("a"), nullptr) << "one is under way";
  lanes.finish("a");
  EXPECT_EQ(*lanes.next("a"), 2);
}

TEST(Lanes, DoNotWaitForEachOther) {
  Lanes<int> lanes;
  lanes.push("a", 1);
  lanes.push("b", 2);
  EXPECT_EQ(lanes.start("a"), 1);
  EXPECT_EQ(lanes.start("b"), 2);
}

TEST(Lanes, AHeldJobGoesRightAfterTheNextOne) {
  Lanes<int> lanes;
  lanes.hold("a", 1);
  lanes.push("a", 2);
  lanes.push("a", 3);
  EXPECT_EQ(lanes.start("a"), 2);
  lanes.finish("a");
  EXPECT_EQ(lanes.start("a"), 1);
  lanes.finish("a");
  EXPECT_EQ(lanes.start("a"), 3);
}

TEST(Lanes, AJobHeldWhileAnotherIsUnderWayWaitsForAJobThatBeginsLater) {
  Lanes<int> lanes;
  lanes.push("a", 1);
  EXPECT_EQ(lanes.start("a"), 1);
  lanes.hold("a", 2);
  lanes.finish("a");
  EXPECT_EQ(lanes.start("a"), std::nullopt);
  lanes.push("a", 3);
  EXPECT_EQ(lanes.start("a"), 3);
  lanes.finish("a");
  EXPECT_EQ(lanes.start("a"), 2);
}

TEST(Lanes, ReleaseLetsAHeldJobGoAlone) {
  Lanes<int> lanes;
  lanes.hold("a", 1);
  EXPECT_EQ(lanes.start("a"), std::nullopt);
  lanes.release("a");
  EXPECT_EQ(lanes.start("a"), 1);
}

TEST(Lanes, HoldOnlyOneAndLoseNone) {
  Lanes<int> lanes;
  EXPECT_TRUE(lanes.hold("a", 1));
  EXPECT_FALSE(lanes.hold("a", 2));
  EXPECT_EQ(lanes.start("a"), 2);
  lanes.finish("a");
  EXPECT_EQ(lanes.start("a"), 1);
}

TEST(Lanes, RefuseWhenFullAndForgetWhenEmpty) {
  Lanes<int> lanes;
  for (std::size_t i = 0; i < kJobsPerLaneMax; ++i) EXPECT_TRUE(lanes.push("a", 0));
  EXPECT_FALSE(lanes.push("a", 0));
  while (lanes.start("a")) lanes.finish("a");
  EXPECT_EQ(lanes.size(), 0U);
}

}  // namespace
}  // namespace smsdesk::mock
