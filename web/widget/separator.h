// A line between two panels that moves: by pointer, by arrow keys, back to where it belongs by a double click or Enter.
#pragma once

#include <string_view>

#include "web/widget/ui.h"

namespace smsdesk::web {

/// What outlives a frame while the line is held.
struct SeparatorState {
  bool is_held = false;
  float grip_x = 0;      ///< device px, where it was taken
  int value_before = 0;  ///< and how wide the panel was
};

struct Separator {
  NodeId id = 0;
  float x = 0;                                                     ///< device px, the edge
  float y0 = 0, y1 = 0;                                            ///< device px
  std::string_view name;                                           ///< "Width of the list"
  int value = 0, value_min = 0, value_max = 0, value_default = 0;  ///< CSS px
  bool is_panel_left = true;                                       ///< the panel that it sizes lies left of it
};

struct SeparatorAnswer {
  int value = 0;
  bool has_moved = false;
  bool is_settled = false;  ///< let go, or moved by key: worth keeping
};
SeparatorAnswer separator(Ui& ui, SeparatorState& state, const Separator& s);

}  // namespace smsdesk::web
