// The head of an HTTP/1.1 request, read strictly: request line and header fields, and how the body
// is framed. Pure.
//
// Why not Beast's parser: what must be refused (Transfer-Encoding beside Content-Length, folded
// lines, a doubled Host, a bare LF …) can only be seen in the bytes, and two parsers that read one
// stream differently are how requests are smuggled. So there is one reader, and it accepts only
// what RFC 9112 lets a client generate.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "relay/net/http.h"

namespace smsdesk::net {

inline constexpr std::size_t kHeadersMax = 100;

/// Why a request is not served; the connection closes behind the answer.
struct Refusal {
  int status = 400;
  std::string_view sentence;  ///< static text, shown as the body
};

struct HeadScan {
  enum class State { Incomplete, Complete, Refused };
  State state = State::Incomplete;
  std::size_t head_bytes = 0;  ///< where Complete: up to and with the empty line
  Refusal refusal;             ///< where Refused
};

/// Looks for the end of the head in `bytes`. `scanned` of them were seen by an earlier call.
/// Refuses control bytes and bare LF or CR as soon as they come, so that a malformed request needs
/// no deadline to be noticed.
HeadScan scan_head(std::string_view bytes, std::size_t scanned, std::size_t bytes_max);

enum class BodyFraming { None, Length, Chunked };

struct RequestHead {
  HttpRequest request;  ///< body, remote_address and is_tls are still empty
  BodyFraming framing = BodyFraming::None;
  std::uint64_t body_bytes = 0;  ///< where Length
  bool is_keep_alive = true;
  bool expects_continue = false;
  bool is_websocket_upgrade = false;  ///< complete and of version 13
};

/// `head` as found by scan_head.
std::variant<RequestHead, Refusal> parse_request_head(std::string_view head);

/// One field line without its CRLF: a token, a colon at once behind it, a value without control
/// bytes.
bool parse_field_line(std::string_view line, Header& into);

}  // namespace smsdesk::net
