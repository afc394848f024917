// The languages that texts are written in, by their short names (BCP 47 primary tags). Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace smsdesk {

/// Two or three lower-case letters.
bool is_language_tag(std::string_view tag);

struct LanguageName {
  std::string_view tag;
  std::string_view name;      ///< "Spanish"
  std::string_view own_name;  ///< "Español"
};
/// Those that are offered to choose from; others may be written.
std::span<const LanguageName> languages();
/// "Spanish"; the tag where the language is not in the list; "no language" of the empty tag.
std::string language_name(std::string_view tag);

}  // namespace smsdesk
