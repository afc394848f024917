// Greedy, as carriers do it: a text that fits one message is one segment; otherwise every segment
// loses room to the concatenation header and is filled cluster by cluster. A cluster that is larger
// than a segment is filled code point by code point.
#include "server-mock/segments.h"

#include <string_view>
#include <vector>

namespace smsdesk::mock {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kJoiner = 0x200D;

constexpr std::u32string_view kGsmBasic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view kGsmExtension = U"\f^{}\\[~]|€";

int count_septets(char32_t c) {
  if (kGsmBasic.find(c) != std::u32string_view::npos) return 1;
  if (kGsmExtension.find(c) != std::u32string_view::npos) return 2;
  return 0;
}

int count_units(char32_t c) {
  return c > 0xFFFF ? 2 : 1;
}

bool is_within(char32_t c, char32_t low, char32_t high) {
  return c >= low && c <= high;
}

/// Marks that stay with the character before them.
bool is_extending(char32_t c) {
  return c == kJoiner || c == 0x200C || is_within(c, 0x0300, 0x036F) || is_within(c, 0x0483, 0x0489) ||
         is_within(c, 0x0591, 0x05BD) || c == 0x05BF || is_within(c, 0x0610, 0x061A) || is_within(c, 0x064B, 0x065F) ||
         c == 0x0670 || is_within(c, 0x0900, 0x0903) || is_within(c, 0x093A, 0x093C) || is_within(c, 0x093E, 0x094F) ||
         is_within(c, 0x0981, 0x0983) || is_within(c, 0x09BC, 0x09BC) || is_within(c, 0x09BE, 0x09CD) ||
         is_within(c, 0x0B82, 0x0B82) || is_within(c, 0x0BBE, 0x0BCD) || c == 0x0E31 || is_within(c, 0x0E33, 0x0E3A) ||
         is_within(c, 0x0E47, 0x0E4E) || is_within(c, 0x1AB0, 0x1AFF) || is_within(c, 0x1DC0, 0x1DFF) ||
         is_within(c, 0x20D0, 0x20FF) || is_within(c, 0xFE00, 0xFE0F) || is_within(c, 0xFE20, 0xFE2F) ||
         is_within(c, 0x1F3FB, 0x1F3FF) || is_within(c, 0xE0020, 0xE007F) || is_within(c, 0xE0100, 0xE01EF);
}

bool is_regional(char32_t c) {
  return is_within(c, 0x1F1E6, 0x1F1FF);
}

bool is_pictograph(char32_t c) {
  return is_within(c, 0x2190, 0x2BFF) || is_within(c, 0x1F000, 0x1FAFF) || c == 0x2764;
}

/// Hangul letters of one syllable block stay together.
bool is_hangul_tail(char32_t before, char32_t c) {
  const bool is_vowel = is_within(c, 0x1160, 0x11A7);
  const bool is_final = is_within(c, 0x11A8, 0x11FF);
  return (is_vowel && (is_within(before, 0x1100, 0x115F) || is_within(before, 0x1160, 0x11A7))) ||
         (is_final && (is_within(before, 0x1160, 0x11FF) || is_within(before, 0xAC00, 0xD7A3)));
}

/// The places where a new cluster begins, and the end of the text.
std::vector<std::size_t> find_clusters(const std::u32string& text) {
  std::vector<std::size_t> starts;
  int regionals = 0;  // in the current cluster
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    bool joins = false;
    if (i > 0) {
      const char32_t before = text[i - 1];
      joins = is_extending(c) || (before == kJoiner && is_pictograph(c)) || (is_regional(c) && regionals == 1) ||
              is_hangul_tail(before, c);
      if (before == '\r' || before == '\n') joins = false;
    }
    if (!joins) {
      starts.push_back(i);
      regionals = 0;
    }
    if (is_regional(c)) ++regionals;
  }
  starts.push_back(text.size());
  return starts;
}

}  // namespace

std::u32string decode_utf8(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    std::size_t length = lead < 0x80                   ? 1
                         : lead >= 0xC2 && lead < 0xE0 ? 2
                         : lead >= 0xE0 && lead < 0xF0 ? 3
                         : lead >= 0xF0 && lead < 0xF5 ? 4
                                                       : 0;
    char32_t point = length == 1 ? lead : length == 2 ? lead & 0x1F : length == 3 ? lead & 0x0F : lead & 0x07;
    bool is_well_formed = length != 0 && i + length <= text.size();
    for (std::size_t k = 1; is_well_formed && k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      is_well_formed = (next & 0xC0) == 0x80;
      point = (point << 6) | (next & 0x3F);
    }
    if (is_well_formed && ((length == 3 && point < 0x800) || is_within(point, 0xD800, 0xDFFF) ||
                           (length == 4 && (point < 0x10000 || point > 0x10FFFF)))) {
      is_well_formed = false;
    }
    points += is_well_formed ? point : kReplacement;
    i += is_well_formed ? length : 1;
  }
  return points;
}

int count_utf16_units(std::string_view text) {
  int units = 0;
  for (const char32_t c : decode_utf8(text)) units += count_units(c);
  return units;
}

TextLength measure_text(std::string_view text) {
  const std::u32string points = decode_utf8(text);
  TextLength length;
  for (const char32_t c : points) length.is_gsm = length.is_gsm && count_septets(c) != 0;
  const auto cost = [&](char32_t c) { return length.is_gsm ? count_septets(c) : count_units(c); };
  for (const char32_t c : points) length.units += cost(c);
  const int single = length.is_gsm ? 160 : 70;
  const int part = length.is_gsm ? 153 : 67;
  if (length.units <= single) return length;

  int used = 0;
  const auto place = [&](int units) {
    if (used + units > part) {
      ++length.segments;
      used = 0;
    }
    used += units;
  };
  const std::vector<std::size_t> starts = find_clusters(points);
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    int units = 0;
    for (std::size_t at = starts[i]; at < starts[i + 1]; ++at) units += cost(points[at]);
    if (units <= part) {
      place(units);
    } else {
      for (std::size_t at = starts[i]; at < starts[i + 1]; ++at) place(cost(points[at]));
    }
  }
  return length;
}

}  // namespace smsdesk::mock
