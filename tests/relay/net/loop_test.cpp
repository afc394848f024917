#include "relay/net/loop.h"

#include <gtest/gtest.h>

#include <csignal>
#include <memory>
#include <thread>
#include <vector>

namespace smsdesk::net {
namespace {

using std::chrono::milliseconds;

TEST(Loop, RunsPostedWorkInOrder) {
  Loop loop;
  std::vector<int> order;
  loop.post([&] { order.push_back(1); });
  loop.post([&] { order.push_back(2); });
  loop.post([&] { loop.stop(); });
  loop.run();
  EXPECT_EQ(order, (std::vector<int>{1, 2}));
}

TEST(Loop, ReturnsAtOnceOnceStopped) {
  Loop loop;
  loop.stop();
  bool has_run = false;
  loop.post([&] { has_run = true; });
  loop.run();
  EXPECT_FALSE(has_run);
}

TEST(Loop, FiresTimersByTheirDelay) {
  Loop loop;
  std::vector<int> order;
  loop.post_after(milliseconds(40), [&] {
    order.push_back(2);
    loop.stop();
  });
  loop.post_after(milliseconds(1), [&] { order.push_back(1); });
  loop.run();
  EXPECT_EQ(order, (std::vector<int>{1, 2}));
}

TEST(Loop, NeverCallsACancelledTimerEvenIfItIsDue) {
  Loop loop;
  bool has_fired = false;
  const Loop::TimerId due = loop.post_after(milliseconds(0), [&] { has_fired = true; });
  loop.post([&] {
    // Both timers are due or nearly so by now; the first one's completion is already queued.
    std::this_thread::sleep_for(milliseconds(2));
    loop.cancel(due);
    loop.post_after(milliseconds(5), [&] { loop.stop(); });
  });
  loop.run();
  EXPECT_FALSE(has_fired);
}

TEST(Loop, CancelFreesWhatTheTimerHolds) {
  Loop loop;
  const auto held = std::make_shared<int>(1);
  const Loop::TimerId timer = loop.post_after(std::chrono::hours(1), [held] {});
  EXPECT_EQ(held.use_count(), 2);
  loop.cancel(timer);
  EXPECT_EQ(held.use_count(), 1);
  loop.cancel(timer);
  loop.cancel(12345);
}

TEST(Loop, TakesWorkFromOtherThreads) {
  Loop loop;
  int count = 0;  // touched on the loop's thread only
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        loop.post([&] { ++count; });
        loop.post_after(milliseconds(1), [&] {
          if (++count == 800) loop.stop();
        });
      }
    });
  }
  loop.run();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(count, 800);
}

TEST(Loop, SaysEachSignal) {
  Loop loop;
  std::vector<int> seen;
  loop.on_signals({SIGUSR1, SIGUSR2}, [&](int signal) {
    seen.push_back(signal);
    if (seen.size() == 2) return loop.stop();
    raise(SIGUSR2);
  });
  loop.post([] { raise(SIGUSR1); });
  loop.run();
  EXPECT_EQ(seen, (std::vector<int>{SIGUSR1, SIGUSR2}));
}

}  // namespace
}  // namespace smsdesk::net
