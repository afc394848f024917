#include "relay/store/sqlite_backup.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "relay/store/schema.h"
#include "relay/store/sqlite_store.h"

namespace smsdesk::store {
namespace {

Error refuse(const std::string& path, const std::string& reason) {
  return {ErrorCode::Unavailable, "The backup " + path + " could not be written (" + reason +
                                      "): check the folder's rights and the free space there."};
}

Error refuse_existing(const std::string& path) {
  return {ErrorCode::Conflict, "The file " + path + " is there already: a backup overwrites nothing, so name another."};
}

bool is_there(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

Status sync(const std::string& path, int flags) {
  const Descriptor file(::open(path.c_str(), flags | O_CLOEXEC));
  if (file.number() < 0 || ::fsync(file.number()) != 0) return refuse(path, std::strerror(errno));
  return Done{};
}

// The connection's read transaction holds the moment that is copied. Without it a step that follows somebody's commit would
// begin the copy anew, and beside a busy relay it would never end.
class ReadTransaction {
 public:
  explicit ReadTransaction(Connection& connection) : connection_(connection) {}
  ReadTransaction(const ReadTransaction&) = delete;
  ReadTransaction& operator=(const ReadTransaction&) = delete;
  ~ReadTransaction() { sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr); }
  Status begin() {
    if (auto begun = connection_.run("BEGIN"); !begun) return begun;
    // SQLite takes the moment with the first read.
    const auto read = connection_.ask("SELECT count(*) FROM sqlite_schema");
    if (!read) return read.error();
    return Done{};
  }

 private:
  Connection& connection_;
};

Status copy_into(Connection& from, const std::string& part, const BackupGoesOn& go_on) {
  ReadTransaction moment(from);
  if (auto begun = moment.begin(); !begun) return begun;
  auto to = Connection::open(part, Connection::Mode::Write);
  if (!to) return to.error();
  sqlite3_backup* copy = sqlite3_backup_init(to->handle(), "main", from.handle(), "main");
  if (copy == nullptr) return describe_failure(to->handle(), sqlite3_errcode(to->handle()));
  int step = SQLITE_OK;
  do {
    step = sqlite3_backup_step(copy, kBackupStepPages);
  } while (step == SQLITE_OK && go_on());
  const int finish = sqlite3_backup_finish(copy);
  if (step == SQLITE_OK) return Error{ErrorCode::Unavailable, "The backup was given up before it was complete."};
  const int code = step == SQLITE_DONE ? finish : step;
  if (code != SQLITE_OK) return refuse(part, sqlite3_errstr(code));
  // What goes on from this copy is another log: it gives the same offsets and ids to other conversations. Without a
  // write-ahead log, so that the copy is one file.
  return to->run("PRAGMA journal_mode=DELETE; UPDATE meta SET epoch = lower(hex(randomblob(16)))");
}

/// Errno in the answer where it cannot be done; never over a file that is there.
int rename_new(const std::string& from, const std::string& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // Some network folders know no such renaming.
  if (is_there(to)) return EEXIST;
  return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

void remove_part(const std::string& part) {
  ::unlink(part.c_str());
  ::unlink((part + "-journal").c_str());
}

}  // namespace

Status copy_database(Connection& from, const std::string& path, const BackupGoesOn& go_on) {
  if (is_there(path)) return refuse_existing(path);
  const std::string part = path + ".part";
  // Held until the end: whoever else would write this copy is refused, and what a crash left behind is held by nobody.
  const Descriptor held(::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (held.number() < 0) return refuse(path, std::strerror(errno));
  if (::flock(held.number(), LOCK_EX | LOCK_NB) != 0) return refuse(path, "it is being written by another process");
  // Who had it before may have finished between the two steps: then this is the finished copy, under its own name.
  struct stat opened {
  }, named{};
  if (::fstat(held.number(), &opened) != 0 || ::stat(part.c_str(), &named) != 0 || opened.st_ino != named.st_ino ||
      opened.st_dev != named.st_dev) {
    return refuse(path, "it was written by another process meanwhile");
  }
  Status copied = ::ftruncate(held.number(), 0) == 0 ? Status(Done{}) : Status(refuse(path, std::strerror(errno)));
  if (copied) copied = copy_into(from, part, go_on);
  if (copied) copied = sync(part, O_WRONLY);
  if (copied) {
    const int failed = rename_new(part, path);
    if (failed == EEXIST)
      copied = refuse_existing(path);
    else if (failed != 0)
      copied = refuse(path, std::strerror(failed));
  }
  if (!copied) {
    remove_part(part);
    return copied;
  }
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  return sync(folder, O_RDONLY | O_DIRECTORY);
}

Result<bool> has_files(const std::string& copy) {
  auto connection = Connection::open(copy, Connection::Mode::Read);
  if (!connection) return connection.error();
  if (auto ours = check_ownership(*connection, copy); !ours) return ours.error();
  auto list = connection->prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'file'");
  if (!list) return list.error();
  auto has_list = has_a_row(list->with());
  if (!has_list || !*has_list) return has_list;
  auto first = connection->prepare("SELECT 1 FROM file LIMIT 1");
  if (!first) return first.error();
  return has_a_row(first->with());
}

Result<std::vector<std::string>> files_known_to(const std::string& copy, const std::vector<std::string>& hashes) {
  auto connection = Connection::open(copy, Connection::Mode::Read);
  if (!connection) return connection.error();
  if (auto ours = check_ownership(*connection, copy); !ours) return ours.error();
  auto query = connection->prepare("SELECT 1 FROM file WHERE hash = ?");
  if (!query) return query.error();
  std::vector<std::string> known;
  for (const std::string& hash : hashes) {
    const auto is_there = has_a_row(query->with(hash));
    if (!is_there) return is_there.error();
    if (*is_there) known.push_back(hash);
  }
  return known;
}

Status back_up_sqlite(const std::string& database, const std::string& path, const BackupGoesOn& go_on) {
  if (!is_there(database)) {
    return Error{ErrorCode::NotFound, "There is no database " + database + ": check data_dir in the configuration."};
  }
  auto from = Connection::open(database, Connection::Mode::Read);
  if (!from) return from.error();
  if (auto ours = check_ownership(*from, database); !ours) return ours;
  return copy_database(*from, path, go_on);
}

}  // namespace smsdesk::store
