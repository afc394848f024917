// What the tabs of the context panel share. For web/view/context*.cpp only.
#pragma once

#include "web/view/panels.h"

namespace smsdesk::web::view {

/// Draws cuts of one column from the top.
struct Column {
  Ui& ui;
  float x0, x1, y;
  float width() const { return x1 - x0; }
  Rect cut(float height) {
    const Rect rect{{x0, y}, {x1, y + height}};
    y += height;
    return rect;
  }
  void skip(float css) { y += px_snap(css); }
};

/// Everything that the body of a tab is drawn from.
struct ContextBody {
  Column& column;
  ViewState& state;
  const screen::Context& screen;
  bool is_behind;  ///< a plane lies over the panel
  Intents& out;
};

void draw_customer_tab(ContextBody& body);
void draw_notes_tab(ContextBody& body);
void draw_team_tab(ContextBody& body);
void draw_wrap_up_tab(ContextBody& body);

/// A whole row as a button, with a presence dot where the choice has one; true where it was pressed.
bool choice_row(Ui& ui, NodeId id, const Rect& rect, const screen::ActionChoice& choice);
/// A quiet title over a part of a tab.
void part_title(Column& column, NodeId id, std::string_view text);

/// What was typed into the form since the last frame; before anything is bound anew.
void take_wrap_up_events(ViewState& state, const screen::Context& s, Intents& out);

}  // namespace smsdesk::web::view
