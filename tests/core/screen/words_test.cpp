#include "core/screen/words.h"

#include <gtest/gtest.h>

namespace smsdesk::screen {
namespace {

TEST(Words, RunningDurations) {
  EXPECT_EQ(clock_text(-5), "0:00");
  EXPECT_EQ(clock_text(7'999), "0:07");
  EXPECT_EQ(clock_text(seconds(84)), "1:24");
  EXPECT_EQ(clock_text(seconds(3'723)), "1:02:03");
  EXPECT_EQ(clock_changes_in(7'250), 750);
  EXPECT_EQ(clock_changes_in(7'000), 1'000);
}

TEST(Words, Ages) {
  EXPECT_EQ(age_text(-1), "now");
  EXPECT_EQ(age_text(59'999), "now");
  EXPECT_EQ(age_text(minutes(59)), "59 min");
  EXPECT_EQ(age_text(hours(23)), "23 h");
  EXPECT_EQ(age_text(hours(48)), "2 d");
  EXPECT_EQ(age_changes_in(seconds(10)), seconds(50));
}

TEST(Words, ForTheEar) {
  EXPECT_EQ(spoken_duration(seconds(1)), "1 second");
  EXPECT_EQ(spoken_duration(seconds(84)), "1 minute 24 seconds");
  EXPECT_EQ(spoken_duration(minutes(2)), "2 minutes");
  EXPECT_EQ(spoken_duration(hours(1) + minutes(1)), "1 hour 1 minute");
}

TEST(Words, ListNames) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"Mira"}), "Mira");
  EXPECT_EQ(listed({"Mira", "Ben"}), "Mira and Ben");
  EXPECT_EQ(listed({"Mira", "Ben", "Aylin"}), "Mira, Ben and Aylin");
}

TEST(Words, AddressesAreReadable) {
  EXPECT_EQ(readable_address("+14155550199"), "+1 415 555 0199");
  EXPECT_EQ(readable_address("ACME"), "ACME");
  EXPECT_EQ(readable_address("?!"), "?!");
}

}  // namespace
}  // namespace smsdesk::screen
