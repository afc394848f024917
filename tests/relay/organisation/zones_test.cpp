#include "relay/organisation/zones.h"

#include <gtest/gtest.h>

#include <set>

#include "core/conversation/contact.h"
#include "core/queue/schedule.h"
#include "core/sms/number_zone.h"
#include "core/sms/zone_names.h"

namespace smsdesk::relay {
namespace {

constexpr Instant kIn2026{1'780'000'000'000};  // 2026-05-28

Schedule in(const std::string& zone, Instant now) {
  Schedule schedule;
  schedule.zone = zone;
  auto offsets = zone_offsets(zone, now);
  EXPECT_TRUE(offsets) << zone;
  if (offsets) schedule.offsets = *offsets;
  return schedule;
}

TEST(Zones, GiveTheLocalTimeOfSummerAndWinter) {
  const Schedule berlin = in("Europe/Berlin", kIn2026);
  EXPECT_EQ(local_time(berlin, {1'780'000'000'000}), (LocalTime{2026, 5, 28, 3, 22 * 60 + 26}));  // 20:26 UTC
  EXPECT_EQ(local_time(berlin, {1'767'265'200'000}), (LocalTime{2026, 1, 1, 3, 12 * 60}));        // 11:00 UTC
  // The clock goes forward on 2026-03-29 at 01:00 UTC.
  EXPECT_EQ(local_time(berlin, {1'774'745'999'000}).minute, 60u + 59u);
  EXPECT_EQ(local_time(berlin, {1'774'746'000'000}).minute, 3u * 60u);
  EXPECT_EQ(local_time(in("America/New_York", kIn2026), {1'780'000'000'000}).minute, 16u * 60u + 26u);
  EXPECT_EQ(local_time(in("Asia/Kolkata", kIn2026), {1'780'000'000'000}).minute, 1u * 60u + 56u);
}

TEST(Zones, ReachFiveYearsAndAreTheSameAllYear) {
  const auto offsets = zone_offsets("Europe/Berlin", kIn2026);
  ASSERT_TRUE(offsets);
  EXPECT_EQ(offsets->size(), 11u);  // the year's first, and two changes in each of five years
  EXPECT_EQ(*offsets, *zone_offsets("Europe/Berlin", {1'767'225'600'000}));
  EXPECT_EQ(*offsets, *zone_offsets("Europe/Berlin", {1'798'761'599'000}));
  EXPECT_NE(*offsets, *zone_offsets("Europe/Berlin", {1'798'761'600'000}));
  EXPECT_EQ(zone_offsets("Etc/UTC", kIn2026)->size(), 1u);
  EXPECT_TRUE(zone_offsets("", kIn2026)->empty());
}

TEST(Zones, ThatAreUnknownAreRefusedWithASentence) {
  for (const char* zone : {"Europe/Berlim", "Berlin", "../../etc/passwd", "Europe", " "}) {
    const auto offsets = zone_offsets(zone, kIn2026);
    ASSERT_FALSE(offsets) << zone;
    EXPECT_NE(offsets.error().sentence.find("no time zone"), std::string::npos);
  }
}

// A name that the database has not got would show no time, and nobody would miss it.
TEST(Zones, ThatNumbersNameAreAllThere) {
  std::set<std::string> named{std::string(sms::zone_of_number("+19075920123"))};
  for (int code = 10000; code < 100000; ++code)
    named.insert(std::string(sms::zone_of_number("+" + std::to_string(code) + "5550123")));
  named.erase("");
  EXPECT_GT(named.size(), 200u);
  for (const std::string& zone : named) EXPECT_TRUE(zone_offsets(zone, kIn2026)) << zone;
}

TEST(Zones, ThatAreOfferedToChooseFromAreAllThere) {
  for (const std::string& zone : sms::zone_names()) EXPECT_TRUE(zone_offsets(zone, kIn2026)) << zone;
}

// The first of the two is behind the other in winter and in summer, and both are in the database.
TEST(Zones, BetweenWhichNumbersAreKeepTheirOrder) {
  std::set<std::pair<std::string, std::string>> named;
  const auto add = [&](const std::string& digits) {
    const sms::ZoneSpan span = sms::zones_of_number("+" + digits);
    if (span.behind != span.ahead) named.insert({std::string(span.behind), std::string(span.ahead)});
  };
  add("19075810123");
  for (int code = 10000; code < 100000; ++code) add(std::to_string(code) + "5550123");
  EXPECT_GT(named.size(), 30u);
  for (const auto& [behind, ahead] : named) {
    const LocalZone first{behind, in(behind, kIn2026).offsets}, second{ahead, in(ahead, kIn2026).offsets};
    for (int day = 0; day < 4 * 365; ++day) {
      const Instant at = kIn2026 + day * hours(24);
      ASSERT_LE(offset_at(first, at), offset_at(second, at)) << behind << " and " << ahead << ", day " << day;
    }
  }
}

}  // namespace
}  // namespace smsdesk::relay
