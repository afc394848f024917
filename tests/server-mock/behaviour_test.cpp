#include "server-mock/behaviour.h"

#include <gtest/gtest.h>

#include <string>

namespace smsdesk::mock {
namespace {

TEST(Behaviour, DecidesTheSameForTheSameSeedAndOrdinal) {
  Faults faults;
  faults.refuse_percent = faults.hang_percent = faults.deliver_fail_percent = 30;
  bool is_different_with_another_seed = false;
  for (std::uint64_t ordinal = 1; ordinal <= 200; ++ordinal) {
    EXPECT_EQ(decide_send(7, ordinal, faults), decide_send(7, ordinal, faults));
    is_different_with_another_seed |= !(decide_send(7, ordinal, faults) == decide_send(8, ordinal, faults));
  }
  EXPECT_TRUE(is_different_with_another_seed);
}

TEST(Behaviour, DoesNothingBadWithoutFaults) {
  for (std::uint64_t ordinal = 1; ordinal <= 500; ++ordinal) {
    const SendFate fate = decide_send(1, ordinal, Faults());
    EXPECT_EQ(fate.outcome, SendOutcome::Accept);
    EXPECT_EQ(fate.error_code, 0);
    EXPECT_GE(fate.sent_after_ms, 150);
    EXPECT_LE(fate.sent_after_ms, 900);
    const WebhookFate webhook = decide_webhook(1, ordinal, WebhookStep::Inbound, Faults());
    EXPECT_FALSE(webhook.is_lost || webhook.is_duplicated || webhook.is_held_back);
  }
}

TEST(Behaviour, AlwaysHappensAtHundredPercent) {
  Faults faults;
  faults.deliver_fail_percent = 100;
  faults.deliver_fail_code = 30007;
  faults.lose_percent = faults.duplicate_percent = faults.reorder_percent = 100;
  for (std::uint64_t ordinal = 1; ordinal <= 100; ++ordinal) {
    EXPECT_EQ(decide_send(3, ordinal, faults).error_code, 30007);
    const WebhookFate webhook = decide_webhook(3, ordinal, WebhookStep::Final, faults);
    EXPECT_TRUE(webhook.is_lost && webhook.is_duplicated && webhook.is_held_back);
  }
}

TEST(Behaviour, HitsAboutTheAskedShare) {
  Faults faults;
  faults.rate_limit_percent = 25;
  int hits = 0;
  for (std::uint64_t ordinal = 1; ordinal <= 10'000; ++ordinal) {
    hits += decide_send(11, ordinal, faults).outcome == SendOutcome::RateLimit ? 1 : 0;
  }
  EXPECT_NEAR(hits, 2'500, 200);
}

TEST(Behaviour, KeepsTheOtherAnswersWhenOnePercentageChanges) {
  Faults few;
  few.lose_percent = 20;
  Faults more = few;
  more.duplicate_percent = 70;
  for (std::uint64_t ordinal = 1; ordinal <= 300; ++ordinal) {
    EXPECT_EQ(decide_webhook(5, ordinal, WebhookStep::Sent, few).is_lost,
              decide_webhook(5, ordinal, WebhookStep::Sent, more).is_lost);
  }
}

TEST(Behaviour, AddsTheSlowTimeToTheFinalStatusOnly) {
  Faults slow;
  slow.delay_ms_min = slow.delay_ms_max = 10;
  slow.slow_percent = 100;
  slow.slow_ms = 5'000;
  const SendFate fate = decide_send(1, 1, slow);
  EXPECT_EQ(fate.sent_after_ms, 10);
  EXPECT_EQ(fate.final_after_ms, 5'010);
}

TEST(Behaviour, RefusesFaultsOutOfBoundsAndNamesTheField) {
  for (const FaultField& field : fault_fields()) {
    Faults faults;
    faults.*field.value = field.high + 1;
    const Status status = check_faults(faults);
    ASSERT_FALSE(status.is_ok()) << field.name;
    EXPECT_NE(status.error().sentence.find(field.name), std::string::npos);
    faults.*field.value = field.low - 1;
    EXPECT_FALSE(check_faults(faults).is_ok()) << field.name;
  }
  Faults crossed;
  crossed.delay_ms_min = crossed.delay_ms_max + 1;
  EXPECT_FALSE(check_faults(crossed).is_ok());
  EXPECT_TRUE(check_faults(Faults()).is_ok());
}

}  // namespace
}  // namespace smsdesk::mock
