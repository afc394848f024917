#include "server-mock/dates.h"

#include <gtest/gtest.h>

namespace smsdesk::mock {
namespace {

const Instant kAt{std::chrono::milliseconds(1'795'420'800'250)};  // 2026-11-23T08:00:00.250Z

TEST(Dates, WritesTwiliosForms) {
  EXPECT_EQ(format_rfc2822(kAt), "Mon, 23 Nov 2026 08:00:00 +0000");
  EXPECT_EQ(format_iso8601(kAt), "2026-11-23T08:00:00.250Z");
  EXPECT_EQ(format_receipt_date(kAt), "2611230800");
}

TEST(Dates, ReadsWhatItWrites) {
  const auto parsed = parse_date(format_iso8601(kAt));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->at, kAt);
  EXPECT_FALSE(parsed->is_whole_day);
}

TEST(Dates, ReadsWholeDaysAndOffsets) {
  const auto day = parse_date("2026-11-23");
  ASSERT_TRUE(day);
  EXPECT_TRUE(day->is_whole_day);
  EXPECT_EQ(format_iso8601(day->at), "2026-11-23T00:00:00.000Z");
  const auto shifted = parse_date("2026-11-23T09:00:00+01:00");
  ASSERT_TRUE(shifted);
  EXPECT_EQ(format_iso8601(shifted->at), "2026-11-23T08:00:00.000Z");
  EXPECT_TRUE(parse_date("2024-02-29"));
}

TEST(Dates, RefusesEverythingElse) {
  for (const char* text : {"", "2026", "2026-13-01", "2026-02-30", "2025-02-29", "23-11-2026", "2026-11-23 08:00",
                           "2026-11-23T", "2026-11-23T25:00:00Z", "2026-11-23T08:00:00", "2026-11-23T08:00:00Zx",
                           "2026-11-23T08:00:00.Z", "2026-11-23T08:61Z"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

}  // namespace
}  // namespace smsdesk::mock
