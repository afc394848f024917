#include "core/sms/web_host.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

#include "core/base/utf8.h"

namespace smsdesk::sms {
namespace {

constexpr std::size_t kLabelBytesMax = 63;

enum class Script : std::uint8_t { None, Common, Latin, Greek, Cyrillic, EastAsian, Other };
struct Range {
  char32_t first, last;
  Script script;
  std::uint8_t other;  ///< tells the others apart
};
// Letters and marks that names are made of; what stands in no range makes no host. Blocks, not single characters: coarse
// on the strict side, as punctuation of these blocks is left out by is_never().
constexpr Range kRanges[] = {{0x00C0, 0x024F, Script::Latin, 0},     {0x0300, 0x036F, Script::Common, 0},
                             {0x0370, 0x03FF, Script::Greek, 0},     {0x0400, 0x052F, Script::Cyrillic, 0},
                             {0x0531, 0x0587, Script::Other, 1},     {0x05D0, 0x05EA, Script::Other, 2},
                             {0x0620, 0x06D3, Script::Other, 3},     {0x06F0, 0x06FF, Script::Other, 3},
                             {0x0900, 0x097F, Script::Other, 4},     {0x0980, 0x09FF, Script::Other, 5},
                             {0x0A00, 0x0A7F, Script::Other, 6},     {0x0A80, 0x0AFF, Script::Other, 7},
                             {0x0B00, 0x0B7F, Script::Other, 8},     {0x0B80, 0x0BFF, Script::Other, 9},
                             {0x0C00, 0x0C7F, Script::Other, 10},    {0x0C80, 0x0CFF, Script::Other, 11},
                             {0x0D00, 0x0D7F, Script::Other, 12},    {0x0E01, 0x0E3A, Script::Other, 13},
                             {0x0E40, 0x0E4E, Script::Other, 13},    {0x10D0, 0x10FF, Script::Other, 14},
                             {0x1E00, 0x1EFF, Script::Latin, 0},     {0x1F00, 0x1FFF, Script::Greek, 0},
                             {0x3041, 0x3096, Script::EastAsian, 0}, {0x30A1, 0x30FA, Script::EastAsian, 0},
                             {0x30FC, 0x30FE, Script::EastAsian, 0}, {0x3105, 0x312F, Script::EastAsian, 0},
                             {0x3400, 0x4DBF, Script::EastAsian, 0}, {0x4E00, 0x9FFF, Script::EastAsian, 0},
                             {0xAC00, 0xD7A3, Script::EastAsian, 0}};

/// Punctuation and signs within these blocks.
bool is_never(char32_t c) {
  return c == 0x00D7 || c == 0x00F7 || c == 0x037E || c == 0x0387 || c == 0x0482 || c == 0x066A || c == 0x066B ||
         c == 0x066C || c == 0x066D || c == 0x0964 || c == 0x0965 || c == 0x0970;
}

const Range* range_of(char32_t c) {
  if (is_never(c)) return nullptr;
  const auto* at = std::find_if(std::begin(kRanges), std::end(kRanges),
                                [c](const Range& range) { return c >= range.first && c <= range.last; });
  return at == std::end(kRanges) ? nullptr : at;
}

bool is_ascii_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

struct Label {
  std::string ascii, written;
  bool is_numeric = true;
  bool is_ascii = true;
  bool is_mixed = false;
  bool looks_latin = false;  ///< all of an alphabet whose letters look like Latin ones
};

std::optional<Label> parse_label(std::string_view text) {
  if (text.empty()) return std::nullopt;
  Label label;
  std::u32string letters;
  bool has_latin = false, has_east = false, has_greek_or_cyrillic = false;
  Script first = Script::None;
  std::uint8_t other = 0;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = utf8::next(text, at);
    if (c < 0x80) {
      if (!is_ascii_letter(c) && !is_digit(c) && c != '-' && c != '_') return std::nullopt;
      if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
      has_latin = has_latin || is_ascii_letter(c);
      label.is_numeric = label.is_numeric && is_digit(c);
    } else {
      const Range* range = range_of(c);
      if (range == nullptr) return std::nullopt;
      label.is_numeric = label.is_ascii = false;
      if (range->script == Script::Latin) has_latin = true;
      if (range->script == Script::EastAsian) has_east = true;
      if (range->script == Script::Greek || range->script == Script::Cyrillic) has_greek_or_cyrillic = true;
      if (range->script != Script::Latin && range->script != Script::Common) {
        if (first == Script::None) {
          first = range->script;
          other = range->other;
        } else if (first != range->script || other != range->other) {
          label.is_mixed = true;
        }
      }
    }
    letters.push_back(c);
    utf8::append(label.written, c);
  }
  if (letters.front() == '-' || letters.back() == '-') return std::nullopt;
  // A mark without its letter.
  if (const Range* range = range_of(letters.front()); range != nullptr && range->script == Script::Common) return {};
  // Latin letters beside Chinese and Japanese ones are usual and cannot be taken for them (UTS #39 §5.2).
  if (has_latin && first != Script::None && !has_east) label.is_mixed = true;
  label.looks_latin = has_greek_or_cyrillic && !has_latin;
  if (label.is_ascii) {
    label.ascii = label.written;
  } else {
    const std::string encoded = punycode(letters);
    if (encoded.empty()) return std::nullopt;
    label.ascii = "xn--" + encoded;
  }
  if (label.ascii.size() > kLabelBytesMax) return std::nullopt;
  return label;
}

}  // namespace

// RFC 3492 §6.3, with its parameters for names (§5).
std::string punycode(std::u32string_view label) {
  constexpr std::uint32_t kBase = 36, kTMin = 1, kTMax = 26, kSkew = 38, kDamp = 700;
  if (label.size() > kLabelBytesMax) return {};
  std::string out;
  for (const char32_t c : label)
    if (c < 0x80) out += static_cast<char>(c);
  const auto basic = static_cast<std::uint32_t>(out.size());
  if (basic > 0) out += '-';
  std::uint32_t n = 128, delta = 0, bias = 72, done = basic;
  while (done < label.size()) {
    std::uint32_t smallest = std::numeric_limits<std::uint32_t>::max();
    for (const char32_t c : label)
      if (c >= n && c < smallest) smallest = c;
    // At most 63 characters below 0x110000: no overflow.
    delta += (smallest - n) * (done + 1);
    n = smallest;
    for (const char32_t c : label) {
      if (c < n) ++delta;
      if (c != n) continue;
      std::uint32_t q = delta;
      for (std::uint32_t k = kBase;; k += kBase) {
        const std::uint32_t t = k <= bias ? kTMin : k >= bias + kTMax ? kTMax : k - bias;
        if (q < t) break;
        const std::uint32_t digit = t + (q - t) % (kBase - t);
        out += static_cast<char>(digit < 26 ? 'a' + digit : '0' + (digit - 26));
        q = (q - t) / (kBase - t);
      }
      out += static_cast<char>(q < 26 ? 'a' + q : '0' + (q - 26));
      std::uint32_t scaled = done == basic ? delta / kDamp : delta / 2;
      scaled += scaled / (done + 1);
      std::uint32_t steps = 0;
      while (scaled > ((kBase - kTMin) * kTMax) / 2) {
        scaled /= kBase - kTMin;
        steps += kBase;
      }
      bias = steps + (kBase - kTMin + 1) * scaled / (scaled + kSkew);
      delta = 0;
      ++done;
    }
    ++delta;
    ++n;
  }
  return out.size() > kLabelBytesMax ? std::string() : out;
}

std::optional<WebHost> parse_web_host(std::string_view text) {
  // A character has four bytes at the most, and one at the least in the ASCII form.
  if (text.size() > 4 * kHostBytesMax) return std::nullopt;
  WebHost host;
  std::size_t labels = 0, numeric = 0;
  bool is_last_numeric = false, is_last_ascii = true, looks_latin = false;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t dot = std::min(text.find('.', at), text.size());
    const std::string_view part = text.substr(at, dot - at);
    const auto label = parse_label(part);
    if (!label) return std::nullopt;
    if (labels > 0) {
      host.ascii += '.';
      host.written += '.';
    }
    host.ascii += label->ascii;
    host.written += label->written;
    host.is_doubtful = host.is_doubtful || label->is_mixed;
    looks_latin = looks_latin || label->looks_latin;
    numeric += label->is_numeric ? 1u : 0u;
    is_last_numeric = label->is_numeric;
    is_last_ascii = label->is_ascii;
    ++labels;
    at = dot + 1;
    if (dot == text.size()) break;
  }
  if (labels < 2 || host.ascii.size() > kHostBytesMax) return std::nullopt;
  // Browsers read a host whose last label is a number as an IPv4 address, in several spellings; only the plain one is taken.
  if (is_last_numeric) {
    if (labels != 4 || numeric != 4) return std::nullopt;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t dot = std::min(text.find('.', at), text.size());
      const std::string_view part = text.substr(at, dot - at);
      if (part.size() > 3 || (part.size() > 1 && part[0] == '0') || (part.size() == 3 && part > "255"))
        return std::nullopt;
      at = dot + 1;
    }
    return host;
  }
  const std::size_t last = host.ascii.rfind('.') + 1;
  const std::string_view ending = std::string_view(host.ascii).substr(last);
  const bool is_word =
      std::all_of(ending.begin(), ending.end(), [](char c) { return is_ascii_letter(static_cast<unsigned char>(c)); });
  if (ending.size() < 2 || (!is_word && ending.rfind("xn--", 0) != 0)) return std::nullopt;
  if (looks_latin && is_last_ascii) host.is_doubtful = true;
  return host;
}

}  // namespace smsdesk::sms
