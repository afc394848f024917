// One HTTP/1.1 request and its whole answer, over a connection of its own.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/support/tcp_client.h"

namespace smsdesk::support {

struct HttpAnswer {
  int status = 0;  ///< 0: it was none
  std::string head, body;
  bool says(const std::string& line) const { return head.find(line) != std::string::npos; }
};

/// `headers`: whole lines, beside Host, Connection and Content-Length.
inline HttpAnswer ask_http(std::uint16_t port, const std::string& method, const std::string& target,
                           const std::string& headers, const std::string& body) {
  TcpClient client(port);
  client.send(method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers +
              "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_TRUE(client.receive_to_end());
  const std::string& all = client.received();
  const std::size_t end = all.find("\r\n\r\n");
  if (all.rfind("HTTP/1.1 ", 0) != 0 || end == std::string::npos) return {};
  return {std::atoi(all.c_str() + 9), all.substr(0, end), all.substr(end + 4)};
}

}  // namespace smsdesk::support
