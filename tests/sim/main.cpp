// simulation [--seed N] [--seeds COUNT] [--steps M] [--agents K] [--rich 1]: runs storms by hand and says what broke.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/sim/simulation.h"

int main(int argc, char** argv) {
  smsdesk::sim::Options options;
  unsigned long seeds = 1;
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 == argc) return std::fprintf(stderr, "%s needs a number.\n", argv[i]), 2;
    const unsigned long value = std::strtoul(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--seed") == 0)
      options.seed = value;
    else if (std::strcmp(argv[i], "--seeds") == 0)
      seeds = value;
    else if (std::strcmp(argv[i], "--steps") == 0)
      options.steps = static_cast<unsigned>(value);
    else if (std::strcmp(argv[i], "--agents") == 0)
      options.agents = static_cast<unsigned>(value);
    else if (std::strcmp(argv[i], "--rich") == 0)
      options.is_rich = value != 0;
    else
      return std::fprintf(stderr, "usage: simulation [--seed N] [--seeds COUNT] [--steps M] [--agents K] [--rich 1]\n"),
             2;
  }
  int failures = 0;
  for (unsigned long n = 0; n < seeds; ++n, ++options.seed) {
    const smsdesk::sim::Outcome o = smsdesk::sim::simulate(options);
    if (o.failure.empty() && seeds > 1) continue;
    std::printf(
        "seed %llu: %s\n  %llu in, %llu accepted of %llu pressed, %llu taken; %llu crashes, %llu "
        "cuts, %llu kills, %llu entries; %llu turns ahead of the disk, %llu batches gone with the power\n",
        static_cast<unsigned long long>(options.seed), o.failure.empty() ? "kept every promise" : o.failure.c_str(),
        static_cast<unsigned long long>(o.inbound), static_cast<unsigned long long>(o.accepted),
        static_cast<unsigned long long>(o.pressed), static_cast<unsigned long long>(o.taken),
        static_cast<unsigned long long>(o.crashes), static_cast<unsigned long long>(o.cuts),
        static_cast<unsigned long long>(o.kills), static_cast<unsigned long long>(o.entries),
        static_cast<unsigned long long>(o.ahead), static_cast<unsigned long long>(o.lost));
    std::fflush(stdout);
    failures += o.failure.empty() ? 0 : 1;
  }
  std::printf("%d of %lu storms broke a promise.\n", failures, seeds);
  return failures == 0 ? 0 : 1;
}
