// Questions about commands that are on their way: what a control shows as busy is what may not be given twice. Pure.
#pragma once

#include <algorithm>
#include <variant>

#include "core/client/state.h"

namespace smsdesk {

/// A command of that kind is on its way.
template <typename Command>
bool is_pending(const State& state) {
  return std::any_of(state.pending.begin(), state.pending.end(),
                     [](const PendingCommand& p) { return std::holds_alternative<Command>(p.command); });
}

/// A command of that kind about this very conversation is on its way.
template <typename Command>
bool is_pending(const State& state, ConversationId conversation) {
  return std::any_of(state.pending.begin(), state.pending.end(), [&](const PendingCommand& p) {
    const auto* command = std::get_if<Command>(&p.command);
    return command != nullptr && command->conversation == conversation;
  });
}

/// The newest message that is held of it; not set: there is none.
inline MessageId newest_of(const Conversation& conversation) {
  const bool is_empty = !conversation.detail || conversation.detail->messages.empty();
  return is_empty ? MessageId{} : conversation.detail->messages.back().id;
}

/// How far a conversation has been read: what the relay knows, what is on its way there and what will be. For what the
/// agent's own page shows; a message before their eyes does not count as unread until the relay has answered.
struct ReadSoFar {
  MessageId up_to;  ///< the newest message; not set: none
  bool is_marked_unread = false;
};
inline ReadSoFar read_so_far(const State& state, const Conversation& conversation) {
  if (!conversation.detail) return {};
  ReadSoFar read{conversation.detail->seen_up_to, conversation.detail->is_marked_unread};
  const auto see = [&](const MarkSeen& seen) {
    if (seen.conversation == conversation.id && (seen.ends_mark || !read.is_marked_unread) && read.up_to < seen.up_to)
      read = {seen.up_to, false};
  };
  for (const PendingCommand& p : state.pending) {
    const auto* marked = std::get_if<MarkUnread>(&p.command);
    if (const auto* seen = std::get_if<MarkSeen>(&p.command); seen != nullptr) see(*seen);
    if (marked != nullptr && marked->conversation == conversation.id)
      read = {conversation.detail->before(marked->from), true};
  }
  if (state.untold_seen) see(*state.untold_seen);
  return read;
}
inline MessageId seen_up_to(const State& state, const Conversation& conversation) {
  return read_so_far(state, conversation).up_to;
}
/// It was marked as unread, and the agent has not come back to it at this page: what it shows of it is not read.
inline bool is_left_unread(const State& state, const Conversation& conversation) {
  return conversation.owner == state.me && state.reads_again != conversation.id &&
         read_so_far(state, conversation).is_marked_unread;
}

/// A report of this very message, or its taking back, is on its way.
inline bool is_pending_report(const State& state, MessageId message) {
  return std::any_of(state.pending.begin(), state.pending.end(), [&](const PendingCommand& p) {
    const auto* command = std::get_if<ReportMessage>(&p.command);
    return command != nullptr && command->message == message;
  });
}

/// Words into this very side thread, or its end, are on their way; other threads of the conversation are not held up.
template <typename Command>
bool is_pending(const State& state, ConsultId consult) {
  return std::any_of(state.pending.begin(), state.pending.end(), [&](const PendingCommand& p) {
    const auto* command = std::get_if<Command>(&p.command);
    return command != nullptr && command->consult == consult;
  });
}

/// That agent's way on or off queue is on its way; a command that names nobody is about this agent.
inline bool is_switching_queue(const State& state, AgentId agent) {
  return std::any_of(state.pending.begin(), state.pending.end(), [&](const PendingCommand& p) {
    const auto* command = std::get_if<SetOnQueue>(&p.command);
    return command != nullptr && (command->agent.is_set() ? command->agent : state.me) == agent;
  });
}

/// Answer or decline of this very offer is on its way.
template <typename Command>
bool is_pending(const State& state, OfferId offer) {
  return std::any_of(state.pending.begin(), state.pending.end(), [&](const PendingCommand& p) {
    const auto* command = std::get_if<Command>(&p.command);
    return command != nullptr && command->offer == offer;
  });
}
inline bool is_deciding(const State& state, OfferId offer) {
  return is_pending<AnswerOffer>(state, offer) || is_pending<DeclineOffer>(state, offer);
}

}  // namespace smsdesk
