// What an agent may read of a customer's timeline (customer × our number): one rule for its pages, transcripts and
// deliveries, for the search in it and for the files of its messages.
//
// Who may read one conversation of a timeline is given all of it, but for the one that goes on, where that is somebody
// else's. One in after-call work has ended: it is read like a closed one, whoever still files it. Pure, but for what is read
// from the store.
#pragma once

#include <optional>
#include <string>

#include "core/workspace/workspace.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

struct ReadableTimeline {
  std::string customer, our_number;
  ConversationId hidden{};  ///< what goes on of it, and is not for this reader; not set = all of it may be read
};

/// That of a conversation, open or closed; nothing where the agent may not read the conversation.
std::optional<ReadableTimeline> find_readable_timeline(const Workspace& workspace, store::Reader& store,
                                                       const Agent& reader, ConversationId conversation);
/// Whether what was said in the conversation stands in a timeline that the agent may read.
bool is_in_readable_timeline(const Workspace& workspace, store::Reader& store, const Agent& reader,
                             ConversationId conversation);
/// It goes on and is somebody else's: not shown to the agent, whatever else of its timeline they may read.
bool is_hidden_from(const Workspace& workspace, const Conversation& conversation, const Agent& reader);

}  // namespace smsdesk::relay
