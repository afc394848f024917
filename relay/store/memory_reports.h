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
/// Leaves behind how to undo whatever becomes of the map's value under that key.
template <typename Map, typename Key>
void keep(Undo& undo, Map& map, const Key& key) {
  const auto at = map.find(key);
  if (at == map.end())
    undo.push_back([&map, key] { map.erase(key); });
  else
    undo.push_back([&map, key, before = at->second] { map[key] = before; });
}

class MemoryReports {
 public:
  void put(Undo& undo, const PutAudit& op);
  void put(Undo& undo, const PutAgentState& op);
  void put(Undo& undo, const PutOffer& op);
  void put(Undo& undo, const SetOfferEnded& op);
  void put(Undo& undo, const PutNote& op);
  void put(Undo& undo, const SetNoteWords& op);
  void put(Undo& undo, const PutHanding& op);
  void put(Undo& undo, const SetMessageReport& op);

  Result<AuditPage> read_audit(std::optional<std::uint64_t> before, std::size_t limit) const;
  Result<ReportPage<ArchivedAgentState>> read_agent_states(const ReportQuery& query, std::size_t limit) const;
  Result<ReportPage<ArchivedOffer>> read_offers(const ReportQuery& query, std::size_t limit) const;
  Result<ReportPage<PutNote>> read_notes(const ReportQuery& query, std::size_t limit) const;
  std::optional<PutNote> find_note(NoteId note) const;
  std::vector<NoteWording> read_note_wordings(NoteId note) const;
  std::vector<ArchivedHanding> read_handings(ConversationId conversation) const;
  Result<ReportPage<SetMessageReport>> read_message_reports(const ReportQuery& query, std::size_t limit) const;
  const std::map<NoteId, PutNote>& notes() const { return notes_; }
  /// Null where it is not reported.
  const SetMessageReport* find_message_report(MessageId message) const;

 private:
  std::map<std::uint64_t, PutAudit> audit_;
  std::map<std::pair<std::uint64_t, AgentStateKind>, ArchivedAgentState> states_;
  std::map<OfferId, ArchivedOffer> offers_;
  std::map<NoteId, PutNote> notes_;
  std::map<NoteId, std::vector<NoteWording>> wordings_;
  std::map<std::uint64_t, ArchivedHanding> handings_;  ///< by the log's offset
  std::map<MessageId, SetMessageReport> message_reports_;
};

}  // namespace smsdesk::store
