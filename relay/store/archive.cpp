#include "relay/store/archive.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "relay/store/batch_check.h"

namespace smsdesk::store {
namespace {

// The columns of an ArchivedSegment, in the order of read_segment, of a conversation's row and of a segment's.
#define SMSDESK_LAST_SEGMENT_COLUMNS                                                                                \
  "id, segment, queue, agent, ifnull(reopened_at, opened_at), ended_at, wrap_up_code, note, resolution, end_cause," \
  " fields"
#define SMSDESK_SEGMENT_COLUMNS \
  "conversation, segment, queue, agent, opened_at, ended_at, wrap_up_code, note, resolution, end_cause, fields"

ArchivedSegment read_segment(const Statement& row) {
  ArchivedSegment one;
  one.conversation = {row.number(0)};
  one.segment = static_cast<unsigned>(row.number(1));
  one.queue = {row.number(2)};
  one.agent = {row.number(3)};
  one.opened_at = row.instant(4);
  if (!row.is_null(5)) one.ended_at = row.instant(5);
  one.wrap_up_code = row.text(6);
  one.note = row.text(7);
  one.resolution = row.text(8);
  one.end_cause = row.text(9);
  one.fields = row.text(10);
  return one;
}

Result<TimelinePage> read_page(Statement& rows, std::size_t limit) {
  TimelinePage page;
  while (true) {
    const auto has_row = rows.next();
    if (!has_row) return has_row.error();
    if (!*has_row) return page;
    if (page.messages.size() == limit) {
      page.has_more = true;
      rows.reset();
      return page;
    }
    page.messages.push_back(read_message(rows));
  }
}

std::optional<std::string_view> null_if_empty(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return std::string_view(text);
}

}  // namespace

Error refuse_second_open_conversation(const PutConversation& op) {
  return {ErrorCode::Conflict, "Conversation " + std::to_string(op.conversation.value) +
                                   " cannot be opened: this customer has an open one on this number."};
}

Error refuse_message_without_conversation(const PutMessage& op) {
  return {ErrorCode::Invalid, "Message " + std::to_string(op.message.value) + " names conversation " +
                                  std::to_string(op.conversation.value) + ", which is not in the archive."};
}

Error refuse_reopening(ConversationId conversation) {
  return {ErrorCode::Conflict, "Conversation " + std::to_string(conversation.value) +
                                   " cannot be reopened: another one with this customer on this number is open."};
}

Error refuse_carrier_id(const std::string& carrier_id) {
  return {ErrorCode::Conflict, "The carrier's id " + carrier_id + " belongs to another message already."};
}

ArchivedMessage read_message(const Statement& row) {
  ArchivedMessage message;
  message.message = {row.number(0)};
  message.conversation = {row.number(1)};
  message.is_inbound = row.integer(2) != 0;
  message.author = {row.number(3)};
  message.at = row.instant(4);
  message.text = row.text(5);
  message.media = row.text(6);
  message.status = row.text(7);
  message.error_code = row.text(8);
  message.carrier_id = row.text(9);
  message.status_at = row.instant(10);
  message.again_of = {row.number(11)};
  message.is_mms_text = row.integer(12) != 0;
  message.not_done = row.text(13);
  if (row.is_null(14) || row.text(14).empty()) return message;
  message.report = row.text(14);
  message.reported_by = {row.number(15)};
  message.reported_at = row.instant(16);
  return message;
}

ArchivedConversation read_conversation(const Statement& row) {
  ArchivedConversation one;
  one.conversation = {row.number(0)};
  one.queue = {row.number(1)};
  one.opened_at = row.instant(2);
  if (!row.is_null(3)) one.ended_at = row.instant(3);
  one.agent = {row.number(4)};
  one.wrap_up_code = row.text(5);
  one.note = row.text(6);
  one.segment = static_cast<unsigned>(row.number(7));
  one.resolution = row.text(8);
  one.end_cause = row.text(9);
  one.fields = row.text(10);
  if (!row.is_null(11)) one.reopened_at = row.instant(11);
  return one;
}

Result<ArchiveWriter> ArchiveWriter::prepare(Connection& connection) {
  ArchiveWriter writer;
  const Status prepared = prepare_all(
      connection,
      {{writer.find_conversation_, "SELECT 1 FROM conversation WHERE id = ?"},
       {writer.put_timeline_, "INSERT INTO timeline (customer, our_number) VALUES (?, ?) ON CONFLICT DO NOTHING"},
       {writer.put_conversation_,
        "INSERT INTO conversation (id, timeline, queue, opened_at)"
        " SELECT ?, timeline.id, ?, ? FROM timeline WHERE customer = ? AND our_number = ?"},
       {writer.set_owner_,
        "UPDATE conversation SET agent = iif(?1 = 0, agent, ?1), queue = iif(?2 = 0, queue, ?2)"
        " WHERE id = ?3 AND segment <= ?4"},
       {writer.keep_segment_, "INSERT INTO segment (" SMSDESK_SEGMENT_COLUMNS ") SELECT " SMSDESK_LAST_SEGMENT_COLUMNS
                              " FROM conversation WHERE id = ? AND segment < ?"},
       {writer.set_reopened_,
        "UPDATE conversation SET ended_at = NULL, queue = ?1, agent = iif(?2 = 0, agent, ?2), segment = ?3,"
        " reopened_at = ?5, wrap_up_code = '', note = '', resolution = '', end_cause = '', fields = '' WHERE id = ?4 "
        "AND segment < ?3"},
       {writer.set_ended_,
        "UPDATE conversation SET ended_at = ?1, agent = iif(?2 = 0, agent, ?2), wrap_up_code = ?3, note = ?4, fields = "
        "?5,"
        " resolution = ifnull(?6, resolution), end_cause = ifnull(?7, end_cause) WHERE id = ?8 AND segment <= ?9"},
       // Where it is old news, the conversation is in a later segment and nothing is found.
       {writer.put_wrap_up_note_,
        "INSERT INTO wrap_up_note (conversation, segment, timeline, \"after\", anchor, author, at, text)"
        " SELECT c.id, c.segment, c.timeline,"
        " max(ifnull((SELECT max(id) FROM message), 0), ifnull((SELECT max(id) FROM note), 0),"
        " ifnull((SELECT max(\"after\") FROM wrap_up_note), 0)),"
        " ifnull((SELECT m.id FROM message AS m WHERE m.timeline = c.timeline AND m.at <= c.ended_at"
        " ORDER BY m.id DESC LIMIT 1), 0), c.agent, c.ended_at, c.note"
        " FROM conversation AS c WHERE c.id = ? AND c.segment <= ? AND c.note <> ''"
        " ON CONFLICT (conversation, segment) DO UPDATE SET author = excluded.author, at = excluded.at,"
        " text = excluded.text"},
       {writer.drop_wrap_up_note_,
        "DELETE FROM wrap_up_note WHERE conversation = ?1 AND segment ="
        " (SELECT segment FROM conversation WHERE id = ?1 AND segment <= ?2)"},
       {writer.put_message_,
        "INSERT INTO message (id, timeline, conversation, is_inbound, author, at, status_at, text,"
        " media, status, carrier_id, again_of, is_mms_text, not_done)"
        " VALUES (?1, (SELECT timeline FROM conversation WHERE id = ?2), ?2, ?3, ?4, ?5, ?5, ?6, "
        "?7,"
        " ?8, ?9, ?10, ?11, ?12)"},
       {writer.find_message_, "SELECT 1 FROM message WHERE id = ?"},
       // The carrier's id is an indexed column: it is only touched where the operation names one.
       {writer.set_status_,
        "UPDATE message SET status = ?, status_at = ?, error_code = ?,"
        " carrier_id = ifnull(?, carrier_id) WHERE id = ?"}});
  if (!prepared) return prepared.error();
  auto reports = ReportWriter::prepare(connection);
  if (!reports) return reports.error();
  writer.reports_ = std::move(*reports);
  auto deliveries = DeliveryWriter::prepare(connection);
  if (!deliveries) return deliveries.error();
  writer.deliveries_ = std::move(*deliveries);
  auto media = MediaRows::prepare(connection);
  if (!media) return media.error();
  writer.media_ = std::move(*media);
  auto contacts = ContactWriter::prepare(connection);
  if (!contacts) return contacts.error();
  writer.contacts_ = std::move(*contacts);
  return writer;
}

Status ArchiveWriter::apply(const ArchiveOp& op) {
  return std::visit(
      [&](const auto& one) -> Status {
        using Op = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<Op, SetConversationOwner>) {
          return set_owner_.with(one.agent, one.queue, one.conversation, std::uint64_t{one.segment}).run();
        } else if constexpr (std::is_same_v<Op, SetConversationReopened>) {
          return reopen(one);
        } else if constexpr (std::is_same_v<Op, SetConversationEnded>) {
          return set_ended(one);
        } else if constexpr (std::is_same_v<Op, SetMessageStatus>) {
          return set_status(one);
        } else if constexpr (std::is_same_v<Op, SetMessageReport>) {
          return deliveries_.put(one);
        } else if constexpr (std::is_same_v<Op, SetMedia>) {
          return media_.put(one);
        } else if constexpr (std::is_same_v<Op, PutContact> || std::is_same_v<Op, RemoveContact> ||
                             std::is_same_v<Op, PutContactsApart> || std::is_same_v<Op, PutConsent>) {
          return contacts_.put(one);
        } else if constexpr (ReportWriter::takes<Op>()) {
          return reports_.put(one);
        } else {
          return put(one);
        }
      },
      op);
}

Status ArchiveWriter::put(const PutConversation& op) {
  const auto is_there = has_a_row(find_conversation_.with(op.conversation));
  if (!is_there) return is_there.error();
  if (*is_there) return Done{};
  if (auto made = put_timeline_.with(op.customer, op.our_number).run(); !made) return made;
  auto written = put_conversation_.with(op.conversation, op.queue, op.opened_at, op.customer, op.our_number).run();
  if (!written && written.error().code == ErrorCode::Conflict) {
    return refuse_second_open_conversation(op);
  }
  return written;
}

// The common case, a new message with its conversation there, is one statement. It has one row of
// values, because INSERT … SELECT would make SQLite keep a journal of its own for every statement.
// What else it can be is asked only when it was refused.
Status ArchiveWriter::put(const PutMessage& op) {
  auto written = put_message_
                     .with(op.message, op.conversation, op.is_inbound, op.author, op.at, op.text, op.media, op.status,
                           null_if_empty(op.carrier_id), op.again_of, op.is_mms_text, op.not_done)
                     .run();
  if (written || written.error().code != ErrorCode::Conflict) return written;
  const auto is_there = has_a_row(find_message_.with(op.message));
  if (!is_there) return is_there.error();
  if (*is_there) return Done{};
  const auto has_conversation = has_a_row(find_conversation_.with(op.conversation));
  if (!has_conversation) return has_conversation.error();
  return *has_conversation ? refuse_carrier_id(op.carrier_id) : refuse_message_without_conversation(op);
}

// What the row says of the segment that ended is kept before it says the next one's. Where that one has begun already, both
// statements find nothing to do.
Status ArchiveWriter::reopen(const SetConversationReopened& op) {
  const std::uint64_t segment = op.segment;
  if (auto kept = keep_segment_.with(op.conversation, segment).run(); !kept) return kept;
  auto written = set_reopened_.with(op.queue, op.agent, segment, op.conversation, op.at).run();
  const bool is_second = !written && written.error().code == ErrorCode::Conflict;
  return is_second ? Status(refuse_reopening(op.conversation)) : written;
}

Status ArchiveWriter::set_ended(const SetConversationEnded& op) {
  const std::uint64_t segment = op.segment;
  auto written = set_ended_
                     .with(op.at, op.agent, op.wrap_up_code, op.note, op.fields, null_if_empty(op.resolution),
                           null_if_empty(op.end_cause), op.conversation, segment)
                     .run();
  if (!written) return written;
  Statement& note = op.note.empty() ? drop_wrap_up_note_ : put_wrap_up_note_;
  return note.with(op.conversation, segment).run();
}

Status ArchiveWriter::set_status(const SetMessageStatus& op) {
  auto written = set_status_.with(op.status, op.at, op.error_code, null_if_empty(op.carrier_id), op.message).run();
  if (!written && written.error().code == ErrorCode::Conflict) {
    return refuse_carrier_id(op.carrier_id);
  }
  return written ? deliveries_.put(op) : written;
}

Result<ArchiveQueries> ArchiveQueries::prepare(Connection& connection) {
  ArchiveQueries queries;
  const Status prepared = prepare_all(
      connection,
      {{queries.timeline_, "SELECT " SMSDESK_MESSAGE_COLUMNS " FROM " SMSDESK_MESSAGE_TABLES " WHERE timeline ="
                           " (SELECT id FROM timeline WHERE customer = ? AND our_number = ?)"
                           " AND message.id < ? ORDER BY message.id DESC LIMIT ?"},
       {queries.timeline_after_, "SELECT " SMSDESK_MESSAGE_COLUMNS " FROM " SMSDESK_MESSAGE_TABLES " WHERE timeline ="
                                 " (SELECT id FROM timeline WHERE customer = ? AND our_number = ?)"
                                 " AND message.id > ? ORDER BY message.id LIMIT ?"},
       {queries.history_, "SELECT " SMSDESK_CONVERSATION_COLUMNS " FROM conversation WHERE timeline ="
                          " (SELECT id FROM timeline WHERE customer = ? AND our_number = ?)"
                          " ORDER BY id DESC LIMIT ?"},
       {queries.conversation_,
        "SELECT " SMSDESK_CONVERSATION_COLUMNS
        ", customer, our_number FROM conversation JOIN timeline ON timeline.id = conversation.timeline"
        " WHERE conversation.id = ?"},
       // Only of the timeline since it was opened: ids come from one counter, a conversation's before those of its messages.
       {queries.message_count_,
        "SELECT count(*) FROM message WHERE timeline = (SELECT timeline FROM conversation WHERE id = ?1) AND id > ?1"
        " AND conversation = ?1"},
       {queries.segments_, "SELECT " SMSDESK_SEGMENT_COLUMNS
                           " FROM segment WHERE conversation = ?1 UNION ALL SELECT " SMSDESK_LAST_SEGMENT_COLUMNS
                           " FROM conversation WHERE id = ?1 ORDER BY 2 DESC LIMIT ?2"},
       {queries.by_carrier_id_,
        "SELECT " SMSDESK_MESSAGE_COLUMNS " FROM " SMSDESK_MESSAGE_TABLES " WHERE carrier_id = ?"}});
  if (!prepared) return prepared.error();
  auto reports = ReportQueries::prepare(connection);
  if (!reports) return reports.error();
  queries.reports_ = std::move(*reports);
  return queries;
}

Result<TimelinePage> ArchiveQueries::read_timeline(const std::string& customer, const std::string& our_number,
                                                   std::optional<MessageId> before, std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  // The number may come from outside, so it is cut to what SQLite can hold.
  constexpr auto kAll = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const std::uint64_t below = before ? std::min(before->value, kAll) : kAll;
  // One more than asked for says whether there is more.
  return read_page(timeline_.with(customer, our_number, below, static_cast<std::uint64_t>(limit + 1)), limit);
}

Result<TimelinePage> ArchiveQueries::read_timeline_after(const std::string& customer, const std::string& our_number,
                                                         MessageId after, std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  constexpr auto kAll = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const std::uint64_t above = std::min(after.value, kAll);
  return read_page(timeline_after_.with(customer, our_number, above, static_cast<std::uint64_t>(limit + 1)), limit);
}

Result<std::vector<ArchivedConversation>> ArchiveQueries::read_history(const std::string& customer,
                                                                       const std::string& our_number,
                                                                       std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  std::vector<ArchivedConversation> found;
  history_.with(customer, our_number, static_cast<std::uint64_t>(limit));
  while (true) {
    const auto has_row = history_.next();
    if (!has_row) return has_row.error();
    if (!*has_row) return found;
    ArchivedConversation one = read_conversation(history_);
    one.customer = customer;
    one.our_number = our_number;
    found.push_back(std::move(one));
  }
}

Result<std::optional<ArchivedConversation>> ArchiveQueries::find_conversation(ConversationId conversation) {
  constexpr auto kAll = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (conversation.value > kAll) return std::optional<ArchivedConversation>();
  const auto has_row = conversation_.with(conversation).next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<ArchivedConversation>();
  ArchivedConversation one = read_conversation(conversation_);
  one.customer = conversation_.text(kConversationColumns);
  one.our_number = conversation_.text(kConversationColumns + 1);
  conversation_.reset();
  return std::optional<ArchivedConversation>(std::move(one));
}

Result<std::uint64_t> ArchiveQueries::count_messages(ConversationId conversation) {
  constexpr auto kAll = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (conversation.value > kAll) return std::uint64_t{0};
  const auto has_row = message_count_.with(conversation).next();
  if (!has_row) return has_row.error();
  const std::uint64_t count = *has_row ? message_count_.number(0) : 0;
  message_count_.reset();
  return count;
}

Result<std::vector<ArchivedSegment>> ArchiveQueries::read_segments(ConversationId conversation) {
  std::vector<ArchivedSegment> found;
  constexpr auto kAll = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (conversation.value > kAll) return found;
  segments_.with(conversation, static_cast<std::uint64_t>(kPageMax));
  for (;;) {
    const auto has_row = segments_.next();
    if (!has_row) return has_row.error();
    if (!*has_row) break;
    found.push_back(read_segment(segments_));
  }
  std::reverse(found.begin(), found.end());
  return found;
}

Result<std::optional<ArchivedMessage>> ArchiveQueries::find_message_by_carrier_id(const std::string& carrier_id) {
  const auto has_row = by_carrier_id_.with(carrier_id).next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<ArchivedMessage>();
  ArchivedMessage message = read_message(by_carrier_id_);
  by_carrier_id_.reset();
  return std::optional<ArchivedMessage>(std::move(message));
}

Result<std::vector<ConsentSign>> read_consent_signs(Connection& connection, MessageId after, std::size_t text_bytes_max,
                                                    const std::string& error_code, std::size_t limit) {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  constexpr auto kAll = static_cast<std::uint64_t>(INT64_MAX);
  auto query = connection.prepare(
      "SELECT message.id, customer, our_number, iif(is_inbound = 1, message.at, status_at),"
      " iif(is_inbound = 1, text, ''), is_inbound FROM message"
      // Not the other way round, which would sort all messages for every page.
      " CROSS JOIN timeline ON timeline.id = message.timeline"
      " WHERE message.id > ? AND iif(is_inbound = 1, length(CAST(text AS BLOB)) <= ?, error_code = ?)"
      " ORDER BY message.id LIMIT ?");
  if (!query) return query.error();
  query->with(std::min(after.value, kAll), std::uint64_t{text_bytes_max}, error_code, std::uint64_t{limit});
  return all_rows<ConsentSign>(*query, [](const Statement& row) {
    return ConsentSign{{row.number(0)}, row.text(1), row.text(2), row.instant(3), row.text(4), row.integer(5) != 0};
  });
}

}  // namespace smsdesk::store
