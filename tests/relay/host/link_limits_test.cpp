#include "relay/host/link_limits.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace smsdesk::relay {
namespace {

constexpr Instant kNow{1'767'225'600'000};

std::string address_of(std::size_t number) {
  return "10.0." + std::to_string(number / 250) + "." + std::to_string(number % 250);
}

TEST(LinkLimits, GiveALinkSoManyDownloadsAtOnceAndARoomAgainWhenOneEnds) {
  LinkLimits limits;
  std::vector<LinkLimits::Place> places;
  for (std::size_t i = 0; i < LinkLimits::kOfLinkMax; ++i)
    places.push_back(limits.enter("a", address_of(i), kNow).place);
  for (const LinkLimits::Place& place : places) EXPECT_NE(place, nullptr);
  const LinkLimits::Verdict refused = limits.enter("a", "192.0.2.1", kNow);
  EXPECT_EQ(refused.place, nullptr);
  EXPECT_EQ(refused.wait, LinkLimits::kRoomAfter);
  EXPECT_NE(limits.enter("b", "192.0.2.1", kNow).place, nullptr) << "another link is another one";
  const LinkLimits::Place copy = places.back();
  places.pop_back();
  EXPECT_EQ(limits.enter("a", "192.0.2.1", kNow).place, nullptr) << "a copy of the place is kept";
  places.pop_back();
  EXPECT_NE(limits.enter("a", "192.0.2.1", kNow).place, nullptr);
}

TEST(LinkLimits, BoundTheDownloadsOfAllLinksTogether) {
  LinkLimits limits;
  std::vector<LinkLimits::Place> places;
  for (std::size_t i = 0; i < LinkLimits::kOfAllMax; ++i) {
    places.push_back(limits.enter("link " + std::to_string(i), address_of(i), kNow).place);
    ASSERT_NE(places.back(), nullptr);
  }
  EXPECT_EQ(limits.enter("another", "192.0.2.1", kNow).wait, LinkLimits::kRoomAfter);
  places.clear();
  EXPECT_NE(limits.enter("another", "192.0.2.1", kNow).place, nullptr);
}

TEST(LinkLimits, BoundWhatOneAddressFollowsInAMinute) {
  LinkLimits limits;
  for (unsigned i = 0; i < LinkLimits::kFollowedMax; ++i)
    ASSERT_NE(limits.enter("a", "192.0.2.1", kNow + seconds(i % 10)).place, nullptr) << i;
  const LinkLimits::Verdict refused = limits.enter("b", "192.0.2.1", kNow + seconds(20));
  EXPECT_EQ(refused.place, nullptr);
  EXPECT_EQ(refused.wait, seconds(40)) << "until the minute is over";
  EXPECT_NE(limits.enter("b", "192.0.2.2", kNow + seconds(20)).place, nullptr);
  EXPECT_NE(limits.enter("b", "192.0.2.1", kNow + minutes(1)).place, nullptr);
}

TEST(LinkLimits, AClockThatWasPutBackKeepsNobodyOut) {
  LinkLimits limits;
  for (unsigned i = 0; i <= LinkLimits::kFollowedMax; ++i) (void)limits.enter("a", "192.0.2.1", kNow);
  EXPECT_NE(limits.enter("a", "192.0.2.1", kNow + -hours(1)).place, nullptr);
}

TEST(LinkLimits, StayBoundedUnderManyAddresses) {
  LinkLimits limits;
  for (std::size_t i = 0; i < LinkLimits::kAddressesMax + 100; ++i)
    ASSERT_NE(limits.enter("a", "address " + std::to_string(i), kNow).place, nullptr);
  for (unsigned i = 0; i < LinkLimits::kFollowedMax; ++i) (void)limits.enter("a", "zz", kNow);
  EXPECT_GT(limits.enter("a", "zz", kNow).wait, 0);
}

TEST(LinkLimits, APlaceIsGivenBackOnAnyThreadAndAfterTheLimits) {
  LinkLimits::Place last;
  {
    LinkLimits limits;
    last = limits.enter("a", "192.0.2.1", kNow).place;
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < LinkLimits::kOfLinkMax; ++i)
      threads.emplace_back([place = limits.enter("a", address_of(i), kNow).place]() mutable { place.reset(); });
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 1; i < LinkLimits::kOfLinkMax; ++i)
      EXPECT_NE(limits.enter("a", address_of(i), kNow).place, nullptr);
  }
  last.reset();
}

}  // namespace
}  // namespace smsdesk::relay
