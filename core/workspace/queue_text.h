// Which text of its own a queue may still send into a conversation. Pure. For the .cpp files of core/workspace.
//
// Why one place: the timer that waits for a text and the decision that sends it must agree. A deadline that nothing follows
// from would stay due for ever, and hide every later one of its conversation.
#pragma once

#include <optional>

#include "core/workspace/workspace.h"

namespace smsdesk {

/// The text, or null: it is empty, was sent in this stay, an agent has the conversation, or nobody could receive it. Who has
/// been told that nobody is there is not told that it takes longer.
const std::string* queue_text_to_send(const Workspace& workspace, const Conversation& conversation, AutomaticText kind);

/// Outside the queue's business hours.
bool is_closed(const Workspace& workspace, const Queue& queue, Instant now);
/// When the text for who waits long is due: after the queue's time, and while it is open. None: it is not to be sent.
std::optional<Instant> waiting_text_at(const Workspace& workspace, const Conversation& conversation);

}  // namespace smsdesk
