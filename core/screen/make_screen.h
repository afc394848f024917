// From the state to what is shown. Pure; `now` is the browser's clock.
#pragma once

#include "core/client/state.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

/// The number of the day of an instant in the viewer's zone. Every zone's midnight is at a whole quarter of an hour of
/// UTC. Must be pure as long as a screen is remade with it.
using DayOf = std::int64_t (*)(Instant);
std::int64_t utc_day(Instant at);

Screen make_screen(const State& state, Instant now, DayOf day_of = utc_day);
/// Makes `screen`, which was made from an earlier state, the same as make_screen() would. The timeline is made from what it
/// was and what has changed: pages and messages cost what they are, not what is held.
void remake_screen(Screen& screen, const State& state, Instant now, DayOf day_of = utc_day);

}  // namespace smsdesk::screen
