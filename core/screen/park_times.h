// When a parked conversation comes back: the times to choose from, those that are typed, and how it is said. For core/screen
// only.
//
// Times of day are the agent's own: their day is asked for by `day_of` (the browser's calendar), so that no zone is known here.
// Where clocks are changed in between, a time of day of a later day is off by that hour; the card shows the true one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/screen/make_screen.h"

namespace smsdesk::screen {

/// How far the agent's clock is from UTC at that instant, in minutes; to a quarter of an hour.
int zone_minutes(Instant at, DayOf day_of);

struct ParkTime {
  std::string label;  ///< "For 2 hours", "Until tomorrow, 9:00"
  DurationMs duration = 0;
};

/// How a card says when a parked conversation is back.
struct ReturnWords {
  /// To be translated, with {time}. Of neither today nor tomorrow with {day}, or from a week ahead on, where only a date is
  /// clear, with {date}: two sentences, because languages join a name and a date differently ("lundi", "le 3 janvier").
  const char* sentence = "";
  std::string day;  ///< "Monday", where the sentence has {day}
};
ReturnWords return_words(Instant returns_at, Instant now, DayOf day_of);

/// What most wish for: some spans, the next morning, the next Monday's.
std::vector<ParkTime> park_times(Instant now, DayOf day_of);

/// "45" and "45 min", "2 h", "3 days", "14:30", "9 am", "tomorrow 10:30", "mon 9:00", in letters of either case; nullopt:
/// not understood, past, or beyond what can be parked (kParkMax).
std::optional<ParkTime> parse_park_time(std::string_view text, Instant now, DayOf day_of);

}  // namespace smsdesk::screen
