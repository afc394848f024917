// The browser's services without a browser: what was asked of them is kept, and a test answers by
// hand.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/platform/services.h"

namespace smsdesk::web::headless {

struct HttpRequest {
  std::string tag, method, path, body;
  std::string content_type{}, if_match{};
};
struct SavedFile {
  std::string name, content_type, content;
};
struct Notification {
  std::string tag, title, body, buttons;
};

/// Everything that was asked since the last reset_services(), in order within each kind.
struct ServiceLog {
  std::vector<std::string> sockets_opened;  ///< paths
  bool is_socket_open = false;              ///< wished for, whether or not SocketOpened was delivered
  std::vector<std::string> frames_sent;
  std::vector<HttpRequest> requests;
  std::vector<std::pair<Sound, Loudness>> sounds;
  std::vector<Notification> notifications;  ///< those still shown
  std::uint32_t badge = 0;
  bool asked_for_notifications = false;
  std::string clipboard;
  std::vector<std::string> opened_links;
  std::vector<std::string> broadcasts;
  std::vector<SavedFile> saved_files;
  std::string file_asked_for;                                ///< what the last choice of a file accepts
  std::vector<std::pair<std::string, std::string>> uploads;  ///< what of files was asked: "begin", "f1 /api/media"
  std::string viewed;                                        ///< what the viewer was last given
  std::vector<std::pair<std::string, std::string>> downloads;
  DurationMs wake_in = -1;  ///< the last wish
  bool asked_to_reload = false;
  /// What the database holds; storage_load answers from here at once, storage_put and _delete
  /// answer StorageWritten.
  std::map<std::string, std::map<std::string, std::string>> storage;
};
ServiceLog& service_log();

/// Hands an event to the sink, as the browser would.
void deliver(ServiceEvent event);
/// From now on every put and delete answers StorageFailed with that sentence (empty: works again).
void fail_storage(std::string_view sentence);

void reset_services();

}  // namespace smsdesk::web::headless
