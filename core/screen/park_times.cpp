#include "core/screen/park_times.h"

#include <algorithm>
#include <array>

#include "core/conversation/conversation.h"
#include "core/screen/words.h"
#include "core/sms/letters.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr DurationMs kMorning = hours(9);
constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};
constexpr std::array<const char*, 7> kWeekdayNames = {mark("Monday"),   mark("Tuesday"), mark("Wednesday"),
                                                      mark("Thursday"), mark("Friday"),  mark("Saturday"),
                                                      mark("Sunday")};

/// 0 = Monday. Day 0, 1 January 1970, was a Thursday.
std::size_t weekday_of(std::int64_t day) {
  return static_cast<std::size_t>(((day + 3) % 7 + 7) % 7);
}

/// The first instant of the agent's day that is so many days ahead.
Instant day_begins(std::int64_t days_ahead, Instant now, DayOf day_of) {
  const std::int64_t wanted = day_of(now) + days_ahead;
  // A day has 23 to 25 hours where clocks are changed.
  std::int64_t before = now.ms + (days_ahead - 1) * hours(24) - hours(2),
               after = now.ms + days_ahead * hours(24) + hours(2);
  while (after - before > 1) {
    const std::int64_t middle = before + (after - before) / 2;
    (day_of(Instant{middle}) < wanted ? before : after) = middle;
  }
  return Instant{after};
}

std::string clock_words(DurationMs time_of_day) {
  const auto minute = time_of_day / minutes(1) % 60;
  return std::to_string(time_of_day / hours(1)) + (minute < 10 ? ":0" : ":") + std::to_string(minute);
}

std::optional<ParkTime> until(std::int64_t days_ahead, DurationMs time_of_day, Instant now, DayOf day_of) {
  const DurationMs duration = day_begins(days_ahead, now, day_of) + time_of_day - now;
  if (duration <= 0 || duration > kParkMax) return std::nullopt;
  const std::size_t weekday = weekday_of(day_of(now) + days_ahead);
  const std::string time = clock_words(time_of_day);
  if (days_ahead == 0) return ParkTime{tr("Until today, {time}", {{"time", time}}), duration};
  if (days_ahead == 1) return ParkTime{tr("Until tomorrow, {time}", {{"time", time}}), duration};
  return ParkTime{tr("Until {day}, {time}", {{"day", tr(kWeekdayNames[weekday])}, {"time", time}}), duration};
}

std::optional<ParkTime> span(std::uint64_t count, DurationMs unit, std::string label) {
  if (count == 0 || count > static_cast<std::uint64_t>(kParkMax / unit)) return std::nullopt;
  return ParkTime{std::move(label), static_cast<DurationMs>(count) * unit};
}
std::optional<ParkTime> minutes_long(std::uint64_t count) {
  return span(count, minutes(1), trn("For {n} minute", "For {n} minutes", count));
}
std::optional<ParkTime> hours_long(std::uint64_t count) {
  return span(count, hours(1), trn("For {n} hour", "For {n} hours", count));
}
std::optional<ParkTime> days_long(std::uint64_t count) {
  return span(count, hours(24), trn("For {n} day", "For {n} days", count));
}

/// Reads from the front of what was typed.
class Typed {
 public:
  explicit Typed(std::string_view text) : rest_(text) { skip(); }

  bool is_done() const { return rest_.empty(); }
  std::optional<std::uint64_t> number() {
    std::size_t digits = 0;
    std::uint64_t value = 0;
    while (digits < rest_.size() && digits < 4 && is_digit(rest_[digits])) {
      value = value * 10 + static_cast<std::uint64_t>(rest_[digits++] - '0');
    }
    if (digits == 0 || (digits < rest_.size() && is_digit(rest_[digits]))) return std::nullopt;
    rest_.remove_prefix(digits);
    return value;
  }
  bool take(std::string_view word) {
    if (rest_.substr(0, word.size()) != word) return false;
    rest_.remove_prefix(word.size());
    skip();
    return true;
  }
  std::string_view word() {
    std::size_t letters = 0;
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; };
    while (letters < rest_.size() && is_letter(rest_[letters])) ++letters;
    const std::string_view found = rest_.substr(0, letters);
    rest_.remove_prefix(letters);
    skip();
    return found;
  }
  void skip() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == ',')) rest_.remove_prefix(1);
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  std::string_view rest_;
};

/// "14:30", "9 am" and, behind a day, "9": a time of day, to the end of the text.
std::optional<DurationMs> time_of_day(Typed& typed, bool is_behind_day) {
  auto hour = typed.number();
  if (!hour || *hour > 23) return std::nullopt;
  std::uint64_t minute = 0;
  const bool has_minute = typed.take(":");
  if (has_minute) {
    const auto given = typed.number();
    if (!given || *given > 59) return std::nullopt;
    minute = *given;
  }
  typed.skip();
  const bool is_am = typed.take("am"), is_pm = !is_am && typed.take("pm");
  if ((is_am || is_pm) && (*hour == 0 || *hour > 12)) return std::nullopt;
  if (is_am || is_pm) hour = *hour % 12 + (is_pm ? 12u : 0u);
  if (!typed.is_done() || (!has_minute && !is_am && !is_pm && !is_behind_day)) return std::nullopt;
  return static_cast<DurationMs>(*hour) * hours(1) + static_cast<DurationMs>(minute) * minutes(1);
}

std::optional<ParkTime> typed_span(Typed typed) {
  const auto count = typed.number();
  if (!count) return std::nullopt;
  typed.skip();
  const std::string_view unit = typed.word();
  if (!typed.is_done()) return std::nullopt;
  if (unit.empty() || unit == "m" || unit == "min" || unit == "minute" || unit == "minutes")
    return minutes_long(*count);
  if (unit == "h" || unit == "hour" || unit == "hours") return hours_long(*count);
  if (unit == "d" || unit == "day" || unit == "days") return days_long(*count);
  return std::nullopt;
}

/// The weekday that begins so, in English or in the language in use; nullopt: none, or one of several.
std::optional<std::size_t> named_weekday(std::string_view word) {
  std::optional<std::size_t> found;
  if (word.size() < 3) return found;  // bytes: one letter of Japanese is a day
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    const std::string own = sms::case_folded(tr(kWeekdayNames[i]));
    if (kWeekdays[i].substr(0, word.size()) != word && std::string_view(own).substr(0, word.size()) != word) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

/// How many days ahead the day is that a word names; nullopt: none.
std::optional<std::int64_t> days_ahead(std::string_view word, Instant now, DayOf day_of) {
  if (word == "today" || word == sms::case_folded(tr("today"))) return 0;
  if (word == "tomorrow" || word == sms::case_folded(tr("tomorrow"))) return 1;
  const auto weekday = named_weekday(word);
  if (!weekday) return std::nullopt;
  const std::int64_t ahead = static_cast<std::int64_t>(*weekday) - static_cast<std::int64_t>(weekday_of(day_of(now)));
  return ahead > 0 ? ahead : ahead + 7;
}

}  // namespace

int zone_minutes(Instant at, DayOf day_of) {
  // The day began at midnight UTC less the zone's distance.
  const std::int64_t midnight = day_begins(0, at, day_of).ms;
  return static_cast<int>((day_of(at) * hours(24) - midnight) / minutes(1));
}

ReturnWords return_words(Instant returns_at, Instant now, DayOf day_of) {
  const std::int64_t day = day_of(returns_at), ahead = day - day_of(now);
  if (ahead <= 0) return {mark("Back at {time}"), {}};
  if (ahead == 1) return {mark("Back tomorrow at {time}"), {}};
  if (ahead < 7) return {mark("Back on {day} at {time}"), tr(kWeekdayNames[weekday_of(day)])};
  return {mark("Back on {date} at {time}"), {}};
}

std::vector<ParkTime> park_times(Instant now, DayOf day_of) {
  std::vector<ParkTime> times = {*minutes_long(15), *hours_long(1), *hours_long(4)};
  const auto monday = days_ahead("monday", now, day_of);
  for (const std::int64_t ahead : {std::int64_t{1}, *monday}) {
    if (ahead == 1 && times.size() > 3) continue;  // tomorrow is Monday
    if (auto morning = until(ahead, kMorning, now, day_of)) times.push_back(std::move(*morning));
  }
  times.push_back(*days_long(3));
  return times;
}

std::optional<ParkTime> parse_park_time(std::string_view text, Instant now, DayOf day_of) {
  const std::string lowered = sms::case_folded(text);
  if (auto found = typed_span(Typed(lowered))) return found;
  Typed typed(lowered);
  const std::string_view word = typed.word();
  if (!word.empty()) {
    const auto ahead = days_ahead(word, now, day_of);
    if (!ahead) return std::nullopt;
    if (typed.is_done()) return until(*ahead, kMorning, now, day_of);
    const auto time = time_of_day(typed, true);
    return time ? until(*ahead, *time, now, day_of) : std::nullopt;
  }
  const auto time = time_of_day(typed, false);
  if (!time) return std::nullopt;
  auto today = until(0, *time, now, day_of);
  return today ? today : until(1, *time, now, day_of);
}

}  // namespace smsdesk::screen
