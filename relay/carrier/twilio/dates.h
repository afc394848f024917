// The ways in which the carrier's REST interface writes an instant, and what its clock says beside ours. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace smsdesk::twilio {

/// "Mon, 23 Nov 2026 08:00:00 +0000" (RFC 2822 with a numeric zone). Nothing for anything else.
std::optional<Instant> parse_rfc2822(std::string_view text);
/// An instant of our clock, by the carrier's: `date` is the Date header of an answer (RFC 9110, "Mon, 23 Nov 2026 08:00:00 GMT")
/// that came at our `now`. Earlier by the time that the answer took to come, and by up to a second more, never later. Nothing
/// where that is no date.
std::optional<Instant> by_carriers_clock(Instant ours, std::string_view date, Instant now);
/// "2026-11-23T08:00:00Z"; milliseconds are cut off.
std::string iso8601(Instant at);

}  // namespace smsdesk::twilio
