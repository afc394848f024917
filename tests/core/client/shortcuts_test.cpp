// Chords and which action has which: what agents choose reaches the page, and no two actions share one.
#include <gtest/gtest.h>

#include <set>

#include "core/base/random.h"
#include "core/client/actions.h"

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
        const bool is_named = key >= KeyCode::Up && key <= KeyCode::Escape;
        if (is_mac && !is_named) {
          EXPECT_EQ(held & kHeldAlt, 0) << encode_chord(one);
        }
      }
    }
  }
}

TEST(Chord, ThatBelongsToTheBrowserOrToWritingIsRefusedWithASentence) {
  for (const char* text :
       {"Ctrl+T",      "Ctrl+N",    "Ctrl+W",       "Ctrl+Shift+T", "Ctrl+Shift+N", "Ctrl+R",    "Ctrl+F",
        "Ctrl+P",      "Ctrl+C",    "Ctrl+V",       "Ctrl+Z",       "Ctrl+Shift+I", "F5",        "F11",
        "F12",         "Alt+F4",    "Alt+D",        "Alt+E",        "Alt+F",        "Alt+Left",  "Alt+Right",
        "Alt+Home",    "Alt+1",     "Ctrl+1",       "Ctrl+Tab",     "Alt+Tab",      "Escape",    "Enter",
        "Ctrl+Enter",  "A",         "Shift+A",      "Ctrl+Alt+T",   "Ctrl+Left",    "Delete",    "Ctrl+Minus",
        "Ctrl+PageUp", "Alt+Space", "Ctrl+Shift+1", "Alt+Shift+T",  "Space",        "Ctrl+Equal"})
    EXPECT_FALSE(trouble_with(chord(text)).empty()) << text;
  for (const char* text : {"Ctrl+K", "Alt+T", "Alt+Up", "Alt+Shift+O", "Ctrl+Shift+F", "F2", "Alt+Comma", "Ctrl+Slash"})
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
    if (!facts.chord.is_set()) continue;  // from the palette, until it is given one
    EXPECT_TRUE(facts.chord.key < KeyCode::Quote)
        << facts.name << " needs a mark, which many keyboards have with Shift only";
    EXPECT_TRUE(chords.insert(encode_chord(facts.chord)).second) << facts.name;
    EXPECT_EQ(usual.find(facts.chord), action);
  }
  EXPECT_FALSE(find_action("none of them"));
}

TEST(Shortcuts, AreExchangedWhereAnotherActionHasTheChord) {
  Shortcuts all;
  ASSERT_TRUE(all.set(Action::Park, chord("Alt+T")));
  EXPECT_EQ(all.of(Action::Park), chord("Alt+T"));
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
  ASSERT_FALSE(all.of(Action::MergeContact).is_set());
  ASSERT_TRUE(all.set(Action::MergeContact, chord("Alt+P")));
  EXPECT_EQ(all.find(chord("Alt+P")), Action::MergeContact);
  EXPECT_FALSE(all.of(Action::Park).is_set()) << "in exchange for none";
  all.reset(Action::MergeContact);
  EXPECT_FALSE(all.of(Action::MergeContact).is_set());
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
