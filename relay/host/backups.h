// Copies of the database in a folder: one an hour, the newest few of them, made on a thread of their own. Beside them, in
// media, the files of messages: once for all copies, since they are named by their content; only what is new is copied.
//
// The files come after the database: what it names was on disk by then. Nothing may be removed meanwhile, so whoever removes
// files (upload_cleaning.h) waits while a backup is under way, and a backup is not begun while something is being removed.
//
// Why not on the writer's or the archive's thread: a copy takes as long as the disk needs for the whole database, and neither
// a commit nor a page of a timeline may wait for it. A copy that is under way when the relay stops is given up.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/base/time.h"
#include "relay/host/worker.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

inline constexpr DurationMs kBackupEvery = hours(1);
/// After one that failed.
inline constexpr DurationMs kBackupRetryAfter = minutes(10);

class Backups {
 public:
  /// Makes the folder where it is missing. `kept`: at least 1. `media`: the folder of the files of messages. Error: it cannot
  /// be made or written to.
  static Result<std::unique_ptr<Backups>> open(std::unique_ptr<store::Reader> reader, std::string folder,
                                               std::size_t kept, std::string media);
  ~Backups();
  Backups(const Backups&) = delete;
  Backups& operator=(const Backups&) = delete;

  /// Begins a copy where the newest one, of this run or one before, is an hour old. One thread calls it, now and then.
  void step(Instant now);
  bool is_busy() const { return is_busy_; }

 private:
  Backups(std::unique_ptr<store::Reader> reader, std::string folder, std::size_t kept, std::string media);
  void make(Instant now);
  bool copy_media(const std::string& path);
  void remove_unneeded_media();
  bool goes_on();
  bool is_stopping();

  std::unique_ptr<store::Reader> reader_;
  const std::string folder_;
  const std::size_t kept_;
  const std::string media_;
  std::atomic<std::int64_t> due_at_ms_ = 0;
  std::atomic<bool> is_busy_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopping_ = false;
  Worker worker_;  // ends first: its job uses all of the above
};

/// Error: a folder for backups is not there and cannot be made, or cannot be written to. Nothing is changed.
Status check_backup_folder(const std::string& folder);
/// Where the files of messages lie that belong to the copies in a folder.
std::string media_beside(const std::string& folder);
/// Error: the folder of the files of messages is not there, and the copy knows of some: it cannot be complete.
Status check_media_folder(const std::string& media, const std::string& copy);
/// "smsdesk-20260102T030405Z.db": names in the order of time.
std::string backup_name(Instant at);
/// When the copy of that name was begun; nothing where it is not one of ours.
std::optional<Instant> backup_time(const std::string& name);

}  // namespace smsdesk::relay
