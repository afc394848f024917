// What media_rows.h keeps in tables, in memory.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "relay/store/memory_reports.h"
#include "relay/store/store.h"

namespace smsdesk::store {

class MemoryMedia {
 public:
  void put(Undo& undo, const SetMedia& op);
  void put_file(const StoredFile& file) { files_.emplace(file.hash, file); }
  std::optional<StoredFile> find_file(const std::string& hash) const;
  void put_upload(AgentId agent, const std::string& hash, Instant at) { uploads_[{agent, hash}] = at; }
  bool has_uploaded(AgentId agent, const std::string& hash) const { return uploads_.count({agent, hash}) != 0; }
  Status put_link(const FileLink& link);
  std::optional<FileLink> find_link(const std::string& ticket) const;
  Result<std::vector<std::string>> find_unused(const std::vector<std::string>& hashes, Instant before,
                                               std::set<std::string> needed) const;
  void forget(const std::string& hash);
  Result<std::vector<FileUse>> uses_of_file(const std::string& hash, MessageId before, std::size_t limit) const;
  std::optional<ArchivedMedia> find_media(MessageId message, unsigned place) const;
  Result<std::vector<ArchivedMedia>> waiting_media(std::size_t limit) const;

 private:
  std::map<std::pair<MessageId, unsigned>, SetMedia> media_;
  std::map<std::string, StoredFile> files_;
  std::map<std::pair<AgentId, std::string>, Instant> uploads_;
  std::map<std::string, FileLink> links_;
};

}  // namespace smsdesk::store
