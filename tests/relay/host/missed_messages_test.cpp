// Over a real server on a free loopback port that stands for the carrier's records, and a store in memory.
#include "relay/host/missed_messages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <thread>

#include "core/workspace/workspace_json.h"
#include "relay/net/http_server.h"
#include "relay/store/memory_store.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kOurNumber = "+14155550100";
constexpr const char* kAccount = "AC00000000000000000000000000000000";
constexpr const char* kFact = "carrier_heard_until";
constexpr std::chrono::seconds kPatience{20};

std::string record(const std::string& sid, const std::string& minute) {
  return R"({"sid":")" + sid + R"(","status":"received","direction":"inbound","from":"+12125550199","to":")" +
         kOurNumber + R"(","body":"text of )" + sid + R"(","num_media":"0","num_segments":"1","date_created":)" +
         R"("Mon, 23 Nov 2026 08:)" + minute + R"(:00 +0000"})";
}
std::string page(const std::string& records, const std::string& next = "null") {
  return R"({"messages":[)" + records + R"(],"next_page_uri":)" + next + "}";
}

/// The carrier's records: each request is answered by the next of `answers`, the last one again and again.
class Records : public net::Handler {
 public:
  std::vector<std::pair<int, std::string>> answers;
  std::vector<std::string> targets;  ///< what was asked; on the loop's thread
  void on_request(net::HttpRequest request, net::Reply reply) override {
    net::HttpResponse response;
    const auto& [status, body] = answers[std::min(targets.size(), answers.size() - 1)];
    targets.push_back(request.target);
    response.status = status;
    response.body = body;
    reply.send(std::move(response));
  }
  bool takes_large_body(const net::HttpRequest&) override { return false; }
  std::variant<std::unique_ptr<net::WebSocketHandler>, net::HttpResponse> on_upgrade(const net::HttpRequest&) override {
    return net::HttpResponse{};
  }
};

class Missed : public testing::Test {
 protected:
  void TearDown() override {
    loop_.stop();
    if (thread_.joinable()) thread_.join();
    if (writer_) writer_->stop();
  }
  /// `heard_until`: what the store knows from an earlier run; empty = it was never asked.
  void open(const std::string& heard_until, MissedMessages::Pauses pauses = {hours(1), 20}) {
    ASSERT_NO_FATAL_FAILURE(prepare(heard_until, pauses));
    begin();
  }
  void begin() {
    loop_.post([this] { missed_->start(); });
    thread_ = std::thread([this] { loop_.run(); });
  }
  void prepare(const std::string& heard_until, MissedMessages::Pauses pauses = {hours(1), 20}) {
    auto server = net::HttpServer::listen(loop_, net::ServerOptions{}, records_);
    ASSERT_TRUE(server) << server.error().sentence;
    server_ = std::move(server.value());
    CarrierConfig config;
    config.api_url = "http://127.0.0.1:" + std::to_string(server_->port());
    config.account_sid = kAccount;
    config.auth_token = "t";
    auto store = std::make_unique<store::MemoryStore>(std::string(32, 'a'));
    store_ = store.get();
    if (!heard_until.empty()) {
      ASSERT_TRUE(store->put_fact(kFact, heard_until));
    }
    writer_.emplace(std::move(store), Workspace(), [this](std::vector<ServiceEffect> effects) {
      loop_.post([this, effects = std::move(effects)] {
        for (const ServiceEffect& one : effects) {
          const auto* answer = std::get_if<effect::AnswerWebhook>(&one);
          if (answer == nullptr) continue;
          EXPECT_TRUE(MissedMessages::is_own(answer->webhook));
          missed_->answered(answer->webhook, answer->answer);
        }
      });
    });
    Organisation organisation;
    Queue queue;
    queue.id = QueueId{1};
    queue.name = "Support";
    organisation.queues.push_back(queue);
    organisation.numbers.push_back({kOurNumber, QueueId{1}});
    ASSERT_TRUE(writer_->push(input::Configured{organisation}));
    writer_->start();
    const auto clock = [this] { return wall_clock() + clock_ahead_; };
    carrier_.emplace(
        loop_, config, [](ServiceInput) {}, clock);
    missed_.emplace(loop_, *carrier_, *writer_, pauses, clock);
    ASSERT_TRUE(wait([&] { return is_number_known(); }));
  }
  bool is_number_known() {
    std::promise<bool> known;
    EXPECT_TRUE(writer_->look([&](const Workspace* workspace, store::Store&) {
      known.set_value(workspace != nullptr && !workspace->numbers.empty());
    }));
    return known.get_future().get();
  }
  std::string fact() {
    std::promise<std::string> found;
    EXPECT_TRUE(writer_->run([&](store::Store& store) {
      const auto value = store.find_fact(kFact);
      found.set_value(value && *value ? **value : "");
    }));
    return found.get_future().get();
  }
  std::vector<std::string> asked() {
    std::promise<std::vector<std::string>> targets;
    loop_.post([&] { targets.set_value(records_.targets); });
    return targets.get_future().get();
  }
  /// The texts in the log, in order.
  std::vector<std::string> texts() {
    std::promise<std::vector<std::string>> found;
    EXPECT_TRUE(writer_->run([&](store::Store& store) {
      std::vector<std::string> texts;
      const auto rows = store.read_log(0, 1'000);
      for (const store::LogRow& row : *rows) {
        const auto entry = decode_entry(row.body);
        if (const auto* received = std::get_if<MessageReceived>(&entry->body)) texts.push_back(received->text);
      }
      found.set_value(std::move(texts));
    }));
    return found.get_future().get();
  }
  void fail_appends(const std::optional<Error>& error) {
    std::promise<void> done;
    EXPECT_TRUE(writer_->run([&](store::Store&) {
      store_->fail_appends(error);
      done.set_value();
    }));
    done.get_future().get();
  }
  template <typename Condition>
  bool wait(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > end) return false;
      std::this_thread::yield();
    }
    return true;
  }

  DurationMs clock_ahead_ = 0;  ///< the relay's; the carrier has this machine's
  net::Loop loop_;
  Records records_;
  std::unique_ptr<net::HttpServer> server_;
  store::MemoryStore* store_ = nullptr;
  std::optional<Writer> writer_;
  std::optional<CarrierLink> carrier_;
  std::optional<MissedMessages> missed_;
  std::thread thread_;
};

const std::string kYesterday = std::to_string((wall_clock() + -hours(24)).ms);

TEST_F(Missed, BeforeTheFirstStartNobodyMissedAnything) {
  records_.answers = {{200, page(record("SM1", "01"))}};
  open("");
  ASSERT_TRUE(wait([&] { return !fact().empty(); }));
  EXPECT_TRUE(asked().empty());
}

TEST_F(Missed, AreTakenInFromAllPagesTheOldestFirstAndWhatIsKnownIsPassedOver) {
  records_.answers = {
      {200, page(record("SM4", "04") + "," + record("SM3", "03"), R"("/2010-04-01/Accounts/AC/Messages.json?Page=1")")},
      {200, page(record("SM2", "02") + "," + record("SM2", "02") + "," + record("SM1", "01"))}};
  open(kYesterday);
  ASSERT_TRUE(wait([&] { return fact() != kYesterday; }));
  const std::vector<std::string> expected{"text of SM1", "text of SM2", "text of SM3", "text of SM4"};
  EXPECT_EQ(texts(), expected) << "all of it is there when the fact moves";
  EXPECT_EQ(writer_->counters().messages_recovered, 4u);
  const std::vector<std::string> targets = asked();
  ASSERT_EQ(targets.size(), 2u);
  EXPECT_NE(targets[0].find("To=%2B14155550100"), std::string::npos) << targets[0];
  EXPECT_NE(targets[0].find("DateSent%3E="), std::string::npos) << targets[0];
  EXPECT_NE(targets[1].find("Page=1"), std::string::npos);
}

TEST_F(Missed, AreHeardUntilThenByTheCarriersClock) {
  clock_ahead_ = minutes(30);
  records_.answers = {{200, page("")}};
  open(kYesterday);
  ASSERT_TRUE(wait([&] { return fact() != kYesterday; }));
  EXPECT_LE(std::stoll(fact()), (wall_clock() + -MissedMessages::kOverlap).ms)
      << "by the relay's it would pass over what comes in the next minutes";
}

TEST_F(Missed, AreAskedForAgainSoonWhereTheCarrierDidNotAnswer) {
  records_.answers = {{503, ""}, {200, "no list"}, {200, page(record("SM1", "01"))}};
  open(kYesterday);
  ASSERT_TRUE(wait([&] { return fact() != kYesterday; }));
  EXPECT_EQ(texts(), std::vector<std::string>{"text of SM1"});
  EXPECT_EQ(asked().size(), 3u);
}

TEST_F(Missed, AreAskedForUntilTheyAreOnDisk) {
  records_.answers = {{200, page(record("SM1", "01"))}};
  prepare(kYesterday);
  fail_appends(Error{ErrorCode::Unavailable, "The disk is full."});
  begin();
  ASSERT_TRUE(wait([&] { return !writer_->is_healthy(); }));
  EXPECT_EQ(fact(), kYesterday);
  fail_appends(std::nullopt);
  ASSERT_TRUE(wait([&] { return fact() != kYesterday; }));
  EXPECT_EQ(texts(), std::vector<std::string>{"text of SM1"});
}

TEST_F(Missed, AreReadUpToABoundEvenOfACarrierThatNeverEnds) {
  records_.answers = {{200, page(record("SM1", "01"), R"("/2010-04-01/Accounts/AC/Messages.json?Page=1")")}};
  open(kYesterday);
  ASSERT_TRUE(wait([&] { return fact() != kYesterday; }));
  EXPECT_EQ(asked().size(), static_cast<std::size_t>(CarrierLink::kListPagesMax));
  EXPECT_EQ(texts(), std::vector<std::string>{"text of SM1"});
}

TEST_F(Missed, AreAskedForSoonAfterAWebhookWasRefused) {
  records_.answers = {{200, page("")}, {200, page(record("SM1", "01"))}};
  open(kYesterday);
  ASSERT_TRUE(wait([&] { return fact() != kYesterday; }));
  loop_.post([&] { missed_->webhook_refused(); });
  ASSERT_TRUE(wait([&] { return texts().size() == 1; }));
  EXPECT_EQ(asked().size(), 2u);
}

TEST_F(Missed, AreAskedForAtIntervals) {
  records_.answers = {{200, page("")}, {200, page("")}, {200, page(record("SM1", "01"))}};
  open(kYesterday, {20, 20});
  ASSERT_TRUE(wait([&] { return texts().size() == 1; }));
}

}  // namespace
}  // namespace smsdesk::relay
