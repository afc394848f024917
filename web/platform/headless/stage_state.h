// What the headless files share: the one stage's state.
#pragma once

#include <limits>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "web/platform/canvas.h"
#include "web/platform/headless/stage.h"
#include "web/platform/picture_tries.h"
#include "web/platform/press_counts.h"

namespace smsdesk::web {

struct HeadlessBlock {
  std::string text;
  TextStyle style;
  std::vector<TextLine> lines;
  float width = 0, height = 0;
  bool was_cut = false;
};

struct HeadlessPicture {
  std::string path;
  int width = 0, height = 0;
  PictureTries tries;
};

struct PanelFill {
  ImVec2 min, max;
  ImU32 color;
};

struct StageState {
  StageOptions options;
  bool is_started = false, is_visible = true;
  float text_size = 1;
  int hours = 0;
  int frames_wanted = 0;
  DurationMs since_frame = 0;  // by which the clock was advanced
  bool is_drawn_again = false;
  std::int64_t wake_at_ms = std::numeric_limits<std::int64_t>::max();
  std::string title, theme_color, language;
  bool is_right_to_left = false;
  TouchPan pan, next_pan;
  std::optional<ImVec2> context, next_context;
  PressCounts presses;
  std::vector<PanelFill> fills;
  std::list<HeadlessBlock> blocks;  // of this frame; a list, because spans point into it
  std::vector<HeadlessBlock*> by_handle;
  std::vector<DrawnText> texts;
  std::vector<HeadlessPicture> pictures;
};

/// Asserts that a Stage exists, except through find_stage_state(), which may answer null.
StageState& stage_state();
StageState* find_stage_state();

}  // namespace smsdesk::web
