// Whether a customer's message is a reaction to what was said in a conversation that has ended.
//
// Why: core/workspace/late_reaction.h. The workspace does not have these messages, so the archive is asked; and only about
// a text that reads as a reaction, which few do. Pure, but for what is read from the store.
#pragma once

#include <vector>

#include "core/workspace/decide.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

/// The conversation of the customer's newest messages on that number, where the message is a reaction to one of ours in it, by
/// the rule by which it is folded there; not set: it is none, and an ordinary message. Asked where none is open. `just_kept`:
/// late reactions of anybody that are not in the archive yet, oldest first.
Result<ConversationId> find_reacted_conversation(store::Reader& store, const InboundMessage& message,
                                                 const std::vector<InboundMessage>& just_kept);

}  // namespace smsdesk::relay
