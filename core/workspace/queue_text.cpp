#include "core/workspace/queue_text.h"

#include "core/sms/address.h"

namespace smsdesk {

const std::string* queue_text_to_send(const Workspace& workspace, const Conversation& conversation,
                                      AutomaticText kind) {
  const Queue* queue = workspace.find_queue(conversation.queue);
  if (queue == nullptr || conversation.owner.is_set() || !conversation.detail) return nullptr;
  if ((conversation.texts_sent & bit_of(kind)) != 0) return nullptr;
  const std::string& text = kind == AutomaticText::Greeting  ? queue->texts.greeting
                            : kind == AutomaticText::Waiting ? queue->texts.waiting
                                                             : queue->texts.away;
  if (text.empty()) return nullptr;
  const auto customer = sms::parse_address(conversation.detail->customer);
  return customer && customer->can_be_answered() ? &text : nullptr;
}

}  // namespace smsdesk
