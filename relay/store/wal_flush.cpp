#include "relay/store/wal_flush.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace smsdesk::store {

Result<WalFlush> WalFlush::open(const std::string& log, const std::string& database) {
  const int descriptor = ::open(log.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor >= 0) return WalFlush(descriptor, database);
  return Error{ErrorCode::Unavailable, "The log of the database, " + log + ", cannot be opened (" +
                                           std::strerror(errno) + "): check the rights of its folder."};
}

WalFlush::~WalFlush() {
  // SQLite holds no lock on this file, which closing any descriptor of it would take away.
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status WalFlush::run() const {
  while (::fdatasync(descriptor_) != 0) {
    if (errno == EINTR) continue;
    if (errno == ENOSPC || errno == EDQUOT) {
      return Error{ErrorCode::Unavailable,
                   "The disk is full, so nothing could be written to " + database_ + ": free some space there."};
    }
    return Error{ErrorCode::Unavailable, "The disk failed while the relay wrote " + database_ + " (" +
                                             std::strerror(errno) +
                                             "): check the disk and the system's log, and have a backup at hand."};
  }
  return Done{};
}

}  // namespace smsdesk::store
