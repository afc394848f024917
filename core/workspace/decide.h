// What may happen: an input from a carrier, an agent or a timer becomes log entries, or a refusal with a sentence.
//
// Pure: decide() reads the workspace and changes nothing; the relay folds the entries, writes them, and only then
// answers. A refusal is not an error: it is an expected answer, in words for the agent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/workspace/workspace.h"

namespace smsdesk {

// From the carrier ---------------------------------------------------------------------------------------------
struct InboundMessage {
  CarrierMessageId carrier_id;
  std::string from;  ///< canonical addresses
  std::string to;
  std::string text;
  std::vector<Media> media;
};
/// A status callback, or what a query of the carrier said.
struct StatusReport {
  CarrierMessageId carrier_id;
  SendKey key;  ///< from the callback's address; empty where it is not known
  DeliveryStatus status = DeliveryStatus::Sent;
  std::string error_code;
  /// What the archive says of the message where the workspace does not wait for it any more (set by the relay).
  struct Archived {
    ConversationId conversation;
    MessageId message;
    DeliveryStatus status = DeliveryStatus::Sent;
  };
  std::optional<Archived> archived;
};

// From the dispatcher that calls the carrier ---------------------------------------------------------------------
struct SendStarted {
  MessageId message;
};
enum class SendOutcome : std::uint8_t {
  Taken,      ///< the carrier has it and named it
  Refused,    ///< certainly not taken, for a reason that stays
  TryLater,   ///< certainly not taken, for a reason that passes (429, no connection)
  Uncertain,  ///< it may have been taken
};
struct SendFinished {
  MessageId message;
  SendOutcome outcome = SendOutcome::Uncertain;
  CarrierMessageId carrier_id;
  DeliveryStatus status = DeliveryStatus::Sent;  ///< with Taken: the status the carrier gave
  std::string error_code;
  DurationMs retry_after = 0;  ///< with TryLater; from the carrier or the backoff
};

// From agents ----------------------------------------------------------------------------------------------------
struct SetPresence {
  Presence presence = Presence::Available;
};
struct SetOnQueue {
  bool is_on_queue = false;
};
struct AnswerOffer {
  OfferId offer;
};
struct DeclineOffer {
  OfferId offer;
};
struct SendMessage {
  ConversationId conversation;
  std::string text;
  MessageId seen_up_to;        ///< the newest message of the conversation that the author had before their eyes
  bool ignores_newer = false;  ///< "send anyway"
};
struct MarkSeen {
  ConversationId conversation;
  MessageId up_to;
};
struct EndConversation {
  ConversationId conversation;
};
struct CompleteWrapUp {
  ConversationId conversation;
  WrapUpCodeId code;
  std::string note;
};

using AgentCommand = std::variant<SetPresence, SetOnQueue, AnswerOffer, DeclineOffer, SendMessage, MarkSeen,
                                  EndConversation, CompleteWrapUp>;
/// A command under its key from the tab. The key makes it safe to repeat.
struct CommandInput {
  AgentId agent;
  SendKey key;
  AgentCommand command;
};

// From the relay itself --------------------------------------------------------------------------------------------
struct AgentArrived {
  AgentId agent;
};
struct AgentLeft {
  AgentId agent;
};
/// The organisation's configuration, as read from its document. Entries come only for what differs. Agents, queues and
/// numbers that are not in it any more are removed: their names stay for the history, their work goes back to a queue.
struct Organisation {
  std::vector<AgentConfigured> agents;
  std::vector<Queue> queues;
  std::vector<WrapUpCode> wrap_up_codes;
  std::vector<OurNumber> numbers;
};
/// Time has come for whatever was due.
struct TimePassed {};
/// The relay started: nobody is connected, and what was being sent is uncertain.
struct RelayStarted {};

using Input = std::variant<InboundMessage, StatusReport, SendStarted, SendFinished, CommandInput, AgentArrived,
                           AgentLeft, Organisation, TimePassed, RelayStarted>;

enum class RefusalKind : std::uint8_t {
  NotYours,       ///< another agent's, or nobody's any more
  Ended,          ///< the conversation has ended
  OfferGone,      ///< answered by another, timed out or taken back
  NewerMessages,  ///< the author had not seen `count` newer messages
  Empty,
  TooLong,
  CannotReply,     ///< the sender is a name, not a number
  WrapUpNeeded,    ///< a wrap-up code of the queue is required
  UnknownNumber,   ///< an inbound message for a number that is not ours
  UnknownMessage,  ///< a receipt for a message that is not in the workspace (the archive may know it)
  NoRight,
};
struct Refusal {
  RefusalKind kind = RefusalKind::NoRight;
  std::string sentence;
  std::uint32_t count = 0;
  friend bool operator==(const Refusal&, const Refusal&) = default;
};

struct Decision {
  std::vector<LogEntry> entries;   ///< offsets follow the workspace's
  std::optional<Refusal> refusal;  ///< with it, entries is empty
};

inline constexpr unsigned kSendAttemptsMax = 10;
inline constexpr std::size_t kNoteBytesMax = 4'000;

/// Never aborts on any input. Attention: ids are given from workspace.last_id, so entries must be folded before the next decide().
Decision decide(const Workspace& workspace, const Input& input, Instant now);

/// Offers that can be made now. Fold them, and call again only after something else changed.
std::vector<LogEntry> decide_offers(const Workspace& workspace, Instant now);

/// The next instant at which TimePassed would do something; not set: never.
std::optional<Instant> next_deadline(const Workspace& workspace);

/// Sends that are due to be handed to the carrier now, oldest first; one at a time per conversation, in order.
std::vector<MessageId> due_sends(const Workspace& workspace, Instant now, std::size_t limit);

}  // namespace smsdesk
