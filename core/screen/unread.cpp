// Reactions are looked for only where something unread reads as one: a roster is made often, and they are rare.
#include <algorithm>
#include <optional>

#include "core/client/pending.h"
#include "core/conversation/folded_reaction.h"
#include "core/screen/parts.h"
#include "core/screen/reaction_folds.h"

namespace smsdesk::screen {
namespace {

/// Of the newest messages, also where a part in the middle is shown.
ReactionFolds folds_of(const State& state, const smsdesk::Conversation& conversation) {
  ReactionFolds folds;
  const auto history = state.histories.find(conversation.id);
  folds.update_held(history == state.histories.end() ? nullptr : &history->second, conversation);
  return folds;
}

bool goes_on(const State& state, const smsdesk::Conversation& c) {
  const bool is_open = c.state == ConversationState::Active || c.state == ConversationState::Parked;
  return is_open && c.owner == state.me && c.detail;
}

}  // namespace

Unread unread_in(const State& state, const smsdesk::Conversation& conversation) {
  Unread unread;
  if (!conversation.detail || conversation.owner != state.me) return unread;
  const auto& held = conversation.detail->messages;
  const MessageId seen = seen_up_to(state, conversation);
  const auto is_new = [&](const Message& m) { return m.is_inbound && seen < m.id; };
  ReactionFolds folds;
  if (std::any_of(held.begin(), held.end(), [&](const Message& m) { return is_new(m) && has_reaction_form(m); }))
    folds = folds_of(state, conversation);
  for (const Message& m : held) {
    if (!is_new(m) || folds.is_folded(m.id)) continue;
    if (unread.count++ == 0) unread.first = m.id;
  }
  return unread;
}

bool can_mark_unread(const State& state, const smsdesk::Conversation& conversation, const Message& message) {
  return message.is_inbound && goes_on(state, conversation) && conversation.detail->find(message.id) != nullptr;
}

MessageId unread_from(const State& state, const smsdesk::Conversation& conversation) {
  if (!goes_on(state, conversation)) return {};
  if (const Unread unread = unread_in(state, conversation); unread.first.is_set()) return unread.first;
  std::optional<ReactionFolds> folds;
  const auto& held = conversation.detail->messages;
  for (auto m = held.rbegin(); m != held.rend(); ++m) {
    if (!m->is_inbound) continue;
    if (!has_reaction_form(*m)) return m->id;
    if (!folds) folds = folds_of(state, conversation);
    if (!folds->is_folded(m->id)) return m->id;
  }
  return {};
}

}  // namespace smsdesk::screen
