// Panels that have a file of their own. For core/screen only.
#pragma once

#include "core/client/state.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

/// Fills bubbles and timeline: loaded history, what the workspace holds, and beneath it what is not confirmed.
void make_timeline(const State& state, const smsdesk::Conversation& conversation, Conversation& panel);

}  // namespace smsdesk::screen
