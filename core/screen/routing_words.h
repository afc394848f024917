// Routing in plain words: why somebody was offered a conversation, and why it waits again. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/workspace/workspace.h"

namespace smsdesk::screen {

/// The reason in one sentence: "You were idle longest, for 4 minutes." `is_own`: the reader is that agent.
std::string why_line(const Workspace& workspace, const RoutingTrace& trace, AgentId agent, bool is_own);
/// What else was looked at, a line each: waiting time, skills, who was asked, priority, rule, load.
std::vector<std::string> why_details(const Workspace& workspace, const RoutingTrace& trace, QueueId queue);
/// "Ben's browser was gone for too long." Empty where it was never answered before.
std::string returned_line(const smsdesk::Conversation& conversation);

}  // namespace smsdesk::screen
