#include "relay/store/memory_store.h"

#include <thread>

#include "tests/relay/store/contract.h"
#include "tests/relay/store/generated_batch.h"

namespace smsdesk::store {
namespace {

INSTANTIATE_TEST_SUITE_P(Memory, StoreContract, testing::Values(StoreMaker([] {
                           return StoreUnderTest{nullptr, std::make_unique<MemoryStore>(kEpoch)};
                         })));

TEST(MemoryStore, FailsAppendsOnDemandAndKeepsNothing) {
  MemoryStore store(kEpoch);
  Batch batch;
  batch.log = rows_after(0, 1);
  store.fail_appends(Error{ErrorCode::Unavailable, "The disk is full."});
  const auto failed = store.append(0, batch);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::Unavailable);
  EXPECT_EQ(store.head(), 0u);
  store.fail_appends({});
  EXPECT_TRUE(store.append(0, batch));
  EXPECT_EQ(store.head(), 1u);
}

TEST(MemoryStore, HoldsAFlushOnDemandAndSaysWhenOneIsHeld) {
  MemoryStore store(kEpoch);
  Batch batch;
  batch.log = rows_after(0, 1);
  ASSERT_TRUE(store.append_ahead(0, batch));
  store.hold_flushes(true);
  std::thread flusher([&] { EXPECT_TRUE(store.flush()); });
  store.wait_for_held_flush();
  EXPECT_EQ(store.durable_head(), 0u);
  store.hold_flushes(false);
  flusher.join();
  EXPECT_EQ(store.durable_head(), 1u);
}

Batch batch_behind(const Store& store) {
  return generated::batch_after(store.head(), 20);
}

TEST(MemoryStore, LosesWhatIsNotDurableWhenThePowerIsCutAndNothingElse) {
  MemoryStore store(kEpoch);
  ASSERT_TRUE(store.append(0, batch_behind(store)));
  ASSERT_TRUE(store.append_ahead(20, batch_behind(store)));
  EXPECT_EQ(store.ahead(), 1u);
  ASSERT_TRUE(store.flush());
  EXPECT_EQ(store.ahead(), 0u);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(store.append_ahead(store.head(), batch_behind(store)));
  EXPECT_EQ(store.ahead(), 3u);
  store.cut_power(1);
  EXPECT_EQ(store.head(), 60u);
  EXPECT_EQ(store.durable_head(), 60u);
  EXPECT_EQ(store.ahead(), 0u);
  EXPECT_EQ(store.read_log(0, 1'000)->size(), 60u);
  EXPECT_TRUE(store.is_seen(generated::seen_key(60)));
  EXPECT_FALSE(store.is_seen(generated::seen_key(61)));
  // The lost batches had changed messages before them, too.
  for (const std::uint64_t offset : {1u, 53u, 54u, 60u}) {
    const auto message = store.find_message_by_carrier_id(generated::carrier_id(offset));
    ASSERT_TRUE(message && *message) << offset;
    EXPECT_EQ((*message)->status, generated::status(offset, 60)) << offset;
  }
  EXPECT_FALSE(store.find_message_by_carrier_id(generated::carrier_id(61))->has_value());
  // It is as if they had never been there.
  ASSERT_TRUE(store.append(60, batch_behind(store)));
  store.cut_power();
  EXPECT_EQ(store.head(), 80u);
}

TEST(MemoryStore, LosesPasswordsDraftsAndPreferencesOfABatchThatIsNotDurable) {
  MemoryStore store(kEpoch);
  const AgentId ana{1};
  const auto batch_with = [&](const std::string& word) {
    Batch batch;
    batch.passwords = {{ana, word}};
    batch.drafts = {{ana, {9}, {1}, word, "v"}, {ana, {word.size()}, {1}, word, "v"}};
    batch.preferences = {{ana, "language", word}};
    return batch;
  };
  ASSERT_TRUE(store.append(0, batch_with("kept")));
  ASSERT_TRUE(store.put_session({"aa", ana, {1}, {2}}));
  const auto drafts = *store.all_drafts();
  const auto preferences = *store.all_preferences();
  ASSERT_TRUE(store.append_ahead(0, batch_with("not kept")));
  EXPECT_NE(*store.all_drafts(), drafts);
  EXPECT_FALSE(store.find_session("aa")->has_value());
  store.cut_power();
  EXPECT_EQ(*store.find_password(ana), std::optional<std::string>("kept"));
  EXPECT_TRUE(store.find_session("aa")->has_value());
  EXPECT_EQ(*store.all_drafts(), drafts);
  EXPECT_EQ(*store.all_preferences(), preferences);
}

TEST(MemoryStore, WhatIsWrittenAtOnceMakesDurableWhatIsBeforeIt) {
  MemoryStore store(kEpoch);
  ASSERT_TRUE(store.append_ahead(0, batch_behind(store)));
  ASSERT_TRUE(store.save_snapshot({20, "twenty"}));
  EXPECT_EQ(store.durable_head(), 20u);
  store.cut_power();
  EXPECT_EQ(store.head(), 20u);
}

TEST(MemoryStore, SaysThatThereIsNothingToBackUp) {
  MemoryStore store(kEpoch);
  EXPECT_EQ(store.backup_to("anywhere", [] { return true; }).error().code, ErrorCode::Unsupported);
}

}  // namespace
}  // namespace smsdesk::store
