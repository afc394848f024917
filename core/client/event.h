// What reached the client's state. Plain values; every instant and key that the state needs is in them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/time.h"
#include "core/client/intent.h"
#include "core/client/notification_access.h"

namespace smsdesk {

namespace event {
/// The page has loaded. Everything stored follows in StorageLoaded.
struct Started {
  bool is_mac = false;                   ///< its keyboard has Cmd and Option
  std::vector<std::string> languages{};  ///< of the browser, BCP 47, the one that is liked best first
  std::vector<std::string> not_shown{};  ///< of media_types(): what this browser says that it cannot show or play
};
/// The whole content of one store of the browser: outbox, drafts or settings.
struct StorageLoaded {
  std::string store;
  std::vector<std::pair<std::string, std::string>> content;
};
struct StorageWritten {
  std::string store;
  std::string key;
};
struct StorageFailed {
  std::string store;
  std::string key;
  std::string sentence;
};
/// The answer to an HttpRequest or a FetchFile effect; status 0 = no connection.
struct HttpAnswered {
  std::string tag;
  int status = 0;
  std::string body;
  std::string etag{};
};
/// The answer to ChooseFile; its text, as far as it is one.
struct FileChosen {
  std::string name;
  std::string content;
  std::string failure{};  ///< why it cannot be read, as a sentence
};
/// The person gave the page a file to send: chose, dropped or pasted it. The browser keeps it under that key.
struct FileOffered {
  std::string key;
  std::string name;          ///< empty where it has none
  std::string content_type;  ///< as the browser takes it by its name
  std::uint64_t bytes = 0;
  std::string place{};  ///< of ChooseUploads; empty: dropped or pasted
};
/// Of the files that it was given at once, beyond the kOfferedMax that it takes.
struct FilesLeftOut {
  std::uint64_t count = 0;
};
/// Files are being dragged over the page, or not any more.
struct FilesDragged {
  bool is_over = false;
};
struct UploadProgressed {
  std::string key;
  unsigned percent = 0;
  std::uint64_t bytes = 0;  ///< how large it is now; 0 = as before
};
/// The relay's answer; status 0: there was none, and `body` may be a sentence of the browser's.
struct UploadEnded {
  std::string key;
  int status = 0;
  std::string body;
};
struct SocketOpened {};
struct SocketClosed {
  std::uint16_t code = 1006;
  std::string reason;
};
struct FrameReceived {
  std::string bytes;
};
/// Time has passed: backoffs, draft writes. The host sends it when a WakeAt is due.
struct Ticked {};
struct PageShown {
  bool is_visible = true;
};
struct OnlineChanged {
  bool is_online = true;
};
/// The person touched the page: pointer, key, wheel. Not given more often than every few seconds.
struct PageTouched {};
struct SoundBlocked {
  bool is_blocked = true;
};
/// At the start, and whenever it has become another one.
struct NotificationAccessTold {
  NotificationAccess access = NotificationAccess::Unknown;
};
struct NotificationClicked {
  std::string tag;
  std::string action{};  ///< of the button that was pressed; empty: the notification itself
};
/// Another tab of this browser changed a draft or signed out.
struct OtherTabSaid {
  std::string message;
};
struct IntentRaised {
  Intent intent;
};
}  // namespace event

using EventBody =
    std::variant<event::Started, event::StorageLoaded, event::StorageWritten, event::StorageFailed, event::HttpAnswered,
                 event::SocketOpened, event::SocketClosed, event::FrameReceived, event::Ticked, event::PageShown,
                 event::OnlineChanged, event::PageTouched, event::SoundBlocked, event::NotificationClicked,
                 event::OtherTabSaid, event::IntentRaised, event::FileChosen, event::FileOffered, event::FilesDragged,
                 event::FilesLeftOut, event::UploadProgressed, event::UploadEnded, event::NotificationAccessTold>;

struct Event {
  EventBody body;
  Instant now;            ///< the browser's clock
  std::string fresh_key;  ///< 32 random hex digits: becomes a SendKey if one is needed, and jitter for backoffs
};

}  // namespace smsdesk
