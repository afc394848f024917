// What a conversation asks of whoever answers it: from our number's rules, the queue, and who knew the customer. Pure.
// For the .cpp files of core/workspace and their tests.
#pragma once

#include <string>

#include "core/workspace/workspace.h"

namespace smsdesk {

/// Where a message goes that opens a conversation.
struct Route {
  QueueId queue;
  const NumberRule* rule = nullptr;  ///< of the number's; null: the number's own queue
  std::string description;           ///< "Keyword SALES"; empty without a rule
  std::string language;
};
Route route_of(const Workspace& workspace, const OurNumber& number, const std::string& from, const std::string& text);

/// For a conversation that begins to wait. `last_agent` had talked with this customer last (or is not set).
Demand demand_for(const Workspace& workspace, const Route& route, AgentId last_agent, Instant now);
/// The queue in which it waits again: its own, or where that has been removed, the one that answers its number now, else
/// the first there is.
QueueId home_of(const Workspace& workspace, const Conversation& conversation);
/// For one that waits again, in its home: same skills and priority, from the first stage on; `agent`, who had it, goes first.
/// Where there is somebody to wait for, that agent is waited for too, but not where the queue's grace for a lost browser has
/// just been that wait. Where a supervisor took it from its agent, that one goes last.
Demand demand_again(const Workspace& workspace, const Conversation& conversation, ReturnReason reason, AgentId agent,
                    Instant now);
/// For one on its way to another queue.
Demand demand_in(const Conversation& conversation, const Queue& queue, bool keeps_skills, Instant now);
/// What follows when the wait for a preferred agent or group is over.
PreferenceEnded next_preference(const Workspace& workspace, const Conversation& conversation, Instant now);

/// Whether it makes sense to wait for that agent: on queue, and there, or likely to be back in a moment.
bool is_worth_waiting_for(const Workspace& workspace, AgentId agent, Instant now);

}  // namespace smsdesk
