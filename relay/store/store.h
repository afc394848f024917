// What the relay keeps: the log, the archive beside it, passwords and sessions. One interface, one contract test
// (tests/relay/store/contract.h) that every implementation passes.
//
// Promise: when append() has returned Committed, all rows of the batch survive a killed process and a lost power
// supply, or none is there. Nothing is acknowledged to carrier or browser before that.
// Threads: an instance belongs to one thread (the writer's), but for flush(); open_reader() gives read-only twins for others.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/conversation/message.h"
#include "core/protocol/draft.h"
#include "relay/store/message_query.h"

namespace smsdesk::store {

struct LogRow {
  std::uint64_t offset = 0;  ///< 1, 2, 3 … without gaps
  Instant at;
  std::string body;  ///< one log entry as JSON
};

/// Archive: what search, history and reports read. Written in the same transaction as the log.
///
/// Replaying is harmless: Put… of what is already there changes nothing, Set… overwrites, and Set… of what is not
/// there (it may have been erased meanwhile) changes nothing. A conversation that goes on after its end is told by segments:
/// what names an earlier one than the archive has is old news, and changes nothing. So any stretch of the log that ends at
/// the head can be turned into archive operations again and leaves the archive as it was. No clock is compared: log order is
/// the truth.
/// What breaks a rule of the archive refuses the whole batch with Error{Conflict}: a second open conversation of one
/// customer × our number, a carrier_id that another message has; a message without its conversation: Error{Invalid}.
struct PutConversation {
  ConversationId conversation;
  QueueId queue;
  std::string customer;  ///< address, for example +14155550199
  std::string our_number;
  Instant opened_at;
};
struct SetConversationOwner {
  ConversationId conversation;
  AgentId agent;  ///< not set = who had it last stays
  Instant at;
  QueueId queue{};  ///< where it is now; not set = as it was
  unsigned segment = 1;
};
/// It goes on: open again, as segment `segment`; how the one before ended is kept, for read_segments. Where another of its
/// timeline is open, the batch is refused.
struct SetConversationReopened {
  ConversationId conversation;
  Instant at;
  QueueId queue;
  AgentId agent;  ///< who took it up; not set = it waits, and who had it last stays
  unsigned segment = 2;
};
struct SetConversationEnded {
  ConversationId conversation;
  Instant at;
  AgentId agent;             ///< not set = who had it last stays: it was abandoned
  std::string wrap_up_code;  ///< its name at that time
  std::string note;
  unsigned segment = 1;
  std::string end_cause{};   ///< agent, inactivity, supervisor, abandoned; empty = as it was
  std::string resolution{};  ///< the field's words: not_asked, resolved, follow_up; empty = as it was
  std::string fields{};      ///< of the wrap-up form, a JSON list; empty = none
};
struct PutMessage {
  MessageId message;
  ConversationId conversation;
  bool is_inbound = false;
  AgentId author;  ///< set where an agent wrote it
  Instant at;
  std::string text;
  std::string media;         ///< JSON list; empty = none
  std::string status;        ///< the field's words: received, queued, sent, delivered …
  std::string carrier_id;    ///< empty until the carrier has named it
  MessageId again_of{};      ///< the one that did not arrive and whose text this one sends again
  bool is_mms_text = false;  ///< without files, and all the same one MMS
  std::string not_done{};    ///< of what was to be done with it, a JSON list; empty = none
};
struct SetMessageStatus {
  MessageId message;
  Instant at;
  std::string status;
  std::string carrier_id;  ///< empty = leave as it is
  std::string error_code;  ///< the carrier's; empty = none
  // Of the step that it is in the message's way, which is kept beside:
  std::uint64_t offset = 0;           ///< of the log entry: with the message the step's identity; 0 = no step is kept
  unsigned attempt = 0;               ///< which call to the carrier; 0: none of ours, a late receipt
  std::optional<Instant> retry_at{};  ///< it is tried again then
};
/// An agent has reported a message to the supervisors, or taken that back. The last word stands.
struct SetMessageReport {
  MessageId message;
  ConversationId conversation;
  Instant at;
  AgentId by;
  std::string kind;  ///< spam, abuse; empty: taken back
};

/// A file of a message, as it is from now on; before, it was another state of it or nothing. Changes what the message's
/// `media` says at that place.
struct SetMedia {
  MessageId message;
  ConversationId conversation;
  unsigned place = 0;
  std::string media;        ///< as the log has it, a JSON object
  std::string url;          ///< the carrier's
  std::string hash;         ///< of the stored content; empty = none yet
  bool is_waiting = false;  ///< it is on the list of what must be fetched
};

// For reports and audit -------------------------------------------------------------------------------------------
/// Somebody changed the configuration.
struct PutAudit {
  std::uint64_t offset = 0;  ///< of the log entry: the row's identity
  Instant at;
  AgentId by;          ///< not set: the relay itself, or the command line
  std::string action;  ///< the log entry's name: queue_configured, agent_removed …
  std::string item;    ///< its id, or the number
  std::string name;    ///< as people call it
  std::string before;  ///< JSON of what was different; empty where it was not there
  std::string after;   ///< likewise; empty where it is not there any more
};
enum class AgentStateKind : std::uint8_t { Presence, Queue, Connection, Routing };
/// An agent is in a state from now on; the one of the same kind before it has ended.
struct PutAgentState {
  std::uint64_t offset = 0;  ///< of the log entry; with the kind the row's identity
  AgentId agent;
  AgentStateKind kind = AgentStateKind::Presence;
  Instant at;
  std::string state;       ///< the field's words: available, on_queue, connected, idle …
  std::string sub_status;  ///< its name at that time
  AgentId by;              ///< not set: nobody but the relay
  bool is_automatic = false;
};
struct PutOffer {
  OfferId offer;
  ConversationId conversation;
  AgentId agent;
  QueueId queue;
  Instant made_at;
  std::string why;      ///< the routing trace's word: longest_idle, last_agent …
  std::string trace{};  ///< all of the routing trace, a JSON object as the log has it; empty = it was not kept
};
struct SetOfferEnded {
  OfferId offer;
  Instant at;
  std::string outcome;  ///< accepted, declined, timed_out …
  std::string reason;   ///< the agent's, of a decline
  bool is_automatic = false;
};
/// How a conversation changed hands.
struct ArchivedHanding {
  ConversationId conversation;
  Instant at;
  std::string kind;  ///< the field's words: answered, moved, parked …
  AgentId agent;
  AgentId by;
  QueueId queue;
  std::string reason{};  ///< of what returned, the field's words: agent_lost, inactivity …; empty = none
  friend bool operator==(const ArchivedHanding&, const ArchivedHanding&) = default;
};
struct PutHanding {
  std::uint64_t offset = 0;  ///< of the log entry: the row's identity
  ArchivedHanding handing;
};
struct PutNote {
  NoteId note;
  ConversationId conversation;
  AgentId author;
  Instant at;
  std::string text;
  std::vector<AgentId> mentions;
  // As it is read: a new one has never been changed.
  unsigned correction = 0;
  Instant corrected_at{};
  bool is_taken_back = false;
};
/// A note has these words from now on, or was taken back; what it said before is kept. Where it has that correction already
/// nothing changes.
struct SetNoteWords {
  NoteId note;
  unsigned correction = 1;
  Instant at;
  std::string text;
  std::vector<AgentId> mentions;
  bool is_taken_back = false;
};
/// What a note said before it was corrected or taken back.
struct NoteWording {
  Instant at;  ///< since when
  std::string text;
  friend bool operator==(const NoteWording&, const NoteWording&) = default;
};

// Customers -------------------------------------------------------------------------------------------------------
/// A contact as it is from now on. A number that another one has becomes this one's.
struct PutContact {
  ContactId contact;
  std::string name;
  std::string words;  ///< in which it is looked for, folded (core/template/fold.h)
  std::string body;   ///< JSON
  std::vector<std::string> numbers;
  std::vector<std::string> keys{};  ///< by which likely duplicates are found (core/conversation/duplicates.h)
};
/// It has become part of another one, whose PutContact follows. Whoever it was told apart from is so from that one.
struct RemoveContact {
  ContactId contact;
  ContactId into;
};
/// Somebody has said that these are two people.
struct PutContactsApart {
  ContactId first, second;
};
/// What a customer has said last about getting messages from that number of ours.
struct PutConsent {
  std::string customer;
  std::string our_number;
  std::string state;  ///< the field's words: opted_out, opted_in
  Instant at;
  MessageId message;
  std::string word;
};

/// An agent's password is another one from now on. Whoever was signed in with the one before is not any more.
struct PasswordChange {
  AgentId agent;
  std::string hash;  ///< libsodium's crypto_pwhash_str form; empty = there is none any more
};

/// A part of what an agent has written in a conversation and not sent; the one before it is gone. Beside the log: a draft is no fact,
/// and changes every few seconds.
struct DraftChange {
  AgentId agent;
  ConversationId conversation;
  Instant at;
  std::string text;     ///< empty = there is none any more; of part Files its list, encoded
  std::string version;  ///< its writer's name for it
  DraftPart part = DraftPart::Answer;
  std::vector<std::string> files{};  ///< part Files: contents that are needed as long as it stands
  SendAs send_as = SendAs::Usual;    ///< part Answer
  friend bool operator==(const DraftChange&, const DraftChange&) = default;
};

/// A setting of an agent's own. Beside the log: no fact, and nobody else's to see.
struct PreferenceChange {
  AgentId agent;
  std::string name;
  std::string value;  ///< empty = there is none any more
  friend bool operator==(const PreferenceChange&, const PreferenceChange&) = default;
};

using ArchiveOp =
    std::variant<PutConversation, SetConversationOwner, SetConversationReopened, SetConversationEnded, PutMessage,
                 SetMessageStatus, SetMessageReport, SetMedia, PutAudit, PutAgentState, PutOffer, SetOfferEnded,
                 PutNote, SetNoteWords, PutHanding, PutContact, RemoveContact, PutContactsApart, PutConsent>;

struct Batch {
  std::vector<LogRow> log;  ///< offsets expected_head+1 …
  /// Idempotency keys, each 1 to kSeenKeyBytesMax bytes. A key that is already kept (or stands here twice) refuses
  /// the whole batch with Error{Conflict}: nothing can be doubled, whatever the caller believed.
  std::vector<std::string> seen_keys;
  std::vector<ArchiveOp> archive;
  Instant at;
  std::vector<PasswordChange> passwords{};      ///< in this order; beside the log, which says only that it happened
  std::vector<DraftChange> drafts{};            ///< in this order
  std::vector<PreferenceChange> preferences{};  ///< in this order
  bool is_empty() const {
    return log.empty() && seen_keys.empty() && archive.empty() && passwords.empty() && drafts.empty() &&
           preferences.empty();
  }
};
inline constexpr std::size_t kSeenKeyBytesMax = 200;
/// The largest page of everything that is read in pages.
inline constexpr std::size_t kPageMax = 500;
/// How many keys one call of forget_seen_before looks at, so that a sweep never holds up the writer for long.
inline constexpr std::size_t kSeenSweepMax = 10'000;

enum class AppendOutcome { Committed, Conflict };  ///< Conflict: the head was not the expected one; nothing was written

struct Snapshot {
  std::uint64_t offset = 0;
  std::string body;  ///< the workspace as JSON
};

struct ArchivedMessage {
  MessageId message;
  ConversationId conversation;
  bool is_inbound = false;
  AgentId author;
  Instant at;
  std::string text;
  std::string media;
  std::string status;
  std::string error_code;
  std::string carrier_id;
  Instant status_at{};  ///< when its status became what it is
  MessageId again_of{};
  bool is_mms_text = false;
  // While it is reported:
  std::string report{};  ///< spam, abuse; empty = it is not
  AgentId reported_by{};
  Instant reported_at{};
  std::string not_done{};  ///< JSON list; empty = none
};
/// What may tell of a customer's consent: what they wrote, or a message of ours that the carrier refused for its want.
struct ConsentSign {
  MessageId message;
  std::string customer;
  std::string our_number;
  Instant at;
  std::string text;  ///< of ours: empty
  bool is_inbound = true;
};
/// One step of a message's way to the customer.
struct DeliveryStep {
  Instant at;
  unsigned attempt = 0;
  std::string status;
  std::string error_code;
  std::optional<Instant> retry_at;
  friend bool operator==(const DeliveryStep&, const DeliveryStep&) = default;
};
struct ArchivedDelivery {
  ArchivedMessage message;
  std::vector<DeliveryStep> steps;  ///< in their order; of a message older than these records none
};
inline constexpr std::size_t kDeliveriesMax = 20;      ///< messages of one chain
inline constexpr std::size_t kDeliveryStepsMax = 100;  ///< the first of each
struct ArchivedConversation {
  ConversationId conversation;
  QueueId queue;
  std::string customer;
  std::string our_number;
  Instant opened_at;
  std::optional<Instant> ended_at;
  AgentId agent;
  std::string wrap_up_code;
  std::string note;
  unsigned segment = 1;
  std::string resolution;
  std::string end_cause;
  std::string fields;
  std::optional<Instant> reopened_at;  ///< when its segment began; not set = it is the first, which began at opened_at
};
/// One stay of a conversation from an opening to its end, with the wrap-up that belongs to it.
struct ArchivedSegment {
  ConversationId conversation;
  unsigned segment = 1;
  QueueId queue;  ///< where it was last
  AgentId agent;  ///< who had it last; it may be one of a segment before
  Instant opened_at;
  std::optional<Instant> ended_at;  ///< not set: it goes on
  std::string wrap_up_code;
  std::string note;
  std::string resolution;
  std::string end_cause;
  std::string fields;
};
/// A page of one lifelong timeline (customer × our number), newest first where nothing else is said.
struct TimelinePage {
  std::vector<ArchivedMessage> messages;
  bool has_more = false;
};

/// How the numbers of customers are looked for. Who may not see them finds a number only as a whole: by its parts they could
/// find it out, digit by digit.
enum class NumberMatch : std::uint8_t { AnyPart, Whole };
/// Stands in a contact's words before its numbers, and nowhere else.
inline constexpr char kNumbersBegin = '\x1F';

/// A word that is looked for among closed conversations: it stands in the customer's number or what their contact is looked
/// for by, in the wrap-up code (both folded, core/template/fold.h) or the note (A to Z as a to z) of any of its segments, or
/// it is part of the name of one of these queues or agents, which had it last.
struct ClosedWord {
  std::string text;  ///< as it was written
  std::vector<QueueId> queues;
  std::vector<AgentId> agents;
  std::string number{};  ///< as numbers are kept, of what is written like one ("(415)"); empty = as it was written
};
struct ClosedQuery {
  std::vector<ClosedWord> words;  ///< all must be found; at most kClosedWordsMax
  AgentId reader;                 ///< what they had last is theirs to see
  std::vector<QueueId> queues;    ///< and what was last in these
  bool sees_everything = false;
  bool is_mine = false;                  ///< only what the reader had last
  std::vector<std::string> customers{};  ///< only of these numbers; none = of any
  NumberMatch numbers = NumberMatch::AnyPart;
  // Older than this one only, where set: the last of the page before.
  std::optional<Instant> before_at;
  ConversationId before;
};
inline constexpr std::size_t kClosedWordsMax = 6;
/// The last ended first.
struct ClosedPage {
  std::vector<ArchivedConversation> conversations;
  bool has_more = false;
};

/// Newest first.
struct AuditPage {
  std::vector<PutAudit> rows;
  bool has_more = false;
};
/// Where a row stands in a report: the newest first, and of one instant the later in the log.
struct ReportPlace {
  Instant at;
  std::uint64_t number = 0;
  friend auto operator<=>(const ReportPlace&, const ReportPlace&) = default;
};
/// Which rows of a report; what is not set asks for any.
struct ReportQuery {
  AgentId agent;                       ///< whose state it is, who was asked, who wrote the note
  ConversationId conversation;         ///< of offers and notes; no state has one
  std::optional<AgentStateKind> kind;  ///< of states
  // What began, was made or was written at or after the one and before the other.
  std::optional<Instant> from, before;
  std::optional<ReportPlace> behind;  ///< the last of the page before
};
template <typename Row>
struct ReportPage {
  std::vector<Row> rows;
  std::optional<ReportPlace> next;  ///< the place of the last row, where there are more behind it
};
struct ArchivedAgentState {
  PutAgentState began;
  std::optional<Instant> ended_at;  ///< not set: it goes on
};
struct ArchivedOffer {
  PutOffer made;
  std::optional<SetOfferEnded> ended;
};

// Files ------------------------------------------------------------------------------------------------------------
/// What is known of a content that the relay has on disk.
struct StoredFile {
  std::string hash;  ///< SHA-256, hex
  std::string content_type;
  std::uint64_t bytes = 0;
  unsigned width = 0, height = 0;
  friend bool operator==(const StoredFile&, const StoredFile&) = default;
};
/// An address at which anybody who has it gets a content, for a while.
struct FileLink {
  std::string ticket;
  std::string hash;
  AgentId agent;  ///< who made it
  Instant at, ends_at;
  friend bool operator==(const FileLink&, const FileLink&) = default;
};
/// A file of a message.
struct FileUse {
  MessageId message;
  ConversationId conversation;
  friend bool operator==(const FileUse&, const FileUse&) = default;
};
struct ArchivedMedia {
  MessageId message;
  ConversationId conversation;
  unsigned place = 0;
  std::string url;
  std::string hash;
  bool is_waiting = false;
  std::string carrier_id;  ///< of the message
  std::string media;       ///< JSON, as the log has it
};

/// Asked between the steps of a backup, some MiB apart; false gives it up. It may wait a little, so that a copy leaves the disk
/// to others now and then.
using BackupGoesOn = std::function<bool()>;

struct Session {
  std::string token_hash;  ///< SHA-256 of the cookie's token, hex
  AgentId agent;
  Instant created_at;
  Instant last_used_at;
};

class Reader {
 public:
  virtual ~Reader() = default;
  /// Messages of the timeline older than `before` (not set = the newest), at most `limit` (1–500).
  virtual Result<TimelinePage> read_timeline(const std::string& customer, const std::string& our_number,
                                             std::optional<MessageId> before, std::size_t limit) = 0;
  /// Messages of the timeline newer than `after`, the oldest of them first, at most `limit` (1–500).
  virtual Result<TimelinePage> read_timeline_after(const std::string& customer, const std::string& our_number,
                                                   MessageId after, std::size_t limit) = 0;
  /// Conversations with that customer on that number, newest first, at most `limit` (1–500).
  virtual Result<std::vector<ArchivedConversation>> read_history(const std::string& customer,
                                                                 const std::string& our_number, std::size_t limit) = 0;
  virtual Result<std::optional<ArchivedConversation>> find_conversation(ConversationId conversation) = 0;
  /// How many messages it has, of all its segments. Costs what they are.
  virtual Result<std::uint64_t> count_messages(ConversationId conversation) = 0;
  /// All its segments that are kept, oldest first, the last one being as find_conversation says it; at most the last
  /// kPageMax.
  virtual Result<std::vector<ArchivedSegment>> read_segments(ConversationId conversation) = 0;
  /// How it changed hands, of all its segments, oldest first; at most the last kPageMax. Of a time before this was kept, who
  /// answered.
  virtual Result<std::vector<ArchivedHanding>> read_handings(ConversationId conversation) = 0;
  /// At most `limit` (1–500).
  virtual Result<ClosedPage> find_closed(const ClosedQuery& query, std::size_t limit) = 0;
  /// At most `limit` (1–500). Finds what was committed when it begins, in the index already or not.
  virtual Result<MatchedPage> find_messages(const MessageQuery& query, std::size_t limit) = 0;
  virtual Result<std::optional<ArchivedMessage>> find_message_by_carrier_id(const std::string& carrier_id) = 0;
  /// Messages of all timelines behind `after`, oldest first: of customers, whose text has at most `text_bytes_max` bytes, and
  /// ours that failed with `error_code`; at most `limit` (1–500).
  virtual Result<std::vector<ConsentSign>> read_consent_signs(MessageId after, std::size_t text_bytes_max,
                                                              const std::string& error_code, std::size_t limit) = 0;
  /// The body of a contact, by its id or by one of its numbers. One that was merged into another is not there.
  virtual Result<std::optional<std::string>> find_contact(ContactId contact) = 0;
  virtual Result<std::optional<std::string>> find_contact_of(const std::string& number) = 0;
  /// Bodies of contacts in whose words each of `words` (folded, or digits of a number) stands, by name; at most `limit`
  /// (1–500). No words: none.
  virtual Result<std::vector<std::string>> find_contacts(const std::vector<std::string>& words, std::size_t limit,
                                                         NumberMatch numbers = NumberMatch::AnyPart) = 0;
  /// Bodies of contacts with that key, but for this one, by id; at most `limit` (1–500).
  virtual Result<std::vector<std::string>> find_contacts_by_key(const std::string& key, ContactId but,
                                                                std::size_t limit) = 0;
  /// Those of these contacts (at most kPageMax) that were told apart from this one.
  virtual Result<std::vector<ContactId>> find_contacts_apart(ContactId contact, const std::vector<ContactId>& from) = 0;
  virtual Result<std::optional<PutConsent>> find_consent(const std::string& customer,
                                                         const std::string& our_number) = 0;
  virtual Result<std::optional<StoredFile>> find_file(const std::string& hash) = 0;
  /// Ended or not, where it was not forgotten.
  virtual Result<std::optional<FileLink>> find_link(const std::string& ticket) = 0;
  /// Those of these contents (at most kPageMax) that nothing needs: no message and no draft has them, no agent has given
  /// them at or after `before`, and no link to them has ended later than that. What the store has no file of is none of them: another database may need it, as one that was put back
  /// beside files of later.
  virtual Result<std::vector<std::string>> find_unused_files(const std::vector<std::string>& hashes,
                                                             Instant before) = 0;
  /// The message's way, and those of the messages that it sends again or that send it again; oldest first, at most
  /// kDeliveriesMax. Empty where there is no such message.
  virtual Result<std::vector<ArchivedDelivery>> read_delivery(MessageId message) = 0;
  /// Changes of the configuration before that offset (not set = the newest), newest first, at most `limit` (1–500).
  virtual Result<AuditPage> read_audit(std::optional<std::uint64_t> before, std::size_t limit) = 0;
  /// Reports: at most `limit` (1–500) rows of a page.
  virtual Result<ReportPage<ArchivedAgentState>> read_agent_states(const ReportQuery& query, std::size_t limit) = 0;
  virtual Result<ReportPage<ArchivedOffer>> read_offers(const ReportQuery& query, std::size_t limit) = 0;
  virtual Result<ReportPage<PutNote>> read_notes(const ReportQuery& query, std::size_t limit) = 0;
  virtual Result<std::optional<PutNote>> find_note(NoteId note) = 0;
  /// Its earlier words, oldest first; at most kPageMax.
  virtual Result<std::vector<NoteWording>> read_note_wordings(NoteId note) = 0;
  /// What is reported now; the agent is who reported it.
  virtual Result<ReportPage<SetMessageReport>> read_message_reports(const ReportQuery& query, std::size_t limit) = 0;
  /// Writes a consistent copy of everything to a new file, without holding up the writer when called on a reader.
  /// The copy appears under its name only when it is complete and on disk. A file that is there: Error{Conflict}; a store in
  /// memory: Error{Unsupported}.
  virtual Status backup_to(const std::string& path, const BackupGoesOn& go_on) = 0;
};

class Store : public Reader {
 public:
  /// Identity of this log: changes only when the log was started anew. 32 hex digits.
  virtual std::string epoch() const = 0;
  virtual std::uint64_t head() const = 0;
  /// An Error also means that nothing of the batch was kept. Unavailable: disk full or failing, it may work later.
  virtual Result<AppendOutcome> append(std::uint64_t expected_head, const Batch& batch) = 0;
  /// As append(), but it does not wait for the disk: everybody who reads the store sees the batch, and nobody may be told of it
  /// before a flush() that began later has returned. After a crash it may be there or not, whole.
  virtual Result<AppendOutcome> append_ahead(std::uint64_t expected_head, const Batch& batch) {
    return append(expected_head, batch);
  }
  /// Waits until all that was appended ahead before is on disk. On any thread, beside everything else that the store is asked;
  /// one call at a time. Error: what of it is on disk is not known, and no flush() succeeds before recover() has.
  virtual Status flush() { return Done{}; }
  /// Behind a failed flush(), on the owner's thread and beside no flush(): makes durable, by another way, all that the store
  /// shows, what was appended ahead among it. Error: the disk still fails.
  virtual Status recover() { return Done{}; }
  /// Rows with offset > after, at most `limit`. Where some of them were dropped: Error{NotFound}, never a silent gap.
  virtual Result<std::vector<LogRow>> read_log(std::uint64_t after, std::size_t limit) = 0;
  /// From here to release_view() the store is read as it is now, and with less work: SQLite takes its locks once, not for each
  /// question. What is written meanwhile is seen. A HeldView says it.
  virtual void hold_view() {}
  virtual void release_view() {}
  /// False also where the disk could not answer: append() refuses a key that is kept already, so nothing is doubled.
  virtual bool is_seen(std::string_view key) = 0;
  /// Forgets keys of batches older than `before`, looking at kSeenSweepMax keys a call and going on from there at the
  /// next one. True: a round over all keys has just ended.
  virtual Result<bool> forget_seen_before(Instant before) = 0;
  virtual Result<std::optional<Snapshot>> load_snapshot() = 0;
  /// Replaces the one before. Refused where it lies behind the one kept, or before the head has reached it.
  virtual Status save_snapshot(const Snapshot& snapshot) = 0;
  /// Drops log rows up to and including `offset`; refused where no snapshot stands at or behind it.
  virtual Status drop_log_until(std::uint64_t offset) = 0;
  /// Rows up to and including this one are gone; 0 = none.
  virtual std::uint64_t dropped_until() const = 0;

  /// As the batches' DraftChanges left them, by agent, conversation and part; for the relay's start. Without their `files`:
  /// these are in the text too.
  virtual Result<std::vector<DraftChange>> all_drafts() = 0;
  /// Likewise, by agent and name.
  virtual Result<std::vector<PreferenceChange>> all_preferences() = 0;

  /// As the batches' PasswordChange left it.
  virtual Result<std::optional<std::string>> find_password(AgentId agent) = 0;
  virtual Result<std::vector<AgentId>> agents_with_password() = 0;
  /// The same password, hashed anew: nothing changes but the hash, and only where it is `was` still.
  virtual Status renew_password_hash(AgentId agent, const std::string& was, const std::string& hash) = 0;
  /// Adds or replaces by token_hash.
  virtual Status put_session(const Session& session) = 0;
  virtual Result<std::optional<Session>> find_session(const std::string& token_hash) = 0;
  virtual Status delete_session(const std::string& token_hash) = 0;
  virtual Status delete_sessions_of(AgentId agent) = 0;
  /// All of them, for the relay's start: afterwards the check before an upgrade is a look-up in memory.
  virtual Result<std::vector<Session>> all_sessions() = 0;
  /// Deletes what was created before `created` or last used before `last_used`.
  virtual Status delete_sessions_before(Instant created, Instant last_used) = 0;

  /// Adds it, if it is not there.
  virtual Status put_file(const StoredFile& file) = 0;
  /// An agent has given us that content. Adds the file too.
  virtual Status put_upload(AgentId agent, const StoredFile& file, Instant at) = 0;
  virtual Result<bool> has_uploaded(AgentId agent, const std::string& hash) = 0;
  /// As put_upload, with a link to it. Links that have ended are forgotten. Error{Conflict} where there is such a ticket.
  virtual Status put_link(const FileLink& link, const StoredFile& file) = 0;
  /// Forgets those of these contents that nothing needs at this moment, as find_unused_files says, who gave them and their
  /// links; they are the answer. Committed when it returns.
  virtual Result<std::vector<std::string>> forget_unused_files(const std::vector<std::string>& hashes,
                                                               Instant before) = 0;
  /// Messages that have that content, the newest first, at most `limit` (1–500) of those before `before`; not set: the newest.
  virtual Result<std::vector<FileUse>> uses_of_file(const std::string& hash, MessageId before, std::size_t limit) = 0;
  virtual Result<std::optional<ArchivedMedia>> find_media(MessageId message, unsigned place) = 0;
  /// What waits to be fetched, oldest first, at most `limit` (1–500).
  virtual Result<std::vector<ArchivedMedia>> waiting_media(std::size_t limit) = 0;

  /// A small fact of the host's own, under a name; adds or replaces.
  virtual Status put_fact(const std::string& name, const std::string& value) = 0;
  virtual Result<std::optional<std::string>> find_fact(const std::string& name) = 0;

  /// What fills the search index, for another thread; there is one at a time.
  virtual Result<std::unique_ptr<SearchFiller>> open_search_filler() = 0;
  /// The index has given up these words (FillStep::changed_until): the old texts are not kept any longer.
  virtual Status forget_changed_texts(std::uint64_t until) = 0;

  /// A read-only twin for another thread.
  virtual Result<std::unique_ptr<Reader>> open_reader() = 0;
};

/// For as long as it lives: many questions, one look. To be gone before append(), which could not empty its journal beside it.
class HeldView {
 public:
  explicit HeldView(Store& store) : store_(store) { store_.hold_view(); }
  HeldView(const HeldView&) = delete;
  HeldView& operator=(const HeldView&) = delete;
  ~HeldView() { store_.release_view(); }

 private:
  Store& store_;
};

}  // namespace smsdesk::store
