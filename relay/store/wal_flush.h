// Makes a database's write-ahead log durable from another thread than its connection's.
//
// SQLite can only wait for the disk inside COMMIT, on the connection's thread. Where it commits with synchronous=NORMAL, the
// frames are in the log's file and nothing waits; one fdatasync of that file is then all that FULL would have done. What a
// power cut leaves of commits behind it, SQLite's own checksums judge, as ever. (sqlite.org: Write-Ahead Logging,
// "Performance Considerations"; PRAGMA synchronous.)
#pragma once

#include <string>
#include <utility>

#include "core/base/result.h"

namespace smsdesk::store {

class WalFlush {
 public:
  WalFlush() = default;
  /// `log`: of a database that a connection has open and has read; it is there, and stays the same file until that is closed.
  /// `database`: its name, for sentences.
  static Result<WalFlush> open(const std::string& log, const std::string& database);
  WalFlush(WalFlush&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), database_(std::move(other.database_)) {}
  WalFlush& operator=(WalFlush&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(database_, other.database_);
    return *this;
  }
  ~WalFlush();

  /// Returns when every commit that had returned before is on disk. Errors: the disk failed or is full; what of them is there
  /// is not known.
  Status run() const;

 private:
  WalFlush(int descriptor, std::string database) : descriptor_(descriptor), database_(std::move(database)) {}
  int descriptor_ = -1;
  std::string database_;
};

}  // namespace smsdesk::store
