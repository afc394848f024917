#include "core/sms/plain_digits.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/sms/ascii_kinds.h"
#include "core/sms/letters.h"

namespace smsdesk::sms {
namespace {

bool opens(char32_t c) {
  return c == U'(' || c == 0xFF08;
}
bool closes(char32_t c) {
  return c == U')' || c == 0xFF09;
}
/// Hyphens, dashes and the sign of minus, and the Japanese one of a long vowel, which is typed for them.
bool is_dash(char32_t c) {
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30FC || c == 0xFF0D;
}

/// What a character beyond ASCII is as a part of a number; 0: none.
char plain_of(char32_t before, char32_t c, char32_t behind) {
  if (const int digit = digit_value(c); digit >= 0) return static_cast<char>('0' + digit);
  const bool is_behind_digit = digit_value(before) >= 0, is_before_digit = digit_value(behind) >= 0;
  if (c == 0xFF0B || opens(c)) return is_before_digit ? (opens(c) ? '(' : '+') : '\0';
  if (closes(c)) return is_behind_digit ? ')' : '\0';
  if (c == 0xFF05 || c == 0x66A) return is_behind_digit ? '%' : '\0';
  const bool is_inside = (is_behind_digit || closes(before)) && (is_before_digit || opens(behind));
  if (!is_inside) return '\0';
  if (is_dash(c)) return '-';
  if (c == 0x3000) return ' ';
  if (c == 0xFF0E || c == 0x66B) return '.';
  if (c == 0xFF0C || c == 0x66C) return ',';
  if (c == 0xFF1A) return ':';
  return c == 0xFF0F ? '/' : '\0';
}

}  // namespace

PlainDigits::PlainDigits(std::string_view written) : written_(written) {
  if (std::none_of(written.begin(), written.end(), is_beyond_ascii)) return;
  bool is_changed = false;
  char32_t before = 0;
  for (std::size_t at = 0; at < written.size();) {
    const std::size_t begin = at;
    const char32_t c = utf8::next(written, at);
    std::size_t next = at;
    const char32_t behind = c < 0x80 || at == written.size() ? 0 : utf8::next(written, next);
    const char plain = c < 0x80 ? '\0' : plain_of(before, c, behind);
    before = c;
    if (plain != '\0') {
      is_changed = true;
      plain_ += plain;
      places_.push_back(static_cast<std::uint32_t>(begin));
      continue;
    }
    plain_ += written.substr(begin, at - begin);
    for (std::size_t i = begin; i < at; ++i) places_.push_back(static_cast<std::uint32_t>(i));
  }
  places_.push_back(static_cast<std::uint32_t>(written.size()));
  if (is_changed) return;
  plain_.clear();
  places_.clear();
}

std::size_t PlainDigits::plain_at(std::size_t written) const {
  if (places_.empty()) return written;
  return static_cast<std::size_t>(std::lower_bound(places_.begin(), places_.end(), written) - places_.begin());
}

}  // namespace smsdesk::sms
