// Passwords and sessions in the store, brought in step with the organisation. A password belongs to the agent, whatever the
// login is now; of an agent who was removed it is kept until another login comes under that id (relay/service/rows.h).
#pragma once

#include <vector>

#include "core/workspace/workspace.h"
#include "relay/organisation/read_organisation.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

/// Hashes a password (a tenth of a second), folds the word that it was set, and adds both to the batch.
Status append_password(Workspace& workspace, AgentId agent, const std::string& password, Instant now,
                       store::Batch& into);
/// The same for the initial passwords of agents who have none yet; the others are not looked at.
Status append_initial_passwords(store::Store& store, Workspace& workspace, const std::vector<AccountConfig>& accounts,
                                Instant now, store::Batch& into);
/// Deletes the sessions of whoever is not among these agents; those of the others.
Result<std::vector<store::Session>> take_sessions(store::Store& store, const std::vector<AgentConfigured>& agents);

}  // namespace smsdesk::relay
