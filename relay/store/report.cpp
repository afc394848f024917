#include "relay/store/report.h"

#include <algorithm>
#include <limits>

#include "relay/store/batch_check.h"

namespace smsdesk::store {
namespace {

constexpr auto kAll = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

/// Ids between commas.
std::string join(const std::vector<AgentId>& ids) {
  std::string text;
  for (const AgentId id : ids) text += (text.empty() ? "" : ",") + std::to_string(id.value);
  return text;
}

}  // namespace

Result<ReportWriter> ReportWriter::prepare(Connection& connection) {
  ReportWriter writer;
  const Status prepared = prepare_all(
      connection,
      {{writer.put_audit_,
        "INSERT INTO audit (\"offset\", at, by_agent, action, item, name, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"},
       {writer.end_state_,
        "UPDATE agent_state SET ended_at = ? WHERE agent = ? AND kind = ? AND ended_at IS NULL AND \"offset\" < ?"},
       {writer.put_state_,
        "INSERT INTO agent_state (\"offset\", kind, agent, began_at, state, sub_status, by_agent, is_automatic)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (\"offset\", kind) DO NOTHING"},
       {writer.put_offer_,
        "INSERT INTO offer (id, conversation, agent, queue, made_at, why, trace) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING"},
       {writer.end_offer_, "UPDATE offer SET ended_at = ?, outcome = ?, reason = ?, is_automatic = ? WHERE id = ?"},
       {writer.put_note_,
        "INSERT INTO note (id, conversation, author, at, text, mentions) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING"},
       {writer.keep_wording_,
        "INSERT INTO note_wording (note, correction, at, text)"
        " SELECT id, correction, iif(correction = 0, at, corrected_at), text FROM note WHERE id = ? AND correction < ?"
        " ON CONFLICT DO NOTHING"},
       {writer.set_note_,
        "UPDATE note SET text = ?, mentions = ?, correction = ?, corrected_at = ?, is_taken_back = ?"
        " WHERE id = ? AND correction < ?"},
       {writer.put_handing_,
        "INSERT INTO handing (id, conversation, at, kind, agent, by_agent, queue, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"}});
  if (!prepared) return prepared.error();
  return writer;
}

Status ReportWriter::put(const PutAudit& op) {
  return put_audit_.with(op.offset, op.at, op.by, op.action, op.item, op.name, op.before, op.after).run();
}

Status ReportWriter::put(const PutAgentState& op) {
  const auto kind = static_cast<std::int64_t>(op.kind);
  if (auto ended = end_state_.with(op.at, op.agent, kind, op.offset).run(); !ended) return ended;
  return put_state_.with(op.offset, kind, op.agent, op.at, op.state, op.sub_status, op.by, op.is_automatic).run();
}

Status ReportWriter::put(const PutOffer& op) {
  return put_offer_.with(op.offer, op.conversation, op.agent, op.queue, op.made_at, op.why, op.trace).run();
}

Status ReportWriter::put(const SetOfferEnded& op) {
  return end_offer_.with(op.at, op.outcome, op.reason, op.is_automatic, op.offer).run();
}

Status ReportWriter::put(const PutNote& op) {
  const std::string mentions = join(op.mentions);
  return put_note_.with(op.note, op.conversation, op.author, op.at, op.text, mentions).run();
}

Status ReportWriter::put(const SetNoteWords& op) {
  const std::uint64_t correction = op.correction;
  if (auto kept = keep_wording_.with(op.note, correction).run(); !kept) return kept;
  const std::string mentions = join(op.mentions);
  return set_note_.with(op.text, mentions, correction, op.at, op.is_taken_back, op.note, correction).run();
}

Status ReportWriter::put(const PutHanding& op) {
  const ArchivedHanding& one = op.handing;
  return put_handing_.with(op.offset, one.conversation, one.at, one.kind, one.agent, one.by, one.queue, one.reason)
      .run();
}

Result<ReportQueries> ReportQueries::prepare(Connection& connection) {
  ReportQueries queries;
  const Status prepared =
      prepare_all(connection, {{queries.audit_,
                                "SELECT \"offset\", at, by_agent, action, item, name, before, after FROM audit"
                                " WHERE \"offset\" < ? ORDER BY \"offset\" DESC LIMIT ?"},
                               {queries.handings_,
                                "SELECT conversation, at, kind, agent, by_agent, queue, reason FROM handing"
                                " WHERE conversation = ? ORDER BY at DESC, id DESC LIMIT ?"}});
  if (!prepared) return prepared.error();
  return queries;
}

Result<AuditPage> ReportQueries::read_audit(std::optional<std::uint64_t> before, std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  // One more than asked for says whether there is more.
  auto rows = all_rows<PutAudit>(
      audit_.with(std::min(before.value_or(kAll), kAll), static_cast<std::uint64_t>(limit + 1)), [](Statement& row) {
        return PutAudit{row.number(0), row.instant(1), {row.number(2)}, row.text(3),
                        row.text(4),   row.text(5),    row.text(6),     row.text(7)};
      });
  if (!rows) return rows.error();
  AuditPage page{std::move(*rows), false};
  if (page.rows.size() > limit) {
    page.rows.pop_back();
    page.has_more = true;
  }
  return page;
}

Result<std::vector<ArchivedHanding>> ReportQueries::read_handings(ConversationId conversation) {
  if (conversation.value > kAll) return std::vector<ArchivedHanding>();
  auto rows =
      all_rows<ArchivedHanding>(handings_.with(conversation, static_cast<std::uint64_t>(kPageMax)), [](Statement& row) {
        return ArchivedHanding{{row.number(0)}, row.instant(1),  row.text(2), {row.number(3)},
                               {row.number(4)}, {row.number(5)}, row.text(6)};
      });
  if (rows) std::reverse(rows->begin(), rows->end());
  return rows;
}

}  // namespace smsdesk::store
