#include "web/widget/popup.h"

#include <algorithm>
#include <cmath>

#include "core/words/words.h"
#include "imgui_internal.h"
#include "web/platform/canvas.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"
#include "web/widget/surface.h"

namespace smsdesk::web {
namespace {

constexpr float kRow = 36, kDetailRow = 50, kHeading = 28, kPad = 6, kMargin = 8;
constexpr float kLowDialogBelow = 340;  ///< page height: with less than that the content needs what margins take
constexpr float kRoomMin = 300;         ///< with less room than that on its side, a plane may cover its opener

/// Arrow keys within the entries; the mirror has the focus, so it is told where to put it.
void move_focus(const Ui& ui, NodeId id, std::size_t count) {
  std::size_t at = count;
  for (std::size_t i = 0; i < count; ++i)
    if (ui.is_focused(menu_entry_id(id, i))) at = i;
  if (ui.has_key(ImGuiKey_DownArrow)) focus_node(menu_entry_id(id, at >= count ? 0 : (at + 1) % count));
  if (ui.has_key(ImGuiKey_UpArrow)) focus_node(menu_entry_id(id, at >= count ? count - 1 : (at + count - 1) % count));
  if (ui.has_key(ImGuiKey_Home)) focus_node(menu_entry_id(id, 0));
  if (ui.has_key(ImGuiKey_End)) focus_node(menu_entry_id(id, count - 1));
}

float row_height(const MenuEntry& entry) {
  return px_snap(entry.detail.empty() ? kRow : kDetailRow);
}

bool begins_section(const std::vector<MenuEntry>& entries, std::size_t i) {
  return !entries[i].section.empty() && (i == 0 || entries[i].section != entries[i - 1].section);
}

float rows_height(const std::vector<MenuEntry>& entries) {
  float height = 0;
  for (std::size_t i = 0; i < entries.size(); ++i)
    height += row_height(entries[i]) + (begins_section(entries, i) ? px_snap(kHeading) : 0);
  return height;
}

TextStyle heading_style(const Theme& t) {
  return type::style(type::Kind::Secondary, t.text_secondary, TextWeight::Semibold);
}

/// Where on the page a plane may stand: on its side of the corner, if there is room enough, else anywhere.
Rect room_for(const Ui& ui, const Corner& corner) {
  Rect room = ui.page().inset(px_snap(kMargin));
  Rect side = room;
  (corner.is_bottom ? side.max.y : side.min.y) = corner.at.y;
  return side.height() >= px_snap(kRoomMin) ? side : room;
}

/// A plane of that size with its corner there, moved and cut to what the page has room for.
Rect place_plane(const Ui& ui, const Corner& corner, float width, float height) {
  const Rect room = room_for(ui, corner);
  const float w = std::min(width, room.width()), h = std::min(height, room.height());
  const float x = corner.is_right ? corner.at.x - w : corner.at.x;
  const float y = corner.is_bottom ? corner.at.y - h : corner.at.y;
  const ImVec2 at{std::floor(std::clamp(x, room.min.x, room.max.x - w)),
                  std::floor(std::clamp(y, room.min.y, room.max.y - h))};
  return {at, {at.x + w, at.y + h}};
}

/// What appears slides a little from its opener.
Rect slid_in(Ui& ui, NodeId id, const Corner& corner, const Rect& box) {
  const float slid = ui.motions().appear(id_of(id, "slide"), MotionKind::Move);
  return box.moved(0, (corner.is_bottom ? 1.0f : -1.0f) * std::floor(px(6) * (1 - slid)));
}

/// All beside it is inert.
void modal_node(Ui& ui, NodeId id, const Rect& box, std::string_view title) {
  MirrorNode n;
  n.id = id;
  n.role = Role::Dialog;
  n.flags = kNodeModal;
  n.min = box.min;
  n.max = box.max;
  n.name = title;
  ui.node(n);
}

bool draw_row(Ui& ui, NodeId id, const Rect& rect, const MenuEntry& entry, bool is_choice, int position, int count) {
  const Theme& t = ui.theme();
  Control c;
  c.id = id;
  c.rect = rect;
  c.role = is_choice ? Role::MenuItemRadio : Role::MenuItem;
  c.flags = entry.is_current ? kNodeChecked : 0u;
  c.name = entry.name.empty() ? entry.label : entry.name;
  c.is_ring_inside = true;
  c.position = position;
  c.count = count;
  const Press p = ui.press(c);
  if (p.is_hovered || p.is_focused) ui.fill(rect, t.hover, radius::kControl);
  if (p.is_focused) ui.focus_ring(rect, radius::kControl, true);
  Rect line = rect.inset(px_snap(10), 0);
  if (entry.is_indented) line.cut_left(px_snap(22));
  if (entry.has_presence) {
    presence_dot(ui, line.cut_left(px_snap(12)).center(), 5, entry.presence, t.raised, entry.is_uncertain);
    line.cut_left(px_snap(10));
  }
  if (entry.is_current) {
    icon_in(ui, line.cut_right(px_snap(16)), Icon::Check, 16, t.accent);
    line.cut_right(px_snap(8));
  }
  if (!entry.detail.empty()) {
    line = line.inset(0, px_snap(5));
    const ImU32 color = entry.detail_color ? entry.detail_color : t.text_secondary;
    ui.words(line.cut_bottom(px_snap(20)), entry.detail, type::style(type::Kind::Secondary, color));
  }
  ui.words(line, entry.label, type::style(type::Kind::Interface, t.text));
  return p.was_pressed;
}

}  // namespace

NodeId menu_entry_id(NodeId menu, std::size_t index) {
  return id_of(menu, static_cast<std::uint64_t>(index));
}

int menu_rows(Ui& ui, NodeId id, std::string_view name, float x0, float x1, float& y,
              const std::vector<MenuEntry>& entries, bool is_choice) {
  int chosen = -1;
  ui.group(Role::Menu, id, {{x0, y}, {x1, y + rows_height(entries)}}, name);
  const ParentScope scope(ui, id);
  bool is_in_section = false;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (begins_section(entries, i)) {
      if (is_in_section) ui.pop_parent();
      is_in_section = true;
      const Rect heading{{x0, y}, {x1, y + px_snap(kHeading)}};
      ui.words(heading.inset(px_snap(10), 0), entries[i].section, heading_style(ui.theme()));
      std::size_t end = i;
      float bottom = heading.max.y;
      while (end < entries.size() && entries[end].section == entries[i].section) bottom += row_height(entries[end++]);
      const NodeId section = id_of(id_of(id, "section"), entries[i].section);
      ui.group(Role::Group, section, {heading.min, {x1, bottom}}, entries[i].section);
      ui.push_parent(section);
      y = heading.max.y;
    }
    const Rect row{{x0, y}, {x1, y + row_height(entries[i])}};
    if (draw_row(ui, menu_entry_id(id, i), row, entries[i], is_choice, static_cast<int>(i) + 1,
                 static_cast<int>(entries.size())))
      chosen = static_cast<int>(i);
    y = row.max.y;
  }
  if (is_in_section) ui.pop_parent();
  move_focus(ui, id, entries.size());
  return chosen;
}

MenuAnswer menu(Ui& ui, MenuState& state, const Menu& m, const std::vector<MenuEntry>& entries) {
  MenuAnswer answer;
  const Theme& t = ui.theme();
  float width = px_snap(180);
  if (!m.title.empty()) width = std::max(width, ui.measure(m.title, heading_style(t)).x + px_snap(44));
  for (const MenuEntry& entry : entries) {
    const float label = ui.measure(entry.label, type::style(type::Kind::Interface, t.text)).x;
    width = std::max(width, label + px_snap(entry.is_indented ? 94 : 72));
  }
  const float title = m.title.empty() ? 0 : px_snap(kHeading);
  const float height = rows_height(entries) + title + 2 * px_snap(kPad);
  const Rect box = slid_in(ui, m.id, m.corner, place_plane(ui, m.corner, width, height));
  const float shown = ui.motions().appear(m.id, MotionKind::Fade);

  ui.begin_layer(m.name, box);
  ui.push_alpha(shown);
  floating_card(ui, box);
  {
    // What floats belongs to some landmark.
    const NodeId region = id_of(m.id, "region");
    ui.group(Role::Region, region, box, m.name);
    const ParentScope scope(ui, region);
    ScrollArea area(ui, state.scroll, box);
    float y = area.top() + px_snap(kPad);
    const float x0 = box.min.x + px_snap(kPad), x1 = box.max.x - px_snap(kPad);
    if (title > 0) {
      ui.words(Rect{{x0, y}, {x1, y + title}}.inset(px_snap(10), 0), m.title, heading_style(t));
      y += title;
    }
    answer.chosen = menu_rows(ui, m.id, m.name, x0, x1, y, entries, m.is_choice);
    area.end(y + px_snap(kPad));
  }
  const bool is_elsewhere = ui.has_first_press() && !ui.is_hovering(box);
  ui.pop_alpha();
  ui.end_layer();

  state.opener = m.opener;
  if (!state.was_open) {
    state.was_open = true;
    state.scroll = {};
    std::size_t first = 0;
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (entries[i].is_current) first = i;
    if (!entries.empty()) focus_node(menu_entry_id(m.id, first));
  } else {
    // A press on the opener closes it by the opener's own doing.
    answer.wants_close =
        ui.has_key(ImGuiKey_Escape) || ui.has_key(ImGuiKey_Tab) || (is_elsewhere && ui.hot_control() != m.opener);
  }
  return answer;
}

void menu_closed(MenuState& state) {
  if (!state.was_open) return;
  state.was_open = false;
  focus_node(state.opener);
}

PopoverScope::PopoverScope(Ui& ui, MenuState& state, const Popover& popover)
    : ui_(ui), state_(state), opener_(popover.opener), room_(room_for(ui, popover.corner).height()) {
  if (!state.was_open) state.scroll = {};
  const float wanted = static_cast<float>(state.scroll.content_height);
  box_ = place_plane(ui, popover.corner, px_snap(popover.width_css), wanted > 0 ? wanted : px_snap(240));
  box_ = slid_in(ui, popover.id, popover.corner, box_);
  ui.begin_layer(popover.title, box_);
  ui.push_alpha(ui.motions().appear(popover.id, MotionKind::Fade));
  floating_card(ui, box_);
  modal_node(ui, popover.id, box_, popover.title);
  ui.push_parent(popover.id);
  // Native fields are cut where the content is.
  const NodeId region = id_of(popover.id, "content");
  ui.group(Role::Region, region, box_, popover.title);
  ui.push_parent(region);
  area_.emplace(ui, state.scroll, box_);
  content_ = box_.inset(px_snap(16), 0);
  content_.min.y = area_->top() + px_snap(10);
  const Rect title = content_.cut_top(px_snap(32));
  ui.heading(id_of(popover.id, "title"), title, popover.title, 2);
  ui.words(title, popover.title, type::style(type::Kind::Interface, ui.theme().text, TextWeight::Semibold));
}

bool PopoverScope::end(float bottom) {
  area_->end(bottom);
  const bool is_elsewhere = ui_.has_first_press() && !ui_.is_hovering(box_);
  ui_.pop_parent();
  ui_.pop_parent();
  ui_.pop_alpha();
  ui_.end_layer();
  // It is as high as its content was in the last frame.
  if (std::abs(std::min(static_cast<float>(state_.scroll.content_height), room_) - box_.height()) > 1) request_frame();
  state_.opener = opener_;
  const bool was_open = state_.was_open;
  state_.was_open = true;
  if (!was_open) return false;
  bool wants_escape = ui_.has_key(ImGuiKey_Escape);
  for (const TextFieldEvent& event : text_field_events())
    wants_escape = wants_escape || event.kind == TextFieldEvent::Kind::Escape;
  return wants_escape || (is_elsewhere && ui_.hot_control() != opener_);
}

Rect begin_dialog(Ui& ui, DialogState& state, const Dialog& dialog, bool& wants_close) {
  const Theme& t = ui.theme();
  const bool is_low = ui.page_height_css() < kLowDialogBelow;
  const Rect room = ui.page().inset(px_snap(is_low ? 4 : 16));
  const float shown = ui.motions().appear(dialog.id, MotionKind::Fade);
  const float slid = ui.motions().appear(id_of(dialog.id, "slide"), MotionKind::Move);
  Rect box = centered_in(room, std::min(px_snap(dialog.width_css), room.width()),
                         std::min(px_snap(dialog.height_css), room.height()));
  box = box.moved(0, std::floor(px(8) * (1 - slid)));

  ui.begin_layer(dialog.title, ui.page());
  ui.push_alpha(shown);
  ui.fill(ui.page(), t.scrim);
  floating_card(ui, box, radius::kCard + 2);
  modal_node(ui, dialog.id, box, dialog.title);
  ui.push_parent(dialog.id);

  if (ui.has_first_press() && !box.contains(ImGui::GetIO().MousePos) && state.was_open) wants_close = true;
  Rect inner = box.inset(px_snap(is_low ? 16 : 24), px_snap(is_low ? 8 : 20));
  Rect top = inner.cut_top(px_snap(28));
  const NodeId close = id_of(dialog.id, "close");
  const Rect close_box = centered_in(top.cut_right(px_snap(32)), px_snap(32), px_snap(32));
  ui.heading(id_of(dialog.id, "title"), top, dialog.title, 1);
  ui.words(top, dialog.title, type::style(type::Kind::Title, t.text, TextWeight::Semibold));
  IconButton b;
  b.id = close;
  b.rect = close_box;
  b.icon = Icon::Close;
  b.name = tr("Close");
  b.shortcut = tr("Esc");
  b.has_tooltip_on_focus = false;
  if (icon_button(ui, b)) wants_close = true;
  if (!state.was_open) {
    state.was_open = true;
    focus_node(close);
  }
  inner.cut_top(px_snap(is_low ? 4 : 16));
  return inner;
}

void end_dialog(Ui& ui) {
  ui.pop_parent();
  ui.pop_alpha();
  ui.end_layer();
}

void dialog_closed(DialogState& state, NodeId opener) {
  if (!state.was_open) return;
  state.was_open = false;
  if (opener != 0) focus_node(opener);
}

}  // namespace smsdesk::web
