#include "relay/net/chunked.h"

#include <gtest/gtest.h>

namespace smsdesk::net {
namespace {

using State = ChunkedReader::State;

struct Reading {
  State state = State::Incomplete;
  std::string body;
  std::size_t taken = 0;
  int status = 0;
};

/// Feeds `bytes` in pieces of `piece` bytes.
Reading read(std::string_view bytes, std::size_t piece, std::size_t body_bytes_max = 1'000) {
  ChunkedReader reader(body_bytes_max);
  Reading reading;
  while (reading.taken < bytes.size() && reading.state == State::Incomplete) {
    std::size_t taken = 0;
    reading.state = reader.read(bytes.substr(reading.taken, piece), taken);
    reading.taken += taken;
  }
  reading.body = reader.body();
  reading.status = reader.refusal().status;
  return reading;
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

TEST(Chunked, HoldsTheMaximaOfLinesAndTrailers) {
  EXPECT_EQ(read("5;" + std::string(kChunkLineBytesMax, 'x') + "\r\n", 7).state, State::Refused);
  std::string trailers = "0\r\n";
  while (trailers.size() <= kTrailerBytesMax * 2) trailers += "X-A: bbbbbbbbbbbbbbbb\r\n";
  EXPECT_EQ(read(trailers, 7).status, 431);
}

}  // namespace
}  // namespace smsdesk::net
