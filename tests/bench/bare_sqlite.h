// The floor for ingest.durable: a loop over plain sqlite3 calls that writes the rows of one inbound
// message in transactions of N messages, with the same schema and pragmas as the relay's store and
// nothing else.
//
// Per message: one log row, one message row in one of 20,000 conversations and, when
// asked for, an update of that conversation's owner. Whatever a relay does besides is what the
// ratio shows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace smsdesk::bench {

struct IngestShape {
  std::size_t batch_messages = 16;  ///< messages a transaction
  std::size_t log_body_bytes = 400;
  std::size_t text_bytes = 80;
  std::uint64_t conversations = 20'000;
  bool has_conversation_update = true;
};

struct IngestRate {
  double messages_per_s = 0;
  double cpu_us_per_message = 0;  ///< of this process, user and system
  std::uint64_t messages = 0;
  std::string error;  ///< empty = none
};

/// A database file in the folder of `path`, which must not exist; it is left there.
class BareSqlite {
 public:
  /// Makes the tables and conversations. What went wrong stands in the first run's error.
  BareSqlite(const std::string& path, const IngestShape& shape);
  BareSqlite(const BareSqlite&) = delete;
  BareSqlite& operator=(const BareSqlite&) = delete;
  ~BareSqlite();
  /// Writes for `seconds`; a second run goes on where the first one ended.
  IngestRate run(double seconds);

 private:
  struct Content;
  Content* content_;
};

// What both sides write, so that they write the same.
std::string ingest_carrier_id(std::uint64_t message);
std::uint64_t ingest_conversation(std::uint64_t message, const IngestShape& shape);
std::string ingest_customer(std::uint64_t conversation);
inline constexpr const char* kIngestOurNumber = "+14155550100";

}  // namespace smsdesk::bench
