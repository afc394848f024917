#include "relay/store/sqlite.h"

#include "core/template/fold.h"

namespace smsdesk::store {
namespace {

// Somebody may be looking into the file with a tool; the relay waits that long for their lock.
constexpr int kBusyTimeoutMs = 2000;

std::string file_of(sqlite3* handle) {
  const char* name = handle != nullptr ? sqlite3_db_filename(handle, "main") : nullptr;
  return name != nullptr && *name != '\0' ? name : "the database";
}

/// folded(text) in SQL, as core/template/fold.h folds; SQLite's own lower() knows A to Z alone.
void fold_value(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  if (bytes == nullptr) return sqlite3_result_null(context);
  const std::string text = folded({bytes, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))});
  sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

}  // namespace

Error describe_failure(sqlite3* handle, int code) {
  const std::string file = file_of(handle);
  const std::string reason =
      handle != nullptr ? std::string(sqlite3_errmsg(handle)) : std::string(sqlite3_errstr(code));
  // The index beside a database (-shm) is made longer when that is opened; where that fails, there is no room for it.
  if (code == SQLITE_IOERR_SHMSIZE) code = SQLITE_FULL;
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return {ErrorCode::Unavailable,
              "The disk is full, so nothing could be written to " + file + ": free some space there."};
    case SQLITE_CONSTRAINT:
      return {ErrorCode::Conflict, "The database refused what contradicts it: " + reason + "."};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::Invalid, "The database " + file + " is damaged (" + reason +
                                      "): stop the relay, keep the file aside and put the last backup in its place."};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::Unavailable, "Another program holds a lock on " + file + ": close it, then try again."};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return {ErrorCode::Unavailable, "The database " + file + " cannot be opened for writing (" + reason +
                                          "): check that its folder exists and that the relay's user may write there."};
    case SQLITE_NOMEM:
      return {ErrorCode::Unavailable, "There is not enough memory for the database " + file + "."};
    case SQLITE_TOOBIG:
      return {ErrorCode::TooLarge, "A value is too large for the database."};
    case SQLITE_IOERR:
      return {ErrorCode::Unavailable, "The disk failed while the relay used " + file + " (" + reason +
                                          "): check the disk and the system's log, and have a backup at hand."};
    default:
      return {ErrorCode::Unavailable, "The database " + file + " failed: " + reason + "."};
  }
}

Status Statement::run() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_);
    return Done{};
  }
  SMSDESK_ASSERT(code != SQLITE_ROW);
  Error error = describe_failure(sqlite3_db_handle(statement_), code);
  sqlite3_reset(statement_);
  return error;
}

Result<bool> Statement::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_);
    return false;
  }
  Error error = describe_failure(sqlite3_db_handle(statement_), code);
  sqlite3_reset(statement_);
  return error;
}

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes != nullptr ? std::string(static_cast<const char*>(bytes), static_cast<size_t>(size)) : std::string();
}

Result<Connection> Connection::open(const std::string& path, Mode mode) {
  // Otherwise every allocation of every thread counts under one lock, for figures that nobody here asks for: Debian's SQLite
  // has no lookaside memory, so that a statement that is prepared or stepped makes many.
  [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3* handle = nullptr;
  // No mutex inside: a connection belongs to one thread.
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (mode == Mode::Write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  if (code != SQLITE_OK) {
    Error error = describe_failure(handle, code);
    sqlite3_close(handle);
    return error;
  }
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  Connection opened(handle);
  const int added =
      sqlite3_create_function_v2(handle, "folded", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr,
                                 fold_value, nullptr, nullptr, nullptr);
  if (added != SQLITE_OK) return describe_failure(handle, added);
  return opened;
}

Status Connection::run(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return describe_failure(handle_, code);
  return Done{};
}

Result<Statement> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return describe_failure(handle_, code);
  return Statement(statement);
}

Result<std::string> Connection::ask(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  const auto has_row = statement->next();
  if (!has_row) return has_row.error();
  return *has_row ? statement->text(0) : std::string();
}

Transaction::~Transaction() {
  // SQLite may have rolled back by itself, after a full disk for example.
  if (sqlite3_get_autocommit(connection_.handle()) == 0) {
    sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

Status Transaction::begin() {
  return connection_.run("BEGIN IMMEDIATE");
}
Status Transaction::commit() {
  return connection_.run("COMMIT");
}

Status prepare_all(Connection& connection, std::initializer_list<WantedStatement> wanted) {
  for (const WantedStatement& one : wanted) {
    auto prepared = connection.prepare(one.sql);
    if (!prepared) return prepared.error();
    one.statement = std::move(*prepared);
  }
  return Done{};
}

Result<bool> has_a_row(Statement& query) {
  auto has_row = query.next();
  query.reset();
  return has_row;
}

}  // namespace smsdesk::store
