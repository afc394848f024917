// The store without a disk: for simulation and unit tests. Same contract, same refusals, same
// sentences; nothing survives the process.
//
// Readers share the content under a mutex, so that they may live on other threads as the contract
// says.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "relay/store/store.h"

namespace smsdesk::store {

struct MemoryContent;

class MemoryStore final : public Store {
 public:
  /// `epoch`: 32 hex digits.
  explicit MemoryStore(std::string epoch);
  ~MemoryStore() override;

  /// A full disk on demand: until it is called with nothing, every append fails so and keeps
  /// nothing.
  void fail_appends(std::optional<Error> error);

  /// Likewise for reading what agents set for themselves.
  void fail_preferences(std::optional<Error> error);
  /// Likewise for reading contacts, and what their customers said of consent.
  void fail_contacts(std::optional<Error> error);

  /// Likewise for reading which files there are, and who gave them.
  void fail_files(std::optional<Error> error);

  /// Likewise for finding messages by the carrier's names for them.
  void fail_carrier_ids(std::optional<Error> error);

  /// A disk that fails, or does not answer, on demand: flush() fails so, or returns only when it is let go. From any thread.
  void fail_flushes(std::optional<Error> error);
  void hold_flushes(bool is_held);
  /// Returns when a flush() has come to a disk that does not answer.
  void wait_for_held_flush();
  /// The head that the last flush() made durable, or whatever else is written at once: append(), save_snapshot(), sessions …
  std::uint64_t durable_head() const;
  /// Batches that are not durable: appended ahead, and nothing behind them has made them so.
  std::size_t ahead() const;
  /// The power is cut and comes back, beside no flush(): of those that are not durable only the first `kept` are there, as a
  /// disk may have written more than it had to.
  void cut_power(std::size_t kept = 0);

  std::string epoch() const override;
  std::uint64_t head() const override;  // from any thread
  std::uint64_t dropped_until() const override;
  Result<AppendOutcome> append(std::uint64_t expected_head, const Batch& batch) override;
  Result<AppendOutcome> append_ahead(std::uint64_t expected_head, const Batch& batch) override;
  Status flush() override;
  Status recover() override;
  Result<std::vector<LogRow>> read_log(std::uint64_t after, std::size_t limit) override;
  bool is_seen(std::string_view key) override;
  Result<bool> forget_seen_before(Instant before) override;
  Result<std::optional<Snapshot>> load_snapshot() override;
  Status save_snapshot(const Snapshot& snapshot) override;
  Status drop_log_until(std::uint64_t offset) override;

  Result<std::vector<DraftChange>> all_drafts() override;
  Result<std::vector<PreferenceChange>> all_preferences() override;
  Result<std::optional<std::string>> find_password(AgentId agent) override;
  Result<std::vector<AgentId>> agents_with_password() override;
  Status renew_password_hash(AgentId agent, const std::string& was, const std::string& hash) override;
  Status put_file(const StoredFile& file) override;
  Result<std::optional<StoredFile>> find_file(const std::string& hash) override;
  Status put_upload(AgentId agent, const StoredFile& file, Instant at) override;
  Status put_link(const FileLink& link, const StoredFile& file) override;
  Result<std::optional<FileLink>> find_link(const std::string& ticket) override;
  Result<bool> has_uploaded(AgentId agent, const std::string& hash) override;
  Result<std::vector<std::string>> find_unused_files(const std::vector<std::string>& hashes, Instant before) override;
  Result<std::vector<std::string>> forget_unused_files(const std::vector<std::string>& hashes, Instant before) override;
  Result<std::vector<FileUse>> uses_of_file(const std::string& hash, MessageId before, std::size_t limit) override;
  Result<std::optional<ArchivedMedia>> find_media(MessageId message, unsigned place) override;
  Result<std::vector<ArchivedMedia>> waiting_media(std::size_t limit) override;
  Status put_fact(const std::string& name, const std::string& value) override;
  Result<std::optional<std::string>> find_fact(const std::string& name) override;
  Status delete_sessions_of(AgentId agent) override;
  Status put_session(const Session& session) override;
  Result<std::optional<Session>> find_session(const std::string& token_hash) override;
  Status delete_session(const std::string& token_hash) override;
  Result<std::vector<Session>> all_sessions() override;
  Status delete_sessions_before(Instant created, Instant last_used) override;

  Result<TimelinePage> read_timeline(const std::string& customer, const std::string& our_number,
                                     std::optional<MessageId> before, std::size_t limit) override;
  Result<TimelinePage> read_timeline_after(const std::string& customer, const std::string& our_number, MessageId after,
                                           std::size_t limit) override;
  Result<MatchedPage> find_messages(const MessageQuery& query, std::size_t limit) override;
  Result<std::unique_ptr<SearchFiller>> open_search_filler() override;
  Status forget_changed_texts(std::uint64_t until) override;
  Result<std::vector<ArchivedConversation>> read_history(const std::string& customer, const std::string& our_number,
                                                         std::size_t limit) override;
  Result<std::optional<ArchivedConversation>> find_conversation(ConversationId conversation) override;
  Result<std::uint64_t> count_messages(ConversationId conversation) override;
  Result<std::vector<ArchivedSegment>> read_segments(ConversationId conversation) override;
  Result<std::vector<ArchivedHanding>> read_handings(ConversationId conversation) override;
  Result<ClosedPage> find_closed(const ClosedQuery& query, std::size_t limit) override;
  Result<std::optional<ArchivedMessage>> find_message_by_carrier_id(const std::string& carrier_id) override;
  Result<std::vector<ConsentSign>> read_consent_signs(MessageId after, std::size_t text_bytes_max,
                                                      const std::string& error_code, std::size_t limit) override;
  Result<AuditPage> read_audit(std::optional<std::uint64_t> before, std::size_t limit) override;
  Result<ReportPage<ArchivedAgentState>> read_agent_states(const ReportQuery& query, std::size_t limit) override;
  Result<ReportPage<ArchivedOffer>> read_offers(const ReportQuery& query, std::size_t limit) override;
  Result<ReportPage<PutNote>> read_notes(const ReportQuery& query, std::size_t limit) override;
  Result<std::optional<PutNote>> find_note(NoteId note) override;
  Result<std::vector<NoteWording>> read_note_wordings(NoteId note) override;
  Result<std::optional<std::string>> find_contact(ContactId contact) override;
  Result<std::optional<std::string>> find_contact_of(const std::string& number) override;
  Result<std::vector<std::string>> find_contacts_by_key(const std::string& key, ContactId but,
                                                        std::size_t limit) override;
  Result<std::vector<ContactId>> find_contacts_apart(ContactId contact, const std::vector<ContactId>& from) override;
  Result<std::vector<std::string>> find_contacts(const std::vector<std::string>& words, std::size_t limit,
                                                 NumberMatch numbers) override;
  Result<std::optional<PutConsent>> find_consent(const std::string& customer, const std::string& our_number) override;
  Result<std::vector<ArchivedDelivery>> read_delivery(MessageId message) override;
  Result<ReportPage<SetMessageReport>> read_message_reports(const ReportQuery& query, std::size_t limit) override;
  Status backup_to(const std::string& path, const BackupGoesOn& go_on) override;
  Result<std::unique_ptr<Reader>> open_reader() override;

 private:
  void settle();

  std::shared_ptr<MemoryContent> content_;
};

}  // namespace smsdesk::store
