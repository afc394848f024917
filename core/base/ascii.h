// Letters of ASCII without case: for logins, names that are looked for, and words that our own vocabulary is made of. Other
// letters stay as they are.
#pragma once

#include <string>
#include <string_view>

namespace smsdesk {

/// A to Z as a to z.
inline std::string ascii_lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return result;
}

}  // namespace smsdesk
