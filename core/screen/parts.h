// Panels that have a file of their own. For core/screen only.
#pragma once

#include "core/client/state.h"
#include "core/screen/make_screen.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

/// Empty where the queue is not known.
std::string queue_name(const State& state, QueueId queue);
/// By the queue's service-level target: Soon from three quarters of it on.
Urgency urgency_of(const State& state, QueueId queue, DurationMs waited);

/// Of that roster; `open` is the conversation before the agent's eyes, where there is one.
ListBrief list_brief(const Roster& roster, ConversationId open);
/// The panel at the right; `changes_in` falls to when a text of it changes by itself, where that is sooner.
Context make_context(const State& state, Instant now, DurationMs& changes_in);
NotesPanel notes_panel(const State& state, const smsdesk::Conversation& conversation);
/// Notes that came with what was loaded of the timeline and do not stand in the facts, newest first.
std::vector<NoteLine> earlier_notes(const State& state, const smsdesk::Conversation& conversation);
ColleaguesPanel colleagues_panel(const State& state, const smsdesk::Conversation& conversation);
/// The admin's page; not shown in another area.
OrganisationPage organisation_page(const State& state);
/// Which colleagues look at it, and who of them is writing an answer.
std::string others_line(const State& state, ConversationId conversation);
/// Why somebody else's conversation is in this agent's list: "Ana Ruiz asks you".
std::string asked_line(const State& state, const smsdesk::Conversation& conversation);

Find find_panel(const State& state, Instant now, DayOf day_of);
/// The closed conversation that is read: what became of it, and what can be done.
void describe_closed(const State& state, const smsdesk::Conversation& closed, Conversation& panel);

/// Fills bubbles and timeline: loaded history, what the workspace holds, and beneath it what is not confirmed. What
/// `panel` has of both is taken over where its basis still holds. `made` counts the timelines made from nothing.
void make_timeline(const State& state, const smsdesk::Conversation& conversation, DayOf day_of, Conversation& panel,
                   std::uint64_t& made);

}  // namespace smsdesk::screen
