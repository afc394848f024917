// A seeded generator (SplitMix64, Steele et al. 2014) for simulation and tests: same seed, same sequence, on
// every platform. Not for secrets.
#pragma once

#include <cstdint>

namespace smsdesk {

class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  /// Uniform in [0, bound); bound > 0. The bias of the modulus is below 2^-32 for every bound used here.
  constexpr std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  /// True in `percent` of 100 calls.
  constexpr bool chance(unsigned percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

}  // namespace smsdesk
