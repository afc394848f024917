#include "core/workspace/index.h"

#include <algorithm>
#include <limits>

#include "core/workspace/queue_text.h"

namespace smsdesk::index {
namespace {

void collect_deadlines(const Workspace& w, const Conversation& c, DeadlineList& into) {
  const auto add = [&](Instant at, DeadlineKind kind) { into.add({at, c.id, kind}); };
  const Queue* queue = w.find_queue(c.queue);
  if (c.is_waiting_for_agent()) {
    if (c.demand.preferred.is_set() || c.demand.preferred_group.is_set()) {
      add(preferred_until(w, c), DeadlineKind::Preference);
    }
    const auto stages = w.index.stages.find(c.asked_queue());
    if (stages != w.index.stages.end() && c.demand.stage < stages->second.size()) {
      add(c.asked_since() + stages->second[c.demand.stage].after, DeadlineKind::Stage);
    }
  }
  if (queue == nullptr) return;
  switch (c.state) {
    case ConversationState::Waiting:
    case ConversationState::Alerting:
      if (c.answered_at.ms == 0) {
        if (const auto at = waiting_text_at(w, c)) add(*at, DeadlineKind::WaitingText);
      }
      break;
    case ConversationState::Active: {
      if (queue->quiet_after > 0 && !c.is_quiet && c.answer_owed_since.ms == 0) {
        add(std::max(c.last_activity_at, c.owner_since) + queue->quiet_after, DeadlineKind::Quiet);
      }
      if (queue->inactivity_timeout > 0) {
        // A warning that came late, because no relay was there, is one minute all the same.
        const Instant at = std::max(c.last_activity_at, c.owner_since) + queue->inactivity_timeout;
        if (c.inactivity_warned_at.ms == 0)
          add(at + -kInactivityWarning, DeadlineKind::InactivityWarning);
        else
          add(std::max(at, c.inactivity_warned_at + kInactivityWarning), DeadlineKind::Inactivity);
      }
      const Agent* owner = w.find_agent(c.owner);
      if (owner != nullptr && !owner->is_connected && owner->lost_at.ms != 0) {
        add(std::max(owner->lost_at, c.owner_since) + queue->grace, DeadlineKind::Grace);
      }
      break;
    }
    case ConversationState::AfterCallWork:
      if (c.acw_until.ms != 0) add(c.acw_until, DeadlineKind::Acw);
      break;
    case ConversationState::Parked:
      if (c.parking) add(c.parking->until, DeadlineKind::Park);
      break;
  }
}

template <typename Key, typename Value>
void drop_from(std::map<Key, std::set<Value>>& sets, const Key& key, const Value& value) {
  const auto at = sets.find(key);
  if (at == sets.end()) return;
  at->second.erase(value);
  if (at->second.empty()) sets.erase(at);
}

/// Nobody can tell that this agent is about to come: has left the queue, or no browser of theirs was ever here. Whose browser
/// is lost may come back, until the deadline of what waits for them.
bool is_waited_for_in_vain(const Workspace& w, AgentId id) {
  const Agent* agent = w.find_agent(id);
  return agent == nullptr || agent->queue_status != QueueStatus::OnQueue ||
         (!agent->is_connected && agent->lost_at.ms == 0);
}

bool is_open(const Conversation& c) {
  return c.detail && c.state != ConversationState::AfterCallWork;
}

/// Parked work takes no capacity.
bool is_load(const Conversation& c) {
  return c.owner.is_set() && c.state != ConversationState::Parked;
}

void change_load(Workspace& w, const Listing::LoadOf& of, bool is_more) {
  const Weight weight = w.weight_of(of.queue);
  Load& load = w.index.load[of.agent];
  if (is_more)
    load.add(weight, of.is_quiet);
  else
    load.drop(weight, of.is_quiet);
  if (load.is_empty()) w.index.load.erase(of.agent);
  refresh_agent(w, of.agent);
}

void add_asking(WorkspaceIndex& index, const Pool& pool, QueueId queue) {
  std::vector<QueueId>& queues = index.asking[pool];
  const auto at = std::lower_bound(queues.begin(), queues.end(), queue);
  if (at == queues.end() || *at != queue) queues.insert(at, queue);
}

WaitingLines::iterator line_of(WaitingLines& lines, const WaitingClass& asks) {
  return std::lower_bound(lines.begin(), lines.end(), asks,
                          [](const WaitingLine& one, const WaitingClass& wanted) { return one.asks < wanted; });
}

void leave_line(Workspace& w, const Listing& from) {
  drop_from(w.index.waiting, from.asked, from.place);
  if (w.is_view) return;
  if (from.reserved_for.is_set()) {
    drop_from(w.index.reserved, from.reserved_for, from.place);
    if (w.index.reserved.count(from.reserved_for) == 0) w.index.in_vain.erase(from.reserved_for);
    return;
  }
  const auto lines = w.index.lines.find(from.asked);
  if (lines == w.index.lines.end()) return;
  const auto line = line_of(lines->second, from.asks);
  if (line == lines->second.end() || !(line->asks == from.asks)) return;
  line->waiting.erase(from.place);
  if (!line->waiting.empty()) {
    line->first = *line->waiting.begin();
    return;
  }
  lines->second.erase(line);
  if (lines->second.empty()) w.index.lines.erase(lines);
}

void join_line(Workspace& w, const Listing& to) {
  w.index.waiting[to.asked].insert(to.place);
  if (w.is_view) return;
  if (to.reserved_for.is_set()) {
    w.index.reserved[to.reserved_for].insert(to.place);
    if (is_waited_for_in_vain(w, to.reserved_for)) w.index.in_vain.insert(to.reserved_for);
    return;
  }
  WaitingLines& lines = w.index.lines[to.asked];
  auto line = line_of(lines, to.asks);
  if (line == lines.end() || !(line->asks == to.asks)) line = lines.insert(line, {to.asks, {}, {}});
  line->waiting.insert(to.place);
  line->first = *line->waiting.begin();
  // A wait for a group outlasts the rule that began it.
  if (to.asks.preferred_group.is_set()) add_asking(w.index, pool_of(to.asks.preferred_group), to.asked);
}

}  // namespace

WaitingClass class_of(const Workspace& w, const Conversation& c) {
  const QueueId asked = c.asked_queue();
  WaitingClass result;
  const Weight weight = w.weight_of(asked);
  result.stage = c.demand.stage;
  result.weight = weight.units;
  result.label = weight.label;
  const Queue* queue = w.find_queue(asked);
  const auto stages = w.index.stages.find(asked);
  if (queue != nullptr && stages != w.index.stages.end()) {
    result.skills = required_skills(*queue, stages->second, c.demand.stage, c.demand.skills);
  }
  result.preferred_group = c.demand.preferred_group;
  if (c.transfer) result.not_for = c.owner;
  return result;
}

void drop_deadlines(Workspace& w, const Conversation& c) {
  if (w.is_view) return;
  DeadlineList deadlines;
  collect_deadlines(w, c, deadlines);
  for (const Deadline& deadline : deadlines) w.index.deadlines.erase(deadline);
}

void add_deadlines(Workspace& w, const Conversation& c) {
  if (w.is_view) return;
  DeadlineList deadlines;
  collect_deadlines(w, c, deadlines);
  for (const Deadline& deadline : deadlines) w.index.deadlines.insert(deadline);
}

Listing listing_of(const Workspace& w, const Conversation& c) {
  Listing in;
  in.is_open = is_open(c);
  in.is_in_acw = c.detail && c.state == ConversationState::AfterCallWork;
  in.owner = c.owner;
  if (is_load(c)) in.load = {c.owner, c.queue, c.is_quiet};
  if (c.is_waiting_for_agent()) {
    in.asked = c.asked_queue();
    in.is_waiting = true;
    in.place = {c.rank(), c.id};
    if (!w.is_view) {
      in.reserved_for = c.demand.preferred;
      if (!in.reserved_for.is_set()) in.asks = class_of(w, c);
    }
  }
  if (!w.is_view) collect_deadlines(w, c, in.deadlines);
  return in;
}

void relist(Workspace& w, const Conversation& c, const Listing& before, const Listing& after) {
  WorkspaceIndex& index = w.index;
  if (before.is_open != after.is_open) {
    std::pair<std::string, std::string> key{c.detail->customer, c.detail->our_number};
    if (after.is_open) {
      index.open[std::move(key)] = c.id;
    } else if (const auto at = index.open.find(key); at != index.open.end() && at->second == c.id) {
      index.open.erase(at);
    }
  }
  if (before.is_in_acw != after.is_in_acw) {
    std::pair<std::string, std::string> key{c.detail->customer, c.detail->our_number};
    const std::pair place{c.ended_at, c.id};
    if (after.is_in_acw)
      index.in_acw[std::move(key)].insert(place);
    else
      drop_from(index.in_acw, key, place);
  }
  if (before.owner != after.owner) {
    if (before.owner.is_set()) drop_from(index.owned, before.owner, c.id);
    if (after.owner.is_set()) index.owned[after.owner].insert(c.id);
  }
  if (!(before.load == after.load)) {
    if (before.load.agent.is_set()) change_load(w, before.load, false);
    if (after.load.agent.is_set()) change_load(w, after.load, true);
  }
  if (!before.waits_like(after)) {
    if (before.is_waiting) leave_line(w, before);
    if (after.is_waiting) join_line(w, after);
  }
  if (before.deadlines == after.deadlines) return;
  for (const Deadline& deadline : before.deadlines) {
    if (!after.deadlines.has(deadline)) index.deadlines.erase(deadline);
  }
  for (const Deadline& deadline : after.deadlines) {
    if (!before.deadlines.has(deadline)) index.deadlines.insert(deadline);
  }
}

void unlist(Workspace& w, const Conversation& c) {
  relist(w, c, listing_of(w, c), {});
}

void list(Workspace& w, const Conversation& c) {
  relist(w, c, {}, listing_of(w, c));
}

void unlist(Workspace& w, const Offer& offer, const Conversation* c) {
  if (c != nullptr) change_load(w, {offer.agent, c->asked_queue(), false}, false);
}

void list(Workspace& w, const Offer& offer, const Conversation* c) {
  if (c != nullptr) change_load(w, {offer.agent, c->asked_queue(), false}, true);
}

void unlist(WorkspaceIndex& index, const OutboundSend& send) {
  index.sends_by_key.erase(send.key.value);
  if (send.carrier_id.is_set()) index.sends_by_carrier_id.erase(send.carrier_id.value);
  if (send.status == DeliveryStatus::Queued || send.status == DeliveryStatus::Sending) {
    drop_from(index.unsent, send.conversation, send.message);
  }
  if (send.status == DeliveryStatus::Queued) index.queued.erase({send.not_before, send.message});
}

void list(WorkspaceIndex& index, const OutboundSend& send) {
  index.sends_by_key[send.key.value] = send.message;
  if (send.carrier_id.is_set()) index.sends_by_carrier_id[send.carrier_id.value] = send.message;
  if (send.status == DeliveryStatus::Queued || send.status == DeliveryStatus::Sending) {
    index.unsent[send.conversation].insert(send.message);
  }
  if (send.status == DeliveryStatus::Queued) index.queued.insert({send.not_before, send.message});
}

void refresh_agent(Workspace& w, AgentId id) {
  if (w.is_view) return;
  if (w.index.reserved.count(id) != 0) {
    if (is_waited_for_in_vain(w, id))
      w.index.in_vain.insert(id);
    else
      w.index.in_vain.erase(id);
  }
  const auto pools = w.index.pools_of.find(id);
  const auto listed = w.index.available_since.find(id);
  const Agent* agent = w.find_agent(id);
  const auto idle = w.idle_since.find(id);
  const Instant since = idle == w.idle_since.end() ? Instant{} : idle->second;
  const bool is_available = agent != nullptr && agent->is_connected && agent->queue_status == QueueStatus::OnQueue &&
                            fits(w.full_load_of(id), kLeastWeight, agent->capacity, w.settings.reserve);
  if (listed != w.index.available_since.end()) {
    if (is_available && listed->second == since) return;
    if (pools != w.index.pools_of.end()) {
      for (const Pool& pool : pools->second) drop_from(w.index.available, pool, std::pair(listed->second, id));
    }
    w.index.available_since.erase(listed);
  }
  if (!is_available) return;
  w.index.available_since.emplace(id, since);
  if (pools == w.index.pools_of.end()) return;
  for (const Pool& pool : pools->second) w.index.available[pool].insert({since, id});
}

void forget_agent(Workspace& w, AgentId id) {
  const auto pools = w.index.pools_of.find(id);
  if (pools != w.index.pools_of.end()) {
    const auto listed = w.index.available_since.find(id);
    for (const Pool& pool : pools->second) {
      drop_from(w.index.members, pool, id);
      if (listed != w.index.available_since.end()) drop_from(w.index.available, pool, std::pair(listed->second, id));
    }
    w.index.pools_of.erase(pools);
  }
  w.index.available_since.erase(id);
  w.index.queues_of.erase(id);
}

void place_agent(Workspace& w, AgentId id) {
  const Agent* agent = w.find_agent(id);
  if (agent == nullptr || agent->removed_at) return;
  std::set<Pool> pools;
  for (const QueueId queue : agent->queues) pools.insert(pool_of(queue));
  for (const auto& [group_id, group] : w.groups) {
    if (std::binary_search(group.members.begin(), group.members.end(), id)) pools.insert(pool_of(group_id));
  }
  for (const Pool& pool : pools) w.index.members[pool].insert(id);
  for (const auto& [queue_id, queue] : w.queues) {
    for (const Pool& pool : w.index.member_pools[queue_id]) {
      if (pools.count(pool) == 0) continue;
      w.index.queues_of[id].insert(queue_id);
      break;
    }
  }
  if (!pools.empty()) w.index.pools_of[id] = std::move(pools);
  refresh_agent(w, id);
}

void refresh_asked(Workspace& w, QueueId id) {
  const Queue* queue = w.find_queue(id);
  if (queue == nullptr || queue->removed_at) return;
  const std::vector<Stage>& stages = w.index.stages[id];
  const auto record = w.records.find(id);
  const std::vector<unsigned> none;
  std::vector<std::vector<Pool>>& asked = w.index.asked[id];
  asked.clear();
  std::vector<std::uint32_t>& counts = w.index.asked_members[id];
  counts.clear();
  for (unsigned stage = 0; stage <= stages.size(); ++stage) {
    asked.push_back(asked_pools(*queue, stages, stage, record == w.records.end() ? none : record->second.overflows_on));
    std::set<AgentId> everybody;
    for (const Pool& pool : asked.back()) {
      const auto members = w.index.members.find(pool);
      if (members != w.index.members.end()) everybody.insert(members->second.begin(), members->second.end());
    }
    counts.push_back(static_cast<std::uint32_t>(everybody.size()));
  }
}

void refresh_level(Workspace& w, QueueId id, Instant now) {
  const auto known = w.index.level_due_at.find(id);
  if (known == w.index.level_due_at.end()) return;  // no overflow of this queue asks
  w.index.levels_due.erase({known->second, id});
  Instant due{};  // what should be said and is not: at once, and until it is
  static const std::vector<unsigned> kNone;
  const auto record = w.records.find(id);
  const std::vector<unsigned>& said = record == w.records.end() ? kNone : record->second.overflows_on;
  if (w.overflows_by_level(*w.find_queue(id), now) == said) {
    due = Instant{std::numeric_limits<std::int64_t>::max()};
    if (record != w.records.end()) {
      // Answers stand in the order of time: the oldest that still counts is the first to count no more.
      for (const QueueAnswer& answer : record->second.answers) {
        if (now - answer.at > kQueueAnswersWindow) continue;
        due = answer.at + kQueueAnswersWindow;
        break;
      }
    }
  }
  known->second = due;
  w.index.levels_due.insert({due, id});
}

}  // namespace smsdesk::index

namespace smsdesk {

void rebuild_index(Workspace& w) {
  w.index = {};
  for (const auto& [id, queue] : w.queues) {
    if (queue.removed_at) continue;
    w.index.stages[id] = stages_of(queue);
    for (const Pool& pool : w.index.member_pools[id] = member_pools(queue)) index::add_asking(w.index, pool, id);
    const bool asks_for_level = std::any_of(queue.overflows.begin(), queue.overflows.end(),
                                            [](const Overflow& one) { return one.service_level_below != 0; });
    // Of a record without a clock beside it nothing is known: it is looked at until something is.
    const auto record = w.records.find(id);
    const bool has_any_on = record != w.records.end() && !record->second.overflows_on.empty();
    if (!w.is_view && (asks_for_level || has_any_on)) {
      w.index.level_due_at[id] = {};
      w.index.levels_due.insert({Instant{}, id});
    }
  }
  for (const auto& [id, agent] : w.agents) index::place_agent(w, id);
  if (!w.is_view) {
    for (const auto& [id, queue] : w.queues) index::refresh_asked(w, id);
  }
  for (const auto& [id, conversation] : w.conversations) index::list(w, conversation);
  for (const auto& [id, offer] : w.offers) index::list(w, offer, w.find_conversation(offer.conversation));
  for (const auto& [id, send] : w.sends) index::list(w.index, send);
}

}  // namespace smsdesk
