// Numbers that stand in the address of a request. Pure.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace smsdesk::relay {

/// What such a number may be: as large as the store can hold.
inline constexpr std::uint64_t kRequestNumberMax = INT64_MAX;

/// Digits and nothing else.
inline std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > kRequestNumberMax) return std::nullopt;
  return value;
}

}  // namespace smsdesk::relay
