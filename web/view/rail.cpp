#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/panels.h"
#include "web/view/product_mark.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kMarkRoom = 48, kPadY = 12, kPlace = 44, kBelowPlaces = 62 + 4 + 40 + 44 + 24, kQuiet = 44;

void draw_presence(Ui& ui, const Rect& rect, const screen::Rail& s, Intents& out) {
  const Theme& t = ui.theme();
  const std::string name =
      s.agent_name + comma() +
      (s.time_in_presence.empty()
           ? s.presence_name
           : tr("{presence} for {duration}", {{"presence", s.presence_name}, {"duration", s.time_in_presence}}));
  const std::string tip = s.presence_name;
  Control c;
  c.id = ids::rail_presence();
  c.rect = rect;
  c.name = name;
  c.tooltip = tip;
  c.is_tooltip_beside = true;
  c.flags = kNodeHasPopup | (s.is_presence_menu_open ? kNodeExpanded : kNodeCollapsed);
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  if (s.is_presence_menu_open)
    ui.fill(rect, t.selected, radius::kControl);
  else if (p.is_hovered)
    ui.fill(rect, t.hover, radius::kControl);
  if (p.is_focused) ui.focus_ring(rect, radius::kControl, true);
  Rect column = rect;
  column.cut_top(px_snap(6));
  const Rect face = column.cut_top(px_snap(32));
  avatar(ui, face, s.initials, s.agent_name);
  const ImVec2 dot{face.center().x + px(12), face.center().y + px(12)};
  presence_dot(ui, dot, 5, s.presence, t.surface, s.is_presence_uncertain);
  column.cut_top(px_snap(4));
  ui.figures(column.cut_top(px_snap(16)), s.time_in_presence, type::style(type::Kind::Tiny, t.text_secondary),
             Align::Center);
  if (p.was_pressed) out.push_back(intent::OpenPresenceMenu{!s.is_presence_menu_open});
}

}  // namespace

Icon area_icon(Area area) {
  switch (area) {
    case Area::Conversations:
      break;
    case Area::Find:
      return Icon::Archive;
    case Area::Overview:
      return Icon::Supervisor;
    case Area::Organisation:
      return Icon::Edit;
  }
  return Icon::Conversations;
}

void draw_rail(Ui& ui, ScrollState& scroll, const Rect& rect, const screen::Rail& s,
               const screen::ConnectionBar& connection, Intents& out) {
  const Theme& t = ui.theme();
  fill_panel(rect.min, rect.max, t.surface);
  ui.line_right(rect, t.border);
  ui.group(Role::Navigation, id_of("rail"), rect, "smsdesk");
  const ParentScope scope(ui, id_of("rail"));
  // On a page that is too low for all of it, it scrolls.
  const float needed = px_snap(kPlace) * static_cast<float>(s.places.size()) +
                       px_snap(kBelowPlaces + (s.is_quiet ? kQuiet : 0) + 2 * kPadY);
  ScrollArea area(ui, scroll, rect);
  Rect column = rect.inset(px_snap(6), px_snap(kPadY));
  column.min.y = area.top() + px_snap(kPadY);
  column.max.y = area.top() + std::max(rect.height(), needed) - px_snap(kPadY);
  // What can be pressed comes first.
  if (rect.height() >= needed + px_snap(kMarkRoom)) {
    product_mark(ui, centered_in(column.cut_top(px_snap(32)), px_snap(28), px_snap(28)));
    column.cut_top(px_snap(16));
  }

  for (const screen::RailPlace& place : s.places) {
    IconButton button;
    button.id = id_of(id_of("rail.place"), static_cast<std::uint64_t>(place.area));
    button.rect = centered_in(column.cut_top(px_snap(40)), px_snap(40), px_snap(40));
    button.icon = area_icon(place.area);
    button.name = place.name;
    button.is_tooltip_beside = true;
    button.is_on = place.is_current;
    if (place.is_current) button.flags = kNodeCurrent;
    if (icon_button(ui, button)) out.push_back(intent::ShowArea{place.area});
    if (place.area == Area::Conversations && s.unread_total > 0)
      badge(ui, {button.rect.max.x + px_snap(3), button.rect.min.y + px_snap(6)}, s.unread_total, t.danger_fill,
            t.on_danger_fill);
    column.cut_top(px_snap(4));
  }

  draw_presence(ui, column.cut_bottom(px_snap(62)), s, out);
  column.cut_bottom(px_snap(4));
  IconButton settings;
  settings.id = ids::rail_settings();
  settings.rect = centered_in(column.cut_bottom(px_snap(40)), px_snap(40), px_snap(40));
  settings.icon = Icon::Settings;
  settings.name = tr("Settings");
  settings.is_tooltip_beside = true;
  settings.flags = kNodeHasPopup;
  settings.is_on = s.is_settings_open;
  settings.shortcut = s.settings_shortcut;
  if (icon_button(ui, settings)) out.push_back(intent::OpenSettings{true});
  column.cut_bottom(px_snap(4));
  IconButton palette;
  palette.id = ids::rail_palette();
  palette.rect = centered_in(column.cut_bottom(px_snap(40)), px_snap(40), px_snap(40));
  palette.icon = Icon::Command;
  palette.name = s.palette_name;
  palette.shortcut = s.palette_shortcut;
  palette.is_tooltip_beside = true;
  palette.flags = kNodeHasPopup;
  if (icon_button(ui, palette)) out.push_back(intent::DoPalette{PaletteStep::Open});
  if (s.is_quiet) {
    column.cut_bottom(px_snap(4));
    IconButton quiet;
    quiet.id = id_of("rail.quiet");
    quiet.rect = centered_in(column.cut_bottom(px_snap(40)), px_snap(40), px_snap(40));
    quiet.icon = Icon::BellOff;
    quiet.name = s.quiet_name;
    quiet.is_tooltip_beside = true;
    quiet.color = t.warning.ink;
    if (icon_button(ui, quiet)) out.push_back(intent::SetDoNotDisturb{0});
  }
  draw_connection_dot(ui, column.cut_bottom(px_snap(24)).center(), t.surface, connection);
  area.end(area.top() + std::max(rect.height(), needed));
}

void draw_presence_menu(Ui& ui, MenuState& state, const Rect& rail, const screen::Rail& s, Intents& out) {
  if (!s.is_presence_menu_open) {
    menu_closed(state);
    return;
  }
  std::vector<MenuEntry> entries;
  entries.reserve(s.presence_choices.size());
  for (const screen::PresenceChoice& choice : s.presence_choices) {
    MenuEntry entry;
    entry.label = choice.name;
    entry.name = choice.accessible_name;
    entry.is_current = choice.is_current;
    entry.is_indented = choice.sub_status.is_set();
    entry.has_presence = true;
    entry.presence = choice.presence;
    entry.is_uncertain = choice.is_uncertain;
    entries.push_back(entry);
  }
  Menu m;
  m.id = id_of("rail.presence-menu");
  m.opener = ids::rail_presence();
  m.name = tr("Presence");
  m.title = s.presence_title;
  m.corner = {{rail.max.x + px_snap(6), rail.max.y - px_snap(12)}, true, false};
  m.is_choice = true;
  const MenuAnswer answer = menu(ui, state, m, entries);
  if (answer.chosen >= 0)
    out.push_back(intent::SetPresence{s.presence_choices[static_cast<std::size_t>(answer.chosen)].presence,
                                      s.presence_choices[static_cast<std::size_t>(answer.chosen)].sub_status});
  if (answer.chosen >= 0 || answer.wants_close) out.push_back(intent::OpenPresenceMenu{false});
}

}  // namespace smsdesk::web::view
