#include "relay/carrier/twilio/signature.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

#include "core/base/assert.h"
#include "relay/carrier/twilio/url_forms.h"

namespace smsdesk::twilio {
namespace {

/// Order of UTF-16 code units, read off UTF-8 bytes: it is the order of the bytes, but that
/// characters above U+FFFF (first byte from F0), being surrogates there, come before U+E000–U+FFFF
/// (first byte EE or EF).
bool is_before_in_utf16(std::string_view a, std::string_view b) {
  auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (in_a == a.end() || in_b == b.end()) return in_a == a.end() && in_b != b.end();
  auto x = static_cast<unsigned char>(*in_a), y = static_cast<unsigned char>(*in_b);
  if (x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0)) return x >= 0xF0;
  return x < y;
}

/// What follows the URL in the signed text.
std::string signed_fields(const Fields& params) {
  std::vector<std::pair<std::string_view, std::string_view>> sorted(params.begin(), params.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? is_before_in_utf16(a.first, b.first) : is_before_in_utf16(a.second, b.second);
  });
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::string text;
  for (const auto& [name, value] : sorted) {
    text += name;
    text += value;
  }
  return text;
}

struct FreeMac {
  void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeMac>;

/// HMAC-SHA1 without a key.
MacContext hmac_sha1() {
  const std::unique_ptr<EVP_MAC, FreeMac> mac(EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr));
  MacContext context(EVP_MAC_CTX_new(mac.get()));
  char name[] = "SHA1";
  const OSSL_PARAM digest[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                               OSSL_PARAM_construct_end()};
  SMSDESK_ASSERT(context != nullptr && EVP_MAC_CTX_set_params(context.get(), digest) == 1);
  return context;
}

std::string base64_hmac(std::string_view token, std::string_view message) {
  // To look the two algorithms up anew is most of what HMAC() costs for a short text.
  static const MacContext kWithoutKey = hmac_sha1();
  const MacContext context(EVP_MAC_CTX_dup(kWithoutKey.get()));
  const auto bytes = [](std::string_view of) {
    return reinterpret_cast<const unsigned char*>(of.data() != nullptr ? of.data() : "");
  };
  unsigned char digest[SHA_DIGEST_LENGTH];
  std::size_t size = 0;
  const bool is_made = context != nullptr && EVP_MAC_init(context.get(), bytes(token), token.size(), nullptr) == 1 &&
                       EVP_MAC_update(context.get(), bytes(message), message.size()) == 1 &&
                       EVP_MAC_final(context.get(), digest, &size, sizeof digest) == 1;
  SMSDESK_ASSERT(is_made && size == SHA_DIGEST_LENGTH);
  unsigned char text[4 * ((SHA_DIGEST_LENGTH + 2) / 3) + 1];
  int length = EVP_EncodeBlock(text, digest, SHA_DIGEST_LENGTH);
  return std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
}

bool is_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

/// The value of bodySHA256 in a URL's query, lower case; empty where there is none.
std::string body_hash_in(std::string_view url) {
  constexpr std::string_view kName = "bodySHA256=";
  std::size_t query = url.find('?');
  if (query == std::string_view::npos) return {};
  url = url.substr(0, std::min(url.find('#'), url.size()));
  for (std::size_t at = query; at < url.size(); at = std::min(url.find('&', at + 1), url.size())) {
    if (url.compare(at + 1, kName.size(), kName) != 0) continue;
    std::string_view value = url.substr(at + 1 + kName.size());
    std::string hash(value.substr(0, std::min(value.find('&'), value.size())));
    for (char& c : hash) c = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    return hash;
  }
  return {};
}

std::string sha256_hex(std::string_view body) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest);
  std::string hex;
  for (unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

}  // namespace

std::string signature_of(std::string_view token, std::string_view url, const Fields& params) {
  return base64_hmac(token, std::string(url) + signed_fields(params));
}

bool is_signed_by(std::span<const std::string> tokens, std::span<const std::string> urls, std::string_view header,
                  const Fields& params) {
  if (header.empty()) return false;
  std::string fields = signed_fields(params);
  const auto fits = [&](const std::string& form) {
    return std::any_of(tokens.begin(), tokens.end(), [&](const std::string& token) {
      return !token.empty() && is_equal(base64_hmac(token, form + fields), header);
    });
  };
  // As it stands it nearly always fits; its other forms are made where it does not.
  if (std::any_of(urls.begin(), urls.end(), fits)) return true;
  const std::vector<std::string> others = other_forms(urls);
  return std::any_of(others.begin(), others.end(), fits);
}

bool is_json_signed_by(std::span<const std::string> tokens, std::span<const std::string> urls, std::string_view header,
                       std::string_view raw_body) {
  std::string hash = sha256_hex(raw_body);
  for (const std::string& url : urls) {
    if (is_equal(body_hash_in(url), hash) && is_signed_by(tokens, {&url, 1}, header, {})) return true;
  }
  return false;
}

}  // namespace smsdesk::twilio
