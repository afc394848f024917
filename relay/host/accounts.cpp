#include "relay/host/accounts.h"

#include <algorithm>

#include "relay/host/sign_in.h"

namespace smsdesk::relay {

Status put_initial_passwords(store::Store& store, const std::vector<AccountConfig>& accounts) {
  for (const AccountConfig& account : accounts) {
    if (account.initial_password.empty()) continue;
    auto known = store.find_password(account.agent);
    if (!known) return known.error();
    if (*known) continue;
    const std::string hash = hash_password(account.initial_password);
    if (hash.empty()) return Error{ErrorCode::Unavailable, kNoMemoryForHashing};
    if (Status put = store.put_password(account.agent, hash); !put) return put;
  }
  return Done{};
}

Result<std::vector<store::Session>> take_sessions(store::Store& store, const std::vector<AgentConfigured>& agents) {
  auto sessions = store.all_sessions();
  if (!sessions) return sessions.error();
  std::vector<store::Session> kept;
  for (store::Session& session : *sessions) {
    const bool is_there = std::any_of(agents.begin(), agents.end(),
                                      [&](const AgentConfigured& agent) { return agent.agent == session.agent; });
    if (is_there) {
      kept.push_back(std::move(session));
    } else if (Status deleted = store.delete_session(session.token_hash); !deleted) {
      return deleted.error();
    }
  }
  return kept;
}

}  // namespace smsdesk::relay
