// The agent's own settings, and the list of shortcuts.
#include "core/words/words.h"
#include "imgui.h"
#include "web/view/panels.h"
#include "web/view/settings_parts.h"
#include "web/widget/button.h"
#include "web/widget/choice.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

bool toggle(SettingsRows& rows, NodeId id, std::string_view name, bool is_on) {
  const Rect row = rows.cut(40);
  rows.ui.words({row.min, {row.max.x - px_snap(kSwitchWidth + 12), row.max.y}}, name,
                type::style(type::Kind::Interface, rows.ui.theme().text));
  Switch s;
  s.id = id;
  s.rect = row.inset(0, px_snap(4));
  s.name = name;
  s.is_on = is_on;
  return switch_row(rows.ui, s);
}

bool action(SettingsRows& rows, NodeId id, std::string_view text, std::string_view label) {
  Rect row = rows.cut(40);
  Button b;
  b.id = id;
  b.rect = centered_in(row.cut_right(button_width(rows.ui, label)), button_width(rows.ui, label), px_snap(32));
  b.label = label;
  row.cut_right(px_snap(12));
  rows.ui.words(row, text, type::style(type::Kind::Interface, rows.ui.theme().text));
  rows.ui.text_node(id_of(id, "text"), row, text);
  return button(rows.ui, b);
}

void segments(SettingsRows& rows, NodeId id, std::string_view name, const std::vector<screen::NamedChoice>& choices,
              Intents& out) {
  rows.ui.words(rows.cut(32), name, type::style(type::Kind::Interface, rows.ui.theme().text));
  std::vector<std::string_view> labels;
  int chosen = -1;
  for (const screen::NamedChoice& one : choices) {
    if (one.is_chosen) chosen = static_cast<int>(labels.size());
    labels.push_back(one.name);
  }
  const int pressed =
      segmented(rows.ui, id, rows.cut(40), name, labels.data(), static_cast<int>(labels.size()), chosen);
  if (pressed >= 0) out.push_back(choices[static_cast<std::size_t>(pressed)].intent);
}

/// What a setting means, below it.
void explain(SettingsRows& rows, NodeId id, std::string_view text) {
  const TextStyle quiet = type::style(type::Kind::Secondary, rows.ui.theme().text_secondary);
  const float height = rows.ui.paragraph({rows.x0, rows.y}, rows.x1 - rows.x0, text, quiet);
  rows.ui.text_node(id, {{rows.x0, rows.y}, {rows.x1, rows.y + height}}, text);
  rows.y += height + px_snap(8);
}

void draw_quiet(SettingsRows& rows, const screen::Settings& s, Intents& out) {
  Ui& ui = rows.ui;
  if (toggle(rows, id_of("settings.quiet"), tr("Do not disturb"), s.is_quiet))
    out.push_back(intent::SetDoNotDisturb{s.is_quiet ? 0 : -1});
  explain(rows, id_of("settings.quiet.text"), s.quiet_text);
  Rect row = rows.cut(36);
  for (std::size_t i = 0; i + 1 < s.quiet_choices.size(); ++i) {
    const std::string& duration = s.quiet_choices[i].name;
    const std::string label = tr("For {duration}", {{"duration", duration}});
    const std::string name = tr("Do not disturb for {duration}", {{"duration", duration}});
    Button b;
    b.id = id_of(id_of("settings.quiet.for"), static_cast<std::uint64_t>(i));
    b.label = label;
    b.name = name;
    b.size_css = 13;
    b.rect = row.cut_left(button_width(ui, label)).inset(0, px_snap(2));
    row.cut_left(px_snap(8));
    if (button(ui, b)) out.push_back(s.quiet_choices[i].intent);
  }
}

/// More choices than a segmented control holds in every language.
void choice_chips(SettingsRows& rows, NodeId id, std::string_view name, const std::vector<screen::NamedChoice>& choices,
                  Intents& out) {
  rows.ui.words(rows.cut(32), name, type::style(type::Kind::Interface, rows.ui.theme().text));
  std::vector<std::string> labels;
  Chips chips;
  for (const screen::NamedChoice& one : choices) {
    if (one.is_chosen) chips.chosen = static_cast<int>(labels.size());
    labels.push_back(one.name);
  }
  chips.id = id;
  chips.at = {rows.x0, rows.y};
  chips.width = rows.x1 - rows.x0;
  chips.name = name;
  chips.labels = &labels;
  const ChipsAnswer answer = radio_chips(rows.ui, chips);
  rows.y += answer.height + px_snap(4);
  if (answer.pressed >= 0) out.push_back(choices[static_cast<std::size_t>(answer.pressed)].intent);
}

/// Seven languages, each in its own script.
void draw_languages(SettingsRows& rows, const screen::Settings& s, Intents& out) {
  Ui& ui = rows.ui;
  choice_chips(rows, id_of("settings.language"), tr("Language"), s.languages, out);
  if (s.language_problem.empty()) return;
  const TextStyle style = type::style(type::Kind::Secondary, ui.theme().warning.ink);
  const float height = ui.paragraph({rows.x0, rows.y}, rows.x1 - rows.x0, s.language_problem, style);
  ui.status_node(id_of("settings.language.problem"), {{rows.x0, rows.y}, {rows.x1, rows.y + height}},
                 s.language_problem);
  rows.y += height + px_snap(4);
  Button b;
  b.id = id_of("settings.language.again");
  b.label = s.language_step.name;
  b.rect = rows.cut(36).cut_left(button_width(ui, b.label)).inset(0, px_snap(2));
  if (button(ui, b)) out.push_back(s.language_step.intent);
}

}  // namespace

void settings_section(SettingsRows& rows, std::string_view text) {
  rows.y += px_snap(8);
  const Rect rect = rows.cut(28);
  rows.ui.words(rect, text, type::style(type::Kind::Secondary, rows.ui.theme().text_secondary, TextWeight::Semibold));
  rows.ui.heading(id_of(id_of("settings.section"), text), rect, text, 2);
}

void draw_settings(Ui& ui, ViewState& state, const screen::Settings& s, Intents& out) {
  if (!s.is_open) {
    dialog_closed(state.settings, 0);  // back to where it was opened from
    return;
  }
  const Theme& t = ui.theme();
  bool wants_close = false;
  Dialog dialog;
  dialog.id = id_of("settings");
  dialog.title = tr("Settings");
  dialog.height_css = 720;
  const Rect inner = begin_dialog(ui, state.settings, dialog, wants_close);
  const float bleed = px_snap(8);
  ScrollArea area(ui, state.settings_scroll, inner.inset(-bleed, 0));
  SettingsRows rows{ui, inner.min.x, inner.max.x - px_snap(4), area.top()};

  settings_section(rows, tr("Appearance"));
  const std::string_view themes[] = {tr("System"), tr("Light"), tr("Dark")};
  const int pressed =
      segmented(ui, id_of("settings.theme"), rows.cut(40), tr("Theme"), themes, 3, static_cast<int>(s.theme));
  if (pressed >= 0) out.push_back(intent::SetTheme{static_cast<ThemeChoice>(pressed)});

  if (toggle(rows, id_of("settings.contrast"), tr("High contrast"), s.is_high_contrast))
    out.push_back(intent::SetHighContrast{!s.is_high_contrast});
  segments(rows, id_of("settings.text-size"), tr("Text size"), s.text_sizes, out);
  segments(rows, id_of("settings.density"), tr("Density"), s.densities, out);
  draw_languages(rows, s, out);
  segments(rows, id_of("settings.time"), tr("Time of day"), s.time_formats, out);

  settings_section(rows, tr("Writing"));
  if (toggle(rows, id_of("settings.enter"), tr("Enter sends the message"), s.enter_sends))
    out.push_back(intent::SetEnterSends{!s.enter_sends});
  {
    rows.ui.words(rows.cut(32), tr("Time to take a message back"), type::style(type::Kind::Interface, t.text));
    std::vector<std::string_view> choices;
    int undo_chosen = 0;
    for (std::size_t i = 0; i < s.undo_choices.size(); ++i) {
      choices.push_back(s.undo_choices[i].name);
      if (s.undo_choices[i].is_chosen) undo_chosen = static_cast<int>(i);
    }
    const int undo = segmented(ui, id_of("settings.undo"), rows.cut(40), tr("Time to take a message back"),
                               choices.data(), static_cast<int>(choices.size()), undo_chosen);
    if (undo >= 0) out.push_back(intent::SetUndo{s.undo_choices[static_cast<std::size_t>(undo)].undo_for});
    explain(rows, id_of("settings.undo.text"),
            tr("Until then the message waits in this page. When you leave the page (another tab, a minimised window), "
               "it is "
               "sent at once, so that nothing is lost."));
  }

  settings_section(rows, tr("Sound and notifications"));
  draw_quiet(rows, s, out);
  if (toggle(rows, id_of("settings.sound"), tr("Sounds for offers and messages"), s.is_sound_on))
    out.push_back(intent::SetSound{!s.is_sound_on});
  if (!s.sound_problem.empty()) {
    const TextStyle style = type::style(type::Kind::Secondary, t.warning.ink);
    const float height = ui.paragraph({rows.x0, rows.y}, rows.x1 - rows.x0, s.sound_problem, style);
    ui.status_node(id_of("settings.sound.problem"), {{rows.x0, rows.y}, {rows.x1, rows.y + height}}, s.sound_problem);
    rows.y += height + px_snap(8);
  }
  for (std::size_t i = 0; i < s.sounds.size(); ++i)
    choice_chips(rows, id_of(id_of("settings.sound-of"), static_cast<std::uint64_t>(i)), s.sounds[i].name,
                 s.sounds[i].choices, out);
  segments(rows, id_of("settings.volume"), s.sound_volume.name, s.sound_volume.choices, out);
  if (action(rows, id_of("settings.test"), tr("Hear what an offer sounds like"), tr("Test sound")))
    out.push_back(intent::TestSound{});
  const screen::NotificationSetting& shown = s.notifications;
  if (shown.allow.name.empty())
    explain(rows, id_of("settings.notify.text"), shown.text);
  else if (action(rows, id_of("settings.notify"), shown.text, shown.allow.name))
    out.push_back(shown.allow.intent);

  settings_section(rows, tr("Account"));
  const std::string who = s.agent_name + (s.login_role.empty() ? "" : " · " + s.login_role);
  if (action(rows, id_of("settings.sign-out"), who, tr("Sign out"))) out.push_back(intent::SignOut{});

  if (state.keyboard_asked != s.keyboard_asked) {
    state.keyboard_asked = s.keyboard_asked;
    state.settings_scroll.offset += rows.y - inner.min.y;
    focus_node(first_shortcut(s.keyboard));
    request_frame();
  }
  settings_section(rows, tr("Keyboard"));
  draw_keyboard(rows, s.keyboard, out);
  area.end(rows.y + px_snap(4));
  end_dialog(ui);
  if (wants_close) out.push_back(intent::OpenSettings{false});
}

}  // namespace smsdesk::web::view
