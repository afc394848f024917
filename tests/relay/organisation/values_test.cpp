#include "relay/organisation/values.h"

#include <gtest/gtest.h>

namespace smsdesk::relay {
namespace {

TEST(Durations, AreReadAsTheyAreWritten) {
  for (const DurationMs one :
       {DurationMs{0}, DurationMs{1}, DurationMs{1500}, seconds(30), seconds(90), minutes(5), hours(72)}) {
    EXPECT_EQ(parse_duration(duration_text(one)), one) << duration_text(one);
  }
  EXPECT_EQ(duration_text(hours(72)), "72 h");
  EXPECT_EQ(duration_text(seconds(90)), "90 s");
  EXPECT_EQ(parse_duration("3d"), hours(72));
  EXPECT_EQ(parse_duration(" 5  min "), minutes(5));
  EXPECT_EQ(parse_duration("never"), 0);
}

TEST(Durations, ThatAreNoneAreRefused) {
  for (const char* text :
       {"", "30", "s", "-3 s", "1.5 h", "30 seconds", "1 h 30 min", "99999999999999 h", "400 d", "3 s x"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(Hours, OfARunOfDaysStandTogether) {
  std::vector<OpenSpan> spans;
  ASSERT_TRUE(parse_hours("mon-fri 09:00-18:00", spans));
  ASSERT_TRUE(parse_hours("sat 10:00 - 24:00", spans));
  ASSERT_EQ(spans.size(), 6u);
  EXPECT_EQ(spans[4], (OpenSpan{4, 540, 1080}));
  EXPECT_EQ(spans[5], (OpenSpan{5, 600, 1440}));
  EXPECT_EQ(hours_texts(spans), (std::vector<std::string>{"mon-fri 09:00-18:00", "sat 10:00-24:00"}));
}

TEST(Hours, ThatAreNoneAreRefused) {
  std::vector<OpenSpan> spans;
  for (const char* text : {"", "mon", "09:00-18:00", "fri-mon 09:00-18:00", "mon 9:00-18:00", "mon 09:00",
                           "mon 09:60-10:00", "mon 09:00-24:01", "montag 09:00-10:00", "mon- 09:00-10:00"}) {
    EXPECT_FALSE(parse_hours(text, spans)) << text;
  }
  EXPECT_FALSE(parse_day_hours("mon 09:00-10:00", spans));
  EXPECT_TRUE(spans.empty());
}

}  // namespace
}  // namespace smsdesk::relay
