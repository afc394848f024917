// What agents have set for themselves, so that it is there on each of their devices: names and values, whose meaning is the
// client's. No fact: it stands beside the log, in no digest, and in nobody's view but its owner's.
//
// Invariants: never more than kPreferencesMax of one agent; every change is in the turn's batch, so what is told is on disk.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/protocol/frame.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

class Preferences {
 public:
  /// As the store has them.
  explicit Preferences(const std::vector<store::PreferenceChange>& kept);

  /// What stands there now of what was asked for: all of it, unless there is no room for more.
  std::vector<Preference> put(AgentId agent, const std::vector<Preference>& changes, store::Batch& batch);
  /// The agent is not here any more.
  void drop(AgentId agent, store::Batch& batch);
  std::vector<Preference> of(AgentId agent) const;
  /// Who has any.
  std::vector<AgentId> agents() const;

 private:
  std::map<AgentId, std::map<std::string, std::string>> all_;
};

}  // namespace smsdesk::relay
