// The door over a real server on a free loopback port: who may sign in, and for whom failures are counted.
#include "relay/host/door.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <thread>

#include "relay/store/memory_store.h"
#include "tests/relay/host/files.h"
#include "tests/relay/store/set_password.h"
#include "tests/support/tcp_client.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kOrigin = "http://127.0.0.1:1";
constexpr const char* kPassword = "right password";
constexpr AgentId kAna{1};
constexpr AgentId kGone{2};

/// A door of an organisation that has Ana; the store also has the password of somebody who is gone.
class DoorTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_GE(sodium_init(), 0); }

  DoorTest() {
    files_.put("index.html", "<page>");
    files_.put("site.json", R"([{"path":"/","file":"index.html","type":"text/html"}])");
    config_.public_url = kOrigin;
    config_.carrier.api_url = "http://127.0.0.1:1";
  }
  ~DoorTest() override {
    loop_.stop();
    if (thread_.joinable()) thread_.join();
    server_.reset();
    if (writer_) writer_->stop();
  }

  void open() {
    auto store = std::make_unique<store::MemoryStore>(std::string(32, 'a'));
    const std::string hash = hash_password(kPassword);
    store::set_password(*store, kAna, hash);
    store::set_password(*store, kGone, hash);
    auto reader = store->open_reader();
    auto site = Site::load(files_.folder());
    ASSERT_TRUE(reader && site);
    door_.emplace(loop_, config_, std::move(site.value()));
    door_->admit({{kAna, "ana", "Ana", AgentRole::Agent, 1, {}}});
    writer_.emplace(std::move(store), Workspace(), [](std::vector<ServiceEffect>) {});
    carrier_.emplace(loop_, config_.carrier, [](ServiceInput) {});
    pages_.emplace(std::move(reader.value()), [](ServiceInput) {});
    auto server = net::HttpServer::listen(loop_, net::ServerOptions{}, *door_);
    ASSERT_TRUE(server) << server.error().sentence;
    server_ = std::move(server.value());
    door_->connect(&*writer_, &*carrier_, &*pages_, nullptr, server_.get());
    writer_->start();
    thread_ = std::thread([this] { loop_.run(); });
  }

  struct Attempt {
    std::string login, password, headers;
  };
  /// The statuses of attempts that all begin before the first is answered: a count must not depend on how long
  /// a password takes.
  std::vector<int> sign_in(const std::vector<Attempt>& attempts) {
    std::vector<std::unique_ptr<support::TcpClient>> clients;
    for (const Attempt& one : attempts) {
      const std::string body = R"({"login":")" + one.login + R"(","password":")" + one.password + R"("})";
      clients.push_back(std::make_unique<support::TcpClient>(server_->port()));
      clients.back()->send("POST /api/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: " +
                           std::string(kOrigin) + "\r\nContent-Type: application/json\r\n" + one.headers +
                           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    std::vector<int> statuses;
    for (const auto& client : clients) {
      EXPECT_TRUE(client->receive_to_end());
      const std::string& answer = client->received();
      statuses.push_back(answer.rfind("HTTP/1.1 ", 0) == 0 ? std::atoi(answer.c_str() + 9) : 0);
    }
    return statuses;
  }
  /// How many wrong attempts under one name are put off, each with other headers. Five in one count are free.
  long put_off(const std::vector<std::string>& headers) {
    std::vector<Attempt> attempts;
    for (const std::string& one : headers) attempts.push_back({"ana", "wrong password", one});
    const std::vector<int> statuses = sign_in(attempts);
    const long put_off = std::count(statuses.begin(), statuses.end(), 429);
    EXPECT_EQ(std::count(statuses.begin(), statuses.end(), 401) + put_off, static_cast<long>(headers.size()));
    return put_off;
  }

  Files files_;
  Config config_;
  net::Loop loop_;
  std::optional<Door> door_;
  std::optional<Writer> writer_;
  std::optional<CarrierLink> carrier_;
  std::optional<ArchiveReader> pages_;
  std::unique_ptr<net::HttpServer> server_;
  std::thread thread_;
};

TEST_F(DoorTest, ARemovedAgentCannotSignInWithTheRightPassword) {
  open();
  const std::vector<int> expected = {401, 401, 401, 200};
  EXPECT_EQ(
      sign_in(
          {{"gone", kPassword, ""}, {"nobody", kPassword, ""}, {"ana", "wrong password", ""}, {"ana", kPassword, ""}}),
      expected);
}

TEST_F(DoorTest, FailuresAreCountedForWhoStandsBehindATrustedProxy) {
  config_.trusted_proxies = {*parse_address_range("127.0.0.1")};
  open();
  std::vector<std::string> headers;
  for (int i = 1; i <= 8; ++i) headers.push_back("X-Forwarded-For: 203.0.113." + std::to_string(i) + "\r\n");
  EXPECT_EQ(put_off(headers), 0) << "eight people behind one proxy";
}

TEST_F(DoorTest, WhatACallerBehindAProxyMakesUpBringsNoFreshCount) {
  config_.trusted_proxies = {*parse_address_range("127.0.0.1")};
  open();
  std::vector<std::string> headers;
  for (int i = 1; i <= 8; ++i) {
    headers.push_back("X-Forwarded-For: 1.2.3." + std::to_string(i) + ", 203.0.113.7\r\n");
  }
  EXPECT_EQ(put_off(headers), 3);
}

TEST_F(DoorTest, FiguresAreForThisMachineAndWhoIsNamed) {
  config_.trusted_proxies = {*parse_address_range("127.0.0.1")};
  config_.metrics_addresses = {*parse_address_range("203.0.113.0/24")};
  open();
  const auto status = [&](const std::string& headers) {
    support::TcpClient client(server_->port());
    client.send("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
    EXPECT_TRUE(client.receive_to_end());
    return client.received().substr(0, 12);
  };
  EXPECT_EQ(status(""), "HTTP/1.1 200");
  EXPECT_EQ(status("X-Forwarded-For: 203.0.113.9\r\n"), "HTTP/1.1 200");
  EXPECT_EQ(status("X-Forwarded-For: 203.0.114.9\r\n"), "HTTP/1.1 404");
  EXPECT_EQ(status("X-Forwarded-For: nobody knows\r\n"), "HTTP/1.1 404");
}

TEST_F(DoorTest, AProxyThatIsNotTrustedReadsNoFiguresForOthers) {
  config_.metrics_addresses = {*parse_address_range("127.0.0.0/8"), *parse_address_range("203.0.113.9")};
  open();
  support::TcpClient client(server_->port());
  client.send("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n");
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_EQ(client.received().substr(0, 12), "HTTP/1.1 404");
}

TEST_F(DoorTest, FailuresAreCountedForThePeerWhereItIsNoTrustedProxy) {
  config_.trusted_proxies = {*parse_address_range("10.0.0.0/8")};
  open();
  std::vector<std::string> headers = {"", "X-Forwarded-For: 10.0.0.1\r\n"};
  for (int i = 1; i <= 3; ++i) {
    headers.push_back("X-Forwarded-For: 203.0.113." + std::to_string(i) + "\r\n");
    headers.push_back("Forwarded: for=203.0.113." + std::to_string(i) + "\r\n");
  }
  EXPECT_EQ(put_off(headers), 3);
}

}  // namespace
}  // namespace smsdesk::relay
