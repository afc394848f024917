// French    number [bis] [,] word name… [, postcode town]
// Spanish   word name… [,] [nº] number [, floor] [, postcode town]
#include "core/sms/romance_address.h"

#include "core/base/ascii.h"
#include "core/sms/street_text.h"

namespace smsdesk::sms {
namespace {

constexpr StreetWords kFrenchStreets =
    "|rue|avenue|av|ave|boulevard|bd|bld|blvd|place|pl|chemin|che|allée|allées|allee|impasse|imp|quai|route|rte|cours|"
    "square|"
    "passage|faubourg|esplanade|ruelle|";
/// These are said of much else: "2 cours de Python", "1 place de concert", "3 BD Tintin", "2 Square Enix". They ask for a
/// postcode, or for an article.
constexpr StreetWords kFrenchDoubtful = "|place|pl|cours|passage|route|bd|bld|square|che|imp|";
constexpr StreetWords kFrenchParticles = "|de|du|des|d|la|le|les|l|à|a|aux|au|en|sur|sous|et|";
constexpr StreetWords kFrenchArticles = "|du|des|la|le|les|au|aux|";
constexpr StreetWords kFrenchMonths =
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|";
constexpr StreetWords kFrenchRepeats = "|bis|ter|quater|a|b|c|d|";

constexpr StreetWords kSpanishStreets =
    "|calle|c|cl|avenida|avda|av|plaza|pza|plza|paseo|pso|pº|camino|cno|carretera|ctra|ronda|rda|travesía|travesia|"
    "trav|";
constexpr StreetWords kSpanishParticles = "|de|del|la|las|el|los|y|e|";
constexpr StreetWords kSpanishNumbers = "|nº|no|num|núm|número|numero|";
constexpr StreetWords kSpanishFloors = "|piso|planta|puerta|pta|esc|escalera|portal|bloque|bajo|ático|atico|local|";
constexpr StreetWords kSpanishSides = "|izq|izqda|izquierda|dcha|dcho|derecha|ext|int|centro|";

/// These are written with a point.
constexpr StreetWords kAbbreviated =
    "|av|ave|bd|bld|blvd|pl|che|imp|rte|c|cl|avda|pza|plza|pso|cno|ctra|rda|trav|no|num|núm|";

class RomanceReader : private StreetText {
 public:
  using StreetText::StreetText;

  /// "12 bis rue de la Paix, 75002 Paris"
  std::size_t french(std::size_t i) const {
    if (is_behind_article(i)) return i;
    std::size_t j = digits(i);
    if (j - i > 4) return i;
    if ((at(j) == '-' || at(j) == '/') && is_digit(at(j + 1))) {
      const std::size_t to = digits(j + 1);
      if (to - j > 5) return i;
      j = to;
    }
    const std::size_t repeat = spaces(j);
    if (const Word one = word(repeat); is_one_of(kFrenchRepeats, one.folded)) j = one.end;
    const std::size_t from = gap(j);
    const Word street = word(from);
    if (from == j || !is_one_of(kFrenchStreets, street.folded)) return i;
    const std::size_t behind_street = behind_point(street);
    const Name found = name(behind_street, kFrenchParticles, false);
    if (found.end != behind_street) {
      const std::size_t whole = postcode(found.end);
      if (whole != found.end || found.has_article || !is_one_of(kFrenchDoubtful, street.folded)) return whole;
    }
    // Without capitals it is known by its postcode.
    const std::size_t small_end = name(behind_street, kFrenchParticles, true).end;
    const std::size_t whole = small_end == behind_street ? small_end : postcode(small_end);
    return whole == small_end ? i : whole;
  }

  /// "Calle Mayor 5, 3º B, 28013 Madrid"
  std::size_t spanish(std::size_t i) const {
    const Word street = word(i);
    if (!is_one_of(kSpanishStreets, street.folded)) return i;
    const bool has_slash = street.folded == "c" && at(street.end) == '/';
    const bool is_initial = street.folded == "c" && !has_slash;  // of "C. Ronaldo 7", as like as not
    if (is_initial && at(street.end) != '.') return i;
    const std::size_t behind_street = has_slash ? street.end + 1 : behind_point(street);
    if (!has_slash && spaces(behind_street) == behind_street) return i;
    const std::size_t named = name(behind_street, kSpanishParticles, false).end;
    if (named == behind_street) return i;
    const std::size_t end = spanish_number(named);
    if (end == named) return i;
    const std::size_t behind_floors = floors(end), whole = postcode(behind_floors);
    return is_initial && whole == behind_floors ? i : whole;
  }

 private:
  std::size_t behind_point(const Word& one) const {
    return at(one.end) == '.' && is_one_of(kAbbreviated, one.folded) ? one.end + 1 : one.end;
  }

  struct Name {
    std::size_t end = 0;
    bool has_article = false;  ///< it begins with one: "de la", "du"
  };
  /// Capitalised words, or any, with small ones between, and one at least that is no abbreviation; ends at `i` where there
  /// is none.
  Name name(std::size_t i, StreetWords particles, bool takes_small) const {
    Name found{i};
    bool has_word = false;
    Word before;
    std::size_t from = i;
    for (int words = 0; words < 7; ++words) {
      const std::size_t begin = spaces(from);
      if (words > 0 && begin == from) break;
      if (is_digit(at(begin))) {
        const std::size_t date = before.folded == "du" ? french_date(begin) : begin;
        if (date != begin) {
          found.end = date;
          has_word = true;
        }
        break;
      }
      const Word one = word(begin);
      if (!one.is_set()) break;
      const bool is_elided = one.folded.starts_with("l'") || one.folded.starts_with("l\u2019");
      if (words == 0 || (words == 1 && before.folded == "de"))
        found.has_article = found.has_article || is_elided || is_one_of(kFrenchArticles, one.folded);
      if (!is_one_of(particles, one.folded)) {
        if (!one.is_capitalised && !takes_small) break;
        found.end = one.end;
        has_word = has_word || one.end - begin >= 3;
      }
      before = one;
      from = one.end;
    }
    if (!has_word) found.end = i;
    return found;
  }
  /// "8 mai 1945", "1er Novembre"
  std::size_t french_date(std::size_t i) const {
    std::size_t end = digits(i);
    if (end - i > 2) return i;
    end = skip(end, "er");
    const Word month = word(spaces(end));
    if (spaces(end) == end || !is_one_of(kFrenchMonths, month.folded)) return i;
    const std::size_t year = spaces(month.end), year_end = digits(year);
    return year_end - year == 4 && !is_word_at(year_end) ? year_end : month.end;
  }
  /// "le 12, place Bellecour" is a day.
  bool is_behind_article(std::size_t i) const {
    if (i < 3 || text()[i - 1] != ' ') return false;
    const std::string before = ascii_lowered(text().substr(i - 3, 2));
    return (before == "le" || before == "du") && (i == 3 || !is_word_at(i - 4));
  }

  std::size_t spanish_number(std::size_t i) const {
    std::size_t j = gap(i);
    if (j == i) return i;
    j = spaces(behind_number_sign(j));
    std::size_t end = digits(j);
    if (end == j || end - j > 4 || at(j) == '0') return i;
    if ((at(end) == '-' || at(end) == '/') && is_digit(at(end + 1))) {
      const std::size_t to = digits(end + 1);
      if (to - end > 5) return i;
      end = to;
    }
    const bool has_letter = is_upper(at(end)) || (at(end) >= 'a' && at(end) <= 'd');
    if (has_letter && !is_word_at(end + 1)) ++end;
    if (const Word one = word(spaces(end)); one.folded == "bis") end = one.end;
    return is_word_at(end) || is_measure(end) || is_time_or_date(end) ? i : end;
  }
  /// "nº", "n.º", "n°", "núm."
  std::size_t behind_number_sign(std::size_t i) const {
    const Word sign = word(i);
    if (is_one_of(kSpanishNumbers, sign.folded)) return behind_point(sign);
    if (sign.folded != "n") return i;
    for (const std::string_view mark : {".\u00BA", ".\u00B0", "\u00B0", "."})
      if (const std::size_t end = skip(sign.end, mark); end != sign.end) return end;
    return i;
  }
  /// "5 de mayo", "5 de la tarde", "5 y media"
  bool is_time_or_date(std::size_t end) const {
    const Word next = word(spaces(end));
    if (next.folded == "de" || next.folded == "del") return true;
    const Word part = next.folded == "y" ? word(spaces(next.end)) : Word{};
    return part.folded == "media" || part.folded == "cuarto";
  }
  /// Floor and door, up to three parts; `i` where there are none.
  std::size_t floors(std::size_t i) const {
    std::size_t end = i;
    for (int parts = 0; parts < 3; ++parts) {
      const std::size_t begin = gap(end), next = begin == end ? begin : floor(begin);
      if (next == begin) break;
      end = next;
    }
    return end;
  }
  std::size_t floor(std::size_t i) const {
    if (const Word kind = word(i); is_one_of(kSpanishFloors, kind.folded)) {
      const std::size_t from = spaces(behind_point(kind)), end = ordinal(from, false);
      if (end != from) return end;
      const Word door = word(from);
      if (from != kind.end && door.end - from == 1 && is_upper(at(from))) return door.end;
      const bool stands_alone = kind.folded == "bajo" || kind.folded == "ático" || kind.folded == "atico";
      return stands_alone ? kind.end : i;
    }
    const std::size_t end = ordinal(i, true);
    if (end == i) return i;
    const std::size_t from = spaces(end);
    const Word side = word(from);
    if (side.end - from == 1 && is_upper(at(from))) return side.end;
    if (!is_one_of(kSpanishSides, side.folded)) return end;
    return at(side.end) == '.' && at(side.end + 1) == ',' ? side.end + 1 : side.end;
  }
  /// "3º"; where no sign is needed, also "3" and "3B".
  std::size_t ordinal(std::size_t i, bool needs_sign) const {
    const std::size_t number = digits(i);
    if (number == i || number - i > 2) return i;
    for (const std::string_view sign : {".\u00BA", ".\u00AA", "\u00BA", "\u00AA", "\u00B0"})
      if (const std::size_t end = skip(number, sign); end != number) return is_upper(at(end)) ? end + 1 : end;
    if (needs_sign) return i;
    const std::size_t end = is_upper(at(number)) ? number + 1 : number;
    return is_word_at(end) || is_measure(end) ? i : end;
  }
};

}  // namespace

std::size_t french_address_end(std::string_view text, std::size_t begin) {
  return RomanceReader(text).french(begin);
}

std::size_t spanish_address_end(std::string_view text, std::size_t begin) {
  return RomanceReader(text).spanish(begin);
}

}  // namespace smsdesk::sms
