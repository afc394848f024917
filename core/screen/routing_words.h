// Routing in plain words: why somebody was offered a conversation, why nobody is, and why it waits again. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/workspace/workspace.h"

namespace smsdesk::screen {

/// The reason in one sentence: "You were idle longest, for 4 minutes." `is_own`: the reader is that agent.
std::string why_line(const Workspace& workspace, const RoutingTrace& trace, AgentId agent, bool is_own);
/// Who talked with this customer before, where the reason does not say it: "Last with Ben Okafor, who is away". Empty where
/// nobody is known. `me`: the reader.
std::string last_agent_line(const Workspace& workspace, const RoutingTrace& trace, AgentId me, bool is_within = false);
/// What else was looked at, a line each: waiting time, last agent, skills, who was asked, priority, rule, load.
std::vector<std::string> why_details(const Workspace& workspace, const RoutingTrace& trace, QueueId queue);
/// Who is asked for it now and why, or why nobody gets it: "All 3 agents who are on queue are full." Empty where nobody is
/// wanted for it. `now`: the relay's clock.
std::string why_waiting(const Workspace& workspace, const smsdesk::Conversation& conversation, Instant now);
/// What it asks of whoever answers: "Priority 10 · German · widened 1 of 2 times"; or empty.
std::string terms_line(const Workspace& workspace, const smsdesk::Conversation& conversation);
/// "Transferred by Ana Ruiz: knows this customer"
std::string transferred_line(const Workspace& workspace, AgentId by, const std::string& note);
/// "Transferred by Ana Ruiz: knows this customer", "Parked by Ana Ruiz: waits for stock"; empty where nobody handed it on.
std::string handed_line(const Workspace& workspace, const RoutingTrace& trace);
/// "Back in the queue: its agent's browser was gone for too long." Empty where it is there for the first time.
std::string returned_line(const Workspace& workspace, const smsdesk::Conversation& conversation);

}  // namespace smsdesk::screen
