// What waits, and how much an agent holds. For core/screen only.
#pragma once

#include <string>
#include <vector>

#include "core/client/state.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

/// Queues' waiting conversations that this agent may take by hand, oldest first. `now`: the relay's clock.
std::vector<WaitingLine> waiting_lines(const State& state, Instant now);
/// An agent's load in words. Units are called conversations where each counts as one.
struct LoadWords {
  std::string share;  ///< "2 of 3"
  std::string line;   ///< "2 of 3 conversations, 1 quiet"
  std::string mark;  ///< the same in a word or two: "full", "1 quiet", "came back"; empty where there is nothing to say
  std::string reason;    ///< why it is more than the capacity, or is at it and not full, in sentences; or empty
  bool is_full = false;  ///< nothing more is offered
};
LoadWords load_words(const Workspace& workspace, const Agent& agent);

}  // namespace smsdesk::screen
