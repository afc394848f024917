// Numbers that stand in a request or an address as text. Pure.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace smsdesk::mock {

/// The whole text is that number, or there is none.
template <typename Number>
std::optional<Number> read_number(std::string_view text, int base = 10) {
  Number value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The same, from `low` to `high`.
inline std::optional<int> read_number_within(std::string_view text, int low, int high) {
  const std::optional<int> value = read_number<int>(text);
  return value && *value >= low && *value <= high ? value : std::nullopt;
}

}  // namespace smsdesk::mock
