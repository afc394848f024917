#include "relay/store/memory_media.h"

#include "relay/store/batch_check.h"

namespace smsdesk::store {
namespace {

ArchivedMedia row_of(const SetMedia& op) {
  return {op.message, op.conversation, op.place, op.url, op.hash, op.is_waiting, {}, op.media};
}

}  // namespace

void MemoryMedia::put(Undo& undo, const SetMedia& op) {
  const auto key = std::pair(op.message, op.place);
  const auto at = media_.find(key);
  if (at == media_.end())
    undo.push_back([this, key] { media_.erase(key); });
  else
    undo.push_back([this, key, before = at->second] { media_[key] = before; });
  media_[key] = op;
}

std::optional<StoredFile> MemoryMedia::find_file(const std::string& hash) const {
  const auto at = files_.find(hash);
  return at == files_.end() ? std::nullopt : std::optional(at->second);
}

Status MemoryMedia::put_link(const FileLink& link) {
  std::erase_if(links_, [&](const auto& one) { return one.second.ends_at < link.at; });
  if (!links_.emplace(link.ticket, link).second) {
    return Error{ErrorCode::Conflict, "There is such a link already."};
  }
  return Done{};
}

std::optional<FileLink> MemoryMedia::find_link(const std::string& ticket) const {
  const auto at = links_.find(ticket);
  return at == links_.end() ? std::nullopt : std::optional(at->second);
}

Result<std::vector<std::string>> MemoryMedia::find_unused(const std::vector<std::string>& hashes, Instant before,
                                                          std::set<std::string> needed) const {
  if (hashes.empty()) return hashes;
  if (auto checked = check_page_limit(hashes.size()); !checked) return checked.error();
  for (const auto& [key, op] : media_) needed.insert(op.hash);
  for (const auto& [key, at] : uploads_)
    if (!(at < before)) needed.insert(key.second);
  for (const auto& [ticket, link] : links_)
    if (!(link.ends_at < before)) needed.insert(link.hash);
  std::vector<std::string> unused;
  for (const std::string& hash : hashes)
    if (files_.count(hash) != 0 && needed.count(hash) == 0) unused.push_back(hash);
  return unused;
}

void MemoryMedia::forget(const std::string& hash) {
  files_.erase(hash);
  std::erase_if(uploads_, [&](const auto& one) { return one.first.second == hash; });
  std::erase_if(links_, [&](const auto& one) { return one.second.hash == hash; });
}

Result<std::vector<FileUse>> MemoryMedia::uses_of_file(const std::string& hash, MessageId before,
                                                       std::size_t limit) const {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  std::vector<FileUse> found;
  for (auto at = media_.rbegin(); at != media_.rend() && found.size() < limit; ++at) {
    const FileUse use{at->first.first, at->second.conversation};
    const bool is_one = !hash.empty() && at->second.hash == hash && (!before.is_set() || use.message < before);
    if (is_one && (found.empty() || !(found.back() == use))) found.push_back(use);
  }
  return found;
}

std::optional<ArchivedMedia> MemoryMedia::find_media(MessageId message, unsigned place) const {
  const auto at = media_.find({message, place});
  return at == media_.end() ? std::nullopt : std::optional(row_of(at->second));
}

Result<std::vector<ArchivedMedia>> MemoryMedia::waiting_media(std::size_t limit) const {
  if (auto checked = check_page_limit(limit); !checked) return checked.error();
  std::vector<ArchivedMedia> found;
  for (const auto& [key, op] : media_)
    if (op.is_waiting && found.size() < limit) found.push_back(row_of(op));
  return found;
}

}  // namespace smsdesk::store
