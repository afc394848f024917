#include "relay/host/accounts.h"

#include <algorithm>

#include "core/workspace/decide.h"
#include "relay/host/sign_in.h"
#include "relay/service/rows.h"

namespace smsdesk::relay {

Status append_password(Workspace& workspace, AgentId agent, const std::string& password, Instant now,
                       store::Batch& into) {
  const std::string hash = hash_password(password);
  if (hash.empty()) return Error{ErrorCode::Unavailable, kNoMemoryForHashing};
  const Decision decision = decide(workspace, PasswordSet{agent, {}}, now);
  if (decision.refusal) return Error{ErrorCode::Invalid, decision.refusal->sentence};
  fold_into_batch(workspace, decision.entries, into);
  into.passwords.push_back({agent, hash});
  return Done{};
}

Status append_initial_passwords(store::Store& store, Workspace& workspace, const std::vector<AccountConfig>& accounts,
                                Instant now, store::Batch& into) {
  for (const AccountConfig& account : accounts) {
    if (account.initial_password.empty()) continue;
    const auto known = has_password(store, into, account.agent);
    if (!known) return known.error();
    if (*known) continue;
    if (Status put = append_password(workspace, account.agent, account.initial_password, now, into); !put) return put;
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
