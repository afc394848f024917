#include "relay/store/fingerprint.h"

#include <gtest/gtest.h>

#include <set>

namespace smsdesk::store {
namespace {

std::string hex_of(const std::string& bytes) {
  std::string hex;
  for (const char c : bytes) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    hex += kDigits[static_cast<unsigned char>(c) >> 4];
    hex += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return hex;
}

// Expected values from `openssl mac -macopt hexkey:… -macopt size:16 SIPHASH` (OpenSSL 3.0).
TEST(Fingerprint, AgreesWithOpenSslsSipHash128) {
  const Salt salt = salt_from_hex("000102030405060708090a0b0c0d0e0f");
  EXPECT_EQ(hex_of(fingerprint(salt, "")), "A3817F04BA25A8E66DF67214C7550293");
  EXPECT_EQ(hex_of(fingerprint(salt, "a")), "0EA4F2FB02AD21D92D5FC91684F26426");
  EXPECT_EQ(hex_of(fingerprint(salt, "01234567")), "04A532059CADA5F615B3EE5722F0AF6B");
  EXPECT_EQ(hex_of(fingerprint(salt, "SM0123456789abcdef0123456789abcdef")), "EC2D0ED6234E5CC4CDB3A4726468AAC0");
}

TEST(Fingerprint, DiffersWithTheSaltAndWithEveryKey) {
  std::set<std::string> seen;
  for (const char* hex : {"00000000000000000000000000000000", "ffffffffffffffffffffffffffffffff"}) {
    for (int i = 0; i < 10'000; ++i) {
      EXPECT_TRUE(seen.insert(fingerprint(salt_from_hex(hex), "SM" + std::to_string(i))).second);
    }
  }
}

TEST(Fingerprint, KnowsThirtyTwoHexDigits) {
  EXPECT_TRUE(is_hex32("00112233445566778899aabbccddEEFF"));
  EXPECT_FALSE(is_hex32(""));
  EXPECT_FALSE(is_hex32("00112233445566778899aabbccddEEF"));
  EXPECT_FALSE(is_hex32("00112233445566778899aabbccddEEFg"));
}

}  // namespace
}  // namespace smsdesk::store
