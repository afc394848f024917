#include "core/queue/schedule.h"

#include <algorithm>
#include <optional>

namespace smsdesk {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

/// Days since 1970-01-01 → date. Eras of 400 years, counted from March, so that the leap day ends a year.
void set_date(std::int64_t days, LocalTime& into) {
  const std::int64_t shifted = days + 719'468;  // from 0000-03-01
  const std::int64_t era = floor_div(shifted, 146'097);
  const auto day_of_era = static_cast<unsigned>(shifted - era * 146'097);
  const unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned month = (5 * day_of_year + 2) / 153;  // 0 = March
  into.day = day_of_year - (153 * month + 2) / 5 + 1;
  into.month = month < 10 ? month + 3 : month - 9;
  into.year = static_cast<int>(era * 400 + year_of_era) + (into.month <= 2 ? 1 : 0);
  into.weekday = static_cast<unsigned>(((days + 3) % 7 + 7) % 7);
}

std::string date_of(const LocalTime& at) {
  const auto two = [](unsigned n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  std::string year = std::to_string(at.year);
  while (year.size() < 4) year.insert(year.begin(), '0');
  return year + "-" + two(at.month) + "-" + two(at.day);
}

int offset_at(const Schedule& schedule, Instant at) {
  int minutes = schedule.offsets.empty() ? 0 : schedule.offsets.front().minutes;
  for (const ZoneOffset& offset : schedule.offsets) {
    if (at < offset.from) break;
    minutes = offset.minutes;
  }
  return minutes;
}

/// The hours of one local day: its weekday's, or those that a holiday has of its own.
class HoursOf {
 public:
  HoursOf(const Schedule& schedule, const LocalTime& day) : spans_(&schedule.open), weekday_(day.weekday) {
    const std::string date = schedule.holidays.empty() ? std::string() : date_of(day);
    for (const Holiday& holiday : schedule.holidays) {
      if (holiday.date != date) continue;
      spans_ = &holiday.open;
      weekday_.reset();
      return;
    }
  }
  bool has(unsigned minute) const {
    return std::any_of(spans_->begin(), spans_->end(), [&](const OpenSpan& span) {
      return is_of_day(span) && span.from <= minute && minute < span.to;
    });
  }
  /// The minute after `minute` at which a span begins; else midnight.
  unsigned next_begin(unsigned minute) const {
    unsigned next = kMinutesPerDay;
    for (const OpenSpan& span : *spans_) {
      if (is_of_day(span) && span.from > minute) next = std::min(next, span.from);
    }
    return next;
  }

 private:
  bool is_of_day(const OpenSpan& span) const { return !weekday_ || span.weekday == *weekday_; }

  const std::vector<OpenSpan>* spans_;
  std::optional<unsigned> weekday_;
};

}  // namespace

LocalTime local_time(const Schedule& schedule, Instant at) {
  const std::int64_t local = at.ms + offset_at(schedule, at) * std::int64_t{60'000};
  const std::int64_t days = floor_div(local, kDayMs);
  LocalTime result;
  set_date(days, result);
  result.minute = static_cast<unsigned>((local - days * kDayMs) / 60'000);
  return result;
}

bool is_open(const Schedule& schedule, Instant at) {
  const LocalTime local = local_time(schedule, at);
  return HoursOf(schedule, local).has(local.minute);
}

std::optional<Instant> next_open(const Schedule& schedule, Instant from) {
  // From one beginning of hours, midnight or change of the clocks to the next: between them nothing opens.
  for (Instant at = from; at <= from + kOpeningSoughtWithin;) {
    const LocalTime local = local_time(schedule, at);
    const HoursOf day(schedule, local);
    if (day.has(local.minute)) return at;
    const Instant minute{floor_div(at.ms, 60'000) * 60'000};
    Instant next = minute + minutes(day.next_begin(local.minute) - local.minute);
    for (const ZoneOffset& offset : schedule.offsets) {
      if (at < offset.from) next = std::min(next, offset.from);
    }
    at = next;
  }
  return std::nullopt;
}

bool is_date(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  const auto number = [&](std::size_t from, std::size_t count) {
    int n = 0;
    for (std::size_t i = 0; i < count; ++i) n = n * 10 + (text[from + i] - '0');
    return n;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= kDays[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

}  // namespace smsdesk
