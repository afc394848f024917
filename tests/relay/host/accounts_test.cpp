#include "relay/host/accounts.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "relay/store/memory_store.h"

namespace smsdesk::relay {
namespace {

class Accounts : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_GE(sodium_init(), 0); }
  std::string hash_of(AgentId agent) { return store_.find_password(agent)->value_or(""); }
  store::MemoryStore store_{std::string(32, 'a')};
};

TEST_F(Accounts, TakeTheInitialPasswordOnce) {
  ASSERT_TRUE(put_initial_passwords(store_, {{AgentId{1}, "ana", "first password"}, {AgentId{2}, "ben", ""}}));
  const std::string hash = hash_of(AgentId{1});
  EXPECT_FALSE(hash.empty());
  EXPECT_EQ(hash_of(AgentId{2}), "");
  ASSERT_TRUE(put_initial_passwords(store_, {{AgentId{1}, "ana", "another password"}}));
  EXPECT_EQ(hash_of(AgentId{1}), hash);
}

TEST_F(Accounts, KeepThePasswordUnderANewLogin) {
  ASSERT_TRUE(store_.put_password(AgentId{1}, "hash"));
  ASSERT_TRUE(put_initial_passwords(store_, {{AgentId{1}, "anna", "initial password"}}));
  EXPECT_EQ(hash_of(AgentId{1}), "hash");
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
