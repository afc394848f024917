// The agent's own settings, and the list of shortcuts.
#include "imgui.h"
#include "web/view/panels.h"
#include "web/view/shortcuts.h"
#include "web/widget/button.h"
#include "web/widget/choice.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

struct Rows {
  Ui& ui;
  float x0, x1, y;
  Rect cut(float css) {
    const Rect rect{{x0, y}, {x1, y + px_snap(css)}};
    y = rect.max.y;
    return rect;
  }
};

void section(Rows& rows, std::string_view text) {
  rows.y += px_snap(8);
  const Rect rect = rows.cut(28);
  rows.ui.words(rect, text, type::style(type::Kind::Secondary, rows.ui.theme().text_secondary, TextWeight::Semibold));
  rows.ui.heading(id_of(id_of("settings.section"), text), rect, text, 2);
}

bool toggle(Rows& rows, NodeId id, std::string_view name, bool is_on) {
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

bool action(Rows& rows, NodeId id, std::string_view text, std::string_view label) {
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

void draw_shortcuts(Rows& rows) {
  Ui& ui = rows.ui;
  const Theme& t = ui.theme();
  const NodeId list = id_of("settings.shortcuts");
  ui.group(Role::List, list,
           {{rows.x0, rows.y}, {rows.x1, rows.y + px_snap(28) * static_cast<float>(std::size(shortcuts::kLines))}},
           "Shortcuts");
  const ParentScope scope(ui, list);
  for (std::size_t i = 0; i < std::size(shortcuts::kLines); ++i) {
    Rect row = rows.cut(28);
    const std::string said = std::string(shortcuts::kLines[i].keys) + ": " + std::string(shortcuts::kLines[i].what);
    MirrorNode n;
    n.id = id_of(list, i);
    n.role = Role::ListItem;
    n.min = row.min;
    n.max = row.max;
    n.text = said;
    ui.node(n);
    ui.words(row.cut_left(px_snap(150)), shortcuts::kLines[i].keys,
             type::style(type::Kind::Secondary, t.text, TextWeight::Semibold));
    ui.words(row, shortcuts::kLines[i].what, type::style(type::Kind::Secondary, t.text_secondary));
  }
}

}  // namespace

void draw_settings(Ui& ui, ViewState& state, const screen::Settings& s, Intents& out) {
  if (!s.is_open) {
    dialog_closed(state.settings, ids::rail_settings());
    return;
  }
  const Theme& t = ui.theme();
  bool wants_close = false;
  Dialog dialog;
  dialog.id = id_of("settings");
  dialog.title = "Settings";
  dialog.height_css = 720;
  const Rect inner = begin_dialog(ui, state.settings, dialog, wants_close);
  const float bleed = px_snap(8);
  ScrollArea area(ui, state.settings_scroll, inner.inset(-bleed, 0));
  Rows rows{ui, inner.min.x, inner.max.x - px_snap(4), area.top()};

  section(rows, "Appearance");
  const std::string_view themes[] = {"System", "Light", "Dark"};
  const int pressed =
      segmented(ui, id_of("settings.theme"), rows.cut(40), "Theme", themes, 3, static_cast<int>(s.theme));
  if (pressed >= 0) out.push_back(intent::SetTheme{static_cast<ThemeChoice>(pressed)});

  section(rows, "Writing");
  if (toggle(rows, id_of("settings.enter"), "Enter sends the message", s.enter_sends))
    out.push_back(intent::SetEnterSends{!s.enter_sends});
  {
    rows.ui.words(rows.cut(32), "Time to take a message back", type::style(type::Kind::Interface, t.text));
    std::vector<std::string_view> choices;
    int undo_chosen = 0;
    for (std::size_t i = 0; i < s.undo_choices.size(); ++i) {
      choices.push_back(s.undo_choices[i].name);
      if (s.undo_choices[i].is_chosen) undo_chosen = static_cast<int>(i);
    }
    const int undo = segmented(ui, id_of("settings.undo"), rows.cut(40), "Time to take a message back", choices.data(),
                               static_cast<int>(choices.size()), undo_chosen);
    if (undo >= 0) out.push_back(intent::SetUndo{s.undo_choices[static_cast<std::size_t>(undo)].undo_for});
  }

  section(rows, "Sound and notifications");
  if (toggle(rows, id_of("settings.sound"), "Sounds for offers and messages", s.is_sound_on))
    out.push_back(intent::SetSound{!s.is_sound_on});
  if (!s.sound_problem.empty()) {
    const TextStyle style = type::style(type::Kind::Secondary, t.warning.ink);
    const float height = ui.paragraph({rows.x0, rows.y}, rows.x1 - rows.x0, s.sound_problem, style);
    ui.status_node(id_of("settings.sound.problem"), {{rows.x0, rows.y}, {rows.x1, rows.y + height}}, s.sound_problem);
    rows.y += height + px_snap(8);
  }
  std::vector<std::string_view> sounds;
  int chosen = -1;
  for (std::size_t i = 0; i < s.alert_sounds.size(); ++i) {
    sounds.push_back(s.alert_sounds[i].name);
    if (s.alert_sounds[i].is_chosen) chosen = static_cast<int>(i);
  }
  const int sound = segmented(ui, id_of("settings.alert-sound"), rows.cut(40), "Sound of an offer", sounds.data(),
                              static_cast<int>(sounds.size()), chosen);
  if (sound >= 0) out.push_back(intent::SetAlertSound{s.alert_sounds[static_cast<std::size_t>(sound)].sound});
  if (action(rows, id_of("settings.test"), "Hear what an offer sounds like", "Test sound"))
    out.push_back(intent::TestSound{});
  if (action(rows, id_of("settings.notify"), "See and answer offers in another window", "Allow"))
    out.push_back(intent::AllowNotifications{});

  section(rows, "Account");
  const std::string who = s.agent_name + (s.login_role.empty() ? "" : " · " + s.login_role);
  if (action(rows, id_of("settings.sign-out"), who, "Sign out")) out.push_back(intent::SignOut{});

  section(rows, "Keyboard");
  draw_shortcuts(rows);
  area.end(rows.y + px_snap(4));
  end_dialog(ui);
  if (wants_close) out.push_back(intent::OpenSettings{false});
}

}  // namespace smsdesk::web::view
