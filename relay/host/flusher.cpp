#include "relay/host/flusher.h"

#include <algorithm>
#include <utility>

namespace smsdesk::relay {

Flusher::Flusher(Flush flush, EffectSink sink, Failed failed)
    : flush_(std::move(flush)), sink_(std::move(sink)), failed_(std::move(failed)) {}

Flusher::~Flusher() {
  stop();
}

void Flusher::start() {
  thread_ = std::thread([this] { run(); });
}

void Flusher::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  given_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Flusher::wait_for_room() {
  std::unique_lock lock(mutex_);
  taken_.wait(lock, [this] { return unfinished_ < kTurnsMax; });
}

void Flusher::give(Turn turn) {
  {
    const std::lock_guard lock(mutex_);
    ++unfinished_;
    turns_.push_back(std::move(turn));
  }
  given_.notify_one();
}

void Flusher::say(std::vector<ServiceEffect> effects) {
  if (effects.empty()) return;
  Turn turn;
  turn.on_failure = effects;
  turn.effects = std::move(effects);
  give(std::move(turn));
}

void Flusher::drain() {
  std::unique_lock lock(mutex_);
  taken_.wait(lock, [this] { return unfinished_ == 0; });
}

void Flusher::recover() {
  drain();
  const std::lock_guard lock(mutex_);
  has_failed_ = false;
}

Flusher::Timing Flusher::timing() const {
  const std::lock_guard lock(mutex_);
  return timing_;
}

void Flusher::run() {
  for (;;) {
    std::deque<Turn> turns;
    bool has_failed = false;
    {
      std::unique_lock lock(mutex_);
      given_.wait(lock, [this] { return is_stopping_ || !turns_.empty(); });
      if (turns_.empty()) return;
      turns.swap(turns_);
      has_failed = has_failed_;
    }
    const bool is_due = std::any_of(turns.begin(), turns.end(), [](const Turn& one) { return one.is_committed; });
    if (is_due && !has_failed) {
      if (const Status flushed = flush_(); !flushed) {
        has_failed = true;
        {
          const std::lock_guard lock(mutex_);
          has_failed_ = true;
        }
        failed_(flushed.error());
      }
    }
    const auto now = Clock::now();
    const std::size_t count = turns.size();
    Timing took;
    for (Turn& one : turns) {
      auto& said = has_failed ? one.on_failure : one.effects;
      if (!said.empty()) sink_(std::move(said));
      if (!one.is_committed || has_failed) continue;
      const auto ns =
          static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now - one.began).count());
      ++took.batches;
      took.inputs += one.inputs;
      took.commit_ns += ns;
      took.commit_ns_max = std::max(took.commit_ns_max, ns);
    }
    {
      const std::lock_guard lock(mutex_);
      unfinished_ -= count;
      timing_.batches += took.batches;
      timing_.inputs += took.inputs;
      timing_.commit_ns += took.commit_ns;
      timing_.commit_ns_max = std::max(timing_.commit_ns_max, took.commit_ns_max);
    }
    taken_.notify_all();
  }
}

}  // namespace smsdesk::relay
