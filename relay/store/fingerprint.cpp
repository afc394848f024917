#include "relay/store/fingerprint.h"

#include <cstdint>

#include "core/base/assert.h"

namespace smsdesk::store {
namespace {

std::uint64_t little_endian(const unsigned char* bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value |= std::uint64_t{bytes[i]} << (8 * i);
  return value;
}

constexpr std::uint64_t rotate(std::uint64_t value, int by) {
  return (value << by) | (value >> (64 - by));
}

struct State {
  std::uint64_t a, b, c, d;

  void round() {
    a += b;
    c += d;
    b = rotate(b, 13) ^ a;
    d = rotate(d, 16) ^ c;
    a = rotate(a, 32);
    c += b;
    a += d;
    b = rotate(b, 17) ^ c;
    d = rotate(d, 21) ^ a;
    c = rotate(c, 32);
  }
  void rounds(int count) {
    for (int i = 0; i < count; ++i) round();
  }
  std::uint64_t sum() const { return a ^ b ^ c ^ d; }
};

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string fingerprint(const Salt& salt, std::string_view key) {
  const std::uint64_t k0 = little_endian(salt.data(), 8);
  const std::uint64_t k1 = little_endian(salt.data() + 8, 8);
  // "somepseudorandomlygeneratedbytes"; 0xee marks the 128-bit form.
  State state{k0 ^ 0x736f6d6570736575u, k1 ^ 0x646f72616e646f6du ^ 0xee, k0 ^ 0x6c7967656e657261u,
              k1 ^ 0x7465646279746573u};
  const auto absorb = [&state](std::uint64_t word) {
    state.d ^= word;
    state.rounds(2);
    state.a ^= word;
  };
  const auto* bytes = reinterpret_cast<const unsigned char*>(key.data());
  std::size_t at = 0;
  for (; at + 8 <= key.size(); at += 8) absorb(little_endian(bytes + at, 8));
  absorb(little_endian(bytes + at, key.size() - at) | std::uint64_t{key.size()} << 56);

  std::string result(16, '\0');
  const auto store = [&result](std::size_t from, std::uint64_t word) {
    for (std::size_t i = 0; i < 8; ++i) result[from + i] = static_cast<char>(word >> (8 * i));
  };
  state.c ^= 0xee;
  state.rounds(4);
  store(0, state.sum());
  state.b ^= 0xdd;
  state.rounds(4);
  store(8, state.sum());
  return result;
}

bool is_hex32(std::string_view text) {
  if (text.size() != 32) return false;
  for (const char c : text) {
    if (digit(c) < 0) return false;
  }
  return true;
}

Salt salt_from_hex(std::string_view hex) {
  SMSDESK_ASSERT(is_hex32(hex));
  Salt salt{};
  for (std::size_t i = 0; i < salt.size(); ++i) {
    salt[i] = static_cast<unsigned char>(digit(hex[2 * i]) * 16 + digit(hex[2 * i + 1]));
  }
  return salt;
}

}  // namespace smsdesk::store
