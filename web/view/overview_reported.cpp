// Reported messages in the overview: rows that open what they tell of, each with a button that dismisses its report.
#include <algorithm>

#include "core/words/words.h"
#include "web/platform/canvas.h"
#include "web/platform/page.h"
#include "web/view/overview_rows.h"
#include "web/view/rows.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"

namespace smsdesk::web::view {
namespace {

constexpr float kDismiss = 36, kWordFrom = 560, kRowsBeside = 3;  // CSS px; kWordFrom: the row has room for the word

NodeId dismiss_id(MessageId message) {
  return id_of(overview_reported_id(message), "dismiss");
}

bool draw_dismiss(Ui& ui, const Rect& rect, const screen::ReportedLine& s, bool has_word) {
  if (has_word) {
    Button dismiss;
    dismiss.id = dismiss_id(s.message);
    dismiss.rect = rect;
    dismiss.label = trc("report", "Dismiss");
    dismiss.name = s.dismiss_name;
    dismiss.tooltip = s.dismiss_name;
    dismiss.is_enabled = !s.is_busy;
    return button(ui, dismiss);
  }
  IconButton dismiss;
  dismiss.id = dismiss_id(s.message);
  dismiss.rect = rect;
  dismiss.icon = Icon::Close;
  dismiss.name = s.dismiss_name;
  dismiss.is_enabled = !s.is_busy;
  return icon_button(ui, dismiss);
}

void draw_line(Ui& ui, OverviewView& state, const Rect& rect, const screen::ReportedLine& s, std::size_t place,
               Intents& out) {
  const NodeId id = overview_reported_id(s.message);
  Rect row = rect;
  const bool has_word = rect.width() >= px_snap(kWordFrom);
  const float width = has_word ? button_width(ui, trc("report", "Dismiss")) : px_snap(kDismiss);
  const Rect column = row.cut_right(width + px_snap(8));
  const std::string name = s.accessible_name + comma() + format_date_time(s.at);
  DrawnRow drawn = dated_row(ui, row, {id, name, s.at, s.customer, s.below, s.is_today});
  if (drawn.was_pressed) {
    state.return_to = id;
    out.push_back(intent::OpenReported{s.conversation, s.message});
  }
  if (draw_dismiss(ui, centered_in(column, width, px_snap(kDismiss)), s, has_word)) {
    state.dismissed = s.message;
    state.dismissed_place = place;
    out.push_back(intent::DismissReport{s.conversation, s.message});
  }
  if (!drawn.is_visible) return;
  drawn.rest.cut_top(px_snap(2));
  const TextStyle style = type::style(type::Kind::Secondary, ui.theme().text);
  ui.paragraph(drawn.rest.min, drawn.rest.width(), s.text, style, 2, Align::Script, WhenCut::Nothing);
}

/// Older ones come by themselves when the end is in sight; by the keyboard they are asked for here. Returns where it ends.
float draw_older(Ui& ui, const Rect& view, float y, const screen::ReportedList& s, Intents& out) {
  if (!s.has_older) return y;
  Button older;
  older.id = id_of("overview.reported.older");
  older.label = tr("Show older");
  older.rect =
      centered_at({(view.min.x + view.max.x) * 0.5f, y + px_snap(26)}, button_width(ui, older.label), px_snap(36));
  older.is_busy = s.is_busy;
  const bool is_in_sight = y < view.max.y && !s.is_busy && s.problem.empty();
  if (button(ui, older) || is_in_sight) out.push_back(intent::OlderReported{});
  return y + px_snap(52);
}

void draw_list(Ui& ui, OverviewView& state, const Rect& view, const screen::Overview& s, float pad, Intents& out) {
  ScrollArea area(ui, state.scroll, view);
  const std::vector<screen::ReportedLine>& lines = s.reported.lines;
  const float height = px_snap(density::of(100, 88)), beside = height * kRowsBeside;
  float y = area.top() + px_snap(8);
  if (!lines.empty()) {
    MirrorNode list;
    list.id = id_of("overview.reported");
    list.role = Role::List;
    list.flags = kNodeRoving;
    list.min = {view.min.x, y};
    list.max = {view.max.x, y + height * static_cast<float>(lines.size())};
    list.name = s.list_name;
    ui.node(list);
    const ParentScope in_list(ui, list.id);
    for (std::size_t i = 0; i < lines.size(); ++i, y += height) {
      const Rect rect{{view.min.x + pad, y}, {view.max.x - pad, y + height}};
      const NodeId id = overview_reported_id(lines[i].message);
      const bool is_near = rect.max.y > view.min.y - beside && rect.min.y < view.max.y + beside;
      if (!is_near && !ui.is_focused(id) && !ui.is_focused(dismiss_id(lines[i].message))) continue;
      const int number = static_cast<int>(i) + 1;
      const ParentScope in_item(ui, ui.list_item(id_of(id, "item"), rect, number, static_cast<int>(lines.size())));
      draw_line(ui, state, rect, lines[i], i, out);
    }
  }
  area.end(draw_older(ui, view, y, s.reported, out) + px_snap(16));
}

/// The row whose report was dismissed is gone: the keyboard goes on at the one in its place.
void follow_dismissed(OverviewView& state, const std::vector<screen::ReportedLine>& lines, NodeId otherwise) {
  if (!state.dismissed.is_set()) return;
  const bool is_there = std::any_of(lines.begin(), lines.end(),
                                    [&](const screen::ReportedLine& line) { return line.message == state.dismissed; });
  if (is_there) return;
  const bool was_here = focused_node() == 0 || focused_node() == dismiss_id(state.dismissed);
  state.dismissed = {};
  if (!was_here) return;
  // On the row, not on its button: Enter once more must not dismiss another one.
  const std::size_t next = std::min(state.dismissed_place, lines.empty() ? 0 : lines.size() - 1);
  focus_node(lines.empty() ? otherwise : overview_reported_id(lines[next].message));
}

}  // namespace

NodeId overview_reported_id(MessageId message) {
  return id_of(id_of("overview.reported.message"), message.value);
}

void draw_overview_reported(Ui& ui, OverviewView& state, Rect rest, const screen::Overview& s, float pad,
                            NodeId otherwise, Intents& out) {
  const screen::ReportedList& reported = s.reported;
  if (problem_bar(ui, id_of("overview.reported.problem"), rest, reported.problem, reported.can_try_again,
                  reported.is_busy))
    out.push_back(intent::ReportedAgain{});
  if (!reported.loading_text.empty()) {
    const Rect line = rest.inset(pad, px_snap(16)).cut_top(px_snap(20));
    ui.words(line, reported.loading_text, type::style(type::Kind::Secondary, ui.theme().text_secondary));
    ui.status_node(id_of("overview.reported.loading"), line, reported.loading_text);
  } else if (!s.empty_title.empty()) {
    empty_state(ui, id_of("overview.empty"), rest.inset(pad), s.empty_title, s.empty_text);
  } else {
    draw_list(ui, state, rest, s, pad, out);
  }
  follow_dismissed(state, reported.lines, otherwise);
}

}  // namespace smsdesk::web::view
