// Closed conversations: what is looked for on top, with what narrows it, the list below it, and the one that is read beside it.
#include <algorithm>

#include "core/screen/find_day.h"
#include "core/words/words.h"
#include "web/platform/canvas.h"
#include "web/platform/page.h"
#include "web/view/action_menu.h"
#include "web/view/context_parts.h"
#include "web/view/panels.h"
#include "web/view/rows.h"
#include "web/view/text_marks.h"
#include "web/widget/button.h"
#include "web/widget/choice.h"
#include "web/widget/field.h"
#include "web/widget/mark.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

constexpr float kListWidth = 360;
// The form scrolls with the list on a page that is lower.
constexpr float kLowBelow = 400, kLowBelowWithFilters = 680;

NodeId find_id() {
  return id_of("find");
}
NodeId day_id(bool is_last) {
  return id_of(is_last ? "find.last-day" : "find.first-day");
}

void take_events(Intents& out) {
  for (const TextFieldEvent& event : text_field_events()) {
    for (const bool is_last : {false, true}) {
      if (event.field != day_id(is_last)) continue;
      if (event.kind == TextFieldEvent::Kind::Changed)
        out.push_back(
            intent::EditFindDay{is_last, event.value, screen::parse_find_day(event.value, is_last, local_day)});
      if (event.kind == TextFieldEvent::Kind::Enter) out.push_back(intent::FindAgain{});
    }
    if (event.field != ids::find_field()) continue;
    if (event.kind == TextFieldEvent::Kind::Changed) out.push_back(intent::EditFind{event.value});
    if (event.kind == TextFieldEvent::Kind::Enter) out.push_back(intent::FindAgain{});
  }
}

void draw_line(Ui& ui, const Rect& rect, const screen::FoundLine& s, int number, int count, Intents& out) {
  const NodeId id = id_of(id_of("find.line"), s.conversation.value);
  const std::string name = s.accessible_name + comma() + tr("closed {when}", {{"when", format_date_time(s.ended_at)}});
  const ParentScope scope(ui, ui.list_item(id_of(id, "item"), rect, number, count));
  DrawnRow row = dated_row(ui, rect, {id, name, s.ended_at, s.customer, s.below, s.is_today, s.is_read});
  if (row.was_pressed) out.push_back(intent::ReadClosed{s.conversation});
  if (!row.is_visible) return;
  ui.words(row.rest.cut_top(px_snap(20)), s.note, type::style(type::Kind::Secondary, ui.theme().text_secondary));
}

void draw_message_line(Ui& ui, const Rect& rect, const screen::FoundMessageLine& s, int number, int count,
                       Intents& out) {
  // A wrap-up's note is told by the message that it stands behind, and that may be found too.
  const NodeId message = id_of(id_of("find.message"), s.message.value);
  const NodeId id = s.segment == 0 ? message : id_of(id_of(message, s.conversation.value), std::uint64_t{s.segment});
  const std::string name = s.accessible_name + comma() + format_date_time(s.at);
  const ParentScope scope(ui, ui.list_item(id_of(id, "item"), rect, number, count));
  DrawnRow row = dated_row(ui, rect, {id, name, s.at, s.customer, s.below, s.is_today, s.is_read, s.is_note});
  if (row.was_pressed) out.push_back(intent::OpenFound{s.conversation, s.message, s.segment});
  if (!row.is_visible) return;
  row.rest.cut_top(px_snap(2));
  const TextStyle style = type::style(type::Kind::Secondary, ui.theme().text);
  const TextBlock block = lay_out_text(s.text, style, row.rest.width() / pixel_ratio(), 2);
  draw_text_marks(ui, block, row.rest.min, style, s.marks, row.ground);
  draw_text(ui.list(), block, row.rest.min);
}

void draw_field(Ui& ui, const Rect& rect, const screen::Find& s, const Layout& layout) {
  FieldBox field;
  field.id = ids::find_field();
  field.rect = rect;
  field.kind = FieldKind::Search;
  field.name = s.field_name;
  field.placeholder = s.placeholder;
  field.value = s.words;
  field.value_revision = s.words_revision;
  field.type = type::Kind::Interface;
  field.is_behind = layout.is_behind || is_cut(ui, rect);
  field_box(ui, field);
}

void draw_what(Ui& ui, const Rect& rect, const screen::Find& s, Intents& out) {
  const std::string_view kWhat[] = {tr("Conversations"), tr("Messages")};
  const int chosen = segmented(ui, id_of("find.what"), rect, tr("What"), kWhat, 2, static_cast<int>(s.what));
  if (chosen >= 0) out.push_back(intent::ChooseFindWhat{static_cast<FindWhat>(chosen)});
}

void draw_scope(Ui& ui, const Rect& rect, const screen::Find& s, Intents& out) {
  const std::string_view kScopes[] = {tr("All"), tr("Mine")};
  const int chosen = segmented(ui, id_of("find.scope"), rect, tr("Whose"), kScopes, 2, s.is_mine ? 1 : 0);
  if (chosen >= 0) out.push_back(intent::FindMine{chosen == 1});
}

std::string_view problem_of(const screen::FindFilters& s, bool is_last) {
  const bool is_typed = (is_last ? s.is_last_day_begun : s.is_first_day_begun) && focused_node() == day_id(is_last);
  if (is_typed) return {};
  return is_last ? s.last_day_problem : s.first_day_problem;
}
std::string_view day_problem(const screen::FindFilters& s) {
  const std::string_view first = problem_of(s, false);
  return first.empty() ? problem_of(s, true) : first;
}
TextStyle day_problem_style(const Ui& ui) {
  return type::style(type::Kind::Secondary, ui.theme().danger.ink);
}
float filters_height(Ui& ui, const screen::FindFilters& s, float width) {
  float height = px_snap(3 * 44 + (s.is_set ? 44 : 0));
  if (const std::string_view problem = day_problem(s); !problem.empty())
    height += ui.measure(problem, day_problem_style(ui), width, 3).y + px_snap(4);
  return height;
}

void draw_day(Ui& ui, Rect rect, const screen::FindFilters& s, bool is_last, const Layout& layout) {
  const std::string_view label = is_last ? trc("day", "To") : trc("day", "From");
  const TextStyle style = type::style(type::Kind::Secondary, ui.theme().text_secondary);
  const Rect words = rect.cut_left(std::min(ui.measure(label, style).x, rect.width() / 3));
  ui.words(words, label, style);
  rect.cut_left(px_snap(6));
  const std::string_view problem = problem_of(s, is_last);
  FieldBox field;
  field.id = day_id(is_last);
  field.rect = rect;
  field.name = is_last ? tr("Last day") : tr("First day");
  field.placeholder = "2026-12-25";
  field.description = problem.empty() ? std::string_view(tr("Such as 2026-12-25")) : problem;
  field.value = is_last ? s.last_day : s.first_day;
  field.value_revision = 1 + s.revision;
  field.chars_max = 20;
  field.is_invalid = !problem.empty();
  field.type = type::Kind::Interface;
  field.padding_x = 8;
  field.is_behind = layout.is_behind || is_cut(ui, rect);
  field_box(ui, field);
}

/// What narrows the messages, from the form's top on.
void draw_filters(Ui& ui, OpenMenu& menu, Rect rest, const screen::FindFilters& s, const Layout& layout, Intents& out) {
  ui.group(Role::Group, id_of("find.filters"), rest, tr("Filters"));
  const ParentScope scope(ui, id_of("find.filters"));
  const float gap = px_snap(8);
  rest.cut_top(gap);
  constexpr FoundKind kKinds[] = {FoundKind::Everything, FoundKind::Customer, FoundKind::Us, FoundKind::Notes};
  const std::string_view labels[] = {trc("written by", "Anyone"), trc("written by", "Customer"),
                                     trc("written by", "Us"), tr("Notes")};
  const int shown = static_cast<int>(std::find(std::begin(kKinds), std::end(kKinds), s.kind) - std::begin(kKinds));
  const int kind = segmented(ui, id_of("find.kind"), rest.cut_top(px_snap(36)), tr("Written by"), labels, 4, shown);
  if (kind >= 0) out.push_back(intent::ChooseFindKind{kKinds[kind]});
  rest.cut_top(gap);
  Rect days = rest.cut_top(px_snap(36));
  draw_day(ui, days.cut_left((days.width() - gap) / 2), s, false, layout);
  days.cut_left(gap);
  draw_day(ui, days, s, true, layout);
  if (const std::string_view problem = day_problem(s); !problem.empty()) {
    const TextStyle style = day_problem_style(ui);
    rest.cut_top(px_snap(4));
    const Rect lines = rest.cut_top(ui.measure(problem, style, rest.width(), 3).y);
    ui.paragraph(lines.min, lines.width(), problem, style, 3);
    ui.status_node(id_of("find.day-problem"), lines, problem);
  }
  rest.cut_top(gap);
  Rect menus = rest.cut_top(px_snap(36));
  draw_action(ui, menu, id_of("find.queue"), menus.cut_left((menus.width() - gap) / 2), s.queue, Icon::Filter,
              ActionLook::Labelled, out);
  menus.cut_left(gap);
  draw_action(ui, menu, id_of("find.author"), menus, s.author, Icon::Filter, ActionLook::Labelled, out);
  if (!s.is_set) return;
  rest.cut_top(gap);
  Button clear;
  clear.id = id_of("find.clear");
  clear.label = tr("Clear filters");
  clear.rect = rest.cut_top(px_snap(36)).cut_left(button_width(ui, clear.label));
  if (!button(ui, clear)) return;
  out.push_back(intent::ClearFindFilters{});
  focus_node(ids::find_field());  // the button goes
}

/// Returns where it ends.
float draw_lines(Ui& ui, const Rect& view, float y, const screen::Find& s, Intents& out) {
  y += px_snap(8);
  if (!s.empty_title.empty()) {
    const Rect box{{view.min.x + px_snap(20), y}, {view.max.x - px_snap(20), y + px_snap(220)}};
    return empty_state(ui, id_of("find.empty"), box, s.empty_title, s.empty_text);
  }
  const bool is_messages = s.what == FindWhat::Messages;
  const std::size_t count = is_messages ? s.messages.size() : s.lines.size();
  const float height = px_snap(is_messages ? density::of(100, 88) : density::of(76, 64));
  if (count > 0) {
    const float bottom = y + height * static_cast<float>(count);
    MirrorNode list;
    list.id = id_of(id_of("find.list"), static_cast<std::uint64_t>(s.what));
    list.role = Role::List;
    list.min = {view.min.x, y};
    list.max = {view.max.x, bottom};
    list.name = s.list_name;
    ui.node(list);
    const ParentScope scope(ui, list.id);
    for (std::size_t i = 0; i < count; ++i, y += height) {
      const Rect line{{view.min.x + px_snap(8), y}, {view.max.x - px_snap(8), y + height}};
      const int number = static_cast<int>(i) + 1;
      if (is_messages)
        draw_message_line(ui, line, s.messages[i], number, static_cast<int>(count), out);
      else
        draw_line(ui, line, s.lines[i], number, static_cast<int>(count), out);
    }
  }
  if (!s.has_older) return y;
  // Older ones come by themselves when the end is in sight; by the keyboard they are asked for here.
  const float width = button_width(ui, tr("Show older"));
  Button older;
  older.id = id_of("find.older");
  older.rect = centered_at({(view.min.x + view.max.x) * 0.5f, y + px_snap(26)}, width, px_snap(36));
  older.label = tr("Show older");
  older.is_busy = s.is_busy;
  const bool is_in_sight = y < view.max.y && !s.is_busy && s.problem.empty();
  if (button(ui, older) || is_in_sight) out.push_back(intent::FindOlder{});
  return y + px_snap(52);
}

/// Title and form; returns what is left of `rect`.
Rect draw_form(Ui& ui, ViewState& state, const Rect& rect, const screen::Find& s, const Layout& layout, Intents& out) {
  Rect rest = draw_area_header(ui, rect, find_id(), tr("Closed conversations"), layout, out);
  const float side = px_snap(16);
  const bool has_filters = s.what == FindWhat::Messages;
  const float filters = has_filters ? filters_height(ui, s.filters, rest.width() - 2 * side) : 0;
  Rect form = rest.cut_top(px_snap(148) + filters).inset(side, px_snap(12));
  draw_what(ui, form.cut_top(px_snap(36)), s, out);
  form.cut_top(px_snap(8));
  draw_field(ui, form.cut_top(px_snap(36)), s, layout);
  form.cut_top(px_snap(8));
  draw_scope(ui, form.cut_top(px_snap(36)), s, out);
  if (has_filters) draw_filters(ui, state.action_menu, form, s.filters, layout, out);
  if (problem_bar(ui, id_of("find.problem"), rest, s.problem, true, s.is_busy)) out.push_back(intent::FindAgain{});
  return rest;
}

void draw_list(Ui& ui, ViewState& state, const Rect& rect, const screen::Find& s, const Layout& layout, Intents& out) {
  fill_panel(rect.min, rect.max, ui.theme().surface);
  ui.group(Role::Region, find_id(), rect, tr("Closed conversations"));
  const ParentScope scope(ui, find_id());
  take_events(out);
  // On a page that is very low (a large zoom) the form scrolls with the list.
  const bool is_low = rect.height() < px_snap(s.what == FindWhat::Messages ? kLowBelowWithFilters : kLowBelow);
  const Rect view = is_low ? rect : draw_form(ui, state, rect, s, layout, out);
  ScrollArea area(ui, state.find_scroll, view);
  float y = area.top();
  if (is_low) y = draw_form(ui, state, {{rect.min.x, y}, {rect.max.x, y + px_snap(2000)}}, s, layout, out).min.y;
  area.end(draw_lines(ui, view, y, s, out) + px_snap(16));
}

}  // namespace

void draw_find(Ui& ui, ViewState& state, const Rect& rect, const screen::Desk& s, const Layout& layout, Intents& out) {
  const bool is_beside = rect.width() >= px_snap(kListBesideFrom);
  Layout inner = layout;
  inner.is_context_drawer = layout.is_context_drawer && s.context.is_shown;
  inner.is_one_pane = !is_beside;
  if (!is_beside) {
    if (s.find.is_reading) return draw_conversation(ui, state, rect, s.conversation, inner, out);
    return draw_list(ui, state, rect, s.find, layout, out);
  }
  Rect rest = rect;
  const Rect list = rest.cut_left(px_snap(kListWidth));
  draw_list(ui, state, list, s.find, layout, out);
  ui.line_right(list, ui.theme().border);
  draw_conversation(ui, state, rest, s.conversation, inner, out);
}

}  // namespace smsdesk::web::view
