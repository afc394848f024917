// The kinds of ASCII characters, for those who look for numbers, links and addresses in a text. A byte of a character beyond
// ASCII is none of them. Pure.
#pragma once

namespace smsdesk::sms {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z');
}
constexpr bool is_alnum(char c) {
  return is_digit(c) || is_letter(c);
}
constexpr bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace smsdesk::sms
