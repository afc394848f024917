// Which contacts are likely the same person: the rules, and what candidates are looked for by. Pure.
//
// Why: a customer who writes from a second number becomes a second contact, and whoever answers sees half of what is known.
// Merging needs somebody to think of it; so what speaks for it is told, with its reason, and people decide. Nothing is merged
// by itself, and what somebody has called two people is not told again (the relay's tables have these pairs).
//
// The rules, the strongest first; one of them is enough:
// - Email: a field of each has the same e-mail address, without case. An address is one person's.
// - Field: both have the same value in the same field, and the value reads like an id: at least four characters, a digit among
//   them, no space, and no date. A customer's number of another system names one person; a plan ("Gold"), a name or a birthday does
//   not. Nor does a field with choices, whatever they are called.
// - Number: the whole of a field of the one is a telephone number of the other. A number belongs to one contact at most, so it is
//   in such a field that people write a second one down. Not for who works with masked numbers: it would tell them a number.
// - Name: the same full name (two words, or one of Chinese, Japanese or Korean; without case and accents; other names count), and
//   beside it the same label, the same other name (a company's) or the same value in a field without choices. A name alone is
//   many people's. Two different e-mail addresses or ids in the same field speak against it, and then it is not told: a father and
//   a son.
//
// What more than kSharedMax other contacts have is nobody's own (a postcode, a switchboard, info@ of a company), and says
// nothing. That also bounds what is looked at: by a key of the tables each, never through all contacts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/conversation/contact.h"

namespace smsdesk {

inline constexpr std::size_t kSharedMax = 5;           ///< others with the same e-mail, id or number
inline constexpr std::size_t kNamesakesMax = 20;       ///< of one full name, looked at at most
inline constexpr std::size_t kDuplicateKeysMax = 200;  ///< of one contact; what is beyond is not looked for
inline constexpr std::size_t kDuplicatesMax = 3;       ///< told at once

enum class DuplicateSign : std::uint8_t { Email, Field, Number, Name };

/// What candidates are found by: equal keys of two contacts. Ready for a table.
struct DuplicateKey {
  DuplicateSign sign = DuplicateSign::Email;
  std::string text;
  friend bool operator==(const DuplicateKey&, const DuplicateKey&) = default;
};
/// Each once, the strongest first, at most kDuplicateKeysMax.
std::vector<DuplicateKey> duplicate_keys(const Contact& contact);

struct DuplicateRules {
  std::vector<std::string> chosen_fields;  ///< the organisation's, of which one of several values is chosen
  bool tells_numbers = true;
};
/// Why two contacts are likely the same person.
struct Likeness {
  DuplicateSign sign = DuplicateSign::Email;
  std::string field;  ///< in which it stands; of Name: empty where it is a label or another name
  std::string value;  ///< as it is written in the first one; of Number: empty
  friend bool operator==(const Likeness&, const Likeness&) = default;
};
/// By the strongest rule that holds, of `from` and those that are weaker; not set: none does. The same whichever of them comes
/// first, but for how a value is written.
std::optional<Likeness> likeness(const Contact& one, const Contact& other, const DuplicateRules& rules,
                                 DuplicateSign from = DuplicateSign::Email);

struct LikelyDuplicate {
  Contact contact;
  Likeness why;
  friend bool operator==(const LikelyDuplicate&, const LikelyDuplicate&) = default;
};

}  // namespace smsdesk
