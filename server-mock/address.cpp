#include "server-mock/address.h"

#include <algorithm>
#include <array>

namespace smsdesk::mock {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Trimmed and in upper case; only ASCII is folded, as all keywords are ASCII.
std::string fold(std::string_view body) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!body.empty() && is_space(body.front())) body.remove_prefix(1);
  while (!body.empty() && is_space(body.back())) body.remove_suffix(1);
  std::string folded(body.substr(0, 32));
  for (char& c : folded) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return body.size() > 32 ? std::string() : folded;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 8> kStopWords{"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL",
                                                     "END",  "QUIT",    "REVOKE",      "OPTOUT"};
constexpr std::array<std::string_view, 2> kStartWords{"START", "UNSTOP"};
constexpr std::array<std::string_view, 2> kHelpWords{"HELP", "INFO"};

}  // namespace

std::optional<std::string> normalise_number(std::string_view text) {
  std::string digits;
  bool has_plus = false;
  for (const char c : text) {
    if (is_digit(c)) {
      digits += c;
    } else if (c == '+' && digits.empty() && !has_plus) {
      has_plus = true;
    } else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')') {
      return std::nullopt;
    }
  }
  if (!has_plus) {
    if (digits.size() == 10) {
      digits.insert(digits.begin(), '1');
    } else if (digits.size() != 11 || digits[0] != '1') {
      return std::nullopt;
    }
  }
  if (digits.size() < 7 || digits.size() > 15 || digits[0] == '0') return std::nullopt;
  // The North American plan: eleven digits, and neither area code nor exchange starts with 0 or 1.
  if (digits[0] == '1' && (digits.size() != 11 || digits[1] < '2' || digits[4] < '2')) {
    return std::nullopt;
  }
  std::string number = "+";
  number += digits;
  return number;
}

bool is_short_code(std::string_view text) {
  return text.size() >= 3 && text.size() <= 8 && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_sender_name(std::string_view text) {
  return !text.empty() && text.size() <= 11 && std::any_of(text.begin(), text.end(), is_letter) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == ' ' || c == '-' || c == '_' || c == '&' || c == '+';
         });
}

bool is_callback_url(std::string_view text) {
  for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
    if (text.size() <= scheme.size() || text.substr(0, scheme.size()) != scheme) continue;
    const std::string_view rest = text.substr(scheme.size());
    const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
    return !host.empty() && host.find('_') == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) {
             return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7f;
           });
  }
  return false;
}

Keyword find_keyword(std::string_view body) {
  const std::string word = fold(body);
  if (is_one_of(word, kStopWords)) return Keyword::Stop;
  if (is_one_of(word, kStartWords)) return Keyword::Start;
  if (is_one_of(word, kHelpWords)) return Keyword::Help;
  return Keyword::None;
}

bool is_yes(std::string_view body) {
  return fold(body) == "YES";
}

}  // namespace smsdesk::mock
