// How the service asks for the clock of a place: the host reads the system's database, a test says what it wants.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/base/zone_offset.h"

namespace smsdesk::relay {

/// When the clock of a zone changes around `now`, and to what; an error with a sentence where the zone is unknown.
using ZoneOffsets = std::function<Result<std::vector<ZoneOffset>>(const std::string& zone, Instant now)>;

}  // namespace smsdesk::relay
