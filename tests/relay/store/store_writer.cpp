// store_writer PATH SEED: appends generated batches until it is killed, as the relay does (relay/host/flusher): ahead, and
// while a thread of its own waits for the disk, the next one is appended. Each head is said on standard output, unbuffered,
// the moment the flush behind it has returned, and not before. For kill_test.cpp.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "relay/store/sqlite_store.h"
#include "tests/relay/store/generated_batch.h"

using namespace smsdesk;
using namespace smsdesk::store;

namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "store_writer: %s\n", error.sentence.c_str());
  return 1;
}

// Far beyond what one round of the test lets through; ends the program if nobody kills it.
constexpr int kBatchesMax = 20'000;

/// On the flusher's thread: makes these heads durable and acknowledges them. What the program ends with; 0 = it goes on.
int flush(Store& store, const std::vector<std::uint64_t>& heads) {
  if (auto done = store.flush(); !done) return fail(done.error());
  for (const std::uint64_t head : heads) {
    const std::string line = std::to_string(head) + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) return 4;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  SqliteOptions options;
  options.path = argv[1];
  options.fresh_epoch = "00112233445566778899aabbccddeeff";
  // Small, so that the kill falls into checkpoints as well.
  options.wal_pages_max = 50;
  auto opened = open_sqlite_store(options);
  if (!opened) return fail(opened.error());
  Store& store = **opened;
  Random random(std::strtoull(argv[2], nullptr, 10));
  std::vector<std::uint64_t> waiting;  // heads that no flush has begun behind
  std::size_t in_flush = 0;
  std::future<int> flushed;  // of so many
  for (int i = 0; i < kBatchesMax; ++i) {
    const bool has_room = in_flush + waiting.size() < generated::kAheadMax;
    if (flushed.valid() && (!has_room || random.chance(30))) {
      if (const int code = flushed.get(); code != 0) return code;
      in_flush = 0;
    }
    const std::uint64_t head = store.head();
    const auto outcome = store.append_ahead(head, generated::batch_after(head, 1 + random.below(generated::kBatchMax)));
    if (!outcome) return fail(outcome.error());
    if (*outcome != AppendOutcome::Committed) return 3;
    waiting.push_back(store.head());
    if (!flushed.valid() && (waiting.size() == generated::kAheadMax || random.chance(60))) {
      in_flush = waiting.size();
      flushed =
          std::async(std::launch::async, [&store, heads = std::exchange(waiting, {})] { return flush(store, heads); });
    }
    // Beside a flush, as the relay's snapshots are.
    if (random.chance(10)) {
      if (auto done = store.save_snapshot({store.head(), generated::body(store.head())}); !done) {
        return fail(done.error());
      }
      // Half of the log stays, so that there are rows to judge.
      const std::uint64_t until = store.dropped_until() + (store.head() - store.dropped_until()) / 2;
      if (auto done = store.drop_log_until(until); !done) return fail(done.error());
    }
  }
  return 5;
}
