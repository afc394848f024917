// Passwords and sessions in the store, brought in step with the organisation. A password belongs to the agent, whatever the
// login is now; of an agent who was removed it is kept until another login comes under that id (relay/service/rows.h).
#pragma once

#include <vector>

#include "relay/organisation/read_organisation.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

/// Hashes the initial passwords of agents who have none yet, each a tenth of a second; the others are not looked at.
Status put_initial_passwords(store::Store& store, const std::vector<AccountConfig>& accounts);
/// Deletes the sessions of whoever is not among these agents; those of the others.
Result<std::vector<store::Session>> take_sessions(store::Store& store, const std::vector<AgentConfigured>& agents);

}  // namespace smsdesk::relay
