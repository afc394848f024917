#include "core/screen/routing_words.h"

#include <algorithm>
#include <set>

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

std::string agent_name(const Workspace& w, AgentId id) {
  const Agent* agent = w.find_agent(id);
  return agent == nullptr ? std::string("an agent") : agent->name;
}

/// The reason says it, or a colleague who had the conversation until now gives it away.
bool is_last_agent_said(const RoutingTrace& trace) {
  return !trace.last_agent.is_set() || trace.why == RoutingTrace::Why::LastAgent ||
         trace.why == RoutingTrace::Why::SameAgent || trace.why == RoutingTrace::Why::Transfer;
}

std::string standing_of(const Workspace& w, const Agent& agent) {
  if (agent.removed_at) return "who has left";
  if (!agent.is_connected || agent.presence == Presence::Away) return "who is away";
  switch (routing_status(w, agent)) {
    case RoutingStatus::OffQueue:
      return "who is off queue";
    case RoutingStatus::NotResponding:
      return "who is not responding";
    case RoutingStatus::Interacting:
      return "who is busy";
    case RoutingStatus::Idle:
      break;
  }
  // Who does not see everything does not know what a colleague holds elsewhere.
  return w.is_view && !w.has_records ? "who is on queue" : "who is free";
}

/// Of those who may be asked, how many are left after each condition.
struct Crowd {
  std::uint64_t members = 0, able = 0, on_queue = 0, not_responding = 0, with_room = 0, suitable = 0;
};
Crowd crowd_of(const Workspace& w, const smsdesk::Conversation& c, const Queue& queue, const std::vector<Pool>& pools,
               const std::vector<SkillId>& skills) {
  std::set<AgentId> asked;
  for (const Pool& pool : pools) {
    const auto members = w.index.members.find(pool);
    if (members != w.index.members.end()) asked.insert(members->second.begin(), members->second.end());
  }
  const Weight weight = w.weight_of(queue.id);
  Crowd crowd;
  for (const AgentId id : asked) {
    const Agent* agent = w.find_agent(id);
    if (agent == nullptr || agent->removed_at || id == c.owner) continue;  // who hands it over is not asked
    const bool is_able = has_skills(*agent, skills, queue.skill_evaluation);
    ++crowd.members;
    crowd.able += is_able ? 1 : 0;
    if (!agent->is_connected) continue;
    crowd.not_responding += agent->queue_status == QueueStatus::NotResponding ? 1 : 0;
    if (agent->queue_status != QueueStatus::OnQueue) continue;
    ++crowd.on_queue;
    if (!fits(w.full_load_of(id), weight, agent->capacity, w.settings.reserve)) continue;
    ++crowd.with_room;
    crowd.suitable += is_able ? 1 : 0;
  }
  return crowd;
}

std::string why_nobody(const Workspace& w, const smsdesk::Conversation& c, const Queue& queue,
                       const std::vector<Pool>& pools, const std::vector<SkillId>& skills) {
  const Crowd crowd = crowd_of(w, c, queue, pools, skills);
  if (crowd.members == 0) return "There is no agent who may be asked.";
  if (crowd.able == 0) return "None of those who may be asked has " + names_of(w.skills, skills) + ".";
  const std::string unresponsive =
      crowd.not_responding == 0 ? std::string()
                                : " " + std::to_string(crowd.not_responding) +
                                      (crowd.not_responding == 1 ? " is not responding." : " are not responding.");
  if (crowd.on_queue == 0)
    return "None of " + counted(crowd.members, "agent", "agents") + " is on queue." + unresponsive;
  if (crowd.with_room == 0) {
    return (crowd.on_queue == 1 ? std::string("The only agent on queue is full.")
                                : "All " + std::to_string(crowd.on_queue) + " agents on queue are full.") +
           unresponsive;
  }
  if (crowd.suitable == 0) {
    return (crowd.with_room == 1 ? std::string("One agent is free, and has not got ")
                                 : std::to_string(crowd.with_room) + " agents are free, and none has ") +
           names_of(w.skills, skills) + ".";
  }
  return "An agent is free: it is offered in a moment.";
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

std::string last_agent_line(const Workspace& w, const RoutingTrace& trace, AgentId me) {
  if (is_last_agent_said(trace)) return {};
  if (trace.last_agent == me) return "Last with you";
  const Agent* agent = w.find_agent(trace.last_agent);
  return agent == nullptr ? std::string() : "Last with " + agent->name + ", " + standing_of(w, *agent);
}

std::vector<std::string> why_details(const Workspace& w, const RoutingTrace& trace, QueueId queue_id) {
  std::vector<std::string> lines;
  const Queue* queue = w.find_queue(queue_id);
  const std::string queue_name = queue == nullptr ? "the queue" : queue->name;
  if (trace.waited > 0) lines.push_back("It waited " + spoken_duration(trace.waited) + " in " + queue_name + ".");
  if (trace.preferred_waited > 0) {
    lines.push_back("For " + spoken_duration(trace.preferred_waited) + " of it only who goes first there was asked.");
  }
  if (!is_last_agent_said(trace)) {
    lines.push_back(agent_name(w, trace.last_agent) + " talked with this customer last time.");
  }
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

std::string why_waiting(const Workspace& w, const smsdesk::Conversation& c, Instant now) {
  if (const Offer* offer = w.find_offer(c.offer)) {
    const DurationMs left = std::max<DurationMs>(offer->expires_at - now, 0);
    return "Asks " + agent_name(w, offer->agent) + ", " + spoken_duration(left) + " left. " +
           why_line(w, offer->trace, offer->agent, false);
  }
  if (!c.is_waiting_for_agent()) return {};
  const Queue* queue = w.find_queue(c.asked_queue());
  if (queue == nullptr || queue->removed_at) return "Its queue is not there any more.";
  const DurationMs preferred_left = preferred_until(w, c) - now;
  if (c.demand.preferred.is_set() && preferred_left > 0) {
    return "Waits " + spoken_duration(preferred_left) + " more for " + agent_name(w, c.demand.preferred) +
           ", who had this customer before.";
  }
  const std::vector<Stage> stages = stages_of(*queue);
  const bool is_for_group = c.demand.preferred_group.is_set() && preferred_left > 0;
  const std::vector<Pool> pools = is_for_group
                                      ? std::vector<Pool>{pool_of(c.demand.preferred_group)}
                                      : asked_pools(*queue, stages, c.demand.stage, w.overflows_by_level(*queue, now));
  std::string why = why_nobody(w, c, *queue, pools, required_skills(*queue, stages, c.demand.stage, c.demand.skills));
  if (is_for_group) return why + " The search widens in " + spoken_duration(preferred_left) + ".";
  if (c.demand.stage < stages.size()) {
    const DurationMs left = c.asked_since() + stages[c.demand.stage].after - now;
    if (left > 0) why += " The search widens in " + spoken_duration(left) + ".";
  }
  return why;
}

std::string terms_line(const Workspace& w, const smsdesk::Conversation& c) {
  std::string line;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) line += (line.empty() ? "" : " · ") + part;
  };
  if (c.demand.priority != 0) add("Priority " + std::to_string(c.demand.priority));
  const Queue* queue = w.find_queue(c.asked_queue());
  if (queue == nullptr) return line;
  const std::vector<Stage> stages = stages_of(*queue);
  add(names_of(w.skills, required_skills(*queue, stages, c.demand.stage, c.demand.skills)));
  if (!stages.empty() && c.is_waiting_for_agent()) {
    add("widened " + std::to_string(std::min<std::size_t>(c.demand.stage, stages.size())) + " of " +
        counted(stages.size(), "time", "times"));
  }
  add(c.demand.rule);
  return line;
}

std::string transferred_line(const Workspace& w, AgentId by, const std::string& note) {
  return "Transferred by " + agent_name(w, by) + (note.empty() ? "." : ": " + note);
}

std::string returned_line(const Workspace& w, const smsdesk::Conversation& conversation) {
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
      return conversation.handover ? transferred_line(w, conversation.handover->by, conversation.handover->note)
                                   : std::string();
    case ReturnReason::Freed:
      return "Back in the queue: a supervisor took it from its agent.";
    case ReturnReason::AgentRemoved:
      return "Back in the queue: its agent has left the organisation.";
  }
  return {};
}

}  // namespace smsdesk::screen
