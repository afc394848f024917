#include "core/template/language.h"
#include "core/words/words.h"

#include <algorithm>
#include <array>

namespace smsdesk {
namespace {

constexpr std::array<LanguageName, 20> kLanguages{{
    {"en", mark("English"), "English"},      {"es", mark("Spanish"), "Español"},
    {"de", mark("German"), "Deutsch"},       {"fr", mark("French"), "Français"},
    {"pt", mark("Portuguese"), "Português"}, {"it", mark("Italian"), "Italiano"},
    {"nl", mark("Dutch"), "Nederlands"},     {"pl", mark("Polish"), "Polski"},
    {"tr", mark("Turkish"), "Türkçe"},       {"sv", mark("Swedish"), "Svenska"},
    {"ru", mark("Russian"), "Русский"},      {"uk", mark("Ukrainian"), "Українська"},
    {"el", mark("Greek"), "Ελληνικά"},       {"ar", mark("Arabic"), "العربية"},
    {"he", mark("Hebrew"), "עברית"},         {"hi", mark("Hindi"), "हिन्दी"},
    {"ja", mark("Japanese"), "日本語"},      {"ko", mark("Korean"), "한국어"},
    {"zh", mark("Chinese"), "中文"},         {"vi", mark("Vietnamese"), "Tiếng Việt"},
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
  if (tag.empty()) return tr("no language");
  const auto at =
      std::find_if(kLanguages.begin(), kLanguages.end(), [&](const LanguageName& l) { return l.tag == tag; });
  return at == kLanguages.end() ? std::string(tag) : translated(at->name);
}

}  // namespace smsdesk
