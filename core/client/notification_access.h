// Whether the browser lets the page show notifications. It alone decides: the page can ask once, and hears what became of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace smsdesk {

enum class NotificationAccess : std::uint8_t {
  Unknown,  ///< the browser has not said yet
  Missing,  ///< it has none, or not for a page at this address
  Unasked,
  Allowed,
  Blocked,  ///< the page cannot ask any more
};

/// As the browser calls it: "default", "granted", "denied"; anything else: it has none.
NotificationAccess parse_notification_access(std::string_view word);
/// How it stands, and where it can be changed; empty where the page can still ask.
std::string notification_words(NotificationAccess access);

}  // namespace smsdesk
