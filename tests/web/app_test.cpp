// The turn over the headless platform: start, sign-in page, what is typed reaches the relay's door.
#include "web/app.h"

#include <gtest/gtest.h>

#include <utility>

#include "core/protocol/frame.h"
#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"
#include "web/platform/headless/field.h"
#include "web/platform/headless/mirror.h"
#include "web/platform/headless/services.h"
#include "web/platform/headless/stage.h"

namespace smsdesk::web {
namespace {

class ClientPage : public ::testing::Test {
 protected:
  void SetUp() override {
    headless::reset_mirror();
    headless::reset_fields();
    headless::reset_services();
  }
  /// Answers every request that waits and looks like a question for the session: nobody is signed
  /// in.
  void refuse_all(Client& client) {
    for (const headless::HttpRequest& request : std::vector<headless::HttpRequest>(headless::service_log().requests)) {
      ServiceEvent answer{ServiceEvent::Kind::HttpAnswered, 401, request.tag, "{}", {}};
      headless::deliver(answer);
    }
    headless::service_log().requests.clear();
    stage.run(client);
  }
  static void hear(const RelayFrame& frame) {
    headless::deliver({ServiceEvent::Kind::SocketMessage, 0, {}, encode_frame(frame), {}});
  }
  /// Ana at her desk, with all of the world that she may see.
  void sign_in(Client& client, const test::World& world) {
    stage.run(client);
    headless::deliver({ServiceEvent::Kind::HttpAnswered, 200, "session", "{}", {}});
    headless::deliver({ServiceEvent::Kind::SocketOpened, 0, {}, {}, {}});
    hear(Welcome{kProtocolVersion, test::kAna, "e1", page_now()});
    hear(SnapshotFrame{world.workspace.offset, view_of(world.workspace, test::kAna)});
    stage.run(client);
  }
  Stage stage;
};

TEST_F(ClientPage, ShowsTheSignInPageWhereNobodyIsSignedIn) {
  Client client;
  stage.run(client);
  refuse_all(client);
  EXPECT_NE(headless::find_field("Password"), nullptr);
  EXPECT_NE(headless::find_node(Role::Button, "Sign in"), nullptr);
}

TEST_F(ClientPage, SignsInWithWhatWasTyped) {
  Client client;
  stage.run(client);
  refuse_all(client);
  ASSERT_TRUE(headless::type_into("Login", "ana"));
  ASSERT_TRUE(headless::type_into("Password", "correct horse"));
  stage.run(client);
  ASSERT_TRUE(headless::activate(Role::Button, "Sign in"));
  stage.run(client);
  ASSERT_EQ(headless::service_log().requests.size(), 1u);
  EXPECT_EQ(headless::service_log().requests[0].method, "POST");
  EXPECT_NE(headless::service_log().requests[0].body.find("correct horse"), std::string::npos);
}

TEST_F(ClientPage, AHiddenPageStillHears) {
  Client client;
  stage.run(client);
  stage.set_visible(false);
  headless::deliver({ServiceEvent::Kind::VisibilityChanged, 0, {}, {}, {}});
  EXPECT_FALSE(client.state().is_page_visible);  // without any frame
}

TEST_F(ClientPage, ASeenPageIsMadeAnewWithItsFrameAndAHiddenOneAtOnce) {
  test::World world;
  const ConversationId id = test::a_conversation().with_inbound("hi").owned_by(test::kAna).in(world);
  Client client;
  sign_in(client, world);
  std::uint64_t offset = world.workspace.offset;
  const auto arrive = [&] {
    ++offset;
    hear(EntriesFrame{offset, {{offset, page_now(), MessageReceived{id, MessageId{9'000 + offset}, "x", {}, {}}}}, {}});
  };
  EXPECT_EQ(stage.title(), "(1) smsdesk");
  arrive();
  arrive();
  EXPECT_EQ(stage.title(), "(1) smsdesk");
  EXPECT_TRUE(stage.wants_frame());
  stage.run(client);
  EXPECT_EQ(stage.title(), "(3) smsdesk");
  stage.set_visible(false);
  headless::deliver({ServiceEvent::Kind::VisibilityChanged, 0, {}, {}, {}});
  arrive();
  EXPECT_EQ(stage.title(), "(4) smsdesk");  // without any frame: it calls the agent back
}

TEST_F(ClientPage, SoundsAsLoudAsWasChosen) {
  headless::service_log().storage["settings"]["sound_volume"] = "loud";
  test::World world;
  const ConversationId id = test::a_conversation().with_inbound("hi").owned_by(test::kAna).in(world);
  Client client;
  sign_in(client, world);
  stage.set_visible(false);
  headless::deliver({ServiceEvent::Kind::VisibilityChanged, 0, {}, {}, {}});
  const std::uint64_t offset = world.workspace.offset + 1;
  hear(EntriesFrame{offset, {{offset, page_now(), MessageReceived{id, MessageId{9'001}, "x", {}, {}}}}, {}});
  ASSERT_EQ(headless::service_log().sounds.size(), 1u);
  EXPECT_EQ(headless::service_log().sounds[0], std::pair(Sound::Message, Loudness::Loud));
}

TEST_F(ClientPage, APressIsMeantForWhatWasShownWhateverHasComeSince) {
  test::World world;
  const auto owned = [&](const char* customer, const char* text) {
    return test::a_conversation().from(customer).with_inbound(text).owned_by(test::kAna).in(world);
  };
  owned("+14155550151", "the first one");
  const ConversationId second = owned("+14155550152", "the second one");
  Client client;
  sign_in(client, world);
  const auto middle_of = [](const char* words) {
    const headless::MirroredNode* node = headless::find_text(words);
    return node == nullptr ? ImVec2() : (node->min + node->max) * 0.5f;
  };
  const ImVec2 at = middle_of("the second one");
  ASSERT_GT(at.y, middle_of("the first one").y);
  ASSERT_NE(client.state().selected, second);
  // The first one goes, the second one moves up; the press comes before the picture.
  Workspace moved = world.workspace;
  moved.conversations.erase(moved.conversations.begin());
  stage.move_mouse(at);
  stage.run(client);
  hear(SnapshotFrame{world.workspace.offset, view_of(moved, test::kAna)});
  stage.press();
  stage.release();
  stage.run(client);
  EXPECT_EQ(client.state().selected, second);
  EXPECT_LT(middle_of("the second one").y, at.y) << "what has come is shown with the same frame";
}

TEST_F(ClientPage, AFileThatWasChosenBringsThePlaceThatItWasChosenFor) {
  test::World world;
  const ConversationId id = test::a_conversation().with_inbound("hi there").owned_by(test::kAna).in(world);
  Client client;
  sign_in(client, world);
  const headless::MirroredNode* card = headless::find_text("hi there");
  ASSERT_NE(card, nullptr);
  stage.move_mouse((card->min + card->max) * 0.5f);
  stage.run(client);
  stage.press();
  stage.release();
  stage.run(client);
  ASSERT_EQ(client.state().selected, id);
  ASSERT_TRUE(headless::activate(Role::Button, "Attach files"));
  stage.run(client);
  const auto& asked = headless::service_log().uploads;
  ASSERT_EQ(asked.size(), 1u);
  const std::string place = asked[0].second.substr(0, asked[0].second.find(' '));
  headless::deliver({ServiceEvent::Kind::FileOffered, 1'000, "f1", "image/png\n" + place, "chosen.png"});
  headless::deliver({ServiceEvent::Kind::FileOffered, 1'000, "f2", "image/png\nelsewhere", "late.png"});
  headless::deliver({ServiceEvent::Kind::FileOffered, 1'000, "f3", "image/png\n", "dropped.png"});
  const auto all = client.state().attachments.find(id);
  ASSERT_NE(all, client.state().attachments.end());
  ASSERT_EQ(all->second.size(), 2u);
  EXPECT_EQ(all->second[0].media.name, "chosen.png");
  EXPECT_EQ(all->second[0].media.content_type, "image/png");
  EXPECT_EQ(all->second[1].media.name, "dropped.png");
  headless::deliver({ServiceEvent::Kind::NotificationAccess, 0, {}, "denied", {}});
  EXPECT_EQ(client.state().notifications, NotificationAccess::Blocked);
  headless::deliver({ServiceEvent::Kind::FilesLeftOut, 3, {}, {}, {}});
  ASSERT_FALSE(client.state().notices.empty());
  EXPECT_EQ(client.state().notices.back().text, "3 more files were not attached: at most 50 are taken at once.");
}

TEST_F(ClientPage, APressOnTheDeskOfWhoWasSignedOutIsNothing) {
  test::World world;
  world.on_queue(test::kAna);
  world.inbound("hi");
  world.make_offers();
  Client client;
  sign_in(client, world);
  const headless::MirroredNode* answer = nullptr;
  for (const headless::MirroredNode& node : headless::mirrored_nodes())
    if (node.role == Role::Button && node.name.rfind("Answer", 0) == 0) answer = &node;
  ASSERT_NE(answer, nullptr);
  stage.move_mouse((answer->min + answer->max) * 0.5f);
  stage.run(client);
  headless::deliver({ServiceEvent::Kind::SocketClosed, kCloseSignedOut, {}, {}, {}});
  stage.press();
  stage.release();
  stage.run(client);
  EXPECT_TRUE(client.state().notices.empty()) << client.state().notices[0].text;
  EXPECT_TRUE(client.state().pending.empty());
}

}  // namespace
}  // namespace smsdesk::web
