#include "core/sms/text_cleanup.h"

#include "core/base/utf8.h"

namespace smsdesk::sms {
namespace {

bool is_left_out(char32_t character) {
  if (character == U'\t' || character == U'\n' || character == U'\r') return false;
  return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

}  // namespace

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
