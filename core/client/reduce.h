// The only thing that changes a State. Pure: the same events give the same state and the same effects.
#pragma once

#include <vector>

#include "core/client/effect.h"
#include "core/client/event.h"
#include "core/client/state.h"

namespace smsdesk {

std::vector<Effect> reduce(State& state, const Event& event);

}  // namespace smsdesk
