// The search in messages: what narrows it, by name and key, and notes among what was found.
#include "tests/web/view/desk_page.h"

namespace smsdesk::web::view {
namespace {

/// With one note and one message found, and no filter.
void show_messages(screen::Find& find) {
  find.what = FindWhat::Messages;
  find.lines.clear();
  find.has_older = find.is_busy = find.is_reading = false;
  find.list_name = "Messages found";
  find.filters.queue.label = "Any queue";
  find.filters.queue.name = "Queue: Any queue";
  find.filters.queue.has_menu = true;
  find.filters.queue.intent = intent::OpenFindMenu{FindMenu::Queue};
  find.filters.queue.close = intent::OpenFindMenu{};
  find.filters.author = find.filters.queue;
  find.filters.author.label = "Any agent";
  find.filters.author.name = "Agent: Any agent";
  for (const bool is_note : {true, false}) {
    screen::FoundMessageLine line;
    line.conversation = ConversationId{900};
    line.message = MessageId{is_note ? 52u : 51u};
    line.customer = "+1 415 555 0199";
    line.below = is_note ? "Support · Internal note by Ben Okafor" : "Support · Customer wrote";
    line.text = "my parcel";
    line.is_note = is_note;
    line.accessible_name = line.customer + ", " + line.below + ": " + line.text;
    find.messages.push_back(std::move(line));
  }
}

class MessageFilters : public testing::Test {
 protected:
  MessageFilters() : page_("find") {
    show_messages(find());
    page_.changed();
    page_.intents.clear();
  }
  screen::Find& find() { return page_.screen.desk.find; }
  const headless::MirroredNode* clear() const { return headless::find_node(Role::Button, "Clear filters"); }
  DeskPage page_;
};

TEST(ReopenButton, SaysWhyItCannotBeUsed) {
  for (const int width : {1280, 390}) {  // with words, as a sign
    DeskPage page("find", {.width = width, .height = 800});
    page.screen.desk.conversation.menus.back().unavailable = "You have no room.";
    page.changed();
    const headless::MirroredNode* button = headless::find_node(Role::Button, "Reopen the conversation");
    ASSERT_NE(button, nullptr);
    EXPECT_NE(button->flags & kNodeDisabled, 0u);
    EXPECT_EQ(button->description, "You have no room.");
    ASSERT_TRUE(headless::focus(Role::Button, "Reopen the conversation"));
    page.frame_once();
    page.stage.advance(600);
    page.run();
    EXPECT_TRUE(page.stage.find_text("You have no room.")) << "who does not hear it reads it";
    page.click(Role::Button, "Reopen the conversation");
    EXPECT_EQ(page.count<intent::Reopen>(), 0);
  }
}

TEST_F(MessageFilters, AreOfMessagesAlone) {
  EXPECT_NE(headless::find_node(Role::RadioGroup, "Written by"), nullptr);
  find().what = FindWhat::Conversations;
  page_.changed();
  EXPECT_EQ(headless::find_node(Role::RadioGroup, "Written by"), nullptr);
  EXPECT_EQ(headless::find_node(Role::TextField, "First day"), nullptr);
}

TEST_F(MessageFilters, AreChosenByName) {
  page_.click(Role::Radio, "Notes");
  ASSERT_NE(page_.only<intent::ChooseFindKind>(), nullptr);
  EXPECT_EQ(page_.only<intent::ChooseFindKind>()->kind, FoundKind::Notes);
  page_.click(Role::Button, "Agent: Any agent");
  ASSERT_NE(page_.only<intent::OpenFindMenu>(), nullptr);
  find().filters.queue.is_open = true;
  screen::ActionChoice sales;
  sales.label = sales.accessible_name = "Sales";
  sales.intent = intent::ChooseFindQueue{QueueId{2}};
  find().filters.queue.entries = {sales};
  page_.changed();
  page_.click(Role::MenuItem, "Sales");
  ASSERT_NE(page_.only<intent::ChooseFindQueue>(), nullptr);
  EXPECT_EQ(page_.only<intent::ChooseFindQueue>()->queue, QueueId{2});
}

TEST_F(MessageFilters, TakeDaysAsTheyAreTyped) {
  ASSERT_TRUE(headless::type_into("Last day", "2026-12-2"));
  page_.run();
  ASSERT_NE(page_.only<intent::EditFindDay>(), nullptr);
  EXPECT_TRUE(page_.only<intent::EditFindDay>()->is_last);
  EXPECT_TRUE(page_.only<intent::EditFindDay>()->at);
  page_.intents.clear();
  ASSERT_TRUE(headless::type_into("First day", "2026-12-"));
  page_.run();
  ASSERT_NE(page_.only<intent::EditFindDay>(), nullptr);
  EXPECT_FALSE(page_.only<intent::EditFindDay>()->is_last);
  EXPECT_FALSE(page_.only<intent::EditFindDay>()->at);
}

TEST_F(MessageFilters, AreClearedAndTheFocusGoesToTheWords) {
  EXPECT_EQ(clear(), nullptr);
  find().filters.is_set = true;
  find().filters.first_day_problem = "Write the day as year-month-day, such as 2026-12-25.";
  page_.changed();
  ASSERT_NE(clear(), nullptr);
  page_.click(Role::Button, "Clear filters");
  EXPECT_EQ(page_.count<intent::ClearFindFilters>(), 1);
  const headless::MirroredNode* words = headless::find_node(Role::TextField, find().field_name);
  ASSERT_NE(words, nullptr);
  EXPECT_EQ(focused_node(), words->id);
}

TEST(MessageFiltersOnALowPage, ScrollWithTheList) {
  DeskPage low("find", {.width = 1280, .height = 600});
  show_messages(low.screen.desk.find);
  low.screen.desk.find.filters.is_set = true;
  low.changed();
  low.intents.clear();
  low.click(Role::Radio, "Us");
  ASSERT_NE(low.only<intent::ChooseFindKind>(), nullptr);
  EXPECT_EQ(low.only<intent::ChooseFindKind>()->kind, FoundKind::Us);
}

TEST_F(MessageFilters, ANoteThatWasFoundOpensByItsNumber) {
  page_.click(Role::Button, find().messages[0].accessible_name + ", " + format_date_time(find().messages[0].at));
  ASSERT_NE(page_.only<intent::OpenFound>(), nullptr);
  EXPECT_EQ(page_.only<intent::OpenFound>()->message, MessageId{52});
}

TEST(ClosedCustomer, StandsBesideOrComesWhenItIsAskedFor) {
  {
    DeskPage wide("find", {.width = 1440, .height = 900});
    EXPECT_NE(headless::find_node(Role::Complementary, "Customer"), nullptr);
    EXPECT_EQ(headless::find_node(Role::Button, "Customer"), nullptr);
    EXPECT_EQ(headless::find_node(Role::Button, "Edit contact"), nullptr);
  }
  for (const int width : {1280, 390}) {
    DeskPage page("find", {.width = width, .height = 800});
    EXPECT_EQ(headless::find_node(Role::Complementary, "Customer"), nullptr) << width;
    page.click(Role::Button, "Customer");
    ASSERT_NE(page.only<intent::ShowContext>(), nullptr) << width;
    EXPECT_TRUE(page.only<intent::ShowContext>()->is_shown);
    page.screen.desk.is_context_shown = true;
    page.changed();
    EXPECT_NE(headless::find_node(Role::Dialog, "Customer"), nullptr) << width;
    page.key(ImGuiKey_Escape);
    ASSERT_NE(page.only<intent::ShowContext>(), nullptr) << width << ": it closes before the conversation does";
    EXPECT_FALSE(page.only<intent::ShowContext>()->is_shown);
  }
}

TEST(CopyNumber, IsAControlOfHeaderAndPanel) {
  const screen::NumberCopy copy{"Copy number", intent::CopyText{"+1 202 555 0143", "Copied: +1 202 555 0143"}};
  for (const bool is_header : {true, false}) {
    DeskPage page("desk-busy", {.width = 1440, .height = 900});
    EXPECT_EQ(headless::find_node(Role::Button, "Copy number"), nullptr) << "of a masked one";
    (is_header ? page.screen.desk.conversation.copy : page.screen.desk.context.known.copy) = copy;
    page.changed();
    page.click(Role::Button, "Copy number");
    ASSERT_NE(page.only<intent::CopyText>(), nullptr) << is_header;
    EXPECT_EQ(page.only<intent::CopyText>()->text, "+1 202 555 0143");
  }
}

}  // namespace
}  // namespace smsdesk::web::view
