// When a tooltip stands, and when it is out of the way.
#include "tests/web/view/desk_page.h"

namespace smsdesk::web::view {
namespace {

constexpr const char* kWords = "Transfer conversation";  // the button's own label is shorter

class Tooltips : public testing::Test {
 protected:
  bool is_shown(std::string_view words = kWords) {
    page.frame_once();
    page.stage.advance(600);
    page.run();
    return page.stage.find_text(words).has_value();
  }
  void hover() {
    const headless::MirroredNode* node = headless::find_node(Role::Button, kWords);
    ASSERT_NE(node, nullptr);
    ++by;  // the pointer must move
    page.stage.move_mouse({node->min.x + 10 + by, node->min.y + 10});
    page.run();
    ASSERT_TRUE(is_shown());
  }
  DeskPage page{"desk-busy"};
  float by = 0;
};

TEST_F(Tooltips, GoWithAnyKeyPressOrTurnOfTheWheel) {
  hover();
  page.key(ImGuiKey_G);
  EXPECT_FALSE(is_shown());
  hover();
  page.stage.wheel(10);
  page.run();
  EXPECT_FALSE(is_shown());
  hover();
  page.stage.press();
  page.stage.release();
  page.run();
  EXPECT_FALSE(is_shown());
  hover();
}

TEST_F(Tooltips, GoWithWhatIsTyped) {
  hover();
  ASSERT_TRUE(headless::type_into("Message to +1 202 555 0143", "H"));
  page.run();
  EXPECT_FALSE(is_shown());
}

TEST_F(Tooltips, GoWhenAMenuOpensAndNeverLieOverIt) {
  hover();
  page.screen = gallery::make("transfer", page_now());
  page.changed();
  const headless::MirroredNode* menu = headless::find_node(Role::Dialog, kWords);
  ASSERT_NE(menu, nullptr);
  EXPECT_FALSE(is_shown("Alt+Shift+G"));
  // The pointer moves on the menu's opener, right above the menu.
  const ImVec2 at = page.state.action_menu.anchor.center();
  page.stage.move_mouse({at.x + 3, at.y});
  page.run();
  EXPECT_FALSE(is_shown("Alt+Shift+G"));
}

TEST_F(Tooltips, OfAFocusedControlComeAgainWithTheFocus) {
  ASSERT_TRUE(headless::focus(Role::Button, "Settings"));
  EXPECT_TRUE(is_shown("Settings"));
  page.key(ImGuiKey_G);
  EXPECT_FALSE(is_shown("Settings"));
  ASSERT_TRUE(headless::focus(Role::Button, kWords));
  EXPECT_TRUE(is_shown());
  ASSERT_TRUE(headless::focus(Role::Button, "Settings"));
  EXPECT_TRUE(is_shown("Settings"));
}

TEST_F(Tooltips, OfAFocusedMessageTellWhenItWasAndHowItWent) {
  const screen::Bubble& newest = page.screen.desk.conversation.bubbles.back();
  ASSERT_FALSE(newest.shows_mark_text);
  const std::string told = format_date_time(newest.at) + " · " + newest.mark_text;
  EXPECT_FALSE(is_shown(told));
  ASSERT_TRUE(headless::focus(Role::Button, screen::message_menu_name(newest)));
  EXPECT_TRUE(is_shown(told));
}

TEST_F(Tooltips, ThrowAShadowThatIsSmallerThanTheyAre) {
  const std::vector<std::uint32_t> before = page.stage.picture();
  hover();
  const std::vector<std::uint32_t> after = page.stage.picture();
  const DrawnText* words = nullptr;
  for (const DrawnText& drawn : page.stage.drawn_texts())
    if (drawn.text == kWords) words = &drawn;
  ASSERT_NE(words, nullptr);
  const auto is_shaded = [&](float below) {
    const auto x = static_cast<std::size_t>((words->min.x + words->max.x) * 0.5f);
    const auto y = static_cast<std::size_t>(words->max.y + 5 + below);
    return before[y * 1280 + x] != after[y * 1280 + x];
  };
  EXPECT_TRUE(is_shaded(2));
  EXPECT_FALSE(is_shaded(16));
}

const char* const kLong =
    "Deliveries and returns of furniture to the islands, with assembly and collection of what was there before";

TEST_F(Tooltips, TellTheWholeOfWhatIsCutToThePointer) {
  page.screen.desk.roster.mine[1].customer = kLong;
  page.screen.desk.conversation.title = page.screen.desk.conversation.spoken_title = kLong;
  page.changed();
  for (const char* what : {"conversation.title", "card"}) {
    const bool is_card = std::string_view(what) == "card";
    const headless::MirroredNode* node =
        is_card ? headless::find_node(Role::Button, page.screen.desk.roster.mine[1].accessible_name)
                : headless::find_node(Role::Heading, kLong);
    if (!is_card) node = headless::find_text(kLong);
    ASSERT_NE(node, nullptr) << what;
    page.stage.move_mouse({node->min.x + 40, node->min.y + 14});
    page.run();
    page.stage.advance(600);
    page.run();
    bool is_whole = false;
    for (const DrawnText& drawn : page.stage.drawn_texts()) {
      std::string text = drawn.text;
      std::replace(text.begin(), text.end(), '\n', ' ');
      is_whole =
          is_whole || (drawn.text.find('\n') != std::string::npos && text.find("there before") != std::string::npos);
    }
    EXPECT_TRUE(is_whole) << what;
  }
}

TEST_F(Tooltips, TellTheWholeOfWhatIsCutToTheFocus) {
  page.screen.desk.roster.mine[1].customer = kLong;
  page.screen.desk.roster.mine[1].queue =
      "Another name that is much longer than the room which is left beside the state";
  page.changed();
  ASSERT_TRUE(headless::focus(Role::Button, page.screen.desk.roster.mine[1].accessible_name));
  EXPECT_TRUE(is_shown("what was there before"));
  EXPECT_TRUE(is_shown("beside the state"));
}

TEST_F(Tooltips, TellAllThatWouldBeReplacedAtTheWordsAndAtTheButton) {
  screen::ComposerLine& gsm = page.screen.desk.conversation.composer.gsm;
  gsm.text = "9 characters force Unicode: … → ... and 8 more.";
  gsm.all = "Also all the others.";
  gsm.label = "Replace";
  gsm.name = "Replace what forces Unicode";
  gsm.description = "Alt+G · " + gsm.all;
  gsm.has_shortcut = true;
  page.changed();
  const headless::MirroredNode* words = headless::find_text(gsm.text);
  ASSERT_NE(words, nullptr);
  EXPECT_FALSE(is_shown("all the others"));
  page.stage.move_mouse({words->min.x + 20, words->min.y + 10});
  page.run();
  EXPECT_TRUE(is_shown("all the others"));
  page.stage.move_mouse({2, 2});
  page.run();
  EXPECT_FALSE(is_shown("all the others"));
  ASSERT_TRUE(headless::focus(Role::Button, gsm.name));
  EXPECT_TRUE(is_shown("all the others"));
  EXPECT_EQ(headless::find_node(Role::Button, gsm.name)->description, gsm.description);
}

TEST_F(Tooltips, CodesAndQueuesHaveTwoLinesWhereTheirNamesAreLong) {
  const auto height_of = [](Role role, std::string_view words) {
    for (const headless::MirroredNode& node : headless::mirrored_nodes())
      if (node.role == role && (node.name == words || node.text.rfind(words, 0) == 0)) return node.max.y - node.min.y;
    return 0.0f;
  };
  page.screen = gallery::make("preparing", page_now());
  page.screen.desk.roster.alerts.clear();
  page.screen.desk.roster.mine.clear();
  page.screen.desk.roster.queues[1].name = "Deliveries and returns of furniture to the islands";
  page.screen.desk.context.codes[1].name = "Delivery changed to another day, at the customer's wish";
  page.changed();
  EXPECT_FLOAT_EQ(height_of(Role::Radio, "Solved"), 34);
  EXPECT_FLOAT_EQ(height_of(Role::Radio, page.screen.desk.context.codes[1].name), 54);
  EXPECT_FLOAT_EQ(height_of(Role::ListItem, "Support"), 36);
  EXPECT_FLOAT_EQ(height_of(Role::ListItem, page.screen.desk.roster.queues[1].name), 52);
}

}  // namespace
}  // namespace smsdesk::web::view
