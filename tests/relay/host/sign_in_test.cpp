#include "relay/host/sign_in.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <condition_variable>
#include <future>
#include <mutex>

namespace smsdesk::relay {
namespace {

constexpr Instant kNow{1'767'225'600'000};

class SignIn : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_GE(sodium_init(), 0); }
};

bool is_right(PasswordCheck& check, const std::string& password, const std::string& hash) {
  std::promise<bool> answer;
  EXPECT_TRUE(
      check.verify(password, hash, [&](const PasswordCheck::Verdict& verdict) { answer.set_value(verdict.is_right); }));
  return answer.get_future().get();
}

std::string fresh_hash(PasswordCheck& check, const std::string& password, const std::string& hash) {
  std::promise<std::string> answer;
  EXPECT_TRUE(check.verify(password, hash,
                           [&](const PasswordCheck::Verdict& verdict) { answer.set_value(verdict.fresh_hash); }));
  return answer.get_future().get();
}

TEST_F(SignIn, APasswordIsKnownAgainAndNoOtherOneIs) {
  const std::string hash = hash_password("correct horse");
  EXPECT_EQ(hash.rfind("$argon2id$", 0), 0u);
  EXPECT_NE(hash, hash_password("correct horse"));
  PasswordCheck check;
  EXPECT_TRUE(is_right(check, "correct horse", hash));
  EXPECT_FALSE(is_right(check, "correct hors", hash));
  EXPECT_FALSE(is_right(check, "", hash));
}

TEST_F(SignIn, AWeakerHashIsMadeAnewWhereThePasswordIsRight) {
  const std::string password = "correct horse";
  char weak[crypto_pwhash_STRBYTES];
  ASSERT_EQ(crypto_pwhash_str(weak, password.data(), password.size(), 1, 8u << 20), 0);
  PasswordCheck check;
  const std::string fresh = fresh_hash(check, password, weak);
  EXPECT_TRUE(is_right(check, password, fresh));
  EXPECT_EQ(fresh_hash(check, password, fresh), "") << "once is enough";
  EXPECT_EQ(fresh_hash(check, "wrong horse", weak), "");
}

TEST_F(SignIn, AnAccountThatIsNotThereIsNeverRight) {
  PasswordCheck check;
  EXPECT_FALSE(is_right(check, "anything", ""));
}

TEST_F(SignIn, MoreThanMayWaitAreRefusedAndAllOthersAnswered) {
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t entered = 0;
  bool may_go_on = false;
  PasswordCheck check;
  // Every answer holds its worker up until the test has counted.
  const auto hold = [&](const PasswordCheck::Verdict&) {
    std::unique_lock lock(mutex);
    ++entered;
    changed.notify_all();
    changed.wait(lock, [&] { return may_go_on; });
  };
  ASSERT_TRUE(check.verify("x", "not a hash", hold));
  ASSERT_TRUE(check.verify("x", "not a hash", hold));
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return entered == 2; });
  }
  for (std::size_t i = 0; i < PasswordCheck::kWaitingMax; ++i) EXPECT_TRUE(check.verify("x", "not a hash", hold));
  EXPECT_FALSE(check.verify("x", "not a hash", hold));
  std::unique_lock lock(mutex);
  may_go_on = true;
  changed.notify_all();
  changed.wait(lock, [&] { return entered == 2 + PasswordCheck::kWaitingMax; });
}

TEST_F(SignIn, TokensAreLongRandomAndKeptAsTheirHash) {
  const std::string token = new_token();
  EXPECT_EQ(token.size(), 64u);
  EXPECT_EQ(token.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(token, new_token());
  // The published SHA-256 of "abc" (FIPS 180-2, B.1).
  EXPECT_EQ(hash_token("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Throttle, FiveAreFreeAndThenTheWaitDoublesUpToFiveMinutes) {
  Throttle throttle;
  Instant now = kNow;
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(throttle.wait_of("a", now), 0);
    throttle.failed("a", now);
  }
  for (DurationMs wait = seconds(1); wait <= seconds(256); wait *= 2) {
    EXPECT_EQ(throttle.wait_of("a", now), wait);
    EXPECT_EQ(throttle.wait_of("a", now + wait), 0);
    now = now + wait;
    throttle.failed("a", now);
  }
  EXPECT_EQ(throttle.wait_of("a", now), minutes(5));
  EXPECT_EQ(throttle.wait_of("b", now), 0);
}

TEST(Throttle, ForgetsOnSuccessAndAfterHalfAnHour) {
  Throttle throttle;
  for (int i = 0; i < 8; ++i) throttle.failed("a", kNow);
  throttle.succeeded("a");
  EXPECT_EQ(throttle.wait_of("a", kNow), 0);
  for (int i = 0; i < 8; ++i) throttle.failed("a", kNow);
  throttle.failed("a", kNow + minutes(31));
  EXPECT_EQ(throttle.wait_of("a", kNow + minutes(31)), 0);
}

TEST(Throttle, StaysBoundedUnderManyNames) {
  Throttle throttle;
  for (std::size_t i = 0; i < Throttle::kEntriesMax + 100; ++i) throttle.failed("name " + std::to_string(i), kNow);
  for (int i = 0; i < 6; ++i) throttle.failed("zz", kNow);
  EXPECT_GT(throttle.wait_of("zz", kNow), 0);
}

TEST(Sessions, LiveTwelveHoursIdleAndSevenDaysInAll) {
  Sessions sessions;
  bool needs_store = false;
  sessions.put({"idle", AgentId{1}, kNow, kNow});
  EXPECT_EQ(sessions.find("idle", kNow + hours(12), needs_store), AgentId{1});
  EXPECT_TRUE(needs_store);
  EXPECT_EQ(sessions.get("idle")->last_used_at, kNow + hours(12));
  EXPECT_FALSE(sessions.find("idle", kNow + hours(24) + 1, needs_store));
  EXPECT_EQ(sessions.get("idle"), nullptr);
  sessions.put({"aged", AgentId{1}, kNow, kNow + hours(7 * 24)});
  EXPECT_TRUE(sessions.find("aged", kNow + hours(7 * 24), needs_store));
  EXPECT_FALSE(sessions.find("aged", kNow + hours(7 * 24) + 1, needs_store));
}

TEST(Sessions, AreWrittenDownNowAndThenOnly) {
  Sessions sessions;
  bool needs_store = true;
  sessions.put({"one", AgentId{1}, kNow, kNow});
  EXPECT_TRUE(sessions.find("one", kNow + minutes(5), needs_store));
  EXPECT_FALSE(needs_store);
  EXPECT_TRUE(sessions.find("one", kNow + minutes(5) + 1, needs_store));
  EXPECT_TRUE(needs_store);
}

TEST(Sessions, ThatHaveEndedAreErased) {
  Sessions sessions;
  sessions.put({"ended", AgentId{1}, kNow, kNow});
  sessions.put({"alive", AgentId{2}, kNow, kNow + hours(1)});
  sessions.erase_ended(kNow + hours(12) + 1);
  EXPECT_EQ(sessions.get("ended"), nullptr);
  EXPECT_NE(sessions.get("alive"), nullptr);
  sessions.erase("alive");
  EXPECT_EQ(sessions.get("alive"), nullptr);
}

}  // namespace
}  // namespace smsdesk::relay
