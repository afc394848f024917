#include "relay/host/accounts.h"

#include <algorithm>

#include "relay/host/sign_in.h"

namespace smsdesk::relay {
namespace {

bool has(const std::vector<AccountConfig>& accounts, AgentId agent) {
  return std::any_of(accounts.begin(), accounts.end(), [&](const AccountConfig& one) { return one.agent == agent; });
}

}  // namespace

Status free_logins(store::Store& store, const std::vector<AccountConfig>& accounts) {
  for (const AccountConfig& account : accounts) {
    auto known = store.find_account(account.login);
    if (!known) return known.error();
    if (!*known || has(accounts, (*known)->agent)) continue;
    if (Status deleted = store.delete_account((*known)->agent); !deleted) return deleted;
  }
  return Done{};
}

Status make_accounts(store::Store& store, const std::vector<AccountConfig>& accounts) {
  for (const AccountConfig& account : accounts) {
    if (account.initial_password.empty()) continue;
    auto known = store.find_account(account.login);
    if (!known) return known.error();
    if (*known && (*known)->agent == account.agent) continue;
    const std::string hash = hash_password(account.initial_password);
    if (hash.empty()) return Error{ErrorCode::Unavailable, "There is not enough memory to hash a password (64 MiB)."};
    if (Status put = store.put_account({account.agent, account.login, hash}); !put) return put;
  }
  return Done{};
}

Result<std::vector<store::Session>> take_sessions(store::Store& store, const std::vector<AccountConfig>& accounts) {
  auto sessions = store.all_sessions();
  if (!sessions) return sessions.error();
  std::vector<store::Session> kept;
  for (store::Session& session : *sessions) {
    if (has(accounts, session.agent)) {
      kept.push_back(std::move(session));
    } else if (Status deleted = store.delete_session(session.token_hash); !deleted) {
      return deleted.error();
    }
  }
  return kept;
}

}  // namespace smsdesk::relay
