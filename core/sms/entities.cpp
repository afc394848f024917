// One walk over the text. At each place where a word may begin the kinds are tried, the surest first; what is taken is
// stepped over. An entity whose borders would cut a cluster in two is given up: a digit with a keycap behind it is an emoji.
#include "core/sms/entities.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/ascii.h"
#include "core/base/utf8.h"
#include "core/sms/grapheme.h"
#include "core/sms/web_host.h"

namespace smsdesk::sms {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z');
}
bool is_alnum(char c) {
  return is_digit(c) || is_letter(c);
}
bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

// Endings with which a host is taken for one without "www." or "https://" before it. Few on purpose: "call.me" is a typo.
constexpr std::array<std::string_view, 18> kBareEndings = {
    "com", "org", "net", "gov", "edu", "io", "info", "app", "ly", "co", "uk", "de", "fr", "es", "jp", "eu", "ca", "au"};
constexpr std::array<std::string_view, 24> kStreetWords = {
    "street", "st", "avenue", "ave",   "road", "rd",     "boulevard", "blvd",    "lane",    "ln",   "drive",   "dr",
    "court",  "ct", "way",    "place", "pl",   "square", "sq",        "terrace", "parkway", "pkwy", "highway", "hwy"};
constexpr std::array<std::string_view, 3> kGermanStreets = {"straße", "strasse", "str."};

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

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

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

  std::optional<Entity> entity_at(std::size_t i) const {
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
    const bool begins_number = !is_in_word && previous != '.' && previous != ',' && previous != '/' &&
                               previous != '$' && previous != '#' && previous != '+' && previous != '@' &&
                               previous != ':' && previous != '-';
    if (begins_number && is_digit(c)) {
      if (auto street = english_street(i)) return street;
    }
    if (begins_number && (is_digit(c) || c == '+' || c == '(')) {
      if (auto number = phone(i)) return number;
    }
    if (begins_number && (is_digit(c) || is_upper(c))) {
      if (auto one = code(i)) return one;
    }
    if (!is_in_word && is_upper(c)) return german_street(i);
    return std::nullopt;
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
  std::size_t rest_end(std::size_t i) const {
    while (i < text_.size()) {
      std::size_t next = i;
      if (ends_link(utf8::next(text_, next))) break;
      i = next;
    }
    return i;
  }
  /// What ends the sentence and not the address; a closing bracket belongs to it where it was opened in it.
  std::size_t without_punctuation(std::size_t begin, std::size_t end) const {
    while (end > begin) {
      const char c = text_[end - 1];
      if (c == ')' || c == ']') {
        const std::string_view part = text_.substr(begin, end - begin);
        const char open = c == ')' ? '(' : '[';
        if (std::count(part.begin(), part.end(), c) <= std::count(part.begin(), part.end(), open)) break;
        --end;
      } else if (c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '\'' || c == '*' ||
                 c == '(' || c == '[' || c == '~') {
        --end;
      } else if (end - begin >= 3 && text_.substr(end - 3, 3) == "\u2026") {
        end -= 3;
      } else {
        break;
      }
    }
    return end;
  }
  /// The host begins at `host`; the text of the entity at `begin`.
  std::optional<Entity> link(std::size_t begin, std::size_t host, std::string_view scheme) const {
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
    if (at(end) == '@' ||
        (at(end) == ':' && text_.substr(end, rest_end(end) - end).find('@') != std::string_view::npos)) {
      return std::nullopt;
    }
    std::string rest;
    if (at(end) == '/' || at(end) == '?' || at(end) == '#') {
      const std::size_t rest_stop = without_punctuation(end, rest_end(end));
      rest = percent_encoded(text_.substr(end, rest_stop - end));
      end = rest_stop;
    }
    Entity entity = make(EntityKind::Link, begin, end, std::string(scheme) + "://" + parsed->ascii + port + rest);
    if (entity.value.size() > kLinkBytesMax) return std::nullopt;
    entity.host = parsed->ascii;
    if (parsed->is_beyond_ascii()) entity.host_written = parsed->written;
    entity.is_doubtful = parsed->is_doubtful;
    return entity;
  }
  std::optional<Entity> schemed_link(std::size_t i) const {
    const std::string start = ascii_lowered(text_.substr(i, 8));
    if (start.rfind("http://", 0) == 0) return link(i, i + 7, "http");
    if (start == "https://") return link(i, i + 8, "https");
    return std::nullopt;
  }
  std::optional<Entity> bare_link(std::size_t i) const {
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

  // Numbers -------------------------------------------------------------------------------------------------------
  /// A number goes on with what makes it another thing: a fraction, a time, a date, a unit.
  bool is_cut_at(std::size_t end) const {
    const char c = at(end);
    if (is_alnum(c) || c == '_' || c == '%' || c == '@') return true;
    if (is_beyond_ascii(c)) {
      // A letter of another script behind it makes a word with it; a sign or a quotation mark does not.
      std::size_t next = end;
      const char32_t scalar = utf8::next(text_, next);
      return scalar < 0x2000 && scalar != 0xA0 && scalar != 0xBB;
    }
    return (c == '.' || c == ',' || c == ':' || c == '/' || c == '-') && is_digit(at(end + 1));
  }
  /// Groups of digits with a space, a hyphen or a point between them; the area code may stand in brackets.
  std::optional<Entity> phone(std::size_t i) const {
    const bool is_international = text_[i] == '+';
    std::string value = is_international ? "+" : "";
    std::vector<std::size_t> groups;
    bool has_sign = false;  // more than spaces
    std::size_t digits = 0, j = i + (is_international ? 1 : 0);
    for (;;) {
      const bool is_in_brackets = at(j) == '(';
      std::size_t k = j + (is_in_brackets ? 1 : 0);
      const std::size_t begin = k;
      while (is_digit(at(k))) ++k;
      if (k == begin || (is_in_brackets && at(k) != ')')) break;
      value += text_.substr(begin, k - begin);
      groups.push_back(k - begin);
      digits += k - begin;
      if (digits > 15) return std::nullopt;
      has_sign = has_sign || is_in_brackets;
      j = k + (is_in_brackets ? 1 : 0);
      std::size_t next = j;
      while (next - j < 2 && (at(next) == ' ' || at(next) == '-' || at(next) == '.')) ++next;
      const bool goes_on = is_digit(at(next)) || (at(next) == '(' && is_digit(at(next + 1)));
      if (!goes_on || (next == j && !is_in_brackets && at(next) != '(')) break;
      has_sign = has_sign || text_.substr(j, next - j).find_first_of("-.") != std::string_view::npos;
      if (next != j || at(next) == '(' || is_in_brackets) j = next;
    }
    if (digits < 7) return std::nullopt;
    const std::size_t end = text_[j - 1] == ' ' || text_[j - 1] == '-' || text_[j - 1] == '.' ? last_digit_end(j) : j;
    if (is_cut_at(end)) return std::nullopt;
    if (is_international) {
      if (value[1] == '0') return std::nullopt;
    } else if (groups.size() == 1) {
      if (digits < 10) return std::nullopt;  // a code, an order's number
    } else {
      const bool is_date = groups.size() == 3 && ((groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2) ||
                                                  (groups[0] <= 2 && groups[1] <= 2 && groups[2] <= 4));
      const bool is_amount = groups.size() == 2 && (groups[1] <= 2 || at(i + groups[0]) == '.');
      const bool is_sure = has_sign || text_[i] == '0' || digits >= 10;
      if (is_date || is_amount || groups[0] > 5 || !is_sure) return std::nullopt;
    }
    return make(EntityKind::Phone, i, end, std::move(value));
  }
  std::size_t last_digit_end(std::size_t j) const {
    while (j > 0 && !is_digit(text_[j - 1]) && text_[j - 1] != ')') --j;
    return j;
  }
  /// Digits, digits behind a few capitals and a hyphen, or capitals and digits mixed.
  std::optional<Entity> code(std::size_t i) const {
    std::size_t end = i, digits = 0, letters = 0;
    while (is_digit(at(end)) || is_upper(at(end))) {
      (is_digit(at(end)) ? digits : letters) += 1;
      ++end;
    }
    if (digits == 0 && letters >= 1 && letters <= 4 && at(end) == '-' && is_digit(at(end + 1))) {
      const std::size_t hyphen = end++;
      while (is_digit(at(end))) ++end;
      digits = end - hyphen - 1;
      if (digits < 4 || digits > 12 || is_cut_at(end) || at(end) == '-') return std::nullopt;
    } else if (letters == 0) {
      const bool is_year = digits == 4 && (text_.substr(i, 2) == "19" || text_.substr(i, 2) == "20");
      if (digits < 4 || digits > 40 || is_year || is_cut_at(end)) return std::nullopt;
      // An amount of money, or a size.
      if (text_.substr(end, 3) == "\u20AC" || before(i) == '$' || (i >= 3 && text_.substr(i - 3, 3) == "\u20AC") ||
          (i >= 2 && text_.substr(i - 2, 2) == "\u00A3"))
        return std::nullopt;
    } else {
      if (digits < 2 || letters < 2 || digits + letters < 6 || digits + letters > 24 || is_cut_at(end))
        return std::nullopt;
    }
    return make(EntityKind::Code, i, end, std::string(text_.substr(i, end - i)));
  }

  // Streets -------------------------------------------------------------------------------------------------------
  /// "12 Main St", "1600B Pennsylvania Avenue NW"
  std::optional<Entity> english_street(std::size_t i) const {
    std::size_t j = i;
    while (is_digit(at(j))) ++j;
    if (j - i > 5) return std::nullopt;
    if (is_letter(at(j)) && at(j + 1) == ' ') ++j;
    for (int words = 0; words < 5; ++words) {
      if (at(j) != ' ') return std::nullopt;
      const std::size_t begin = ++j;
      while (is_letter(at(j)) || at(j) == '\'') ++j;
      if (j == begin || !is_upper(text_[begin]) || is_beyond_ascii(at(j)) || is_digit(at(j))) return std::nullopt;
      if (words == 0 || !is_one_of(kStreetWords, ascii_lowered(text_.substr(begin, j - begin)))) continue;
      for (const std::string_view side : {" NW", " NE", " SW", " SE", " N", " S", " E", " W"}) {
        if (text_.substr(j, side.size()) != side || is_alnum(at(j + side.size()))) continue;
        j += side.size();
        break;
      }
      return make(EntityKind::Address, i, j, std::string(text_.substr(i, j - i)));
    }
    return std::nullopt;
  }
  /// "Hauptstraße 12", "Am Str. 4" is none
  std::optional<Entity> german_street(std::size_t i) const {
    std::size_t j = i;
    while (is_letter(at(j)) || at(j) == '-' || (is_beyond_ascii(at(j)) && static_cast<unsigned char>(at(j)) < 0xE0) ||
           (j > i && (static_cast<unsigned char>(at(j)) & 0xC0) == 0x80))
      ++j;
    if (at(j) == '.') ++j;
    const std::string word = ascii_lowered(text_.substr(i, j - i));
    const bool is_street = std::any_of(kGermanStreets.begin(), kGermanStreets.end(), [&](std::string_view ending) {
      return word.size() > ending.size() + 1 && word.ends_with(ending);
    });
    if (!is_street || at(j) != ' ' || !is_digit(at(j + 1))) return std::nullopt;
    std::size_t end = j + 1;
    while (is_digit(at(end))) ++end;
    if (end - j > 5) return std::nullopt;
    if (is_letter(at(end)) && !is_alnum(at(end + 1)) && !is_beyond_ascii(at(end + 1))) ++end;
    if (is_alnum(at(end)) || is_beyond_ascii(at(end))) return std::nullopt;
    return make(EntityKind::Address, i, end, std::string(text_.substr(i, end - i)));
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
  std::vector<Entity> found_;
};

}  // namespace

std::vector<Entity> find_entities(std::string_view text) {
  return Finder(text).find();
}

}  // namespace smsdesk::sms
