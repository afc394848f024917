#include "core/conversation/conversation.h"

#include <algorithm>

namespace smsdesk {

Message* ConversationDetail::find(MessageId id) {
  return const_cast<Message*>(static_cast<const ConversationDetail*>(this)->find(id));
}

const Message* ConversationDetail::find(MessageId id) const {
  // Ids rise with time, so the list is sorted by id.
  const auto at = std::lower_bound(messages.begin(), messages.end(), id,
                                   [](const Message& message, MessageId wanted) { return message.id < wanted; });
  return at != messages.end() && at->id == id ? &*at : nullptr;
}

std::size_t ConversationDetail::unread_count() const {
  return static_cast<std::size_t>(std::count_if(messages.begin(), messages.end(), [&](const Message& message) {
    return message.is_inbound && seen_up_to < message.id;
  }));
}

const Message* ConversationDetail::last_inbound() const {
  const auto at = std::find_if(messages.rbegin(), messages.rend(), [](const Message& m) { return m.is_inbound; });
  return at == messages.rend() ? nullptr : &*at;
}

}  // namespace smsdesk
