#include "relay/service/readable_timeline.h"

#include <algorithm>

#include "core/workspace/visibility.h"

namespace smsdesk::relay {
namespace {

bool has_ended(const Conversation& conversation) {
  return conversation.state == ConversationState::AfterCallWork;
}

bool may_read_open_or_ended(const Workspace& workspace, const Conversation& conversation, const Agent& reader) {
  return may_read(workspace, conversation, reader) ||
         (has_ended(conversation) && may_read_closed(workspace, conversation.owner, conversation.queue, reader));
}

}  // namespace

bool is_hidden_from(const Workspace& workspace, const Conversation& conversation, const Agent& reader) {
  return !has_ended(conversation) && !may_read(workspace, conversation, reader);
}

std::optional<ReadableTimeline> find_readable_timeline(const Workspace& workspace, store::Reader& store,
                                                       const Agent& reader, ConversationId conversation) {
  ReadableTimeline found;
  if (const Conversation* known = workspace.find_conversation(conversation)) {
    if (!may_read_open_or_ended(workspace, *known, reader)) return std::nullopt;
    found = {known->detail->customer, known->detail->our_number};
  } else {
    auto closed = store.find_conversation(conversation);
    if (!closed || !*closed || !may_read_closed(workspace, (*closed)->agent, (*closed)->queue, reader))
      return std::nullopt;
    found = {std::move((*closed)->customer), std::move((*closed)->our_number)};
  }
  // The customer may be writing with somebody else by now.
  const Conversation* open = workspace.find_open(found.customer, found.our_number);
  if (open != nullptr && is_hidden_from(workspace, *open, reader)) found.hidden = open->id;
  return found;
}

bool is_in_readable_timeline(const Workspace& workspace, store::Reader& store, const Agent& reader,
                             ConversationId conversation) {
  const auto kept = store.find_conversation(conversation);
  if (!kept || !*kept) return false;
  const Conversation* open = workspace.find_open((*kept)->customer, (*kept)->our_number);
  if (open != nullptr && may_read(workspace, *open, reader)) return true;
  if (open != nullptr && open->id == conversation) return false;
  const auto may_read_one = [&](const store::ArchivedConversation& one) {
    return one.ended_at && may_read_closed(workspace, one.agent, one.queue, reader);
  };
  if (may_read_one(**kept)) return true;
  const auto history = store.read_history((*kept)->customer, (*kept)->our_number, store::kPageMax);
  return history && std::any_of(history->begin(), history->end(), may_read_one);
}

}  // namespace smsdesk::relay
