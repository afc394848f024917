#include "relay/carrier/twilio/dates.h"

#include <gtest/gtest.h>

namespace smsdesk::twilio {
namespace {

TEST(TwilioDates, ReadTheCarriersForm) {
  EXPECT_EQ(parse_rfc2822("Thu, 01 Jan 1970 00:00:01 +0000"), Instant{1000});
  EXPECT_EQ(parse_rfc2822("Mon, 23 Nov 2026 08:00:00 +0000"), Instant{1795420800000});
  EXPECT_EQ(parse_rfc2822("Mon, 23 Nov 2026 03:00:00 -0500"), Instant{1795420800000});
  EXPECT_EQ(parse_rfc2822("Mon, 23 Nov 2026 13:30:00 +0530"), Instant{1795420800000});
}

TEST(TwilioDates, RefuseAnythingElse) {
  for (const char* text :
       {"", "null", "2026-11-23T08:00:00Z", "Mon, 31 Feb 2026 08:00:00 +0000", "Mon, 23 Foo 2026 08:00:00 +0000",
        "Mon, 23 Nov 2026 25:00:00 +0000", "Mon, 2x Nov 2026 08:00:00 +0000", "Mon, 23 Nov 2026 08:00:00 GMT  ",
        "Mon, 23 Nov 2026 08:00:00 +00000"}) {
    EXPECT_EQ(parse_rfc2822(text), std::nullopt) << text;
  }
}

TEST(TwilioDates, OfAnAnswerTellHowFarTheClocksDiffer) {
  const Instant ours{1795420000000}, now{1795420500000};  // the answer comes 500 s after
  EXPECT_EQ(by_carriers_clock(ours, "Mon, 23 Nov 2026 08:00:00 GMT", now), Instant{1795420300000}) << "5 min ahead";
  EXPECT_EQ(by_carriers_clock(ours, "Mon, 23 Nov 2026 07:50:00 GMT", now), Instant{1795419700000}) << "5 min behind";
  for (const char* text : {"", "GMT", " GMT", "Mon, 23 Nov 2026 08:00:00", "Mon, 23 Nov 2026 08:00:00 +0000",
                           "Mon, 23 Nov 2026 08:00:00 UTC", "Monday, 23-Nov-26 08:00:00 GMT"}) {
    EXPECT_EQ(by_carriers_clock(ours, text, now), std::nullopt) << text;
  }
}

TEST(TwilioDates, WriteUtc) {
  EXPECT_EQ(iso8601(Instant{1795420800999}), "2026-11-23T08:00:00Z");
  EXPECT_EQ(iso8601(Instant{0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(iso8601(Instant{-1}), "1969-12-31T23:59:59Z");
}

}  // namespace
}  // namespace smsdesk::twilio
