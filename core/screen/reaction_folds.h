// Which of a timeline's messages are reactions to another one of it, so that they stand there as a badge.
//
// Which message that is, says core/conversation/folded_reaction.h. Kept from one screen to the next: what was found in the
// loaded history stays found while that grows at its ends. Pure.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"

namespace smsdesk {
struct History;
struct Conversation;
struct Message;
}  // namespace smsdesk

namespace smsdesk::screen {

class ReactionFolds {
 public:
  /// Looks through what is new of the history, and through what the workspace holds. `history` may be null.
  void update(const History* history, const smsdesk::Conversation& conversation);
  /// For what the workspace holds of the conversation it then says what update() would, of the history only as far as that
  /// asks for: kReactionSearchMax messages. `history` may be null.
  void update_held(const History* history, const smsdesk::Conversation& conversation);

  bool is_folded(MessageId reaction) const { return targets_.count(reaction) != 0; }
  /// Emoji at that message; null = none.
  const std::vector<std::string>* find_badges(MessageId message) const;
  /// Whether both say the same of the messages from `first` to `last`.
  bool agrees_with(const ReactionFolds& other, MessageId first, MessageId last) const;

 private:
  void find_reactions(const History& history);
  struct Timeline;
  /// The one earlier message that is quoted, or none.
  static const Message* find_target(const Timeline& timeline, std::size_t at, std::string_view quote);
  void fold(const Timeline& timeline, std::size_t at);

  std::uint64_t history_ = 0;             ///< History::number
  std::size_t prepended_ = 0, size_ = 0;  ///< as far as it was looked through
  std::deque<std::int64_t>
      reactions_;  ///< in the history, rising; counted from the message that was its first one once
  std::map<MessageId, MessageId> targets_;
  std::map<MessageId, std::vector<std::string>> badges_;
};

}  // namespace smsdesk::screen
