#include "relay/host/backups.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <vector>

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

void remove_file(const std::string& path) {
  std::error_code error;
  std::filesystem::remove(path, error);
  if (error) spdlog::warn("the old backup {} could not be removed: {}", path, error.message());
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

}  // namespace

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
                                               std::size_t kept) {
  SMSDESK_ASSERT(kept >= 1);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error || ::access(folder.c_str(), W_OK | X_OK) != 0) {
    return Error{ErrorCode::Unavailable, "The folder for backups " + folder + " cannot be made or written to: check " +
                                             "backup_folder and the rights of the relay's user."};
  }
  return std::unique_ptr<Backups>(new Backups(std::move(reader), std::move(folder), kept));
}

Backups::Backups(std::unique_ptr<store::Reader> reader, std::string folder, std::size_t kept)
    : reader_(std::move(reader)), folder_(std::move(folder)), kept_(kept) {
  remove_parts(folder_);
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
    spdlog::info("the backup {} is complete", path);
    auto copies = copies_in(folder_);
    std::erase(copies, backup_name(now));  // never the one just made, whatever the clock showed before
    for (std::size_t i = 0; i + kept_ < copies.size() + 1; ++i) remove_file(folder_ + "/" + copies[i]);
  } else if (is_stopping()) {
    spdlog::info("the backup that was being made is given up");
  } else {
    spdlog::error("no backup was made: {}", made.error().sentence);
  }
  is_busy_ = false;
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
