// Menus of the desk: opened, walked, written into and closed by pointer, key and assistive technology.
#include "tests/web/view/desk_page.h"

namespace smsdesk::web::view {
namespace {

const screen::ActionMenu& menu_of(DeskPage& page, ConversationMenu kind) {
  for (const screen::ActionMenu& menu : page.screen.desk.conversation.menus)
    if (menu.kind == kind) return menu;
  static const screen::ActionMenu none;
  return none;
}

NodeId id_named(Role role, std::string_view name) {
  const headless::MirroredNode* node = headless::find_node(role, name);
  return node ? node->id : 0;
}

/// The press of `name` asks for that menu to be opened (None: closed).
void expect_asks_for(DeskPage& page, ConversationMenu menu) {
  const auto* open = page.only<intent::OpenConversationMenu>();
  ASSERT_NE(open, nullptr);
  EXPECT_EQ(open->menu, menu);
}

TEST(Menus, AreOpenedByTheirButtonsAndKeys) {
  DeskPage page("desk-busy");
  page.click(Role::Button, "Transfer conversation");
  expect_asks_for(page, ConversationMenu::Transfer);
  page.click(Role::Button, "Park conversation");
  expect_asks_for(page, ConversationMenu::Park);
  page.key(ImGuiKey_G, {ImGuiMod_Alt, ImGuiMod_Shift});
  expect_asks_for(page, ConversationMenu::Transfer);
  page.key(ImGuiKey_P, {ImGuiMod_Alt});
  expect_asks_for(page, ConversationMenu::Park);
  page.key(ImGuiKey_W, {ImGuiMod_Alt});
  EXPECT_NE(page.only<intent::End>(), nullptr) << "nothing is asked, so it ends at once";
}

TEST(Menus, SayThatTheyAreOpenAndTakeTheFocus) {
  DeskPage page("desk-busy");
  page.screen = gallery::make("end", page_now());
  page.frame_once();
  page.frame_once();
  const headless::MirroredNode* opener = headless::find_node(Role::Button, "End conversation");
  ASSERT_NE(opener, nullptr);
  EXPECT_TRUE(opener->flags & kNodeExpanded);
  EXPECT_TRUE(opener->flags & kNodeHasPopup);
  EXPECT_NE(headless::find_node(Role::Menu, "End conversation"), nullptr);
  page.changed();
  page.click(Role::MenuItem, "No, it needs a follow-up");
  ASSERT_NE(page.only<intent::End>(), nullptr);
  EXPECT_EQ(page.only<intent::End>()->resolution, Resolution::FollowUp);
}

TEST(Menus, GiveTheFocusBackToTheirButton) {
  DeskPage page("end");
  const NodeId opener = id_named(Role::Button, "End conversation");
  page.screen = gallery::make("desk-busy", page_now());
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), opener);
}

TEST(Menus, OneThatOpensInThePlaceOfAnotherTakesTheFocusToo) {
  DeskPage page("overview-menu");
  page.screen = gallery::make("transfer", page_now());
  ++page.state.screen_revision;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), menu_entry_id(id_of("action-menu"), 0));
}

TEST(Menus, AreLeftByEscapeTabAndAPressElsewhere) {
  DeskPage page("end");
  page.key(ImGuiKey_Escape);
  expect_asks_for(page, ConversationMenu::None);
  page.key(ImGuiKey_Tab);
  expect_asks_for(page, ConversationMenu::None);
  page.intents.clear();
  page.stage.move_mouse({700, 700});
  page.run();
  page.stage.press();
  page.stage.release();
  page.run();
  EXPECT_EQ(page.count<intent::OpenConversationMenu>(), 1);
}

/// A press where the pointer is, as the system counts it.
void press_again(DeskPage& page, int count) {
  page.intents.clear();
  page.stage.press(0, count);
  page.stage.release();
  page.run();
}

TEST(DoubleClick, DoesNothingToWhatHasComeUnderThePointer) {
  DeskPage page("desk-busy");
  page.click(Role::Button, "End conversation");
  ASSERT_EQ(page.count<intent::End>(), 1);
  for (screen::ActionMenu& menu : page.screen.desk.conversation.menus) {
    if (menu.kind != ConversationMenu::End) continue;
    menu.kind = ConversationMenu::Free;  // another button in the very place
    menu.intent = intent::OpenConversationMenu{ConversationMenu::Free};
  }
  page.changed();
  press_again(page, 2);
  EXPECT_TRUE(page.intents.empty());
  press_again(page, 3);
  EXPECT_TRUE(page.intents.empty());
  press_again(page, 1);
  expect_asks_for(page, ConversationMenu::Free);
  press_again(page, 2);
  expect_asks_for(page, ConversationMenu::Free);
}

TEST(DoubleClick, CountsTwiceOnOneButtonAlsoWhereBothPressesAreInOneFrame) {
  DeskPage page("desk-busy");
  page.click(Role::Button, "Park conversation");
  page.intents.clear();
  page.stage.press(0, 1);
  page.stage.release();
  page.stage.press(0, 2);
  page.stage.release();
  page.run();
  EXPECT_EQ(page.count<intent::OpenConversationMenu>(), 2);
}

TEST(DoubleClick, DoesNotCloseWhatItsFirstPressOpened) {
  DeskPage page("end");
  page.stage.move_mouse({700, 700});
  page.run();
  press_again(page, 2);
  EXPECT_EQ(page.count<intent::OpenConversationMenu>(), 0);
  press_again(page, 1);
  EXPECT_EQ(page.count<intent::OpenConversationMenu>(), 1);
}

TEST(Menus, AreWalkedByArrowKeys) {
  DeskPage page("end");
  ASSERT_TRUE(headless::focus(Role::MenuItem, "Yes, it is resolved"));
  page.stage.key(ImGuiKey_DownArrow, true);
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), id_named(Role::MenuItem, "No, it needs a follow-up"));
  page.stage.key(ImGuiKey_DownArrow, false);
  page.run();
  page.intents.clear();
  ASSERT_TRUE(headless::activate(Role::MenuItem, "Yes, it is resolved"));
  page.frame_once();
  ASSERT_EQ(page.count<intent::End>(), 1);
}

TEST(Menus, KeepTheOtherShortcutsQuiet) {
  DeskPage page("end");
  page.key(ImGuiKey_1, {ImGuiMod_Ctrl, ImGuiMod_Shift});
  EXPECT_TRUE(page.intents.empty());
  page.key(ImGuiKey_G, {ImGuiMod_Alt, ImGuiMod_Shift});
  EXPECT_TRUE(page.intents.empty());
}

TEST(Menus, OfAConversationThatIsNotOnThePageClose) {
  DeskPage page("end", {.width = 390, .height = 780});
  page.screen.desk.is_roster_shown = true;
  page.intents.clear();
  page.changed();
  EXPECT_GE(page.count<intent::OpenConversationMenu>(), 1);
  EXPECT_EQ(headless::find_node(Role::Menu, "End conversation"), nullptr);
}

TEST(TransferMenu, ListsTargetsUnderTheirHeadings) {
  DeskPage page("transfer");
  EXPECT_NE(headless::find_node(Role::Group, "Queues"), nullptr);
  EXPECT_NE(headless::find_node(Role::Group, "Colleagues"), nullptr);
  page.click(Role::MenuItem, "Ben Okafor, on queue, 1 of 3");
  ASSERT_NE(page.only<intent::Transfer>(), nullptr);
  EXPECT_EQ(page.only<intent::Transfer>()->to_agent, AgentId{20});
  page.click(Role::MenuItem, "Deliveries, nobody free, 4 waiting up to 6:05");
  ASSERT_NE(page.only<intent::Transfer>(), nullptr);
  EXPECT_EQ(page.only<intent::Transfer>()->to_queue, QueueId{3});
}

TEST(TransferMenu, TakesANoteAndSaysWhetherSkillsAreKept) {
  DeskPage page("transfer");
  page.intents.clear();
  ASSERT_TRUE(headless::type_into("Note for whoever gets it", "Wants an invoice"));
  page.frame_once();
  ASSERT_EQ(page.count<intent::EditMenuNote>(), 1);
  page.click(Role::Switch, "Ask for the same skills");
  ASSERT_NE(page.only<intent::KeepSkills>(), nullptr);
  EXPECT_FALSE(page.only<intent::KeepSkills>()->keeps_skills);
  page.intents.clear();
  ASSERT_TRUE(headless::press_in("Note for whoever gets it", headless::FieldKey::Escape));
  page.frame_once();
  EXPECT_EQ(page.count<intent::OpenConversationMenu>(), 1);
}

TEST(TransferMenu, OfManyIsFoundByTypingAndTakenByEnter) {
  DeskPage page("desk-busy");
  page.screen = gallery::make("transfer-many", page_now());
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), id_named(Role::TextField, "Find a queue or a colleague"));
  page.changed();
  page.intents.clear();
  ASSERT_TRUE(headless::type_into("Find a queue or a colleague", "bill"));
  page.frame_once();
  ASSERT_EQ(page.count<intent::FilterMenu>(), 1);
  page.intents.clear();
  ASSERT_TRUE(headless::press_in("Find a queue or a colleague", headless::FieldKey::Enter));
  page.frame_once();
  ASSERT_EQ(page.count<intent::Transfer>(), 1);
}

TEST(TransferMenu, OnALowPageEveryTargetCanBeReached) {
  DeskPage page("transfer-many", {.width = 1280, .height = 800, .ratio = 4});
  ASSERT_TRUE(headless::focus(Role::MenuItem, "Chloé Martin, break"));
  page.run();
  page.frame_once();
  const headless::MirroredNode* last = headless::find_node(Role::MenuItem, "Chloé Martin, break");
  ASSERT_NE(last, nullptr);
  EXPECT_GT(last->max.y - last->min.y, 40.0f * 4) << "the focus brings it into view";
}

TEST(TransferMenu, WhatIsOnItsWayCanBeTakenBack) {
  DeskPage page("transferring");
  EXPECT_NE(headless::find_text("On its way to Billing"), nullptr);
  EXPECT_EQ(menu_of(page, ConversationMenu::Park).name, "");
  page.click(Role::Button, "Take the transfer back");
  EXPECT_NE(page.only<intent::TakeBackTransfer>(), nullptr);
}

TEST(ParkMenu, TakesAReason) {
  DeskPage page("park");
  page.intents.clear();
  ASSERT_TRUE(headless::type_into("What it waits for", "The parcel"));
  page.frame_once();
  EXPECT_EQ(page.count<intent::EditMenuNote>(), 1);
  page.click(Role::MenuItem, "For 4 hours");
  EXPECT_NE(page.only<intent::Park>(), nullptr);
}

constexpr const char* kMark = "Mark conversation as unread";

const screen::Card& with_menu(DeskPage& page, std::size_t place) {
  screen::Card& card = page.screen.desk.roster.mine.at(place);
  screen::ActionChoice mark;
  mark.label = mark.accessible_name = kMark;
  mark.intent = intent::MarkUnread{card.conversation, MessageId{7}};
  card.menu = {mark};
  page.changed();
  return card;
}

/// The pointer is there now.
ImVec2 at_card(DeskPage& page, const screen::Card& card) {
  const headless::MirroredNode* node = headless::find_node(Role::Button, card.accessible_name);
  if (node == nullptr) return {};
  const ImVec2 at{(node->min.x + node->max.x) * 0.5f, (node->min.y + node->max.y) * 0.5f};
  page.stage.move_mouse(at);
  page.run();
  page.intents.clear();
  return at;
}

void ask_for_card_menu(DeskPage& page, const screen::Card& card) {
  page.stage.context_click(at_card(page, card));
  page.run();
}

bool has_card_menu() {
  return headless::find_node(Role::Menu, "Conversation options") != nullptr;
}

TEST(CardMenu, OpensByTheRightButtonAndGivesTheFocusBack) {
  DeskPage page("not-responding");
  const screen::Card& card = with_menu(page, 1);
  ASSERT_TRUE(headless::focus(Role::Button, "End conversation"));
  const NodeId before = focused_node();
  ask_for_card_menu(page, card);
  EXPECT_TRUE(has_card_menu());
  EXPECT_EQ(focused_node(), id_named(Role::MenuItem, kMark));
  EXPECT_TRUE(page.intents.empty());
  page.key(ImGuiKey_Escape);
  EXPECT_FALSE(has_card_menu());
  EXPECT_EQ(focused_node(), before);
  EXPECT_TRUE(page.intents.empty()) << "nothing else has heard it";
  ask_for_card_menu(page, card);
  ASSERT_TRUE(headless::activate(Role::MenuItem, kMark));
  page.run();
  ASSERT_EQ(page.count<intent::MarkUnread>(), 1);
  EXPECT_EQ(page.only<intent::MarkUnread>()->conversation, card.conversation);
  EXPECT_FALSE(has_card_menu());
  EXPECT_EQ(focused_node(), before);
}

TEST(CardMenu, OpensByKeysWhereTheCardHasTheFocus) {
  DeskPage page("not-responding");
  const screen::Card& card = with_menu(page, 1);
  ASSERT_TRUE(headless::focus(Role::Button, card.accessible_name));
  const NodeId before = focused_node();
  page.key(ImGuiKey_Menu);
  EXPECT_TRUE(has_card_menu());
  EXPECT_EQ(focused_node(), id_named(Role::MenuItem, kMark));
  page.key(ImGuiKey_Tab);
  EXPECT_FALSE(has_card_menu());
  EXPECT_EQ(focused_node(), before);
  page.key(ImGuiKey_F10, {ImGuiMod_Shift});
  EXPECT_TRUE(has_card_menu());
  page.key(ImGuiKey_Escape);
  ASSERT_TRUE(headless::focus(Role::Button, page.screen.desk.roster.mine.at(0).accessible_name));
  page.key(ImGuiKey_Menu);
  EXPECT_FALSE(has_card_menu()) << "nothing can be done there";
}

TEST(CardMenu, TheEndOfTheTouchThatOpensItChoosesNothing) {
  DeskPage page("not-responding");
  const screen::Card& card = with_menu(page, 1);
  const ImVec2 at = at_card(page, card);
  page.stage.press();
  page.run();
  page.stage.context_click(at);
  page.run();
  EXPECT_TRUE(has_card_menu());
  page.stage.release();
  page.run();
  EXPECT_TRUE(has_card_menu());
  EXPECT_EQ(page.count<intent::Select>(), 0);
  press_again(page, 1);
  EXPECT_FALSE(has_card_menu());
  EXPECT_EQ(page.count<intent::Select>(), 1);
}

TEST(CardMenu, GoesWithWhatCanBeDoneAndGivesWayToAnotherMenu) {
  DeskPage page("not-responding");
  const screen::Card& card = with_menu(page, 1);
  ask_for_card_menu(page, card);
  page.screen.desk.rail.is_presence_menu_open = true;
  page.changed();
  EXPECT_FALSE(has_card_menu());
  page.screen.desk.rail.is_presence_menu_open = false;
  page.changed();
  EXPECT_FALSE(has_card_menu());
  ask_for_card_menu(page, card);
  ASSERT_TRUE(has_card_menu());
  page.screen.desk.roster.mine.at(1).menu.clear();
  page.changed();
  EXPECT_FALSE(has_card_menu());
}

TEST(AlertCard, SaysWhyAndWhatHappenedBefore) {
  DeskPage page("desk-busy");
  EXPECT_NE(headless::find_text("You were idle longest of 3"), nullptr);
  EXPECT_NE(headless::find_text("Transferred by Ben Okafor: she speaks German"), nullptr);
  EXPECT_NE(headless::find_text("to +1 415 555 0100"), nullptr);
  EXPECT_NE(headless::find_text("Last with Ben Okafor, who is away"), nullptr);
  EXPECT_NE(page.stage.find_text("Last with Ben Okafor, who is away"), std::nullopt) << "and drawn";
}

TEST(AlertCard, IsDeclinedWithAReason) {
  DeskPage page("desk-busy");
  page.click(Role::Button, "Decline +49 151 23456789 with a reason");
  ASSERT_NE(page.only<intent::OpenDeclineMenu>(), nullptr);
  EXPECT_EQ(page.only<intent::OpenDeclineMenu>()->offer, OfferId{2});
  page.screen = gallery::make("decline", page_now());
  page.changed();
  page.click(Role::MenuItem, "I do not speak the language");
  ASSERT_NE(page.only<intent::Decline>(), nullptr);
  EXPECT_EQ(page.only<intent::Decline>()->reason, "I do not speak the language");
  page.key(ImGuiKey_Escape);
  ASSERT_NE(page.only<intent::OpenDeclineMenu>(), nullptr);
  EXPECT_FALSE(page.only<intent::OpenDeclineMenu>()->offer.is_set());
}

TEST(Roster, TakesWhatWaitsAndWhatIsParked) {
  DeskPage page("lists");
  EXPECT_NE(headless::find_text("Transferred by Ben Okafor."), nullptr);
  page.click(Role::Button, "Take from Billing, waiting 32 seconds. Transferred by Ben Okafor.");
  ASSERT_NE(page.only<intent::Pick>(), nullptr);
  EXPECT_EQ(page.only<intent::Pick>()->conversation, ConversationId{32});
  page.click(Role::Button, "Take +44 20 7946 0321 back");
  ASSERT_NE(page.only<intent::Resume>(), nullptr);
  EXPECT_EQ(page.only<intent::Resume>()->conversation, ConversationId{42});
  EXPECT_NE(page.stage.find_text("The spare part comes on Friday"), std::nullopt);
  EXPECT_NE(headless::find_text("What is above 4 came back by itself"), nullptr);
}

}  // namespace
}  // namespace smsdesk::web::view
