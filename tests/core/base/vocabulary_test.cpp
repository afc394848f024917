#include <gtest/gtest.h>

#include <memory>
#include <unordered_set>

#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/time.h"

namespace smsdesk {
namespace {

TEST(Result, IsAValueOrAnError) {
  Result<int> good = 3;
  ASSERT_TRUE(good.is_ok());
  EXPECT_EQ(*good, 3);
  Result<int> bad = Error{ErrorCode::NotFound, "There is no such queue."};
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, ErrorCode::NotFound);
  EXPECT_EQ(bad.error().sentence, "There is no such queue.");
}

TEST(Result, GivesAMoveOnlyValueAway) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
  std::unique_ptr<int> taken = std::move(result).value();
  EXPECT_EQ(*taken, 7);
}

#if GTEST_HAS_DEATH_TEST
TEST(Result, AskingForWhatIsNotThereIsOurBug) {
  Result<int> bad = Error{};
  Result<int> good = 1;
  EXPECT_DEATH((void)bad.value(), "is_ok");
  EXPECT_DEATH((void)good.error(), "is_ok");
}
#endif

TEST(Ids, ZeroIsNoneAndEqualOnesHashEqually) {
  EXPECT_FALSE(QueueId{}.is_set());
  EXPECT_TRUE(QueueId{1}.is_set());
  EXPECT_LT(QueueId{1}, QueueId{2});
  std::unordered_set<QueueId> ids{QueueId{1}, QueueId{2}, QueueId{1}};
  EXPECT_EQ(ids.size(), 2u);
}

// First outputs of SplitMix64 for seed 1234567, as published with the reference implementation.
TEST(Random, IsSplitMix64OnEveryPlatform) {
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317u);
  EXPECT_EQ(random.next(), 3203168211198807973u);
  EXPECT_EQ(random.next(), 9817491932198370423u);
}

TEST(Time, CountsMilliseconds) {
  Instant at{1000};
  EXPECT_EQ((at + minutes(2)).ms, 121'000);
  EXPECT_EQ(at + hours(1) - at, seconds(3600));
}

}  // namespace
}  // namespace smsdesk
