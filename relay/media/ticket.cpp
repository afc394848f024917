// message (8 bytes, big end first) · place (1) · end in ms (8) · HMAC-SHA256 of these (32), as URL-safe base64.
// A link's: random (12) · the first bytes of HMAC-SHA256 of kLinkPurpose and these (4), as well. Whoever guesses has 2^96 to try,
// and 2^32 tries for each that the store is asked for.
#include "relay/media/ticket.h"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace smsdesk::media {
namespace {

constexpr std::size_t kFactBytes = 17, kMacBytes = crypto_auth_hmacsha256_BYTES, kBytes = kFactBytes + kMacBytes;
constexpr std::size_t kTextBytesMax = sodium_base64_ENCODED_LEN(kBytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
constexpr std::size_t kLinkRandomBytes = 12, kLinkMacBytes = 4, kLinkBytes = kLinkRandomBytes + kLinkMacBytes;
constexpr std::string_view kLinkPurpose = "file link";
static_assert(sodium_base64_ENCODED_LEN(kLinkBytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == kLinkTicketChars + 1);
using Key = std::array<unsigned char, crypto_auth_hmacsha256_KEYBYTES>;

bool read_key(const std::string& hex, Key& into) {
  std::size_t count = 0;
  return sodium_hex2bin(into.data(), into.size(), hex.data(), hex.size(), nullptr, &count, nullptr) == 0 &&
         count == into.size();
}

void put64(unsigned char* to, std::uint64_t value) {
  for (int i = 7; i >= 0; --i, value >>= 8) to[i] = static_cast<unsigned char>(value & 0xFF);
}
std::uint64_t get64(const unsigned char* from) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | from[i];
  return value;
}

/// kLinkMacBytes behind the random ones.
void sign_link(unsigned char* bytes, const Key& key) {
  std::array<unsigned char, kLinkPurpose.size() + kLinkRandomBytes> signed_bytes;
  std::memcpy(signed_bytes.data(), kLinkPurpose.data(), kLinkPurpose.size());
  std::memcpy(signed_bytes.data() + kLinkPurpose.size(), bytes, kLinkRandomBytes);
  std::array<unsigned char, kMacBytes> mac;
  crypto_auth_hmacsha256(mac.data(), signed_bytes.data(), signed_bytes.size(), key.data());
  std::memcpy(bytes + kLinkRandomBytes, mac.data(), kLinkMacBytes);
}

}  // namespace

std::string make_ticket_key() {
  Key key;
  randombytes_buf(key.data(), key.size());
  char hex[2 * sizeof(Key) + 1];
  return sodium_bin2hex(hex, sizeof hex, key.data(), key.size());
}

std::string encode_ticket(const Ticket& ticket, const std::string& key_hex) {
  Key key;
  if (!read_key(key_hex, key)) return {};
  std::array<unsigned char, kBytes> bytes;
  put64(bytes.data(), ticket.message.value);
  bytes[8] = static_cast<unsigned char>(ticket.place);
  put64(bytes.data() + 9, static_cast<std::uint64_t>(ticket.ends_at.ms));
  crypto_auth_hmacsha256(bytes.data() + kFactBytes, bytes.data(), kFactBytes, key.data());
  std::array<char, kTextBytesMax> text;
  return sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                           sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<Ticket> decode_ticket(std::string_view text, const std::string& key_hex, Instant now) {
  Key key;
  std::array<unsigned char, kBytes> bytes;
  std::size_t count = 0;
  if (text.size() >= kTextBytesMax || !read_key(key_hex, key)) return std::nullopt;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &count, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      count != kBytes) {
    return std::nullopt;
  }
  if (crypto_auth_hmacsha256_verify(bytes.data() + kFactBytes, bytes.data(), kFactBytes, key.data()) != 0) {
    return std::nullopt;
  }
  const Ticket ticket{MessageId{get64(bytes.data())}, bytes[8],
                      Instant{static_cast<std::int64_t>(get64(bytes.data() + 9))}};
  if (ticket.ends_at < now) return std::nullopt;
  return ticket;
}

std::string make_link_ticket(const std::string& key_hex) {
  Key key;
  if (!read_key(key_hex, key)) return {};
  std::array<unsigned char, kLinkBytes> bytes;
  randombytes_buf(bytes.data(), kLinkRandomBytes);
  sign_link(bytes.data(), key);
  std::array<char, kLinkTicketChars + 1> text;
  return sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                           sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool is_link_ticket(std::string_view text, const std::string& key_hex) {
  Key key;
  std::array<unsigned char, kLinkBytes> bytes;
  std::size_t count = 0;
  if (text.size() != kLinkTicketChars || !read_key(key_hex, key)) return false;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &count, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      count != kLinkBytes) {
    return false;
  }
  std::array<unsigned char, kLinkBytes> own = bytes;
  sign_link(own.data(), key);
  return sodium_memcmp(own.data(), bytes.data(), kLinkBytes) == 0;
}

}  // namespace smsdesk::media
