// What an effect of the client's state asks of the browser: socket, storage, HTTP, sound, notification.
// Each answers through the events of web/app (never by a callback into a view).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace smsdesk::web {

/// What came from outside since the last turn; web/app turns each into a client Event.
struct ServiceEvent {
  enum class Kind : std::uint8_t {
    SocketOpened,
    SocketClosed,
    SocketMessage,  ///< number = close code; text = frame or reason
    HttpAnswered,   ///< number = status (0 = no connection); tag; text = body; key = ETag
    StorageLoaded,  ///< tag = store; text = JSON object {key: value, …}; comes once per load
    StorageWritten,
    StorageFailed,        ///< tag = store, key (empty: the whole store); text = Written: key, Failed: sentence
    NotificationClicked,  ///< tag = the notification's; text = action or empty
    SoundBlocked,
    SoundReady,
    VisibilityChanged,
    OnlineChanged,  ///< number = 1 or 0
    PreferencesChanged,
    OtherTab,          ///< text = message of another tab of this browser (BroadcastChannel)
    Woken,             ///< the time asked for by wake_in() has passed
    Touched,           ///< by pointer, key or wheel; at most every few seconds
    FileChosen,        ///< tag = its name; text = its content, or with number 0 why it cannot be read
    FileOffered,       ///< tag = its key, key = its name, text = "type\nplace", number = its bytes (media.h)
    FilesDragged,      ///< number = 1 over the page, 0 gone
    UploadProgressed,  ///< tag = its key, number = percent, text = how large it is now, 0 = as before
    UploadEnded,       ///< tag = its key, number = status (0 = no answer), text = body, or the browser's own reason
    FilesLeftOut,      ///< number = of those given at once, beyond what the page takes
    NotificationAccess,  ///< text = "default", "granted" or "denied"; empty: there are none. At the start and when it changes
  };
  Kind kind;
  std::int64_t number = 0;
  std::string tag;
  std::string text;
  std::string key;  ///< StorageWritten, StorageFailed, HttpAnswered
};
using ServiceSink = std::function<void(ServiceEvent)>;
/// Call once at start. The sink runs inside the browser's callback, not inside a frame; it asks for one itself.
void set_service_sink(ServiceSink sink);

inline constexpr int kHttpRequestsMax = 64;            ///< under way; more are answered with status 0
inline constexpr int kStorageWaitingMax = 1024;        ///< operations before the database is open; more fail
inline constexpr int kSocketFrameBytesMax = 16 << 20;  ///< a longer one closes the socket with code 1009

/// Path on the page's own origin, for example /api/socket. One socket; opening closes the one before.
void open_socket(std::string_view path);
void send_socket(std::string_view frame);
/// No SocketClosed follows a close that was asked for.
void close_socket();

/// Same-origin request with cookies; `tag` comes back with the answer. Empty headers are not sent; a body without a type
/// is JSON.
struct HttpHeaders {
  std::string_view content_type = {}, if_match = {};
};
void send_http(std::string_view tag, std::string_view method, std::string_view path, std::string_view body,
               const HttpHeaders& headers = {});

/// Hands the person a text as a file.
void save_file(std::string_view name, std::string_view content_type, std::string_view content);
/// Opens the browser's choice; one FileChosen where the person takes a file. `accepts`: ".toml,.json". A file that is larger is
/// not read.
void choose_file(std::string_view accepts, std::uint32_t bytes_max);

/// IndexedDB object stores "outbox" (durability strict), "drafts", "settings". Values are text.
void storage_load(std::string_view store);
void storage_put(std::string_view store, std::string_view key, std::string_view value);
void storage_delete(std::string_view store, std::string_view key);

enum class Sound : std::uint8_t { Chime, Message, Failure, Bell, Knock };
enum class Loudness : std::uint8_t { Quiet, Normal, Loud };
void play_sound(Sound sound, Loudness loudness = Loudness::Normal);
/// Asks for permission when called from a click, while the browser lets it; NotificationAccess follows.
void request_notification_permission();
/// With buttons where the browser and the page's service worker can; `buttons`: action, label, action, label …, a line each.
void show_notification(std::string_view tag, std::string_view title, std::string_view body,
                       std::string_view buttons = {});
void close_notification(std::string_view tag);  ///< empty: all of them
void set_badge(std::uint32_t count);
void copy_to_clipboard(std::string_view text);
/// In a tab of its own that has no way back to this page (noopener, noreferrer). http://, https://, or a path of the page's
/// own origin; anything else is our bug. To be called from what the person pressed.
void open_link(std::string_view url);
/// 128 random bits as 32 hex digits, from the browser's generator.
std::string random_key();
void broadcast_to_tabs(std::string_view message);

/// One Woken event after that long, whether or not the page is visible; a new wish replaces the one before, a negative
/// one takes it back. For deadlines of the state: a hidden page draws no frames, and must still reconnect.
void wake_in(DurationMs delay);
/// Loads the page anew: the relay is of another version.
void reload_page();

}  // namespace smsdesk::web
