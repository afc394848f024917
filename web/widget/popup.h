// What floats above the page and takes the keyboard: menus and dialogs.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/queue/agent.h"
#include "web/widget/scroll.h"
#include "web/widget/ui.h"

namespace smsdesk::web {

/// Where a floating plane stands: that corner of it at `at`, as far as the page has room there.
struct Corner {
  ImVec2 at;
  bool is_bottom = false, is_right = false;
};

struct MenuEntry {
  std::string_view label;
  std::string_view detail = {};   ///< a second, quieter line
  ImU32 detail_color = 0;         ///< 0 = secondary text
  std::string_view section = {};  ///< a heading stands above the first entry of each
  std::string_view name = {};     ///< where the label alone says too little
  bool is_current = false;
  bool is_indented = false;
  bool has_presence = false;  ///< a presence dot before the label
  Presence presence = Presence::Offline;
  bool is_uncertain = false;  ///< whether it is current: its dot is hollow
};

struct Menu {
  NodeId id = 0;
  NodeId opener = 0;
  std::string_view name;
  std::string_view title = {};  ///< drawn above the entries
  Corner corner;
  bool is_choice = false;  ///< one of the entries is in force: radios
};

/// Kept by the view while the menu is open.
struct MenuState {
  bool was_open = false;
  NodeId opener = 0;
  ScrollState scroll;
};

struct MenuAnswer {
  int chosen = -1;
  bool wants_close = false;  ///< Escape or a press elsewhere
};

/// While open, arrow keys, Home and End move the focus within, Escape and Tab close, and the focus goes back to the opener.
MenuAnswer menu(Ui& ui, MenuState& state, const Menu& menu, const std::vector<MenuEntry>& entries);

/// To be called in frames in which the menu or popover is closed: gives the focus back once.
void menu_closed(MenuState& state);

/// A small dialog at its opener, for a menu that has fields beside its entries. Nodes until end() are inside; the
/// content begins at the returned rectangle's top and scrolls where the page is too small for it.
struct Popover {
  NodeId id = 0;
  NodeId opener = 0;
  std::string_view title;
  Corner corner;
  float width_css = 340;
};
class PopoverScope {
 public:
  PopoverScope(Ui& ui, MenuState& state, const Popover& popover);
  /// Left, right and top of the content.
  Rect content() const { return content_; }
  /// `bottom` is where the content ended. True where it was dismissed.
  bool end(float bottom);

 private:
  Ui& ui_;
  MenuState& state_;
  NodeId opener_;
  float room_;
  Rect box_, content_;
  std::optional<ScrollArea> area_;
};

/// The entries of a menu inside a popover, from `y` on, which is left below them.
int menu_rows(Ui& ui, NodeId id, std::string_view name, float x0, float x1, float& y,
              const std::vector<MenuEntry>& entries, bool is_choice);
/// The id of an entry, to put the focus there.
NodeId menu_entry_id(NodeId menu, std::size_t index);

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
