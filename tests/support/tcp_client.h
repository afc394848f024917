// A TCP connection by plain system calls, for tests that send bytes no well-behaved client would.
// Loopback only.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace smsdesk::support {

class TcpClient {
 public:
  /// `receive_buffer`: bytes that wait for a reader at this end, about; 0 = as the system has it.
  explicit TcpClient(std::uint16_t port, int receive_buffer = 0);
  ~TcpClient();
  TcpClient(const TcpClient&) = delete;
  TcpClient& operator=(const TcpClient&) = delete;

  bool is_connected() const { return descriptor_ >= 0; }
  bool send(std::string_view bytes);
  /// Reads until `received()` holds `text`; false where the deadline passed or the peer closed
  /// first.
  bool receive_until(std::string_view text, std::chrono::milliseconds deadline = kDeadline);
  /// Reads until the peer closes or resets; false where the deadline passed first.
  bool receive_to_end(std::chrono::milliseconds deadline = kDeadline);
  /// Everything received so far and not forgotten.
  const std::string& received() const { return received_; }
  void forget_received() { received_.clear(); }
  void shutdown_send();
  void close();

  static constexpr std::chrono::milliseconds kDeadline{10'000};

 private:
  enum class Read { Bytes, End, Deadline };
  Read read_some(std::chrono::steady_clock::time_point end);

  int descriptor_ = -1;
  std::string received_;
};

/// A listening socket on a free loopback port whose connections a test accepts and answers by hand.
class TcpListener {
 public:
  enum class Begin {
    Listening,
    Refusing,  ///< the port is taken, and connections to it are refused until listen()
  };
  explicit TcpListener(Begin begin = Begin::Listening);
  ~TcpListener();
  TcpListener(const TcpListener&) = delete;
  TcpListener& operator=(const TcpListener&) = delete;
  std::uint16_t port() const { return port_; }
  /// `backlog` + 1 connections are completed before anybody accepts; further ones hang.
  bool listen(int backlog = 16);
  /// Accepted descriptor, or -1 where none came until the deadline. The caller closes it.
  int accept(std::chrono::milliseconds deadline);

 private:
  int descriptor_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace smsdesk::support
