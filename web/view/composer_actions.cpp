#include "web/view/composer_actions.h"

#include "core/words/words.h"
#include "imgui.h"
#include "web/view/chip_grid.h"
#include "web/view/panels.h"
#include "web/widget/button.h"

namespace smsdesk::web::view {
namespace {

constexpr float kAbove = 8, kTitle = 32, kChip = 32, kWide = 232, kGap = 6;

ChipGrid grid_of(float width) {
  return {width, kWide, kChip, kGap};
}

void draw_chip(Ui& ui, NodeId id, const Rect& box, const screen::ActionChip& chip, bool is_enabled, Intents& out) {
  const Theme& t = ui.theme();
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.min = box.min;
  n.max = box.max;
  ui.node(n);
  const ParentScope scope(ui, id);
  ui.fill(box, t.surface, 8);
  ui.stroke(box, chip.is_gone ? t.danger.ink : t.border, 8, t.border_width);
  Rect row = box.inset(px_snap(4), px_snap(2));
  const float side = px_snap(28);
  IconButton remove;
  remove.id = id_of(id, "remove");
  remove.rect = centered_in(row.cut_right(side), side, side);
  remove.icon = Icon::Close;
  remove.icon_css = 16;
  remove.name = chip.remove_name;
  remove.is_enabled = is_enabled;
  row.cut_left(px_snap(6));
  ui.text_node(id_of(id, "words"), row, chip.words);
  const TextStyle style = type::style(type::Kind::Interface, chip.is_gone ? t.danger.ink : t.text);
  if (ui.measure(chip.words, style).x > row.width()) ui.hint(id_of(id, "whole"), row, chip.words);
  ui.words(row, chip.words, style);
  if (!icon_button(ui, remove)) return;
  out.push_back(chip.remove);
  focus_node(ids::composer_field());  // the button goes
}

}  // namespace

float composer_actions_height(const screen::ComposerActions& s, float width) {
  if (s.chips.empty()) return 0;
  return px_snap(kAbove) + px_snap(kTitle) + grid_of(width).height(s.chips.size());
}

void draw_composer_actions(Ui& ui, const Rect& rect, const screen::ComposerActions& s, Intents& out) {
  if (s.chips.empty()) return;
  const NodeId id = id_of("composer.actions");
  Rect rest = rect;
  rest.cut_top(px_snap(kAbove));
  Rect head = rest.cut_top(px_snap(kTitle));
  Button now;
  now.id = id_of(id, "do");
  if (!s.do_label.empty()) {
    now.label = s.do_label;
    const float width = button_width(ui, s.do_label) + px_snap(16);
    now.rect = centered_in(head.cut_right(width), width, px_snap(30));
    now.name = s.do_name;
    now.tooltip = s.do_name;
    now.is_busy = !s.is_enabled;
    head.cut_right(px_snap(8));
  }
  const TextStyle title = type::style(type::Kind::Secondary, ui.theme().text_secondary, TextWeight::Semibold);
  ui.words(head, s.title, title);
  const ChipGrid grid = grid_of(rest.width());
  {
    ui.group(Role::List, id, rest, s.title);
    const ParentScope scope(ui, id);
    for (std::size_t i = 0; i < s.chips.size(); ++i)
      draw_chip(ui, id_of(id, static_cast<std::uint64_t>(i)), grid.chip(rest.min, i), s.chips[i], s.is_enabled, out);
  }
  // Behind the list, so that what it does is read first.
  if (s.do_label.empty() || !button(ui, now)) return;
  out.push_back(s.do_now);
  focus_node(ids::composer_field());  // the button goes when it is done
}

}  // namespace smsdesk::web::view
