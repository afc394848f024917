// Waits for the disk, so that the writer need not: while one turn's commit is flushed, the writer decides and commits the next.
// What a turn says to the world is let out here, when it and all before it are durable, in the writer's order.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "relay/service/service.h"

namespace smsdesk::relay {

class Flusher {
 public:
  /// Called on the flusher's thread, in order.
  using EffectSink = std::function<void(std::vector<ServiceEffect>)>;
  /// Makes everything that was committed durable; on the flusher's thread.
  using Flush = std::function<Status()>;
  /// A flush has failed; on the flusher's thread. From here to recover() what turns would have said is not said.
  using Failed = std::function<void(const Error&)>;
  using Clock = std::chrono::steady_clock;

  /// What is to be said once the turn is durable, or once it is not.
  struct Turn {
    std::vector<ServiceEffect> effects, on_failure;
    bool is_committed = false;  ///< it has appended something
    std::size_t inputs = 0;
    Clock::time_point began;  ///< its append
  };
  /// From the beginning of an append until it was on disk, summed over turns.
  struct Timing {
    std::uint64_t batches = 0, inputs = 0, commit_ns = 0, commit_ns_max = 0;
  };
  /// So many turns may wait or be flushed. More would only make commits smaller: what arrives while the disk is waited for
  /// goes into one.
  static constexpr std::size_t kTurnsMax = 2;

  Flusher(Flush flush, EffectSink sink, Failed failed);
  ~Flusher();  ///< stop()
  Flusher(const Flusher&) = delete;
  Flusher& operator=(const Flusher&) = delete;

  void start();
  /// After everything that was given.
  void stop();
  /// Returns when fewer than kTurnsMax turns wait.
  void wait_for_room();
  void give(Turn turn);
  /// Effects that hold whatever becomes of the turns before them: refusals.
  void say(std::vector<ServiceEffect> effects);
  /// Returns when nothing waits any more: what was committed is on disk, or Failed was called.
  void drain();
  /// Drains, and flushes again what is given from here on.
  void recover();
  Timing timing() const;

 private:
  void run();

  const Flush flush_;
  const EffectSink sink_;
  const Failed failed_;
  mutable std::mutex mutex_;
  std::condition_variable given_, taken_;
  std::deque<Turn> turns_;
  std::size_t unfinished_ = 0;  ///< those in turns_ and those that the thread has taken
  bool has_failed_ = false;
  bool is_stopping_ = false;
  Timing timing_;
  std::thread thread_;
};

}  // namespace smsdesk::relay
