// What report.h keeps in tables, in memory. Each change leaves behind how to undo it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "relay/store/store.h"

namespace smsdesk::store {

using Undo = std::vector<std::function<void()>>;

class MemoryReports {
 public:
  void put(Undo& undo, const PutAudit& op);
  void put(Undo& undo, const PutAgentState& op);
  void put(Undo& undo, const PutOffer& op);
  void put(Undo& undo, const SetOfferEnded& op);
  void put(Undo& undo, const PutNote& op);

  Result<AuditPage> read_audit(std::optional<std::uint64_t> before, std::size_t limit) const;
  Result<std::vector<ArchivedAgentState>> read_agent_states(AgentId agent, Instant before, std::size_t limit) const;
  std::vector<ArchivedOffer> read_offers(ConversationId conversation) const;
  std::vector<PutNote> read_notes(ConversationId conversation) const;

 private:
  std::map<std::uint64_t, PutAudit> audit_;
  std::map<std::pair<std::uint64_t, AgentStateKind>, ArchivedAgentState> states_;
  std::map<OfferId, ArchivedOffer> offers_;
  std::map<NoteId, PutNote> notes_;
};

}  // namespace smsdesk::store
