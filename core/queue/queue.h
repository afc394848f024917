// A queue, its numbers and its wrap-up codes. Plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace smsdesk {

inline constexpr DurationMs kAlertTimeoutDefault = seconds(30);
inline constexpr DurationMs kAlertTimeoutMin = seconds(7);  // features.md §2, Genesys' limits
inline constexpr DurationMs kAlertTimeoutMax = seconds(900);

struct Queue {
  QueueId id;
  std::string name;
  DurationMs alert_timeout = kAlertTimeoutDefault;
  DurationMs service_level_target = seconds(20);  ///< a first answer within it counts as in service level
  std::vector<WrapUpCodeId> wrap_up_codes;        ///< in the order shown
  std::optional<Instant> removed_at;              ///< not in the organisation any more; kept for its name and codes
  friend bool operator==(const Queue&, const Queue&) = default;
};

struct WrapUpCode {
  WrapUpCodeId id;
  std::string name;
  friend bool operator==(const WrapUpCode&, const WrapUpCode&) = default;
};

/// One of our numbers and the queue whose agents answer it.
struct OurNumber {
  std::string number;  ///< canonical address
  QueueId queue;
  friend bool operator==(const OurNumber&, const OurNumber&) = default;
};

}  // namespace smsdesk
