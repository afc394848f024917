// What dates, times and greetings in a template become, in the customer's zone and the template's language.
#include "core/screen/time_words.h"

#include <gtest/gtest.h>

#include "core/template/language.h"

namespace smsdesk::screen {
namespace {

constexpr Instant kThursdayNoon{20'454 * hours(24) + hours(12)};  // 1 January 2026, by UTC

TimeHere at(DurationMs since_noon, int zone_minutes = 0) {
  return {kThursdayNoon + since_noon, {{}, {{Instant{0}, zone_minutes}}, false}};
}
std::string value(std::string_view placeholder, const TimeHere& here, std::string_view language) {
  const auto parsed = parse_time_placeholder(placeholder);
  EXPECT_TRUE(parsed) << placeholder;
  return parsed ? time_value(*parsed, here, language) : "none";
}

TEST(TimeWords, AreWrittenAsTheLanguageWritesThem) {
  EXPECT_EQ(value("date", at(0), "en"), "January 1, 2026");
  EXPECT_EQ(value("date", at(0), "de"), "01.01.2026");
  EXPECT_EQ(value("date", at(0), "es"), "01/01/2026");
  EXPECT_EQ(value("date", at(0), "ja"), "2026/01/01");
  EXPECT_EQ(value("date", at(0), ""), "2026-01-01");
  EXPECT_EQ(value("time", at(minutes(65)), "en"), "1:05 PM");
  EXPECT_EQ(value("time", at(minutes(65)), "de"), "13:05");
  EXPECT_EQ(value("weekday", at(0), "en"), "Thursday");
  EXPECT_EQ(value("weekday", at(0), "es"), "jueves");
}

TEST(TimeWords, AreOfThePlaceWhereTheyAreRead) {
  EXPECT_EQ(value("date", at(0, 14 * 60), "en"), "January 2, 2026");
  EXPECT_EQ(value("weekday", at(0, 14 * 60), "en"), "Friday");
  EXPECT_EQ(value("time", at(0, -8 * 60), "en"), "4:00 AM");
  EXPECT_EQ(value("greeting", at(0, -8 * 60), "en"), "Good morning");
}

TEST(TimeWords, GoForwardAndBack) {
  EXPECT_EQ(value("date+1d", at(0), "en"), "January 2, 2026");
  EXPECT_EQ(value("date-1d", at(0), "en"), "December 31, 2025");
  EXPECT_EQ(value("date+9w", at(0), "en"), "March 5, 2026");
  EXPECT_EQ(value("weekday+3d", at(0), "en"), "Sunday");
  EXPECT_EQ(value("time+2h", at(0), "en"), "2:00 PM");
  EXPECT_EQ(value("time-30min", at(0), "de"), "11:30");
}

TEST(TimeWords, TomorrowIsTomorrowWhereTheClocksChange) {
  // Half past eleven in the evening of a day whose night has 25 hours.
  TimeHere here = at(hours(11) + minutes(30));
  here.zone.offsets.push_back({here.now + minutes(60), -60});
  EXPECT_EQ(value("date+1d", here, "en"), "January 2, 2026");
  EXPECT_EQ(value("time+2h", here, "de"), "0:30") << "an hour is an hour";
}

TEST(TimeWords, GreetByTheTimeOfDay) {
  EXPECT_EQ(value("greeting", at(hours(-6)), "en"), "Good morning");
  EXPECT_EQ(value("greeting", at(0), "en"), "Good afternoon");
  EXPECT_EQ(value("greeting", at(hours(7)), "en"), "Good evening");
  EXPECT_EQ(value("greeting", at(hours(-10)), "en"), "Good evening") << "two at night";
  EXPECT_EQ(value("greeting", at(0), "es"), "Buenos días") << "where the morning is longer";
  EXPECT_EQ(value("greeting", at(0), "xx"), "") << "the default stands there instead";
}

TEST(TimeWords, HaveEveryOfferedLanguage) {
  for (const LanguageName& one : languages()) {
    for (int hour = -12; hour < 12; ++hour) EXPECT_NE(value("greeting", at(hours(hour)), one.tag), "") << one.tag;
    for (int day = 0; day < 7; ++day)
      EXPECT_NE(value("weekday+" + std::to_string(day) + "d", at(0), one.tag), "") << one.tag;
  }
}

}  // namespace
}  // namespace smsdesk::screen
