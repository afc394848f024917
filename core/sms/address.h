// Who sends and who receives: a telephone number, a short code or a sender's name.
//
// Why one type: a carrier's "From" may be any of the three, and a short code read as a telephone
// number (68849 → +168849) is another party's address. An Address that is set is in its one
// canonical form, so two are the same party exactly when they are equal. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace smsdesk::sms {

enum class AddressKind : std::uint8_t {
  E164,          ///< "+" and 7 to 15 digits, the first of them not 0 (ITU-T E.164)
  ShortCode,     ///< 3 to 8 digits; belongs to one country's carriers
  Alphanumeric,  ///< a name of 1 to 11 characters; nobody can answer it
};

class Address {
 public:
  Address() = default;

  bool is_set() const { return !text_.empty(); }
  AddressKind kind() const { return kind_; }
  /// The canonical form, which is also what carriers take.
  const std::string& text() const { return text_; }
  bool can_be_answered() const { return is_set() && kind_ != AddressKind::Alphanumeric; }

  /// For logs and for those who may not see it: a telephone number keeps its last four digits.
  std::string masked() const;
  /// For reading: "+1 415 555 0199", "+44 770 090 0123"; other kinds as they are.
  std::string formatted() const;

  friend bool operator==(const Address&, const Address&) = default;
  friend bool operator<(const Address& a, const Address& b) { return a.text_ < b.text_; }

 private:
  friend Result<Address> parse_address(std::string_view text);
  AddressKind kind_ = AddressKind::E164;
  std::string text_;
};

/// Reads what carriers send and people type: surrounding spaces, and inside a number after "+" also
/// spaces, dots, hyphens and parentheses, are left out. 9 and more digits without "+" are refused,
/// because which country they belong to would be a guess.
Result<Address> parse_address(std::string_view text);

}  // namespace smsdesk::sms
