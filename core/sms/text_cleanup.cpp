#include "core/sms/text_cleanup.h"

#include "core/base/utf8.h"

namespace smsdesk::sms {
namespace {

bool is_left_out(char32_t character) {
  if (character == U'\t' || character == U'\n' || character == U'\r') return false;
  return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

constexpr char32_t kFirstStrongIsolate = 0x2068, kPopIsolate = 0x2069;

bool is_direction_control(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void append_isolated(std::string& to, std::string_view line) {
  utf8::append(to, kFirstStrongIsolate);
  unsigned open = 0;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = utf8::next(line, at);
    if (c == kPopIsolate && open == 0) continue;  // it would close ours
    if (c >= 0x2066 && c <= 0x2068) ++open;
    if (c == kPopIsolate) --open;
    utf8::append(to, c);
  }
  for (; open > 0; --open) utf8::append(to, kPopIsolate);
  utf8::append(to, kPopIsolate);
}

bool has_direction_control(std::string_view text) {
  // All of them begin with these two bytes or those; most texts have neither.
  if (text.find("\xE2\x80") == std::string_view::npos && text.find("\xE2\x81") == std::string_view::npos) return false;
  for (std::size_t at = 0; at < text.size();) {
    if (is_direction_control(utf8::next(text, at))) return true;
  }
  return false;
}

}  // namespace

std::string isolated(std::string_view text) {
  if (!has_direction_control(text)) return std::string(text);
  std::string shown;
  for (std::size_t at = 0; at <= text.size();) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    if (has_direction_control(line))
      append_isolated(shown, line);
    else
      shown += line;
    at += line.size() + 1;
    if (at <= text.size()) shown += '\n';
  }
  return shown;
}

std::string cleaned_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    char32_t character = utf8::next(text, at);
    if (character == 0) character = utf8::kReplacement;
    if (!is_left_out(character)) utf8::append(clean, character);
  }
  return clean;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace smsdesk::sms
