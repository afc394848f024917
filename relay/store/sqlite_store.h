// The store in one SQLite file: WAL, synchronous=FULL, one writer, group commit by the caller's
// batches. What is appended ahead is committed with NORMAL and made durable by flush() (wal_flush.h).
//
// An instance belongs to one thread, but for flush(); each reader from open_reader() belongs to one other thread and
// sees what was committed when its query began. A second process, or a second instance in this one,
// is refused by a lock file beside the database. The file is readable by its owner only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "relay/store/store.h"

namespace smsdesk::store {

struct SqliteOptions {
  std::string path;         ///< its folder must exist
  Instant now;              ///< when a new file is begun
  std::string fresh_epoch;  ///< 32 random hex digits; the epoch of a new file, unused for an existing one
  /// Reads the whole file through at start and refuses a damaged one.
  bool is_checked_at_start = true;
  /// The WAL is carried over into the file when it has this many pages (of 4 KiB). Most of them are of a few hot places, which
  /// are carried over once: the larger, the less that costs for each commit, and the longer a start after a crash.
  int wal_pages_max = 15'000;
  /// For tests: the file may not grow beyond this many pages, as if the disk were full. 0 = no
  /// limit.
  int file_pages_max = 0;
};

/// Opens or makes the database. Errors: Conflict where another relay uses it, Unsupported where a
/// newer smsdesk wrote it, Invalid where it is damaged or not ours, Unavailable where the disk
/// refuses.
Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options);

/// As Reader::backup_to(), of a database that a relay, here or in another process, may be writing: no lock is asked for.
/// It may be of an earlier version, as before an update. Refuses another program's.
Status back_up_sqlite(const std::string& database, const std::string& path, const BackupGoesOn& go_on);
/// A copy knows of contents. One that is older than the list of them does not.
Result<bool> has_files(const std::string& copy);
/// Those of these contents that a copy knows of. Error: it is none, is damaged, or is older than the list of contents.
Result<std::vector<std::string>> files_known_to(const std::string& copy, const std::vector<std::string>& hashes);

}  // namespace smsdesk::store
