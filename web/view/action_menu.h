// Buttons that open menus, as the screen's ActionMenu says them: one drawing for all of them.
#pragma once

#include "core/screen/screen.h"
#include "web/view/view_state.h"
#include "web/widget/icons.h"
#include "web/widget/ui.h"

namespace smsdesk::web::view {

enum class ActionLook : std::uint8_t { Labelled, Icon };

/// Device px.
float action_width(Ui& ui, const screen::ActionMenu& s, ActionLook look);
/// The button of `s`. Where its menu is open, the button's place is left in `state`, for draw_open_menu().
void draw_action(Ui& ui, OpenMenu& state, NodeId id, const Rect& rect, const screen::ActionMenu& s, Icon icon,
                 ActionLook look, Intents& out);
/// For a button that is drawn otherwise and whose menu is open: the menu stands there.
void place_open_menu(OpenMenu& state, NodeId opener, const Rect& anchor);
/// The menu that is open, over everything that was drawn before; null = none is.
void draw_open_menu(Ui& ui, OpenMenu& state, const screen::ActionMenu* s, Intents& out);

}  // namespace smsdesk::web::view
