// Collects the entries of one decision, with offsets and ids that follow the workspace's. For core/workspace only.
#pragma once

#include <utility>
#include <vector>

#include "core/workspace/decide.h"

namespace smsdesk {

class Entries {
 public:
  Entries(const Workspace& workspace, Instant now)
      : offset_(workspace.offset), last_id_(workspace.last_id), now_(now) {}

  void add(EntryBody body) { list_.push_back({++offset_, now_, std::move(body)}); }
  template <typename AnyId>
  AnyId next_id() {
    return AnyId{++last_id_};
  }
  bool is_empty() const { return list_.empty(); }
  std::vector<LogEntry> take() { return std::move(list_); }

 private:
  std::uint64_t offset_;
  std::uint64_t last_id_;
  Instant now_;
  std::vector<LogEntry> list_;
};

inline Decision refused(RefusalKind kind, std::string sentence, std::uint32_t count = 0) {
  return {{}, Refusal{kind, std::move(sentence), count}};
}

/// One agent's command; in decide_commands.cpp.
Decision decide_command(const Workspace& workspace, const CommandInput& input, Instant now);
/// What differs from the organisation's document; in decide_organisation.cpp.
Decision decide_organisation(const Workspace& workspace, const Organisation& organisation, Instant now);
/// Takes back every offer that alerts at this agent.
void end_offers_of(const Workspace& workspace, AgentId agent, OfferOutcome outcome, Entries& entries);

}  // namespace smsdesk
