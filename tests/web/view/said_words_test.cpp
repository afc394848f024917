// Words that stand in no message: selected, copied and opened as those of a message are.
#include "tests/web/view/desk_page.h"

namespace smsdesk::web::view {
namespace {

const char* const kNote = "Her file is at https://crm.example/4711 now";

/// The nodes that have these words in them; what a control is called counts too.
std::vector<const headless::MirroredNode*> saying(std::string_view words) {
  std::vector<const headless::MirroredNode*> found;
  for (const headless::MirroredNode& node : headless::mirrored_nodes())
    if (node.text.find(words) != std::string::npos || node.name.find(words) != std::string::npos)
      found.push_back(&node);
  return found;
}

/// They are said by one node alone, and that one is laid over them.
void expect_selectable(std::string_view words) {
  const auto found = saying(words);
  ASSERT_EQ(found.size(), 1u) << words;
  EXPECT_EQ(found[0]->text, words);
  EXPECT_NE(found[0]->flags & kNodeSelectableText, 0u) << words;
  EXPECT_GT(found[0]->style.size, 0) << words;
}

ImVec2 middle(const headless::MirroredNode& node) {
  return {(node.min.x + node.max.x) * 0.5f, (node.min.y + node.max.y) * 0.5f};
}

void show_tab(DeskPage& page, ContextTab tab, const char* name) {
  screen::Context& context = page.screen.desk.context;
  for (screen::ContextTabLine& line : context.tabs) line.is_chosen = false;
  context.tabs.push_back({tab, name, true, false});
}

void show_note(DeskPage& page, const char* text = kNote) {
  show_tab(page, ContextTab::Notes, "Notes");
  screen::Context& context = page.screen.desk.context;
  context.notes.is_shown = true;
  screen::NoteLine note;
  note.note = NoteId{71};
  note.author = "Ben Okafor";
  note.text = text;
  note.accessible_name = std::string("Ben Okafor, mentions you: ") + text;
  note.at = page_now();
  note.is_today = true;
  note.copy = screen::copy_of_note(note.text);
  note.parts = sms::find_entities(note.text);
  context.notes.notes = {note};
  page.changed();
}

TEST(SaidWords, OfANoteAreSaidOnceAndCanBeSelected) {
  DeskPage page("desk-busy");
  show_note(page);
  expect_selectable(kNote);
  EXPECT_EQ(saying("Ben Okafor, mentions you: ").size(), 1u) << "who comes before them";
  const headless::MirroredNode* list = headless::find_node(Role::List, "Notes");
  ASSERT_NE(list, nullptr);
  EXPECT_NE(list->flags & kNodeRoving, 0u) << "one stop of the keyboard";
}

TEST(SaidWords, OfANoteAreCopiedByPointerAndKey) {
  DeskPage page("desk-busy");
  show_note(page);
  page.click(Role::Button, "Copy note");
  ASSERT_NE(page.only<intent::CopyText>(), nullptr);
  EXPECT_EQ(page.only<intent::CopyText>()->text, kNote);
  page.intents.clear();
  ASSERT_TRUE(headless::activate(Role::Button, "Copy note"));
  page.frame_once();
  ASSERT_NE(page.only<intent::CopyText>(), nullptr);
  EXPECT_EQ(page.only<intent::CopyText>()->text, kNote);
}

TEST(SaidWords, OfOnesOwnNoteHaveAButtonForWhatElseCanBeDone) {
  DeskPage page("desk-busy");
  show_note(page);
  EXPECT_EQ(headless::find_node(Role::Button, "Note options"), nullptr) << "it is Ben's";
  screen::NoteLine& note = page.screen.desk.context.notes.notes.at(0);
  note.uses.can_correct = true;
  note.copy = screen::uses_of_note(page.screen.desk.conversation.conversation, note.note, note.text, note.uses);
  page.changed();
  page.click(Role::Button, "Note options");
  EXPECT_NE(headless::find_node(Role::MenuItem, "Copy note"), nullptr);
  page.click(Role::MenuItem, "Correct note…");
  ASSERT_NE(page.only<intent::DoNote>(), nullptr);
  EXPECT_EQ(page.only<intent::DoNote>()->step, NoteStep::Correct);
  EXPECT_EQ(page.only<intent::DoNote>()->note, NoteId{71});
  const NodeId opener = page.state.said_menu.opener;

  screen::NoteDialog& dialog = page.screen.desk.note_dialog;
  dialog.is_open = true;
  dialog.step = NoteStep::Correct;
  dialog.note = note.note;
  dialog.title = "Correct note";
  dialog.field.text = note.text;
  dialog.save_label = "Save";
  dialog.close_label = "Cancel";
  dialog.can_save = true;
  page.changed();
  ASSERT_NE(headless::find_node(Role::Dialog, "Correct note"), nullptr);
  page.click(Role::Button, "Save");
  ASSERT_NE(page.only<intent::DoNote>(), nullptr);
  EXPECT_EQ(page.only<intent::DoNote>()->step, NoteStep::Save);
  page.key(ImGuiKey_Escape);
  ASSERT_EQ(page.count<intent::DoNote>(), 1);
  EXPECT_EQ(page.only<intent::DoNote>()->step, NoteStep::Close);
  dialog = {};
  page.changed();
  EXPECT_EQ(focused_node(), opener) << "the focus is at the note again";
}

TEST(SaidWords, ANoteThatWasCorrectedSaysWhen) {
  DeskPage page("desk-busy");
  show_note(page);
  page.screen.desk.context.notes.notes.at(0).uses.corrected_at = page_now();
  page.changed();
  EXPECT_EQ(saying("corrected " + format_time_of_day(page_now())).size(), 1u);
}

TEST(SaidWords, ALinkSaysWhereItLeadsAndOpensByItsMenuAlone) {
  DeskPage page("desk-busy");
  show_note(page);
  page.click(Role::Link, "Link to crm.example");
  EXPECT_EQ(page.count<intent::OpenLink>(), 0);
  ASSERT_NE(headless::find_node(Role::Menu, "Leads to crm.example"), nullptr);
  page.click(Role::MenuItem, "Open crm.example in a new tab");
  ASSERT_NE(page.only<intent::OpenLink>(), nullptr);
  EXPECT_EQ(page.only<intent::OpenLink>()->url, "https://crm.example/4711");
  EXPECT_EQ(headless::find_node(Role::Menu, "Leads to crm.example"), nullptr);
}

TEST(SaidWords, WhatIsNoWebAddressIsNoLink) {
  DeskPage page("desk-busy");
  show_note(page, "javascript:alert(1) and file:///etc/passwd");
  for (const headless::MirroredNode& node : headless::mirrored_nodes()) EXPECT_NE(node.role, Role::Link) << node.name;
}

TEST(SaidWords, TheRightButtonAsksWhatCanBeDoneAndEscapeGivesTheFocusBack) {
  DeskPage page("desk-busy");
  show_note(page);
  ASSERT_TRUE(headless::focus(Role::TextField, "Message to +1 202 555 0143"));
  const NodeId before = focused_node();
  const ImVec2 at = middle(*saying(kNote).at(0));
  page.stage.move_mouse(at);
  page.run();
  page.stage.context_click(at);
  page.run();
  ASSERT_NE(headless::find_node(Role::MenuItem, "Copy note"), nullptr);
  EXPECT_NE(headless::find_node(Role::MenuItem, "Copy the link to crm.example"), nullptr);
  page.key(ImGuiKey_Escape);
  EXPECT_EQ(headless::find_node(Role::MenuItem, "Copy note"), nullptr);
  EXPECT_EQ(focused_node(), before);
  EXPECT_TRUE(page.intents.empty()) << "one step back is the menu alone";
}

TEST(SaidWords, TheirMenuGoesWithTheConversation) {
  DeskPage page("desk-busy");
  show_note(page);
  page.click(Role::Link, "Link to crm.example");
  ASSERT_NE(headless::find_node(Role::Menu, "Leads to crm.example"), nullptr);
  page.screen.desk.conversation.conversation = page.screen.desk.context.conversation = ConversationId{4711};
  page.changed();
  EXPECT_EQ(headless::find_node(Role::Menu, "Leads to crm.example"), nullptr);
}

TEST(SaidWords, OfColleaguesAreAsGood) {
  DeskPage page("desk-busy");
  show_tab(page, ContextTab::Team, "Team");
  screen::ColleaguesPanel& colleagues = page.screen.desk.context.colleagues;
  colleagues.is_shown = true;
  screen::ConsultThread thread;
  thread.consult = ConsultId{7};
  thread.title = thread.accessible_title = "Ben Okafor";
  screen::ConsultLine line;
  line.author = "Ben Okafor";
  line.text = "The code is 482913";
  line.accessible_name = "Ben Okafor suggested a reply: The code is 482913";
  line.at = page_now();
  line.copy = screen::copy_of_text(line.text);
  line.parts = sms::find_entities(line.text);
  thread.lines = {line};
  colleagues.threads = {thread};
  page.changed();
  expect_selectable("The code is 482913");
  page.click(Role::Button, "Copy 482913");
  ASSERT_NE(page.only<intent::CopyText>(), nullptr);
  EXPECT_EQ(page.only<intent::CopyText>()->text, "482913");
  page.click(Role::Button, "Copy text");
  ASSERT_NE(page.only<intent::CopyText>(), nullptr);
  EXPECT_EQ(page.only<intent::CopyText>()->text, "The code is 482913");
}

TEST(SaidWords, OfAContactsFieldsAndNoteAreAsGood) {
  DeskPage page("desk-busy", {.width = 1280, .height = 1400});
  screen::CustomerPanel& known = page.screen.desk.context.known;
  known.facts.push_back({"Account", "C-4711"});
  known.facts.back().copy = screen::copy_of_field("Account", "C-4711");
  known.facts.push_back({"File", "https://crm.example/4711"});
  known.facts.back().copy = screen::copy_of_field("File", "https://crm.example/4711");
  known.facts.back().parts = screen::entities_of_field("https://crm.example/4711");
  known.facts.push_back({"Other numbers", "••• ••• 23", "number ending in 23"});
  known.note = "Rings twice.";
  known.note_copy = screen::copy_of_note(known.note);
  page.changed();
  expect_selectable("C-4711");
  expect_selectable("https://crm.example/4711");
  expect_selectable("Rings twice.");
  EXPECT_EQ(saying("Account: ").size(), 1u);
  const headless::MirroredNode* hidden = headless::find_text("Other numbers: number ending in 23");
  ASSERT_NE(hidden, nullptr);
  EXPECT_EQ(hidden->flags & kNodeSelectableText, 0u) << "what is heard otherwise is told as it is heard";
  page.click(Role::Button, "Copy Account");
  ASSERT_NE(page.only<intent::CopyText>(), nullptr);
  EXPECT_EQ(page.only<intent::CopyText>()->text, "C-4711");
  page.click(Role::Button, "Copy note");
  ASSERT_NE(page.only<intent::CopyText>(), nullptr);
  EXPECT_EQ(page.only<intent::CopyText>()->text, "Rings twice.");
  EXPECT_EQ(headless::find_node(Role::Button, "Copy Other numbers"), nullptr);
  page.click(Role::Link, "Link to crm.example");
  EXPECT_NE(headless::find_node(Role::MenuItem, "Open crm.example in a new tab"), nullptr);
}

TEST(SaidWords, InTheTimelineNotesAndWrapUpsAreAsGood) {
  DeskPage page("desk-busy");
  screen::Conversation& c = page.screen.desk.conversation;
  screen::TimelineItem note;
  note.kind = screen::TimelineItem::Kind::Note;
  note.note = NoteId{71};
  note.author = "Ben Okafor";
  note.text = kNote;
  note.at = page_now();
  c.timeline.push_back(note);
  screen::TimelineItem end;
  end.kind = screen::TimelineItem::Kind::Event;
  end.text = "Ana ended the conversation · ";
  end.note_begin = static_cast<std::uint32_t>(end.text.size());
  end.text += "see https://books.example/7";
  end.wrap_up = {ConversationId{900}, 1};
  end.at = page_now();
  c.timeline.push_back(end);
  page.changed();
  expect_selectable(kNote);
  expect_selectable(end.text);
  const headless::MirroredNode* words = saying(end.text).at(0);
  EXPECT_NE(words->flags & kNodeCenteredText, 0u);
  const headless::MirroredNode* link = headless::find_node(Role::Link, "Link to books.example");
  ASSERT_NE(link, nullptr);
  const auto drawn = page.stage.find_text(end.text);
  ASSERT_TRUE(drawn);
  EXPECT_GT(middle(*link).x, drawn->x) << "at the end of a line that stands in the middle";
  std::vector<NodeId> copies;
  for (const headless::MirroredNode& node : headless::mirrored_nodes())
    if (node.role == Role::Button && node.name == "Copy note") copies.push_back(node.id);
  EXPECT_EQ(copies.size(), 2u) << "the note's, and that of the wrap-up's";
}

TEST(SaidWords, AWrapUpsCopyIsItsNoteAlone) {
  DeskPage page("desk-busy");
  screen::Conversation& c = page.screen.desk.conversation;
  screen::TimelineItem end;
  end.kind = screen::TimelineItem::Kind::Event;
  end.text = "Ana ended the conversation · ";
  end.note_begin = static_cast<std::uint32_t>(end.text.size());
  end.text += "Sent a new one";
  end.wrap_up = {ConversationId{900}, 1};
  c.timeline.push_back(end);
  page.changed();
  page.click(Role::Button, "Copy note");
  ASSERT_NE(page.only<intent::CopyText>(), nullptr);
  EXPECT_EQ(page.only<intent::CopyText>()->text, "Sent a new one");
}

TEST(SaidWords, OfALongWrapUpAreDrawnToTheirEnd) {
  DeskPage page("desk-busy", {.width = 1280, .height = 1400});
  screen::Conversation& c = page.screen.desk.conversation;
  screen::TimelineItem end;
  end.kind = screen::TimelineItem::Kind::Event;
  end.text = "Ana ended the conversation · ";
  end.note_begin = static_cast<std::uint32_t>(end.text.size());
  for (int i = 1; i <= 25; ++i) end.text += "Line " + std::to_string(i) + "\n";
  end.text += "the very last";
  end.wrap_up = {ConversationId{900}, 1};
  c.timeline.push_back(end);
  page.changed();
  EXPECT_TRUE(page.stage.find_text("the very last"));
}

TEST(SaidWords, TheKeyboardIsNotLostOnANoteThatIsScrolledAway) {
  DeskPage page("desk-busy");
  page.screen = gallery::make_long(200, page_now());
  screen::Conversation& c = page.screen.desk.conversation;
  screen::TimelineItem note;
  note.kind = screen::TimelineItem::Kind::Note;
  note.note = NoteId{71};
  note.author = "Ben Okafor";
  note.text = kNote;
  c.timeline.push_back(note);
  page.changed();
  ASSERT_TRUE(headless::focus(Role::Button, "Copy note"));
  page.run();
  page.stage.move_mouse({640, 400});
  page.stage.wheel(-3000);
  page.run();
  ASSERT_TRUE(saying(kNote).empty());
  const NodeId asked = headless::focus_asked_for() != 0 ? headless::focus_asked_for() : focused_node();
  const auto& nodes = headless::mirrored_nodes();
  EXPECT_TRUE(std::any_of(nodes.begin(), nodes.end(), [&](const headless::MirroredNode& one) {
    return one.id == asked;
  })) << "a message that is in view has it";
}

TEST(SaidWords, OfADeliveryAreSelectedWhereTheyAreSeen) {
  DeskPage page("desk-busy");
  screen::DeliveryPanel& delivery = page.screen.desk.conversation.delivery;
  delivery.is_open = true;
  delivery.message = MessageId{8};
  screen::DeliveryRecord record;
  record.title = "First attempt";
  record.by = "You";
  record.at = page_now();
  record.result = "Not delivered";
  record.cause = "The phone could not be reached; it may be off for now.";
  record.carrier_id = "SM1";
  record.lines = {{page_now(), "Receipt: not delivered", "Code 30003", screen::DeliveryMark::Failed}};
  delivery.records = {record};
  for (const char* label :
       {"Send again", "Copy the carrier's id, which is a long one", "Copy code 30003", "One more of them"}) {
    screen::ActionChoice action;
    action.label = action.accessible_name = label;
    delivery.actions.push_back(action);
  }
  page.changed();
  expect_selectable(record.cause);
  expect_selectable("Receipt: not delivered · Code 30003");
  expect_selectable("The carrier calls it SM1");
  const headless::MirroredNode* region = headless::find_node(Role::Region, "Delivery details");
  ASSERT_NE(region, nullptr) << "which cuts what is scrolled out of it";
  const headless::MirroredNode* first = headless::find_node(Role::Button, "Send again");
  const headless::MirroredNode* last = headless::find_node(Role::Button, "One more of them");
  ASSERT_NE(first, nullptr);
  ASSERT_NE(last, nullptr);
  EXPECT_GT(last->min.y, first->max.y) << "in a row of its own where there is no room";
  EXPECT_GE(first->min.y, region->max.y);
}

}  // namespace
}  // namespace smsdesk::web::view
