// Asio's own part of Loop; for the .cpp files of relay/net only, because it includes Asio.
#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "relay/net/loop.h"

namespace smsdesk::net {

using LoopExecutor = boost::asio::io_context::executor_type;
using LoopTimer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, LoopExecutor>;

struct Loop::Inner {
  struct Timer {
    explicit Timer(boost::asio::io_context& context) : timer(context) {}
    LoopTimer timer;
    std::function<void()> work;
  };
  struct Signals {
    explicit Signals(boost::asio::io_context& context) : set(context) {}
    boost::asio::basic_signal_set<LoopExecutor> set;
    std::function<void(int)> work;
  };

  /// False from the moment the loop is being destroyed: replies and sockets that outlive it then do
  /// nothing.
  const std::shared_ptr<std::atomic<bool>> is_alive = std::make_shared<std::atomic<bool>>(true);
  boost::asio::io_context context;
  boost::asio::executor_work_guard<LoopExecutor> guard{context.get_executor()};
  std::mutex mutex;  ///< guards the two below
  TimerId last_timer = 0;
  std::unordered_map<TimerId, Timer> timers;
  std::list<Signals> signals;
};

}  // namespace smsdesk::net
