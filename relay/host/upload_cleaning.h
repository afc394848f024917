// Removes files that were attached and never sent, some time after they were attached.
//
// Only what this database knows of: an older one, or an empty one, beside the files of a newer one would take them all for
// unneeded, and the backups' copies of them would follow. So what a crash, or a commit that fails, leaves on disk without a row
// stays there.
//
// Which are needed is asked of the store, on the files' own thread with a reader of its own, some hundred files a step. Only
// what nobody needs goes to the writer, which leaves out what templates have, asks once more and forgets the rest in one
// transaction: a send, or a template that is saved, is decided on that thread too, so it finds the file, or says that it is
// not there any more. What was forgotten is then removed from disk, where it is as old as it was; a file that was kept again
// meanwhile has a new time (relay/media/aged_files.h). What cannot be removed at once is tried again with the next round.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "relay/host/worker.h"
#include "relay/host/writer.h"
#include "relay/media/aged_files.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

/// Files that one step looks at.
inline constexpr std::size_t kCleaningLookedAtMax = store::kPageMax;
/// From the end of a round over all files to the next one.
inline constexpr DurationMs kCleaningRoundEvery = hours(1);

/// Held by a shared_ptr: its work on the two threads keeps it.
class UploadCleaning : public std::enable_shared_from_this<UploadCleaning> {
 public:
  struct Counters {
    std::uint64_t files = 0, bytes = 0;
  };
  /// `worker`: the thread on which files are kept. `folder`: theirs.
  UploadCleaning(Writer& writer, Worker& worker, std::unique_ptr<store::Reader> reader, std::string folder,
                 DurationMs kept_for);

  /// Begins the next step, unless one is under way. One thread calls it, now and then.
  void step(Instant now);
  bool is_busy() const { return is_busy_; }
  Counters counters() const { return {files_removed_, bytes_removed_}; }

 private:
  void look(Instant now, Instant before);
  void remove_forgotten();

  Writer& writer_;
  Worker& worker_;
  const std::unique_ptr<store::Reader> reader_;
  media::AgedFiles files_;
  const DurationMs kept_for_;
  // Of the thread whose step it is.
  std::vector<std::string> forgotten_;  ///< by the store, and still on disk
  Instant forgotten_before_;            ///< no younger than that
  std::atomic<std::int64_t> due_at_ms_ = 0;
  std::atomic<bool> is_busy_ = false;
  std::atomic<std::uint64_t> files_removed_ = 0, bytes_removed_ = 0;
};

}  // namespace smsdesk::relay
