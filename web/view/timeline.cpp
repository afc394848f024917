#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/bubble.h"
#include "web/view/context_parts.h"
#include "web/view/panels.h"
#include "web/view/said_words.h"
#include "web/view/text_marks.h"
#include "web/widget/button.h"
#include "web/widget/mark.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

using screen::TimelineItem;

constexpr float kColumn = 760, kSide = 24;
constexpr float kOlderWithin = 600;  // CSS px from the top where the next older page is asked for
constexpr double kNearViews = 3;
constexpr float kLowView = 140;  // CSS px: every line counts
constexpr int kPassesMax = 8;    // measuring corrects estimates; each pass corrects what came into view

/// With the time of day, where it happened at one.
std::string event_words(const TimelineItem& item) {
  return item.has_time ? item.text + " · " + format_time_of_day(item.at) : item.text;
}

// A note stands apart from what was said: narrower, on a ground of its own, with a bar at its side.
constexpr float kNotePadX = 14, kNotePadY = 8, kNoteHead = 24, kNoteGap = 12;
float note_width(float column) {
  return std::min(column, px_snap(520));
}
TextStyle note_style(ImU32 color) {
  return type::style(type::Kind::Interface, color);
}
float note_height(const TimelineItem& item, float column) {
  const float text =
      measure_text_height(item.text, note_style(0), (note_width(column) - 2 * px_snap(kNotePadX)) / pixel_ratio());
  return text + px_snap(kNoteHead + 2 * kNotePadY + kNoteGap);
}
/// Where what is asked of an item's words goes; the focus in them is the item's.
struct ItemWords {
  TimelineState& state;
  const SaidTo& to;
  std::uint64_t key = 0;
  void note_focus(NodeId node) const {
    if (node != 0) state.focus_is_at(key, node);
  }
};

void draw_note(Ui& ui, NodeId id, const Rect& rect, const TimelineItem& item, const screen::Conversation& s,
               int position, int count, const ItemWords& words) {
  const MessageId number{item.note.value};
  const bool is_place = s.place.is_set() && number == s.place;
  const Theme& t = ui.theme();
  const float width = note_width(rect.width());
  Rect box = rect;
  box.cut_top(px_snap(kNoteGap));
  const float x0 = std::floor(rect.center().x - width * 0.5f);
  box = {{x0, box.min.y}, {x0 + width, box.max.y}};
  ui.fill(box, t.warning.soft, radius::kControl);
  ui.fill({box.min, {box.min.x + px_snap(3), box.max.y}}, t.warning.ink);
  if (is_place) ui.stroke(box.inset(-px_snap(2), -px_snap(2)), t.accent, radius::kControl, 2);
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.flags = is_place ? kNodeCurrent : 0u;
  n.min = rect.min;
  n.max = rect.max;
  n.position = position;
  n.count = count;
  ui.node(n);
  const ParentScope scope(ui, id);
  Rect inner = box.inset(px_snap(kNotePadX), px_snap(kNotePadY));
  Rect head = inner.cut_top(px_snap(kNoteHead));
  std::string who = item.author + " · " + tr("internal note") + " · " + format_time_of_day(item.at);
  if (const std::string fate = screen::corrected_words(item.uses, corrected_when(item.at, item.uses.corrected_at));
      !fate.empty())
    who.append(" · ").append(fate);
  const screen::WordsCopy uses = screen::uses_of_note(s.conversation, item.note, item.text, item.uses);
  ui.text_node(id_of(id, "author"), head, who);
  icon_in(ui, head.cut_left(px_snap(16)), Icon::Note, 16, t.warning.ink);
  head.cut_left(px_snap(6));
  const Rect options_box = uses.more.empty() ? Rect{} : head.cut_right(px_snap(kCopyRoom));
  const Rect copy_box = head.cut_right(px_snap(kCopyRoom));
  ui.words(head, who, type::style(type::Kind::Secondary, t.text_secondary, TextWeight::Semibold));
  const TextStyle style = note_style(item.uses.is_taken_back ? t.text_secondary : t.text);
  const ImVec2 at{inner.min.x, std::floor(inner.min.y)};
  if (const auto marks = s.search.marks.find(number); marks != s.search.marks.end())
    draw_text_marks(ui, lay_out_text(item.text, style, inner.width() / pixel_ratio()), at, style, marks->second,
                    t.warning.soft);
  const std::vector<sms::Entity> entities = sms::find_entities(item.text);
  NodeId focused = 0;
  said_words(ui, words.to, {id, at, inner.width(), item.text, style, Align::Left}, entities, &focused);
  words.note_focus(focused);
  const NodeId copy = id_of(id, "copy"), options = id_of(id, "options");
  if (copy_button(ui, words.to, copy, box, copy_box, uses, entities)) words.note_focus(copy);
  if (options_button(ui, words.to, options, box, options_box, uses, entities)) words.note_focus(options);
}

/// Beside a wrap-up's note there is room for the button that copies it, at both sides: it stands in the middle.
float event_inset(const TimelineItem& item) {
  return item.wrap_up.is_set() ? px_snap(kCopyRoom) : 0;
}

/// Of the line above what is new.
float line_height() {
  return px_snap(density::of(40, 32));
}
bool has_line(const TimelineState& state, const TimelineItem& item, const screen::Conversation& s) {
  return state.unread.first.is_set() && item.kind == TimelineItem::Kind::Bubble &&
         s.bubble_of(item).message == state.unread.first;
}

float item_height(const TimelineItem& item, const screen::Conversation& s, float column) {
  switch (item.kind) {
    case TimelineItem::Kind::Bubble:
      return bubble_height(s.bubble_of(item), column);
    case TimelineItem::Kind::Day:
      return px_snap(density::of(48, 36));
    case TimelineItem::Kind::Unread:
      return 0;  // its line is part of the message beneath it, and stays there when that is read
    case TimelineItem::Kind::Loading:
      return px_snap(120);
    case TimelineItem::Kind::Note:
      return note_height(item, column);
    case TimelineItem::Kind::Event:
    case TimelineItem::Kind::Start:
      break;
  }
  return measure_text_height(event_words(item), type::style(type::Kind::Secondary, 0),
                             (column - 2 * event_inset(item)) / pixel_ratio()) +
         px_snap(density::of(24, 12));
}

void draw_rule(Ui& ui, NodeId id, const Rect& rect, std::string_view text, ImU32 ink, ImU32 line) {
  const TextStyle style = type::style(type::Kind::Secondary, ink, TextWeight::Semibold);
  const float width = ui.measure(text, style, rect.width(), 1).x;
  const float y = std::floor(rect.center().y), gap = px_snap(12), thick = px_snap(1);
  const float left = rect.center().x - width * 0.5f - gap, right = rect.center().x + width * 0.5f + gap;
  ui.fill({{rect.min.x, y}, {left, y + thick}}, line);
  ui.fill({{right, y}, {rect.max.x, y + thick}}, line);
  ui.words(rect, text, style, Align::Center);
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.min = rect.min;
  n.max = rect.max;
  n.text = text;
  ui.node(n);
}

void draw_loading_bubbles(Ui& ui, NodeId id, const Rect& rect, std::string_view text) {
  Rect rest = rect.inset(0, px_snap(12));
  skeleton(ui, rest.cut_top(px_snap(36)).cut_left(px_snap(260)));
  rest.cut_top(px_snap(12));
  skeleton(ui, rest.cut_top(px_snap(36)).cut_right(px_snap(320)));
  ui.status_node(id, rect, text);
}

/// Where an event's text tells what was looked for: its lines are centred one by one, and so are the marks.
void draw_event_marks(Ui& ui, ImVec2 at, float width, std::string_view words, const TextStyle& style,
                      const std::vector<TextMark>& marks, std::uint32_t note_begin) {
  const TextBlock whole = lay_out_text(words, style, width / pixel_ratio());
  const float line_height = whole.height / static_cast<float>(std::max<std::size_t>(1, whole.lines.size()));
  // Laying out a line may take the room of the whole.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lines;
  for (const TextLine& line : whole.lines) lines.emplace_back(line.begin, line.end);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view part = words.substr(lines[i].first, lines[i].second - lines[i].first);
    while (!part.empty() && (part.back() == ' ' || part.back() == '\n')) part.remove_suffix(1);
    const std::uint32_t begin = lines[i].first, end = begin + static_cast<std::uint32_t>(part.size());
    std::vector<TextMark> here;
    for (const TextMark& mark : marks) {
      const std::uint32_t from = std::max(begin, mark.begin + note_begin), to = std::min(end, mark.end + note_begin);
      if (from < to) here.push_back({from - begin, to - begin});
    }
    if (here.empty()) continue;
    const TextBlock line = lay_out_text(part, style);
    const float x = at.x + std::floor((width - line.width) / 2);
    draw_text_marks(ui, line, {x, at.y + static_cast<float>(i) * line_height}, style, here, ui.theme().background);
  }
}

void draw_event(Ui& ui, NodeId id, const Rect& rect, const TimelineItem& item, const screen::Conversation& s,
                const ItemWords& to) {
  const Theme& t = ui.theme();
  const std::string words = event_words(item);
  const bool is_place = item.wrap_up.is_set() && s.place.is_set() && item.wrap_up == s.place_wrap_up;
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.flags = is_place ? kNodeCurrent : 0u;
  n.min = rect.min;
  n.max = rect.max;
  ui.node(n);
  const ParentScope scope(ui, id);
  const TextStyle style = type::style(type::Kind::Secondary, t.text_secondary);
  const Rect room = rect.inset(event_inset(item), 0);
  const ImVec2 at{room.min.x, room.min.y + px_snap(12)};
  if (is_place) ui.stroke(rect.inset(px_snap(2), px_snap(4)), t.accent, radius::kControl, 2);
  const auto marks = s.search.wrap_up_marks.find(item.wrap_up);
  if (item.wrap_up.is_set() && marks != s.search.wrap_up_marks.end())
    draw_event_marks(ui, at, room.width(), words, style, marks->second, item.note_begin);
  const std::vector<sms::Entity> links = screen::links_of(words, item.note_begin);
  NodeId focused = 0;
  said_words(ui, to.to, {id, at, room.width(), words, style, Align::Center}, links, &focused);
  to.note_focus(focused);
  if (!item.wrap_up.is_set()) return;
  const std::string_view note = std::string_view(item.text).substr(item.note_begin);
  const NodeId copy = id_of(id, "copy");
  const Rect copy_box = Rect{{room.max.x, at.y}, {rect.max.x, at.y + px_snap(style.line_height)}}.inset(0, -px_snap(4));
  if (copy_button(ui, to.to, copy, rect, copy_box, screen::copy_of_note(note), links)) to.note_focus(copy);
}

void draw_item(Ui& ui, TimelineState& state, const Rect& rect, const TimelineItem& item,
               const TimelineState::Item& known, const screen::Conversation& s, int position, int count,
               const SaidTo& to) {
  const Theme& t = ui.theme();
  const ItemWords words{state, to, known.key};
  const NodeId id = id_of(id_of("timeline.item"), known.key);
  switch (item.kind) {
    case TimelineItem::Kind::Bubble: {
      const screen::Bubble& bubble = s.bubble_of(item);
      BubbleMarks marks;
      marks.undo_shortcut = s.undo_shortcut;
      marks.seen = seen_in_picture(state, s.conversation, s.composer);
      marks.is_place = s.place.is_set() && !s.place_wrap_up.is_set() && bubble.message == s.place;
      if (const auto found = s.search.marks.find(bubble.message); found != s.search.marks.end())
        marks.words = &found->second;
      Rect rest = rect;
      if (has_line(state, item, s))
        draw_rule(ui, id_of("timeline.unread"), rest.cut_top(line_height()), state.unread.text, t.accent,
                  with_alpha(t.accent, 0.45f));
      draw_bubble(ui, state, rest, s.conversation, bubble, marks, position, count, to.out);
      break;
    }
    case TimelineItem::Kind::Day:
      draw_rule(ui, id, rect, format_day(item.at), t.text_secondary, t.border);
      break;
    case TimelineItem::Kind::Unread:
      break;
    case TimelineItem::Kind::Loading:
      draw_loading_bubbles(ui, id, rect, item.text);
      break;
    case TimelineItem::Kind::Note:
      draw_note(ui, id, rect, item, s, position, count, words);
      break;
    case TimelineItem::Kind::Event:
    case TimelineItem::Kind::Start:
      draw_event(ui, id, rect, item, s, words);
      break;
  }
}

/// Where the view's top stands in the whole content, from anchor or bottom; kept within the
/// content.
double place_of(const TimelineState& state, double view_height) {
  const double hidden = state.heights.total() - view_height;
  if (hidden <= 0) return hidden;  // less than a view: it stands at the bottom, next to the composer
  if (state.is_at_bottom || state.items.empty()) return hidden;
  return std::clamp(state.heights.top(state.anchor) + state.anchor_offset, 0.0, hidden);
}

void anchor_at(TimelineState& state, double top) {
  if (state.items.empty()) return;
  state.anchor = state.heights.find(std::max(0.0, top));
  state.anchor_offset = top - state.heights.top(state.anchor);
}

/// True where the height had been another one.
bool measure(TimelineState& state, const screen::Conversation& s, std::size_t i, float column) {
  if (state.items[i].is_measured) return false;
  state.items[i].is_measured = true;
  const float line = has_line(state, s.timeline[i], s) ? line_height() : 0;
  const double height = static_cast<double>(line + item_height(s.timeline[i], s, column));
  if (height == state.heights.height(i)) return false;
  state.heights.set(i, height);
  return true;
}

/// An anchor below the view's top stays where it is: what lies between is measured from it upwards.
void climb_to_top(TimelineState& state, const screen::Conversation& s, float column) {
  while (!state.is_at_bottom && state.anchor > 0 && state.anchor_offset < 0) {
    measure(state, s, --state.anchor, column);
    state.anchor_offset += state.heights.height(state.anchor);
  }
}

/// Measures what is in view, from the end that stays where it is, until nothing in view is a guess.
void measure_visible(TimelineState& state, const screen::Conversation& s, float column, double view_height) {
  climb_to_top(state, s, column);
  for (int pass = 0; pass < kPassesMax; ++pass) {
    bool was_wrong = false;
    const double top = place_of(state, view_height);
    if (!state.is_at_bottom) anchor_at(state, top);
    std::size_t first = state.items.empty() ? 0 : state.heights.find(std::max(0.0, top));
    for (std::size_t i = first; i < state.items.size() && state.heights.top(i) < top + view_height; ++i) {
      was_wrong = measure(state, s, i, column) || was_wrong;
    }
    if (!was_wrong) return;
  }
}

/// Where what is new fits into the view, the timeline stands at the bottom as always.
void open_at_line(TimelineState& state, const screen::Conversation& s, float column, double view_height) {
  if (!std::exchange(state.opens_at_line, false) || state.is_at_bottom) return;
  std::size_t line = state.heights.find(std::max(0.0, place_of(state, view_height)));
  while (line + 1 < state.items.size() && !has_line(state, s.timeline[line], s)) ++line;
  state.is_at_bottom = state.heights.top(line) >= state.heights.total() - view_height;
  if (state.is_at_bottom) measure_visible(state, s, column, view_height);
}

void go_to_latest(TimelineState& state, const screen::Conversation& s, Intents& out) {
  state.is_at_bottom = true;
  state.input.velocity = 0;
  out.push_back(intent::ShowLatest{s.conversation, true});
  request_frame();
}

void scroll_by_keys(Ui& ui, TimelineState& state, const screen::Conversation& s, double& delta, double view_height,
                    Intents& out) {
  const bool is_writing = ui.is_focused(ids::composer_field());
  if (ui.is_typing() && !is_writing) return;
  if (ui.has_key(ImGuiKey_PageUp, 0, true)) delta -= view_height * 0.85;
  if (ui.has_key(ImGuiKey_PageDown, 0, true)) delta += view_height * 0.85;
  if (is_writing) return;  // there they move the caret
  if (ui.has_key(ImGuiKey_Home, ImGuiMod_Ctrl)) delta -= state.heights.total();
  if (ui.has_key(ImGuiKey_End, ImGuiMod_Ctrl)) go_to_latest(state, s, out);
}

MessageId message_at(const screen::Conversation& s, std::size_t i) {
  const TimelineItem& item = s.timeline[i];
  return item.kind == TimelineItem::Kind::Bubble ? s.bubble_of(item).message : MessageId{};
}

struct Drawn {
  std::size_t first = 0, last = 0;  ///< items in view
  double top = 0, room = 0;         ///< of the view, in the whole content
};

/// What TimelineState::focused names: a bubble by its own key, a note or an event by its item's.
std::size_t find_focused(const TimelineState& state, const screen::Conversation& s, const Drawn& drawn,
                         std::uint64_t key) {
  for (std::size_t i = drawn.first; i <= drawn.last; ++i) {
    const bool is_bubble = s.timeline[i].kind == TimelineItem::Kind::Bubble;
    if ((is_bubble ? s.bubble_of(s.timeline[i]).key : state.items[i].key) == key) return i;
  }
  return s.timeline.size();
}

/// So that an item is whole in view.
void bring_into_view(TimelineState& state, const Drawn& drawn, std::size_t i) {
  const double upper = state.heights.top(i), lower = upper + state.heights.height(i);
  if (upper >= drawn.top && lower <= drawn.top + drawn.room) return;
  state.is_at_bottom = i + 1 == state.items.size();
  anchor_at(state, std::max(0.0, upper < drawn.top ? upper : std::min(upper, lower - drawn.room)));
  request_frame();
}

/// The timeline is moved by hand. Where its newest message is in view already, that leads nowhere.
void note_coming(TimelineState& state, const screen::Conversation& s) {
  state.is_coming = s.is_left_unread && (state.is_coming || !state.is_latest_visible);
}

/// Arrow keys go from message to message, also to those that are not in view yet; what the focus is on is brought into view;
/// and what is scrolled away from under the focus hands it to a message that is in view.
void follow_focus(Ui& ui, TimelineState& state, const screen::Conversation& s, std::uint64_t before,
                  const Drawn& drawn) {
  const std::size_t count = state.items.size();
  if (drawn.first >= count) return;
  if (state.focus_wish != 0) {
    for (std::size_t i = drawn.first; i <= drawn.last; ++i) {
      const MessageId message = message_at(s, i);
      if (!message.is_set() || message.value != state.focus_wish) continue;
      state.focus_wish = 0;
      state.focus_is_at(s.bubble_of(s.timeline[i]).key, ids::message_options(message));
      focus_node(state.focused_node);
      bring_into_view(state, drawn, i);
      return;
    }
  }
  if (state.focused == 0) {
    const bool was_left_behind = before != 0 && focused_node() == state.focused_node &&
                                 find_focused(state, s, drawn, before) == s.timeline.size();
    for (std::size_t i = drawn.first; was_left_behind && i <= drawn.last; ++i) {
      if (!message_at(s, i).is_set()) continue;
      focus_node(ids::message_options(message_at(s, i)));
      return;
    }
    return;
  }
  const std::size_t at = find_focused(state, s, drawn, state.focused);
  if (at == s.timeline.size()) return;
  if (state.focused != before && is_focus_visible()) bring_into_view(state, drawn, at);
  if (ui.is_typing()) return;
  const bool is_up = ui.has_key(ImGuiKey_UpArrow, 0, true), is_down = ui.has_key(ImGuiKey_DownArrow, 0, true);
  if (is_up == is_down) return;
  for (std::size_t i = at; is_up ? i > 0 : i + 1 < count;) {
    i = is_up ? i - 1 : i + 1;
    if (!message_at(s, i).is_set()) continue;
    state.focus_wish = message_at(s, i).value;
    note_coming(state, s);
    bring_into_view(state, drawn, i);
    request_frame();
    return;
  }
}

void draw_jump(Ui& ui, TimelineState& state, const Rect& view, const screen::Conversation& s, Intents& out) {
  const Theme& t = ui.theme();
  // As wide as its words; where every line counts it is a sign beside them.
  const bool is_low = view.height() < px(kLowView);
  const std::string_view label = is_low ? std::string_view() : std::string_view(s.latest);
  const TextStyle style = type::style(type::Kind::Interface, t.text, TextWeight::Semibold);
  const float pad = px_snap(is_low ? 8 : 14), icon = px_snap(16), gap = label.empty() ? 0 : px_snap(4);
  const float words = std::ceil(ui.measure(label, style).x);
  const float width = std::min(view.width(), 2 * pad + icon + gap + words);
  const ImVec2 middle{is_low ? view.max.x - px_snap(28) : view.center().x, view.max.y - px_snap(is_low ? 20 : 28)};
  const Rect box = centered_at(middle, width, px_snap(32));
  ui.begin_layer("jump-to-latest", box, false);
  ui.push_alpha(ui.motions().appear(id_of("timeline.jump"), MotionKind::Fade));
  ui.shadow(box, 16);
  Control c;
  c.id = id_of("timeline.jump");
  c.rect = box;
  c.name = s.latest_name;
  c.radius = 16;
  const Press p = ui.press(c);
  ui.fill(box, p.is_hovered ? over(t.hover, t.raised) : t.raised, 16);
  ui.stroke(box, t.border, 16, t.border_width);
  Rect row = box.inset(pad, 0);
  icon_in(ui, row.cut_left(icon), Icon::ArrowDown, 16, t.text);
  row.cut_left(gap);
  ui.words(row, label, style);
  ui.pop_alpha();
  ui.end_layer();
  if (!p.was_pressed) return;
  if (ui.is_focused(c.id)) focus_node(ids::composer_field());  // the button goes
  go_to_latest(state, s, out);
}

/// Asked for once by each newest bubble.
void ask_for_newer(TimelineState& state, const screen::Conversation& s, double below, Intents& out) {
  if (s.is_loading_newer || !s.can_load) state.asked_newer_for = 0;
  if (!s.can_load) return;
  if (!s.has_newer || s.is_loading_newer || s.bubbles.empty() || below > static_cast<double>(px(kOlderWithin))) return;
  const std::uint64_t newest = s.bubbles.back().key;
  if (state.asked_newer_for == newest) return;
  state.asked_newer_for = newest;
  out.push_back(intent::LoadNewer{s.conversation});
}

/// The message, note or wrap-up that was gone to stands a third below the view's top, once it is there.
void go_to_place(TimelineState& state, const screen::Conversation& s, double view_height) {
  if (s.place_number == state.seen_place || !s.place.is_set()) return;
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < state.items.size(); ++i) {
    const TimelineItem& item = s.timeline[i];
    const bool is_note = item.kind == TimelineItem::Kind::Note && item.note.value == s.place.value;
    const bool is_message = item.kind == TimelineItem::Kind::Bubble && s.bubble_of(item).message == s.place;
    const bool is_wrap_up = s.place_wrap_up.is_set() && item.wrap_up == s.place_wrap_up;
    // A wrap-up's note stands below the message by which its place is known.
    if (is_note || is_message || is_wrap_up) found = i;
    if (is_wrap_up || (found && !s.place_wrap_up.is_set())) break;
  }
  if (!found) return;
  state.seen_place = s.place_number;
  state.is_at_bottom = false;
  state.anchor = *found;
  state.anchor_offset = -view_height / 3;
  state.input.velocity = 0;
}

void ask_for_older(TimelineState& state, const screen::Conversation& s, double top, Intents& out) {
  if (s.is_loading_older || !s.can_load) state.asked_older_for = 0;  // if it fails, asking again is right
  if (!s.can_load) return;
  // Who has gone back to the newest messages stays there.
  if (s.is_loading_older && s.is_long && state.is_at_bottom) out.push_back(intent::ShowLatest{s.conversation});
  if (!s.has_older || s.is_loading_older || top > static_cast<double>(px(kOlderWithin))) return;
  const std::uint64_t oldest = s.bubbles.empty() ? 1 : s.bubbles.front().key;
  if (state.asked_older_for == oldest) return;
  state.asked_older_for = oldest;
  out.push_back(intent::LoadOlder{s.conversation});
}

/// The newest message that was drawn to its end.
MessageId newest_drawn(const TimelineState& state, const screen::Conversation& s, const Drawn& drawn) {
  MessageId newest;
  for (std::size_t i = drawn.first; i < state.items.size() && i <= drawn.last; ++i) {
    const bool is_whole = state.heights.top(i) + state.heights.height(i) <= drawn.top + drawn.room;
    if (is_whole) newest = std::max(newest, message_at(s, i));
  }
  return newest;
}

/// What is new is seen as far down as it was drawn. Of what was marked as unread that is said when the agent has come back to it.
void say_seen(TimelineState& state, const screen::Conversation& s, const Drawn& drawn, Intents& out) {
  // Less is read than when it was drawn last.
  if (s.composer.seen < state.read_up_to) state.said_in = {};
  state.read_up_to = s.composer.seen;
  if (!is_page_visible()) return;
  MessageId newest;
  if (state.is_latest_visible) {
    newest = screen::newest_shown(s);
  } else if (state.unread.first.is_set()) {
    newest = newest_drawn(state, s, drawn);
    if (newest < state.unread.first) return;
  }
  if (!newest.is_set()) return;
  if (state.seen_in != s.conversation || state.seen_up_to < newest) {
    state.seen_in = s.conversation;
    state.seen_up_to = newest;
  }
  if (s.is_left_unread || !s.can_load || (state.said_in == s.conversation && !(state.said_up_to < newest))) return;
  state.said_in = s.conversation;
  state.said_up_to = newest;
  out.push_back(intent::Seen{s.conversation, newest});
}

}  // namespace

void draw_timeline(Ui& ui, ViewState& view_state, const Rect& view, const screen::Conversation& s, Intents& out) {
  TimelineState& state = view_state.timeline;
  const std::uint32_t revision = view_state.screen_revision;
  const float side = std::min(px_snap(kSide), view.width() * 0.05f);
  const float column_width = std::floor(std::min(px_snap(kColumn), view.width() - 2 * side));
  const float x0 = std::floor(view.center().x - column_width * 0.5f);
  state.follow_unread(s, revision, is_page_visible());
  state.sync(s, revision, column_width, pixel_ratio());
  const double view_height = static_cast<double>(view.height());
  const float bottom_pad = px_snap(view.height() < px(kLowView) ? 4 : 12);
  const double room = view_height - static_cast<double>(bottom_pad);
  // A place is left for the newest message: by the button, or because the agent has sent something.
  if (state.was_at_place && !s.is_at_place) state.is_at_bottom = true;
  state.was_at_place = s.is_at_place;
  state.is_coming = state.is_coming && s.is_left_unread;
  go_to_place(state, s, view_height);
  // The newest that is loaded is not the newest that there is: the place stays while more comes below it.
  if (s.has_newer && state.is_at_bottom && !state.items.empty()) {
    anchor_at(state, place_of(state, room));
    state.is_at_bottom = false;
  }

  measure_visible(state, s, column_width, room);
  open_at_line(state, s, column_width, room);
  double delta = scroll_delta(ui, state.input, view);
  scroll_by_keys(ui, state, s, delta, view_height, out);
  double top = place_of(state, room);
  const double hidden_before = state.heights.total() - room;
  if (delta != 0 && hidden_before > 0) {
    const double wanted = std::clamp(top + delta, 0.0, hidden_before);
    if (wanted != top + delta) state.input.velocity = 0;
    note_coming(state, s);
    state.is_at_bottom = !s.has_newer && wanted >= hidden_before - 1;
    // Near by, the way is measured from what is in view, so that it moves by exactly that much; further off, heights that
    // are guesses decide where that is.
    const bool is_near = std::abs(wanted - top) <= kNearViews * view_height;
    anchor_at(state, is_near ? top : wanted);
    if (is_near) state.anchor_offset += wanted - top;
    measure_visible(state, s, column_width, room);
    top = place_of(state, room);
  }

  ui.push_clip(view);
  const NodeId list = id_of("timeline");
  const std::size_t count = state.items.size();
  {
    MirrorNode n;
    n.id = list;
    n.role = Role::List;
    n.flags = kNodeRoving;  // one stop in the tab order; arrow keys go from message to message
    n.min = view.min;
    n.max = view.max;
    n.name = tr("Messages");
    ui.node(n);
  }
  ui.push_parent(list);
  const std::uint64_t focused_before = std::exchange(state.focused, 0);
  std::size_t first_drawn = count, last_drawn = 0;
  const double origin = std::floor(top + 0.5);
  for (std::size_t i = count == 0 ? 0 : state.heights.find(std::max(0.0, top)); i < count; ++i) {
    const double y = state.heights.top(i) - origin;
    if (y >= view_height) break;
    const float y0 = view.min.y + static_cast<float>(y);
    const Rect rect{{x0, y0}, {x0 + column_width, y0 + static_cast<float>(state.heights.height(i))}};
    draw_item(ui, state, rect, s.timeline[i], state.items[i], s, static_cast<int>(i) + 1, static_cast<int>(count),
              {view_state.said_menu, s.conversation, out});
    if (first_drawn == count) first_drawn = i;
    last_drawn = i;
  }
  const Drawn drawn{first_drawn, last_drawn, std::max(0.0, top), room};
  follow_focus(ui, state, s, focused_before, drawn);
  ui.pop_parent();
  ui.pop_clip();

  const double hidden = state.heights.total() - room;
  double offset = std::max(0.0, top);
  if (scroll_bar(ui, state.input, view, state.heights.total() + static_cast<double>(bottom_pad), offset)) {
    state.is_at_bottom = !s.has_newer && offset >= hidden - 1;
    anchor_at(state, std::clamp(offset, 0.0, std::max(0.0, hidden)));
    note_coming(state, s);
    request_frame();
  }
  // The newest is before the agent's eyes where its lower edge is in view, give or take its mark.
  state.is_latest_visible =
      count > 0 && !s.has_newer && state.heights.total() - top <= view_height + static_cast<double>(px(24));
  if (s.has_newer || hidden - top > static_cast<double>(px(160))) draw_jump(ui, state, view, s, out);
  ask_for_older(state, s, std::max(0.0, top), out);
  ask_for_newer(state, s, hidden - top, out);
  state.is_read = state.is_latest_visible && s.can_load && is_page_visible();
  if (state.is_latest_visible && std::exchange(state.is_coming, false))
    out.push_back(intent::ShowLatest{s.conversation, true});
  say_seen(state, s, drawn, out);
}

}  // namespace smsdesk::web::view
