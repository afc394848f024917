#include "core/screen/work.h"

#include <algorithm>

#include "core/client/pending.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"

namespace smsdesk::screen {
namespace {

constexpr std::size_t kWaitingLinesMax = 20;

struct ParkChoice {
  const char* label;
  DurationMs duration;
};
constexpr ParkChoice kParkChoices[] = {{"For 15 minutes", minutes(15)},
                                       {"For 1 hour", hours(1)},
                                       {"For 4 hours", hours(4)},
                                       {"For 1 day", hours(24)},
                                       {"For 3 days", hours(72)}};

ActionMenu transfer_menu(const State& s, const smsdesk::Conversation& c) {
  ActionMenu menu;
  menu.kind = ConversationMenu::Transfer;
  menu.is_open = s.open_menu == menu.kind;
  menu.is_busy = is_pending<BeginTransfer>(s, c.id) || is_pending<TakeBackTransfer>(s, c.id);
  if (c.transfer) {
    menu.label = "Take back";
    menu.name = "Take the transfer back";
    menu.intent = intent::TakeBackTransfer{c.id};
    return menu;
  }
  menu.label = "Transfer";
  menu.name = "Transfer conversation";
  menu.empty_text = "There is no other queue, and nobody else is here.";
  for (const auto& [id, queue] : s.workspace.queues) {
    if (queue.removed_at || id == c.queue) continue;
    const auto waiting = s.workspace.index.waiting.find(id);
    const std::size_t count = waiting == s.workspace.index.waiting.end() ? 0 : waiting->second.size();
    // Who is not of the queue does not see what waits in it.
    const bool is_known = s.workspace.is_member(s.me, id) || s.workspace.find_agent(s.me)->sees_everything();
    menu.entries.push_back({queue.name + (is_known ? " · " + std::to_string(count) + " waiting" : " · queue"),
                            intent::Transfer{c.id, id, {}}, false, Presence::Offline});
  }
  for (const auto& [id, agent] : s.workspace.agents) {
    if (id == s.me || agent.removed_at || !agent.is_connected || agent.presence == Presence::Offline) continue;
    menu.entries.push_back(
        {agent.name + " · " + availability(agent), intent::Transfer{c.id, {}, id}, true, agent.presence});
  }
  return menu;
}

ActionMenu park_menu(const State& s, const smsdesk::Conversation& c) {
  ActionMenu menu;
  menu.kind = ConversationMenu::Park;
  menu.label = "Park";
  menu.name = "Park conversation";
  menu.is_open = s.open_menu == menu.kind;
  menu.is_busy = is_pending<ParkConversation>(s, c.id);
  for (const ParkChoice& choice : kParkChoices) {
    menu.entries.push_back({choice.label, intent::Park{c.id, choice.duration}, false, Presence::Offline});
  }
  return menu;
}

ActionMenu end_menu(const State& s, const smsdesk::Conversation& c) {
  ActionMenu menu;
  menu.kind = ConversationMenu::End;
  menu.label = "End";
  menu.name = "End conversation";
  menu.is_open = s.open_menu == menu.kind;
  menu.is_busy = is_pending<EndConversation>(s, c.id);
  menu.intent = intent::End{c.id, Resolution::NotAsked};
  const Queue* queue = s.workspace.find_queue(c.queue);
  if (queue != nullptr && queue->asks_resolved) {
    menu.entries = {{"It is resolved", intent::End{c.id, Resolution::Resolved}, false, Presence::Offline},
                    {"It needs a follow-up", intent::End{c.id, Resolution::FollowUp}, false, Presence::Offline}};
  }
  return menu;
}

}  // namespace

std::vector<ActionMenu> conversation_menus(const State& s, const smsdesk::Conversation& c) {
  if (c.owner != s.me) return {};
  if (c.state == ConversationState::Parked) {
    ActionMenu resume;
    resume.label = "Take back";
    resume.name = "Take the parked conversation back";
    resume.intent = intent::Resume{c.id};
    resume.is_busy = is_pending<ResumeConversation>(s, c.id);
    return {resume, end_menu(s, c)};
  }
  if (c.state != ConversationState::Active) return {};
  if (c.transfer) return {transfer_menu(s, c), end_menu(s, c)};
  return {transfer_menu(s, c), park_menu(s, c), end_menu(s, c)};
}

std::vector<WaitingLine> waiting_lines(const State& s, Instant now) {
  std::vector<WaitingLine> lines;
  const Agent* me = s.workspace.find_agent(s.me);
  if (me == nullptr) return lines;
  std::vector<const smsdesk::Conversation*> waiting;
  for (const auto& [queue_id, ranked] : s.workspace.index.waiting) {
    const Queue* queue = s.workspace.find_queue(queue_id);
    const bool may = queue != nullptr &&
                     (me->sees_everything() || (queue->is_manual_pick && s.workspace.is_member(me->id, queue_id)));
    if (!may) continue;
    for (const auto& [rank, id] : ranked) {
      const smsdesk::Conversation* one = s.workspace.find_conversation(id);
      if (one->state == ConversationState::Waiting) waiting.push_back(one);
      if (waiting.size() > 10 * kWaitingLinesMax) break;
    }
  }
  std::sort(waiting.begin(), waiting.end(),
            [](const auto* a, const auto* b) { return std::pair(a->rank(), a->id) < std::pair(b->rank(), b->id); });
  if (waiting.size() > kWaitingLinesMax) waiting.resize(kWaitingLinesMax);
  for (const smsdesk::Conversation* one : waiting) {
    WaitingLine line;
    line.conversation = one->id;
    line.queue = queue_name(s, one->queue);
    const DurationMs waited = now - one->waiting_since;
    line.waited = clock_text(waited);
    line.urgency = urgency_of(s, one->queue, waited);
    line.is_busy = is_pending<PickConversation>(s, one->id);
    line.accessible_name = "Take from " + line.queue + ", waiting " + spoken_duration(waited);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string availability(const Agent& agent) {
  return agent.queue_status == QueueStatus::OnQueue         ? "on queue"
         : agent.queue_status == QueueStatus::NotResponding ? "not responding"
                                                            : presence_name(agent.presence);
}

std::string load_line(const State& s, const Agent& me) {
  const unsigned load = s.workspace.load_of(me.id);
  std::string line = std::to_string(load) + " of " + counted(me.capacity, "conversation", "conversations");
  if (load > me.capacity) line += ". What is above came back by itself";
  const unsigned quiet = s.workspace.full_load_of(me.id).quiet;
  if (quiet > 0) line += ", " + std::to_string(quiet) + " quiet";
  return line;
}

}  // namespace smsdesk::screen
