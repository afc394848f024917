// What every fuzz target is made of: libFuzzer's entry, and a law that must hold for any bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/assert.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace smsdesk::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return size == 0 ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(data), size);
}

/// Takes one byte from the front, for what the input is to be tried with.
inline unsigned take_byte(std::string_view& bytes) {
  if (bytes.empty()) return 0;
  const unsigned byte = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  return byte;
}

}  // namespace smsdesk::fuzz

/// Ends the program, which libFuzzer and replay.cpp both take for a finding.
#define SMSDESK_LAW(expression) SMSDESK_ASSERT(expression)
