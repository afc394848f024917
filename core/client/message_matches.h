// Messages and notes that were found by their words: what was asked, how it was narrowed, and what came, page by page.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/protocol/frame.h"

namespace smsdesk {

/// Names the note of a wrap-up: that with which this segment of the conversation ended.
struct WrapUpPlace {
  ConversationId conversation;
  unsigned segment = 0;  ///< 0: none
  bool is_set() const { return segment != 0; }
  friend auto operator<=>(const WrapUpPlace&, const WrapUpPlace&) = default;
};
inline WrapUpPlace wrap_up_place(const FoundMessage& found) {
  return found.segment == 0 ? WrapUpPlace{} : WrapUpPlace{found.conversation, found.segment};
}

struct MessageMatches {
  std::vector<FoundMessage> found;                            ///< newest first
  std::map<ConversationId, FoundConversation> conversations;  ///< of these messages
  MessageId next;                  ///< more are asked for with it; not set: there are no more
  std::uint64_t next_wrap_up = 0;  ///< goes with it
  bool was_answered = false;       ///< `found` is an answer, not a beginning
  bool is_failed = false;          ///< the last question could not be answered
  bool is_continued = false;       ///< the answer goes below what was found
  std::optional<SendKey> pending;  ///< asked under this key
  std::optional<Instant> ask_at;   ///< the words have changed: asked when they rest

  bool is_busy() const { return pending || ask_at; }
  /// False: it is no answer to what was asked last.
  bool take(FoundMessagesFrame& frame) {
    if (pending != frame.key) return false;
    pending.reset();
    is_failed = frame.is_failed;
    if (frame.is_failed) return true;
    if (!is_continued) found.clear(), conversations.clear();
    was_answered = true;
    next = frame.next;
    next_wrap_up = frame.next_wrap_up;
    for (FoundConversation& one : frame.conversations) conversations.insert_or_assign(one.conversation, std::move(one));
    for (FoundMessage& one : frame.messages) found.push_back(std::move(one));
    return true;
  }
};

/// What narrows the messages that are looked for in all conversations. The relay applies it.
struct MessageFilters {
  std::string first_day, last_day;  ///< as they are typed
  std::uint32_t revision = 0;       ///< rises when the state, not the person, changed these
  Instant from, until;              ///< what they mean; 0 = any
  QueueId queue;
  AgentId author;
  FoundKind kind = FoundKind::Everything;

  bool is_set() const {
    return !first_day.empty() || !last_day.empty() || queue.is_set() || author.is_set() ||
           kind != FoundKind::Everything;
  }
};

/// Looking for words in the one timeline that is read.
struct TranscriptSearch {
  ConversationId conversation;  ///< not set: it is closed
  std::string words;
  std::uint32_t revision = 0;  ///< rises when the state, not the person, changed the words
  MessageMatches matches;
  std::size_t at = 0;          ///< which of them is shown
  MessageId wanted;            ///< the one to begin with; not set: the newest
  WrapUpPlace wanted_wrap_up;  ///< where the note of a wrap-up is wanted, which stands behind `wanted`
  bool wants_older = false;    ///< the next older one, when it has come
};

}  // namespace smsdesk
