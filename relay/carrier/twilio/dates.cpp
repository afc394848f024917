#include "relay/carrier/twilio/dates.h"

#include <chrono>
#include <cstdio>

namespace smsdesk::twilio {
namespace {

constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// The number of `length` digits at `at`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  for (std::size_t i = at; i < at + length; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

std::optional<Instant> parse_rfc2822(std::string_view text) {
  // "Mon, 23 Nov 2026 08:00:00 +0000": every part has its fixed place.
  if (text.size() != 31 || text[3] != ',' || text[4] != ' ' || text[7] != ' ' || text[11] != ' ' || text[16] != ' ' ||
      text[19] != ':' || text[22] != ':' || text[25] != ' ' || (text[26] != '+' && text[26] != '-')) {
    return std::nullopt;
  }
  unsigned month = 0;
  for (unsigned i = 0; i < 12; ++i) {
    if (text.substr(8, 3) == kMonths[i]) month = i + 1;
  }
  int day = digits(text, 5, 2), year = digits(text, 12, 4), hour = digits(text, 17, 2), minute = digits(text, 20, 2);
  int second = digits(text, 23, 2), zone_hour = digits(text, 27, 2), zone_minute = digits(text, 29, 2);
  if (day < 0 || year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 ||
      zone_hour < 0 || zone_hour > 23 || zone_minute < 0 || zone_minute > 59) {
    return std::nullopt;
  }
  std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                   std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  std::int64_t east = hours(zone_hour) + minutes(zone_minute);
  std::int64_t local = days * hours(24) + hours(hour) + minutes(minute) + seconds(second);
  return Instant{text[26] == '+' ? local - east : local + east};
}

std::optional<Instant> by_carriers_clock(Instant ours, std::string_view date, Instant now) {
  constexpr std::string_view kZone = " GMT";
  if (!date.ends_with(kZone)) return std::nullopt;
  date.remove_suffix(kZone.size());
  const auto there = parse_rfc2822(std::string(date) + " +0000");
  if (!there) return std::nullopt;
  return ours + (*there - now);
}

std::string iso8601(Instant at) {
  auto whole = std::chrono::floor<std::chrono::seconds>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(at.ms)));
  auto day = std::chrono::floor<std::chrono::days>(whole);
  std::chrono::year_month_day date(day);
  std::chrono::hh_mm_ss time(whole - day);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text;
}

}  // namespace smsdesk::twilio
