// Instants, and the three ways Twilio writes them. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace smsdesk::mock {

/// UTC, in milliseconds since 1970.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// "Mon, 23 Nov 2026 08:00:00 +0000" (RFC 2822).
std::string format_rfc2822(Instant at);
/// "2026-11-23T08:00:00.000Z" (ISO 8601), for the mock's own pages.
std::string format_iso8601(Instant at);
/// "2611230800": RawDlrDoneDate, YYMMDDhhmm.
std::string format_receipt_date(Instant at);

struct ParsedDate {
  Instant at;
  bool is_whole_day = false;  ///< only a date was written: `at` is its midnight, UTC
};
/// "2026-11-23", "2026-11-23T08:00:00Z" with optional fraction and offset "+01:00"; nothing else.
std::optional<ParsedDate> parse_date(std::string_view text);

}  // namespace smsdesk::mock
