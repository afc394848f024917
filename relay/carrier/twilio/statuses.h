// The life of a message as the carrier tells it, and which news may change what we show.
//
// Status callbacks are repeated, late and out of order. So a message's status only climbs:
//   scheduled, accepted → queued → sending → sent → (partially_delivered) → delivered, undelivered,
//   failed, canceled → read
// with one exception: evidence wins. "delivered" after "failed", "undelivered" or "canceled" is
// taken, because a handset that confirmed a message has it. News that does not climb is kept in the
// log and changes nothing. Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace smsdesk::twilio {

enum class MessageStatus : std::uint8_t {
  Unknown,  ///< a word we do not know: the carrier may add some without notice
  Scheduled,
  Accepted,
  Queued,
  Sending,
  Sent,
  PartiallyDelivered,
  Delivered,
  Undelivered,
  Failed,
  Canceled,
  Read,
  Receiving,
  Received  ///< of inbound messages
};

MessageStatus parse_status(std::string_view word);
/// The carrier's word; "unknown" for Unknown.
std::string_view name_of(MessageStatus status);
/// 0 to 10; -1 for Unknown and for the inbound statuses, which stand outside the ladder.
int rank(MessageStatus status);
/// Whether `to` replaces `from`. Anything on the ladder replaces Unknown.
bool climbs(MessageStatus from, MessageStatus to);
/// Nothing but evidence or "read" comes after it.
bool is_final(MessageStatus status);

}  // namespace smsdesk::twilio
