#include "web/view/overview_rows.h"

#include <algorithm>
#include <cmath>

#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/action_menu.h"
#include "web/view/urgency.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kPad = 24, kPadNarrow = 12, kGap = 10, kNameMin = 130, kMenu = 36, kChevron = 22;
constexpr float kIndent = 22;  // of what is in a row
constexpr int kWhyLinesMax = 4;

TextStyle quiet_style(const Theme& t) {
  return type::style(type::Kind::Secondary, t.text_secondary);
}

void draw_figure(Ui& ui, Rect cell, const screen::Figure& s) {
  const Theme& t = ui.theme();
  if (!s.detail.empty()) {
    cell = centered_in(cell, cell.width(), px_snap(40));
    ui.figures(cell.cut_bottom(px_snap(20)), s.detail, quiet_style(t));
  }
  if (s.urgency != screen::Urgency::Calm)
    draw_urgent_time(ui, cell, s.text, s.urgency, Align::Left);
  else
    ui.figures(cell, s.text, type::style(type::Kind::Interface, s.is_quiet ? t.text_secondary : t.text));
}

/// A menu's button at the right of something.
void draw_more(Ui& ui, OpenMenu& menu, NodeId id, const Rect& column, std::string_view name, bool is_open, bool is_busy,
               const Intent& intent, Intents& out) {
  IconButton more;
  more.id = id;
  more.rect = centered_in(column, px_snap(kMenu), px_snap(kMenu));
  more.icon = Icon::More;
  more.name = name;
  more.is_on = is_open;
  more.is_enabled = !is_busy;
  more.flags = kNodeHasPopup | (is_open ? kNodeExpanded : kNodeCollapsed);
  if (icon_button(ui, more)) out.push_back(intent);
  if (is_open) place_open_menu(menu, more.id, more.rect);
}

/// Name and main figure, and all others in a line below.
void draw_narrow(Ui& ui, Rect row, const screen::OverviewRow& s) {
  const Theme& t = ui.theme();
  Rect lines = centered_in(row, row.width(), px_snap(42));
  Rect below = lines.cut_bottom(px_snap(20));
  const bool is_urgent = s.main.urgency != screen::Urgency::Calm;
  const TextStyle main_style = type::style(type::Kind::Secondary, s.main.is_quiet ? t.text_secondary : t.text);
  const float width =
      is_urgent ? urgent_time_width(ui, s.main.text, s.main.urgency) : ui.figures_width(s.main.text, main_style);
  const Rect main = lines.cut_right(std::min(width, lines.width() * 0.6f));
  if (is_urgent)
    draw_urgent_time(ui, main, s.main.text, s.main.urgency, Align::Right);
  else
    ui.figures(main, s.main.text, main_style, Align::Right);
  lines.cut_right(px_snap(8));
  ui.words(lines, s.name, type::style(type::Kind::Interface, t.text, TextWeight::Semibold));
  ui.words(below, s.summary, quiet_style(t));
}

void draw_wide(Ui& ui, const Rect& rect, Rect name, const screen::OverviewRow& s, const TableColumns& columns) {
  const Theme& t = ui.theme();
  if (!s.detail.empty()) {
    name = centered_in(name, name.width(), px_snap(40));
    ui.words(name.cut_bottom(px_snap(20)), s.detail, quiet_style(t));
  }
  ui.words(name, s.name, type::style(type::Kind::Interface, t.text, TextWeight::Semibold));
  for (std::size_t i = 0; i < s.figures.size(); ++i)
    draw_figure(ui, {{columns.left[i + 1], rect.min.y}, {columns.right[i + 1], rect.max.y}}, s.figures[i]);
}

float why_height(Ui& ui, float width, const screen::OverviewConversation& s) {
  return s.why.empty() ? 0 : ui.measure(s.why, quiet_style(ui.theme()), width, kWhyLinesMax).y;
}

void draw_conversation_line(Ui& ui, ViewState& state, const Rect& rect, const screen::OverviewConversation& s,
                            Intents& out) {
  const Theme& t = ui.theme();
  const NodeId id = overview_conversation_id(s.conversation);
  Rect row = rect;
  const Rect menu = row.cut_right(px_snap(kMenu + 8));
  Control c;
  c.id = id;
  c.rect = row;
  c.name = s.accessible_name;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  if (p.is_held || p.is_hovered) ui.fill(row, p.is_held ? t.pressed : t.hover, radius::kControl);
  if (p.is_focused) ui.focus_ring(row, radius::kControl, true);
  if (p.was_pressed) {
    state.overview.return_to = id;
    out.push_back(intent::Select{s.conversation});
  }
  Rect lines = row.inset(px_snap(10), px_snap(8));
  Rect line = lines.cut_top(px_snap(20));
  const float age = urgent_time_width(ui, s.age, s.urgency);
  draw_urgent_time(ui, line.cut_right(age), s.age, s.urgency, Align::Right);
  line.cut_right(px_snap(10));
  const TextStyle name_style = type::style(type::Kind::Interface, t.text, TextWeight::Semibold);
  const float name = std::min(line.width() * 0.6f, ui.measure(s.customer, name_style).x + 1);
  ui.words(line.cut_left(name), s.customer, name_style);
  line.cut_left(px_snap(10));
  ui.words(line, s.state, type::style(type::Kind::Interface, t.text_secondary));
  if (!s.terms.empty()) ui.words(lines.cut_top(px_snap(20)), s.terms, quiet_style(t));
  if (!s.why.empty()) {
    ui.paragraph(lines.min, lines.width(), s.why, quiet_style(t), kWhyLinesMax);
    ui.text_node(id_of(id, "why"), lines, s.why);
  }
  Rect at_top = menu;
  at_top.max.y = std::min(at_top.max.y, at_top.min.y + px_snap(44));
  const OverviewMenu own{OverviewMenu::Kind::Conversation, {}, s.conversation};
  draw_more(ui, state.action_menu, id_of(id, "more"), at_top, s.menu_name, s.is_menu_open, s.is_busy,
            intent::OpenOverviewMenu{s.is_menu_open ? OverviewMenu{} : own}, out);
}

TextStyle title_style(const Theme& t) {
  return type::style(type::Kind::Secondary, t.text_secondary, TextWeight::Semibold);
}

}  // namespace

NodeId overview_row_id(std::uint64_t key) {
  return id_of(id_of("overview.row"), key);
}
NodeId overview_conversation_id(ConversationId conversation) {
  return id_of(id_of("overview.conversation"), conversation.value);
}

TableColumns columns_in(Ui& ui, const Rect& table, const screen::Overview& s) {
  const bool has_menus =
      std::any_of(s.rows.begin(), s.rows.end(), [](const auto& row) { return !row.menu_name.empty(); });
  TableColumns columns;
  // What stands in a column is as wide in every language; its title is not.
  std::vector<float> widths;
  float needed = px(kNameMin + 2 * kPad + kChevron);
  for (const screen::OverviewColumn& column : s.columns) {
    const float title = std::ceil(ui.measure(column.title, title_style(ui.theme())).x);
    widths.push_back(std::max(px_snap(static_cast<float>(column.width)), title));
    needed += widths.back() + px_snap(kGap);
  }
  if (has_menus) needed += px(kMenu + kGap);
  columns.has_columns = table.width() >= needed;
  const float pad = px_snap(columns.has_columns ? kPad : kPadNarrow);
  float right = table.max.x - pad;
  if (has_menus) right -= px_snap(kMenu);
  columns.menu_left = right;
  if (has_menus) right -= px_snap(columns.has_columns ? kGap : 4);
  if (columns.has_columns) {
    for (auto width = widths.rbegin(); width != widths.rend(); ++width) {
      const float left = right - *width;
      columns.left.insert(columns.left.begin(), left);
      columns.right.insert(columns.right.begin(), right);
      right = left - px_snap(kGap);
    }
  }
  columns.left.insert(columns.left.begin(), table.min.x + pad);
  columns.right.insert(columns.right.begin(), right);
  return columns;
}

float overview_row_height(const screen::Overview& s, const TableColumns& columns) {
  return px_snap(!columns.has_columns ? density::of(60, 52) : s.has_tools ? density::of(56, 44) : density::of(44, 34));
}

void draw_column_titles(Ui& ui, const Rect& rect, const screen::Overview& s, const TableColumns& columns) {
  const Theme& t = ui.theme();
  ui.line_below(rect, t.border);
  const TextStyle style = title_style(t);
  const auto cell = [&](std::size_t i) {
    return Rect{{columns.left[i], rect.min.y}, {columns.right[i] + px_snap(kGap), rect.max.y}};
  };
  Rect first = cell(0);
  first.cut_left(px_snap(kChevron));
  ui.words(first, s.first_column, style);
  for (std::size_t i = 0; i < s.columns.size(); ++i) ui.words(cell(i + 1), s.columns[i].title, style);
}

void draw_overview_row(Ui& ui, OpenMenu& menu, const Rect& rect, const screen::OverviewRow& s,
                       const TableColumns& columns, Intents& out) {
  const Theme& t = ui.theme();
  const NodeId id = overview_row_id(s.key);
  Control c;
  c.id = id;
  c.rect = rect.inset(px_snap(columns.has_columns ? 12 : 8), px_snap(2));
  if (!s.menu_name.empty()) c.rect.max.x = columns.menu_left - px_snap(4);
  c.name = s.accessible_name;
  c.flags = s.is_open ? kNodeExpanded : kNodeCollapsed;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  if (p.was_pressed) out.push_back(s.open);
  if (ui.is_visible(rect)) {
    if (p.is_held || p.is_hovered) ui.fill(c.rect, p.is_held ? t.pressed : t.hover, radius::kControl);
    if (p.is_focused) ui.focus_ring(c.rect, radius::kControl, true);
    Rect name{{columns.left[0], rect.min.y}, {columns.right[0], rect.max.y}};
    icon_in(ui, name.cut_left(px_snap(16)), s.is_open ? Icon::ChevronDown : Icon::ChevronRight, 16, t.text_secondary);
    name.cut_left(px_snap(6));
    if (s.has_presence) {
      presence_dot(ui, name.cut_left(px_snap(12)).center(), 5, s.presence, t.background, s.is_uncertain);
      name.cut_left(px_snap(8));
    }
    if (columns.has_columns)
      draw_wide(ui, rect, name, s, columns);
    else
      draw_narrow(ui, name, s);
  }
  if (s.menu_name.empty()) return;
  const Rect column{{columns.menu_left, rect.min.y}, {columns.menu_left + px_snap(kMenu), rect.max.y}};
  draw_more(ui, menu, id_of(id, "more"), column, s.menu_name, s.is_menu_open, s.is_busy, s.menu, out);
}

void draw_overview_conversations(Ui& ui, ViewState& state, float x0, float x1, float& y, const screen::Overview& s,
                                 Intents& out) {
  const Theme& t = ui.theme();
  const float left = x0 + px_snap(kIndent), top = y;
  const float width = x1 - left - px_snap(kMenu + 8 + 20);
  const auto height_of = [&](const screen::OverviewConversation& one) {
    return px_snap(36) + (one.terms.empty() ? 0 : px_snap(20)) + std::ceil(why_height(ui, width, one));
  };
  const NodeId list = id_of("overview.conversations");
  float height = 0;
  for (const screen::OverviewConversation& one : s.conversations) height += height_of(one);
  // The line at the left says whose these are.
  const float text = s.conversations_text.empty() ? 0 : px_snap(36);
  ui.fill({{x0 + px_snap(8), top}, {x0 + px_snap(10), top + height + text}}, t.border);
  if (!s.conversations.empty()) {
    ui.group(Role::List, list, {{left, top}, {x1, top + height}}, s.conversations_name);
    const ParentScope in_list(ui, list);
    int position = 0;
    for (const screen::OverviewConversation& one : s.conversations) {
      const Rect rect{{left, y}, {x1, y + height_of(one)}};
      const ParentScope in_item(ui, ui.list_item(id_of(overview_conversation_id(one.conversation), "item"), rect,
                                                 ++position, static_cast<int>(s.conversations.size())));
      draw_conversation_line(ui, state, rect, one, out);
      y = rect.max.y;
    }
  }
  if (text > 0) {
    const Rect line{{left + px_snap(10), y}, {x1, y + text}};
    ui.words(line, s.conversations_text, quiet_style(t));
    ui.text_node(id_of(list, "text"), line, s.conversations_text);
    y += text;
  }
  y += px_snap(8);
}

}  // namespace smsdesk::web::view
