// A button with a menu, as values: which entries there are and what they do is decided here, and a view draws any menu
// alike.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/client/intent.h"
#include "core/words/words.h"

namespace smsdesk::screen {

/// How urgent: by the queue's service-level target. Never shown by colour alone.
enum class Urgency : std::uint8_t { Calm, Soon, Late };

/// One entry of a menu: choosing it raises the intent.
struct ActionChoice {
  std::string label;
  std::string detail;  ///< quieter, behind the label: "2 waiting, longest 1:24"; or empty
  Urgency urgency = Urgency::Calm;
  std::string section;  ///< a heading stands where it differs from the entry's before: "Queues"
  Intent intent;
  bool is_current = false;    ///< the one in force; one of the entries is, or none
  bool has_presence = false;  ///< an agent: a dot before the label
  Presence presence = Presence::Offline;
  bool is_uncertain =
      false;  ///< the last one that is known: there is no connection. What says it in words, says so too
  std::string accessible_name;  ///< "Sales, 2 waiting, longest 1:24"
};
/// What may be written into a menu beside its choice.
struct MenuForm {
  std::string note_name;  ///< "Note for whoever gets it"; empty = there is no note
  std::string note;
  bool has_filter = false;        ///< the entries are many, or others can be written
  bool begins_in_filter = false;  ///< it has the focus first, not the first entry
  std::string filter_name = tr("Find a queue or a colleague");
  std::string filter;
  std::uint32_t revision = 0;  ///< rises when the fields must be set anew
  bool asks_skills = false;
  bool keeps_skills = true;
};
/// A button; where there are entries to choose from, it opens their menu.
struct ActionMenu {
  ConversationMenu kind = ConversationMenu::None;
  std::string label;  ///< "Transfer"
  std::string name;   ///< "Transfer conversation"
  std::string shortcut;
  Intent intent;      ///< of the button: it opens or closes the menu, or does at once what it says
  Intent close;       ///< of Escape and of a press elsewhere
  std::string title;  ///< of the menu: "Is it resolved?"
  MenuForm form;
  std::vector<ActionChoice> entries;
  std::string empty_text;   ///< shown instead of entries where there could be some: "Nobody else is here."
  std::string unavailable;  ///< why it cannot be used now; empty: it can
  bool has_menu = false;
  bool is_busy = false;
  bool is_open = false;
};

}  // namespace smsdesk::screen
