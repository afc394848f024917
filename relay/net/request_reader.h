// One HTTP/1.1 request out of a stream of bytes. Pure: it reads no socket.
//
// Boost.Beast's parser reads request line, fields and both kinds of body, and alone says where each ends.
// Around it stand the checks of request_checks.h, which only refuse. So there is one reading of the
// stream: where Beast and a check could see an end at different places, the request is refused.
// Invariants: the body never exceeds its maximum; trailers and chunk extensions are checked and thrown
// away; after Refused nothing more may be read from the stream.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "relay/net/http.h"
#include "relay/net/request_checks.h"

namespace smsdesk::net {

struct RequestHead {
  HttpRequest request;  ///< remote_address and is_tls stay empty; body is there when the body is read
  bool has_body = false;
  bool is_keep_alive = true;
  bool expects_continue = false;
  bool is_websocket_upgrade = false;  ///< complete and of version 13
};

class RequestReader {
 public:
  RequestReader(std::size_t head_bytes_max, std::size_t body_bytes_max);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  enum class State { Incomplete, Complete, Refused };
  /// Takes bytes from the front of `bytes` and says in `taken` how many. The rest must come again, with
  /// more behind it; at Complete it belongs to the body or to the next request.
  State read_head(std::string_view bytes, std::size_t& taken);
  /// After read_head() was Complete: the body's maximum for this very request, at most the constructor's. Refused where
  /// more is announced already.
  State limit_body(std::size_t body_bytes_max);
  /// After read_head() was Complete.
  State read_body(std::string_view bytes, std::size_t& taken);

  RequestHead& head();
  const Refusal& refusal() const;

 private:
  struct Inner;
  const std::unique_ptr<Inner> inner_;
};

}  // namespace smsdesk::net
