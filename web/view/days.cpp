#include "web/view/days.h"

#include <algorithm>

#include "web/platform/page.h"

namespace smsdesk::web::view {

void drop_repeated_days(screen::Conversation& conversation) {
  // Every zone's midnight is at a whole quarter of an hour of UTC, so within one the day cannot
  // change.
  constexpr std::int64_t kQuarterMs = 15 * 60 * 1000;
  std::int64_t quarter = -1, day = 0, shown = -1;
  bool is_any_shown = false;
  const auto is_repeated = [&](const screen::TimelineItem& item) {
    if (item.kind != screen::TimelineItem::Kind::Day) return false;
    if (item.at.ms / kQuarterMs != quarter) {
      quarter = item.at.ms / kQuarterMs;
      day = local_day(item.at);
    }
    if (is_any_shown && day == shown) return true;
    is_any_shown = true;
    shown = day;
    return false;
  };
  auto& timeline = conversation.timeline;
  timeline.erase(std::remove_if(timeline.begin(), timeline.end(), is_repeated), timeline.end());
}

}  // namespace smsdesk::web::view
