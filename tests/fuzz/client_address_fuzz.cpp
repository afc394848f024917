// Forwarding headers as a caller writes them and a trusted proxy passes them on; each line is one header, X-Forwarded-For
// or Forwarded by its first byte. And ranges, as a configuration names them.
#include "relay/host/client_address.h"

#include <algorithm>

#include "tests/fuzz/fuzz.h"

namespace {

using namespace smsdesk;

constexpr const char* kProxy = "10.0.0.1";
constexpr const char* kCaller = "203.0.113.9";

std::string counted(std::vector<net::Header> headers, const std::vector<relay::AddressRange>& trusted) {
  net::HttpRequest request;
  request.remote_address = kProxy;
  request.headers = std::move(headers);
  return relay::client_address(request, trusted);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  const auto range = relay::parse_address_range(bytes);
  if (range)
    SMSDESK_LAW(range->has(range->address));
  else
    SMSDESK_LAW(!range.error().sentence.empty());

  std::vector<net::Header> headers;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const bool is_list = fuzz::take_byte(line) % 2 == 0;
    headers.push_back({is_list ? "X-Forwarded-For" : "Forwarded", std::string(line)});
  }
  const std::vector<relay::AddressRange> trusted{*relay::parse_address_range("10.0.0.0/8"),
                                                 *relay::parse_address_range("fd00::/8")};
  // What counts is an address, whatever was written; and without trust nothing is believed.
  SMSDESK_LAW(relay::parse_address_range(counted(headers, trusted)));
  SMSDESK_LAW(counted(headers, {}) == kProxy);
  SMSDESK_LAW(counted(headers, {*relay::parse_address_range("192.0.2.1")}) == kProxy);
  // Behind what our proxy wrote of its peer, nothing that the peer wrote counts.
  const std::string text(bytes);
  SMSDESK_LAW(counted({{"X-Forwarded-For", text + ", " + kCaller}}, trusted) == kCaller);
  SMSDESK_LAW(counted({{"Forwarded", text + ", for=" + kCaller}}, trusted) == kCaller);
  headers.push_back({"X-Forwarded-For", kCaller});
  const std::string by_both = counted(headers, trusted);
  SMSDESK_LAW(by_both == kCaller || by_both == kProxy);
  return 0;
}
