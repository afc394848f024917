// Answers of the carrier's REST interface → values: what became of a send, and what the carrier has
// on record.
//
// The one question that must never be answered too lightly is whether a message may be sent again.
// Retry is said only where the carrier documents that it did not process the request; everything
// that leaves a doubt is Uncertain. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "relay/carrier/twilio/inbound.h"
#include "relay/carrier/twilio/rest.h"
#include "relay/carrier/twilio/statuses.h"

namespace smsdesk::twilio {

struct CarrierError {
  int code = 0;  ///< 0 where the answer had none
  int http_status = 0;
  std::string message;  ///< the carrier's words, cleaned and at most 500 bytes; may be empty
};

/// A message as the carrier has it.
struct MessageRecord {
  CarrierMessageId carrier_id;
  MessageStatus status = MessageStatus::Unknown;
  std::string raw_status;
  bool is_outbound = false;
  std::string from;  ///< as the carrier writes it; empty while a messaging service has not chosen
  std::string to;
  std::string text;
  int segments = 0;     ///< 0 while the carrier has not counted
  int media_count = 0;  ///< a list does not say where they are
  int error_code = 0;
  std::string error_message;
  std::optional<Instant> created_at;
  std::optional<Instant> sent_at;
};

Result<MessageRecord> parse_message(std::string_view body);

enum class SendVerdict {
  Accepted,     ///< `record` says what the carrier took
  Retry,        ///< certainly not processed: send again after a pause
  Permanent,    ///< refused; sending the same again is refused again. failure_sentence() says why
  Uncertain,    ///< may have been taken: look it up, never send again blindly
  ChannelDown,  ///< credentials, account or address are wrong: no send will succeed
};

struct SendAnswer {
  SendVerdict verdict = SendVerdict::Uncertain;
  MessageRecord record;  ///< for Accepted
  CarrierError error;    ///< for all others
};

/// What a complete answer to a send means. (A send without a complete answer is Uncertain without
/// asking here.)
SendAnswer read_send_answer(int http_status, std::string_view body);

/// Reads an error answer; a body that is not the carrier's leaves code and message empty.
CarrierError parse_error(int http_status, std::string_view body);
/// What an error answer to a send means: 429 Retry; 5xx, 408 and whatever is not an error
/// Uncertain; 401, 403, 404, 3xx and codes of class ChannelDown ChannelDown; other 4xx by their
/// code, Permanent when it is unknown.
SendVerdict classify(const CarrierError& error);

struct MessagePage {
  std::vector<MessageRecord> messages;
  std::string next_page_path;  ///< empty on the last page; always a path, never another host
};

Result<MessagePage> parse_message_page(std::string_view body);

/// A customer's message as its webhook would have told it, but for where its pictures are. Nothing for our own messages,
/// and for ends that are no addresses of text messages.
std::optional<InboundMessage> inbound_of(const MessageRecord& record, std::string_view account);

/// What a record is to a send whose answer did not come.
enum class Fit {
  None,  ///< another message: not outbound, other ends, another text, with pictures and not without, or far older. A text
         ///< that the carrier does not show cannot be compared and is none
  Doubtful,  ///< the same words, and too old by up to kFitDoubt, or nobody knows how old. Where it is no other message's, it
             ///< says neither that the send was taken nor that it was not
  Good       ///< the same words, made at the attempt or later (with a minute's allowance)
};
/// A clock that was put right between the attempt and the question makes a record look that much older than it is.
inline constexpr DurationMs kFitDoubt = hours(1);

/// `attempted_at` is by the carrier's clock (by_carriers_clock()); nothing where that is not known, and then no fit is good.
Fit fit_of(const MessageRecord& record, const SendOrder& order, std::optional<Instant> attempted_at);
/// Whether a list, the newest first, that has got to this record has shown all that can have a fit. False where the record has
/// no date, or the carrier's clock is not known.
bool is_older(const MessageRecord& record, std::optional<Instant> attempted_at);

}  // namespace smsdesk::twilio
