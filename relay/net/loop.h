// One event loop: timers, posted work and signals, on the thread that calls run().
//
// Why: relay and mock carrier speak to the network through this plain facade, so that Asio and
// Beast (46 s a file) are compiled once. No Boost type appears in these headers. Thread rules:
// post(), post_after() and stop() may be called from any thread; everything else happens on the
// loop's thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>

namespace smsdesk::net {

class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Runs until stop(); returns at once afterwards.
  void run();
  void stop();
  void post(std::function<void()> work);
  /// A cancelled timer never calls back once cancel() has returned on the loop's thread.
  using TimerId = std::uint64_t;
  TimerId post_after(std::chrono::milliseconds delay, std::function<void()> work);
  void cancel(TimerId timer);
  /// Calls `work(signal)` on the loop's thread for each of these signals, until the loop is
  /// destroyed.
  void on_signals(std::initializer_list<int> signals, std::function<void(int)> work);

  struct Inner;  ///< Asio's own; for the .cpp files of relay/net only
  Inner& inner() { return *inner_; }

 private:
  std::unique_ptr<Inner> inner_;
};

}  // namespace smsdesk::net
