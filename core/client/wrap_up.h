// The wrap-up form as this tab has it: what the agent has filled in, over what the relay keeps of it.
//
// Why: a form may be begun while the conversation runs, and in a timed queue the relay files it when the time is over. So
// what is filled in goes to the relay shortly after it was typed (PrepareWrapUp); another device, a closed page or the
// end of the time then has it. Pure, as all of core/client.
#pragma once

#include "core/client/state.h"

namespace smsdesk {

/// How long the agent may pause in a note or a field before the relay is told.
inline constexpr DurationMs kWrapUpToldAfter = 700;

/// Its owner may, while it runs and after it; not while it is parked.
bool may_fill_in(const State& state, const Conversation& conversation);
/// What the form shows: this tab's own, or what the relay keeps.
WrapUpForm wrap_up_form(const State& state, const Conversation& conversation);
/// The value of a field, or empty.
const std::string& field_value(const WrapUpForm& form, const std::string& name);

/// The queue asks for something when a conversation ends.
bool has_wrap_up(const Queue& queue);
/// What keeps the form from being filed, as a sentence for the agent; empty = nothing. The relay asks the same.
std::string missing_in(const WrapUpForm& form, const Queue& queue);

}  // namespace smsdesk
