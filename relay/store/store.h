// What the relay keeps: the log, the archive beside it, accounts and sessions. One interface, one contract test
// (tests/relay/store/contract.h) that every implementation passes.
//
// Promise: when append() has returned Committed, all rows of the batch survive a killed process and a lost power
// supply, or none is there. Nothing is acknowledged to carrier or browser before that.
// Threads: an instance belongs to one thread (the writer's); open_reader() gives read-only twins for others.
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

namespace smsdesk::store {

struct LogRow {
  std::uint64_t offset = 0;  ///< 1, 2, 3 … without gaps
  Instant at;
  std::string body;  ///< one log entry as JSON
};

/// Archive: what search, history and reports read. Written in the same transaction as the log.
struct PutConversation {
  ConversationId conversation;
  QueueId queue;
  std::string customer;    ///< address, for example +14155550199
  std::string our_number;
  Instant opened_at;
};
struct SetConversationOwner { ConversationId conversation; AgentId agent; Instant at; };
struct SetConversationEnded {
  ConversationId conversation;
  Instant at;
  AgentId agent;
  std::string wrap_up_code;  ///< its name at that time
  std::string note;
};
struct PutMessage {
  MessageId message;
  ConversationId conversation;
  bool is_inbound = false;
  AgentId author;           ///< set where an agent wrote it
  Instant at;
  std::string text;
  std::string media;        ///< JSON list; empty = none
  std::string status;       ///< the field's words: received, queued, sent, delivered …
  std::string carrier_id;   ///< empty until the carrier has named it
};
struct SetMessageStatus {
  MessageId message;
  Instant at;
  std::string status;
  std::string carrier_id;   ///< empty = leave as it is
  std::string error_code;   ///< the carrier's; empty = none
};
using ArchiveOp = std::variant<PutConversation, SetConversationOwner, SetConversationEnded, PutMessage, SetMessageStatus>;

struct Batch {
  std::vector<LogRow> log;             ///< offsets expected_head+1 …
  std::vector<std::string> seen_keys;  ///< idempotency keys; each at most kSeenKeyBytesMax
  std::vector<ArchiveOp> archive;
  Instant at;
  bool is_empty() const { return log.empty() && seen_keys.empty() && archive.empty(); }
};
inline constexpr std::size_t kSeenKeyBytesMax = 200;

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
};
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
};
/// A page of one lifelong timeline (customer × our number), newest first.
struct TimelinePage {
  std::vector<ArchivedMessage> messages;
  bool has_more = false;
};

struct Account {
  AgentId agent;
  std::string login;          ///< compared without case
  std::string password_hash;  ///< libsodium's crypto_pwhash_str form
};
struct Session {
  std::string token_hash;     ///< SHA-256 of the cookie's token, hex
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
  /// Conversations with that customer on that number, newest first.
  virtual Result<std::vector<ArchivedConversation>> read_history(const std::string& customer,
                                                                 const std::string& our_number, std::size_t limit) = 0;
  virtual Result<std::optional<ArchivedMessage>> find_message_by_carrier_id(const std::string& carrier_id) = 0;
};

class Store : public Reader {
 public:
  /// Identity of this log: changes only when the log was started anew. 32 hex digits.
  virtual std::string epoch() const = 0;
  virtual std::uint64_t head() const = 0;
  virtual Result<AppendOutcome> append(std::uint64_t expected_head, const Batch& batch) = 0;
  /// Rows with offset > after, at most `limit`.
  virtual Result<std::vector<LogRow>> read_log(std::uint64_t after, std::size_t limit) = 0;
  virtual bool is_seen(std::string_view key) = 0;
  virtual Result<std::optional<Snapshot>> load_snapshot() = 0;
  virtual Status save_snapshot(const Snapshot& snapshot) = 0;
  /// Drops log rows up to and including `offset`; refused where no snapshot stands at or behind it.
  virtual Status drop_log_until(std::uint64_t offset) = 0;

  virtual Status put_account(const Account& account) = 0;
  virtual Result<std::optional<Account>> find_account(const std::string& login) = 0;
  virtual Status put_session(const Session& session) = 0;
  virtual Result<std::optional<Session>> find_session(const std::string& token_hash) = 0;
  virtual Status delete_session(const std::string& token_hash) = 0;
  virtual Status delete_sessions_before(Instant created, Instant last_used) = 0;

  /// A read-only twin for another thread.
  virtual Result<std::unique_ptr<Reader>> open_reader() = 0;
};

}  // namespace smsdesk::store
