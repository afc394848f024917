#include "core/workspace/queue_text.h"

#include "core/queue/schedule.h"
#include "core/sms/address.h"

namespace smsdesk {

const std::string* queue_text_to_send(const Workspace& workspace, const Conversation& conversation,
                                      AutomaticText kind) {
  const Queue* queue = workspace.find_queue(conversation.queue);
  if (queue == nullptr || conversation.owner.is_set() || !conversation.detail) return nullptr;
  if ((conversation.texts_sent & bit_of(kind)) != 0) return nullptr;
  const bool is_away_said = (conversation.texts_sent & bit_of(AutomaticText::Away)) != 0;
  if (kind == AutomaticText::Waiting && is_away_said) return nullptr;
  const std::string& text = kind == AutomaticText::Greeting  ? queue->texts.greeting
                            : kind == AutomaticText::Waiting ? queue->texts.waiting
                                                             : queue->texts.away;
  if (text.empty()) return nullptr;
  if (!conversation.detail->record.consent.allows_messages()) return nullptr;
  const auto customer = sms::parse_address(conversation.detail->customer);
  return customer && customer->can_be_answered() ? &text : nullptr;
}

bool is_closed(const Workspace& workspace, const Queue& queue, Instant now) {
  const auto schedule = workspace.schedules.find(queue.schedule);
  return schedule != workspace.schedules.end() && !is_open(schedule->second, now);
}

std::optional<Instant> waiting_text_at(const Workspace& workspace, const Conversation& conversation) {
  if (queue_text_to_send(workspace, conversation, AutomaticText::Waiting) == nullptr) return std::nullopt;
  const Queue& queue = *workspace.find_queue(conversation.queue);
  const Instant due = conversation.waiting_since + queue.texts.waiting_after;
  const auto schedule = workspace.schedules.find(queue.schedule);
  return schedule == workspace.schedules.end() ? due : next_open(schedule->second, due);
}

}  // namespace smsdesk
