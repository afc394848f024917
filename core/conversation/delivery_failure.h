// Why a message was not delivered, in words for the agent: from the carrier's error code to the cause and what a person
// can do. The only place where these sentences stand; the relay classifies the same codes for itself and a test compares.
//
// The carrier says that a code's meaning may change, so this is data, and a code that is not in the table still gives a
// sentence that shows it. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/conversation/message.h"

namespace smsdesk {

/// The relay's own codes, where no carrier gave one.
inline constexpr std::string_view kNotTakenCode = "smsdesk:not-taken";  ///< the carrier's list has no trace of it
inline constexpr std::string_view kNoConnectionCode = "smsdesk:no-connection";  ///< the carrier was never reached
inline constexpr std::string_view kOptedOutCode =
    "21610";  ///< Twilio: the customer is on its list of those who said STOP

struct DeliveryFailure {
  std::string_view code;
  std::string_view cause;      ///< one sentence in plain words
  std::string_view next_step;  ///< what a person can do; one sentence or two
  bool may_pass = false;       ///< the same message to the same number may go through another time
  bool may_reword = false;     ///< another text to the same number may
};

/// Ascending by code.
std::span<const DeliveryFailure> delivery_failures();
/// Null where the code is not in the table.
const DeliveryFailure* find_delivery_failure(std::string_view code);
/// It did not arrive and will not any more.
inline bool has_failed(DeliveryStatus status) {
  return status == DeliveryStatus::Failed || status == DeliveryStatus::Undelivered;
}
/// Whether it makes sense that a person writes to that number once more: the same text, another one, or one without its
/// attachment. True where nothing is known of the code: new ones come without notice, and most causes are not the number's, so
/// that a try costs less than a customer whom nobody may answer.
bool may_write_again(std::string_view code);
/// Cause and next step; never empty, whatever the code.
std::string failure_sentence(std::string_view code);

}  // namespace smsdesk
