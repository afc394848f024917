#include "web/widget/popup.h"

#include <cmath>

#include "imgui_internal.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"
#include "web/widget/surface.h"

namespace smsdesk::web {
namespace {

NodeId entry_id(NodeId menu, std::size_t index) {
  return id_of(menu, static_cast<std::uint64_t>(index));
}

/// Arrow keys within the entries; the mirror has the focus, so it is told where to put it.
void move_focus(const Ui& ui, NodeId id, std::size_t count) {
  std::size_t at = count;
  for (std::size_t i = 0; i < count; ++i)
    if (ui.is_focused(entry_id(id, i))) at = i;
  if (ui.has_key(ImGuiKey_DownArrow)) focus_node(entry_id(id, at >= count ? 0 : (at + 1) % count));
  if (ui.has_key(ImGuiKey_UpArrow)) focus_node(entry_id(id, at >= count ? count - 1 : (at + count - 1) % count));
  if (ui.has_key(ImGuiKey_Home)) focus_node(entry_id(id, 0));
  if (ui.has_key(ImGuiKey_End)) focus_node(entry_id(id, count - 1));
}

}  // namespace

MenuAnswer menu(Ui& ui, MenuState& state, NodeId id, NodeId opener, std::string_view name, ImVec2 at, bool opens_up,
                const std::vector<MenuEntry>& entries) {
  MenuAnswer answer;
  const Theme& t = ui.theme();
  const TextStyle style = type::style(type::Kind::Interface, t.text);
  float width = px_snap(180);
  for (const MenuEntry& entry : entries) width = std::max(width, ui.measure(entry.label, style).x + px_snap(72));
  const float row = px_snap(36), pad = px_snap(6);
  const float height = row * static_cast<float>(entries.size()) + 2 * pad;
  Rect box{{at.x, opens_up ? at.y - height : at.y}, {at.x + width, opens_up ? at.y : at.y + height}};
  box = box.moved(0, std::max(0.0f, ui.page().min.y + px_snap(8) - box.min.y));
  const float shown = ui.motions().appear(id, MotionKind::Fade);
  const float slid = ui.motions().appear(id_of(id, "slide"), MotionKind::Move);
  box = box.moved(0, (opens_up ? 1.0f : -1.0f) * std::floor(px(6) * (1 - slid)));

  ui.begin_layer(name, box);
  ui.push_alpha(shown);
  floating_card(ui, box);
  ui.group(Role::Menu, id, box, name);
  {
    const ParentScope scope(ui, id);
    Rect rest = box.inset(pad);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const MenuEntry& entry = entries[i];
      Rect line = rest.cut_top(row);
      Control c;
      c.id = entry_id(id, i);
      c.rect = line;
      c.role = Role::MenuItemRadio;
      c.flags = entry.is_current ? kNodeChecked : 0u;
      c.name = entry.label;
      c.is_ring_inside = true;
      c.position = static_cast<int>(i) + 1;
      c.count = static_cast<int>(entries.size());
      const Press p = ui.press(c);
      if (p.is_hovered || p.is_focused) ui.fill(line, t.hover, radius::kControl);
      if (p.is_focused) ui.focus_ring(line, radius::kControl, true);
      line = line.inset(px_snap(10), 0);
      if (entry.has_presence) {
        presence_dot(ui, line.cut_left(px_snap(12)).center(), 5, entry.presence, t.raised);
        line.cut_left(px_snap(10));
      }
      if (entry.is_current) icon_in(ui, line.cut_right(px_snap(16)), Icon::Check, 16, t.accent);
      ui.words(line, entry.label, style);
      if (p.was_pressed) answer.chosen = static_cast<int>(i);
    }
  }
  const bool is_elsewhere = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ui.is_hovering(box);
  ui.pop_alpha();
  ui.end_layer();

  if (!state.was_open) {
    state.was_open = true;
    std::size_t first = 0;
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (entries[i].is_current) first = i;
    if (!entries.empty()) focus_node(entry_id(id, first));
  } else if (!entries.empty()) {
    move_focus(ui, id, entries.size());
    // A press on the opener closes it by the opener's own doing.
    answer.wants_close =
        ui.has_key(ImGuiKey_Escape) || ui.has_key(ImGuiKey_Tab) || (is_elsewhere && ui.hot_control() != opener);
  }
  return answer;
}

void menu_closed(Ui&, MenuState& state, NodeId opener) {
  if (!state.was_open) return;
  state.was_open = false;
  focus_node(opener);
}

Rect begin_dialog(Ui& ui, DialogState& state, const Dialog& dialog, bool& wants_close) {
  const Theme& t = ui.theme();
  const float margin = px_snap(16);
  const Rect room = ui.page().inset(margin);
  const float shown = ui.motions().appear(dialog.id, MotionKind::Fade);
  const float slid = ui.motions().appear(id_of(dialog.id, "slide"), MotionKind::Move);
  Rect box = centered_in(room, std::min(px_snap(dialog.width_css), room.width()),
                         std::min(px_snap(dialog.height_css), room.height()));
  box = box.moved(0, std::floor(px(8) * (1 - slid)));

  ui.begin_layer(dialog.title, ui.page());
  ui.push_alpha(shown);
  ui.fill(ui.page(), t.scrim);
  floating_card(ui, box, radius::kCard + 2);
  MirrorNode n;
  n.id = dialog.id;
  n.role = Role::Dialog;
  n.flags = kNodeModal;
  n.min = box.min;
  n.max = box.max;
  n.name = dialog.title;
  ui.node(n);
  ui.push_parent(dialog.id);

  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !box.contains(ImGui::GetIO().MousePos) && state.was_open)
    wants_close = true;
  Rect inner = box.inset(px_snap(24), px_snap(20));
  Rect top = inner.cut_top(px_snap(28));
  const NodeId close = id_of(dialog.id, "close");
  const Rect close_box = centered_in(top.cut_right(px_snap(32)), px_snap(32), px_snap(32));
  ui.heading(id_of(dialog.id, "title"), top, dialog.title, 1);
  ui.words(top, dialog.title, type::style(type::Kind::Title, t.text, TextWeight::Semibold));
  IconButton b;
  b.id = close;
  b.rect = close_box;
  b.icon = Icon::Close;
  b.name = "Close";
  b.shortcut = "Esc";
  b.has_tooltip_on_focus = false;
  if (icon_button(ui, b)) wants_close = true;
  if (!state.was_open) {
    state.was_open = true;
    focus_node(close);
  }
  inner.cut_top(px_snap(16));
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
  focus_node(opener);
}

}  // namespace smsdesk::web
