// What supervisors do on the page of queues and agents, and with conversations that are not theirs.
#include "core/client/overview.h"

#include "core/base/utf8.h"
#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr DurationMs kSureFor = seconds(10);
constexpr std::size_t kFilterBytesMax = 200;

std::string name_of(const State& s, AgentId id) {
  const Agent* agent = s.workspace.find_agent(id);
  return agent == nullptr ? std::string(tr("its agent")) : agent->name;
}

std::string queue_of(const State& s, const Conversation& c) {
  const Queue* queue = s.workspace.find_queue(c.queue);
  return queue == nullptr ? std::string(tr("its queue")) : queue->name;
}

/// True at the second press; the first one asks for it.
bool is_sure(Turn& turn, SureQuestion::What what, ConversationId id, std::string sentence) {
  State& s = turn.s;
  if (s.sure.what == what && s.sure.conversation == id && turn.now < s.sure.until) {
    s.sure = {};
    return true;
  }
  s.sure = {what, id, turn.now + kSureFor};
  turn.emit(effect::Announce{sentence, true});
  turn.notice(NoticeState::Tone::Info, std::move(sentence), NoticeReason::SureAsked, id);
  return false;
}

std::string free_question(const State& s, const Conversation& c) {
  const std::string who = name_of(s, c.owner);
  switch (c.state) {
    case ConversationState::Active:
      return tr("{agent} is in this conversation. Press again to give it back to {queue}.",
                {{"agent", who}, {"queue", queue_of(s, c)}});
    case ConversationState::Parked:
      return tr("{agent} has parked it. Press again to give it back to {queue}.",
                {{"agent", who}, {"queue", queue_of(s, c)}});
    case ConversationState::AfterCallWork:
      return tr("Press again to close the wrap-up without {agent}.", {{"agent", who}});
    case ConversationState::Waiting:
    case ConversationState::Alerting:
      break;
  }
  return {};
}

void close_menu(State& s) {
  s.overview.menu = {};
  s.open_menu = ConversationMenu::None;
}

}  // namespace

void on_overview_intent(Turn& turn, const intent::ShowOverviewTab& i) {
  turn.s.overview.tab = i.tab;
  turn.s.overview.menu = {};
  begin_reported(turn);
}

void on_overview_intent(Turn& turn, const intent::OpenOverviewQueue& i) {
  turn.s.overview.open_queue = i.queue;
  turn.s.overview.menu = {};
}

void on_overview_intent(Turn& turn, const intent::OpenOverviewAgent& i) {
  turn.s.overview.open_agent = i.agent;
  turn.s.overview.menu = {};
}

void on_overview_intent(Turn& turn, const intent::OpenOverviewMenu& i) {
  turn.s.overview.menu = i.menu;
}

void on_overview_intent(Turn& turn, const intent::SortAgents& i) {
  turn.s.overview.sort = i.by;
}

void on_overview_intent(Turn& turn, const intent::FilterAgents& i) {
  turn.s.overview.filter = std::string(utf8::prefix(i.text, kFilterBytesMax));
}

void on_overview_intent(Turn& turn, const intent::ShowAgentsOf& i) {
  turn.s.overview.only_queue = i.queue;
  turn.s.overview.menu = {};
}

void on_overview_intent(Turn& turn, const intent::SetPresenceOf& i) {
  close_menu(turn.s);
  give_command(turn, SetPresence{i.presence, i.sub_status, false, i.agent}, false);
}

void on_overview_intent(Turn& turn, const intent::SetOnQueueOf& i) {
  close_menu(turn.s);
  if (!is_switching_queue(turn.s, i.agent)) give_command(turn, SetOnQueue{i.is_on_queue, i.agent}, false);
}

void on_overview_intent(Turn& turn, const intent::HandOver& i) {
  close_menu(turn.s);
  select_conversation(turn, i.conversation);
  if (turn.s.selected == i.conversation) on_intent(turn, intent::OpenConversationMenu{ConversationMenu::Transfer});
}

void on_overview_intent(Turn& turn, const intent::FreeConversation& i) {
  State& s = turn.s;
  const Conversation* c = s.workspace.find_conversation(i.conversation);
  if (c == nullptr || is_pending<FreeConversation>(s, i.conversation)) return;
  const std::string question = free_question(s, *c);
  if (!question.empty() && !is_sure(turn, SureQuestion::What::Free, c->id, question)) return;
  close_menu(s);
  give_command(turn, FreeConversation{c->id}, false);
}

void on_overview_intent(Turn& turn, const intent::EndForOthers& i) {
  State& s = turn.s;
  const Conversation* c = s.workspace.find_conversation(i.conversation);
  if (c == nullptr || is_pending<EndConversation>(s, c->id) || is_pending<AbandonConversation>(s, c->id)) return;
  const bool is_answered = c->owner.is_set();
  const std::string question =
      is_answered ? tr("Press again to end it. The wrap-up is left to {agent}.", {{"agent", name_of(s, c->owner)}})
                  : std::string(tr("Nobody has answered it. Press again to end it without an answer."));
  if (!is_sure(turn, SureQuestion::What::End, c->id, question)) return;
  close_menu(s);
  if (is_answered)
    give_command(turn, EndConversation{c->id, Resolution::NotAsked}, false);
  else
    give_command(turn, AbandonConversation{c->id}, false);
}

}  // namespace smsdesk
