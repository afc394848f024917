#include "relay/host/housekeeping.h"

#include "relay/host/log.h"
#include "relay/host/sign_in.h"

namespace smsdesk::relay {
namespace {
constexpr DurationMs kRoundEvery = hours(24);
}  // namespace

void Housekeeping::step(store::Store& store, Instant now) {
  if (now >= sessions_due_at_) {
    if (Status deleted = store.delete_sessions_before(now + -Sessions::kAgeMax, now + -Sessions::kIdleMax); deleted) {
      sessions_due_at_ = now + kRoundEvery;
    } else {
      log::warn("sessions_stay", "Ended sessions could not be deleted.", {{"cause", deleted.error().sentence}});
    }
  }
  if (now >= seen_due_at_) {
    auto is_round_over = store.forget_seen_before(now + -kSeenKeptFor);
    if (!is_round_over) {
      log::warn("old_keys_stay", "Old keys could not be forgotten.", {{"cause", is_round_over.error().sentence}});
    } else if (*is_round_over) {
      seen_due_at_ = now + kRoundEvery;
    }
  }
}

}  // namespace smsdesk::relay
