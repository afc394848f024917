#include "web/view/days.h"

#include <gtest/gtest.h>

#include "web/platform/page.h"

namespace smsdesk::web::view {
namespace {

using screen::TimelineItem;

TEST(Days, OneSeparatorStandsBeforeTheFirstMessageOfEachDay) {
  const Instant noon{1'795'348'800'000};  // 2026-11-22T12:00:00Z
  screen::Conversation conversation;
  for (const DurationMs after : {minutes(0), minutes(1), hours(1), hours(24), hours(25)}) {
    conversation.timeline.push_back({TimelineItem::Kind::Day, 0, noon + after, ""});
    conversation.timeline.push_back({TimelineItem::Kind::Bubble, 0, noon + after, ""});
  }
  ASSERT_NE(local_day(noon), local_day(noon + hours(24)));
  drop_repeated_days(conversation);
  std::vector<TimelineItem::Kind> kinds;
  for (const TimelineItem& item : conversation.timeline) kinds.push_back(item.kind);
  using K = TimelineItem::Kind;
  EXPECT_EQ(kinds, (std::vector<K>{K::Day, K::Bubble, K::Bubble, K::Bubble, K::Day, K::Bubble, K::Bubble}));
}

}  // namespace
}  // namespace smsdesk::web::view
