// The routes of reports, for supervisors and admins: states of agents, offers and how they ended, notes (docs/protocol.md).
// The door has judged who asks. The archive's own thread reads; few wait there at once, so that no report delays the pages
// that agents wait for by more than a moment.
#pragma once

#include <string_view>

#include "relay/host/archive_reader.h"
#include "relay/net/http_server.h"

namespace smsdesk::relay {

/// Whether the path is that of a report.
bool is_report(std::string_view path);
/// Answers it, at once where it is asked for wrongly or too many wait. On the loop's thread.
void answer_report(ArchiveReader& archive, const net::HttpRequest& request, net::Reply reply);

}  // namespace smsdesk::relay
