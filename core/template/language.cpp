#include "core/template/language.h"

#include <algorithm>
#include <array>

namespace smsdesk {
namespace {

constexpr std::array<LanguageName, 20> kLanguages{{
    {"en", "English", "English"},  {"es", "Spanish", "Español"},       {"de", "German", "Deutsch"},
    {"fr", "French", "Français"},  {"pt", "Portuguese", "Português"},  {"it", "Italian", "Italiano"},
    {"nl", "Dutch", "Nederlands"}, {"pl", "Polish", "Polski"},         {"tr", "Turkish", "Türkçe"},
    {"sv", "Swedish", "Svenska"},  {"ru", "Russian", "Русский"},       {"uk", "Ukrainian", "Українська"},
    {"el", "Greek", "Ελληνικά"},   {"ar", "Arabic", "العربية"},        {"he", "Hebrew", "עברית"},
    {"hi", "Hindi", "हिन्दी"},      {"ja", "Japanese", "日本語"},       {"ko", "Korean", "한국어"},
    {"zh", "Chinese", "中文"},     {"vi", "Vietnamese", "Tiếng Việt"},
}};

}  // namespace

bool is_language_tag(std::string_view tag) {
  return (tag.size() == 2 || tag.size() == 3) &&
         std::all_of(tag.begin(), tag.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::span<const LanguageName> languages() {
  return kLanguages;
}

std::string language_name(std::string_view tag) {
  if (tag.empty()) return "no language";
  const auto at =
      std::find_if(kLanguages.begin(), kLanguages.end(), [&](const LanguageName& l) { return l.tag == tag; });
  return std::string(at == kLanguages.end() ? tag : at->name);
}

}  // namespace smsdesk
