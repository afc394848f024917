// The language of the interface: chosen or the browser's, loaded when it is wanted, and English where it does not come.
#include "core/client/language.h"

#include <gtest/gtest.h>

#include "core/words/words.h"
#include "tests/core/client/tab.h"
#include "tests/support/catalogue.h"

namespace smsdesk::test {
namespace {

std::string catalogue(const std::string& language) {
  return catalogue_file("Do not disturb is off.\tAus (" + language + ").\n", language);
}

std::vector<std::string> asked(const Tab& tab) {
  std::vector<std::string> paths;
  for (const effect::HttpRequest& request : tab.all<effect::HttpRequest>())
    if (request.path.find("words.") != std::string::npos) paths.push_back(request.path);
  return paths;
}
void answer(Tab& tab, const std::string& language, int status = 200) {
  tab.give(event::HttpAnswered{"language." + language, status, status == 200 ? catalogue(language) : "<html>"});
}
std::string spoken(Tab& tab) {
  tab.raise(intent::SetDoNotDisturb{0});
  const auto said = tab.all<effect::Announce>();
  return said.empty() ? std::string() : said.back().sentence;
}
using Paths = std::vector<std::string>;

TEST(Language, IsTheFirstOfTheBrowsersThatThereIs) {
  EXPECT_EQ(wanted_language(Language::System, {}), "en");
  EXPECT_EQ(wanted_language(Language::System, {"pt-BR", "DE-ch", "fr"}), "de");
  EXPECT_EQ(wanted_language(Language::System, {"en-GB", "de"}), "en");
  EXPECT_EQ(wanted_language(Language::System, {"pt", "zh-Hans"}), "en");
  EXPECT_EQ(wanted_language(Language::System, {"", "-", "dex", "ja"}), "ja");
  EXPECT_EQ(wanted_language(Language::Arabic, {"de"}), "ar");
}

TEST(Language, EachHasATagAndItsOwnName) {
  for (std::size_t i = 1; i < kLanguagesCount; ++i) {
    EXPECT_EQ(language_tag(static_cast<Language>(i)).size(), 2u);
    EXPECT_FALSE(own_name_of(static_cast<Language>(i)).empty());
  }
  EXPECT_EQ(language_tag(Language::System), "");
}

TEST(Language, IsAskedForWhenItIsKnownWhatWasChosen) {
  Tab tab;
  tab.give(event::Started{false, {"de-DE", "en"}});
  EXPECT_EQ(asked(tab), Paths{}) << "the settings may say another one";
  tab.give(event::StorageLoaded{"settings", {{"language", "fr"}}});
  EXPECT_EQ(asked(tab), Paths{"asset:words.fr"});
  EXPECT_EQ(tab.s.language.in_use, "en") << "until it is there";
  answer(tab, "fr");
  EXPECT_EQ(tab.s.language.in_use, "fr");
  tab.tick(seconds(1));
  EXPECT_EQ(asked(tab), Paths{});
}

TEST(Language, OfTheBrowserNeedsNoChoice) {
  Tab tab;
  tab.give(event::Started{false, {"de-DE", "en"}});
  tab.give(event::StorageLoaded{"settings", {}});
  EXPECT_EQ(asked(tab), Paths{"asset:words.de"});
}

TEST(Language, EnglishIsInTheProgram) {
  AtWork at;
  EXPECT_EQ(at.tab.s.language.in_use, "en");
  at.tab.raise(intent::SetLanguage{Language::English});
  EXPECT_EQ(asked(at.tab), Paths{});
  EXPECT_EQ(spoken(at.tab), "Do not disturb is off.");
}

TEST(Language, ThatIsChosenSpeaksAndIsKept) {
  AtWork at;
  at.tab.raise(intent::SetLanguage{Language::German});
  EXPECT_EQ(at.tab.written("settings").at("language"), "de");
  ASSERT_EQ(at.tab.sent_kind<PreferencesRequest>().size(), 1u);
  EXPECT_EQ(at.tab.sent_kind<PreferencesRequest>()[0].preferences, (std::vector<Preference>{{"language", "de"}}));
  EXPECT_EQ(spoken(at.tab), "Do not disturb is off.");
  const std::uint32_t before = at.tab.s.language.revision;
  answer(at.tab, "de");
  EXPECT_GT(at.tab.s.language.revision, before);
  EXPECT_EQ(spoken(at.tab), "Aus (de).");
  at.tab.raise(intent::SetLanguage{Language::English});
  EXPECT_EQ(at.tab.s.language.in_use, "en");
  EXPECT_EQ(spoken(at.tab), "Do not disturb is off.");
}

TEST(Language, OfAnotherPageIsFollowed) {
  AtWork at;
  at.tab.frame(PreferencesFrame{{"other"}, {{"language", "ar"}}});
  EXPECT_EQ(asked(at.tab), Paths{"asset:words.ar"});
  answer(at.tab, "ar");
  ASSERT_NE(at.tab.s.language.catalogue, nullptr);
  EXPECT_TRUE(at.tab.s.language.catalogue->is_right_to_left());
}

TEST(Language, ThatDoesNotComeIsSaidAndCanBeTriedAgain) {
  AtWork at;
  at.tab.raise(intent::SetLanguage{Language::German});
  answer(at.tab, "de", 503);
  EXPECT_EQ(at.tab.s.language.phase, LanguageState::Phase::Failed);
  EXPECT_EQ(at.tab.s.language.in_use, "en");
  at.tab.tick(seconds(1));
  EXPECT_EQ(asked(at.tab), Paths{}) << "not by itself";
  at.tab.raise(intent::LoadLanguage{});
  EXPECT_EQ(asked(at.tab), Paths{"asset:words.de"});
  at.tab.give(event::HttpAnswered{"language.de", 200, catalogue("fr")});
  EXPECT_EQ(at.tab.s.language.phase, LanguageState::Phase::Failed) << "it is another one's";
  at.tab.raise(intent::LoadLanguage{});
  answer(at.tab, "de");
  EXPECT_EQ(at.tab.s.language.phase, LanguageState::Phase::InUse);
  EXPECT_EQ(at.tab.s.language.in_use, "de");
}

// The relay has got another version since the page was loaded, with other names for its files.
TEST(Language, ThatTheRelayDoesNotHaveAnyMoreNeedsTheNewPage) {
  AtWork at;
  at.tab.raise(intent::SetLanguage{Language::German});
  answer(at.tab, "de", 404);
  EXPECT_EQ(at.tab.s.language.phase, LanguageState::Phase::PageIsOld);
  EXPECT_EQ(at.tab.s.language.in_use, "en");
  EXPECT_FALSE(at.tab.did<effect::ReloadPage>()) << "not by itself";
  at.tab.raise(intent::LoadLanguage{});
  EXPECT_EQ(asked(at.tab), Paths{"asset:words.de"}) << "perhaps the relay went back";
  answer(at.tab, "de", 404);
  at.tab.raise(intent::SetLanguage{Language::English});
  EXPECT_EQ(at.tab.s.language.phase, LanguageState::Phase::InUse);
  at.tab.raise(intent::ReloadPage{});
  EXPECT_TRUE(at.tab.did<effect::ReloadPage>());
}

TEST(Language, ThatIsWantedNoMoreIsNotTaken) {
  AtWork at;
  at.tab.raise(intent::SetLanguage{Language::German});
  at.tab.raise(intent::SetLanguage{Language::French});
  EXPECT_EQ(asked(at.tab), Paths{"asset:words.fr"});
  answer(at.tab, "de");
  EXPECT_EQ(at.tab.s.language.in_use, "en");
  answer(at.tab, "fr");
  EXPECT_EQ(at.tab.s.language.in_use, "fr");
  at.tab.raise(intent::SetLanguage{Language::German});
  at.tab.raise(intent::SetLanguage{Language::French});
  EXPECT_EQ(at.tab.s.language.phase, LanguageState::Phase::InUse) << "it never went";
}

TEST(Language, StaysWhenSomebodySignsOut) {
  AtWork at;
  at.tab.raise(intent::SetLanguage{Language::German});
  answer(at.tab, "de");
  at.tab.give(event::OtherTabSaid{"signed_out"});
  EXPECT_EQ(at.tab.s.session, SessionPhase::SignedOut);
  EXPECT_EQ(at.tab.s.language.in_use, "de");
}

TEST(Language, OfTheRelaysSentencesIsTheReaders) {
  AtWork at;
  at.tab.raise(intent::SetLanguage{Language::German});
  at.tab.give(
      event::HttpAnswered{"language.de", 200,
                          catalogue_file("{agent} has no room for it ({used} of {capacity}).\tBei {agent} ist kein "
                                         "Platz ({used} von {capacity}).\n")});
  const words::Use use(at.tab.s.language.catalogue.get());
  EXPECT_EQ(translated("Ben Okafor has no room for it (3 of 3)."), "Bei Ben Okafor ist kein Platz (3 von 3).");
}

}  // namespace
}  // namespace smsdesk::test
