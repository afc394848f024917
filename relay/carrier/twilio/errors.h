// What the carrier's error codes mean for the people who read them, and for the relay.
//
// The carrier says that a code's meaning may change, so this is data, the code itself is always
// shown, and a code that is not in the table still gives a sentence. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smsdesk::twilio {

/// What may follow an error: of a refused send as well as of a message that failed later.
enum class FaultClass {
  RetryLater,     ///< too much at once; the same message may be sent again after a pause
  RetryOnce,      ///< may be passing: once more, then show it
  Permanent,      ///< sending the same again will fail again
  NumberSuspect,  ///< permanent, and the customer's number is wrong or cannot take messages
  OptedOut,       ///< the customer has opted out at the carrier: never retry, lock the composer
  Content,        ///< the carrier's filter took this text: not again with the same text, tell a
                  ///< supervisor
  Administrator,  ///< permanent until somebody changes a setting at the carrier
  ChannelDown,    ///< nothing will go through: stop the channel and alert
};

struct Explanation {
  int code = 0;
  FaultClass fault = FaultClass::Permanent;
  bool is_known = false;
  std::string cause;      ///< one sentence in plain words; for an unknown code it shows the code
  std::string next_step;  ///< one sentence: what a person can do
};

/// `carrier_message` is the carrier's own text, shown where we have none of our own.
Explanation explain_error(int code, std::string_view carrier_message = {});

}  // namespace smsdesk::twilio
