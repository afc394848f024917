// The agent's own settings: kept on the relay, so that they are there on every device; the browser's copy is what the page
// begins with, and what it has until the two are in step.
//
// One setting is a name and a value, as they stand in the browser's storage and on the wire. What was changed here and is not
// confirmed by the relay wins over what the relay says; everything else is the relay's. A browser may be used by several
// agents, one after the other: what it keeps of one is not another's.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/client/actions.h"

namespace smsdesk {

struct SettingsState;

/// Do not disturb.
struct Quiet {
  bool is_on = false;
  Instant until;  ///< the relay's clock; 0 = until it is switched off
  friend bool operator==(const Quiet&, const Quiet&) = default;
};

struct PreferencesState {
  std::map<std::string, std::string> values;  ///< what was ever set, by name
  std::map<std::string, std::string>
      unsaved;        ///< the relay has not confirmed these; an empty value: back to the usual one
  std::string owner;  ///< the scope whose they are; empty: nobody's yet
  std::map<std::string, std::string> greeted;  ///< what the relay keeps, until the facts are there
  bool is_in_step = false;                     ///< with the relay, since the connection is up
  bool is_unreadable = false;                  ///< the relay says so of what it keeps, on this connection
  std::optional<SendKey> pending;              ///< under which `told` is on its way
  std::map<std::string, std::string> told;
};

/// A shortcut that is being chosen.
struct ShortcutChange {
  std::optional<Action> action;  ///< the next chord is this one's, or stands in `chord` already
  bool is_recording = false;
  Chord chord;          ///< what was pressed
  std::string problem;  ///< why it cannot be
  bool can_exchange = false;
};

/// True where the name is one of an agent's own settings.
bool is_preference(std::string_view name);
/// All of the agent's own settings as `values` have them; what is missing or cannot be read is the usual one.
void adopt_preferences(SettingsState& settings, const std::map<std::string, std::string>& values);

}  // namespace smsdesk
