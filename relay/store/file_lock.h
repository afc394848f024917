// A lock beside the database file: two relays on one file would each believe to know the head of
// the log.
//
// Why a file of its own: closing any descriptor of the database itself would drop SQLite's own
// locks in this process. The kernel frees the lock when the process ends, however it ends.
#pragma once

#include <string>
#include <utility>

#include "core/base/result.h"

namespace smsdesk::store {

/// Makes the file with its owner's rights before SQLite does, and takes rights away that others have: it holds people's
/// messages. SQLite gives its WAL the same rights. Not of a database that is open: its locks would be lost.
Status make_private_file(const std::string& path);

class FileLock {
 public:
  /// Takes `path`.lock, or says who holds it. Error{Conflict}: another relay does.
  static Result<FileLock> take(const std::string& path);
  FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace smsdesk::store
