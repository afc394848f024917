#include "relay/net/http_server.h"

#include <gtest/gtest.h>

#include <list>
#include <optional>

#include "tests/relay/net/server_fixture.h"
#include "tests/support/tcp_client.h"

namespace smsdesk::net {
namespace {

using std::chrono::milliseconds;
using support::TcpClient;

const std::string kGet = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

HttpResponse text_response(std::string body) {
  HttpResponse response;
  response.body = std::move(body);
  return response;
}

TEST(Server, KeepsTheConnectionForFurtherRequests) {
  TestServer server;
  server.start();
  TcpClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.send("POST /p?q=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
    ASSERT_TRUE(client.receive_until("POST /p?q=1 hi"));
    EXPECT_NE(client.received().find("\r\nContent-Length: 14\r\n"), std::string::npos);
    EXPECT_NE(client.received().find("\r\nDate: "), std::string::npos);
    EXPECT_EQ(client.received().find("Connection:"), std::string::npos);
    client.forget_received();
  }
  EXPECT_EQ(server.server->counters().requests, 3u);
  EXPECT_EQ(server.server->counters().connections_open, 1u);
}

TEST(Server, ClosesWhereTheClientAsksForIt) {
  TestServer server;
  server.start();
  TcpClient client(server.port());
  client.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  ASSERT_TRUE(client.receive_to_end());
  EXPECT_NE(client.received().find("\r\nConnection: close\r\n"), std::string::npos);
  client.close();
  EXPECT_TRUE(becomes_true([&] { return server.server->counters().connections_open == 0; }));
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  TestServer server;
  std::list<std::thread> threads;
  server.handler.request = [&](HttpRequest request, Reply reply) {
    // The first answers last in time if the server did not wait for it.
    threads.emplace_back([target = request.target, reply = std::move(reply)]() mutable {
      if (target == "/1") std::this_thread::sleep_for(milliseconds(20));
      reply.send(text_response("<" + target + ">"));
    });
  };
  server.start();
  TcpClient client(server.port());
  client.send(
      "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
      "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  ASSERT_TRUE(client.receive_to_end());
  const std::string& all = client.received();
  EXPECT_LT(all.find("</1>"), all.find("</2>"));
  EXPECT_LT(all.find("</2>"), all.find("</3>"));
  EXPECT_NE(all.find("</3>"), std::string::npos);
  for (std::thread& thread : threads) thread.join();
}

TEST(Server, AnswersHeadWithoutTheBody) {
  TestServer server;
  server.handler.request = [](HttpRequest, Reply reply) { reply.send(text_response("12345")); };
  server.start();
  TcpClient client(server.port());
  client.send(
      "HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n"
      "HEAD /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  ASSERT_TRUE(client.receive_to_end());
  EXPECT_EQ(count_of(client.received(), "Content-Length: 5\r\n"), 2u);
  EXPECT_EQ(client.received().find("12345"), std::string::npos);
}

TEST(Server, SendsASharedBodyLargerThanTheSocketsBuffer) {
  TestServer server;
  const auto body = std::make_shared<const std::string>(8 * 1024 * 1024, 'x');
  server.handler.request = [body](HttpRequest, Reply reply) {
    HttpResponse response;
    response.shared_body = body;
    reply.send(std::move(response));
  };
  server.start();
  TcpClient client(server.port());
  client.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  ASSERT_TRUE(client.receive_to_end());
  EXPECT_EQ(client.received().size() - client.received().find("\r\n\r\n") - 4, body->size());
}

TEST(Server, TellsAClientThatWaitsToContinue) {
  TestServer server;
  server.start();
  TcpClient client(server.port());
  client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  ASSERT_TRUE(client.receive_until("HTTP/1.1 100 Continue\r\n\r\n"));
  client.send("hello");
  EXPECT_TRUE(client.receive_until("POST /a hello"));
}

TEST(Server, RefusesATooLargeBodyBeforeTheClientSendsIt) {
  ServerLimits limits;
  limits.body_bytes_max = 10;
  TestServer server(limits);
  server.start();
  TcpClient client(server.port());
  client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
  ASSERT_TRUE(client.receive_to_end());
  EXPECT_EQ(client.received().substr(0, 12), "HTTP/1.1 413");
  EXPECT_EQ(client.received().find("100 Continue"), std::string::npos);
}

TEST(Server, TakesALargerBodyOnlyWhereTheHandlerSaysSo) {
  ServerLimits limits;
  limits.body_bytes_max = 4;
  limits.large_body_bytes_max = 8;
  TestServer server(limits);
  server.handler.is_large = [](const HttpRequest& request) { return request.path() == "/large"; };
  server.start();
  const auto status = [&](const std::string& path, std::size_t bytes) {
    TcpClient client(server.port());
    client.send("POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " +
                std::to_string(bytes) + "\r\n\r\n" + std::string(bytes, 'x'));
    EXPECT_TRUE(client.receive_to_end());
    return client.received().substr(9, 3);
  };
  EXPECT_EQ(status("/large", 8), "200");
  EXPECT_EQ(status("/large", 9), "413");
  EXPECT_EQ(status("/a", 4), "200");
  EXPECT_EQ(status("/a", 5), "413");
}

TEST(Server, TakesABodyOfExactlyTheMaximum) {
  ServerLimits limits;
  limits.body_bytes_max = 10;
  TestServer server(limits);
  server.start();
  TcpClient client(server.port());
  client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789");
  EXPECT_TRUE(client.receive_until("POST /a 0123456789"));
}

TEST(Server, AnswersOtherRequestsWhileOneWaitsForItsReply) {
  TestServer server;
  Signal signal;
  std::optional<Reply> held;
  server.handler.request = [&](HttpRequest request, Reply reply) {
    if (request.target == "/slow") return signal.change([&] { held.emplace(std::move(reply)); });
    reply.send(text_response("fast"));
  };
  server.start();
  TcpClient slow(server.port());
  slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(signal.wait([&] { return held.has_value(); }));
  TcpClient fast(server.port());
  fast.send(kGet);
  ASSERT_TRUE(fast.receive_until("fast"));
  held->send(text_response("slow"));  // from this thread
  ASSERT_TRUE(slow.receive_until("slow"));
  held.reset();
}

TEST(Server, AnswersOnceHoweverOftenTheReplyIsSent) {
  TestServer server;
  server.handler.request = [](HttpRequest, Reply reply) {
    reply.send(text_response("first"));
    reply.send(text_response("second"));
  };
  server.start();
  TcpClient client(server.port());
  client.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  ASSERT_TRUE(client.receive_to_end());
  EXPECT_NE(client.received().find("first"), std::string::npos);
  EXPECT_EQ(client.received().find("second"), std::string::npos);
}

TEST(Server, AnswersADroppedReplyWith500AndGoesOn) {
  TestServer server;
  server.handler.request = [](HttpRequest request, Reply reply) {
    if (request.target != "/drop") reply.send(text_response("served"));
  };
  server.start();
  TcpClient client(server.port());
  client.send("GET /drop HTTP/1.1\r\nHost: a\r\n\r\n" + kGet);
  ASSERT_TRUE(client.receive_until("served"));
  EXPECT_EQ(client.received().substr(0, 12), "HTTP/1.1 500");
}

TEST(Server, ARepliesToAGoneClientAreHarmless) {
  TestServer server;
  Signal signal;
  std::optional<Reply> held;
  server.handler.request = [&](HttpRequest, Reply reply) { signal.change([&] { held.emplace(std::move(reply)); }); };
  server.start();
  {
    TcpClient client(server.port());
    client.send(kGet);
    ASSERT_TRUE(signal.wait([&] { return held.has_value(); }));
  }
  held->send(text_response(std::string(1'000'000, 'x')));
  EXPECT_TRUE(becomes_true([&] { return server.server->counters().connections_open == 0; }));
}

TEST(Server, AReplyThatOutlivesTheLoopIsHarmless) {
  Signal signal;
  std::optional<Reply> held;
  {
    TestServer server;
    server.handler.request = [&](HttpRequest, Reply reply) { signal.change([&] { held.emplace(std::move(reply)); }); };
    server.start();
    TcpClient client(server.port());
    client.send(kGet);
    ASSERT_TRUE(signal.wait([&] { return held.has_value(); }));
  }
  held->send(text_response("late"));
}

TEST(Server, AnswersAnUnencodableResponseWith500) {
  TestServer server;
  server.handler.request = [](HttpRequest, Reply reply) {
    HttpResponse response;
    response.headers = {{"X-A", "b\r\nX-Injected: c"}};
    reply.send(std::move(response));
  };
  server.start();
  TcpClient client(server.port());
  client.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  ASSERT_TRUE(client.receive_to_end());
  EXPECT_EQ(client.received().substr(0, 12), "HTTP/1.1 500");
  EXPECT_EQ(client.received().find("X-Injected"), std::string::npos);
}

TEST(Server, SaysWhoAsks) {
  TestServer server;
  server.handler.request = [](HttpRequest request, Reply reply) {
    reply.send(text_response("<" + request.remote_address + (request.is_tls ? " tls>" : " plain>")));
  };
  server.start();
  TcpClient client(server.port());
  client.send(kGet);
  EXPECT_TRUE(client.receive_until("<127.0.0.1 plain>"));
}

TEST(Server, ClosesBehindTheLastRequestOfAConnection) {
  ServerLimits limits;
  limits.requests_per_connection_max = 2;
  TestServer server(limits);
  server.start();
  TcpClient client(server.port());
  client.send(kGet + kGet + kGet);
  ASSERT_TRUE(client.receive_to_end());
  EXPECT_EQ(count_of(client.received(), "HTTP/1.1 200"), 2u);
  EXPECT_EQ(count_of(client.received(), "Connection: close"), 1u);
}

TEST(Server, ClosesAnIdleConnection) {
  ServerLimits limits;
  limits.idle_deadline = milliseconds(30);
  TestServer server(limits);
  server.start();
  TcpClient client(server.port());
  client.send(kGet);
  ASSERT_TRUE(client.receive_to_end());
  EXPECT_EQ(count_of(client.received(), "HTTP/1.1"), 1u);
}

TEST(Server, RefusesMoreConnectionsOfOneAddress) {
  ServerLimits limits;
  limits.connections_per_address_max = 2;
  TestServer server(limits);
  server.start();
  std::list<TcpClient> clients;
  for (int i = 0; i < 2; ++i) {
    clients.emplace_back(server.port());
    clients.back().send(kGet);
    ASSERT_TRUE(clients.back().receive_until("GET /a"));
  }
  TcpClient refused(server.port());
  ASSERT_TRUE(refused.receive_to_end());
  EXPECT_EQ(refused.received().substr(0, 12), "HTTP/1.1 503");
  EXPECT_NE(refused.received().find("Connection: close"), std::string::npos);
  EXPECT_NE(refused.received().find("Retry-After: 5\r\n"), std::string::npos);
  EXPECT_EQ(server.server->counters().connections_refused, 1u);
  clients.clear();
  ASSERT_TRUE(becomes_true([&] { return server.server->counters().connections_open == 0; }));
  TcpClient again(server.port());
  again.send(kGet);
  EXPECT_TRUE(again.receive_until("GET /a"));
}

TEST(Server, RefusesMoreConnectionsThanItsMaximum) {
  ServerLimits limits;
  limits.connections_per_address_max = 0;
  limits.connections_max = 1;
  TestServer server(limits);
  server.start();
  TcpClient first(server.port());
  first.send(kGet);
  ASSERT_TRUE(first.receive_until("GET /a"));
  TcpClient refused(server.port());
  ASSERT_TRUE(refused.receive_to_end());
  EXPECT_EQ(refused.received().substr(0, 12), "HTTP/1.1 503");
}

TEST(Server, RefusesAnUpgradeWithTheApplicationsResponse) {
  TestServer server;
  server.start();
  TcpClient client(server.port());
  client.send(
      "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  ASSERT_TRUE(client.receive_until("not here"));
  EXPECT_EQ(client.received().substr(0, 12), "HTTP/1.1 403");
}

TEST(Server, DrainsWithoutCuttingARequestInFlight) {
  TestServer server;
  Signal signal;
  std::optional<Reply> held;
  bool is_drained = false;
  server.handler.request = [&](HttpRequest request, Reply reply) {
    if (request.target != "/slow") return reply.send(text_response("idle"));
    signal.change([&] { held.emplace(std::move(reply)); });
  };
  server.start();
  TcpClient idle(server.port());
  idle.send(kGet);
  ASSERT_TRUE(idle.receive_until("idle"));
  TcpClient busy(server.port());
  busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(signal.wait([&] { return held.has_value(); }));

  server.server->drain(kPatience, [&] { signal.change([&] { is_drained = true; }); });
  ASSERT_TRUE(idle.receive_to_end()) << "an idle connection ends at once";
  EXPECT_FALSE(TcpClient(server.port()).is_connected());
  signal.change([&] { EXPECT_FALSE(is_drained); });
  held->send(text_response("finished"));
  ASSERT_TRUE(busy.receive_to_end());
  EXPECT_NE(busy.received().find("finished"), std::string::npos);
  EXPECT_NE(busy.received().find("Connection: close"), std::string::npos);
  busy.close();
  EXPECT_TRUE(signal.wait([&] { return is_drained; }));
  held.reset();
}

TEST(Server, LetsGoOfConnectionsBeforeADrainAndStillAccepts) {
  TestServer server;
  server.start();
  TcpClient kept(server.port());
  kept.send(kGet);
  ASSERT_TRUE(kept.receive_until("GET /a"));
  EXPECT_EQ(count_of(kept.received(), "Connection: close"), 0u);
  server.server->close_after_answers();
  TcpClient fresh(server.port());
  fresh.send(kGet);
  ASSERT_TRUE(fresh.receive_to_end()) << "new ones are answered too";
  EXPECT_EQ(count_of(fresh.received(), "HTTP/1.1 200"), 1u);
  kept.send(kGet);
  ASSERT_TRUE(kept.receive_to_end()) << "what a proxy keeps open is answered once more, and closed";
  EXPECT_EQ(count_of(kept.received(), "HTTP/1.1 200"), 2u);
  EXPECT_EQ(count_of(kept.received(), "Connection: close"), 1u);
}

TEST(Server, DrainsByForceAtItsDeadline) {
  TestServer server;
  Signal signal;
  std::optional<Reply> held;
  bool is_drained = false;
  server.handler.request = [&](HttpRequest, Reply reply) { signal.change([&] { held.emplace(std::move(reply)); }); };
  server.start();
  TcpClient busy(server.port());
  busy.send(kGet);
  ASSERT_TRUE(signal.wait([&] { return held.has_value(); }));
  server.server->drain(milliseconds(20), [&] { signal.change([&] { is_drained = true; }); });
  EXPECT_TRUE(signal.wait([&] { return is_drained; }));
  EXPECT_TRUE(busy.receive_to_end());
  held.reset();
}

TEST(Server, CanGoWhileTheLoopStays) {
  TestServer server;
  Signal signal;
  std::optional<Reply> held;
  server.handler.request = [&](HttpRequest, Reply reply) { signal.change([&] { held.emplace(std::move(reply)); }); };
  server.start();
  TcpClient client(server.port());
  client.send(kGet);
  ASSERT_TRUE(signal.wait([&] { return held.has_value(); }));
  server.loop.post([&] { server.server.reset(); });
  EXPECT_TRUE(client.receive_to_end());
  held->send(text_response("late"));
}

TEST(Server, SaysWhyItCannotListen) {
  TestServer server;
  ServerOptions options;
  options.port = server.port();
  const auto taken = HttpServer::listen(server.loop, std::move(options), server.handler);
  ASSERT_FALSE(taken.is_ok());
  EXPECT_NE(taken.error().sentence.find(std::to_string(server.port())), std::string::npos);

  ServerOptions named;
  named.address = "localhost.example";
  const auto unknown = HttpServer::listen(server.loop, std::move(named), server.handler);
  ASSERT_FALSE(unknown.is_ok());
  EXPECT_NE(unknown.error().sentence.find("localhost.example"), std::string::npos);
}

}  // namespace
}  // namespace smsdesk::net
