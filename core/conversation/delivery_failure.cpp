#include "core/conversation/delivery_failure.h"
#include "core/words/words.h"

#include <algorithm>
#include <iterator>

namespace smsdesk {
namespace {

// Twilio's codes by their published meaning. Those from 30001 and those of attachments below 20000 come with a message's
// status, the others as the answer to a request. What will fail again the same way may neither pass nor be worded otherwise;
// without its attachment a message is another one.
constexpr DeliveryFailure kFailures[] = {
    {"11200", mark("The carrier could not fetch the attachment."),
     mark("Send it again in a moment. If it fails again, tell an administrator."), true},
    {"11751", mark("The attachment is larger than the carrier takes."), mark("Make it smaller before sending again."),
     false, true},
    {"12300", mark("The carrier does not take this kind of file."), mark("Send another kind, such as a JPEG picture."),
     false, true},
    {"20003", mark("The carrier refused the relay's credentials."), mark("Tell an administrator.")},
    {"20404", mark("The carrier does not know this account or number."), mark("Tell an administrator.")},
    {"20429", mark("The carrier was too busy for too long."), mark("Send it again in a moment."), true},
    {"21211", mark("The number is not valid."), mark("Check it with the customer by another way.")},
    {"21212", mark("Our number is not valid for sending."), mark("Tell an administrator.")},
    {"21408", mark("Sending to this country is not enabled."), mark("Tell an administrator.")},
    {"21602", mark("The message was empty."), mark("Write a text and send it again."), false, true},
    {"21606", mark("Our number cannot send text messages."), mark("Tell an administrator.")},
    {"21608", mark("The carrier account is on trial and may not write to this number."),
     mark("Tell an administrator.")},
    {"21610", mark("The customer has opted out (STOP)."), mark("They must write START before anything can be sent.")},
    {"21611", mark("Our number has too many messages waiting."), mark("Try again later."), true},
    {"21612", mark("The carrier has no route to this number."), mark("Use another way to reach the customer.")},
    {"21614", mark("The number is not a mobile number."), mark("Use another way to reach the customer.")},
    {"21617", mark("The text is too long for the carrier."), mark("Send it in two parts."), false, true},
    {"21619", mark("The message was empty."), mark("Write a text and send it again."), false, true},
    {"21620", mark("The carrier cannot use the attachment's address."),
     mark("Send the text alone, and tell an administrator."), false, true},
    {"21621", mark("Our number cannot send attachments."), mark("Send the text alone, and tell an administrator."),
     false, true},
    {"21622", mark("The carrier account cannot send attachments."),
     mark("Send the text alone, and tell an administrator."), false, true},
    {"21623", mark("The message had more attachments than the carrier takes."), mark("Send them in several messages."),
     false, true},
    {"21635", mark("The number is a landline."), mark("Use another way to reach the customer.")},
    {"21658", mark("A part of the message is longer than the carrier allows."),
     mark("Shorten the text and send it again."), false, true},
    {"30001", mark("The carrier's queue was full."), mark("Send it again in a moment."), true},
    {"30002", mark("The carrier account is suspended."), mark("Tell an administrator.")},
    {"30003", mark("The phone could not be reached; it may be off."), mark("Try again later."), true},
    {"30004", mark("The customer or their carrier blocks our messages."), mark("Do not send again.")},
    {"30005", mark("The number is unknown or out of service."), mark("Check it with the customer by another way.")},
    {"30006", mark("The number is a landline or its carrier cannot be reached."), mark("Use another way.")},
    {"30007", mark("The carrier filtered the text as spam."), mark("Word it differently before sending again."), false,
     true},
    {"30008", mark("The carrier gives no reason."), mark("Try once more later."), true},
    {"30011", mark("The customer's number cannot receive attachments."), mark("Send the text alone."), false, true},
    {"30019", mark("The attachment is larger than the customer's carrier takes."),
     mark("Make it smaller before sending again."), false, true},
    {"30034", mark("Our number is not registered for this traffic."), mark("Tell an administrator.")},
    {kNoConnectionCode, mark("The carrier could not be reached."), mark("Send it again in a moment."), true},
    {kNotTakenCode, mark("The carrier's list has no trace of it, so it was most likely not sent."),
     mark("Send it again."), true},
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
  if (code.empty()) return tr("The carrier gives no reason. Try once more later.");
  if (const DeliveryFailure* failure = find_delivery_failure(code)) {
    return translated(failure->cause) + " " + translated(failure->next_step);
  }
  return tr("The carrier refused it with code {code}. If it happens again, tell an administrator.", {{"code", code}});
}

}  // namespace smsdesk
