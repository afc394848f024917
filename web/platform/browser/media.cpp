#include "web/platform/media.h"

#include "core/base/assert.h"

namespace smsdesk::web {
namespace {

extern "C" {
void smsdesk_js_uploads_choose(const char* accepts, int accepts_bytes, const char* place, int place_bytes);
void smsdesk_js_upload(const char* key, int key_bytes, const char* path, int path_bytes, double bytes_max,
                       int is_scaled);
void smsdesk_js_upload_end(const char* key, int bytes);
void smsdesk_js_offer_file(const char* key, int key_bytes, const char* base64, int base64_bytes);
void smsdesk_js_fetch_file(const char* tag, int tag_bytes, const char* path, int path_bytes, double bytes_max);
int smsdesk_js_can_show(const char* type, int bytes);
void smsdesk_js_viewer(const char* content, int bytes);
void smsdesk_js_download(const char* path, int path_bytes, const char* name, int name_bytes);
}

int size_of(std::string_view text) {
  return static_cast<int>(text.size());
}

void check_own_path(std::string_view path) {
  SMSDESK_ASSERT(path.size() > 1 && path[0] == '/' && path[1] != '/');
}

}  // namespace

void choose_uploads(std::string_view accepts, std::string_view place) {
  smsdesk_js_uploads_choose(accepts.data(), size_of(accepts), place.data(), size_of(place));
}
void begin_upload(std::string_view key, std::string_view path, std::uint64_t bytes_max, bool is_scaled) {
  check_own_path(path);
  smsdesk_js_upload(key.data(), size_of(key), path.data(), size_of(path), static_cast<double>(bytes_max),
                    is_scaled ? 1 : 0);
}
void end_upload(std::string_view key) {
  smsdesk_js_upload_end(key.data(), size_of(key));
}
void offer_file(std::string_view key, std::string_view base64) {
  smsdesk_js_offer_file(key.data(), size_of(key), base64.data(), size_of(base64));
}
void fetch_file(std::string_view tag, std::string_view path, std::uint64_t bytes_max) {
  check_own_path(path);
  smsdesk_js_fetch_file(tag.data(), size_of(tag), path.data(), size_of(path), static_cast<double>(bytes_max));
}
bool can_show(std::string_view content_type) {
  return smsdesk_js_can_show(content_type.data(), size_of(content_type)) != 0;
}
void show_viewer(std::string_view content) {
  smsdesk_js_viewer(content.data(), size_of(content));
}
void download_file(std::string_view path, std::string_view name) {
  check_own_path(path);
  smsdesk_js_download(path.data(), size_of(path), name.data(), size_of(name));
}

}  // namespace smsdesk::web
