#include "relay/net/request_reader.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <string>

namespace smsdesk::net {

namespace {

namespace http = boost::beast::http;
using Text = boost::beast::string_view;
using boost::system::error_code;

std::string_view standard(Text text) {
  return {text.data(), text.size()};
}

/// Collects what Beast reads.
class Parser final : public http::basic_parser<true> {
 public:
  RequestHead head;
  bool is_http_1_0 = false;
  std::uint64_t content_left = 0;  ///< of the chunk that is being read
  bool is_behind_content = false;  ///< a chunk's content ended last
  Refusal refusal = kNoRefusal;    ///< of a check within a callback

  bool is_upgrade() const {
    if (!upgrade()) return false;
    for (const Header& header : head.request.headers) {
      if (equals_without_case(header.name, "upgrade") && http::token_list(header.value).exists("websocket"))
        return true;
    }
    return false;
  }

 private:
  void on_request_impl(http::verb, Text method, Text target, int version, error_code&) override {
    head.request.method = standard(method);
    head.request.target = standard(target);
    is_http_1_0 = version == 10;
  }
  void on_response_impl(int, Text, int, error_code&) override {}

  void on_field_impl(http::field, Text name, Text value, error_code& error) override {
    if (is_header_done()) {
      if (is_forbidden_trailer(standard(name))) refuse({400, "A trailer is not allowed."}, error);
    } else if (head.request.headers.size() == kHeadersMax) {
      refuse({431, "There are too many headers."}, error);
    } else {
      head.request.headers.push_back({std::string(standard(name)), std::string(standard(value))});
    }
  }

  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  /// Grows with what has come, not with what was announced: an announcement costs the peer nothing.
  std::size_t on_body_impl(Text bytes, error_code&) override {
    head.request.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_chunk_header_impl(std::uint64_t size, Text, error_code&) override { content_left = size; }
  std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, error_code&) override {
    head.request.body.append(bytes.data(), bytes.size());
    content_left -= bytes.size();
    is_behind_content = content_left == 0;
    return bytes.size();
  }
  void on_finish_impl(error_code&) override {}

  void refuse(Refusal with, error_code& error) {
    refusal = with;
    error = http::error::bad_field;
  }
};

Refusal explain(const error_code& error, std::string_view bytes) {
  if (error == http::error::bad_method) return {400, "The method is malformed."};
  if (error == http::error::bad_target) return {400, "The request target must be a path."};
  if (error == http::error::bad_version) {
    if (names_other_version(bytes.substr(0, bytes.find('\r')))) return {505, "Only HTTP/1.1 is spoken here."};
    return {400, "The request line is malformed."};
  }
  if (error == http::error::bad_field || error == http::error::bad_value) return {400, "A header line is malformed."};
  if (error == http::error::bad_content_length || error == http::error::multiple_content_length) {
    return {400, "Content-Length is malformed, doubled or beside Transfer-Encoding."};
  }
  if (error == http::error::bad_transfer_encoding) {
    return {400, "Transfer-Encoding is doubled or beside Content-Length."};
  }
  if (error == http::error::body_limit) return {413, "The request body is too large."};
  if (error == http::error::header_limit) return {431, "The request headers are too large."};
  if (error == http::error::bad_chunk) return {400, "A chunk's size is malformed."};
  if (error == http::error::bad_chunk_extension) return {400, "A chunk's extension is malformed."};
  return {400, "The request is malformed."};
}

}  // namespace

struct RequestReader::Inner {
  Parser parser;
  const std::size_t head_bytes_max;
  std::size_t scanned = 0;  ///< of the bytes that come again
  Refusal refusal;

  explicit Inner(std::size_t with_head_bytes_max) : head_bytes_max(with_head_bytes_max) {}

  State refuse(Refusal with) {
    refusal = with;
    return State::Refused;
  }
  State refuse(const error_code& error, std::string_view bytes) {
    return refuse(parser.refusal.status != 0 ? parser.refusal : explain(error, bytes));
  }

  State judge_head() {
    RequestHead& head = parser.head;
    Refusal found = check_request_line(head.request.method, head.request.target);
    if (found.status == 0) found = check_fields(head.request, parser.is_http_1_0);
    if (found.status != 0) return refuse(found);
    head.has_body = !parser.is_done();
    head.is_keep_alive = parser.keep_alive();
    if (parser.is_http_1_0) return State::Complete;  // knows neither upgrade nor Expect (RFC 9110 §10.1.1)
    head.expects_continue = head.request.find_header("expect") != nullptr;
    head.is_websocket_upgrade = parser.is_upgrade();
    if (head.is_websocket_upgrade) found = check_upgrade(head.request, head.has_body);
    return found.status != 0 ? refuse(found) : State::Complete;
  }

  /// What frames a chunk: line by line, until Beast has seen enough.
  State read_framing(std::string_view bytes, std::size_t& used) {
    used = 0;
    while (true) {
      const LineScan scan = scan_chunk_line(bytes, scanned, parser.is_behind_content);
      if (scan.state == LineScan::State::Refused) return refuse(scan.refusal);
      if (scan.state == LineScan::State::Incomplete) {
        scanned = bytes.size();
        return State::Incomplete;
      }
      scanned = scan.bytes;
      const std::string_view lines = bytes.substr(0, scan.bytes);
      error_code error;
      const std::size_t count = parser.put(boost::asio::buffer(lines), error);
      if (error && error != http::error::need_more) return refuse(error, lines);
      if (!error) {
        if (count != lines.size()) return refuse({400, "A chunk's framing is ambiguous."});
        used = count;
        scanned = 0;
        parser.is_behind_content = false;
        return State::Complete;
      }
      // An empty line ends the trailers. Beast would go on where an extension's quotes are still open.
      if (count > 0 || (lines.size() > 4 && lines.substr(lines.size() - 4) == "\r\n\r\n")) {
        return refuse({400, "A chunk's framing is ambiguous."});
      }
    }
  }
};

RequestReader::RequestReader(std::size_t head_bytes_max, std::size_t body_bytes_max)
    : inner_(std::make_unique<Inner>(head_bytes_max)) {
  inner_->parser.header_limit(static_cast<std::uint32_t>(head_bytes_max));
  inner_->parser.body_limit(static_cast<std::uint64_t>(body_bytes_max));
}

RequestReader::~RequestReader() = default;

RequestHead& RequestReader::head() {
  return inner_->parser.head;
}

const Refusal& RequestReader::refusal() const {
  return inner_->refusal;
}

RequestReader::State RequestReader::read_head(std::string_view bytes, std::size_t& taken) {
  Inner& inner = *inner_;
  taken = 0;
  const LineScan scan = scan_head(bytes, inner.scanned, inner.head_bytes_max);
  if (scan.state == LineScan::State::Refused) return inner.refuse(scan.refusal);
  if (scan.state == LineScan::State::Incomplete) {
    inner.scanned = bytes.size();
    return State::Incomplete;
  }
  inner.scanned = 0;
  const std::string_view head = bytes.substr(0, scan.bytes);
  error_code error;
  taken = inner.parser.put(boost::asio::buffer(head), error);
  if (error) return inner.refuse(error, head);
  if (taken != head.size() || !inner.parser.is_header_done()) {
    return inner.refuse({400, "The end of the request head is ambiguous."});
  }
  return inner.judge_head();
}

RequestReader::State RequestReader::limit_body(std::size_t body_bytes_max) {
  Parser& parser = inner_->parser;
  if (parser.is_done()) return State::Complete;
  const auto announced = parser.content_length_remaining();
  if (announced && *announced > body_bytes_max) return inner_->refuse(http::error::body_limit, {});
  parser.body_limit(static_cast<std::uint64_t>(body_bytes_max));
  return State::Complete;
}

RequestReader::State RequestReader::read_body(std::string_view bytes, std::size_t& taken) {
  Inner& inner = *inner_;
  Parser& parser = inner.parser;
  taken = 0;
  while (!parser.is_done()) {
    const std::string_view rest = bytes.substr(taken);
    if (rest.empty()) return State::Incomplete;
    std::size_t used = 0;
    if (parser.chunked() && parser.content_left == 0) {
      const State state = inner.read_framing(rest, used);
      if (state != State::Complete) return state;
    } else {
      error_code error;
      used = parser.put(boost::asio::buffer(rest), error);
      if (error) return inner.refuse(error, rest);
    }
    taken += used;
  }
  return State::Complete;
}

}  // namespace smsdesk::net
