#include "server-mock/webhook_sender.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include "tests/support/tcp_client.h"

namespace smsdesk::mock {
namespace {

using support::TcpListener;

constexpr WebhookTimeouts kImpatient{std::chrono::milliseconds(200), std::chrono::milliseconds(400)};
constexpr std::chrono::seconds kPatience{20};  // when a wait for a condition gives up

Webhook a_webhook(const TcpListener& to, std::string sid = "MM0123") {
  return {std::move(sid),
          "inbound",
          "http://127.0.0.1:" + std::to_string(to.port()) + "/in",
          {{"Body", "Hello"}},
          "one-token"};
}

/// A sender and its loop, which run until so many webhooks have their verdict.
class Sending {
 public:
  explicit Sending(WebhookTimeouts timeouts = {})
      : sender(
            loop, "token",
            [this] {
              if (++clock_readings == 2 && after_first_attempt) after_first_attempt();
              return Instant(std::chrono::milliseconds(clock_readings));
            },
            [this](const Webhook&, const WebhookVerdict& verdict) {
              verdicts.push_back(verdict);
              if (verdicts.size() == verdicts_wanted) loop.stop();
            },
            timeouts) {}

  void run_until(std::size_t verdicts_to_come) {
    verdicts_wanted = verdicts_to_come;
    loop.post_after(kPatience, [this] { loop.stop(); });
    loop.run();
    EXPECT_EQ(verdicts.size(), verdicts_to_come);
  }

  net::Loop loop;
  int clock_readings = 0;
  std::function<void()> after_first_attempt;  ///< the clock is read when an attempt begins, and when it has ended
  std::size_t verdicts_wanted = 0;
  std::vector<WebhookVerdict> verdicts;
  WebhookSender sender;  // last: it calls back into all of the above
};

/// Takes one connection, reads a whole request from it and answers; gives the request.
std::string answer_one(TcpListener& listener, const std::string& status = "200 OK") {
  const int connection = listener.accept(kPatience);
  if (connection < 0) return {};
  std::string request;
  char bytes[4096];
  while (request.find("Body=Hello") == std::string::npos) {
    const ssize_t count = ::recv(connection, bytes, sizeof bytes, 0);
    if (count <= 0) break;
    request.append(bytes, static_cast<std::size_t>(count));
  }
  const std::string answer =
      "HTTP/1.1 " + status + "\r\nContent-Type: text/xml\r\nContent-Length: 11\r\nConnection: close\r\n\r\n<Response/>";
  EXPECT_EQ(::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL), static_cast<ssize_t>(answer.size()));
  ::close(connection);
  return request;
}

/// How many have connected and nobody has accepted.
int connections_of(TcpListener& listener) {
  int count = 0;
  for (int one = 0; (one = listener.accept(std::chrono::milliseconds(1))) >= 0; ++count) ::close(one);
  return count;
}

TEST(WebhookSender, TriesOnceMoreWhereThePortRefused) {
  TcpListener application(TcpListener::Begin::Refusing);
  Sending at;
  std::string request;
  std::thread answering;
  at.after_first_attempt = [&] {
    ASSERT_TRUE(application.listen());
    answering = std::thread([&] { request = answer_one(application); });
  };
  at.loop.post([&] { at.sender.submit("lane", a_webhook(application), {}); });
  at.run_until(1);
  ASSERT_TRUE(answering.joinable());
  answering.join();
  ASSERT_EQ(at.sender.attempts().size(), 2u);
  EXPECT_EQ(at.sender.attempts()[0].number, 1);
  EXPECT_FALSE(at.sender.attempts()[0].is_accepted);
  EXPECT_NE(at.sender.attempts()[0].sentence.find("11205"), std::string::npos);
  EXPECT_NE(at.sender.attempts()[0].sentence.find("Trying once more."), std::string::npos);
  EXPECT_EQ(at.sender.attempts()[1].number, 2);
  EXPECT_TRUE(at.sender.attempts()[1].is_accepted);
  EXPECT_EQ(at.verdicts.at(0).error_code, 0) << "only the second attempt is judged";
  EXPECT_NE(request.find("I-Twilio-Idempotency-Token: one-token"), std::string::npos) << request;
}

TEST(WebhookSender, GivesUpAfterTheSecondRefusal) {
  const TcpListener application(TcpListener::Begin::Refusing);
  Sending at;
  at.loop.post([&] { at.sender.submit("lane", a_webhook(application), {}); });
  at.run_until(1);
  EXPECT_EQ(at.verdicts.at(0).error_code, 11205);
  EXPECT_EQ(at.sender.attempts().size(), 2u);
  EXPECT_EQ(at.sender.counts().failed, 2u);
}

TEST(WebhookSender, GivesUpOnAServerThatHangsAndDoesNotRepeatWhatItMayHaveTaken) {
  TcpListener application;
  Sending at(kImpatient);
  at.loop.post([&] {
    at.sender.submit("lane", a_webhook(application, "MM1"), {});
    at.sender.submit("lane", a_webhook(application, "MM2"), {});
  });
  at.run_until(2);
  ASSERT_EQ(at.sender.attempts().size(), 2u);
  EXPECT_EQ(at.sender.attempts()[0].sid, "MM1");
  EXPECT_EQ(at.sender.attempts()[1].sid, "MM2") << "the one behind it goes out all the same";
  for (const Attempt& attempt : at.sender.attempts()) EXPECT_EQ(attempt.number, 1);
  for (const WebhookVerdict& verdict : at.verdicts) EXPECT_EQ(verdict.error_code, 11205);
  EXPECT_EQ(connections_of(application), 2);
}

TEST(WebhookSender, TriesOnceMoreWhereNoConnectionCameAboutInTime) {
  TcpListener application(TcpListener::Begin::Refusing);
  ASSERT_TRUE(application.listen(0));
  const support::TcpClient ahead(application.port());  // nobody accepts it, so the next one hangs
  ASSERT_TRUE(ahead.is_connected());
  Sending at(kImpatient);
  at.loop.post([&] { at.sender.submit("lane", a_webhook(application), {}); });
  at.run_until(1);
  EXPECT_EQ(at.verdicts.at(0).error_code, 11205);
  ASSERT_EQ(at.sender.attempts().size(), 2u);
  EXPECT_EQ(at.sender.attempts()[1].number, 2);
}

TEST(WebhookSender, TriesAsOftenAsTheAddressSaysWhereTheApplicationFails) {
  TcpListener application;
  Sending at;
  std::string last;
  std::thread answering([&] {
    for (int i = 0; i < 3; ++i) answer_one(application, "503 Service Unavailable");
    last = answer_one(application);
  });
  at.loop.post([&] {
    Webhook webhook = a_webhook(application);
    webhook.url += "#rc=5&rp=5xx,ct,rt";
    at.sender.submit("lane", std::move(webhook), {});
  });
  at.run_until(1);
  answering.join();
  ASSERT_EQ(at.sender.attempts().size(), 4u);
  EXPECT_TRUE(at.sender.attempts()[3].is_accepted);
  EXPECT_EQ(at.sender.attempts()[3].number, 4);
  EXPECT_EQ(at.verdicts.at(0).error_code, 0);
  EXPECT_EQ(last.find('#'), std::string::npos) << last;
}

TEST(WebhookSender, TriesNoMoreWhereTheAddressSaysSo) {
  const TcpListener application(TcpListener::Begin::Refusing);
  Sending at;
  at.loop.post([&] {
    Webhook webhook = a_webhook(application);
    webhook.url += "#rc=0";
    at.sender.submit("lane", std::move(webhook), {});
  });
  at.run_until(1);
  EXPECT_EQ(at.sender.attempts().size(), 1u);
}

TEST(WebhookSender, WaitsForAnAnswerAsLongAsTheAddressSays) {
  TcpListener application;
  Sending at;  // as patient as Twilio: the address alone ends the wait before ours ends
  at.loop.post([&] {
    Webhook webhook = a_webhook(application);
    webhook.url += "#ct=1000&rt=100&rc=1&rp=ct,rt";
    at.sender.submit("lane", std::move(webhook), {});
  });
  at.run_until(1);
  EXPECT_EQ(at.verdicts.at(0).error_code, 11205);
  EXPECT_EQ(at.sender.attempts().size(), 2u);
  EXPECT_EQ(connections_of(application), 2);
}

}  // namespace
}  // namespace smsdesk::mock
