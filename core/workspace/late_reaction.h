// A customer's reaction to what was said in a conversation that has ended.
//
// Why: a thumb after the goodbye is no request. It would open a conversation of its own, alert at an agent, take their
// capacity, and in the end they would be not responding. It stands with the message that it is about instead, and nobody is
// asked. Whether it is one says the archive (relay/service/late_reaction.h): the workspace does not have the messages of what
// was closed. Pure.
#pragma once

#include "core/workspace/decide.h"

namespace smsdesk {

/// What a customer wrote as a message, for whoever asks whether it is a reaction; without what only the log gives it.
Message message_of(const InboundMessage& input);

/// `ended` is the last conversation of that customer on that number, in after-call work or closed, and has the message of ours
/// that `input` is a reaction to; none is open. Refused where the number is not ours.
Decision decide_late_reaction(const Workspace& workspace, const InboundMessage& input, ConversationId ended,
                              Instant now);

}  // namespace smsdesk
