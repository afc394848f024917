// The files of messages in SQLite, and what both stores do alike with them. For relay/store only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relay/store/sqlite.h"
#include "relay/store/store.h"

namespace smsdesk::store {

/// As Reader says.
Result<std::optional<StoredFile>> find_file(Connection& connection, const std::string& hash);
Result<std::optional<FileLink>> find_link(Connection& connection, const std::string& ticket);
Result<std::vector<std::string>> find_unused_files(Connection& connection, const std::vector<std::string>& hashes,
                                                   Instant before);
/// Its rows, who gave it, and the links to it.
Status forget_file(Connection& connection, const std::string& hash);

/// A message's list of media with `one` at that place; as it was where it has no such place, or cannot be read.
std::string with_media(const std::string& list, unsigned place, const std::string& one);

class MediaRows {
 public:
  static Result<MediaRows> prepare(Connection& connection);
  Status put(const SetMedia& op);

  Status put_file(const StoredFile& file);
  Result<std::optional<StoredFile>> find_file(const std::string& hash);
  Status put_upload(AgentId agent, const std::string& hash, Instant at);
  Result<bool> has_uploaded(AgentId agent, const std::string& hash);
  Status put_link(const FileLink& link);
  Result<std::optional<FileLink>> find_link(const std::string& ticket);
  Result<std::vector<FileUse>> uses_of_file(const std::string& hash, MessageId before, std::size_t limit);
  Result<std::optional<ArchivedMedia>> find_media(MessageId message, unsigned place);
  Result<std::vector<ArchivedMedia>> waiting_media(std::size_t limit);

 private:
  Statement put_, find_list_, set_list_;
  Statement put_file_, find_file_, put_upload_, find_upload_, uses_, find_, waiting_;
  Statement put_link_, find_link_, drop_links_;
};

}  // namespace smsdesk::store
