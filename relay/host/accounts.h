// Accounts and sessions in the store, brought in step with the organisation's document at the relay's start. An agent who
// is not in it any more keeps the account (the password works again when the document has the agent again), but cannot sign
// in, has no session, and gives the login up where another agent takes it.
#pragma once

#include <vector>

#include "relay/organisation/read_organisation.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

/// Deletes the accounts of removed agents whose login another agent has now.
Status free_logins(store::Store& store, const std::vector<AccountConfig>& accounts);
/// Makes the accounts that are not there yet and have an initial password.
Status make_accounts(store::Store& store, const std::vector<AccountConfig>& accounts);
/// Deletes the sessions of agents who are not there any more; those of the others.
Result<std::vector<store::Session>> take_sessions(store::Store& store, const std::vector<AccountConfig>& accounts);

}  // namespace smsdesk::relay
