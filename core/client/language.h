// The language in which the interface speaks: chosen by the agent, or the first of the browser's that there is a catalogue for.
//
// English is in the program. Another language's texts are a file that is loaded when it is wanted (core/words/catalogue.h);
// until it is there, and where it does not come, the interface stays as it was and the settings say so. A page that is open
// while the relay gets another version asks for a file that is not there any more: it must be loaded anew.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/client/personal.h"
#include "core/words/catalogue.h"

namespace smsdesk {

inline constexpr std::size_t kLanguagesCount = 7;

/// "de", the name of its catalogue; empty of System.
std::string_view language_tag(Language language);
/// In the language itself: "Deutsch"; empty of System.
std::string_view own_name_of(Language language);

struct LanguageState {
  std::vector<std::string> of_browser;  ///< BCP 47, the one that is liked best first
  enum class Phase : std::uint8_t { InUse, Loading, Failed, PageIsOld } phase = Phase::InUse;
  std::string wanted = "en";  ///< what phase is about
  std::string in_use = "en";
  std::shared_ptr<const words::Catalogue> catalogue;  ///< null: English
  std::uint32_t revision = 0;                         ///< rises with every other language in use
};

/// Of those that there are: the chosen one, else the first that the browser asks for, else English.
std::string_view wanted_language(Language chosen, const std::vector<std::string>& of_browser);

}  // namespace smsdesk
