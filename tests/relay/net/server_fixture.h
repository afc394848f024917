// A server on a free loopback port with its loop on a thread of its own, for tests.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <variant>

#include "relay/net/http_server.h"
#include "relay/net/loop.h"

namespace smsdesk::net {

inline constexpr std::chrono::seconds kPatience{20};  ///< when a wait for a condition gives up

/// Waits for conditions that another thread makes true.
class Signal {
 public:
  template <typename Change>
  void change(Change change) {
    // Told under the lock: whoever waited may destroy this as soon as it is released.
    const std::lock_guard lock(mutex_);
    change();
    changed_.notify_all();
  }
  template <typename Condition>
  bool wait(Condition condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, condition);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
};

/// Asks until it is so; for values that nobody announces.
template <typename Condition>
bool becomes_true(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

using Upgrade = std::variant<std::unique_ptr<WebSocketHandler>, HttpResponse>;

/// A handler made of functions; without them it answers 200 with the request's body and refuses
/// upgrades.
class TestHandler : public Handler {
 public:
  std::function<void(HttpRequest, Reply)> request;
  std::function<Upgrade(const HttpRequest&)> upgrade;
  std::function<bool(const HttpRequest&)> is_large;
  std::atomic<unsigned> calls{0};

  void on_request(HttpRequest incoming, Reply reply) override {
    ++calls;
    if (request) return request(std::move(incoming), std::move(reply));
    HttpResponse response;
    response.body = incoming.method + " " + incoming.target + " " + incoming.body;
    reply.send(std::move(response));
  }
  bool takes_large_body(const HttpRequest& incoming) override { return is_large && is_large(incoming); }
  Upgrade on_upgrade(const HttpRequest& incoming) override {
    ++calls;
    if (upgrade) return upgrade(incoming);
    HttpResponse response;
    response.status = 403;
    response.body = "not here";
    return response;
  }
};

class TestServer {
 public:
  explicit TestServer(ServerLimits limits = {}, std::unique_ptr<TlsFiles> tls = nullptr) {
    ServerOptions options;
    options.limits = limits;
    options.tls = std::move(tls);
    auto listening = HttpServer::listen(loop, std::move(options), handler);
    EXPECT_TRUE(listening.is_ok()) << (listening ? "" : listening.error().sentence);
    server = std::move(listening).value();
  }
  ~TestServer() { stop(); }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  /// The handler's functions must be set before.
  void start() {
    thread = std::thread([this] { loop.run(); });
  }
  void stop() {
    loop.stop();
    if (thread.joinable()) thread.join();
  }
  std::uint16_t port() const { return server->port(); }

  Loop loop;
  TestHandler handler;
  std::unique_ptr<HttpServer> server;
  std::thread thread;
};

}  // namespace smsdesk::net
