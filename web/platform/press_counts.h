// Which press of a double click each press of the main button is, told beside ImGui's queue of input.
//
// Why: the system counts by its own time and distance, and a browser passes that on. ImGui's own count takes two quick
// presses at different places for a double click, and its events have no room for another one's.
//
// Presses are counted where they enter the queue and taken where ImGui has let one through, in the same order. Plain values.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>

namespace smsdesk::web {

class PressCounts {
 public:
  /// A press of the main button has entered the queue.
  void queued(int count = 1) {
    waiting_.push_back(std::max(1, count));
    if (waiting_.size() > kWaitingMax) waiting_.pop_front();
  }
  /// Of the last one that was queued, where that is told behind it.
  void count_last(int count) {
    if (!waiting_.empty()) waiting_.back() = std::max(1, count);
  }
  /// A turn of ImGui has begun: with a press, or with none; `is_last`: nothing is left in its queue.
  void turn(bool is_pressed, bool is_last) {
    present_ = 0;
    if (is_pressed) {
      present_ = waiting_.empty() ? 1 : waiting_.front();
      if (!waiting_.empty()) waiting_.pop_front();
    }
    if (is_last) waiting_.clear();  // what ImGui has dropped
  }
  int present() const { return present_; }

 private:
  static constexpr std::size_t kWaitingMax = 64;
  std::deque<int> waiting_;
  int present_ = 0;
};

}  // namespace smsdesk::web
