// The order of webhooks: those of one message, or of one conversation, go out one after the other.
//
// Why: HTTP requests over several connections overtake each other by chance, and a fault that
// happens by chance cannot be repeated. So nothing is reordered but what is held back on purpose: a
// held job goes out right after the next job of its lane, or when the caller says that none came.
// Invariants: at most one job of a lane is under way; at most kJobsPerLaneMax wait in it. Pure.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace smsdesk::mock {

inline constexpr std::size_t kJobsPerLaneMax = 1'000;

template <typename Job>
class Lanes {
 public:
  /// False: the lane is full and the job is dropped.
  bool push(const std::string& lane, Job job) {
    Lane& to = lanes_[lane];
    if (to.waiting.size() >= kJobsPerLaneMax) return false;
    to.waiting.push_back(std::move(job));
    return true;
  }
  /// Keeps the job until the next one of its lane has gone. False: another is held already, or the
  /// lane is full; the job is then pushed (or dropped) as any other.
  bool hold(const std::string& lane, Job job) {
    Lane& to = lanes_[lane];
    if (to.held) {
      push(lane, std::move(job));
      return false;
    }
    to.held = std::move(job);
    return true;
  }
  /// What start() would give; valid until the lane changes.
  const Job* next(const std::string& lane) const {
    const auto found = lanes_.find(lane);
    if (found == lanes_.end() || found->second.is_busy || found->second.waiting.empty()) return nullptr;
    return &found->second.waiting.front();
  }
  /// The next job that may go, unless one is under way.
  std::optional<Job> start(const std::string& lane) {
    if (next(lane) == nullptr) return std::nullopt;
    const auto found = lanes_.find(lane);
    Job job = std::move(found->second.waiting.front());
    found->second.waiting.pop_front();
    found->second.is_busy = true;
    found->second.is_overtaken = found->second.held.has_value();
    return job;
  }
  /// The job under way is over; what was held goes next.
  void finish(const std::string& lane) {
    const auto found = lanes_.find(lane);
    if (found == lanes_.end()) return;
    found->second.is_busy = false;
    if (found->second.is_overtaken) release(lane);
    if (found->second.waiting.empty() && !found->second.held) lanes_.erase(found);
  }
  /// Lets the held job go although no other came.
  void release(const std::string& lane) {
    const auto found = lanes_.find(lane);
    if (found == lanes_.end() || !found->second.held) return;
    found->second.waiting.push_front(std::move(*found->second.held));
    found->second.held.reset();
    found->second.is_overtaken = false;
  }
  std::size_t size() const { return lanes_.size(); }

 private:
  struct Lane {
    std::deque<Job> waiting;
    std::optional<Job> held;
    bool is_busy = false;
    bool is_overtaken = false;  ///< the job under way began after `held` was put aside
  };
  std::map<std::string, Lane> lanes_;
};

}  // namespace smsdesk::mock
