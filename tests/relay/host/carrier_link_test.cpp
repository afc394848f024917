// Over a real server on a free loopback port: what the relay makes of a busy carrier, and the look-up behind an uncertain send in
// the mock carrier's records. Its answers are dated by this machine's clock; the relay's is the one that is wrong.
#include "relay/host/carrier_link.h"

#include <gtest/gtest.h>

#include <optional>

#include "relay/net/http_server.h"
#include "server-mock/account.h"
#include "server-mock/ids.h"
#include "server-mock/twilio_api.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kOurNumber = "+14155550100";
constexpr const char* kCustomer = "+12125550199";
constexpr const char* kText = "Your parcel is at the harbour.";
constexpr Instant kAccepted{1'795'420'800'000};
constexpr std::chrono::seconds kPatience{20};

class CarrierLinkTest : public testing::Test, public net::Handler {
 protected:
  CarrierLinkTest() {
    identity_.account_sid = "AC00000000000000000000000000000000";
    identity_.auth_token = "token";
    identity_.numbers = {{kOurNumber, ""}};
    send_.message = MessageId{7};
    send_.attempt = 1;
    send_.from = kOurNumber;
    send_.to = kCustomer;
    send_.text = kText;
    send_.accepted_at = kAccepted;
  }

  void on_request(net::HttpRequest request, net::Reply reply) override {
    ++requests_;
    if (busy_) return reply.send(*busy_);
    reply.send(api_.answer(request, {}, by_carrier(hours(1))).response);
  }
  std::variant<std::unique_ptr<net::WebSocketHandler>, net::HttpResponse> on_upgrade(const net::HttpRequest&) override {
    return net::HttpResponse{};
  }

  /// So long after our message was accepted, by the carrier's clock.
  mock::Instant by_carrier(DurationMs after) const {
    return mock::Instant(std::chrono::milliseconds(kAccepted.ms + after + clock_ahead_));
  }
  /// The carrier has a message of that text, which it took `after` ours was accepted.
  std::string record(const std::string& text, DurationMs after, bool has_left) {
    mock::Message message;
    message.sid = ids_.make("SM");
    message.from = kOurNumber;
    message.to = kCustomer;
    message.body = text;
    message.created_at = message.updated_at = by_carrier(after);
    const std::string sid = account_.add(std::move(message)).sid;
    if (has_left) {
      EXPECT_TRUE(account_.advance(sid, mock::MessageStatus::Sent, 0, by_carrier(after + seconds(1))));
    }
    return sid;
  }

  /// What came of it; the empty answer where nothing did.
  template <typename Answer>
  Answer answer_to(void (CarrierLink::*ask)(const OutboundSend&)) {
    net::Loop loop;
    auto server = net::HttpServer::listen(loop, net::ServerOptions{}, *this);
    if (!server) {
      ADD_FAILURE() << server.error().sentence;
      return {};
    }
    CarrierConfig config;
    config.api_url = "http://127.0.0.1:" + std::to_string((*server)->port());
    config.account_sid = identity_.account_sid;
    config.auth_token = identity_.auth_token;
    config.webhook_base_url = "http://127.0.0.1:1";
    std::optional<Answer> found;
    CarrierLink link(
        loop, config,
        [&](ServiceInput in) {
          found = std::move(std::get<Answer>(in));
          loop.stop();
        },
        [this] { return wall_clock() + -clock_ahead_; });
    (link.*ask)(send_);
    loop.post_after(kPatience, [&] { loop.stop(); });
    loop.run();
    EXPECT_TRUE(found);
    return found.value_or(Answer{});
  }
  input::CarrierLookedUp look_up() {
    auto found = answer_to<input::CarrierLookedUp>(&CarrierLink::look_up);
    EXPECT_TRUE(found.is_answered && found.message == send_.message);
    return found;
  }
  static std::vector<std::string> names_in(const input::CarrierLookedUp& found) {
    std::vector<std::string> names;
    for (const auto& one : found.candidates)
      if (!one.is_doubtful) names.push_back(one.carrier_id.value);
    return names;
  }

  mock::Identity identity_;
  mock::Account account_;
  mock::IdSource ids_;
  mock::TwilioApi api_{identity_, account_, ids_, 1};
  DurationMs clock_ahead_ = 0;
  OutboundSend send_;
  int requests_ = 0;
  std::optional<net::HttpResponse> busy_;  ///< what the carrier says to everything, where it is set
};
using LookUp = CarrierLinkTest;
using Sending = CarrierLinkTest;

TEST_F(Sending, ToABusyCarrierGoesOnWhenItAsksForIt) {
  busy_ = net::HttpResponse{429, {{"retry-after", "7"}}, R"({"code": 20429, "status": 429})", nullptr};
  const SendFinished finished = answer_to<input::CarrierAnswered>(&CarrierLink::send).finished;
  EXPECT_EQ(finished.message, send_.message);
  EXPECT_EQ(finished.outcome, SendOutcome::TryLater);
  EXPECT_EQ(finished.retry_after, seconds(7));
}

TEST_F(Sending, ToABusyCarrierThatDoesNotSayHowLongIsTriedAgainSoon) {
  busy_ = net::HttpResponse{429, {}, R"({"code": 20429, "status": 429})", nullptr};
  const SendFinished finished = answer_to<input::CarrierAnswered>(&CarrierLink::send).finished;
  EXPECT_EQ(finished.outcome, SendOutcome::TryLater);
  EXPECT_GE(finished.retry_after, 100);
  EXPECT_LT(finished.retry_after, 2'100);
}

TEST_F(Sending, OfALongTextAsAnMmsIsOneToTheCarrier) {
  send_.text = std::string(400, 'x');
  for (const bool is_mms : {true, false}) {
    send_.is_mms_text = is_mms;
    const SendFinished finished = answer_to<input::CarrierAnswered>(&CarrierLink::send).finished;
    ASSERT_EQ(finished.outcome, SendOutcome::Taken);
    const mock::Message* taken = account_.find(finished.carrier_id.value);
    ASSERT_NE(taken, nullptr);
    EXPECT_EQ(taken->is_mms, is_mms);
    EXPECT_EQ(taken->segments, is_mms ? 1 : 3);
  }
}

TEST_F(LookUp, FindsWhatTheCarrierTookAndHasNotSentYet) {
  const std::string sid = record(kText, seconds(2), false);
  EXPECT_EQ(names_in(look_up()), std::vector<std::string>{sid});
}

TEST_F(LookUp, FindsItWhereTheCarriersClockIsBehindOrAhead) {
  for (const DurationMs ahead : {hours(-30), minutes(-10), seconds(-30), seconds(30), minutes(10), hours(30)}) {
    for (const bool has_left : {false, true}) {
      clock_ahead_ = ahead;
      const std::string sid = record(kText, 0, has_left);
      EXPECT_EQ(names_in(look_up()), std::vector<std::string>{sid}) << ahead << " ms ahead, has left: " << has_left;
      EXPECT_TRUE(account_.remove(sid));
    }
  }
}

TEST_F(LookUp, OfSomewhatOlderMessagesOfTheSameWordsIsADoubtWhateverTheCarriersClockSays) {
  for (const DurationMs ahead : {minutes(-40), DurationMs{0}, minutes(40)}) {
    clock_ahead_ = ahead;
    const std::string sid = record(kText, minutes(-20), true);
    const auto found = look_up();
    ASSERT_EQ(found.candidates.size(), 1u) << ahead;
    EXPECT_TRUE(found.candidates[0].is_doubtful) << ahead;
    EXPECT_TRUE(account_.remove(sid));
  }
}

TEST_F(LookUp, IsCompleteAtTheEndOfTheList) {
  EXPECT_TRUE(look_up().is_complete);
  record("Something else.", seconds(5), true);
  const auto found = look_up();
  EXPECT_TRUE(found.is_complete);
  EXPECT_TRUE(found.candidates.empty());
}

TEST_F(LookUp, IsCompleteWhereTheListIsOlderThanTheMessageAndIsNotReadOn) {
  for (int i = 0; i < 500; ++i) record(kText, hours(-2), true);
  const std::string sid = record(kText, seconds(2), false);
  const auto found = look_up();
  EXPECT_EQ(names_in(found), std::vector<std::string>{sid}) << "the same words two hours before were another message";
  EXPECT_TRUE(found.is_complete);
  EXPECT_EQ(requests_, 1);
}

TEST_F(LookUp, OfAListTooLongToBeReadBackSaysSo) {
  record(kText, seconds(2), true);
  for (int i = 0; i < twilio::kPageSize * CarrierLink::kLookupPagesMax; ++i) {
    record("Something else.", minutes(1) + i, true);
  }
  const auto found = look_up();
  EXPECT_TRUE(found.candidates.empty());
  EXPECT_FALSE(found.is_complete) << "it is there, one further back than was read";
  EXPECT_EQ(requests_, CarrierLink::kLookupPagesMax);
}

}  // namespace
}  // namespace smsdesk::relay
