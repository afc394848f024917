// A relay that is stopped and started again at any step goes on as if nothing had been: the workspace made anew from an
// old snapshot and the log since decides the same, and its timers fire at the same instants.
//
// Why beside AnOldSnapshotAndTheEntriesSinceAreTheSameAsAll: that one compares facts. What the relay does next hangs on the
// index too, which no snapshot has: two workspaces of equal facts could still offer differently.
#include <gtest/gtest.h>

#include "core/workspace/workspace_json.h"
#include "tests/support/builders/random_inputs.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

constexpr std::uint64_t kSeeds = 120;
constexpr int kSteps = 200;

/// What a relay has on disk.
struct Disk {
  std::string snapshot;
  std::uint64_t offset = 0;

  void save(const World& world) {
    snapshot = encode_workspace(world.workspace);
    offset = world.workspace.offset;
  }
  Workspace load(const World& world) const {
    auto loaded = decode_workspace(snapshot);
    EXPECT_TRUE(loaded);
    for (const LogEntry& entry : world.log) {
      if (entry.offset <= offset) continue;
      const auto read = decode_entry(encode_entry(entry));
      EXPECT_TRUE(read && apply(*loaded, *read));
    }
    return std::move(*loaded);
  }
};

/// One world that lives through, and one that is restarted now and then.
class TwoWorlds {
 public:
  explicit TwoWorlds(std::uint64_t seed) : through_(a_world(seed)), restarted_(a_world(seed)) {
    disk_.save(restarted_);
  }

  const Workspace& workspace() const { return through_.workspace; }
  Instant now() const { return through_.now; }

  void restart() {
    restarted_.workspace = disk_.load(restarted_);
    EXPECT_EQ(restarted_.workspace, through_.workspace);
  }
  void save() { disk_.save(restarted_); }

  void decide(const Input& input) {
    const Decision a = through_.decide(input), b = restarted_.decide(input);
    EXPECT_EQ(a.entries, b.entries);
    EXPECT_EQ(a.refusal, b.refusal);
    route();
  }
  void route() { EXPECT_EQ(through_.make_offers(), restarted_.make_offers()); }

  /// Timers of both fire at the same instants. Sends stay where they are: it is time that passes.
  void live(DurationMs time) {
    const Instant end = now() + time;
    for (int turns = 0; turns < 1'000 && !testing::Test::HasFailure(); ++turns) {
      const auto next = next_deadline(workspace());
      EXPECT_EQ(next, next_deadline(restarted_.workspace));
      EXPECT_EQ(due_sends(workspace(), now(), 100), due_sends(restarted_.workspace, now(), 100));
      if (!next || end < *next) break;
      set_now(std::max(now(), *next));
      const std::uint64_t offset = workspace().offset;
      decide(TimePassed{});
      if (workspace().offset == offset) break;  // a send waits for the carrier, not for the clock
    }
    set_now(end);
  }

 private:
  void set_now(Instant now) { through_.now = restarted_.now = now; }

  World through_, restarted_;
  Disk disk_;
};

TEST(Restart, AtAnyStepChangesNothingOfWhatFollows) {
  for (const std::uint64_t seed : seeds(kSeeds)) {
    SCOPED_TRACE("SMSDESK_SEED=" + std::to_string(seed));
    TwoWorlds worlds(seed);
    RandomInputs inputs(seed, is_rich(seed));
    Random when(seed + 1'000'000);
    for (int i = 0; i < kSteps && !testing::Test::HasFailure(); ++i) {
      if (when.chance(5)) worlds.save();
      if (when.chance(20)) worlds.restart();
      worlds.live(some_time(inputs.random()));
      worlds.decide(inputs.next(worlds.workspace(), worlds.now()));
    }
    worlds.restart();
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace smsdesk::test
