#include "relay/host/retry_pause.h"

#include <gtest/gtest.h>

#include <limits>

namespace smsdesk::relay {
namespace {

constexpr std::uint32_t kRandomMax = std::numeric_limits<std::uint32_t>::max();

TEST(RetryPause, IsWhatTheCarrierAsksForWhateverTheAttemptAndChance) {
  for (const unsigned attempt : {0u, 3u, 1000u}) {
    for (const std::uint32_t random : {0u, kRandomMax}) {
      EXPECT_EQ(retry_pause("1", attempt, random), seconds(1));
      EXPECT_EQ(retry_pause("7", attempt, random), seconds(7));
      EXPECT_EQ(retry_pause("300", attempt, random), minutes(5));
    }
  }
}

TEST(RetryPause, IsFiveMinutesAtMostHoweverMuchTheCarrierAsksFor) {
  // The last are more milliseconds, and more seconds, than a number holds.
  for (const char* asked : {"301", "86400", "9223372036854775807", "99999999999999999999999999"}) {
    EXPECT_EQ(retry_pause(asked, 0, 0), kRetryPauseMax) << asked;
  }
}

TEST(RetryPause, IsByChanceWhereTheCarrierNamesNoSeconds) {
  for (const char* text : {"", "0", "-1", "-9223372036854775808", "+5", " 5", "5 s", "1.5", "soon", "0x10",
                           "Wed, 21 Oct 2026 07:28:00 GMT"}) {
    EXPECT_EQ(retry_pause(text, 0, 0), 100) << text;
    EXPECT_EQ(retry_pause(text, 0, kRandomMax), 1'099) << text;
    EXPECT_EQ(retry_pause(text, 0, kRandomMax / 2 + 1), 600) << text;
  }
}

TEST(RetryPause, GrowsWithTheAttemptsToFiveMinutes) {
  EXPECT_EQ(retry_pause("", 1, kRandomMax), 2'099);
  EXPECT_EQ(retry_pause("", 2, kRandomMax), 4'099);
  EXPECT_EQ(retry_pause("", 8, kRandomMax), 256'099);
  for (const unsigned attempt : {9u, 12u, 31u, 32u, 64u, std::numeric_limits<unsigned>::max()}) {
    EXPECT_EQ(retry_pause("", attempt, 0), 100) << attempt;
    EXPECT_EQ(retry_pause("", attempt, kRandomMax), kRetryPauseMax - 1) << attempt;
  }
}

}  // namespace
}  // namespace smsdesk::relay
