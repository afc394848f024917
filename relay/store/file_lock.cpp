#include "relay/store/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace smsdesk::store {

Status make_private_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return Error{ErrorCode::Unavailable, "The database " + path + " cannot be opened for writing (" +
                                             std::strerror(errno) + "): check its rights and those of its folder."};
  }
  const int failed = ::fchmod(descriptor, 0600);
  const std::string reason = std::strerror(errno);
  ::close(descriptor);
  if (failed == 0) return Done{};
  return Error{ErrorCode::Denied, "The database " + path + " cannot be made private (" + reason +
                                      "): give it to the user the relay runs as."};
}

Result<FileLock> FileLock::take(const std::string& path) {
  const std::string name = path + ".lock";
  const int descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) {
    return Error{ErrorCode::Unavailable,
                 "The file " + name + " cannot be made (" + std::strerror(errno) +
                     "): check that the folder exists and that the relay's user may write there."};
  }
  FileLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    char holder[24] = {};
    const ssize_t size = ::pread(descriptor, holder, sizeof holder - 1, 0);
    const std::string who = size > 0 ? " (process " + std::string(holder) + ")" : std::string();
    return Error{ErrorCode::Conflict, "Another relay" + who + " is already using " + path +
                                          ": stop it first, or give this one another file."};
  }
  // Only for the sentence above, so a failure here harms nobody.
  const std::string own = std::to_string(::getpid());
  if (::ftruncate(descriptor, 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(descriptor, own.data(), own.size(), 0);
  }
  return lock;
}

FileLock::~FileLock() {
  // The file stays: removing it could take away the lock of the next one who has just opened it.
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace smsdesk::store
