// What stands between the messages of a timeline: where segments of a conversation began and ended, by whom and with what
// wrap-up, how it changed hands, and internal notes where they were written. For core/screen only.
#pragma once

#include <string>
#include <vector>

#include "core/client/state.h"
#include "core/screen/screen.h"

namespace smsdesk::screen {

/// A message's place among events.
struct MessagePlace {
  ConversationId conversation;
  MessageId id;
  Instant at;
};

/// Notes have numbers from the same counter as messages, so that their order is certain; segments have instants: one
/// begins before the message of the same instant, and ends behind it. Each event stands between exactly two neighbours.
class TimelineEvents {
 public:
  TimelineEvents(const State& state, const smsdesk::Conversation& conversation, const History* history)
      : s_(state), conversation_(conversation), history_(history) {}

  /// In order. `above` null: before the first message nothing is told; `below` null: behind the last one.
  std::vector<TimelineItem> between(const MessagePlace* above, const MessagePlace* below);
  /// Whose names stand in what was given so far; taken.
  std::vector<AgentId> take_authors() { return std::move(authors_); }
  std::vector<QueueId> take_queues() { return std::move(queues_); }
  /// As it is called now.
  static std::string queue_name_of(const State& state, QueueId id);

 private:
  std::string name_of(AgentId id);
  /// Without the note, which end_item() puts behind it.
  std::string end_words(const TimelineSegment& segment);
  TimelineItem end_item(const TimelineSegment& segment);
  /// None where they would say nothing new.
  std::vector<std::string> handing_words(const Handing& handing);
  /// Of the facts, and an archive's page has it too.
  bool is_in_history(const Handing& handing) const;

  const State& s_;
  const smsdesk::Conversation& conversation_;
  const History* history_;
  std::vector<AgentId> authors_;
  std::vector<QueueId> queues_;
};

}  // namespace smsdesk::screen
