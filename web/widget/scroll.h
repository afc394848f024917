// Scrolling with doubles: wheel, touch with fling, a slim bar of its own.
//
// Why: ImGui scrolls in float, which loses whole pixels in long lists, and knows no touch.
#pragma once

#include "web/widget/ui.h"

namespace smsdesk::web {

/// What moves a view, apart from where it stands.
struct ScrollInput {
  double velocity = 0;  ///< device px per second, after a fling
  Instant moved_at;
  bool is_dragging_bar = false;
  double bar_grip = 0;  ///< where on the bar it was taken, device px
  bool is_touching = false;
};
/// How far wheel, touch and fling move the content of `view` in this frame, device px, downwards
/// positive.
double scroll_delta(Ui& ui, ScrollInput& input, const Rect& view);
/// Draws the bar at the view's right edge; true where the person moved it, then `offset` is new.
bool scroll_bar(Ui& ui, ScrollInput& input, const Rect& view, double content_height, double& offset);

/// For panels that draw all their content every frame: remembers where it stands and how high it
/// was.
struct ScrollState {
  double offset = 0;
  double content_height = 0;
  ScrollInput input;
};
class ScrollArea {
 public:
  ScrollArea(Ui& ui, ScrollState& state, const Rect& view);
  /// Where the content's top stands, device px.
  float top() const { return view_.min.y - static_cast<float>(offset_); }
  /// Ends it; `bottom` is where the content ended.
  void end(float bottom);

 private:
  Ui& ui_;
  ScrollState& state_;
  Rect view_;
  double offset_;
};

}  // namespace smsdesk::web
