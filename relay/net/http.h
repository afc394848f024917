// HTTP requests and responses as plain values. Pure.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace smsdesk::net {

struct Header {
  std::string name;  ///< as it came; compare without case
  std::string value;
};

/// Takes a body piece by piece as it comes, so that a large one is never in memory.
class BodySink {
 public:
  virtual ~BodySink() = default;
  /// 0 where it goes on; else the status with which the request is refused: 413 or 507.
  virtual int write(std::string_view bytes) = 0;
};

struct HttpRequest {
  std::string method;  ///< upper case
  std::string target;  ///< as on the request line: path and query, undecoded
  std::vector<Header> headers;
  std::string body;
  std::string remote_address;  ///< the peer's IP, without port
  bool is_tls = false;
  std::shared_ptr<BodySink> sink;  ///< where it took the body; then `body` is empty

  /// The part of target before '?', undecoded.
  std::string_view path() const;
  /// The part behind '?', undecoded, without it; empty where there is none.
  std::string_view query() const;
  /// The value of the first header of that name, or null.
  const std::string* find_header(std::string_view name) const;
  /// The value of a cookie, or empty.
  std::string_view cookie(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  std::vector<Header> headers;  ///< Content-Length, Date and Connection are added by the server
  std::string body;
  std::shared_ptr<const std::string> shared_body;  ///< used instead of body where set (static files)
};

/// application/x-www-form-urlencoded, order and repetition kept, values decoded, nothing trimmed.
using FormFields = std::vector<std::pair<std::string, std::string>>;
inline constexpr std::size_t kFormFieldsMax = 200;
/// False where the bytes are malformed (bad %, more than kFormFieldsMax fields).
[[nodiscard]] bool decode_form(std::string_view body, FormFields& into);
std::string encode_form(const FormFields& fields);
/// RFC 3986 percent-encoding of everything but unreserved characters.
std::string encode_component(std::string_view text);
const std::string* find_field(const FormFields& fields, std::string_view name);

bool equals_without_case(std::string_view a, std::string_view b);

}  // namespace smsdesk::net
