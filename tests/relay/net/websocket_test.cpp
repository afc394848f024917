#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <vector>

#include "tests/relay/net/server_fixture.h"
#include "tests/support/ws_client.h"

namespace smsdesk::net {
namespace {

using std::chrono::milliseconds;
using support::WsClient;
using support::WsConnectOptions;

/// What the application's side of one socket saw.
struct Record {
  std::shared_ptr<WebSocket> socket;
  std::vector<std::string> messages;
  std::optional<std::uint16_t> close_code;
  std::string close_reason;
  unsigned closes = 0;
};

class RecordingHandler : public WebSocketHandler {
 public:
  RecordingHandler(Signal& signal, Record& record, bool is_echo)
      : signal_(signal), record_(record), is_echo_(is_echo) {}
  void on_open(std::shared_ptr<WebSocket> socket) override {
    signal_.change([&] { record_.socket = std::move(socket); });
  }
  void on_message(std::string message) override {
    if (is_echo_) record_.socket->send(std::make_shared<const std::string>(message));
    signal_.change([&] { record_.messages.push_back(std::move(message)); });
  }
  void on_close(std::uint16_t code, std::string reason) override {
    signal_.change([&] {
      record_.close_code = code;
      record_.close_reason = std::move(reason);
      ++record_.closes;
    });
  }

 private:
  Signal& signal_;
  Record& record_;
  const bool is_echo_;
};

class WebSocketTest : public testing::Test {
 protected:
  void start(ServerLimits limits = {}, bool is_echo = true) {
    server = std::make_unique<TestServer>(limits);
    server->handler.upgrade = [this, is_echo](const HttpRequest& request) -> Upgrade {
      path = request.target;
      return std::make_unique<RecordingHandler>(signal, record, is_echo);
    };
    server->start();
  }
  bool connect() {
    return client.connect("127.0.0.1", server->port(), "/ws?a=b") &&
           signal.wait([this] { return record.socket != nullptr; });
  }
  bool send(std::string text) { return record.socket->send(std::make_shared<const std::string>(std::move(text))); }
  bool wait_closed() {
    return signal.wait([this] { return record.close_code.has_value(); });
  }
  /// Reads until the server's close arrives.
  void receive_to_end() {
    while (client.is_open() && client.receive()) {
    }
  }

  Signal signal;
  Record record;
  std::string path;
  std::unique_ptr<TestServer> server;
  WsClient client;
};

TEST_F(WebSocketTest, EchoesMessagesOfEverySize) {
  start();
  ASSERT_TRUE(connect());
  EXPECT_EQ(path, "/ws?a=b");
  for (const std::size_t size : {0u, 1u, 125u, 126u, 4'096u, 65'535u, 65'536u}) {
    const std::string text(size, 'x');
    ASSERT_TRUE(client.send_text(text));
    ASSERT_EQ(client.receive(), text) << size;
  }
  EXPECT_EQ(record.socket->remote_address(), "127.0.0.1");
  EXPECT_EQ(server->server->counters().websockets_open, 1u);
  EXPECT_TRUE(becomes_true([&] { return record.socket->queued_bytes() == 0; }));
}

TEST_F(WebSocketTest, KeepsTheOrderOfManySenders) {
  start();
  ASSERT_TRUE(connect());
  std::vector<std::thread> threads;
  for (char name : {'a', 'b', 'c'}) {
    threads.emplace_back([this, name] {
      for (int i = 0; i < 100; ++i) EXPECT_TRUE(send(name + std::to_string(i)));
    });
  }
  std::map<char, int> next;
  for (int i = 0; i < 300; ++i) {
    const auto message = client.receive();
    ASSERT_TRUE(message.has_value());
    ASSERT_EQ(message->substr(1), std::to_string(next[message->front()]++));
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(WebSocketTest, TellsTheApplicationWhenTheClientCloses) {
  start();
  ASSERT_TRUE(connect());
  client.close(4'001, "bye");
  ASSERT_TRUE(wait_closed());
  EXPECT_EQ(record.close_code, 4'001);
  EXPECT_EQ(record.close_reason, "bye");
  EXPECT_FALSE(send("late"));
  EXPECT_TRUE(becomes_true([&] { return server->server->counters().websockets_open == 0; }));
}

TEST_F(WebSocketTest, TellsTheApplicationWhenTheConnectionBreaks) {
  start();
  {
    WsClient short_lived;
    ASSERT_TRUE(short_lived.connect("127.0.0.1", server->port(), "/"));
    ASSERT_TRUE(signal.wait([this] { return record.socket != nullptr; }));
  }
  ASSERT_TRUE(wait_closed());
  EXPECT_EQ(record.close_code, 1006);
}

TEST_F(WebSocketTest, SendsWhatIsQueuedBeforeItCloses) {
  start();
  ASSERT_TRUE(connect());
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(send(std::to_string(i)));
  record.socket->close(4'003, "session ended");
  EXPECT_FALSE(send("late"));
  for (int i = 0; i < 50; ++i) ASSERT_EQ(client.receive(), std::to_string(i));
  EXPECT_FALSE(client.receive().has_value());
  EXPECT_EQ(client.close_code(), 4'003);
  EXPECT_EQ(client.close_reason(), "session ended");
  ASSERT_TRUE(wait_closed());
  EXPECT_EQ(record.close_code, 4'003);
  record.socket->close(1000, "again");
  EXPECT_EQ(record.closes, 1u);
}

TEST_F(WebSocketTest, ShortensATooLongCloseReasonBetweenCharacters) {
  start();
  ASSERT_TRUE(connect());
  std::string reason;
  for (int i = 0; i < 100; ++i) reason += "ü";
  record.socket->close(4'000, reason);
  EXPECT_FALSE(client.receive().has_value());
  EXPECT_EQ(client.close_reason(), reason.substr(0, 122));
}

TEST_F(WebSocketTest, RefusesATooLongMessage) {
  ServerLimits limits;
  limits.websocket_message_bytes_max = 100;
  start(limits);
  ASSERT_TRUE(connect());
  ASSERT_TRUE(client.send_text(std::string(100, 'x')));
  ASSERT_TRUE(client.receive().has_value());
  ASSERT_TRUE(client.send_text(std::string(101, 'x')));
  EXPECT_FALSE(client.receive().has_value());
  EXPECT_EQ(client.close_code(), 1009);
  ASSERT_TRUE(wait_closed());
  EXPECT_EQ(record.close_code, 1009);
  EXPECT_EQ(record.messages.size(), 1u);
}

TEST_F(WebSocketTest, RefusesBinaryFrames) {
  start();
  ASSERT_TRUE(connect());
  ASSERT_TRUE(client.send_binary("abc"));
  EXPECT_FALSE(client.receive().has_value());
  EXPECT_EQ(client.close_code(), 1003);
  ASSERT_TRUE(wait_closed());
  EXPECT_EQ(record.close_code, 1003);
  EXPECT_TRUE(record.messages.empty());
}

TEST_F(WebSocketTest, RefusesTextThatIsNotUtf8) {
  start();
  ASSERT_TRUE(connect());
  ASSERT_TRUE(client.send_text("a\xFF"));
  EXPECT_FALSE(client.receive().has_value());
  EXPECT_EQ(client.close_code(), 1007);
  ASSERT_TRUE(wait_closed());
  EXPECT_EQ(record.close_code, 1007);
}

TEST_F(WebSocketTest, PingsAndKeepsAClientThatAnswers) {
  ServerLimits limits;
  limits.websocket_ping_every = milliseconds(20);
  start(limits);
  ASSERT_TRUE(connect());
  // Well over the three pings after which a silent client would be gone.
  while (client.is_open() && client.pings_received() < 10) client.receive(milliseconds(20));
  EXPECT_TRUE(client.is_open());
  ASSERT_TRUE(client.send_text("alive"));
  EXPECT_EQ(client.receive(), "alive");
}

TEST_F(WebSocketTest, CutsAClientThatLeavesTwoPingsUnanswered) {
  ServerLimits limits;
  limits.websocket_ping_every = milliseconds(20);
  start(limits);
  ASSERT_TRUE(connect());
  ASSERT_TRUE(wait_closed());  // the client is not asked to receive, so it answers no ping
  EXPECT_EQ(record.close_code, 1006);
  receive_to_end();
  EXPECT_EQ(client.pings_received(), 2u);
}

TEST_F(WebSocketTest, ClosesASlowReaderWhoseQueueOverflowsInBytes) {
  ServerLimits limits;
  limits.websocket_queue_bytes_max = 256 * 1024;
  start(limits, false);
  WsConnectOptions options;
  options.port = server->port();
  options.receive_buffer_bytes = 16 * 1024;
  ASSERT_TRUE(client.connect(options));
  ASSERT_TRUE(signal.wait([this] { return record.socket != nullptr; }));

  const auto message = std::make_shared<const std::string>(32 * 1024, 'x');
  std::size_t accepted = 0;
  while (record.socket->send(message)) {
    ++accepted;
    ASSERT_LE(record.socket->queued_bytes(), limits.websocket_queue_bytes_max);
    ASSERT_LT(accepted, 10'000u) << "a reader that does not read was never too slow";
  }
  EXPECT_FALSE(record.socket->send(message));
  EXPECT_TRUE(becomes_true([&] { return server->server->counters().websockets_overflowed == 1; }));
  // The queue is thrown away at once, but for the message whose bytes are half written.
  EXPECT_TRUE(becomes_true([&] { return record.socket->queued_bytes() <= message->size(); }));

  std::size_t received = 0;
  while (const auto got = client.receive()) {
    ASSERT_EQ(*got, *message);
    ++received;
  }
  EXPECT_EQ(client.close_code(), 1013);
  EXPECT_EQ(client.close_reason(), "too slow");
  EXPECT_LT(received, accepted);
  ASSERT_TRUE(wait_closed());
  EXPECT_EQ(record.close_code, 1013);
  EXPECT_EQ(record.closes, 1u);
}

TEST_F(WebSocketTest, ClosesASlowReaderWhoseQueueOverflowsInMessages) {
  ServerLimits limits;
  limits.websocket_queue_messages_max = 10;
  start(limits, false);
  ASSERT_TRUE(connect());
  // On the loop's thread nothing can be written in between, so the eleventh cannot fit.
  unsigned accepted = 0;
  bool is_done = false;
  server->loop.post([&] {
    const auto message = std::make_shared<const std::string>("m");
    while (accepted < 1'000 && record.socket->send(message)) ++accepted;
    signal.change([&] { is_done = true; });
  });
  ASSERT_TRUE(signal.wait([&] { return is_done; }));
  EXPECT_EQ(accepted, 10u);
  receive_to_end();
  EXPECT_EQ(client.close_code(), 1013);
}

TEST_F(WebSocketTest, RefusesAMessageLargerThanTheWholeQueue) {
  ServerLimits limits;
  limits.websocket_queue_bytes_max = 10;
  start(limits, false);
  ASSERT_TRUE(connect());
  EXPECT_TRUE(send("0123456789"));
  ASSERT_EQ(client.receive(), "0123456789");
  ASSERT_TRUE(becomes_true([&] { return record.socket->queued_bytes() == 0; }));
  EXPECT_FALSE(send("0123456789a"));
  EXPECT_FALSE(client.receive().has_value());
  EXPECT_EQ(client.close_code(), 1013);
}

TEST_F(WebSocketTest, IsRefusedWithTheApplicationsResponse) {
  start();
  server->handler.upgrade = nullptr;
  EXPECT_FALSE(client.connect("127.0.0.1", server->port(), "/"));
  EXPECT_EQ(client.refused_status(), 403);
  EXPECT_EQ(client.refused_body(), "not here");
}

TEST_F(WebSocketTest, DrainClosesWith1012) {
  start();
  ASSERT_TRUE(connect());
  bool is_drained = false;
  server->server->drain(kPatience, [&] { signal.change([&] { is_drained = true; }); });
  EXPECT_FALSE(client.receive().has_value());
  EXPECT_EQ(client.close_code(), 1012);
  ASSERT_TRUE(wait_closed());
  EXPECT_EQ(record.close_code, 1012);
  // The application still holds the socket; that must not keep the drain waiting.
  EXPECT_TRUE(signal.wait([&] { return is_drained; }));
  EXPECT_EQ(server->server->counters().connections_open, 0u);
}

TEST_F(WebSocketTest, ASocketThatOutlivesTheLoopIsHarmless) {
  start();
  ASSERT_TRUE(connect());
  server.reset();
  EXPECT_FALSE(send("late"));
  record.socket->close(1000, "late");
  EXPECT_FALSE(record.close_code.has_value());
}

}  // namespace
}  // namespace smsdesk::net
