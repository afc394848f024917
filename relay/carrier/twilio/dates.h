// The two ways in which the carrier's REST interface writes an instant. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace smsdesk::twilio {

/// "Mon, 23 Nov 2026 08:00:00 +0000" (RFC 2822 with a numeric zone). Nothing for anything else.
std::optional<Instant> parse_rfc2822(std::string_view text);
/// "2026-11-23T08:00:00Z"; milliseconds are cut off.
std::string iso8601(Instant at);

}  // namespace smsdesk::twilio
