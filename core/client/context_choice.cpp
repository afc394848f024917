#include "core/client/context_choice.h"

#include <algorithm>

#include "core/client/turn.h"

namespace smsdesk {
namespace {

bool is_in_acw(const Conversation& conversation) {
  return conversation.state == ConversationState::AfterCallWork;
}

}  // namespace

const Conversation* panel_conversation(const State& state) {
  if (state.area == Area::Find) return state.find.reading ? &*state.find.reading : nullptr;
  return state.workspace.find_conversation(state.selected);
}

ContextTab context_tab(const State& state, const Conversation& conversation) {
  const auto chosen = state.context_tabs.find(conversation.id);
  if (chosen != state.context_tabs.end() && chosen->second.is_after == is_in_acw(conversation)) {
    return chosen->second.tab;
  }
  if (is_in_acw(conversation)) return ContextTab::WrapUp;
  if (!conversation.detail || conversation.owner == state.me) return ContextTab::Customer;
  // Who was asked for something sees first what for.
  const auto& consults = conversation.detail->consults;
  const bool is_asked = std::any_of(consults.begin(), consults.end(),
                                    [&](const Consult& consult) { return consult.colleague == state.me; });
  if (is_asked || conversation.detail->is_invited(state.me)) return ContextTab::Team;
  return conversation.detail->has_guest(state.me) ? ContextTab::Notes : ContextTab::Customer;
}

bool is_context_open(const State& state) {
  const Conversation* shown = panel_conversation(state);
  if (shown == nullptr) return false;
  const DrawerChoice& chosen = state.context_drawer;
  if (chosen.conversation == shown->id && chosen.is_after == is_in_acw(*shown)) return chosen.is_open;
  return is_in_acw(*shown) && shown->owner == state.me;
}

void choose_context_tab(Turn& turn, ConversationId id, ContextTab tab) {
  const Conversation* conversation = turn.s.workspace.find_conversation(id);
  if (conversation != nullptr) turn.s.context_tabs[id] = {tab, is_in_acw(*conversation)};
}

void open_context(Turn& turn, bool is_open) {
  const Conversation* shown = panel_conversation(turn.s);
  if (shown != nullptr) turn.s.context_drawer = {shown->id, is_in_acw(*shown), is_open};
}

}  // namespace smsdesk
