// The check digit of Luhn (ISO/IEC 7812-1 annex B), which payment cards and some national ids end with. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace smsdesk::sms {

/// Of digits alone, the last of which checks those before it.
constexpr bool has_luhn_digit(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0', counted = i % 2 == 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 == 0;
}

}  // namespace smsdesk::sms
