// Each language is a short grammar over words. A word is letters of any script, with hyphens and apostrophes inside; it is
// compared without case, so that "RUE DE LA PAIX" is read, too. Where a part is not there its reader gives back where it
// was asked. A text may be made to be slow, and each of its places may be asked: words and numbers are read up to a maximum,
// and parts are few, so that the work at a place does not grow with the text.
//
//   English   number name… word [side] [, town, state zip]
//   German    name-ending-in-a-word number [letter] [, postcode town]
//   French    number [bis] [,] word name… [, postcode town]
//   Spanish   word name… [,] [nº] number [, floor] [, postcode town]
//   Japanese  [〒postcode] prefecture municipality… numbers with hyphens or 丁目, 番, 号
#include "core/sms/street_address.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/ascii.h"
#include "core/base/utf8.h"
#include "core/sms/ascii_kinds.h"
#include "core/sms/letters.h"
#include "core/sms/number_entities.h"

namespace smsdesk::sms {
namespace {

using Words = std::string_view;  // each between bars: "|rue|avenue|"

constexpr std::size_t kWordBytesMax = 60;
/// One more than the longest number that is asked for.
constexpr std::size_t kDigitsMax = 6;

constexpr Words kEnglishStreets =
    "|street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|square|sq|terrace|parkway|"
    "pkwy|"
    "highway|hwy|";
/// States, the district and territories as the post of the United States writes them.
constexpr Words kStates =
    "|AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|"
    "OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|AS|GU|MP|PR|VI|FM|MH|PW|";
constexpr std::array<std::string_view, 3> kGermanStreets = {"straße", "strasse", "str."};

constexpr Words kFrenchStreets =
    "|rue|avenue|av|ave|boulevard|bd|bld|blvd|place|pl|chemin|che|allée|allées|allee|impasse|imp|quai|route|rte|cours|"
    "square|"
    "passage|faubourg|esplanade|ruelle|";
/// These are said of much else: "2 cours de Python", "1 place de concert", "3 BD Tintin", "2 Square Enix". They ask for a
/// postcode, or for an article.
constexpr Words kFrenchDoubtful = "|place|pl|cours|passage|route|bd|bld|square|che|imp|";
constexpr Words kFrenchParticles = "|de|du|des|d|la|le|les|l|à|a|aux|au|en|sur|sous|et|";
constexpr Words kFrenchArticles = "|du|des|la|le|les|au|aux|";
constexpr Words kFrenchMonths =
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|";
constexpr Words kFrenchRepeats = "|bis|ter|quater|a|b|c|d|";

constexpr Words kSpanishStreets =
    "|calle|c|cl|avenida|avda|av|plaza|pza|plza|paseo|pso|pº|camino|cno|carretera|ctra|ronda|rda|travesía|travesia|"
    "trav|";
constexpr Words kSpanishParticles = "|de|del|la|las|el|los|y|e|";
constexpr Words kSpanishNumbers = "|nº|no|num|núm|número|numero|";
constexpr Words kSpanishFloors = "|piso|planta|puerta|pta|esc|escalera|portal|bloque|bajo|ático|atico|local|";
constexpr Words kSpanishSides = "|izq|izqda|izquierda|dcha|dcho|derecha|ext|int|centro|";

/// These are written with a point.
constexpr Words kAbbreviated =
    "|av|ave|bd|bld|blvd|pl|che|imp|rte|c|cl|avda|pza|plza|pso|cno|ctra|rda|trav|no|num|núm|";

/// Between the words of a town: "Santiago de Compostela", "Frankfurt am Main".
constexpr Words kTownParticles = "|de|del|la|las|los|el|le|les|en|sur|sous|am|an|der|im|in|bei|d|l|";
/// What a town begins with and is none alone.
constexpr Words kTownBeginnings = "|le|la|les|el|los|las|san|santa|saint|sainte|st|ste|bad|";

/// A number before one of these measures something.
constexpr Words kMeasures =
    "|h|hr|hrs|hora|horas|hour|hours|heure|heures|uhr|min|minuto|minutos|minute|minutes|día|días|dia|dias|day|days|"
    "jour|jours|"
    "tage|semana|semanas|mes|meses|mois|año|años|ans|km|m|metro|metros|mètre|mètres|euro|euros|eur|peso|pesos|dólar|"
    "dólares|"
    "dollar|dollars|usd|mil|vez|veces|fois|persona|personas|personnes|pm|am|kg|g|";

bool is_one_of(Words words, std::string_view word) {
  return !word.empty() && word.find('|') == std::string_view::npos &&
         words.find("|" + std::string(word) + "|") != std::string_view::npos;
}

constexpr std::array<std::string_view, 47> kPrefectures = {
    "北海道", "青森県", "岩手県", "宮城県",   "秋田県", "山形県",   "福島県", "茨城県", "栃木県", "群馬県",
    "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",   "石川県", "福井県", "山梨県", "長野県",
    "岐阜県", "静岡県", "愛知県", "三重県",   "滋賀県", "京都府",   "大阪府", "兵庫県", "奈良県", "和歌山県",
    "鳥取県", "島根県", "岡山県", "広島県",   "山口県", "徳島県",   "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県",   "宮崎県", "鹿児島県", "沖縄県"};
constexpr std::u32string_view kMunicipalities = U"市区區町村郡";
/// Behind a municipality, or before a number, one of these makes a sentence of it.
constexpr std::u32string_view kJapaneseParticles = U"でにはをがのへもとや";
constexpr std::u32string_view kJapaneseCounters = U"時分人円年月日回個件名枚万千歳台点本階割倍周週度位秒";
constexpr std::size_t kJapaneseNameMax = 30;  // characters

bool is_japanese(char32_t c) {
  return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FE) || c == 0x3005 || c == 0x3006 ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF);
}

class AddressReader {
 public:
  explicit AddressReader(std::string_view text) : text_(text) {}

  std::size_t address(std::size_t begin) const {
    const char c = at(begin);
    if (is_digit(c)) {
      if (const std::size_t end = english(begin); end != begin) return end;
      if (const std::size_t end = french(begin); end != begin) return end;
      return japanese(begin);
    }
    if (c == 'a' || c == 'A' || c == 'c' || c == 'C' || c == 'p' || c == 'P' || c == 'r' || c == 'R' || c == 't' ||
        c == 'T') {
      if (const std::size_t end = spanish(begin); end != begin) return end;
    }
    if (is_upper(c)) return german(begin);
    return is_beyond_ascii(c) ? japanese(begin) : begin;
  }

 private:
  struct Word {
    std::size_t end = 0;
    std::string folded{};
    bool is_capitalised = false;
    bool is_set() const { return !folded.empty(); }
  };

  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  char32_t scalar_at(std::size_t i) const { return i < text_.size() ? utf8::next(text_, i) : char32_t{0}; }
  std::size_t behind(std::size_t i) const {
    if (i < text_.size()) utf8::next(text_, i);
    return i;
  }
  std::size_t skip(std::size_t i, std::string_view what) const {
    return text_.substr(std::min(i, text_.size())).starts_with(what) ? i + what.size() : i;
  }
  /// One or two of them.
  std::size_t spaces(std::size_t i) const {
    std::size_t end = i;
    for (int n = 0; n < 2; ++n) end = at(end) == ' ' ? end + 1 : skip(end, "\u00A0");
    return end;
  }
  /// A comma, spaces, or both; where `over_lines`, one end of a line, too.
  std::size_t gap(std::size_t i, bool over_lines = false) const {
    std::size_t end = spaces(i);
    if (at(end) == ',') end = spaces(end + 1);
    if (over_lines && at(end) == '\n') end = spaces(end + 1);
    return end;
  }
  std::size_t digits(std::size_t i) const {
    const std::size_t begin = i;
    while (i - begin < kDigitsMax && is_digit(at(i))) ++i;
    return i;
  }

  /// Unset where none begins, and where it is longer than any that is looked for.
  Word word(std::size_t i) const {
    Word found{i};
    bool is_first = true, is_behind_apostrophe = false;
    for (std::size_t j = i; j < text_.size();) {
      std::size_t next = j;
      const char32_t c = utf8::next(text_, next);
      const bool is_part = is_word_part(c) && digit_value(c) < 0;
      const bool is_apostrophe = c == U'\'' || c == 0x2019;
      if (!is_part) {
        const char32_t follows = scalar_at(next);
        const bool is_inside = !is_first && is_word_part(follows) && digit_value(follows) < 0;
        if (!is_inside || (!is_apostrophe && c != U'-')) break;
      }
      // "l'Église": what is elided stands before the name.
      if (is_part && (is_first || (is_behind_apostrophe && j - i <= 6))) {
        found.is_capitalised = found.is_capitalised || is_capital(c);
      }
      is_behind_apostrophe = is_apostrophe;
      is_first = false;
      j = found.end = next;
      if (j - i > kWordBytesMax) return Word{i};
    }
    found.folded = case_folded(text_.substr(i, found.end - i));
    return found;
  }
  std::size_t behind_point(const Word& one) const {
    return at(one.end) == '.' && is_one_of(kAbbreviated, one.folded) ? one.end + 1 : one.end;
  }

  bool is_word_at(std::size_t i) const { return i < text_.size() && is_word_part(scalar_at(i)); }
  /// The number that ends there counts or measures, or goes on.
  bool is_measure(std::size_t end) const {
    if (is_number_cut_at(text_, end) || is_amount_at(text_, end)) return true;
    return is_one_of(kMeasures, word(spaces(end)).folded);
  }

  struct Name {
    std::size_t end = 0;
    bool has_article = false;  ///< it begins with one: "de la", "du"
  };
  /// Capitalised words, or any, with small ones between, and one at least that is no abbreviation; ends at `i` where there
  /// is none.
  Name name(std::size_t i, Words particles, bool takes_small) const {
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

  /// Five digits and the town behind them; `i` where there is no postcode. Without a town they may be a code, or the
  /// beginning of a telephone number in the next line.
  std::size_t postcode(std::size_t i) const {
    const std::size_t begin = gap(i, true), end = digits(begin);
    if (begin == i || end - begin != 5 || is_measure(end)) return i;
    const std::size_t whole = town(end);
    return whole == end || is_word_at(whole) ? i : whole;
  }
  std::size_t town(std::size_t i) const {
    std::size_t end = i, from = spaces(i);
    if (from == i) return i;
    for (int words = 0; words < 6; ++words) {
      const Word one = word(from);
      if (!one.is_set()) break;
      const bool is_particle = is_one_of(kTownParticles, one.folded);
      if (!one.is_capitalised && !(end != i && is_particle)) break;
      from = spaces(one.end);
      if (is_particle && !one.is_capitalised) {
        if (!word(from).is_capitalised) break;
        continue;
      }
      end = one.end;
      const Word next = word(from);
      const bool goes_on = is_one_of(kTownBeginnings, one.folded) ||
                           (is_one_of(kTownParticles, next.folded) && !next.is_capitalised) || next.folded == "cedex";
      if (from == end || !goes_on) break;
    }
    return end;
  }

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
      if (!is_upper(text_[begin]) || is_beyond_ascii(at(j)) || is_digit(at(j))) return i;
      if (words == 0 || !is_one_of(kEnglishStreets, ascii_lowered(text_.substr(begin, j - begin)))) continue;
      for (const std::string_view side : {" NW", " NE", " SW", " SE", " N", " S", " E", " W"}) {
        if (text_.substr(j, side.size()) != side || is_alnum(at(j + side.size()))) continue;
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
      if (j == one.end || !is_one_of(kStates, text_.substr(j, 2)) || zip == j + 2 || end - zip != 5) continue;
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
    const std::string street = ascii_lowered(text_.substr(i, j - i));
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
  /// "le 12, place Bellecour" is a day.
  bool is_behind_article(std::size_t i) const {
    if (i < 3 || text_[i - 1] != ' ') return false;
    const std::string before = ascii_lowered(text_.substr(i - 3, 2));
    return (before == "le" || before == "du") && (i == 3 || !is_word_at(i - 4));
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

  /// "〒100-0005 東京都千代田区丸の内1-9-1"
  std::size_t japanese(std::size_t i) const {
    std::size_t j = japanese_postcode(i);
    const std::size_t prefecture = prefecture_end(j);
    if (prefecture == j) return i;
    // 東京都府中市 is in no 京都府.
    if (j == i && i >= 3 && text_.substr(i - 3, 3) == "東" && text_.substr(i).starts_with("京都")) return i;
    j = prefecture;
    std::size_t characters = 0, gaps = 0;
    bool has_municipality = false, is_behind_municipality = false;
    char32_t last = 0;
    while (!is_digit(at(j))) {
      const char32_t c = scalar_at(j);
      const bool is_gap = c == U' ' || c == 0x3000;
      if (is_gap ? ++gaps > 2 : !is_japanese(c)) return i;
      if (++characters > kJapaneseNameMax) return i;
      if (is_behind_municipality && kJapaneseParticles.find(c) != std::u32string_view::npos) return i;
      is_behind_municipality = last != 0 && kMunicipalities.find(c) != std::u32string_view::npos;
      has_municipality = has_municipality || is_behind_municipality;
      last = c;
      j = behind(j);
    }
    if (!has_municipality || kJapaneseParticles.find(last) != std::u32string_view::npos) return i;
    const std::size_t end = lot(j, last == U' ' || last == 0x3000);
    return end == j ? i : end;
  }
  std::size_t japanese_postcode(std::size_t i) const {
    std::size_t j = skip(i, "〒");
    if (at(j) == ' ') ++j;
    const std::size_t from = j;
    if (!is_digit(at(j))) return i;
    j = digits(from);
    if (j - from != 3 || at(j) != '-' || digits(j + 1) - j != 5) return i;
    j = digits(j + 1);
    for (int n = 0; n < 2; ++n) j = at(j) == ' ' || at(j) == '\n' ? j + 1 : skip(j, "\u3000");
    return j;
  }
  std::size_t prefecture_end(std::size_t i) const {
    // They are of three characters or four, of three bytes each.
    const std::string_view rest = text_.substr(std::min(i, text_.size()), 12);
    for (const std::size_t bytes : {std::size_t{9}, std::size_t{12}}) {
      if (rest.size() < bytes) break;
      const std::string_view last = rest.substr(bytes - 3, 3);
      if (last != "県" && last != "都" && last != "府" && last != "道") continue;
      if (std::find(kPrefectures.begin(), kPrefectures.end(), rest.substr(0, bytes)) != kPrefectures.end())
        return i + bytes;
    }
    return i;
  }
  /// "1-9-1", "1丁目9番1号", "9番地の1"; `i` where it may be another thing. Behind a space a pair of numbers may be a date.
  std::size_t lot(std::size_t i, bool is_behind_space) const {
    std::size_t j = i, end = i;
    int hyphens = 0, parts = 0;
    bool is_sure = false, has_block = false;
    while (is_digit(at(j)) && parts < 5) {
      const std::size_t number = digits(j);
      if (number - j > 4 || at(j) == '0') return i;
      ++parts;
      j = end = number;
      if (at(j) == '-' && is_digit(at(j + 1))) {
        ++hyphens;
        ++j;
        continue;
      }
      if (const std::size_t town_part = skip(j, "丁目"); town_part != j) {
        is_sure = true;
        j = end = town_part;
        continue;
      }
      if (const std::size_t lot_number = skip(j, "番地"); lot_number != j) {
        is_sure = true;
        end = lot_number;
        j = skip(lot_number, "の");
        continue;
      }
      if (const std::size_t block = skip(j, "番"); block != j) {
        has_block = true;
        j = end = block;
        continue;
      }
      if (const std::size_t house = skip(j, "号"); house != j) {
        is_sure = is_sure || has_block;
        j = end = skip(house, "室");
      }
      break;
    }
    const bool has_enough = hyphens >= (is_behind_space ? 2 : 1);
    const bool is_date = hyphens == 2 && digits(i) - i == 4;
    if ((!is_sure && !has_enough) || is_date || hyphens > 3) return i;
    if (is_number_cut_at(text_, end)) return i;
    return kJapaneseCounters.find(scalar_at(end)) == std::u32string_view::npos ? end : i;
  }

  std::string_view text_;
};

}  // namespace

std::size_t street_address_end(std::string_view text, std::size_t begin) {
  return AddressReader(text).address(begin);
}

}  // namespace smsdesk::sms
