// The agent's own settings.
#include <array>

#include "core/screen/parts.h"

namespace smsdesk::screen {
namespace {

std::vector<NamedChoice> quiet_choices() {
  return {{"30 min", false, intent::SetDoNotDisturb{minutes(30)}},
          {"1 h", false, intent::SetDoNotDisturb{hours(1)}},
          {"4 h", false, intent::SetDoNotDisturb{hours(4)}},
          {"Until I switch it off", false, intent::SetDoNotDisturb{-1}}};
}

}  // namespace

std::string sound_problem(const State& s) {
  if (!s.is_sound_blocked || !s.settings.is_sound_on) return {};
  return "The browser blocks sound until you click once on this page.";
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
  const std::array<const char*, 3> times = {"System", "2:30 PM", "14:30"};
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto format = static_cast<TimeFormat>(i);
    panel.time_formats.push_back({times[i], format == own.time_format, intent::SetTimeFormat{format}});
  }
  for (const DurationMs choice : kUndoChoices) {
    panel.undo_choices.push_back(
        {choice, choice == 0 ? "Off" : std::to_string(choice / 1000) + " s", choice == own.undo_for});
  }
  panel.sound_problem = sound_problem(s);
  constexpr std::array<const char*, 3> kSounds = {"Chime", "Bell", "Knock"};
  for (std::size_t i = 0; i < kSounds.size(); ++i) {
    const auto sound = static_cast<AlertSound>(i);
    panel.alert_sounds.push_back({sound, kSounds[i], sound == own.alert_sound});
  }
  panel.is_quiet = is_quiet(s, browser_now);
  panel.quiet_choices = quiet_choices();
  panel.quiet_text = "Offers and messages are shown as always. There are no sounds and no notifications.";
  panel.keyboard = keyboard(s);
  panel.keyboard_asked = s.keyboard_asked;
  if (const Agent* me = s.workspace.find_agent(s.me)) {
    panel.agent_name = me->name;
    panel.login_role = me->role == AgentRole::Agent        ? "Agent"
                       : me->role == AgentRole::Supervisor ? "Supervisor"
                                                           : "Administrator";
  }
  return panel;
}

}  // namespace smsdesk::screen
