// The log: JSON lines on stderr, asynchronous and bounded; when it cannot keep up, the oldest lines give way, never the
// relay. No message text, number, password or token is ever given to it.
#pragma once

#include <string>

namespace smsdesk::relay {

void start_log(const std::string& level);
void stop_log();

}  // namespace smsdesk::relay
