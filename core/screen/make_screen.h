// From the state to what is shown. Pure; `now` is the browser's clock.
#pragma once

#include "core/client/state.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

Screen make_screen(const State& state, Instant now);

}  // namespace smsdesk::screen
