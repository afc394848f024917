#include "core/conversation/delivery_failure.h"

#include <gtest/gtest.h>

namespace smsdesk {
namespace {

TEST(DeliveryFailure, EveryCodeIsFoundAndSaysCauseAndNextStep) {
  ASSERT_FALSE(delivery_failures().empty());
  std::string_view before;
  for (const DeliveryFailure& failure : delivery_failures()) {
    EXPECT_LT(before, failure.code) << "the table must ascend";
    before = failure.code;
    EXPECT_EQ(find_delivery_failure(failure.code), &failure) << failure.code;
    EXPECT_EQ(failure.cause.back(), '.') << failure.code;
    EXPECT_EQ(failure.next_step.back(), '.') << failure.code;
    EXPECT_EQ(failure_sentence(failure.code), std::string(failure.cause) + " " + std::string(failure.next_step));
  }
}

TEST(DeliveryFailure, WhatPassesInvitesToSendAgainAndWhatDoesNotSaysSomethingElse) {
  EXPECT_TRUE(find_delivery_failure("30003")->may_pass);
  EXPECT_TRUE(find_delivery_failure(kNotTakenCode)->may_pass);
  EXPECT_FALSE(find_delivery_failure("21610")->may_pass);
  EXPECT_FALSE(find_delivery_failure("30007")->may_pass);
}

TEST(DeliveryFailure, WhatMayPassAndWhatMayBeWordedOtherwiseIsWrittenAgain) {
  for (const DeliveryFailure& failure : delivery_failures()) {
    EXPECT_FALSE(failure.may_pass && failure.may_reword) << failure.code;
    EXPECT_EQ(may_write_again(failure.code), failure.may_pass || failure.may_reword) << failure.code;
  }
  EXPECT_TRUE(may_write_again("30003"));
  EXPECT_TRUE(may_write_again("30007"));   // worded differently
  EXPECT_FALSE(may_write_again("21610"));  // opted out
  EXPECT_FALSE(may_write_again("30004"));  // blocked
  EXPECT_FALSE(may_write_again("30006"));  // a landline
  EXPECT_TRUE(may_write_again("99999"));
  EXPECT_TRUE(may_write_again(""));
}

TEST(DeliveryFailure, OfAttachmentsSaysWhatCanBeSentInstead) {
  EXPECT_TRUE(find_delivery_failure("11200")->may_pass) << "it could not be fetched, which may have been for a moment";
  for (const char* code : {"11751", "12300", "21620", "21621", "21622", "21623", "30011", "30019"}) {
    const DeliveryFailure* failure = find_delivery_failure(code);
    ASSERT_NE(failure, nullptr) << code;
    EXPECT_FALSE(failure->may_pass) << code << ": the same again fails again";
    EXPECT_TRUE(failure->may_reword) << code << ": without the attachment it is another message";
  }
}

TEST(DeliveryFailure, AnUnknownCodeIsShown) {
  for (const char* code : {"99999", "1", "3000", "300030", "smsdesk:"}) {
    EXPECT_EQ(find_delivery_failure(code), nullptr) << code;
    EXPECT_NE(failure_sentence(code).find(std::string("code ") + code + "."), std::string::npos) << code;
  }
}

TEST(DeliveryFailure, NoCodeGivesASentenceToo) {
  EXPECT_EQ(find_delivery_failure(""), nullptr);
  EXPECT_GT(failure_sentence("").size(), 20u);
}

}  // namespace
}  // namespace smsdesk
