#include "relay/host/housekeeping.h"

#include <gtest/gtest.h>

#include "relay/host/sign_in.h"
#include "relay/store/memory_store.h"

namespace smsdesk::relay {
namespace {

constexpr Instant kNow{1'767'225'600'000};

store::MemoryStore make_store() {
  return store::MemoryStore(std::string(32, 'a'));
}

void remember(store::Store& store, const std::string& key, Instant at) {
  store::Batch batch;
  batch.at = at;
  batch.seen_keys.push_back(key);
  ASSERT_TRUE(store.append(store.head(), batch));
}

TEST(Housekeeping, ForgetsKeysThatAreTooOldAndKeepsTheOthers) {
  store::MemoryStore store = make_store();
  remember(store, "old", kNow + -kSeenKeptFor + -1);
  remember(store, "young", kNow + -kSeenKeptFor + 1);
  Housekeeping house;
  house.step(store, kNow);
  EXPECT_FALSE(store.is_seen("old"));
  EXPECT_TRUE(store.is_seen("young"));
}

TEST(Housekeeping, DeletesSessionsThatHaveEnded) {
  store::MemoryStore store = make_store();
  const std::string idle(64, '1'), aged(64, '2'), alive(64, '3');
  ASSERT_TRUE(store.put_session({idle, AgentId{1}, kNow + -hours(20), kNow + -hours(13)}));
  ASSERT_TRUE(store.put_session({aged, AgentId{1}, kNow + -hours(7 * 24 + 1), kNow}));
  ASSERT_TRUE(store.put_session({alive, AgentId{1}, kNow + -hours(20), kNow + -hours(11)}));
  Housekeeping house;
  house.step(store, kNow);
  const auto left = store.all_sessions();
  ASSERT_TRUE(left);
  ASSERT_EQ(left->size(), 1u);
  EXPECT_EQ(left->front().token_hash, alive);
}

TEST(Housekeeping, BeginsItsNextRoundADayLater) {
  store::MemoryStore store = make_store();
  Housekeeping house;
  house.step(store, kNow);
  remember(store, "old", kNow + -kSeenKeptFor + -1);
  house.step(store, kNow + minutes(1));
  EXPECT_TRUE(store.is_seen("old"));
  house.step(store, kNow + hours(24));
  EXPECT_FALSE(store.is_seen("old"));
}

}  // namespace
}  // namespace smsdesk::relay
