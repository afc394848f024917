#include "web/platform/services.h"

#include "core/base/assert.h"
#include "web/platform/browser/service_events.h"

namespace smsdesk::web {
namespace {

extern "C" {
void smsdesk_js_services_start();
void smsdesk_js_socket_open(const char* path, int path_bytes, int frame_bytes_max);
void smsdesk_js_socket_send(const char* frame, int bytes);
void smsdesk_js_socket_close();
void smsdesk_js_http(const char* tag, int tag_bytes, const char* method, int method_bytes, const char* path,
                     int path_bytes, const char* body, int body_bytes, const char* type, int type_bytes,
                     const char* if_match, int if_match_bytes, int max);
void smsdesk_js_save_file(const char* name, int name_bytes, const char* type, int type_bytes, const char* content,
                          int content_bytes);
void smsdesk_js_choose_file(const char* accepts, int accepts_bytes, int bytes_max);
void smsdesk_js_storage(int operation, const char* store, int store_bytes, const char* key, int key_bytes,
                        const char* value, int value_bytes, int waiting_max);
void smsdesk_js_sound(int sound, int loudness);
void smsdesk_js_notification_permission();
void smsdesk_js_notification(const char* tag, int tag_bytes, const char* title, int title_bytes, const char* body,
                             int body_bytes, const char* buttons, int buttons_bytes);
void smsdesk_js_notification_close(const char* tag, int tag_bytes);
void smsdesk_js_badge(std::uint32_t count);
void smsdesk_js_copy(const char* text, int bytes);
void smsdesk_js_open_link(const char* url, int bytes);
void smsdesk_js_random(unsigned char* to, int bytes);
void smsdesk_js_broadcast(const char* message, int bytes);
void smsdesk_js_wake_in(double delay_ms);
void smsdesk_js_reload();
}

enum StorageOperation : int { kLoad = 0, kPut = 1, kDelete = 2 };

constexpr std::size_t kKeyBytes = 16;  // of random_key()

/// Every event has a key: the browser is asked for many at once, since a question costs it as much as a hundred of them.
struct RandomStock {
  unsigned char bytes[64 * kKeyBytes];
  std::size_t used = sizeof bytes;
};
struct State {
  ServiceSink sink;
  RandomStock random;
};
State state;

int size_of(std::string_view text) {
  return static_cast<int>(text.size());
}

void check_path(std::string_view path) {
  if (path.substr(0, 6) == "asset:") return;  // a file of the site by its name; services.js knows where it lies
  SMSDESK_ASSERT(!path.empty() && path.front() == '/');
  SMSDESK_ASSERT(path.size() < 2 || path[1] != '/');  // "//host" would leave the page's own origin
}

void storage(StorageOperation operation, std::string_view store, std::string_view key, std::string_view value) {
  smsdesk_js_storage(operation, store.data(), size_of(store), key.data(), size_of(key), value.data(), size_of(value),
                     kStorageWaitingMax);
}

}  // namespace

void set_service_sink(ServiceSink sink) {
  const bool is_first = !state.sink;
  state.sink = std::move(sink);
  if (is_first) smsdesk_js_services_start();
}

void open_socket(std::string_view path) {
  check_path(path);
  smsdesk_js_socket_open(path.data(), size_of(path), kSocketFrameBytesMax);
}
void send_socket(std::string_view frame) {
  smsdesk_js_socket_send(frame.data(), size_of(frame));
}
void close_socket() {
  smsdesk_js_socket_close();
}

void send_http(std::string_view tag, std::string_view method, std::string_view path, std::string_view body,
               const HttpHeaders& headers) {
  check_path(path);
  smsdesk_js_http(tag.data(), size_of(tag), method.data(), size_of(method), path.data(), size_of(path), body.data(),
                  size_of(body), headers.content_type.data(), size_of(headers.content_type), headers.if_match.data(),
                  size_of(headers.if_match), kHttpRequestsMax);
}

void save_file(std::string_view name, std::string_view content_type, std::string_view content) {
  smsdesk_js_save_file(name.data(), size_of(name), content_type.data(), size_of(content_type), content.data(),
                       size_of(content));
}
void choose_file(std::string_view accepts, std::uint32_t bytes_max) {
  smsdesk_js_choose_file(accepts.data(), size_of(accepts), static_cast<int>(bytes_max));
}

void storage_load(std::string_view store) {
  storage(kLoad, store, {}, {});
}
void storage_put(std::string_view store, std::string_view key, std::string_view value) {
  storage(kPut, store, key, value);
}
void storage_delete(std::string_view store, std::string_view key) {
  storage(kDelete, store, key, {});
}

void play_sound(Sound sound, Loudness loudness) {
  smsdesk_js_sound(static_cast<int>(sound), static_cast<int>(loudness));
}
void request_notification_permission() {
  smsdesk_js_notification_permission();
}
void show_notification(std::string_view tag, std::string_view title, std::string_view body, std::string_view buttons) {
  smsdesk_js_notification(tag.data(), size_of(tag), title.data(), size_of(title), body.data(), size_of(body),
                          buttons.data(), size_of(buttons));
}
void close_notification(std::string_view tag) {
  smsdesk_js_notification_close(tag.data(), size_of(tag));
}
void set_badge(std::uint32_t count) {
  smsdesk_js_badge(count);
}
void open_link(std::string_view url) {
  SMSDESK_ASSERT(url.starts_with("https://") || url.starts_with("http://") || url.starts_with("/"));
  smsdesk_js_open_link(url.data(), size_of(url));
}
void copy_to_clipboard(std::string_view text) {
  smsdesk_js_copy(text.data(), size_of(text));
}

std::string random_key() {
  constexpr char kDigits[] = "0123456789abcdef";
  RandomStock& stock = state.random;
  if (stock.used == sizeof stock.bytes) {
    smsdesk_js_random(stock.bytes, sizeof stock.bytes);
    stock.used = 0;
  }
  std::string key;
  key.reserve(2 * kKeyBytes);
  for (const std::size_t end = stock.used + kKeyBytes; stock.used < end; ++stock.used) {
    key += kDigits[stock.bytes[stock.used] >> 4];
    key += kDigits[stock.bytes[stock.used] & 15];
  }
  return key;
}

void broadcast_to_tabs(std::string_view message) {
  smsdesk_js_broadcast(message.data(), size_of(message));
}

void wake_in(DurationMs delay) {
  smsdesk_js_wake_in(static_cast<double>(delay));
}
void reload_page() {
  smsdesk_js_reload();
}

void dispatch_service_event(int kind, const char* data, int count) {
  const std::string_view bytes(data, static_cast<std::size_t>(count));
  constexpr int kKinds = static_cast<int>(ServiceEvent::Kind::NotificationAccess) + 1;
  if (kind < kServiceEventFirst || kind >= kServiceEventFirst + kKinds) {
    if (!dispatch_mirror_event(kind, bytes) && !dispatch_picture_event(kind, bytes)) dispatch_field_event(kind, bytes);
    return;
  }
  constexpr std::size_t kHead = 16;
  if (bytes.size() < kHead) return;
  const std::size_t tag_size = read_plain<std::uint32_t>(bytes, 8);
  const std::size_t key_size = read_plain<std::uint32_t>(bytes, 12);
  if (tag_size + key_size > bytes.size() - kHead) return;
  ServiceEvent event{static_cast<ServiceEvent::Kind>(kind - kServiceEventFirst), 0, {}, {}, {}};
  event.number = static_cast<std::int64_t>(read_plain<double>(bytes, 0));
  event.tag = bytes.substr(kHead, tag_size);
  event.key = bytes.substr(kHead + tag_size, key_size);
  event.text = bytes.substr(kHead + tag_size + key_size);
  const bool is_connected = event.kind == ServiceEvent::Kind::SocketOpened;
  if (state.sink) state.sink(std::move(event));
  if (is_connected) hurry_pictures();
}

}  // namespace smsdesk::web
