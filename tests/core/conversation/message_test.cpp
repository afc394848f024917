#include "core/conversation/message.h"

#include <gtest/gtest.h>

namespace smsdesk {
namespace {

constexpr DeliveryStatus status_of(int i) {
  return static_cast<DeliveryStatus>(i);
}

TEST(DeliveryStatus, WordsReadBackAsTheSameStatus) {
  for (int i = 0; i < 8; ++i) {
    DeliveryStatus read = DeliveryStatus::Received;
    ASSERT_TRUE(find_delivery_status(delivery_word(status_of(i)), read));
    EXPECT_EQ(read, status_of(i));
  }
  DeliveryStatus untouched = DeliveryStatus::Sent;
  EXPECT_FALSE(find_delivery_status("SENT", untouched));
  EXPECT_FALSE(find_delivery_status("", untouched));
  EXPECT_EQ(untouched, DeliveryStatus::Sent);
}

TEST(DeliveryStatus, NeverClimbsInACircle) {
  for (int a = 0; a < 8; ++a) {
    EXPECT_FALSE(climbs(status_of(a), status_of(a)));
    for (int b = 0; b < 8; ++b) {
      EXPECT_FALSE(climbs(status_of(a), status_of(b)) && climbs(status_of(b), status_of(a))) << a << " " << b;
    }
  }
}

TEST(DeliveryStatus, DeliveredOutranksEveryFailureAndIsLeftByNothing) {
  EXPECT_TRUE(climbs(DeliveryStatus::Failed, DeliveryStatus::Delivered));
  EXPECT_TRUE(climbs(DeliveryStatus::Undelivered, DeliveryStatus::Delivered));
  for (int to = 0; to < 8; ++to) EXPECT_FALSE(climbs(DeliveryStatus::Delivered, status_of(to)));
}

TEST(DeliveryStatus, ASecondFailureSaysNothingNew) {
  EXPECT_FALSE(climbs(DeliveryStatus::Failed, DeliveryStatus::Undelivered));
  EXPECT_FALSE(climbs(DeliveryStatus::Undelivered, DeliveryStatus::Failed));
}

TEST(DeliveryStatus, ReceivedIsNoPartOfTheLadder) {
  for (int i = 0; i < 8; ++i) {
    EXPECT_FALSE(climbs(DeliveryStatus::Received, status_of(i)));
    EXPECT_FALSE(climbs(status_of(i), DeliveryStatus::Received));
  }
}

}  // namespace
}  // namespace smsdesk
