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

struct ZoneClock {
  std::string name;                 ///< IANA, for example Europe/Berlin
  std::vector<ZoneOffset> offsets;  ///< by `from`, rising; filled by the relay
  friend bool operator==(const ZoneClock&, const ZoneClock&) = default;
};

/// A time zone with its changes. No offsets: it is not known what time it is there.
struct LocalZone {
  std::string name{};                 ///< as of a ZoneClock
  std::vector<ZoneOffset> offsets{};  ///< likewise
  bool is_guess = false;              ///< by the number, not said by anybody
  /// Instead of a name, where the number leaves it open: of the clocks there may be, first that which is furthest behind, then
  /// that which is furthest ahead. Nothing or two.
  std::vector<ZoneClock> between{};
  friend bool operator==(const LocalZone&, const LocalZone&) = default;
};

}  // namespace smsdesk
