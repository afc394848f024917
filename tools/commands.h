// The sub-commands of smsdesk-tool, as answers to one line each.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/json/json.h"

namespace smsdesk::tools {

/// {"text": "…"} or {"utf16": "hexadecimal code units"} (which wins) → {"encoding", "segments",
/// "units"}. With "smart": true the text is written in GSM's characters first, as far as it can be, and comes back as "text".
Result<std::string> answer_segments(json::View object);

/// {"token", "url", "params": {name: value or list of values}} → {"signature"}.
Result<std::string> answer_signature(json::View object);

/// {"number": "+1 212 555 0123"} → {"zone"}: empty where the number does not say which it is; {"between"}: the two between which it
/// is then, where that is known (core/sms/number_zone.h).
Result<std::string> answer_zone(json::View object);

}  // namespace smsdesk::tools
