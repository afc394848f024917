// Looking for messages, internal notes and notes of wrap-ups by their words: what is asked, what is found, and who fills the
// index behind the archive. Notes have numbers from the same counter as messages, so both stand in one order and in one index.
// A wrap-up's note has none: it stands in that order behind what was the newest of all when it was written, in an index of its
// own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/protocol/found_kind.h"
#include "relay/store/search_words.h"

namespace smsdesk::store {

/// What is looked for, where, and for whom. What is not set asks for any.
struct MessageQuery {
  std::vector<SearchTerm> terms;  ///< all must stand in the message; none finds nothing
  // For whom. A conversation that is not under way may be read by who had it last and by members of its last queue.
  AgentId reader;
  std::vector<QueueId> queues;  ///< the reader's; ascending
  bool sees_everything = false;
  // Of conversations that are under way the facts decide; both ascending.
  std::vector<ConversationId> shown, hidden;
  // Where: in this timeline alone, which the reader may read but for `hidden`.
  bool is_within = false;
  std::string customer, our_number;

  FoundKind kind = FoundKind::Messages;
  AgentId agent;   ///< who wrote it, or had its conversation last
  AgentId author;  ///< who wrote it
  QueueId queue;
  std::optional<Instant> from, until;  ///< at or after the one, before the other
  std::optional<MessageId> before;     ///< older than this one: `next` of the page before
  /// Older than that wrap-up's note, which stands behind `before`: so that one itself is asked for, too. 0 = none.
  std::uint64_t before_wrap_up = 0;
  /// Then it ends with what it has and says where to go on. It looks at some messages in any case, so that asking on leads
  /// to an end.
  DurationMs time_max = 1000;
};

struct MatchedMessage {
  /// Of a note its number; of a wrap-up's note the message behind which it stands in its timeline.
  MessageId message;
  ConversationId conversation;
  bool is_inbound = false;
  AgentId author;
  Instant at;
  std::string text;
  std::vector<TextRange> ranges;  ///< where the terms stand in it
  std::string customer, our_number;
  QueueId queue;         ///< of the conversation, the last one
  AgentId agent;         ///< who had it last
  bool is_note = false;  ///< an internal one, or a wrap-up's
  unsigned segment = 0;  ///< of a wrap-up's note: which segment of the conversation ended with it
  friend bool operator==(const MatchedMessage&, const MatchedMessage&) = default;
};

/// Newest first. Messages are named in the order in which they came: by id.
struct MatchedPage {
  std::vector<MatchedMessage> messages;
  std::optional<MessageId> next;   ///< there may be more that are older than this one
  bool is_cut = false;             ///< the time was over before the page was full
  std::uint64_t next_wrap_up = 0;  ///< MessageQuery::before_wrap_up of the next one
};

struct FillStep {
  std::size_t taken = 0;  ///< messages and notes of both kinds
  bool is_level = false;  ///< nothing waits
  /// What was changed or erased is out of the index up to this row of the store's list of it: Store::forget_changed_texts().
  std::uint64_t changed_until = 0;
};

/// Brings the index up to the archive, a step at a time, on a thread of its own. The index has its place among what it
/// holds: a step is there whole or not at all, and after a killed process it goes on where it stood. Search never waits for
/// it: what is not in the index yet is looked at itself.
class SearchFiller {
 public:
  virtual ~SearchFiller() = default;
  /// At most `messages_max` messages and notes of both kinds.
  virtual Result<FillStep> go_on(std::size_t messages_max) = 0;
};

/// Whether the reader may see the conversation, and the message passes what is not about words. Every implementation asks
/// this.
bool is_wanted(const MessageQuery& query, const MatchedMessage& one, bool has_ended);

}  // namespace smsdesk::store
