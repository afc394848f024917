// The pieces of the overview, and what a supervisor may do with what is not theirs. For core/screen only.
#pragma once

#include "core/client/state.h"
#include "core/screen/make_screen.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

/// The page of queues and agents; not shown in another area. `now`: the relay's clock.
/// `changes_in` falls to when a text of it changes by itself, where that is sooner.
Overview make_overview(const State& state, Instant now, DayOf day_of, DurationMs& changes_in);

/// Messages that were reported, as far as the relay has told.
ReportedList reported_list(const State& state, Instant now, DayOf day_of);

/// Waiting or running, with what can be done about it.
OverviewConversation overview_conversation(const State& state, const smsdesk::Conversation& conversation, Instant now);
/// The menu that is open on the page; `is_open` is false where none is.
ActionMenu overview_menu(const State& state);
/// Somebody hands it over, or it is moved: not parked, not over.
bool can_hand_over(const smsdesk::Conversation& conversation);
/// To free it and to end it: what says so at once, or asks for a second press.
std::vector<ActionMenu> direct_actions(const State& state, const smsdesk::Conversation& conversation);

}  // namespace smsdesk::screen
