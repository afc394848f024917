// Whether the browser shows notifications: what is said of it, and that it is offered once.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

class NotificationOffer : public testing::Test {
 protected:
  AtWork at_;
  Tab& tab_ = at_.tab;

  void told(NotificationAccess access) { tab_.give(event::NotificationAccessTold{access}); }
  void go_on_queue() {
    at_.relay(CommandInput{kAna, at_.world.fresh_key(), SetOnQueue{false}});
    at_.relay(CommandInput{kAna, at_.world.fresh_key(), SetOnQueue{true}});
  }
  bool was_offered() const { return tab_.said("Notifications show you offers"); }
};

TEST_F(NotificationOffer, ComesOnceWithTheFirstWayOnQueue) {
  told(NotificationAccess::Unasked);
  EXPECT_FALSE(was_offered());
  go_on_queue();
  EXPECT_TRUE(was_offered());
  EXPECT_FALSE(tab_.did<effect::AskForNotifications>()) << "the browser asks nobody by surprise";
  EXPECT_EQ(tab_.written("settings").at("notifications_offered"), "yes");
  ASSERT_EQ(tab_.sent_kind<PreferencesRequest>().size(), 1u) << "nor is it offered on another device";
  tab_.s.notices.clear();
  go_on_queue();
  EXPECT_FALSE(was_offered());
}

TEST_F(NotificationOffer, StaysUntilItIsAnsweredHereOrInTheBrowser) {
  const auto offers = [&] {
    return std::count_if(tab_.s.notices.begin(), tab_.s.notices.end(),
                         [](const NoticeState& one) { return one.reason == NoticeReason::NotificationsOffered; });
  };
  told(NotificationAccess::Unasked);
  go_on_queue();
  tab_.tick(seconds(30));
  ASSERT_EQ(offers(), 1) << "a question does not go by itself";
  const std::vector<NoticeState> asked = tab_.s.notices;
  told(NotificationAccess::Allowed);
  EXPECT_EQ(offers(), 0) << "it was answered in the browser";
  told(NotificationAccess::Unasked);
  tab_.s.notices = asked;
  tab_.raise(intent::AllowNotifications{});
  EXPECT_TRUE(tab_.did<effect::AskForNotifications>());
  EXPECT_EQ(offers(), 0) << "now the browser asks";
  tab_.s.notices = asked;
  tab_.raise(intent::DismissNotice{asked.back().id});
  EXPECT_FALSE(tab_.did<effect::AskForNotifications>());
  EXPECT_EQ(offers(), 0);
}

TEST_F(NotificationOffer, IsForNobodyElse) {
  go_on_queue();
  EXPECT_FALSE(was_offered()) << "the browser has not said how it stands";
  for (const NotificationAccess access :
       {NotificationAccess::Missing, NotificationAccess::Allowed, NotificationAccess::Blocked}) {
    told(access);
    go_on_queue();
    EXPECT_FALSE(was_offered());
  }
  told(NotificationAccess::Unasked);
  tab_.give(event::PageShown{false});
  go_on_queue();
  EXPECT_FALSE(was_offered()) << "nobody looks";
}

TEST_F(NotificationOffer, WhatBecameOfItIsSaid) {
  told(NotificationAccess::Unasked);
  tab_.raise(intent::AllowNotifications{});
  EXPECT_TRUE(tab_.did<effect::AskForNotifications>());
  for (const NotificationAccess access : {NotificationAccess::Allowed, NotificationAccess::Blocked}) {
    told(access);
    ASSERT_EQ(tab_.all<effect::Announce>().size(), 1u);
    EXPECT_EQ(tab_.all<effect::Announce>()[0].sentence, notification_words(access));
    told(access);
    EXPECT_FALSE(tab_.did<effect::Announce>());
  }
}

TEST(NotificationAccess, IsReadAsTheBrowserCallsIt) {
  EXPECT_EQ(parse_notification_access("default"), NotificationAccess::Unasked);
  EXPECT_EQ(parse_notification_access("granted"), NotificationAccess::Allowed);
  EXPECT_EQ(parse_notification_access("denied"), NotificationAccess::Blocked);
  EXPECT_EQ(parse_notification_access(""), NotificationAccess::Missing);
}

}  // namespace
}  // namespace smsdesk::test
