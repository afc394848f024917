#include "relay/host/stopping.h"

#include <gtest/gtest.h>

#include <csignal>
#include <memory>
#include <string>
#include <vector>

namespace smsdesk::relay {
namespace {

constexpr std::chrono::hours kForEver{24};
using Steps = std::vector<std::string>;

class StoppingTest : public testing::Test {
 protected:
  void notice_of(std::chrono::milliseconds notice) {
    stopping_ = std::make_unique<Stopping>(loop_, notice,
                                           Stopping::Steps{[this] { steps_.push_back("announce"); },
                                                           [this] {
                                                             steps_.push_back("drain");
                                                             if (ends_loop_) loop_.stop();
                                                           }});
  }

  net::Loop loop_;
  Steps steps_;
  bool ends_loop_ = true;
  std::unique_ptr<Stopping> stopping_;
};

TEST_F(StoppingTest, IsAnnouncedFirstAndDrainsWhenTheNoticeIsOver) {
  notice_of(std::chrono::milliseconds(1));
  Steps at_signal;
  loop_.post([&] {
    stopping_->on_signal(SIGTERM);
    at_signal = steps_;
  });
  loop_.run();
  EXPECT_EQ(at_signal, (Steps{"announce"}));
  EXPECT_EQ(steps_, (Steps{"announce", "drain"}));
}

TEST_F(StoppingTest, DrainsAtOnceWithoutANotice) {
  notice_of(std::chrono::milliseconds(0));
  stopping_->on_signal(SIGTERM);
  EXPECT_EQ(steps_, (Steps{"announce", "drain"}));
}

TEST_F(StoppingTest, DrainsAtOnceForAPersonAtATerminal) {
  notice_of(kForEver);
  stopping_->on_signal(SIGINT);
  EXPECT_EQ(steps_, (Steps{"announce", "drain"}));
}

TEST_F(StoppingTest, ASecondSignalEndsTheNoticeAndAThirdDoesNothing) {
  for (const int second : {SIGTERM, SIGINT}) {
    steps_.clear();
    notice_of(kForEver);
    stopping_->on_signal(SIGTERM);
    EXPECT_EQ(steps_, (Steps{"announce"}));
    stopping_->on_signal(second);
    EXPECT_EQ(steps_, (Steps{"announce", "drain"}));
    stopping_->on_signal(SIGTERM);
    EXPECT_EQ(steps_, (Steps{"announce", "drain"}));
  }
}

TEST_F(StoppingTest, TheEndOfANoticeThatWasCutShortDoesNotComeAnyMore) {
  notice_of(std::chrono::milliseconds(1));
  ends_loop_ = false;
  loop_.post([&] {
    stopping_->on_signal(SIGTERM);
    stopping_->on_signal(SIGTERM);
  });
  loop_.post_after(std::chrono::milliseconds(20), [&] { loop_.stop(); });
  loop_.run();
  EXPECT_EQ(steps_, (Steps{"announce", "drain"}));
}

TEST_F(StoppingTest, MayGoWhileItsNoticeRuns) {
  notice_of(std::chrono::milliseconds(1));
  stopping_->on_signal(SIGTERM);
  stopping_.reset();
  loop_.post_after(std::chrono::milliseconds(20), [&] { loop_.stop(); });
  loop_.run();
  EXPECT_EQ(steps_, (Steps{"announce"}));
}

}  // namespace
}  // namespace smsdesk::relay
