#include "web/platform/headless/services.h"
#include "web/platform/headless/pictures.h"
#include "web/platform/media.h"

#include <algorithm>
#include <cstdio>

#include "core/base/assert.h"
#include "core/base/random.h"

namespace smsdesk::web {
namespace {

struct State {
  ServiceSink sink;
  headless::ServiceLog log;
  std::string storage_failure;
  Random random{1};  // seeded: a test's keys are the same in every run
};
State state;

void append_json_string(std::string& to, std::string_view text) {
  to += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      to += '\\';
      to += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c));
      to += escaped;
    } else {
      to += c;
    }
  }
  to += '"';
}

bool answers_failure(std::string_view store, std::string_view key) {
  if (state.storage_failure.empty()) return false;
  headless::deliver(
      {ServiceEvent::Kind::StorageFailed, 0, std::string(store), state.storage_failure, std::string(key)});
  return true;
}

void check_path(std::string_view path) {
  SMSDESK_ASSERT(!path.empty() && path.front() == '/');
}

}  // namespace

void set_service_sink(ServiceSink sink) {
  state.sink = std::move(sink);
}

void open_socket(std::string_view path) {
  check_path(path);
  state.log.sockets_opened.emplace_back(path);
  state.log.is_socket_open = true;
}
void send_socket(std::string_view frame) {
  state.log.frames_sent.emplace_back(frame);
}
void close_socket() {
  state.log.is_socket_open = false;
}

void send_http(std::string_view tag, std::string_view method, std::string_view path, std::string_view body,
               const HttpHeaders& headers) {
  check_path(path);
  state.log.requests.push_back({std::string(tag), std::string(method), std::string(path), std::string(body),
                                std::string(headers.content_type), std::string(headers.if_match)});
}

void save_file(std::string_view name, std::string_view content_type, std::string_view content) {
  state.log.saved_files.push_back({std::string(name), std::string(content_type), std::string(content)});
}
void choose_file(std::string_view accepts, std::uint32_t) {
  state.log.file_asked_for = accepts;
}

void choose_uploads(std::string_view accepts, std::string_view place) {
  state.log.uploads.push_back({"choose", std::string(place) + " " + std::string(accepts)});
}
void begin_upload(std::string_view key, std::string_view path, std::uint64_t, bool is_scaled) {
  state.log.uploads.push_back({is_scaled ? "scale" : "begin", std::string(key) + " " + std::string(path)});
}
void end_upload(std::string_view key) {
  state.log.uploads.push_back({"end", std::string(key)});
}
void offer_file(std::string_view key, std::string_view base64) {
  state.log.uploads.push_back({"offer", std::string(key) + " " + std::string(base64)});
}
void fetch_file(std::string_view tag, std::string_view path, std::uint64_t) {
  check_path(path);
  state.log.requests.push_back({std::string(tag), "GET", std::string(path), {}, {}, {}});
}
bool can_show(std::string_view) {
  return true;
}
void show_viewer(std::string_view content) {
  state.log.viewed = content;
}
void download_file(std::string_view path, std::string_view name) {
  state.log.downloads.push_back({std::string(path), std::string(name)});
}

void storage_load(std::string_view store) {
  if (answers_failure(store, "")) return;
  std::string json = "{";
  for (const auto& [key, value] : state.log.storage[std::string(store)]) {
    if (json.size() > 1) json += ',';
    append_json_string(json, key);
    json += ':';
    append_json_string(json, value);
  }
  json += '}';
  headless::deliver({ServiceEvent::Kind::StorageLoaded, 0, std::string(store), json, ""});
}

void storage_put(std::string_view store, std::string_view key, std::string_view value) {
  if (answers_failure(store, key)) return;
  state.log.storage[std::string(store)][std::string(key)] = value;
  headless::deliver({ServiceEvent::Kind::StorageWritten, 0, std::string(store), std::string(key), std::string(key)});
}

void storage_delete(std::string_view store, std::string_view key) {
  if (answers_failure(store, key)) return;
  state.log.storage[std::string(store)].erase(std::string(key));
  headless::deliver({ServiceEvent::Kind::StorageWritten, 0, std::string(store), std::string(key), std::string(key)});
}

void play_sound(Sound sound, Loudness loudness) {
  state.log.sounds.push_back({sound, loudness});
}
void request_notification_permission() {
  state.log.asked_for_notifications = true;
}

void show_notification(std::string_view tag, std::string_view title, std::string_view body, std::string_view buttons) {
  close_notification(tag);
  state.log.notifications.push_back({std::string(tag), std::string(title), std::string(body), std::string(buttons)});
}

void close_notification(std::string_view tag) {
  std::erase_if(state.log.notifications, [tag](const auto& shown) { return tag.empty() || shown.tag == tag; });
}

void set_badge(std::uint32_t count) {
  state.log.badge = count;
}
void open_link(std::string_view url) {
  SMSDESK_ASSERT(url.starts_with("https://") || url.starts_with("http://") || url.starts_with("/"));
  state.log.opened_links.emplace_back(url);
}

void copy_to_clipboard(std::string_view text) {
  state.log.clipboard = text;
}

std::string random_key() {
  char digits[33];
  std::snprintf(digits, sizeof digits, "%016llx%016llx", static_cast<unsigned long long>(state.random.next()),
                static_cast<unsigned long long>(state.random.next()));
  return digits;
}

void broadcast_to_tabs(std::string_view message) {
  state.log.broadcasts.emplace_back(message);
}

void wake_in(DurationMs delay) {
  state.log.wake_in = delay;
}
void reload_page() {
  state.log.asked_to_reload = true;
}

namespace headless {

ServiceLog& service_log() {
  return state.log;
}
void deliver(ServiceEvent event) {
  const bool is_connected = event.kind == ServiceEvent::Kind::SocketOpened;
  if (state.sink) state.sink(std::move(event));
  if (is_connected) hurry_pictures();
}
void fail_storage(std::string_view sentence) {
  state.storage_failure = sentence;
}
void reset_services() {
  state = State{};
}

}  // namespace headless
}  // namespace smsdesk::web
