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

/// Words that wrap, and can be selected and copied.
void paragraph(Column& c, NodeId id, std::string_view text, const TextStyle& style, float indent_css = 0) {
  if (text.empty()) return;
  const float x = c.x0 + px_snap(indent_css);
  c.y += c.ui.selectable(id, {x, c.y}, c.x1 - x, text, style);
}

/// A step of the way: what happened and its time, as they are drawn and said.
struct Step {
  std::string words, time;
  float time_width = 0, words_width = 0, height = 0;
};
Step step_of(const Column& c, const screen::DeliveryLine& line) {
  const Theme& t = c.ui.theme();
  Step step;
  step.words = line.text + (line.code.empty() ? "" : " · " + line.code);
  step.time = format_date_time(line.at);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  step.time_width = std::min(c.ui.measure(step.time, quiet).x + px_snap(8), c.width() * 0.55f);
  step.words_width = c.width() - px_snap(24) - step.time_width;
  const float words = c.ui.measure(step.words, type::style(type::Kind::Interface, t.text), step.words_width).y;
  step.height = std::max(px_snap(24), words + px_snap(4));
  return step;
}

void draw_step(Column& c, NodeId id, const screen::DeliveryLine& line) {
  const Theme& t = c.ui.theme();
  const Step step = step_of(c, line);
  const Rect row{{c.x0, c.y}, {c.x1, c.y + step.height}};
  Icon icon{};
  ImU32 color = 0;
  Rect rest{row.min, {row.max.x, row.min.y + px_snap(24)}};
  const Rect sign = rest.cut_left(px_snap(24));
  if (find_mark(t, line.mark, icon, color))
    icon_in(c.ui, sign, icon, 16, color);
  else
    c.ui.disc(sign.center(), 3, t.text_secondary);
  const Rect time_box = rest.cut_right(step.time_width);
  c.ui.words(time_box, step.time, type::style(type::Kind::Secondary, t.text_secondary), Align::Right);
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.min = row.min;
  n.max = row.max;
  c.ui.node(n);
  const ParentScope scope(c.ui, id);
  c.ui.selectable(id_of(id, "text"), {rest.min.x, rest.min.y + px_snap(2)}, step.words_width, step.words,
                  type::style(type::Kind::Interface, t.text));
  const std::string behind = comma() + step.time;
  c.ui.text_node(id_of(id, "time"), time_box, behind);
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
  paragraph(c, id_of(id, "kind"), s.kind, plain);
  paragraph(c, id_of(id, "cause"), s.cause, plain);
  paragraph(c, id_of(id, "next"), s.next_step, plain);
  c.y += px_snap(4);
  const NodeId list = id_of(id, "steps");
  float steps = 0;
  for (const screen::DeliveryLine& line : s.lines) steps += step_of(c, line).height;
  ui.group(Role::List, list, {{c.x0, c.y}, {c.x1, c.y + steps}}, tr("{title}, step by step", {{"title", s.title}}));
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

/// In as many rows as they need, at the dialog's lower edge.
void draw_delivery_actions(Ui& ui, Rect& inner, const screen::DeliveryPanel& s, Intents& out) {
  if (s.actions.empty()) return;
  std::vector<std::string_view> labels;
  for (const screen::ActionChoice& action : s.actions) labels.push_back(action.label);
  const std::vector<Rect> places = button_rows(ui, labels, inner.width());
  const Rect rows = inner.cut_bottom(places.back().max.y);
  inner.cut_bottom(px_snap(12));
  for (std::size_t i = 0; i < places.size(); ++i) {
    Button b;
    b.id = id_of(id_of("delivery.action"), s.actions[i].label);
    b.label = s.actions[i].label;
    b.rect = places[i].moved(rows.min.x, rows.min.y);
    b.look = ButtonLook::Secondary;
    if (button(ui, b)) out.push_back(s.actions[i].intent);
  }
}

/// Everything that is told of it.
void draw_delivery_words(Ui& ui, ScrollState& scroll, const Rect& inner, const screen::DeliveryPanel& s) {
  const Theme& t = ui.theme();
  // Words are taken hold of where they are seen: the region cuts what is scrolled out of view.
  const NodeId region = id_of("delivery.region");
  ui.group(Role::Region, region, inner, tr("Delivery details"));
  const ParentScope scope(ui, region);
  ScrollArea area(ui, scroll, inner);
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
  if (!state.delivery.was_open) state.delivery_scroll = {};
  state.delivery_of = s.message;
  bool wants_close = ui.has_key(ImGuiKey_Escape);
  Dialog dialog;
  dialog.id = id_of("delivery");
  dialog.title = tr("Delivery details");
  dialog.width_css = 560;
  dialog.height_css = 460;
  Rect inner = begin_dialog(ui, state.delivery, dialog, wants_close);
  draw_delivery_actions(ui, inner, s, out);
  draw_delivery_words(ui, state.delivery_scroll, inner, s);
  end_dialog(ui);
  if (wants_close) out.push_back(s.close);
}

}  // namespace smsdesk::web::view
