// A line that stands beside a field in which something is written, with at most two things to do. Plain values.
#pragma once

#include <string>

#include "core/client/intent.h"

namespace smsdesk::screen {

/// A line above the composer's field, or below that of a template.
struct ComposerLine {
  std::string text;   ///< empty: not there
  std::string all;    ///< where the text names only the first of what would change: the text with all of it; or empty
  std::string label;  ///< of the button; empty: none
  std::string name;   ///< of the button, for the ear
  std::string description;  ///< of the button, for the ear, where there is `all`: with it, and the button's key
  Intent intent;
  std::string other_label;
  Intent other_intent;
  bool has_shortcut = false;  ///< the button's key works
  bool is_told = false;       ///< who hears the page was told when it came about: it is no news where it stands
};

}  // namespace smsdesk::screen
