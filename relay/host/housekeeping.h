// What the store does not need any more, thrown away in small portions between commits. Lives on
// the writer's thread.
#pragma once

#include "core/base/time.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

/// How often the host calls step().
inline constexpr DurationMs kHousekeepingEvery = minutes(1);
/// How long an idempotency key is remembered. A carrier repeats a webhook within hours; the longest
/// repetition is a browser's outbox that is opened again after a long leave, and 72 days is more
/// than two months of it.
inline constexpr DurationMs kSeenKeptFor = hours(72 * 24);

class Housekeeping {
 public:
  /// One portion: at most kSeenSweepMax keys are looked at. A round over everything begins once a
  /// day.
  void step(store::Store& store, Instant now);

 private:
  Instant sessions_due_at_;
  Instant seen_due_at_;
};

}  // namespace smsdesk::relay
