// The rows of the overview's tables, and what stands in an open one. For web/view only.
#pragma once

#include "core/screen/overview.h"
#include "web/view/view_state.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {

/// Where the cells of a row stand: the name's first, then one a column, at last the menu's; device px.
struct TableColumns {
  bool has_columns = false;  ///< false: name and main figure, and all others in a line below
  std::vector<float> left, right;
  float menu_left = 0;
};
TableColumns columns_in(Ui& ui, const Rect& table, const screen::Overview& s);

NodeId overview_row_id(std::uint64_t key);
NodeId overview_conversation_id(ConversationId conversation);
NodeId overview_reported_id(MessageId message);

float overview_row_height(const screen::Overview& s, const TableColumns& columns);
void draw_column_titles(Ui& ui, const Rect& rect, const screen::Overview& s, const TableColumns& columns);
/// The row itself; it is a child of the list item that is the present parent.
void draw_overview_row(Ui& ui, OpenMenu& menu, const Rect& rect, const screen::OverviewRow& s,
                       const TableColumns& columns, Intents& out);
/// What is in the open row, from `y` on, which is left below it.
void draw_overview_conversations(Ui& ui, ViewState& state, float x0, float x1, float& y, const screen::Overview& s,
                                 Intents& out);

/// The list of reported messages; `otherwise` gets the focus where the last of them was dismissed.
void draw_overview_reported(Ui& ui, OverviewView& state, Rect rest, const screen::Overview& s, float pad,
                            NodeId otherwise, Intents& out);

}  // namespace smsdesk::web::view
