// Buttons: with words, with an icon. Each is one node of the mirror and answers to pointer, Enter,
// Space and touch.
#pragma once

#include <string_view>
#include <vector>

#include "web/widget/icons.h"
#include "web/widget/ui.h"

namespace smsdesk::web {

enum class ButtonLook : std::uint8_t { Primary, Secondary, Ghost, Danger };

struct Button {
  NodeId id = 0;
  Rect rect;
  std::string_view label;
  ButtonLook look = ButtonLook::Secondary;
  bool is_enabled = true;
  bool is_busy = false;        ///< pressed, the answer is on its way: answers to nothing and says so
  std::string_view name = {};  ///< where the label alone says too little
  std::string_view description = {};
  std::string_view tooltip = {};
  std::string_view shortcut = {};
  std::string_view key_cap = {};  ///< drawn inside, at the right
  std::uint32_t flags = 0;
  float size_css = 14;
};
bool button(Ui& ui, const Button& b);
/// Device px that the label needs with padding; add nothing.
float button_width(Ui& ui, std::string_view label, std::string_view key_cap = {});
/// Where buttons with these labels stand, from {0, 0} on: beside one another, in as many rows as the width needs.
std::vector<Rect> button_rows(Ui& ui, const std::vector<std::string_view>& labels, float width);

struct IconButton {
  NodeId id = 0;
  Rect rect;
  Icon icon{};
  std::string_view name;  ///< also the tooltip, where that says nothing else
  std::string_view description = {};
  std::string_view tooltip = {};
  std::string_view shortcut = {};
  bool is_enabled = true;
  bool has_tooltip_on_focus = true;
  bool is_tooltip_beside = false;
  bool is_on = false;  ///< what it opens is open, or it is the present page
  std::uint32_t flags = 0;
  float icon_css = 20;
  ImU32 color = 0;  ///< 0 = secondary text
};
bool icon_button(Ui& ui, const IconButton& b);

/// An icon in the middle of a rectangle.
void icon_in(Ui& ui, const Rect& rect, Icon icon, float size_css, ImU32 color);

}  // namespace smsdesk::web
