// Geometry, from the top: gap · author (a colleague's) · media · text · time and mark · what can be
// done.
#include "web/view/bubble.h"

#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/canvas.h"
#include "web/view/bubble_media.h"
#include "web/view/panels.h"
#include "web/view/said_words.h"
#include "web/view/text_marks.h"
#include "web/widget/button.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

constexpr float kPadX = 12, kMeta = 20, kActions = 36, kAuthor = 20, kReactions = 26, kBeside = 20;

float pad_y() {
  return px_snap(density::of(8, 5));
}
float gap_above(const screen::Bubble& b) {
  return px_snap(b.starts_run ? density::of(16, 8) : 2);
}
float width_max(float column) {
  return std::min(std::floor(column * 0.78f), px_snap(560));
}
bool has_meta(const screen::Bubble& b) {
  return b.ends_run || b.shows_mark_text;
}
TextStyle text_style(ImU32 color) {
  return type::style(type::Kind::Message, color);
}
TextStyle meta_style(ImU32 color) {
  return type::style(type::Kind::Secondary, color);
}

bool is_problem(screen::DeliveryMark mark) {
  return mark == screen::DeliveryMark::Failed || mark == screen::DeliveryMark::Refused;
}

ImU32 mark_color(const Theme& t, screen::DeliveryMark mark) {
  if (is_problem(mark)) return t.danger.ink;
  if (mark == screen::DeliveryMark::Uncertain) return t.warning.ink;
  if (mark == screen::DeliveryMark::Delivered) return t.success.ink;
  return t.text_secondary;
}

bool find_mark_icon(screen::DeliveryMark mark, Icon& icon) {
  switch (mark) {
    case screen::DeliveryMark::None:
      return false;
    case screen::DeliveryMark::Waiting:
      icon = Icon::Clock;
      return true;
    case screen::DeliveryMark::Sending:
    case screen::DeliveryMark::Sent:
      icon = Icon::Check;
      return true;
    case screen::DeliveryMark::Delivered:
      icon = Icon::DoubleCheck;
      return true;
    case screen::DeliveryMark::Uncertain:
      icon = Icon::Info;
      return true;
    case screen::DeliveryMark::Failed:
    case screen::DeliveryMark::Refused:
      icon = Icon::Alert;
      return true;
  }
  return false;
}

/// An own message of which more can be told than its mark says, and should be at once.
bool has_details(const screen::Bubble& b) {
  return b.is_own && b.message.is_set() && b.shows_mark_text;
}

/// When, and how it went.
std::string mark_line(const screen::Bubble& b) {
  return format_time_of_day(b.at) + " · " + b.mark_text;
}

float meta_height(const screen::Bubble& b, float column) {
  if (!has_meta(b)) return 0;
  if (!b.shows_mark_text) return px_snap(kMeta) + px_snap(2);
  return measure_text_height(mark_line(b), meta_style(0), (width_max(column) - px_snap(20)) / pixel_ratio()) +
         px_snap(4);
}

float not_done_height(const screen::Bubble& b, float column) {
  if (b.not_done.empty()) return 0;
  return measure_text_height(b.not_done, meta_style(0), (width_max(column) - px_snap(20)) / pixel_ratio()) + px_snap(4);
}

/// What is told on hover and focus where no line says it.
std::string mark_hint(const screen::Bubble& b) {
  return format_date_time(b.at) + (b.mark_text.empty() ? "" : " · " + b.mark_text);
}

/// Side of the column on which it stands.
Rect side_box(const Rect& column, bool is_own, float y, float width, float height) {
  return is_own ? Rect{{column.max.x - width, y}, {column.max.x, y + height}}
                : Rect{{column.min.x, y}, {column.min.x + width, y + height}};
}

void draw_mark(Ui& ui, const Rect& box, screen::DeliveryMark mark) {
  const Theme& t = ui.theme();
  Icon icon{};
  if (!find_mark_icon(mark, icon)) return;
  const ImU32 color = mark_color(t, mark);
  // Under way is a paler tick than what the carrier has taken.
  const bool is_thin = mark == screen::DeliveryMark::Sending;
  icon_in(ui, box, icon, is_thin ? 12 : 16, is_thin ? mix(color, t.background, 0.3f) : color);
}

/// At the height of its last line.
void draw_mark_beside(Ui& ui, const Rect& bubble, screen::DeliveryMark mark) {
  const float height = std::min(bubble.height(), px_snap(38));
  draw_mark(ui, {{bubble.min.x - px_snap(kBeside), bubble.max.y - height}, {bubble.min.x - px_snap(4), bubble.max.y}},
            mark);
}

void draw_meta(Ui& ui, NodeId id, const Rect& column, float y, const screen::Bubble& b, const std::string& time) {
  const Theme& t = ui.theme();
  Icon icon{};
  const bool has_icon = find_mark_icon(b.mark, icon);
  const ImU32 color = mark_color(t, b.mark);
  if (b.shows_mark_text) {
    const float width = width_max(column.width()) - px_snap(20);
    const TextStyle style = meta_style(b.mark == screen::DeliveryMark::Delivered ? t.text_secondary : color);
    const std::string line = mark_line(b);
    const ImVec2 size = ui.measure(line, style, width);
    const Rect box = side_box(column, b.is_own, y, size.x + px_snap(20), size.y);
    if (has_icon) icon_in(ui, {box.min, {box.min.x + px_snap(16), box.min.y + px_snap(20)}}, icon, 16, color);
    ui.paragraph({box.min.x + px_snap(20), box.min.y}, width, line, style);
    ui.text_node(id, box, b.mark_text);  // the time is said with the speaker
    return;
  }
  const TextStyle style = meta_style(t.text_secondary);
  const float width = ui.figures_width(time, style) + (has_icon ? px_snap(20) : 0);
  Rect box = side_box(column, b.is_own, y, width, px_snap(kMeta)).moved(b.is_own ? -px_snap(2) : px_snap(kPadX), 0);
  if (has_icon) draw_mark(ui, box.cut_right(px_snap(16)), b.mark);
  ui.figures(box, time, style);
}

void draw_not_done(Ui& ui, NodeId id, const Rect& column, float y, const screen::Bubble& b) {
  const TextStyle style = meta_style(ui.theme().danger.ink);
  const float width = width_max(column.width()) - px_snap(20);
  const ImVec2 size = ui.measure(b.not_done, style, width);
  const Rect box = side_box(column, b.is_own, y, size.x + px_snap(20), size.y);
  icon_in(ui, {box.min, {box.min.x + px_snap(16), box.min.y + px_snap(20)}}, Icon::Alert, 16, ui.theme().danger.ink);
  ui.paragraph({box.min.x + px_snap(20), box.min.y}, width, b.not_done, style);
  ui.text_node(id, box, b.not_done);
}

void draw_actions(Ui& ui, TimelineState& state, NodeId id, const Rect& column, float y, ConversationId conversation,
                  const screen::Bubble& b, const BubbleMarks& marks, Intents& out) {
  struct Action {
    bool is_there;
    std::string_view label;
    int index;
  };
  const Action actions[] = {{b.can_undo, tr("Undo"), 6},
                            {b.can_send_anyway, tr("Send anyway"), 0},
                            {b.can_edit_again, tr("Edit again"), 1},
                            {b.can_send_again, tr("Send again"), 4},
                            {b.can_write_again, tr("Write again"), 3},
                            {has_details(b), tr("Details"), 5},
                            {b.can_stop_asking, tr("Stop asking"), 7},
                            {b.can_discard, tr("Discard"), 2}};
  float width = 0;
  for (const Action& action : actions)
    if (action.is_there) width += button_width(ui, action.label) + px_snap(8);
  Rect row = side_box(column, b.is_own, y + px_snap(4), width - px_snap(8), px_snap(kActions - 8));
  for (const Action& action : actions) {
    if (!action.is_there) continue;
    Button one;
    one.id = id_of(id, action.label);
    one.rect = row.cut_left(button_width(ui, action.label));
    row.cut_left(px_snap(8));
    one.label = action.label;
    one.look = action.index == 2 || action.index == 5 || action.index == 7 ? ButtonLook::Ghost : ButtonLook::Secondary;
    one.size_css = 13;
    if (action.index == 6) {
      one.name = tr("Undo sending");
      one.shortcut = marks.undo_shortcut;
    }
    if (action.index == 7)
      one.description = one.tooltip = tr("What was sent stays sent; it is only not tried once more.");
    if (ui.is_focused(one.id)) state.focus_is_at(b.key, one.id);
    if (!button(ui, one)) continue;
    // The button goes, but for the details: to what is left of its message, or to the next words.
    if (action.index != 5 && ui.is_focused(one.id)) {
      focus_node(action.index == 4 ? ids::message_options(b.message) : ids::composer_field());
      state.focus_is_at(0, 0);  // it is on its way: nothing in the timeline is left behind when the message goes
    }
    if (action.index == 6) out.push_back(intent::UndoSend{b.send_key});
    if (action.index == 0) out.push_back(intent::SendAnyway{b.send_key});
    if (action.index == 1) out.push_back(intent::EditAgain{b.send_key});
    if (action.index == 2 || action.index == 7) out.push_back(intent::Discard{b.send_key});
    if (action.index == 3) out.push_back(intent::WriteAgain{conversation, b.message});
    if (action.index == 4) out.push_back(intent::SendAgain{conversation, b.message, marks.seen});
    if (action.index == 5) out.push_back(intent::ShowDelivery{conversation, b.message});
  }
}

/// On the file, or on what stands in its place: arrow keys go on from there, and it is brought into view.
void note_media_focus(const Ui& ui, TimelineState& state, NodeId media, std::uint64_t key) {
  for (const NodeId one : {media, id_of(media, "again"), id_of(media, "open")})
    if (ui.is_focused(one)) state.focus_is_at(key, one);
}

/// The emoji, in a pill that hangs at the bubble's lower edge.
void draw_reactions(Ui& ui, NodeId id, const Rect& bubble, const screen::Bubble& b) {
  const Theme& t = ui.theme();
  std::string words;
  for (const std::string& one : b.reactions) words += (words.empty() ? "" : " ") + one;
  const TextStyle style = type::style(type::Kind::Secondary, t.text);
  const float width = std::ceil(ui.measure(words, style).x) + px_snap(16);
  const float x = b.is_own ? bubble.max.x - width - px_snap(8) : bubble.min.x + px_snap(8);
  const Rect pill{{x, bubble.max.y - px_snap(4)}, {x + width, bubble.max.y + px_snap(kReactions - 4)}};
  ui.fill(pill, t.surface, 12);
  ui.stroke(pill, t.border, 12, t.border_width);
  ui.words(pill.inset(px_snap(8), 0), words, style);
  ui.text_node(id_of(id, "reactions"), pill, b.reactions_name);
}

void ask_for_menu(TimelineState& state, NodeId opener, const Rect& anchor, const Intent& intent, Intents& out) {
  state.menu_place = {opener, anchor};
  state.menu_by_key = {};
  out.push_back(intent);
}

/// Links, numbers and codes.
void draw_parts(Ui& ui, TimelineState& state, NodeId id, ConversationId conversation, const screen::Bubble& b,
                const TextBlock& block, ImVec2 at, const TextStyle& style, Intents& out) {
  const std::vector<sms::Entity> entities = screen::entities_of(b);
  EntityLook look;
  look.at = at;
  look.style = style;
  look.warns = !b.is_own;
  const EntityAnswer answer = draw_entities(ui, id, entities, block, look);
  if (answer.focused != 0) state.focus_is_at(b.key, answer.focused);
  if (answer.pressed < 0) return;
  const auto index = static_cast<std::uint32_t>(answer.pressed);
  ask_for_menu(state, answer.opener, answer.place,
               screen::entity_intent(conversation, b.message, index, entities[index]), out);
}

/// The button that opens the message's menu: it shows to the pointer on the message and to the focus, which reads there what
/// the pointer reads on the bubble.
void draw_options(Ui& ui, TimelineState& state, const Rect& item, const Rect& bubble, ConversationId conversation,
                  const screen::Bubble& b, Intents& out) {
  const Theme& t = ui.theme();
  const float side = px_snap(28), gap = px_snap(b.shows_mark_beside ? 4 + kBeside : 4);
  const float x = b.is_own ? bubble.min.x - gap - side : bubble.max.x + gap;
  const float y = bubble.min.y + std::floor(std::max(0.0f, std::min(bubble.height(), px_snap(40)) - side) * 0.5f);
  const std::string name = screen::message_menu_name(b);
  Control c;
  c.id = ids::message_options(b.message);
  c.rect = {{x, y}, {x + side, y + side}};
  c.flags = kNodeHasPopup;
  c.name = name;
  const bool is_by_key = ui.is_focused(c.id) && is_focus_visible();
  const std::string told = is_by_key && !b.shows_mark_text ? mark_hint(b) : tr("Message options");
  c.tooltip = told;
  const Press press = ui.press(c);
  if (state.menu_by_key == b.message) state.menu_place = {c.id, c.rect};
  const bool is_here = ui.is_hovering(item);
  if (press.is_hovered) ui.fill(c.rect, t.hover, radius::kControl);
  if (is_here || press.is_focused)
    icon_in(ui, c.rect, Icon::More, 16, press.is_hovered || press.is_focused ? t.text : t.text_secondary);
  const intent::OpenMessageMenu open{conversation, b.message, MessageMenu::Actions, 0};
  if (ui.is_focused(c.id)) state.focus_is_at(b.key, c.id);
  const bool by_key = state.focused == b.key && ui.has_menu_key();
  if (press.was_pressed || by_key) return ask_for_menu(state, by_key ? focused_node() : c.id, c.rect, open, out);
  ImVec2 at;
  if (is_here && context_click(at) && item.contains(at)) {
    const NodeId before = focused_node();
    ask_for_menu(state, before != 0 ? before : c.id, {at, at}, open, out);
  }
}

}  // namespace

bool find_mark(const Theme& t, screen::DeliveryMark mark, Icon& icon, ImU32& color) {
  color = mark_color(t, mark);
  return find_mark_icon(mark, icon);
}
ImU32 mark_ink(const Theme& t, screen::DeliveryMark mark) {
  return mark_color(t, mark);
}

bool has_actions(const screen::Bubble& b) {
  return b.can_undo || b.can_send_anyway || b.can_edit_again || b.can_write_again || b.can_send_again ||
         b.can_stop_asking || b.can_discard || has_details(b);
}

float bubble_height(const screen::Bubble& b, float column) {
  float height = gap_above(b);
  if (!b.author.empty() && b.starts_run) height += px_snap(kAuthor);
  for (const screen::BubbleMedia& one : b.media) height += bubble_media_height(one, width_max(column));
  if (!b.text.empty())
    height += measure_text_height(b.text, text_style(0), (width_max(column) - 2 * px_snap(kPadX)) / pixel_ratio()) +
              2 * pad_y();
  if (!b.reactions.empty()) height += px_snap(kReactions - 2);
  if (!b.report.empty()) height += px_snap(kMeta);
  height += not_done_height(b, column);
  height += meta_height(b, column);
  if (has_actions(b)) height += px_snap(kActions);
  if (has_meta(b) && !b.ends_run) height += px_snap(8);  // what it says belongs to it, not to the next
  return std::ceil(height);
}

float bubble_height_estimate(const screen::Bubble& b, float column) {
  const float per_line = std::max(8.0f, width_max(column) / pixel_ratio() / 7.5f);
  const float lines = std::max(1.0f, std::ceil(static_cast<float>(b.text.size()) / per_line));
  float media = 0;
  for (const screen::BubbleMedia& one : b.media) media += bubble_media_height(one, width_max(column));
  return std::ceil(gap_above(b) + 2 * pad_y() + lines * px(21.75f) + (has_meta(b) ? px_snap(kMeta) : 0) + media);
}

void draw_bubble(Ui& ui, TimelineState& state, const Rect& item, ConversationId conversation, const screen::Bubble& b,
                 const BubbleMarks& marks, int position, int count, Intents& out) {
  const Theme& t = ui.theme();
  const NodeId id = id_of(id_of("bubble"), b.key);
  const std::string time = format_time_of_day(b.at);
  MirrorNode n;
  n.id = id;
  n.role = Role::ListItem;
  n.min = item.min;
  n.max = item.max;
  n.position = position;
  n.count = count;
  n.flags = marks.is_place ? kNodeCurrent : 0u;
  ui.node(n);
  const ParentScope scope(ui, id);
  // The item has no name: it is read by what stands in it, each word once. Who and when come first, how it went last.
  ui.text_node(id_of(id, "speaker"), {item.min, {item.max.x, item.min.y + 1}}, b.speaker + comma() + time);

  Rect shape_box;  // of what is said
  float y = item.min.y + gap_above(b);
  if (!b.author.empty() && b.starts_run) {
    const Rect line{{item.min.x, y}, {item.max.x - (b.is_own ? px_snap(4) : 0), y + px_snap(kAuthor)}};
    ui.words(line, b.author, meta_style(t.text_secondary), b.is_own ? Align::Right : Align::Left);
    y += px_snap(kAuthor);
  }
  for (std::size_t i = 0; i < b.media.size(); ++i) {
    const float height = bubble_media_height(b.media[i], width_max(item.width()));
    const Rect box =
        draw_bubble_media(ui, id_of(id, i), item, y, width_max(item.width()), conversation, b, b.media[i], out);
    note_media_focus(ui, state, id_of(id, i), b.key);
    if (i == 0) shape_box = box;
    shape_box.max.y = box.max.y;
    y += height;
  }
  if (!b.text.empty()) {
    const bool is_pending = b.mark == screen::DeliveryMark::Waiting || b.mark == screen::DeliveryMark::Sending;
    ImU32 ground = b.is_own ? t.own_bubble : t.customer_bubble;
    ImU32 ink = b.is_own ? t.on_own_bubble : t.on_customer_bubble;
    if (b.is_own && is_problem(b.mark)) {
      ground = t.danger.soft;
      ink = t.text;
    }
    const TextStyle style = text_style(ink);
    const float wrap = width_max(item.width()) - 2 * px_snap(kPadX);
    const TextBlock block = lay_out_text(b.text, style, wrap / pixel_ratio());
    const float width = block.width + 2 * px_snap(kPadX), height = block.height + 2 * pad_y();
    const Rect box = side_box(item, b.is_own, y, width, height);
    BubbleShape shape;
    shape.is_own = b.is_own;
    shape.joins_above = !b.starts_run || !b.media.empty();
    speech_bubble(ui, box, shape, is_pending ? mix(ground, t.background, 0.12f) : ground);
    const ImVec2 at{box.min.x + px_snap(kPadX), box.min.y + pad_y()};
    if (marks.is_place) ui.stroke(box.inset(-px_snap(2), -px_snap(2)), t.accent, 14, 2);
    if (marks.words != nullptr) draw_text_marks(ui, block, at, style, *marks.words, ground);
    draw_text(ui.list(), block, at);
    ui.selectable_node(id_of(id, "text"), at, block, b.text, style);
    shape_box = box;
    Rect told = box;
    if (b.shows_mark_beside) told.min.x -= px_snap(kBeside);
    if (!b.shows_mark_text && ui.is_hovering(told)) ui.hint(id, told, mark_hint(b));
    draw_parts(ui, state, id, conversation, b, block, at, style, out);
    y += height;
  }
  if (b.shows_mark_beside) draw_mark_beside(ui, shape_box, b.mark);
  if (!b.reactions.empty()) {
    draw_reactions(ui, id, shape_box, b);
    y += px_snap(kReactions - 2);
  }
  if (!b.report.empty()) {
    const TextStyle style = meta_style(t.warning.ink);
    const float width = std::min(item.width(), ui.measure(b.report, style).x + px_snap(1));
    const Rect line = side_box(item, b.is_own, y, width, px_snap(kMeta));
    ui.words(line, b.report, style);
    ui.text_node(id_of(id, "report"), line, b.report);
    y += px_snap(kMeta);
  }
  if (!b.not_done.empty()) {
    draw_not_done(ui, id_of(id, "not-done"), item, y + px_snap(2), b);
    y += not_done_height(b, item.width());
  }
  if (has_meta(b)) {
    draw_meta(ui, id_of(id, "meta"), item, y + px_snap(2), b, time);
    y += meta_height(b, item.width());
  }
  if (!b.shows_mark_text) ui.text_node(id_of(id, "mark"), {{item.min.x, item.max.y - 1}, item.max}, b.mark_text);
  if (has_actions(b)) draw_actions(ui, state, id, item, y, conversation, b, marks, out);
  if (b.message.is_set()) draw_options(ui, state, item, shape_box, conversation, b, out);
}

}  // namespace smsdesk::web::view
