#include "relay/host/accounts.h"

#include <gtest/gtest.h>

#include "relay/store/memory_store.h"

namespace smsdesk::relay {
namespace {

class Accounts : public testing::Test {
 protected:
  std::optional<store::Account> account_of(const std::string& login) { return store_.find_account(login).value(); }
  store::MemoryStore store_{std::string(32, 'a')};
};

TEST_F(Accounts, AreMadeOnceFromTheInitialPassword) {
  const std::vector<AccountConfig> accounts = {{AgentId{1}, "ana", "first password"}, {AgentId{2}, "ben", ""}};
  ASSERT_TRUE(make_accounts(store_, accounts));
  const std::string hash = account_of("ana")->password_hash;
  EXPECT_FALSE(hash.empty());
  EXPECT_FALSE(account_of("ben"));
  ASSERT_TRUE(make_accounts(store_, {{AgentId{1}, "ana", "another password"}}));
  EXPECT_EQ(account_of("ana")->password_hash, hash);
}

TEST_F(Accounts, OfRemovedAgentsStayUntilTheirLoginIsTaken) {
  ASSERT_TRUE(store_.put_account({AgentId{1}, "ana", "hash"}));
  ASSERT_TRUE(free_logins(store_, {{AgentId{2}, "ben", ""}}));
  EXPECT_TRUE(account_of("ana"));
  const std::vector<AccountConfig> reused = {{AgentId{3}, "Ana", "a new password"}};
  ASSERT_TRUE(free_logins(store_, reused));
  ASSERT_TRUE(make_accounts(store_, reused));
  EXPECT_EQ(account_of("ana")->agent, AgentId{3});
}

TEST_F(Accounts, OfPresentAgentsAreNeverDeleted) {
  ASSERT_TRUE(store_.put_account({AgentId{1}, "ana", "hash"}));
  ASSERT_TRUE(free_logins(store_, {{AgentId{1}, "anna", ""}, {AgentId{2}, "ana", ""}}));
  EXPECT_EQ(account_of("ana")->agent, AgentId{1});
}

TEST_F(Accounts, SessionsOfRemovedAgentsEnd) {
  ASSERT_TRUE(store_.put_session({"aa", AgentId{1}, {1}, {1}}));
  ASSERT_TRUE(store_.put_session({"bb", AgentId{2}, {1}, {1}}));
  const auto kept = take_sessions(store_, {{AgentId{2}, "ben", ""}});
  ASSERT_TRUE(kept);
  ASSERT_EQ(kept->size(), 1u);
  EXPECT_EQ(kept->front().agent, AgentId{2});
  EXPECT_EQ(store_.all_sessions()->size(), 1u);
}

}  // namespace
}  // namespace smsdesk::relay
