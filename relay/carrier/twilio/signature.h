// The X-Twilio-Signature header: made for what we send to tests and tools, checked for every
// webhook.
//
// The signed text is the whole URL, then every distinct form name in the order of UTF-16 code units
// (not of bytes), each with its values; a repeated name's values are sorted and each counted once.
// Nothing is trimmed or normalised. Over it goes HMAC-SHA1 under the account's primary auth token.
// No time is signed: replays are caught by the message's id. Pure; comparisons take the same time
// whatever differs.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "relay/carrier/twilio/fields.h"

namespace smsdesk::twilio {

/// Base64 of the signature. `params` are decoded form fields; empty for GET and JSON webhooks.
std::string signature_of(std::string_view token, std::string_view url, const Fields& params);

/// Whether one of the tokens (two during a rotation) signed this request. `urls` are the public
/// URLs under which the request may have been made, built from configuration and never from the
/// socket; every form of each is tried. An empty header, no token or an empty token is never a
/// signature.
bool is_signed_by(std::span<const std::string> tokens, std::span<const std::string> urls, std::string_view header,
                  const Fields& params);

/// The same for a webhook with a JSON body: the URL is signed without fields, and its bodySHA256
/// must be the hexadecimal SHA-256 of the raw body.
bool is_json_signed_by(std::span<const std::string> tokens, std::span<const std::string> urls, std::string_view header,
                       std::string_view raw_body);

}  // namespace smsdesk::twilio
