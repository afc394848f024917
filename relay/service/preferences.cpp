#include "relay/service/preferences.h"

namespace smsdesk::relay {

Preferences::Preferences(const std::vector<store::PreferenceChange>& kept) {
  for (const store::PreferenceChange& one : kept) all_[one.agent][one.name] = one.value;
}

std::vector<Preference> Preferences::put(AgentId agent, const std::vector<Preference>& changes, store::Batch& batch) {
  std::vector<Preference> done;
  auto& own = all_[agent];
  for (const Preference& one : changes) {
    const auto at = own.find(one.name);
    const bool is_there = at != own.end();
    if (!is_there && !one.value.empty() && own.size() >= kPreferencesMax) continue;
    done.push_back(one);
    if (is_there ? at->second == one.value : one.value.empty()) continue;
    if (one.value.empty())
      own.erase(at);
    else
      own[one.name] = one.value;
    batch.preferences.push_back({agent, one.name, one.value});
  }
  if (own.empty()) all_.erase(agent);
  return done;
}

void Preferences::drop(AgentId agent, store::Batch& batch) {
  for (const Preference& one : of(agent)) batch.preferences.push_back({agent, one.name, {}});
  all_.erase(agent);
}

std::vector<AgentId> Preferences::agents() const {
  std::vector<AgentId> found;
  for (const auto& [agent, own] : all_) found.push_back(agent);
  return found;
}

std::vector<Preference> Preferences::of(AgentId agent) const {
  std::vector<Preference> all;
  const auto own = all_.find(agent);
  if (own == all_.end()) return all;
  for (const auto& [name, value] : own->second) all.push_back({name, value});
  return all;
}

}  // namespace smsdesk::relay
