// The supervisors' page: tabs for queues, agents and reported messages, tools to find agents, and one table whose rows open.
//
// Only rows that can be seen are drawn and said, and a few beside them, so that the keyboard finds the next one; the one that
// has the focus stays wherever it is scrolled to.
#include <algorithm>
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/action_menu.h"
#include "web/view/overview_rows.h"
#include "web/view/panels.h"
#include "web/widget/choice.h"
#include "web/widget/field.h"
#include "web/widget/mark.h"
#include "web/widget/tabs.h"

namespace smsdesk::web::view {
namespace {

constexpr float kPad = 24, kPadNarrow = 12, kHeader = 64, kTabs = 44, kTitles = 32;
constexpr float kHeadlineBeside = 700;  // CSS px: narrower, it stands below the title
constexpr float kRowsBeside = 3;        // beyond what is seen

NodeId page_id() {
  return ids::area(Area::Overview);
}
NodeId reported_tab_id() {
  return id_of("overview.tab.reported");
}
NodeId filter_id() {
  return id_of("overview.filter");
}

/// Beside the title where there is room, else below it.
void draw_headline(Ui& ui, Rect header, Rect& rest, float pad, std::string_view text) {
  const TextStyle style = type::style(type::Kind::Secondary, ui.theme().text_secondary);
  if (header.width() >= px(kHeadlineBeside)) {
    header.max.x -= pad;
    header.cut_left(px_snap(200));
    ui.figures(header, text, style, Align::Right);
    ui.text_node(id_of("overview.headline"), header, text);
    return;
  }
  rest.cut_top(px_snap(8));
  const float width = rest.width() - 2 * pad;
  const Rect lines = rest.cut_top(ui.measure(text, style, width, 2).y).inset(pad, 0);
  ui.paragraph(lines.min, width, text, style, 2);
  ui.text_node(id_of("overview.headline"), lines, text);
}

void draw_tabs(Ui& ui, const Rect& rect, OverviewTab chosen, Intents& out) {
  const TabLabel labels[] = {{id_of("overview.tab.queues"), tr("Queues"), chosen == OverviewTab::Queues},
                             {id_of("overview.tab.agents"), tr("Agents"), chosen == OverviewTab::Agents},
                             {reported_tab_id(), tr("Reported"), chosen == OverviewTab::Reported}};
  const int pressed = tab_strip(ui, id_of("overview.tabs"), rect, tr("What to look at"), labels, 3);
  if (pressed >= 0) out.push_back(intent::ShowOverviewTab{static_cast<OverviewTab>(pressed)});
}

void take_filter(OverviewView& state, const screen::Overview& s, Intents& out) {
  if (state.filter_revision != s.filter_revision) ++state.value_revision;
  state.filter_revision = s.filter_revision;
  for (const TextFieldEvent& event : text_field_events()) {
    if (event.field != filter_id()) continue;
    if (event.kind == TextFieldEvent::Kind::Changed) out.push_back(intent::FilterAgents{event.value});
  }
}

/// The field to find agents, the queue whose agents are wanted, the order.
void draw_tools(Ui& ui, ViewState& state, Rect& rest, float pad, const screen::Overview& s, bool is_behind,
                Intents& out) {
  take_filter(state.overview, s, out);
  const float button = action_width(ui, s.queues, ActionLook::Labelled);
  const std::string_view labels[] = {tr("Status"), tr("Name"), tr("Time")};
  const TextStyle chosen_style = type::style(type::Kind::Interface, ui.theme().text, TextWeight::Semibold);
  float widest = 0;  // not every language has words as short
  for (const std::string_view label : labels) widest = std::max(widest, ui.measure(label, chosen_style).x);
  const float sort = std::max(px_snap(210), 3 * std::ceil(widest + px_snap(12)) + 2 * px_snap(2));
  const float gap = px_snap(8);
  rest.cut_top(px_snap(12));
  Rect row = rest.cut_top(px_snap(36)).inset(pad, 0);
  const bool is_one_line = row.width() >= button + sort + px_snap(160) + 2 * gap;
  FieldBox filter;
  filter.id = filter_id();
  filter.rect = is_one_line ? row.cut_left(std::min(px_snap(280), row.width() - button - sort - 2 * gap)) : row;
  filter.kind = FieldKind::Search;
  filter.name = tr("Find an agent");
  filter.placeholder = filter.name;
  filter.value = s.filter;
  filter.value_revision = state.overview.value_revision;
  filter.is_behind = is_behind;
  filter.type = type::Kind::Interface;
  field_box(ui, filter);
  if (is_one_line) {
    row.cut_left(gap);
  } else {
    rest.cut_top(gap);
    row = rest.cut_top(px_snap(36)).inset(pad, 0);
  }
  const Rect sort_rect = row.cut_right(std::min(sort, row.width() * 0.6f));
  row.cut_right(gap);
  draw_action(ui, state.action_menu, id_of("overview.queues"), row.cut_left(std::min(button, row.width())), s.queues,
              Icon::Filter, ActionLook::Labelled, out);
  const int chosen =
      segmented(ui, id_of("overview.sort"), sort_rect, tr("Sort by"), labels, 3, static_cast<int>(s.sort));
  if (chosen >= 0) out.push_back(intent::SortAgents{static_cast<AgentSort>(chosen)});
  rest.cut_top(px_snap(8));
}

void draw_rows(Ui& ui, ViewState& state, const Rect& view, const screen::Overview& s, const TableColumns& columns,
               Intents& out) {
  const NodeId list = id_of("overview.list");
  MirrorNode n;
  n.id = list;
  n.role = Role::List;
  n.flags = kNodeRoving;
  n.min = view.min;
  n.max = view.max;
  n.name = s.list_name;
  ui.node(n);
  const ParentScope in_list(ui, list);
  ScrollArea area(ui, state.overview.scroll, view);
  const float height = overview_row_height(s, columns), beside = height * kRowsBeside;
  const float x0 = columns.left[0], x1 = view.max.x - px_snap(columns.has_columns ? kPad : kPadNarrow);
  float y = area.top() + px_snap(4);
  int position = 0;
  for (const screen::OverviewRow& row : s.rows) {
    const Rect rect{{view.min.x, y}, {view.max.x, y + height}};
    y = rect.max.y;
    ++position;
    const NodeId id = overview_row_id(row.key);
    const bool is_near = rect.max.y > view.min.y - beside && rect.min.y < view.max.y + beside;
    if (!is_near && !row.is_open && !ui.is_focused(id) && !ui.is_focused(id_of(id, "more"))) continue;
    const ParentScope in_item(ui, ui.list_item(id_of(id, "item"), rect, position, static_cast<int>(s.rows.size())));
    draw_overview_row(ui, state.action_menu, rect, row, columns, out);
    if (row.is_open) draw_overview_conversations(ui, state, x0, x1, y, s, out);
    ui.fill({{x0, y - px_snap(1)}, {x1, y}}, ui.theme().border);
  }
  area.end(y + px_snap(16));
}

/// Back from a conversation that was opened here: to its line, or where that is gone, to the row it was in.
void follow_focus(OverviewView& state, const screen::Overview& s) {
  if (state.was_shown || state.return_to == 0) return;
  NodeId to = 0;
  for (const screen::OverviewRow& row : s.rows)
    if (row.is_open) to = overview_row_id(row.key);
  for (const screen::OverviewConversation& one : s.conversations)
    if (overview_conversation_id(one.conversation) == state.return_to) to = state.return_to;
  if (s.tab == OverviewTab::Reported) to = reported_tab_id();
  for (const screen::ReportedLine& line : s.reported.lines)
    if (overview_reported_id(line.message) == state.return_to) to = state.return_to;
  if (to != 0) focus_node(to);
  state.return_to = 0;
}

}  // namespace

void draw_overview(Ui& ui, ViewState& state, const Rect& rect, const screen::Overview& s, const Layout& layout,
                   Intents& out) {
  const Theme& t = ui.theme();
  fill_panel(rect.min, rect.max, t.background);
  ui.group(Role::Main, page_id(), rect, tr("Overview"));
  const ParentScope scope(ui, page_id());
  const float pad = px_snap(layout.is_one_pane ? kPadNarrow : kPad);
  Rect rest = draw_area_header(ui, rect, page_id(), tr("Overview"), layout, out);
  // A page that is very low has its room for the rows.
  if (!layout.is_low) draw_headline(ui, {rect.min, {rect.max.x, rect.min.y + px_snap(kHeader)}}, rest, pad, s.headline);
  const Rect tabs = rest.cut_top(px_snap(kTabs));
  ui.line_below(tabs, t.border);
  draw_tabs(ui, tabs.inset(pad, 0), s.tab, out);

  if (state.overview.tab != s.tab) state.overview.scroll = {};
  state.overview.tab = s.tab;
  MirrorNode panel;
  panel.id = id_of("overview.panel");
  panel.role = Role::TabPanel;
  panel.min = rest.min;
  panel.max = rest.max;
  panel.name = s.list_name;
  ui.node(panel);
  const ParentScope in_panel(ui, panel.id);
  if (s.has_tools) draw_tools(ui, state, rest, pad, s, layout.is_behind, out);
  if (s.tab == OverviewTab::Reported) {
    draw_overview_reported(ui, state.overview, rest, s, pad, reported_tab_id(), out);
  } else if (s.rows.empty()) {
    empty_state(ui, id_of("overview.empty"), rest.inset(pad), s.empty_title, s.empty_text);
  } else {
    const TableColumns columns = columns_in(ui, rest, s);
    if (columns.has_columns) draw_column_titles(ui, rest.cut_top(px_snap(kTitles)), s, columns);
    draw_rows(ui, state, rest, s, columns, out);
  }
  follow_focus(state.overview, s);
  state.overview.was_shown = true;
}

}  // namespace smsdesk::web::view
