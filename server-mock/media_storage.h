// The carrier's storage of pictures and files: what phones sent with their own bytes, and what applications let us fetch.
// In memory, bounded; the oldest give way.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>

#include "relay/net/http_client.h"

namespace smsdesk::mock {

inline constexpr std::size_t kStoredMediaMax = 500;
inline constexpr std::size_t kStoredBytesMax = 128 * 1024 * 1024;
inline constexpr std::size_t kMediaBytesMax = 8 * 1024 * 1024;

class MediaStorage {
 public:
  struct Content {
    std::string content_type;
    std::string bytes;
  };
  explicit MediaStorage(net::Loop& loop);
  void put(const std::string& id, Content content);
  /// Null where it is not, or not any more.
  const Content* find(const std::string& id) const;
  /// Fetches it from the application, as the carrier does with a MediaUrl; `done` says whether it was there.
  void fetch(const std::string& id, const std::string& url, std::function<void(bool)> done);

 private:
  net::HttpClient client_;
  std::map<std::string, Content> contents_;
  std::deque<std::string> order_;
  std::size_t bytes_ = 0;
};

}  // namespace smsdesk::mock
