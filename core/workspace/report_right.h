// Who may change what a message is reported as, or take that back: whoever has reported it, and supervisors.
//
// Why: a report asks a supervisor to look. Could anybody take it back who reads the message, a colleague might make it vanish
// before it was seen. One rule for what the facts hold and for what only the archive has; the relay refuses by it, and the
// page offers by it. Pure.
#pragma once

#include "core/conversation/message.h"
#include "core/queue/agent.h"

namespace smsdesk {

/// Whether the message may be read at all is asked elsewhere (visibility.h).
inline bool may_change_report(const MessageReport& report, const Agent& agent) {
  return report.kind == ReportKind::None || report.by == agent.id || agent.sees_everything();
}

}  // namespace smsdesk
