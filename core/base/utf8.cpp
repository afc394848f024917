#include "core/base/utf8.h"

namespace smsdesk::utf8 {

char32_t next(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at++);
  if (lead < 0x80) return lead;
  unsigned needed = 0;
  unsigned char low = 0x80, high = 0xBF;  // allowed range of the first continuation byte
  char32_t scalar = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    needed = 1;
    scalar = lead & 0x1Fu;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    needed = 2;
    scalar = lead & 0x0Fu;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;  // no surrogates
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    needed = 3;
    scalar = lead & 0x07u;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;  // nothing above U+10FFFF
  } else {
    return kReplacement;
  }
  for (unsigned i = 0; i < needed; ++i) {
    if (at >= text.size() || byte(at) < low || byte(at) > high) return kReplacement;
    scalar = (scalar << 6) | (byte(at) & 0x3Fu);
    ++at;
    low = 0x80;
    high = 0xBF;
  }
  return scalar;
}

void append(std::string& to, char32_t scalar) {
  if (scalar > 0x10FFFF || (scalar >= 0xD800 && scalar <= 0xDFFF)) scalar = kReplacement;
  if (scalar < 0x80) {
    to += static_cast<char>(scalar);
  } else if (scalar < 0x800) {
    to += static_cast<char>(0xC0 | (scalar >> 6));
    to += static_cast<char>(0x80 | (scalar & 0x3F));
  } else if (scalar < 0x10000) {
    to += static_cast<char>(0xE0 | (scalar >> 12));
    to += static_cast<char>(0x80 | ((scalar >> 6) & 0x3F));
    to += static_cast<char>(0x80 | (scalar & 0x3F));
  } else {
    to += static_cast<char>(0xF0 | (scalar >> 18));
    to += static_cast<char>(0x80 | ((scalar >> 12) & 0x3F));
    to += static_cast<char>(0x80 | ((scalar >> 6) & 0x3F));
    to += static_cast<char>(0x80 | (scalar & 0x3F));
  }
}

bool is_valid(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    // A well-formed U+FFFD takes exactly the three bytes EF BF BD; anything else that reads as one was broken.
    if (next(text, at) == kReplacement && text.substr(before, at - before) != "\xEF\xBF\xBD") return false;
  }
  return true;
}

std::string repaired(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) append(result, next(text, at));
  return result;
}

std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) units += next(text, at) > 0xFFFF ? 2 : 1;
  return units;
}

std::string_view prefix(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace smsdesk::utf8
