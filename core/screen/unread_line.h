// Where the line "2 new" stands in a conversation that is open.
//
// Why: the screen says what is unread now, and what is before the agent's eyes is not unread any more. Who opens a
// conversation must see all the same where the new begins, for as long as they are in it.
//
// Invariants: a line begins with the visit, above the first message that was unread then, or with what came later and
// not before the agent's eyes; where nothing was said before, all is new, and needs no line. What the agent has marked as
// unread has its line always, above the first of it. It stays when all is read, and goes with the agent's answer and with the
// visit. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/ids.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

struct UnreadLine {
  ConversationId conversation;  ///< that is visited; not set: none was
  MessageId first;              ///< the line stands above it; not set: there is none
  std::string text;             ///< "2 new"
  MessageId newest;             ///< of the visit until now
  std::uint64_t answer = 0;     ///< Bubble::key of an own message beneath `first` when the line began; 0 = none
};

/// The newest confirmed message that the screen has; not set: there is none.
MessageId newest_shown(const Conversation& s);

/// The line of the screen that follows. `is_before_eyes`: the end of the conversation was in view until now, and is still
/// looked at, so what has come is seen as it comes. Costs what stands beneath the line.
UnreadLine unread_line(UnreadLine before, const Conversation& s, bool is_before_eyes);

}  // namespace smsdesk::screen
