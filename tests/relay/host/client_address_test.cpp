#include "relay/host/client_address.h"

#include <gtest/gtest.h>

namespace smsdesk::relay {
namespace {

std::vector<AddressRange> ranges(std::initializer_list<const char*> texts) {
  std::vector<AddressRange> list;
  for (const char* text : texts) {
    auto range = parse_address_range(text);
    EXPECT_TRUE(range) << text;
    if (range) list.push_back(*range);
  }
  return list;
}

std::string address(const char* peer, std::vector<net::Header> headers,
                    const std::vector<AddressRange>& trusted = ranges({"10.0.0.0/8", "::1", "2001:db8:ffff::/48"})) {
  net::HttpRequest request;
  request.remote_address = peer;
  request.headers = std::move(headers);
  return client_address(request, trusted);
}

TEST(AddressRange, HoldsWhatItsBitsSay) {
  const auto holds = [](const char* range, const char* text) {
    return parse_address_range(range)->has(parse_address_range(text)->address);
  };
  EXPECT_TRUE(holds("10.0.0.0/8", "10.255.1.2"));
  EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
  EXPECT_TRUE(holds("192.0.2.64/26", "192.0.2.127"));
  EXPECT_FALSE(holds("192.0.2.64/26", "192.0.2.128"));
  EXPECT_TRUE(holds("192.0.2.7", "192.0.2.7"));
  EXPECT_FALSE(holds("192.0.2.7", "192.0.2.6"));
  EXPECT_TRUE(holds("0.0.0.0/0", "203.0.113.9"));
  EXPECT_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
  EXPECT_TRUE(holds("::/0", "203.0.113.9"));
  EXPECT_TRUE(holds("fd00::/8", "fdff::1"));
  EXPECT_FALSE(holds("fd00::/8", "fe00::1"));
  EXPECT_TRUE(holds("10.0.0.0/8", "::ffff:10.1.2.3")) << "an IPv4 address as a socket of both kinds shows it";
}

TEST(AddressRange, RefusesWhatIsNone) {
  for (const char* text : {"", "proxy.example", "10.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x",
                           "10.0.0.1/8", "::1/129", "fd00::1/8", "/8", "10.0.0.0/8/8", " 10.0.0.1", "[::1]"}) {
    const auto range = parse_address_range(text);
    ASSERT_FALSE(range) << text;
    EXPECT_NE(range.error().sentence.find("\"" + std::string(text) + "\""), std::string::npos);
  }
}

TEST(ClientAddress, IsThePeersWhereNoProxyIsTrusted) {
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "203.0.113.7"}}, {}), "10.0.0.1");
  EXPECT_EQ(address("10.0.0.1", {}), "10.0.0.1");
}

TEST(ClientAddress, HeadersOfAnUntrustedPeerAreNotBelieved) {
  EXPECT_EQ(address("198.51.100.9", {{"X-Forwarded-For", "203.0.113.7"}}), "198.51.100.9");
  EXPECT_EQ(address("198.51.100.9", {{"Forwarded", "for=203.0.113.7"}}), "198.51.100.9");
  EXPECT_EQ(address("198.51.100.9", {{"X-Forwarded-For", "10.0.0.1"}}), "198.51.100.9");
  EXPECT_EQ(address("fe80::1%eth0", {{"X-Forwarded-For", "203.0.113.7"}}), "fe80::1%eth0");
}

TEST(ClientAddress, IsTheLastHopThatIsNoTrustedProxy) {
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "203.0.113.7"}}), "203.0.113.7");
  EXPECT_EQ(address("::1", {{"x-forwarded-for", "203.0.113.7, 10.1.1.1"}}), "203.0.113.7");
  EXPECT_EQ(address("::ffff:10.0.0.1", {{"X-Forwarded-For", "203.0.113.7"}}), "203.0.113.7");
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "10.2.2.2 ,10.1.1.1"}}), "10.2.2.2") << "all are proxies";
  EXPECT_EQ(address("10.0.0.1", {{"Forwarded", "For=\"[2001:db8::1]:4711\";proto=https, for=10.1.1.1"}}),
            "2001:db8::1");
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "203.0.113.7:4711"}}), "203.0.113.7");
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "[::ffff:203.0.113.7]"}}), "203.0.113.7");
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "2001:DB8:0::1"}}), "2001:db8::1") << "one form for one address";
}

TEST(ClientAddress, WhatACallerMadeUpBeforeItsOwnHopDoesNotCount) {
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "1.2.3.4, 203.0.113.7"}}), "203.0.113.7");
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "10.9.9.9, 203.0.113.7"}}), "203.0.113.7");
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "1.2.3.4"}, {"X-Forwarded-For", "203.0.113.7"}}), "203.0.113.7");
  EXPECT_EQ(address("10.0.0.1", {{"Forwarded", "for=\"evil, for=203.0.113.7"}}), "203.0.113.7") << "an open quote";
  // A proxy that writes one header passes the other on as the caller sent it.
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "1.2.3.4"}, {"Forwarded", "for=203.0.113.7"}}), "10.0.0.1");
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "203.0.113.7"}, {"Forwarded", "for=1.2.3.4"}}), "10.0.0.1");
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", "203.0.113.7"}, {"Forwarded", "for=203.0.113.7"}}), "203.0.113.7");
}

TEST(ClientAddress, WhatCannotBeReadCountsAsTheProxyThatPassedItOn) {
  for (const char* hop : {"", "unknown", "_hidden", "1.2.3", "1.2.3.4:", "1.2.3.4:port", "[2001:db8::1", "[1.2.3.4]"}) {
    EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", std::string("203.0.113.7, ") + hop}}), "10.0.0.1") << hop;
    EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", std::string(hop) + ", 10.1.1.1"}}), "10.1.1.1") << hop;
  }
  EXPECT_EQ(address("10.0.0.1", {{"Forwarded", "proto=https"}}), "10.0.0.1");
  EXPECT_EQ(address("10.0.0.1", {{"Forwarded", "for=1.2.3.4;for=5.6.7.8"}}), "10.0.0.1");
}

TEST(ClientAddress, AnEndlessChainIsNotReadToItsEnd) {
  std::string chain = "203.0.113.7";
  for (int i = 0; i < 1'000; ++i) chain += ", 10.1.1.1";
  EXPECT_EQ(address("10.0.0.1", {{"X-Forwarded-For", chain}}), "10.1.1.1");
}

}  // namespace
}  // namespace smsdesk::relay
