// Copies of the files of messages, for backups: a folder of the same shape, into which only what it has not got is put.
//
// A content never changes under its name, so what is there by its hash is not copied again, and a hard link does where both
// folders are in one file system. A copy appears under its name when it is whole and on disk. The files may come and go
// meanwhile: what is gone when its turn comes is left out.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace smsdesk::media {

struct Copied {
  std::uint64_t files = 0, bytes = 0;  ///< that were not there before; a link counts with its file's bytes
};

/// Asked some MiB apart; false gives it up. It may wait a little.
using CopyGoesOn = std::function<bool()>;
/// From one folder of a Files to another one, which is made where there is something to copy. Both may be the same: nothing is
/// done. A folder that is not there has no files. Error: one could not be read or copied, or it was given up; what was copied
/// until then stays.
Result<Copied> copy_files(const std::string& from, const std::string& to, const CopyGoesOn& go_on);
/// What a process that ended in the middle has left of a file.
void clear_half_copies(const std::string& folder);
/// Hashes of files that the copy has and the folder has not any more. Error: one of them cannot be read.
Result<std::vector<std::string>> files_only_in(const std::string& copy, const std::string& folder);
/// Whether it was there. `hash` must be one.
Result<bool> remove_copy(const std::string& copy, const std::string& hash);

}  // namespace smsdesk::media
