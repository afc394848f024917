// What the carrier's error codes mean for the relay. What they mean for people stands in core/conversation/delivery_failure.h.
//
// A code that is not in the table is permanent: sending the same again would most likely fail again. Pure.
#pragma once

#include <span>

namespace smsdesk::twilio {

/// What may follow an error: of a refused send as well as of a message that failed later.
enum class FaultClass {
  RetryLater,     ///< too much at once; the same message may be sent again after a pause
  RetryOnce,      ///< may be passing: once more, then show it
  Permanent,      ///< sending the same again will fail again
  NumberSuspect,  ///< permanent, and the customer's number is wrong or cannot take messages
  OptedOut,       ///< the customer has opted out at the carrier: never retry, lock the composer
  Content,        ///< the carrier's filter took this text: not again with the same text
  Administrator,  ///< permanent until somebody changes a setting at the carrier
  ChannelDown,    ///< nothing will go through: stop the channel and alert
};

struct Fault {
  int code = 0;
  FaultClass fault = FaultClass::Permanent;
};

/// Every code that is classified, ascending.
std::span<const Fault> faults();
FaultClass fault_of(int code);

}  // namespace smsdesk::twilio
