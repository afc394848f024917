// What browsers and the carrier are told of a file, and who may have one; through conversations that is tried in a browser
// (tests/e2e/media.test.mjs).
#include "relay/host/media_door.h"

#include <gtest/gtest.h>

#include "relay/store/memory_store.h"
#include "tests/support/builders/world.h"

namespace smsdesk::relay {
namespace {

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

std::string header(const char* type, const char* name, bool is_for_carrier = false) {
  net::HttpResponse response;
  add_media_headers(response, {std::string(64, 'a'), type, 1, 0, 0}, is_for_carrier);
  for (const net::Header& one : response.headers)
    if (one.name == name) return one.value;
  return {};
}

TEST(MediaDoor, GivesATeamsFileToWhoMayReadItsTemplate) {
  using namespace smsdesk::test;
  World world(a_rich_organisation());
  store::MemoryStore store(std::string(32, 'a'));
  const std::string map(64, 'a'), other(64, 'b');
  for (const std::string& hash : {map, other}) ASSERT_TRUE(store.put_file({hash, "image/png", 1, 1, 1}));
  const auto may = [&](AgentId agent, const std::string& hash) {
    return may_have_file(world.workspace, store, agent, hash);
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

TEST(MediaDoor, TellsABrowserATypeOnlyWhereItIsShownSafely) {
  EXPECT_EQ(header("image/png", "Content-Type"), "image/png");
  EXPECT_EQ(header("image/png", "Content-Disposition"), "");
  EXPECT_EQ(header("audio/mpeg", "Content-Type"), "audio/mpeg");
  for (const char* type : {"text/html", "image/svg+xml", "application/pdf", "text/vcard", "application/octet-stream"}) {
    EXPECT_EQ(header(type, "Content-Type"), "application/octet-stream") << type;
    EXPECT_EQ(header(type, "Content-Disposition").substr(0, 11), "attachment;") << type;
  }
  for (const char* type : {"image/png", "text/html"}) {
    EXPECT_EQ(header(type, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header(type, "Content-Security-Policy"), "sandbox; default-src 'none'");
    EXPECT_EQ(header(type, "Cache-Control"), "private, max-age=31536000, immutable");
  }
  EXPECT_EQ(header("application/pdf", "Content-Type", true), "application/pdf");
  EXPECT_EQ(header("text/html", "Content-Type", true), "application/octet-stream");
  EXPECT_EQ(header("image/png", "Cache-Control", true), "private, no-store");
}

}  // namespace
}  // namespace smsdesk::relay
