#include "core/sms/street_text.h"

#include "core/sms/letters.h"
#include "core/sms/number_entities.h"

namespace smsdesk::sms {
namespace {

/// Between the words of a town: "Santiago de Compostela", "Frankfurt am Main".
constexpr StreetWords kTownParticles = "|de|del|la|las|los|el|le|les|en|sur|sous|am|an|der|im|in|bei|d|l|";
/// What a town begins with and is none alone.
constexpr StreetWords kTownBeginnings = "|le|la|les|el|los|las|san|santa|saint|sainte|st|ste|bad|";

/// A number before one of these measures something.
constexpr StreetWords kMeasures =
    "|h|hr|hrs|hora|horas|hour|hours|heure|heures|uhr|min|minuto|minutos|minute|minutes|día|días|dia|dias|day|days|"
    "jour|jours|"
    "tage|semana|semanas|mes|meses|mois|año|años|ans|km|m|metro|metros|mètre|mètres|euro|euros|eur|peso|pesos|dólar|"
    "dólares|"
    "dollar|dollars|usd|mil|vez|veces|fois|persona|personas|personnes|pm|am|kg|g|";

}  // namespace

bool is_one_of(StreetWords words, std::string_view word) {
  return !word.empty() && word.find('|') == std::string_view::npos &&
         words.find("|" + std::string(word) + "|") != std::string_view::npos;
}

StreetText::Word StreetText::word(std::size_t i) const {
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

bool StreetText::is_word_at(std::size_t i) const {
  return i < text_.size() && is_word_part(scalar_at(i));
}

bool StreetText::is_measure(std::size_t end) const {
  if (is_number_cut_at(text_, end) || is_amount_at(text_, end)) return true;
  return is_one_of(kMeasures, word(spaces(end)).folded);
}

std::size_t StreetText::postcode(std::size_t i) const {
  const std::size_t begin = gap(i, true), end = digits(begin);
  if (begin == i || end - begin != 5 || is_measure(end)) return i;
  const std::size_t whole = town(end);
  return whole == end || is_word_at(whole) ? i : whole;
}

std::size_t StreetText::town(std::size_t i) const {
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

}  // namespace smsdesk::sms
