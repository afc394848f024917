// The fields of a form or a query: names and values decoded, in order, repetitions kept. The same
// type as the network layer's form fields, so that neither has to know the other.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace smsdesk::twilio {

using Fields = std::vector<std::pair<std::string, std::string>>;

}  // namespace smsdesk::twilio
