// RFC 9112 with every leniency it allows a server turned off. The order of the checks matters in
// one place only: framing fields are judged when all fields are known, so that their order on the
// wire makes no difference.
#include "relay/net/request_head.h"

#include <algorithm>
#include <array>

namespace smsdesk::net {

namespace {

bool is_token_char(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Host and optional port: what a name, an IPv4 or a bracketed IPv6 address can hold, and nothing
/// that ends a URL's authority.
bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 255) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_' || c == ':' || c == '[' || c == ']';
  });
}

bool has_list_token(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::size_t end = list.find(',');
    if (equals_without_case(trim(list.substr(0, end)), token)) return true;
    list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 1);
  }
  return false;
}

/// 16 random bytes in base64 (RFC 6455 §4.1).
bool is_websocket_key(std::string_view key) {
  if (key.size() != 24 || key.substr(22) != "==") return false;
  return std::all_of(key.begin(), key.begin() + 22, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
  });
}

struct RequestLine {
  std::string_view method;
  std::string_view target;
  bool is_http_1_0 = false;
};

std::variant<RequestLine, Refusal> parse_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return Refusal{400, "The request line is malformed."};
  }
  RequestLine parsed;
  parsed.method = line.substr(0, first);
  parsed.target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(parsed.method)) return Refusal{400, "The method is malformed."};
  const bool has_version_shape = version.size() == 8 && version.substr(0, 5) == "HTTP/" && version[5] >= '0' &&
                                 version[5] <= '9' && version[6] == '.' && version[7] >= '0' && version[7] <= '9';
  if (!has_version_shape) return Refusal{400, "The request line is malformed."};
  if (version == "HTTP/1.0") {
    parsed.is_http_1_0 = true;
  } else if (version != "HTTP/1.1") {
    return Refusal{505, "Only HTTP/1.1 is spoken here."};
  }
  static constexpr std::array<std::string_view, 7> kMethods = {"GET",   "HEAD",   "POST",   "PUT",
                                                               "PATCH", "DELETE", "OPTIONS"};
  if (std::find(kMethods.begin(), kMethods.end(), parsed.method) == kMethods.end()) {
    return Refusal{501, "This method is not implemented."};
  }
  const bool is_asterisk = parsed.target == "*" && parsed.method == "OPTIONS";
  const bool is_origin_form = !parsed.target.empty() && parsed.target.front() == '/';
  const bool is_printable =
      std::all_of(parsed.target.begin(), parsed.target.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
  if (!is_printable || !(is_asterisk || is_origin_form)) {
    return Refusal{400, "The request target must be a path."};
  }
  return parsed;
}

/// The fields that decide about framing and connection, collected over all lines.
struct Framing {
  unsigned host_count = 0;
  unsigned length_count = 0;
  unsigned encoding_count = 0;
  bool is_host_valid = true;
  std::string_view length;
  std::string_view encoding;
  bool has_close = false;
  bool has_keep_alive = false;
  bool has_connection_upgrade = false;
  bool has_upgrade_websocket = false;
  bool has_strange_expect = false;
};

void note_field(const Header& header, Framing& framing, RequestHead& head) {
  const std::string_view value = header.value;
  if (equals_without_case(header.name, "host")) {
    ++framing.host_count;
    framing.is_host_valid = framing.is_host_valid && is_host(value);
  } else if (equals_without_case(header.name, "content-length")) {
    ++framing.length_count;
    framing.length = value;
  } else if (equals_without_case(header.name, "transfer-encoding")) {
    ++framing.encoding_count;
    framing.encoding = value;
  } else if (equals_without_case(header.name, "connection")) {
    framing.has_close = framing.has_close || has_list_token(value, "close");
    framing.has_keep_alive = framing.has_keep_alive || has_list_token(value, "keep-alive");
    framing.has_connection_upgrade = framing.has_connection_upgrade || has_list_token(value, "upgrade");
  } else if (equals_without_case(header.name, "upgrade")) {
    framing.has_upgrade_websocket = framing.has_upgrade_websocket || has_list_token(value, "websocket");
  } else if (equals_without_case(header.name, "expect")) {
    head.expects_continue = equals_without_case(value, "100-continue");
    framing.has_strange_expect = !head.expects_continue;
  }
}

/// Sets the body's framing; a refusal's status is 0 where all is well.
Refusal judge_framing(const Framing& framing, bool is_http_1_0, RequestHead& head) {
  if (framing.host_count > 1) return {400, "The Host header is doubled."};
  if (framing.host_count == 0 && !is_http_1_0) return {400, "The Host header is missing."};
  if (!framing.is_host_valid) return {400, "The Host header is malformed."};
  if (framing.length_count > 1) return {400, "Content-Length is doubled."};
  if (framing.encoding_count > 1) return {400, "Transfer-Encoding is doubled."};
  if (framing.encoding_count == 1) {
    if (framing.length_count == 1) {
      return {400, "Content-Length and Transfer-Encoding exclude each other."};
    }
    if (is_http_1_0) return {400, "Transfer-Encoding does not exist in HTTP/1.0."};
    if (!equals_without_case(framing.encoding, "chunked")) {
      return {501, "Only the transfer coding \"chunked\" is implemented."};
    }
    head.framing = BodyFraming::Chunked;
  } else if (framing.length_count == 1) {
    const std::string_view digits = framing.length;
    const bool is_number = !digits.empty() && digits.size() <= 18 &&
                           std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) return {400, "Content-Length is malformed."};
    for (const char c : digits) head.body_bytes = head.body_bytes * 10 + static_cast<unsigned>(c - '0');
    head.framing = head.body_bytes == 0 ? BodyFraming::None : BodyFraming::Length;
  }
  if (framing.has_strange_expect) return {417, "Only Expect: 100-continue is understood."};
  return {0, {}};
}

Refusal judge_upgrade(const Framing& framing, RequestHead& head) {
  if (!framing.has_upgrade_websocket || !framing.has_connection_upgrade) return {0, {}};
  const std::string* key = nullptr;
  const std::string* version = nullptr;
  unsigned key_count = 0;
  unsigned version_count = 0;
  for (const Header& header : head.request.headers) {
    if (equals_without_case(header.name, "sec-websocket-key")) key = &header.value, ++key_count;
    if (equals_without_case(header.name, "sec-websocket-version")) {
      version = &header.value, ++version_count;
    }
  }
  if (version_count != 1 || *version != "13") return {426, "Only WebSocket version 13 is spoken here."};
  if (head.request.method != "GET" || head.framing != BodyFraming::None || key_count != 1 || !is_websocket_key(*key)) {
    return {400, "The WebSocket upgrade is malformed."};
  }
  head.is_websocket_upgrade = true;
  return {0, {}};
}

}  // namespace

bool parse_field_line(std::string_view line, Header& into) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
  const std::string_view value = trim(line.substr(colon + 1));
  if (std::any_of(value.begin(), value.end(), is_control)) return false;
  into.name = line.substr(0, colon);
  into.value = value;
  return true;
}

HeadScan scan_head(std::string_view bytes, std::size_t scanned, std::size_t bytes_max) {
  const auto refused = [](int status, std::string_view sentence) {
    return HeadScan{HeadScan::State::Refused, 0, {status, sentence}};
  };
  for (std::size_t i = scanned; i < bytes.size(); ++i) {
    if (i == bytes_max) {
      const bool is_line_open = bytes.substr(0, i).find('\n') == std::string_view::npos;
      return is_line_open ? refused(414, "The request target is too long.")
                          : refused(431, "The request headers are too large.");
    }
    const char c = bytes[i];
    const bool is_behind_cr = i > 0 && bytes[i - 1] == '\r';
    if (is_behind_cr != (c == '\n')) return refused(400, "Lines must end with CR LF.");
    if (c == '\n') {
      if (i == 1) return refused(400, "The request line is missing.");
      if (i >= 3 && bytes[i - 2] == '\n') return {HeadScan::State::Complete, i + 1, {}};
    } else if (c != '\r' && is_control(c)) {
      return refused(400, "The request head holds a control byte.");
    }
  }
  return {};
}

std::variant<RequestHead, Refusal> parse_request_head(std::string_view head_bytes) {
  const auto take_line = [&head_bytes] {
    const std::size_t end = head_bytes.find("\r\n");
    const std::string_view line = head_bytes.substr(0, end);
    head_bytes = end == std::string_view::npos ? std::string_view{} : head_bytes.substr(end + 2);
    return line;
  };
  const auto parsed_line = parse_request_line(take_line());
  if (const auto* refusal = std::get_if<Refusal>(&parsed_line)) return *refusal;
  const RequestLine& line = std::get<RequestLine>(parsed_line);

  RequestHead head;
  head.request.method = line.method;
  head.request.target = line.target;
  while (true) {
    const std::string_view field = take_line();
    if (field.empty()) break;
    if (field.front() == ' ' || field.front() == '\t') {
      return Refusal{400, "Folded header lines are not accepted."};
    }
    if (head.request.headers.size() == kHeadersMax) return Refusal{431, "There are too many headers."};
    Header header;
    if (!parse_field_line(field, header)) return Refusal{400, "A header line is malformed."};
    head.request.headers.push_back(std::move(header));
  }
  Framing framing;  // views into the finished vector, whose strings no longer move
  for (const Header& header : head.request.headers) note_field(header, framing, head);
  if (const Refusal refusal = judge_framing(framing, line.is_http_1_0, head); refusal.status != 0) {
    return refusal;
  }
  if (!line.is_http_1_0) {
    if (const Refusal refusal = judge_upgrade(framing, head); refusal.status != 0) return refusal;
  } else {
    head.expects_continue = false;  // RFC 9110 §10.1.1: not for HTTP/1.0
  }
  head.is_keep_alive = !framing.has_close && (!line.is_http_1_0 || framing.has_keep_alive);
  return head;
}

}  // namespace smsdesk::net
