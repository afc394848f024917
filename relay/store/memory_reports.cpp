#include "relay/store/memory_reports.h"

#include <algorithm>

#include "relay/store/batch_check.h"

namespace smsdesk::store {

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

Result<std::vector<ArchivedAgentState>> MemoryReports::read_agent_states(AgentId agent, Instant before,
                                                                         std::size_t limit) const {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  std::vector<ArchivedAgentState> states;
  for (const auto& [key, state] : states_) {
    if (state.began.agent == agent && state.began.at < before) states.push_back(state);
  }
  std::stable_sort(states.begin(), states.end(), [](const auto& a, const auto& b) {
    return std::pair(a.began.at, a.began.offset) > std::pair(b.began.at, b.began.offset);
  });
  if (states.size() > limit) states.resize(limit);
  return states;
}

std::vector<ArchivedOffer> MemoryReports::read_offers(ConversationId conversation) const {
  std::vector<ArchivedOffer> rows;
  for (const auto& [id, offer] : offers_) {
    if (offer.made.conversation == conversation && rows.size() < kPageMax) rows.push_back(offer);
  }
  return rows;
}

std::vector<PutNote> MemoryReports::read_notes(ConversationId conversation) const {
  std::vector<PutNote> rows;
  for (const auto& [id, note] : notes_) {
    if (note.conversation == conversation && rows.size() < kPageMax) rows.push_back(note);
  }
  return rows;
}

}  // namespace smsdesk::store
