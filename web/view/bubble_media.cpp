#include "web/view/bubble_media.h"

#include <algorithm>
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/view/panels.h"
#include "web/view/picture_trouble.h"
#include "web/widget/button.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

constexpr float kPicture = 280, kPictureHigh = 320, kPictureLow = 56, kUnknownHigh = 200;  // CSS px
constexpr float kChip = 52, kHighChip = 68, kChipWide = 300, kGap = 2, kPadX = 12, kRetry = 36, kRadius = 14;
constexpr float kTroubleHigh = 136;  // room for sign, sentence and buttons one below the other

bool is_picture(const screen::BubbleMedia& m) {
  return m.kind == MediaKind::Picture && m.state != MediaState::Failed &&
         (m.state == MediaState::Stored || m.width != 0);
}

/// As large as it is, within its bounds; what is very long is cut in the middle.
ImVec2 picture_size(const screen::BubbleMedia& m, float width_max) {
  const float most = std::min(px(kPicture), width_max), high = px(kPictureHigh);
  if (m.width == 0 || m.height == 0) return {std::floor(most), px_snap(kUnknownHigh)};
  const auto w = static_cast<float>(m.width), h = static_cast<float>(m.height);
  const float scale = std::min({most / w, high / h, pixel_ratio() * 2});
  return {std::floor(std::clamp(w * scale, std::min(px(kPictureLow), most), most)),
          std::floor(std::clamp(h * scale, px(kPictureLow), high))};
}

ImVec2 size_of(const screen::BubbleMedia& m, float width_max) {
  if (is_picture(m)) return picture_size(m, width_max);
  const float chip = px_snap(m.has_long_detail ? kHighChip : kChip);
  const float retry = m.can_fetch_again ? px_snap(kRetry) : 0;
  return {std::floor(std::min(px(kChipWide), width_max)), chip + retry};
}

Icon icon_of(const screen::BubbleMedia& m) {
  if (m.state == MediaState::Failed) return Icon::Alert;
  return m.kind == MediaKind::Picture ? Icon::Image : Icon::Attach;
}

void draw_picture(Ui& ui, const Rect& box, const Picture& picture) {
  if (picture.state == Picture::State::Ready) return ui.picture(picture.texture, box);
  const Theme& t = ui.theme();
  ui.fill(box, t.neutral.soft, kRadius);
  icon_in(ui, centered_at(box.center(), px_snap(32), px_snap(32)), Icon::Image, 20, t.text_secondary);
}

/// The place of a picture that is not there: as high as the picture, and at least as wide as a chip, for its words.
struct Absent {
  NodeId again, open;
  const screen::PictureWords& words;
  bool is_lost = false;  ///< only the person asks again
};
struct AbsentPress {
  bool again = false, open = false;
};

AbsentPress draw_absent_row(Ui& ui, const Rect& box, const screen::BubbleMedia& m, const Absent& a) {
  const Theme& t = ui.theme();
  AbsentPress press;
  Rect row = box.inset(px_snap(kPadX), 0);
  icon_in(ui, row.cut_left(px_snap(24)), a.is_lost ? Icon::Alert : Icon::Image, 20, t.text_secondary);
  row.cut_left(px_snap(8));
  if (a.is_lost) {
    const float side = px_snap(kRetry);
    const bool has_open = !a.words.open_name.empty();
    IconButton again, open;
    if (has_open) open.rect = centered_in(row.cut_right(side), side, side);
    again.rect = centered_in(row.cut_right(side), side, side);
    again.id = a.again;
    again.icon = Icon::Refresh;
    again.name = a.words.again_name;
    again.tooltip = tr("Try again");
    press.again = icon_button(ui, again);
    open.id = a.open;
    open.icon = Icon::Eye;
    open.name = a.words.open_name;
    open.tooltip = m.action;
    press.open = has_open && icon_button(ui, open);
  }
  ui.lines(row, a.words.sentence, type::style(type::Kind::Secondary, t.text), 2);
  return press;
}

AbsentPress draw_absent_column(Ui& ui, const Rect& box, const screen::BubbleMedia& m, const Absent& a) {
  const Theme& t = ui.theme();
  AbsentPress press;
  const float sign = px_snap(32), words = px_snap(40), gap = px_snap(8), high = px_snap(kRetry);
  Rect column = centered_in(box.inset(px_snap(kPadX), 0), box.width() - 2 * px_snap(kPadX),
                            sign + words + (a.is_lost ? gap + high : 0));
  icon_in(ui, column.cut_top(sign), a.is_lost ? Icon::Alert : Icon::Image, 20, t.text_secondary);
  const Rect lines = column.cut_top(words);
  ui.paragraph({lines.min.x, lines.min.y + px_snap(2)}, lines.width(), a.words.sentence,
               type::style(type::Kind::Secondary, t.text), 2, Align::Center);
  if (!a.is_lost) return press;
  column.cut_top(gap);
  Button again, open;
  again.label = tr("Try again");
  again.name = a.words.again_name;
  open.label = m.action;
  open.name = a.words.open_name;
  again.size_css = open.size_css = 13;
  again.id = a.again;
  open.id = a.open;
  const bool has_open = !a.words.open_name.empty();
  const float again_width = button_width(ui, again.label);
  const float open_width = has_open ? gap + button_width(ui, open.label) : 0;
  Rect row = centered_in(column, std::min(column.width(), again_width + open_width), high);
  open.rect = row.cut_right(open_width);
  open.rect.min.x += gap;
  again.rect = row;
  press.again = button(ui, again);
  press.open = has_open && button(ui, open);
  return press;
}

AbsentPress draw_absent(Ui& ui, const Rect& box, const screen::BubbleMedia& m, const Absent& a) {
  ui.fill(box, ui.theme().neutral.soft, kRadius);
  return box.height() < px_snap(kTroubleHigh) ? draw_absent_row(ui, box, m, a) : draw_absent_column(ui, box, m, a);
}

void draw_chip(Ui& ui, Rect box, const screen::Bubble& b, const screen::BubbleMedia& m, bool is_hovered) {
  const Theme& t = ui.theme();
  BubbleShape shape;
  shape.is_own = b.is_own;
  speech_bubble(ui, box, shape, is_hovered ? over(t.hover, t.customer_bubble) : t.customer_bubble);
  const bool has_failed = m.state == MediaState::Failed;
  Rect row = box.cut_top(px_snap(m.has_long_detail ? kHighChip : kChip)).inset(px_snap(kPadX), 0);
  icon_in(ui, row.cut_left(px_snap(24)), icon_of(m), 20, has_failed ? t.danger.ink : t.text_secondary);
  row.cut_left(px_snap(8));
  const TextStyle act = type::style(type::Kind::Secondary, t.accent, TextWeight::Semibold);
  if (!m.action.empty()) {
    const float width = std::ceil(ui.measure(m.action, act).x);
    ui.words(row.cut_right(width), m.action, act);
    row.cut_right(px_snap(8));
  }
  const float line = px_snap(18);
  Rect lines = centered_in(row, row.width(), (m.has_long_detail ? 3 : 2) * line);
  ui.words(lines.cut_top(line), m.title,
           type::style(type::Kind::Interface, t.on_customer_bubble, TextWeight::Semibold));
  const TextStyle style = type::style(type::Kind::Secondary, has_failed ? t.danger.ink : t.text_secondary);
  if (m.has_long_detail)
    ui.paragraph(lines.min, lines.width(), m.detail, style, 2);
  else
    ui.words(lines, m.detail, style);
}

}  // namespace

float bubble_media_height(const screen::BubbleMedia& m, float width_max) {
  return size_of(m, width_max).y + px_snap(kGap);
}

Rect draw_bubble_media(Ui& ui, NodeId id, const Rect& column, float y, float width_max, ConversationId conversation,
                       const screen::Bubble& b, const screen::BubbleMedia& m, Intents& out) {
  ImVec2 size = size_of(m, width_max);
  Picture picture;
  if (is_picture(m) && !m.path.empty())
    picture = use_picture(m.path, static_cast<int>(size.x), static_cast<int>(size.y), px(kRadius));
  const auto trouble = trouble_of(picture.state);
  const bool is_lost = trouble && *trouble != screen::PictureTrouble::Late;
  const screen::PictureWords words = trouble ? screen::picture_words(m, *trouble) : screen::PictureWords{};
  if (trouble) size.x = std::max(size.x, std::floor(std::min(px(kChipWide), width_max)));
  const std::string_view name = trouble ? words.accessible_name : m.accessible_name;
  const float x = b.is_own ? column.max.x - size.x : column.min.x;
  const Rect box{{x, y}, {x + size.x, y + size.y}};
  const NodeId again_id = id_of(id, "again"), open_id = id_of(id, "open");
  Press press;
  if (!m.action.empty() && !is_lost) {
    Control c;
    c.id = id;
    c.rect = box;
    c.name = name;
    c.radius = kRadius;
    c.tooltip = m.action;
    press = ui.press(c);
    // It was asked for once more, and its buttons have gone.
    if (is_picture(m) && (ui.is_focused(again_id) || ui.is_focused(open_id))) focus_node(id);
  } else {
    ui.group(m.kind == MediaKind::Picture ? Role::Image : Role::Group, id, box, name);
    if (is_lost && ui.is_focused(id)) focus_node(again_id);
  }
  if (trouble) {
    const AbsentPress pressed = draw_absent(ui, box, m, {again_id, open_id, words, is_lost});
    if (pressed.again) ask_again_for_picture(m.path);
    press.was_pressed = press.was_pressed || pressed.open;
  } else if (is_picture(m)) {
    draw_picture(ui, box, picture);
  } else {
    draw_chip(ui, box, b, m, press.is_hovered);
  }
  if (press.was_pressed) out.push_back(intent::OpenMedia{conversation, b.message, m.place});
  if (press.is_focused) ui.focus_ring(box, kRadius);
  if (!m.can_fetch_again) return box;
  Button again;
  again.id = again_id;
  Rect row = box;
  row = row.cut_bottom(px_snap(kRetry)).inset(px_snap(kPadX), 0);
  again.rect = {{row.min.x, row.min.y}, {row.min.x + button_width(ui, tr("Try again")), row.max.y - px_snap(8)}};
  again.label = tr("Try again");
  again.size_css = 13;
  if (!button(ui, again)) return box;
  out.push_back(intent::FetchMedia{conversation, b.message, m.place});
  if (ui.is_focused(again_id)) focus_node(ids::message_options(b.message));  // the button goes
  return box;
}

}  // namespace smsdesk::web::view
