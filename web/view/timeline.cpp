#include <cmath>

#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/bubble.h"
#include "web/view/panels.h"
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

float item_height(const TimelineItem& item, const screen::Conversation& s, float column) {
  switch (item.kind) {
    case TimelineItem::Kind::Bubble:
      return bubble_height(s.bubble_of(item), column);
    case TimelineItem::Kind::Day:
      return px_snap(48);
    case TimelineItem::Kind::Unread:
      return px_snap(40);
    case TimelineItem::Kind::Loading:
      return px_snap(120);
    case TimelineItem::Kind::Event:
    case TimelineItem::Kind::Start:
      break;
  }
  return measure_text_height(item.text, type::style(type::Kind::Secondary, 0), column / pixel_ratio()) + px_snap(24);
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

void draw_loading_bubbles(Ui& ui, NodeId id, const Rect& rect) {
  Rect rest = rect.inset(0, px_snap(12));
  skeleton(ui, rest.cut_top(px_snap(36)).cut_left(px_snap(260)));
  rest.cut_top(px_snap(12));
  skeleton(ui, rest.cut_top(px_snap(36)).cut_right(px_snap(320)));
  ui.status_node(id, rect, "Earlier messages are on their way");
}

void draw_item(Ui& ui, const Rect& rect, const TimelineItem& item, const TimelineState::Item& known,
               const screen::Conversation& s, int position, int count, Intents& out) {
  const Theme& t = ui.theme();
  const NodeId id = id_of(id_of("timeline.item"), known.key);
  switch (item.kind) {
    case TimelineItem::Kind::Bubble:
      draw_bubble(ui, rect, s.conversation, s.bubble_of(item), position, count, out);
      break;
    case TimelineItem::Kind::Day:
      draw_rule(ui, id, rect, format_day(item.at), t.text_secondary, t.border);
      break;
    case TimelineItem::Kind::Unread:
      draw_rule(ui, id, rect, item.text, t.accent, with_alpha(t.accent, 0.45f));
      break;
    case TimelineItem::Kind::Loading:
      draw_loading_bubbles(ui, id, rect);
      break;
    case TimelineItem::Kind::Event:
    case TimelineItem::Kind::Start: {
      MirrorNode n;
      n.id = id;
      n.role = Role::ListItem;
      n.min = rect.min;
      n.max = rect.max;
      n.text = item.text;
      ui.node(n);
      ui.paragraph({rect.min.x, rect.min.y + px_snap(12)}, rect.width(), item.text,
                   type::style(type::Kind::Secondary, t.text_secondary), 0, Align::Center);
      break;
    }
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
  const double height = static_cast<double>(item_height(s.timeline[i], s, column));
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

void scroll_by_keys(Ui& ui, double& delta, double view_height, double whole) {
  const bool is_writing = ui.is_focused(ids::composer_field());
  if (ui.is_typing() && !is_writing) return;
  if (ui.has_key(ImGuiKey_PageUp, 0, true)) delta -= view_height * 0.85;
  if (ui.has_key(ImGuiKey_PageDown, 0, true)) delta += view_height * 0.85;
  if (is_writing) return;  // there they move the caret
  if (ui.has_key(ImGuiKey_Home, ImGuiMod_Ctrl)) delta -= whole;
  if (ui.has_key(ImGuiKey_End, ImGuiMod_Ctrl)) delta += whole;
}

void draw_jump(Ui& ui, TimelineState& state, const Rect& view) {
  const Theme& t = ui.theme();
  // As wide as its words; where every line counts it is a sign beside them.
  const bool is_low = view.height() < px(kLowView);
  const std::string_view label = is_low ? std::string_view() : std::string_view("Latest");
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
  c.name = "Jump to latest";
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
  if (p.was_pressed) {
    state.is_at_bottom = true;
    state.input.velocity = 0;
    request_frame();
  }
}

void ask_for_older(TimelineState& state, const screen::Conversation& s, double top, Intents& out) {
  if (s.is_loading_older) state.asked_older_for = 0;  // if it fails, asking again is right
  if (!s.has_older || s.is_loading_older || top > static_cast<double>(px(kOlderWithin))) return;
  const std::uint64_t oldest = s.bubbles.empty() ? 1 : s.bubbles.front().key;
  if (state.asked_older_for == oldest) return;
  state.asked_older_for = oldest;
  out.push_back(intent::LoadOlder{s.conversation});
}

void say_seen(TimelineState& state, const screen::Conversation& s, Intents& out) {
  if (!state.is_latest_visible || !is_page_visible()) return;
  MessageId newest;
  for (auto b = s.bubbles.rbegin(); b != s.bubbles.rend() && !newest.is_set(); ++b) newest = b->message;
  if (!newest.is_set() || (state.seen_in == s.conversation && state.seen_up_to == newest)) return;
  state.seen_in = s.conversation;
  state.seen_up_to = newest;
  out.push_back(intent::Seen{s.conversation, newest});
}

}  // namespace

void draw_timeline(Ui& ui, TimelineState& state, std::uint32_t revision, const Rect& view,
                   const screen::Conversation& s, Intents& out) {
  const float side = std::min(px_snap(kSide), view.width() * 0.05f);
  const float column_width = std::floor(std::min(px_snap(kColumn), view.width() - 2 * side));
  const float x0 = std::floor(view.center().x - column_width * 0.5f);
  state.sync(s, revision, column_width, pixel_ratio());
  const double view_height = static_cast<double>(view.height());
  const float bottom_pad = px_snap(view.height() < px(kLowView) ? 4 : 12);
  const double room = view_height - static_cast<double>(bottom_pad);

  measure_visible(state, s, column_width, room);
  double delta = scroll_delta(ui, state.input, view);
  scroll_by_keys(ui, delta, view_height, state.heights.total());
  double top = place_of(state, room);
  const double hidden_before = state.heights.total() - room;
  if (delta != 0 && hidden_before > 0) {
    const double wanted = std::clamp(top + delta, 0.0, hidden_before);
    if (wanted != top + delta) state.input.velocity = 0;
    state.is_at_bottom = wanted >= hidden_before - 1;
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
  ui.group(Role::List, list, view, "Messages");
  ui.push_parent(list);
  const double origin = std::floor(top + 0.5);
  const std::size_t count = state.items.size();
  for (std::size_t i = count == 0 ? 0 : state.heights.find(std::max(0.0, top)); i < count; ++i) {
    const double y = state.heights.top(i) - origin;
    if (y >= view_height) break;
    const float y0 = view.min.y + static_cast<float>(y);
    const Rect rect{{x0, y0}, {x0 + column_width, y0 + static_cast<float>(state.heights.height(i))}};
    draw_item(ui, rect, s.timeline[i], state.items[i], s, static_cast<int>(i) + 1, static_cast<int>(count), out);
  }
  ui.pop_parent();
  ui.pop_clip();

  const double hidden = state.heights.total() - room;
  double offset = std::max(0.0, top);
  if (scroll_bar(ui, state.input, view, state.heights.total() + static_cast<double>(bottom_pad), offset)) {
    state.is_at_bottom = offset >= hidden - 1;
    anchor_at(state, std::clamp(offset, 0.0, std::max(0.0, hidden)));
    request_frame();
  }
  // The newest is before the agent's eyes where its lower edge is in view, give or take its mark.
  state.is_latest_visible = count > 0 && state.heights.total() - top <= view_height + static_cast<double>(px(24));
  if (hidden - top > static_cast<double>(px(160))) draw_jump(ui, state, view);
  ask_for_older(state, s, std::max(0.0, top), out);
  say_seen(state, s, out);
}

}  // namespace smsdesk::web::view
