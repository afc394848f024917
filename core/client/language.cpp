#include "core/client/language.h"

#include <array>

#include "core/base/ascii.h"
#include "core/client/turn.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

struct Named {
  std::string_view tag, name;
};
constexpr std::array<Named, kLanguagesCount> kLanguages = {{{"", ""},
                                                            {"en", "English"},
                                                            {"de", "Deutsch"},
                                                            {"es", "Español"},
                                                            {"fr", "Français"},
                                                            {"ja", "日本語"},
                                                            {"ar", "العربية"}}};

// What the page's own part says (web/platform/browser/*.js, the page without scripts), which no tr() stands around; a test
// compares the two.
[[maybe_unused]] constexpr const char* kOfBrowser[] = {
    mark("The frame is too long."),
    mark("The frame is not text."),
    mark("The file could not be read. Choose it again."),
    mark("The file is larger than 25 MB."),
    mark("The browser does not have the file any more. Choose it again."),
    mark("The picture could not be read. Choose another one."),
    mark("This computer has no room left for drafts and waiting messages: free some disk space. Until then they are "
         "kept "
         "only while this page stays open."),
    mark("Another tab holds an older version of the local store: close the other tabs of this page and reload."),
    mark("The local store was made by a newer version of this page: reload to get that version."),
    mark(
        "This browser does not let the page keep data on this computer (a private window or blocked site data). Drafts "
        "and waiting messages are kept only while this page stays open."),
    mark("The browser could not keep data on this computer ({cause}). Drafts and waiting messages are kept only while "
         "this "
         "page stays open."),
    mark("smsdesk needs JavaScript"),
    mark("Switch JavaScript on for this site in your browser's settings, then reload the page."),
};

void use(LanguageState& language, std::string tag, std::shared_ptr<const words::Catalogue> catalogue) {
  language.phase = LanguageState::Phase::InUse;
  language.in_use = std::move(tag);
  language.catalogue = std::move(catalogue);
  ++language.revision;
}

void ask(Turn& turn) {
  LanguageState& language = turn.s.language;
  language.phase = LanguageState::Phase::Loading;
  turn.emit(effect::HttpRequest{kLanguageTag + language.wanted, "GET", "asset:words." + language.wanted, ""});
}

}  // namespace

std::string_view language_tag(Language language) {
  return kLanguages[static_cast<std::size_t>(language)].tag;
}
std::string_view own_name_of(Language language) {
  return kLanguages[static_cast<std::size_t>(language)].name;
}

std::string_view wanted_language(Language chosen, const std::vector<std::string>& of_browser) {
  if (chosen != Language::System) return language_tag(chosen);
  for (const std::string& one : of_browser) {
    const std::string primary = ascii_lowered(one.substr(0, one.find('-')));
    for (const Named& known : kLanguages)
      if (!known.tag.empty() && known.tag == primary) return known.tag;
  }
  return language_tag(Language::English);
}

void tend_language(Turn& turn) {
  LanguageState& language = turn.s.language;
  if (!turn.s.are_settings_loaded) return;  // what was chosen last stands there
  const std::string_view wanted = wanted_language(turn.s.settings.language, language.of_browser);
  if (wanted == language.wanted) return;
  language.wanted = std::string(wanted);
  turn.is_unseen = false;
  if (language.wanted == language.in_use)
    language.phase = LanguageState::Phase::InUse;
  else if (language.wanted == language_tag(Language::English))
    use(language, language.wanted, nullptr);
  else
    ask(turn);
}

void on_language_http(Turn& turn, const event::HttpAnswered& answer) {
  LanguageState& language = turn.s.language;
  const bool is_wanted = answer.tag == kLanguageTag + language.wanted;
  if (!is_wanted || language.phase != LanguageState::Phase::Loading) return;
  auto catalogue = std::make_shared<words::Catalogue>();
  if (answer.status == 200 && catalogue->read(answer.body) && catalogue->language() == language.wanted)
    return use(language, language.wanted, std::move(catalogue));
  language.phase = answer.status == kNoSuchFile ? LanguageState::Phase::PageIsOld : LanguageState::Phase::Failed;
}

void ask_for_language_again(Turn& turn) {
  const LanguageState::Phase phase = turn.s.language.phase;
  if (phase == LanguageState::Phase::Failed || phase == LanguageState::Phase::PageIsOld) ask(turn);
}
void on_personal_intent(Turn& turn, const intent::LoadLanguage&) {
  ask_for_language_again(turn);
}

}  // namespace smsdesk
