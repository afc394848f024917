// What the SQLite store and its readers answer alike: everything that only reads the archive. For relay/store only.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "relay/store/archive.h"
#include "relay/store/closed.h"
#include "relay/store/message_search.h"
#include "relay/store/report_reads.h"
#include "relay/store/sqlite.h"
#include "relay/store/sqlite_backup.h"
#include "relay/store/store.h"

namespace smsdesk::store {

/// `Base`: Store or Reader.
template <typename Base>
class SqliteReads : public Base {
 public:
  SqliteReads(Connection connection, std::string path)
      : connection_(std::move(connection)), path_(std::move(path)), search_(path_) {}

  Result<TimelinePage> read_timeline(const std::string& customer, const std::string& our_number,
                                     std::optional<MessageId> before, std::size_t limit) override {
    return queries_.read_timeline(customer, our_number, before, limit);
  }
  Result<TimelinePage> read_timeline_after(const std::string& customer, const std::string& our_number, MessageId after,
                                           std::size_t limit) override {
    return queries_.read_timeline_after(customer, our_number, after, limit);
  }
  Result<std::vector<ArchivedConversation>> read_history(const std::string& customer, const std::string& our_number,
                                                         std::size_t limit) override {
    return queries_.read_history(customer, our_number, limit);
  }
  Result<std::optional<ArchivedConversation>> find_conversation(ConversationId conversation) override {
    return queries_.find_conversation(conversation);
  }
  Result<std::uint64_t> count_messages(ConversationId conversation) override {
    return queries_.count_messages(conversation);
  }
  Result<std::vector<ArchivedSegment>> read_segments(ConversationId conversation) override {
    return queries_.read_segments(conversation);
  }
  Result<std::vector<ArchivedHanding>> read_handings(ConversationId conversation) override {
    return queries_.reports().read_handings(conversation);
  }
  Result<ClosedPage> find_closed(const ClosedQuery& query, std::size_t limit) override {
    return store::find_closed(connection_, query, limit);
  }
  Result<MatchedPage> find_messages(const MessageQuery& query, std::size_t limit) override {
    return search_.find(connection_, query, limit);
  }
  Result<std::optional<ArchivedMessage>> find_message_by_carrier_id(const std::string& carrier_id) override {
    return queries_.find_message_by_carrier_id(carrier_id);
  }
  Result<std::vector<ConsentSign>> read_consent_signs(MessageId after, std::size_t text_bytes_max,
                                                      const std::string& error_code, std::size_t limit) override {
    return store::read_consent_signs(connection_, after, text_bytes_max, error_code, limit);
  }
  Result<std::optional<std::string>> find_contact(ContactId contact) override {
    return store::find_contact(connection_, contact);
  }
  Result<std::optional<std::string>> find_contact_of(const std::string& number) override {
    return store::find_contact_of(connection_, number);
  }
  Result<std::vector<std::string>> find_contacts(const std::vector<std::string>& words, std::size_t limit,
                                                 NumberMatch numbers) override {
    return store::find_contacts(connection_, words, limit, numbers);
  }
  Result<std::vector<std::string>> find_contacts_by_key(const std::string& key, ContactId but,
                                                        std::size_t limit) override {
    return store::find_contacts_by_key(connection_, key, but, limit);
  }
  Result<std::vector<ContactId>> find_contacts_apart(ContactId contact, const std::vector<ContactId>& from) override {
    return store::find_contacts_apart(connection_, contact, from);
  }
  Result<std::optional<PutConsent>> find_consent(const std::string& customer, const std::string& our_number) override {
    return store::find_consent(connection_, customer, our_number);
  }
  Result<std::optional<StoredFile>> find_file(const std::string& hash) override {
    return store::find_file(connection_, hash);
  }
  Result<std::optional<FileLink>> find_link(const std::string& ticket) override {
    return store::find_link(connection_, ticket);
  }
  Result<std::vector<std::string>> find_unused_files(const std::vector<std::string>& hashes, Instant before) override {
    return store::find_unused_files(connection_, hashes, before);
  }
  Result<std::vector<ArchivedDelivery>> read_delivery(MessageId message) override {
    return store::read_delivery(connection_, message);
  }
  Result<AuditPage> read_audit(std::optional<std::uint64_t> before, std::size_t limit) override {
    return queries_.reports().read_audit(before, limit);
  }
  Result<ReportPage<ArchivedAgentState>> read_agent_states(const ReportQuery& query, std::size_t limit) override {
    return store::read_agent_states(connection_, query, limit);
  }
  Result<ReportPage<ArchivedOffer>> read_offers(const ReportQuery& query, std::size_t limit) override {
    return store::read_offers(connection_, query, limit);
  }
  Result<std::optional<PutNote>> find_note(NoteId note) override { return store::find_note(connection_, note); }
  Result<std::vector<NoteWording>> read_note_wordings(NoteId note) override {
    return store::read_note_wordings(connection_, note);
  }
  Result<ReportPage<PutNote>> read_notes(const ReportQuery& query, std::size_t limit) override {
    return store::read_notes(connection_, query, limit);
  }
  Result<ReportPage<SetMessageReport>> read_message_reports(const ReportQuery& query, std::size_t limit) override {
    return store::read_message_reports(connection_, query, limit);
  }
  Status backup_to(const std::string& path, const BackupGoesOn& go_on) override {
    return copy_database(connection_, path, go_on);
  }

 protected:
  Status prepare_reads() {
    auto queries = ArchiveQueries::prepare(connection_);
    if (!queries) return queries.error();
    queries_ = std::move(*queries);
    return Done{};
  }

  // Statements die before their connection.
  Connection connection_;
  std::string path_;

 private:
  ArchiveQueries queries_;
  MessageSearch search_;
};

}  // namespace smsdesk::store
