// What a supervisor may do with agents and with conversations of others, as menus.
#include <algorithm>

#include "core/client/pending.h"
#include "core/screen/overview_parts.h"
#include "core/screen/parts.h"
#include "core/screen/words.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

using Sure = SureQuestion::What;

ActionChoice choice(std::string label, Intent intent, std::string section = {}) {
  ActionChoice made;
  made.label = std::move(label);
  made.accessible_name = made.label;
  made.section = std::move(section);
  made.intent = std::move(intent);
  return made;
}

/// The question goes with its notice.
bool is_asked(const State& s, Sure what, ConversationId id) {
  return s.sure.what == what && s.sure.conversation == id &&
         std::any_of(s.notices.begin(), s.notices.end(), [&](const NoticeState& notice) {
           return notice.reason == NoticeReason::SureAsked && notice.about == id;
         });
}

void add_agent(const State& s, AgentId id, ActionMenu& menu) {
  const Agent* agent = s.workspace.find_agent(id);
  if (agent == nullptr || agent->removed_at) return;
  menu.is_open = true;
  menu.name = menu.title = agent->name;
  if (agent->queue_status == QueueStatus::OnQueue)
    menu.entries.push_back(choice(tr("Take off queue"), intent::SetOnQueueOf{id, false}));
  else if (agent->is_connected)
    menu.entries.push_back(choice(tr("Put on queue"), intent::SetOnQueueOf{id, true}));
  for (int i = 1; i <= 8; ++i) {
    const auto presence = static_cast<Presence>(i % 8);  // Offline stands last
    const std::string name = presence_name(presence);
    const auto add = [&](std::string label, SubStatusId status) {
      if (presence == agent->presence && status == agent->sub_status) return;
      ActionChoice one = choice(std::move(label), intent::SetPresenceOf{id, presence, status}, tr("Presence"));
      one.has_presence = true;
      one.presence = presence;
      menu.entries.push_back(std::move(one));
    };
    add(name, {});
    for (const auto& [status_id, status] : s.workspace.sub_statuses) {
      if (status.presence == presence) add(labelled(name, status.name), status_id);
    }
  }
}

void add_conversation(const State& s, ConversationId id, ActionMenu& menu) {
  const smsdesk::Conversation* c = s.workspace.find_conversation(id);
  if (c == nullptr || !c->detail) return;
  menu.is_open = true;
  menu.title = customer_title(*c->detail);
  menu.name = spoken_customer(*c->detail);
  menu.entries.push_back(choice(tr("Read it"), intent::Select{id}));
  if (c->state == ConversationState::Waiting) menu.entries.push_back(choice(tr("Take it"), intent::Pick{id}));
  if (c->transfer)
    menu.entries.push_back(choice(tr("Take the transfer back"), intent::TakeBackTransfer{id}));
  else if (can_hand_over(*c))
    menu.entries.push_back(choice(tr("Transfer it"), intent::HandOver{id}));
  if (c->owner == s.me) return;  // what is one's own is ended where it is read
  for (const ActionMenu& action : direct_actions(s, *c)) menu.entries.push_back(choice(action.name, action.intent));
}

void add_queues(const State& s, ActionMenu& menu) {
  menu.is_open = true;
  menu.name = tr("Agents of which queue");
  menu.title = tr("Agents of");
  menu.entries.push_back(choice(tr("All queues"), intent::ShowAgentsOf{}));
  for (const auto& [id, queue] : s.workspace.queues) {
    if (!queue.removed_at) menu.entries.push_back(choice(queue.name, intent::ShowAgentsOf{id}));
  }
}

}  // namespace

bool can_hand_over(const smsdesk::Conversation& c) {
  return c.state == ConversationState::Waiting || c.state == ConversationState::Alerting ||
         c.state == ConversationState::Active;
}

std::vector<ActionMenu> direct_actions(const State& s, const smsdesk::Conversation& c) {
  ActionMenu free;
  free.kind = ConversationMenu::Free;
  free.intent = intent::FreeConversation{c.id};
  free.is_busy = is_pending<FreeConversation>(s, c.id);
  switch (c.state) {
    case ConversationState::Waiting:
      break;
    case ConversationState::Alerting:
      free.label = tr("Take offer back");
      free.name = tr("Take the offer back");
      break;
    case ConversationState::Active:
    case ConversationState::Parked:
      free.label = tr("Give back");
      free.name = tr("Give it back to {queue}", {{"queue", queue_name(s, c.queue)}});
      break;
    case ConversationState::AfterCallWork:
      free.label = tr("Close wrap-up");
      free.name = tr("Close the wrap-up");
      break;
  }
  ActionMenu end;
  end.kind = ConversationMenu::End;
  end.label = tr("End");
  end.name = c.owner.is_set() ? tr("End it") : tr("End it without an answer");
  end.intent = intent::EndForOthers{c.id};
  end.is_busy = is_pending<EndConversation>(s, c.id) || is_pending<AbandonConversation>(s, c.id);
  const auto ask_again = [&](Sure what, ActionMenu& action) {
    if (!is_asked(s, what, c.id)) return;
    action.label = tr("{action} now", {{"action", action.label}});
    action.name = tr("Press again: {action}", {{"action", action.name}});
  };
  ask_again(Sure::Free, free);
  ask_again(Sure::End, end);
  std::vector<ActionMenu> actions;
  if (!free.name.empty()) actions.push_back(std::move(free));
  if (c.state != ConversationState::AfterCallWork) actions.push_back(std::move(end));
  return actions;
}

ActionMenu overview_menu(const State& s) {
  ActionMenu menu;
  menu.has_menu = true;
  menu.close = intent::OpenOverviewMenu{};
  switch (s.overview.menu.kind) {
    case OverviewMenu::Kind::None:
      break;
    case OverviewMenu::Kind::Agent:
      add_agent(s, s.overview.menu.agent, menu);
      break;
    case OverviewMenu::Kind::Conversation:
      add_conversation(s, s.overview.menu.conversation, menu);
      break;
    case OverviewMenu::Kind::Queues:
      add_queues(s, menu);
      break;
  }
  return menu;
}

}  // namespace smsdesk::screen
