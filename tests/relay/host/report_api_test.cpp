// Reports over HTTP, from the archive's own thread.
#include "relay/host/report_api.h"

#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <thread>

#include "relay/net/loop.h"
#include "relay/store/memory_store.h"
#include "tests/support/tcp_client.h"

namespace smsdesk::relay {
namespace {

/// Answers whoever comes: who may is the door's to say.
struct OpenDoor : net::Handler {
  ArchiveReader* archive = nullptr;
  void on_request(net::HttpRequest request, net::Reply reply) override {
    EXPECT_TRUE(is_report(request.path()));
    answer_report(*archive, request, std::move(reply));
  }
  std::variant<std::unique_ptr<net::WebSocketHandler>, net::HttpResponse> on_upgrade(const net::HttpRequest&) override {
    return net::HttpResponse();
  }
};

class Reports : public testing::Test {
 protected:
  Reports() {
    store::Batch batch;
    batch.archive = {
        store::PutAgentState{1, {7}, store::AgentStateKind::Presence, {1000}, "available", "", {}, true},
        store::PutAgentState{4, {7}, store::AgentStateKind::Presence, {1500}, "meeting", "Coaching", {9}, false},
        store::PutOffer{{41}, {12}, {7}, {1}, {2000}, "longest_idle", R"({"members":2,"free":1})"},
        store::SetOfferEnded{{41}, {2500}, "declined", "\"busy\"", false},
        store::PutOffer{{42}, {12}, {8}, {1}, {2500}, "picked"},
        store::PutNote{{43}, {12}, {7}, {3000}, "call back", {{8}, {9}}}};
    EXPECT_TRUE(store_.append(0, batch));
    archive_.emplace(std::move(store_.open_reader().value()), [](ServiceInput) {});
    door_.archive = &*archive_;
    auto server = net::HttpServer::listen(loop_, net::ServerOptions{}, door_);
    EXPECT_TRUE(server);
    server_ = std::move(server.value());
    thread_ = std::thread([this] { loop_.run(); });
  }
  ~Reports() override {
    loop_.stop();
    thread_.join();
    server_.reset();
  }
  struct Answer {
    std::string status, body;
  };
  Answer get(const std::string& target, const std::string& method = "GET") {
    support::TcpClient client(server_->port());
    client.send(method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(client.receive_to_end());
    const std::string& all = client.received();
    return {all.substr(9, 3), all.substr(all.find("\r\n\r\n") + 4)};
  }

  store::MemoryStore store_{std::string(32, 'a')};
  OpenDoor door_;
  net::Loop loop_;
  std::optional<ArchiveReader> archive_;
  std::unique_ptr<net::HttpServer> server_;
  std::thread thread_;
};

TEST_F(Reports, TellInWhichStateAnAgentWas) {
  EXPECT_EQ(
      get("/api/reports/agent_states?agent=7").body,
      R"({"rows":[{"agent":7,"kind":"presence","state":"meeting","sub_status":"Coaching","began_at":1500,"ended_at":null,"by":9,"is_automatic":false},)"
      R"({"agent":7,"kind":"presence","state":"available","sub_status":"","began_at":1000,"ended_at":1500,"by":0,"is_automatic":true}],"next":null})");
  EXPECT_EQ(get("/api/reports/agent_states?agent=7&kind=queue").body, R"({"rows":[],"next":null})");
}

TEST_F(Reports, TellOffersWithWhyAndHowTheyEnded) {
  EXPECT_EQ(
      get("/api/reports/offers?conversation=12").body,
      R"({"rows":[{"offer":42,"conversation":12,"agent":8,"queue":1,"made_at":2500,"why":"picked","trace":null,"ended_at":null,"outcome":"","reason":"","is_automatic":false},)"
      R"({"offer":41,"conversation":12,"agent":7,"queue":1,"made_at":2000,"why":"longest_idle","trace":{"members":2,"free":1},"ended_at":2500,"outcome":"declined","reason":"\"busy\"","is_automatic":false}],"next":null})");
}

TEST_F(Reports, TellNotes) {
  EXPECT_EQ(
      get("/api/reports/notes?agent=7&from=3000").body,
      R"({"rows":[{"note":43,"conversation":12,"author":7,"at":3000,"text":"call back","mentions":[8,9],"corrections":0,"corrected_at":null,"is_taken_back":false}],"next":null})");
  EXPECT_EQ(get("/api/reports/notes?agent=7&to=3000").body, R"({"rows":[],"next":null})");
}

TEST_F(Reports, GoOnWhereThePageEnded) {
  const Answer first = get("/api/reports/offers?limit=1");
  EXPECT_NE(first.body.find(R"("offer":42)"), std::string::npos) << first.body;
  ASSERT_NE(first.body.find(R"("next":"2500-42")"), std::string::npos) << first.body;
  const Answer rest = get("/api/reports/offers?limit=1&page=2500-42");
  EXPECT_NE(rest.body.find(R"("offer":41)"), std::string::npos) << rest.body;
  EXPECT_NE(rest.body.find(R"("next":null)"), std::string::npos) << rest.body;
}

TEST_F(Reports, AreReadOnlyAndAskedForExactly) {
  const Answer wrong = get("/api/reports/offers?agent=ana");
  EXPECT_EQ(wrong.status, "400");
  EXPECT_EQ(wrong.body, R"({"sentence":"\"agent\" is the number of an agent."})");
  EXPECT_EQ(get("/api/reports/offers", "DELETE").status, "405");
  EXPECT_EQ(get("/api/reports/offers").status, "200");
}

TEST_F(Reports, WaitInALineThatEnds) {
  std::promise<void> is_begun, may_end;
  std::shared_future<void> end = may_end.get_future().share();
  ASSERT_TRUE(archive_->report([&is_begun, end](store::Reader&) {
    is_begun.set_value();
    end.wait();
  }));
  is_begun.get_future().wait();
  std::promise<std::size_t> done;
  std::size_t ran = 0;
  for (std::size_t i = 1; i <= ArchiveReader::kReportsWaitingMax; ++i) {
    ASSERT_TRUE(archive_->report([&, i](store::Reader&) {
      if (++ran == ArchiveReader::kReportsWaitingMax) done.set_value(i);
    }));
  }
  EXPECT_FALSE(archive_->report([](store::Reader&) { FAIL() << "it was refused"; }));
  const Answer refused = get("/api/reports/offers");
  EXPECT_EQ(refused.status, "503");
  EXPECT_EQ(refused.body, R"({"sentence":"Too many reports are being read. Try again in a moment."})");
  may_end.set_value();
  EXPECT_EQ(done.get_future().get(), ArchiveReader::kReportsWaitingMax) << "in their order";
  EXPECT_EQ(get("/api/reports/offers").status, "200");
}

}  // namespace
}  // namespace smsdesk::relay
