// Base64 as RFC 4648 §4 writes it: its alphabet, padded, nothing else between. Pure.
//
// Bytes of files pass through core as such a text; whoever needs the bytes themselves (a browser) decodes. So what comes from
// outside is judged here, and strictly: two texts that decode to the same bytes are not both taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace smsdesk {

/// How long the text of that many bytes is.
constexpr std::uint64_t base64_length(std::uint64_t bytes) {
  return (bytes + 2) / 3 * 4;
}

/// How many bytes it decodes to; nothing where it is not such a text.
std::optional<std::size_t> base64_bytes(std::string_view text);

}  // namespace smsdesk
