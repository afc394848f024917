#include "relay/carrier/twilio/errors.h"

#include <gtest/gtest.h>

namespace smsdesk::twilio {
namespace {

TEST(TwilioErrors, ExplainEveryCodeOfTheTable) {
  const int codes[] = {20003, 20404, 20429, 21211, 21212, 21408, 21602, 21606, 21608, 21610, 21611, 21612, 21614,
                       21617, 21635, 21658, 30001, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30034};
  for (int code : codes) {
    Explanation explanation = explain_error(code, "carrier's words");
    EXPECT_TRUE(explanation.is_known) << code;
    EXPECT_EQ(explanation.code, code);
    EXPECT_EQ(explanation.cause.back(), '.') << code;
    EXPECT_EQ(explanation.next_step.back(), '.') << code;
  }
}

TEST(TwilioErrors, SayWhatMayFollow) {
  EXPECT_EQ(explain_error(20003).fault, FaultClass::ChannelDown);
  EXPECT_EQ(explain_error(20429).fault, FaultClass::RetryLater);
  EXPECT_EQ(explain_error(21211).fault, FaultClass::NumberSuspect);
  EXPECT_EQ(explain_error(21408).fault, FaultClass::Administrator);
  EXPECT_EQ(explain_error(21610).fault, FaultClass::OptedOut);
  EXPECT_EQ(explain_error(30003).fault, FaultClass::RetryOnce);
  EXPECT_EQ(explain_error(30007).fault, FaultClass::Content);
}

TEST(TwilioErrors, ShowACodeThatIsNotInTheTable) {
  Explanation explanation = explain_error(63016, "Outside the allowed window");
  EXPECT_FALSE(explanation.is_known);
  EXPECT_EQ(explanation.fault, FaultClass::Permanent);
  EXPECT_EQ(explanation.cause, "The carrier reported error 63016: Outside the allowed window.");
  EXPECT_EQ(explain_error(1).cause, "The carrier reported error 1.");
  EXPECT_EQ(explain_error(0).cause, "The carrier reported an error without a code.");
  EXPECT_FALSE(explain_error(0).next_step.empty());
}

}  // namespace
}  // namespace smsdesk::twilio
