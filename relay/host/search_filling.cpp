#include "relay/host/search_filling.h"

#include <sys/resource.h>

#include <chrono>
#include <utility>

#include "relay/host/log.h"

namespace smsdesk::relay {
namespace {
// Of twenty steps, ten behind everybody else: a tenth of a core where all are wanted, and all that nobody wants.
constexpr int kNiceness = 10;
}  // namespace

SearchFilling::SearchFilling(Open open, Changed changed)
    : open_(std::move(open)), changed_(std::move(changed)), thread_([this] { run(); }) {}

SearchFilling::~SearchFilling() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

DurationMs SearchFilling::step() {
  const auto fail = [&](const Error& error) {
    filler_.reset();
    // Once, not every few seconds of a full disk.
    if (!std::exchange(has_warned_, true)) {
      log::warn("search_index_behind", "The search index could not be filled.", {{"cause", error.sentence}});
    }
    return kTryAgain;
  };
  if (!filler_) {
    auto opened = open_();
    if (!opened) return fail(opened.error());
    filler_ = std::move(*opened);
  }
  auto done = filler_->go_on(kStepMessages);
  if (!done) return fail(done.error());
  has_warned_ = false;
  if (done->changed_until > changed_until_) {
    changed_until_ = done->changed_until;
    changed_(changed_until_);
  }
  if (!done->is_level) return 0;
  return done->taken > 0 ? kLookAgain : kLookAgainIdle;
}

void SearchFilling::run() {
  // On Linux this is the calling thread's alone. Where it is refused, the index takes its share like the others.
  (void)::setpriority(PRIO_PROCESS, 0, kNiceness);
  for (;;) {
    const DurationMs wait = step();
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, std::chrono::milliseconds(wait), [this] { return is_stopping_; })) return;
  }
}

}  // namespace smsdesk::relay
