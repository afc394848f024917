// Who may see what: an agent's view of the workspace, and the entries that keep it in step. Pure.
//
// Law (tests/core/workspace/visibility_test.cpp): view_of(apply(w, e), viewer) equals view_of(w, viewer) folded with
// what view_entries says for e. So an agent's browser is always at the digest that the relay computes for it.
//
// For whom customers' numbers are masked (masking.h), masked ones stand in all of that.
//
// An agent sees configuration and colleagues; summaries of conversations in its queues; the detail of those it owns, is
// offered, or was asked into. Supervisors and admins see all, and how fast the queues were answered. Logins and outbound
// sends are never in a view.
#pragma once

#include <set>
#include <vector>

#include "core/workspace/workspace.h"

namespace smsdesk {

bool may_see_summary(const Workspace& workspace, const Conversation& conversation, const Agent& viewer);
bool may_read(const Workspace& workspace, const Conversation& conversation, const Agent& viewer);
/// A closed conversation: whoever had it last, members of its last queue, supervisors.
bool may_read_closed(const Workspace& workspace, AgentId had_last, QueueId queue, const Agent& viewer);

/// A template: one's own, the organisation's, those of one's teams; supervisors and admins see all but what is somebody's own.
/// Those that are limited to queues are seen by the members of one of them.
bool may_see_template(const Workspace& workspace, const Template& one, const Agent& viewer);
/// One's own; those of a team: supervisors and admins; the organisation's: admins.
bool may_write_template(const Template& one, const Agent& by);

/// The viewer's workspace, as its browser holds it.
Workspace view_of(const Workspace& workspace, AgentId viewer);

/// What this viewer knew of the conversation that `entry` is about, before the entry. Take it before apply().
struct Sight {
  bool summary = false;
  bool detail = false;
  std::set<QueueId> queues{};  ///< memberships, where the entry may change them
  std::set<GroupId> groups{};  ///< likewise
  bool has_template = false;   ///< of an entry about one: it was seen
  enum class Masking : std::uint8_t { None, UntilRevealed, Always };
  Masking masking = Masking::None;  ///< of one about the settings: how the viewer saw numbers
};
Sight sight_of(const Workspace& before, const EntryBody& entry, AgentId viewer);

/// What the viewer's browser must fold for `entry`, appended to `into` (nothing where the viewer sees no change).
/// False: the viewer's own rights changed with this entry, and it needs a new snapshot instead.
[[nodiscard]] bool append_view_entries(const Workspace& after, const LogEntry& entry, const Sight& before,
                                       AgentId viewer, std::vector<LogEntry>& into);

/// The conversation an entry is about; not set for configuration and agents.
ConversationId conversation_of(const EntryBody& body);

}  // namespace smsdesk
