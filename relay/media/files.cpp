#include "relay/media/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "core/base/assert.h"
#include "core/conversation/media.h"
#include "relay/media/picture_size.h"

namespace smsdesk::media {
namespace {

Error trouble(const std::string& what, const std::string& path) {
  const int reason = errno;
  return {ErrorCode::Unavailable,
          what + " " + path + " (" + std::strerror(reason) + "): check the disk's room and the rights of the folder."};
}

Status make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return trouble("The folder cannot be made:", path);
  return Done{};
}

/// What was renamed into it is there after a power cut.
Status sync_folder(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return trouble("The folder cannot be opened:", path);
  const int failed = ::fsync(descriptor);
  Status status = failed == 0 ? Status(Done{}) : Status(trouble("The folder cannot be synced:", path));
  ::close(descriptor);
  return status;
}

void clear_folder(const std::string& path) {
  DIR* folder = ::opendir(path.c_str());
  if (folder == nullptr) return;
  while (const dirent* entry = ::readdir(folder)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") ::unlink((path + "/" + name).c_str());
  }
  ::closedir(folder);
}

}  // namespace

struct Incoming::Hash {
  crypto_hash_sha256_state state;
};

Incoming::Incoming() : hash_(std::make_unique<Hash>()) {
  crypto_hash_sha256_init(&hash_->state);
}

Incoming::~Incoming() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

Status Incoming::write(std::string_view bytes) {
  if (bytes.size() > bytes_max_ - size_) {
    return Error{ErrorCode::TooLarge, "The file is larger than " + readable_size(bytes_max_) + "."};
  }
  size_ += bytes.size();
  if (head_.size() < kHeadBytesMax) head_.append(bytes.substr(0, kHeadBytesMax - head_.size()));
  crypto_hash_sha256_update(&hash_->state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return trouble("The file cannot be written:", path_);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return Done{};
}

Files::Files(std::string folder, FileTypes types) : folder_(std::move(folder)), types_(std::move(types)) {}

Result<std::unique_ptr<Files>> Files::open(const std::string& folder) {
  auto types = FileTypes::open();
  if (!types) return types.error();
  for (const std::string& path : {folder, folder + "/incoming"}) {
    if (auto made = make_folder(path); !made) return made.error();
  }
  clear_folder(folder + "/incoming");
  return std::unique_ptr<Files>(new Files(folder, std::move(*types)));
}

std::string Files::path_of(const std::string& hash) const {
  SMSDESK_ASSERT(is_media_hash(hash));  // so that no other path can be made of it
  return folder_ + "/" + hash.substr(0, 2) + "/" + hash;
}

Result<std::unique_ptr<Incoming>> Files::begin(std::uint64_t bytes_max) {
  std::unique_ptr<Incoming> incoming(new Incoming());
  std::string path = folder_ + "/incoming/XXXXXX";
  incoming->descriptor_ = ::mkostemp(path.data(), O_CLOEXEC);
  if (incoming->descriptor_ < 0) return trouble("A file cannot be made:", path);
  incoming->path_ = std::move(path);
  incoming->bytes_max_ = bytes_max;
  return incoming;
}

Result<FileFacts> Files::keep(std::unique_ptr<Incoming> incoming) {
  if (incoming->size_ == 0) return Error{ErrorCode::Invalid, "The file is empty."};
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(&incoming->hash_->state, digest);
  char hex[2 * sizeof digest + 1];
  sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
  FileFacts facts;
  facts.hash = hex;
  facts.bytes = incoming->size_;
  facts.content_type = types_.find(incoming->head_);
  if (media_kind(facts.content_type) == MediaKind::Picture) {
    const PictureSize size = find_picture_size(incoming->head_).value_or(PictureSize{});
    facts.width = size.width;
    facts.height = size.height;
  }
  const std::string path = path_of(facts.hash);
  struct stat there {};
  const bool is_found = ::stat(path.c_str(), &there) == 0;
  facts.is_new = !is_found && errno == ENOENT;
  const bool is_there = is_found && static_cast<std::uint64_t>(there.st_size) == facts.bytes;
  // It may have been written before a crash and its folder not synced: what is there is synced again below. Its time is that
  // of this call, so that nobody takes it for old (aged_files.h).
  if (!is_there || ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0) != 0) {
    const std::string folder = folder_ + "/" + facts.hash.substr(0, 2);
    if (auto made = make_folder(folder); !made) return made.error();
    if (::fsync(incoming->descriptor_) != 0) return trouble("The file cannot be synced:", incoming->path_);
    if (::rename(incoming->path_.c_str(), path.c_str()) != 0) return trouble("The file cannot be named:", path);
    incoming->path_.clear();
  }
  if (auto synced = sync_folder(folder_ + "/" + facts.hash.substr(0, 2)); !synced) return synced.error();
  if (auto synced = sync_folder(folder_); !synced) return synced.error();
  return facts;
}

Result<FileFacts> Files::keep(std::string_view bytes) {
  auto incoming = begin(bytes.size());
  if (!incoming) return incoming.error();
  if (auto written = (*incoming)->write(bytes); !written) return written.error();
  return keep(std::move(*incoming));
}

void Files::take_back(const FileFacts& kept) {
  if (kept.is_new) ::unlink(path_of(kept.hash).c_str());
}

Result<std::string> Files::read(const std::string& hash, std::uint64_t from, std::uint64_t count) const {
  const std::string path = path_of(hash);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Error{ErrorCode::NotFound, "The file is not there."};
  std::string bytes(count, '\0');
  std::size_t had = 0;
  while (had < count) {
    const ssize_t got = ::pread(descriptor, bytes.data() + had, count - had, static_cast<off_t>(from + had));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    had += static_cast<std::size_t>(got);
  }
  ::close(descriptor);
  if (had != count) return Error{ErrorCode::NotFound, "The file is shorter than it was."};
  return bytes;
}

}  // namespace smsdesk::media
