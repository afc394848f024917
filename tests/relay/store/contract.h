// What every Store promises, as tests that each implementation runs: give the suite a maker of
// empty stores with INSTANTIATE_TEST_SUITE_P(Name, StoreContract, testing::Values(maker)).
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "relay/store/store.h"

namespace smsdesk::store {

/// A store and what must outlive it, for example the folder its file lies in.
struct StoreUnderTest {
  std::shared_ptr<void> ground;
  std::unique_ptr<Store> store;
};
using StoreMaker = std::function<StoreUnderTest()>;

inline constexpr const char* kEpoch = "00112233445566778899aabbccddeeff";
inline constexpr const char* kCustomer = "+14155550199";
inline constexpr const char* kOurNumber = "+14155550100";

/// `count` rows behind `head`, the body of row n being "row n".
inline std::vector<LogRow> rows_after(std::uint64_t head, std::size_t count) {
  std::vector<LogRow> rows;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t offset = head + 1 + i;
    rows.push_back({offset, {1000 + static_cast<std::int64_t>(offset)}, "row " + std::to_string(offset)});
  }
  return rows;
}

inline PutConversation a_conversation(std::uint64_t id, const std::string& customer = kCustomer) {
  return {{id}, {7}, customer, kOurNumber, {5000 + static_cast<std::int64_t>(id)}};
}

inline PutMessage a_message(std::uint64_t id, std::uint64_t conversation, const std::string& carrier_id = "") {
  PutMessage message;
  message.message = {id};
  message.conversation = {conversation};
  message.is_inbound = true;
  message.at = {9000 + static_cast<std::int64_t>(id)};
  message.text = "text " + std::to_string(id);
  message.status = "received";
  message.carrier_id = carrier_id;
  return message;
}

class StoreContract : public testing::TestWithParam<StoreMaker> {
 protected:
  void SetUp() override {
    under_test_ = GetParam()();
    ASSERT_NE(under_test_.store, nullptr);
  }
  Store& store() { return *under_test_.store; }

  Result<AppendOutcome> append_archive(std::vector<ArchiveOp> ops) {
    Batch batch;
    batch.archive = std::move(ops);
    return store().append(store().head(), batch);
  }
  Result<AppendOutcome> set_passwords(std::vector<PasswordChange> changes) {
    Batch batch;
    batch.passwords = std::move(changes);
    return store().append(store().head(), batch);
  }
  Result<AppendOutcome> append_rows(std::size_t count) {
    Batch batch;
    batch.log = rows_after(store().head(), count);
    return store().append(store().head(), batch);
  }
  static bool is_committed(const Result<AppendOutcome>& outcome) {
    return outcome.is_ok() && *outcome == AppendOutcome::Committed;
  }
  std::vector<std::uint64_t> ids_of(const TimelinePage& page) {
    std::vector<std::uint64_t> ids;
    for (const auto& message : page.messages) ids.push_back(message.message.value);
    return ids;
  }
  TimelinePage timeline(std::optional<MessageId> before = {}, std::size_t limit = 100) {
    auto page = store().read_timeline(kCustomer, kOurNumber, before, limit);
    EXPECT_TRUE(page.is_ok());
    return page.is_ok() ? *page : TimelinePage();
  }

  StoreUnderTest under_test_;
};

}  // namespace smsdesk::store
