#include "relay/net/loop.h"

#include <boost/asio/post.hpp>
#include <utility>

#include "relay/net/loop_inner.h"

namespace smsdesk::net {

namespace {

void wait_for_signal(Loop::Inner::Signals& signals) {
  signals.set.async_wait([&signals](const boost::system::error_code& error, int signal) {
    if (error) return;
    signals.work(signal);
    wait_for_signal(signals);
  });
}

}  // namespace

Loop::Loop() : inner_(std::make_unique<Inner>()) {}

Loop::~Loop() {
  inner_->is_alive->store(false);
  // Timers and signals go before the context; what they hold is destroyed outside the lock.
  std::unordered_map<TimerId, Inner::Timer> timers;
  {
    const std::lock_guard lock(inner_->mutex);
    timers.swap(inner_->timers);
  }
  timers.clear();
  inner_->signals.clear();
}

void Loop::run() {
  inner_->context.run();
}

void Loop::stop() {
  inner_->context.stop();
}

void Loop::post(std::function<void()> work) {
  boost::asio::post(inner_->context, std::move(work));
}

Loop::TimerId Loop::post_after(std::chrono::milliseconds delay, std::function<void()> work) {
  const std::lock_guard lock(inner_->mutex);
  const TimerId id = ++inner_->last_timer;
  Inner::Timer& timer = inner_->timers.try_emplace(id, inner_->context).first->second;
  timer.work = std::move(work);
  timer.timer.expires_after(delay);
  timer.timer.async_wait([inner = inner_.get(), id](const boost::system::error_code& error) {
    if (error) return;
    std::function<void()> due;
    {
      // Whether the timer is still in the map decides, not the error code: cancel() may come after
      // expiry.
      const std::lock_guard guard(inner->mutex);
      const auto found = inner->timers.find(id);
      if (found == inner->timers.end()) return;
      due = std::move(found->second.work);
      inner->timers.erase(found);
    }
    due();
  });
  return id;
}

void Loop::cancel(TimerId timer) {
  std::unordered_map<TimerId, Inner::Timer>::node_type cancelled;  // destroyed outside the lock
  const std::lock_guard lock(inner_->mutex);
  cancelled = inner_->timers.extract(timer);
}

void Loop::on_signals(std::initializer_list<int> signals, std::function<void(int)> work) {
  Inner::Signals& added = inner_->signals.emplace_back(inner_->context);
  added.work = std::move(work);
  for (const int signal : signals) added.set.add(signal);
  wait_for_signal(added);
}

}  // namespace smsdesk::net
