// One query for all reports; only which filters there are makes the text. The index is named, so that no filter can turn a
// page into a walk through the whole table: of a conversation there are few rows, and the other two stand in the order in
// which they are read.
#include "relay/store/report_reads.h"

#include "relay/store/batch_check.h"
#include "relay/store/delivery.h"
#include "relay/store/report_rows.h"

namespace smsdesk::store {
namespace {

struct Table {
  const char* columns;
  const char* name;
  const char* at;
  const char* number;  ///< as place_of() counts it
  const char* agent;
  const char* by_conversation;  ///< indices; null: rows are of no conversation
  const char* by_agent;
  const char* by_time;
};
constexpr Table kStates{"\"offset\", kind, agent, began_at, ended_at, state, sub_status, by_agent, is_automatic",
                        "agent_state",
                        "began_at",
                        "\"offset\" * 4 + kind",
                        "agent",
                        nullptr,
                        "agent_state_agent",
                        "agent_state_began"};
constexpr Table kOffers{"id, conversation, agent, queue, made_at, why, trace, ended_at, outcome, reason, is_automatic",
                        "offer",
                        "made_at",
                        "id",
                        "agent",
                        "offer_conversation",
                        "offer_agent",
                        "offer_made"};
constexpr Table kNotes{"id, conversation, author, at, text, mentions, correction, corrected_at, is_taken_back",
                       "note",
                       "at",
                       "id",
                       "author",
                       "note_conversation",
                       "note_author",
                       "note_at"};

constexpr Table kMessageReports{"message, conversation, at, by_agent, kind",
                                "message_report",
                                "at",
                                "message",
                                "by_agent",
                                "message_report_conversation",
                                "message_report_agent",
                                "message_report_at"};

std::string sql_of(const Table& table, const ReportQuery& query) {
  const char* index = query.conversation.is_set() ? table.by_conversation
                      : query.agent.is_set()      ? table.by_agent
                                                  : table.by_time;
  const std::string at = table.at, number = table.number;
  std::string sql = std::string("SELECT ") + table.columns + " FROM " + table.name + " INDEXED BY " + index +
                    " WHERE " + at + " >= ?1 AND " + at + " <= ?2 AND (" + at + ", " + number + ") < (?2, ?3)";
  if (query.agent.is_set()) sql += std::string(" AND ") + table.agent + " = ?4";
  if (query.conversation.is_set()) sql += " AND conversation = ?5";
  if (query.kind) sql += " AND kind = ?6";
  if (table.name == kMessageReports.name) sql += " AND kind <> ''";  // taken back
  return sql + " ORDER BY " + at + " DESC, " + number + " DESC LIMIT ?7";
}

/// `read` makes a row of the table's columns.
template <typename Row, typename Read>
Result<ReportPage<Row>> read_page(Connection& connection, const Table& table, const ReportQuery& query,
                                  std::size_t limit, Read read) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  constexpr auto kAll = static_cast<std::uint64_t>(INT64_MAX);
  const bool is_beyond = query.agent.value > kAll || query.conversation.value > kAll;
  if (is_beyond || (query.conversation.is_set() && table.by_conversation == nullptr)) return ReportPage<Row>();
  auto found = connection.prepare(sql_of(table, query));
  if (!found) return found.error();
  const ReportPlace first = first_place(query);
  const auto kind = static_cast<std::int64_t>(query.kind.value_or(AgentStateKind::Presence));
  found->with(query.from.value_or(Instant{INT64_MIN}), first.at, std::min(first.number, kAll), query.agent,
              query.conversation, kind, static_cast<std::uint64_t>(limit + 1));
  auto rows = all_rows<Row>(*found, read);
  if (!rows) return rows.error();
  return make_report_page(std::move(*rows), limit);
}

/// Ids between commas, as report.cpp joins them.
std::vector<AgentId> split(const std::string& text) {
  std::vector<AgentId> ids;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    ids.push_back({std::stoull(text.substr(at, end - at))});
    at = end + 1;
  }
  return ids;
}

}  // namespace

Result<ReportPage<ArchivedAgentState>> read_agent_states(Connection& connection, const ReportQuery& query,
                                                         std::size_t limit) {
  return read_page<ArchivedAgentState>(connection, kStates, query, limit, [](Statement& row) {
    ArchivedAgentState state;
    state.began = {row.number(0),   {row.number(2)},    static_cast<AgentStateKind>(row.integer(1)),
                   row.instant(3),  row.text(5),        row.text(6),
                   {row.number(7)}, row.integer(8) != 0};
    if (!row.is_null(4)) state.ended_at = row.instant(4);
    return state;
  });
}

Result<ReportPage<ArchivedOffer>> read_offers(Connection& connection, const ReportQuery& query, std::size_t limit) {
  return read_page<ArchivedOffer>(connection, kOffers, query, limit, [](Statement& row) {
    ArchivedOffer offer;
    offer.made = {{row.number(0)}, {row.number(1)}, {row.number(2)}, {row.number(3)},
                  row.instant(4),  row.text(5),     row.text(6)};
    if (!row.is_null(7)) {
      offer.ended = SetOfferEnded{offer.made.offer, row.instant(7), row.text(8), row.text(9), row.integer(10) != 0};
    }
    return offer;
  });
}

Result<ReportPage<SetMessageReport>> read_message_reports(Connection& connection, const ReportQuery& query,
                                                          std::size_t limit) {
  return read_page<SetMessageReport>(connection, kMessageReports, query, limit, [](Statement& row) {
    return SetMessageReport{{row.number(0)}, {row.number(1)}, row.instant(2), {row.number(3)}, row.text(4)};
  });
}

namespace {

PutNote note_of(Statement& row) {
  return {{row.number(0)},
          {row.number(1)},
          {row.number(2)},
          row.instant(3),
          row.text(4),
          split(row.text(5)),
          static_cast<unsigned>(row.number(6)),
          row.instant(7),
          row.integer(8) != 0};
}

}  // namespace

Result<ReportPage<PutNote>> read_notes(Connection& connection, const ReportQuery& query, std::size_t limit) {
  return read_page<PutNote>(connection, kNotes, query, limit, note_of);
}

Result<std::optional<PutNote>> find_note(Connection& connection, NoteId note) {
  if (note.value > static_cast<std::uint64_t>(INT64_MAX)) return std::optional<PutNote>();
  auto found = connection.prepare(std::string("SELECT ") + kNotes.columns + " FROM " + kNotes.name + " WHERE " +
                                  kNotes.number + " = ?");
  if (!found) return found.error();
  const auto has_row = found->with(note).next();
  if (!has_row) return has_row.error();
  return *has_row ? std::optional(note_of(*found)) : std::nullopt;
}

Result<std::vector<NoteWording>> read_note_wordings(Connection& connection, NoteId note) {
  if (note.value > static_cast<std::uint64_t>(INT64_MAX)) return std::vector<NoteWording>();
  auto found = connection.prepare("SELECT at, text FROM note_wording WHERE note = ? ORDER BY correction LIMIT ?");
  if (!found) return found.error();
  return all_rows<NoteWording>(found->with(note, static_cast<std::uint64_t>(kPageMax)), [](Statement& row) {
    return NoteWording{row.instant(0), row.text(1)};
  });
}

}  // namespace smsdesk::store
