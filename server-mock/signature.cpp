#include "server-mock/signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "server-mock/segments.h"

namespace smsdesk::mock {
namespace {

/// UTF-16 order differs from UTF-8 order above the basic plane: surrogates sort below U+E000 …
/// U+FFFF.
std::u16string to_utf16(std::string_view text) {
  std::u16string units;
  for (const char32_t c : decode_utf8(text)) {
    if (c <= 0xFFFF) {
      units += static_cast<char16_t>(c);
    } else {
      units += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
      units += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return units;
}

struct Utf16Less {
  bool operator()(const std::string& a, const std::string& b) const { return to_utf16(a) < to_utf16(b); }
};

}  // namespace

std::string sign_webhook(std::string_view auth_token, std::string_view url, const net::FormFields& fields) {
  std::map<std::string, std::set<std::string, Utf16Less>, Utf16Less> sorted;
  for (const auto& [name, value] : fields) sorted[name].insert(value);
  std::string text(url);
  for (const auto& [name, values] : sorted) {
    for (const std::string& value : values) {
      text += name;
      text += value;
    }
  }
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int digest_length = 0;
  HMAC(EVP_sha1(), auth_token.data(), static_cast<int>(auth_token.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, &digest_length);
  return encode_base64({reinterpret_cast<const char*>(digest), digest_length});
}

std::string encode_base64(std::string_view bytes) {
  std::vector<unsigned char> buffer(4 * ((bytes.size() + 2) / 3) + 1);
  const int length = EVP_EncodeBlock(buffer.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  return std::string(reinterpret_cast<const char*>(buffer.data()), static_cast<std::size_t>(length));
}

bool decode_base64(std::string_view text, std::string& into) {
  if (text.size() % 4 != 0 || text.size() > 8192) return false;
  std::vector<unsigned char> buffer(text.size() / 4 * 3 + 1);
  const int length = EVP_DecodeBlock(buffer.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0) return false;
  auto size = static_cast<std::size_t>(length);
  for (std::size_t i = text.size(); i > 0 && text[i - 1] == '=' && size > 0; --i) --size;
  into.assign(reinterpret_cast<const char*>(buffer.data()), size);
  return true;
}

bool equals_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace smsdesk::mock
