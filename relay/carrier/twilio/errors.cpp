#include "relay/carrier/twilio/errors.h"

#include <algorithm>
#include <iterator>

namespace smsdesk::twilio {
namespace {

struct Entry {
  int code;
  FaultClass fault;
  std::string_view cause;
  std::string_view next_step;
};

// Ascending by code. Codes from 30001 come with a message's status, the others as the answer to a
// request.
constexpr Entry kEntries[] = {
    {20003, FaultClass::ChannelDown, "The carrier does not accept our account's credentials.",
     "An administrator must check the account SID and the auth token in the relay's "
     "configuration."},
    {20404, FaultClass::ChannelDown, "The carrier does not know the account or address that we called.",
     "An administrator must check the account SID and the carrier's base URL in the relay's "
     "configuration."},
    {20429, FaultClass::RetryLater, "The carrier is getting too many requests at once and did not take this one.",
     "Nothing needs to be done; it is sent again after a short pause."},
    {21211, FaultClass::NumberSuspect, "The customer's number is not a valid telephone number.",
     "Check the number with the customer."},
    {21212, FaultClass::Administrator, "Our sending number is not valid.",
     "An administrator must check the sending number in the relay's configuration."},
    {21408, FaultClass::Administrator, "Messages to the customer's country are not enabled at the carrier.",
     "An administrator can enable the country in the carrier's console."},
    {21602, FaultClass::Permanent, "The message was empty.", "Write a text or add a picture."},
    {21606, FaultClass::Administrator, "Our sending number cannot send text messages.",
     "An administrator must choose a number of this account that can send SMS."},
    {21608, FaultClass::Administrator, "The carrier's account is a trial, which sends to verified numbers only.",
     "An administrator can verify the customer's number or upgrade the account."},
    {21610, FaultClass::OptedOut, "The customer has opted out of messages from this number.",
     "No message can be sent until the customer texts START."},
    {21611, FaultClass::RetryLater, "Too many messages are waiting at the carrier for our sending number.",
     "Nothing needs to be done; it is sent again later."},
    {21612, FaultClass::NumberSuspect, "The carrier has no route from our number to the customer's number.",
     "Reach the customer another way, or ask an administrator for another sending number."},
    {21614, FaultClass::NumberSuspect, "The customer's number is not a mobile number.",
     "Ask the customer for a mobile number."},
    {21617, FaultClass::Permanent, "The message is longer than 1,600 characters.",
     "Shorten the text or send it in parts; emoji count as more than one character."},
    {21635, FaultClass::NumberSuspect, "The customer's number is a landline.", "Ask the customer for a mobile number."},
    {21658, FaultClass::Permanent, "A part of the message is longer than the carrier allows.",
     "Shorten the text and send it again."},
    {30001, FaultClass::RetryLater, "The carrier's queue for our sending number was full.",
     "Nothing needs to be done; it is sent again later."},
    {30002, FaultClass::ChannelDown, "The carrier has suspended our account.",
     "An administrator must contact the carrier."},
    {30003, FaultClass::RetryOnce, "The customer's phone could not be reached; it may be off or out of coverage.",
     "Try again later or reach the customer another way."},
    {30004, FaultClass::Permanent, "The message was blocked by the customer or by the customer's carrier.",
     "Do not send it again; reach the customer another way."},
    {30005, FaultClass::NumberSuspect, "The customer's number is unknown or no longer in service.",
     "Check the number with the customer."},
    {30006, FaultClass::NumberSuspect, "The customer's number is a landline or its carrier cannot be reached.",
     "Ask the customer for a mobile number."},
    {30007, FaultClass::Content, "The carrier filtered the message as unwanted.",
     "Do not send the same text again; tell a supervisor."},
    {30008, FaultClass::RetryOnce, "The message failed and the carrier does not know why.",
     "Try again later or reach the customer another way."},
    {30034, FaultClass::Administrator,
     "Our sending number is not registered for business messages in the United States.",
     "An administrator must register the number with the carrier (10DLC)."},
};

}  // namespace

Explanation explain_error(int code, std::string_view carrier_message) {
  auto found = std::lower_bound(std::begin(kEntries), std::end(kEntries), code,
                                [](const Entry& entry, int wanted) { return entry.code < wanted; });
  if (found != std::end(kEntries) && found->code == code) {
    return {code, found->fault, true, std::string(found->cause), std::string(found->next_step)};
  }
  Explanation unknown{code, FaultClass::Permanent, false, {}, {}};
  unknown.cause = code > 0 ? "The carrier reported error " + std::to_string(code)
                           : std::string("The carrier reported an error without a code");
  if (!carrier_message.empty()) {
    unknown.cause += ": ";
    unknown.cause += carrier_message;
  }
  if (!unknown.cause.ends_with('.')) unknown.cause += '.';
  unknown.next_step = "If it happens again, tell an administrator the error's number.";
  if (code <= 0) unknown.next_step = "If it happens again, tell an administrator.";
  return unknown;
}

}  // namespace smsdesk::twilio
