// The agent's own list: the on-queue switch, offers, own conversations, queues.
#include <cmath>

#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/panels.h"
#include "web/view/urgency.h"
#include "web/widget/button.h"
#include "web/widget/choice.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kCardHeight = 76, kQueueHeight = 36;

void draw_on_queue(Ui& ui, const Rect& rect, const screen::OnQueueSwitch& s, Intents& out) {
  const Theme& t = ui.theme();
  const bool needs_help = s.state == screen::OnQueueSwitch::State::NotResponding;
  if (needs_help) ui.fill({rect.min, {rect.max.x - px_snap(1), rect.max.y - px_snap(1)}}, t.warning.soft);
  ui.line_below(rect, t.border);
  Rect row = rect.inset(px_snap(16), 0);
  Switch control;
  control.id = ids::on_queue_switch();
  control.rect = row.inset(-px_snap(4), px_snap(8));
  control.name = s.title;
  control.description = s.explanation;
  control.is_on = s.is_on;
  control.is_busy = s.is_busy;
  // The row answers, the track is drawn at its right edge.
  control.rect.max.x = row.max.x;
  if (switch_row(ui, control)) out.push_back(intent::ToggleOnQueue{});
  row.cut_right(px_snap(kSwitchWidth + 12));
  const TextStyle small = type::style(type::Kind::Secondary, needs_help ? t.warning.ink : t.text_secondary);
  const float text_height = ui.measure(s.explanation, small, row.width(), 2).y;
  const float total = px_snap(20) + (s.explanation.empty() ? 0 : text_height);
  row.cut_top(std::floor((row.height() - total) * 0.5f));
  ui.words(row.cut_top(px_snap(20)), s.title, type::style(type::Kind::Interface, t.text, TextWeight::Semibold));
  ui.paragraph(row.min, row.width(), s.explanation, small, 2);
  ui.status_node(id_of("roster.on-queue.text"), row, s.explanation);
}

float on_queue_height(Ui& ui, float width, const screen::OnQueueSwitch& s) {
  const float text =
      ui.measure(s.explanation, type::style(type::Kind::Secondary, 0), width - px_snap(32 + kSwitchWidth + 12), 2).y;
  return std::max(px_snap(64), text + px_snap(20 + 24));
}

void draw_card(Ui& ui, const Rect& rect, const screen::Card& s, int number, int count, Intents& out) {
  const Theme& t = ui.theme();
  const NodeId id = ids::card(s.conversation);
  MirrorNode item;
  item.id = id_of(id, "item");
  item.role = Role::ListItem;
  item.min = rect.min;
  item.max = rect.max;
  item.position = number;
  item.count = count;
  ui.node(item);
  const ParentScope scope(ui, item.id);
  Control c;
  c.id = id;
  c.rect = rect;
  c.name = s.accessible_name;
  c.flags = s.is_selected ? kNodeCurrent : 0u;
  c.radius = 8;
  c.is_ring_inside = true;
  const Press p = ui.press(c);
  if (!ui.is_visible(rect)) {
    if (p.was_pressed) out.push_back(intent::Select{s.conversation});
    return;
  }
  if (s.is_selected)
    ui.fill(rect, t.selected, 8);
  else if (p.is_held || p.is_hovered)
    ui.fill(rect, p.is_held ? t.pressed : t.hover, 8);
  if (s.is_selected && t.is_high_contrast) ui.stroke(rect, t.accent, 8, 2);
  if (p.is_focused) ui.focus_ring(rect, 8, true);

  const bool is_unread = s.unread > 0;
  Rect inner = rect.inset(px_snap(12), px_snap(8));
  Rect line = inner.cut_top(px_snap(20));
  const float age_width = urgent_time_width(ui, s.age, s.urgency);
  draw_urgent_time(ui, line.cut_right(age_width), s.age, s.urgency, Align::Right);
  line.cut_right(px_snap(8));
  ui.words(line, s.customer, type::style(type::Kind::Interface, t.text, TextWeight::Semibold));

  line = inner.cut_top(px_snap(20));
  if (is_unread) {
    const float width = badge(ui, {line.max.x, line.center().y}, s.unread, t.primary, t.on_primary);
    line.cut_right(width + px_snap(8));
  } else if (s.owes_answer) {
    ui.disc({line.max.x - px(5), line.center().y}, 4, t.accent);
    line.cut_right(px_snap(20));
  }
  ui.words(line, s.last_line, type::style(type::Kind::Secondary, is_unread ? t.text : t.text_secondary));

  line = inner.cut_top(px_snap(20));
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  if (!s.problem.empty()) {
    const TextStyle style = type::style(type::Kind::Secondary, t.danger.ink, TextWeight::Semibold);
    const float width = ui.measure(s.problem, style).x;
    Rect problem = line.cut_right(std::min(line.width(), width + px_snap(18)));
    icon_in(ui, problem.cut_left(px_snap(14)), Icon::Alert, 14, t.danger.ink);
    problem.cut_left(px_snap(4));
    ui.words(problem, s.problem, style);
    line.cut_right(px_snap(8));
  } else if (!s.state_name.empty()) {
    const float width = std::min(line.width(), chip_width(ui, s.state_name));
    chip(ui, {line.max.x - width, line.center().y}, s.state_name, t.info, width);
    line.cut_right(width + px_snap(8));
  } else if (s.has_draft) {
    Rect draft = line.cut_right(std::min(line.width(), ui.measure("Draft", quiet).x + px_snap(18)));
    icon_in(ui, draft.cut_left(px_snap(14)), Icon::Edit, 14, t.text_secondary);
    draft.cut_left(px_snap(4));
    ui.words(draft, "Draft", quiet);
    line.cut_right(px_snap(8));
  }
  ui.words(line, s.queue, quiet);
  if (p.was_pressed) out.push_back(intent::Select{s.conversation});
}

void section_title(Ui& ui, NodeId id, const Rect& rect, std::string_view title, std::size_t count) {
  const Theme& t = ui.theme();
  Rect row = rect.inset(px_snap(20), 0);
  const float width = ui.words(row, title, type::style(type::Kind::Secondary, t.text_secondary, TextWeight::Semibold));
  ui.heading(id, rect, title, 2);
  row.cut_left(width + px_snap(6));
  if (count > 0) ui.figures(row, std::to_string(count), type::style(type::Kind::Secondary, t.text_secondary));
}

void draw_queue(Ui& ui, const Rect& rect, NodeId id, const screen::QueueLine& s) {
  const Theme& t = ui.theme();
  const std::string waiting = s.waiting == 0 ? "None waiting" : std::to_string(s.waiting) + " waiting";
  const std::string said = s.name + ": " + waiting + (s.longest_wait.empty() ? "" : ", longest " + s.longest_wait);
  MirrorNode item;
  item.id = id;
  item.role = Role::ListItem;
  item.min = rect.min;
  item.max = rect.max;
  item.text = said;
  ui.node(item);
  Rect row = rect.inset(px_snap(20), 0);
  const float time_width = urgent_time_width(ui, s.longest_wait, s.urgency);
  draw_urgent_time(ui, row.cut_right(time_width), s.longest_wait, s.urgency, Align::Right);
  if (time_width > 0) row.cut_right(px_snap(12));
  const TextStyle count_style = type::style(type::Kind::Secondary, s.waiting ? t.text : t.text_secondary,
                                            s.waiting ? TextWeight::Semibold : TextWeight::Regular);
  const float count_width = ui.figures_width(waiting, count_style);
  ui.figures(row.cut_right(count_width), waiting, count_style, Align::Right);
  row.cut_right(px_snap(8));
  ui.words(row, s.name, type::style(type::Kind::Interface, t.text));
}

float draw_empty(Ui& ui, const Rect& rect, const screen::Roster& s, Intents& out) {
  const float y = empty_state(ui, id_of("roster.empty"), rect, s.empty_title, s.empty_text);
  if (s.empty_action == screen::Roster::EmptyAction::None) return y;
  const float width = button_width(ui, "Go on queue");
  Button b;
  b.id = id_of("roster.empty.go");
  b.rect = centered_at({rect.center().x, y + px_snap(34)}, width, px_snap(36));
  b.label = "Go on queue";
  b.look = ButtonLook::Primary;
  b.is_busy = s.on_queue.is_busy;
  if (button(ui, b)) out.push_back(intent::ToggleOnQueue{});
  return b.rect.max.y;
}

}  // namespace

void draw_roster(Ui& ui, ScrollState& state, const Rect& rect, const screen::Roster& s, Intents& out) {
  const Theme& t = ui.theme();
  fill_panel(rect.min, rect.max, t.surface);
  ui.line_right(rect, t.border);
  ui.group(Role::Region, id_of("roster"), rect, "Your work");
  const ParentScope scope(ui, id_of("roster"));
  Rect view = rect;
  draw_on_queue(ui, view.cut_top(on_queue_height(ui, rect.width(), s.on_queue)), s.on_queue, out);

  ScrollArea area(ui, state, view);
  float y = area.top() + px_snap(12);
  const float x0 = view.min.x, x1 = view.max.x;
  if (!s.alerts.empty()) {
    const NodeId list = id_of("roster.alerts");
    ui.group(Role::List, list, view, "Offers");
    const ParentScope in_list(ui, list);
    for (std::size_t i = 0; i < s.alerts.size(); ++i) {
      const float width = x1 - x0 - 2 * px_snap(12);
      const float height = alert_height(ui, width, s.alerts[i]);
      draw_alert(ui, {{x0 + px_snap(12), y}, {x0 + px_snap(12) + width, y + height}}, s.alerts[i],
                 static_cast<int>(i) + 1, static_cast<int>(s.alerts.size()), out);
      y += height + px_snap(12);
    }
    y += px_snap(4);
  }
  if (!s.mine.empty()) {
    section_title(ui, id_of("roster.mine.title"), {{x0, y}, {x1, y + px_snap(28)}}, "Mine", s.mine.size());
    y += px_snap(28);
    const NodeId list = id_of("roster.mine");
    ui.group(Role::List, list, {{x0, y}, {x1, y + px_snap(kCardHeight + 2) * static_cast<float>(s.mine.size())}},
             "Your conversations");
    const ParentScope in_list(ui, list);
    for (std::size_t i = 0; i < s.mine.size(); ++i) {
      draw_card(ui, {{x0 + px_snap(8), y}, {x1 - px_snap(9), y + px_snap(kCardHeight)}}, s.mine[i],
                static_cast<int>(i) + 1, static_cast<int>(s.mine.size()), out);
      y += px_snap(kCardHeight + 2);
    }
    y += px_snap(12);
  }
  if (!s.empty_title.empty() && s.mine.empty() && s.alerts.empty()) {
    const float queues = px_snap(52) + px_snap(kQueueHeight) * static_cast<float>(s.queues.size());
    const float height = std::max(px_snap(180), std::min(px_snap(280), view.height() - queues));
    const Rect box{{x0 + px_snap(20), y}, {x1 - px_snap(20), y + height}};
    y = std::max(box.max.y, draw_empty(ui, box, s, out) + px_snap(12));
  }
  if (!s.queues.empty()) {
    section_title(ui, id_of("roster.queues.title"), {{x0, y}, {x1, y + px_snap(28)}}, "Queues", 0);
    y += px_snap(28);
    const NodeId list = id_of("roster.queues");
    ui.group(Role::List, list, {{x0, y}, {x1, y + px_snap(kQueueHeight) * static_cast<float>(s.queues.size())}},
             "Queues");
    const ParentScope in_list(ui, list);
    for (std::size_t i = 0; i < s.queues.size(); ++i) {
      draw_queue(ui, {{x0, y}, {x1, y + px_snap(kQueueHeight)}}, id_of(list, static_cast<std::uint64_t>(i)),
                 s.queues[i]);
      y += px_snap(kQueueHeight);
    }
  }
  area.end(y + px_snap(16));
}

}  // namespace smsdesk::web::view
