// A dialog's buttons, from the right end of a row on. For web/view only.
#pragma once

#include <string_view>

#include "web/widget/button.h"

namespace smsdesk::web::view {

inline constexpr float kRowButton = 36;  ///< its height, in css px

/// Takes its room off the row's right end, and a gap to the next one; true where it was pressed.
bool row_button(Ui& ui, Rect& row, std::string_view label, NodeId id, ButtonLook look, bool is_enabled = true,
                bool is_busy = false);

}  // namespace smsdesk::web::view
