// A connection's bytes, by the entry that the server uses. Law: what is read does not depend on the pieces in which the
// bytes came, and whatever is accepted keeps the promises of request_checks.h.
#include <algorithm>
#include <string>

#include "relay/net/request_reader.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace smsdesk::net;
using smsdesk::fuzz::text_of;

constexpr std::size_t kHeadBytesMax = 1'024;
constexpr std::size_t kBodyBytesMax = 512;

void check_promises(const RequestHead& head) {
  const HttpRequest& request = head.request;
  std::size_t hosts = 0;
  std::size_t lengths = 0;
  std::size_t encodings = 0;
  for (const Header& header : request.headers) {
    SMSDESK_LAW(is_token(header.name) && !has_control_byte(header.value));
    if (equals_without_case(header.name, "host")) ++hosts;
    if (equals_without_case(header.name, "content-length")) ++lengths;
    if (equals_without_case(header.name, "transfer-encoding")) {
      ++encodings;
      SMSDESK_LAW(equals_without_case(header.value, "chunked") && head.has_body);
    }
  }
  SMSDESK_LAW(hosts <= 1 && lengths + encodings <= 1);
  SMSDESK_LAW(!head.has_body || lengths + encodings == 1);
  SMSDESK_LAW(request.headers.size() <= kHeadersMax);
  SMSDESK_LAW(request.path().front() == '/' || request.target == "*");
  SMSDESK_LAW(!head.is_websocket_upgrade || (request.method == "GET" && !head.has_body));
}

/// All requests of the stream and how it ended, as text.
std::string read_all(std::string_view bytes, std::size_t piece) {
  std::string story;
  std::size_t at = 0;
  std::size_t come = 0;
  while (true) {
    RequestReader reader(kHeadBytesMax, kBodyBytesMax);
    auto state = RequestReader::State::Incomplete;
    bool has_head = false;
    while (true) {
      std::size_t taken = 0;
      const std::string in(bytes.substr(at, come - at));  // as a connection's buffer: elsewhere each time
      state = has_head ? reader.read_body(in, taken) : reader.read_head(in, taken);
      SMSDESK_LAW(taken <= in.size());
      at += taken;
      if (state == RequestReader::State::Refused) return story + std::to_string(reader.refusal().status);
      if (state == RequestReader::State::Complete && !has_head) {
        check_promises(reader.head());
        has_head = true;
        if (reader.head().has_body) continue;
      }
      if (state == RequestReader::State::Complete) break;
      if (come == bytes.size()) return story + (has_head ? "body" : "head");
      come = std::min(bytes.size(), come + piece);
    }
    const HttpRequest& request = reader.head().request;
    SMSDESK_LAW(request.body.size() <= kBodyBytesMax);
    story += request.method + " " + request.target + " " + request.body + (reader.head().is_keep_alive ? "\n" : ".\n");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes = text_of(data, size);
  const std::size_t piece = smsdesk::fuzz::take_byte(bytes) % 64 + 1;
  const std::string whole = read_all(bytes, std::max<std::size_t>(bytes.size(), 1));
  SMSDESK_LAW(read_all(bytes, piece) == whole);
  SMSDESK_LAW(read_all(bytes, 1) == whole);
  return 0;
}
