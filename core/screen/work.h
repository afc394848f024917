// What waits, and how much an agent holds. For core/screen only.
#pragma once

#include "core/client/state.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

/// Queues' waiting conversations that this agent may take by hand, oldest first. `now`: the relay's clock.
std::vector<WaitingLine> waiting_lines(const State& state, Instant now);
/// "2 of 3 conversations", and why it is more than the capacity where it is.
std::string load_line(const State& state, const Agent& me);

}  // namespace smsdesk::screen
