// What is accepted, and that finding the end does not depend on how the bytes arrive. What is
// refused is in malformed_test.cpp.
#include "relay/net/request_head.h"

#include <gtest/gtest.h>

namespace smsdesk::net {
namespace {

RequestHead accepted(std::string_view bytes) {
  auto parsed = parse_request_head(bytes);
  const auto* refusal = std::get_if<Refusal>(&parsed);
  EXPECT_EQ(refusal, nullptr) << (refusal ? refusal->sentence : "");
  return refusal ? RequestHead{} : std::get<RequestHead>(std::move(parsed));
}

TEST(RequestHead, ReadsLineAndFields) {
  const RequestHead head = accepted(
      "POST /a?b=%20 HTTP/1.1\r\nHost: example.com:8080\r\nX-Y:\t v w \r\nContent-Length: "
      "007\r\n\r\n");
  EXPECT_EQ(head.request.method, "POST");
  EXPECT_EQ(head.request.target, "/a?b=%20");
  EXPECT_EQ(*head.request.find_header("x-y"), "v w");
  EXPECT_EQ(head.framing, BodyFraming::Length);
  EXPECT_EQ(head.body_bytes, 7u);
  EXPECT_TRUE(head.is_keep_alive);
}

TEST(RequestHead, KnowsWhenTheConnectionStays) {
  EXPECT_FALSE(accepted("GET / HTTP/1.1\r\nHost: h\r\nConnection: foo, Close\r\n\r\n").is_keep_alive);
  EXPECT_FALSE(accepted("GET / HTTP/1.0\r\n\r\n").is_keep_alive);
  EXPECT_TRUE(accepted("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").is_keep_alive);
}

TEST(RequestHead, TakesChunkedInAnyCase) {
  EXPECT_EQ(accepted("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n").framing, BodyFraming::Chunked);
}

TEST(RequestHead, SeesAWebSocketUpgrade) {
  const std::string head =
      "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  EXPECT_TRUE(accepted(head).is_websocket_upgrade);
  EXPECT_FALSE(
      accepted("GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n").is_websocket_upgrade);
}

TEST(HeadScan, FindsTheEndHoweverTheBytesArrive) {
  const std::string head = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  const std::string bytes = head + "rest\n\n";
  for (std::size_t cut = 0; cut < head.size(); ++cut) {
    ASSERT_EQ(scan_head(std::string_view(bytes).substr(0, cut), 0, 100).state, HeadScan::State::Incomplete);
    const HeadScan scan = scan_head(bytes, cut, 100);
    ASSERT_EQ(scan.state, HeadScan::State::Complete) << cut;
    ASSERT_EQ(scan.head_bytes, head.size());
  }
}

TEST(HeadScan, HoldsTheMaximumExactly) {
  const std::string head = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  EXPECT_EQ(scan_head(head, 0, head.size()).state, HeadScan::State::Complete);
  const HeadScan scan = scan_head(head, 0, head.size() - 1);
  EXPECT_EQ(scan.state, HeadScan::State::Refused);
  EXPECT_EQ(scan.refusal.status, 431);
}

}  // namespace
}  // namespace smsdesk::net
