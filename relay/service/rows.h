// What a log entry means for the store's tables beside the log. `before` is the workspace before the entry.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/workspace/workspace.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

/// Everything below, and passwords that must be forgotten: of an agent who was removed and comes back under another login,
/// and so is somebody else. Passwords that are set come from elsewhere: the log has none.
void append_rows(const Workspace& before, const LogEntry& entry, store::Batch& into);

/// Conversations, messages, and how conversations change hands.
void append_archive_ops(const Workspace& before, const LogEntry& entry, std::vector<store::ArchiveOp>& into);
/// As it was before it became a row; nothing where a later smsdesk wrote it.
std::optional<Handing> handing_of_row(const store::ArchivedHanding& row);
/// Likewise.
Note note_of_row(store::PutNote row);
/// Audit, agents' states, offers, notes.
void append_report_ops(const Workspace& before, const LogEntry& entry, std::vector<store::ArchiveOp>& into);

/// Who becomes idle or interacting by an entry, or leaves either. It follows from what an agent holds and not from any one
/// kind of entry, so it is looked at before and after the fold. An entry changes it for one agent at most.
class RoutingWatch {
 public:
  RoutingWatch(const Workspace& before, const EntryBody& body);
  void append_ops(const Workspace& after, const LogEntry& entry, std::vector<store::ArchiveOp>& into) const;

 private:
  std::vector<std::pair<AgentId, RoutingStatus>> before_;
};

/// Folds these entries into `workspace` one by one, and adds to the batch what keeps them: for changes made while no relay
/// runs.
void fold_into_batch(Workspace& workspace, const std::vector<LogEntry>& entries, store::Batch& into);

/// Whether the agent will have a password once `pending` is written.
Result<bool> has_password(store::Store& store, const store::Batch& pending, AgentId agent);

}  // namespace smsdesk::relay
