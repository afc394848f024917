#include "server-mock/connection_overrides.h"

#include <gtest/gtest.h>

namespace smsdesk::mock {
namespace {

using std::chrono::milliseconds;

TEST(ConnectionOverrides, WithoutThemIsWhatTwilioDoes) {
  const ConnectionOverrides usual = parse_connection_overrides("");
  EXPECT_EQ(usual.retries, 1);
  EXPECT_TRUE(usual.retries_unconnected);
  EXPECT_FALSE(usual.retries_unanswered || usual.retries_4xx || usual.retries_5xx);
  EXPECT_FALSE(usual.connect || usual.read);
}

TEST(ConnectionOverrides, AreReadWithinTheirBounds) {
  const ConnectionOverrides ours = parse_connection_overrides("rc=5&rp=5xx,ct,rt&ct=100&rt=15000");
  EXPECT_EQ(ours.retries, 5);
  EXPECT_TRUE(ours.retries_unconnected && ours.retries_unanswered && ours.retries_5xx);
  EXPECT_FALSE(ours.retries_4xx);
  EXPECT_EQ(ours.connect, milliseconds(100));
  EXPECT_EQ(ours.read, milliseconds(15'000));
  EXPECT_EQ(parse_connection_overrides("rc=0").retries, 0);
  EXPECT_TRUE(parse_connection_overrides("rp=all").retries_4xx);
  EXPECT_FALSE(parse_connection_overrides("rp=4xx").retries_unconnected) << "only what is named";
}

TEST(ConnectionOverrides, PassOverWhatIsOutOfBoundsOrUnknown) {
  for (const char* wrong :
       {"rc=6", "rc=-1", "rc=", "rc=5x", "rc", "x=1", "&&=&", "ct=99&rt=15001", "ct=10001", "rt=1.5"}) {
    const ConnectionOverrides read = parse_connection_overrides(wrong);
    EXPECT_EQ(read.retries, 1) << wrong;
    EXPECT_FALSE(read.connect || read.read) << wrong;
  }
}

}  // namespace
}  // namespace smsdesk::mock
