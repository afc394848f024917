// A WebSocket client for tests, without threads: nothing is read, and no ping answered, outside
// receive(). That makes "a reader that does not read" a client that is simply not asked to receive.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace smsdesk::support {

struct WsConnectOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  std::string path = "/";
  std::vector<std::pair<std::string, std::string>> headers;
  std::chrono::milliseconds deadline{10'000};
  int receive_buffer_bytes = 0;  ///< the kernel's; 0 = its default
};

class WsClient {
 public:
  WsClient();
  ~WsClient();  ///< cuts the connection without a close frame
  WsClient(const WsClient&) = delete;
  WsClient& operator=(const WsClient&) = delete;

  /// False: refused_status() says what the server answered instead of 101, or is 0 where there was
  /// no answer.
  bool connect(const WsConnectOptions& options);
  bool connect(const std::string& host, std::uint16_t port, const std::string& path,
               std::vector<std::pair<std::string, std::string>> headers = {});
  int refused_status() const;
  const std::string& refused_body() const;

  bool send_text(std::string_view text);
  bool send_binary(std::string_view bytes);
  /// The next message; nothing where the deadline passed or the connection ended (is_open() tells
  /// which).
  std::optional<std::string> receive(std::chrono::milliseconds deadline = std::chrono::milliseconds{10'000});
  bool is_open() const;
  /// What the server closed with; 1006 where the connection broke; nothing while it is open.
  std::optional<std::uint16_t> close_code() const;
  std::string close_reason() const;
  /// Sends a close frame and waits for the server's.
  void close(std::uint16_t code = 1000, std::string_view reason = {});
  unsigned pings_received() const;

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace smsdesk::support
