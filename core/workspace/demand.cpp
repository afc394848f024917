#include "core/workspace/demand.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/sms/language.h"

namespace smsdesk {
namespace {

std::string upper(std::string_view word) {
  std::string result;
  for (const char c : word) result += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return result;
}

/// Letters, digits, and what lies beyond Latin-1 but for quotation marks, dashes and their like.
bool is_of_a_word(char32_t c) {
  if (c < 0xC0) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x303F);
}

/// The first word, without what is around it.
std::string first_word(const std::string& text) {
  std::string word;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const bool is_part = is_of_a_word(utf8::next(text, at));
    if (is_part) word.append(text, from, at - from);
    if (!is_part && !word.empty()) break;
  }
  return upper(word);
}

void add_skills(std::vector<SkillId>& into, const std::vector<SkillId>& skills) {
  into.insert(into.end(), skills.begin(), skills.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

void begin_preference(const Queue& queue, unsigned rule, Instant now, Demand& demand) {
  demand.preferred = {};
  demand.preferred_group = {};
  demand.preferred_until = {};
  demand.preferred_since = {};
  demand.preferred_rule = rule;
  if (rule >= queue.preferred.size()) return;
  demand.preferred_group = queue.preferred[rule].group;
  demand.preferred_until = now + queue.preferred[rule].wait;
  demand.preferred_since = now;
  demand.preferred_rule = rule + 1;
}

/// Whether that agent has what is required of whoever is asked first.
bool has_the_skills(const Workspace& w, const Queue& queue, const Demand& demand, AgentId id) {
  const Agent* agent = w.find_agent(id);
  return agent != nullptr &&
         has_skills(*agent, required_skills(queue, stages_of(queue), 0, demand.skills), queue.skill_evaluation);
}

void wait_for(const Queue& queue, AgentId agent, Instant now, Demand& demand) {
  demand.preferred = agent;
  demand.preferred_group = {};
  demand.preferred_until = now + queue.last_agent_wait;
  demand.preferred_since = now;
}

}  // namespace

bool is_worth_waiting_for(const Workspace& w, AgentId id, Instant now) {
  const Agent* agent = w.find_agent(id);
  if (agent == nullptr || agent->queue_status != QueueStatus::OnQueue) return false;
  return agent->is_connected || (agent->lost_at.ms != 0 && now < agent->lost_at + kComesBackWithin);
}

Route route_of(const Workspace& w, const OurNumber& number, const std::string& from, const std::string& text) {
  Route route{number.queue, nullptr, {}, sms::guess_language(text)};
  const std::string word = first_word(text);
  for (const NumberRule& rule : number.rules) {
    // A rule into a queue that has been removed would lead where nobody is asked.
    const Queue* queue = w.find_queue(rule.queue);
    if (queue == nullptr || queue->removed_at) continue;
    std::string description;
    switch (rule.kind) {
      case NumberRule::Kind::Keyword: {
        const auto hit = std::find_if(rule.words.begin(), rule.words.end(),
                                      [&](const std::string& one) { return !word.empty() && upper(one) == word; });
        if (hit != rule.words.end()) description = "Keyword " + upper(*hit);
        break;
      }
      case NumberRule::Kind::ContactList: {
        const auto list = w.contact_lists.find(rule.list);
        if (list != w.contact_lists.end() &&
            std::binary_search(list->second.numbers.begin(), list->second.numbers.end(), from)) {
          description = "Contact list " + list->second.name;
        }
        break;
      }
      case NumberRule::Kind::Language:
        if (std::find(rule.words.begin(), rule.words.end(), route.language) != rule.words.end()) {
          description = "Language " + route.language;
        }
        break;
    }
    if (description.empty()) continue;
    route.queue = rule.queue;
    route.rule = &rule;
    route.description = std::move(description);
    break;
  }
  return route;
}

Demand demand_for(const Workspace& w, const Route& route, AgentId last_agent, Instant now) {
  Demand demand;
  demand.language = route.language;
  demand.rule = route.description;
  demand.last_agent = last_agent;
  const Queue* queue = w.find_queue(route.queue);
  if (queue == nullptr) return demand;
  demand.priority = queue->priority + (route.rule == nullptr ? 0 : route.rule->priority);
  add_skills(demand.skills, queue->skills);
  if (route.rule != nullptr) add_skills(demand.skills, route.rule->skills);
  begin_preference(*queue, 0, now, demand);
  const bool is_wanted = queue->last_agent == LastAgentMode::AnyAgent ||
                         (queue->last_agent == LastAgentMode::QueueMembersOnly && w.is_member(last_agent, queue->id));
  if (!is_wanted) return demand;
  demand.known_agent = last_agent;
  if (queue->last_agent_wait > 0 && is_worth_waiting_for(w, last_agent, now) &&
      has_the_skills(w, *queue, demand, last_agent)) {
    wait_for(*queue, last_agent, now, demand);
    demand.preferred_rule = 0;
  }
  return demand;
}

QueueId home_of(const Workspace& w, const Conversation& c) {
  const auto is_there = [&](QueueId id) {
    const Queue* queue = w.find_queue(id);
    return queue != nullptr && !queue->removed_at;
  };
  if (is_there(c.queue)) return c.queue;
  const auto number = c.detail ? w.numbers.find(c.detail->our_number) : w.numbers.end();
  if (number != w.numbers.end() && is_there(number->second.queue)) return number->second.queue;
  for (const auto& [id, queue] : w.queues) {
    if (!queue.removed_at) return id;
  }
  return c.queue;
}

Demand demand_again(const Workspace& w, const Conversation& c, ReturnReason reason, AgentId agent, Instant now) {
  const QueueId home = home_of(w, c);
  const Queue* queue = w.find_queue(home);
  Demand demand = home == c.queue || queue == nullptr ? c.own_demand() : demand_in(c, *queue, false, now);
  demand.stage = 0;
  demand.preferred = {};
  demand.preferred_group = {};
  demand.preferred_until = {};
  demand.preferred_since = {};
  demand.preferred_waited = 0;
  demand.preferred_rule = queue == nullptr ? 0 : static_cast<unsigned>(queue->preferred.size());
  if (c.owner.is_set()) demand.last_agent = c.owner;
  demand.known_agent = agent;
  demand.freed_from = reason == ReturnReason::Freed ? c.owner : AgentId{};
  if (queue != nullptr && queue->last_agent_wait > 0 && reason != ReturnReason::AgentLost &&
      is_worth_waiting_for(w, agent, now) && has_the_skills(w, *queue, demand, agent)) {
    wait_for(*queue, agent, now, demand);
  }
  return demand;
}

Demand demand_in(const Conversation& c, const Queue& queue, bool keeps_skills, Instant now) {
  Demand demand;
  demand.language = c.own_demand().language;
  demand.last_agent = c.owner.is_set() ? c.owner : c.own_demand().last_agent;
  demand.priority = queue.priority;
  add_skills(demand.skills, queue.skills);
  if (keeps_skills) add_skills(demand.skills, c.own_demand().skills);
  begin_preference(queue, 0, now, demand);
  return demand;
}

PreferenceEnded next_preference(const Workspace& w, const Conversation& c, Instant now) {
  PreferenceEnded ended{c.id, {}, {}, c.demand.preferred_rule};
  const Queue* queue = w.find_queue(c.asked_queue());
  if (queue == nullptr) return ended;
  Demand next;
  begin_preference(*queue, c.demand.preferred_rule, now, next);
  ended.next_group = next.preferred_group;
  ended.next_until = next.preferred_until;
  ended.rules_over = next.preferred_rule;
  return ended;
}

}  // namespace smsdesk
