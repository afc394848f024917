#include "relay/host/flusher.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>

namespace smsdesk::relay {
namespace {

constexpr std::chrono::milliseconds kMoment{50};

/// A flusher whose disk waits and fails when it is told, and the webhooks that were answered, in order.
class Bench {
 public:
  Bench()
      : flusher([this] { return flush(); }, [this](std::vector<ServiceEffect> effects) { take(effects); },
                [this](const Error& error) {
                  const std::lock_guard lock(mutex_);
                  failures_.push_back(error.sentence);
                }) {
    flusher.start();
  }

  void give(WebhookId webhook, bool is_committed = true) {
    Flusher::Turn turn;
    turn.effects = {effect::AnswerWebhook{webhook, effect::WebhookAnswer::Taken}};
    turn.on_failure = {effect::AnswerWebhook{webhook, effect::WebhookAnswer::TryAgain}};
    turn.is_committed = is_committed;
    turn.inputs = 1;
    turn.began = Flusher::Clock::now();
    flusher.give(std::move(turn));
  }
  /// "1+ 2-": taken, to be tried again.
  std::string said() {
    const std::lock_guard lock(mutex_);
    return said_;
  }
  std::vector<std::string> failures() {
    const std::lock_guard lock(mutex_);
    return failures_;
  }

  /// Returns when the disk has been asked so often, whether it has answered or not.
  void wait_until_asked(int times) const {
    while (asked < times) std::this_thread::yield();
  }

  std::mutex disk;  ///< held: the disk does not answer
  std::atomic<bool> is_broken{false};
  std::atomic<int> asked{0}, flushes{0};

 private:
  Status flush() {
    ++asked;
    const std::lock_guard lock(disk);
    ++flushes;
    if (is_broken) return Error{ErrorCode::Unavailable, "The disk failed."};
    return Done{};
  }
  void take(const std::vector<ServiceEffect>& effects) {
    const std::lock_guard lock(mutex_);
    for (const ServiceEffect& one : effects) {
      const auto& answer = std::get<effect::AnswerWebhook>(one);
      said_ += std::to_string(answer.webhook) + (answer.answer == effect::WebhookAnswer::Taken ? "+ " : "- ");
    }
  }
  std::mutex mutex_;
  std::string said_;
  std::vector<std::string> failures_;

 public:
  Flusher flusher;  ///< gone before what it calls
};

TEST(Flusher, SaysInOrderWhatIsDurable) {
  Bench bench;
  {
    const std::lock_guard slow(bench.disk);
    bench.give(1);
    bench.give(2, false);  // behind it, and says what may rest on it
    bench.wait_until_asked(1);
    EXPECT_EQ(bench.said(), "");
  }
  bench.flusher.drain();
  EXPECT_EQ(bench.said(), "1+ 2+ ");
}

TEST(Flusher, HasRoomForATurnThatIsDecidedMeanwhileAndNoMore) {
  Bench bench;
  bench.flusher.wait_for_room();
  std::atomic<bool> is_waiting{false}, has_room{false};
  int flushes_before_room = 0;
  std::thread waiting;
  {
    const std::lock_guard slow(bench.disk);
    bench.give(1);
    bench.flusher.wait_for_room();
    bench.give(2);
    waiting = std::thread([&] {
      is_waiting = true;
      bench.flusher.wait_for_room();
      flushes_before_room = bench.flushes;
      has_room = true;
    });
    bench.wait_until_asked(1);
    while (!is_waiting) std::this_thread::yield();
    // Long enough for a wait that is none; one that is stays right however slow the machine.
    std::this_thread::sleep_for(kMoment);
    EXPECT_FALSE(has_room);
    EXPECT_EQ(bench.said(), "");
  }
  waiting.join();
  EXPECT_GE(flushes_before_room, 1);
  EXPECT_EQ(bench.said().substr(0, 3), "1+ ");
}

TEST(Flusher, FlushesForNothingThatWasNotCommitted) {
  Bench bench;
  bench.give(1, false);
  bench.flusher.drain();
  EXPECT_EQ(bench.said(), "1+ ");
  EXPECT_EQ(bench.flushes, 0);
  EXPECT_EQ(bench.flusher.timing().batches, 0u);
}

TEST(Flusher, TakesNothingForDurableFromAFailureOnUntilItRecovers) {
  Bench bench;
  bench.give(1);
  bench.flusher.drain();
  bench.is_broken = true;
  bench.give(2);
  bench.flusher.drain();
  bench.is_broken = false;
  bench.give(3);
  bench.give(4, false);
  bench.flusher.say({effect::AnswerWebhook{5, effect::WebhookAnswer::TryAgain}});
  bench.flusher.recover();
  EXPECT_EQ(bench.failures(), std::vector<std::string>{"The disk failed."});
  bench.give(6);
  bench.flusher.stop();
  EXPECT_EQ(bench.said(), "1+ 2- 3- 4- 5- 6+ ");
  EXPECT_EQ(bench.flusher.timing().batches, 2u);
  EXPECT_EQ(bench.flusher.timing().inputs, 2u);
}

TEST(Flusher, SaysAllThatWasGivenBeforeItStops) {
  Bench bench;
  std::string expected;
  {
    const std::lock_guard slow(bench.disk);
    for (WebhookId webhook = 1; webhook <= 20; ++webhook) {
      bench.give(webhook);
      expected += std::to_string(webhook) + "+ ";
    }
  }
  bench.flusher.stop();
  EXPECT_EQ(bench.said(), expected);
}

}  // namespace
}  // namespace smsdesk::relay
