// Closed conversations: the list, what is looked for in it, and the one that is read.
#pragma once

#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/client/intent.h"
#include "core/screen/search.h"

namespace smsdesk::screen {

struct FoundLine {
  ConversationId conversation;
  std::string customer;
  Instant ended_at;
  bool is_today = false;
  std::string below;  ///< "Support · Ana Ruiz · Solved"
  std::string note;   ///< of the wrap-up; or empty
  bool is_read = false;
  std::string accessible_name;  ///< without the time, which the view formats
};

struct Find {
  std::string words;
  std::uint32_t words_revision = 1;  ///< rises where they were not typed in the field
  bool is_mine = false;
  bool is_busy = false;
  FindWhat what = FindWhat::Conversations;
  std::string field_name, placeholder, list_name;
  std::vector<FoundLine> lines;            ///< the last ended first
  std::vector<FoundMessageLine> messages;  ///< newest first
  FindFilters filters;                     ///< of these
  bool has_older = false;
  std::string problem;  ///< the list could not be had: a way on is to ask again; or empty
  std::string empty_title, empty_text;
  bool is_reading = false;  ///< Desk::conversation is the closed one that was chosen
};

}  // namespace smsdesk::screen
