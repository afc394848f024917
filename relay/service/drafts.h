// What agents have begun to write, so that their other devices have it: for each agent and conversation an answer, a note,
// the answer's files and what is to be done with it, the last writer's each. A draft is no fact: it stands beside the log, in no digest, and in nobody's view
// but its writer's.
//
// Invariants: of conversations that are open only, of agents who may write in them when they wrote it; never more than
// kKeptDraftsMax parts of one agent. Every change is in the turn's batch, so what is told to another device is on disk, and the
// files that a draft names are needed from then on.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/protocol/frame.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

class Drafts {
 public:
  /// As the store has them.
  explicit Drafts(const std::vector<store::DraftChange>& kept);

  /// What the agent's other pages are told, or nothing where nothing changes. Where there is no room (`has_no_room`), nothing
  /// changes either, and who wrote it is told. Spaces alone are nothing. `frame.files`: only those that the agent may attach.
  std::optional<KeptDraft> put(AgentId agent, const DraftFrame& frame, Instant now, store::Batch& batch);
  /// The agent has sent that text there, or added it as a note: a draft of it, or of its beginning, is gone.
  std::optional<KeptDraft> drop_sent(AgentId agent, ConversationId conversation, DraftPart part,
                                     const std::string& text, Instant now, store::Batch& batch);
  /// The agent has sent these files there: where they are all that the draft has, it is gone; else the others stay.
  std::optional<KeptDraft> drop_sent_files(AgentId agent, ConversationId conversation,
                                           const std::vector<Attached>& sent, Instant now, store::Batch& batch);
  /// Likewise, of what was done with a message or by itself.
  std::optional<KeptDraft> drop_sent_actions(AgentId agent, ConversationId conversation,
                                             const std::vector<TemplateAction>& done, Instant now, store::Batch& batch);
  /// The conversation is closed, or the agent is not here any more.
  void drop(ConversationId conversation, Instant now, store::Batch& batch);
  void drop(AgentId agent, Instant now, store::Batch& batch);
  std::vector<KeptDraft> of(AgentId agent) const;
  std::vector<ConversationId> conversations() const;

 private:
  using Place = std::pair<ConversationId, DraftPart>;
  using Own = std::map<Place, KeptDraft>;
  /// Something of that part was sent, and this is left of it.
  KeptDraft keep_left(AgentId agent, KeptDraft left, Instant now, store::Batch& batch);
  const KeptDraft* find(AgentId agent, const Place& place) const;
  void keep(AgentId agent, KeptDraft draft, store::Batch& batch);
  void erase(AgentId agent, const Place& place, Instant now, store::Batch& batch);

  std::map<AgentId, Own> drafts_;
  std::map<ConversationId, std::multiset<AgentId>> writers_;  ///< once for each part
};

}  // namespace smsdesk::relay
