// X-Twilio-Signature, as the carrier makes it. Pure.
//
// The string that is signed is the URL exactly as it is requested, then every form field's name and
// value without separators, the names sorted by UTF-16 code unit, and of a repeated name each
// distinct value once, sorted.
#pragma once

#include <string>
#include <string_view>

#include "relay/net/http.h"

namespace smsdesk::mock {

std::string sign_webhook(std::string_view auth_token, std::string_view url, const net::FormFields& fields);

std::string encode_base64(std::string_view bytes);
/// Nothing but the decoded bytes; false where `text` is not base64.
bool decode_base64(std::string_view text, std::string& into);
/// Takes the same time whatever the difference is.
bool equals_in_constant_time(std::string_view a, std::string_view b);

}  // namespace smsdesk::mock
