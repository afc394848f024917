#include "web/platform/picture_tries.h"

#include <gtest/gtest.h>

namespace smsdesk::web {
namespace {

using State = Picture::State;

constexpr Instant kStart{1'000'000};

/// Asked for at that instant, and failed at the same.
void fail_at(PictureTries& tries, Instant now, int status) {
  EXPECT_TRUE(tries.begins(now));
  tries.failed(status, now);
}

TEST(PictureTries, AskOnceForWhatComes) {
  PictureTries tries;
  EXPECT_EQ(tries.state(), State::Loading);
  EXPECT_TRUE(tries.begins(kStart));
  EXPECT_FALSE(tries.begins(kStart + hours(1))) << "it is under way";
  EXPECT_FALSE(tries.is_again());
  tries.came();
  EXPECT_EQ(tries.state(), State::Ready);
  EXPECT_FALSE(tries.begins(kStart + hours(1)));
  EXPECT_LT(tries.due_in(kStart + hours(1)), 0);
}

TEST(PictureTries, TellWhatPassesFromWhatLasts) {
  for (const int passing : {0, 401, 408, 429, 500, 502, 503, 504, 507}) EXPECT_EQ(state_after(passing), State::Late);
  for (const int gone : {404, 410}) EXPECT_EQ(state_after(gone), State::Gone);
  for (const int lasting : {200, 400, 403, 413, 415}) EXPECT_EQ(state_after(lasting), State::Unreadable);
}

TEST(PictureTries, PauseLongerEachTimeAndNeverLongerThanHalfAMinute) {
  PictureTries tries;
  Instant now = kStart;
  fail_at(tries, now, 503);
  for (const DurationMs pause : {1'000, 2'000, 4'000, 8'000, 16'000, 30'000, 30'000}) {
    EXPECT_EQ(tries.state(), State::Late);
    EXPECT_EQ(tries.due_in(now), pause);
    EXPECT_FALSE(tries.begins(now + (pause - 1)));
    now = now + pause;
    EXPECT_EQ(tries.due_in(now), 0);
    fail_at(tries, now, 0);
    EXPECT_TRUE(tries.is_again());
  }
  EXPECT_TRUE(tries.begins(now + hours(3))) << "it came into view again";
  EXPECT_EQ(tries.state(), State::Late) << "until the answer";
  EXPECT_LT(tries.due_in(now + hours(3)), 0);
  tries.came();
  EXPECT_EQ(tries.state(), State::Ready);
}

TEST(PictureTries, GoOnAtOnceWhenThePageIsConnectedAgain) {
  PictureTries tries;
  EXPECT_FALSE(tries.hurry()) << "nothing has failed";
  for (int i = 0; i < 6; ++i) fail_at(tries, kStart + hours(i), 0);
  EXPECT_TRUE(tries.hurry());
  fail_at(tries, kStart + hours(5), 0);
  EXPECT_EQ(tries.due_in(kStart + hours(5)), kPicturePauseFirst) << "and the pauses grow anew";
  EXPECT_TRUE(tries.begins(kStart + hours(6)));
  EXPECT_FALSE(tries.hurry()) << "it is under way";
}

TEST(PictureTries, LeaveWhatLastsToThePerson) {
  for (const int status : {404, 200}) {
    PictureTries tries;
    fail_at(tries, kStart, status);
    EXPECT_FALSE(tries.begins(kStart + hours(1)));
    EXPECT_LT(tries.due_in(kStart + hours(1)), 0);
    EXPECT_FALSE(tries.hurry());
    tries.ask_again();
    EXPECT_EQ(tries.state(), State::Loading);
    EXPECT_TRUE(tries.begins(kStart));
    EXPECT_TRUE(tries.is_again());
    tries.came();
    tries.ask_again();
    EXPECT_EQ(tries.state(), State::Ready) << "there is nothing to ask for";
  }
}

TEST(PictureTries, OutliveAClockThatIsSetBack) {
  PictureTries tries;
  fail_at(tries, kStart, 503);
  EXPECT_EQ(tries.due_in(kStart + -hours(1)), 0);
}

}  // namespace
}  // namespace smsdesk::web
