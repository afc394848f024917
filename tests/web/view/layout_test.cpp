// Widths of the panels, and which of them stand on the page.
#include "web/view/layout.h"

#include <gtest/gtest.h>

#include "tests/web/view/desk_page.h"

namespace smsdesk::web::view {
namespace {

screen::Desk a_desk() {
  return gallery::make("desk-busy", Instant{1'770'000'000'000}).desk;
}

TEST(Layout, GivesPanelsTheWidthsThatTheAgentMade) {
  screen::Desk desk = a_desk();
  desk.roster_width = 400;
  desk.context_width = 500;
  const Layout layout = layout_of(1600, desk);
  EXPECT_EQ(layout.roster, 400);
  EXPECT_EQ(layout.context, 500);
}

TEST(Layout, AlwaysLeavesRoomToWrite) {
  screen::Desk desk = a_desk();
  for (int page = 1024; page <= 2000; page += 37) {
    for (int roster = kRosterBounds.min; roster <= kRosterBounds.max; roster += 60) {
      for (int context = kContextBounds.min; context <= kContextBounds.max; context += 70) {
        desk.roster_width = roster;
        desk.context_width = context;
        const Layout layout = layout_of(static_cast<float>(page), desk);
        EXPECT_GE(page - kRailWidth - layout.roster - layout.context, kConversationMin) << page;
        EXPECT_GE(layout.roster, kRosterBounds.min);
        EXPECT_GE(layout.context, kContextBounds.min);
        EXPECT_LE(layout.roster, layout.roster_max);
        EXPECT_LE(layout.context, layout.context_max);
        // The widest that is offered fits as well.
        EXPECT_GE(page - kRailWidth - layout.roster_max - layout.context, kConversationMin);
        EXPECT_GE(page - kRailWidth - layout.roster - layout.context_max, kConversationMin);
      }
    }
  }
}

TEST(Layout, TheContextGivesWayBeforeTheList) {
  screen::Desk desk = a_desk();
  desk.roster_width = 300;
  desk.context_width = 560;
  const Layout layout = layout_of(1024, desk);
  EXPECT_EQ(layout.roster, 300);
  EXPECT_EQ(layout.context, 1024 - kRailWidth - kConversationMin - 300);
}

TEST(Layout, AnotherPartOfTheProgramHasTheRoomOfConversationAndDetails) {
  screen::Desk desk = a_desk();
  desk.area = Area::Overview;
  desk.is_roster_shown = false;
  for (const float page : {390.0f, 800.0f, 1100.0f, 1600.0f}) {
    const Layout layout = layout_of(page, desk);
    EXPECT_TRUE(layout.has_area) << page;
    EXPECT_FALSE(layout.has_conversation || layout.has_context || layout.is_drawer_open) << page;
    EXPECT_EQ(layout.has_roster, page >= 1200) << page;
  }
  desk.is_roster_shown = true;
  EXPECT_TRUE(layout_of(390, desk).has_roster);
  EXPECT_FALSE(layout_of(390, desk).has_area);
  EXPECT_FALSE(layout_of(390, desk).has_conversation);
}

const headless::MirroredNode& edge(std::string_view name) {
  const headless::MirroredNode* node = headless::find_node(Role::Separator, name);
  SMSDESK_ASSERT(node != nullptr);
  return *node;
}

TEST(PanelEdges, SayTheirValueAndBounds) {
  DeskPage page("desk-busy");
  EXPECT_EQ(edge("Width of the list").position, 300);
  EXPECT_EQ(edge("Width of the list").level, kRosterBounds.min);
  EXPECT_EQ(edge("Width of the list").count, kRosterBounds.max);
  EXPECT_EQ(edge("Width of the details").position, 320);
  page.stage.resize(900, 700, 1);
  page.run();
  EXPECT_NE(headless::find_node(Role::Separator, "Width of the list"), nullptr);
  EXPECT_EQ(headless::find_node(Role::Separator, "Width of the details"), nullptr);
  page.stage.resize(390, 780, 1);
  page.run();
  EXPECT_EQ(headless::find_node(Role::Separator, "Width of the list"), nullptr);
}

const intent::SetPanelWidth* last_width(const DeskPage& page) {
  return page.intents.empty() ? nullptr : page.intents.back().as<intent::SetPanelWidth>();
}

TEST(PanelEdges, FollowThePointerAndAreKeptWhenLetGo) {
  DeskPage page("desk-busy");
  const auto drag = [&](std::string_view name, float by) {
    const headless::MirroredNode& node = edge(name);
    const ImVec2 at{(node.min.x + node.max.x) * 0.5f, 400};
    page.intents.clear();
    page.stage.move_mouse(at);
    page.run();
    page.stage.press();
    page.run();
    page.stage.move_mouse({at.x + by, at.y});
    page.run();
    ASSERT_NE(last_width(page), nullptr);
    EXPECT_FALSE(last_width(page)->is_settled);
    page.stage.release();
    page.run();
    ASSERT_NE(last_width(page), nullptr);
    EXPECT_TRUE(last_width(page)->is_settled);
  };
  drag("Width of the list", 40);
  EXPECT_EQ(last_width(page)->panel, SidePanel::Roster);
  EXPECT_EQ(last_width(page)->width, 340);
  drag("Width of the details", -30);
  EXPECT_EQ(last_width(page)->panel, SidePanel::Context);
  EXPECT_EQ(last_width(page)->width, 350);
  drag("Width of the list", -500);
  EXPECT_EQ(last_width(page)->width, kRosterBounds.min);
}

TEST(PanelEdges, MoveByKeysAndGoBackByEnter) {
  DeskPage page("desk-busy");
  ASSERT_TRUE(headless::focus(Role::Separator, "Width of the details"));
  page.key(ImGuiKey_LeftArrow);
  ASSERT_NE(last_width(page), nullptr);
  EXPECT_EQ(last_width(page)->width, 336);
  EXPECT_TRUE(last_width(page)->is_settled);
  page.key(ImGuiKey_Home);
  EXPECT_EQ(last_width(page)->width, kContextBounds.min);
  page.key(ImGuiKey_LeftArrow, {ImGuiMod_Alt});  // the browser's way back
  EXPECT_TRUE(page.intents.empty());
  page.screen.desk.context_width = 400;
  page.changed();
  page.intents.clear();
  ASSERT_TRUE(headless::activate(Role::Separator, "Width of the details"));
  page.frame_once();
  ASSERT_NE(last_width(page), nullptr);
  EXPECT_EQ(last_width(page)->width, kContextBounds.usual);
}

TEST(Layout, TheCustomerStandsBesideAClosedConversationWhereTheListKeepsItsPlace) {
  screen::Desk desk = gallery::make("find", Instant{1'770'000'000'000}).desk;
  desk.is_context_shown = false;
  for (const int page : {1056, 1100, 1376, 1600}) {
    const Layout layout = layout_of(static_cast<float>(page), desk);
    EXPECT_TRUE(layout.has_area && layout.has_context) << page;
    const int roster = layout.has_roster ? layout.roster : 0;
    EXPECT_GE(page - kRailWidth - roster - layout.context, kListBesideFrom) << page;
    EXPECT_GE(layout.context, kContextBounds.min) << page;
  }
  for (const float page : {390.0f, 800.0f, 1055.0f, 1280.0f}) {
    desk.is_context_shown = false;
    EXPECT_FALSE(layout_of(page, desk).has_context) << page;
    EXPECT_TRUE(layout_of(page, desk).is_context_drawer) << page;
    EXPECT_FALSE(layout_of(page, desk).is_drawer_open) << page;
    desk.is_context_shown = true;
    EXPECT_TRUE(layout_of(page, desk).is_drawer_open) << page;
  }
  desk.is_roster_shown = true;
  EXPECT_FALSE(layout_of(390, desk).is_drawer_open) << "the roster has the page";
}

}  // namespace
}  // namespace smsdesk::web::view
