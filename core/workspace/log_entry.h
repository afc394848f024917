// What the relay decided happened: the words of the log. Plain values; JSON in log_entry_json.h.
//
// Invariant: an entry says facts, never wishes; folding the same entries from the same start gives the same
// workspace on every machine. Ids inside are new where the entry creates something.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/conversation/conversation.h"
#include "core/queue/agent.h"
#include "core/queue/queue.h"

namespace smsdesk {

// Configuration ------------------------------------------------------------------------------------------------
struct AgentConfigured {
  AgentId agent;
  std::string login;
  std::string name;
  AgentRole role = AgentRole::Agent;
  unsigned capacity = 1;
  std::vector<QueueId> queues;
  friend bool operator==(const AgentConfigured&, const AgentConfigured&) = default;
};
struct QueueConfigured {
  Queue queue;
  friend bool operator==(const QueueConfigured&, const QueueConfigured&) = default;
};
struct WrapUpCodeConfigured {
  WrapUpCode code;
  friend bool operator==(const WrapUpCodeConfigured&, const WrapUpCodeConfigured&) = default;
};
struct NumberConfigured {
  OurNumber number;
  friend bool operator==(const NumberConfigured&, const NumberConfigured&) = default;
};
/// Not in the organisation any more: signed out, of no queue, and without work (what it had was given back before). Its
/// name stays for the messages it wrote; AgentConfigured brings it back.
struct AgentRemoved {
  AgentId agent;
  friend bool operator==(const AgentRemoved&, const AgentRemoved&) = default;
};
/// Its name and wrap-up codes stay for the conversations that ended or are still answered in it; nothing waits there.
struct QueueRemoved {
  QueueId queue;
  friend bool operator==(const QueueRemoved&, const QueueRemoved&) = default;
};
/// New customers are not answered there any more; what is open on it goes on to its end.
struct NumberRemoved {
  std::string number;
  friend bool operator==(const NumberRemoved&, const NumberRemoved&) = default;
};

// Agents -------------------------------------------------------------------------------------------------------
struct PresenceChanged {
  AgentId agent;
  Presence presence = Presence::Offline;
  friend bool operator==(const PresenceChanged&, const PresenceChanged&) = default;
};
struct QueueStatusChanged {
  AgentId agent;
  QueueStatus status = QueueStatus::OffQueue;
  friend bool operator==(const QueueStatusChanged&, const QueueStatusChanged&) = default;
};
struct AgentConnected {
  AgentId agent;
  friend bool operator==(const AgentConnected&, const AgentConnected&) = default;
};
struct AgentDisconnected {
  AgentId agent;
  friend bool operator==(const AgentDisconnected&, const AgentDisconnected&) = default;
};

// Conversations ------------------------------------------------------------------------------------------------
struct ConversationOpened {
  ConversationId conversation;
  QueueId queue;
  std::string customer;    ///< empty in a summary
  std::string our_number;  ///< empty in a summary
  friend bool operator==(const ConversationOpened&, const ConversationOpened&) = default;
};
struct MessageReceived {
  ConversationId conversation;
  MessageId message;
  std::string text;
  std::vector<Media> media;
  CarrierMessageId carrier_id;
  friend bool operator==(const MessageReceived&, const MessageReceived&) = default;
};
struct OfferMade {
  OfferId offer;
  ConversationId conversation;
  AgentId agent;
  Instant expires_at;
  friend bool operator==(const OfferMade&, const OfferMade&) = default;
};
enum class OfferOutcome : std::uint8_t { Accepted, Declined, TimedOut, AgentLost, Withdrawn };
struct OfferEnded {
  OfferId offer;
  ConversationId conversation;
  AgentId agent;
  OfferOutcome outcome = OfferOutcome::Withdrawn;
  friend bool operator==(const OfferEnded&, const OfferEnded&) = default;
};
/// The relay has an agent's message on disk and will send it.
struct MessageAccepted {
  ConversationId conversation;
  MessageId message;
  AgentId author;
  std::string text;
  SendKey key;
  friend bool operator==(const MessageAccepted&, const MessageAccepted&) = default;
};
/// Everything a delivery goes through: sending, uncertain, sent, delivered …
struct DeliveryChanged {
  ConversationId conversation;
  MessageId message;
  DeliveryStatus status = DeliveryStatus::Queued;
  unsigned attempt = 0;         ///< which call to the carrier; 1 = the first
  CarrierMessageId carrier_id;  ///< set once known
  std::string error_code;
  std::optional<Instant> retry_at;  ///< with Queued: not before (carrier asked us to wait)
  friend bool operator==(const DeliveryChanged&, const DeliveryChanged&) = default;
};
/// Its receipt never came within kSendForgottenAfter: it stays as it is and is not waited for any more.
struct SendForgotten {
  MessageId message;
  friend bool operator==(const SendForgotten&, const SendForgotten&) = default;
};
/// It waits in that queue from now on, nobody's, at the place of its age: its owner or its queue is gone.
struct ConversationQueued {
  ConversationId conversation;
  QueueId queue;
  friend bool operator==(const ConversationQueued&, const ConversationQueued&) = default;
};
struct ConversationSeen {
  ConversationId conversation;
  MessageId up_to;
  friend bool operator==(const ConversationSeen&, const ConversationSeen&) = default;
};
struct ConversationEnded {
  ConversationId conversation;
  AgentId agent;
  friend bool operator==(const ConversationEnded&, const ConversationEnded&) = default;
};
/// The last word on a conversation: it leaves the workspace and lives in the archive.
struct WrapUpCompleted {
  ConversationId conversation;
  AgentId agent;
  WrapUpCodeId code;
  std::string note;
  friend bool operator==(const WrapUpCompleted&, const WrapUpCompleted&) = default;
};

// Only in an agent's stream, never in the log: how a conversation stands for this viewer now ------------------
struct OfferTerms {
  OfferId id;
  AgentId agent;
  Instant made_at;
  Instant expires_at;
  friend bool operator==(const OfferTerms&, const OfferTerms&) = default;
};
/// Replaces the conversation as a whole: it became readable, ceased to be, or its summary changed.
struct ConversationShown {
  Conversation conversation;        ///< with detail only where the viewer may read it
  std::optional<OfferTerms> offer;  ///< its pending offer, where the viewer may read
  friend bool operator==(const ConversationShown&, const ConversationShown&) = default;
};
/// The viewer does not see it any more.
struct ConversationHidden {
  ConversationId conversation;
  friend bool operator==(const ConversationHidden&, const ConversationHidden&) = default;
};

using EntryBody =
    std::variant<AgentConfigured, QueueConfigured, WrapUpCodeConfigured, NumberConfigured, PresenceChanged,
                 QueueStatusChanged, AgentConnected, AgentDisconnected, ConversationOpened, MessageReceived, OfferMade,
                 OfferEnded, MessageAccepted, DeliveryChanged, SendForgotten, ConversationSeen, ConversationEnded,
                 WrapUpCompleted, ConversationShown, ConversationHidden, AgentRemoved, QueueRemoved, NumberRemoved,
                 ConversationQueued>;

struct LogEntry {
  std::uint64_t offset = 0;
  Instant at;
  EntryBody body;
  friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

}  // namespace smsdesk
