// Each language is a short grammar over words (street_text.h). French and Spanish: romance_address.cpp; Japanese:
// japanese_address.cpp.
//
//   English   number name… word [side] [, town, state zip]
//   German    name-ending-in-a-word number [letter] [, postcode town]
#include "core/sms/street_address.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/ascii.h"
#include "core/sms/japanese_address.h"
#include "core/sms/romance_address.h"
#include "core/sms/street_text.h"

namespace smsdesk::sms {
namespace {

constexpr StreetWords kEnglishStreets =
    "|street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|square|sq|terrace|parkway|"
    "pkwy|"
    "highway|hwy|";
/// States, the district and territories as the post of the United States writes them.
constexpr StreetWords kStates =
    "|AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|"
    "OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|AS|GU|MP|PR|VI|FM|MH|PW|";
constexpr std::array<std::string_view, 3> kGermanStreets = {"straße", "strasse", "str."};

class AddressReader : private StreetText {
 public:
  using StreetText::StreetText;

  std::size_t address(std::size_t begin) const {
    const char c = at(begin);
    if (is_digit(c)) {
      if (const std::size_t end = english(begin); end != begin) return end;
      if (const std::size_t end = french_address_end(text(), begin); end != begin) return end;
      return japanese_address_end(text(), begin);
    }
    if (c == 'a' || c == 'A' || c == 'c' || c == 'C' || c == 'p' || c == 'P' || c == 'r' || c == 'R' || c == 't' ||
        c == 'T') {
      if (const std::size_t end = spanish_address_end(text(), begin); end != begin) return end;
    }
    if (is_upper(c)) return german(begin);
    return is_beyond_ascii(c) ? japanese_address_end(text(), begin) : begin;
  }

 private:
  /// "12 Main St", "1600B Pennsylvania Avenue NW, Washington, DC 20500"
  std::size_t english(std::size_t i) const {
    std::size_t j = digits(i);
    if (j - i > 5) return i;
    if (is_letter(at(j)) && at(j + 1) == ' ') ++j;
    for (int words = 0; words < 5; ++words) {
      if (at(j) != ' ') return i;
      const std::size_t begin = ++j;
      while (j - begin <= kWordBytesMax && (is_letter(at(j)) || at(j) == '\'')) ++j;
      if (j == begin || j - begin > kWordBytesMax) return i;
      if (!is_upper(text()[begin]) || is_beyond_ascii(at(j)) || is_digit(at(j))) return i;
      if (words == 0 || !is_one_of(kEnglishStreets, ascii_lowered(text().substr(begin, j - begin)))) continue;
      for (const std::string_view side : {" NW", " NE", " SW", " SE", " N", " S", " E", " W"}) {
        if (text().substr(j, side.size()) != side || is_alnum(at(j + side.size()))) continue;
        j += side.size();
        break;
      }
      return state(j);
    }
    return i;
  }
  /// ", Washington, DC 20500"; `i` where that does not follow.
  std::size_t state(std::size_t i) const {
    std::size_t j = gap(i, true);
    if (j == i) return i;
    for (int words = 0; words < 4; ++words) {
      const Word one = word(j);
      if (!one.is_set() || !one.is_capitalised) return i;
      j = gap(one.end);
      const std::size_t zip = spaces(j + 2), end = digits(zip);
      if (j == one.end || !is_one_of(kStates, text().substr(j, 2)) || zip == j + 2 || end - zip != 5) continue;
      const std::size_t more = at(end) == '-' ? digits(end + 1) : end;
      const std::size_t whole = more - end == 5 ? more : end;
      return is_measure(whole) ? i : whole;
    }
    return i;
  }

  /// "Hauptstraße 12"; "Am Str. 4" is none
  std::size_t german(std::size_t i) const {
    std::size_t j = i;
    while (j - i <= kWordBytesMax &&
           (is_letter(at(j)) || at(j) == '-' || (is_beyond_ascii(at(j)) && static_cast<unsigned char>(at(j)) < 0xE0) ||
            (j > i && (static_cast<unsigned char>(at(j)) & 0xC0) == 0x80)))
      ++j;
    if (j - i > kWordBytesMax) return i;
    if (at(j) == '.') ++j;
    const std::string street = ascii_lowered(text().substr(i, j - i));
    const bool is_street = std::any_of(kGermanStreets.begin(), kGermanStreets.end(), [&](std::string_view ending) {
      return street.size() > ending.size() + 1 && street.ends_with(ending);
    });
    if (!is_street || at(j) != ' ' || !is_digit(at(j + 1))) return i;
    std::size_t end = digits(j + 1);
    if (end - j > 5) return i;
    if (is_letter(at(end)) && !is_alnum(at(end + 1)) && !is_beyond_ascii(at(end + 1))) ++end;
    if (is_alnum(at(end)) || is_beyond_ascii(at(end))) return i;
    return postcode(end);
  }
};

}  // namespace

std::size_t street_address_end(std::string_view text, std::size_t begin) {
  return AddressReader(text).address(begin);
}

}  // namespace smsdesk::sms
