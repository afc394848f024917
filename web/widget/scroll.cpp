#include "web/widget/scroll.h"

#include <algorithm>
#include <cmath>

#include "imgui_internal.h"
#include "web/platform/canvas.h"

namespace smsdesk::web {
namespace {

constexpr double kFlingHalfLifeS = 0.18;  // how fast a fling dies: felt right beside the browser's own lists
constexpr double kFlingStopPxS = 20;

}  // namespace

double scroll_delta(Ui& ui, ScrollInput& input, const Rect& view) {
  const ImGuiIO& io = ImGui::GetIO();
  double delta = 0;
  const bool is_over = ui.is_hovering(view);
  if (is_over && io.MouseWheel != 0 && !io.KeyCtrl) {
    delta -= static_cast<double>(io.MouseWheel) * static_cast<double>(px(kWheelCssPixels));
    input.velocity = 0;
  }
  const TouchPan pan = touch_pan();
  if (pan.is_touching && (is_over || input.is_touching)) {
    input.is_touching = true;
    input.velocity = 0;
    delta -= static_cast<double>(pan.delta.y);
  } else if (input.is_touching && !pan.is_touching) {
    input.is_touching = false;
    input.velocity = ui.reduces_motion() ? 0 : -static_cast<double>(pan.fling_velocity.y);
    input.moved_at = ui.now();
  }
  if (input.velocity != 0) {
    const double gone = static_cast<double>(std::clamp<DurationMs>(ui.now() - input.moved_at, 0, 50)) / 1000;
    input.moved_at = ui.now();
    delta += input.velocity * gone;
    input.velocity *= std::exp2(-gone / kFlingHalfLifeS);
    if (std::abs(input.velocity) < kFlingStopPxS * static_cast<double>(pixel_ratio())) input.velocity = 0;
    request_frame();
  }
  return delta;
}

bool scroll_bar(Ui& ui, ScrollInput& input, const Rect& view, double content_height, double& offset) {
  const double height = static_cast<double>(view.height());
  if (content_height <= height + 1) {
    input.is_dragging_bar = false;
    return false;
  }
  const Theme& t = ui.theme();
  Rect lane = view;
  lane = lane.cut_right(px_snap(12)).inset(px_snap(2));
  const double room = static_cast<double>(lane.height());
  const double length = std::clamp(room * height / content_height, std::min(room, static_cast<double>(px(32))), room);
  const double travel = std::max(1.0, room - length), hidden = content_height - height;
  double at = travel * offset / hidden;

  // Pointer only: the keyboard scrolls by its own keys, and the mirror needs no bar.
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool is_over = ui.is_hovering(lane);
  bool moved = false;
  if (is_over && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    const double y = static_cast<double>(mouse.y - lane.min.y);
    const bool is_on_thumb = y >= at && y <= at + length;
    input.is_dragging_bar = true;
    input.bar_grip = is_on_thumb ? y - at : length / 2;
    input.velocity = 0;
  }
  if (input.is_dragging_bar) {
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
      input.is_dragging_bar = false;
    } else {
      at = std::clamp(static_cast<double>(mouse.y - lane.min.y) - input.bar_grip, 0.0, travel);
      offset = hidden * at / travel;
      moved = true;
    }
  }
  const bool is_near = ui.is_hovering(view);
  if (is_near || input.is_dragging_bar || input.velocity != 0 || t.is_high_contrast) {
    const float inset = is_over || input.is_dragging_bar ? 0 : px_snap(2);
    const float y = static_cast<float>(std::floor(at));
    const Rect thumb{{lane.min.x + inset, lane.min.y + y},
                     {lane.max.x - (inset > 0 ? px_snap(1) : 0), lane.min.y + y + static_cast<float>(length)}};
    ui.fill(thumb, with_alpha(t.control_border, is_over || input.is_dragging_bar ? 0.9f : 0.55f), radius::kPill);
  }
  return moved;
}

ScrollArea::ScrollArea(Ui& ui, ScrollState& state, const Rect& view) : ui_(ui), state_(state), view_(view) {
  const double limit = std::max(0.0, state.content_height - static_cast<double>(view.height()));
  state.offset = std::clamp(state.offset + scroll_delta(ui, state.input, view), 0.0, limit);
  offset_ = std::floor(state.offset + 0.5);
  Rect of_others;
  ui.take_scroll_wish(of_others);  // of a control before this area
  ui.push_clip(view);
}

void ScrollArea::end(float bottom) {
  ui_.pop_clip();
  state_.content_height = static_cast<double>(bottom - top());
  Rect wish;
  if (ui_.take_scroll_wish(wish)) {
    const double margin = static_cast<double>(px_snap(8));
    const double above = static_cast<double>(view_.min.y - wish.min.y) + margin;
    const double below = static_cast<double>(wish.max.y - view_.max.y) + margin;
    const bool is_beside = wish.max.x <= view_.min.x || wish.min.x >= view_.max.x;
    if (!is_beside && (above > margin || below > margin)) {
      state_.offset += above > margin ? -above : below;
      request_frame();
    }
  }
  const double limit = std::max(0.0, state_.content_height - static_cast<double>(view_.height()));
  state_.offset = std::clamp(state_.offset, 0.0, limit);
  scroll_bar(ui_, state_.input, view_, state_.content_height, state_.offset);
}

}  // namespace smsdesk::web
