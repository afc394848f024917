// The system's time zone database, as the few numbers that core needs: when a zone's clock changes, and to what.
//
// Why a window of whole years: the same numbers come out every day, so that refreshing them changes nothing until a year
// begins or the database itself was corrected. Reads files; from any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/queue/schedule.h"

namespace smsdesk::relay {

/// The year of `now` and so many after it.
inline constexpr int kZoneYearsAhead = 4;

/// Offsets of the zone of that IANA name. An empty name is UTC. Unknown, or no database on this machine: an error with a
/// sentence.
Result<std::vector<ZoneOffset>> zone_offsets(const std::string& zone, Instant now);

}  // namespace smsdesk::relay
