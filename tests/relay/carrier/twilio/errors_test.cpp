#include "relay/carrier/twilio/errors.h"

#include <gtest/gtest.h>

#include <string>

#include "core/conversation/delivery_failure.h"

namespace smsdesk::twilio {
namespace {

TEST(TwilioErrors, SayWhatMayFollow) {
  EXPECT_EQ(fault_of(20003), FaultClass::ChannelDown);
  EXPECT_EQ(fault_of(20429), FaultClass::RetryLater);
  EXPECT_EQ(fault_of(30002), FaultClass::ChannelDown);
  EXPECT_EQ(fault_of(21610), FaultClass::Permanent) << "a customer who opted out";
  EXPECT_EQ(fault_of(30003), FaultClass::Permanent) << "a telephone that is switched off";
}

TEST(TwilioErrors, ACodeThatIsNotInTheTableIsPermanent) {
  for (int code : {-1, 0, 1, 30000, 63016, 99999}) EXPECT_EQ(fault_of(code), FaultClass::Permanent) << code;
}

TEST(TwilioErrors, WhatIsClassifiedHasWordsThatAgree) {
  ASSERT_FALSE(faults().empty());
  for (const Fault& one : faults()) {
    EXPECT_EQ(fault_of(one.code), one.fault) << one.code;
    const DeliveryFailure* words = find_delivery_failure(std::to_string(one.code));
    ASSERT_NE(words, nullptr) << one.code;
    EXPECT_EQ(words->may_pass, one.fault == FaultClass::RetryLater) << one.code;
  }
}

}  // namespace
}  // namespace smsdesk::twilio
