// How the files of messages lie on disk: FOLDER/ab/abcd…, each under the hash of its content. For relay/media only.
#pragma once

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/conversation/media.h"

namespace smsdesk::media {

inline constexpr unsigned kFoldersCount = 256;

/// "00" to "ff".
inline std::string folder_name(unsigned number) {
  constexpr const char* kDigits = "0123456789abcdef";
  return {kDigits[number / 16], kDigits[number % 16]};
}

/// Of one of the folders, in their order; what is none of ours is left out. One that is not there has none. Error: it cannot
/// be read.
inline Result<std::vector<std::string>> hashes_in(const std::string& folder, const std::string& name) {
  const std::string path = folder + "/" + name;
  const auto trouble = [&] {
    return Error{ErrorCode::Unavailable, "The folder " + path + " cannot be read (" + std::strerror(errno) +
                                             "): check its rights and the disk."};
  };
  std::vector<std::string> hashes;
  DIR* open = ::opendir(path.c_str());
  if (open == nullptr && errno == ENOENT) return hashes;
  if (open == nullptr) return trouble();
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(open);
    if (entry == nullptr && errno != 0) {
      const Error error = trouble();
      ::closedir(open);
      return error;
    }
    if (entry == nullptr) break;
    std::string one = entry->d_name;
    if (is_media_hash(one) && one.compare(0, name.size(), name) == 0) hashes.push_back(std::move(one));
  }
  ::closedir(open);
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

}  // namespace smsdesk::media
