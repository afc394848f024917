// The client's files, read into memory once from the list that the build wrote (site.json). Nothing outside the list can be
// asked for: no path is ever joined from a request.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "relay/net/http.h"

namespace smsdesk::relay {

class Site {
 public:
  static Result<Site> load(const std::string& directory);
  /// The answer to a GET or HEAD of a path; 404 where it is not in the list, 304 where the caller has it.
  net::HttpResponse answer(const net::HttpRequest& request) const;
  /// The content of every file whose path begins so, in no order.
  std::vector<std::shared_ptr<const std::string>> files_at(std::string_view path_begin) const;

 private:
  struct File {
    std::string type, etag;
    bool is_immutable = false;
    std::shared_ptr<const std::string> plain, brotli, gzip;
  };
  std::unordered_map<std::string, File> files_;
};

/// Headers that every answer to a browser carries.
void add_security_headers(net::HttpResponse& response, bool is_https);

}  // namespace smsdesk::relay
