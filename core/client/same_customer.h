// What goes on with the customer of a conversation that is read: where something of a closed one can be answered or noted. Pure.
#pragma once

#include "core/client/state.h"

namespace smsdesk {

/// Of an open conversation that one itself. Of a closed one another that goes on with the same customer, by number or by
/// contact: on the same number of ours before others, then the newest. This agent may write there; null: there is none.
const Conversation* find_to_answer(const State& state, const Conversation& read);
/// Likewise, for a note to colleagues: this agent has it, was invited into it, or sees everything.
const Conversation* find_to_note(const State& state, const Conversation& read);

}  // namespace smsdesk
