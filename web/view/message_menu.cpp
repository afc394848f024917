// What floats for one message: its menu, and the dialog that tells what became of it.
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/view/bubble.h"
#include "web/view/panels.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"
#include "web/widget/popup.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

struct Column {
  Ui& ui;
  float x0, x1, y;
  float width() const { return x1 - x0; }
};

/// Words that wrap, and as much said.
void paragraph(Column& c, NodeId id, std::string_view text, const TextStyle& style, float indent_css = 0) {
  if (text.empty()) return;
  const float x = c.x0 + px_snap(indent_css);
  const float height = c.ui.paragraph({x, c.y}, c.x1 - x, text, style);
  c.ui.text_node(id, {{x, c.y}, {c.x1, c.y + height}}, text);
  c.y += height;
}

void draw_step(Column& c, NodeId id, const screen::DeliveryLine& line) {
  const Theme& t = c.ui.theme();
  const Rect row{{c.x0, c.y}, {c.x1, c.y + px_snap(24)}};
  Icon icon{};
  ImU32 color = 0;
  Rect rest = row;
  const Rect sign = rest.cut_left(px_snap(24));
  if (find_mark(t, line.mark, icon, color))
    icon_in(c.ui, sign, icon, 16, color);
  else
    c.ui.disc(sign.center(), 3, t.text_secondary);
  const std::string time = format_date_time(line.at);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  const float time_width = std::min(c.ui.measure(time, quiet).x + px_snap(8), row.width() * 0.55f);
  const Rect time_box = rest.cut_right(time_width);
  c.ui.words(time_box, time, quiet, Align::Right);
  const std::string words = line.text + (line.code.empty() ? "" : " · " + line.code);
  c.ui.words(rest, words, type::style(type::Kind::Interface, t.text));
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.min = row.min;
  n.max = row.max;
  const std::string said = words + comma() + time;
  n.text = said;
  c.ui.node(n);
  c.y += row.height();
}

void draw_record(Column& c, NodeId id, const screen::DeliveryRecord& s) {
  Ui& ui = c.ui;
  const Theme& t = ui.theme();
  const Rect head{{c.x0, c.y}, {c.x1, c.y + px_snap(28)}};
  const std::string title = s.title + " · " + s.by;
  ui.heading(id_of(id, "title"), head, title, 2);
  Rect row = head;
  const TextStyle result_style = type::style(type::Kind::Interface, mark_ink(t, s.mark), TextWeight::Semibold);
  const float result = std::ceil(ui.measure(s.result, result_style).x);
  const Rect result_box = row.cut_right(std::min(result, row.width() * 0.5f));
  ui.words(result_box, s.result, result_style, Align::Right);
  ui.text_node(id_of(id, "result"), result_box, s.result);
  ui.words(row, title, type::style(type::Kind::Interface, t.text, TextWeight::Semibold));
  c.y = head.max.y;
  const TextStyle plain = type::style(type::Kind::Interface, t.text);
  paragraph(c, id_of(id, "cause"), s.cause, plain);
  paragraph(c, id_of(id, "next"), s.next_step, plain);
  c.y += px_snap(4);
  const NodeId list = id_of(id, "steps");
  ui.group(Role::List, list, {{c.x0, c.y}, {c.x1, c.y + px_snap(24) * static_cast<float>(s.lines.size())}},
           tr("{title}, step by step", {{"title", s.title}}));
  {
    const ParentScope scope(ui, list);
    for (std::size_t i = 0; i < s.lines.size(); ++i) draw_step(c, id_of(list, i), s.lines[i]);
  }
  if (!s.carrier_id.empty()) {
    paragraph(c, id_of(id, "carrier"), tr("The carrier calls it {id}", {{"id", s.carrier_id}}),
              type::style(type::Kind::Secondary, t.text_secondary), 24);
  }
  c.y += px_snap(16);
}

}  // namespace

void draw_message_menu(Ui& ui, TimelineState& state, const screen::MessageMenuPanel& s, Intents& out) {
  if (!s.is_open || s.entries.empty()) return menu_closed(state.menu);
  std::vector<MenuEntry> entries;
  entries.reserve(s.entries.size());
  for (const screen::ActionChoice& choice : s.entries) {
    MenuEntry entry;
    entry.label = choice.label;
    entry.detail = choice.detail;
    if (!choice.detail.empty()) entry.detail_color = ui.theme().warning.ink;
    entry.section = choice.section;
    entry.name = choice.accessible_name;
    entries.push_back(entry);
  }
  Menu m;
  // One after another, as from "Report…" to its reasons, are different menus: each begins at its first entry.
  m.id = id_of(id_of("message-menu"), static_cast<std::uint64_t>(s.kind));
  m.opener = state.menu_place.opener;
  m.name = s.name;
  m.title = s.title;
  m.corner = {{state.menu_place.anchor.min.x, state.menu_place.anchor.max.y + px_snap(4)}, false, false};
  if (state.menu_kind != s.kind) state.menu.was_open = false;
  state.menu_kind = s.kind;
  const MenuAnswer answer = menu(ui, state.menu, m, entries);
  if (answer.chosen >= 0) out.push_back(s.entries[static_cast<std::size_t>(answer.chosen)].intent);
  if (answer.wants_close) out.push_back(s.close);
}

void draw_delivery(Ui& ui, ViewState& state, const screen::DeliveryPanel& s, Intents& out) {
  if (!s.is_open) {
    dialog_closed(state.delivery, ids::message_options(state.delivery_of));
    return;
  }
  const Theme& t = ui.theme();
  if (!state.delivery.was_open) state.delivery_scroll = {};
  state.delivery_of = s.message;
  bool wants_close = ui.has_key(ImGuiKey_Escape);
  Dialog dialog;
  dialog.id = id_of("delivery");
  dialog.title = tr("Delivery details");
  dialog.width_css = 560;
  dialog.height_css = 460;
  Rect inner = begin_dialog(ui, state.delivery, dialog, wants_close);
  if (!s.actions.empty()) {
    Rect row = inner.cut_bottom(px_snap(36));
    for (const screen::ActionChoice& action : s.actions) {
      Button b;
      b.id = id_of(id_of("delivery.action"), action.label);
      b.label = action.label;
      b.rect = row.cut_left(button_width(ui, action.label));
      row.cut_left(px_snap(8));
      b.look = ButtonLook::Secondary;
      if (button(ui, b)) out.push_back(action.intent);
    }
    inner.cut_bottom(px_snap(12));
  }
  ScrollArea area(ui, state.delivery_scroll, inner);
  Column c{ui, inner.min.x, inner.max.x - px_snap(8), area.top()};
  if (!s.text.empty()) {
    const TextStyle style = type::style(type::Kind::Interface, t.text_secondary);
    const float height = ui.paragraph({c.x0, c.y}, c.width(), s.text, style, 3);
    ui.text_node(id_of("delivery.text"), {{c.x0, c.y}, {c.x1, c.y + height}}, s.text);
    c.y += height + px_snap(16);
  }
  if (!s.status.empty()) {
    const TextStyle style = type::style(type::Kind::Interface, t.text_secondary);
    const float height = ui.paragraph({c.x0, c.y}, c.width(), s.status, style);
    ui.status_node(id_of("delivery.status"), {{c.x0, c.y}, {c.x1, c.y + height}}, s.status);
    c.y += height + px_snap(12);
  }
  if (s.is_loading) {
    skeleton(ui, {{c.x0, c.y}, {c.x1, c.y + px_snap(20)}});
    c.y += px_snap(32);
  }
  for (std::size_t i = 0; i < s.records.size(); ++i) draw_record(c, id_of(id_of("delivery.record"), i), s.records[i]);
  area.end(c.y);
  end_dialog(ui);
  if (wants_close) out.push_back(s.close);
}

}  // namespace smsdesk::web::view
