// An agent's own settings: here at once, on the relay for good, on every page of theirs, and nobody else's.
#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

std::vector<PreferencesRequest> told(const Tab& tab) {
  return tab.sent_kind<PreferencesRequest>();
}

/// A page that has these settings in its browser, up to the facts; the relay keeps `kept`.
Tab page_with(const World& world, std::vector<std::pair<std::string, std::string>> stored, std::vector<Preference> kept,
              AgentId agent = kAna) {
  Tab tab;
  tab.start({}, {}, std::move(stored));
  tab.welcome(agent);
  if (!kept.empty()) tab.frame(PreferencesFrame{{}, std::move(kept)});
  tab.snapshot(world, agent);
  return tab;
}

TEST(Preferences, AreToldAndCountAsSavedWhenTheRelayHasThem) {
  AtWork at;
  at.tab.raise(intent::SetTheme{ThemeChoice::Dark});
  EXPECT_EQ(at.tab.s.settings.theme, ThemeChoice::Dark);
  EXPECT_EQ(at.tab.written("settings").at("theme"), "dark");
  ASSERT_EQ(told(at.tab).size(), 1u);
  const PreferencesRequest request = told(at.tab)[0];
  EXPECT_EQ(request.preferences, (std::vector<Preference>{{"theme", "dark"}}));
  at.tab.raise(intent::SetTheme{ThemeChoice::Light});
  EXPECT_TRUE(told(at.tab).empty()) << "one after the other";
  at.tab.frame(PreferencesFrame{request.key, request.preferences});
  EXPECT_EQ(at.tab.s.settings.theme, ThemeChoice::Light) << "the answer is to what was before";
  ASSERT_EQ(told(at.tab).size(), 1u);
  EXPECT_EQ(told(at.tab)[0].preferences.at(0).value, "light");
  at.tab.frame(PreferencesFrame{told(at.tab)[0].key, {{"theme", "light"}}});
  EXPECT_TRUE(at.tab.s.preferences.unsaved.empty());
}

TEST(Preferences, OfAnotherPageAreFollowedAndStored) {
  AtWork at;
  at.tab.frame(PreferencesFrame{{"other"}, {{"theme", "dark"}, {"time_format", "24"}, {"unknown.name", "x"}}});
  EXPECT_EQ(at.tab.s.settings.theme, ThemeChoice::Dark);
  EXPECT_EQ(at.tab.s.settings.time_format, TimeFormat::Hours24);
  EXPECT_EQ(at.tab.written("settings").at("theme"), "dark");
  EXPECT_EQ(at.tab.written("settings").count("unknown.name"), 0u);
  EXPECT_TRUE(told(at.tab).empty()) << "it would go round";
}

TEST(Preferences, ThatWereChangedWithoutConnectionWinAndAreToldAfterAReload) {
  AtWork at;
  at.tab.raise(intent::SetEnterSends{false});
  at.tab.frame(PreferencesFrame{told(at.tab)[0].key, {{"enter_sends", "no"}}});
  at.tab.lose();
  at.tab.raise(intent::SetTheme{ThemeChoice::Dark});
  const auto written = at.tab.written("settings");
  EXPECT_EQ(written.at("unsaved_preferences"), "theme");
  Tab again = page_with(
      at.world,
      {{"theme", "dark"}, {"enter_sends", "no"}, {"unsaved_preferences", "theme"}, {"preferences_of", at.tab.s.scope}},
      {{"theme", "light"}, {"enter_sends", "yes"}});
  EXPECT_EQ(again.s.settings.theme, ThemeChoice::Dark) << "changed here, not yet told";
  EXPECT_TRUE(again.s.settings.enter_sends) << "changed elsewhere meanwhile";
  ASSERT_EQ(told(again).size(), 1u);
  EXPECT_EQ(told(again)[0].preferences, (std::vector<Preference>{{"theme", "dark"}}));
}

TEST(Preferences, FromBeforeTheRelayKeptThemBecomeItsOwn) {
  AtWork at;
  Tab tab = page_with(at.world, {{"theme", "dark"}, {"alert_sound", "1"}}, {});
  EXPECT_EQ(tab.s.settings.theme, ThemeChoice::Dark);
  ASSERT_EQ(told(tab).size(), 1u);
  EXPECT_EQ(told(tab)[0].preferences.size(), 2u);
}

TEST(Preferences, ThatTheRelayCannotReadAreNotOverwritten) {
  AtWork at;
  for (const std::string& owner : {at.tab.s.scope, std::string()}) {
    Tab tab;
    tab.start({}, {},
              {{"theme", "dark"}, {"enter_sends", "no"}, {"unsaved_preferences", "theme"}, {"preferences_of", owner}});
    tab.welcome(kAna);
    tab.frame(PreferencesFrame{{}, {}, true});
    tab.snapshot(at.world, kAna);
    EXPECT_TRUE(told(tab).empty());
    EXPECT_EQ(tab.s.settings.theme, ThemeChoice::Dark) << "what this browser has goes on";
    EXPECT_FALSE(tab.s.settings.enter_sends);
    EXPECT_EQ(tab.s.preferences.values.size(), 2u);
    EXPECT_TRUE(tab.said("cannot be read"));
    tab.raise(intent::SetTheme{ThemeChoice::Light});
    EXPECT_TRUE(told(tab).empty());
    EXPECT_EQ(tab.s.preferences.unsaved.at("theme"), "light");
    // With the next connection they can be read again.
    tab.lose();
    tab.tick(seconds(20));
    tab.give(event::SocketOpened{});
    tab.welcome(kAna);
    tab.frame(PreferencesFrame{{}, {{"theme", "dark"}, {"enter_sends", "yes"}}});
    tab.snapshot(at.world, kAna);
    EXPECT_TRUE(tab.s.settings.enter_sends) << "changed elsewhere meanwhile";
    ASSERT_EQ(told(tab).size(), 1u);
    EXPECT_EQ(told(tab)[0].preferences, (std::vector<Preference>{{"theme", "light"}}));
  }
}

TEST(Preferences, ThatTheRelayCannotReadAreStillNobodyElses) {
  AtWork at;
  Tab tab;
  tab.start({}, {}, {{"theme", "dark"}, {"unsaved_preferences", "theme"}, {"preferences_of", "e1:999"}});
  tab.welcome(kAna);
  tab.frame(PreferencesFrame{{}, {}, true});
  tab.snapshot(at.world, kAna);
  EXPECT_EQ(tab.s.settings.theme, ThemeChoice::System);
  EXPECT_TRUE(tab.s.preferences.unsaved.empty());
  EXPECT_TRUE(told(tab).empty());
}

TEST(Preferences, ThatTheRelayTurnsOutNotToReadAreKeptHere) {
  AtWork at;
  at.tab.raise(intent::SetTheme{ThemeChoice::Dark});
  at.tab.frame(PreferencesFrame{told(at.tab).at(0).key, {}, true});
  EXPECT_EQ(at.tab.s.preferences.unsaved.at("theme"), "dark");
  EXPECT_TRUE(at.tab.said("cannot be read"));
  at.tab.raise(intent::SetEnterSends{false});
  EXPECT_TRUE(told(at.tab).empty());
}

TEST(Preferences, OfWhoeverUsedTheBrowserBeforeAreNotAnothers) {
  AtWork at;
  Tab tab = page_with(at.world, {{"theme", "dark"}, {"unsaved_preferences", "theme"}, {"preferences_of", "e1:999"}},
                      {{"alert_sound", "2"}});
  EXPECT_EQ(tab.s.settings.theme, ThemeChoice::System);
  EXPECT_EQ(tab.s.settings.alert_sound, ChosenSound::Knock);
  EXPECT_TRUE(told(tab).empty());
}

TEST(Preferences, ThatCannotBeReadAreTheUsualOnes) {
  AtWork at;
  at.tab.frame(PreferencesFrame{{"k"},
                                {{"theme", "purple"},
                                 {"undo_seconds", "7"},
                                 {"shortcut.park", "Ctrl+T"},
                                 {"do_not_disturb", "never"},
                                 {"time_format", ""}}});
  EXPECT_EQ(at.tab.s.settings.theme, ThemeChoice::System);
  EXPECT_EQ(at.tab.s.settings.undo_for, 0);
  EXPECT_TRUE(at.tab.s.settings.shortcuts.is_usual(Action::Park));
  EXPECT_FALSE(at.tab.s.settings.quiet.is_on);
}

TEST(Preferences, KeepAShortcutThatWasChosenAndSayWhoHasIt) {
  AtWork at;
  at.tab.raise(intent::DoShortcut{ShortcutStep::Record, Action::Park});
  at.tab.raise(intent::DoShortcut{ShortcutStep::Press, Action::OpenPalette, *decode_chord("Alt+Shift+G")});
  const ShortcutChange& change = at.tab.s.shortcut_change;
  EXPECT_EQ(change.problem, "Alt+Shift+G is the shortcut of “Transfer conversation”.");
  EXPECT_TRUE(change.can_exchange);
  EXPECT_TRUE(at.tab.s.settings.shortcuts.is_usual(Action::Park)) << "nothing is changed yet";
  at.tab.raise(intent::DoShortcut{ShortcutStep::Exchange});
  EXPECT_EQ(at.tab.s.settings.shortcuts.find(*decode_chord("Alt+Shift+G")), Action::Park);
  EXPECT_EQ(at.tab.s.settings.shortcuts.find(*decode_chord("Alt+P")), Action::Transfer);
  EXPECT_EQ(told(at.tab).at(0).preferences,
            (std::vector<Preference>{{"shortcut.park", "Alt+Shift+G"}, {"shortcut.transfer", "Alt+P"}}));
  at.tab.raise(intent::DoShortcut{ShortcutStep::Record, Action::Park});
  at.tab.raise(intent::DoShortcut{ShortcutStep::Press, Action::OpenPalette, *decode_chord("Ctrl+W")});
  EXPECT_NE(change.problem.find("browser"), std::string::npos);
  EXPECT_FALSE(change.can_exchange);
  at.tab.raise(intent::DoShortcut{ShortcutStep::ResetAll});
  EXPECT_EQ(at.tab.s.settings.shortcuts, Shortcuts());
}

// From when these were what another action had at first, or what nobody had.
TEST(Preferences, KeepShortcutsThatWereChosenWhenOthersWereUsual) {
  AtWork at;
  at.tab.frame(PreferencesFrame{{"k"},
                                {{"shortcut.park", "Alt+T"},
                                 {"shortcut.transfer", "Alt+P"},
                                 {"shortcut.notes", "Alt+Shift+C"},
                                 {"shortcut.customer", "Alt+Shift+N"},
                                 {"shortcut.merge_contact", "F2"},
                                 {"shortcut.attach", "none"}}});
  const Shortcuts& all = at.tab.s.settings.shortcuts;
  EXPECT_EQ(all.find(*decode_chord("Alt+T")), Action::Park);
  EXPECT_EQ(all.find(*decode_chord("Alt+P")), Action::Transfer);
  EXPECT_EQ(all.find(*decode_chord("Alt+Shift+C")), Action::ShowNotes);
  EXPECT_EQ(all.find(*decode_chord("Alt+Shift+N")), Action::ShowCustomer);
  EXPECT_EQ(all.find(*decode_chord("F2")), Action::MergeContact);
  EXPECT_FALSE(all.of(Action::WriteMessage).is_set()) << "it takes nothing that was chosen";
  EXPECT_FALSE(all.of(Action::AttachFiles).is_set());
  EXPECT_TRUE(all.is_usual(Action::ChooseStatus));
}

TEST(Preferences, GiveAnOfferADigitAloneAndTakeItAway) {
  AtWork at;
  const Action second = answer_of_place(1);
  at.tab.raise(intent::DoShortcut{ShortcutStep::Record, second});
  at.tab.raise(intent::DoShortcut{ShortcutStep::Press, Action::OpenPalette, *decode_chord("2")});
  EXPECT_EQ(at.tab.s.settings.shortcuts.of(second), *decode_chord("2"));
  EXPECT_EQ(told(at.tab).at(0).preferences, (std::vector<Preference>{{"shortcut.answer_2", "2"}}));
  at.tab.raise(intent::DoShortcut{ShortcutStep::Remove, second});
  EXPECT_FALSE(at.tab.s.settings.shortcuts.of(second).is_set());
}

std::vector<effect::PlaySound> heard(const Tab& tab) {
  return tab.all<effect::PlaySound>();
}

TEST(Sounds, AreChosenForEachThingByEarAndKept) {
  AtWork at;
  at.tab.raise(intent::ChooseSound{SoundKind::Message, ChosenSound::Bell});
  EXPECT_EQ(heard(at.tab), (std::vector<effect::PlaySound>{{SoundKind::Message, ChosenSound::Bell}}));
  EXPECT_EQ(at.tab.written("settings").at("message_sound"), "1");
  ASSERT_EQ(told(at.tab).size(), 1u);
  EXPECT_EQ(told(at.tab)[0].preferences, (std::vector<Preference>{{"message_sound", "1"}}));
  at.relay(InboundMessage{{"SM9"}, kCustomer, kSupportNumber, "hello?", {}});
  EXPECT_EQ(heard(at.tab), (std::vector<effect::PlaySound>{{SoundKind::Message, ChosenSound::Bell}}));
  EXPECT_EQ(at.tab.s.settings.alert_sound, ChosenSound::Chime) << "the others are as they were";
  EXPECT_EQ(at.tab.s.settings.failure_sound, ChosenSound::Buzz);
}

TEST(Sounds, NoneIsSilenceOfThatOneThing) {
  AtWork at;
  at.tab.raise(intent::ChooseSound{SoundKind::Message, ChosenSound::None});
  EXPECT_TRUE(heard(at.tab).empty());
  at.relay(InboundMessage{{"SM9"}, kCustomer, kSupportNumber, "hello?", {}});
  EXPECT_TRUE(heard(at.tab).empty());
  EXPECT_TRUE(at.tab.did<effect::Announce>()) << "who listens to the page hears it";
  at.tab.send(at.id, "Hello");
  const std::string key = at.tab.stored_key();
  at.tab.give(event::StorageWritten{"outbox", key});
  at.tab.frame(AnswerFrame{{key}, Refusal{RefusalKind::NoRight, "No.", 0}});
  EXPECT_EQ(heard(at.tab), (std::vector<effect::PlaySound>{{SoundKind::Failure, ChosenSound::Buzz}}));
  at.tab.raise(intent::ChooseSound{SoundKind::Alert, ChosenSound::None});
  at.tab.raise(intent::TestSound{});
  EXPECT_TRUE(heard(at.tab).empty());
  EXPECT_TRUE(at.tab.said("No sound is chosen for offers."));
}

TEST(Sounds, OfBeforeMeanWhatTheyMeant) {
  AtWork at;
  // What an older page kept, and what a newer one may.
  Tab tab = page_with(at.world, {}, {{"alert_sound", "2"}, {"message_sound", "99"}, {"failure_sound", "loud"}});
  EXPECT_EQ(tab.s.settings.alert_sound, ChosenSound::Knock);
  EXPECT_EQ(tab.s.settings.message_sound, ChosenSound::Ping);
  EXPECT_EQ(tab.s.settings.failure_sound, ChosenSound::Buzz);
  Tab silent = page_with(at.world, {}, {{"failure_sound", "5"}});
  EXPECT_EQ(silent.s.settings.failure_sound, ChosenSound::None);
}

TEST(Sounds, AreAsLoudAsWasChosenByEar) {
  AtWork at;
  at.tab.raise(intent::ChooseSound{SoundKind::Alert, ChosenSound::None});
  at.tab.raise(intent::SetSoundVolume{SoundVolume::Loud});
  EXPECT_EQ(heard(at.tab), (std::vector<effect::PlaySound>{{SoundKind::Message, ChosenSound::Ping, SoundVolume::Loud}}))
      << "an offer has none to hear it by";
  EXPECT_EQ(at.tab.written("settings").at("sound_volume"), "loud");
  at.relay(InboundMessage{{"SM9"}, kCustomer, kSupportNumber, "hello?", {}});
  EXPECT_EQ(heard(at.tab),
            (std::vector<effect::PlaySound>{{SoundKind::Message, ChosenSound::Ping, SoundVolume::Loud}}));
  at.tab.raise(intent::ChooseSound{SoundKind::Alert, ChosenSound::Bell});
  EXPECT_EQ(heard(at.tab), (std::vector<effect::PlaySound>{{SoundKind::Alert, ChosenSound::Bell, SoundVolume::Loud}}));
  at.tab.raise(intent::TestSound{});
  EXPECT_EQ(heard(at.tab), (std::vector<effect::PlaySound>{{SoundKind::Alert, ChosenSound::Bell, SoundVolume::Loud}}));
  for (const SoundKind kind : {SoundKind::Alert, SoundKind::Message, SoundKind::Failure})
    at.tab.raise(intent::ChooseSound{kind, ChosenSound::None});
  at.tab.raise(intent::SetSoundVolume{SoundVolume::Quiet});
  EXPECT_TRUE(heard(at.tab).empty());
  EXPECT_EQ(at.tab.s.settings.sound_volume, SoundVolume::Quiet);
  Tab later = page_with(at.world, {}, {{"sound_volume", "loud"}});
  EXPECT_EQ(later.s.settings.sound_volume, SoundVolume::Loud);
  Tab newer = page_with(at.world, {}, {{"sound_volume", "thunder"}});
  EXPECT_EQ(newer.s.settings.sound_volume, SoundVolume::Normal);
}

TEST(DoNotDisturb, HushesSoundsAndNotificationsUntilItsTime) {
  AtWork at;
  at.tab.raise(intent::SetDoNotDisturb{minutes(30)});
  EXPECT_TRUE(is_quiet(at.tab.s, at.tab.now));
  at.tab.give(event::PageShown{false});
  at.relay(InboundMessage{{"SM9"}, kCustomer, kSupportNumber, "hello?", {}});
  EXPECT_FALSE(at.tab.did<effect::PlaySound>());
  EXPECT_FALSE(at.tab.did<effect::Notify>());
  EXPECT_TRUE(at.tab.did<effect::Announce>()) << "who listens to the page hears it";
  at.tab.raise(intent::ChooseSound{SoundKind::Message, ChosenSound::Knock});
  EXPECT_TRUE(at.tab.did<effect::PlaySound>()) << "whoever chooses one wants to hear it";
  at.relay(InboundMessage{{"SM10"}, kCustomer, kSupportNumber, "hello??", {}});
  EXPECT_FALSE(at.tab.did<effect::PlaySound>());
  at.tab.now = at.tab.now + minutes(30);
  at.tab.give(event::Ticked{});
  EXPECT_FALSE(at.tab.s.settings.quiet.is_on);
  EXPECT_FALSE(is_quiet(at.tab.s, at.tab.now));
}

}  // namespace
}  // namespace smsdesk::test
