// Messages and notes that were found by their words: what narrows them, lines of a list, and the search in the timeline that
// is read.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/client/message_matches.h"
#include "core/protocol/frame.h"
#include "core/screen/action_menu.h"

namespace smsdesk::screen {

struct FoundMessageLine {
  ConversationId conversation;
  MessageId message;
  std::string customer;
  Instant at;
  bool is_today = false;
  std::string below;  ///< "Support · Ana Ruiz wrote"
  std::string text;   ///< an excerpt
  std::vector<TextMark> marks;
  bool is_note = false;  ///< an internal one, or a wrap-up's
  unsigned segment = 0;  ///< of a wrap-up's note
  bool is_read = false;
  std::string accessible_name;  ///< without the time, which the view formats
};

/// What narrows the messages that are looked for.
struct FindFilters {
  std::string first_day, last_day;                  ///< as they are typed
  std::string first_day_problem, last_day_problem;  ///< or empty
  /// The beginning of a day, that may become one: no problem while somebody types there.
  bool is_first_day_begun = false, is_last_day_begun = false;
  std::uint32_t revision = 0;  ///< rises when the fields must be set anew
  FoundKind kind = FoundKind::Everything;
  ActionMenu queue, author;
  bool is_set = false;  ///< there is something to clear

  const ActionMenu* open_menu() const { return queue.is_open ? &queue : author.is_open ? &author : nullptr; }
};

/// Looking for words in the timeline that is read.
struct TranscriptSearchBar {
  bool is_shown = false;
  std::string words;
  std::uint32_t revision = 0;  ///< rises when the field must be set anew
  std::string count;           ///< "3 of 12", "Not found"; or empty
  bool is_busy = false;
  bool can_go_older = false, can_go_newer = false;
  std::map<MessageId, std::vector<TextMark>> marks;            ///< what was looked for, in whole texts
  std::map<WrapUpPlace, std::vector<TextMark>> wrap_up_marks;  ///< likewise, in notes of wrap-ups
};

}  // namespace smsdesk::screen
