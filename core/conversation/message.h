// One message of a conversation and how far its delivery has come. Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/conversation/media.h"
#include "core/template/template_action.h"

namespace smsdesk {

/// How far an outbound message has come; inbound ones are Received. Order is the order of climbing.
/// Uncertain: the carrier may have taken it and did not say so; reconciled by query or receipt, never resent blindly.
enum class DeliveryStatus : std::uint8_t { Received, Queued, Sending, Uncertain, Sent, Failed, Undelivered, Delivered };

/// The field's words, in the order of the enumerators: on the wire, in the log and in the archive.
inline constexpr std::array<std::string_view, 8> kDeliveryWords = {"received", "queued", "sending",     "uncertain",
                                                                   "sent",     "failed", "undelivered", "delivered"};
std::string_view delivery_word(DeliveryStatus status);
/// False where the word is unknown.
bool find_delivery_status(std::string_view word, DeliveryStatus& into);
bool is_final(DeliveryStatus status);
/// Statuses only climb: true where `to` says more than `from`. Delivered wins over every failure (evidence wins);
/// nothing leaves Delivered.
bool climbs(DeliveryStatus from, DeliveryStatus to);

inline constexpr std::size_t kTextUnitsMax = 1600;       // carrier.md §2: UTF-16 units, Twilio's limit
inline constexpr std::size_t kTextBytesMax = 16 * 1024;  // inbound text kept, bytes

/// How the author of a text wants it to go (core/workspace/text_as_mms.h).
enum class SendAs : std::uint8_t {
  Usual,  ///< as the organisation says
  Mms,    ///< as one MMS, where that is cheaper
  Text,   ///< as a text message, in segments
};

/// Why an agent has reported a message to the supervisors.
enum class ReportKind : std::uint8_t { None, Spam, Abuse };
struct MessageReport {
  ReportKind kind = ReportKind::None;
  AgentId by;
  Instant at;
  friend bool operator==(const MessageReport&, const MessageReport&) = default;
};

struct Message {
  MessageId id;
  bool is_inbound = false;
  AgentId author;  ///< set where an agent wrote it
  Instant at;
  std::string text;  ///< well-formed UTF-8
  std::vector<Media> media;
  DeliveryStatus status = DeliveryStatus::Received;
  Instant status_at;
  std::string error_code;                 ///< the carrier's; empty = none
  SendKey key;                            ///< outbound: the tab's key
  MessageId again_of{};                   ///< outbound: the one that did not arrive and whose text this one sends again
  MessageReport report{};                 ///< while it is reported
  bool is_mms_text = false;               ///< outbound, without files: it goes as one MMS all the same
  std::vector<ActionNotDone> not_done{};  ///< outbound: of what was to be done with it
  friend bool operator==(const Message&, const Message&) = default;
};

}  // namespace smsdesk
