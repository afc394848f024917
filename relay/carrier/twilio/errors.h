// What the carrier's error codes mean for what the relay does next. What they mean for people, and whether that may pass,
// stands in core/conversation/delivery_failure.h.
//
// A code that is not in the table is permanent: sending the same again would most likely fail again. Pure.
#pragma once

#include <span>

namespace smsdesk::twilio {

/// What follows the refusal of a send.
enum class FaultClass {
  RetryLater,   ///< too much at once; the same message may be sent again after a pause
  Permanent,    ///< sending the same again will fail again
  ChannelDown,  ///< nothing will go through: say so to whoever runs the relay
};

struct Fault {
  int code = 0;
  FaultClass fault = FaultClass::Permanent;
};

/// Every code that is not permanent, ascending.
std::span<const Fault> faults();
FaultClass fault_of(int code);

}  // namespace smsdesk::twilio
