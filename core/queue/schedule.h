// Business hours: when a queue is open, in its own time zone. Pure.
//
// core knows no time zones: the relay reads the zone's offsets from the system's database and puts the changes of the
// next years beside its name, so that relay, browser and replay say the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/zone_offset.h"

namespace smsdesk {

inline constexpr int kMinutesPerDay = 24 * 60;
inline constexpr std::size_t kOpenSpansMax = 50;
inline constexpr std::size_t kHolidaysMax = 400;
/// What stays closed for longer than this is not waited for.
inline constexpr DurationMs kOpeningSoughtWithin = hours(24 * 62);

/// Open from `from` to `to` on that weekday. Overnight hours are two spans.
struct OpenSpan {
  unsigned weekday = 0;  ///< 0 = Monday … 6 = Sunday
  unsigned from = 0;     ///< minutes since midnight, local
  unsigned to = 0;       ///< exclusive, up to kMinutesPerDay
  friend bool operator==(const OpenSpan&, const OpenSpan&) = default;
};

/// A day with hours of its own; none = closed.
struct Holiday {
  std::string date;  ///< YYYY-MM-DD, local
  std::string name;
  std::vector<OpenSpan> open;  ///< weekday is not looked at
  friend bool operator==(const Holiday&, const Holiday&) = default;
};

struct Schedule {
  ScheduleId id;
  std::string name;
  std::string zone;                 ///< IANA name, for example Europe/Berlin
  std::vector<ZoneOffset> offsets;  ///< by `from`, rising; filled by the relay
  std::vector<OpenSpan> open;
  std::vector<Holiday> holidays;
  friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// A calendar day of the proleptic Gregorian calendar and the minute in it.
struct LocalTime {
  int year = 1970;
  unsigned month = 1;    ///< 1–12
  unsigned day = 1;      ///< 1–31
  unsigned weekday = 3;  ///< 0 = Monday
  unsigned minute = 0;   ///< of the day
  friend bool operator==(const LocalTime&, const LocalTime&) = default;
};

LocalTime local_time(const Schedule& schedule, Instant at);
bool is_open(const Schedule& schedule, Instant at);
/// The first instant from `from` on at which it is open; none within kOpeningSoughtWithin.
std::optional<Instant> next_open(const Schedule& schedule, Instant from);
/// YYYY-MM-DD that exists in the calendar.
bool is_date(const std::string& text);

}  // namespace smsdesk
