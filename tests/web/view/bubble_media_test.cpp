// The place of a picture, whatever came of it: by role and name, and by what asks for it again.
#include "web/view/bubble_media.h"
#include "tests/web/view/desk_page.h"
#include "web/platform/headless/pictures.h"

namespace smsdesk::web::view {
namespace {

constexpr const char* kPath = "/media/one";
constexpr const char* kName = "Picture from the customer, 400 × 300";
constexpr const char* kAgain = "Try again: Picture from the customer, 400 × 300";
constexpr const char* kLost = "Picture from the customer, 400 × 300 could not be loaded. The picture cannot be shown.";

/// A desk whose newest message is a picture; it has been asked for.
DeskPage& with_picture(DeskPage& page, unsigned width = 400, unsigned height = 300) {
  screen::Bubble& bubble = page.screen.desk.conversation.bubbles.back();
  bubble.message = MessageId{77};
  bubble.media = {{0, MediaKind::Picture, MediaState::Stored, width, height, kPath, "JPEG picture", "340 KB", "Open",
                   false, kName}};
  page.changed();
  return page;
}

bool is_asked() {
  const std::vector<std::string> asked = headless::pictures_asked();
  return std::find(asked.begin(), asked.end(), kPath) != asked.end();
}

TEST(BubbleMedia, APictureThatFailsOnceComesByItself) {
  DeskPage page("desk-busy");
  with_picture(page);
  ASSERT_TRUE(is_asked());
  headless::fail_picture(kPath, 503);
  page.run();
  const headless::MirroredNode* place = headless::find_text("could not be loaded. The page keeps trying to load it.");
  ASSERT_NE(place, nullptr);
  EXPECT_EQ(place->role, Role::Button) << "it opens as ever";
  EXPECT_EQ(headless::find_node(Role::Button, kAgain), nullptr);
  page.stage.advance(500);
  page.run();
  EXPECT_FALSE(is_asked());
  page.stage.advance(600);
  EXPECT_TRUE(page.stage.wants_frame());
  page.run();
  ASSERT_TRUE(is_asked());
  headless::give_picture(kPath);
  page.run();
  EXPECT_NE(headless::find_node(Role::Button, kName), nullptr);
  EXPECT_EQ(headless::find_text("could not be loaded"), nullptr);
}

TEST(BubbleMedia, ArrowKeysGoOnFromItToTheMessageAbove) {
  DeskPage page("desk-busy");
  with_picture(page);
  headless::give_picture(kPath);
  page.run();
  const auto& bubbles = page.screen.desk.conversation.bubbles;
  const auto above = std::find_if(bubbles.rbegin() + 1, bubbles.rend(),
                                  [](const screen::Bubble& one) { return one.message.is_set(); });
  ASSERT_NE(above, bubbles.rend());
  ASSERT_TRUE(headless::focus(Role::Button, kName));
  page.key(ImGuiKey_UpArrow);
  EXPECT_EQ(focused_node(), ids::message_options(above->message));
}

TEST(BubbleMedia, ALatePictureIsAskedForAtOnceWhenThePageIsConnectedAgain) {
  DeskPage page("desk-busy");
  with_picture(page);
  for (int i = 0; i < 5; ++i) {
    headless::fail_picture(kPath, 0);
    page.run();
    page.stage.advance(31'000);
    page.run();
    ASSERT_TRUE(is_asked()) << i;
  }
  headless::fail_picture(kPath, 0);
  page.run();
  EXPECT_FALSE(is_asked());
  headless::deliver({ServiceEvent::Kind::SocketOpened, 0, {}, {}, {}});
  page.run();
  EXPECT_TRUE(is_asked());
}

TEST(BubbleMedia, ALatePictureWakesNobodyWhereItIsNotInView) {
  DeskPage page("desk-busy");
  with_picture(page);
  headless::fail_picture(kPath, 0);
  page.run();
  // A hundred messages come behind it.
  screen::Conversation& c = page.screen.desk.conversation;
  auto& bubbles = c.bubbles;
  const std::size_t at = bubbles.size() - 1;
  for (std::uint64_t i = 0; i < 100; ++i) {
    screen::Bubble later = bubbles[at - 1];
    later.message = MessageId{1000 + i};
    later.key = 5000 + i;
    bubbles.push_back(std::move(later));
    screen::TimelineItem item;
    item.bubble = static_cast<std::int64_t>(bubbles.size() - 1);
    c.timeline.push_back(item);
  }
  page.changed();
  page.stage.move_mouse({640, 400});
  page.stage.wheel(1'000'000);
  page.run();
  ASSERT_EQ(headless::find_text("could not be loaded"), nullptr) << "it is out of view";
  page.stage.advance(1'100);  // the wish of before passes
  page.run();
  page.stage.advance(600'000);
  EXPECT_FALSE(page.stage.wants_frame());
  page.run();
  EXPECT_FALSE(is_asked());
}

TEST(BubbleMedia, ALostPictureSaysSoAndComesWhenItIsAskedForAgain) {
  DeskPage page("desk-busy");
  with_picture(page);
  ASSERT_TRUE(headless::focus(Role::Button, kName));
  page.run();
  headless::fail_picture(kPath, 200);
  page.run();
  ASSERT_NE(headless::find_node(Role::Image, kLost), nullptr);
  EXPECT_TRUE(page.stage.find_text("The picture cannot be shown.").has_value());
  const headless::MirroredNode* again = headless::find_node(Role::Button, kAgain);
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(focused_node(), again->id) << "what had the focus has gone";
  page.stage.advance(600'000);
  page.run();
  EXPECT_FALSE(is_asked()) << "not by itself";
  ASSERT_TRUE(headless::activate(Role::Button, kAgain));
  page.run();
  ASSERT_TRUE(is_asked());
  const headless::MirroredNode* place = headless::find_node(Role::Button, kName);
  ASSERT_NE(place, nullptr);
  EXPECT_EQ(focused_node(), place->id);
  headless::give_picture(kPath);
  page.run();
  EXPECT_NE(headless::find_node(Role::Button, kName), nullptr);
}

TEST(BubbleMedia, ALostPictureOpensAndIsDownloadedFromThere) {
  DeskPage page("desk-busy");
  with_picture(page);
  headless::fail_picture(kPath, 200);
  page.run();
  page.intents.clear();
  ASSERT_TRUE(headless::activate(Role::Button, std::string("Open: ") + kName));
  page.run();
  const auto* open = page.only<intent::OpenMedia>();
  ASSERT_NE(open, nullptr);
  EXPECT_EQ(open->message, MessageId{77});
}

TEST(BubbleMedia, ASmallPictureThatIsLostHasRoomForAllOfIt) {
  DeskPage page("desk-busy");
  with_picture(page, 60, 20);
  headless::fail_picture(kPath, 404);
  page.run();
  ASSERT_TRUE(page.stage.find_text("The relay").has_value());
  const headless::MirroredNode* again = headless::find_node(Role::Button, kAgain);
  const headless::MirroredNode* open = headless::find_node(Role::Button, std::string("Open: ") + kName);
  ASSERT_NE(again, nullptr);
  ASSERT_NE(open, nullptr);
  EXPECT_LE(again->max.x, open->min.x);
  const headless::MirroredNode* place =
      headless::find_text("could not be loaded. The relay does not have it, or you may not see it.");
  ASSERT_NE(place, nullptr);
  EXPECT_GE(again->min.x, place->min.x);
  EXPECT_LE(open->max.x, place->max.x);
  page.click(Role::Button, kAgain);
  EXPECT_TRUE(is_asked());
}

TEST(BubbleMedia, AFileThatTheBrowserCannotPlaySaysSoBelowItsName) {
  DeskPage page("desk-busy");
  screen::Bubble& bubble = page.screen.desk.conversation.bubbles.back();
  bubble.message = MessageId{77};
  screen::BubbleMedia voice{0,
                            MediaKind::File,
                            MediaState::Stored,
                            0,
                            0,
                            kPath,
                            "AMR audio",
                            "12 KB",
                            "Download",
                            false,
                            "Download: AMR audio from the customer, 12 KB"};
  const float plain = bubble_media_height(voice, px(300));
  voice.detail = "12 KB. This browser cannot play it.";
  voice.has_long_detail = true;
  EXPECT_GT(bubble_media_height(voice, px(300)), plain);
  bubble.media = {voice};
  page.changed();
  EXPECT_TRUE(page.stage.find_text("12 KB. This browser").has_value());
  page.click(Role::Button, "Download: AMR audio from the customer, 12 KB");
  EXPECT_NE(page.only<intent::OpenMedia>(), nullptr);
}

/// A desk in whose composer a picture is attached.
DeskPage& with_attachment(DeskPage& page) {
  screen::AttachmentChip chip;
  chip.key = "map";
  chip.title = "map.png";
  chip.detail = "12 KB";
  chip.path = kPath;
  chip.is_picture = true;
  chip.accessible_name = "map.png, 12 KB";
  chip.remove_name = "Remove map.png";
  page.screen.desk.conversation.composer.attachments = {chip};
  page.changed();
  return page;
}

TEST(ComposerAttachment, APictureThatIsLostSaysSoAndComesWhenItIsAskedForAgain) {
  DeskPage page("desk-busy");
  with_attachment(page);
  ASSERT_TRUE(is_asked());
  ASSERT_EQ(headless::find_text("could not be loaded"), nullptr);
  headless::fail_picture(kPath, 404);
  page.run();
  EXPECT_NE(
      headless::find_text("map.png, 12 KB could not be loaded. The relay does not have it, or you may not see it."),
      nullptr);
  const headless::MirroredNode* list = headless::find_node(Role::List, "Attachments");
  ASSERT_NE(list, nullptr);
  page.stage.move_mouse({list->min.x + px(24), list->min.y + px(24)});  // the sign
  page.frame_once();
  page.stage.advance(600);
  page.run();
  EXPECT_TRUE(page.stage.find_text("you may not see").has_value()) << "there is room for the beginning only";
  EXPECT_NE(headless::find_node(Role::Button, "Remove map.png"), nullptr);
  ASSERT_TRUE(headless::activate(Role::Button, "Try again: map.png, 12 KB"));
  page.run();
  ASSERT_TRUE(is_asked());
  const headless::MirroredNode* remove = headless::find_node(Role::Button, "Remove map.png");
  ASSERT_NE(remove, nullptr);
  EXPECT_EQ(focused_node(), remove->id) << "the button has gone";
  headless::give_picture(kPath);
  page.run();
  EXPECT_EQ(headless::find_text("could not be loaded"), nullptr);
  EXPECT_EQ(headless::find_node(Role::Button, "Try again: map.png, 12 KB"), nullptr);
}

TEST(ComposerAttachment, ALatePictureIsAskedForByItself) {
  DeskPage page("desk-busy");
  with_attachment(page);
  headless::fail_picture(kPath, 503);
  page.run();
  EXPECT_NE(headless::find_text("could not be loaded. The page keeps trying to load it."), nullptr);
  EXPECT_TRUE(page.stage.find_text("12 KB").has_value());
  EXPECT_EQ(headless::find_node(Role::Button, "Try again: map.png, 12 KB"), nullptr);
  page.stage.advance(1'100);
  page.run();
  EXPECT_TRUE(is_asked());
}

}  // namespace
}  // namespace smsdesk::web::view
