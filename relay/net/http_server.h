// An HTTP/1.1 and WebSocket server over Boost.Beast, with the limits and refusals of a public door.
//
// Why these limits: whatever RFC 9112 does not let a client generate is refused with a 4xx or 5xx
// and a closed connection. Beast reads the requests; checks of our own refuse what Beast 1.81 lets
// through (request_checks.h): Content-Length beside Transfer-Encoding, a missing or doubled Host,
// folded lines and bare LF are examples; tests/relay/net/malformed_test.cpp is the list.
// Every queue is bounded: a WebSocket whose reader is slow is closed with 1013 and a reason, and
// resumes later.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/result.h"
#include "relay/net/http.h"
#include "relay/net/loop.h"

namespace smsdesk::net {

struct ServerLimits {
  std::size_t header_bytes_max = 8 * 1024;
  std::size_t body_bytes_max = 64 * 1024;
  std::size_t large_body_bytes_max = 0;  ///< of requests for which Handler::takes_large_body() says so
  std::chrono::milliseconds header_deadline{10'000};
  std::chrono::milliseconds body_deadline{30'000};
  std::chrono::milliseconds idle_deadline{60'000};  ///< keep-alive without a request
  unsigned requests_per_connection_max = 1'000;
  unsigned connections_per_address_max = 50;  ///< 0 = no limit (load tests on loopback)
  unsigned connections_max = 20'000;
  std::size_t websocket_message_bytes_max = 64 * 1024;
  std::size_t websocket_queue_bytes_max = 1024 * 1024;
  std::size_t websocket_queue_messages_max = 1'000;
  std::chrono::milliseconds websocket_ping_every{6'000};  ///< dead after two unanswered: within 18 s
};

inline constexpr std::chrono::minutes kBodySinkDeadline{10};

struct TlsFiles {
  std::string certificate_chain_pem;  ///< path
  std::string private_key_pem;        ///< path
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0 = any free one; see port()
  std::unique_ptr<TlsFiles> tls;
  ServerLimits limits;
};

/// Answers one request, once, from any thread. Destroyed unanswered: the server answers 500. May
/// outlive the server and the loop, but not be used while another thread is destroying the loop.
class Reply {
 public:
  struct Inner;
  explicit Reply(std::shared_ptr<Inner> inner);
  Reply(Reply&&) noexcept;
  Reply& operator=(Reply&&) noexcept;
  ~Reply();
  void send(HttpResponse response);

 private:
  std::shared_ptr<Inner> inner_;
};

/// One open WebSocket, shared by whoever sends to it. Text frames only. All calls from any thread.
/// It may be kept longer than the connection, the server and the loop; then it only says no.
class WebSocket {
 public:
  virtual ~WebSocket() = default;
  /// Queues a message. False: the socket is closed, or its queue was full and it is being closed
  /// with 1013.
  virtual bool send(std::shared_ptr<const std::string> message) = 0;
  /// What is queued is sent first; after five seconds without the peer's close the connection is
  /// cut.
  virtual void close(std::uint16_t code, std::string reason) = 0;
  virtual std::string_view remote_address() const = 0;
  /// Bytes queued and not yet taken by the kernel.
  virtual std::size_t queued_bytes() const = 0;
};

/// What the application does with one WebSocket; calls come on the loop's thread.
class WebSocketHandler {
 public:
  virtual ~WebSocketHandler() = default;
  virtual void on_open(std::shared_ptr<WebSocket> socket) = 0;
  virtual void on_message(std::string message) = 0;
  /// The last call. `code` 1006 where the connection broke.
  virtual void on_close(std::uint16_t code, std::string reason) = 0;
};

/// The application behind the server; calls come on the loop's thread and must not block.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void on_request(HttpRequest request, Reply reply) = 0;
  /// Asked when the head of a request with a body has come: may it be larger than usual?
  virtual bool takes_large_body(const HttpRequest&) { return false; }
  /// Asked behind takes_large_body(): what takes the body, or nothing where it is to be read into memory. A body that goes on
  /// coming has kBodySinkDeadline.
  virtual std::shared_ptr<BodySink> body_sink(const HttpRequest&) { return nullptr; }
  /// Decides on an upgrade: a handler, or the response that refuses it.
  virtual std::variant<std::unique_ptr<WebSocketHandler>, HttpResponse> on_upgrade(const HttpRequest& request) = 0;
};

struct ServerCounters {  ///< for /metrics; monotonic but for the first two
  std::uint64_t connections_open = 0;
  std::uint64_t websockets_open = 0;
  std::uint64_t requests = 0;
  std::uint64_t requests_malformed = 0;
  std::uint64_t connections_refused = 0;
  std::uint64_t websockets_overflowed = 0;
};

class HttpServer {
 public:
  /// Binds and starts to accept. Errors say which address and port, and why.
  static Result<std::unique_ptr<HttpServer>> listen(Loop& loop, ServerOptions options, Handler& handler);
  /// On the loop's thread, or once run() has returned: cuts what is open; no handler is called any
  /// more.
  virtual ~HttpServer() = default;
  virtual std::uint16_t port() const = 0;
  virtual ServerCounters counters() const = 0;
  /// From now on every answer closes its connection, so that proxies let go of those that they keep open, while new ones
  /// are still accepted. For the time before drain().
  virtual void close_after_answers() = 0;
  /// Stops accepting, lets requests in flight finish (up to `deadline`), closes WebSockets with
  /// 1012; then calls `done`.
  virtual void drain(std::chrono::milliseconds deadline, std::function<void()> done) = 0;
};

}  // namespace smsdesk::net
