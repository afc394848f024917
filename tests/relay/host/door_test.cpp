// The door over a real server on a free loopback port: who may sign in, for whom failures are counted, and that what is
// malformed or not signed is refused with a sentence and gets no further.
#include "relay/host/door.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

#include "core/json/json.h"
#include "core/workspace/organisation.h"
#include "relay/carrier/twilio/signature.h"
#include "relay/carrier/twilio/url_forms.h"
#include "relay/organisation/read_organisation.h"
#include "relay/store/memory_store.h"
#include "tests/relay/host/files.h"
#include "tests/relay/store/set_password.h"
#include "tests/support/catalogue.h"
#include "tests/support/http_answer.h"
#include "tests/support/tcp_client.h"

namespace smsdesk::relay {
namespace {

constexpr const char* kOrigin = "http://127.0.0.1:1";
constexpr const char* kPassword = "right password";
constexpr const char* kAccount = "AC00000000000000000000000000000000";
constexpr const char* kToken = "token";
constexpr const char* kFormType = "application/x-www-form-urlencoded";
constexpr AgentId kAna{1};
constexpr AgentId kGone{2};

/// For a person: begins like a sentence, in words, and ends like one.
void expect_sentence(std::string text, const std::string& what) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  ASSERT_GE(text.size(), 10u) << what << ": " << text;
  EXPECT_EQ(text.back(), '.') << what << ": " << text;
  EXPECT_NE(text.find(' '), std::string::npos) << what << ": " << text;
  EXPECT_EQ(text.find('{'), std::string::npos) << what << ": " << text;
}

/// A door of an organisation that has Ana; the store also has the password of somebody who is gone.
class DoorTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_GE(sodium_init(), 0); }

  DoorTest() {
    files_.put("index.html", "<page>");
    files_.put("site.json", R"([{"path":"/","file":"index.html","type":"text/html"}])");
    config_.public_url = kOrigin;
    config_.carrier.api_url = "http://127.0.0.1:1";
    config_.carrier.account_sid = kAccount;
    config_.carrier.auth_token = kToken;
    config_.carrier.webhook_base_url = kOrigin;
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
    writer_.emplace(std::move(store), Workspace(), [this](std::vector<ServiceEffect> effects) {
      for (const ServiceEffect& one : effects) taken_ += std::holds_alternative<effect::AnswerWebhook>(one) ? 1 : 0;
      loop_.post([this, effects = std::make_shared<std::vector<ServiceEffect>>(std::move(effects))] {
        door_->perform(std::move(*effects));
      });
    });
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

  using Answer = support::HttpAnswer;
  /// `headers`: whole lines.
  Answer ask(const std::string& method, const std::string& target, const std::string& headers,
             const std::string& body) {
    return support::ask_http(server_->port(), method, target, headers, body);
  }
  /// What the store has of all that a request at the door can change.
  struct Kept {
    std::uint64_t head = 0;
    std::size_t sessions = 0;
    bool operator==(const Kept&) const = default;
  };
  Kept kept() {
    std::promise<Kept> promise;
    EXPECT_TRUE(writer_->run([&](store::Store& store) {
      const auto sessions = store.all_sessions();
      EXPECT_TRUE(sessions);
      promise.set_value({store.head(), sessions ? sessions->size() : 0});
    }));
    return promise.get_future().get();
  }

  Files files_;
  Config config_;
  std::atomic<int> taken_{0};  ///< webhooks that got as far as the service
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

TEST_F(DoorTest, AMalformedSignInIsRefusedWithASentenceAndChangesNothing) {
  open();
  struct Row {
    const char* what;
    const char* type;  ///< null: none is given
    std::string body;
    int status;
  };
  const std::string good = R"({"login":"ana","password":"right password"})";
  const char* json = "application/json";
  const auto with = [](const std::string& login, const std::string& password) {
    return R"({"login":)" + login + R"(,"password":)" + password + "}";
  };
  const auto quoted = [](std::size_t bytes) { return "\"" + std::string(bytes, 'a') + "\""; };
  const Row rows[] = {
      {"no type", nullptr, good, 415},
      {"a form", kFormType, "login=ana&password=right+password", 415},
      {"JSON called text", "text/plain", good, 415},
      {"JSON called a form", kFormType, good, 415},
      {"a type that begins alike", "application/jsonx", good, 415},
      {"no body", json, "", 400},
      {"no JSON", json, "login=ana", 400},
      {"a cut end", json, good.substr(0, good.size() - 1), 400},
      {"bytes behind it", json, good + "x", 400},
      {"too deep", json, R"({"login":"ana","password":"right password","x":[[[[[]]]]]})", 400},
      {"bytes that are no UTF-8", json, with("\"\xff\"", "\"x\""), 400},
      {"a list", json, "[" + good + "]", 400},
      {"a text", json, R"("ana")", 400},
      {"null", json, "null", 400},
      {"no fields", json, "{}", 400},
      {"no login", json, R"({"password":"right password"})", 400},
      {"no password", json, R"({"login":"ana"})", 400},
      {"other names", json, R"({"Login":"ana","Password":"right password"})", 400},
      {"a number as login", json, with("1", "\"right password\""), 400},
      {"a list as login", json, with("[\"ana\"]", "\"right password\""), 400},
      {"null as login", json, with("null", "\"right password\""), 400},
      {"a number as password", json, with("\"ana\"", "7"), 400},
      {"true as password", json, with("\"ana\"", "true"), 400},
      {"an object as password", json, with("\"ana\"", "{}"), 400},
      {"an empty login", json, with("\"\"", "\"right password\""), 400},
      {"a login that is too long", json, with(quoted(kLoginBytesMax + 1), "\"right password\""), 400},
      {"a password that is too long", json, with("\"ana\"", quoted(kPasswordBytesMax + 1)), 400},
      {"a body that is too large", json, with("\"ana\"", quoted(70'000)), 413},
  };
  const Kept before = kept();
  for (const Row& row : rows) {
    const std::string type = row.type == nullptr ? "" : "Content-Type: " + std::string(row.type) + "\r\n";
    const Answer answer = ask("POST", "/api/session", "Origin: " + std::string(kOrigin) + "\r\n" + type, row.body);
    EXPECT_EQ(answer.status, row.status) << row.what;
    EXPECT_EQ(answer.head.find("Set-Cookie"), std::string::npos) << row.what;
    std::string sentence = answer.body;  // of what is too large, the server says it, before the door
    if (row.status != 413) {
      const auto document = json::Document::parse(answer.body);
      ASSERT_TRUE(document) << row.what << ": " << answer.body;
      sentence = document->root().text_or("sentence", "");
    }
    expect_sentence(sentence, row.what);
  }
  EXPECT_EQ(kept(), before);
  // The judge sees a sign-in where there is one; and none of these was counted as a failed attempt of Ana's.
  EXPECT_EQ(sign_in({{"ana", kPassword, ""}}), std::vector<int>{200});
  EXPECT_EQ(kept().sessions, before.sessions + 1);
}

TEST_F(DoorTest, WhileAStopIsAnnouncedNewConnectionsAreToldAndWebhooksAreStillTaken) {
  open();
  const net::FormFields fields = {
      {"MessageSid", "SM0123456789abcdef0123456789abcdef"}, {"AccountSid", kAccount}, {"MessageStatus", "delivered"}};
  const std::string path = "/carrier/twilio/status";
  const auto webhook = [&] {
    const std::string signature = twilio::signature_of(kToken, std::string(kOrigin) + path, fields);
    return ask("POST", path,
               "Content-Type: " + std::string(kFormType) + "\r\nX-Twilio-Signature: " + signature + "\r\n",
               net::encode_form(fields));
  };
  /// What a page's socket is answered without a session.
  const auto upgrade = [&] {
    support::TcpClient client(server_->port());
    client.send("GET /api/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: " +
                std::string(kOrigin) +
                "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    EXPECT_TRUE(client.receive_until("}"));
    return client.received();
  };
  EXPECT_EQ(ask("GET", "/readyz", "", "").status, 200);
  EXPECT_EQ(upgrade().substr(0, 12), "HTTP/1.1 401");

  std::promise<void> announced;
  loop_.post([&] {
    door_->begin_drain();
    server_->close_after_answers();
    announced.set_value();
  });
  announced.get_future().get();
  const Answer ready = ask("GET", "/readyz", "", "");
  EXPECT_EQ(ready.status, 503);
  expect_sentence(ready.body, "/readyz");
  EXPECT_EQ(ask("GET", "/healthz", "", "").status, 200) << "it lives";
  const std::string refused = upgrade();
  EXPECT_EQ(refused.substr(0, 12), "HTTP/1.1 503");
  EXPECT_NE(refused.find("Retry-After: 5\r\n"), std::string::npos) << refused;
  EXPECT_EQ(webhook().status, 200);
  EXPECT_EQ(taken_, 1);

  std::promise<void> drained;
  server_->drain(std::chrono::seconds(20), [&] { drained.set_value(); });
  drained.get_future().get();
  EXPECT_FALSE(support::TcpClient(server_->port()).is_connected()) << "now nothing more is accepted";
}

TEST_F(DoorTest, SaysOnAPageInItsLanguageWhyNothingIsPrinted) {
  files_.put("words.ar.txt", test::catalogue_file("Sign in.\tسجّل الدخول.\n", "ar"));
  files_.put("site.json", R"([{"path":"/","file":"index.html","type":"text/html"},
    {"path":"/words.ar.0a1b.txt","file":"words.ar.txt","type":"text/plain"}])");
  open();
  const std::string path = "/api/conversations/5/transcript";
  const Answer page = ask("GET", path + "?format=html&language=ar-EG", "", "");
  EXPECT_EQ(page.status, 401);
  EXPECT_NE(page.head.find("Content-Type: text/html"), std::string::npos);
  EXPECT_NE(page.body.find("<html lang=\"ar\" dir=\"rtl\">"), std::string::npos) << page.body;
  EXPECT_NE(page.body.find("سجّل الدخول."), std::string::npos) << page.body;
  EXPECT_NE(ask("GET", path, "", "").body.find("<p>Sign in.</p>"), std::string::npos);
  // A program, or a page that goes on by itself, reads the sentence.
  EXPECT_EQ(ask("GET", path + "?format=txt&language=ar", "", "").body, R"({"sentence":"Sign in."})");
}

TEST_F(DoorTest, AWebhookMayBeSignedWithTheOverridesBehindItsAddressAndWithoutThem) {
  open();
  const net::FormFields fields = {{"MessageSid", "SM0123456789abcdef0123456789abcdef"},
                                  {"AccountSid", kAccount},
                                  {"From", "+12125550199"},
                                  {"To", "+14155550100"},
                                  {"Body", "Hello"},
                                  {"NumMedia", "0"},
                                  {"NumSegments", "1"}};
  const std::string path = "/carrier/twilio/inbound";
  const auto signed_with = [&](const std::string& overrides) {
    const std::string signature = twilio::signature_of(kToken, std::string(kOrigin) + path + overrides, fields);
    return ask("POST", path,
               "Content-Type: " + std::string(kFormType) + "\r\nX-Twilio-Signature: " + signature + "\r\n",
               net::encode_form(fields))
        .status;
  };
  EXPECT_EQ(signed_with(std::string(twilio::kWebhookOverrides)), 200);
  EXPECT_EQ(signed_with(""), 200);
  EXPECT_EQ(signed_with("#rc=1"), 403) << "others than we ask for are not guessed";
}

/// How a webhook is signed that may be wrong otherwise.
enum class Signed { Not, Empty, Wrongly, ForAnotherPath, OverTheAddress, OverTheForm };

TEST_F(DoorTest, AWebhookThatIsNotSignedOrMalformedIsRefusedWithASentenceAndGetsNoFurther) {
  open();
  const std::string sid = "SM0123456789abcdef0123456789abcdef";
  const net::FormFields status = {{"MessageSid", sid}, {"AccountSid", kAccount}, {"MessageStatus", "delivered"}};
  const net::FormFields inbound = {{"MessageSid", sid},    {"AccountSid", kAccount}, {"From", "+12125550199"},
                                   {"To", "+14155550100"}, {"Body", "Hello"},        {"NumMedia", "0"},
                                   {"NumSegments", "1"}};
  /// With one value put in another's place; `value` null: without it.
  const auto with = [](net::FormFields fields, const std::string& name, const char* value) {
    std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    if (value != nullptr) fields.emplace_back(name, value);
    return fields;
  };
  const auto twice = [](net::FormFields fields, const std::string& name) {
    fields.emplace_back(name, "other");
    return fields;
  };
  const std::string long_text(1'000, '7');
  const std::string long_body(20'000, 'x');
  net::FormFields many = status;
  for (int i = 0; i < 200; ++i) many.emplace_back("Field" + std::to_string(i), "x");
  struct Row {
    const char* what;
    std::string path;
    net::FormFields fields;
    Signed is_signed;
    int answer;
    const char* type = kFormType;
    const char* body = nullptr;  ///< in the place of the fields
    const char* method = "POST";
  };
  const std::string on_status = "/carrier/twilio/status", on_inbound = "/carrier/twilio/inbound";
  std::vector<Row> rows;
  for (const auto& [path, good] : {std::pair(on_status, status), std::pair(on_inbound, inbound)}) {
    // Who cannot sign: the same answer, whatever else is wrong.
    rows.insert(rows.end(),
                {{"unsigned", path, good, Signed::Not, 403},
                 {"an empty signature", path, good, Signed::Empty, 403},
                 {"a wrong signature", path, good, Signed::Wrongly, 403},
                 {"signed for another path", path, good, Signed::ForAnotherPath, 403},
                 {"a signature without the fields", path, good, Signed::OverTheAddress, 403},
                 {"another body than was signed", path, good, Signed::OverTheForm, 403, kFormType, "MessageSid=SM0"},
                 {"unsigned, of a wrong type", path, good, Signed::Not, 403, "application/json"},
                 {"wrongly signed, of a wrong type", path, good, Signed::Wrongly, 403, "application/json"},
                 {"a form's signature on a wrong type", path, good, Signed::OverTheForm, 403, "application/json"},
                 {"unsigned, without a type", path, good, Signed::Not, 403, nullptr},
                 {"unsigned, a bad form", path, good, Signed::Not, 403, kFormType, "MessageSid=%zz"},
                 {"wrongly signed, a bad form", path, good, Signed::Wrongly, 403, kFormType, "MessageSid=%zz"},
                 {"unsigned, no form at all", path, good, Signed::Not, 403, kFormType, ""},
                 {"unsigned, without an id", path, with(good, "MessageSid", nullptr), Signed::Not, 403},
                 {"unsigned, of another account", path, with(good, "AccountSid", "AC9"), Signed::Not, 403},
                 {"unsigned, of a wrong method", path, {}, Signed::Not, 403, kFormType, "", "GET"},
                 // What cannot be read cannot have been signed.
                 {"a bad form", path, good, Signed::OverTheForm, 403, kFormType, "MessageSid=%zz"},
                 {"a cut escape", path, good, Signed::OverTheForm, 403, kFormType, "MessageSid=%4"},
                 {"too many fields", path, many, Signed::OverTheForm, 403}});
    // Signed, and wrong in its form.
    rows.insert(
        rows.end(),
        {{"a wrong method", path, {}, Signed::OverTheAddress, 405, kFormType, "", "GET"},
         {"JSON", path, good, Signed::OverTheAddress, 415, "application/json", "{}"},
         {"no type", path, good, Signed::OverTheAddress, 415, nullptr},
         {"a type that begins alike", path, good, Signed::OverTheAddress, 415, "application/x-www-form-urlencodedx"},
         {"no fields", path, {}, Signed::OverTheForm, 400},
         {"no id", path, with(good, "MessageSid", nullptr), Signed::OverTheForm, 400},
         {"an empty id", path, with(good, "MessageSid", ""), Signed::OverTheForm, 400},
         {"no identifier", path, with(good, "MessageSid", "not an id!"), Signed::OverTheForm, 400},
         {"an overlong id", path, with(good, "MessageSid", long_text.c_str()), Signed::OverTheForm, 400},
         {"an id twice", path, twice(good, "MessageSid"), Signed::OverTheForm, 400},
         {"no account", path, with(good, "AccountSid", nullptr), Signed::OverTheForm, 400},
         {"an empty account", path, with(good, "AccountSid", ""), Signed::OverTheForm, 400},
         {"another account", path, with(good, "AccountSid", "AC9"), Signed::OverTheForm, 403}});
  }
  rows.insert(rows.end(),
              {{"no status", on_status, with(status, "MessageStatus", nullptr), Signed::OverTheForm, 400},
               {"an empty status", on_status, with(status, "MessageStatus", ""), Signed::OverTheForm, 400},
               {"a status twice", on_status, twice(status, "MessageStatus"), Signed::OverTheForm, 400},
               {"an error that is no number", on_status, with(status, "ErrorCode", "x"), Signed::OverTheForm, 400},
               {"a negative error", on_status, with(status, "ErrorCode", "-1"), Signed::OverTheForm, 400},
               {"too large an error", on_status, with(status, "ErrorCode", "1000000"), Signed::OverTheForm, 400},
               {"no sender", on_inbound, with(inbound, "From", nullptr), Signed::OverTheForm, 400},
               {"an empty sender", on_inbound, with(inbound, "From", ""), Signed::OverTheForm, 400},
               {"no recipient", on_inbound, with(inbound, "To", nullptr), Signed::OverTheForm, 400},
               {"a sender twice", on_inbound, twice(inbound, "From"), Signed::OverTheForm, 400},
               {"too long a text", on_inbound, with(inbound, "Body", long_body.c_str()), Signed::OverTheForm, 400},
               {"files that are no number", on_inbound, with(inbound, "NumMedia", "x"), Signed::OverTheForm, 400},
               {"too many files", on_inbound, with(inbound, "NumMedia", "1000"), Signed::OverTheForm, 400},
               {"another webhook", "/carrier/twilio/other", status, Signed::OverTheForm, 404},
               {"another webhook, unsigned", "/carrier/twilio/other", status, Signed::Not, 403}});
  const auto send = [&](const Row& row) {
    std::string headers = row.type == nullptr ? "" : "Content-Type: " + std::string(row.type) + "\r\n";
    const std::string url = std::string(kOrigin) + row.path;
    std::string signature;
    if (row.is_signed == Signed::Wrongly) signature = twilio::signature_of("another token", url, row.fields);
    if (row.is_signed == Signed::ForAnotherPath) signature = twilio::signature_of(kToken, url + "/x", row.fields);
    if (row.is_signed == Signed::OverTheAddress) signature = twilio::signature_of(kToken, url, {});
    if (row.is_signed == Signed::OverTheForm) signature = twilio::signature_of(kToken, url, row.fields);
    if (row.is_signed != Signed::Not) headers += "X-Twilio-Signature: " + signature + "\r\n";
    return ask(row.method, row.path, headers, row.body == nullptr ? net::encode_form(row.fields) : row.body);
  };
  const Kept before = kept();
  for (const Row& row : rows) {
    const std::string what = row.path + ", " + row.what;
    const Answer answer = send(row);
    EXPECT_EQ(answer.status, row.answer) << what;
    expect_sentence(answer.body, what);
    if (row.is_signed != Signed::OverTheForm && row.answer == 403) {
      EXPECT_EQ(answer.body, "The signature is not valid.\n") << what;
    }
  }
  EXPECT_EQ(kept(), before);
  EXPECT_EQ(taken_, 0);
  // The judge sees one that is in order.
  EXPECT_EQ(send({"good", on_status, status, Signed::OverTheForm, 200}).status, 200);
  EXPECT_EQ(send({"good", on_inbound, inbound, Signed::OverTheForm, 200}).status, 200);
  EXPECT_EQ(taken_, 2);
}

}  // namespace
}  // namespace smsdesk::relay
