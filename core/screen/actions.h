// What of the actions (core/client/actions.h) can be done now, and what each of them is then: made from the panels that are
// shown, so that a key does exactly what the button beside it would.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/client/actions.h"
#include "core/client/intent.h"

namespace smsdesk::screen {

struct AvailableAction {
  Action action = Action::OpenPalette;
  Chord chord;                ///< not set, as the agent has removed it: it is done from the palette only
  bool is_in_pane = false;    ///< only while the conversation stands on the page
  std::vector<Intent> steps;  ///< raised in this order
  std::uint64_t target =
      0;  ///< what it acts on, where that moves by itself: an offer, a waiting conversation; 0: it does not
  std::string name{};  ///< where it is called otherwise here than in the list of shortcuts: as its button is
};

/// A line of the list of shortcuts in the settings.
struct ShortcutLine {
  Action action = Action::OpenPalette;
  std::string name, keys;  ///< keys: "None" where it has none
  std::string group;       ///< a heading stands where it differs from the line's before
  bool is_usual = true;
  bool can_remove = false;
  bool is_recording = false;
  std::string problem;         ///< why what was pressed cannot be; or empty
  std::string exchange_label;  ///< "Exchange with Alt+P"; empty: it cannot be
  std::string change_name, reset_name, remove_name;
};
struct FixedKeys {
  std::string keys, what;
};
struct Keyboard {
  std::vector<ShortcutLine> lines;
  std::vector<FixedKeys> fixed;  ///< those that stay as they are
  bool can_reset = false;
  bool is_recording = false;
};

}  // namespace smsdesk::screen
