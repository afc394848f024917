// What an entry of the configuration is about and what stood there before: for audit. Pure.
#pragma once

#include <optional>
#include <string>

#include "core/workspace/workspace.h"

namespace smsdesk {

struct ConfiguredItem {
  std::string id;                   ///< of the item, the number, or "settings"
  std::string name;                 ///< as it is called now, or was called
  std::optional<EntryBody> before;  ///< the entry that would say what stood there; not set: nothing did
  std::optional<EntryBody> after;   ///< likewise of what stands there now; not set: it was removed
  // Neither is set where what changed is not among the facts: a password.
};

/// The entry that would configure the agent as they are.
AgentConfigured configured(const Agent& agent);

/// Not set: the entry changes no configuration. `before`: the workspace before the entry. Time zones' offsets are left out
/// (they follow from the zone), and of contact lists the numbers that both have.
std::optional<ConfiguredItem> configured_item(const Workspace& before, const EntryBody& body);

}  // namespace smsdesk
