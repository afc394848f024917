// Presses that come once too often: a key that bounces, a hand that is not sure, an Enter that is pressed again when what it was
// for has gone.
//
// Why: what a shortcut acts on moves by itself. Answered, an offer leaves, and the next one stands under the same key; a second
// press of the same hand would answer that too. A key that is held down is no matter of this: its repeats never arrive as presses.
// Pure: instants are those of the events or frames, by the browser's clock.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/time.h"
#include "core/client/actions.h"

namespace smsdesk {

/// Within that long, the same press is the same wish. Longer than a double press of slow hands, shorter than reading what came.
inline constexpr DurationMs kSamePressWithin = 500;

/// `before` not set (0) or later than `now` (the clock was set back): no.
constexpr bool is_same_press(Instant before, Instant now) {
  return before.ms != 0 && now.ms >= before.ms && now.ms - before.ms < kSamePressWithin;
}

/// One for a page.
class RepeatGuard {
 public:
  using Key = std::size_t;
  static constexpr Key key_of(Action action) { return static_cast<Key>(action); }

  /// What stands under the key now; 0: nothing. Told in every frame for keys whose target moves by itself.
  void note_target(Key key, std::uint64_t target, Instant now);
  /// True where this press counts: it is not the same as the one before, and what it acts on did not come under the key only
  /// now, in the place of something else. Every press is told, also one that does not count: hammering on a key stays one press.
  bool takes(Key key, Instant now);

 private:
  struct Seen {
    Instant pressed_at;
    std::uint64_t target = 0;
    std::uint64_t last = 0;  ///< the last thing that stood there
    Instant last_left_at;    ///< 0: it stands there still
    Instant replaced_at;     ///< something else came into its place
  };
  std::array<Seen, kActionsCount> seen_{};
};

}  // namespace smsdesk
