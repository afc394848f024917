// One thread for what is too long for the loop and too rare for the writer: documents, hashes, pages of the audit. Jobs run
// one after the other.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace smsdesk::relay {

class Worker {
 public:
  static constexpr std::size_t kWaitingMax = 32;
  Worker() : thread_([this] { loop(); }) {}
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  /// False: too many wait, nothing will be called. Jobs that still wait when the worker goes are dropped.
  bool run(std::function<void()> job);

 private:
  void loop();
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace smsdesk::relay
