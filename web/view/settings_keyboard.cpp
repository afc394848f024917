// Settings: the shortcuts. Where a name and its keys have no room beside each other, the keys stand below, and the row is as
// high as that needs: a name is never cut.
#include "core/words/words.h"
#include "web/view/settings_parts.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kRow = 44, kFixedRow = 28, kButton = 32, kNameMin = 132, kBesideKeys = 12;

Intent step(ShortcutStep which, Action action) {
  return intent::DoShortcut{which, action};
}

NodeId line_id(const screen::ShortcutLine& s) {
  return id_of(id_of(id_of("settings.shortcuts"), s.group), static_cast<std::uint64_t>(s.action));
}
NodeId change_id(NodeId line) {
  return id_of(line, "change");
}

std::string_view change_label(const screen::ShortcutLine& s) {
  return s.is_recording ? tr("Press keys …") : tr("Change");
}

/// Where a line's name and keys stand, left of its buttons.
struct LineShape {
  float height, width, name_height, keys_width;
  bool are_keys_below;
};

LineShape shape_of(Ui& ui, const screen::ShortcutLine& s, float row_width) {
  const TextStyle style = type::style(type::Kind::Interface, ui.theme().text);
  LineShape shape{};
  shape.width = std::max(1.0f, row_width - button_width(ui, change_label(s)) - 2 * px_snap(kButton) - 2 * px_snap(4));
  shape.keys_width = std::min(key_cap_width(ui, s.keys), shape.width);
  const float row = px_snap(kRow), beside = shape.width - shape.keys_width - px_snap(kBesideKeys);
  if (beside + px_snap(kBesideKeys) >= px_snap(kNameMin)) shape.name_height = ui.measure(s.name, style, beside).y;
  shape.are_keys_below = shape.name_height == 0 || shape.name_height > row;
  if (shape.are_keys_below) shape.name_height = ui.measure(s.name, style, shape.width).y;
  shape.height = shape.are_keys_below ? std::max(row, shape.name_height + std::floor(row / 2) + px_snap(6)) : row;
  return shape;
}

bool small_icon(Ui& ui, Rect& row, NodeId id, Icon icon, std::string_view name) {
  IconButton b;
  b.id = id;
  b.rect = centered_in(row.cut_right(px_snap(kButton)), px_snap(kButton), px_snap(kButton));
  b.icon = icon;
  b.icon_css = 16;
  b.name = name;
  return icon_button(ui, b);
}

void draw_problem(SettingsRows& rows, NodeId id, const screen::ShortcutLine& s, Intents& out) {
  Ui& ui = rows.ui;
  const Tone& tone = ui.theme().warning;
  const TextStyle style = type::style(type::Kind::Secondary, tone.ink);
  const float pad = px_snap(10), width = rows.x1 - rows.x0 - 2 * pad;
  const float words = ui.measure(s.problem, style, width).y;
  const bool can_exchange = !s.exchange_label.empty();
  const float height = words + 2 * pad + (can_exchange ? px_snap(kButton + 8) : 0);
  const Rect box{{rows.x0, rows.y}, {rows.x1, rows.y + height}};
  ui.fill(box, tone.soft, radius::kControl);
  ui.paragraph({box.min.x + pad, box.min.y + pad}, width, s.problem, style);
  ui.status_node(id_of(id, "problem"), box, s.problem);
  if (can_exchange) {
    Rect row{{box.min.x + pad, box.min.y + pad + words + px_snap(8)}, {box.max.x - pad, box.max.y - pad}};
    Button b;
    b.id = id_of(id, "exchange");
    b.rect = row.cut_left(std::min(button_width(ui, s.exchange_label), row.width()));
    b.label = s.exchange_label;
    b.size_css = 13;
    bool was_pressed = button(ui, b);
    if (was_pressed) out.push_back(step(ShortcutStep::Exchange, s.action));
    row.cut_left(px_snap(8));
    b.id = id_of(id, "keep");
    b.label = tr("Keep");
    b.look = ButtonLook::Ghost;
    b.rect = row.cut_left(button_width(ui, b.label));
    if (button(ui, b)) {
      was_pressed = true;
      out.push_back(step(ShortcutStep::Cancel, s.action));
    }
    if (was_pressed) focus_node(change_id(id));  // the buttons go
  }
  rows.y = box.max.y + px_snap(6);
}

void draw_line(SettingsRows& rows, NodeId id, const screen::ShortcutLine& s, const LineShape& shape, int number,
               int count, Intents& out) {
  Ui& ui = rows.ui;
  const Theme& t = ui.theme();
  Rect row{{rows.x0, rows.y}, {rows.x1, rows.y + shape.height}};
  rows.y = row.max.y;
  const ParentScope scope(ui, ui.list_item(id_of(id, "item"), row, number, count));
  const std::string said = labelled(s.name, s.keys);
  ui.text_node(id_of(id, "text"), row, said);
  const std::string_view label = change_label(s);
  Button change;
  change.id = change_id(id);
  const float width = button_width(ui, label);
  change.rect = centered_in(row.cut_right(width), width, px_snap(kButton));
  change.label = label;
  change.name = s.is_recording ? std::string_view(tr("Press the new keys. Esc keeps what it has.")) : s.change_name;
  change.size_css = 13;
  change.look = s.is_recording ? ButtonLook::Primary : ButtonLook::Secondary;
  if (button(ui, change)) out.push_back(step(s.is_recording ? ShortcutStep::Cancel : ShortcutStep::Record, s.action));
  row.cut_right(px_snap(4));
  if (s.can_remove) {
    if (small_icon(ui, row, id_of(id, "remove"), Icon::Close, s.remove_name)) {
      out.push_back(step(ShortcutStep::Remove, s.action));
      focus_node(change.id);  // the button goes
    }
  } else {
    row.cut_right(px_snap(kButton));
  }
  if (s.is_usual) {
    row.cut_right(px_snap(kButton));
  } else if (small_icon(ui, row, id_of(id, "reset"), Icon::Undo, s.reset_name)) {
    out.push_back(step(ShortcutStep::Reset, s.action));
    focus_node(change.id);
  }
  row.cut_right(px_snap(4));
  const ImU32 ink = s.is_usual ? t.text_secondary : t.accent;
  if (shape.are_keys_below) {
    const float lines = shape.name_height + std::floor(px_snap(kRow) / 2);
    Rect below = centered_in(row, row.width(), lines);
    row = below.cut_top(shape.name_height);
    key_cap(ui, below.cut_left(shape.keys_width), s.keys, ink);
  } else {
    key_cap(ui, row.cut_right(shape.keys_width), s.keys, ink);
    row.cut_right(px_snap(kBesideKeys));
  }
  ui.lines(row, s.name, type::style(type::Kind::Interface, t.text), 0);
  if (!s.problem.empty()) draw_problem(rows, id, s, out);
}

}  // namespace

NodeId first_shortcut(const screen::Keyboard& s) {
  return s.lines.empty() ? 0 : change_id(line_id(s.lines.front()));
}

void draw_keyboard(SettingsRows& rows, const screen::Keyboard& s, Intents& out) {
  Ui& ui = rows.ui;
  const Theme& t = ui.theme();
  for (std::size_t i = 0; i < s.lines.size();) {
    std::size_t end = i;
    while (end < s.lines.size() && s.lines[end].group == s.lines[i].group) ++end;
    rows.y += px_snap(4);
    ui.words(rows.cut(28), s.lines[i].group,
             type::style(type::Kind::Secondary, t.text_secondary, TextWeight::Semibold));
    const NodeId list = id_of(id_of("settings.shortcuts"), s.lines[i].group);
    std::vector<LineShape> shapes;
    float height = 0;
    for (std::size_t line = i; line < end; ++line) {
      shapes.push_back(shape_of(ui, s.lines[line], rows.x1 - rows.x0));
      height += shapes.back().height;
    }
    ui.group(Role::List, list, {{rows.x0, rows.y}, {rows.x1, rows.y + height}},
             tr("Shortcuts: {group}", {{"group", s.lines[i].group}}));
    const ParentScope scope(ui, list);
    const std::size_t begin = i;
    for (; i < end; ++i)
      draw_line(rows, line_id(s.lines[i]), s.lines[i], shapes[i - begin], static_cast<int>(i - begin) + 1,
                static_cast<int>(end - begin), out);
  }
  rows.y += px_snap(8);
  Button reset;
  reset.id = id_of("settings.shortcuts.reset");
  const Rect row = rows.cut(40);
  const float width = std::min(button_width(ui, tr("Reset all shortcuts")), row.width());
  reset.rect = Rect(row).cut_left(width).inset(0, px_snap(4));
  reset.label = tr("Reset all shortcuts");
  reset.is_enabled = s.can_reset;
  if (button(ui, reset)) out.push_back(step(ShortcutStep::ResetAll, Action::OpenPalette));

  rows.y += px_snap(8);
  ui.words(rows.cut(28), tr("These stay as they are"),
           type::style(type::Kind::Secondary, t.text_secondary, TextWeight::Semibold));
  const NodeId list = id_of("settings.fixed-keys");
  const float height = px_snap(kFixedRow) * static_cast<float>(s.fixed.size());
  ui.group(Role::List, list, {{rows.x0, rows.y}, {rows.x1, rows.y + height}}, tr("Keys that stay as they are"));
  const ParentScope scope(ui, list);
  for (std::size_t i = 0; i < s.fixed.size(); ++i) {
    Rect line = rows.cut(kFixedRow);
    const std::string said = labelled(s.fixed[i].keys, s.fixed[i].what);
    MirrorNode n;
    n.id = id_of(list, static_cast<std::uint64_t>(i));
    n.role = Role::ListItem;
    n.min = line.min;
    n.max = line.max;
    n.text = said;
    ui.node(n);
    ui.words(line.cut_left(px_snap(150)), s.fixed[i].keys,
             type::style(type::Kind::Secondary, t.text, TextWeight::Semibold));
    ui.words(line, s.fixed[i].what, type::style(type::Kind::Secondary, t.text_secondary));
  }
}

}  // namespace smsdesk::web::view
