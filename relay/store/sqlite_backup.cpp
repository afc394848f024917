#include "relay/store/sqlite_backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace smsdesk::store {
namespace {

Error refuse(const std::string& path, const std::string& reason) {
  return {ErrorCode::Unavailable, "The backup " + path + " could not be written (" + reason +
                                      "): check the folder's rights and the free space there."};
}

Status sync(const std::string& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) return refuse(path, std::strerror(errno));
  const int failed = ::fsync(descriptor);
  const std::string reason = std::strerror(errno);
  ::close(descriptor);
  if (failed != 0) return refuse(path, reason);
  return Done{};
}

Status copy_into(Connection& from, const std::string& part) {
  auto to = Connection::open(part, Connection::Mode::Write);
  if (!to) return to.error();
  sqlite3_backup* copy = sqlite3_backup_init(to->handle(), "main", from.handle(), "main");
  if (copy == nullptr) return describe_failure(to->handle(), sqlite3_errcode(to->handle()));
  // All pages in one step, so that the copy is one moment and no writer can make it start again.
  sqlite3_backup_step(copy, -1);
  const int code = sqlite3_backup_finish(copy);
  if (code != SQLITE_OK) return refuse(part, sqlite3_errstr(code));
  return Done{};
}

}  // namespace

Status copy_database(Connection& from, const std::string& path) {
  const std::string part = path + ".part";
  ::unlink(part.c_str());
  const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return refuse(path, std::strerror(errno));
  ::close(descriptor);
  Status copied = copy_into(from, part);
  if (copied) copied = sync(part, O_WRONLY);
  if (!copied) {
    ::unlink(part.c_str());
    return copied;
  }
  if (::rename(part.c_str(), path.c_str()) != 0) return refuse(path, std::strerror(errno));
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  return sync(folder, O_RDONLY | O_DIRECTORY);
}

}  // namespace smsdesk::store
