// The panel at the right: tabs, and the body of the chosen one. A further tab is a ContextTab, a line of the screen and a
// line of kBodies.
#include <algorithm>
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/context_parts.h"
#include "web/view/side_field.h"
#include "web/widget/button.h"
#include "web/widget/field.h"
#include "web/widget/tabs.h"

namespace smsdesk::web::view {
namespace {

constexpr float kPad = 20, kHead = 64, kLowHead = 44;

struct TabBody {
  ContextTab tab;
  void (*draw)(ContextBody&);
};
constexpr TabBody kBodies[] = {
    {ContextTab::Customer, draw_customer_tab},
    {ContextTab::Notes, draw_notes_tab},
    {ContextTab::Team, draw_team_tab},
    {ContextTab::WrapUp, draw_wrap_up_tab},
};

void draw_tabs(Ui& ui, const Rect& rect, const screen::Context& s, Intents& out) {
  std::vector<TabLabel> labels;
  labels.reserve(s.tabs.size());
  for (const screen::ContextTabLine& line : s.tabs)
    labels.push_back({ids::context_tab(line.tab), line.name, line.is_chosen, line.is_due});
  const int pressed =
      tab_strip(ui, id_of("context.tabs"), rect, tr("Parts"), labels.data(), static_cast<int>(labels.size()));
  if (pressed >= 0)
    out.push_back(intent::ChooseContextTab{s.conversation, s.tabs[static_cast<std::size_t>(pressed)].tab});
}

const screen::ContextTabLine* chosen_tab(const screen::Context& s) {
  for (const screen::ContextTabLine& line : s.tabs)
    if (line.is_chosen) return &line;
  return nullptr;
}

}  // namespace

void label_above(Column& column, std::string_view text) {
  field_label(column.ui, column.cut(px_snap(kFieldLabel)), text);
  column.skip(kFieldLabelGap);
}

void part_title(Column& column, NodeId id, std::string_view text) {
  const Rect rect = column.cut(px_snap(24));
  column.ui.words(rect, text,
                  type::style(type::Kind::Secondary, column.ui.theme().text_secondary, TextWeight::Semibold));
  column.ui.heading(id, rect, text, 2);
}

void take_context_events(ViewState& state, const screen::Context& s, Intents& out) {
  take_wrap_up_events(state, s, out);
  take_side_events(state, out);
  take_customer_events(state, s, out);
}

void draw_context(Ui& ui, ViewState& state, const Rect& rect, const screen::Context& s, const Layout& layout,
                  Intents& out) {
  const Theme& t = ui.theme();
  if (layout.is_context_drawer)
    ui.fill(rect, t.surface);
  else
    fill_panel(rect.min, rect.max, t.surface);
  ui.line_left(rect, t.border);
  const NodeId id = id_of("context");
  MirrorNode n;
  n.id = id;
  n.role = layout.is_context_drawer ? Role::Dialog : Role::Complementary;
  n.flags = layout.is_context_drawer ? kNodeModal : 0u;
  n.min = rect.min;
  n.max = rect.max;
  n.name = s.name;
  ui.node(n);
  const ParentScope scope(ui, id);
  const screen::ContextTabLine* chosen = chosen_tab(s);
  if (!s.is_shown || chosen == nullptr) return;

  Rect view = rect;
  Rect head = view.cut_top(px_snap(layout.is_low ? kLowHead : kHead));
  ui.line_below(head, t.border);
  head = head.inset(px_snap(kPad), 0);
  if (layout.is_context_drawer) {
    const Rect box = head.cut_right(px_snap(40));
    head.cut_right(px_snap(8));
    draw_tabs(ui, head, s, out);
    IconButton close;
    close.id = id_of("context.close");
    close.rect = centered_in(box, px_snap(36), px_snap(36));
    close.icon = Icon::Close;
    close.name = tr("Close");
    close.shortcut = tr("Esc");
    close.has_tooltip_on_focus = false;
    if (icon_button(ui, close)) out.push_back(intent::ShowContext{false});
  } else {
    draw_tabs(ui, head, s, out);
  }

  MirrorNode panel;
  panel.id = ids::context_panel();
  panel.role = Role::TabPanel;
  panel.flags = kNodeFocusable;  // it may be longer than its room, and the customer's has no control to stop at
  panel.min = view.min;
  panel.max = view.max;
  panel.name = chosen->name;
  ui.node(panel);
  const ParentScope panel_scope(ui, panel.id);
  if (state.context_tab != chosen->tab || state.context_of != s.conversation) state.context_scroll = {};
  state.context_tab = chosen->tab;
  state.context_of = s.conversation;
  Rect footer;
  if (chosen->tab == ContextTab::Customer && s.known.is_editing) {
    const float height = contact_footer_height(ui, s.known, rect.width() - 2 * px_snap(kPad));
    footer = view.cut_bottom(std::min(height, std::floor(view.height() / 2)));
  }
  ScrollArea area(ui, state.context_scroll, view);
  Column column{ui, rect.min.x + px_snap(kPad), rect.max.x - px_snap(kPad), area.top() + px_snap(16)};
  // In a drawer it is the plane that lies over the others, but for a dialog.
  ContextBody body{column, state, s, layout.is_under_dialog || (layout.is_behind && !layout.is_drawer_open), out};
  for (const TabBody& one : kBodies)
    if (one.tab == chosen->tab) one.draw(body);
  area.end(column.y + px_snap(20));
  if (footer.height() > 0) draw_contact_footer(body, footer);
  if (ui.is_focused(panel.id) && is_focus_visible()) ui.focus_ring(view, 0, true);
}

}  // namespace smsdesk::web::view
