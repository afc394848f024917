#include "core/screen/menus.h"

#include <algorithm>

#include "core/client/pending.h"
#include "core/screen/overview_parts.h"
#include "core/screen/park_times.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/sms/text_cleanup.h"
#include "core/template/fold.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

constexpr const char* kDeclineReasons[] = {mark("I am about to leave"), mark("I do not know enough about it"),
                                           mark("I do not speak the language"), mark("It belongs to another queue")};

ActionMenu menu_of(const State& s, ConversationId conversation, ConversationMenu kind, const char* label,
                   const char* name) {
  ActionMenu menu;
  menu.kind = kind;
  menu.label = label;
  menu.name = name;
  menu.title = name;
  menu.has_menu = true;
  menu.is_open = s.open_menu == kind;
  menu.close = intent::OpenConversationMenu{ConversationMenu::None, conversation};
  menu.intent = intent::OpenConversationMenu{menu.is_open ? ConversationMenu::None : kind, conversation};
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

/// Queues and colleagues that a conversation can be handed to, with what tells whether it is a good idea. Who does not see
/// everything is told by the relay; until then there are the names.
class TargetEntries {
 public:
  TargetEntries(const State& state, const smsdesk::Conversation& conversation, Instant now)
      : s_(state), w_(state.workspace), c_(conversation), now_(now) {
    if (w_.find_agent(state.me)->sees_everything())
      targets_ = targets_of(w_, conversation);
    else if (state.targets.conversation == conversation.id)
      targets_ = state.targets.known;
  }

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
    std::stable_partition(colleagues.begin(), colleagues.end(), [&](const Agent* one) {
      const AgentTarget* target = find(one->id);
      return target != nullptr && target->is_free;
    });
    for (const Agent* agent : colleagues) add_colleague(*agent);
    return std::move(entries_);
  }

 private:
  const AgentTarget* find(AgentId id) const {
    if (!targets_) return nullptr;
    for (const AgentTarget& one : targets_->agents) {
      if (one.agent == id) return &one;
    }
    return nullptr;
  }
  const QueueTarget* find(QueueId id) const {
    if (!targets_) return nullptr;
    for (const QueueTarget& one : targets_->queues) {
      if (one.queue == id) return &one;
    }
    return nullptr;
  }

  void add_queue(const Queue& queue) {
    ActionChoice entry = choice(queue.name, intent::Transfer{c_.id, queue.id, {}});
    entry.section = tr("Queues");
    if (const QueueTarget* target = find(queue.id)) {
      entry.detail = target->free == 0 ? std::string(tr("nobody free")) : trn("{n} free", "{n} free", target->free);
      if (target->waiting == 0) {
        entry.detail += comma() + tr("none waiting");
      } else {
        const DurationMs longest = now_ - target->waiting_since;
        entry.detail += comma() + trn("{n} waiting up to {duration}", "{n} waiting up to {duration}", target->waiting,
                                      {{"duration", clock_text(longest)}});
        entry.urgency = urgency_of(s_, queue.id, longest);
      }
      entry.detail = as_told(s_, std::move(entry.detail));
    }
    finish(std::move(entry));
  }
  void add_colleague(const Agent& agent) {
    ActionChoice entry = choice(agent.name, intent::Transfer{c_.id, {}, agent.id});
    entry.section = tr("Colleagues");
    entry.has_presence = true;
    entry.presence = agent.presence;
    entry.is_uncertain = !is_connected(s_);
    entry.detail = availability(agent);
    if (const AgentTarget* target = find(agent.id)) {
      entry.detail += comma() + tr("{used} of {capacity}", {{"used", std::to_string(target->load)},
                                                            {"capacity", std::to_string(agent.capacity)}});
      if (agent.queue_status == QueueStatus::OnQueue && !target->is_free) entry.detail += comma() + tr("full");
    }
    entry.detail = as_told(s_, std::move(entry.detail));
    finish(std::move(entry));
  }
  void finish(ActionChoice entry) {
    entry.accessible_name = entry.label + (entry.detail.empty() ? "" : comma() + entry.detail);
    entries_.push_back(std::move(entry));
  }

  const State& s_;
  const Workspace& w_;
  const smsdesk::Conversation& c_;
  Instant now_;
  std::optional<Targets> targets_;
  std::vector<ActionChoice> entries_;
};

ActionMenu transfer_menu(const State& s, const smsdesk::Conversation& c, Instant now) {
  ActionMenu menu = menu_of(s, c.id, ConversationMenu::Transfer, tr("Transfer"), tr("Transfer conversation"));
  menu.is_busy = is_pending<BeginTransfer>(s, c.id) || is_pending<TakeBackTransfer>(s, c.id);
  if (c.transfer) {
    menu.label = tr("Take back");
    menu.name = tr("Take the transfer back");
    menu.has_menu = menu.is_open = false;
    menu.intent = intent::TakeBackTransfer{c.id};
    return menu;
  }
  if (!menu.is_open) return menu;
  add_form(s, c.id, tr("Note for whoever gets it"), menu);
  menu.form.asks_skills = !c.demand.skills.empty();
  menu.entries = TargetEntries(s, c, now).take();
  menu.empty_text = tr("There is no other queue, and nobody else is here.");
  menu.form.has_filter = menu.form.begins_in_filter = menu.entries.size() > kMenuPlainMax;
  if (!menu.form.has_filter || menu.form.filter.empty()) return menu;
  const std::string wanted = folded(menu.form.filter);
  std::erase_if(menu.entries,
                [&](const ActionChoice& target) { return folded(target.label).find(wanted) == std::string::npos; });
  menu.empty_text = tr("No queue and nobody who is here is called that.");
  return menu;
}

ActionMenu park_menu(const State& s, const smsdesk::Conversation& c, const Clocks& clocks) {
  ActionMenu menu = menu_of(s, c.id, ConversationMenu::Park, tr("Park"), tr("Park conversation"));
  menu.is_busy = is_pending<ParkConversation>(s, c.id);
  if (!menu.is_open) return menu;
  add_form(s, c.id, tr("What it waits for"), menu);
  menu.form.has_filter = true;
  menu.form.filter_name = tr("Another time: 14:30, 2 h, mon 9:00");
  const auto add = [&](const ParkTime& time) {
    menu.entries.push_back(choice(time.label, intent::Park{c.id, time.duration}));
  };
  if (!sms::is_blank(menu.form.filter)) {
    if (const auto typed = parse_park_time(menu.form.filter, clocks.browser, clocks.day_of)) add(*typed);
    menu.empty_text = tr("That is no time within the next 31 days. Examples: 45 min, 14:30, tomorrow 9:00.");
    return menu;
  }
  for (const ParkTime& time : park_times(clocks.browser, clocks.day_of)) add(time);
  return menu;
}

ActionMenu end_menu(const State& s, const smsdesk::Conversation& c) {
  ActionMenu menu = menu_of(s, c.id, ConversationMenu::End, tr("End"), tr("End conversation"));
  menu.is_busy = is_pending<EndConversation>(s, c.id);
  const Queue* queue = s.workspace.find_queue(c.queue);
  if (queue == nullptr || !queue->asks_resolved) {
    menu.has_menu = menu.is_open = false;
    menu.intent = intent::End{c.id, Resolution::NotAsked};
    return menu;
  }
  menu.title = tr("Is it resolved?");
  if (!menu.is_open) return menu;
  menu.entries = {choice(tr("Yes, it is resolved"), intent::End{c.id, Resolution::Resolved}),
                  choice(tr("No, it needs a follow-up"), intent::End{c.id, Resolution::FollowUp})};
  return menu;
}

/// What a supervisor may do with a conversation that is not theirs.
std::vector<ActionMenu> menus_of_others(const State& s, const smsdesk::Conversation& c, Instant now) {
  std::vector<ActionMenu> menus;
  if (can_hand_over(c)) menus.push_back(transfer_menu(s, c, now));
  for (ActionMenu& menu : direct_actions(s, c)) menus.push_back(std::move(menu));
  return menus;
}

std::vector<ActionMenu> actions_of(const State& s, const smsdesk::Conversation& c, const Clocks& clocks) {
  const Instant now = clocks.relay;
  if (c.owner != s.me) {
    const Agent* me = s.workspace.find_agent(s.me);
    return me != nullptr && me->sees_everything() ? menus_of_others(s, c, now) : std::vector<ActionMenu>{};
  }
  if (c.state == ConversationState::Parked) {
    ActionMenu resume;
    resume.label = tr("Take back");
    resume.name = tr("Take the parked conversation back");
    resume.intent = intent::Resume{c.id};
    resume.is_busy = is_pending<ResumeConversation>(s, c.id);
    return {resume, end_menu(s, c)};
  }
  if (c.state != ConversationState::Active) return {};
  if (c.transfer) return {transfer_menu(s, c, now), end_menu(s, c)};
  return {transfer_menu(s, c, now), park_menu(s, c, clocks), end_menu(s, c)};
}

}  // namespace

ActionMenu transcript_menu(const State& s, ConversationId conversation) {
  ActionMenu menu =
      menu_of(s, conversation, ConversationMenu::Transcript, tr("Transcript"), tr("Print or save a transcript"));
  menu.title = tr("Transcript");
  if (!menu.is_open) return menu;
  menu.entries = {choice(tr("Print"), intent::TakeTranscript{conversation, "html", false}),
                  choice(tr("Print with internal notes"), intent::TakeTranscript{conversation, "html", true}),
                  choice(tr("Save as text"), intent::TakeTranscript{conversation, "txt", false}),
                  choice(tr("Save as text with internal notes"), intent::TakeTranscript{conversation, "txt", true}),
                  choice(tr("Save as JSON"), intent::TakeTranscript{conversation, "json", false}),
                  choice(tr("Save as JSON with internal notes"), intent::TakeTranscript{conversation, "json", true})};
  return menu;
}

std::vector<ActionChoice> card_menu(const State& s, const smsdesk::Conversation& c, const Card& card) {
  std::vector<ActionChoice> entries;
  if (!c.detail) return entries;
  // What counts as unread there and is not being read stays so by itself.
  const bool is_left_alone = card.unread > 0 && !card.is_selected;
  const MessageId unread = is_left_alone || is_pending<MarkUnread>(s, c.id) ? MessageId{} : unread_from(s, c);
  if (unread.is_set()) entries.push_back(choice(tr("Mark conversation as unread"), intent::MarkUnread{c.id, unread}));
  if (NumberCopy copy = number_copy(*c.detail); !copy.name.empty())
    entries.push_back(choice(std::move(copy.name), std::move(copy.intent)));
  return entries;
}

std::string availability(const Agent& agent) {
  return agent.queue_status == QueueStatus::OnQueue         ? tr("on queue")
         : agent.queue_status == QueueStatus::NotResponding ? tr("not responding")
         : agent.presence == Presence::Available            ? tr("off queue")
                                                            : presence_within(agent.presence);
}

std::vector<ActionMenu> conversation_menus(const State& s, const smsdesk::Conversation& c, const Clocks& clocks) {
  std::vector<ActionMenu> menus = actions_of(s, c, clocks);
  menus.insert(menus.begin(), transcript_menu(s, c.id));
  return menus;
}

ActionMenu decline_menu(const State& s, OfferId offer, const std::string& customer) {
  ActionMenu menu;
  menu.label = tr("Decline with a reason");
  menu.name = tr("Decline {customer} with a reason", {{"customer", customer}});
  menu.title = tr("Decline, because …");
  menu.has_menu = true;
  menu.is_open = s.decline_menu == offer;
  menu.is_busy = is_deciding(s, offer);
  menu.close = intent::OpenDeclineMenu{};
  menu.intent = intent::OpenDeclineMenu{menu.is_open ? OfferId{} : offer};
  if (!menu.is_open) return menu;
  for (const char* reason : kDeclineReasons) menu.entries.push_back(choice(tr(reason), intent::Decline{offer, reason}));
  return menu;
}

}  // namespace smsdesk::screen
