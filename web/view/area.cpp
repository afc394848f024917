// The parts of the program beside the conversations: each has the room of conversation and details.
#include "core/words/words.h"
#include "web/platform/canvas.h"
#include "web/view/panels.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {

void draw_back(Ui& ui, Rect& row, std::string_view name, const Intent& intent, Intents& out) {
  IconButton back;
  back.id = ids::back_to_roster();
  back.rect = centered_in(row.cut_left(px_snap(40)), px_snap(40), px_snap(40));
  back.icon = Icon::ChevronLeft;
  back.name = name;
  back.shortcut = tr("Esc");
  back.has_tooltip_on_focus = false;  // it would lie over the title
  if (icon_button(ui, back)) out.push_back(intent);
  row.cut_left(px_snap(4));
}

void draw_back_to_roster(Ui& ui, Rect& row, const Layout& layout, Intents& out) {
  const Theme& t = ui.theme();
  const screen::ListBrief& list = layout.desk->list;
  const Rect box{row.min, {row.min.x + px_snap(40), row.max.y}};
  draw_back(ui, row, list.back_name, intent::ShowRoster{true}, out);
  const Rect button = centered_in(box, px_snap(40), px_snap(40));
  if (list.unread > 0)
    badge(ui, {button.max.x + px_snap(2), button.min.y + px_snap(8)}, list.unread, t.danger_fill, t.on_danger_fill);
  draw_connection_dot(ui, {button.max.x - px_snap(6), button.max.y - px_snap(8)}, t.background,
                      layout.desk->connection);
  row.cut_left(px_snap(4));
}

Rect draw_area_header(Ui& ui, Rect rect, NodeId area, std::string_view title, const Layout& layout, Intents& out) {
  const Theme& t = ui.theme();
  Rect header = rect.cut_top(px_snap(layout.is_low ? 40 : 64));
  ui.line_below(header, t.border);
  Rect row = header.inset(px_snap(layout.is_low ? 4 : layout.is_one_pane ? 8 : 24), 0);
  if (layout.is_one_pane) draw_back_to_roster(ui, row, layout, out);
  ui.words(row, title, type::style(type::Kind::Title, t.text, TextWeight::Semibold));
  ui.heading(id_of(area, "title"), row, title, 1);
  return rect;
}

void draw_area(Ui& ui, ViewState& state, const Rect& rect, const screen::Desk& s, const Layout& layout, Intents& out) {
  switch (s.area) {
    case Area::Find:
      return draw_find(ui, state, rect, s, layout, out);
    case Area::Overview:
      return draw_overview(ui, state, rect, s.overview, layout, out);
    case Area::Conversations:
      break;
    case Area::Organisation:
      return draw_organisation(ui, state, rect, s.organisation, layout, out);
  }
  fill_panel(rect.min, rect.max, ui.theme().background);
}

}  // namespace smsdesk::web::view
