// Files of messages on disk, each under the SHA-256 of its content: media/ab/abcd….
//
// Promise: a file that keep() has named is whole and survives a power cut: it is written under another name, synced, renamed,
// and its folder synced. What a crash leaves half-written lies in media/incoming and is removed at the next start. The same
// content is kept once, whoever sent it. A file's time of change is when it was last kept.
// Threads: an instance belongs to one thread, but for Incoming (any one) and read() (any).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "relay/media/file_type.h"

namespace smsdesk::media {

struct FileFacts {
  std::string hash;
  std::string content_type;
  std::uint64_t bytes = 0;
  unsigned width = 0, height = 0;
  bool is_new = false;  ///< the content was not there before
};

/// A file on its way in. Destroyed before it is kept: it is removed.
class Incoming {
 public:
  ~Incoming();
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;
  /// TooLarge beyond the limit it was begun with; Unavailable where the disk is full or fails.
  [[nodiscard]] Status write(std::string_view bytes);
  std::uint64_t size() const { return size_; }

 private:
  friend class Files;
  struct Hash;
  Incoming();
  std::string path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0, bytes_max_ = 0;
  std::string head_;
  std::unique_ptr<Hash> hash_;
};

class Files {
 public:
  /// Makes the folder where it is missing, for the relay's user alone, and clears what was left half-written.
  static Result<std::unique_ptr<Files>> open(const std::string& folder);

  Result<std::unique_ptr<Incoming>> begin(std::uint64_t bytes_max);
  /// Empty content: Error{Invalid}.
  Result<FileFacts> keep(std::unique_ptr<Incoming> incoming);
  Result<FileFacts> keep(std::string_view bytes);
  /// What was new, and is not wanted; before anything else is kept, so that nobody else relies on it.
  void take_back(const FileFacts& kept);
  /// The part of a file; NotFound where it is not there. `hash` must be one.
  Result<std::string> read(const std::string& hash, std::uint64_t from, std::uint64_t count) const;

 private:
  Files(std::string folder, FileTypes types);
  std::string path_of(const std::string& hash) const;
  const std::string folder_;
  FileTypes types_;
};

}  // namespace smsdesk::media
