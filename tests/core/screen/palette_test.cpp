// The palette: what is found by which letters, what stands first, and what taking it does. And the actions it is made from.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/template/fold.h"
#include "tests/core/client/tab.h"
#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

using screen::PaletteLine;

screen::Palette opened(AtWork& at, const std::string& words = {}) {
  at.tab.raise(intent::DoPalette{PaletteStep::Open});
  if (!words.empty()) at.tab.raise(intent::DoPalette{PaletteStep::Filter, words});
  return a_desk(at.tab.s, at.tab.now).palette;
}
std::string first(const screen::Palette& palette) {
  return palette.lines.empty() ? std::string() : palette.lines.front().name;
}
const PaletteLine* find_line(const screen::Palette& palette, const std::string& name) {
  for (const PaletteLine& line : palette.lines)
    if (line.name == name) return &line;
  return nullptr;
}

TEST(PaletteFit, PrefersTheBeginningThenWordsThenPartsThenLetters) {
  const auto fit = [](const char* words, const char* text) { return screen::fit_of(folded_words(words), text, true); };
  EXPECT_GT(fit("end", "end conversation"), fit("conv", "end conversation"));
  EXPECT_GT(fit("conv", "end conversation"), fit("vers", "end conversation"));
  EXPECT_GT(fit("vers", "end conversation"), fit("ec", "end conversation"));
  EXPECT_GT(fit("encon", "end conversation"), 0);
  EXPECT_EQ(fit("nc", "end conversation"), 0) << "no word begins with n";
  EXPECT_EQ(fit("end xyz", "end conversation"), 0) << "all words must be found";
  EXPECT_GT(fit("ETAGE", "étage zwei") + fit("etage", "etage zwei"), 0);
}

TEST(Palette, FindsConversationsByNumberHoweverItIsWritten) {
  AtWork at;
  for (const char* words : {"+1 415", "4155550199", "(415) 555-0199", "0199", "hi"}) {
    const screen::Palette palette = opened(at, words);
    const PaletteLine* line = find_line(palette, "+1 415 555 0199");
    ASSERT_NE(line, nullptr) << words;
    ASSERT_EQ(line->steps.size(), 1u);
    EXPECT_EQ(line->steps[0].as<intent::Select>()->conversation, at.id);
  }
}

TEST(Palette, FindsActionsAndShowsTheChordThatTheyHaveNow) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  EXPECT_EQ(first(opened(at, "park")), "Park conversation");
  EXPECT_EQ(find_line(opened(at, "park"), "Park conversation")->shortcut, "Alt+P");
  at.tab.raise(intent::DoShortcut{ShortcutStep::Record, Action::Park});
  at.tab.raise(intent::DoShortcut{ShortcutStep::Press, Action::Park, *decode_chord("Alt+K")});
  EXPECT_EQ(find_line(opened(at, "park"), "Park conversation")->shortcut, "Alt+K");
  EXPECT_EQ(first(opened(at, "dark")), "Theme: dark");
}

TEST(Palette, ShowsWhatWasTakenLatelyFirstAndRemembersItForThisAgentOnly) {
  AtWork at;
  EXPECT_EQ(opened(at).lines.front().section, "Conversations");
  at.tab.raise(intent::DoPalette{PaletteStep::Take, "a:sign_out"});
  EXPECT_FALSE(at.tab.s.palette.is_open);
  const std::string stored = at.tab.written("settings").at("palette_recent");
  const screen::Palette palette = opened(at);
  EXPECT_EQ(first(palette), "Sign out");
  EXPECT_EQ(palette.lines.front().section, "Recent");
  EXPECT_EQ(decode_recent(stored, at.tab.s.scope), (std::vector<std::string>{"a:sign_out"}));
  EXPECT_TRUE(decode_recent(stored, "e1:999").empty());
}

TEST(Palette, SaysThatNothingFitsAndOffersTheSearch) {
  AtWork at;
  const screen::Palette palette = opened(at, "xyzzy");
  EXPECT_EQ(palette.empty_text, "Nothing here is called “xyzzy”.");
  ASSERT_EQ(palette.lines.size(), 1u);
  EXPECT_EQ(palette.lines[0].name, "Search closed conversations for “xyzzy”");
  EXPECT_EQ(palette.lines[0].steps.at(1).as<intent::EditFind>()->words, "xyzzy");
}

TEST(Palette, GoesRoundAtItsEnds) {
  AtWork at;
  const int count = static_cast<int>(opened(at).lines.size());
  at.tab.raise(intent::DoPalette{PaletteStep::Previous});
  EXPECT_EQ(a_desk(at.tab.s, at.tab.now).palette.chosen, count - 1);
  at.tab.raise(intent::DoPalette{PaletteStep::Next});
  EXPECT_EQ(a_desk(at.tab.s, at.tab.now).palette.chosen, 0);
}

TEST(Palette, IsBoundedWhateverIsTyped) {
  AtWork at;
  at.tab.raise(intent::DoPalette{PaletteStep::Open});
  at.tab.raise(intent::DoPalette{PaletteStep::Filter, std::string(10'000, 'e')});
  EXPECT_LE(at.tab.s.palette.words.size(), kPaletteWordsBytesMax);
  at.tab.raise(intent::DoPalette{PaletteStep::Filter, "e"});
  EXPECT_LE(a_desk(at.tab.s, at.tab.now).palette.lines.size(), kPaletteListedMax + 1);
}

/// Nothing that can be done is out of reach: each available action stands in the palette, under its own name.
TEST(Actions, AreAllInThePalette) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  at.tab.raise(intent::EditDraft{at.id, "hello"});
  const screen::Desk desk = a_desk(at.tab.s, at.tab.now);
  std::set<Action> available;
  for (const screen::AvailableAction& one : desk.actions) {
    EXPECT_TRUE(available.insert(one.action).second) << facts_of(one.action).name;
    EXPECT_FALSE(one.steps.empty());
    EXPECT_EQ(one.chord, at.tab.s.settings.shortcuts.of(one.action));
    if (one.action == Action::OpenPalette) continue;
    const std::string name(facts_of(one.action).name);
    EXPECT_NE(find_line(opened(at, name), name), nullptr) << name;
  }
  for (const Action needed : {Action::Transfer, Action::Park, Action::End, Action::PickEmoji, Action::ShowNotes,
                              Action::SearchInConversation, Action::InsertTemplate, Action::SaveAsTemplate})
    EXPECT_EQ(available.count(needed), 1u) << facts_of(needed).name;
  EXPECT_EQ(available.count(Action::AnswerOffer), 0u) << "there is none";
}

TEST(Settings, ListEveryActionOnceWithItsKeys) {
  AtWork at;
  at.tab.raise(intent::OpenSettings{true, true});
  screen::Settings settings = a_desk(at.tab.s, at.tab.now).settings;
  EXPECT_EQ(settings.keyboard.lines.size(), kActionsCount);
  EXPECT_FALSE(settings.keyboard.can_reset);
  at.tab.raise(intent::DoShortcut{ShortcutStep::Remove, Action::Park});
  settings = a_desk(at.tab.s, at.tab.now).settings;
  const auto park = std::find_if(settings.keyboard.lines.begin(), settings.keyboard.lines.end(),
                                 [](const auto& line) { return line.action == Action::Park; });
  EXPECT_EQ(park->keys, "None");
  EXPECT_FALSE(park->can_remove);
  EXPECT_TRUE(settings.keyboard.can_reset);
}

TEST(DoNotDisturb, IsSeenInTheRailAndKeepsTheTitleStill) {
  AtWork at;
  at.tab.raise(intent::SetDoNotDisturb{hours(1)});
  const screen::Screen quiet = screen::make_screen(at.tab.s, at.tab.now);
  EXPECT_TRUE(quiet.desk.rail.is_quiet);
  EXPECT_EQ(quiet.desk.rail.quiet_left, "1 h");
  at.tab.raise(intent::SetDoNotDisturb{0});
  EXPECT_FALSE(a_desk(at.tab.s, at.tab.now).rail.is_quiet);
}

}  // namespace
}  // namespace smsdesk::test
