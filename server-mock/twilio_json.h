// The exact JSON of Twilio's Messages API: strings where Twilio has strings, RFC 2822 dates, null
// where nothing is known yet. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "server-mock/account.h"

namespace smsdesk::mock {

inline constexpr std::string_view kApiVersion = "2010-04-01";

/// "/2010-04-01/Accounts/AC…/Messages".
std::string messages_path(std::string_view account_sid);

nlohmann::json message_to_json(const Message& message, std::string_view account_sid);
nlohmann::json media_to_json(const Media& media, const Message& message, std::string_view account_sid);
/// {code, message, more_info, status}; `detail` replaces the code's general sentence where not
/// empty.
nlohmann::json error_to_json(int code, std::string_view detail);
/// JSON text whatever the strings hold: malformed UTF-8 becomes U+FFFD.
std::string dump(const nlohmann::json& value);

}  // namespace smsdesk::mock
