// A day that is typed into a filter. Pure: the viewer's calendar is asked for by `day_of`, so that no zone is known here.
#pragma once

#include <optional>
#include <string_view>

#include "core/screen/make_screen.h"

namespace smsdesk::screen {

/// "2026-12-25", also with other dashes between, without leading zeros, or as 20261225: the first instant of that day in the
/// viewer's zone; of a last day (`is_last`) the first one behind it. Not set: it is no day.
std::optional<Instant> parse_find_day(std::string_view text, bool is_last, DayOf day_of);

}  // namespace smsdesk::screen
