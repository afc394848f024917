// Who the customer is, and why their agent has them.
#include "web/view/context_parts.h"
#include "web/widget/button.h"

namespace smsdesk::web::view {
namespace {

void fact(Column& column, NodeId id, std::string_view label, std::string_view value) {
  if (value.empty()) return;
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  Rect row = column.cut(px_snap(28));
  const std::string said = std::string(label) + ": " + std::string(value);
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.min = row.min;
  n.max = row.max;
  n.text = said;
  ui.node(n);
  ui.words(row.cut_left(px_snap(96)), label, type::style(type::Kind::Secondary, t.text_secondary));
  ui.words(row, value, type::style(type::Kind::Interface, t.text));
}

void draw_name(Column& column, const screen::Context& s) {
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  Rect row = column.cut(px_snap(48));
  const Rect face = centered_in(row.cut_left(px_snap(40)), px_snap(40), px_snap(40));
  ui.disc(face.center(), 20, t.neutral.soft);
  icon_in(ui, face, Icon::User, 20, t.text_secondary);
  row.cut_left(px_snap(12));
  Rect lines = centered_in(row, row.width(), px_snap(40));
  const Rect name = lines.cut_top(px_snap(20));
  ui.words(name, s.customer, type::style(type::Kind::Message, t.text, TextWeight::Semibold));
  ui.heading(id_of("context.customer"), name, s.customer, 2);
  ui.words(lines, s.customer_kind, type::style(type::Kind::Secondary, t.text_secondary));
  ui.text_node(id_of("context.kind"), lines, s.customer_kind);
}

void draw_facts(Column& column, const screen::Context& s) {
  Ui& ui = column.ui;
  const NodeId list = id_of("context.facts");
  ui.group(Role::List, list, {{column.x0, column.y}, {column.x1, column.y + px_snap(28) * 4}}, "Facts");
  const ParentScope scope(ui, list);
  fact(column, id_of(list, "queue"), "Queue", s.queue);
  fact(column, id_of(list, "to"), "Written to", s.our_number);
  if (s.opened_at.ms != 0) fact(column, id_of(list, "since"), "Since", time_or_day(s.opened_at, ui.now()));
  if (s.message_count != 0) fact(column, id_of(list, "count"), "Messages", std::to_string(s.message_count));
}

/// One reason a paragraph, the decisive one first and in full ink.
void draw_why(Column& column, const screen::Context& s) {
  Ui& ui = column.ui;
  const Theme& t = ui.theme();
  part_title(column, id_of("context.why"), s.why_title);
  column.skip(4);
  const float indent = px_snap(16);
  std::vector<float> heights;
  float whole = 0;
  const auto style = [&](std::size_t i) {
    return type::style(type::Kind::Secondary, i == 0 ? t.text : t.text_secondary);
  };
  for (std::size_t i = 0; i < s.why.size(); ++i) {
    heights.push_back(ui.measure(s.why[i], style(i), column.width() - indent).y);
    whole += heights.back() + px_snap(6);
  }
  const NodeId list = id_of("context.why.list");
  ui.group(Role::List, list, {{column.x0, column.y}, {column.x1, column.y + whole}}, s.why_title);
  const ParentScope scope(ui, list);
  for (std::size_t i = 0; i < s.why.size(); ++i) {
    const Rect row = column.cut(heights[i]);
    MirrorNode n;
    n.id = id_of(list, static_cast<std::uint64_t>(i));
    n.role = Role::ListItem;
    n.min = row.min;
    n.max = row.max;
    n.text = s.why[i];
    ui.node(n);
    ui.disc({row.min.x + px(4), row.min.y + px(10)}, 2, i == 0 ? t.accent : t.text_secondary);
    ui.paragraph({row.min.x + indent, row.min.y}, column.width() - indent, s.why[i], style(i));
    column.skip(6);
  }
}

}  // namespace

void draw_customer_tab(ContextBody& body) {
  draw_name(body.column, body.screen);
  body.column.skip(12);
  draw_facts(body.column, body.screen);
  if (body.screen.why.empty()) return;
  body.column.skip(16);
  draw_why(body.column, body.screen);
}

}  // namespace smsdesk::web::view
