// How long to wait before a message is given to the carrier again that did not take it.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/time.h"

namespace smsdesk::relay {

inline constexpr DurationMs kRetryPauseMax = minutes(5);

/// As long as the carrier asks for, at most kRetryPauseMax; where it names no seconds (nothing, a date, 0, nonsense), by chance
/// up to twice as long as after the attempt before, so that many messages do not come again all at once.
/// `retry_after`: the header's text; `attempt`: which call to the carrier that was; `random`: each of its values equally likely.
DurationMs retry_pause(std::string_view retry_after, unsigned attempt, std::uint32_t random);

}  // namespace smsdesk::relay
