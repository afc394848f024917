// A page without a browser: ImGui, a size, a pointer, keys and a clock that stands still until it
// is moved, so that views are built and tested natively. Text has simple metrics (text_run.h,
// headless): every code point is half an em wide, lines break at spaces.
//
//   Stage stage({.width = 1280, .height = 800});
//   stage.run(app);                 // frames until nothing asks for another one
//   stage.click(stage.find_text("Send"));
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "web/platform/app.h"
#include "web/platform/page.h"
#include "web/platform/text_run.h"

namespace smsdesk::web {

struct StageOptions {
  int width = 1280, height = 800;  ///< device px
  float ratio = 1;
  Instant now{1'770'000'000'000};
  SystemPreferences preferences = {};
  float field_size_min = 0;  ///< field_size.h, at 100 %
};

/// One draw_text() call of the last frame.
struct DrawnText {
  std::string text;  ///< the lines that are shown, joined by line feeds, with the ellipsis
  ImVec2 min, max;   ///< device px
  TextStyle style;
  float alpha = 1;
};

/// There is one stage at a time; it owns the ImGui context.
class Stage {
 public:
  explicit Stage(const StageOptions& options = {});
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  /// App::start(), at the first call, then one turn and as many more as queued input needs; like
  /// the browser's frame.
  void frame(App& app);
  /// Frames while somebody asks for them, at most kSettleFramesMax; false: still asking (an endless
  /// animation).
  bool run(App& app);
  static constexpr int kSettleFramesMax = 200;

  void resize(int width, int height, float ratio);
  void advance(DurationMs by);  ///< the clock; wakes whoever asked for a frame in that time
  void set_visible(bool is_visible);

  // Input, seen by the next frame.
  void move_mouse(ImVec2 to);
  void press(int button = 0, int count = 1);  ///< `count`: 2 where the system takes it for a double click's second
  void release(int button = 0);
  void wheel(float css_down);
  void context_click(ImVec2 at);  ///< the right button, or a long touch
  void key(ImGuiKey key, bool is_down);
  void touch_pan(ImVec2 delta, bool is_touching, ImVec2 fling_velocity);

  /// The middle of the first drawn text that is or contains `text`; nullopt when nothing drawn
  /// does.
  std::optional<ImVec2> find_text(std::string_view text) const;
  const std::vector<DrawnText>& drawn_texts() const;
  const std::string& title() const;
  /// Pixels of the last frame by the CPU renderer, 0xAABBGGRR; texts are bars of their colour.
  std::vector<std::uint32_t> picture() const;
  bool wants_frame() const;
};

}  // namespace smsdesk::web
