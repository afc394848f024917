#include "core/screen/menus.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/client/pending.h"
#include "core/screen/overview_parts.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"

namespace smsdesk::screen {
namespace {

struct ParkChoice {
  const char* label;
  DurationMs duration;
};
constexpr ParkChoice kParkChoices[] = {{"For 15 minutes", minutes(15)},
                                       {"For 1 hour", hours(1)},
                                       {"For 4 hours", hours(4)},
                                       {"For 1 day", hours(24)},
                                       {"For 3 days", hours(72)}};
constexpr const char* kDeclineReasons[] = {"I am about to leave", "I do not know enough about it",
                                           "I do not speak the language", "It belongs to another queue"};

ActionMenu menu_of(const State& s, ConversationMenu kind, const char* label, const char* name, const char* shortcut) {
  ActionMenu menu;
  menu.kind = kind;
  menu.label = label;
  menu.name = name;
  menu.shortcut = shortcut;
  menu.title = name;
  menu.has_menu = true;
  menu.is_open = s.open_menu == kind;
  menu.close = intent::OpenConversationMenu{ConversationMenu::None};
  menu.intent = intent::OpenConversationMenu{menu.is_open ? ConversationMenu::None : kind};
  return menu;
}

void add_form(const State& s, ConversationId conversation, const char* note_name, ActionMenu& menu) {
  menu.form.note_name = note_name;
  menu.form.revision = s.menu_form.revision;
  if (s.menu_form.conversation != conversation || s.menu_form.menu != menu.kind) return;
  menu.form.note = s.menu_form.note;
  menu.form.filter = s.menu_form.filter;
  menu.form.keeps_skills = s.menu_form.keeps_skills;
}

ActionChoice choice(std::string label, Intent intent) {
  ActionChoice made;
  made.label = std::move(label);
  made.accessible_name = made.label;
  made.intent = std::move(intent);
  return made;
}

/// Queues and colleagues that somebody can be handed to, with what tells whether it is a good idea.
class Targets {
 public:
  Targets(const State& state, const smsdesk::Conversation& conversation, Instant now)
      : s_(state), w_(state.workspace), c_(conversation), now_(now), me_(w_.find_agent(state.me)) {}

  std::vector<ActionChoice> take() {
    for (const auto& [id, queue] : w_.queues) {
      if (!queue.removed_at && id != c_.queue) add_queue(queue);
    }
    std::vector<const Agent*> colleagues;
    for (const auto& [id, agent] : w_.agents) {
      const bool is_here = !agent.removed_at && agent.is_connected && agent.presence != Presence::Offline;
      if (id != c_.owner && is_here) colleagues.push_back(&agent);
    }
    // Who is free stands first.
    std::stable_partition(colleagues.begin(), colleagues.end(), [&](const Agent* one) { return is_free(*one); });
    for (const Agent* agent : colleagues) add_colleague(*agent);
    return std::move(targets_);
  }

 private:
  /// An agent's conversations are seen only where they are of a queue that the viewer is of, too.
  bool is_load_known(const Agent& agent) const {
    if (me_->sees_everything()) return true;
    const auto queues = w_.index.queues_of.find(agent.id);
    return queues == w_.index.queues_of.end() || std::all_of(queues->second.begin(), queues->second.end(),
                                                             [&](QueueId queue) { return w_.is_member(s_.me, queue); });
  }
  bool is_free(const Agent& agent) const {
    return agent.queue_status == QueueStatus::OnQueue && w_.load_of(agent.id) < agent.capacity;
  }

  void add_queue(const Queue& queue) {
    ActionChoice target = choice(queue.name, intent::Transfer{c_.id, queue.id, {}});
    target.section = "Queues";
    std::uint64_t free = 0;
    for (const auto& [id, agent] : w_.agents) {
      const bool counts = id != c_.owner && !agent.removed_at && agent.is_connected && w_.is_member(id, queue.id);
      free += counts && is_free(agent) ? 1u : 0u;
    }
    target.detail = free == 0 ? "nobody free" : std::to_string(free) + " free";
    // Who is not of the queue does not see what waits in it.
    if (w_.is_member(s_.me, queue.id) || me_->sees_everything()) add_waiting(queue.id, target);
    finish(std::move(target));
  }
  void add_waiting(QueueId queue, ActionChoice& target) const {
    const auto waiting = w_.index.waiting.find(queue);
    if (waiting == w_.index.waiting.end() || waiting->second.empty()) {
      target.detail += ", none waiting";
      return;
    }
    Instant oldest = now_;
    for (const auto& [rank, id] : waiting->second) {
      oldest = std::min(oldest, w_.find_conversation(id)->asked_since());
    }
    const DurationMs longest = now_ - oldest;
    target.detail += ", " + std::to_string(waiting->second.size()) + " waiting up to " + clock_text(longest);
    target.urgency = urgency_of(s_, queue, longest);
  }

  void add_colleague(const Agent& agent) {
    ActionChoice target = choice(agent.name, intent::Transfer{c_.id, {}, agent.id});
    target.section = "Colleagues";
    target.has_presence = true;
    target.presence = agent.presence;
    target.detail = availability(agent);
    if (is_load_known(agent)) {
      target.detail += ", " + std::to_string(w_.load_of(agent.id)) + " of " + std::to_string(agent.capacity);
    }
    finish(std::move(target));
  }

  void finish(ActionChoice target) {
    target.accessible_name = target.label + ", " + target.detail;
    targets_.push_back(std::move(target));
  }

  const State& s_;
  const Workspace& w_;
  const smsdesk::Conversation& c_;
  Instant now_;
  const Agent* me_;
  std::vector<ActionChoice> targets_;
};

ActionMenu transfer_menu(const State& s, const smsdesk::Conversation& c, Instant now) {
  ActionMenu menu = menu_of(s, ConversationMenu::Transfer, "Transfer", "Transfer conversation", "Alt+T");
  menu.is_busy = is_pending<BeginTransfer>(s, c.id) || is_pending<TakeBackTransfer>(s, c.id);
  if (c.transfer) {
    menu.label = "Take back";
    menu.name = "Take the transfer back";
    menu.has_menu = menu.is_open = false;
    menu.intent = intent::TakeBackTransfer{c.id};
    return menu;
  }
  if (!menu.is_open) return menu;
  add_form(s, c.id, "Note for whoever gets it", menu);
  menu.form.asks_skills = !c.demand.skills.empty();
  menu.entries = Targets(s, c, now).take();
  menu.empty_text = "There is no other queue, and nobody else is here.";
  menu.form.has_filter = menu.entries.size() > kMenuPlainMax;
  if (!menu.form.has_filter || menu.form.filter.empty()) return menu;
  const std::string wanted = ascii_lowered(menu.form.filter);
  std::erase_if(menu.entries, [&](const ActionChoice& target) {
    return ascii_lowered(target.label).find(wanted) == std::string::npos;
  });
  menu.empty_text = "No queue and nobody who is here is called that.";
  return menu;
}

ActionMenu park_menu(const State& s, const smsdesk::Conversation& c) {
  ActionMenu menu = menu_of(s, ConversationMenu::Park, "Park", "Park conversation", "Alt+P");
  menu.is_busy = is_pending<ParkConversation>(s, c.id);
  if (!menu.is_open) return menu;
  add_form(s, c.id, "What it waits for", menu);
  for (const ParkChoice& park : kParkChoices)
    menu.entries.push_back(choice(park.label, intent::Park{c.id, park.duration}));
  return menu;
}

ActionMenu end_menu(const State& s, const smsdesk::Conversation& c) {
  ActionMenu menu = menu_of(s, ConversationMenu::End, "End", "End conversation", "Alt+W");
  menu.is_busy = is_pending<EndConversation>(s, c.id);
  const Queue* queue = s.workspace.find_queue(c.queue);
  if (queue == nullptr || !queue->asks_resolved) {
    menu.has_menu = menu.is_open = false;
    menu.intent = intent::End{c.id, Resolution::NotAsked};
    return menu;
  }
  menu.title = "Is it resolved?";
  if (!menu.is_open) return menu;
  menu.entries = {choice("Yes, it is resolved", intent::End{c.id, Resolution::Resolved}),
                  choice("No, it needs a follow-up", intent::End{c.id, Resolution::FollowUp})};
  return menu;
}

/// What a supervisor may do with a conversation that is not theirs.
std::vector<ActionMenu> menus_of_others(const State& s, const smsdesk::Conversation& c, Instant now) {
  std::vector<ActionMenu> menus;
  if (can_hand_over(c)) menus.push_back(transfer_menu(s, c, now));
  for (ActionMenu& menu : direct_actions(s, c)) menus.push_back(std::move(menu));
  return menus;
}

}  // namespace

std::string availability(const Agent& agent) {
  return agent.queue_status == QueueStatus::OnQueue         ? "on queue"
         : agent.queue_status == QueueStatus::NotResponding ? "not responding"
         : agent.presence == Presence::Available            ? "off queue"
                                                            : ascii_lowered(presence_name(agent.presence));
}

std::vector<ActionMenu> conversation_menus(const State& s, const smsdesk::Conversation& c, Instant now) {
  if (c.owner != s.me) {
    const Agent* me = s.workspace.find_agent(s.me);
    return me != nullptr && me->sees_everything() ? menus_of_others(s, c, now) : std::vector<ActionMenu>{};
  }
  if (c.state == ConversationState::Parked) {
    ActionMenu resume;
    resume.label = "Take back";
    resume.name = "Take the parked conversation back";
    resume.intent = intent::Resume{c.id};
    resume.is_busy = is_pending<ResumeConversation>(s, c.id);
    return {resume, end_menu(s, c)};
  }
  if (c.state != ConversationState::Active) return {};
  if (c.transfer) return {transfer_menu(s, c, now), end_menu(s, c)};
  return {transfer_menu(s, c, now), park_menu(s, c), end_menu(s, c)};
}

ActionMenu decline_menu(const State& s, OfferId offer, const std::string& customer) {
  ActionMenu menu;
  menu.label = "Decline with a reason";
  menu.name = "Decline " + customer + " with a reason";
  menu.title = "Decline, because …";
  menu.has_menu = true;
  menu.is_open = s.decline_menu == offer;
  menu.is_busy = is_deciding(s, offer);
  menu.close = intent::OpenDeclineMenu{};
  menu.intent = intent::OpenDeclineMenu{menu.is_open ? OfferId{} : offer};
  if (!menu.is_open) return menu;
  for (const char* reason : kDeclineReasons) menu.entries.push_back(choice(reason, intent::Decline{offer, reason}));
  return menu;
}

}  // namespace smsdesk::screen
