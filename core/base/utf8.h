// UTF-8, the one text encoding inside smsdesk. Pure.
//
// Invariant kept by every edge: text inside the workspace is well-formed UTF-8 (Unicode 15, table 3-7). Lone
// surrogates and broken bytes become U+FFFD on the way in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace smsdesk::utf8 {

inline constexpr char32_t kReplacement = 0xFFFD;

/// Reads the scalar at `at` and moves `at` behind it. Malformed: U+FFFD, and `at` moves over the maximal bad prefix.
char32_t next(std::string_view text, std::size_t& at);
/// Appends a scalar; anything that is no scalar value is written as U+FFFD.
void append(std::string& to, char32_t scalar);
bool is_valid(std::string_view text);
/// `text` with every malformed part replaced by U+FFFD.
std::string repaired(std::string_view text);
/// How many UTF-16 code units the text takes.
std::size_t utf16_units(std::string_view text);
/// The longest prefix of at most `bytes_max` bytes that cuts no scalar.
std::string_view prefix(std::string_view text, std::size_t bytes_max);

}  // namespace smsdesk::utf8
