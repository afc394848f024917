// A conversation: one customer × one of our numbers, from its first waiting message to its wrap-up. Plain values.
//
// Two halves, because not everybody may read: the summary (what a queue's waiting list needs) is known to every
// member of the queue; the detail (who, and what was said) only to its owner, to whom it is offered, and to supervisors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/conversation/message.h"

namespace smsdesk {

enum class ConversationState : std::uint8_t {
  Waiting,        ///< in the queue
  Alerting,       ///< offered to one agent
  Active,         ///< answered; the owner writes
  AfterCallWork,  ///< ended; the owner owes a wrap-up code
};

/// Messages of an open conversation that the workspace holds; older ones are read from the archive, page by page.
inline constexpr std::size_t kMessagesHeldMax = 100;

struct ConversationDetail {
  std::string customer;             ///< address
  std::string our_number;           ///< address
  std::vector<Message> messages;    ///< oldest first, at most kMessagesHeldMax
  std::uint64_t message_count = 0;  ///< of this conversation, dropped ones included
  MessageId seen_up_to;             ///< the newest message its owner has had before their eyes
  friend bool operator==(const ConversationDetail&, const ConversationDetail&) = default;

  Message* find(MessageId id);
  const Message* find(MessageId id) const;
  /// Inbound messages newer than seen_up_to.
  std::size_t unread_count() const;
  /// The newest inbound message, or none.
  const Message* last_inbound() const;
};

struct Conversation {
  ConversationId id;
  QueueId queue;
  ConversationState state = ConversationState::Waiting;
  AgentId owner;  ///< Active, AfterCallWork
  OfferId offer;  ///< Alerting
  Instant opened_at;
  Instant waiting_since;  ///< place in the queue; kept through declined and missed offers
  Instant answered_at;
  Instant ended_at;
  std::optional<ConversationDetail> detail;  ///< absent where the viewer may not read it
  friend bool operator==(const Conversation&, const Conversation&) = default;
};

}  // namespace smsdesk
