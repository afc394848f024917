// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1 and §6.2.1.1): 127
// + 10 characters. What is not in it makes a message UCS-2 as a whole. National language tables are
// not here: United States routes do not take them. Pure.
#pragma once

#include <cstdint>
#include <optional>

namespace smsdesk::sms {

inline constexpr std::uint8_t kGsmEscape = 0x1B;

/// Where a character stands; an extended one is sent as kGsmEscape and then `septet`.
struct GsmPosition {
  std::uint8_t septet = 0;
  bool is_extended = false;
  friend constexpr bool operator==(GsmPosition, GsmPosition) = default;
};

std::optional<GsmPosition> gsm_position(char32_t character);

/// 1, or 2 for an extended character; 0 when the alphabet does not have it.
int gsm_septets(char32_t character);

}  // namespace smsdesk::sms
