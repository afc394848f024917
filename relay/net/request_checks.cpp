#include "relay/net/request_checks.h"

#include <algorithm>
#include <array>

namespace smsdesk::net {

namespace {

/// No chunk that is accepted needs more digits, however many zeros it begins with.
constexpr std::size_t kChunkSizeDigitsMax = 15;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

/// Host and optional port: what a name, an IPv4 or a bracketed IPv6 address can hold, and nothing
/// that ends a URL's authority.
bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 255) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
  });
}

/// Beast takes "5, 5" and "5,5" for 5.
bool is_length(std::string_view text) {
  return !text.empty() && text.size() <= 18 && std::all_of(text.begin(), text.end(), is_digit);
}

/// 16 random bytes in base64 (RFC 6455 §4.1).
bool is_websocket_key(std::string_view key) {
  if (key.size() != 24 || key.substr(22) != "==") return false;
  return std::all_of(key.begin(), key.begin() + 22,
                     [](char c) { return is_letter_or_digit(c) || c == '+' || c == '/'; });
}

/// The only field of a name; null where there is none or more than one.
const std::string* find_single(const HttpRequest& request, std::string_view name) {
  const std::string* found = nullptr;
  for (const Header& header : request.headers) {
    if (!equals_without_case(header.name, name)) continue;
    if (found != nullptr) return nullptr;
    found = &header.value;
  }
  return found;
}

/// Why the byte at `i` may not stand in a line; status 0 where it may.
Refusal check_line_byte(std::string_view bytes, std::size_t i) {
  const char c = bytes[i];
  const char before = i > 0 ? bytes[i - 1] : '\0';
  if ((before == '\r') != (c == '\n')) return {400, "Lines must end with CR LF."};
  if (c != '\n' && c != '\r' && is_control(c)) return {400, "A line of the request holds a control byte."};
  if (before == '\n' && (c == ' ' || c == '\t')) return {400, "Folded header lines are not accepted."};
  return kNoRefusal;
}

LineScan refused(Refusal refusal) {
  return {LineScan::State::Refused, 0, refusal};
}

}  // namespace

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool has_control_byte(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_control);
}

LineScan scan_head(std::string_view bytes, std::size_t scanned, std::size_t bytes_max) {
  for (std::size_t i = scanned; i < bytes.size(); ++i) {
    if (i == bytes_max) {
      const bool is_line_open = bytes.substr(0, i).find('\n') == std::string_view::npos;
      return is_line_open ? refused({414, "The request target is too long."})
                          : refused({431, "The request headers are too large."});
    }
    if (const Refusal refusal = check_line_byte(bytes, i); refusal.status != 0) return refused(refusal);
    if (bytes[i] != '\n') continue;
    if (i == 1) return refused({400, "The request line is missing."});
    if (i >= 3 && bytes[i - 2] == '\n') return {LineScan::State::Complete, i + 1, {}};
  }
  return {};
}

LineScan scan_chunk_line(std::string_view bytes, std::size_t scanned, bool is_behind_content) {
  if (is_behind_content && !bytes.empty() && bytes[0] != '\r') {
    return refused({400, "A chunk is longer than its size."});
  }
  // The line with the size begins behind the CR LF that ends the content before it; whatever follows it
  // while Beast wants more is a trailer.
  const std::size_t size_at = is_behind_content ? 2 : 0;
  const std::size_t size_line_end = bytes.find('\n', size_at);
  for (std::size_t i = scanned; i < bytes.size(); ++i) {
    if (const Refusal refusal = check_line_byte(bytes, i); refusal.status != 0) return refused(refusal);
    if (i <= size_line_end) {
      if (i >= size_at + kChunkLineBytesMax + 2) return refused({400, "A chunk's size line is too long."});
    } else if (i - size_line_end > kTrailerBytesMax) {
      return refused({431, "The trailers are too large."});
    }
    if (bytes[i] != '\n') continue;
    if (i == size_line_end) {
      const std::string_view line = bytes.substr(size_at, i - size_at);
      const auto digits_end = std::find_if_not(line.begin(), line.end(), is_hex_digit);
      if (static_cast<std::size_t>(digits_end - line.begin()) > kChunkSizeDigitsMax) {
        return refused({413, "The request body is too large."});
      }
      // Beast says so too, but of a size that begins with 0 only when the trailers have come.
      if (digits_end == line.begin() || std::string_view(";\r \t").find(*digits_end) == std::string_view::npos) {
        return refused({400, "A chunk's size is malformed."});
      }
    }
    return {LineScan::State::Complete, i + 1, {}};
  }
  return {};
}

bool names_other_version(std::string_view request_line) {
  if (request_line.size() < 9) return false;
  const std::string_view end = request_line.substr(request_line.size() - 9);
  return end.substr(0, 6) == " HTTP/" && is_digit(end[6]) && end[7] == '.' && is_digit(end[8]) && end != " HTTP/1.0" &&
         end != " HTTP/1.1";
}

Refusal check_request_line(std::string_view method, std::string_view target) {
  static constexpr std::array<std::string_view, 7> kMethods = {"GET",   "HEAD",   "POST",   "PUT",
                                                               "PATCH", "DELETE", "OPTIONS"};
  if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end()) {
    return {501, "This method is not implemented."};
  }
  const bool is_asterisk = target == "*" && method == "OPTIONS";
  const bool is_origin_form = !target.empty() && target.front() == '/';
  const bool is_printable =
      std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
  if (!is_printable || !(is_asterisk || is_origin_form)) return {400, "The request target must be a path."};
  return kNoRefusal;
}

Refusal check_fields(const HttpRequest& request, bool is_http_1_0) {
  unsigned host_count = 0;
  unsigned length_count = 0;
  unsigned encoding_count = 0;
  bool is_host_valid = true;
  bool is_length_valid = true;
  bool is_chunked = true;
  bool is_expectation_known = true;
  for (const Header& header : request.headers) {
    if (equals_without_case(header.name, "host")) {
      ++host_count;
      is_host_valid = is_host_valid && is_host(header.value);
    } else if (equals_without_case(header.name, "content-length")) {
      ++length_count;
      is_length_valid = is_length(header.value);
    } else if (equals_without_case(header.name, "transfer-encoding")) {
      ++encoding_count;
      is_chunked = equals_without_case(header.value, "chunked");
    } else if (equals_without_case(header.name, "expect")) {
      is_expectation_known = is_expectation_known && equals_without_case(header.value, "100-continue");
    }
  }
  if (host_count > 1) return {400, "The Host header is doubled."};
  if (host_count == 0 && !is_http_1_0) return {400, "The Host header is missing."};
  if (!is_host_valid) return {400, "The Host header is malformed."};
  if (length_count > 1) return {400, "Content-Length is doubled."};
  if (encoding_count > 1) return {400, "Transfer-Encoding is doubled."};
  if (encoding_count == 1 && length_count == 1) {
    return {400, "Content-Length and Transfer-Encoding exclude each other."};
  }
  if (encoding_count == 1 && is_http_1_0) return {400, "Transfer-Encoding does not exist in HTTP/1.0."};
  if (!is_chunked) return {501, "Only the transfer coding \"chunked\" is implemented."};
  if (!is_length_valid) return {400, "Content-Length is malformed."};
  if (!is_expectation_known) return {417, "Only Expect: 100-continue is understood."};
  return kNoRefusal;
}

Refusal check_upgrade(const HttpRequest& request, bool has_body) {
  const std::string* version = find_single(request, "sec-websocket-version");
  if (version == nullptr || *version != "13") return {426, "Only WebSocket version 13 is spoken here."};
  const std::string* key = find_single(request, "sec-websocket-key");
  if (request.method != "GET" || has_body || key == nullptr || !is_websocket_key(*key)) {
    return {400, "The WebSocket upgrade is malformed."};
  }
  return kNoRefusal;
}

bool is_forbidden_trailer(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kForbidden = {
      "content-length", "transfer-encoding", "host",         "trailer",       "te",     "connection",
      "upgrade",        "content-encoding",  "content-type", "authorization", "cookie", "expect"};
  return std::any_of(kForbidden.begin(), kForbidden.end(),
                     [name](std::string_view forbidden) { return equals_without_case(name, forbidden); });
}

}  // namespace smsdesk::net
