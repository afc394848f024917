#include "web/view/bubble_media.h"

#include <algorithm>
#include <cmath>

#include "core/words/words.h"
#include "imgui.h"
#include "web/platform/picture.h"
#include "web/widget/button.h"
#include "web/widget/surface.h"

namespace smsdesk::web::view {
namespace {

constexpr float kPicture = 280, kPictureHigh = 320, kPictureLow = 56, kUnknownHigh = 200;  // CSS px
constexpr float kChip = 52, kFailedChip = 68, kChipWide = 300, kGap = 2, kPadX = 12, kRetry = 36, kRadius = 14;

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
  const float chip = px_snap(m.state == MediaState::Failed ? kFailedChip : kChip);
  const float retry = m.can_fetch_again ? px_snap(kRetry) : 0;
  return {std::floor(std::min(px(kChipWide), width_max)), chip + retry};
}

Icon icon_of(const screen::BubbleMedia& m) {
  if (m.state == MediaState::Failed) return Icon::Alert;
  return m.kind == MediaKind::Picture ? Icon::Image : Icon::Attach;
}

void draw_picture(Ui& ui, const Rect& box, const screen::BubbleMedia& m) {
  const Theme& t = ui.theme();
  const int width = static_cast<int>(box.width()), height = static_cast<int>(box.height());
  const Picture picture = m.path.empty() ? Picture{} : use_picture(m.path, width, height, px(kRadius));
  if (picture.state == Picture::State::Ready) {
    ui.picture(picture.texture, box);
    return;
  }
  ui.fill(box, t.neutral.soft, kRadius);
  const bool has_failed = picture.state == Picture::State::Failed;
  icon_in(ui, centered_at(box.center(), px_snap(32), px_snap(32)), has_failed ? Icon::Alert : Icon::Image, 20,
          t.text_secondary);
}

void draw_chip(Ui& ui, Rect box, const screen::Bubble& b, const screen::BubbleMedia& m, bool is_hovered) {
  const Theme& t = ui.theme();
  BubbleShape shape;
  shape.is_own = b.is_own;
  speech_bubble(ui, box, shape, is_hovered ? over(t.hover, t.customer_bubble) : t.customer_bubble);
  const bool has_failed = m.state == MediaState::Failed;
  Rect row = box.cut_top(px_snap(has_failed ? kFailedChip : kChip)).inset(px_snap(kPadX), 0);
  icon_in(ui, row.cut_left(px_snap(24)), icon_of(m), 20, has_failed ? t.danger.ink : t.text_secondary);
  row.cut_left(px_snap(8));
  const TextStyle act = type::style(type::Kind::Secondary, t.accent, TextWeight::Semibold);
  if (!m.action.empty()) {
    const float width = std::ceil(ui.measure(m.action, act).x);
    ui.words(row.cut_right(width), m.action, act);
    row.cut_right(px_snap(8));
  }
  const float line = px_snap(18);
  Rect lines = centered_in(row, row.width(), (has_failed ? 3 : 2) * line);
  ui.words(lines.cut_top(line), m.title,
           type::style(type::Kind::Interface, t.on_customer_bubble, TextWeight::Semibold));
  const TextStyle style = type::style(type::Kind::Secondary, has_failed ? t.danger.ink : t.text_secondary);
  if (has_failed)
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
  const ImVec2 size = size_of(m, width_max);
  const float x = b.is_own ? column.max.x - size.x : column.min.x;
  const Rect box{{x, y}, {x + size.x, y + size.y}};
  Press press;
  if (!m.action.empty()) {
    Control c;
    c.id = id;
    c.rect = box;
    c.name = m.accessible_name;
    c.radius = kRadius;
    c.tooltip = m.action;
    press = ui.press(c);
    if (press.was_pressed) out.push_back(intent::OpenMedia{conversation, b.message, m.place});
  } else {
    ui.group(m.kind == MediaKind::Picture ? Role::Image : Role::Group, id, box, m.accessible_name);
  }
  if (is_picture(m))
    draw_picture(ui, box, m);
  else
    draw_chip(ui, box, b, m, press.is_hovered);
  if (press.is_focused) ui.focus_ring(box, kRadius);
  if (!m.can_fetch_again) return box;
  Button again;
  again.id = id_of(id, "again");
  Rect row = box;
  row = row.cut_bottom(px_snap(kRetry)).inset(px_snap(kPadX), 0);
  again.rect = {{row.min.x, row.min.y}, {row.min.x + button_width(ui, tr("Try again")), row.max.y - px_snap(8)}};
  again.label = tr("Try again");
  again.size_css = 13;
  if (button(ui, again)) out.push_back(intent::FetchMedia{conversation, b.message, m.place});
  return box;
}

}  // namespace smsdesk::web::view
