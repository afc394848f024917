#include "core/queue/schedule.h"

#include <gtest/gtest.h>

namespace smsdesk {
namespace {

constexpr Instant kNewYear2026{1'767'225'600'000};   // Thursday, 00:00 UTC
constexpr Instant kSummerBegins{1'774'746'000'000};  // Sunday 2026-03-29, 01:00 UTC: Berlin goes from 02:00 to 03:00
constexpr Instant kMonday{1'774'828'800'000};        // 2026-03-30, 00:00 UTC

/// Monday to Friday, nine to five in Berlin.
Schedule office() {
  Schedule schedule{ScheduleId{1}, "Office", "Europe/Berlin", {{Instant{0}, 60}, {kSummerBegins, 120}}, {}, {}};
  for (unsigned day = 0; day < 5; ++day) schedule.open.push_back({day, 9 * 60, 17 * 60});
  return schedule;
}

TEST(LocalTime, IsADayOfTheCalendarAndAMinute) {
  const Schedule utc;
  EXPECT_EQ(local_time(utc, Instant{0}), (LocalTime{1970, 1, 1, 3, 0}));
  EXPECT_EQ(local_time(utc, Instant{-1}), (LocalTime{1969, 12, 31, 2, 24 * 60 - 1}));
  EXPECT_EQ(local_time(utc, kNewYear2026), (LocalTime{2026, 1, 1, 3, 0}));
  EXPECT_EQ(local_time(utc, Instant{1'709'210'040'000}), (LocalTime{2024, 2, 29, 3, 12 * 60 + 34}));
  EXPECT_EQ(local_time(utc, Instant{4'107'542'399'999}), (LocalTime{2100, 2, 28, 6, 24 * 60 - 1}));
  EXPECT_EQ(local_time(utc, Instant{4'107'542'400'000}), (LocalTime{2100, 3, 1, 0, 0})) << "2100 is no leap year";
}

TEST(LocalTime, FollowsTheZonesOffset) {
  const Schedule schedule = office();
  EXPECT_EQ(local_time(schedule, kSummerBegins + -1), (LocalTime{2026, 3, 29, 6, 2 * 60 - 1}));
  EXPECT_EQ(local_time(schedule, kSummerBegins), (LocalTime{2026, 3, 29, 6, 3 * 60})) << "the hour that is not there";
  EXPECT_EQ(local_time(schedule, Instant{-hours(1)}), (LocalTime{1970, 1, 1, 3, 0})) << "before all offsets: the first";
  Schedule west = schedule;
  west.offsets = {{Instant{0}, -210}};
  EXPECT_EQ(local_time(west, kNewYear2026), (LocalTime{2025, 12, 31, 2, 20 * 60 + 30}));
}

TEST(Schedule, IsOpenFromTheFirstMinuteToTheLast) {
  const Schedule schedule = office();
  const Instant nine = kMonday + hours(7);  // summer time
  EXPECT_FALSE(is_open(schedule, nine + -1));
  EXPECT_TRUE(is_open(schedule, nine));
  EXPECT_TRUE(is_open(schedule, nine + hours(8) + -1));
  EXPECT_FALSE(is_open(schedule, nine + hours(8)));
  EXPECT_TRUE(is_open(schedule, nine + hours(4 * 24))) << "Friday";
  EXPECT_FALSE(is_open(schedule, nine + hours(5 * 24 + 1))) << "Saturday";
}

TEST(Schedule, OvernightHoursAreTwoSpans) {
  Schedule schedule;
  schedule.open = {{0, 22 * 60, kMinutesPerDay}, {1, 0, 6 * 60}};
  EXPECT_FALSE(is_open(schedule, kMonday + hours(22) + -1));
  EXPECT_TRUE(is_open(schedule, kMonday + hours(22)));
  EXPECT_TRUE(is_open(schedule, kMonday + hours(24)));
  EXPECT_FALSE(is_open(schedule, kMonday + hours(30)));
}

TEST(Schedule, WithoutSpansIsNeverOpen) {
  EXPECT_FALSE(is_open(Schedule{}, kMonday + hours(12)));
}

TEST(Holiday, ClosesTheLocalDay) {
  Schedule schedule = office();
  schedule.holidays = {{"2026-03-30", "Inventory", {}}};
  EXPECT_FALSE(is_open(schedule, kMonday + hours(10)));
  EXPECT_TRUE(is_open(schedule, kMonday + hours(24 + 10)));
  schedule.open = {{0, 0, kMinutesPerDay}, {1, 0, kMinutesPerDay}};
  EXPECT_FALSE(is_open(schedule, kMonday + hours(22) + -1));
  EXPECT_TRUE(is_open(schedule, kMonday + hours(22))) << "it is Tuesday in Berlin";
}

TEST(Holiday, MayHaveHoursOfItsOwnOnAnyWeekday) {
  Schedule schedule = office();
  schedule.holidays = {{"2026-03-30", "Short day", {{6, 10 * 60, 12 * 60}}}};
  EXPECT_FALSE(is_open(schedule, kMonday + hours(7)));
  EXPECT_TRUE(is_open(schedule, kMonday + hours(8)));
  EXPECT_FALSE(is_open(schedule, kMonday + hours(10)));
}

TEST(NextOpen, IsNowWhereItIsOpen) {
  const Schedule schedule = office();
  for (Instant at{0}; at < Instant{0} + hours(24 * 7); at = at + minutes(30)) {
    const auto opens = next_open(schedule, at);
    ASSERT_TRUE(opens);
    EXPECT_EQ(*opens == at, is_open(schedule, at));
  }
}

/// Law: it is open at that instant, and at no minute before it.
TEST(NextOpen, IsTheFirstMinuteThatIsOpen) {
  Schedule schedule = office();
  schedule.holidays = {{"2026-03-30", "Closed", {}}, {"2026-04-02", "Late", {{0, 23 * 60 + 30, kMinutesPerDay}}}};
  const Instant begin = kSummerBegins + -hours(24 * 4);
  for (Instant from = begin; from < kSummerBegins + hours(24 * 6); from = from + minutes(97)) {
    const auto opens = next_open(schedule, from);
    ASSERT_TRUE(opens);
    EXPECT_TRUE(is_open(schedule, *opens));
    for (Instant at = from; at < *opens; at = at + minutes(1)) ASSERT_FALSE(is_open(schedule, at)) << at.ms;
  }
}

TEST(NextOpen, IsNeverWhereNothingEverOpens) {
  EXPECT_FALSE(next_open(Schedule{}, Instant{0}));
}

TEST(Date, IsADayThatExists) {
  for (const char* good : {"2026-01-31", "2024-02-29", "2000-02-29", "0000-02-29", "9999-12-31"}) {
    EXPECT_TRUE(is_date(good)) << good;
  }
  for (const char* bad : {"", "2026-1-01", "2026-01-32", "2026-00-10", "2026-13-01", "2026-04-31", "2026-02-29",
                          "2100-02-29", "2026/01/01", "2026-01-0x", "2026-01-011", "2026-01-00"}) {
    EXPECT_FALSE(is_date(bad)) << bad;
  }
}

}  // namespace
}  // namespace smsdesk
