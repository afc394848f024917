// Routing: which waiting conversation goes to whom.
//
// Waiting conversations of one queue that ask for the same (skills, stage, weight, preferred group) are one class. Within a
// class the one of the smallest rank goes first, and if it cannot be placed, none of its class can: an older one has reached
// at least the stages of a younger. So only heads of classes are looked at, smallest rank first over all queues; a head that
// finds nobody sets its class aside, for agents only get fewer in one pass. What waits for one agent is of several queues and
// weights, and is looked at one by one: it is never much.
// Agents who have room stand in `available`, longest idle first, one list a pool; the lists of the pools that are asked are
// walked as one.
// Who knows the customer goes before the longest idle; whom a supervisor took the conversation from goes after all others.
//
// Only queues that may ask somebody who is free are looked at, and the pass ends when nobody has room any more.
//
// Cost of one offer: a logarithm of what waits and of who is there, and the agents passed over for want of a skill or room.
#include <algorithm>
#include <map>

#include "core/workspace/demand.h"
#include "core/workspace/entries.h"
#include "core/workspace/index.h"

namespace smsdesk {
namespace {

constexpr std::size_t kOffersAtOnceMax = 1'000;
constexpr std::size_t kHeadsUsual = 256;

/// The agents of several pools as one list, longest idle first, each once.
class PoolWalk {
 public:
  PoolWalk(const WorkspaceIndex& index, const std::vector<Pool>& pools) {
    for (const Pool& pool : pools) {
      const auto agents = index.available.find(pool);
      if (agents != index.available.end()) spans_.push_back({agents->second.begin(), agents->second.end()});
    }
  }
  AgentId next() {
    Span* first = nullptr;
    for (Span& span : spans_) {
      if (span.at != span.end && (first == nullptr || *span.at < *first->at)) first = &span;
    }
    if (first == nullptr) return {};
    const std::pair<Instant, AgentId> found = *first->at;
    for (Span& span : spans_) {
      if (span.at != span.end && *span.at == found) ++span.at;
    }
    return found.second;
  }

 private:
  struct Span {
    std::set<std::pair<Instant, AgentId>>::const_iterator at, end;
  };
  std::vector<Span> spans_;
};

class Router {
 public:
  Router(const Workspace& workspace, Instant now) : w_(workspace), now_(now), entries_(workspace, now) {}

  std::vector<LogEntry> take() {
    overflows();
    give_up_preferences();
    // What was said so far changes who is asked: that is folded first, and then asked anew.
    if (!entries_.is_empty()) return entries_.take();
    collect_heads();
    free_ = w_.index.available_since.size();
    for (std::size_t made = 0; made < kOffersAtOnceMax && free_ > 0 && !heads_.empty();) {
      std::pop_heap(heads_.begin(), heads_.end());
      Head& head = heads_.back();
      const Conversation& c = *w_.find_conversation(head.first.second);
      const AgentId agent =
          head.line == nullptr ? reserved(c, AgentId{head.of}) : chosen(c, QueueId{head.of}, head.line->asks);
      if (agent.is_set()) {
        offer(c, agent);
        ++made;
      }
      // A wait that was in vain changes who is asked for what comes after: the next pass has it.
      if (is_preference_over_) break;
      // Nobody for the first of a line: nobody for the others.
      if ((agent.is_set() || head.line == nullptr) && next_of(head)) {
        std::push_heap(heads_.begin(), heads_.end());
      } else {
        heads_.pop_back();
      }
    }
    return entries_.take();
  }

 private:
  /// The first of a line that has not been looked at, or of what waits for one agent.
  struct Head {
    std::pair<Instant, ConversationId> first;
    const WaitingLine* line = nullptr;  ///< null: what waits for one agent
    std::uint64_t of = 0;               ///< the queue of the line; else that agent
    /// The heap's top is the smallest: oldest first.
    bool operator<(const Head& other) const { return other.first < first; }
  };
  bool next_of(Head& head) const {
    const Ranked& waiting = head.line == nullptr ? w_.index.reserved.at(AgentId{head.of}) : head.line->waiting;
    const auto next = waiting.upper_bound(head.first);
    if (next == waiting.end()) return false;
    head.first = *next;
    return true;
  }

  void overflows() {
    for (const auto& [due, id] : w_.index.levels_due) {
      if (now_ < due) break;
      const Queue* queue = w_.find_queue(id);
      if (queue == nullptr || w_.index.waiting.count(id) == 0) continue;
      std::vector<unsigned> active = w_.overflows_by_level(*queue, now_);
      const auto record = w_.records.find(id);
      const bool is_known = record == w_.records.end() ? active.empty() : record->second.overflows_on == active;
      if (!is_known) entries_.add(OverflowChanged{id, std::move(active)});
    }
  }

  void give_up_preferences() {
    for (const AgentId agent : w_.index.in_vain) {
      for (const auto& [rank, id] : w_.index.reserved.at(agent))
        entries_.add(next_preference(w_, *w_.find_conversation(id), now_));
    }
  }

  void collect_heads() {
    // Where few are free, only the queues that may ask them; where many are, few conversations wait.
    heads_.reserve(kHeadsUsual);
    if (w_.index.available.size() < w_.index.lines.size()) {
      std::vector<QueueId> queues;
      for (const auto& [pool, agents] : w_.index.available) {
        free_pools_.push_back(pool);
        const auto asking = w_.index.asking.find(pool);
        if (asking != w_.index.asking.end()) queues.insert(queues.end(), asking->second.begin(), asking->second.end());
      }
      std::sort(queues.begin(), queues.end());
      queues.erase(std::unique(queues.begin(), queues.end()), queues.end());
      for (const QueueId queue : queues) {
        const auto lines = w_.index.lines.find(queue);
        if (lines != w_.index.lines.end()) collect_heads_of(queue, lines->second);
      }
    } else {
      for (const auto& [queue, lines] : w_.index.lines) collect_heads_of(queue, lines);
    }
    collect_reserved();
    std::make_heap(heads_.begin(), heads_.end());
  }

  /// What waits for one agent, of those who have room: over the fewer of the two.
  void collect_reserved() {
    const auto add = [&](AgentId agent, const Ranked& waiting) {
      heads_.push_back({*waiting.begin(), nullptr, agent.value});
    };
    if (w_.index.available_since.size() < w_.index.reserved.size()) {
      for (const auto& [agent, since] : w_.index.available_since) {
        const auto waiting = w_.index.reserved.find(agent);
        if (waiting != w_.index.reserved.end()) add(agent, waiting->second);
      }
    } else {
      for (const auto& [agent, waiting] : w_.index.reserved) {
        if (w_.index.available_since.count(agent) != 0) add(agent, waiting);
      }
    }
  }

  void collect_heads_of(QueueId queue, const WaitingLines& lines) {
    const auto asked = w_.index.asked.find(queue);
    if (asked == w_.index.asked.end()) return;
    // Lines stand by their stage first, so that who is asked at one is looked up once.
    std::size_t known_stage = asked->second.size();
    bool is_anybody_there = false;
    for (const WaitingLine& line : lines) {
      if (line.asks.preferred_group.is_set()) {
        if (w_.index.available.count(pool_of(line.asks.preferred_group)) == 0) continue;
      } else {
        const std::size_t stage = std::min<std::size_t>(line.asks.stage, asked->second.size() - 1);
        if (stage != known_stage) is_anybody_there = has_anybody(asked->second[stage]);
        known_stage = stage;
        if (!is_anybody_there) continue;
      }
      heads_.push_back({line.first, &line, queue.value});
    }
  }

  const std::vector<Pool>& pools_for(QueueId queue, const WaitingClass& asks) {
    if (asks.preferred_group.is_set()) {
      only_group_ = {pool_of(asks.preferred_group)};
      return only_group_;
    }
    return w_.index.asked.at(queue)[stage_in(queue, asks)];
  }
  /// Where the queue has fewer stages by now than the conversation has reached: the last.
  std::size_t stage_in(QueueId queue, const WaitingClass& asks) const {
    return std::min<std::size_t>(asks.stage, w_.index.asked.at(queue).size() - 1);
  }
  bool has_anybody(const std::vector<Pool>& pools) const {
    if (free_pools_.empty()) {
      return std::any_of(pools.begin(), pools.end(),
                         [&](const Pool& pool) { return w_.index.available.count(pool) != 0; });
    }
    return std::find_first_of(pools.begin(), pools.end(), free_pools_.begin(), free_pools_.end()) != pools.end();
  }

  const Load& load_of(AgentId agent) const {
    const auto touched = touched_.find(agent);
    return touched == touched_.end() ? w_.full_load_of(agent) : touched->second;
  }
  bool has_room(AgentId agent, const Weight& weight) const {
    return fits(load_of(agent), weight, w_.find_agent(agent)->capacity, w_.settings.reserve);
  }

  /// Its preferred agent, who has room. The skills were there when the wait began; without them it is in vain.
  AgentId reserved(const Conversation& c, AgentId agent) {
    const QueueId queue_id = c.asked_queue();
    const Queue* queue = w_.find_queue(queue_id);
    const WaitingClass asks = index::class_of(w_, c);
    if (queue != nullptr && !has_skills(*w_.find_agent(agent), asks.skills, queue->skill_evaluation)) {
      entries_.add(next_preference(w_, c, now_));
      is_preference_over_ = true;
      return {};
    }
    if (!has_room(agent, w_.weight_of(queue_id))) return {};
    trace_for_one(c, agent, asks);
    return agent;
  }

  AgentId chosen(const Conversation& c, QueueId queue, const WaitingClass& asks) {
    const AgentId known = known_agent(c, queue, asks);
    return known.is_set() ? known : longest_idle(c, queue, asks);
  }

  /// Who knows the customer or had this very conversation, where they are asked like anybody else and could take it now. This
  /// alters who gets it, never whether anybody does, so what is alike in all else stays one class.
  AgentId known_agent(const Conversation& c, QueueId queue_id, const WaitingClass& asks) {
    const AgentId id = c.demand.known_agent;
    if (!id.is_set() || id == asks.not_for || w_.index.available_since.count(id) == 0) return {};
    if (!is_of_any(id, pools_for(queue_id, asks)) || !has_room(id, w_.weight_of(queue_id))) return {};
    if (!has_skills(*w_.find_agent(id), asks.skills, w_.find_queue(queue_id)->skill_evaluation)) return {};
    trace_for_one(c, id, asks);
    return id;
  }

  void trace_for_one(const Conversation& c, AgentId agent, const WaitingClass& asks) {
    trace_ = {};
    trace_.why = c.returned == ReturnReason::None ? RoutingTrace::Why::LastAgent : RoutingTrace::Why::SameAgent;
    trace_.members = trace_.free = trace_.suitable = 1;
    trace_.skills = asks.skills;
    trace_.skill_score = skill_score(*w_.find_agent(agent), asks.skills);
    trace_.stage = asks.stage;
  }

  bool is_of_any(AgentId id, const std::vector<Pool>& pools) const {
    return std::any_of(pools.begin(), pools.end(), [&](const Pool& pool) {
      const auto members = w_.index.members.find(pool);
      return members != w_.index.members.end() && members->second.count(id) != 0;
    });
  }

  /// Longest idle of those with skills and room; where the queue wants the best skills, of these. Whom it was taken from only
  /// where there is nobody else.
  AgentId longest_idle(const Conversation& c, QueueId queue_id, const WaitingClass& asks) {
    const Queue& queue = *w_.find_queue(queue_id);
    const std::vector<Pool>& pools = pools_for(queue_id, asks);
    const Weight weight = w_.weight_of(queue_id);
    const bool wants_best = queue.skill_evaluation == SkillEvaluation::Best && !asks.skills.empty();
    trace_ = {};
    AgentId best, last_resort;
    unsigned best_score = 0;
    const auto consider = [&](AgentId id) {
      const Agent& agent = *w_.find_agent(id);
      if (id == asks.not_for || !has_room(id, weight)) return;
      ++trace_.free;
      if (!has_skills(agent, asks.skills, queue.skill_evaluation)) return;
      ++trace_.suitable;
      if (id == c.demand.freed_from) {
        last_resort = id;
        return;
      }
      const unsigned score = wants_best ? skill_score(agent, asks.skills) : 0;
      if (best.is_set() && score <= best_score) return;
      best = id;
      best_score = score;
    };
    PoolWalk walk(w_.index, pools);
    // Who got an offer in this pass is idle no more, and comes behind all the others.
    for (AgentId id = next_untouched(walk); id.is_set(); id = next_untouched(walk)) {
      consider(id);
      if (best.is_set() && !wants_best && trace_.free >= kTraceCountMax) break;
    }
    if (!best.is_set() || wants_best) {
      for (const AgentId id : touched_order_) {
        if (is_of_any(id, pools)) consider(id);
      }
    }
    if (!best.is_set()) best = last_resort;
    if (!best.is_set()) return {};
    trace_.why = asks.preferred_group.is_set() ? RoutingTrace::Why::PreferredGroup
                 : wants_best                  ? RoutingTrace::Why::BestSkills
                                               : RoutingTrace::Why::LongestIdle;
    trace_.members = asks.preferred_group.is_set() ? static_cast<std::uint32_t>(members_of(pools.front()))
                                                   : w_.index.asked_members.at(queue_id)[stage_in(queue_id, asks)];
    trace_.skills = asks.skills;
    trace_.skill_score = skill_score(*w_.find_agent(best), asks.skills);
    trace_.stage = asks.stage;
    for (const Pool& pool : pools) {
      if (pool.is_group) trace_.groups.push_back(GroupId{pool.id});
    }
    const auto record = w_.records.find(queue_id);
    trace_.is_overflow = record != w_.records.end() && !record->second.overflows_on.empty();
    return best;
  }

  AgentId next_untouched(PoolWalk& walk) const {
    AgentId id = walk.next();
    while (id.is_set() && touched_.count(id) != 0) id = walk.next();
    return id;
  }
  std::size_t members_of(const Pool& pool) const {
    const auto members = w_.index.members.find(pool);
    return members == w_.index.members.end() ? 0 : members->second.size();
  }

  void offer(const Conversation& c, AgentId id) {
    const QueueId queue_id = c.asked_queue();
    const Queue* queue = w_.find_queue(queue_id);
    const Agent& agent = *w_.find_agent(id);
    const Weight weight = w_.weight_of(queue_id);
    const auto idle = w_.idle_since.find(id);
    trace_.waited = now_ - c.asked_since();
    trace_.preferred_waited =
        c.demand.preferred_waited + (c.demand.preferred_since.ms == 0 ? 0 : now_ - c.demand.preferred_since);
    trace_.last_agent = c.demand.last_agent;
    trace_.idle = idle == w_.idle_since.end() ? 0 : now_ - idle->second;
    trace_.priority = c.demand.priority;
    trace_.load = load_of(id).counted(w_.settings.reserve);
    trace_.capacity = agent.capacity;
    trace_.weight = weight.units;
    trace_.rule = c.demand.rule;
    trace_handing(c, trace_);
    const OfferId offer = entries_.next_id<OfferId>();
    const DurationMs timeout = queue == nullptr ? kAlertTimeoutDefault : queue->alert_timeout;
    entries_.add(OfferMade{offer, c.id, id, now_ + timeout, trace_});
    if (queue != nullptr && queue->is_auto_answer) {
      entries_.add(OfferEnded{offer, c.id, id, OfferOutcome::Accepted, {}, true});
    }
    auto touched = touched_.find(id);
    if (touched == touched_.end()) {
      touched = touched_.emplace(id, w_.full_load_of(id)).first;
      touched_order_.push_back(id);
    }
    const bool was_free = fits(touched->second, kLeastWeight, agent.capacity, w_.settings.reserve);
    touched->second.add(weight, false);
    if (was_free && !fits(touched->second, kLeastWeight, agent.capacity, w_.settings.reserve)) --free_;
  }

  const Workspace& w_;
  Instant now_;
  Entries entries_;
  std::vector<Head> heads_;             ///< a heap
  std::vector<Pool> free_pools_;        ///< pools of who is free, where these are few
  std::map<AgentId, Load> touched_;     ///< loads of those who got an offer in this pass
  std::vector<AgentId> touched_order_;  ///< the same, in the order of their first
  std::vector<Pool> only_group_;
  bool is_preference_over_ = false;
  std::size_t free_ = 0;  ///< agents with room for at least something: with none left, the pass is over
  RoutingTrace trace_;    ///< of the choice just made
};

}  // namespace

void trace_handing(const Conversation& conversation, RoutingTrace& trace) {
  if (conversation.transfer) {
    trace.handed_by = conversation.transfer->by;
    trace.handed_note = conversation.transfer->note;
  } else if (conversation.handover) {
    trace.handed_by = conversation.handover->by;
    trace.handed_note = conversation.handover->note;
    trace.was_parked = conversation.returned != ReturnReason::Transferred;
  }
}

std::vector<LogEntry> decide_offers(const Workspace& workspace, Instant now) {
  return Router(workspace, now).take();
}

}  // namespace smsdesk
