// Who really asks: the address behind the proxies that the configuration trusts. For what is counted per address, such as
// failed sign-ins; without it everybody behind a proxy would share one count.
//
// A header is believed only as far as a trusted peer vouches for it: hops are read from the last one, which our peer wrote,
// towards the first, which anybody can write, and the first that is not a trusted proxy counts. What cannot be read
// stops there, and the trusted proxy that passed it on counts. So is it where X-Forwarded-For and Forwarded differ: a
// proxy writes one of them, and passes the other on as the caller sent it. Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "relay/net/http.h"

namespace smsdesk::relay {

/// IPv4 addresses are those of ::ffff:0:0/96.
using AddressBytes = std::array<unsigned char, 16>;

struct AddressRange {
  AddressBytes address{};
  unsigned prefix = 128;  ///< bits that count
  bool has(const AddressBytes& other) const;
};

/// An address or a range like 10.0.0.0/8 or fd00::/8. Bits beyond the prefix must be 0: they would be a slip.
Result<AddressRange> parse_address_range(std::string_view text);

/// The text of the address that counts. The peer's own where it is no trusted proxy.
std::string client_address(const net::HttpRequest& request, const std::vector<AddressRange>& trusted_proxies);

}  // namespace smsdesk::relay
