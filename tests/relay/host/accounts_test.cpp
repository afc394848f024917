#include "relay/host/accounts.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "core/workspace/decide.h"
#include "relay/service/rows.h"
#include "relay/store/memory_store.h"
#include "tests/relay/store/set_password.h"

namespace smsdesk::relay {
namespace {

constexpr AgentId kAna{1}, kBen{2};

class Accounts : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_GE(sodium_init(), 0); }
  Accounts() {
    Organisation organisation;
    organisation.agents = {{kAna, "ana", "Ana", AgentRole::Agent, 1, {}},
                           {kBen, "ben", "Ben", AgentRole::Agent, 1, {}}};
    store::Batch batch;
    fold_into_batch(workspace_, decide(workspace_, organisation, {1}).entries, batch);
    EXPECT_TRUE(store_.append(0, batch));
  }
  std::string hash_of(AgentId agent) { return store_.find_password(agent)->value_or(""); }
  /// How many passwords were set.
  std::size_t take(const std::vector<AccountConfig>& accounts) {
    store::Batch batch;
    EXPECT_TRUE(append_initial_passwords(store_, workspace_, accounts, {2}, batch));
    EXPECT_TRUE(store_.append(store_.head(), batch));
    EXPECT_EQ(batch.log.size(), batch.passwords.size()) << "the log says it of each";
    return batch.passwords.size();
  }
  Workspace workspace_;
  store::MemoryStore store_{std::string(32, 'a')};
};

TEST_F(Accounts, TakeTheInitialPasswordOnce) {
  EXPECT_EQ(take({{kAna, "ana", "first password"}, {kBen, "ben", ""}}), 1u);
  const std::string hash = hash_of(kAna);
  EXPECT_FALSE(hash.empty());
  EXPECT_EQ(hash_of(kBen), "");
  EXPECT_EQ(take({{kAna, "ana", "another password"}}), 0u);
  EXPECT_EQ(hash_of(kAna), hash);
  const store::PutAudit row = store_.read_audit({}, 10)->rows.at(0);
  EXPECT_EQ(row.action + row.name, "agent_password_setAna");
  EXPECT_EQ(row.by, AgentId{});
}

TEST_F(Accounts, KeepThePasswordUnderANewLogin) {
  store::set_password(store_, kAna, "hash");
  EXPECT_EQ(take({{kAna, "anna", "initial password"}}), 0u);
  EXPECT_EQ(hash_of(kAna), "hash");
}

TEST_F(Accounts, AreSetForWhoIsThereOnly) {
  store::Batch batch;
  EXPECT_FALSE(append_password(workspace_, AgentId{999}, "some password", {2}, batch));
  EXPECT_TRUE(batch.is_empty());
}

TEST_F(Accounts, SessionsOfRemovedAgentsEnd) {
  ASSERT_TRUE(store_.put_session({"aa", AgentId{1}, {1}, {1}}));
  ASSERT_TRUE(store_.put_session({"bb", AgentId{2}, {1}, {1}}));
  const auto kept = take_sessions(store_, {{AgentId{2}, "ben", "Ben", AgentRole::Agent, 1, {}}});
  ASSERT_TRUE(kept);
  ASSERT_EQ(kept->size(), 1u);
  EXPECT_EQ(kept->front().agent, AgentId{2});
  EXPECT_EQ(store_.all_sessions()->size(), 1u);
}

}  // namespace
}  // namespace smsdesk::relay
