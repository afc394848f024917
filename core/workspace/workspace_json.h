// Log entries and workspaces as JSON: for the log on disk, snapshots and frames. Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/json/json.h"
#include "core/workspace/workspace.h"

namespace smsdesk {

/// {"offset":…,"at":…,"type":…, fields …}
void write_entry(json::Writer& writer, const LogEntry& entry);
std::string encode_entry(const LogEntry& entry);
/// "queue_configured": what stands in "type".
std::string_view entry_name(const EntryBody& body);
Result<LogEntry> read_entry(json::View view);
Result<LogEntry> decode_entry(std::string_view bytes);

void write_workspace(json::Writer& writer, const Workspace& workspace);
Result<Workspace> read_workspace(json::View view);
std::string encode_workspace(const Workspace& workspace);
Result<Workspace> decode_workspace(std::string_view bytes);

/// One of a message's media as the log has it.
std::string encode_one_media(const Media& media);
/// As far as it can be read.
Media decode_one_media(std::string_view bytes);
/// A list of media as the archive keeps it; empty text for an empty list.
std::string encode_media(const std::vector<Media>& media);
/// Malformed text gives an empty list: the archive is our own.
std::vector<Media> decode_media(std::string_view bytes);

/// Likewise, of what was not done with a message.
std::string encode_not_done(const std::vector<ActionNotDone>& not_done);
std::vector<ActionNotDone> decode_not_done(std::string_view bytes);

/// A contact as the archive keeps it.
std::string encode_contact(const Contact& contact);
Result<Contact> decode_contact(std::string_view bytes);

/// Why an offer was made, as the archive keeps it: an object with the fields that an entry's "trace" has.
std::string encode_trace(const RoutingTrace& trace);

}  // namespace smsdesk
