// What a template's placeholders of time become: dates, times, weekdays and greetings as people who write its language write
// them in a message. Words for customers, not for the interface: they do not follow the agent's language. Pure; for
// core/screen only.
#pragma once

#include <string>
#include <string_view>

#include "core/base/time.h"
#include "core/base/zone_offset.h"
#include "core/template/text.h"

namespace smsdesk::screen {

/// An instant and the place whose clock counts.
struct TimeHere {
  Instant now;
  LocalZone zone;  ///< without offsets: UTC
};

/// Empty where there are no words for it in that language: a greeting, a day of the week. A date and a time always have some.
/// A day is one of the calendar: tomorrow is tomorrow, also where the clocks change in between.
std::string time_value(const TimePlaceholder& placeholder, const TimeHere& here, std::string_view language);

}  // namespace smsdesk::screen
