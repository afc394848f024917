// The archive's tables: conversations and messages, written beside the log and read page by page.
//
// ArchiveWriter applies operations inside the caller's transaction and keeps nothing of its own, so
// that a rollback takes back everything. ArchiveQueries is what the store and its readers have in
// common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relay/store/contact_rows.h"
#include "relay/store/delivery.h"
#include "relay/store/media_rows.h"
#include "relay/store/report.h"
#include "relay/store/sqlite.h"
#include "relay/store/store.h"

namespace smsdesk::store {

class ArchiveWriter {
 public:
  static Result<ArchiveWriter> prepare(Connection& connection);
  Status apply(const ArchiveOp& op);
  MediaRows& media() { return media_; }

 private:
  Status put(const PutConversation& op);
  Status put(const PutMessage& op);
  Status reopen(const SetConversationReopened& op);
  Status set_ended(const SetConversationEnded& op);
  Status set_status(const SetMessageStatus& op);

  Statement find_conversation_, put_timeline_, put_conversation_, set_owner_, keep_segment_, set_reopened_, set_ended_;
  Statement put_wrap_up_note_, drop_wrap_up_note_, put_message_, find_message_, set_status_;
  ReportWriter reports_;
  DeliveryWriter deliveries_;
  MediaRows media_;
  ContactWriter contacts_;
};

class ArchiveQueries {
 public:
  static Result<ArchiveQueries> prepare(Connection& connection);

  Result<TimelinePage> read_timeline(const std::string& customer, const std::string& our_number,
                                     std::optional<MessageId> before, std::size_t limit);
  Result<TimelinePage> read_timeline_after(const std::string& customer, const std::string& our_number, MessageId after,
                                           std::size_t limit);
  Result<std::vector<ArchivedConversation>> read_history(const std::string& customer, const std::string& our_number,
                                                         std::size_t limit);
  Result<std::optional<ArchivedConversation>> find_conversation(ConversationId conversation);
  Result<std::uint64_t> count_messages(ConversationId conversation);
  Result<std::vector<ArchivedSegment>> read_segments(ConversationId conversation);
  Result<std::optional<ArchivedMessage>> find_message_by_carrier_id(const std::string& carrier_id);
  ReportQueries& reports() { return reports_; }

 private:
  Statement timeline_, timeline_after_, history_, conversation_, message_count_, segments_, by_carrier_id_;
  ReportQueries reports_;
};

/// As Reader says.
Result<std::vector<ConsentSign>> read_consent_signs(Connection& connection, MessageId after, std::size_t text_bytes_max,
                                                    const std::string& error_code, std::size_t limit);

/// The columns of an ArchivedConversation, in the order of read_conversation(); whose it is stands in the timeline.
#define SMSDESK_CONVERSATION_COLUMNS                                                                                \
  "conversation.id, queue, opened_at, ended_at, agent, wrap_up_code, note, segment, resolution, end_cause, fields," \
  " reopened_at"
inline constexpr int kConversationColumns = 12;
ArchivedConversation read_conversation(const Statement& row);

/// The columns of an ArchivedMessage, in the order of read_message(), and the tables that they come from.
#define SMSDESK_MESSAGE_COLUMNS                                                                                    \
  "message.id, message.conversation, is_inbound, author, message.at, text, media, status, error_code, carrier_id," \
  " status_at, again_of, is_mms_text, not_done, message_report.kind, message_report.by_agent, message_report.at"
#define SMSDESK_MESSAGE_TABLES "message LEFT JOIN message_report ON message_report.message = message.id"
ArchivedMessage read_message(const Statement& row);

/// The sentences of refused archive operations, the same in every implementation.
Error refuse_second_open_conversation(const PutConversation& op);
Error refuse_reopening(ConversationId conversation);
Error refuse_message_without_conversation(const PutMessage& op);
Error refuse_carrier_id(const std::string& carrier_id);

}  // namespace smsdesk::store
