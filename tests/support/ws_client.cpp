#include "tests/support/ws_client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <deque>

namespace smsdesk::support {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

struct WsClient::Inner {
  asio::io_context context;
  Tcp::socket* socket() { return &stream.next_layer(); }
  websocket::stream<Tcp::socket, false> stream{context};
  beast::flat_buffer buffer;
  std::deque<std::string> messages;
  bool is_open = false;
  bool is_reading = false;
  std::optional<std::uint16_t> close_code;
  std::string close_reason;
  int refused_status = 0;
  std::string refused_body;
  unsigned pings = 0;

  /// Runs until `is_done` or the deadline; says whether it is done.
  template <typename Condition>
  bool run_until(std::chrono::milliseconds deadline, Condition is_done) {
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!is_done()) {
      context.restart();
      if (context.run_one_until(end) == 0) return is_done();
    }
    return true;
  }

  void note_end(const error_code& error) {
    if (!is_open) return;
    is_open = false;
    if (error == websocket::error::closed) {
      close_code = stream.reason().code;
      close_reason.assign(stream.reason().reason.data(), stream.reason().reason.size());
    } else {
      close_code = static_cast<std::uint16_t>(1006);
    }
  }

  void start_read() {
    if (is_reading || !is_open) return;
    is_reading = true;
    stream.async_read(buffer, [this](const error_code& error, std::size_t) {
      is_reading = false;
      if (error) return note_end(error);
      messages.push_back(beast::buffers_to_string(buffer.data()));
      buffer.consume(buffer.size());
    });
  }

  bool write(std::string_view bytes, bool is_text) {
    if (!is_open) return false;
    stream.text(is_text);
    std::optional<error_code> result;
    stream.async_write(asio::buffer(bytes.data(), bytes.size()),
                       [&result](const error_code& error, std::size_t) { result = error; });
    // The write refers to the caller's bytes, so it is cut rather than left behind.
    if (!run_until(std::chrono::seconds(10), [&result] { return result.has_value(); })) {
      error_code ignored;
      socket()->close(ignored);
      run_until(std::chrono::seconds(10), [&result] { return result.has_value(); });
    }
    return result && !*result;
  }
};

WsClient::WsClient() : inner_(std::make_unique<Inner>()) {}

WsClient::~WsClient() {
  error_code ignored;
  inner_->socket()->close(ignored);
}

bool WsClient::connect(const std::string& host, std::uint16_t port, const std::string& path,
                       std::vector<std::pair<std::string, std::string>> headers) {
  WsConnectOptions options;
  options.host = host;
  options.port = port;
  options.path = path;
  options.headers = std::move(headers);
  return connect(options);
}

bool WsClient::connect(const WsConnectOptions& options) {
  Inner& inner = *inner_;
  error_code error;
  Tcp::resolver resolver(inner.context);
  const auto endpoints = resolver.resolve(options.host, std::to_string(options.port), error);
  if (error || endpoints.empty()) return false;
  const Tcp::endpoint endpoint = *endpoints.begin();
  inner.socket()->open(endpoint.protocol(), error);
  if (options.receive_buffer_bytes > 0) {
    inner.socket()->set_option(asio::socket_base::receive_buffer_size(options.receive_buffer_bytes), error);
  }
  inner.socket()->connect(endpoint, error);
  if (error) return false;
  inner.socket()->set_option(Tcp::no_delay(true), error);
  inner.stream.set_option(websocket::stream_base::decorator([&options](websocket::request_type& request) {
    for (const auto& [name, value] : options.headers) request.set(name, value);
  }));
  inner.stream.read_message_max(0);
  inner.stream.control_callback([&inner](websocket::frame_type kind, beast::string_view) {
    if (kind == websocket::frame_type::ping) ++inner.pings;
  });
  websocket::response_type response;
  std::optional<error_code> result;
  inner.stream.async_handshake(response, options.host + ":" + std::to_string(options.port), options.path,
                               [&result](const error_code& e) { result = e; });
  if (!inner.run_until(options.deadline, [&result] { return result.has_value(); })) {
    inner.socket()->close(error);
    inner.run_until(options.deadline, [&result] { return result.has_value(); });
    return false;
  }
  if (*result) {
    inner.refused_status = response.result_int() == 200 && response.begin() == response.end()
                               ? 0
                               : static_cast<int>(response.result_int());
    inner.refused_body = response.body();
    return false;
  }
  inner.is_open = true;
  return true;
}

int WsClient::refused_status() const {
  return inner_->refused_status;
}
const std::string& WsClient::refused_body() const {
  return inner_->refused_body;
}
bool WsClient::send_text(std::string_view text) {
  return inner_->write(text, true);
}
bool WsClient::send_binary(std::string_view bytes) {
  return inner_->write(bytes, false);
}
bool WsClient::is_open() const {
  return inner_->is_open;
}
std::optional<std::uint16_t> WsClient::close_code() const {
  return inner_->close_code;
}
std::string WsClient::close_reason() const {
  return inner_->close_reason;
}
unsigned WsClient::pings_received() const {
  return inner_->pings;
}

std::optional<std::string> WsClient::receive(std::chrono::milliseconds deadline) {
  Inner& inner = *inner_;
  if (inner.messages.empty()) inner.start_read();
  inner.run_until(deadline, [&inner] { return !inner.messages.empty() || !inner.is_open; });
  if (inner.messages.empty()) return std::nullopt;
  std::string message = std::move(inner.messages.front());
  inner.messages.pop_front();
  return message;
}

void WsClient::close(std::uint16_t code, std::string_view reason) {
  Inner& inner = *inner_;
  if (!inner.is_open) return;
  websocket::close_reason with;
  with.code = code;
  with.reason.assign(reason.data(), reason.size());
  bool is_done = false;
  inner.stream.async_close(with, [&inner, &is_done](const error_code& error) {
    is_done = true;
    inner.note_end(error ? error : error_code(websocket::error::closed));
  });
  if (!inner.run_until(std::chrono::seconds(10), [&is_done] { return is_done; })) {
    error_code ignored;
    inner.socket()->close(ignored);
    inner.run_until(std::chrono::seconds(10), [&is_done] { return is_done; });
  }
}

}  // namespace smsdesk::support
