#include "core/client/notification_access.h"

#include "core/client/turn.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr const char* kOffered = "notifications_offered";

}  // namespace

NotificationAccess parse_notification_access(std::string_view word) {
  if (word == "default") return NotificationAccess::Unasked;
  if (word == "granted") return NotificationAccess::Allowed;
  if (word == "denied") return NotificationAccess::Blocked;
  return NotificationAccess::Missing;
}

std::string notification_words(NotificationAccess access) {
  switch (access) {
    case NotificationAccess::Unknown:
    case NotificationAccess::Unasked:
      return {};
    case NotificationAccess::Missing:
      return tr("This browser cannot show notifications of this page.");
    case NotificationAccess::Allowed:
      return tr("Notifications are allowed: you see and answer offers in another window, too.");
    case NotificationAccess::Blocked:
      return tr(
          "The browser blocks notifications of this page. To allow them, open the browser's settings for this site, "
          "beside its address.");
  }
  return {};
}

void on_notification_access(Turn& turn, NotificationAccess access) {
  const NotificationAccess before = turn.s.notifications;
  turn.s.notifications = access;
  if (before == NotificationAccess::Unknown || before == access) return;
  const std::string words = notification_words(access);
  if (!words.empty()) turn.emit(effect::Announce{words, false});
}

void offer_notifications(Turn& turn) {
  const State& s = turn.s;
  if (s.notifications != NotificationAccess::Unasked || !s.is_page_visible || !s.preferences.is_in_step) return;
  if (s.preferences.values.count(kOffered) != 0) return;
  set_preference(turn, kOffered, "yes");
  turn.notice(NoticeState::Tone::Info,
              tr("Notifications show you offers and messages while you look at another window. You can also allow them "
                 "later in the settings, at “Sound and notifications”."),
              NoticeReason::NotificationsOffered);
}

}  // namespace smsdesk
