#include <gtest/gtest.h>

#include "relay/net/http_client.h"

namespace smsdesk::net {
namespace {

TEST(PublicAddress, IsOneOfThePublicInternet) {
  for (const char* ip : {"8.8.8.8", "52.216.1.1", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0",
                         "2606:4700::1111", "2a00:1450:4001::1", "64:ff9b::808:808"}) {
    EXPECT_TRUE(is_public_address(ip)) << ip;
  }
}

TEST(PublicAddress, IsNoneThatLeadsIntoANetworkOfOurs) {
  for (const char* ip : {"127.0.0.1",
                         "10.0.0.1",
                         "172.16.0.1",
                         "172.31.255.255",
                         "192.168.1.1",
                         "169.254.169.254",
                         "100.64.0.1",
                         "0.0.0.0",
                         "224.0.0.1",
                         "255.255.255.255",
                         "192.0.2.1",
                         "198.18.0.1",
                         "198.51.100.1",
                         "203.0.113.1",
                         "::1",
                         "::",
                         "fe80::1",
                         "fd00::1",
                         "ff02::1",
                         "::ffff:10.0.0.1",
                         "::ffff:8.8.8.8",
                         "64:ff9b::a00:1",
                         "2002:a00:1::",
                         "2001:db8::1",
                         "2001::1",
                         "",
                         "localhost",
                         "8.8.8.8.8"}) {
    EXPECT_FALSE(is_public_address(ip)) << ip;
  }
}

}  // namespace
}  // namespace smsdesk::net
