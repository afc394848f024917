#include "relay/store/memory_store.h"

#include <thread>

#include "tests/relay/store/contract.h"

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

TEST(MemoryStore, SaysThatThereIsNothingToBackUp) {
  MemoryStore store(kEpoch);
  EXPECT_EQ(store.backup_to("anywhere", [] { return true; }).error().code, ErrorCode::Unsupported);
}

}  // namespace
}  // namespace smsdesk::store
