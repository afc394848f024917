// Reactions are looked for only where something unread reads as one: a roster is made often, and they are rare.
#include <algorithm>

#include "core/client/pending.h"
#include "core/screen/parts.h"

namespace smsdesk::screen {

Unread unread_in(const State& state, const smsdesk::Conversation& conversation) {
  Unread unread;
  if (!conversation.detail || conversation.owner != state.me) return unread;
  const auto& held = conversation.detail->messages;
  const MessageId seen = seen_up_to(state, conversation);
  const auto is_new = [&](const Message& m) { return m.is_inbound && seen < m.id; };
  ReactionFolds folds;
  if (std::any_of(held.begin(), held.end(), [&](const Message& m) { return is_new(m) && is_reaction(m); })) {
    // Of the newest messages, also where a part in the middle is shown.
    const auto history = state.histories.find(conversation.id);
    folds.update_held(history == state.histories.end() ? nullptr : &history->second, conversation);
  }
  for (const Message& m : held) {
    if (!is_new(m) || folds.is_folded(m.id)) continue;
    if (unread.count++ == 0) unread.first = m.id;
  }
  return unread;
}

}  // namespace smsdesk::screen
