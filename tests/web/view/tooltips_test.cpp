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
  EXPECT_FALSE(is_shown("Alt+T"));
  // The pointer moves on the menu's opener, right above the menu.
  const ImVec2 at = page.state.action_menu.anchor.center();
  page.stage.move_mouse({at.x + 3, at.y});
  page.run();
  EXPECT_FALSE(is_shown("Alt+T"));
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

}  // namespace
}  // namespace smsdesk::web::view
