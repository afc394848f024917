// bench_ingest_floor FILE CONVERSATIONS [LOG_BODY_BYTES]: bare SQLite group commit of the rows that
// the relay writes for one inbound message of an open conversation, in batches of 16.
//
// A round begins with a line on standard input that says how many seconds, and ends with a JSON
// line on standard output, so that rounds of others fit between on the same growing database. The
// end of the input ends the program.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "tests/bench/bare_sqlite.h"

namespace {

constexpr double kSecondsMax = 60;

[[noreturn]] void stop(const std::string& sentence) {
  std::fprintf(stderr, "bench_ingest_floor: %s\n", sentence.c_str());
  std::exit(1);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3 || count > 4) stop("say a database file that does not exist yet and a number of conversations.");
  if (std::filesystem::exists(arguments[1])) stop(std::string(arguments[1]) + " exists already.");
  smsdesk::bench::IngestShape shape;
  shape.conversations = std::strtoull(arguments[2], nullptr, 10);
  shape.log_body_bytes = count == 4 ? std::strtoull(arguments[3], nullptr, 10) : 240;
  shape.has_conversation_update = false;
  if (shape.conversations == 0 || shape.conversations > 1'000'000) stop("conversations must be 1 to 1000000.");
  if (shape.log_body_bytes > 64 * 1024) stop("a log row of more than 64 KiB is not what the relay writes.");

  smsdesk::bench::BareSqlite floor(arguments[1], shape);
  std::puts("ready");
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    const double seconds = std::strtod(line.c_str(), nullptr);
    if (!(seconds > 0 && seconds <= kSecondsMax)) stop("a round lasts between 0 and 60 seconds, not '" + line + "'.");
    const smsdesk::bench::IngestRate rate = floor.run(seconds);
    if (!rate.error.empty()) stop("SQLite: " + rate.error);
    std::printf("{\"messages\":%llu,\"per_s\":%.1f,\"cpu_us\":%.2f}\n", static_cast<unsigned long long>(rate.messages),
                rate.messages_per_s, rate.cpu_us_per_message);
    std::fflush(stdout);
  }
  return 0;
}
