// What browsers and the carrier are told of a file, and who may have one; through conversations that is tried in a browser
// (tests/e2e/media.test.mjs).
#include "relay/host/media_door.h"

#include <gtest/gtest.h>

#include "relay/store/memory_store.h"
#include "tests/relay/service/relay_fixture.h"
#include "tests/support/builders/world.h"

namespace smsdesk::relay {
namespace {

using namespace smsdesk::test;

std::optional<ByteRange> range(const char* header, bool is_satisfiable = true) {
  bool said = true;
  const auto part = parse_byte_range(header, 100, said);
  EXPECT_EQ(said, is_satisfiable) << header;
  return part;
}

TEST(MediaDoor, ReadsOneRangeOfBytes) {
  EXPECT_EQ(range("bytes=0-9"), (ByteRange{0, 10}));
  EXPECT_EQ(range("bytes=90-"), (ByteRange{90, 10}));
  EXPECT_EQ(range("bytes=-5"), (ByteRange{95, 5}));
  EXPECT_EQ(range("bytes=-500"), (ByteRange{0, 100}));
  EXPECT_EQ(range("bytes=50-5000"), (ByteRange{50, 50}));
  for (const char* other : {"", "bytes=", "bytes=5-2", "bytes=a-b", "bytes=0-1,4-5", "lines=0-1", "bytes=0-9x",
                            "bytes=99999999999999999999-"}) {
    EXPECT_EQ(range(other), std::nullopt) << other;
  }
  EXPECT_EQ(range("bytes=100-", false), std::nullopt);
  EXPECT_EQ(range("bytes=-0", false), std::nullopt);
}

std::string header(const char* type, const char* name, FileReader reader = FileReader::Page) {
  net::HttpResponse response;
  add_media_headers(response, {std::string(64, 'a'), type, 1, 0, 0}, reader);
  for (const net::Header& one : response.headers)
    if (one.name == name) return one.value;
  return {};
}

/// In how many steps it is known, behind whether.
std::pair<bool, int> look_for(const Workspace& workspace, store::Store& store, AgentId agent, const std::string& hash) {
  FileLook look;
  for (int steps = 1;; ++steps) {
    const FileRight right = may_have_file(workspace, store, agent, hash, look);
    if (right != FileRight::NotKnownYet) return {right == FileRight::Given, steps};
  }
}

TEST(MediaDoor, GivesATeamsFileToWhoMayReadItsTemplate) {
  World world(a_rich_organisation());
  store::MemoryStore store(std::string(32, 'a'));
  const std::string map(64, 'a'), other(64, 'b');
  for (const std::string& hash : {map, other}) ASSERT_TRUE(store.put_file({hash, "image/png", 1, 1, 1}));
  const auto may = [&](AgentId agent, const std::string& hash) {
    return look_for(world.workspace, store, agent, hash).first;
  };
  EXPECT_FALSE(may(kEve, map)) << "in no template yet";
  Template team;
  team.id = {1};
  team.name = "Office";
  team.library = TemplateLibrary::Team;
  team.group = kBackOffice;
  team.texts = {{"en", "Here is a map."}};
  team.files = {{map, "map.png", "image/png", 1, 1, 1}};
  world.workspace.templates[team.id] = team;
  EXPECT_TRUE(may(kEve, map));
  EXPECT_FALSE(may(kAna, map)) << "of another team";
  EXPECT_FALSE(may(kEve, other));
  EXPECT_FALSE(may({4711}, map));
  ASSERT_TRUE(store.put_upload(kAna, {map, "image/png", 1, 1, 1}, kMorning));
  EXPECT_TRUE(may(kAna, map)) << "her own";
}

/// One customer on one number, whose conversations go to the queue that the number has just then. Ana (socket 7) answers in
/// Support, Eve (socket 10) in Sales, where nothing is to be filed.
class FilesOfATimeline : public test::RelayFixture {
 protected:
  void SetUp() override {
    connect(7, kAna);
    connect(10, kEve);
    step({command(7, SetOnQueue{true}, "q"), command(10, SetOnQueue{true}, "q")});
  }

  void route_to(QueueId queue) {
    Organisation all = an_organisation();
    for (Queue& one : all.queues) one.threading_window = 0;
    all.numbers[0].queue = queue;
    step({input::Configured{all}});
  }
  const Conversation* open() const { return service_->workspace().find_open(kCustomer, kSupportNumber); }
  /// The customer sends it, and it is fetched. Its hash.
  std::string picture(char letter) {
    Media media;
    media.url = "https://carrier.example/picture";
    const std::string id = std::string("SM-") + letter;
    step({input::Inbound{1, InboundMessage{{id}, kCustomer, kSupportNumber, "look", {media}}}});
    media.state = MediaState::Stored;
    media.content_type = "image/png";
    media.hash = std::string(64, letter);
    step({input::MediaFetched{open()->detail->messages.back().id, 0, media}});
    return media.hash;
  }
  ConversationId answer(SocketId socket) {
    const ConversationId id = open()->id;
    step({command(socket, AnswerOffer{open()->offer}, fresh_key())});
    return id;
  }
  void end(SocketId socket, ConversationId id) { step({command(socket, EndConversation{id}, fresh_key())}); }
  void file(SocketId socket, ConversationId id) {
    step({command(socket, CompleteWrapUp{id, kSolved, ""}, fresh_key())});
    ASSERT_EQ(service_->workspace().find_conversation(id), nullptr);
  }
  bool may(AgentId agent, const std::string& hash) {
    return look_for(service_->workspace(), store_, agent, hash).first;
  }

 private:
  std::string fresh_key() { return "k" + std::to_string(++keys_); }
  unsigned keys_ = 0;
};

TEST_F(FilesOfATimeline, AreGivenToWhoMayReadOneOfItsClosedConversations) {
  route_to(kSales);
  const std::string early = picture('a');
  end(10, answer(10));
  ASSERT_EQ(open(), nullptr);
  EXPECT_TRUE(may(kEve, early));
  EXPECT_FALSE(may(kAna, early)) << "she may read nothing of this customer";
  route_to(kSupport);
  const std::string later = picture('b');
  const ConversationId id = answer(7);
  EXPECT_TRUE(may(kAna, early)) << "it stands above what she has";
  end(7, id);
  file(7, id);
  EXPECT_TRUE(may(kAna, early)) << "it stands above the closed one of her queue";
  EXPECT_TRUE(may(kEve, later));
  EXPECT_FALSE(may({4711}, later));
  // What goes on is its owner's alone.
  route_to(kSales);
  const std::string now = picture('c');
  answer(10);
  EXPECT_TRUE(may(kEve, now));
  EXPECT_FALSE(may(kAna, now));
  EXPECT_FALSE(may(kBen, now));
  EXPECT_TRUE(may(kAna, early));
  EXPECT_TRUE(may(kEve, later));
}

TEST_F(FilesOfATimeline, AreFoundHoweverManyOthersHaveHadThemSince) {
  const std::string hash(64, 'a');
  store::Batch batch;
  for (std::uint64_t id = 1; id <= 3 * kUsesAtOnceMax; ++id) {
    const ConversationId conversation{1'000 + id};
    const QueueId queue = id == 1 ? kSales : kSupport;
    batch.archive.push_back(
        store::PutConversation{conversation, queue, "+1212555" + std::to_string(1'000 + id), kSupportNumber, {1}});
    batch.archive.push_back(store::SetConversationEnded{conversation, {2}, {}, "", ""});
    batch.archive.push_back(store::SetMedia{{5'000 + id}, conversation, 0, "{}", "u", hash, false});
  }
  ASSERT_TRUE(store_.append(store_.head(), batch));
  const auto looked = [&](AgentId agent) { return look_for(service_->workspace(), store_, agent, hash); };
  EXPECT_EQ(looked(kEve), std::pair(true, 3)) << "in the oldest of all, and no step looks at more than it should";
  EXPECT_EQ(looked(kAna), std::pair(true, 1));
  EXPECT_FALSE(looked({4711}).first);
}

TEST_F(FilesOfATimeline, GoWithWhatIsStillFiledAsItsWordsDo) {
  route_to(kSupport);
  const std::string filed = picture('a');
  const ConversationId id = answer(7);
  EXPECT_FALSE(may(kBen, filed)) << "it is Ana's";
  end(7, id);
  ASSERT_NE(service_->workspace().find_conversation(id), nullptr);
  EXPECT_TRUE(may(kAna, filed));
  EXPECT_TRUE(may(kBen, filed)) << "of its queue";
  EXPECT_FALSE(may(kEve, filed)) << "of another one";
  route_to(kSales);
  const std::string now = picture('b');
  ASSERT_NE(answer(10), id);
  EXPECT_TRUE(may(kEve, filed)) << "it stands above what she has";
  EXPECT_TRUE(may(kEve, now));
  EXPECT_FALSE(may(kAna, now)) << "she still files the one before it";
  EXPECT_TRUE(may(kAna, filed));
}

TEST(MediaDoor, TellsABrowserATypeOnlyWhereItIsShownSafely) {
  EXPECT_EQ(header("image/png", "Content-Type"), "image/png");
  EXPECT_EQ(header("image/png", "Content-Disposition"), "");
  EXPECT_EQ(header("audio/mpeg", "Content-Type"), "audio/mpeg");
  // Not by every browser; the page asks for these where this one said that it can.
  for (const char* type : {"image/heic", "audio/amr", "video/quicktime"}) {
    EXPECT_EQ(header(type, "Content-Type"), type);
    EXPECT_EQ(header(type, "Content-Disposition"), "");
    EXPECT_EQ(header(type, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header(type, "Content-Security-Policy"), "sandbox; default-src 'none'");
  }
  for (const char* type : {"text/html", "image/svg+xml", "application/pdf", "text/vcard", "application/octet-stream"}) {
    EXPECT_EQ(header(type, "Content-Type"), "application/octet-stream") << type;
    EXPECT_EQ(header(type, "Content-Disposition").substr(0, 11), "attachment;") << type;
  }
  for (const char* type : {"image/png", "text/html"}) {
    EXPECT_EQ(header(type, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header(type, "Content-Security-Policy"), "sandbox; default-src 'none'");
    EXPECT_EQ(header(type, "Cache-Control"), "private, max-age=31536000, immutable");
  }
  EXPECT_EQ(header("application/pdf", "Content-Type", FileReader::Carrier), "application/pdf");
  EXPECT_EQ(header("text/html", "Content-Type", FileReader::Carrier), "application/octet-stream");
  EXPECT_EQ(header("image/png", "Cache-Control", FileReader::Carrier), "private, no-store");
  // Scripts run in none of them; what a customer's browser plays it asks for once more, from the page that it has made.
  const auto policy = [](const char* type) { return header(type, "Content-Security-Policy", FileReader::Customer); };
  for (const char* type : {"image/png", "application/pdf", "text/html", "image/svg+xml"})
    EXPECT_EQ(policy(type).rfind("sandbox; default-src 'none'; ", 0), 0u) << policy(type);
  for (const char* type : {"audio/mpeg", "video/mp4"})
    EXPECT_EQ(policy(type).rfind("sandbox allow-same-origin; default-src 'none'; ", 0), 0u) << policy(type);
}

}  // namespace
}  // namespace smsdesk::relay
