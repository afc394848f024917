// Controls that hold a choice: switch, radio.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/widget/ui.h"

namespace smsdesk::web {

struct Switch {
  NodeId id = 0;
  Rect rect;        ///< the whole row
  float inset = 0;  ///< of the track, from the row's right edge
  std::string_view name;
  std::string_view description = {};
  std::string_view tooltip = {};
  std::string_view shortcut = {};
  bool is_on = false;
  bool is_enabled = true;
  bool is_busy = false;
  bool is_uncertain = false;  ///< nobody knows whether it is on still: the track is hollow
};
inline constexpr float kSwitchWidth = 36, kSwitchHeight = 20;
/// Draws the track only; true where it was pressed.
bool switch_row(Ui& ui, const Switch& s);

struct Radio {
  NodeId id = 0;
  Rect rect;  ///< the whole row
  std::string_view name;
  bool is_chosen = false;
  bool is_enabled = true;
  int position = 0, count = 0;
};
bool radio_row(Ui& ui, const Radio& r);
/// The height that it needs at that width: a long name has two lines.
float radio_height(Ui& ui, float width, std::string_view name);

/// Radios side by side on one plane; returns the index that was pressed, or -1.
int segmented(Ui& ui, NodeId id, const Rect& rect, std::string_view name, const std::string_view* labels, int count,
              int chosen);

/// A few radios as chips that flow over as many lines as they need.
struct Chips {
  NodeId id = 0;
  ImVec2 at;        ///< upper left corner
  float width = 0;  ///< device px
  std::string_view name;
  const std::vector<std::string>* labels = nullptr;
  int chosen = -1;
  bool is_enabled = true;
};
struct ChipsAnswer {
  float height = 0;
  int pressed = -1;  ///< the chosen one too: it may be meant to be taken back
};
ChipsAnswer radio_chips(Ui& ui, const Chips& chips);

}  // namespace smsdesk::web
