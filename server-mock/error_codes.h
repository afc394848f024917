// Twilio's error codes that the mock gives, each with its HTTP status and sentence. Pure.
#pragma once

#include <span>
#include <string_view>

namespace smsdesk::mock {

struct CodeText {
  int code;
  int http_status;  ///< 0: the code of a message's fate, never of an HTTP answer
  std::string_view text;
};
std::span<const CodeText> known_codes();
/// A code that is not in the list gets status 400 and a general sentence.
CodeText describe_code(int code);

}  // namespace smsdesk::mock
