// The overview: one walk over conversations and one over agents count what the tables say; only the table that is shown is
// made, and only the open row's conversations.
#include "core/screen/overview.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "core/client/pending.h"
#include "core/screen/menus.h"
#include "core/screen/overview_parts.h"
#include "core/screen/parts.h"
#include "core/screen/routing_words.h"
#include "core/screen/words.h"
#include "core/screen/work.h"
#include "core/template/fold.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

using Listed = std::vector<const smsdesk::Conversation*>;

struct QueueCount {
  std::uint64_t waiting = 0, active = 0, parked = 0, wrap_up = 0, on_queue = 0, free = 0, not_responding = 0;
  Instant oldest;
};

/// Where an agent stands among the others, by what a supervisor looks for first.
enum class Standing : std::uint8_t { NotResponding, Busy, Idle, OffQueue, Away };

Figure figure(std::string text, std::string detail = {}, Urgency urgency = Urgency::Calm) {
  Figure made;
  made.text = std::move(text);
  made.detail = std::move(detail);
  made.urgency = urgency;
  return made;
}
Figure count_figure(std::uint64_t count, Urgency urgency = Urgency::Calm) {
  Figure made = figure(std::to_string(count), {}, count == 0 ? Urgency::Calm : urgency);
  made.is_quiet = count == 0;
  return made;
}

/// "3 waiting", where there are any.
void add_part(std::string& line, std::uint64_t count, std::string text) {
  if (count > 0) line += (line.empty() ? "" : " · ") + std::move(text);
}
std::string in_progress(std::uint64_t count) {
  return trn("{n} in progress", "{n} in progress", count);
}
std::string in_wrap_up(std::uint64_t count) {
  return trn("{n} in wrap-up", "{n} in wrap-up", count);
}
std::string parked_words(std::uint64_t count) {
  return trn("{n} parked", "{n} parked", count);
}
std::string percent_words(unsigned percent) {
  return tr("{n} %", {{"n", std::to_string(percent)}});
}

/// For a name that is read aloud and must not be another one every second.
std::string spoken_minutes(DurationMs duration) {
  return duration < minutes(1) ? tr("less than a minute") : spoken_duration(duration / minutes(1) * minutes(1));
}

class Maker {
 public:
  Maker(const State& state, Instant now, DayOf day_of, DurationMs& changes_in)
      : s_(state), w_(state.workspace), now_(now), day_of_(day_of), changes_in_(changes_in) {}

  Overview take() {
    page_.is_shown = true;
    page_.tab = s_.overview.tab;
    count();
    headline();
    if (page_.tab == OverviewTab::Queues)
      queues();
    else if (page_.tab == OverviewTab::Agents)
      agents();
    else
      reported();
    page_.menu = overview_menu(s_);
    if (open_.has_value()) conversations(*open_);
    return std::move(page_);
  }

 private:
  void wish(DurationMs in) {
    if (changes_in_ < 0 || in < changes_in_) changes_in_ = in;
  }
  std::string running(DurationMs duration) {
    wish(clock_changes_in(duration));
    return clock_text(duration);
  }
  std::string ageing(DurationMs duration) {
    wish(age_changes_in(duration));
    return age_text(duration);
  }

  void count() {
    for (const auto& [id, c] : w_.conversations) {
      QueueCount& queue = counts_[c.queue];
      switch (c.state) {
        case ConversationState::Waiting:
        case ConversationState::Alerting:
          if (queue.waiting++ == 0 || c.waiting_since < queue.oldest) queue.oldest = c.waiting_since;
          break;
        case ConversationState::Active:
          ++queue.active;
          break;
        case ConversationState::Parked:
          ++queue.parked;
          break;
        case ConversationState::AfterCallWork:
          ++queue.wrap_up;
          break;
      }
    }
    for (const auto& [id, agent] : w_.agents) {
      if (agent.removed_at || !agent.is_connected) continue;
      const auto of = w_.index.queues_of.find(id);
      const bool is_on = agent.queue_status == QueueStatus::OnQueue;
      on_queue_ += is_on ? 1 : 0;
      free_ += is_on && has_room(agent, {}) ? 1 : 0;
      if (of == w_.index.queues_of.end()) continue;
      for (const QueueId queue_id : of->second) {
        QueueCount& queue = counts_[queue_id];
        queue.on_queue += is_on ? 1 : 0;
        queue.free += is_on && has_room(agent, w_.weight_of(queue_id)) ? 1 : 0;
        queue.not_responding += agent.queue_status == QueueStatus::NotResponding ? 1 : 0;
      }
    }
  }
  bool has_room(const Agent& agent, const Weight& weight) const {
    return fits(w_.full_load_of(agent.id), weight, agent.capacity, w_.settings.reserve);
  }

  void headline() {
    std::uint64_t waiting = 0, active = 0;
    Instant oldest = now_;
    for (const auto& [id, one] : counts_) {
      waiting += one.waiting;
      active += one.active;
      if (one.waiting > 0) oldest = std::min(oldest, one.oldest);
    }
    page_.headline = waiting == 0 ? std::string(tr("Nobody waits"))
                                  : trn("{n} waiting, longest {duration}", "{n} waiting, longest {duration}", waiting,
                                        {{"duration", running(now_ - oldest)}});
    add_part(page_.headline, active, in_progress(active));
    page_.headline += " · " + (on_queue_ == 0 ? std::string(tr("no agent on queue"))
                                              : trn("{free} of {n} agent free", "{free} of {n} agents free", on_queue_,
                                                    {{"free", std::to_string(free_)}}));
  }

  // Queues ---------------------------------------------------------------------------------------------------------
  void queues() {
    page_.list_name = tr("Queues");
    page_.first_column = tr("Queue");
    page_.columns = {{tr("Waiting"), 58},     {tr("Longest"), 78}, {tr("Service level"), 92},
                     {tr("In progress"), 80}, {tr("Parked"), 50},  {tr("Wrap-up"), 58},
                     {tr("On queue"), 64},    {tr("Free"), 36},    {tr("Not responding"), 98}};
    for (const auto& [id, queue] : w_.queues) {
      if (!queue.removed_at) page_.rows.push_back(queue_row(queue));
    }
    page_.empty_title = tr("No queues");
    page_.empty_text = tr("An admin makes them; then what waits in them is shown here.");
  }

  OverviewRow queue_row(const Queue& queue) {
    const QueueCount& n = counts_[queue.id];
    OverviewRow row;
    row.key = queue.id.value;
    row.name = queue.name;
    const DurationMs longest = n.waiting == 0 ? 0 : now_ - n.oldest;
    const Urgency urgency = n.waiting == 0 ? Urgency::Calm : urgency_of(s_, queue.id, longest);
    const std::string clock = n.waiting == 0 ? std::string() : running(longest);
    const std::optional<unsigned> level = w_.service_level(queue.id, now_);
    const Urgency level_urgency = !level || *level >= queue.service_level_goal ? Urgency::Calm
                                  : *level * 4 >= queue.service_level_goal * 3 ? Urgency::Soon
                                                                               : Urgency::Late;
    row.figures = {count_figure(n.waiting),
                   figure(clock, {}, urgency),
                   level ? figure(percent_words(*level), {}, level_urgency) : figure("–"),
                   count_figure(n.active),
                   count_figure(n.parked),
                   count_figure(n.wrap_up),
                   count_figure(n.on_queue),
                   count_figure(n.free),
                   count_figure(n.not_responding, Urgency::Soon)};
    row.figures[2].is_quiet = !level;
    row.main = n.waiting == 0
                   ? figure(tr("None waiting"))
                   : figure(trn("{n} waiting {duration}", "{n} waiting {duration}", n.waiting, {{"duration", clock}}),
                            {}, urgency);
    row.main.is_quiet = n.waiting == 0;
    row.summary = n.on_queue == 0
                      ? std::string(tr("Nobody on queue"))
                      : trn("{free} of {n} free", "{free} of {n} free", n.on_queue, {{"free", std::to_string(n.free)}});
    if (level) row.summary += " · " + tr("{n} % in time", {{"n", std::to_string(*level)}});
    add_part(row.summary, n.active, in_progress(n.active));
    add_part(row.summary, n.parked, parked_words(n.parked));
    add_part(row.summary, n.wrap_up, in_wrap_up(n.wrap_up));
    add_part(row.summary, n.not_responding, trn("{n} not responding", "{n} not responding", n.not_responding));
    row.accessible_name =
        labelled(row.name, n.waiting == 0 ? std::string(tr("none waiting"))
                                          : trn("{n} waiting, longest {duration}", "{n} waiting, longest {duration}",
                                                n.waiting, {{"duration", spoken_minutes(longest)}})) +
        (urgency == Urgency::Late ? comma() + tr("above the target") : std::string()) + " · " + row.summary;
    row.is_open = s_.overview.open_queue == queue.id;
    row.open = intent::OpenOverviewQueue{row.is_open ? QueueId{} : queue.id};
    if (row.is_open) open_queue(queue);
    return row;
  }

  /// What waits in the order of the queue, then what is being answered, what is wrapped up, what is parked.
  void open_queue(const Queue& queue) {
    Listed all;
    for (const auto& [id, c] : w_.conversations) {
      if (c.queue == queue.id || (c.transfer && c.asked_queue() == queue.id)) all.push_back(&c);
    }
    list(std::move(all), tr("In {queue}", {{"queue", queue.name}}), tr("Nothing waits or runs in this queue."));
  }
  void list(Listed all, std::string name, const char* none) {
    const auto order = [](const smsdesk::Conversation& c) {
      constexpr int kOrder[] = {0, 0, 1, 2, 3};  // by ConversationState
      return std::tuple(kOrder[static_cast<std::size_t>(c.state)], c.rank(), c.id);
    };
    std::sort(all.begin(), all.end(), [&](const auto* a, const auto* b) { return order(*a) < order(*b); });
    page_.conversations_name = std::move(name);
    if (all.empty()) page_.conversations_text = none;
    if (all.size() > kOverviewConversationsMax) {
      page_.conversations_text = trn("And {n} more.", "And {n} more.", all.size() - kOverviewConversationsMax);
      all.resize(kOverviewConversationsMax);
    }
    open_ = std::move(all);
  }
  void conversations(const Listed& all) {
    for (const smsdesk::Conversation* c : all) page_.conversations.push_back(overview_conversation(s_, *c, now_));
    if (!all.empty()) wish(seconds(1));
  }

  // Reported messages ----------------------------------------------------------------------------------------------
  void reported() {
    page_.list_name = tr("Reported messages");
    page_.reported = reported_list(s_, now_, day_of_);
    if (!page_.reported.lines.empty() || !page_.reported.loading_text.empty() || !page_.reported.problem.empty())
      return;
    page_.empty_title = tr("No message is reported.");
    page_.empty_text = tr("Agents report messages as spam or abuse by a message's menu; then they are shown here.");
  }

  // Agents ---------------------------------------------------------------------------------------------------------
  void agents() {
    page_.list_name = tr("Agents");
    page_.first_column = tr("Agent");
    page_.columns = {{tr("Routing"), 148}, {tr("Presence"), 148}, {tr("Load"), 64}, {tr("Works on"), 150}};
    page_.has_tools = true;
    page_.sort = s_.overview.sort;
    page_.filter = s_.overview.filter;
    page_.filter_revision = s_.overview.filter_revision;
    const Queue* only = w_.find_queue(s_.overview.only_queue);
    page_.queues.has_menu = true;
    page_.queues.label = only == nullptr ? std::string(tr("All queues")) : only->name;
    page_.queues.name = tr("Agents of: {queue}", {{"queue", page_.queues.label}});
    page_.queues.is_open = s_.overview.menu.kind == OverviewMenu::Kind::Queues;
    page_.queues.intent =
        intent::OpenOverviewMenu{page_.queues.is_open ? OverviewMenu{} : OverviewMenu{OverviewMenu::Kind::Queues}};
    std::vector<FoldedAgent> shown;
    const std::string wanted = folded(s_.overview.filter);
    for (const auto& [id, agent] : w_.agents) {
      if (agent.removed_at || (only != nullptr && !w_.is_member(id, only->id))) continue;
      std::string name = folded(agent.name);
      if (name.find(wanted) != std::string::npos) shown.push_back({std::move(name), &agent});
    }
    std::sort(shown.begin(), shown.end(), [&](const FoldedAgent& a, const FoldedAgent& b) { return is_before(a, b); });
    for (const FoldedAgent& one : shown) page_.rows.push_back(agent_row(*one.agent));
    page_.empty_title = tr("Nobody is found");
    page_.empty_text = tr("No agent of these queues is called that.");
  }

  struct FoldedAgent {
    std::string name;
    const Agent* agent;
  };
  bool is_before(const FoldedAgent& one, const FoldedAgent& other) const {
    const Agent &a = *one.agent, &b = *other.agent;
    switch (s_.overview.sort) {
      case AgentSort::Name:
        break;
      case AgentSort::Routing:
        if (standing(a) != standing(b)) return standing(a) < standing(b);
        break;
      case AgentSort::Time:
        if (since(a) != since(b)) return since(a) < since(b);
        break;
    }
    return std::tie(one.name, a.id) < std::tie(other.name, b.id);
  }
  Standing standing(const Agent& agent) const {
    if (!agent.is_connected) return Standing::Away;
    switch (routing_status(w_, agent)) {
      case RoutingStatus::OffQueue:
        return Standing::OffQueue;
      case RoutingStatus::NotResponding:
        return Standing::NotResponding;
      case RoutingStatus::Interacting:
        return Standing::Busy;
      case RoutingStatus::Idle:
        break;
    }
    return Standing::Idle;
  }
  /// Since when the routing says of an agent what it says.
  static Instant since(const Agent& agent) { return agent.is_connected ? agent.queue_status_since : agent.lost_at; }
  /// "12 min, by Mira Lindqvist"; without a connection nobody knows for how long.
  std::string time_and_who(Instant since, AgentId by, AgentId self) {
    if (!is_connected(s_)) return tr("last known");
    std::string text = since.ms == 0 ? std::string() : ageing(now_ - since);
    const Agent* who = by.is_set() && by != self ? w_.find_agent(by) : nullptr;
    if (who != nullptr) text += (text.empty() ? std::string() : comma()) + tr("by {agent}", {{"agent", who->name}});
    return text;
  }

  Figure routing(const Agent& agent) {
    const bool is_here = agent.is_connected;
    Figure made = figure({}, time_and_who(since(agent), is_here ? agent.queue_status_by : AgentId{}, agent.id));
    switch (standing(agent)) {
      case Standing::NotResponding:
        made.text = tr("Not responding");
        made.urgency = Urgency::Late;
        break;
      case Standing::Busy:
        made.text = tr("Interacting");
        break;
      case Standing::Idle:
        made.text = tr("Idle");
        break;
      case Standing::OffQueue:
        made.text = tr("Off queue");
        made.is_quiet = true;
        break;
      case Standing::Away:
        made.text = tr("Not signed in");
        made.is_quiet = true;
        break;
    }
    return made;
  }
  Figure presence(const Agent& agent) {
    Figure made = figure(presence_name(agent.presence));
    const auto status = w_.sub_statuses.find(agent.sub_status);
    if (status != w_.sub_statuses.end()) made.text = labelled(made.text, status->second.name);
    made.detail = time_and_who(agent.presence_since, agent.presence_by, agent.id);
    made.is_quiet = agent.presence == Presence::Offline;
    return made;
  }
  Figure load(const Agent& agent) const {
    const LoadWords words = load_words(w_, agent);
    Figure made = figure(words.share, words.mark);
    made.is_quiet = w_.full_load_of(agent.id).is_empty();
    return made;
  }
  Figure work(const Agent& agent) const {
    std::uint64_t active = 0, wrap_up = 0, parked = 0, asked = 0;
    for (const smsdesk::Conversation* c : work_of(agent.id)) {
      active += c->state == ConversationState::Active && c->owner == agent.id ? 1 : 0;
      wrap_up += c->state == ConversationState::AfterCallWork ? 1 : 0;
      parked += c->state == ConversationState::Parked ? 1 : 0;
      asked += c->owner != agent.id ? 1 : 0;
    }
    Figure made;
    if (active > 0) made.text = trn("{n} conversation", "{n} conversations", active);
    add_part(made.detail, wrap_up, in_wrap_up(wrap_up));
    add_part(made.detail, parked, parked_words(parked));
    add_part(made.detail, asked, trn("{n} offer", "{n} offers", asked));
    if (made.text.empty()) std::swap(made.text, made.detail);
    if (made.text.empty()) {
      made.text = tr("Nothing");
      made.is_quiet = true;
    }
    return made;
  }
  /// What the agent has, and is being asked for.
  Listed work_of(AgentId id) const {
    Listed all;
    if (const auto owned = w_.index.owned.find(id); owned != w_.index.owned.end()) {
      for (const ConversationId one : owned->second) all.push_back(w_.find_conversation(one));
    }
    const auto asked = offers_by_agent().equal_range(id);
    for (auto at = asked.first; at != asked.second; ++at) {
      const smsdesk::Conversation* c = w_.find_conversation(at->second);
      if (c != nullptr && c->owner != id) all.push_back(c);
    }
    return all;
  }
  const std::multimap<AgentId, ConversationId>& offers_by_agent() const {
    if (offers_.empty()) {
      for (const auto& [id, offer] : w_.offers) offers_.emplace(offer.agent, offer.conversation);
    }
    return offers_;
  }
  std::string queues_of(AgentId id) const {
    const auto of = w_.index.queues_of.find(id);
    std::string names;
    if (of == w_.index.queues_of.end()) return tr("No queue");
    for (const QueueId queue : of->second) names += (names.empty() ? "" : comma()) + queue_name(s_, queue);
    return names.empty() ? tr("No queue") : names;
  }

  OverviewRow agent_row(const Agent& agent) {
    OverviewRow row;
    row.key = agent.id.value;
    row.name = agent.name;
    row.detail = queues_of(agent.id);
    row.has_presence = true;
    row.presence = agent.presence;
    row.is_uncertain = !is_connected(s_);
    row.figures = {routing(agent), presence(agent), load(agent), work(agent)};
    row.main = row.figures[0];
    row.main.text += row.main.detail.empty() ? "" : " · " + row.main.detail;
    row.main.detail.clear();
    row.summary = row.figures[1].text + " · " + row.figures[2].text + " · " + row.detail;
    row.accessible_name = agent.name;
    for (const Figure& one : row.figures) {
      row.accessible_name += comma() + one.text + (one.detail.empty() ? "" : " " + one.detail);
    }
    row.accessible_name += comma() + row.detail;
    row.is_open = s_.overview.open_agent == agent.id;
    row.open = intent::OpenOverviewAgent{row.is_open ? AgentId{} : agent.id};
    const std::string reason = load_words(w_, agent).reason;
    if (!reason.empty()) row.accessible_name += ". " + reason;
    if (row.is_open) {
      list(work_of(agent.id), tr("With {agent}", {{"agent", agent.name}}), tr("Nothing at the moment."));
      if (!reason.empty()) page_.conversations_text += (page_.conversations_text.empty() ? "" : " ") + reason;
    }
    row.menu_name = tr("Change the state of {agent}", {{"agent", agent.name}});
    const OverviewMenu own{OverviewMenu::Kind::Agent, agent.id, {}};
    row.is_menu_open = s_.overview.menu == own;
    row.menu = intent::OpenOverviewMenu{row.is_menu_open ? OverviewMenu{} : own};
    row.is_busy = is_switching_queue(s_, agent.id);
    return row;
  }

  const State& s_;
  const Workspace& w_;
  Instant now_;
  DayOf day_of_;
  DurationMs& changes_in_;
  Overview page_;
  std::map<QueueId, QueueCount> counts_;
  std::uint64_t on_queue_ = 0, free_ = 0;
  std::optional<Listed> open_;
  mutable std::multimap<AgentId, ConversationId> offers_;
};

std::string state_of(const State& s, const smsdesk::Conversation& c) {
  const Agent* owner = s.workspace.find_agent(c.owner);
  std::string who = owner == nullptr ? std::string() : owner->name;
  switch (c.state) {
    case ConversationState::Waiting:
      return tr("Waiting");
    case ConversationState::Alerting:
      return tr("Being offered");
    case ConversationState::Active:
      if (!c.transfer) return who;
      return tr("{agent}, on its way to {whom}",
                {{"agent", who},
                 {"whom", c.transfer->to_queue.is_set() ? queue_name(s, c.transfer->to_queue) : tr("a colleague")}});
    case ConversationState::AfterCallWork:
      return tr("{agent}, wrap-up", {{"agent", who}});
    case ConversationState::Parked:
      return tr("{agent}, parked", {{"agent", who}});
  }
  return {};
}

void set_age(const State& s, const smsdesk::Conversation& c, Instant now, OverviewConversation& line) {
  const auto clock = [&](Instant since) {
    line.age = clock_text(now - since);
    line.urgency = urgency_of(s, c.queue, now - since);
  };
  switch (c.state) {
    case ConversationState::Waiting:
    case ConversationState::Alerting:
      return clock(c.waiting_since);
    case ConversationState::Active:
      if (c.answer_owed_since.ms != 0) return clock(c.answer_owed_since);
      // Of one that was reopened before that was kept it is not known until somebody writes.
      if (c.last_activity_at.ms != 0) line.age = age_text(now - c.last_activity_at);
      return;
    case ConversationState::AfterCallWork:
      line.age = clock_text(now - c.ended_at);
      return;
    case ConversationState::Parked:
      line.age = c.parking ? tr("back in {duration}", {{"duration", age_text(c.parking->until - now)}}) : std::string();
      return;
  }
}

}  // namespace

OverviewConversation overview_conversation(const State& s, const smsdesk::Conversation& c, Instant now) {
  OverviewConversation line;
  line.conversation = c.id;
  line.customer = c.detail ? customer_title(*c.detail) : std::string(tr("A customer"));
  line.state = state_of(s, c);
  set_age(s, c, now, line);
  line.terms = terms_line(s.workspace, c);
  line.why = why_waiting(s.workspace, c, now);
  if (const std::string returned = returned_line(s.workspace, c); !returned.empty() && !c.owner.is_set()) {
    line.why += (line.why.empty() ? "" : " ") + returned;
  }
  const OverviewMenu own{OverviewMenu::Kind::Conversation, {}, c.id};
  line.is_menu_open = s.overview.menu == own;
  const std::string spoken = c.detail ? spoken_customer(*c.detail) : line.customer;
  line.menu_name = tr("What to do with {customer}", {{"customer", spoken}});
  line.is_busy = is_pending<FreeConversation>(s, c.id) || is_pending<EndConversation>(s, c.id) ||
                 is_pending<AbandonConversation>(s, c.id) || is_pending<BeginTransfer>(s, c.id) ||
                 is_pending<PickConversation>(s, c.id);
  line.accessible_name = tr("Read {customer}", {{"customer", spoken}}) + comma() + line.state +
                         (line.urgency == Urgency::Late ? comma() + tr("above the target") : std::string()) +
                         (line.terms.empty() ? "" : comma() + line.terms);
  return line;
}

Overview make_overview(const State& s, Instant now, DayOf day_of, DurationMs& changes_in) {
  if (s.area != Area::Overview) return {};
  return Maker(s, now, day_of, changes_in).take();
}

}  // namespace smsdesk::screen
