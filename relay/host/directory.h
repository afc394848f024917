// Who may sign in, and as what: the agents of the organisation as it is now, by login and by id. One thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/workspace/log_entry.h"

namespace smsdesk::relay {

/// The store and the organisation tell logins apart without case, of A–Z only.
std::string without_case(std::string_view text);

class Directory {
 public:
  void set(const std::vector<AgentConfigured>& agents);
  /// Null: nobody of that name.
  const AgentConfigured* find_login(std::string_view login) const;
  const AgentConfigured* find(AgentId agent) const;
  const std::map<AgentId, AgentConfigured>& all() const { return agents_; }

 private:
  std::map<AgentId, AgentConfigured> agents_;
  std::map<std::string, AgentId> by_login_;
};

}  // namespace smsdesk::relay
