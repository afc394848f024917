// What is accepted, and that it does not depend on how the bytes arrive. What is refused on the wire is
// in malformed_test.cpp.
#include "relay/net/request_reader.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace smsdesk::net {
namespace {

using State = RequestReader::State;

struct Reading {
  State state = State::Incomplete;
  std::string body;
  std::size_t taken = 0;  ///< of the body
  int status = 0;
};

/// Feeds the body `bytes`, which come in pieces of `piece` bytes, behind a head that says `framing`.
Reading read_framed(std::string_view framing, std::string_view bytes, std::size_t piece, std::size_t body_bytes_max) {
  RequestReader reader(1'000, body_bytes_max);
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\n" + std::string(framing) + "\r\n\r\n";
  std::size_t taken = 0;
  EXPECT_EQ(reader.read_head(head, taken), State::Complete);
  EXPECT_EQ(taken, head.size());
  EXPECT_TRUE(reader.head().has_body);
  Reading reading;
  for (std::size_t come = 0; come < bytes.size() && reading.state == State::Incomplete;) {
    come = std::min(come + piece, bytes.size());
    reading.state = reader.read_body(bytes.substr(reading.taken, come - reading.taken), taken);
    reading.taken += taken;
  }
  reading.body = reader.head().request.body;
  reading.status = reading.state == State::Refused ? reader.refusal().status : 0;
  return reading;
}

Reading read(std::string_view bytes, std::size_t piece, std::size_t body_bytes_max = 1'000) {
  return read_framed("Transfer-Encoding: chunked", bytes, piece, body_bytes_max);
}

RequestHead accepted(std::string_view bytes) {
  RequestReader reader(1'000, 1'000);
  std::size_t taken = 0;
  EXPECT_EQ(reader.read_head(bytes, taken), State::Complete) << reader.refusal().sentence;
  EXPECT_EQ(taken, bytes.size());
  return reader.head();
}

TEST(RequestHead, ReadsLineAndFields) {
  const RequestHead head = accepted(
      "POST /a?b=%20 HTTP/1.1\r\nHost: example.com:8080\r\nX-Y:\t v w \r\nContent-Length: "
      "007\r\n\r\n");
  EXPECT_EQ(head.request.method, "POST");
  EXPECT_EQ(head.request.target, "/a?b=%20");
  EXPECT_EQ(*head.request.find_header("x-y"), "v w");
  EXPECT_TRUE(head.has_body);
  EXPECT_TRUE(head.is_keep_alive);
}

TEST(RequestHead, KnowsWhenTheConnectionStays) {
  EXPECT_FALSE(accepted("GET / HTTP/1.1\r\nHost: h\r\nConnection: foo, Close\r\n\r\n").is_keep_alive);
  EXPECT_FALSE(accepted("GET / HTTP/1.0\r\n\r\n").is_keep_alive);
  EXPECT_TRUE(accepted("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").is_keep_alive);
}

TEST(RequestHead, TakesChunkedInAnyCase) {
  const Reading reading = read_framed("Transfer-Encoding: Chunked", "1\r\na\r\n0\r\n\r\n", 100, 1'000);
  EXPECT_EQ(reading.state, State::Complete);
  EXPECT_EQ(reading.body, "a");
}

TEST(RequestHead, SeesAWebSocketUpgrade) {
  const std::string head =
      "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  EXPECT_TRUE(accepted(head).is_websocket_upgrade);
  EXPECT_FALSE(
      accepted("GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n").is_websocket_upgrade);
}

TEST(RequestHead, IsReadTheSameHoweverTheBytesArrive) {
  const std::string head = "PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n";
  for (std::size_t piece = 1; piece <= head.size(); ++piece) {
    RequestReader reader(100, 100);
    std::size_t taken = 0;
    for (std::size_t come = piece; come < head.size(); come += piece) {
      ASSERT_EQ(reader.read_head(std::string_view(head).substr(0, come), taken), State::Incomplete);
      ASSERT_EQ(taken, 0u);
    }
    ASSERT_EQ(reader.read_head(head + "rest", taken), State::Complete);
    ASSERT_EQ(taken, head.size());
    ASSERT_EQ(reader.head().request.target, "/a");
  }
}

TEST(RequestBody, HasTheAnnouncedLength) {
  const std::string bytes =
      "seven b"
      "GET";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    const Reading reading = read_framed("Content-Length: 007", bytes, piece, 7);
    ASSERT_EQ(reading.state, State::Complete);
    ASSERT_EQ(reading.body, "seven b");
    ASSERT_EQ(reading.taken, 7u);
  }
}

TEST(HeadScan, FindsTheEndHoweverTheBytesArrive) {
  const std::string head = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  const std::string bytes = head + "rest\n\n";
  for (std::size_t cut = 0; cut < head.size(); ++cut) {
    ASSERT_EQ(scan_head(std::string_view(bytes).substr(0, cut), 0, 100).state, LineScan::State::Incomplete);
    const LineScan scan = scan_head(bytes, cut, 100);
    ASSERT_EQ(scan.state, LineScan::State::Complete) << cut;
    ASSERT_EQ(scan.bytes, head.size());
  }
}

TEST(HeadScan, HoldsTheMaximumExactly) {
  const std::string head = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  EXPECT_EQ(scan_head(head, 0, head.size()).state, LineScan::State::Complete);
  const LineScan scan = scan_head(head, 0, head.size() - 1);
  EXPECT_EQ(scan.state, LineScan::State::Refused);
  EXPECT_EQ(scan.refusal.status, 431);
}

TEST(Chunked, ReadsTheSameHoweverTheBytesArrive) {
  const std::string bytes = "5\r\nhello\r\n00A;ext=\"x\"\r\n, wide wor\r\n2\r\nld\r\n0\r\nX-Sum: 1\r\n\r\n";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    const Reading reading = read(bytes + "GET", piece);
    ASSERT_EQ(reading.state, State::Complete) << piece;
    ASSERT_EQ(reading.body, "hello, wide world");
    ASSERT_EQ(reading.taken, bytes.size());
  }
}

TEST(Chunked, RefusesMalformedFraming) {
  for (const char* bytes : {"\r\n",
                            "g\r\n",
                            "+5\r\n",
                            " 5\r\n",
                            "5 \r\n",
                            "0x5\r\n",
                            "-1\r\n",
                            "5\nhello",
                            "5\r\rh",
                            "5;a\nhello",
                            "5;a\x01\r\nhello",
                            "5\r\nhelloX",
                            "5\r\nhello\n",
                            "5\r\nhello\r5",
                            "0\r\nbad\r\n\r\n",
                            "0\r\n a: b\r\n\r\n",
                            "0\r\nContent-Length: 5\r\n\r\n",
                            "0\r\ntransfer-encoding: chunked\r\n\r\n",
                            "0\r\nHost: a\r\n\r\n",
                            "0\r\n\n"}) {
    for (const std::size_t piece : {1u, 100u}) {
      const Reading reading = read(bytes, piece);
      EXPECT_EQ(reading.state, State::Refused) << bytes;
      EXPECT_EQ(reading.status, 400) << bytes;
    }
  }
}

TEST(Chunked, HoldsTheBodysMaximum) {
  EXPECT_EQ(read("2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", 100, 3).state, State::Complete);
  EXPECT_EQ(read("2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n", 100, 3).status, 413);
  EXPECT_EQ(read("FFFFFFFFFFFFFFFF\r\n", 100).status, 413);
  EXPECT_EQ(read("fffffffffffffff\r\n", 100).status, 413);
  EXPECT_EQ(read("0000000000000000000005\r\n", 100).status, 413);
}

TEST(RequestBody, MayBeBoundFurtherOnceTheHeadIsKnown) {
  const auto read_limited = [](const std::string& framing, const std::string& bytes, std::size_t body_bytes_max) {
    RequestReader reader(1'000, 1'000);
    std::size_t taken = 0;
    EXPECT_EQ(reader.read_head("POST / HTTP/1.1\r\nHost: h\r\n" + framing + "\r\n\r\n", taken), State::Complete);
    State state = reader.limit_body(body_bytes_max);
    if (state == State::Complete) state = reader.read_body(bytes, taken);
    return state == State::Refused ? reader.refusal().status : static_cast<int>(reader.head().request.body.size());
  };
  EXPECT_EQ(read_limited("Content-Length: 5", "hello", 5), 5);
  EXPECT_EQ(read_limited("Content-Length: 5", "hello", 4), 413);
  EXPECT_EQ(read_limited("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n", 5), 5);
  EXPECT_EQ(read_limited("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n", 4), 413);
  EXPECT_EQ(read_limited("Transfer-Encoding: chunked", "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", 4), 413);
}

TEST(Chunked, HoldsTheMaximaOfLinesAndTrailers) {
  EXPECT_EQ(read("5;" + std::string(kChunkLineBytesMax, 'x') + "\r\n", 7).state, State::Refused);
  std::string trailers = "0\r\n";
  while (trailers.size() <= kTrailerBytesMax * 2) trailers += "X-A: bbbbbbbbbbbbbbbb\r\n";
  EXPECT_EQ(read(trailers, 7).status, 431);
}

TEST(Chunked, RefusesAnExtensionWhoseQuotesStayOpen) {
  for (const char* bytes : {"0;a=\"\r\n\r\n", "0;a=\"\r\nX: y\"\r\n\r\n", "5;a=\"\r\nhello\"\r\n0\r\n\r\n"}) {
    for (const std::size_t piece : {1u, 100u}) EXPECT_EQ(read(bytes, piece).status, 400) << bytes;
  }
}

}  // namespace
}  // namespace smsdesk::net
