#include "tests/support/tcp_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace smsdesk::support {

namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

bool wait_readable(int descriptor, std::chrono::steady_clock::time_point end) {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd entry{descriptor, POLLIN, 0};
    const int count = poll(&entry, 1, static_cast<int>(left.count()));
    if (count > 0) return true;
    if (count < 0 && errno != EINTR) return false;
  }
}

}  // namespace

TcpClient::TcpClient(std::uint16_t port, int receive_buffer) {
  descriptor_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (receive_buffer > 0) setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  const sockaddr_in address = loopback(port);
  if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) close();
}

TcpClient::~TcpClient() {
  close();
}

void TcpClient::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

void TcpClient::shutdown_send() {
  ::shutdown(descriptor_, SHUT_WR);
}

bool TcpClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

TcpClient::Read TcpClient::read_some(std::chrono::steady_clock::time_point end) {
  if (!wait_readable(descriptor_, end)) return Read::Deadline;
  char bytes[16 * 1024];
  const ssize_t count = ::recv(descriptor_, bytes, sizeof bytes, 0);
  if (count <= 0) return Read::End;
  received_.append(bytes, static_cast<std::size_t>(count));
  return Read::Bytes;
}

bool TcpClient::receive_until(std::string_view text, std::chrono::milliseconds deadline) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  while (received_.find(text) == std::string::npos) {
    if (read_some(end) != Read::Bytes) return false;
  }
  return true;
}

bool TcpClient::receive_to_end(std::chrono::milliseconds deadline) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  while (true) {
    const Read read = read_some(end);
    if (read != Read::Bytes) return read == Read::End;
  }
}

TcpListener::TcpListener(Begin begin) {
  descriptor_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(descriptor_, generic, size) == 0 && getsockname(descriptor_, generic, &size) == 0 &&
      (begin == Begin::Refusing || listen())) {
    port_ = ntohs(address.sin_port);
  }
}

bool TcpListener::listen(int backlog) {
  return ::listen(descriptor_, backlog) == 0;
}

TcpListener::~TcpListener() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

int TcpListener::accept(std::chrono::milliseconds deadline) {
  if (!wait_readable(descriptor_, std::chrono::steady_clock::now() + deadline)) return -1;
  return ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
}

}  // namespace smsdesk::support
