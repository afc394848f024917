// The index is filled beside everything else, tries again after a failure, and ends when it is told to.
#include "relay/host/search_filling.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>

namespace smsdesk::relay {
namespace {

struct Script {
  std::atomic<int> steps = 0, opened = 0;
  std::atomic<std::size_t> largest = 0;
};

/// Ten full steps, then level; the texts that were changed are told with the fifth.
class ScriptedFiller final : public store::SearchFiller {
 public:
  explicit ScriptedFiller(Script& script) : script_(script) {}
  Result<store::FillStep> go_on(std::size_t messages_max) override {
    script_.largest = messages_max;
    const int step = ++script_.steps;
    return store::FillStep{step <= 10 ? messages_max : 0, step > 10, step >= 5 ? 42u : 0u};
  }

 private:
  Script& script_;
};

TEST(SearchFilling, GoesOnWithoutAPauseUntilItIsLevelAndTellsWhatIsOutOfTheIndexOnce) {
  Script script;
  std::promise<std::uint64_t> told;
  std::atomic<int> times = 0;
  const auto began = std::chrono::steady_clock::now();
  {
    SearchFilling filling(
        [&]() -> Result<std::unique_ptr<store::SearchFiller>> {
          ++script.opened;
          return std::unique_ptr<store::SearchFiller>(std::make_unique<ScriptedFiller>(script));
        },
        [&](std::uint64_t until) {
          if (++times == 1) told.set_value(until);
        });
    EXPECT_EQ(told.get_future().get(), 42u);
    while (script.steps < 12) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(4));
  EXPECT_EQ(times, 1);
  EXPECT_EQ(script.opened, 1);
  EXPECT_EQ(script.largest, SearchFilling::kStepMessages);
}

TEST(SearchFilling, EndsAtOnceThoughItWaitsToTryAgain) {
  std::promise<void> tried;
  std::atomic<int> times = 0;
  const auto began = std::chrono::steady_clock::now();
  {
    SearchFilling filling(
        [&]() -> Result<std::unique_ptr<store::SearchFiller>> {
          if (++times == 1) tried.set_value();
          return Error{ErrorCode::Unavailable, "The disk is full."};
        },
        [](std::uint64_t) {});
    tried.get_future().wait();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
  EXPECT_EQ(times, 1);
}

}  // namespace
}  // namespace smsdesk::relay
