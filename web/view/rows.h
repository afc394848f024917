// Rows that several lists have in common.
#pragma once

#include <cstdint>
#include <string_view>

#include "web/widget/ui.h"

namespace smsdesk::web::view {

/// An entry of a list that is steered from a field above it, as `control` says; its ground shows whether it is the one meant.
Press option_row(Ui& ui, const Control& control, bool is_chosen);

/// An entry of `list` with two lines of words, that is a button called `name`. True: it was pressed.
bool two_line_row(Ui& ui, NodeId list, std::uint64_t number, const Rect& row, std::string_view name,
                  std::string_view above, std::string_view below);

}  // namespace smsdesk::web::view
