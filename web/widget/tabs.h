// A row of tabs: one stop in the tab order, arrow keys choose (the mirror does that), a line under the chosen one.
#pragma once

#include <string_view>

#include "web/widget/ui.h"

namespace smsdesk::web {

struct TabLabel {
  NodeId id = 0;
  std::string_view name;
  bool is_chosen = false;
  bool is_due = false;  ///< it asks for something: a dot beside the name
};

/// Draws `count` tabs from the left, as wide as their names need; returns the index that was pressed, or -1.
int tab_strip(Ui& ui, NodeId id, const Rect& rect, std::string_view name, const TabLabel* tabs, int count);

}  // namespace smsdesk::web
