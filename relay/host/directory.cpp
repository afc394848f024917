#include "relay/host/directory.h"

#include <algorithm>

namespace smsdesk::relay {

std::string without_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

void Directory::set(const std::vector<AgentConfigured>& agents) {
  agents_.clear();
  by_login_.clear();
  for (const AgentConfigured& agent : agents) {
    agents_[agent.agent] = agent;
    if (!agent.login.empty()) by_login_[without_case(agent.login)] = agent.agent;
  }
}

const AgentConfigured* Directory::find_login(std::string_view login) const {
  const auto at = by_login_.find(without_case(login));
  return at == by_login_.end() ? nullptr : find(at->second);
}

const AgentConfigured* Directory::find(AgentId agent) const {
  const auto at = agents_.find(agent);
  return at == agents_.end() ? nullptr : &at->second;
}

}  // namespace smsdesk::relay
