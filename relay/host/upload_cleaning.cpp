#include "relay/host/upload_cleaning.h"

#include <set>
#include <string_view>

#include "core/workspace/workspace.h"
#include "relay/host/log.h"

namespace smsdesk::relay {

namespace {

void keep_those_of_templates(const Workspace& facts, std::vector<std::string>& hashes) {
  std::set<std::string_view> needed;
  for (const auto& [id, one] : facts.templates)
    for (const TemplateFile& file : one.files) needed.insert(file.hash);
  std::erase_if(hashes, [&](const std::string& hash) { return needed.count(hash) != 0; });
}

}  // namespace

UploadCleaning::UploadCleaning(Writer& writer, Worker& worker, std::unique_ptr<store::Reader> reader,
                               std::string folder, DurationMs kept_for)
    : writer_(writer), worker_(worker), reader_(std::move(reader)), files_(std::move(folder)), kept_for_(kept_for) {}

void UploadCleaning::step(Instant now) {
  // Where the clock was set back, the next round would be waited for longer than it should.
  if (due_at_ms_ > (now + kCleaningRoundEvery).ms) due_at_ms_ = now.ms;
  if (is_busy_ || now.ms < due_at_ms_) return;
  is_busy_ = true;
  const bool is_taken =
      worker_.run([self = shared_from_this(), now, before = now + -kept_for_] { self->look(now, before); });
  if (!is_taken) is_busy_ = false;
}

void UploadCleaning::look(Instant now, Instant before) {
  remove_forgotten();
  // No store knows of these any more: they are not lost sight of for others.
  if (!forgotten_.empty()) {
    due_at_ms_ = (now + kCleaningRoundEvery).ms;
    is_busy_ = false;
    return;
  }
  const std::vector<std::string> aged = files_.find(before, kCleaningLookedAtMax);
  if (files_.is_round_over()) due_at_ms_ = (now + kCleaningRoundEvery).ms;
  auto unused = reader_->find_unused_files(aged, before);
  if (!unused) {
    log::warn("unsent_files_unknown", "Which files are needed cannot be read.", {{"cause", unused.error().sentence}});
  }
  if (!unused || unused->empty()) {
    is_busy_ = false;
    return;
  }
  const bool is_asked = writer_.look([self = shared_from_this(), hashes = std::move(*unused), before](
                                         const Workspace* facts, store::Store& store) mutable {
    if (facts == nullptr) {
      self->is_busy_ = false;
      return;
    }
    keep_those_of_templates(*facts, hashes);
    auto forgotten = store.forget_unused_files(hashes, before);
    if (!forgotten) {
      log::warn("unsent_files_stay", "Files that were attached and not sent stay.",
                {{"cause", forgotten.error().sentence}});
    }
    if (forgotten) {
      self->forgotten_ = std::move(*forgotten);
      self->forgotten_before_ = before;
    }
    const auto remove = [self] {
      self->remove_forgotten();
      self->is_busy_ = false;
    };
    if (!forgotten || !self->worker_.run(remove)) self->is_busy_ = false;
  });
  if (!is_asked) is_busy_ = false;
}

void UploadCleaning::remove_forgotten() {
  std::uint64_t files = 0, bytes = 0;
  std::vector<std::string> left;
  for (const std::string& hash : forgotten_) {
    const auto gone = files_.remove(hash, forgotten_before_);
    if (!gone) {
      log::warn("unsent_files_stay", "Files that were attached and not sent stay.",
                {{"file", hash}, {"cause", gone.error().sentence}});
      left.push_back(hash);
    }
    if (!gone || *gone == 0) continue;
    ++files;
    bytes += *gone;
  }
  forgotten_ = std::move(left);
  files_removed_ += files;
  bytes_removed_ += bytes;
  if (files != 0) {
    log::info("unsent_files_removed", "Files that were attached and not sent are removed.",
              {{"files", files}, {"bytes", bytes}});
  }
}

}  // namespace smsdesk::relay
