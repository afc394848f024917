#include "relay/service/late_reaction.h"

#include <algorithm>

#include "core/conversation/folded_reaction.h"
#include "core/workspace/late_reaction.h"
#include "core/workspace/workspace_json.h"

namespace smsdesk::relay {
namespace {

constexpr std::size_t kMessagesAtOnce = 100;

/// As much of it as decides what is folded.
Message message_of(const store::ArchivedMessage& row) {
  Message message;
  message.id = row.message;
  message.is_inbound = row.is_inbound;
  message.text = row.text;
  message.media = decode_media(row.media);
  find_delivery_status(row.status, message.status);
  return message;
}

}  // namespace

Result<ConversationId> find_reacted_conversation(store::Reader& store, const InboundMessage& in,
                                                 const std::vector<InboundMessage>& just_kept) {
  const Message newest = message_of(in);
  if (!has_reaction_form(newest)) return ConversationId{};
  ConversationId last;
  std::vector<Message> said;
  std::optional<MessageId> before;
  for (bool goes_on = true; goes_on && said.size() < kReactionSearchMax;) {
    const auto page = store.read_timeline(in.from, in.to, before, kMessagesAtOnce);
    if (!page) return page.error();
    for (const store::ArchivedMessage& row : page->messages) {
      if (!last.is_set()) last = row.conversation;
      if (row.conversation != last) goes_on = false;
      if (!goes_on) break;
      said.push_back(message_of(row));
      before = row.message;
    }
    goes_on = goes_on && page->has_more;
  }
  std::reverse(said.begin(), said.end());
  for (const InboundMessage& one : just_kept)
    if (one.from == in.from && one.to == in.to) said.push_back(message_of(one));
  return asks_nothing(said, newest) ? last : ConversationId{};
}

}  // namespace smsdesk::relay
