#include "core/template/field_name.h"

#include <algorithm>

#include "core/template/fold.h"

namespace smsdesk {
namespace {

bool can_be_written(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7F && c != '{' && c != '}' && c != '|';
}

/// On one line, with one space where there are several and none around.
std::string written(std::string_view name) {
  std::string words;
  for (const char c : name) {
    if (can_be_written(c) && c != ' ')
      words += c;
    else if (!words.empty() && words.back() != ' ')
      words += ' ';
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

}  // namespace

std::optional<std::string_view> placeholder_field(std::string_view placeholder) {
  if (!placeholder.starts_with(kFieldPrefix)) return std::nullopt;
  const std::string_view name = placeholder.substr(kFieldPrefix.size());
  const bool is_name = name.size() <= kFieldNameBytesMax && std::all_of(name.begin(), name.end(), can_be_written) &&
                       name.find_first_not_of(' ') != std::string_view::npos;
  return is_name ? std::optional(name) : std::nullopt;
}

std::string field_placeholder(std::string_view name) {
  const std::string words = written(name);
  return words.empty() ? words : std::string(kFieldPrefix) + words;
}

std::string field_key(std::string_view name) {
  return folded(written(name));
}

}  // namespace smsdesk
