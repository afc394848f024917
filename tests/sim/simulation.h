// A whole day at once, on a virtual clock: browsers with the real client machine, links that are
// cut, one relay that crashes between any two of its steps, a disk that answers late, fails, or
// loses with the power what it was not asked to keep, a carrier with bad manners, customers
// who write. Seeded: a seed is the whole story.
//
// The relay is driven as its host drives it (relay/host/writer, relay/host/flusher): turns are committed ahead of the disk, and
// what they say goes out in order, when it and all before it are durable.
//
// After every turn a relay made anew from what is on disk holds the same facts, and would do the same next at the same
// instant. After the storm everything heals, and what was promised is checked: see check() in simulation.cpp.
#pragma once

#include <cstdint>
#include <string>

namespace smsdesk::sim {

struct Options {
  std::uint64_t seed = 1;
  unsigned steps = 400;
  unsigned agents = 3;
  bool is_rich = false;  ///< skills, rings, timers of every kind, two queues; agents transfer, park and pick
};

struct Outcome {
  std::string failure;  ///< empty: every promise was kept
  std::uint64_t inbound = 0, pressed = 0, accepted = 0, taken = 0, crashes = 0, cuts = 0, kills = 0, entries = 0;
  std::uint64_t transferred = 0, parked = 0, returned = 0, reopened = 0;
  std::uint64_t late_reactions = 0;  ///< to what was closed
  std::uint64_t ahead = 0;           ///< turns that were decided on what was not said yet
  std::uint64_t lost = 0;            ///< batches that were committed, and gone with the power
  std::uint64_t as_mms = 0;          ///< texts
  std::uint64_t digest = 0;          ///< of the relay's facts at the end
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome simulate(const Options& options);

}  // namespace smsdesk::sim
