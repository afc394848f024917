// store_writer PATH SEED: appends generated batches until it is killed, and says each acknowledged
// head on standard output, unbuffered, the moment append() has returned. For kill_test.cpp.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

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
  for (int i = 0; i < kBatchesMax; ++i) {
    const std::uint64_t head = store.head();
    const auto outcome = store.append(head, generated::batch_after(head, 1 + random.below(24)));
    if (!outcome) return fail(outcome.error());
    if (*outcome != AppendOutcome::Committed) return 3;
    const std::string line = std::to_string(store.head()) + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
      return 4;
    }
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
