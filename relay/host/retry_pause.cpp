#include "relay/host/retry_pause.h"

#include <algorithm>
#include <charconv>

namespace smsdesk::relay {
namespace {

constexpr DurationMs kFirstMax = seconds(1);
constexpr DurationMs kLeast = 100;  // by chance; the carrier is never asked again at once
constexpr std::int64_t kAskedMax = kRetryPauseMax / seconds(1);

/// 0 where the text is no number of seconds.
std::int64_t seconds_in(std::string_view text) {
  const bool is_number =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char one) { return one >= '0' && one <= '9'; });
  if (!is_number) return 0;
  std::int64_t asked = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), asked);
  return read.ec == std::errc() ? std::min(asked, kAskedMax) : kAskedMax;
}

}  // namespace

DurationMs retry_pause(std::string_view retry_after, unsigned attempt, std::uint32_t random) {
  if (const std::int64_t asked = seconds_in(retry_after); asked > 0) return seconds(asked);
  const DurationMs most = std::min(kFirstMax << std::min(attempt, 12u), kRetryPauseMax - kLeast);
  return kLeast + ((most * random) >> 32);
}

}  // namespace smsdesk::relay
