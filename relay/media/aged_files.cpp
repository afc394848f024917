#include "relay/media/aged_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "core/base/assert.h"
#include "core/conversation/media.h"
#include "relay/media/folders.h"

namespace smsdesk::media {
namespace {

struct Facts {
  Instant kept_at;
  std::uint64_t bytes = 0;
};
std::optional<Facts> facts_of(const std::string& path) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
  return Facts{{std::int64_t{found.st_mtim.tv_sec} * 1'000 + found.st_mtim.tv_nsec / 1'000'000},
               static_cast<std::uint64_t>(found.st_size)};
}

}  // namespace

std::vector<std::string> AgedFiles::find(Instant before, std::size_t looked_at_max) {
  std::vector<std::string> aged;
  std::size_t looked_at = 0;
  while (next_folder_ < kFoldersCount) {
    const std::string name = folder_name(next_folder_);
    const std::string path = folder_ + "/" + name;
    // One that cannot be read is passed over: backups say so.
    const auto read = hashes_in(folder_, name);
    const std::vector<std::string> hashes = read ? *read : std::vector<std::string>();
    for (auto at = std::upper_bound(hashes.begin(), hashes.end(), behind_); at != hashes.end(); ++at) {
      if (looked_at == looked_at_max) return aged;
      ++looked_at;
      behind_ = *at;
      const auto facts = facts_of(path + "/" + *at);
      if (facts && facts->kept_at < before) aged.push_back(*at);
    }
    behind_.clear();
    ++next_folder_;
  }
  next_folder_ = 0;
  return aged;
}

Result<std::uint64_t> AgedFiles::remove(const std::string& hash, Instant before) const {
  SMSDESK_ASSERT(is_media_hash(hash));
  const std::string path = folder_ + "/" + hash.substr(0, 2) + "/" + hash;
  const auto facts = facts_of(path);
  if (!facts || !(facts->kept_at < before)) return std::uint64_t{0};
  if (::unlink(path.c_str()) != 0) {
    return Error{ErrorCode::Unavailable,
                 "The file " + path + " cannot be removed (" + std::strerror(errno) + "): check the folder's rights."};
  }
  return facts->bytes;
}

}  // namespace smsdesk::media
