// Geometry, from the top: gap · author (a colleague's) · media · text · time and mark · what can be
// done.
#include "web/view/bubble.h"

#include <cmath>

#include "imgui.h"
#include "web/widget/button.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

constexpr float kPadX = 12, kPadY = 8, kMeta = 20, kMediaHeight = 52, kActions = 36, kAuthor = 20;

float gap_above(const screen::Bubble& b) {
  return px_snap(b.starts_run ? 16 : 2);
}
float width_max(float column) {
  return std::min(std::floor(column * 0.78f), px_snap(560));
}
bool has_meta(const screen::Bubble& b) {
  return b.ends_run || b.shows_mark_text;
}
bool has_actions(const screen::Bubble& b) {
  return b.can_send_anyway || b.can_edit_again || b.can_write_again || b.can_discard;
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

/// Side of the column on which it stands.
Rect side_box(const Rect& column, bool is_own, float y, float width, float height) {
  return is_own ? Rect{{column.max.x - width, y}, {column.max.x, y + height}}
                : Rect{{column.min.x, y}, {column.min.x + width, y + height}};
}

void draw_media(Ui& ui, NodeId id, const Rect& box, const screen::Bubble& b, const Media& media) {
  const Theme& t = ui.theme();
  const bool is_picture = media.content_type.rfind("image/", 0) == 0;
  BubbleShape shape;
  shape.is_own = b.is_own;
  speech_bubble(ui, box, shape, t.customer_bubble);
  Rect row = box.inset(px_snap(kPadX), 0);
  icon_in(ui, row.cut_left(px_snap(24)), is_picture ? Icon::Image : Icon::Attach, 20, t.text_secondary);
  row.cut_left(px_snap(8));
  const std::string_view what = is_picture ? "Picture" : "Attachment";
  const float line = px_snap(18);
  Rect lines = centered_in(row, row.width(), 2 * line);
  ui.words(lines.cut_top(line), what, type::style(type::Kind::Interface, t.on_customer_bubble, TextWeight::Semibold));
  ui.words(lines, media.content_type, meta_style(t.text_secondary));
  ui.group(Role::Image, id, box, what);
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
  if (has_icon) {
    // Under way is a paler tick than what the carrier has taken.
    const bool is_thin = b.mark == screen::DeliveryMark::Sending;
    icon_in(ui, box.cut_right(px_snap(16)), icon, is_thin ? 12 : 16, is_thin ? mix(color, t.background, 0.3f) : color);
  }
  ui.figures(box, time, style);
}

void draw_actions(Ui& ui, NodeId id, const Rect& column, float y, ConversationId conversation, const screen::Bubble& b,
                  Intents& out) {
  struct Action {
    bool is_there;
    std::string_view label;
    int index;
  };
  const Action actions[] = {{b.can_send_anyway, "Send anyway", 0},
                            {b.can_edit_again, "Edit again", 1},
                            {b.can_write_again, "Write again", 3},
                            {b.can_discard, "Discard", 2}};
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
    one.look = action.index == 2 ? ButtonLook::Ghost : ButtonLook::Secondary;
    one.size_css = 13;
    if (!button(ui, one)) continue;
    if (action.index == 0) out.push_back(intent::SendAnyway{b.send_key});
    if (action.index == 1) out.push_back(intent::EditAgain{b.send_key});
    if (action.index == 2) out.push_back(intent::Discard{b.send_key});
    if (action.index == 3) out.push_back(intent::WriteAgain{conversation, b.message});
  }
}

}  // namespace

float bubble_height(const screen::Bubble& b, float column) {
  float height = gap_above(b);
  if (!b.author.empty() && b.starts_run) height += px_snap(kAuthor);
  height += px_snap(kMediaHeight + 2) * static_cast<float>(b.media.size());
  if (!b.text.empty())
    height += measure_text_height(b.text, text_style(0), (width_max(column) - 2 * px_snap(kPadX)) / pixel_ratio()) +
              2 * px_snap(kPadY);
  height += meta_height(b, column);
  if (has_actions(b)) height += px_snap(kActions);
  if (has_meta(b) && !b.ends_run) height += px_snap(8);  // what it says belongs to it, not to the next
  return std::ceil(height);
}

float bubble_height_estimate(const screen::Bubble& b, float column) {
  const float per_line = std::max(8.0f, width_max(column) / pixel_ratio() / 7.5f);
  const float lines = std::max(1.0f, std::ceil(static_cast<float>(b.text.size()) / per_line));
  return std::ceil(gap_above(b) + px_snap(2 * kPadY) + lines * px(21.75f) + (has_meta(b) ? px_snap(kMeta) : 0) +
                   px_snap(kMediaHeight) * static_cast<float>(b.media.size()));
}

void draw_bubble(Ui& ui, const Rect& item, ConversationId conversation, const screen::Bubble& b, int position,
                 int count, Intents& out) {
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
  ui.node(n);
  const ParentScope scope(ui, id);
  // The item has no name: it is read by what stands in it, each word once. Who and when come first, how it went last.
  ui.text_node(id_of(id, "speaker"), {item.min, {item.max.x, item.min.y + 1}}, b.speaker + ", " + time);

  float y = item.min.y + gap_above(b);
  if (!b.author.empty() && b.starts_run) {
    const Rect line{{item.min.x, y}, {item.max.x - (b.is_own ? px_snap(4) : 0), y + px_snap(kAuthor)}};
    ui.words(line, b.author, meta_style(t.text_secondary), b.is_own ? Align::Right : Align::Left);
    y += px_snap(kAuthor);
  }
  for (std::size_t i = 0; i < b.media.size(); ++i) {
    const float width = std::min(width_max(item.width()), px_snap(240));
    draw_media(ui, id_of(id, i), side_box(item, b.is_own, y, width, px_snap(kMediaHeight)), b, b.media[i]);
    y += px_snap(kMediaHeight + 2);
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
    const float width = block.width + 2 * px_snap(kPadX), height = block.height + 2 * px_snap(kPadY);
    const Rect box = side_box(item, b.is_own, y, width, height);
    BubbleShape shape;
    shape.is_own = b.is_own;
    shape.joins_above = !b.starts_run || !b.media.empty();
    shape.ends_run = b.ends_run;
    speech_bubble(ui, box, shape, is_pending ? mix(ground, t.background, 0.12f) : ground);
    const ImVec2 at{box.min.x + px_snap(kPadX), box.min.y + px_snap(kPadY)};
    draw_text(ui.list(), block, at);
    MirrorNode text;
    text.id = id_of(id, "text");
    text.role = Role::Text;
    text.flags = kNodeSelectableText;
    text.min = at;
    // As wide as the widest line: a greedy browser breaks there where the block is broken, and
    // lines of right-to-left scripts end where they are drawn.
    text.max = {at.x + block.width, at.y + block.height};
    text.text = b.text;
    text.style = style;
    ui.node(text);
    if (!b.shows_mark_text && ui.is_hovering(box)) {
      std::string hint = format_date_time(b.at);
      if (!b.mark_text.empty()) hint += " · " + b.mark_text;
      ui.hint(id, box, hint);
    }
    y += height;
  }
  if (has_meta(b)) {
    draw_meta(ui, id_of(id, "meta"), item, y + px_snap(2), b, time);
    y += meta_height(b, item.width());
  }
  if (!b.shows_mark_text) ui.text_node(id_of(id, "mark"), {{item.min.x, item.max.y - 1}, item.max}, b.mark_text);
  if (has_actions(b)) draw_actions(ui, id, item, y, conversation, b, out);
}

}  // namespace smsdesk::web::view
