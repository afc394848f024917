// Rows that several lists have in common.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {

/// An entry of a list that is steered from a field above it, as `control` says; its ground shows whether it is the one meant.
Press option_row(Ui& ui, const Control& control, bool is_chosen);

/// An entry of `list` with two lines of words, that is a button called `name`. True: it was pressed.
bool two_line_row(Ui& ui, NodeId list, std::uint64_t number, const Rect& row, std::string_view name,
                  std::string_view above, std::string_view below);

/// What the rows of lists of conversations and messages have: when, with whom, and what stands below it.
struct DatedRow {
  NodeId id = 0;
  std::string name;  ///< for the screen reader
  Instant at;
  std::string_view customer, below;
  bool is_today = false, is_read = false, is_note = false;
};
struct DrawnRow {
  bool was_pressed = false, is_visible = false;
  Rect rest;  ///< below its two lines
  ImU32 ground = 0;
};
/// It is a child of the list item that is the present parent.
DrawnRow dated_row(Ui& ui, const Rect& rect, const DatedRow& s);

/// Why a list could not be had, above it, with a button to try again where that may help; takes its room from `rest`. True:
/// that was pressed. Nothing where there is no problem.
bool problem_bar(Ui& ui, NodeId id, Rect& rest, std::string_view problem, bool can_try_again, bool is_busy);

}  // namespace smsdesk::web::view
