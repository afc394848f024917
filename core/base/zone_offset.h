// When the clock of a place changes, as numbers: core knows no time zones (core/queue/schedule.h says why).
#pragma once

#include <string>
#include <vector>

#include "core/base/time.h"

namespace smsdesk {

/// From that instant on, local time is UTC + so many minutes.
struct ZoneOffset {
  Instant from;
  int minutes = 0;
  friend bool operator==(const ZoneOffset&, const ZoneOffset&) = default;
};

/// A time zone with its changes. No offsets: it is not known what time it is there.
struct LocalZone {
  std::string name{};                 ///< IANA, for example Europe/Berlin
  std::vector<ZoneOffset> offsets{};  ///< by `from`, rising; filled by the relay
  bool is_guess = false;              ///< by the number, not said by anybody
  friend bool operator==(const LocalZone&, const LocalZone&) = default;
};

}  // namespace smsdesk
