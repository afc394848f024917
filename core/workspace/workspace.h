// The facts together: what relay, browser and simulator hold, and how one entry changes it.
//
// One log, one fold: apply() is the only thing that changes a Workspace. Two replicas at the same offset that may
// see the same have the same digest. Pure: no clock, no randomness; instants come with the entries.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/base/result.h"
#include "core/workspace/log_entry.h"

namespace smsdesk {

struct Offer {
  OfferId id;
  ConversationId conversation;
  AgentId agent;
  Instant made_at;
  Instant expires_at;
  friend bool operator==(const Offer&, const Offer&) = default;
};

/// A message on its way to the carrier, from accepted to a final status. Relay only; never in an agent's stream.
struct OutboundSend {
  MessageId message;
  ConversationId conversation;
  SendKey key;
  std::string to;
  std::string from;
  std::string text;
  DeliveryStatus status = DeliveryStatus::Queued;
  unsigned attempt = 0;
  Instant accepted_at;
  Instant changed_at;
  Instant not_before;
  CarrierMessageId carrier_id;
  friend bool operator==(const OutboundSend&, const OutboundSend&) = default;
};
/// Sends whose receipt never came leave the workspace after this long (Twilio's longest validity plus an hour).
inline constexpr DurationMs kSendForgottenAfter = hours(11);

/// Answers to questions that would otherwise walk the whole workspace. Derived from the facts by apply(), never stored,
/// hashed or compared.
struct WorkspaceIndex {
  std::map<std::pair<std::string, std::string>, ConversationId> open;  ///< (customer, our number) → not yet ended
  std::map<QueueId, std::set<std::pair<Instant, ConversationId>>> waiting;  ///< by place in the queue
  std::unordered_map<AgentId, unsigned> load;
  std::unordered_map<std::string, MessageId> sends_by_carrier_id;
  std::unordered_map<std::string, MessageId> sends_by_key;
  std::map<ConversationId, std::set<MessageId>> unsent;  ///< queued or sending, oldest first
  std::set<std::pair<Instant, MessageId>> queued;        ///< by not_before
  friend bool operator==(const WorkspaceIndex&, const WorkspaceIndex&) { return true; }
};

struct Workspace {
  bool is_view = false;  ///< an agent's: ids, sends and idle times are the relay's own and stay empty
  std::uint64_t offset = 0;
  std::uint64_t last_id = 0;  ///< ids are given upwards from here; 0 in a view
  std::map<AgentId, Agent> agents;
  std::map<QueueId, Queue> queues;
  std::map<WrapUpCodeId, WrapUpCode> wrap_up_codes;
  std::map<std::string, OurNumber> numbers;
  std::map<ConversationId, Conversation> conversations;  ///< open, and in after-call work
  std::map<OfferId, Offer> offers;
  std::map<MessageId, OutboundSend> sends;
  std::map<AgentId, Instant> idle_since;  ///< when work began or the last interaction ended; longest idle goes first
  WorkspaceIndex index;
  friend bool operator==(const Workspace&, const Workspace&) = default;

  Agent* find_agent(AgentId id);
  const Agent* find_agent(AgentId id) const;
  const Queue* find_queue(QueueId id) const;
  Conversation* find_conversation(ConversationId id);
  const Conversation* find_conversation(ConversationId id) const;
  const Offer* find_offer(OfferId id) const;
  const OutboundSend* find_send(MessageId message) const;
  /// By the carrier's name for it, else by our key, which comes back in the address of every status callback.
  const OutboundSend* find_send(const CarrierMessageId& carrier_id, const SendKey& key) const;
  /// The conversation not yet ended of that customer on that number, or null. There is at most one.
  const Conversation* find_open(const std::string& customer, const std::string& our_number) const;
  /// Conversations an agent holds, in after-call work with, and is being offered.
  unsigned load_of(AgentId agent) const;
};

/// Makes the index anew from the facts; for workspaces that were read or projected.
void rebuild_index(Workspace& workspace);

/// Folds one entry. Its offset must be the workspace's + 1 (a view may skip entries it may not see; use apply_view).
/// An entry that does not fit is refused and changes nothing: it means a corrupted log or a bug, and the caller stops.
[[nodiscard]] Status apply(Workspace& workspace, const LogEntry& entry);
/// The same fold for an agent's view: offsets may skip what it may not see, but always rise.
[[nodiscard]] Status apply_view(Workspace& workspace, const LogEntry& entry);

/// FNV-1a over a canonical form of everything in it; equal on every platform for equal workspaces.
std::uint64_t digest(const Workspace& workspace);

/// What must hold in every workspace; the sentence names the first thing that does not.
[[nodiscard]] Status check_invariants(const Workspace& workspace);

}  // namespace smsdesk
