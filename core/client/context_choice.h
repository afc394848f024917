// Which part of the context panel shows. Derived: what the agent chose counts in the phase of the conversation in which
// it was chosen, so that after-call work brings its form by itself and another conversation begins anew. Pure.
#pragma once

#include "core/client/state.h"

namespace smsdesk {

/// Whose panel stands beside it: the conversation that is selected, or among closed ones the one that is read; null: none.
const Conversation* panel_conversation(const State& state);
/// The tab that the agent chose in this phase; else the wrap-up where it is owed, else the customer; of a
/// colleague's conversation the thread or the note that brought it.
ContextTab context_tab(const State& state, const Conversation& conversation);
/// Whether the panel is open where it is a drawer: after-call work opens it.
bool is_context_open(const State& state);

}  // namespace smsdesk
