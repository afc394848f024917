// What can be done with a conversation, and what waits: menus and lists as values. For core/screen only.
//
// A menu's entry carries its intent: which entries there are and what they do is decided here, and a view draws any menu
// alike.
#pragma once

#include "core/client/state.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

/// Transfer, Park, End, as far as this agent may.
std::vector<ActionMenu> conversation_menus(const State& state, const smsdesk::Conversation& conversation);
/// Queues' waiting conversations that this agent may take by hand, oldest first. `now`: the relay's clock.
std::vector<WaitingLine> waiting_lines(const State& state, Instant now);
/// "on queue", "not responding", or the presence.
std::string availability(const Agent& agent);
/// "2 of 3 conversations", and why it is more than the capacity where it is.
std::string load_line(const State& state, const Agent& me);

}  // namespace smsdesk::screen
