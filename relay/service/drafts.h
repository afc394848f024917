// What agents have begun to write, so that their other devices have it: one text for each agent and conversation, the last
// writer's. A draft is no fact: it stands beside the log, in no digest, and in nobody's view but its writer's.
//
// Invariants: of conversations that are open only, of agents who may write in them when they wrote it; never more than
// kKeptDraftsMax of one agent. Every change is in the turn's batch, so what is told to another device is on disk.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/protocol/frame.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

class Drafts {
 public:
  /// As the store has them.
  explicit Drafts(const std::vector<store::DraftChange>& kept);

  /// What the agent's other pages are told, or nothing where nothing changes: it stands there already, or there is no room.
  std::optional<KeptDraft> put(AgentId agent, const DraftFrame& frame, Instant now, store::Batch& batch);
  /// The agent has sent that text there: a draft of it, or of its beginning, is gone.
  std::optional<KeptDraft> drop_sent(AgentId agent, ConversationId conversation, const std::string& text, Instant now,
                                     store::Batch& batch);
  /// The conversation is closed, or the agent is not here any more.
  void drop(ConversationId conversation, Instant now, store::Batch& batch);
  void drop(AgentId agent, Instant now, store::Batch& batch);
  std::vector<KeptDraft> of(AgentId agent) const;
  std::vector<ConversationId> conversations() const;

 private:
  using Own = std::map<ConversationId, KeptDraft>;
  void erase(AgentId agent, ConversationId conversation, Instant now, store::Batch& batch);

  std::map<AgentId, Own> drafts_;
  std::map<ConversationId, std::vector<AgentId>> writers_;
};

}  // namespace smsdesk::relay
