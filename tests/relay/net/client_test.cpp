#include "relay/net/http_client.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <optional>

#include "tests/relay/net/server_fixture.h"
#include "tests/relay/net/test_certificate.h"
#include "tests/support/tcp_client.h"

namespace smsdesk::net {
namespace {

using std::chrono::milliseconds;
using Outcome = ClientResult::Outcome;
using support::TcpListener;

/// A client with its own loop, so that a test can wait for one result after the other.
class ClientTest : public testing::Test {
 protected:
  void SetUp() override {
    thread = std::thread([this] { loop.run(); });
  }
  void TearDown() override {
    loop.stop();
    thread.join();
    client.reset();
  }
  void make_client(ClientOptions options = {}) { client = std::make_unique<HttpClient>(loop, std::move(options)); }
  void make_plain_client() {
    ClientOptions options;
    options.allows_plain_http = true;
    make_client(std::move(options));
  }
  /// Sends and waits for the result.
  ClientResult send(ClientRequest request) {
    std::optional<ClientResult> result;
    client->send(std::move(request), [&](ClientResult got) { signal.change([&] { result = std::move(got); }); });
    EXPECT_TRUE(signal.wait([&] { return result.has_value(); }));
    return result.value_or(ClientResult{});
  }
  static ClientRequest post(std::uint16_t port, std::string body = "a=1") {
    ClientRequest request;
    request.method = "POST";
    request.url = "http://127.0.0.1:" + std::to_string(port) + "/send";
    request.body = std::move(body);
    return request;
  }

  Loop loop;
  std::thread thread;
  Signal signal;
  std::unique_ptr<HttpClient> client;
};

/// Takes connections one after the other and does with each what the test says.
class HandServer {
 public:
  explicit HandServer(std::function<void(int descriptor, int index)> serve)
      : thread_([this, serve = std::move(serve)] {
          for (int index = 0; !is_stopping_;) {
            const int descriptor = listener_.accept(milliseconds(20));
            if (descriptor < 0) continue;
            serve(descriptor, index++);
            ::close(descriptor);
          }
        }) {}
  ~HandServer() {
    is_stopping_ = true;
    thread_.join();
  }
  HandServer(const HandServer&) = delete;
  HandServer& operator=(const HandServer&) = delete;
  std::uint16_t port() const { return listener_.port(); }

 private:
  TcpListener listener_;
  std::atomic<bool> is_stopping_{false};
  std::thread thread_;
};

/// Reads until `end` was seen; false where the peer closed before.
bool read_until(int descriptor, const std::string& end) {
  std::string all;
  char bytes[4096];
  while (all.find(end) == std::string::npos) {
    const ssize_t count = recv(descriptor, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    all.append(bytes, static_cast<std::size_t>(count));
  }
  return true;
}

void write(int descriptor, const std::string& bytes) {
  ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void wait_for_peer_to_close(int descriptor) {
  char bytes[4096];
  while (recv(descriptor, bytes, sizeof bytes, 0) > 0) {
  }
}

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

TEST_F(ClientTest, BringsTheWholeAnswer) {
  TestServer server;
  server.handler.request = [](HttpRequest request, Reply reply) {
    const auto header = [&](const char* name) {
      const std::string* value = request.find_header(name);
      return value ? *value : std::string("-");
    };
    HttpResponse response;
    response.status = 429;
    response.headers = {{"Retry-After", "7"}, {"X-Two", "a"}, {"X-Two", "b"}};
    response.body = request.method + "|" + request.target + "|" + request.body + "|" + header("authorization") + "|" +
                    header("content-type") + "|" + header("user-agent") + "|" + header("expect");
    reply.send(std::move(response));
  };
  server.start();
  make_plain_client();
  ClientRequest request = post(server.port());
  request.headers = {{"Content-Type", "application/x-test"}};
  request.user = "AC1";
  request.password = "secret";
  const ClientResult result = send(request);
  EXPECT_EQ(result.outcome, Outcome::Answered);
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.status, 429);
  EXPECT_EQ(result.body, "POST|/send|a=1|Basic QUMxOnNlY3JldA==|application/x-test|smsdesk|-");
  std::vector<std::string> twice;
  for (const Header& header : result.headers) {
    if (equals_without_case(header.name, "x-two")) twice.push_back(header.value);
  }
  EXPECT_EQ(twice, (std::vector<std::string>{"a", "b"}));
}

TEST_F(ClientTest, SpeaksEveryMethod) {
  TestServer server;
  server.start();
  make_plain_client();
  for (const char* method : {"GET", "DELETE", "PUT", "PATCH", "POST", "OPTIONS"}) {
    for (const char* body : {"", "b"}) {
      ClientRequest request = post(server.port(), body);
      request.method = method;
      const ClientResult result = send(request);
      EXPECT_EQ(result.outcome, Outcome::Answered) << method << result.error;
      EXPECT_EQ(result.body, std::string(method) + " /send " + body);
    }
  }
  ClientRequest request = post(server.port(), "");
  request.method = "HEAD";
  const ClientResult result = send(request);
  EXPECT_EQ(result.outcome, Outcome::Answered) << result.error;
  EXPECT_EQ(result.body, "");
}

TEST_F(ClientTest, ReusesConnections) {
  TestServer server;
  server.start();
  make_plain_client();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(send(post(server.port())).status, 200);
  EXPECT_EQ(server.server->counters().connections_open, 1u);
}

TEST_F(ClientTest, HoldsItsConnectionsPerHostAndLosesNothing) {
  TestServer server;
  server.start();
  ClientOptions options;
  options.allows_plain_http = true;
  options.connections_per_host_max = 3;
  make_client(std::move(options));
  unsigned answered = 0;
  for (int i = 0; i < 200; ++i) {
    client->send(post(server.port(), std::to_string(i)), [&, i](ClientResult result) {
      EXPECT_EQ(result.body, "POST /send " + std::to_string(i));
      signal.change([&] { ++answered; });
    });
  }
  EXPECT_TRUE(signal.wait([&] { return answered == 200; }));
  EXPECT_LE(server.server->counters().connections_open, 3u);
}

TEST_F(ClientTest, ARefusedConnectionIsNotSent) {
  std::uint16_t port = 0;
  { port = TcpListener().port(); }
  make_plain_client();
  const ClientResult result = send(post(port));
  EXPECT_EQ(result.outcome, Outcome::NotSent);
  EXPECT_NE(result.error, "");
}

TEST_F(ClientTest, AnUnknownHostIsNotSent) {
  make_plain_client();
  ClientRequest request;
  request.url = "http://host.invalid/";
  EXPECT_EQ(send(request).outcome, Outcome::NotSent);
}

TEST_F(ClientTest, WhatItMayNotSpeakIsNotSent) {
  TestServer server;
  server.start();
  make_client();
  EXPECT_EQ(send(post(server.port())).outcome, Outcome::NotSent) << "plain http";
  make_plain_client();
  for (const char* url : {"file:///etc/hostname", "ftp://127.0.0.1/", "nonsense", "", "http://"}) {
    ClientRequest request;
    request.url = url;
    EXPECT_EQ(send(request).outcome, Outcome::NotSent) << url;
  }
  ClientRequest split = post(server.port());
  split.headers = {{"X-A", "b\r\nX-C: d"}};
  EXPECT_EQ(send(split).outcome, Outcome::NotSent);
  EXPECT_EQ(server.handler.calls, 0u);
}

TEST_F(ClientTest, AServerThatTakesTheRequestAndClosesIsUncertain) {
  HandServer server([](int descriptor, int) { read_until(descriptor, "a=1"); });
  make_plain_client();
  const ClientResult result = send(post(server.port()));
  EXPECT_EQ(result.outcome, Outcome::Uncertain);
  EXPECT_NE(result.error, "");
}

TEST_F(ClientTest, AServerThatTakesTheRequestAndHangsIsUncertain) {
  HandServer server([](int descriptor, int) { wait_for_peer_to_close(descriptor); });
  make_plain_client();
  ClientRequest request = post(server.port());
  request.total_timeout = milliseconds(150);
  EXPECT_EQ(send(request).outcome, Outcome::Uncertain);
}

TEST_F(ClientTest, AHalfAnswerIsUncertain) {
  HandServer server([](int descriptor, int) {
    read_until(descriptor, "a=1");
    write(descriptor, "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\nhalf");
  });
  make_plain_client();
  const ClientResult result = send(post(server.port()));
  EXPECT_EQ(result.outcome, Outcome::Uncertain);
  EXPECT_EQ(result.status, 201);
}

TEST_F(ClientTest, NoiseInsteadOfAnAnswerIsUncertain) {
  HandServer server([](int descriptor, int) {
    read_until(descriptor, "a=1");
    write(descriptor, "hello\r\n");
  });
  make_plain_client();
  EXPECT_EQ(send(post(server.port())).outcome, Outcome::Uncertain);
}

/// A pooled connection whose server takes the second request and closes without a word. curl alone
/// would send it again.
TEST_F(ClientTest, APostIsNeverRepeatedOnAnotherConnection) {
  std::atomic<int> requests{0};
  HandServer server([&](int descriptor, int) {
    if (!read_until(descriptor, "a=1")) return;
    ++requests;
    write(descriptor, kOk);
    if (read_until(descriptor, "a=1")) ++requests;
  });
  make_plain_client();
  EXPECT_EQ(send(post(server.port())).outcome, Outcome::Answered);
  EXPECT_EQ(send(post(server.port())).outcome, Outcome::Uncertain);
  client.reset();
  EXPECT_EQ(requests, 2);
}

TEST_F(ClientTest, APostWithoutABodyIsNeverSentOverAPooledConnection) {
  std::atomic<int> requests{0};
  int kept = -1;
  HandServer server([&](int descriptor, int index) {
    if (!read_until(descriptor, "\r\n\r\n")) return;
    ++requests;
    if (index > 0) return;
    write(descriptor, kOk);
    kept = dup(descriptor);  // the pooled connection stays open, and nobody reads it
  });
  make_plain_client();
  EXPECT_EQ(send(post(server.port(), "")).outcome, Outcome::Answered);
  ClientRequest again = post(server.port(), "");
  again.total_timeout = std::chrono::seconds(5);
  EXPECT_EQ(send(again).outcome, Outcome::Uncertain);
  client.reset();
  EXPECT_EQ(requests, 2);
  ::close(kept);
}

TEST_F(ClientTest, AnIdempotentRequestIsRepeatedWhereThePooledConnectionWasDead) {
  HandServer server([](int descriptor, int index) {
    read_until(descriptor, "\r\n\r\n");
    write(descriptor, kOk);
    if (index == 0) read_until(descriptor, "\r\n\r\n");
  });
  make_plain_client();
  ClientRequest get;
  get.url = "http://127.0.0.1:" + std::to_string(server.port()) + "/";
  EXPECT_EQ(send(get).outcome, Outcome::Answered);
  EXPECT_EQ(send(get).outcome, Outcome::Answered);
}

TEST_F(ClientTest, ARedirectIsAnAnswerAndNotFollowed) {
  TestServer server;
  server.handler.request = [](HttpRequest, Reply reply) {
    HttpResponse response;
    response.status = 302;
    response.headers = {{"Location", "/elsewhere"}};
    reply.send(std::move(response));
  };
  server.start();
  make_plain_client();
  const ClientResult result = send(post(server.port()));
  EXPECT_EQ(result.outcome, Outcome::Answered);
  EXPECT_EQ(result.status, 302);
  EXPECT_EQ(server.handler.calls, 1u);
}

TEST_F(ClientTest, ATooLargeAnswerIsUncertainAndNotKept) {
  TestServer server;
  server.handler.request = [](HttpRequest, Reply reply) {
    HttpResponse response;
    response.body = std::string(1'001, 'x');
    reply.send(std::move(response));
  };
  server.start();
  make_plain_client();
  ClientRequest request = post(server.port());
  request.answer_bytes_max = 1'001;
  EXPECT_EQ(send(request).outcome, Outcome::Answered);
  request.answer_bytes_max = 1'000;
  const ClientResult result = send(request);
  EXPECT_EQ(result.outcome, Outcome::Uncertain);
  EXPECT_LE(result.body.size(), 1'000u);
  EXPECT_NE(result.error.find("larger than allowed"), std::string::npos);
}

TEST_F(ClientTest, VerifiesTheCertificate) {
  const TestCertificate certificate;
  TestServer server({}, certificate.tls_files());
  server.start();
  const std::string port = std::to_string(server.port());
  ClientRequest request = post(server.port());
  request.url = "https://127.0.0.1:" + port + "/send";

  make_client();  // the system's authorities don't know it
  const ClientResult unknown = send(request);
  EXPECT_EQ(unknown.outcome, Outcome::NotSent);
  EXPECT_NE(unknown.error, "");

  ClientOptions trusting;
  trusting.ca_file = certificate.certificate_file();
  make_client(trusting);
  EXPECT_EQ(send(request).outcome, Outcome::Answered);
  request.url = "https://127.0.0.2:" + port + "/send";  // a name the certificate doesn't have
  EXPECT_EQ(send(request).outcome, Outcome::NotSent);
  EXPECT_EQ(server.handler.calls, 1u);
}

TEST_F(ClientTest, AFailedHandshakeIsNotSent) {
  HandServer server([](int descriptor, int index) {
    if (index == 0) return;                                       // closes at once
    if (index == 1) return write(descriptor, "not TLS\r\n\r\n");  // and then resets
    wait_for_peer_to_close(descriptor);                           // hangs
  });
  make_client();
  for (int i = 0; i < 3; ++i) {
    ClientRequest request = post(server.port());
    request.url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
    request.connect_timeout = milliseconds(150);
    const ClientResult result = send(request);
    EXPECT_EQ(result.outcome, Outcome::NotSent) << i << result.error;
  }
}

TEST_F(ClientTest, MoreThanItsMaximumIsNotSent) {
  TestServer server;
  std::vector<Reply> held;  // the loop's thread only
  server.handler.request = [&](HttpRequest, Reply reply) { held.push_back(std::move(reply)); };
  server.start();
  ClientOptions options;
  options.allows_plain_http = true;
  options.requests_max = 2;
  make_client(std::move(options));
  unsigned answered = 0;
  for (int i = 0; i < 2; ++i) {
    client->send(post(server.port()), [&](ClientResult result) {
      EXPECT_EQ(result.outcome, Outcome::Answered);
      signal.change([&] { ++answered; });
    });
  }
  EXPECT_EQ(send(post(server.port())).outcome, Outcome::NotSent);
  ASSERT_TRUE(becomes_true([&] { return server.handler.calls == 2; }));
  server.loop.post([&] { held.clear(); });
  EXPECT_TRUE(signal.wait([&] { return answered == 2; }));
  server.stop();
}

TEST_F(ClientTest, WhatWaitedTooLongForAConnectionIsNotSent) {
  std::atomic<bool> is_over{false};
  HandServer server([&](int descriptor, int) {
    while (!is_over) std::this_thread::yield();
    write(descriptor, kOk);
  });
  ClientOptions options;
  options.allows_plain_http = true;
  options.connections_per_host_max = 1;
  make_client(std::move(options));
  client->send(post(server.port()), [](ClientResult) {});
  ClientRequest waiting = post(server.port());
  waiting.total_timeout = milliseconds(50);
  const ClientResult result = send(waiting);
  EXPECT_EQ(result.outcome, Outcome::NotSent);
  EXPECT_NE(result.error.find("no connection became free"), std::string::npos);
  is_over = true;
}

TEST_F(ClientTest, GoesWithoutCallingBack) {
  HandServer server([](int descriptor, int) { wait_for_peer_to_close(descriptor); });
  make_plain_client();
  std::atomic<unsigned> calls{0};
  for (int i = 0; i < 30; ++i) client->send(post(server.port()), [&](ClientResult) { ++calls; });
  client.reset();
  bool has_passed = false;
  loop.post([&] { signal.change([&] { has_passed = true; }); });
  ASSERT_TRUE(signal.wait([&] { return has_passed; }));
  EXPECT_EQ(calls, 0u);
}

TEST_F(ClientTest, NeverSaysThePassword) {
  std::uint16_t port = 0;
  { port = TcpListener().port(); }
  make_plain_client();
  ClientRequest request = post(port);
  request.user = "AC1";
  request.password = "topsecret";
  request.url = "http://me:alsosecret@127.0.0.1:" + std::to_string(port) + "/";
  EXPECT_EQ(send(request).error.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace smsdesk::net
