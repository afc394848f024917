// Nobody touches the page: who is available and off queue becomes away by itself after the organisation's `away_after`, and
// available again with the first touch. Who is on queue is noticed by a missed offer instead, and the relay refuses to
// make them away.
//
// One tab knows of the others of the same browser: whichever is touched tells them.
#include <algorithm>

#include "core/client/pending.h"
#include "core/client/turn.h"

namespace smsdesk {
namespace {

/// When this agent becomes away if nothing is touched until then; not set: not at all.
std::optional<Instant> away_at(const State& s) {
  const Agent* me = s.workspace.find_agent(s.me);
  const DurationMs after = s.workspace.settings.away_after;
  if (me == nullptr || after <= 0 || s.connection.link != Link::Up || s.was_away_asked) return std::nullopt;
  if (me->presence != Presence::Available || me->queue_status == QueueStatus::OnQueue) return std::nullopt;
  // Set on another device, or by a supervisor: it counts from then on.
  const Instant since = me->presence_since + -s.connection.clock_skew;
  return std::max(s.active_at, since) + after;
}

}  // namespace

void on_active(Turn& turn) {
  State& s = turn.s;
  note_activity(turn);
  turn.emit(effect::TellOtherTabs{kActiveMessage});
  const Agent* me = s.workspace.find_agent(s.me);
  if (me == nullptr || s.connection.link != Link::Up || is_pending<SetPresence>(s)) return;
  if (me->presence == Presence::Away && me->is_presence_automatic) {
    give_command(turn, SetPresence{Presence::Available}, false);
  }
}

void note_activity(Turn& turn) {
  turn.s.active_at = turn.now;
  turn.s.was_away_asked = false;
}

void check_idle(Turn& turn) {
  const auto due = away_at(turn.s);
  if (!due || turn.now < *due || is_pending<SetPresence>(turn.s)) return;
  turn.s.was_away_asked = true;
  give_command(turn, SetPresence{Presence::Away, {}, true}, false);
}

std::optional<Instant> next_idle_check(const State& state) {
  return is_pending<SetPresence>(state) ? std::nullopt : away_at(state);
}

}  // namespace smsdesk
