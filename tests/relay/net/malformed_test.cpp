// Every malformed shape, sent as raw bytes: refused with a 4xx or 5xx and a closed connection, and
// the application never hears of it. Each is followed by a well-formed request on the same
// connection, which must not be served either.
#include <gtest/gtest.h>

#include "relay/net/request_checks.h"
#include "tests/relay/net/server_fixture.h"
#include "tests/support/tcp_client.h"

namespace smsdesk::net {
namespace {

using std::chrono::milliseconds;
using support::TcpClient;

struct Malformed {
  const char* name;
  std::string bytes;
  int status;
};

const std::string kPost = "POST /x HTTP/1.1\r\nHost: a\r\n";
const std::string kGet = "GET /x HTTP/1.1\r\n";
const std::string kChunked = kPost + "Transfer-Encoding: chunked\r\n\r\n";
const std::string kUpgrade = "Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";
const std::string kKey = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// Each of 4 KiB; the door takes 64 KiB.
std::string many_chunks(unsigned count) {
  std::string chunks;
  for (unsigned i = 0; i < count; ++i) chunks += "1000\r\n" + std::string(4'096, 'c') + "\r\n";
  return chunks;
}

std::vector<Malformed> all_malformed() {
  using namespace std::string_literals;
  return {
      // The comparison of servers that this door was measured against.
      {"ContentLengthThenTransferEncoding", kPost + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       400},
      {"TransferEncodingThenContentLength", kPost + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
       400},
      {"TwoContentLengths", kPost + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", 400},
      {"ContentLengthWithPlus", kPost + "Content-Length: +4\r\n\r\nabcd", 400},
      {"SpaceBeforeColon", kPost + "Content-Length : 4\r\n\r\nabcd", 400},
      {"TransferEncodingUnknown", kPost + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501},
      {"TransferEncodingNotEndingInChunked", kPost + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 501},
      {"TransferEncodingInHttp10", "POST /x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"BareLineFeeds", "GET /x HTTP/1.1\nHost: a\n\n", 400},
      {"ChunkExtensionWithBareLineFeed", kChunked + "5;a\nhello\r\n0\r\n\r\n", 400},
      {"FoldedLine", kGet + "Host: a\r\nX-A: b\r\n c\r\n\r\n", 400},
      {"NoHost", kGet + "\r\n", 400},
      // Framing.
      {"TwoEqualContentLengths", kPost + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400},
      {"ContentLengthList", kPost + "Content-Length: 5, 5\r\n\r\nhello", 400},
      {"ContentLengthNegative", kPost + "Content-Length: -1\r\n\r\n", 400},
      {"ContentLengthWithLetters", kPost + "Content-Length: 5a\r\n\r\nhello", 400},
      {"ContentLengthFraction", kPost + "Content-Length: 5.0\r\n\r\nhello", 400},
      {"ContentLengthTwoNumbers", kPost + "Content-Length: 5 6\r\n\r\nhello!", 400},
      {"ContentLengthQuoted", kPost + "Content-Length: \"5\"\r\n\r\nhello", 400},
      {"ContentLengthInAGetOfHttp10BesideTransferEncoding",
       "GET /x HTTP/1.0\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"ContentLengthHex", kPost + "Content-Length: 0x5\r\n\r\nhello", 400},
      {"ContentLengthEmpty", kPost + "Content-Length:\r\n\r\n", 400},
      {"ContentLengthOverflows", kPost + "Content-Length: 18446744073709551617\r\n\r\nh", 400},
      {"TwoTransferEncodings", kPost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       400},
      {"TransferEncodingBeforeSpaceAndColon", kPost + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400},
      {"TransferEncodingBeforeTabAndColon", kPost + "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n", 400},
      {"TransferEncodingWithComma", kPost + "Transfer-Encoding: chunked,\r\n\r\n0\r\n\r\n", 501},
      {"TransferEncodingChunkedTwice", kPost + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 501},
      {"TransferEncodingWithParameter", kPost + "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n", 501},
      {"TransferEncodingQuoted", kPost + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 501},
      {"TransferEncodingIdentity", kPost + "Transfer-Encoding: identity\r\n\r\n", 501},
      {"TransferEncodingGzipChunked", kPost + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {"TransferEncodingEmpty", kPost + "Transfer-Encoding:\r\n\r\n", 501},
      {"TransferEncodingBehindVerticalTab",
       kPost + "Transfer-Encoding: \x0B"
               "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"TransferEncodingFolded", kPost + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", 400},
      // Lines and bytes.
      {"BareLineFeedInHeader", kGet + "Host: a\r\nX-A: b\nX-C: d\r\n\r\n", 400},
      {"BareCarriageReturn", kGet + "Host: a\rX-A: b\r\n\r\n", 400},
      {"NulInHeader", kGet + "Host: a\r\nX-A: b\0c\r\n\r\n"s, 400},
      {"ControlByteInHeader", kGet + "Host: a\r\nX-A: b\x01\r\n\r\n", 400},
      {"DeleteInHeader", kGet + "Host: a\r\nX-A: b\x7F\r\n\r\n", 400},
      {"FoldedFirstLine", kGet + " Host: a\r\n\r\n", 400},
      {"HeaderWithoutColon", kGet + "Host: a\r\nnonsense\r\n\r\n", 400},
      {"HeaderWithoutName", kGet + "Host: a\r\n: b\r\n\r\n", 400},
      {"HeaderNameWithSpace", kGet + "Host: a\r\nX A: b\r\n\r\n", 400},
      {"HeaderNameNotAscii", kGet + "Host: a\r\nX-\xC3\xBC: b\r\n\r\n", 400},
      {"EmptyLineFirst", "\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"TooManyHeaders",
       [] {
         std::string bytes = kGet + "Host: a\r\n";
         for (std::size_t i = 0; i < kHeadersMax; ++i) bytes += "A: b\r\n";
         return bytes + "\r\n";
       }(),
       431},
      {"HeaderTooLarge", kGet + "Host: a\r\nX-A: " + std::string(9'000, 'b') + "\r\n\r\n", 431},
      {"TargetTooLong", "GET /" + std::string(9'000, 'b'), 414},
      // Host.
      {"TwoHosts", kGet + "Host: a\r\nHost: a\r\n\r\n", 400},
      {"TwoHostsInHttp10", "GET /x HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"TwoEqualHostsApart", kGet + "Host: a\r\nX-A: b\r\nhost: a\r\n\r\n", 400},
      {"HostWithSpace", kGet + "Host: a b\r\n\r\n", 400},
      {"EmptyHost", kGet + "Host:\r\n\r\n", 400},
      {"HostWithPath", kGet + "Host: a/b\r\n\r\n", 400},
      {"HostWithUser", kGet + "Host: a@b\r\n\r\n", 400},
      {"HostList", kGet + "Host: a, b\r\n\r\n", 400},
      // The request line.
      {"NoVersion", "GET /x\r\nHost: a\r\n\r\n", 400},
      {"TwoSpaces", "GET  /x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"SpaceInTarget", "GET /x y HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"TabInRequestLine", "GET\t/x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"SpaceBehindVersion", "GET /x HTTP/1.1 \r\nHost: a\r\n\r\n", 400},
      {"LowerCaseVersion", "GET /x http/1.1\r\nHost: a\r\n\r\n", 400},
      {"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"Http12", "GET /x HTTP/1.2\r\nHost: a\r\n\r\n", 505},
      {"AbsoluteForm", "GET http://a/x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"RelativeTarget", "GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"AsteriskForGet", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"FragmentInTarget", "GET /x#y HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"TargetNotAscii", "GET /\xC3\xBC HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"MethodNotAToken", "G(T /x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"LowerCaseMethod", "get /x HTTP/1.1\r\nHost: a\r\n\r\n", 501},
      {"Connect", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 501},
      {"Trace", "TRACE /x HTTP/1.1\r\nHost: a\r\n\r\n", 501},
      {"TlsClientHello", "\x16\x03\x01\x02", 400},
      // Chunked bodies.
      {"ChunkSizeNotHex", kChunked + "x\r\n", 400},
      {"ChunkSizeWithPlus", kChunked + "+5\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkSizeNegative", kChunked + "-5\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkSizeWithPrefix", kChunked + "0x5\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkSizeBehindSpace", kChunked + " 5\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkSizeEmpty", kChunked + "\r\nhello", 400},
      {"ChunkSizeBareLineFeed", kChunked + "5\nhello\r\n0\r\n\r\n", 400},
      {"ChunkLongerThanItsSize", kChunked + "4\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkExtensionTooLong", kChunked + "5;" + std::string(300, 'a') + "\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkTooLarge", kChunked + "FFFFFFF\r\n", 413},
      {"SmallChunksTooLarge", kChunked + many_chunks(17) + "0\r\n\r\n", 413},
      {"ChunkShorterThanItsSize", kChunked + "6\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkSizeOverflows", kChunked + "FFFFFFFFFFFFFFFFF\r\n", 413},
      {"TrailerContentLength", kChunked + "0\r\nContent-Length: 5\r\n\r\n", 400},
      {"TrailerTransferEncoding", kChunked + "0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"TrailerHost", kChunked + "0\r\nHost: b\r\n\r\n", 400},
      {"TrailersTooLarge", kChunked + "0\r\nX-A: " + std::string(9'000, 'b') + "\r\n\r\n", 431},
      {"TrailerFolded", kChunked + "0\r\nX-A: b\r\n c\r\n\r\n", 400},
      {"TrailerWithBareLineFeed", kChunked + "0\r\nX-A: b\n\r\n", 400},
      // Bodies and expectations.
      {"BodyTooLarge", kPost + "Content-Length: 65537\r\n\r\n", 413},
      {"UnknownExpectation", kPost + "Expect: cake\r\nContent-Length: 1\r\n\r\na", 417},
      // Upgrades.
      {"UpgradeOfOldVersion", kGet + kUpgrade + kKey + "Sec-WebSocket-Version: 8\r\n\r\n", 426},
      {"UpgradeWithoutKey", kGet + kUpgrade + "Sec-WebSocket-Version: 13\r\n\r\n", 400},
      {"UpgradeWithShortKey", kGet + kUpgrade + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: YQ==\r\n\r\n", 400},
      {"UpgradeWithTwoKeys", kGet + kUpgrade + kKey + kKey + "Sec-WebSocket-Version: 13\r\n\r\n", 400},
      {"UpgradeByPost", "POST /x HTTP/1.1\r\n" + kUpgrade + kKey + "Sec-WebSocket-Version: 13\r\n\r\n", 400},
      {"UpgradeWithBody", kGet + kUpgrade + kKey + "Sec-WebSocket-Version: 13\r\nContent-Length: 1\r\n\r\na", 400},
      {"FrameBeforeUpgradeIsAnswered", kGet + kUpgrade + kKey + "Sec-WebSocket-Version: 13\r\n\r\n\x81", 400},
  };
}

class MalformedRequest : public testing::TestWithParam<Malformed> {};

TEST_P(MalformedRequest, IsRefusedAndTheConnectionClosed) {
  TestServer server;
  server.start();
  TcpClient client(server.port());
  ASSERT_TRUE(client.is_connected());
  client.send(GetParam().bytes);
  client.send("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(client.receive_to_end()) << "the connection stayed open";
  const std::string expected = "HTTP/1.1 " + std::to_string(GetParam().status) + " ";
  EXPECT_EQ(client.received().substr(0, expected.size()), expected);
  EXPECT_NE(client.received().find("\r\nConnection: close\r\n"), std::string::npos);
  EXPECT_EQ(client.received().find("\r\nDate: "), client.received().rfind("\r\nDate: ")) << "a second answer came";
  EXPECT_EQ(server.handler.calls, 0u);
  EXPECT_EQ(server.server->counters().requests_malformed, 1u);
}

INSTANTIATE_TEST_SUITE_P(Door, MalformedRequest, testing::ValuesIn(all_malformed()),
                         [](const auto& shape) { return std::string(shape.param.name); });

TEST(Malformed, NothingOfItIsRefusedForBeingWellFormed) {
  // The table's frame is sound: the same bytes without the defect are served.
  TestServer server;
  server.start();
  TcpClient client(server.port());
  client.send(kPost + "Content-Length: 5\r\n\r\nhello" + kChunked + "5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n" + kGet +
              "Host: [::1]:80\r\nX-A: \xC3\xBC\t b\r\nConnection: close\r\n\r\n");
  ASSERT_TRUE(client.receive_to_end());
  EXPECT_EQ(server.handler.calls, 3u);
  EXPECT_EQ(server.server->counters().requests_malformed, 0u);
}

ServerLimits short_deadlines() {
  ServerLimits limits;
  limits.header_deadline = milliseconds(50);
  limits.body_deadline = milliseconds(50);
  limits.idle_deadline = milliseconds(50);
  return limits;
}

TEST(Malformed, AStalledHeadIsClosedByTheDeadline) {
  TestServer server(short_deadlines());
  server.start();
  TcpClient client(server.port());
  client.send("GET /x HTTP/1.1\r\nHost: a\r\nX-A");
  ASSERT_TRUE(client.receive_to_end());
  EXPECT_EQ(client.received().substr(0, 12), "HTTP/1.1 408");
  EXPECT_EQ(server.handler.calls, 0u);
}

TEST(Malformed, ADrippingHeadIsClosedByTheDeadline) {
  TestServer server(short_deadlines());
  server.start();
  TcpClient client(server.port());
  client.send("GET /x HTTP/1.1\r\nX-A: ");
  bool has_ended = false;
  while (!has_ended) has_ended = !client.send("b") || client.receive_to_end(milliseconds(5));
  EXPECT_EQ(server.handler.calls, 0u);
}

TEST(Malformed, AStalledBodyIsClosedByTheDeadline) {
  TestServer server(short_deadlines());
  server.start();
  for (const std::string& start : {kPost + "Content-Length: 10\r\n\r\nhal", kChunked + "5\r\nhe"}) {
    TcpClient client(server.port());
    client.send(start);
    ASSERT_TRUE(client.receive_to_end());
    EXPECT_EQ(client.received().substr(0, 12), "HTTP/1.1 408");
  }
  EXPECT_EQ(server.handler.calls, 0u);
}

TEST(Malformed, ASilentConnectionIsClosedWithoutAWord) {
  TestServer server(short_deadlines());
  server.start();
  TcpClient client(server.port());
  ASSERT_TRUE(client.receive_to_end());
  EXPECT_EQ(client.received(), "");
}

}  // namespace
}  // namespace smsdesk::net
