// The agent's own settings.
#include <array>

#include "core/screen/parts.h"
#include "core/words/words.h"

namespace smsdesk::screen {
namespace {

std::vector<NamedChoice> quiet_choices() {
  return {{tr("{n} min", {{"n", "30"}}), false, intent::SetDoNotDisturb{minutes(30)}},
          {tr("{n} h", {{"n", "1"}}), false, intent::SetDoNotDisturb{hours(1)}},
          {tr("{n} h", {{"n", "4"}}), false, intent::SetDoNotDisturb{hours(4)}},
          {tr("Until I switch it off"), false, intent::SetDoNotDisturb{-1}}};
}

void add_languages(const State& s, Settings& panel) {
  for (std::size_t i = 0; i < kLanguagesCount; ++i) {
    const auto language = static_cast<Language>(i);
    const std::string name =
        language == Language::System ? std::string(tr("System")) : std::string(own_name_of(language));
    panel.languages.push_back({name, language == s.settings.language, intent::SetLanguage{language}});
  }
  if (s.language.phase == LanguageState::Phase::PageIsOld) {
    panel.language_problem = tr("This page is of an older version. Reload it to go on.");
    panel.language_step = {tr("Reload"), false, intent::ReloadPage{}};
  } else if (s.language.phase == LanguageState::Phase::Failed) {
    panel.language_problem =
        tr("The texts of this language did not arrive. The interface stays as it is until they do.");
    panel.language_step = {tr("Try again"), false, intent::LoadLanguage{}};
  }
}

SoundSetting sound_setting(SoundKind of, std::string name, ChosenSound chosen) {
  constexpr const char* kNames[] = {mark("Chime"), mark("Bell"), mark("Knock"),
                                    mark("Ping"),  mark("Buzz"), mark("No sound")};
  SoundSetting setting{std::move(name), {}};
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    const auto sound = static_cast<ChosenSound>(i);
    setting.choices.push_back({tr(kNames[i]), sound == chosen, intent::ChooseSound{of, sound}});
  }
  return setting;
}

NotificationSetting notification_setting(NotificationAccess access) {
  std::string words = notification_words(access);
  if (!words.empty()) return {std::move(words), {}};
  return {tr("See and answer offers in another window"), {tr("Allow"), false, intent::AllowNotifications{}}};
}

}  // namespace

std::string sound_problem(const State& s) {
  if (!s.is_sound_blocked || !s.settings.is_sound_on) return {};
  return tr("The browser blocks sound until you click once on this page.");
}

std::vector<SoundSetting> sound_settings(const SettingsState& own) {
  return {sound_setting(SoundKind::Alert, tr("Sound of an offer"), own.alert_sound),
          sound_setting(SoundKind::Message, tr("Sound of a message"), own.message_sound),
          sound_setting(SoundKind::Failure, tr("Sound of a message that was not sent"), own.failure_sound)};
}

SoundSetting sound_volume(const SettingsState& own) {
  constexpr const char* kNames[] = {markc("volume", "Quiet"), markc("volume", "Normal"), markc("volume", "Loud")};
  SoundSetting setting{tr("Volume"), {}};
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    const auto volume = static_cast<SoundVolume>(i);
    setting.choices.push_back({trc("volume", kNames[i]), volume == own.sound_volume, intent::SetSoundVolume{volume}});
  }
  return setting;
}

Settings settings_panel(const State& s, Instant browser_now) {
  Settings panel;
  const SettingsState& own = s.settings;
  panel.is_open = s.is_settings_open;
  panel.theme = own.theme;
  panel.is_high_contrast = own.is_high_contrast;
  panel.enter_sends = own.enter_sends;
  panel.is_sound_on = own.is_sound_on;
  if (!panel.is_open) return panel;
  const std::array<const char*, 3> times = {tr("System"), tr("2:30 PM"), "14:30"};
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto format = static_cast<TimeFormat>(i);
    panel.time_formats.push_back({times[i], format == own.time_format, intent::SetTimeFormat{format}});
  }
  for (const int size : kTextSizes)
    panel.text_sizes.push_back(
        {tr("{n} %", {{"n", std::to_string(size)}}), size == own.text_size, intent::SetTextSize{size}});
  panel.densities = {{tr("Roomy"), own.density == Density::Roomy, intent::SetDensity{Density::Roomy}},
                     {tr("Compact"), own.density == Density::Compact, intent::SetDensity{Density::Compact}}};
  add_languages(s, panel);
  for (const DurationMs choice : kUndoChoices) {
    panel.undo_choices.push_back({choice, choice == 0 ? tr("Off") : tr("{n} s", {{"n", std::to_string(choice / 1000)}}),
                                  choice == own.undo_for});
  }
  panel.sound_problem = sound_problem(s);
  panel.sounds = sound_settings(own);
  panel.sound_volume = sound_volume(own);
  panel.notifications = notification_setting(s.notifications);
  panel.is_quiet = is_quiet(s, browser_now);
  panel.quiet_choices = quiet_choices();
  panel.quiet_text = tr("Offers and messages are shown as always. There are no sounds and no notifications.");
  panel.keyboard = keyboard(s);
  panel.keyboard_asked = s.keyboard_asked;
  if (const Agent* me = s.workspace.find_agent(s.me)) {
    panel.agent_name = me->name;
    panel.login_role = me->role == AgentRole::Agent        ? tr("Agent")
                       : me->role == AgentRole::Supervisor ? tr("Supervisor")
                                                           : tr("Administrator");
  }
  return panel;
}

}  // namespace smsdesk::screen
