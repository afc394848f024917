// A 64-bit hash for caches of text and pictures. Not stable between versions, never stored, not
// against adversaries: a collision would draw one wrong line until the page is evicted.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace smsdesk::web {

class ContentHash {
 public:
  void word(std::uint64_t w) {
    value_ = (value_ ^ w) * 0xD6E8FEB86659FD93ull;
    value_ ^= value_ >> 32;
  }
  void number(float value) {
    std::uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    word(bits);
  }
  void bytes(const void* data, std::size_t size) {
    const char* at = static_cast<const char*>(data);
    const std::size_t whole = size;
    for (; size >= 8; size -= 8, at += 8) {
      std::uint64_t w;
      std::memcpy(&w, at, 8);
      word(w);
    }
    std::uint64_t rest = 0;
    std::memcpy(&rest, at, size);
    word(rest);
    word(whole);
  }
  void text(std::string_view s) { bytes(s.data(), s.size()); }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0x9E3779B97F4A7C15ull;
};

}  // namespace smsdesk::web
