#include "relay/store/memory_reports.h"

#include <algorithm>

#include "relay/store/batch_check.h"
#include "relay/store/report_rows.h"

namespace smsdesk::store {
namespace {

template <typename AnyId>
bool is_of(AnyId wanted, AnyId id) {
  return !wanted.is_set() || wanted == id;
}

template <typename Rows, typename Fits>
auto page_of(const Rows& all, const ReportQuery& query, std::size_t limit, Fits fits)
    -> Result<ReportPage<typename Rows::mapped_type>> {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  const ReportPlace first = first_place(query);
  std::vector<typename Rows::mapped_type> rows;
  for (const auto& [key, row] : all) {
    const ReportPlace place = place_of(row);
    if (fits(row) && place < first && (!query.from || *query.from <= place.at)) rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return place_of(b) < place_of(a); });
  if (rows.size() > limit + 1) rows.resize(limit + 1);
  return make_report_page(std::move(rows), limit);
}

}  // namespace

void MemoryReports::put(Undo& undo, const PutAudit& op) {
  if (audit_.emplace(op.offset, op).second) undo.push_back([this, offset = op.offset] { audit_.erase(offset); });
}

void MemoryReports::put(Undo& undo, const PutAgentState& op) {
  for (auto& [key, state] : states_) {
    if (state.began.agent != op.agent || key.second != op.kind || state.ended_at || key.first >= op.offset) continue;
    state.ended_at = op.at;
    undo.push_back([this, key = key] { states_.at(key).ended_at.reset(); });
  }
  const std::pair key{op.offset, op.kind};
  if (states_.emplace(key, ArchivedAgentState{op, std::nullopt}).second) {
    undo.push_back([this, key] { states_.erase(key); });
  }
}

void MemoryReports::put(Undo& undo, const PutOffer& op) {
  if (offers_.emplace(op.offer, ArchivedOffer{op, std::nullopt}).second) {
    undo.push_back([this, offer = op.offer] { offers_.erase(offer); });
  }
}

void MemoryReports::put(Undo& undo, const SetOfferEnded& op) {
  const auto at = offers_.find(op.offer);
  if (at == offers_.end()) return;
  undo.push_back([this, before = at->second] { offers_[before.made.offer] = before; });
  at->second.ended = op;
}

void MemoryReports::put(Undo& undo, const PutNote& op) {
  if (notes_.emplace(op.note, op).second) undo.push_back([this, note = op.note] { notes_.erase(note); });
}

void MemoryReports::put(Undo& undo, const SetNoteWords& op) {
  const auto at = notes_.find(op.note);
  if (at == notes_.end() || at->second.correction >= op.correction) return;
  undo.push_back([this, before = at->second] {
    notes_[before.note] = before;
    wordings_[before.note].pop_back();
  });
  PutNote& note = at->second;
  wordings_[op.note].push_back({note.correction == 0 ? note.at : note.corrected_at, note.text});
  note.text = op.text;
  note.mentions = op.mentions;
  note.correction = op.correction;
  note.corrected_at = op.at;
  note.is_taken_back = op.is_taken_back;
}

void MemoryReports::put(Undo& undo, const PutHanding& op) {
  if (handings_.emplace(op.offset, op.handing).second)
    undo.push_back([this, offset = op.offset] { handings_.erase(offset); });
}

void MemoryReports::put(Undo& undo, const SetMessageReport& op) {
  const auto at = message_reports_.find(op.message);
  if (at == message_reports_.end())
    undo.push_back([this, id = op.message] { message_reports_.erase(id); });
  else
    undo.push_back([this, before = at->second] { message_reports_[before.message] = before; });
  message_reports_[op.message] = op;
}

const SetMessageReport* MemoryReports::find_message_report(MessageId message) const {
  const auto at = message_reports_.find(message);
  return at == message_reports_.end() || at->second.kind.empty() ? nullptr : &at->second;
}

Result<ReportPage<SetMessageReport>> MemoryReports::read_message_reports(const ReportQuery& query,
                                                                         std::size_t limit) const {
  return page_of(message_reports_, query, limit, [&](const SetMessageReport& row) {
    return !row.kind.empty() && is_of(query.agent, row.by) && is_of(query.conversation, row.conversation);
  });
}

Result<AuditPage> MemoryReports::read_audit(std::optional<std::uint64_t> before, std::size_t limit) const {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  AuditPage page;
  auto at = before ? audit_.lower_bound(*before) : audit_.end();
  while (at != audit_.begin()) {
    --at;
    if (page.rows.size() == limit) {
      page.has_more = true;
      break;
    }
    page.rows.push_back(at->second);
  }
  return page;
}

Result<ReportPage<ArchivedAgentState>> MemoryReports::read_agent_states(const ReportQuery& query,
                                                                        std::size_t limit) const {
  if (query.conversation.is_set()) return ReportPage<ArchivedAgentState>();
  return page_of(states_, query, limit, [&](const ArchivedAgentState& row) {
    return is_of(query.agent, row.began.agent) && (!query.kind || *query.kind == row.began.kind);
  });
}

Result<ReportPage<ArchivedOffer>> MemoryReports::read_offers(const ReportQuery& query, std::size_t limit) const {
  return page_of(offers_, query, limit, [&](const ArchivedOffer& row) {
    return is_of(query.agent, row.made.agent) && is_of(query.conversation, row.made.conversation);
  });
}

std::optional<PutNote> MemoryReports::find_note(NoteId note) const {
  const auto at = notes_.find(note);
  return at == notes_.end() ? std::nullopt : std::optional(at->second);
}

std::vector<NoteWording> MemoryReports::read_note_wordings(NoteId note) const {
  const auto at = wordings_.find(note);
  return at == wordings_.end() ? std::vector<NoteWording>() : at->second;
}

std::vector<ArchivedHanding> MemoryReports::read_handings(ConversationId conversation) const {
  std::vector<ArchivedHanding> found;
  for (const auto& [offset, one] : handings_)
    if (one.conversation == conversation) found.push_back(one);
  std::stable_sort(found.begin(), found.end(),
                   [](const ArchivedHanding& a, const ArchivedHanding& b) { return a.at < b.at; });
  if (found.size() > kPageMax) found.erase(found.begin(), found.end() - kPageMax);
  return found;
}

Result<ReportPage<PutNote>> MemoryReports::read_notes(const ReportQuery& query, std::size_t limit) const {
  return page_of(notes_, query, limit, [&](const PutNote& row) {
    return is_of(query.agent, row.author) && is_of(query.conversation, row.conversation);
  });
}

}  // namespace smsdesk::store
