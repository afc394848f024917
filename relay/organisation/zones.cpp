#include "relay/organisation/zones.h"

#include <date/tz.h>

#include <chrono>
#include <exception>

#include "core/words/words.h"

namespace smsdesk::relay {
namespace {

Instant instant_of(date::sys_seconds at) {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count()};
}

int minutes_of(std::chrono::seconds offset) {
  return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(offset).count());
}

}  // namespace

Result<std::vector<ZoneOffset>> zone_offsets(const std::string& zone, Instant now) {
  if (zone.empty()) return std::vector<ZoneOffset>{};
  const date::sys_days today =
      date::floor<date::days>(date::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(now.ms)));
  const date::year year = date::year_month_day(today).year();
  const date::sys_seconds begin = date::sys_days(year / 1 / 1);
  const date::sys_seconds end = date::sys_days((year + date::years(kZoneYearsAhead + 1)) / 1 / 1);
  try {
    const date::time_zone* found = date::locate_zone(zone);
    std::vector<ZoneOffset> offsets;
    for (date::sys_seconds at = begin; at < end;) {
      const date::sys_info info = found->get_info(at);
      const int offset = minutes_of(info.offset);
      // Where only the name or the daylight flag changes, the clock does not.
      if (offsets.empty() || offsets.back().minutes != offset) offsets.push_back({instant_of(at), offset});
      if (info.end <= at) break;
      at = info.end;
    }
    return offsets;
  } catch (const std::exception&) {
    return Error{ErrorCode::Invalid,
                 tr("There is no time zone \"{zone}\" in this machine's database. Write it like Europe/Berlin or "
                    "America/New_York.",
                    {{"zone", zone}})};
  }
}

}  // namespace smsdesk::relay
