// append_rate FOLDER [ROUNDS] [SECONDS]: how many messages a second Store::append takes in batches
// of 16, against the bare loop over the same schema, in alternation. Not a test: speed is a ratio
// to look at.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "relay/store/sqlite_store.h"
#include "tests/bench/bare_sqlite.h"

using namespace smsdesk;
using namespace smsdesk::store;

namespace {

double cpu_seconds() {
  struct rusage used = {};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

[[noreturn]] void stop(const std::string& sentence) {
  std::fprintf(stderr, "append_rate: %s\n", sentence.c_str());
  std::exit(1);
}

void commit(Store& store, const Batch& batch) {
  const auto outcome = store.append(store.head(), batch);
  if (!outcome) stop(outcome.error().sentence);
  if (*outcome != AppendOutcome::Committed) stop("the head has moved");
}

void put_conversations(Store& store, const bench::IngestShape& shape) {
  Batch batch;
  for (std::uint64_t id = 1; id <= shape.conversations; ++id) {
    batch.archive.emplace_back(
        PutConversation{{id}, {1}, bench::ingest_customer(id), bench::kIngestOurNumber, {static_cast<int>(id)}});
  }
  commit(store, batch);
}

// What the relay's writer does for one inbound message. What it asks before, which the floor has no part in, is measured by
// itself.
void add_message(Batch& batch, std::uint64_t number, const bench::IngestShape& shape, const std::string& body,
                 const std::string& text) {
  const Instant at{static_cast<std::int64_t>(1'700'000'000'000 + number)};
  const ConversationId conversation{bench::ingest_conversation(number, shape)};
  batch.log.push_back({number, at, body});
  PutMessage message;
  message.message = {number};
  message.conversation = conversation;
  message.is_inbound = true;
  message.at = at;
  message.text = text;
  message.status = "received";
  message.carrier_id = bench::ingest_carrier_id(number);
  batch.archive.emplace_back(std::move(message));
  if (shape.has_conversation_update) {
    batch.archive.emplace_back(SetConversationOwner{conversation, {1 + number % 100}, at});
  }
}

bench::IngestRate run(Store& store, const bench::IngestShape& shape, double seconds) {
  const std::string body(shape.log_body_bytes, 'b');
  const std::string text(shape.text_bytes, 't');
  const std::uint64_t before = store.head();
  const double cpu_before = cpu_seconds();
  const double began = wall_seconds();
  double now = began;
  while (now - began < seconds) {
    Batch batch;
    batch.at = {1'700'000'000'000};
    for (std::size_t i = 1; i <= shape.batch_messages; ++i) {
      add_message(batch, store.head() + i, shape, body, text);
    }
    commit(store, batch);
    now = wall_seconds();
  }
  bench::IngestRate rate;
  rate.messages = store.head() - before;
  rate.messages_per_s = static_cast<double>(rate.messages) / (now - began);
  rate.cpu_us_per_message = (cpu_seconds() - cpu_before) * 1e6 / static_cast<double>(rate.messages);
  return rate;
}

// Microseconds of CPU a question for a carrier id that the archive does not have: what every new message asks.
double unknown_carrier_id_cost(Store& store) {
  constexpr int kQuestions = 20'000;
  const double before = cpu_seconds();
  for (std::uint64_t i = 1; i <= kQuestions; ++i) {
    const auto found = store.find_message_by_carrier_id(bench::ingest_carrier_id(i + store.head()));
    if (!found || *found) stop("a carrier id was found that nobody wrote");
  }
  return (cpu_seconds() - before) * 1e6 / kQuestions;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) stop("say in which folder to write: append_rate FOLDER [ROUNDS] [SECONDS]");
  const std::string folder = argv[1];
  const int rounds = argc > 2 ? std::clamp(std::atoi(argv[2]), 1, 100) : 5;
  const double seconds = argc > 3 ? std::clamp(std::atof(argv[3]), 0.1, 60.0) : 2;
  const bench::IngestShape shape;
  bench::BareSqlite bare(folder + "/bare.db", shape);
  SqliteOptions options;
  options.path = folder + "/store.db";
  options.fresh_epoch = "00112233445566778899aabbccddeeff";
  auto opened = open_sqlite_store(options);
  if (!opened) stop(opened.error().sentence);
  Store& store = **opened;
  put_conversations(store, shape);

  std::vector<double> bare_rates, store_rates, ratios, cpu_ratios;
  std::printf("%5s %14s %14s %7s %12s %12s\n", "round", "bare msg/s", "append msg/s", "ratio", "bare us cpu",
              "append us cpu");
  for (int round = 0; round < rounds; ++round) {
    // Whoever begins gets the disk as the other left it, so they take turns at that too.
    bench::IngestRate floor, ours;
    if (round % 2 == 0) floor = bare.run(seconds);
    ours = run(store, shape, seconds);
    if (round % 2 != 0) floor = bare.run(seconds);
    if (!floor.error.empty()) stop(floor.error);
    bare_rates.push_back(floor.messages_per_s);
    store_rates.push_back(ours.messages_per_s);
    ratios.push_back(ours.messages_per_s / floor.messages_per_s);
    cpu_ratios.push_back(ours.cpu_us_per_message / floor.cpu_us_per_message);
    std::printf("%5d %14.0f %14.0f %7.3f %12.1f %12.1f\n", round + 1, floor.messages_per_s, ours.messages_per_s,
                ratios.back(), floor.cpu_us_per_message, ours.cpu_us_per_message);
    std::fflush(stdout);
  }
  std::printf("median bare %.0f append %.0f ratio of medians %.3f median ratio %.3f cpu ratio %.3f\n",
              median(bare_rates), median(store_rates), median(store_rates) / median(bare_rates), median(ratios),
              median(cpu_ratios));
  std::printf("find_message_by_carrier_id: %.1f us cpu a question\n", unknown_carrier_id_cost(store));
  return 0;
}
