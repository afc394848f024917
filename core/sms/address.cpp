#include "core/sms/address.h"

#include <algorithm>
#include <iterator>

namespace smsdesk::sms {
namespace {

constexpr std::size_t kE164DigitsMin = 7, kE164DigitsMax = 15;
constexpr std::size_t kShortCodeDigitsMin = 3, kShortCodeDigitsMax = 8;
constexpr std::size_t kNameCharactersMax = 11;
constexpr std::size_t kDigitsShown = 4;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_separator(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

Error refused(std::string sentence) {
  return Error{ErrorCode::Invalid, std::move(sentence)};
}

/// Digits of the country code at the start of an E.164 number's digits (ITU-T E.164, list of
/// assigned codes).
std::size_t country_code_digits(std::string_view digits) {
  if (digits[0] == '1' || digits[0] == '7') return 1;
  constexpr std::string_view kTwoDigitCodes[] = {"20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41",
                                                 "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
                                                 "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
                                                 "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98"};
  bool is_two = std::binary_search(std::begin(kTwoDigitCodes), std::end(kTwoDigitCodes), digits.substr(0, 2));
  return is_two ? 2 : 3;
}

/// Groups of three from the left; the last one has two to four digits, so that none stands alone.
void append_groups(std::string& to, std::string_view digits) {
  while (digits.size() > 4) {
    to += ' ';
    to += digits.substr(0, 3);
    digits.remove_prefix(3);
  }
  to += ' ';
  to += digits;
}

}  // namespace

Result<Address> parse_address(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return refused("The address is empty; give a number with + and country code.");

  Address address;
  if (text.front() == '+') {
    address.text_ = "+";
    for (char c : text.substr(1)) {
      if (is_digit(c)) {
        address.text_ += c;
      } else if (!is_separator(c)) {
        return refused("A telephone number has only digits after its +.");
      }
      if (address.text_.size() > kE164DigitsMax + 1) {
        return refused("A telephone number has at most 15 digits.");
      }
    }
    if (address.text_.size() < kE164DigitsMin + 1 || address.text_[1] == '0') {
      return refused("A telephone number has at least 7 digits after its +, and the first is not 0.");
    }
    address.kind_ = AddressKind::E164;
    return address;
  }
  if (std::all_of(text.begin(), text.end(), is_digit)) {
    if (text.size() < kShortCodeDigitsMin) return refused("A short code has at least 3 digits.");
    if (text.size() > kShortCodeDigitsMax) {
      return refused("Write the telephone number with + and its country code, for example +14155550199.");
    }
    address.kind_ = AddressKind::ShortCode;
    address.text_ = text;
    return address;
  }
  bool is_printable = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7E; });
  if (!is_printable || std::none_of(text.begin(), text.end(), is_letter)) {
    return refused(
        "An address is a number with + and country code, a short code, or a sender's name in Latin "
        "letters.");
  }
  if (text.find(':') != std::string_view::npos) {
    return refused("Only SMS addresses are supported; leave out the channel before the colon.");
  }
  if (text.size() > kNameCharactersMax) return refused("A sender's name has at most 11 characters.");
  address.kind_ = AddressKind::Alphanumeric;
  address.text_ = text;
  return address;
}

std::string Address::masked() const {
  if (kind_ != AddressKind::E164 || !is_set()) return text_;
  return "+" + std::string(text_.size() - 1 - kDigitsShown, '*') + text_.substr(text_.size() - kDigitsShown);
}

std::string Address::formatted() const {
  if (kind_ != AddressKind::E164 || !is_set()) return text_;
  std::string_view digits = std::string_view(text_).substr(1);
  std::size_t code = country_code_digits(digits);
  std::string shown = "+";
  shown += digits.substr(0, code);
  append_groups(shown, digits.substr(code));
  return shown;
}

}  // namespace smsdesk::sms
