// One walk over the text. At each place where a word may begin the kinds are tried, the surest first; what is taken is
// stepped over. Links and mail addresses are read as they are written, numbers and addresses with their digits in ASCII. An
// entity whose borders would cut a cluster in two is given up: a digit with a keycap behind it is an emoji.
//
// A text may be made to be slow. Hosts stand apart from one another, and all else is bounded at its place; but what may follow a
// host goes as far as no space comes, over all the links that begin in it: it is looked through once (Rest), and a link that is
// too long anyway is given up before it is read.
#include "core/sms/entities.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/ascii.h"
#include "core/base/utf8.h"
#include "core/sms/ascii_kinds.h"
#include "core/sms/grapheme.h"
#include "core/sms/letters.h"
#include "core/sms/number_entities.h"
#include "core/sms/plain_digits.h"
#include "core/sms/street_address.h"
#include "core/sms/web_host.h"

namespace smsdesk::sms {
namespace {

// Endings with which a host is taken for one without "www." or "https://" before it. Few on purpose: "call.me" is a typo.
constexpr std::array<std::string_view, 18> kBareEndings = {
    "com", "org", "net", "gov", "edu", "io", "info", "app", "ly", "co", "uk", "de", "fr", "es", "jp", "eu", "ca", "au"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Direction controls, invisible and separating characters, and everything that is no character of an address.
bool ends_link(char32_t c) {
  return c <= 0x20 || c == 0x7F || (c >= 0x80 && c <= 0xA0) || c == '<' || c == '>' || c == '"' || c == '`' ||
         c == '{' || c == '}' || c == '|' || c == '\\' || c == '^' || c == 0xAD || c == 0x061C || c == 0x1680 ||
         c == 0x180E || (c >= 0x2000 && c <= 0x200F) || (c >= 0x2018 && c <= 0x201F) || (c >= 0x2028 && c <= 0x202F) ||
         (c >= 0x205F && c <= 0x206F) || c == 0x3000 || (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) ||
         c == 0xFEFF || (c >= 0xFF00 && c <= 0xFF0F) || c == utf8::kReplacement || c >= 0xE0000;
}

std::string percent_encoded(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (!is_beyond_ascii(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

/// The character that ends there; 0 at the beginning.
char32_t scalar_before(std::string_view text, std::size_t end) {
  if (end == 0) return 0;
  std::size_t at = end - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return utf8::next(text, at);
}
/// It may end the sentence in which a link stands.
bool is_punctuation(char32_t c) {
  constexpr std::u32string_view kPunctuation = U".,;:!?'*()[]~\u2026";
  return kPunctuation.find(c) != std::u32string_view::npos;
}

/// What begins behind it is a part of the same word.
bool is_of_word(char32_t c) {
  return c == U'_' || (c != 0 && is_word_part(c));
}
/// A number may begin behind it. Beyond ASCII: behind what opens or separates, and in a script without spaces behind words.
bool may_precede_number(char32_t c) {
  constexpr std::u32string_view kAsciiGlue = U"_.,/$#+@:-";
  constexpr std::u32string_view kOpening =
      U"\u00A0\u00A1\u00AB\u00BF\u060C\u061B\u061F\u200E\u200F\u2018\u201A\u201C\u201D\u201E\u2022\u202A\u202B\u202F"
      U"\u2039\u2066"
      U"\u2067\u2068\u3000\u3001\u3002\uFF01\uFF08\uFF0C\uFF1A\uFF1B\uFF1F";
  if (c < 0x80) return !is_word_part(c) && kAsciiGlue.find(c) == std::u32string_view::npos;
  const bool is_bracket = c >= 0x3008 && c <= 0x3011, is_kana_or_han = c >= 0x2E80 && is_unspaced(c);
  return is_bracket || is_kana_or_han || kOpening.find(c) != std::u32string_view::npos;
}

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text), plain_(text) {}

  std::vector<Entity> find() {
    for (std::size_t at = 0; at < text_.size() && found_.size() < kEntitiesMax;) {
      auto entity = entity_at(at);
      if (!entity) {
        step(at);
        continue;
      }
      at = entity->end;
      found_.push_back(std::move(*entity));
    }
    keep_whole_clusters();
    return std::move(found_);
  }

 private:
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  char before(std::size_t i) const { return i == 0 ? '\0' : text_[i - 1]; }
  void step(std::size_t& at) const {
    ++at;
    while (at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80) ++at;
  }
  static Entity make(EntityKind kind, std::size_t begin, std::size_t end, std::string value) {
    Entity entity;
    entity.kind = kind;
    entity.begin = static_cast<std::uint32_t>(begin);
    entity.end = static_cast<std::uint32_t>(end);
    entity.value = std::move(value);
    return entity;
  }

  std::optional<Entity> entity_at(std::size_t i) {
    const char c = text_[i], previous = before(i);
    const bool is_in_word = is_alnum(previous) || previous == '_' || is_beyond_ascii(previous);
    if (is_letter(c) && !is_alnum(previous) && previous != '_') {
      if (auto link = schemed_link(i)) return link;
    }
    const bool begins_word = !is_in_word && previous != '@' && previous != '-' && previous != '/' && previous != '.';
    if (begins_word && (is_alnum(c) || is_beyond_ascii(c))) {
      if (auto mail = email(i)) return mail;
      if (auto link = bare_link(i)) return link;
    }
    return number_or_address(plain_.plain_at(i));
  }

  // Links ---------------------------------------------------------------------------------------------------------
  std::size_t host_end(std::size_t i) const {
    while (i < text_.size()) {
      const char c = text_[i];
      if (is_alnum(c) || c == '-' || c == '.' || c == '_') {
        ++i;
      } else if (is_beyond_ascii(c)) {
        std::size_t next = i;
        if (ends_link(utf8::next(text_, next))) break;
        i = next;
      } else {
        break;
      }
    }
    return i;
  }
  /// More opened than closed, of both kinds.
  struct Brackets {
    std::int64_t round = 0, square = 0;
    void count(char c, int times) {
      if (c == '(' || c == ')') round += c == '(' ? times : -times;
      if (c == '[' || c == ']') square += c == '[' ? times : -times;
    }
  };
  /// What stands behind a host, up to where any link ends; from a later place on it is the same.
  struct Rest {
    std::size_t begin = 0, end = 0;
    std::size_t body_end = 0;  ///< behind it is nothing but punctuation
    Brackets tail;             ///< from there to the end
    std::size_t sign = 0;      ///< behind the last "@"; 0: there is none
  };
  const Rest& rest_from(std::size_t i) {
    if (rest_.begin <= i && i < rest_.end) return rest_;
    rest_ = Rest{i, i, i, {}, 0};
    while (rest_.end < text_.size()) {
      std::size_t next = rest_.end;
      const char32_t c = utf8::next(text_, next);
      if (ends_link(c)) break;
      if (c == U'@') rest_.sign = next;
      if (!is_punctuation(c)) {
        rest_.body_end = next;
        rest_.tail = {};
      } else {
        rest_.tail.count(text_[rest_.end], 1);
      }
      rest_.end = next;
    }
    return rest_;
  }
  /// Where a link ends whose host does at `begin`: without what ends the sentence, but a closing bracket belongs to it where it
  /// was opened in it. Nothing where that is longer than any link.
  std::optional<std::size_t> link_end(std::size_t begin) {
    const Rest& rest = rest_from(begin);
    // No host ends with punctuation: it begins before the body's end, or at it.
    if (rest.body_end - begin > kLinkBytesMax) return std::nullopt;
    Brackets open = rest.tail;
    for (std::size_t i = begin; i < rest.body_end; ++i) open.count(text_[i], 1);
    std::size_t end = rest.end;
    while (end > rest.body_end) {
      const char c = text_[end - 1];
      if ((c == ')' && open.round >= 0) || (c == ']' && open.square >= 0)) break;
      open.count(c, -1);
      end -= is_beyond_ascii(c) ? 3 : 1;  // "…"
    }
    return end - begin > kLinkBytesMax ? std::nullopt : std::optional(end);
  }
  /// The host begins at `host`; the text of the entity at `begin`.
  std::optional<Entity> link(std::size_t begin, std::size_t host, std::string_view scheme) {
    std::size_t end = host_end(host);
    while (end > host && (text_[end - 1] == '.' || text_[end - 1] == '-')) --end;
    const auto parsed = parse_web_host(text_.substr(host, end - host));
    if (!parsed) return std::nullopt;
    std::string port;
    if (at(end) == ':' && is_digit(at(end + 1))) {
      std::size_t digits = end + 1;
      while (is_digit(at(digits))) ++digits;
      if (digits - end > 6) return std::nullopt;
      port = std::string(text_.substr(end, digits - end));
      end = digits;
    }
    // A name before an @ would be read as the host by a hurried eye.
    if (at(end) == '@' || (at(end) == ':' && rest_from(end).sign > end)) return std::nullopt;
    std::string rest;
    if (at(end) == '/' || at(end) == '?' || at(end) == '#') {
      const auto stop = link_end(end);
      if (!stop) return std::nullopt;
      rest = percent_encoded(text_.substr(end, *stop - end));
      end = *stop;
    }
    Entity entity = make(EntityKind::Link, begin, end, std::string(scheme) + "://" + parsed->ascii + port + rest);
    if (entity.value.size() > kLinkBytesMax) return std::nullopt;
    entity.host = parsed->ascii;
    if (parsed->is_beyond_ascii()) entity.host_written = parsed->written;
    entity.is_doubtful = parsed->is_doubtful;
    return entity;
  }
  std::optional<Entity> schemed_link(std::size_t i) {
    const std::string start = ascii_lowered(text_.substr(i, 8));
    if (start.rfind("http://", 0) == 0) return link(i, i + 7, "http");
    if (start == "https://") return link(i, i + 8, "https");
    return std::nullopt;
  }
  std::optional<Entity> bare_link(std::size_t i) {
    std::size_t end = host_end(i);
    while (end > i && (text_[end - 1] == '.' || text_[end - 1] == '-')) --end;
    const std::string host = ascii_lowered(text_.substr(i, end - i));
    const bool is_www = host.rfind("www.", 0) == 0 && std::count(host.begin(), host.end(), '.') >= 2;
    const std::size_t dot = host.rfind('.');
    if (dot == std::string::npos) return std::nullopt;
    // "Done.Com" and "v1.com" are as likely as not no addresses; a name of one letter or of digits is none.
    const std::string_view name = std::string_view(host).substr(0, dot);
    const bool has_letter =
        std::any_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_beyond_ascii(c); });
    if (!is_www &&
        (!is_one_of(kBareEndings, std::string_view(host).substr(dot + 1)) || !has_letter || name.size() < 2)) {
      return std::nullopt;
    }
    if (at(end) == '@' || at(end) == ':') {
      if (!(at(end) == ':' && !is_digit(at(end + 1)))) return std::nullopt;
    }
    return link(i, i, "https");
  }

  // E-mail --------------------------------------------------------------------------------------------------------
  std::optional<Entity> email(std::size_t i) const {
    std::size_t sign = i;
    while (sign < text_.size() && sign - i <= 64 &&
           (is_alnum(text_[sign]) || text_[sign] == '.' || text_[sign] == '_' || text_[sign] == '%' ||
            text_[sign] == '+' || text_[sign] == '-'))
      ++sign;
    if (sign == i || sign - i > 64 || at(sign) != '@' || text_[sign - 1] == '.') return std::nullopt;
    std::size_t end = sign + 1;
    while (is_alnum(at(end)) || at(end) == '-' || at(end) == '.') ++end;
    while (end > sign + 1 && !is_alnum(text_[end - 1])) --end;
    const std::string_view domain = text_.substr(sign + 1, end - sign - 1);
    const auto host = parse_web_host(domain);
    if (!host || is_digit(host->ascii.back()) || at(end) == '@' || is_beyond_ascii(at(end))) return std::nullopt;
    return make(EntityKind::Email, i, end, std::string(text_.substr(i, end - i)));
  }

  // Numbers and addresses -----------------------------------------------------------------------------------------
  // They are read in the plain text; `i` is a place there, and what is found stands where it was written.

  std::optional<Entity> number_or_address(std::size_t i) const {
    const std::string_view plain = plain_.text();
    const char c = plain[i];
    if (!is_alnum(c) && c != '+' && c != '(' && !is_beyond_ascii(c)) return std::nullopt;
    const char32_t previous = scalar_before(plain, i);
    const bool begins_number = may_precede_number(previous);
    if (is_digit(c) ? begins_number : is_beyond_ascii(c) || (is_letter(c) && !is_of_word(previous))) {
      if (const std::size_t end = street_address_end(plain, i); end != i) return address(i, end);
    }
    if (!begins_number) return std::nullopt;
    if (is_digit(c) || c == '+' || c == '(') {
      if (auto number = find_phone_at(plain, i); number && !is_range(i, *number))
        return make(EntityKind::Phone, plain_.written_at(i), plain_.written_at(number->end), std::move(number->value));
    }
    if (is_digit(c) || is_upper(c)) {
      if (auto code = find_code_at(plain, i))
        return make(EntityKind::Code, plain_.written_at(i), plain_.written_at(code->end), std::move(code->value));
    }
    return std::nullopt;
  }
  /// As it is written, in one line.
  Entity address(std::size_t plain_begin, std::size_t plain_end) const {
    const std::size_t begin = plain_.written_at(plain_begin), end = plain_.written_at(plain_end);
    std::string value(text_.substr(begin, end - begin));
    std::replace(value.begin(), value.end(), '\n', ' ');
    return make(EntityKind::Address, begin, end, std::move(value));
  }
  /// "1200–1500": a dash that is no hyphen, between two numbers of one length. A number that is dialled may begin with 0.
  bool is_range(std::size_t plain_begin, const FoundNumber& number) const {
    const std::size_t half = number.value.size() / 2;
    if (number.end - plain_begin != 2 * half + 1 || number.value.size() != 2 * half || number.value[0] == '0')
      return false;
    if (plain_.text()[plain_begin + half] != '-') return false;
    const std::string_view dash = text_.substr(plain_.written_at(plain_begin + half), 3);
    return dash == "\u2013" || dash == "\u2014" || dash == "\u2015";
  }

  void keep_whole_clusters() {
    if (found_.empty()) return;
    ClusterBreaker breaker;
    std::size_t next = 0;  // of the borders
    std::vector<std::size_t> borders;
    for (const Entity& one : found_) {
      borders.push_back(one.begin);
      borders.push_back(one.end);
    }
    std::vector<bool> is_whole(borders.size(), false);
    for (std::size_t i = 0; i < text_.size() && next < borders.size();) {
      const std::size_t here = i;
      const bool begins = breaker.begins_cluster(utf8::next(text_, i));
      for (; next < borders.size() && borders[next] == here; ++next) is_whole[next] = begins;
    }
    for (; next < borders.size(); ++next) is_whole[next] = borders[next] == text_.size();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (!is_whole[2 * i] || !is_whole[2 * i + 1]) continue;
      if (kept != i) found_[kept] = std::move(found_[i]);
      ++kept;
    }
    found_.resize(kept);
  }

  std::string_view text_;
  const PlainDigits plain_;
  Rest rest_;
  std::vector<Entity> found_;
};

}  // namespace

std::vector<Entity> find_entities(std::string_view text) {
  return Finder(text).find();
}

}  // namespace smsdesk::sms
