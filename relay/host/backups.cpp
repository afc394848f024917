#include "relay/host/backups.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <vector>

#include "relay/host/folder_check.h"
#include "relay/host/log.h"
#include "relay/media/file_copies.h"
#include "relay/store/sqlite_store.h"

namespace smsdesk::relay {
namespace {

// Between two steps of a copy (4 MiB), so that the commits of a busy relay find the disk free.
constexpr auto kPause = std::chrono::milliseconds(5);

/// Names of the copies in the folder, oldest first.
std::vector<std::string> copies_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (backup_time(name)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// By what it begins with: a checksum or a note that lies there has nothing to say of files of messages. What
/// cannot be read may be a copy.
bool is_no_database(const std::string& path) {
  constexpr std::string_view kHeader("SQLite format 3\0", 16);
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return false;
  std::string head(kHeader.size(), '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  return !stream.bad() && std::string_view(head.data(), static_cast<std::size_t>(stream.gcount())) != kHeader;
}

void remove_file(const std::string& path) {
  std::error_code error;
  std::filesystem::remove(path, error);
  if (error)
    log::warn("old_backup_stays", "An old backup could not be removed.", {{"path", path}, {"cause", error.message()}});
}

/// What a crash left of a copy: nobody will complete it.
void remove_parts(const std::string& folder) {
  std::vector<std::string> parts;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    const std::size_t part = name.find(".part");
    if (part != std::string::npos && backup_time(name.substr(0, part))) parts.push_back(at->path().string());
  }
  for (const std::string& path : parts) remove_file(path);
}

Error unusable(const std::string& folder) {
  return {ErrorCode::Unavailable, "The folder for backups " + folder + " cannot be made or written to: check " +
                                      "backup_folder and the rights of the relay's user."};
}

}  // namespace

Status check_backup_folder(const std::string& folder) {
  return trouble_with_folder(folder).empty() ? Status(Done{}) : Status(unusable(folder));
}

std::string media_beside(const std::string& folder) {
  return (folder.empty() ? "." : folder) + "/media";
}

Status check_media_folder(const std::string& media, const std::string& copy) {
  std::error_code error;
  if (std::filesystem::is_directory(media, error)) return Done{};
  const auto is_expected = store::has_files(copy);
  if (!is_expected) return is_expected.error();
  if (!*is_expected) return Done{};
  return Error{ErrorCode::NotFound,
               "The folder " + media + " is not there, and the database has files in it: put it back."};
}

std::string backup_name(Instant at) {
  const std::int64_t day = at.ms / hours(24), second = at.ms % hours(24) / seconds(1);
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  char name[64];
  std::snprintf(name, sizeof name, "smsdesk-%04d%02u%02uT%02d%02d%02dZ.db", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(second / 3600),
                static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
  return name;
}

std::optional<Instant> backup_time(const std::string& name) {
  int year = 0, hour = 0, minute = 0, second = 0;
  unsigned month = 0, day = 0;
  if (std::sscanf(name.c_str(), "smsdesk-%4d%2u%2uT%2d%2d%2dZ.db", &year, &month, &day, &hour, &minute, &second) != 6) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const Instant at{days * hours(24) + hour * hours(1) + minute * minutes(1) + second * seconds(1)};
  if (backup_name(at) != name) return std::nullopt;  // it only begins so
  return at;
}

Result<std::unique_ptr<Backups>> Backups::open(std::unique_ptr<store::Reader> reader, std::string folder,
                                               std::size_t kept, std::string media) {
  SMSDESK_ASSERT(kept >= 1);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return unusable(folder);
  if (Status usable = check_backup_folder(folder); !usable) return usable.error();
  return std::unique_ptr<Backups>(new Backups(std::move(reader), std::move(folder), kept, std::move(media)));
}

Backups::Backups(std::unique_ptr<store::Reader> reader, std::string folder, std::size_t kept, std::string media)
    : reader_(std::move(reader)), folder_(std::move(folder)), kept_(kept), media_(std::move(media)) {
  remove_parts(folder_);
  media::clear_half_copies(media_beside(folder_));
  // A restart is no reason for another copy.
  const auto copies = copies_in(folder_);
  if (!copies.empty()) due_at_ms_ = (*backup_time(copies.back()) + kBackupEvery).ms;
}

Backups::~Backups() {
  const std::lock_guard lock(mutex_);
  is_stopping_ = true;
  wake_.notify_all();
}

void Backups::step(Instant now) {
  // Where the clock was set back, the newest copy would be waited for longer than an hour.
  if (due_at_ms_ > (now + kBackupEvery).ms) due_at_ms_ = now.ms;
  if (is_busy_ || now.ms < due_at_ms_) return;
  is_busy_ = true;
  if (!worker_.run([this, now] { make(now); })) is_busy_ = false;
}

void Backups::make(Instant now) {
  const std::string path = folder_ + "/" + backup_name(now);
  const Status made = reader_->backup_to(path, [this] { return goes_on(); });
  due_at_ms_ = (now + (made ? kBackupEvery : kBackupRetryAfter)).ms;
  if (made) {
    const bool has_files = copy_media(path);
    auto copies = copies_in(folder_);
    std::erase(copies, backup_name(now));  // never the one just made, whatever the clock showed before
    for (std::size_t i = 0; i + kept_ < copies.size() + 1; ++i) remove_file(folder_ + "/" + copies[i]);
    if (has_files) remove_unneeded_media();
  } else if (is_stopping()) {
    log::info("backup_given_up", "The backup that was being made is given up.");
  } else {
    log::error("backup_failed", "No backup was made.", {{"cause", made.error().sentence}});
  }
  is_busy_ = false;
}

/// The database is worth having by itself: where its files cannot be copied, the next backup tries it again.
bool Backups::copy_media(const std::string& path) {
  const Status there = check_media_folder(media_, path);
  const auto copied = there ? media::copy_files(media_, media_beside(folder_), [this] { return goes_on(); })
                            : Result<media::Copied>(there.error());
  if (copied)
    log::info("backup_made", "A backup is complete, with files that the one before had not.",
              {{"path", path}, {"files", copied->files}, {"bytes", copied->bytes}});
  else if (is_stopping())
    log::info("backup_incomplete", "A backup has not all files of messages yet: they are copied with the next one.",
              {{"path", path}});
  else
    log::error("backup_lacks_files", "A backup lacks files of messages.",
               {{"path", path}, {"cause", copied.error().sentence}});
  return copied.is_ok();
}

/// A file that was removed stays as long as a copy knows of it, whoever made that copy.
void Backups::remove_unneeded_media() {
  auto only = media::files_only_in(media_beside(folder_), media_);
  if (!only) {
    return log::warn("backup_files_stay", "Files that no backup needs stay.", {{"cause", only.error().sentence}});
  }
  std::vector<std::string>& unneeded = *only;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder_, error), end; !error && at != end && !unneeded.empty();
       at.increment(error)) {
    const std::string path = at->path().string();
    if (!at->is_regular_file(error) || is_no_database(path)) continue;
    const auto known = store::files_known_to(path, unneeded);
    if (!known) {  // it may be a copy that another version can read
      return log::warn("backup_files_stay", "Files that no backup needs stay.",
                       {{"path", path}, {"cause", known.error().sentence}});
    }
    std::erase_if(unneeded,
                  [&](const std::string& one) { return std::find(known->begin(), known->end(), one) != known->end(); });
  }
  if (error) return;
  for (const std::string& hash : unneeded) {
    if (auto removed = media::remove_copy(media_beside(folder_), hash); !removed)
      return log::warn("backup_files_stay", "Files that no backup needs stay.",
                       {{"file", hash}, {"cause", removed.error().sentence}});
  }
  if (!unneeded.empty()) {
    log::info("backup_files_removed", "Files that no backup needs any more are removed.", {{"files", unneeded.size()}});
  }
}

bool Backups::is_stopping() {
  const std::lock_guard lock(mutex_);
  return is_stopping_;
}

bool Backups::goes_on() {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, kPause, [this] { return is_stopping_; });
}

}  // namespace smsdesk::relay
