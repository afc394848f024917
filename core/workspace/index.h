// Keeps WorkspaceIndex in step with the facts: take a conversation or an offer out, change it, put it back in.
// For the .cpp files of core/workspace only.
#pragma once

#include "core/workspace/workspace.h"

namespace smsdesk::index {

void unlist(Workspace& workspace, const Conversation& conversation);
void list(Workspace& workspace, const Conversation& conversation);
void unlist(Workspace& workspace, const Offer& offer);
void list(Workspace& workspace, const Offer& offer);
void unlist(WorkspaceIndex& index, const OutboundSend& send);
void list(WorkspaceIndex& index, const OutboundSend& send);

/// Whether the agent is there to be offered work; after status, connection, idle time, load or capacity changed.
void refresh_agent(Workspace& workspace, AgentId agent);
/// Around a change of an agent's own configuration: memberships and availability.
void forget_agent(Workspace& workspace, AgentId agent);
void place_agent(Workspace& workspace, AgentId agent);
/// Around a change of what the deadlines of a conversation hang on beside itself: its owner's connection.
void drop_deadlines(Workspace& workspace, const Conversation& conversation);
void add_deadlines(Workspace& workspace, const Conversation& conversation);
/// Who is asked in a queue, after its overflows changed.
void refresh_asked(Workspace& workspace, QueueId queue);
/// When its overflows by the service level are to be looked at next; after an answer, or after they changed, at `now`.
void refresh_level(Workspace& workspace, QueueId queue, Instant now);

/// The class of a conversation that waits for an agent, as `list` files it.
WaitingClass class_of(const Workspace& workspace, const Conversation& conversation);

}  // namespace smsdesk::index
