// Which text of its own a queue may still send into a conversation. Pure. For the .cpp files of core/workspace.
//
// Why one place: the timer that waits for a text and the decision that sends it must agree. A deadline that nothing follows
// from would stay due for ever, and hide every later one of its conversation.
#pragma once

#include "core/workspace/workspace.h"

namespace smsdesk {

/// The text, or null: it is empty, was sent in this stay, an agent has the conversation, or nobody could receive it.
const std::string* queue_text_to_send(const Workspace& workspace, const Conversation& conversation, AutomaticText kind);

}  // namespace smsdesk
