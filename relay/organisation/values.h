// How single values are written in the organisation's document: durations ("30 s", "72 h"), opening hours
// ("mon-fri 09:00-18:00"). What is written is read back as the same value. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/queue/schedule.h"

namespace smsdesk::relay {

/// In the largest unit that is exact: "72 h", "90 s", "250 ms"; 0 is "0 s".
std::string duration_text(DurationMs duration);
/// A whole number and ms, s, min, h or d, with or without a space; "never" is 0. At most a year.
std::optional<DurationMs> parse_duration(std::string_view text);

/// One text for each run of days with the same hours, in the order of the spans.
std::vector<std::string> hours_texts(const std::vector<OpenSpan>& spans);
/// Of a holiday, whose spans have no weekday: "09:00-12:00".
std::vector<std::string> day_hours_texts(const std::vector<OpenSpan>& spans);
/// Appends what the text says; false where it cannot be read.
bool parse_hours(std::string_view text, std::vector<OpenSpan>& into);
bool parse_day_hours(std::string_view text, std::vector<OpenSpan>& into);

}  // namespace smsdesk::relay
