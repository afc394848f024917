#include "web/view/rows.h"

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

}  // namespace smsdesk::web::view
