#include "web/widget/surface.h"

#include "imgui_internal.h"

namespace smsdesk::web {

void floating_card(Ui& ui, const Rect& rect, float radius_css) {
  ui.shadow(rect, radius_css);
  ui.fill(rect, ui.theme().raised, radius_css);
  ui.stroke(rect, ui.theme().border, radius_css, ui.theme().border_width);
}

void speech_bubble(Ui& ui, const Rect& rect, const BubbleShape& shape, ImU32 color) {
  if (!ui.is_visible(rect)) return;
  const float r = std::min(px(radius::kBubble), rect.height() * 0.5f);
  const float tail = std::min(px(radius::kBubbleTail), r);
  const float top = shape.joins_above ? tail : r;
  const float bottom = tail;  // the lower corner on the speaker's side points at the speaker, in a run at the next
  ImDrawList& list = ui.list();
  const float top_left = shape.is_own ? r : top, top_right = shape.is_own ? top : r;
  const float bottom_left = shape.is_own ? r : bottom, bottom_right = shape.is_own ? bottom : r;
  list.PathArcToFast({rect.min.x + top_left, rect.min.y + top_left}, top_left, 6, 9);
  list.PathArcToFast({rect.max.x - top_right, rect.min.y + top_right}, top_right, 9, 12);
  list.PathArcToFast({rect.max.x - bottom_right, rect.max.y - bottom_right}, bottom_right, 0, 3);
  list.PathArcToFast({rect.min.x + bottom_left, rect.max.y - bottom_left}, bottom_left, 3, 6);
  list.PathFillConvex(ui.shaded(color));
  if (ui.theme().is_high_contrast) ui.stroke(rect, ui.theme().border, radius::kBubble);
}

void banner(Ui& ui, const Rect& rect, const Tone& tone) {
  ui.fill(rect, tone.soft);
  ui.line_below(rect, ui.theme().is_high_contrast ? ui.theme().border : mix(tone.soft, tone.ink, 0.18f));
}

}  // namespace smsdesk::web
