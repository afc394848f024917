// Chords and which action has which: what agents choose reaches the page, and no two actions share one.
#include <gtest/gtest.h>

#include <set>

#include "core/base/random.h"
#include "core/client/actions.h"
#include "tests/core/client/browser_chords.h"

namespace smsdesk::test {
namespace {

Chord chord(const char* text) {
  const auto read = decode_chord(text);
  EXPECT_TRUE(read) << text;
  return read.value_or(Chord{});
}

TEST(Chord, IsReadAsItIsWritten) {
  for (int key = 1; key < static_cast<int>(KeyCode::Count); ++key) {
    for (std::uint8_t mods = 0; mods < 8; ++mods) {
      const Chord one{static_cast<KeyCode>(key), mods};
      EXPECT_EQ(decode_chord(encode_chord(one)), one) << encode_chord(one);
      EXPECT_FALSE(chord_words(one, true).empty());
    }
  }
  EXPECT_EQ(decode_chord(""), Chord{});
  for (const char* bad : {"Alt+", "alt+T", "Alt+TT", "Shift+Alt+T", "Alt+Ä", "+"})
    EXPECT_FALSE(decode_chord(bad)) << bad;
  EXPECT_EQ(chord_words(chord("Alt+Up"), false), "Alt+↑");
  EXPECT_EQ(chord_words(chord("Ctrl+K"), true), "Cmd+K");
}

// Option types characters there, with every key that prints one.
TEST(Chord, OfAltIsControlAndShiftOnAMacWhereTheKeyPrintsSomething) {
  EXPECT_EQ(chord_words(chord("Alt+A"), true), "Control+Shift+A");
  EXPECT_EQ(chord_words(chord("Alt+Shift+A"), true), "Control+Shift+Cmd+A");
  EXPECT_EQ(chord_words(chord("Alt+Comma"), true), "Control+Shift+,");
  EXPECT_EQ(chord_words(chord("Alt+Up"), true), "Option+↑");
  EXPECT_EQ(chord_words(chord("Alt+End"), true), "Option+End");
  EXPECT_EQ(chord_words(chord("Ctrl+Shift+F"), true), "Shift+Cmd+F");
  EXPECT_EQ(chord_words(chord("Ctrl+Shift+F2"), true), "Shift+Cmd+F2");
  EXPECT_EQ(chord_words(chord("Ctrl+Shift+2"), true), "Control+Shift+2") << "with Cmd it is a picture of the screen";
  EXPECT_EQ(chord_of(KeyCode::D2, kHeldControl | kHeldShift, true), chord("Ctrl+Shift+2"));
  EXPECT_EQ(chord_of(KeyCode::D0, kHeldControl | kHeldShift, true), chord("Alt+0"));
  EXPECT_EQ(chord_words(chord("Ctrl+Alt+Shift+G"), true), "Option+Shift+Cmd+G");
  EXPECT_EQ(chord_of(KeyCode::A, kHeldControl | kHeldShift, true), chord("Alt+A"));
  EXPECT_EQ(chord_of(KeyCode::A, kHeldControl | kHeldShift | kHeldSuper, true), chord("Alt+Shift+A"));
  EXPECT_EQ(chord_of(KeyCode::K, kHeldSuper, true), chord("Ctrl+K"));
  EXPECT_EQ(chord_of(KeyCode::Up, kHeldAlt, true), chord("Alt+Up"));
  EXPECT_EQ(chord_of(KeyCode::L, kHeldAlt, true), chord("L")) << "an @, on a German one";
  EXPECT_EQ(chord_of(KeyCode::A, kHeldAlt | kHeldShift, true), chord("Shift+A"));
  EXPECT_EQ(chord_of(KeyCode::A, kHeldAlt, false), chord("Alt+A"));
}

// What is kept is one chord, so each must be another one on both keyboards, and found again by what is held for it.
TEST(Chord, ThatAnActionMayHaveIsOneOnEveryKeyboard) {
  for (const bool is_mac : {false, true}) {
    for (int i = 1; i < static_cast<int>(KeyCode::Count); ++i) {
      const auto key = static_cast<KeyCode>(i);
      std::set<int> held_by_others;
      for (std::uint8_t mods = 0; mods < 8; ++mods) {
        const Chord one{key, mods};
        if (!trouble_with(one).empty()) continue;
        const std::uint8_t held = held_for(one, is_mac);
        EXPECT_TRUE(held_by_others.insert(held).second) << encode_chord(one);
        EXPECT_EQ(chord_of(key, held, is_mac), one) << encode_chord(one);
        const bool prints = key < KeyCode::F1 || key >= KeyCode::Quote;
        if (is_mac && prints && (held & kHeldSuper) == 0) {  // with Cmd Option types nothing
          EXPECT_EQ(held & kHeldAlt, 0) << encode_chord(one);
        }
      }
    }
  }
}

TEST(Chord, ThatBelongsToTheBrowserOrToWritingIsRefusedWithASentence) {
  for (const char* text : {"Ctrl+T",      "Ctrl+N",       "Ctrl+W",       "Ctrl+Shift+T", "Ctrl+Shift+N",
                           "Ctrl+R",      "Ctrl+F",       "Ctrl+P",       "Ctrl+C",       "Ctrl+V",
                           "Ctrl+Z",      "Ctrl+Shift+I", "F5",           "F11",          "F12",
                           "Alt+F4",      "Alt+D",        "Alt+E",        "Alt+F",        "Alt+Left",
                           "Alt+Right",   "Alt+Home",     "Alt+1",        "Ctrl+1",       "Ctrl+Tab",
                           "Alt+Tab",     "Escape",       "Enter",        "Ctrl+Enter",   "A",
                           "Shift+A",     "Ctrl+Alt+T",   "Ctrl+Left",    "Delete",       "Ctrl+Minus",
                           "Ctrl+PageUp", "Alt+Space",    "Ctrl+Shift+0", "Alt+Shift+T",  "Space",
                           "Ctrl+Equal",  "Shift+1",      "Alt+Shift+4",  "Ctrl+Alt+G",   "Ctrl+Alt+Shift+E",
                           "Alt+F2",      "Ctrl+F8",      "Ctrl+Alt+F2",  "F7",           "Shift+F9",
                           "Alt+F9",      "Ctrl+F7",      "Alt+Shift+F4"})
    EXPECT_FALSE(trouble_with(chord(text)).empty()) << text;
  for (const char* text : {"Ctrl+F12", "Shift+F12", "Alt+F12", "Alt+Shift+F12"})
    EXPECT_FALSE(trouble_with(chord(text)).empty()) << text;
  for (const char* text : {"Ctrl+K", "Alt+T", "Alt+Up", "Alt+Shift+O", "Ctrl+Shift+F", "F2", "Alt+Comma", "Ctrl+Slash",
                           "Shift+F8", "Alt+Shift+F2", "Ctrl+Shift+F2", "Alt+Shift+F7", "Ctrl+Shift+F9", "2", "Alt+0",
                           "Ctrl+Shift+9", "Alt+Shift+7", "Ctrl+Alt+Shift+G", "Ctrl+Shift+F12"})
    EXPECT_EQ(trouble_with(chord(text)), "") << text;
  EXPECT_FALSE(trouble_with(Chord{KeyCode::T, kSystemKey | kAlt}).empty());
}

TEST(Chord, ThatIsRefusedNamesWhatIsFreeOnThatKeyboard) {
  EXPECT_EQ(trouble_with(chord("P")), "That key writes or moves in a text. Hold Alt or Alt+Shift with it.");
  EXPECT_EQ(trouble_with(chord("P"), true),
            "That key writes or moves in a text. Hold Control+Shift or Control+Shift+Cmd with it.");
  EXPECT_EQ(trouble_with(chord("Up"), true),
            "That key writes or moves in a text. Hold Option or Option+Shift with it.");
  EXPECT_EQ(trouble_with(chord("Alt+Left"), true),
            "The browser or the system uses that. Use Control+Shift or Control+Shift+Cmd with another key.");
}

TEST(Shortcuts, NoActionSharesItsOwnFromTheStart) {
  const Shortcuts usual;
  std::set<std::string> ids, chords;
  for (std::size_t i = 0; i < kActionsCount; ++i) {
    const auto action = static_cast<Action>(i);
    const ActionFacts& facts = facts_of(action);
    EXPECT_EQ(Shortcuts::trouble_with(action, facts.chord), "") << facts.name;
    EXPECT_TRUE(ids.insert(std::string(facts.id)).second) << facts.id;
    EXPECT_EQ(find_action(facts.id), action);
    EXPECT_TRUE(facts.chord.is_set()) << facts.name << " has none";
    EXPECT_FALSE(is_character(facts.chord)) << facts.name << " would be done by a letter or a digit (WCAG 2.1.4)";
    EXPECT_TRUE(facts.chord.key < KeyCode::Quote)
        << facts.name << " needs a mark, which many keyboards have with Shift only";
    EXPECT_TRUE(chords.insert(encode_chord(facts.chord)).second) << facts.name;
    EXPECT_EQ(usual.find(facts.chord), action);
  }
  EXPECT_FALSE(find_action("none of them"));
}

TEST(Shortcuts, FromTheStartAreNoBrowsersAndTypeNothing) {
  for (std::size_t i = 0; i < kActionsCount; ++i) {
    const ActionFacts& facts = facts_of(static_cast<Action>(i));
    for (const bool is_mac : {false, true}) {
      const std::string keys = is_mac ? chord_words(facts.chord, true) : encode_chord(facts.chord);
      const OwnedChord* owned = find_owned(keys, is_mac);
      const bool is_search = static_cast<Action>(i) == Action::OpenPalette;
      // The search of the address bar, which the address bar itself does too; every page with a palette takes it.
      EXPECT_EQ(owned != nullptr, is_search) << facts.name << ": " << keys << ", " << (owned ? owned->whose : "");
    }
    EXPECT_EQ(typed_by_altgr(encode_chord(facts.chord)), nullptr) << facts.name;
  }
}

TEST(Chord, OfABrowserIsRefusedUnlessAPageIsHeardFirst) {
  std::set<std::string> seen;
  for (const OwnedChord& one : kOwnedOnPc) {
    const auto read = decode_chord(one.keys);
    ASSERT_TRUE(read) << one.keys;
    EXPECT_EQ(encode_chord(*read), one.keys);
    EXPECT_TRUE(seen.insert(one.keys).second) << one.keys << " twice";
    EXPECT_EQ(trouble_with(*read).empty(), one.can_be_chosen) << one.keys << ", " << one.whose;
  }
  // Whatever an action can be given: none of it is a Mac's.
  for (int i = 1; i < static_cast<int>(KeyCode::Count); ++i) {
    for (std::uint8_t mods = 0; mods < 8; ++mods) {
      const Chord one{static_cast<KeyCode>(i), mods};
      if (!trouble_with(one).empty()) continue;
      EXPECT_EQ(typed_by_altgr(encode_chord(one)), nullptr) << encode_chord(one);
      const OwnedChord* owned = find_owned(chord_words(one, true), true);
      EXPECT_TRUE(owned == nullptr || owned->can_be_chosen) << encode_chord(one) << ", " << owned->whose;
    }
  }
}

// A digit that one has chosen is heard while nothing is written; the way to all the others must always be.
TEST(Shortcuts, OfTheDigitsAloneAreForAllButThePalette) {
  Shortcuts all;
  ASSERT_TRUE(all.set(answer_of_place(0), chord("1")));
  EXPECT_TRUE(is_character(all.of(answer_of_place(0))));
  EXPECT_FALSE(is_character(chord("Ctrl+Shift+1")));
  EXPECT_FALSE(is_character(chord("F2")));
  EXPECT_FALSE(all.set(Action::OpenPalette, chord("3")));
  EXPECT_FALSE(all.set(answer_of_place(0), chord("Ctrl+K"))) << "the palette would get the digit";
  ASSERT_TRUE(all.set(answer_of_place(0), {}));
  EXPECT_FALSE(all.find(chord("1")));
  all.reset(answer_of_place(0));
  EXPECT_EQ(all, Shortcuts());
}

TEST(Shortcuts, AreExchangedWhereAnotherActionHasTheChord) {
  Shortcuts all;
  ASSERT_TRUE(all.set(Action::Park, chord("Alt+Shift+G")));
  EXPECT_EQ(all.of(Action::Park), chord("Alt+Shift+G"));
  EXPECT_EQ(all.of(Action::Transfer), chord("Alt+P"));
  all.reset(Action::Park);
  EXPECT_TRUE(all.is_usual(Action::Park));
  EXPECT_TRUE(all.is_usual(Action::Transfer)) << "it was in the way";
  ASSERT_TRUE(all.set(Action::Park, {}));
  EXPECT_FALSE(all.set(Action::Park, chord("Ctrl+K"))) << "the palette would be without one";
  EXPECT_FALSE(all.set(Action::OpenPalette, {}));
  EXPECT_FALSE(all.set(Action::Park, chord("Ctrl+T")));
}

TEST(Shortcuts, AnActionWithoutOneIsGivenOneAndGivesItBack) {
  Shortcuts all;
  ASSERT_TRUE(all.set(Action::MergeContact, {}));
  ASSERT_TRUE(all.set(Action::MergeContact, chord("Alt+P")));
  EXPECT_EQ(all.find(chord("Alt+P")), Action::MergeContact);
  EXPECT_FALSE(all.of(Action::Park).is_set()) << "in exchange for none";
  all.reset(Action::MergeContact);
  EXPECT_TRUE(all.is_usual(Action::MergeContact));
  EXPECT_FALSE(all.of(Action::Park).is_set());
  all.reset(Action::Park);
  EXPECT_EQ(all, Shortcuts());
}

// What an agent chose before an action came that has the same chord stays theirs.
TEST(Shortcuts, ANewActionTakesNothingThatWasChosen) {
  std::array<std::optional<Chord>, kActionsCount> kept;
  kept[static_cast<std::size_t>(Action::Park)] = facts_of(Action::MessageMenu).chord;
  Shortcuts all;
  all.adopt(kept);
  EXPECT_EQ(all.of(Action::Park), facts_of(Action::MessageMenu).chord);
  EXPECT_FALSE(all.of(Action::MessageMenu).is_set());
}

void expect_sound(const Shortcuts& all) {
  std::set<std::string> taken;
  for (std::size_t i = 0; i < kActionsCount; ++i) {
    const auto action = static_cast<Action>(i);
    const Chord& own = all.of(action);
    ASSERT_EQ(trouble_with(own), "") << facts_of(action).name;
    if (!own.is_set()) continue;
    ASSERT_TRUE(taken.insert(encode_chord(own)).second) << encode_chord(own) << " twice";
    ASSERT_EQ(all.find(own), action);
  }
  ASSERT_TRUE(all.of(Action::OpenPalette).is_set()) << "the way to all that has none";
}

// Whatever is changed, in whatever order: no two actions share a chord, none has one that a page cannot have, and the palette,
// by which everything is reached, keeps its own. What was kept is the same when it is read anew.
TEST(Shortcuts, NeverShareAChord) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Random random(seed);
    Shortcuts all;
    for (int step = 0; step < 60; ++step) {
      const auto action = static_cast<Action>(random.below(kActionsCount));
      const auto any = [&] {
        if (random.below(3) == 0) return all.of(static_cast<Action>(random.below(kActionsCount)));
        return Chord{static_cast<KeyCode>(random.below(static_cast<std::uint64_t>(KeyCode::Count))),
                     static_cast<std::uint8_t>(random.below(8))};
      };
      switch (random.below(8)) {
        case 0:
          all.reset(action);
          ASSERT_TRUE(all.is_usual(action));
          break;
        case 1:
          all.set(action, {});
          break;
        case 2: {
          std::array<std::optional<Chord>, kActionsCount> kept;
          for (auto& one : kept)
            if (random.below(2) == 0) one = any();
          all.adopt(kept);
          break;
        }
        default: {
          const Chord wanted = any();
          if (all.set(action, wanted)) {
            ASSERT_EQ(all.of(action), wanted);
          }
        }
      }
      SCOPED_TRACE("seed " + std::to_string(seed));
      expect_sound(all);
      if (HasFatalFailure()) return;
      std::array<std::optional<Chord>, kActionsCount> kept;
      for (std::size_t i = 0; i < kActionsCount; ++i)
        if (!all.is_usual(static_cast<Action>(i))) kept[i] = all.of(static_cast<Action>(i));
      Shortcuts again;
      again.adopt(kept);
      ASSERT_EQ(again, all);
    }
    all.reset_all();
    ASSERT_EQ(all, Shortcuts());
  }
}

}  // namespace
}  // namespace smsdesk::test
