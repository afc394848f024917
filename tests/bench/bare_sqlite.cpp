#include "tests/bench/bare_sqlite.h"

#include <sqlite3.h>
#include <sys/resource.h>

#include <chrono>

#include "core/base/random.h"
#include "relay/store/schema.h"
#include "relay/store/sqlite_store.h"

namespace smsdesk::bench {
namespace {

double cpu_seconds() {
  struct rusage used = {};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds_of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

// Random like a carrier's, which is what makes the index expensive.
std::string ingest_carrier_id(std::uint64_t message) {
  Random random(message);
  constexpr char kDigits[] = "0123456789abcdef";
  std::string id = "SM";
  for (int half = 0; half < 2; ++half) {
    std::uint64_t word = random.next();
    for (int i = 0; i < 16; ++i, word >>= 4) id += kDigits[word & 15];
  }
  return id;
}

std::uint64_t ingest_conversation(std::uint64_t message, const IngestShape& shape) {
  return 1 + Random(message ^ 0x5EED).below(shape.conversations);
}

std::string ingest_customer(std::uint64_t conversation) {
  return "+1" + std::to_string(2'000'000'000 + conversation);
}

struct BareSqlite::Content {
  IngestShape shape;
  sqlite3* handle = nullptr;
  sqlite3_stmt* log = nullptr;
  sqlite3_stmt* message = nullptr;
  sqlite3_stmt* conversation = nullptr;
  std::uint64_t written = 0;
  std::string error;
  std::string body;
  std::string text;

  void check(int code) {
    if (code != SQLITE_OK && code != SQLITE_DONE && error.empty()) error = sqlite3_errmsg(handle);
  }
  void run(const std::string& sql) { check(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr)); }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    return statement;
  }
  void step(sqlite3_stmt* statement) {
    check(sqlite3_step(statement));
    sqlite3_reset(statement);
  }
  void write(std::uint64_t number) {
    const auto id = static_cast<std::int64_t>(number);
    const auto at = static_cast<std::int64_t>(1'700'000'000'000 + number);
    const std::string carrier_id = ingest_carrier_id(number);
    const auto owner = static_cast<std::int64_t>(ingest_conversation(number, shape));
    const auto put_text = [](sqlite3_stmt* statement, int index, const std::string& value) {
      sqlite3_bind_text(statement, index, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    };
    sqlite3_bind_int64(log, 1, id);
    sqlite3_bind_int64(log, 2, at);
    put_text(log, 3, body);
    step(log);
    sqlite3_bind_int64(message, 1, id);
    sqlite3_bind_int64(message, 2, owner);
    sqlite3_bind_int64(message, 3, at);
    put_text(message, 4, text);
    put_text(message, 5, carrier_id);
    step(message);
    if (shape.has_conversation_update) {
      sqlite3_bind_int64(conversation, 1, 1 + id % 100);
      sqlite3_bind_int64(conversation, 2, owner);
      step(conversation);
    }
  }
};

BareSqlite::BareSqlite(const std::string& path, const IngestShape& shape) : content_(new Content()) {
  Content& c = *content_;
  c.shape = shape;
  c.body.assign(shape.log_body_bytes, 'b');
  c.text.assign(shape.text_bytes, 't');
  c.check(sqlite3_open(path.c_str(), &c.handle));
  c.run(store::connection_sql(store::SqliteOptions().wal_pages_max));
  c.run(store::schema_sql());
  // Row n of timeline and of conversation are the same pair, as they are in the store.
  c.run("BEGIN IMMEDIATE");
  sqlite3_stmt* timeline = c.prepare("INSERT INTO timeline (id, customer, our_number) VALUES (?1, ?2, ?3)");
  sqlite3_stmt* conversation =
      c.prepare("INSERT INTO conversation (id, timeline, queue, opened_at) VALUES (?1, ?1, 1, ?1)");
  for (std::uint64_t id = 1; id <= shape.conversations; ++id) {
    const std::string customer = ingest_customer(id);
    sqlite3_bind_int64(timeline, 1, static_cast<std::int64_t>(id));
    sqlite3_bind_text(timeline, 2, customer.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_text(timeline, 3, kIngestOurNumber, -1, SQLITE_STATIC);
    c.step(timeline);
    sqlite3_bind_int64(conversation, 1, static_cast<std::int64_t>(id));
    c.step(conversation);
  }
  sqlite3_finalize(timeline);
  sqlite3_finalize(conversation);
  c.run("COMMIT");
  c.log = c.prepare("INSERT INTO log (\"offset\", at, body) VALUES (?, ?, ?)");
  c.message = c.prepare(
      "INSERT INTO message (id, timeline, conversation, is_inbound, author, at, status_at, text,"
      " media, status, carrier_id) VALUES (?1, ?2, ?2, 1, 0, ?3, ?3, ?4, '', 'received', ?5)");
  c.conversation = c.prepare("UPDATE conversation SET agent = ? WHERE id = ?");
}

BareSqlite::~BareSqlite() {
  for (sqlite3_stmt* one : {content_->log, content_->message, content_->conversation}) {
    sqlite3_finalize(one);
  }
  sqlite3_close(content_->handle);
  delete content_;
}

IngestRate BareSqlite::run(double seconds) {
  Content& c = *content_;
  const std::uint64_t before = c.written;
  const double cpu_before = cpu_seconds();
  const double began = wall_seconds();
  double now = began;
  while (now - began < seconds && c.error.empty()) {
    c.run("BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < c.shape.batch_messages; ++i) c.write(++c.written);
    c.run("COMMIT");
    now = wall_seconds();
  }
  IngestRate rate;
  rate.error = c.error;
  rate.messages = c.written - before;
  rate.messages_per_s = static_cast<double>(rate.messages) / (now - began);
  rate.cpu_us_per_message =
      (cpu_seconds() - cpu_before) * 1e6 / static_cast<double>(rate.messages + (rate.messages == 0));
  return rate;
}

}  // namespace smsdesk::bench
