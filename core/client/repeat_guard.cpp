#include "core/client/repeat_guard.h"

#include "core/base/assert.h"

namespace smsdesk {

void RepeatGuard::note_target(Key key, std::uint64_t target, Instant now) {
  SMSDESK_ASSERT(key < seen_.size());
  Seen& seen = seen_[key];
  if (target == seen.target) return;
  if (target == 0) {
    seen.last_left_at = now;
  } else {
    // Where the place was empty for a while, whoever presses has seen what came.
    const bool was_just_left = seen.target != 0 || is_same_press(seen.last_left_at, now);
    if (seen.last != 0 && seen.last != target && was_just_left) seen.replaced_at = now;
    seen.last = target;
    seen.last_left_at = {};
  }
  seen.target = target;
}

bool RepeatGuard::takes(Key key, Instant now) {
  SMSDESK_ASSERT(key < seen_.size());
  Seen& seen = seen_[key];
  const bool is_again = is_same_press(seen.pressed_at, now);
  seen.pressed_at = now;
  return !is_again && !is_same_press(seen.replaced_at, now);
}

}  // namespace smsdesk
