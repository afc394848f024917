// Who opted out before the relay kept that: consent is a record of its own since schema 12, and what was said earlier stands in
// the archive's messages only. Read once, at the first start that knows of it.
#pragma once

#include <vector>

#include "core/workspace/workspace.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

/// Customers whose last word about it, among all that they have ever written to that number of ours, was one that stops
/// messages; without those of whom a record is there. In steps, each a page of the archive.
Result<std::vector<store::PutConsent>> find_old_opt_outs(store::Reader& archive);
/// What writes them down, while no relay runs: a record for each, and an entry for each conversation that is open.
void append_old_opt_outs(const std::vector<store::PutConsent>& found, Workspace& workspace, Instant now,
                         store::Batch& into);

}  // namespace smsdesk::relay
