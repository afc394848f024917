// Links to files through the real door, over a database on disk: who makes one, who may follow it and for how long, and that
// it outlives the relay. What is kept as long as a link needs it: upload_cleaning_test.cpp.
#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/json/json.h"
#include "relay/host/door.h"
#include "relay/host/link_page.h"
#include "relay/host/log.h"
#include "relay/media/ticket.h"
#include "relay/store/sqlite_store.h"
#include "tests/relay/host/files.h"
#include "tests/support/catalogue.h"
#include "tests/support/http_answer.h"
#include "tests/support/tcp_client.h"

namespace smsdesk::relay {
namespace {

using namespace std::string_literals;

constexpr const char* kOrigin = "http://127.0.0.1:1";
constexpr AgentId kAna{1}, kBen{2};
const std::string kPicture = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\b\2\0\0\0"s + std::string(64, 'x');
const std::string kWords = "Second door on the left.\n";

using Answer = support::HttpAnswer;

/// A relay with Ana and Ben, who are signed in; another one may follow on the same folder.
class Relay {
 public:
  Relay(const Files& folder, const Config& config, const std::string& key) : config_(config), key_(key) {
    store::SqliteOptions options;
    options.path = folder.folder() + "/smsdesk.db";
    options.now = wall_clock();
    options.fresh_epoch = std::string(32, 'a');
    auto store = store::open_sqlite_store(options);
    auto files = media::Files::open(folder.folder() + "/media");
    auto site = Site::load(folder.folder());
    EXPECT_TRUE(store && files && site);
    files_ = std::move(*files);
    auto reader = (*store)->open_reader(), links = (*store)->open_reader();
    EXPECT_TRUE(reader && links);
    door_.emplace(loop_, config_, std::move(site.value()));
    Workspace facts;
    for (const AgentId id : {kAna, kBen}) {
      facts.agents[id].id = id;
      door_->sessions().put({hash_token(token_of(id)), id, wall_clock(), wall_clock()});
    }
    writer_.emplace(std::move(*store), std::move(facts), [](const std::vector<ServiceEffect>&) {});
    carrier_.emplace(loop_, config_.carrier, [](ServiceInput) {});
    pages_.emplace(std::move(reader.value()), [](ServiceInput) {});
    worker_.emplace();
    media_.emplace(loop_, config_, *writer_, *worker_, *files_, std::move(links.value()), key_);
    net::ServerOptions options_of_server;
    options_of_server.limits.large_body_bytes_max = AdminApi::kDocumentBytesMax;
    auto server = net::HttpServer::listen(loop_, std::move(options_of_server), *door_);
    EXPECT_TRUE(server);
    server_ = std::move(server.value());
    door_->connect(&*writer_, &*carrier_, &*pages_, nullptr, server_.get());
    door_->set_media(&*media_, nullptr);
    writer_->start();
    thread_ = std::thread([this] { loop_.run(); });
  }
  ~Relay() {
    loop_.stop();
    thread_.join();
    server_.reset();
    worker_.reset();
    writer_->stop();
  }

  Answer ask(const std::string& method, const std::string& target, const std::string& headers = {},
             const std::string& body = {}) {
    return support::ask_http(server_->port(), method, target, headers, body);
  }
  Answer post(AgentId as, const std::string& target, const std::string& body = {}) {
    return ask(
        "POST", target,
        "Cookie: smsdesk=" + token_of(as) + "\r\nOrigin: " + kOrigin + "\r\nContent-Type: application/octet-stream\r\n",
        body);
  }
  std::uint16_t port() const { return server_->port(); }
  /// What reads files waits until then.
  void hold_files(std::shared_future<void> until) {
    EXPECT_TRUE(worker_->run([until = std::move(until)] { until.wait(); }));
  }
  /// The path of a link that was made; `ends_at` as it was said.
  std::string link(const std::string& content, Instant* ends_at = nullptr) {
    const Answer answer = post(kAna, "/api/media/link", content);
    EXPECT_EQ(answer.status, 200) << answer.body;
    auto document = json::Document::parse(answer.body);
    if (!document) return {};
    const std::string url(document->root().text_or("url", ""));
    EXPECT_EQ(url.rfind(kOrigin + "/f/"s, 0), 0u) << url;
    if (ends_at != nullptr) ends_at->ms = static_cast<std::int64_t>(document->root().u64_or("ends_at", 0));
    return url.substr(std::string(kOrigin).size());
  }
  void on_store(const std::function<void(store::Store&)>& task) {
    std::promise<void> done;
    EXPECT_TRUE(writer_->run([&](store::Store& store) {
      task(store);
      done.set_value();
    }));
    done.get_future().get();
  }

 private:
  static std::string token_of(AgentId agent) { return std::string(63, 'a') + std::to_string(agent.value); }

  const Config config_;
  const std::string key_;
  net::Loop loop_;
  std::unique_ptr<media::Files> files_;
  std::optional<Door> door_;
  std::optional<Writer> writer_;
  std::optional<CarrierLink> carrier_;
  std::optional<ArchiveReader> pages_;
  std::optional<MediaDoor> media_;
  std::optional<Worker> worker_;
  std::unique_ptr<net::HttpServer> server_;
  std::thread thread_;
};

class FileLink : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_GE(sodium_init(), 0); }
  FileLink() : key_(media::make_ticket_key()) {
    folder_.put("index.html", "<page>");
    folder_.put("words.ar.txt",
                test::catalogue_file("This link has ended. Ask for a new one in the conversation that it "
                                     "came from.\tانتهى الرابط.\n",
                                     "ar"));
    folder_.put("site.json", R"([{"path":"/","file":"index.html","type":"text/html"},
      {"path":"/words.ar.0a1b.txt","file":"words.ar.txt","type":"text/plain"}])");
    config_.public_url = kOrigin;
    config_.is_public_url_said = true;
    config_.carrier.api_url = kOrigin;
    config_.carrier.account_sid = "AC00000000000000000000000000000000";
    config_.carrier.auth_token = "token";
    config_.carrier.webhook_base_url = "https://hooks.example";
  }

  const Files folder_;
  Config config_;
  const std::string key_;
};

TEST_F(FileLink, GivesTheFileToWhoeverHasItForAsLongAsWasSaid) {
  Relay relay(folder_, config_, key_);
  Instant ends_at;
  const Instant before = wall_clock();
  const std::string path = relay.link(kPicture, &ends_at);
  EXPECT_GE(ends_at, before + hours(7 * 24));
  EXPECT_LE(ends_at, wall_clock() + hours(7 * 24));
  EXPECT_EQ(path.size(), 3 + media::kLinkTicketChars) << "it stands in a text message";
  const Answer answer = relay.ask("GET", path);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, kPicture);
  for (const char* line : {"Content-Type: image/png", "Cache-Control: no-store", "X-Content-Type-Options: nosniff",
                           "Referrer-Policy: no-referrer", "X-Robots-Tag: noindex",
                           "Content-Security-Policy: sandbox; default-src 'none';"}) {
    EXPECT_TRUE(answer.says(line)) << line << "\n" << answer.head;
  }
  EXPECT_FALSE(answer.says("Content-Disposition")) << "shown";
  EXPECT_FALSE(answer.says("Set-Cookie"));
  const Answer part = relay.ask("GET", path, "Range: bytes=1-3\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "PNG");
  EXPECT_NE(relay.link(kPicture), path) << "each is another one";
}

TEST_F(FileLink, WhatIsNoPictureSoundOrFilmIsADownload) {
  Relay relay(folder_, config_, key_);
  const Answer answer = relay.ask("GET", relay.link(kWords));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, kWords);
  EXPECT_TRUE(answer.says("Content-Type: application/octet-stream"));
  EXPECT_TRUE(answer.says("Content-Disposition: attachment; filename=\"attachment.txt\""));
}

TEST_F(FileLink, IsNoMessageSoThatAFileOfAnyKindMayHaveFiveMegabytes) {
  Relay relay(folder_, config_, key_);
  std::string large;
  while (large.size() < kSentFileBytesMax + 1'000) large += kWords;
  EXPECT_EQ(relay.post(kAna, "/api/media", large).status, 413);
  EXPECT_EQ(relay.ask("GET", relay.link(large)).body.size(), large.size());
  EXPECT_EQ(relay.post(kAna, "/api/media/link", "").status, 422);
  EXPECT_EQ(relay.post(kAna, "/api/media/link", "MZ\x90\0\3\0\0\0"s + std::string(200, '\0')).status, 415);
}

TEST_F(FileLink, IsMadeByAgentsOnTheirPagesOnly) {
  Relay relay(folder_, config_, key_);
  EXPECT_EQ(relay.ask("POST", "/api/media/link", "Origin: "s + kOrigin + "\r\n", kWords).status, 401);
  EXPECT_EQ(relay
                .ask("POST", "/api/media/link",
                     "Origin: https://elsewhere.example\r\nCookie: smsdesk=" + std::string(63, 'a') + "1\r\n", kWords)
                .status,
            403);
  EXPECT_EQ(relay.ask("GET", "/api/media/link").status, 405);
  EXPECT_EQ(relay.ask("POST", relay.link(kWords), {}, kWords).status, 405);
}

TEST_F(FileLink, LeadsToWhatTheRelayHasWhereTheAgentMayHaveIt) {
  Relay relay(folder_, config_, key_);
  const Answer taken = relay.post(kAna, "/api/media", kPicture);
  auto document = json::Document::parse(taken.body);
  ASSERT_TRUE(document) << taken.body;
  const std::string hash(document->root().text_or("hash", ""));
  const Answer made = relay.post(kAna, "/api/media/link/" + hash);
  ASSERT_EQ(made.status, 200) << made.body;
  auto link = json::Document::parse(made.body);
  ASSERT_TRUE(link);
  const std::string url(link->root().text_or("url", ""));
  EXPECT_EQ(relay.ask("GET", url.substr(std::string(kOrigin).size())).body, kPicture);
  for (const std::string& other : {hash, std::string(64, 'f'), "../"s + hash}) {
    const Answer refused = relay.post(kBen, "/api/media/link/" + other);
    EXPECT_EQ(refused.status, 404) << other;
    EXPECT_EQ(refused.body, R"({"sentence":"The file is not there any more."})");
  }
}

TEST_F(FileLink, OneThatHasEndedSaysSoInTheLanguageOfWhoeverOpensIt) {
  Relay relay(folder_, config_, key_);
  const std::string path = relay.link(kWords);
  const std::string ended = media::make_link_ticket(key_), forgotten = media::make_link_ticket(key_);
  relay.on_store([&](store::Store& store) {
    const auto link = store.find_link(path.substr(3));
    ASSERT_TRUE(link && *link);
    const auto file = store.find_file((*link)->hash);
    ASSERT_TRUE(file && *file);
    ASSERT_TRUE(store.put_link({ended, (*link)->hash, kAna, {5}, wall_clock() + -1}, **file));
  });
  for (const std::string& ticket : {ended, forgotten}) {
    const Answer answer = relay.ask("GET", "/f/" + ticket);
    EXPECT_EQ(answer.status, 410);
    EXPECT_TRUE(answer.says("Content-Type: text/html"));
    EXPECT_TRUE(answer.says("Cache-Control: no-store"));
    EXPECT_TRUE(answer.says("X-Robots-Tag: noindex"));
    EXPECT_NE(answer.body.find("<p>This link has ended. Ask for a new one in the conversation that it came from.</p>"),
              std::string::npos)
        << answer.body;
  }
  const Answer arabic = relay.ask("GET", "/f/" + ended, "Accept-Language: xx, ar-EG;q=0.9, en;q=0.5\r\n");
  EXPECT_NE(arabic.body.find("<html lang=\"ar\" dir=\"rtl\">"), std::string::npos) << arabic.body;
  EXPECT_NE(arabic.body.find("انتهى الرابط."), std::string::npos) << arabic.body;
  EXPECT_EQ(relay.ask("GET", path).status, 200) << "the other one goes on";
}

TEST_F(FileLink, OneThatWasNotMadeHereIsNone) {
  Relay relay(folder_, config_, key_);
  const std::string path = relay.link(kWords);
  for (const std::string& other :
       {path.substr(0, path.size() - 1), path + "A", path + "/", "/f/"s, "/f/" + std::string(22, 'A'),
        "/f/" + media::make_link_ticket(media::make_ticket_key()), "/f/../f/" + path.substr(3)}) {
    const Answer answer = relay.ask("GET", other);
    EXPECT_EQ(answer.status, 404) << other;
    EXPECT_NE(answer.body.find("<p>There is no file here. "), std::string::npos) << answer.body;
  }
}

TEST_F(FileLink, IsReadWhileTheWriterIsBusy) {
  Relay relay(folder_, config_, key_);
  const std::string path = relay.link(kPicture), unknown = "/f/" + media::make_link_ticket(key_);
  relay.on_store([&](store::Store&) {
    EXPECT_EQ(relay.ask("GET", path).body, kPicture);
    EXPECT_EQ(relay.ask("GET", unknown).status, 410);
  });
}

TEST_F(FileLink, AnswersHeadAndPartsLikeTheWhole) {
  Relay relay(folder_, config_, key_);
  const std::string path = relay.link(kPicture);
  const Answer head = relay.ask("HEAD", path);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
  for (const std::string& line :
       {"Content-Length: " + std::to_string(kPicture.size()), "Content-Type: image/png"s, "Accept-Ranges: bytes"s})
    EXPECT_TRUE(head.says(line)) << line << "\n" << head.head;
  const Answer end = relay.ask("GET", path, "Range: bytes=-4\r\n");
  EXPECT_EQ(end.status, 206);
  EXPECT_EQ(end.body, "xxxx");
  const std::string size = std::to_string(kPicture.size());
  EXPECT_TRUE(end.says("Content-Range: bytes " + std::to_string(kPicture.size() - 4) + "-" +
                       std::to_string(kPicture.size() - 1) + "/" + size))
      << end.head;
  const Answer part = relay.ask("HEAD", path, "Range: bytes=0-3\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_TRUE(part.says("Content-Length: 4")) << part.head;
  const Answer outside = relay.ask("GET", path, "Range: bytes=" + size + "-\r\n");
  EXPECT_EQ(outside.status, 416);
  EXPECT_TRUE(outside.says("Content-Range: bytes */" + size)) << outside.head;
  EXPECT_EQ(relay.ask("GET", path, "Range: bytes=0-1,3-4\r\n").status, 200) << "several parts are the whole";
}

/// Until there is room again, which is a moment after the last byte of a download.
Answer ask_for_room(Relay& relay, const std::string& path) {
  const auto end = std::chrono::steady_clock::now() + support::TcpClient::kDeadline;
  Answer answer = relay.ask("GET", path);
  while (answer.status == 429 && std::chrono::steady_clock::now() < end) answer = relay.ask("GET", path);
  return answer;
}

TEST_F(FileLink, HasSoManyDownloadsAtOnceAndRoomAgainWhenTheyHaveEnded) {
  Relay relay(folder_, config_, key_);
  const std::string path = relay.link(kPicture), other = relay.link(kWords);
  // Nothing is read of the disk meanwhile. So of one more than there is room for one is refused, whichever comes last.
  std::promise<void> go_on;
  relay.hold_files(go_on.get_future().share());
  std::vector<std::future<Answer>> asked;
  for (std::size_t i = 0; i <= LinkLimits::kOfLinkMax; ++i)
    asked.push_back(std::async(std::launch::async, [&] { return relay.ask("GET", path); }));
  const auto is_answered = [](const std::future<Answer>& one) {
    return one.wait_for(std::chrono::milliseconds(1)) == std::future_status::ready;
  };
  const auto end = std::chrono::steady_clock::now() + support::TcpClient::kDeadline;
  while (std::none_of(asked.begin(), asked.end(), is_answered) && std::chrono::steady_clock::now() < end) continue;
  EXPECT_EQ(relay.ask("HEAD", path, "Range: bytes=0-3\r\n").status, 429) << "a part is a download too";
  auto elsewhere = std::async(std::launch::async, [&] { return relay.ask("GET", other); });
  go_on.set_value();
  EXPECT_EQ(elsewhere.get().body, kWords) << "another link is another one";
  std::vector<Answer> refused;
  for (std::future<Answer>& one : asked) {
    Answer answer = one.get();
    if (answer.status == 429)
      refused.push_back(std::move(answer));
    else
      EXPECT_EQ(answer.body, kPicture);
  }
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_TRUE(refused[0].says("Retry-After: 5")) << refused[0].head;
  EXPECT_TRUE(refused[0].says("Cache-Control: no-store")) << refused[0].head;
  EXPECT_NE(refused[0].body.find("<p>Too many are opening this file right now. Try again in a minute.</p>"),
            std::string::npos)
      << refused[0].body;
  EXPECT_EQ(ask_for_room(relay, path).body, kPicture);
}

/// The most that a socket takes of what its other end does not read; 0 = not known.
std::size_t send_buffer_max() {
  std::ifstream file("/proc/sys/net/ipv4/tcp_wmem");
  std::size_t least = 0, usual = 0, most = 0;
  file >> least >> usual >> most;
  return most;
}

TEST_F(FileLink, IsADownloadForAsLongAsItsReaderIsSlow) {
  constexpr int kReceiveBuffer = 4096;
  std::string large;
  while (large.size() + kWords.size() <= kSentBytesMax) large += kWords;
  if (send_buffer_max() + 16 * kReceiveBuffer >= large.size())
    GTEST_SKIP() << "here the system takes a whole file of an answer";
  Relay relay(folder_, config_, key_);
  const std::string path = relay.link(large), other = relay.link(kPicture);
  // Nobody reads on: what does not fit between the two ends stays in the relay's memory.
  std::vector<std::unique_ptr<support::TcpClient>> slow;
  for (std::size_t i = 0; i < LinkLimits::kOfLinkMax; ++i) {
    slow.push_back(std::make_unique<support::TcpClient>(relay.port(), kReceiveBuffer));
    slow.back()->send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_TRUE(slow.back()->receive_until("\r\n\r\n"));
    ASSERT_EQ(slow.back()->received().rfind("HTTP/1.1 200 ", 0), 0u) << i;
  }
  EXPECT_EQ(relay.ask("GET", path).status, 429);
  EXPECT_EQ(relay.ask("GET", other).body, kPicture);
  slow.front()->close();
  EXPECT_EQ(ask_for_room(relay, path).body.size(), large.size());
}

TEST_F(FileLink, IsFollowedSoOftenByOneAddressInAMinute) {
  config_.trusted_proxies = {*parse_address_range("127.0.0.1")};
  Relay relay(folder_, config_, key_);
  const std::string path = relay.link(kPicture), none = "/f/" + std::string(22, 'A');
  const auto ask = [&](const std::string& target, const char* from) {
    return relay.ask("HEAD", target, "X-Forwarded-For: "s + from + "\r\n");
  };
  for (unsigned i = 0; i < 300; ++i) ASSERT_EQ(ask(none, "192.0.2.1").status, 404) << "guesses are nobody's download";
  Answer answer;
  unsigned followed = 0;
  // A minute may pass meanwhile, and another one begins.
  for (; followed < 3 * LinkLimits::kFollowedMax && answer.status != 429; ++followed) answer = ask(path, "192.0.2.1");
  EXPECT_GT(followed, LinkLimits::kFollowedMax);
  EXPECT_EQ(answer.status, 429);
  EXPECT_TRUE(answer.says("Retry-After: ")) << answer.head;
  EXPECT_EQ(ask(path, "192.0.2.2").status, 200);
}

TEST_F(FileLink, OutlivesTheRelayAndGoesWithItsFile) {
  std::string path;
  {
    Relay relay(folder_, config_, key_);
    path = relay.link(kPicture);
  }
  Config off = config_;
  off.links_for_days = 0;
  Relay relay(folder_, off, key_);
  EXPECT_EQ(relay.ask("GET", path).body, kPicture) << "what was sent to a customer is kept to";
  relay.on_store([&](store::Store& store) {
    const auto link = store.find_link(path.substr(3));
    ASSERT_TRUE(link && *link);
    ASSERT_EQ(store.forget_unused_files({(*link)->hash}, wall_clock() + hours(24 * 400))->size(), 1u);
  });
  EXPECT_EQ(relay.ask("GET", path).status, 410);
}

TEST_F(FileLink, IsOfferedInTheSessionAndRefusedWhereThereIsNone) {
  const auto session = [](Relay& relay) {
    return relay.ask("GET", "/api/session", "Cookie: smsdesk=" + std::string(63, 'a') + "1\r\n").body;
  };
  {
    Relay relay(folder_, config_, key_);
    EXPECT_EQ(session(relay), R"({"agent":1,"links_for_days":7})");
    EXPECT_EQ(relay.ask("GET", "/api/session").body, R"({"agent":null})");
  }
  config_.is_public_url_said = false;
  Relay relay(folder_, config_, key_);
  EXPECT_EQ(session(relay), R"({"agent":1,"links_for_days":0})");
  const Answer answer = relay.post(kAna, "/api/media/link", kWords);
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, R"({"sentence":"Files cannot be sent as links here."})");
}

TEST(LanguageAsked, IsTheFirstThatThereIs) {
  const Files folder;
  folder.put("index.html", "<page>");
  folder.put("words.ar.txt", test::catalogue_file("File\tملف\n", "ar"));
  folder.put("words.de.txt", test::catalogue_file("File\tDatei\n", "de"));
  folder.put("site.json", R"([{"path":"/","file":"index.html","type":"text/html"},
    {"path":"/words.ar.0a1b.txt","file":"words.ar.txt","type":"text/plain"},
    {"path":"/words.de.0a1b.txt","file":"words.de.txt","type":"text/plain"}])");
  auto site = Site::load(folder.folder());
  ASSERT_TRUE(site);
  const Languages languages(*site);
  const auto asked = [&](const std::string& header) {
    const auto found = language_asked(languages, &header);
    return found ? found->language() : std::string();
  };
  EXPECT_EQ(asked("de-CH, en;q=0.9"), "de");
  EXPECT_EQ(asked("xx , AR;q=0.9,de"), "ar");
  EXPECT_EQ(asked("en-GB,de;q=0.5"), "") << "English is liked better, and needs no catalogue";
  EXPECT_EQ(asked("*"), "");
  EXPECT_EQ(asked(",,;,"), "");
  EXPECT_EQ(asked(std::string(300, ',') + "de"), "") << "nobody likes so many";
  EXPECT_EQ(language_asked(languages, nullptr), nullptr);
}

}  // namespace
}  // namespace smsdesk::relay
