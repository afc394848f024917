#include "web/view/rows.h"

#include <algorithm>

#include "core/words/words.h"
#include "web/platform/page.h"
#include "web/widget/button.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {

Press option_row(Ui& ui, const Control& control, bool is_chosen) {
  const Theme& t = ui.theme();
  const Press p = ui.press(control);
  if (!ui.is_visible(control.rect)) return p;
  if (is_chosen)
    ui.fill(control.rect, t.selected, radius::kControl);
  else if (p.is_hovered)
    ui.fill(control.rect, t.hover, radius::kControl);
  if (is_chosen) ui.stroke(control.rect, t.accent, radius::kControl, t.is_high_contrast ? 2 : 1);
  return p;
}

bool two_line_row(Ui& ui, NodeId list, std::uint64_t number, const Rect& row, std::string_view name,
                  std::string_view above, std::string_view below) {
  const Theme& t = ui.theme();
  MirrorNode item;
  item.id = id_of(id_of(list, "item"), number);
  item.role = Role::ListItem;
  item.min = row.min;
  item.max = row.max;
  ui.node(item);
  const ParentScope scope(ui, item.id);
  Control c;
  c.id = id_of(list, number);
  c.rect = row;
  c.name = name;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  if (p.is_hovered || p.is_focused) ui.fill(row, t.hover, radius::kControl);
  if (p.is_focused) ui.focus_ring(row, radius::kControl, true);
  Rect lines = centered_in(row.inset(px_snap(8), 0), row.width() - px_snap(16), px_snap(40));
  ui.words(lines.cut_top(px_snap(20)), above, type::style(type::Kind::Interface, t.text));
  ui.words(lines, below, type::style(type::Kind::Secondary, t.text_secondary));
  return p.was_pressed;
}

DrawnRow dated_row(Ui& ui, const Rect& rect, const DatedRow& s) {
  const Theme& t = ui.theme();
  const std::string at = format_date_time(s.at);
  Control c;
  c.id = s.id;
  c.rect = rect;
  c.name = s.name;
  c.tooltip = at;
  c.flags = s.is_read ? kNodeCurrent : 0u;
  c.radius = 8;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  DrawnRow drawn;
  drawn.was_pressed = p.was_pressed;
  drawn.is_visible = ui.is_visible(rect);
  if (!drawn.is_visible) return drawn;
  drawn.ground = s.is_read ? t.selected : p.is_held ? t.pressed : p.is_hovered ? t.hover : t.surface;
  if (s.is_read || p.is_held || p.is_hovered) ui.fill(rect, drawn.ground, 8);
  if (s.is_read && t.is_high_contrast) ui.stroke(rect, t.accent, 8, 2);
  if (p.is_focused) ui.focus_ring(rect, 8, true);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  drawn.rest = rect.inset(px_snap(12), px_snap(density::of(8, 2)));
  Rect line = drawn.rest.cut_top(px_snap(20));
  const std::string when = s.is_today ? format_time_of_day(s.at) : format_day(s.at);
  const float width = std::min(line.width() / 2, ui.measure(when, quiet).x);
  const TextStyle strong = type::style(type::Kind::Interface, t.text, TextWeight::Semibold);
  ui.words(ui.on_baseline(line.cut_right(width), strong, quiet), when, quiet);
  line.cut_right(px_snap(8));
  ui.words(line, s.customer, strong);
  Rect below = drawn.rest.cut_top(px_snap(20));
  if (s.is_note) icon_in(ui, below.cut_left(px_snap(20)), Icon::Note, 16, t.warning.ink);
  ui.words(below, s.below, quiet);
  return drawn;
}

bool problem_bar(Ui& ui, NodeId id, Rect& rest, std::string_view problem, bool can_try_again, bool is_busy) {
  if (problem.empty()) return false;
  const Tone& tone = ui.theme().warning;
  const TextStyle style = type::style(type::Kind::Secondary, tone.ink);
  const float side = px_snap(16);
  const float width = can_try_again ? button_width(ui, tr("Try again")) : 0;
  const float text = rest.width() - 2 * side - (can_try_again ? side + width : 0);
  const float height = std::max(px_snap(36), ui.measure(problem, style, text, 4).y);
  const Rect bar = rest.cut_top(height + px_snap(16));
  banner(ui, bar, tone);
  Rect row = bar.inset(side, px_snap(8));
  Button again;
  again.id = id_of(id, "again");
  again.rect = centered_in(row.cut_right(width), width, px_snap(36));
  again.label = tr("Try again");
  again.is_busy = is_busy;
  ui.paragraph(row.min, text, problem, style, 4);
  ui.status_node(id, bar, problem);
  return can_try_again && button(ui, again);
}

}  // namespace smsdesk::web::view
