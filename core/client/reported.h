// Messages that agents have reported, as a supervisor's page lists them: what the relay has told, page by page. Plain values.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "core/protocol/frame.h"

namespace smsdesk {

struct ReportedState {
  std::vector<ReportedMessage> found;                         ///< the last reported first
  std::map<ConversationId, FoundConversation> conversations;  ///< of these messages
  bool has_more = false;
  bool was_answered = false;       ///< `found` is an answer, not a beginning
  bool is_failed = false;          ///< the last question could not be answered
  bool is_continued = false;       ///< the answer goes below what was found
  bool is_stale = false;           ///< something has changed since it was asked: asked again with the answer
  std::optional<SendKey> pending;  ///< asked under this key
  ConversationId read;             ///< a closed conversation that was opened from here; back leads here
};

}  // namespace smsdesk
