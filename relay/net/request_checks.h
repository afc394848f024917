// What is refused of a request beyond what Boost.Beast 1.81 refuses. Pure, and without Boost.
//
// Beast's parser reads the request; these checks never say how it is to be read, only that it is not
// served. Two of them look at bytes before Beast gets them, because Beast accepts or forgets what they
// refuse: LineGate (bare LF, control bytes, folded lines, lengths) and framing fields' exact text. The
// others judge what Beast has read. tests/relay/net/malformed_test.cpp is the list.
#pragma once

#include <cstddef>
#include <string_view>

#include "relay/net/http.h"

namespace smsdesk::net {

inline constexpr std::size_t kHeadersMax = 100;
inline constexpr std::size_t kChunkLineBytesMax = 256;
inline constexpr std::size_t kTrailerBytesMax = 2 * 1024;

/// Why a request is not served; the connection closes behind the answer. Status 0: it is served.
struct Refusal {
  int status = 400;
  std::string_view sentence;  ///< static text, shown as the body
};
inline constexpr Refusal kNoRefusal{0, {}};

struct LineScan {
  enum class State { Incomplete, Complete, Refused };
  State state = State::Incomplete;
  std::size_t bytes = 0;  ///< where Complete: up to and with what was looked for
  Refusal refusal;        ///< where Refused
};

/// Looks for the end of the head in `bytes`: the first empty line. `scanned` of them were seen by an
/// earlier call. Refuses control bytes, bare LF or CR and folded lines as soon as they come, so that a
/// malformed request needs no deadline to be noticed.
LineScan scan_head(std::string_view bytes, std::size_t scanned, std::size_t bytes_max);

/// The same for what frames a chunked body: looks for the end of the next line. `bytes` begin where
/// Beast's last chunk ended, or the body begins; lines before `scanned` were found by earlier calls.
LineScan scan_chunk_line(std::string_view bytes, std::size_t scanned, bool is_behind_content);

/// The method is one that is served, the target a path.
Refusal check_request_line(std::string_view method, std::string_view target);
/// Judges the fields that frame, route or announce: Host, Content-Length, Transfer-Encoding, Expect.
Refusal check_fields(const HttpRequest& request, bool is_http_1_0);
/// Judges an upgrade to WebSocket, once it is known to be one.
Refusal check_upgrade(const HttpRequest& request, bool has_body);
/// Whether a field may not come behind the body (RFC 9110 §6.5.1).
bool is_forbidden_trailer(std::string_view name);
/// Whether the line names a version of HTTP that is not spoken here: then the answer is 505, not 400.
bool names_other_version(std::string_view request_line);

bool is_token(std::string_view text);
/// Tabulators are none.
bool has_control_byte(std::string_view text);

}  // namespace smsdesk::net
