// The supervisors' page: rows that open, menus, tools, and where the keyboard goes.
#include "tests/web/view/desk_page.h"

namespace smsdesk::web::view {
namespace {

const headless::MirroredNode* button_of(std::string_view name) {
  return headless::find_node(Role::Button, name);
}

TEST(Overview, SaysEveryQueueAndOpensIt) {
  DeskPage page("overview");
  const headless::MirroredNode* support = button_of(page.screen.desk.overview.rows[0].accessible_name);
  ASSERT_NE(support, nullptr);
  EXPECT_TRUE(support->flags & kNodeExpanded);
  EXPECT_NE(headless::find_node(Role::List, "In Support"), nullptr);
  page.click(Role::Button, page.screen.desk.overview.rows[1].accessible_name);
  ASSERT_NE(page.only<intent::OpenOverviewQueue>(), nullptr);
  EXPECT_EQ(page.only<intent::OpenOverviewQueue>()->queue, QueueId{2});
}

TEST(Overview, SaysWhyNobodyGetsWhatWaits) {
  DeskPage page("overview");
  const auto& nodes = headless::mirrored_nodes();
  const std::string& why = page.screen.desk.overview.conversations[0].why;
  EXPECT_TRUE(std::any_of(nodes.begin(), nodes.end(), [&](const auto& node) { return node.text == why; }));
}

TEST(Overview, OpensAConversationToReadAndComesBackToItsLine) {
  DeskPage page("overview");
  const std::string line = page.screen.desk.overview.conversations[2].accessible_name;
  page.click(Role::Button, line);
  ASSERT_NE(page.only<intent::Select>(), nullptr);
  EXPECT_EQ(page.only<intent::Select>()->conversation, ConversationId{23});
  const screen::Screen overview = page.screen;
  page.screen = gallery::make("reading", page_now());
  page.screen.desk.conversation.conversation = ConversationId{23};
  page.changed();
  const headless::MirroredNode* back = button_of("Back to the overview");
  ASSERT_NE(back, nullptr);
  EXPECT_EQ(focused_node(), back->id);
  page.key(ImGuiKey_Escape);
  ASSERT_NE(page.only<intent::ShowArea>(), nullptr);
  EXPECT_EQ(page.only<intent::ShowArea>()->area, Area::Overview);
  page.screen = overview;
  page.changed();
  ASSERT_NE(button_of(line), nullptr);
  EXPECT_EQ(focused_node(), button_of(line)->id);
}

TEST(Overview, OffersWhatASupervisorMayDoWithAConversationThatIsRead) {
  DeskPage page("reading");
  EXPECT_EQ(headless::find_node(Role::TextField, "Message to +1 415 555 0199"), nullptr);
  page.click(Role::Button, "Give back");
  ASSERT_NE(page.only<intent::FreeConversation>(), nullptr);
  page.click(Role::Button, "End");
  ASSERT_NE(page.only<intent::EndForOthers>(), nullptr);
}

TEST(Overview, OpensTheMenuOfAnAgent) {
  DeskPage page("overview-agents");
  page.click(Role::Button, "Change the state of Ana Ruiz");
  ASSERT_NE(page.only<intent::OpenOverviewMenu>(), nullptr);
  EXPECT_EQ(page.only<intent::OpenOverviewMenu>()->menu.agent, AgentId{32});
  page.screen = gallery::make("overview-menu", page_now());
  page.changed();
  page.click(Role::MenuItem, "Take off queue");
  ASSERT_NE(page.only<intent::SetOnQueueOf>(), nullptr);
  EXPECT_EQ(page.only<intent::SetOnQueueOf>()->agent, AgentId{32});
  EXPECT_FALSE(page.only<intent::SetOnQueueOf>()->is_on_queue);
}

TEST(Overview, ClosesAMenuWhoseButtonIsNotThere) {
  DeskPage page("overview-menu");
  page.screen.desk.overview.rows.clear();
  page.changed();
  EXPECT_GE(page.count<intent::OpenOverviewMenu>(), 1);
}

TEST(Overview, FindsAndSortsAgents) {
  DeskPage page("overview-agents");
  const headless::MirroredNode* field = headless::find_node(Role::TextField, "Find an agent");
  ASSERT_NE(field, nullptr);
  page.intents.clear();
  ASSERT_TRUE(headless::type_into("Find an agent", "ana"));
  page.run();
  ASSERT_NE(page.only<intent::FilterAgents>(), nullptr);
  EXPECT_EQ(page.only<intent::FilterAgents>()->text, "ana");
  page.click(Role::Radio, "Time");
  ASSERT_NE(page.only<intent::SortAgents>(), nullptr);
  EXPECT_EQ(page.only<intent::SortAgents>()->by, AgentSort::Time);
  page.click(Role::Tab, "Queues");
  ASSERT_NE(page.only<intent::ShowOverviewTab>(), nullptr);
  EXPECT_EQ(page.only<intent::ShowOverviewTab>()->tab, OverviewTab::Queues);
}

TEST(Overview, SaysOnlyTheRowsThatAreNear) {
  DeskPage page("overview-many");
  EXPECT_NE(button_of(page.screen.desk.overview.rows[0].accessible_name), nullptr);
  EXPECT_EQ(button_of(page.screen.desk.overview.rows[100].accessible_name), nullptr);
  const headless::MirroredNode* list = headless::find_node(Role::List, "Agents");
  ASSERT_NE(list, nullptr);
  const auto& nodes = headless::mirrored_nodes();
  const auto items = std::count_if(nodes.begin(), nodes.end(), [&](const auto& node) {
    return node.parent == list->id && node.role == Role::ListItem;
  });
  EXPECT_LT(items, 30);
  EXPECT_GT(items, 8);
}

TEST(Overview, ScrollsToTheLastRow) {
  DeskPage page("overview-many");
  const headless::MirroredNode* list = headless::find_node(Role::List, "Agents");
  ASSERT_NE(list, nullptr);
  page.stage.move_mouse({(list->min.x + list->max.x) * 0.5f, (list->min.y + list->max.y) * 0.5f});
  for (int i = 0; i < 100; ++i) {
    page.stage.wheel(400);
    page.run();
  }
  EXPECT_NE(button_of(page.screen.desk.overview.rows.back().accessible_name), nullptr);
  EXPECT_EQ(button_of(page.screen.desk.overview.rows.front().accessible_name), nullptr);
}

TEST(Overview, StandsInOnePaneWithAWayBackToTheList) {
  DeskPage page("overview", {.width = 390, .height = 780});
  page.click(Role::Button, page.screen.desk.list.back_name);
  ASSERT_NE(page.only<intent::ShowRoster>(), nullptr);
}

TEST(Overview, SaysWhatIsEmpty) {
  DeskPage page("overview-empty");
  const auto& nodes = headless::mirrored_nodes();
  EXPECT_TRUE(std::any_of(nodes.begin(), nodes.end(),
                          [](const auto& node) { return node.text.find("Nobody is found") != std::string::npos; }));
}

std::string spoken(const screen::ReportedLine& line) {
  return line.accessible_name + ", " + format_date_time(line.at);
}

TEST(Reported, ArePlacedInOneListAndOpenAtTheirPlace) {
  DeskPage page("overview-reported");
  const std::vector<screen::ReportedLine> lines = page.screen.desk.overview.reported.lines;
  const headless::MirroredNode* list = headless::find_node(Role::List, "Reported messages");
  ASSERT_NE(list, nullptr);
  EXPECT_TRUE(list->flags & kNodeRoving);
  const auto& nodes = headless::mirrored_nodes();
  EXPECT_EQ(std::count_if(nodes.begin(), nodes.end(),
                          [&](const auto& node) { return node.parent == list->id && node.role == Role::ListItem; }),
            3);
  page.click(Role::Button, spoken(lines[1]));
  ASSERT_NE(page.only<intent::OpenReported>(), nullptr);
  EXPECT_EQ(page.only<intent::OpenReported>()->message, lines[1].message);
  EXPECT_EQ(page.only<intent::OpenReported>()->conversation, lines[1].conversation);
  const screen::Screen overview = page.screen;
  page.screen = gallery::make("reading", page_now());
  page.changed();
  page.screen = overview;
  page.changed();
  ASSERT_NE(button_of(spoken(lines[1])), nullptr);
  EXPECT_EQ(focused_node(), button_of(spoken(lines[1]))->id);
}

TEST(Reported, GoOnAtTheNextWhereOneIsDismissed) {
  DeskPage page("overview-reported");
  auto& lines = page.screen.desk.overview.reported.lines;
  page.click(Role::Button, lines[1].dismiss_name);
  ASSERT_NE(page.only<intent::DismissReport>(), nullptr);
  EXPECT_EQ(page.only<intent::DismissReport>()->message, lines[1].message);
  focus_node(button_of(lines[1].dismiss_name)->id);
  lines[1].is_busy = true;
  page.changed();
  lines.erase(lines.begin() + 1);
  page.changed();
  ASSERT_NE(button_of(spoken(lines[1])), nullptr);
  EXPECT_EQ(focused_node(), button_of(spoken(lines[1]))->id) << "Enter once more dismisses nothing";
}

TEST(Reported, SayThatTheyAreOnTheirWayOrWhyTheyAreNotThere) {
  DeskPage page("overview-reported");
  screen::Overview& s = page.screen.desk.overview;
  s.reported.has_older = true;
  s.reported.is_busy = true;
  page.changed();
  EXPECT_NE(button_of("Show older"), nullptr);
  page.intents.clear();
  s.reported.is_busy = false;
  page.changed();
  EXPECT_GE(page.count<intent::OlderReported>(), 1) << "the end is in sight";
  s.reported = {};
  s.reported.problem = "Reported messages could not be read right now.";
  s.reported.can_try_again = true;
  page.changed();
  page.click(Role::Button, "Try again");
  ASSERT_NE(page.only<intent::ReportedAgain>(), nullptr);
  s.reported = {};
  s.reported.loading_text = "Loading…";
  page.changed();
  const auto says = [](Role role, std::string_view text) {
    const auto& nodes = headless::mirrored_nodes();
    return std::any_of(nodes.begin(), nodes.end(),
                       [&](const auto& node) { return node.role == role && node.text == text; });
  };
  EXPECT_TRUE(says(Role::Status, "Loading…"));
}

}  // namespace
}  // namespace smsdesk::web::view
