// What a contact's language and time zone are chosen from: by name and place, not by their codes. A code that is in no list
// stays as it is, and another one can be written into the field that finds.
#pragma once

#include <string>

#include "core/client/state.h"
#include "core/screen/action_menu.h"

namespace smsdesk::screen {

/// "Los Angeles" of America/Los_Angeles: what the time zone database names a zone after.
std::string place_of(const std::string& zone);

/// A field of the form of that conversation's customer.
struct ContactPlace {
  ConversationId conversation;
  std::uint32_t field = 0;
  bool is_open = false;  ///< its choice
};
/// `value`: the code that is chosen now; empty: none.
ActionMenu language_menu(const State& state, const ContactPlace& place, const std::string& value);
ActionMenu zone_menu(const State& state, const ContactPlace& place, const std::string& value);

}  // namespace smsdesk::screen
