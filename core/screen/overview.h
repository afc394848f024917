// Queues and agents at this moment, as a supervisor sees them: one table at a time, one row of it open. Plain values.
//
// Both tables are of one kind, so that one view draws them: a name, figures in columns, and the same in one line for pages
// that have no room for columns.
#pragma once

#include <string>
#include <vector>

#include "core/client/intent.h"
#include "core/screen/action_menu.h"
#include "core/screen/reported.h"

namespace smsdesk::screen {

struct Figure {
  std::string text;
  std::string detail;  ///< a quieter line below it
  Urgency urgency = Urgency::Calm;
  bool is_quiet = false;  ///< nothing to look at: none, zero
};

struct OverviewRow {
  std::uint64_t key = 0;  ///< the queue's or the agent's id
  std::string name;
  std::string detail;  ///< below the name: an agent's queues
  bool has_presence = false;
  Presence presence = Presence::Offline;
  bool is_uncertain = false;    ///< the last one that is known: there is no connection. The figures of it say so, too
  std::vector<Figure> figures;  ///< as many as the table has columns
  Figure main;                  ///< where there are no columns: beside the name
  std::string summary;          ///< and below it
  bool is_open = false;
  Intent open;            ///< opens or closes it
  std::string menu_name;  ///< "Change Ana Ruiz"; empty = no menu
  Intent menu;
  bool is_menu_open = false;
  bool is_busy = false;  ///< a change is on its way
  std::string accessible_name;
};

struct OverviewColumn {
  std::string title;
  int width = 0;  ///< CSS px
};

/// What waits or runs in the open row.
struct OverviewConversation {
  ConversationId conversation;
  std::string customer;
  std::string state;  ///< "Waiting", "Ana Ruiz, wrap-up"
  std::string age;
  Urgency urgency = Urgency::Calm;
  std::string terms;  ///< what it asks for, where it asks for anything: "Priority 10 · German · widened 1 of 2 times"
  std::string why;    ///< who is asked and why, or why nobody gets it
  std::string menu_name;
  bool is_menu_open = false;
  bool is_busy = false;
  std::string accessible_name;
};
inline constexpr std::size_t kOverviewConversationsMax = 50;

struct Overview {
  bool is_shown = false;
  OverviewTab tab = OverviewTab::Queues;
  std::string headline;  ///< "7 waiting, longest 4:12 · 3 of 9 agents free"
  std::string list_name;
  std::string first_column;
  std::vector<OverviewColumn> columns;
  std::vector<OverviewRow> rows;
  std::vector<OverviewConversation> conversations;  ///< of the open row
  std::string conversations_name;
  std::string conversations_text;  ///< below them: none, or how many more there are
  std::string empty_title, empty_text;
  ReportedList reported;  ///< in the place of rows
  // Of the agents.
  bool has_tools = false;
  AgentSort sort = AgentSort::Routing;
  std::string filter;
  std::uint32_t filter_revision = 0;
  ActionMenu queues;  ///< the button that narrows the agents to a queue's
  ActionMenu menu;    ///< the one that is open, whosesoever; `queues` too
};

}  // namespace smsdesk::screen
