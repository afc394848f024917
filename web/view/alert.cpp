// An offered conversation: who, since when, the first lines, what is left of the time, Answer and
// Decline.
#include <cmath>

#include "imgui.h"
#include "web/view/panels.h"
#include "web/view/shortcuts.h"
#include "web/view/urgency.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kPad = 12, kTop = 32, kName = 24, kAnswer = 44;

TextStyle line_style(const Theme& t) {
  return type::style(type::Kind::Interface, t.text_secondary);
}

}  // namespace

float alert_height(Ui& ui, float width, const screen::Alert& s) {
  const float text = ui.measure(s.first_line, line_style(ui.theme()), width - 2 * px_snap(kPad), 2).y;
  return px_snap(kPad + kTop + kName) + text + px_snap(12) + px_snap(kAnswer + kPad);
}

void draw_alert(Ui& ui, const Rect& rect, const screen::Alert& s, int number, int count, Intents& out) {
  const Theme& t = ui.theme();
  const NodeId id = id_of(id_of("alert"), s.offer.value);
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

  Rect top = inner.cut_top(px_snap(kTop));
  const Rect ring = centered_in(top.cut_right(px_snap(32)), px_snap(32), px_snap(32));
  countdown_ring(ui, ring, s.countdown_part, t.accent);
  std::string_view figure = s.countdown;
  if (const std::size_t space_at = figure.find(' '); space_at != std::string_view::npos)
    figure = figure.substr(0, space_at);
  ui.figures(ring, figure, type::style(type::Kind::Tiny, t.text, TextWeight::Semibold), Align::Center);
  ui.text_node(id_of(id, "countdown"), ring, s.countdown);
  top.cut_right(px_snap(8));
  const float wait_width = urgent_time_width(ui, s.waiting, s.urgency);
  const Rect label = chip(ui, {top.min.x, top.center().y}, s.queue, t.neutral, top.width() - wait_width - px_snap(12));
  ui.text_node(id_of(id, "queue"), label, s.queue);
  Rect wait = top;
  wait.min.x = label.max.x + px_snap(8);
  draw_urgent_time(ui, wait, s.waiting, s.urgency, Align::Left);
  ui.text_node(id_of(id, "waiting"), wait, s.waiting);

  const Rect name = inner.cut_top(px_snap(kName));
  ui.words(name, s.customer, type::style(type::Kind::Message, t.text, TextWeight::Semibold));
  ui.text_node(id_of(id, "customer"), name, s.customer);
  const float height = ui.paragraph(inner.min, inner.width(), s.first_line, line_style(t), 2);
  ui.text_node(id_of(id, "text"), {inner.min, {inner.max.x, inner.min.y + height}}, s.first_line);
  inner.cut_top(height + px_snap(12));

  Rect row = inner.cut_top(px_snap(kAnswer));
  const std::string digit = number <= 9 ? std::to_string(number) : std::string();
  const std::string shortcut = shortcuts::answer_words(number);
  const std::string answer_name = "Answer " + s.customer, decline_name = "Decline " + s.customer;
  Button decline;
  decline.id = id_of(id, "decline");
  decline.rect = row.cut_right(button_width(ui, "Decline"));
  decline.label = "Decline";
  decline.name = decline_name;
  decline.look = ButtonLook::Ghost;
  decline.is_enabled = !s.is_busy;
  row.cut_right(px_snap(8));
  Button answer;
  answer.id = id_of(id, "answer");
  answer.rect = row;
  answer.label = "Answer";
  answer.name = answer_name;
  answer.look = ButtonLook::Primary;
  answer.is_busy = s.is_busy;
  answer.key_cap = digit;
  answer.shortcut = shortcut;
  answer.tooltip = "Answer";
  answer.size_css = 15;
  if (button(ui, answer)) out.push_back(intent::Answer{s.offer});
  if (button(ui, decline)) out.push_back(intent::Decline{s.offer});
  ui.pop_alpha();
}

}  // namespace smsdesk::web::view
