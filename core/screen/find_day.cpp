#include "core/screen/find_day.h"

#include <array>

namespace smsdesk::screen {
namespace {

constexpr std::int64_t kYearMin = 1971, kYearMax = 9999;

std::int64_t days_in(std::int64_t year, std::int64_t month) {
  constexpr std::array<std::int64_t, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && is_leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

/// Since 1 January 1970.
std::int64_t day_number(std::int64_t year, std::int64_t month, std::int64_t day) {
  const std::int64_t before = year - 1;
  std::int64_t days = before * 365 + before / 4 - before / 100 + before / 400 - 719162;
  for (std::int64_t m = 1; m < month; ++m) days += days_in(year, m);
  return days + day - 1;
}

/// The first instant of the viewer's day with that number.
Instant day_begins(std::int64_t day, DayOf day_of) {
  constexpr DurationMs kQuarter = minutes(15);
  // No zone is further from UTC than that.
  std::int64_t before = (day * hours(24) - hours(24)) / kQuarter, after = (day * hours(24) + hours(24)) / kQuarter;
  while (after - before > 1) {
    const std::int64_t middle = before + (after - before) / 2;
    (day_of(Instant{middle * kQuarter}) < day ? before : after) = middle;
  }
  return Instant{after * kQuarter};
}

}  // namespace

std::optional<Instant> parse_find_day(std::string_view text, bool is_last, DayOf day_of) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::array<std::int64_t, 3> parts{};
  std::array<std::size_t, 3> lengths{};
  std::size_t part = 0;
  const bool is_plain = text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_plain && (i == 4 || i == 6)) ++part;
    if (c >= '0' && c <= '9') {
      if (++lengths[part] > 4) return std::nullopt;
      parts[part] = parts[part] * 10 + (c - '0');
    } else if ((c == '-' || c == '/' || c == '.') && part < 2) {
      ++part;
    } else {
      return std::nullopt;
    }
  }
  const std::int64_t year = parts[0], month = parts[1], day = parts[2];
  if (lengths[0] != 4 || lengths[1] == 0 || lengths[1] > 2 || lengths[2] == 0 || lengths[2] > 2) return std::nullopt;
  if (year < kYearMin || year > kYearMax || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
    return std::nullopt;
  return day_begins(day_number(year, month, day) + (is_last ? 1 : 0), day_of);
}

}  // namespace smsdesk::screen
