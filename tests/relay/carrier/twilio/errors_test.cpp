#include "relay/carrier/twilio/errors.h"

#include <gtest/gtest.h>

#include <cctype>
#include <string>

#include "core/conversation/delivery_failure.h"

namespace smsdesk::twilio {
namespace {

TEST(TwilioErrors, SayWhatMayFollow) {
  EXPECT_EQ(fault_of(20003), FaultClass::ChannelDown);
  EXPECT_EQ(fault_of(20429), FaultClass::RetryLater);
  EXPECT_EQ(fault_of(21211), FaultClass::NumberSuspect);
  EXPECT_EQ(fault_of(21408), FaultClass::Administrator);
  EXPECT_EQ(fault_of(21610), FaultClass::OptedOut);
  EXPECT_EQ(fault_of(30003), FaultClass::RetryOnce);
  EXPECT_EQ(fault_of(30007), FaultClass::Content);
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
    const bool is_retried = one.fault == FaultClass::RetryLater || one.fault == FaultClass::RetryOnce;
    EXPECT_EQ(words->may_pass, is_retried) << one.code;
  }
}

TEST(TwilioErrors, WhatHasWordsIsClassified) {
  std::size_t carriers = 0;
  for (const DeliveryFailure& words : delivery_failures()) {
    carriers += std::isdigit(static_cast<unsigned char>(words.code.front())) != 0 ? 1u : 0u;
  }
  EXPECT_EQ(carriers, faults().size());
}

}  // namespace
}  // namespace smsdesk::twilio
