// Webhooks of the carrier → values: a customer's message, or news about one of ours. The signature
// has been checked before.
//
// Fields that we do not know are passed over, because the carrier adds some without notice. A field
// that we read must not come twice: two readers could take different ones. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/sms/address.h"
#include "relay/carrier/twilio/fields.h"
#include "relay/carrier/twilio/statuses.h"

namespace smsdesk::twilio {

/// The answer to a webhook that asks for nothing; given with 200 and this type, after the durable
/// write.
inline constexpr std::string_view kEmptyTwiml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";
inline constexpr std::string_view kTwimlContentType = "text/xml";

inline constexpr int kMediaMax = 10;
/// The carrier's own limit is 1,600 characters.
inline constexpr std::size_t kBodyBytesMax = 16 * 1024;
inline constexpr std::size_t kMediaUrlBytesMax = 2048;
inline constexpr std::size_t kIdentifierBytesMax = 64;
/// Longer explanations of the carrier are cut.
inline constexpr std::size_t kErrorMessageBytesMax = 500;

struct Media {
  std::string url;           ///< http(s); empty when the carrier named an attachment but not where it is
  std::string content_type;  ///< what the carrier says; not to be trusted
  friend bool operator==(const Media&, const Media&) = default;
};

/// The carrier's own opt-out service has taken the message for one of its keywords.
enum class OptOutType { None, Stop, Start, Help };

struct InboundMessage {
  CarrierMessageId carrier_id;
  std::string account;
  std::string messaging_service;  ///< empty where the number belongs to none
  sms::Address from;              ///< a short code or a name too
  sms::Address to;
  std::string text;  ///< cleaned; may be empty, with or without media
  std::vector<Media> media;
  int segments = 1;
  OptOutType opt_out = OptOutType::None;
};

/// The carrier's I-Twilio-Idempotency-Token is not needed: the message's own id is the same on every attempt.
Result<InboundMessage> parse_inbound(const Fields& fields);

struct StatusReport {
  CarrierMessageId carrier_id;  ///< a report is known by this and its status together
  std::string account;
  MessageStatus status = MessageStatus::Unknown;
  std::string raw_status;  ///< the carrier's word
  int error_code = 0;      ///< 0 = none; errors.h explains it
  std::string error_message;
  std::string raw_done_date;  ///< the operator's YYMMDDhhmm, without a zone; for people only
};

Result<StatusReport> parse_status_report(const Fields& fields);

}  // namespace smsdesk::twilio
