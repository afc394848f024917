#include "core/base/base64.h"

namespace smsdesk {
namespace {

/// 0 to 63; −1: not of the alphabet.
int value_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

}  // namespace

std::optional<std::size_t> base64_bytes(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && !text.empty() && text.back() == '=') {
    text.remove_suffix(1);
    ++padding;
  }
  for (const char c : text) {
    if (value_of(c) < 0) return std::nullopt;
  }
  // The last letter before the padding says 4 or 2 bits that belong to no byte.
  if (padding != 0 && (value_of(text.back()) & (padding == 2 ? 0x0f : 0x03)) != 0) return std::nullopt;
  return text.size() * 3 / 4;
}

}  // namespace smsdesk
