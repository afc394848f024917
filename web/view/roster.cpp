// The agent's own list: the on-queue switch, offers, own conversations, what waits and may be taken,
// what is parked, queues.
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/panels.h"
#include "web/view/urgency.h"
#include "web/widget/button.h"
#include "web/widget/choice.h"
#include "web/widget/mark.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

float card_height() {
  return px_snap(density::of(76, 62));
}
float queue_row_height() {
  return px_snap(density::of(36, 28));
}
float waiting_height() {
  return px_snap(density::of(40, 34));
}
constexpr int kExplanationLinesMax = 3, kNameLinesMax = 2;

void draw_on_queue(Ui& ui, const Rect& rect, const screen::OnQueueSwitch& s, Intents& out) {
  const Theme& t = ui.theme();
  const bool needs_help = s.state == screen::OnQueueSwitch::State::NotResponding;
  if (needs_help) ui.fill({rect.min, {rect.max.x - px_snap(1), rect.max.y - px_snap(1)}}, t.warning.soft);
  ui.line_below(rect, t.border);
  Rect row = rect.inset(px_snap(16), 0);
  Switch control;
  control.id = ids::on_queue_switch();
  // The row answers; its words and its track stand as far from the focus ring on either side.
  control.inset = px_snap(4);
  control.rect = row.inset(-control.inset, px_snap(8));
  control.name = s.title;
  control.description = s.explanation;
  control.is_on = s.is_on;
  control.is_busy = s.is_busy;
  control.is_uncertain = s.is_uncertain;
  if (switch_row(ui, control)) out.push_back(intent::SetOnQueue{!s.is_on});
  row.cut_right(px_snap(kSwitchWidth + 12));
  const TextStyle small = type::style(type::Kind::Secondary, needs_help ? t.warning.ink : t.text_secondary);
  const float text_height = ui.measure(s.explanation, small, row.width(), kExplanationLinesMax).y;
  const float total = px_snap(20) + (s.explanation.empty() ? 0 : text_height);
  row.cut_top(std::floor((row.height() - total) * 0.5f));
  Rect title = row.cut_top(px_snap(20));
  const TextStyle strong = type::style(type::Kind::Interface, t.text, TextWeight::Semibold);
  const TextStyle quiet = type::style(type::Kind::Secondary, t.text_secondary);
  title.cut_left(ui.words(title, s.title, strong) + px_snap(8));
  ui.figures(ui.on_baseline(title, strong, quiet), s.time, quiet);
  ui.text_node(id_of("roster.on-queue.time"), title, s.time);
  ui.paragraph(row.min, row.width(), s.explanation, small, kExplanationLinesMax);
  ui.status_node(id_of("roster.on-queue.text"), row, s.explanation);
}

/// Offers would come in silence.
void draw_sound_problem(Ui& ui, Rect& view, std::string_view text) {
  if (text.empty()) return;
  const Tone& tone = ui.theme().warning;
  const TextStyle style = type::style(type::Kind::Secondary, tone.ink);
  const float side = px_snap(16), sign = px_snap(24);
  const float height = ui.measure(text, style, view.width() - 2 * side - sign, 3).y;
  const Rect bar = view.cut_top(height + px_snap(16));
  banner(ui, {bar.min, {bar.max.x - px_snap(1), bar.max.y}}, tone);
  Rect row = bar.inset(side, px_snap(8));
  Rect icon = row.cut_left(sign);
  icon_in(ui, icon.cut_left(px_snap(16)), Icon::BellOff, 16, tone.ink);
  ui.paragraph(row.min, row.width(), text, style, 3);
  ui.status_node(id_of("roster.sound"), bar, text);
}

float on_queue_height(Ui& ui, float width, const screen::OnQueueSwitch& s) {
  const float text = ui.measure(s.explanation, type::style(type::Kind::Secondary, 0),
                                width - px_snap(32 + kSwitchWidth + 12), kExplanationLinesMax)
                         .y;
  return std::max(px_snap(64), text + px_snap(20 + 24));
}

void section_title(Ui& ui, NodeId id, const Rect& rect, std::string_view title, std::size_t count) {
  const Theme& t = ui.theme();
  Rect row = rect.inset(px_snap(20), 0);
  const float width = ui.words(row, title, type::style(type::Kind::Secondary, t.text_secondary, TextWeight::Semibold));
  ui.heading(id, rect, title, 2);
  row.cut_left(width + px_snap(6));
  if (count > 0) ui.figures(row, std::to_string(count), type::style(type::Kind::Secondary, t.text_secondary));
}

std::string waiting_words(const screen::QueueLine& s) {
  return s.waiting == 0 ? std::string(tr("None waiting")) : trn("{n} waiting", "{n} waiting", s.waiting);
}
TextStyle waiting_style(const Theme& t, const screen::QueueLine& s) {
  return type::style(type::Kind::Secondary, s.waiting ? t.text : t.text_secondary,
                     s.waiting ? TextWeight::Semibold : TextWeight::Regular);
}

/// A long name has two lines.
float queue_height(Ui& ui, float width, const screen::QueueLine& s) {
  const float time = urgent_time_width(ui, s.longest_wait, s.urgency);
  const float room = width - px_snap(40 + 8) - time - (time > 0 ? px_snap(12) : 0) -
                     ui.figures_width(waiting_words(s), waiting_style(ui.theme(), s));
  const float text = ui.measure(s.name, type::style(type::Kind::Interface, 0), room, kNameLinesMax).y;
  return std::max(queue_row_height(), text + px_snap(density::of(12, 6)));
}

void draw_queue(Ui& ui, const Rect& rect, NodeId id, const screen::QueueLine& s) {
  const Theme& t = ui.theme();
  const std::string waiting = waiting_words(s);
  const std::string said =
      labelled(s.name, waiting) +
      (s.longest_wait.empty() ? std::string() : comma() + tr("longest {duration}", {{"duration", s.longest_wait}}));
  MirrorNode item;
  item.id = id;
  item.role = Role::ListItem;
  item.min = rect.min;
  item.max = rect.max;
  item.text = said;
  ui.node(item);
  Rect row = rect.inset(px_snap(20), 0);
  const float time_width = urgent_time_width(ui, s.longest_wait, s.urgency);
  const Rect time = row.cut_right(time_width);
  if (time_width > 0) row.cut_right(px_snap(12));
  const TextStyle name_style = type::style(type::Kind::Interface, t.text), count_style = waiting_style(t, s);
  const float count_width = ui.figures_width(waiting, count_style);
  const Rect count = row.cut_right(count_width);
  row.cut_right(px_snap(8));
  // Beside two lines they stand in the middle.
  const bool is_one_line = ui.measure(s.name, name_style, row.width(), kNameLinesMax).y <= px_snap(20);
  const auto beside = [&](const Rect& box) { return is_one_line ? ui.on_baseline(box, name_style, count_style) : box; };
  draw_urgent_time(ui, beside(time), s.longest_wait, s.urgency, Align::Right);
  ui.figures(beside(count), waiting, count_style, Align::Right);
  ui.lines(row, s.name, name_style, kNameLinesMax);
}

float draw_empty(Ui& ui, const Rect& rect, const screen::Roster& s, Intents& out) {
  const float y = empty_state(ui, id_of("roster.empty"), rect, s.empty_title, s.empty_text);
  if (s.empty_action == screen::Roster::EmptyAction::None) return y;
  const float width = button_width(ui, tr("Go on queue"));
  Button b;
  b.id = id_of("roster.empty.go");
  b.rect = centered_at({rect.center().x, y + px_snap(34)}, width, px_snap(36));
  b.label = tr("Go on queue");
  b.look = ButtonLook::Primary;
  b.is_busy = s.on_queue.is_busy;
  if (button(ui, b)) out.push_back(intent::SetOnQueue{true});
  return b.rect.max.y;
}

/// A waiting conversation that may be taken by hand.
void draw_waiting(Ui& ui, const Rect& rect, const screen::WaitingLine& s, int number, int count, Intents& out) {
  const Theme& t = ui.theme();
  const NodeId id = id_of(id_of("waiting"), s.conversation.value);
  MirrorNode item;
  item.id = id;
  item.role = Role::ListItem;
  item.min = rect.min;
  item.max = rect.max;
  item.position = number;
  item.count = count;
  ui.node(item);
  const ParentScope scope(ui, id);
  Rect row = rect.inset(px_snap(20), 0);
  const float width = button_width(ui, tr("Take"));
  Button take;
  take.id = id_of(id, "take");
  take.rect = centered_in(row.cut_right(width), width, px_snap(32));
  take.label = tr("Take");
  take.name = s.accessible_name;
  take.is_busy = s.is_busy;
  take.size_css = 13;
  row.cut_right(px_snap(12));
  const TextStyle name_style = type::style(type::Kind::Interface, t.text);
  const float time_width = urgent_time_width(ui, s.waited, s.urgency);
  const Rect time = row.cut_right(time_width);
  // Beside two lines it stands in the middle.
  const TextStyle time_style = type::style(type::Kind::Secondary, 0);
  draw_urgent_time(ui, s.mark.empty() ? ui.on_baseline(time, name_style, time_style) : time, s.waited, s.urgency,
                   Align::Right);
  row.cut_right(px_snap(8));
  if (!s.mark.empty()) {
    row.cut_bottom(px_snap(2));
    ui.words(row.cut_bottom(px_snap(17)), s.mark, type::style(type::Kind::Secondary, t.text_secondary));
  }
  ui.words(row, s.queue, name_style);
  if (button(ui, take)) out.push_back(intent::Pick{s.conversation});
}

/// A heading and a list below it; the caller draws the rows, which are that high together.
struct Section {
  Section(Ui& ui, float x0, float x1, float& y, NodeId id, std::string_view title, std::string_view name,
          std::size_t count, bool shows_count, float height)
      : ui_(ui) {
    section_title(ui, id_of(id, "title"), {{x0, y}, {x1, y + px_snap(28)}}, title, shows_count ? count : 0);
    y += px_snap(28);
    ui.group(Role::List, id, {{x0, y}, {x1, y + height}}, name);
    ui.push_parent(id);
  }
  ~Section() { ui_.pop_parent(); }
  Section(const Section&) = delete;
  Section& operator=(const Section&) = delete;

 private:
  Ui& ui_;
};

void draw_cards(Ui& ui, CardMenu& menu, float x0, float x1, float& y, NodeId id, std::string_view title,
                std::string_view name, const std::vector<screen::Card>& cards, Intents& out) {
  if (cards.empty()) return;
  const float row = card_height() + px_snap(2);
  const Section section(ui, x0, x1, y, id, title, name, cards.size(), true, row * static_cast<float>(cards.size()));
  for (std::size_t i = 0; i < cards.size(); ++i) {
    draw_card(ui, menu, {{x0 + px_snap(8), y}, {x1 - px_snap(9), y + card_height()}}, cards[i], static_cast<int>(i) + 1,
              static_cast<int>(cards.size()), out);
    y += row;
  }
  y += px_snap(12);
}

void draw_alerts(Ui& ui, OpenMenu& menu, const Rect& view, float& y, const std::vector<screen::Alert>& alerts,
                 Intents& out) {
  if (alerts.empty()) return;
  const NodeId list = id_of("roster.alerts");
  ui.group(Role::List, list, view, tr("Offers"));
  const ParentScope in_list(ui, list);
  const float x = view.min.x + px_snap(12), width = view.width() - 2 * px_snap(12);
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    const float height = alert_height(ui, width, alerts[i]);
    draw_alert(ui, menu, {{x, y}, {x + width, y + height}}, alerts[i], static_cast<int>(i) + 1,
               static_cast<int>(alerts.size()), out);
    y += height + px_snap(12);
  }
  y += px_snap(4);
}

}  // namespace

void draw_roster(Ui& ui, ViewState& state, const Rect& rect, const screen::Roster& s, Intents& out) {
  const Theme& t = ui.theme();
  fill_panel(rect.min, rect.max, t.surface);
  ui.line_right(rect, t.border);
  ui.group(Role::Region, id_of("roster"), rect, tr("Your work"));
  const ParentScope scope(ui, id_of("roster"));
  Rect view = rect;
  draw_on_queue(ui, view.cut_top(on_queue_height(ui, rect.width(), s.on_queue)), s.on_queue, out);

  draw_sound_problem(ui, view, s.sound_problem);

  ScrollArea area(ui, state.roster_scroll, view);
  float y = area.top() + px_snap(12);
  const float x0 = view.min.x, x1 = view.max.x;
  draw_alerts(ui, state.action_menu, view, y, s.alerts, out);
  draw_cards(ui, state.card_menu, x0, x1, y, id_of("roster.mine"), tr("Mine"), tr("Your conversations"), s.mine, out);
  if (!s.empty_title.empty() && s.mine.empty() && s.alerts.empty()) {
    const float below = px_snap(52) + queue_row_height() * static_cast<float>(s.queues.size()) +
                        waiting_height() * static_cast<float>(s.waiting.size()) +
                        card_height() * static_cast<float>(s.parked.size() + s.asked.size());
    const float height = std::max(px_snap(180), std::min(px_snap(280), view.height() - below));
    const Rect box{{x0 + px_snap(20), y}, {x1 - px_snap(20), y + height}};
    y = std::max(box.max.y, draw_empty(ui, box, s, out) + px_snap(12));
  }
  if (!s.waiting.empty()) {
    const Section section(ui, x0, x1, y, id_of("roster.waiting"), tr("Waiting"), tr("Waiting in the queues"),
                          s.waiting.size(), true, waiting_height() * static_cast<float>(s.waiting.size()));
    for (std::size_t i = 0; i < s.waiting.size(); ++i) {
      draw_waiting(ui, {{x0, y}, {x1, y + waiting_height()}}, s.waiting[i], static_cast<int>(i) + 1,
                   static_cast<int>(s.waiting.size()), out);
      y += waiting_height();
    }
    y += px_snap(12);
  }
  draw_cards(ui, state.card_menu, x0, x1, y, id_of("roster.asked"), tr("Asked"), tr("Conversations of colleagues"),
             s.asked, out);
  draw_cards(ui, state.card_menu, x0, x1, y, id_of("roster.parked"), tr("Parked"), tr("Parked conversations"), s.parked,
             out);
  if (!s.queues.empty()) {
    const NodeId list = id_of("roster.queues");
    float height = 0;
    for (const screen::QueueLine& queue : s.queues) height += queue_height(ui, x1 - x0, queue);
    const Section section(ui, x0, x1, y, list, tr("Queues"), tr("Queues"), s.queues.size(), false, height);
    for (std::size_t i = 0; i < s.queues.size(); ++i) {
      const float row = queue_height(ui, x1 - x0, s.queues[i]);
      draw_queue(ui, {{x0, y}, {x1, y + row}}, id_of(list, static_cast<std::uint64_t>(i)), s.queues[i]);
      y += row;
    }
  }
  area.end(y + px_snap(16));
}

}  // namespace smsdesk::web::view
