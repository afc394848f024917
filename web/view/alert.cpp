// An offered conversation: who, since when, with whom they talked last, what happened to it before, the first lines, why it
// is this agent's, what is left of the time, Answer and Decline. Where the list does not stand, the first of them is a strip
// on top of the page.
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/view/action_menu.h"
#include "web/view/panels.h"
#include "web/view/urgency.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kPad = 12, kTop = 32, kName = 24, kNumber = 20, kAnswer = 44, kSign = 20, kGap = 8, kRing = 32,
                kStrip = 60, kLowStrip = 40;
constexpr int kLinesMax = 2, kReasonLinesMax = 3;

TextStyle line_style(const Theme& t) {
  return type::style(type::Kind::Interface, t.text);
}
TextStyle why_style(const Theme& t) {
  return type::style(type::Kind::Secondary, t.text_secondary);
}
TextStyle mark_style(const Theme& t) {
  return type::style(type::Kind::Secondary, t.text);
}

/// A sentence behind a sign; nothing where there is none to say.
float signed_height(Ui& ui, float width, std::string_view text, const TextStyle& style) {
  if (text.empty()) return 0;
  return ui.measure(text, style, width - px_snap(kSign), kReasonLinesMax).y + px_snap(kGap);
}
void draw_signed(Ui& ui, Rect& inner, NodeId id, Icon icon, std::string_view text, const TextStyle& style,
                 ImU32 color) {
  const float height = signed_height(ui, inner.width(), text, style);
  if (height <= 0) return;
  Rect row = inner.cut_top(height);
  ui.text_node(id, row, text);
  Rect sign = row.cut_left(px_snap(kSign));
  sign.max.y = sign.min.y + px_snap(20);
  icon_in(ui, sign.cut_left(px_snap(14)), icon, 14, color);
  ui.paragraph(row.min, row.width(), text, style, kReasonLinesMax);
}

NodeId alert_id(const screen::Alert& s) {
  return id_of(id_of("alert"), s.offer.value);
}

void draw_countdown(Ui& ui, const Rect& rect, NodeId id, const screen::Alert& s) {
  const Theme& t = ui.theme();
  const Rect ring = centered_in(rect, px_snap(kRing), px_snap(kRing));
  countdown_ring(ui, ring, s.countdown_part, t.accent);
  std::string_view figure = s.countdown;
  if (const std::size_t space_at = figure.find(' '); space_at != std::string_view::npos)
    figure = figure.substr(0, space_at);
  ui.figures(ring, figure, type::style(type::Kind::Tiny, t.text, TextWeight::Semibold), Align::Center);
  ui.text_node(id_of(id, "countdown"), ring, s.countdown);
}

void draw_top(Ui& ui, Rect top, NodeId id, const screen::Alert& s) {
  const Theme& t = ui.theme();
  draw_countdown(ui, top.cut_right(px_snap(kRing)), id, s);
  top.cut_right(px_snap(8));
  const float wait_width = urgent_time_width(ui, s.waiting, s.urgency);
  const Rect label = chip(ui, {top.min.x, top.center().y}, s.queue, t.neutral, top.width() - wait_width - px_snap(12));
  ui.text_node(id_of(id, "queue"), label, s.queue);
  Rect wait = top;
  wait.min.x = label.max.x + px_snap(8);
  wait.max.x = std::min(wait.max.x, wait.min.x + wait_width + px_snap(4));
  draw_urgent_time(ui, wait, s.waiting, s.urgency, Align::Left);
  ui.text_node(id_of(id, "waiting"), wait, s.waiting);
  ui.hint(id_of(id, "target"), wait, s.target);
}

void draw_answer(Ui& ui, const Rect& rect, NodeId id, const screen::Alert& s, Intents& out) {
  const std::string name = tr("Answer {customer}", {{"customer", s.spoken_customer}});
  Button answer;
  answer.id = id_of(id, "answer");
  answer.rect = rect;
  answer.label = tr("Answer");
  answer.name = name;
  answer.look = ButtonLook::Primary;
  answer.is_busy = s.is_busy;
  answer.key_cap = s.key_cap;
  answer.shortcut = s.shortcut;
  answer.tooltip = tr("Answer");
  answer.size_css = 15;
  if (button(ui, answer)) out.push_back(intent::Answer{s.offer});
}

void draw_buttons(Ui& ui, OpenMenu& menu, Rect row, NodeId id, const screen::Alert& s, Intents& out) {
  const std::string decline_name = tr("Decline {customer}", {{"customer", s.spoken_customer}});
  const Rect reasons = row.cut_right(px_snap(32));
  Button decline;
  decline.id = id_of(id, "decline");
  decline.rect = row.cut_right(button_width(ui, tr("Decline")) - px_snap(8));
  decline.label = tr("Decline");
  decline.name = decline_name;
  decline.look = ButtonLook::Ghost;
  decline.is_enabled = !s.is_busy;
  row.cut_right(px_snap(4));
  draw_answer(ui, row, id, s, out);
  if (button(ui, decline)) out.push_back(intent::Decline{s.offer});
  draw_action(ui, menu, id_of(id, "reasons"), reasons, s.reasons, Icon::ChevronDown, ActionLook::Icon, out);
}

}  // namespace

float alert_height(Ui& ui, float width, const screen::Alert& s) {
  const Theme& t = ui.theme();
  const float inner = width - 2 * px_snap(kPad);
  const float text = ui.measure(s.first_line, line_style(t), inner, kLinesMax).y;
  return px_snap(kPad + kTop + kName + kNumber) + px_snap(kGap) + signed_height(ui, inner, s.mark, mark_style(t)) +
         signed_height(ui, inner, s.last_agent, why_style(t)) + text + px_snap(kGap) +
         signed_height(ui, inner, s.why, why_style(t)) + px_snap(kAnswer + kPad);
}

void draw_alert(Ui& ui, OpenMenu& menu, const Rect& rect, const screen::Alert& s, int number, int count, Intents& out) {
  const Theme& t = ui.theme();
  const NodeId id = alert_id(s);
  const float shown = ui.motions().appear(id, MotionKind::Fade);
  const float slid = ui.motions().appear(id_of(id, "slide"), MotionKind::Move);
  const Rect card = rect.moved(0, -std::floor(px(12) * (1 - slid)));
  ui.push_alpha(shown);

  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.min = card.min;
  n.max = card.max;
  n.name = s.accessible_name;
  n.position = number;
  n.count = count;
  ui.node(n);
  const ParentScope scope(ui, id);

  ui.fill(card, t.raised, radius::kCard);
  ui.stroke(card, t.accent, radius::kCard, 1.5f);
  Rect inner = card.inset(px_snap(kPad));
  draw_top(ui, inner.cut_top(px_snap(kTop)), id, s);

  const Rect name = inner.cut_top(px_snap(kName));
  ui.words(name, s.customer, type::style(type::Kind::Message, t.text, TextWeight::Semibold));
  ui.text_node(id_of(id, "customer"), name, s.spoken_customer);
  const Rect to = inner.cut_top(px_snap(kNumber));
  const std::string our_number = s.our_number.empty() ? std::string() : tr("to {number}", {{"number", s.our_number}});
  ui.words(to, our_number, why_style(t));
  ui.text_node(id_of(id, "our-number"), to, our_number);
  inner.cut_top(px_snap(kGap));
  draw_signed(ui, inner, id_of(id, "last-agent"), Icon::History, s.last_agent, why_style(t), t.text_secondary);
  draw_signed(ui, inner, id_of(id, "mark"), Icon::Undo, s.mark, mark_style(t), t.accent);
  const float height = ui.paragraph(inner.min, inner.width(), s.first_line, line_style(t), kLinesMax, Align::Script);
  ui.text_node(id_of(id, "text"), {inner.min, {inner.max.x, inner.min.y + height}}, s.first_line);
  inner.cut_top(height + px_snap(kGap));
  draw_signed(ui, inner, id_of(id, "why"), Icon::Info, s.why, why_style(t), t.text_secondary);
  draw_buttons(ui, menu, inner.cut_top(px_snap(kAnswer)), id, s, out);
  ui.pop_alpha();
}

float alert_strip_height(const screen::Desk& s, const Layout& layout) {
  if (layout.has_roster || s.roster.alerts.empty()) return 0;
  // Where there is room for one line only, it is that of the connection: without one nothing can be answered.
  if (layout.is_low && s.connection.is_bar_shown) return 0;
  return px_snap(layout.is_low ? kLowStrip : kStrip);
}

void draw_alert_strip(Ui& ui, const Rect& rect, const screen::Desk& s, const Layout& layout, Intents& out) {
  if (rect.is_empty() || s.roster.alerts.empty()) return;
  const Theme& t = ui.theme();
  const screen::Alert& first = s.roster.alerts.front();
  const NodeId strip = id_of("alert-strip"), id = alert_id(first);
  ui.fill(rect, t.raised);
  ui.line_below(rect, t.accent);
  ui.group(Role::Region, strip, rect, tr("Offers"));
  const ParentScope scope(ui, strip);
  ui.push_alpha(ui.motions().appear(id, MotionKind::Fade));
  Rect row = rect.inset(px_snap(8), 0);
  const float key_room = px_snap(26);
  Rect answer = row.cut_right(std::min(row.width() * 0.5f, button_width(ui, tr("Answer")) + key_room + px_snap(8)));
  answer = centered_in(answer, answer.width(), std::min(px_snap(kAnswer), rect.height() - px_snap(8)));
  row.cut_right(px_snap(4));

  // All beside Answer leads to the list, where the offer stands whole.
  Control list;
  list.id = id_of(strip, "list");
  list.rect = row;
  list.name = s.list.offers_name;
  list.tooltip = tr("Show the offers");
  list.is_ring_inside = true;
  const Press p = ui.press(list);
  if (p.is_hovered || p.is_held) ui.fill(row.inset(0, px_snap(4)), p.is_held ? t.pressed : t.hover, radius::kControl);
  if (p.is_focused) ui.focus_ring(row.inset(0, px_snap(2)), radius::kControl, true);
  row.cut_left(px_snap(4));
  draw_countdown(ui, row.cut_left(px_snap(kRing)), id, first);
  row.cut_left(px_snap(10));
  Rect lines = centered_in(row, row.width(), std::min(px_snap(40), rect.height() - px_snap(4)));
  ui.words(lines.cut_top(std::floor(lines.height() * 0.5f)), first.customer,
           type::style(type::Kind::Interface, t.text, TextWeight::Semibold));
  if (!s.list.more_offers.empty()) {
    const float width = std::min(lines.width(), chip_width(ui, s.list.more_offers));
    chip(ui, {lines.max.x - width, lines.center().y}, s.list.more_offers, t.info, width);
    lines.cut_right(width + px_snap(8));
  }
  ui.words(lines, first.queue, why_style(t));
  draw_answer(ui, answer, id, first, out);
  ui.pop_alpha();
  if (!p.was_pressed) return;
  // Beside another part of the program there is no room for the list: the conversations have it.
  if (layout.is_one_pane)
    out.push_back(intent::ShowRoster{true});
  else
    out.push_back(intent::ShowArea{Area::Conversations});
}

}  // namespace smsdesk::web::view
