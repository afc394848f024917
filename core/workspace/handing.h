// How conversations change hands: which entries say so, and how it is told. Pure.
//
// One place says what counts: the fold keeps it with the open conversation, the archive keeps it for good, and timeline and
// transcript tell it in the same words.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/workspace/workspace.h"

namespace smsdesk {

/// How the entry changes whose its conversation is; nothing where it does not. `before`: the workspace before the entry. An
/// offer that was not accepted, a transfer that was taken back: it stayed where it was.
std::optional<Handing> handing_of(const Workspace& before, const LogEntry& entry);

struct HandingNames {
  std::function<std::string(AgentId)> agent;
  std::function<std::string(QueueId)> queue;
  AgentId me;  ///< the reader; not set: whoever
};
/// In words, in the language in use; a transfer to a queue that somebody answered has two lines.
std::vector<std::string> handing_lines(const Handing& handing, const HandingNames& names);

}  // namespace smsdesk
