// What views may know of the canvas beside ImGui's own API: panels under everything, pan gestures,
// which renderer.
#pragma once

#include <cstdint>

#include "imgui.h"

namespace smsdesk::web {

/// Fills a rectangle beneath everything that ImGui draws in this frame, in the order of the calls.
/// Opaque; whole device pixels. Big panels belong here: they cost one scissored clear instead of
/// blended triangles.
void fill_panel(ImVec2 min, ImVec2 max, ImU32 color);
inline constexpr int kPanelFillsMax = 64;  ///< further ones in the same frame are drawn by no one: our bug, asserted

/// One unit of ImGuiIO::MouseWheel in CSS pixels: a list scrolls by -MouseWheel *
/// px(kWheelCssPixels), which gives a trackpad's exact pixels.
inline constexpr float kWheelCssPixels = 100;

/// One finger (or pen) that moves over the canvas. Lists follow `delta` while it touches and fling
/// with `fling_velocity` when it lifts; ImGui sees the same finger as its mouse.
struct TouchPan {
  bool is_touching = false;
  ImVec2 delta;           ///< device px since the last frame
  ImVec2 fling_velocity;  ///< device px per second; not zero only in the frame in which a moving
                          ///< finger lifts
};
TouchPan touch_pan();

/// The press that asks for a menu at a place: the right button, a long touch. True in the frame after it. Where words are
/// selected, with Shift, and in fields it is the browser's and not told.
bool context_click(ImVec2& at);

/// Of the press of the pointer's main button in this turn: 1 the first of its series, 2 and more where the system takes it
/// for a further one of a double click (same place, its own time); 0 there is no press in this turn.
int press_count();

/// Something is pressed or let go in this turn or waits for the next one of this frame: a button of the pointer, a key. It was
/// meant for what was shown then, not for what has come since.
bool hears_press();

/// A chord of the page's own: where it is pressed, the browser does nothing with it, in fields neither. `mods` are ImGuiMod_
/// bits.
void claim_chord(ImGuiKey key, int mods);
/// None is claimed any more.
void release_chords();
/// While a shortcut is being chosen, whatever is pressed is the page's; the browser keeps what it gives to no page.
void claim_all_chords(bool is_all);

enum class Renderer : std::uint8_t { Gl, Cpu };
Renderer active_renderer();

}  // namespace smsdesk::web
