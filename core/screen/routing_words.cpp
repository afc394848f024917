#include "core/screen/routing_words.h"

#include "core/screen/words.h"

namespace smsdesk::screen {
namespace {

template <typename Items>
std::string names_of(const Items& items, const auto& ids) {
  std::string names;
  for (const auto id : ids) {
    const auto at = items.find(id);
    if (at == items.end()) continue;
    names += (names.empty() ? "" : ", ") + at->second.name;
  }
  return names;
}

}  // namespace

std::string why_line(const Workspace& w, const RoutingTrace& trace, AgentId id, bool is_own) {
  const Agent* agent = w.find_agent(id);
  const std::string who = is_own ? "You" : agent == nullptr ? "This agent" : agent->name;
  const std::string was = is_own ? " were " : " was ";
  const std::string have = is_own ? " have " : " has ";
  switch (trace.why) {
    case RoutingTrace::Why::LongestIdle:
      if (trace.suitable <= 1) return who + was + "the only one free who fits.";
      return who + was + "idle longest of " + std::to_string(trace.suitable) +
             (trace.suitable >= kTraceCountMax ? " or more who are free: " : " who are free: ") +
             spoken_duration(trace.idle) + ".";
    case RoutingTrace::Why::BestSkills:
      return who + have + "the best skills of " + counted(trace.suitable, "agent who is free.", "agents who are free.");
    case RoutingTrace::Why::LastAgent:
      return who + " talked with this customer last time.";
    case RoutingTrace::Why::PreferredGroup:
      return who + (is_own ? " are " : " is ") + "of the group that is asked first.";
    case RoutingTrace::Why::SameAgent:
      return who + " had this conversation before.";
    case RoutingTrace::Why::Transfer:
      return is_own ? "A colleague chose you." : "A colleague chose " + who + ".";
    case RoutingTrace::Why::Picked:
      return who + " took it by hand.";
  }
  return {};
}

std::vector<std::string> why_details(const Workspace& w, const RoutingTrace& trace, QueueId queue_id) {
  std::vector<std::string> lines;
  const Queue* queue = w.find_queue(queue_id);
  const std::string queue_name = queue == nullptr ? "the queue" : queue->name;
  if (trace.waited > 0) lines.push_back("It waited " + spoken_duration(trace.waited) + " in " + queue_name + ".");
  if (!trace.rule.empty()) lines.push_back("It came to " + queue_name + " by a rule: " + trace.rule + ".");
  if (!trace.skills.empty()) lines.push_back("Skills asked for: " + names_of(w.skills, trace.skills) + ".");
  if (!trace.groups.empty()) {
    lines.push_back("Asked beside the queue's own agents: " + names_of(w.groups, trace.groups) +
                    (trace.is_overflow ? ", because too few messages are answered in time." : "."));
  }
  if (trace.stage > 0) {
    lines.push_back("The search had widened " + counted(trace.stage, "time.", "times."));
  }
  if (trace.members > 1) {
    lines.push_back(counted(trace.members, "agent", "agents") + " could be asked, " + std::to_string(trace.free) +
                    " had room.");
  }
  if (trace.priority != 0) lines.push_back("Priority " + std::to_string(trace.priority) + ".");
  if (trace.capacity > 0) {
    lines.push_back("Load before it: " + std::to_string(trace.load) + " of " + std::to_string(trace.capacity) +
                    (trace.weight > 1 ? "; it counts " + std::to_string(trace.weight) + "." : "."));
  }
  return lines;
}

std::string returned_line(const smsdesk::Conversation& conversation) {
  switch (conversation.returned) {
    case ReturnReason::None:
      return {};
    case ReturnReason::AgentLost:
      return "Back in the queue: its agent's browser was gone for too long.";
    case ReturnReason::Inactivity:
      return "Back in the queue: nobody had written for a while.";
    case ReturnReason::ParkEnded:
      return "It was parked, and its time has come.";
    case ReturnReason::CustomerBack:
      return "It was parked, and the customer has written.";
    case ReturnReason::Transferred:
      return "Transferred.";
    case ReturnReason::Freed:
      return "Back in the queue: a supervisor took it from its agent.";
    case ReturnReason::AgentRemoved:
      return "Back in the queue: its agent has left the organisation.";
  }
  return {};
}

}  // namespace smsdesk::screen
