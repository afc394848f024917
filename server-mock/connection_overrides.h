// What a webhook's address asks for behind its "#": how long the carrier waits for the application, and when it tries again
// ("connection overrides" at Twilio). Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace smsdesk::mock {

struct ConnectionOverrides {
  std::optional<std::chrono::milliseconds> connect;  ///< ct, 100 to 10,000; unset = as usual
  std::optional<std::chrono::milliseconds> read;     ///< rt, 100 to 15,000
  int retries = 1;                                   ///< rc, 0 to 5
  // rp: what is tried again.
  bool retries_unconnected = true;  ///< ct: no connection came about
  bool retries_unanswered = false;  ///< rt: no answer in time
  bool retries_4xx = false;
  bool retries_5xx = false;
};

/// Of "rc=5&rp=5xx,ct,rt". What is not known, or out of its bounds, is passed over.
ConnectionOverrides parse_connection_overrides(std::string_view fragment);

}  // namespace smsdesk::mock
