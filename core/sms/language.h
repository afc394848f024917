// Which language is this text in? A guess from its script and its commonest words; good enough to choose a queue or a
// template, and empty rather than wrong where there is little to go by. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smsdesk::sms {

/// BCP 47 primary tag ("es", "ja"), or empty. Looks at the first kLanguageBytesMax bytes.
std::string guess_language(std::string_view text);
inline constexpr std::size_t kLanguageBytesMax = 1'000;

}  // namespace smsdesk::sms
