// The palette as it is shown: what fits the words, the likeliest first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/client/intent.h"

namespace smsdesk::screen {

struct PaletteLine {
  enum class Kind : std::uint8_t {
    Conversation,
    Person,
    Template,
    Action,
    Setting,
    Search,
    Contact,
    Closed
  } kind = Kind::Action;
  std::string key;  ///< by which it is remembered
  std::string name;
  std::string detail;           ///< quieter, behind it: the last line, the library, "now in force"
  std::string shortcut;         ///< "Alt+Shift+T"; or empty
  std::string section;          ///< a heading stands where it differs from the line's before; empty: none
  std::string accessible_name;  ///< without the time, which the view formats
  Instant ended_at{};           ///< of a closed conversation; 0: none
  bool is_chosen = false;
  bool has_presence = false;
  Presence presence = Presence::Offline;
  bool is_uncertain = false;  ///< the last one that is known: there is no connection. The detail says so, too
  std::vector<Intent> steps;  ///< raised in this order, when the palette has closed
};

struct Palette {
  bool is_open = false;
  std::string title, placeholder;
  std::string words;
  std::uint32_t revision = 0;  ///< rises when the field must be set anew
  std::vector<PaletteLine> lines;
  int chosen = -1;         ///< −1: the one that was chosen has gone, and none is until the agent chooses
  std::string empty_text;  ///< nothing fits
  std::string status;      ///< of the search among closed conversations, below the entries; or empty
  std::string hint;        ///< which keys there are
};

/// How well the words fit a text: 0 = not at all. All of them must be found: at its beginning, where a word of it begins,
/// somewhere in it, or (`is_loose`) as letters in their order, of which the first begins a word.
int fit_of(const std::vector<std::string>& words, std::string_view folded_text, bool is_loose);

}  // namespace smsdesk::screen
