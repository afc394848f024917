// Seeded randomness of the mock: what it decides can be repeated, whatever the machine and the
// timing.
//
// Why not <random>'s distributions: their results differ between standard libraries, and a seed in
// a bug report must mean the same everywhere. Pure.
#pragma once

#include <cstddef>
#include <cstdint>

namespace smsdesk::mock {

/// One step of SplitMix64's output function: spreads the bits of `value`.
constexpr std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15ULL;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

/// A number that depends on nothing but these three, so that each question about each message has
/// its own answer.
constexpr std::uint64_t mix(std::uint64_t seed, std::uint64_t ordinal, std::uint64_t question) {
  return mix(mix(mix(seed) ^ ordinal) ^ question);
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(mix(seed)) {}
  std::uint64_t next() { return state_ = mix(state_); }
  /// In [0, bound); 0 where bound is 0. The bias is below 2^-32 for the small bounds used here.
  std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : next() % bound; }
  /// In [low, high].
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
  }

 private:
  std::uint64_t state_;
};

}  // namespace smsdesk::mock
