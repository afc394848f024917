// The parts of the program beside the conversations: each has the room of conversation and details.
#include "web/platform/canvas.h"
#include "web/view/panels.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {

void draw_back_to_roster(Ui& ui, Rect& row, Intents& out) {
  IconButton back;
  back.id = ids::back_to_roster();
  back.rect = centered_in(row.cut_left(px_snap(40)), px_snap(40), px_snap(40));
  back.icon = Icon::ChevronLeft;
  back.name = "Back to your conversations";
  back.shortcut = "Esc";
  if (icon_button(ui, back)) out.push_back(intent::ShowRoster{true});
  row.cut_left(px_snap(4));
}

Rect draw_area_header(Ui& ui, Rect rect, NodeId area, std::string_view title, const Layout& layout, Intents& out) {
  const Theme& t = ui.theme();
  Rect header = rect.cut_top(px_snap(64));
  ui.line_below(header, t.border);
  Rect row = header.inset(px_snap(layout.is_one_pane ? 8 : 24), 0);
  if (layout.is_one_pane) draw_back_to_roster(ui, row, out);
  ui.words(row, title, type::style(type::Kind::Title, t.text, TextWeight::Semibold));
  ui.heading(id_of(area, "title"), row, title, 1);
  return rect;
}

void draw_area(Ui& ui, ViewState& state, const Rect& rect, const screen::Desk& s, const Layout& layout, Intents& out) {
  switch (s.area) {
    case Area::Conversations:
    case Area::Find:
    case Area::Overview:
      break;
    case Area::Organisation:
      return draw_organisation(ui, state, rect, s.organisation, layout, out);
  }
  fill_panel(rect.min, rect.max, ui.theme().background);
}

}  // namespace smsdesk::web::view
