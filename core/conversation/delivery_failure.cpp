#include "core/conversation/delivery_failure.h"

#include <algorithm>
#include <iterator>

namespace smsdesk {
namespace {

// Twilio's codes by their published meaning. Those from 30001 come with a message's status, the others as the answer to
// a request.
constexpr DeliveryFailure kFailures[] = {
    {"20003", "The carrier refused the relay's credentials.", "Tell an administrator."},
    {"20404", "The carrier does not know this account or number.", "Tell an administrator."},
    {"20429", "The carrier was too busy for too long.", "Send it again in a moment.", true},
    {"21211", "The number is not valid.", "Check it with the customer by another way."},
    {"21212", "Our number is not valid for sending.", "Tell an administrator."},
    {"21408", "Sending to this country is not enabled.", "Tell an administrator."},
    {"21602", "The message was empty.", "Write a text and send it again.", false, true},
    {"21606", "Our number cannot send text messages.", "Tell an administrator."},
    {"21608", "The carrier account is on trial and may not write to this number.", "Tell an administrator."},
    {"21610", "The customer has opted out (STOP).", "They must write START before anything can be sent."},
    {"21611", "Our number has too many messages waiting.", "Try again later.", true},
    {"21612", "The carrier has no route to this number.", "Use another way to reach the customer."},
    {"21614", "The number is not a mobile number.", "Use another way to reach the customer."},
    {"21617", "The text is too long for the carrier.", "Send it in two parts.", false, true},
    {"21635", "The number is a landline.", "Use another way to reach the customer."},
    {"21658", "A part of the message is longer than the carrier allows.", "Shorten the text and send it again.", false,
     true},
    {"30001", "The carrier's queue was full.", "Send it again in a moment.", true},
    {"30002", "The carrier account is suspended.", "Tell an administrator."},
    {"30003", "The phone could not be reached; it may be off.", "Try again later.", true},
    {"30004", "The customer or their carrier blocks our messages.", "Do not send again."},
    {"30005", "The number is unknown or out of service.", "Check it with the customer by another way."},
    {"30006", "The number is a landline or its carrier cannot be reached.", "Use another way."},
    {"30007", "The carrier filtered the text as spam.", "Word it differently before sending again.", false, true},
    {"30008", "The carrier gives no reason.", "Try once more later.", true},
    {"30034", "Our number is not registered for this traffic.", "Tell an administrator."},
    {kNoConnectionCode, "The carrier could not be reached.", "Send it again in a moment.", true},
    {kNotTakenCode, "The carrier has no trace of it, so it was not sent.", "Send it again.", true},
};

}  // namespace

std::span<const DeliveryFailure> delivery_failures() {
  return kFailures;
}

const DeliveryFailure* find_delivery_failure(std::string_view code) {
  const auto* at =
      std::lower_bound(std::begin(kFailures), std::end(kFailures), code,
                       [](const DeliveryFailure& failure, std::string_view wanted) { return failure.code < wanted; });
  return at != std::end(kFailures) && at->code == code ? at : nullptr;
}

bool may_write_again(std::string_view code) {
  const DeliveryFailure* failure = find_delivery_failure(code);
  return failure == nullptr || failure->may_pass || failure->may_reword;
}

std::string failure_sentence(std::string_view code) {
  if (code.empty()) return "The carrier gives no reason. Try once more later.";
  if (const DeliveryFailure* failure = find_delivery_failure(code)) {
    return std::string(failure->cause) + " " + std::string(failure->next_step);
  }
  return "The carrier refused it with code " + std::string(code) + ". If it happens again, tell an administrator.";
}

}  // namespace smsdesk
