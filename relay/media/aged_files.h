// The files on disk that were last kept long ago, a few at a time, so that what nothing needs can be found and removed.
//
// When a file was last kept is its time of change: Files::keep() sets it anew also where the content is there already. So
// whoever asks whether a file is needed, and removes it only where it is as old as it was, cannot take away what was kept
// meanwhile: keep() and remove() are called on one thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"

namespace smsdesk::media {

class AgedFiles {
 public:
  /// The folder of a Files.
  explicit AgedFiles(std::string folder) : folder_(std::move(folder)) {}

  /// Hashes of files that were last kept before that. Looks at `looked_at_max` files, behind where the call before has
  /// stopped; after the last file it begins anew with the next call.
  std::vector<std::string> find(Instant before, std::size_t looked_at_max);
  /// The last call has come to the end.
  bool is_round_over() const { return next_folder_ == 0 && behind_.empty(); }
  /// How many bytes went; 0: it was kept again since, or is not there. `hash` must be one.
  Result<std::uint64_t> remove(const std::string& hash, Instant before) const;

 private:
  const std::string folder_;
  unsigned next_folder_ = 0;  ///< of the 256
  std::string behind_;        ///< in it, a name that was looked at
};

}  // namespace smsdesk::media
