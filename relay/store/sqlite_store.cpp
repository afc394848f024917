// One append is one transaction. The head is kept in memory: the lock file makes this instance the
// only writer, so the file cannot know better, and a failed transaction leaves the number as it
// was.
#include "relay/store/sqlite_store.h"

#include <algorithm>
#include <climits>
#include <cstdlib>

#include "relay/store/archive.h"
#include "relay/store/batch_check.h"
#include "relay/store/file_lock.h"
#include "relay/store/fingerprint.h"
#include "relay/store/schema.h"
#include "relay/store/sqlite.h"
#include "relay/store/sqlite_reads.h"
#include "relay/store/wal_flush.h"

namespace smsdesk::store {
namespace {

constexpr std::uint64_t kOffsetMax = static_cast<std::uint64_t>(INT64_MAX);

class SqliteReader final : public SqliteReads<Reader> {
 public:
  static Result<std::unique_ptr<Reader>> open(const std::string& path) {
    auto connection = Connection::open(path, Connection::Mode::Read);
    if (!connection) return connection.error();
    auto reader = std::make_unique<SqliteReader>(std::move(*connection), path);
    if (auto done = reader->prepare_reads(); !done) return done.error();
    return std::unique_ptr<Reader>(std::move(reader));
  }
  using SqliteReads<Reader>::SqliteReads;
};

/// Held while the database is open: released last.
struct HeldLock {
  FileLock held;
};

// Every statement of the store, prepared once.
struct Statements {
  Statement put_log, read_log, drop_log, put_dropped;
  Statement hold_view, put_seen, find_seen, sweep_seen, delete_seen;
  Statement put_snapshot, load_snapshot;
  Statement put_password, find_password, all_passwords, delete_password, renew_password, put_fact, find_fact;
  Statement put_draft, delete_draft, all_drafts, put_draft_file, delete_draft_files;
  Statement put_preference, delete_preference, all_preferences;
  Statement put_session, find_session, all_sessions, delete_session, delete_sessions_of, delete_sessions;
  Statement forget_changed;

  Status prepare(Connection& connection) {
    return prepare_all(
        connection,
        {
            {put_log, "INSERT INTO log (\"offset\", at, body) VALUES (?, ?, ?)"},
            {read_log, "SELECT \"offset\", at, body FROM log WHERE \"offset\" > ? ORDER BY \"offset\" LIMIT ?"},
            {drop_log, "DELETE FROM log WHERE \"offset\" <= ?"},
            {put_dropped, "UPDATE meta SET dropped_until = ?"},
            {put_seen, "INSERT INTO seen (key, at) VALUES (?, ?)"},
            // It always has a row; while that stands, the connection keeps its place in the journal.
            {hold_view, "SELECT 1 FROM sqlite_schema"},
            {find_seen, "SELECT 1 FROM seen WHERE key = ?"},
            {sweep_seen, "SELECT key, at FROM seen WHERE key > ? ORDER BY key LIMIT ?"},
            {delete_seen, "DELETE FROM seen WHERE key = ?"},
            {put_snapshot, "REPLACE INTO snapshot (id, \"offset\", body) VALUES (1, ?, ?)"},
            {load_snapshot, "SELECT \"offset\", body FROM snapshot"},
            {put_password,
             "INSERT INTO password (agent, hash) VALUES (?, ?) ON CONFLICT (agent) DO UPDATE SET hash = excluded.hash"},
            {find_password, "SELECT hash FROM password WHERE agent = ?"},
            {all_passwords, "SELECT agent FROM password ORDER BY agent"},
            {delete_password, "DELETE FROM password WHERE agent = ?"},
            {renew_password, "UPDATE password SET hash = ? WHERE agent = ? AND hash = ?"},
            {put_fact, "REPLACE INTO fact (name, value) VALUES (?, ?)"},
            {find_fact, "SELECT value FROM fact WHERE name = ?"},
            {put_draft,
             "REPLACE INTO draft_part (agent, conversation, part, at, text, version, send_as)"
             " VALUES (?, ?, ?, ?, ?, ?, ?)"},
            {delete_draft, "DELETE FROM draft_part WHERE agent = ? AND conversation = ? AND part = ?"},
            {all_drafts,
             "SELECT agent, conversation, part, at, text, version, send_as FROM draft_part"
             " ORDER BY agent, conversation, part"},
            {put_draft_file, "REPLACE INTO draft_file (hash, agent, conversation) VALUES (?, ?, ?)"},
            {delete_draft_files, "DELETE FROM draft_file WHERE agent = ? AND conversation = ?"},
            {put_preference, "REPLACE INTO preference (agent, name, value) VALUES (?, ?, ?)"},
            {delete_preference, "DELETE FROM preference WHERE agent = ? AND name = ?"},
            {all_preferences, "SELECT agent, name, value FROM preference ORDER BY agent, name"},
            {put_session, "REPLACE INTO session (token_hash, agent, created_at, last_used_at) VALUES (?, ?, ?, ?)"},
            {find_session, "SELECT token_hash, agent, created_at, last_used_at FROM session WHERE token_hash = ?"},
            {all_sessions, "SELECT token_hash, agent, created_at, last_used_at FROM session"},
            {delete_session, "DELETE FROM session WHERE token_hash = ?"},
            {delete_sessions_of, "DELETE FROM session WHERE agent = ?"},
            {forget_changed, "DELETE FROM changed_text WHERE id <= ?"},
            {delete_sessions, "DELETE FROM session WHERE created_at < ? OR last_used_at < ?"},
        });
  }
};

class SqliteStore final : private HeldLock, public SqliteReads<Store> {
 public:
  SqliteStore(std::string path, FileLock lock, Connection connection)
      : HeldLock{std::move(lock)}, SqliteReads<Store>(std::move(connection), std::move(path)) {}
  ~SqliteStore() override;

  Status prepare();

  std::string epoch() const override { return epoch_; }
  std::uint64_t head() const override { return head_; }
  std::uint64_t dropped_until() const override { return dropped_until_; }
  Result<AppendOutcome> append(std::uint64_t expected_head, const Batch& batch) override;
  Result<AppendOutcome> append_ahead(std::uint64_t expected_head, const Batch& batch) override;
  Status flush() override { return wal_flush_.run(); }
  Status recover() override;
  Result<std::vector<LogRow>> read_log(std::uint64_t after, std::size_t limit) override;
  // Where it fails, every question takes its own locks, and says what is wrong.
  void hold_view() override { (void)statements_.hold_view.next(); }
  void release_view() override { statements_.hold_view.reset(); }
  bool is_seen(std::string_view key) override;
  Result<bool> forget_seen_before(Instant before) override;
  Result<std::optional<Snapshot>> load_snapshot() override;
  Status save_snapshot(const Snapshot& snapshot) override;
  Status drop_log_until(std::uint64_t offset) override;

  Result<std::vector<DraftChange>> all_drafts() override;
  Result<std::vector<PreferenceChange>> all_preferences() override;
  Result<std::optional<std::string>> find_password(AgentId agent) override {
    return find_text(statements_.find_password.with(agent));
  }
  Result<std::vector<AgentId>> agents_with_password() override;
  Status renew_password_hash(AgentId agent, const std::string& was, const std::string& hash) override {
    return statements_.renew_password.with(hash, agent, was).run();
  }
  Status put_fact(const std::string& name, const std::string& value) override {
    return statements_.put_fact.with(name, value).run();
  }
  Result<std::optional<std::string>> find_fact(const std::string& name) override {
    return find_text(statements_.find_fact.with(name));
  }
  Status delete_sessions_of(AgentId agent) override { return statements_.delete_sessions_of.with(agent).run(); }
  Status put_session(const Session& session) override;
  Result<std::optional<Session>> find_session(const std::string& token_hash) override;
  Result<std::vector<Session>> all_sessions() override;
  Status delete_session(const std::string& token_hash) override {
    return statements_.delete_session.with(token_hash).run();
  }
  Status delete_sessions_before(Instant created, Instant last_used) override {
    return statements_.delete_sessions.with(created, last_used).run();
  }

  Status put_file(const StoredFile& file) override { return archive_.media().put_file(file); }
  Result<std::optional<StoredFile>> find_file(const std::string& hash) override {
    return archive_.media().find_file(hash);
  }
  Status put_upload(AgentId agent, const StoredFile& file, Instant at) override;
  Result<bool> has_uploaded(AgentId agent, const std::string& hash) override {
    return archive_.media().has_uploaded(agent, hash);
  }
  Status put_link(const FileLink& link, const StoredFile& file) override;
  Result<std::optional<FileLink>> find_link(const std::string& ticket) override {
    return archive_.media().find_link(ticket);
  }
  Result<std::vector<std::string>> forget_unused_files(const std::vector<std::string>& hashes, Instant before) override;
  Result<std::vector<FileUse>> uses_of_file(const std::string& hash, MessageId before, std::size_t limit) override {
    return archive_.media().uses_of_file(hash, before, limit);
  }
  Result<std::optional<ArchivedMedia>> find_media(MessageId message, unsigned place) override {
    return archive_.media().find_media(message, place);
  }
  Result<std::vector<ArchivedMedia>> waiting_media(std::size_t limit) override {
    return archive_.media().waiting_media(limit);
  }

  Result<std::unique_ptr<SearchFiller>> open_search_filler() override { return store::open_search_filler(path_); }
  Status forget_changed_texts(std::uint64_t until) override {
    return statements_.forget_changed.with(std::min(until, kOffsetMax)).run();
  }
  Result<std::unique_ptr<Reader>> open_reader() override { return SqliteReader::open(path_); }

 private:
  Status write(const Batch& batch);
  Result<std::optional<std::uint64_t>> snapshot_offset();
  /// The first column of the first row of a bound query.
  static Result<std::optional<std::string>> find_text(Statement& query);

  // All of these die before the connection.
  Statements statements_;
  ArchiveWriter archive_;
  WalFlush wal_flush_;
  std::string epoch_;
  Salt salt_{};
  std::uint64_t head_ = 0;
  std::uint64_t dropped_until_ = 0;
  std::string sweep_cursor_;
};

SqliteStore::~SqliteStore() {
  // Only tidiness: what is left in the WAL is as safe there, for example while a reader is still at
  // work.
  (void)SqliteStore::recover();
}

Status SqliteStore::prepare() {
  if (auto done = statements_.prepare(connection_); !done) return done;
  auto archive = ArchiveWriter::prepare(connection_);
  if (!archive) return archive.error();
  archive_ = std::move(*archive);
  if (auto done = prepare_reads(); !done) return done;

  auto meta = connection_.prepare(
      "SELECT epoch, seen_salt, dropped_until,"
      " max(dropped_until, ifnull((SELECT max(\"offset\") FROM log), 0)) FROM meta");
  if (!meta) return meta.error();
  const auto has_row = meta->next();
  if (!has_row) return has_row.error();
  if (!*has_row || !is_hex32(meta->text(0)) || !is_hex32(meta->text(1))) {
    return Error{ErrorCode::Invalid, "The database " + path_ +
                                         " has lost its head page's facts: keep the file aside and "
                                         "put the last backup in its place."};
  }
  epoch_ = meta->text(0);
  salt_ = salt_from_hex(meta->text(1));
  dropped_until_ = meta->number(2);
  head_ = meta->number(3);
  // After a crash of the relay alone the system may still hold frames that the disk has refused (recover()).
  (void)recover();
  auto flush = WalFlush::open(sqlite3_filename_wal(sqlite3_db_filename(connection_.handle(), "main")), path_);
  if (!flush) return flush.error();
  wal_flush_ = std::move(*flush);
  return Done{};
}

Status SqliteStore::write(const Batch& batch) {
  for (const LogRow& row : batch.log) {
    if (auto done = statements_.put_log.with(row.offset, row.at, row.body).run(); !done) return done;
  }
  for (const std::string& key : batch.seen_keys) {
    const std::string print = fingerprint(salt_, key);
    auto done = statements_.put_seen.with(Statement::blob(print), batch.at).run();
    if (!done && done.error().code == ErrorCode::Conflict) return refuse_seen_key();
    if (!done) return done;
  }
  for (const ArchiveOp& op : batch.archive) {
    if (auto done = archive_.apply(op); !done) return done;
  }
  for (const PasswordChange& change : batch.passwords) {
    Statement& statement = change.hash.empty() ? statements_.delete_password.with(change.agent)
                                               : statements_.put_password.with(change.agent, change.hash);
    if (auto done = statement.run(); !done) return done;
    if (auto done = statements_.delete_sessions_of.with(change.agent).run(); !done) return done;
  }
  for (const DraftChange& change : batch.drafts) {
    const auto part = static_cast<std::uint64_t>(change.part);
    Statement& statement = change.text.empty() ? statements_.delete_draft.with(change.agent, change.conversation, part)
                                               : statements_.put_draft.with(change.agent, change.conversation, part,
                                                                            change.at, change.text, change.version,
                                                                            static_cast<std::uint64_t>(change.send_as));
    if (auto done = statement.run(); !done) return done;
    if (change.part != DraftPart::Files) continue;
    if (auto done = statements_.delete_draft_files.with(change.agent, change.conversation).run(); !done) return done;
    for (const std::string& hash : change.files)
      if (auto done = statements_.put_draft_file.with(hash, change.agent, change.conversation).run(); !done)
        return done;
  }
  for (const PreferenceChange& change : batch.preferences) {
    Statement& statement = change.value.empty()
                               ? statements_.delete_preference.with(change.agent, change.name)
                               : statements_.put_preference.with(change.agent, change.name, change.value);
    if (auto done = statement.run(); !done) return done;
  }
  return Done{};
}

Result<AppendOutcome> SqliteStore::append(std::uint64_t expected_head, const Batch& batch) {
  if (expected_head != head_) return AppendOutcome::Conflict;
  if (batch.is_empty()) return AppendOutcome::Committed;
  if (auto checked = check_batch(expected_head, batch); !checked) return checked.error();
  Transaction transaction(connection_);
  if (auto done = transaction.begin(); !done) return done.error();
  if (auto done = write(batch); !done) return done.error();
  if (auto done = transaction.commit(); !done) return done.error();
  head_ += batch.log.size();
  return AppendOutcome::Committed;
}

// The next FULL is for everything else that is written here, and answered at once.
Result<AppendOutcome> SqliteStore::append_ahead(std::uint64_t expected_head, const Batch& batch) {
  if (auto done = connection_.run("PRAGMA synchronous=NORMAL"); !done) return done.error();
  auto outcome = append(expected_head, batch);
  // It can only fail for want of memory, and would leave what is acknowledged from here on to chance.
  const Status full_again = connection_.run("PRAGMA synchronous=FULL");
  SMSDESK_ASSERT(full_again);
  return outcome;
}

// The system reports a failed write once and then takes those pages for written: the log has a hole on the disk that no later
// fdatasync fills, and what stands behind a hole is lost with it. So all of it is carried over into the file, from what the
// system still holds, and the log is begun anew.
Status SqliteStore::recover() {
  const int code =
      sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code != SQLITE_OK) return describe_failure(connection_.handle(), code);
  return Done{};
}

Result<std::vector<LogRow>> SqliteStore::read_log(std::uint64_t after, std::size_t limit) {
  if (after < dropped_until_) return refuse_dropped_rows(after, dropped_until_);
  std::vector<LogRow> rows;
  auto& read = statements_.read_log;
  // Both numbers may come from outside; nothing lies beyond what SQLite can hold.
  read.with(std::min(after, kOffsetMax), std::min<std::uint64_t>(limit, kOffsetMax));
  while (true) {
    const auto has_row = read.next();
    if (!has_row) return has_row.error();
    if (!*has_row) return rows;
    rows.push_back({read.number(0), read.instant(1), read.text(2)});
  }
}

bool SqliteStore::is_seen(std::string_view key) {
  const std::string print = fingerprint(salt_, key);
  const auto has_row = statements_.find_seen.with(Statement::blob(print)).next();
  statements_.find_seen.reset();
  return has_row && *has_row;
}

Result<bool> SqliteStore::forget_seen_before(Instant before) {
  std::vector<std::string> expired;
  std::size_t looked_at = 0;
  std::string cursor = sweep_cursor_;
  auto& sweep = statements_.sweep_seen;
  sweep.with(Statement::blob(sweep_cursor_), static_cast<std::uint64_t>(kSeenSweepMax));
  while (true) {
    const auto has_row = sweep.next();
    if (!has_row) return has_row.error();
    if (!*has_row) break;
    ++looked_at;
    cursor = sweep.text(0);
    if (sweep.instant(1) < before) expired.push_back(cursor);
  }
  if (!expired.empty()) {
    Transaction transaction(connection_);
    if (auto done = transaction.begin(); !done) return done.error();
    for (const std::string& key : expired) {
      if (auto done = statements_.delete_seen.with(Statement::blob(key)).run(); !done) {
        return done.error();
      }
    }
    if (auto done = transaction.commit(); !done) return done.error();
  }
  const bool is_round_over = looked_at < kSeenSweepMax;
  sweep_cursor_ = is_round_over ? std::string() : cursor;
  return is_round_over;
}

Result<std::optional<Snapshot>> SqliteStore::load_snapshot() {
  auto& load = statements_.load_snapshot;
  const auto has_row = load.next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<Snapshot>();
  Snapshot snapshot{load.number(0), load.text(1)};
  load.reset();
  return std::optional<Snapshot>(std::move(snapshot));
}

Result<std::optional<std::uint64_t>> SqliteStore::snapshot_offset() {
  auto& load = statements_.load_snapshot;
  const auto has_row = load.next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<std::uint64_t>();
  const std::uint64_t offset = load.number(0);
  load.reset();
  return std::optional<std::uint64_t>(offset);
}

Status SqliteStore::save_snapshot(const Snapshot& snapshot) {
  const auto kept = snapshot_offset();
  if (!kept) return kept.error();
  if (auto checked = check_snapshot(snapshot.offset, kept->value_or(0), head_); !checked) {
    return checked;
  }
  return statements_.put_snapshot.with(snapshot.offset, snapshot.body).run();
}

Status SqliteStore::drop_log_until(std::uint64_t offset) {
  const auto kept = snapshot_offset();
  if (!kept) return kept.error();
  if (auto checked = check_drop(offset, *kept); !checked) return checked;
  if (offset <= dropped_until_) return Done{};
  Transaction transaction(connection_);
  if (auto done = transaction.begin(); !done) return done;
  if (auto done = statements_.drop_log.with(offset).run(); !done) return done;
  if (auto done = statements_.put_dropped.with(offset).run(); !done) return done;
  if (auto done = transaction.commit(); !done) return done;
  dropped_until_ = offset;
  return Done{};
}

Result<std::optional<std::string>> SqliteStore::find_text(Statement& query) {
  const auto has_row = query.next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<std::string>();
  std::optional<std::string> text = query.text(0);
  query.reset();
  return text;
}

Result<std::vector<AgentId>> SqliteStore::agents_with_password() {
  std::vector<AgentId> agents;
  for (;;) {
    const auto has_row = statements_.all_passwords.next();
    if (!has_row) return has_row.error();
    if (!*has_row) return agents;
    agents.push_back({statements_.all_passwords.number(0)});
  }
}

Status SqliteStore::put_upload(AgentId agent, const StoredFile& file, Instant at) {
  Transaction transaction(connection_);
  if (auto done = transaction.begin(); !done) return done;
  if (auto done = archive_.media().put_file(file); !done) return done;
  if (auto done = archive_.media().put_upload(agent, file.hash, at); !done) return done;
  return transaction.commit();
}

Status SqliteStore::put_link(const FileLink& link, const StoredFile& file) {
  Transaction transaction(connection_);
  if (auto done = transaction.begin(); !done) return done;
  if (auto done = archive_.media().put_file(file); !done) return done;
  if (auto done = archive_.media().put_upload(link.agent, file.hash, link.at); !done) return done;
  if (auto done = archive_.media().put_link(link); !done) return done;
  return transaction.commit();
}

Result<std::vector<std::string>> SqliteStore::forget_unused_files(const std::vector<std::string>& hashes,
                                                                  Instant before) {
  Transaction transaction(connection_);
  if (auto done = transaction.begin(); !done) return done.error();
  auto unused = find_unused_files(hashes, before);
  if (!unused) return unused.error();
  for (const std::string& hash : *unused)
    if (auto done = forget_file(connection_, hash); !done) return done.error();
  if (auto done = transaction.commit(); !done) return done.error();
  return unused;
}

Result<std::vector<DraftChange>> SqliteStore::all_drafts() {
  std::vector<DraftChange> drafts;
  auto& all = statements_.all_drafts;
  all.with();
  for (;;) {
    const auto has_row = all.next();
    if (!has_row) return has_row.error();
    if (!*has_row) break;
    const std::uint64_t part = all.number(2);
    if (part > static_cast<std::uint64_t>(DraftPart::Actions)) continue;  // of a later version
    drafts.push_back(
        {{all.number(0)}, {all.number(1)}, all.instant(3), all.text(4), all.text(5), static_cast<DraftPart>(part)});
    const std::uint64_t send_as = all.number(6);
    if (send_as <= static_cast<std::uint64_t>(SendAs::Text)) drafts.back().send_as = static_cast<SendAs>(send_as);
  }
  all.reset();
  return drafts;
}

Result<std::vector<PreferenceChange>> SqliteStore::all_preferences() {
  std::vector<PreferenceChange> found;
  auto& all = statements_.all_preferences;
  all.with();
  for (;;) {
    const auto has_row = all.next();
    if (!has_row) return has_row.error();
    if (!*has_row) break;
    found.push_back({{all.number(0)}, all.text(1), all.text(2)});
  }
  all.reset();
  return found;
}

Status SqliteStore::put_session(const Session& session) {
  return statements_.put_session.with(session.token_hash, session.agent, session.created_at, session.last_used_at)
      .run();
}

Result<std::optional<Session>> SqliteStore::find_session(const std::string& token_hash) {
  auto& find = statements_.find_session;
  const auto has_row = find.with(token_hash).next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<Session>();
  Session session{find.text(0), {find.number(1)}, find.instant(2), find.instant(3)};
  find.reset();
  return std::optional<Session>(std::move(session));
}

Result<std::vector<Session>> SqliteStore::all_sessions() {
  auto& all = statements_.all_sessions;
  std::vector<Session> sessions;
  all.with();
  for (;;) {
    const auto has_row = all.next();
    if (!has_row) return has_row.error();
    if (!*has_row) break;
    sessions.push_back({all.text(0), {all.number(1)}, all.instant(2), all.instant(3)});
  }
  all.reset();
  return sessions;
}

// The file behind links, so that one database has one lock whatever name it is called by.
std::string real_name(const std::string& path) {
  char* resolved = ::realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return path;  // not there yet
  std::string name = resolved;
  std::free(resolved);  // NOLINT(cppcoreguidelines-no-malloc): realpath's contract
  return name;
}

Error refuse_damaged(const std::string& path, const std::string& finding) {
  return {ErrorCode::Invalid, "The database " + path + " is damaged (" + finding +
                                  "): keep the file aside and put the last backup in its place."};
}

// Reading a damaged file fails in many words; at start they all mean the same to a person.
Error at_start(const std::string& path, sqlite3* handle, const Error& error) {
  const int code = sqlite3_errcode(handle) & 0xFF;
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
    return refuse_damaged(path, sqlite3_errmsg(handle));
  }
  return error;
}

Status set_up(Connection& connection, const std::string& path, const SqliteOptions& options) {
  // A look without a change first: a file that is not ours must stay as it is.
  if (auto read = connection.ask("SELECT count(*) FROM sqlite_schema"); !read) return read.error();
  if (auto ours = check_ownership(connection, path); !ours) return ours;
  if (auto done = connection.run(connection_sql(options.wal_pages_max).c_str()); !done) return done;
  const auto mode = connection.ask("PRAGMA journal_mode");
  if (!mode) return mode.error();
  if (*mode != "wal") {
    return Error{ErrorCode::Unsupported, "The database " + path +
                                             " cannot use a write-ahead log here: put it on a local "
                                             "disk, not on a network folder."};
  }
  if (options.is_checked_at_start) {
    const auto finding = connection.ask("PRAGMA quick_check(1)");
    if (!finding) return finding.error();
    if (*finding != "ok") return refuse_damaged(path, *finding);
  }
  if (auto done = migrate(connection, options.fresh_epoch, options.now); !done) return done;
  if (options.file_pages_max > 0) {
    const std::string limit = "PRAGMA max_page_count=" + std::to_string(options.file_pages_max);
    if (auto done = connection.run(limit.c_str()); !done) return done;
  }
  return Done{};
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options) {
  SMSDESK_ASSERT(is_hex32(options.fresh_epoch));
  const std::string path = real_name(options.path);
  auto lock = FileLock::take(path);
  if (!lock) return lock.error();
  if (auto secured = make_private_file(path); !secured) return secured.error();
  auto connection = Connection::open(path, Connection::Mode::Write);
  if (!connection) return connection.error();
  sqlite3* handle = connection->handle();
  if (auto done = set_up(*connection, path, options); !done) {
    return at_start(path, handle, done.error());
  }
  auto store = std::make_unique<SqliteStore>(path, std::move(*lock), std::move(*connection));
  if (auto done = store->prepare(); !done) return at_start(path, handle, done.error());
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace smsdesk::store
