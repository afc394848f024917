#include "core/screen/routing_words.h"

#include <algorithm>
#include <set>

#include "core/screen/words.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

template <typename Items>
std::string names_of(const Items& items, const auto& ids) {
  std::string names;
  for (const auto id : ids) {
    const auto at = items.find(id);
    if (at == items.end()) continue;
    names += (names.empty() ? "" : comma()) + at->second.name;
  }
  return names;
}

std::string agent_name(const Workspace& w, AgentId id) {
  const Agent* agent = w.find_agent(id);
  return agent == nullptr ? std::string(tr("an agent")) : agent->name;
}

/// The reason says it, or a colleague who had the conversation until now gives it away.
bool is_last_agent_said(const RoutingTrace& trace) {
  return !trace.last_agent.is_set() || trace.why == RoutingTrace::Why::LastAgent ||
         trace.why == RoutingTrace::Why::SameAgent || trace.why == RoutingTrace::Why::Transfer;
}

std::string standing_of(const Workspace& w, const Agent& agent) {
  if (agent.removed_at) return tr("who has left");
  if (!agent.is_connected || agent.presence == Presence::Away) return tr("who is away");
  switch (routing_status(w, agent)) {
    case RoutingStatus::OffQueue:
      return tr("who is off queue");
    case RoutingStatus::NotResponding:
      return tr("who is not responding");
    case RoutingStatus::Interacting:
      return tr("who is busy");
    case RoutingStatus::Idle:
      break;
  }
  // Who does not see everything does not know what a colleague holds elsewhere.
  return w.is_view && !w.has_records ? tr("who is on queue") : tr("who is free");
}

/// The name that the relay gives a rule of a number, as its log has it.
std::string rule_words(std::string_view rule) {
  constexpr std::pair<std::string_view, const char*> kKinds[] = {{"Keyword ", mark("Keyword {what}")},
                                                                 {"Contact list ", mark("Contact list {what}")},
                                                                 {"Language ", mark("Language {what}")}};
  for (const auto& [begin, text] : kKinds)
    if (rule.substr(0, begin.size()) == begin) return tr(text, {{"what", rule.substr(begin.size())}});
  return std::string(rule);
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
  if (crowd.members == 0) return tr("There is no agent who may be asked.");
  const std::string wanted = names_of(w.skills, skills);
  if (crowd.able == 0) return tr("None of those who may be asked has {skills}.", {{"skills", wanted}});
  const std::string unresponsive =
      crowd.not_responding == 0 ? std::string()
                                : " " + trn("{n} is not responding.", "{n} are not responding.", crowd.not_responding);
  if (crowd.on_queue == 0)
    return trn("None of {n} agent is on queue.", "None of {n} agents is on queue.", crowd.members) + unresponsive;
  if (crowd.with_room == 0) {
    return trn("The only agent on queue is full.", "All {n} agents on queue are full.", crowd.on_queue) + unresponsive;
  }
  if (crowd.suitable == 0) {
    return trn("One agent is free, and has not got {skills}.", "{n} agents are free, and none has {skills}.",
               crowd.with_room, {{"skills", wanted}});
  }
  return tr("An agent is free: it is offered in a moment.");
}

}  // namespace

std::string why_line(const Workspace& w, const RoutingTrace& trace, AgentId id, bool is_own) {
  const Agent* agent = w.find_agent(id);
  const std::string who = agent == nullptr ? std::string(tr("This agent")) : agent->name;
  switch (trace.why) {
    case RoutingTrace::Why::LongestIdle: {
      if (trace.suitable <= 1) {
        return is_own ? std::string(tr("You were the only one free who fits."))
                      : tr("{agent} was the only one free who fits.", {{"agent", who}});
      }
      const std::string idle = spoken_duration(trace.idle);
      if (trace.suitable >= kTraceCountMax) {
        return is_own ? trn("You were idle longest of {n} or more who are free: {duration}.",
                            "You were idle longest of {n} or more who are free: {duration}.", trace.suitable,
                            {{"duration", idle}})
                      : trn("{agent} was idle longest of {n} or more who are free: {duration}.",
                            "{agent} was idle longest of {n} or more who are free: {duration}.", trace.suitable,
                            {{"agent", who}, {"duration", idle}});
      }
      return is_own
                 ? trn("You were idle longest of {n} who are free: {duration}.",
                       "You were idle longest of {n} who are free: {duration}.", trace.suitable, {{"duration", idle}})
                 : trn("{agent} was idle longest of {n} who are free: {duration}.",
                       "{agent} was idle longest of {n} who are free: {duration}.", trace.suitable,
                       {{"agent", who}, {"duration", idle}});
    }
    case RoutingTrace::Why::BestSkills:
      return is_own ? trn("You have the best skills of {n} agent who is free.",
                          "You have the best skills of {n} agents who are free.", trace.suitable)
                    : trn("{agent} has the best skills of {n} agent who is free.",
                          "{agent} has the best skills of {n} agents who are free.", trace.suitable, {{"agent", who}});
    case RoutingTrace::Why::LastAgent:
      return is_own ? std::string(tr("You talked with this customer last time."))
                    : tr("{agent} talked with this customer last time.", {{"agent", who}});
    case RoutingTrace::Why::PreferredGroup:
      return is_own ? std::string(tr("You are of the group that is asked first."))
                    : tr("{agent} is of the group that is asked first.", {{"agent", who}});
    case RoutingTrace::Why::SameAgent:
      return is_own ? std::string(tr("You had this conversation before."))
                    : tr("{agent} had this conversation before.", {{"agent", who}});
    case RoutingTrace::Why::Transfer:
      return is_own ? std::string(tr("A colleague chose you.")) : tr("A colleague chose {agent}.", {{"agent", who}});
    case RoutingTrace::Why::Picked:
      return is_own ? std::string(tr("You took it by hand.")) : tr("{agent} took it by hand.", {{"agent", who}});
  }
  return {};
}

std::string last_agent_line(const Workspace& w, const RoutingTrace& trace, AgentId me, bool is_within) {
  if (is_last_agent_said(trace)) return {};
  if (trace.last_agent == me) return is_within ? tr("last with you") : tr("Last with you");
  const Agent* agent = w.find_agent(trace.last_agent);
  if (agent == nullptr) return {};
  return tr(is_within ? mark("last with {agent}, {standing}") : mark("Last with {agent}, {standing}"),
            {{"agent", agent->name}, {"standing", standing_of(w, *agent)}});
}

std::vector<std::string> why_details(const Workspace& w, const RoutingTrace& trace, QueueId queue_id) {
  std::vector<std::string> lines;
  const Queue* queue = w.find_queue(queue_id);
  const std::string queue_name = queue == nullptr ? tr("the queue") : queue->name;
  if (trace.waited > 0)
    lines.push_back(
        tr("It waited {duration} in {queue}.", {{"duration", spoken_duration(trace.waited)}, {"queue", queue_name}}));
  if (trace.preferred_waited > 0) {
    lines.push_back(tr("For {duration} of it only who goes first there was asked.",
                       {{"duration", spoken_duration(trace.preferred_waited)}}));
  }
  if (!is_last_agent_said(trace)) {
    lines.push_back(tr("{agent} talked with this customer last time.", {{"agent", agent_name(w, trace.last_agent)}}));
  }
  if (!trace.rule.empty())
    lines.push_back(
        tr("It came to {queue} by a rule: {rule}.", {{"queue", queue_name}, {"rule", rule_words(trace.rule)}}));
  if (!trace.skills.empty())
    lines.push_back(tr("Skills asked for: {skills}.", {{"skills", names_of(w.skills, trace.skills)}}));
  if (!trace.groups.empty()) {
    lines.push_back(tr(trace.is_overflow
                           ? mark("Asked beside the queue's own agents: {groups}, because too few messages "
                                  "are answered in time.")
                           : mark("Asked beside the queue's own agents: {groups}."),
                       {{"groups", names_of(w.groups, trace.groups)}}));
  }
  if (trace.stage > 0) {
    lines.push_back(trn("The search had widened {n} time.", "The search had widened {n} times.", trace.stage));
  }
  if (trace.members > 1) {
    lines.push_back(trn("{n} agent could be asked, {free} had room.", "{n} agents could be asked, {free} had room.",
                        trace.members, {{"free", std::to_string(trace.free)}}));
  }
  if (trace.priority != 0) lines.push_back(tr("Priority {n}.", {{"n", std::to_string(trace.priority)}}));
  if (trace.capacity > 0) {
    lines.push_back(tr(trace.weight > 1 ? mark("Load before it: {load} of {capacity}; it counts {weight}.")
                                        : mark("Load before it: {load} of {capacity}."),
                       {{"load", std::to_string(trace.load)},
                        {"capacity", std::to_string(trace.capacity)},
                        {"weight", std::to_string(trace.weight)}}));
  }
  return lines;
}

std::string why_waiting(const Workspace& w, const smsdesk::Conversation& c, Instant now) {
  if (const Offer* offer = w.find_offer(c.offer)) {
    const DurationMs left = std::max<DurationMs>(offer->expires_at - now, 0);
    return tr("Asks {agent}, {duration} left.",
              {{"agent", agent_name(w, offer->agent)}, {"duration", spoken_duration(left)}}) +
           " " + why_line(w, offer->trace, offer->agent, false);
  }
  if (!c.is_waiting_for_agent()) return {};
  const Queue* queue = w.find_queue(c.asked_queue());
  if (queue == nullptr || queue->removed_at) return tr("Its queue is not there any more.");
  const DurationMs preferred_left = preferred_until(w, c) - now;
  if (c.demand.preferred.is_set() && preferred_left > 0) {
    return tr("Waits {duration} more for {agent}, who had this customer before.",
              {{"duration", spoken_duration(preferred_left)}, {"agent", agent_name(w, c.demand.preferred)}});
  }
  const std::vector<Stage> stages = stages_of(*queue);
  const bool is_for_group = c.demand.preferred_group.is_set() && preferred_left > 0;
  const std::vector<Pool> pools = is_for_group
                                      ? std::vector<Pool>{pool_of(c.demand.preferred_group)}
                                      : asked_pools(*queue, stages, c.demand.stage, w.overflows_by_level(*queue, now));
  std::string why = why_nobody(w, c, *queue, pools, required_skills(*queue, stages, c.demand.stage, c.demand.skills));
  const auto widens_in = [](DurationMs left) {
    return " " + tr("The search widens in {duration}.", {{"duration", spoken_duration(left)}});
  };
  if (is_for_group) return why + widens_in(preferred_left);
  if (c.demand.stage < stages.size()) {
    const DurationMs left = c.asked_since() + stages[c.demand.stage].after - now;
    if (left > 0) why += widens_in(left);
  }
  return why;
}

std::string terms_line(const Workspace& w, const smsdesk::Conversation& c) {
  std::string line;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) line += (line.empty() ? "" : " · ") + part;
  };
  if (c.demand.priority != 0) add(tr("Priority {n}", {{"n", std::to_string(c.demand.priority)}}));
  const Queue* queue = w.find_queue(c.asked_queue());
  if (queue == nullptr) return line;
  const std::vector<Stage> stages = stages_of(*queue);
  add(names_of(w.skills, required_skills(*queue, stages, c.demand.stage, c.demand.skills)));
  if (!stages.empty() && c.is_waiting_for_agent()) {
    add(trn("widened {done} of {n} time", "widened {done} of {n} times", stages.size(),
            {{"done", std::to_string(std::min<std::size_t>(c.demand.stage, stages.size()))}}));
  }
  add(rule_words(c.demand.rule));
  return line;
}

std::string transferred_line(const Workspace& w, AgentId by, const std::string& note) {
  return tr(note.empty() ? mark("Transferred by {agent}.") : mark("Transferred by {agent}: {note}"),
            {{"agent", agent_name(w, by)}, {"note", note}});
}

std::string handed_line(const Workspace& w, const RoutingTrace& trace) {
  if (!trace.handed_by.is_set()) return {};
  if (!trace.was_parked) return transferred_line(w, trace.handed_by, trace.handed_note);
  return tr(trace.handed_note.empty() ? mark("Parked by {agent}.") : mark("Parked by {agent}: {note}"),
            {{"agent", agent_name(w, trace.handed_by)}, {"note", trace.handed_note}});
}

std::string returned_line(const Workspace& w, const smsdesk::Conversation& conversation) {
  const std::string note = conversation.handover ? conversation.handover->note : std::string();
  switch (conversation.returned) {
    case ReturnReason::None:
      return {};
    case ReturnReason::AgentLost:
      return tr("Back in the queue: its agent's browser was gone for too long.");
    case ReturnReason::Inactivity:
      return tr("Back in the queue: nobody had written for a while.");
    case ReturnReason::ParkEnded:
      return tr(note.empty() ? mark("It was parked, and its time has come.")
                             : mark("It was parked, and its time has come: {note}"),
                {{"note", note}});
    case ReturnReason::CustomerBack:
      return tr(note.empty() ? mark("It was parked, and the customer has written.")
                             : mark("It was parked, and the customer has written: {note}"),
                {{"note", note}});
    case ReturnReason::Transferred:
      return conversation.handover ? transferred_line(w, conversation.handover->by, note) : std::string();
    case ReturnReason::Freed:
      return tr("Back in the queue: a supervisor took it from its agent.");
    case ReturnReason::AgentRemoved:
      return tr("Back in the queue: its agent has left the organisation.");
  }
  return {};
}

}  // namespace smsdesk::screen
