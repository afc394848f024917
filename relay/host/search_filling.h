// Brings the search index up to the archive, on a thread of its own, a step at a time and for as long as it lives.
//
// Nothing waits for it: what it has not taken in yet is searched without it, so that it leaves the processors to those who
// acknowledge messages. A step that fails is tried again later, with the index opened anew.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "relay/store/message_query.h"

namespace smsdesk::relay {

class SearchFilling {
 public:
  static constexpr std::size_t kStepMessages = 500;
  static constexpr DurationMs kLookAgain = 50, kLookAgainIdle = 250, kTryAgain = seconds(5);

  using Open = std::function<Result<std::unique_ptr<store::SearchFiller>>()>;
  /// FillStep::changed_until, whenever it has risen; called on the thread.
  using Changed = std::function<void(std::uint64_t)>;
  SearchFilling(Open open, Changed changed);
  ~SearchFilling();
  SearchFilling(const SearchFilling&) = delete;
  SearchFilling& operator=(const SearchFilling&) = delete;

 private:
  void run();
  /// How long to wait for the next step.
  DurationMs step();

  Open open_;
  Changed changed_;
  std::unique_ptr<store::SearchFiller> filler_;
  std::uint64_t changed_until_ = 0;
  bool has_warned_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace smsdesk::relay
