// A few hundred storms. A failing seed is the bug report: simulation --seed N, or SMSDESK_SEED=N
// for this program.
#include "tests/sim/simulation.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace smsdesk::sim {
namespace {

TEST(Simulation, KeepsEveryPromiseInEveryStorm) {
  const char* one = std::getenv("SMSDESK_SEED");
  const std::uint64_t first = one == nullptr ? 1 : std::strtoull(one, nullptr, 10);
  const std::uint64_t last = one == nullptr ? 200 : first;
  Outcome sum;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    Options options;
    options.seed = seed;
    options.is_rich = seed % 2 == 0;
    const Outcome outcome = simulate(options);
    ASSERT_EQ(outcome.failure, "") << "seed " << seed;
    sum.accepted += outcome.accepted;
    sum.taken += outcome.taken;
    sum.crashes += outcome.crashes;
    sum.cuts += outcome.cuts;
    sum.kills += outcome.kills;
    sum.ahead += outcome.ahead;
    sum.lost += outcome.lost;
    sum.transferred += outcome.transferred;
    sum.parked += outcome.parked;
    sum.returned += outcome.returned;
    sum.reopened += outcome.reopened;
    sum.late_reactions += outcome.late_reactions;
    sum.as_mms += outcome.as_mms;
  }
  if (one != nullptr) return;
  // A storm in which nothing happens proves nothing.
  EXPECT_GT(sum.accepted, 1'000u);
  EXPECT_GT(sum.taken, 500u);
  EXPECT_GT(sum.crashes, 100u);
  EXPECT_GT(sum.cuts, 500u);
  EXPECT_GT(sum.kills, 50u);
  EXPECT_GT(sum.ahead, 1'000u);
  EXPECT_GT(sum.lost, 50u);
  EXPECT_GT(sum.transferred, 50u);
  EXPECT_GT(sum.parked, 50u);
  EXPECT_GT(sum.returned, 50u);
  EXPECT_GT(sum.reopened, 50u);
  EXPECT_GT(sum.late_reactions, 0u);
  EXPECT_GT(sum.as_mms, 50u);
}

TEST(Simulation, ASeedIsTheWholeStory) {
  Options plain, rich;
  plain.seed = 1;
  rich.seed = 2;
  rich.is_rich = true;
  const Outcome first = simulate(plain), second = simulate(rich);
  EXPECT_EQ(first.failure, "");
  EXPECT_EQ(second.failure, "");
  EXPECT_TRUE(simulate(plain) == first);
  EXPECT_TRUE(simulate(rich) == second);
  EXPECT_NE(first.digest, second.digest);
}

}  // namespace
}  // namespace smsdesk::sim
