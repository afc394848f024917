// Instants and durations, in whole milliseconds. core reads no clock: every instant arrives inside an input.
#pragma once

#include <compare>
#include <cstdint>

namespace smsdesk {

using DurationMs = std::int64_t;

/// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
struct Instant {
  std::int64_t ms = 0;
  friend constexpr bool operator==(Instant, Instant) = default;
  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant at, DurationMs by) { return {at.ms + by}; }
  friend constexpr DurationMs operator-(Instant a, Instant b) { return a.ms - b.ms; }
};

constexpr DurationMs seconds(std::int64_t n) {
  return n * 1000;
}
constexpr DurationMs minutes(std::int64_t n) {
  return n * 60'000;
}
constexpr DurationMs hours(std::int64_t n) {
  return n * 3'600'000;
}

}  // namespace smsdesk
