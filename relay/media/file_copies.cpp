#include "relay/media/file_copies.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iterator>

#include "core/base/assert.h"
#include "relay/media/folders.h"

namespace smsdesk::media {
namespace {

constexpr const char* kIncoming = "/incoming";
constexpr std::size_t kPieceBytes = 256 * 1024;
// Between two questions whether it goes on.
constexpr std::uint64_t kBytesAtOnce = 4 * 1024 * 1024;
constexpr unsigned kLookedAtAtOnce = 1'000;

Error trouble(const std::string& path) {
  const int reason = errno;
  return {ErrorCode::Unavailable, "The file " + path + " could not be written (" + std::strerror(reason) +
                                      "): check the folder's rights and the free space there."};
}

Error given_up() {
  return {ErrorCode::Unavailable, "The copy of the files was given up before it was complete."};
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

Status make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return trouble(path);
  return Done{};
}

Status sync_folder(const std::string& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() < 0 || ::fsync(folder.number()) != 0) return trouble(path);
  return Done{};
}

bool is_same_folder(const std::string& a, const std::string& b) {
  struct stat first {
  }, second{};
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

class Copy {
 public:
  Copy(const std::string& from, const std::string& to, const CopyGoesOn& go_on) : from_(from), to_(to), go_on_(go_on) {}

  Status run() {
    for (unsigned number = 0; number < kFoldersCount; ++number) {
      const std::string name = folder_name(number);
      const auto there = hashes_in(to_, name);
      if (!there) return there.error();
      const auto all = hashes_in(from_, name);
      if (!all) return all.error();
      const std::uint64_t files_before = copied_.files;
      for (const std::string& hash : *all) {
        if (++looked_at_ % kLookedAtAtOnce == 0 && !go_on_()) return given_up();
        if (std::binary_search(there->begin(), there->end(), hash)) continue;
        if (auto done = put(name, hash); !done) return done;
      }
      if (copied_.files == files_before) continue;
      if (auto synced = sync_folder(to_ + "/" + name); !synced) return synced;
      if (auto synced = sync_folder(to_); !synced) return synced;
    }
    return Done{};
  }
  Copied copied() const { return copied_; }

 private:
  Status put(const std::string& name, const std::string& hash) {
    if (copied_.files == 0) {
      for (const std::string& folder : {to_, to_ + kIncoming})
        if (auto made = make_folder(folder); !made) return made;
    }
    if (auto made = make_folder(to_ + "/" + name); !made) return made;
    const std::string source = from_ + "/" + name + "/" + hash, target = to_ + "/" + name + "/" + hash;
    struct stat facts {};
    if (::stat(source.c_str(), &facts) != 0) {
      if (errno == ENOENT) return Done{};  // it was removed meanwhile
      return trouble(source);
    }
    if (::link(source.c_str(), target.c_str()) != 0) {
      if (errno == ENOENT || errno == EEXIST) return Done{};
      // Another file system, or one without links, or too many of them: its bytes, then.
      const auto is_copied = copy(source, target);
      if (!is_copied) return is_copied.error();
      if (!*is_copied) return Done{};
    }
    ++copied_.files;
    copied_.bytes += static_cast<std::uint64_t>(facts.st_size);
    return Done{};
  }

  /// False: it was removed meanwhile.
  Result<bool> copy(const std::string& source, const std::string& target) {
    const Descriptor in(::open(source.c_str(), O_RDONLY | O_CLOEXEC));
    if (in.number() < 0 && errno == ENOENT) return false;
    if (in.number() < 0) return trouble(source);
    std::string part = to_ + kIncoming + "/XXXXXX";
    const Descriptor out(::mkostemp(part.data(), O_CLOEXEC));
    if (out.number() < 0) return trouble(part);
    Status done = copy_bytes(in.number(), out.number(), part);
    if (done && ::fsync(out.number()) != 0) done = trouble(part);
    if (done && ::rename(part.c_str(), target.c_str()) != 0) done = trouble(target);
    if (done) return true;
    ::unlink(part.c_str());
    return done.error();
  }

  Status copy_bytes(int in, int out, const std::string& part) {
    std::string piece(kPieceBytes, '\0');
    for (;;) {
      const ssize_t got = ::read(in, piece.data(), piece.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return trouble(part);
      if (got == 0) return Done{};
      std::string_view rest(piece.data(), static_cast<std::size_t>(got));
      while (!rest.empty()) {
        const ssize_t count = ::write(out, rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return trouble(part);
        rest.remove_prefix(static_cast<std::size_t>(count));
      }
      moved_ += static_cast<std::uint64_t>(got);
      if (moved_ < kBytesAtOnce) continue;
      moved_ = 0;
      if (!go_on_()) return given_up();
    }
  }

  const std::string& from_;
  const std::string& to_;
  const CopyGoesOn& go_on_;
  Copied copied_;
  std::uint64_t moved_ = 0;
  std::uint64_t looked_at_ = 0;
};

}  // namespace

Result<Copied> copy_files(const std::string& from, const std::string& to, const CopyGoesOn& go_on) {
  if (is_same_folder(from, to)) return Copied{};
  Copy copy(from, to, go_on);
  if (auto done = copy.run(); !done) return done.error();
  return copy.copied();
}

void clear_half_copies(const std::string& folder) {
  DIR* open = ::opendir((folder + kIncoming).c_str());
  if (open == nullptr) return;
  while (const dirent* entry = ::readdir(open)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") ::unlink((folder + kIncoming + "/" + name).c_str());
  }
  ::closedir(open);
}

Result<std::vector<std::string>> files_only_in(const std::string& copy, const std::string& folder) {
  std::vector<std::string> only;
  if (is_same_folder(copy, folder)) return only;
  for (unsigned number = 0; number < kFoldersCount; ++number) {
    const auto copied = hashes_in(copy, folder_name(number));
    if (!copied) return copied.error();
    if (copied->empty()) continue;
    const auto there = hashes_in(folder, folder_name(number));
    if (!there) return there.error();
    std::set_difference(copied->begin(), copied->end(), there->begin(), there->end(), std::back_inserter(only));
  }
  return only;
}

Result<bool> remove_copy(const std::string& copy, const std::string& hash) {
  SMSDESK_ASSERT(is_media_hash(hash));
  const std::string path = copy + "/" + hash.substr(0, 2) + "/" + hash;
  if (::unlink(path.c_str()) == 0) return true;
  if (errno == ENOENT) return false;
  return Error{ErrorCode::Unavailable,
               "The file " + path + " cannot be removed (" + std::strerror(errno) + "): check the folder's rights."};
}

}  // namespace smsdesk::media
