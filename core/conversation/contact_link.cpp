#include "core/conversation/contact_link.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool is_unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                               c == '.' || c == '_' || c == '~';
    if (is_unreserved) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kHex[byte >> 4];
    encoded += kHex[byte & 15];
  }
  return encoded;
}

/// Behind "https://"; npos where it begins otherwise.
std::size_t host_begin(std::string_view address) {
  const std::string lowered = ascii_lowered(std::string(address.substr(0, 8)));
  if (lowered == "https://") return 8;
  return lowered.substr(0, 7) == "http://" ? 7 : std::string_view::npos;
}

bool is_known(std::string_view name) {
  return name == "number" || name == "contact" || name == "name";
}

}  // namespace

std::string trouble_with_link(std::string_view address) {
  if (address.size() > kLinkAddressBytesMax) return mark("has more than 1,000 bytes.");
  const std::size_t host = host_begin(address);
  if (host == std::string_view::npos) return mark("must begin with https:// or http://.");
  const std::size_t path = std::min(address.find_first_of("/?#", host), address.size());
  const std::string_view where = address.substr(host, path - host);
  if (where.empty()) return mark("leads nowhere: write the host behind https://.");
  if (where.find_first_of("{}@\\") != std::string_view::npos)
    return mark("must name its host in full: nothing is filled in before the first / behind it.");
  const bool is_plain = std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (!is_plain) return mark("takes no spaces and letters of ASCII only.");
  for (std::size_t at = address.find('{'); at != std::string_view::npos; at = address.find('{', at + 1)) {
    const std::size_t end = address.find('}', at);
    if (end == std::string_view::npos || !is_known(address.substr(at + 1, end - at - 1)))
      return mark("can hold {number}, {contact} and {name}, and no other braces.");
  }
  return {};
}

std::optional<std::string> fill_link(std::string_view address, const std::string& number, const Contact* contact) {
  if (!trouble_with_link(address).empty()) return std::nullopt;
  std::string filled;
  std::size_t at = 0;
  for (std::size_t open = address.find('{'); open != std::string_view::npos; open = address.find('{', at)) {
    filled += address.substr(at, open - at);
    const std::size_t end = address.find('}', open);
    const std::string_view name = address.substr(open + 1, end - open - 1);
    if (name == "number" ? number.empty() : contact == nullptr) return std::nullopt;
    filled += percent_encoded(name == "number"    ? number
                              : name == "contact" ? std::to_string(contact->id.value)
                                                  : contact->name);
    at = end + 1;
  }
  return filled + std::string(address.substr(at));
}

}  // namespace smsdesk
