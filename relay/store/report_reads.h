// Pages of the tables for reports, read by any of their filters. For relay/store only.
#pragma once

#include <cstddef>

#include "relay/store/sqlite.h"
#include "relay/store/store.h"

namespace smsdesk::store {

Result<ReportPage<ArchivedAgentState>> read_agent_states(Connection& connection, const ReportQuery& query,
                                                         std::size_t limit);
Result<ReportPage<ArchivedOffer>> read_offers(Connection& connection, const ReportQuery& query, std::size_t limit);
Result<std::optional<PutNote>> find_note(Connection& connection, NoteId note);
Result<std::vector<NoteWording>> read_note_wordings(Connection& connection, NoteId note);
Result<ReportPage<PutNote>> read_notes(Connection& connection, const ReportQuery& query, std::size_t limit);

}  // namespace smsdesk::store
