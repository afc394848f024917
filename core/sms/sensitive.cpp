// The text is read once into characters with their places. Numbers are looked for as runs of digit groups: a card number is
// written in one piece or in groups with spaces, dashes or dots between, so every row of whole groups that has a card's length is
// tried, and never a part of a longer group. A national id has few shapes: each is laid on wherever a word or a number begins.
// Digits count in every script, and Latin letters at full width.
#include "core/sms/sensitive.h"

#include <algorithm>
#include <iterator>

#include "core/base/utf8.h"
#include "core/sms/letters.h"
#include "core/sms/luhn.h"
#include "core/sms/national_id_rules.h"

namespace smsdesk::sms {
namespace {

constexpr std::size_t kShoutedLettersMin = 20;
constexpr std::size_t kCardDigitsMin = 12, kCardDigitsMax = 19;
constexpr std::size_t kGapMax = 3;               // characters: "4111 - 1111"
constexpr std::size_t kTelephoneDigitsMax = 15;  // E.164
constexpr std::size_t kNearbyMax = 40;           // characters between a number and the word that tells its kind

struct Character {
  char32_t value;
  std::size_t begin, end;
};
using Characters = std::vector<Character>;

/// Issuers by the first digits of a number, from and to, and how many digits it has.
struct IssuerRange {
  std::uint32_t from, to;  ///< of the same number of digits
  std::uint8_t digits_min, digits_max;
};
constexpr IssuerRange kIssuers[] = {
    {4, 4, 13, 13},       {4, 4, 16, 16},       {4, 4, 19, 19},                              // Visa
    {51, 55, 16, 16},     {2221, 2720, 16, 16},                                              // Mastercard
    {34, 34, 15, 15},     {37, 37, 15, 15},                                                  // American Express
    {6011, 6011, 16, 19}, {644, 649, 16, 19},   {65, 65, 16, 19},                            // Discover
    {300, 305, 14, 19},   {3095, 3095, 14, 19}, {36, 36, 14, 19},     {38, 39, 14, 19},      // Diners Club
    {3528, 3589, 16, 19},                                                                    // JCB
    {62, 62, 16, 19},     {81, 81, 16, 19},                                                  // UnionPay, RuPay
    {5018, 5018, 12, 19}, {5020, 5020, 12, 19}, {5038, 5038, 12, 19}, {5893, 5893, 12, 19},  // Maestro
    {6304, 6304, 12, 19}, {6759, 6759, 12, 19}, {6761, 6763, 12, 19},                        // Maestro
    {2200, 2204, 16, 19}, {5019, 5019, 16, 16}, {60, 60, 16, 16},     {508, 508, 16, 16},    // Mir, Dankort, RuPay
};

struct IbanCountry {
  char code[3];
  std::uint8_t length;
};
// The registry of ISO 13616, by country.
constexpr IbanCountry kIbans[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22},
    {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27},
    {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27},
    {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22},
    {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32},
    {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19},
    {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24}, {"SC", 31},
    {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28}, {"TL", 23},
    {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30},
};

bool is_space(char32_t c) {
  return c == U' ' || c == 0xA0 || c == 0x2009 || c == 0x202F || c == 0x3000;
}
bool is_dash(char32_t c) {
  return c == U'-' || c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0xFF0D;
}
bool is_gap(char32_t c) {
  return is_space(c) || is_dash(c) || c == U'.';
}
/// Behind one of these a number is an order's, a telephone's, or a part of an address.
bool is_sign_before(char32_t c) {
  return c == U'#' || c == 0x2116 || c == U'+' || c == U'/' || c == U'_' || c == U'=' || c == U'&' || c == U'@';
}

/// 0 … 9 or A … Z; 0 of anything else.
char plain_of(char32_t c) {
  if (const int digit = digit_value(c); digit >= 0) return static_cast<char>('0' + digit);
  if (c >= 0xFF21 && c <= 0xFF5A) c -= 0xFEE0;
  if (c >= U'a' && c <= U'z') c -= U'a' - U'A';
  return c >= U'A' && c <= U'Z' ? static_cast<char>(c) : '\0';
}

bool is_card(const std::string& digits) {
  const bool has_issuer = std::any_of(std::begin(kIssuers), std::end(kIssuers), [&](const IssuerRange& range) {
    if (digits.size() < range.digits_min || digits.size() > range.digits_max) return false;
    std::size_t width = 0;
    for (std::uint32_t rest = range.from; rest != 0; rest /= 10) ++width;
    std::uint32_t prefix = 0;
    for (std::size_t i = 0; i < width; ++i) prefix = prefix * 10 + static_cast<std::uint32_t>(digits[i] - '0');
    return prefix >= range.from && prefix <= range.to;
  });
  return has_issuer && has_luhn_digit(digits);
}

class Finder {
 public:
  Finder(std::string_view text, const RiskRules& rules) : rules_(rules) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      const char32_t value = utf8::next(text, at);
      all_.push_back({value, begin, at});
    }
  }

  std::vector<FoundRisk> take() {
    if (rules_.bank_accounts) find_ibans();
    if (rules_.cards) find_cards();
    if (rules_.social_security) find_social_security();
    if (rules_.national_ids) find_national_ids();
    for (std::size_t i = 0; i < std::min(rules_.words.size(), kListedWordsMax); ++i) find_word(rules_.words[i]);
    std::sort(found_.begin(), found_.end(), [](const FoundRisk& a, const FoundRisk& b) { return a.begin < b.begin; });
    if (found_.size() >= kFoundRisksMax) found_.resize(kFoundRisksMax - 1);
    if (rules_.shouting) find_shouting();
    return std::move(found_);
  }

 private:
  bool is_digit(std::size_t i) const { return i < all_.size() && digit_value(all_[i].value) >= 0; }
  bool is_part(std::size_t i) const { return i < all_.size() && is_word_part(all_[i].value); }
  /// What stands beside it without a space is of the same word or number. Not so in a script without spaces: "番号は12です".
  bool is_glue(std::size_t i) const { return is_part(i) && (is_digit(i) || !is_unspaced(all_[i].value)); }
  bool is_behind_glue(std::size_t begin) const { return begin > 0 && is_glue(begin - 1); }

  void add(Risk risk, std::size_t first, std::size_t end, NationalId id = NationalId::None) {
    const FoundRisk found{risk, all_[first].begin, all_[end - 1].end, id};
    const bool overlaps = std::any_of(found_.begin(), found_.end(), [&](const FoundRisk& one) {
      return found.begin < one.end && one.begin < found.end;
    });
    if (!overlaps && found_.size() < kFoundRisksMax) found_.push_back(found);
  }

  struct Group {
    std::size_t begin, end;
  };
  /// Groups of digits with a gap between them, and no letter at either end.
  std::vector<std::vector<Group>> runs() const {
    std::vector<std::vector<Group>> runs;
    for (std::size_t i = 0; i < all_.size();) {
      if (!is_digit(i)) {
        ++i;
        continue;
      }
      std::vector<Group> run;
      const std::size_t first = i;
      for (;;) {
        Group group{i, i};
        while (is_digit(group.end)) ++group.end;
        run.push_back(group);
        i = group.end;
        std::size_t next = i;
        while (next < all_.size() && next - i < kGapMax && is_gap(all_[next].value)) ++next;
        if (next == i || !is_digit(next)) break;
        i = next;
      }
      if (is_behind_glue(first)) run.erase(run.begin());
      if (!run.empty() && is_glue(i)) run.pop_back();
      // "+49 30 …" is a telephone number, whatever its digits are; but none has so many.
      std::size_t digits = 0;
      for (const Group& group : run) digits += group.end - group.begin;
      const bool is_telephone = first > 0 && all_[first - 1].value == U'+' && digits <= kTelephoneDigitsMax;
      if (!run.empty() && !is_telephone) runs.push_back(std::move(run));
    }
    return runs;
  }

  void find_cards() {
    for (const std::vector<Group>& run : runs()) {
      for (std::size_t first = 0; first < run.size();) {
        const std::size_t last = card_from(run, first);
        if (last == run.size()) {
          ++first;
          continue;
        }
        add(Risk::CardNumber, run[first].begin, run[last].end);
        first = last + 1;
      }
    }
  }
  /// The last group of the card number that begins with `first`; run.size() where none does.
  std::size_t card_from(const std::vector<Group>& run, std::size_t first) const {
    std::string digits;
    std::size_t found = run.size();
    for (std::size_t last = first; last < run.size() && digits.size() <= kCardDigitsMax; ++last) {
      for (std::size_t i = run[last].begin; i < run[last].end; ++i)
        digits += static_cast<char>('0' + digit_value(all_[i].value));
      if (digits.size() >= kCardDigitsMin && digits.size() <= kCardDigitsMax && is_card(digits)) found = last;
      // Nobody writes a card number in pairs: only its last group may be a short one.
      if (run[last].end - run[last].begin < 3) break;
    }
    return found;
  }

  void find_ibans() {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (is_behind_glue(i)) continue;
      std::string letters;
      std::size_t at = i, length = 0;
      for (; at < all_.size() && letters.size() < 34; ++at) {
        const char32_t c = all_[at].value;
        if (const char plain = plain_of(c); plain != '\0')
          letters += plain;
        else if (!is_gap(c) || letters.size() < 4)
          break;
        if (letters.size() == 2) length = iban_length(letters);
        if (letters.size() >= 2 && (length == 0 || letters.size() == length)) {
          ++at;
          break;
        }
      }
      if (length == 0 || letters.size() != length || is_glue(at) || !has_right_iban_digits(letters)) continue;
      add(Risk::BankAccount, i, at);
      i = at - 1;
    }
  }
  static std::size_t iban_length(const std::string& country) {
    for (const IbanCountry& one : kIbans)
      if (country == one.code) return one.length;
    return 0;
  }
  /// ISO 7064 MOD 97-10, with the first four at the end.
  static bool has_right_iban_digits(const std::string& iban) {
    if (iban[2] < '0' || iban[2] > '9' || iban[3] < '0' || iban[3] > '9') return false;
    unsigned rest = 0;
    for (std::size_t i = 0; i < iban.size(); ++i) {
      const char c = iban[(i + 4) % iban.size()];
      const unsigned value = c <= '9' ? static_cast<unsigned>(c - '0') : static_cast<unsigned>(c - 'A') + 10;
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1;
  }

  void find_social_security() {
    for (const std::vector<Group>& run : runs()) {
      if (run.size() != 3) continue;
      const auto size = [&](std::size_t i) { return run[i].end - run[i].begin; };
      if (size(0) != 3 || size(1) != 2 || size(2) != 4) continue;
      if (all_[run[0].end].value != all_[run[1].end].value) continue;
      const int area = number(run[0]), group = number(run[1]), serial = number(run[2]);
      // Never given out (Social Security Administration, "Invalid SSNs").
      if (area == 0 || area == 666 || area >= 900 || group == 0 || serial == 0) continue;
      add(Risk::SocialSecurity, run[0].begin, run[2].end);
    }
  }
  int number(const Group& group) const {
    int value = 0;
    for (std::size_t i = group.begin; i < group.end; ++i) value = value * 10 + digit_value(all_[i].value);
    return value;
  }

  void find_national_ids() {
    std::string plain;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (plain_of(all_[i].value) == '\0' || is_behind_glue(i)) continue;
      for (const NationalIdRule& rule : national_id_rules()) {
        const std::size_t end = end_of_shape(rule.shape, i, plain);
        const bool is_grouped = rule.shape.find_first_of(" .") != std::string_view::npos;
        if (end == i || !stands_alone(i, end, is_grouped) || !rule.is_right(plain)) continue;
        if (!rule.words.empty() && !has_word_nearby(rule.words, i, end)) continue;
        add(Risk::NationalId, i, end, rule.id);
        i = end - 1;
        break;
      }
    }
  }
  /// Where what is of that shape ends that begins with `first`, and its digits and letters; `first`: nothing is.
  std::size_t end_of_shape(std::string_view shape, std::size_t first, std::string& plain) const {
    plain.clear();
    char32_t gap = 0;
    std::size_t at = first;
    for (const char wanted : shape) {
      if (at == all_.size()) return first;
      const char32_t c = all_[at++].value;
      if (wanted == ' ' || wanted == '-' || wanted == '.') {
        const bool fits = wanted == ' '   ? is_space(c)
                          : wanted == '-' ? is_dash(c)
                                          : is_gap(c) && (gap == 0 || gap == c);
        if (!fits) return first;
        if (wanted == '.') gap = c;
        continue;
      }
      const char one = plain_of(c);
      const bool is_number = one >= '0' && one <= '9';
      if (one == '\0' || (wanted == '9' && !is_number) || (wanted == 'A' && is_number)) return first;
      plain += one;
    }
    return at;
  }
  /// It is no part of a longer number, word or address.
  bool stands_alone(std::size_t first, std::size_t end, bool is_grouped) const {
    if (first > 0) {
      const char32_t before = all_[first - 1].value;
      if (is_sign_before(before)) return false;
      if (is_dash(before) && is_behind_glue(first - 1)) return false;
      const bool goes_on = before == U'.' || (is_grouped && is_gap(before));
      if (goes_on && first > 1 && is_digit(first - 2)) return false;
    }
    if (end == all_.size()) return true;
    const char32_t behind = all_[end].value;
    if (is_glue(end)) return false;
    if ((is_dash(behind) || behind == U'/' || behind == U'_' || behind == U'=' || behind == U'@') && is_glue(end + 1))
      return false;
    return !((behind == U'.' || (is_grouped && is_gap(behind))) && is_digit(end + 1));
  }
  bool has_word_nearby(std::string_view words, std::size_t first, std::size_t end) const {
    const std::size_t from = first - std::min(first, kNearbyMax), to = std::min(all_.size(), end + kNearbyMax);
    while (!words.empty()) {
      const std::size_t bar = std::min(words.find('|'), words.size());
      const std::vector<char32_t> word = characters_of(words.substr(0, bar));
      words.remove_prefix(std::min(words.size(), bar + 1));
      for (std::size_t i = from; i + word.size() <= to; ++i) {
        std::size_t length = 0;
        while (length < word.size() && is_meant(all_[i + length].value, word[length])) ++length;
        if (length == word.size() && is_whole_word(word, i)) return true;
      }
    }
    return false;
  }
  static bool is_meant(char32_t written, char32_t wanted) {
    return written == wanted || (!is_capital(wanted) && lowered(written) == wanted);
  }

  static std::vector<char32_t> characters_of(std::string_view text) {
    std::vector<char32_t> characters;
    for (std::size_t at = 0; at < text.size();) characters.push_back(utf8::next(text, at));
    return characters;
  }
  /// That word, which stands here, is no part of another one, as far as that can be told.
  bool is_whole_word(const std::vector<char32_t>& word, std::size_t first) const {
    const bool begins = !is_word_part(word.front()) || is_unspaced(word.front()) || !is_behind_glue(first);
    const bool ends = !is_word_part(word.back()) || is_unspaced(word.back()) || !is_glue(first + word.size());
    return begins && ends;
  }

  void find_word(const std::string& listed) {
    const std::vector<char32_t> word = characters_of(case_folded(listed));
    if (word.empty() || word.size() > all_.size()) return;
    for (std::size_t i = 0; i + word.size() <= all_.size(); ++i) {
      std::size_t length = 0;
      while (length < word.size() && same(all_[i + length].value, word[length])) ++length;
      if (length == word.size() && is_whole_word(word, i)) add(Risk::ListedWord, i, i + length);
    }
  }
  static bool same(char32_t written, char32_t folded) {
    const char32_t small = lowered(written);
    return (small == 0x3C2 ? char32_t{0x3C3} : small) == folded;
  }

  void find_shouting() {
    std::size_t capitals = 0, small = 0, first = all_.size(), last = 0;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const bool is_loud = is_capital(all_[i].value);
      if (!is_loud && !is_small(all_[i].value)) continue;
      ++(is_loud ? capitals : small);
      if (!is_loud) continue;
      first = std::min(first, i);
      last = i;
    }
    if (capitals + small < kShoutedLettersMin || capitals * 10 < (capitals + small) * 7) return;
    found_.push_back({Risk::Shouting, all_[first].begin, all_[last].end});
  }

  const RiskRules& rules_;
  Characters all_;
  std::vector<FoundRisk> found_;
};

}  // namespace

std::vector<FoundRisk> find_risks(std::string_view text, const RiskRules& rules) {
  return Finder(text, rules).take();
}

}  // namespace smsdesk::sms
