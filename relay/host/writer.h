// The writer's thread: owns the store and the service, takes all inputs that wait and commits them as one batch. A second
// thread (flusher.h) waits for the disk and only then hands the effects out. One fsync serves everything that gathered during
// the one before.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "relay/host/flusher.h"
#include "relay/service/service.h"
#include "relay/store/store.h"

namespace smsdesk::relay {

class Writer {
 public:
  static constexpr std::size_t kInputsMax = 20'000;
  static constexpr std::size_t kTasksMax = 1'000;
  /// Called on the flusher's thread with the effects of one turn, in order.
  using EffectSink = Flusher::EffectSink;

  Writer(std::unique_ptr<store::Store> store, Workspace workspace, EffectSink sink, ZoneOffsets zones = {});
  ~Writer();  ///< stop()

  void start();
  /// Decides and commits everything that waits, then ends the thread. Inputs after that are refused.
  void stop();

  /// From any thread. False: too much waits (the caller answers 503) or the writer has stopped.
  bool push(ServiceInput input);
  /// Work for the store that is no log entry: accounts, sessions. Runs on the writer's thread, when all that was committed
  /// before is on disk.
  bool run(std::function<void(store::Store&)> task);
  /// A look at the facts, on the writer's thread between two commits: copy what is needed and be gone. Null while the store
  /// cannot be written, when what is in memory may never have happened. False as for run().
  bool look(std::function<void(const Workspace*, store::Store&)> task);

  /// False while the store cannot be written; webhooks are answered 503 then.
  bool is_healthy() const { return is_healthy_; }
  /// Why, for the log and /readyz; empty while healthy.
  std::string trouble() const;
  ServiceCounters counters() const;
  struct Timing : Flusher::Timing {
    std::size_t waiting = 0;
  };
  Timing timing() const;

 private:
  bool add_task(std::function<void()> task);
  void loop();
  void turn(std::vector<ServiceInput>& inputs);
  /// And lets go of the log far behind it.
  void save(const store::Snapshot& snapshot);
  /// The store could not be written: nothing is decided until reload() has worked. `said`: to those who wait.
  void fail(const Error& error, std::vector<ServiceEffect> said);
  /// Tries to write; where that works again, goes on with the workspace as the store has it.
  void reload();

  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Service> service_;
  const ZoneOffsets zones_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<ServiceInput> inputs_;
  std::deque<std::function<void()>> tasks_;
  bool is_stopping_ = false;
  std::atomic<bool> is_healthy_{true};
  std::string trouble_;
  std::optional<Error> flush_error_;  ///< found by the flusher, not seen by the writer yet
  std::uint64_t probes_ = 0;          ///< of reload()
  ServiceCounters counters_;
  std::optional<Instant> wake_at_;
  Instant last_now_;
  std::chrono::steady_clock::time_point next_reload_at_;
  std::set<SocketId> open_sockets_;  ///< closed when the service has to be built anew
  Flusher flusher_;
  std::thread thread_;
};

/// The machine's clock, never running backwards within a process.
Instant wall_clock();

}  // namespace smsdesk::relay
