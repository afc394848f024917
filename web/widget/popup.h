// What floats above the page and takes the keyboard: menus and dialogs.
#pragma once

#include <string_view>
#include <vector>

#include "core/queue/agent.h"
#include "web/widget/ui.h"

namespace smsdesk::web {

struct MenuEntry {
  std::string_view label;
  bool is_current = false;
  bool has_presence = false;  ///< a presence dot before the label
  Presence presence = Presence::Offline;
};

/// Kept by the view while the menu is open.
struct MenuState {
  bool was_open = false;
};

struct MenuAnswer {
  int chosen = -1;
  bool wants_close = false;  ///< Escape or a press elsewhere
};

/// `at` is the menu's lower left corner where `opens_up`, else its upper left one. While open,
/// arrow keys, Home and End move the focus within, Escape closes, and the focus goes back to
/// `opener`.
MenuAnswer menu(Ui& ui, MenuState& state, NodeId id, NodeId opener, std::string_view name, ImVec2 at, bool opens_up,
                const std::vector<MenuEntry>& entries);

/// To be called in frames in which the menu is closed: gives the focus back once.
void menu_closed(Ui& ui, MenuState& state, NodeId opener);

struct DialogState {
  bool was_open = false;
};
struct Dialog {
  NodeId id = 0;
  std::string_view title;
  float width_css = 480, height_css = 400;
};
/// Scrim, plane, title and close button; nodes until end_dialog() are inside. Returns the rectangle
/// for the content; `wants_close` where it was dismissed.
Rect begin_dialog(Ui& ui, DialogState& state, const Dialog& dialog, bool& wants_close);
void end_dialog(Ui& ui);
void dialog_closed(DialogState& state, NodeId opener);

}  // namespace smsdesk::web
