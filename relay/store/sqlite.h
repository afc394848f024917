// SQLite's C interface with owners: a connection, a prepared statement, a transaction that rolls
// back.
//
// Why not a wrapper library: the store needs exact control over durability, and this is all of the
// interface that it uses. Every failure becomes an Error whose sentence says what to do. A
// connection and its statements belong to one thread at a time.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/assert.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"

namespace smsdesk::store {

/// A prepared statement. Bound text is not copied: it must live until run() or the last next() has
/// returned.
class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  Statement(Statement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Statement& operator=(Statement&& other) noexcept {
    std::swap(statement_, other.statement_);
    return *this;
  }
  ~Statement() { sqlite3_finalize(statement_); }

  /// Binds all parameters, in order.
  template <typename... Values>
  Statement& with(const Values&... values) {
    int index = 0;
    (put(++index, values), ...);
    return *this;
  }
  /// Binds one parameter of a statement whose number of them varies.
  void bind(int index, std::string_view text) { put(index, text); }
  /// Runs a statement that gives no rows, and resets it.
  Status run();
  /// Steps to the next row; false behind the last one. Resets itself at the end and on failure.
  Result<bool> next();
  /// Gives up the remaining rows, so that no read transaction stays open.
  void reset() { sqlite3_reset(statement_); }

  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  std::uint64_t number(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  Instant instant(int column) const { return {integer(column)}; }
  bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  /// Text or blob; empty for NULL.
  std::string text(int column) const;

 private:
  void put(int index, std::int64_t value) { sqlite3_bind_int64(statement_, index, value); }
  void put(int index, bool value) { put(index, static_cast<std::int64_t>(value)); }
  void put(int index, std::uint64_t value) {
    // SQLite's integers are signed; our counters never come near.
    SMSDESK_ASSERT(value <= static_cast<std::uint64_t>(INT64_MAX));
    put(index, static_cast<std::int64_t>(value));
  }
  void put(int index, Instant value) { put(index, value.ms); }
  template <typename Tag>
  void put(int index, Id<Tag> value) {
    put(index, value.value);
  }
  void put(int index, std::string_view value) {
    // A null pointer would bind NULL instead of the empty text.
    const char* bytes = value.data() != nullptr ? value.data() : "";
    sqlite3_bind_text64(statement_, index, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  void put(int index, const std::string& value) { put(index, std::string_view(value)); }
  template <typename T>
  void put(int index, const std::optional<T>& value) {
    if (value.has_value()) {
      put(index, *value);
    } else {
      sqlite3_bind_null(statement_, index);
    }
  }
  struct Bytes {
    std::string_view view;
  };
  void put(int index, const Bytes& value) {
    sqlite3_bind_blob64(statement_, index, value.view.data(), value.view.size(), SQLITE_STATIC);
  }

  sqlite3_stmt* statement_ = nullptr;

 public:
  /// Marks bytes that are a blob, not text.
  static Bytes blob(std::string_view bytes) { return {bytes}; }
};

class Connection {
 public:
  enum class Mode { Write, Read };

  /// Opens an existing file.
  static Result<Connection> open(const std::string& path, Mode mode);
  Connection(Connection&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Connection& operator=(Connection&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Connection() { sqlite3_close(handle_); }

  /// Runs one or more statements without parameters.
  Status run(const char* sql);
  Result<Statement> prepare(std::string_view sql);
  /// The first column of the first row, for pragmas.
  Result<std::string> ask(std::string_view sql);
  sqlite3* handle() const { return handle_; }

 private:
  explicit Connection(sqlite3* handle) : handle_(handle) {}
  sqlite3* handle_ = nullptr;
};

struct WantedStatement {
  Statement& statement;
  std::string_view sql;
};
/// Prepares all of them, up to the first that fails.
Status prepare_all(Connection& connection, std::initializer_list<WantedStatement> wanted);
/// Whether the bound query has a row; resets it.
Result<bool> has_a_row(Statement& query);

/// All rows of a bound query, each as `read` makes it.
template <typename Row, typename Read>
Result<std::vector<Row>> all_rows(Statement& query, Read read) {
  std::vector<Row> rows;
  for (;;) {
    const auto has_row = query.next();
    if (!has_row) return has_row.error();
    if (!*has_row) return rows;
    rows.push_back(read(query));
  }
}

/// BEGIN IMMEDIATE … COMMIT. Whatever leaves the scope without commit() is rolled back, and so is a
/// transaction whose COMMIT failed.
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  Status begin();
  Status commit();

 private:
  Connection& connection_;
};

/// What SQLite's last failure on this connection means to a person. Unavailable where it may work later, Invalid where
/// the file is damaged.
Error describe_failure(sqlite3* handle, int code);

}  // namespace smsdesk::store
