#include "core/sms/number_entities.h"

#include <algorithm>
#include <vector>

#include "core/base/utf8.h"
#include "core/sms/ascii_kinds.h"
#include "core/sms/letters.h"

namespace smsdesk::sms {
namespace {

// What Chinese, Japanese and Korean count and measure with: behind a number without a space.
constexpr std::u32string_view kCounters =
    U"円圓元人名個个件回枚本台年月日時时分秒歳才度倍万萬億亿千百点點週周階号號番원개년월일명시분";

bool is_currency(char32_t c) {
  return c == U'$' || (c >= 0xA2 && c <= 0xA5) || c == 0x60B || c == 0xE3F || (c >= 0x20A0 && c <= 0x20CF) ||
         c == 0xFDFC || c == 0xFF04 || (c >= 0xFFE0 && c <= 0xFFE6);
}

class NumberReader {
 public:
  explicit NumberReader(std::string_view text) : text_(text) {}

  std::optional<FoundNumber> phone(std::size_t i) const {
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
    if (is_number_cut_at(text_, end)) return std::nullopt;
    if (is_international) {
      if (value[1] == '0') return std::nullopt;
    } else if (is_amount_at(text_, end)) {
      return std::nullopt;
    } else if (groups.size() == 1) {
      if (digits < 10) return std::nullopt;  // a code, an order's number
    } else {
      const bool is_date = groups.size() == 3 && ((groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2) ||
                                                  (groups[0] <= 2 && groups[1] <= 2 && groups[2] <= 4));
      const bool are_years = groups.size() == 2 && groups[0] == 4 && groups[1] == 4 && is_year(value) &&
                             is_year(std::string_view(value).substr(4));
      const bool is_amount = groups.size() == 2 && (groups[1] <= 2 || at(i + groups[0]) == '.');
      const bool is_sure = has_sign || text_[i] == '0' || digits >= 10;
      if (is_date || are_years || is_amount || groups[0] > 5 || !is_sure) return std::nullopt;
    }
    return FoundNumber{end, std::move(value)};
  }

  std::optional<FoundNumber> code(std::size_t i) const {
    std::size_t end = i, digits = 0, letters = 0;
    while (is_digit(at(end)) || is_upper(at(end))) {
      (is_digit(at(end)) ? digits : letters) += 1;
      ++end;
    }
    if (digits == 0 && letters >= 1 && letters <= 4 && at(end) == '-' && is_digit(at(end + 1))) {
      const std::size_t hyphen = end++;
      while (is_digit(at(end))) ++end;
      digits = end - hyphen - 1;
      if (digits < 4 || digits > 12 || is_number_cut_at(text_, end) || at(end) == '-') return std::nullopt;
    } else if (letters == 0) {
      const bool is_a_year = digits == 4 && is_year(text_.substr(i, 4));
      if (digits < 4 || digits > 40 || is_a_year || is_number_cut_at(text_, end)) return std::nullopt;
      // Money, or what something else is counted in.
      if (is_amount_at(text_, end) || is_counter_at(end)) return std::nullopt;
    } else {
      if (digits < 2 || letters < 2 || digits + letters < 6 || digits + letters > 24 || is_number_cut_at(text_, end))
        return std::nullopt;
    }
    return FoundNumber{end, std::string(text_.substr(i, end - i))};
  }

 private:
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  static bool is_year(std::string_view digits) { return digits.starts_with("19") || digits.starts_with("20"); }
  std::size_t last_digit_end(std::size_t j) const {
    while (j > 0 && !is_digit(text_[j - 1]) && text_[j - 1] != ')') --j;
    return j;
  }
  bool is_counter_at(std::size_t i) const {
    if (i == text_.size()) return false;
    return kCounters.find(utf8::next(text_, i)) != std::u32string_view::npos;
  }

  std::string_view text_;
};

}  // namespace

std::optional<FoundNumber> find_phone_at(std::string_view text, std::size_t begin) {
  return NumberReader(text).phone(begin);
}

std::optional<FoundNumber> find_code_at(std::string_view text, std::size_t begin) {
  return NumberReader(text).code(begin);
}

bool is_number_cut_at(std::string_view text, std::size_t end) {
  if (end >= text.size()) return false;
  const char c = text[end];
  if (is_alnum(c) || c == '_' || c == '%' || c == '@') return true;
  if (is_beyond_ascii(c)) {
    // A letter of another script behind it makes a word with it; a sign, a quotation mark or a script's own comma does not.
    std::size_t next = end;
    const char32_t scalar = utf8::next(text, next);
    if (scalar >= 0x2000 || scalar == 0xA0 || scalar == 0xBB) return false;
    return scalar < 0x500 || is_word_part(scalar) || (scalar >= 0x609 && scalar <= 0x60A);
  }
  const bool has_digit_behind = end + 1 < text.size() && is_digit(text[end + 1]);
  return (c == '.' || c == ',' || c == ':' || c == '/' || c == '-') && has_digit_behind;
}

bool is_amount_at(std::string_view text, std::size_t end) {
  const std::size_t gap = text.substr(end).starts_with(' ') ? 1 : text.substr(end).starts_with("\u00A0") ? 2 : 0;
  end += gap;
  if (end >= text.size() || !is_currency(utf8::next(text, end))) return false;
  // "482913 $5": the sign is of what follows.
  return gap == 0 || end >= text.size() || !is_digit(text[end]);
}

}  // namespace smsdesk::sms
