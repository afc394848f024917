#include "relay/host/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace smsdesk::relay {
namespace {

constexpr AddressBytes kMappedIpv4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr unsigned kMappedBits = 96;
/// A chain of more proxies than this is made up; what lies beyond is not read.
constexpr std::size_t kHopsMax = 32;

std::optional<AddressBytes> parse_address(std::string_view text) {
  const std::string copy(text);
  if (copy.find('\0') != std::string::npos) return std::nullopt;
  AddressBytes bytes = kMappedIpv4;
  if (inet_pton(AF_INET, copy.c_str(), bytes.data() + 12) == 1) return bytes;
  if (inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1) return bytes;
  return std::nullopt;
}

bool is_ipv4(const AddressBytes& address) {
  return std::equal(address.begin(), address.begin() + 12, kMappedIpv4.begin());
}

std::string text_of(const AddressBytes& address) {
  char text[INET6_ADDRSTRLEN] = {};
  const bool is_4 = is_ipv4(address);
  inet_ntop(is_4 ? AF_INET : AF_INET6, address.data() + (is_4 ? 12 : 0), text, sizeof text);
  return text;
}

void trim(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// 203.0.113.7, 203.0.113.7:4711, 2001:db8::1, [2001:db8::1] or [2001:db8::1]:4711.
std::optional<AddressBytes> parse_node(std::string_view node) {
  if (!node.empty() && node.front() == '[') {
    const std::size_t end = node.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view rest = node.substr(end + 1);
    if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1)))) return std::nullopt;
    const std::string_view inside = node.substr(1, end - 1);
    return inside.find(':') == std::string_view::npos ? std::nullopt : parse_address(inside);
  }
  const std::size_t colon = node.find(':');
  if (colon != std::string_view::npos && node.find(':', colon + 1) == std::string_view::npos) {
    if (!is_port(node.substr(colon + 1))) return std::nullopt;
    node = node.substr(0, colon);
  }
  return parse_address(node);
}

/// The node of for=… in one element of Forwarded (RFC 7239 §4), or nothing where there is not exactly one.
std::string_view forwarded_for(std::string_view element) {
  std::string_view found;
  bool is_found = false;
  while (!element.empty()) {
    const std::size_t end = std::min(element.find(';'), element.size());
    std::string_view pair = element.substr(0, end);
    element.remove_prefix(std::min(end + 1, element.size()));
    trim(pair);
    if (pair.size() < 4 || !net::equals_without_case(pair.substr(0, 4), "for=")) continue;
    if (is_found) return {};
    is_found = true;
    found = pair.substr(4);
    if (found.size() >= 2 && found.front() == '"' && found.back() == '"') found = found.substr(1, found.size() - 2);
  }
  return found;
}

/// The address that one header gives, or nothing where the request has none of that name.
std::optional<AddressBytes> address_by(const net::HttpRequest& request, std::string_view name, bool is_forwarded,
                                       const AddressBytes& peer, const std::vector<AddressRange>& trusted) {
  AddressBytes nearest = peer;
  bool is_there = false;
  std::size_t hops = 0;
  // Several lines of a name are one list; the last one is nearest. No address holds a comma, so that splitting there
  // never joins what a caller wrote with what a proxy added, whatever quotes the caller left open.
  for (auto header = request.headers.rbegin(); header != request.headers.rend(); ++header) {
    if (!net::equals_without_case(header->name, name)) continue;
    is_there = true;
    std::string_view rest = header->value;
    for (bool is_first = false; !is_first && hops < kHopsMax; ++hops) {
      const std::size_t comma = rest.rfind(',');
      is_first = comma == std::string_view::npos;
      std::string_view hop = is_first ? rest : rest.substr(comma + 1);
      rest = rest.substr(0, is_first ? 0 : comma);
      trim(hop);
      const auto address = parse_node(is_forwarded ? forwarded_for(hop) : hop);
      if (!address) return nearest;
      nearest = *address;
      const bool is_trusted =
          std::any_of(trusted.begin(), trusted.end(), [&](const AddressRange& range) { return range.has(nearest); });
      if (!is_trusted) return nearest;
    }
  }
  return is_there ? std::optional(nearest) : std::nullopt;
}

}  // namespace

bool AddressRange::has(const AddressBytes& other) const {
  const unsigned whole = prefix / 8, bits = prefix % 8;
  if (!std::equal(address.begin(), address.begin() + whole, other.begin())) return false;
  return bits == 0 || ((address[whole] ^ other[whole]) >> (8 - bits)) == 0;
}

Result<AddressRange> parse_address_range(std::string_view text) {
  const auto bad = [&](const char* reason) {
    return Error{ErrorCode::Invalid, "\"" + std::string(text) + "\" " + reason + "."};
  };
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return bad("is no address or range like 10.0.0.0/8 or fd00::/8");
  AddressRange range{*address, 128};
  if (slash == std::string_view::npos) return range;
  const bool is_4 = text.find(':') == std::string_view::npos;
  const std::string_view digits = text.substr(slash + 1);
  unsigned prefix = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size() ||
      prefix > (is_4 ? 32u : 128u)) {
    return bad(is_4 ? "must end with a number of bits from 0 to 32" : "must end with a number of bits from 0 to 128");
  }
  range.prefix = prefix + (is_4 ? kMappedBits : 0);
  for (unsigned bit = range.prefix; bit < 128; ++bit) {
    if ((range.address[bit / 8] >> (7 - bit % 8) & 1) != 0) return bad("has bits set beyond its prefix");
  }
  return range;
}

std::string client_address(const net::HttpRequest& request, const std::vector<AddressRange>& trusted_proxies) {
  if (trusted_proxies.empty()) return request.remote_address;
  const auto peer = parse_address(request.remote_address);
  if (!peer) return request.remote_address;
  const bool is_proxy = std::any_of(trusted_proxies.begin(), trusted_proxies.end(),
                                    [&](const AddressRange& range) { return range.has(*peer); });
  if (!is_proxy) return request.remote_address;
  const auto by_list = address_by(request, "X-Forwarded-For", false, *peer, trusted_proxies);
  const auto by_standard = address_by(request, "Forwarded", true, *peer, trusted_proxies);
  if (by_list && by_standard && *by_list != *by_standard) return request.remote_address;
  return text_of(by_list ? *by_list : by_standard.value_or(*peer));
}

}  // namespace smsdesk::relay
