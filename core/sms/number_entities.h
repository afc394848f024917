// Telephone numbers and codes: what entities.h takes for one. For sms::find_entities alone, which looks where a number may
// begin. Text: PlainDigits::text(). Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace smsdesk::sms {

struct FoundNumber {
  std::size_t end = 0;
  std::string value;  ///< as it is dialled or copied
};

/// Groups of digits with a space, a hyphen or a point between them; the area code may stand in brackets.
std::optional<FoundNumber> find_phone_at(std::string_view text, std::size_t begin);
/// Digits, digits behind a few capitals and a hyphen, or capitals and digits mixed.
std::optional<FoundNumber> find_code_at(std::string_view text, std::size_t begin);

/// A number goes on with what makes it another thing: a fraction, a time, a date, a unit.
bool is_number_cut_at(std::string_view text, std::size_t end);
/// A sign of a currency stands there, with a space before it or none.
bool is_amount_at(std::string_view text, std::size_t end);

}  // namespace smsdesk::sms
