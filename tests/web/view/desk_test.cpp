#include <algorithm>
#include <optional>

#include "core/screen/parts.h"
#include "tests/web/view/desk_page.h"
#include "web/view/side_field.h"

namespace smsdesk::web::view {
namespace {

/// What can be done now, and by which keys, with an agent's own shortcuts.
void act_anew(DeskPage& page, const Shortcuts& shortcuts = {}) {
  State state;
  state.settings.shortcuts = shortcuts;
  page.screen.desk.chords.clear();
  screen::add_actions(state, page_now(), page.screen.desk);
  page.changed();
}

bool is_covered(std::string_view name) {
  const headless::PlacedField* field = headless::find_field(name);
  if (!field) return true;
  const Rect box{field->min, field->max};
  const auto index = static_cast<std::size_t>(field - headless::placed_fields().data());
  for (const headless::CoverRect& cover : headless::cover_rects())
    if (index < cover.fields && box.overlaps(Rect{cover.min, cover.max})) return true;
  return false;
}

TEST(Desk, AnswerAndDeclineNameTheirOffer) {
  DeskPage page("desk-busy");
  page.click(Role::Button, "Answer +1 415 555 0199");
  ASSERT_NE(page.only<intent::Answer>(), nullptr);
  EXPECT_EQ(page.only<intent::Answer>()->offer, OfferId{1});
  page.click(Role::Button, "Decline +49 151 23456789");
  ASSERT_NE(page.only<intent::Decline>(), nullptr);
  EXPECT_EQ(page.only<intent::Decline>()->offer, OfferId{2});
}

TEST(Desk, AssistiveTechnologyPressesAsThePointerDoes) {
  DeskPage page("desk-busy");
  page.intents.clear();
  ASSERT_TRUE(headless::activate(Role::Button, "Answer +49 151 23456789"));
  page.frame_once();
  ASSERT_EQ(page.count<intent::Answer>(), 1);
}

TEST(Desk, ABusyOfferAnswersToNothing) {
  DeskPage page("desk-busy");
  page.screen.desk.roster.alerts[0].is_busy = true;
  act_anew(page);
  page.click(Role::Button, "Answer +1 415 555 0199");
  EXPECT_TRUE(page.intents.empty());
  page.key(ImGuiKey_1, {ImGuiMod_Ctrl, ImGuiMod_Shift});
  EXPECT_TRUE(page.intents.empty());
}

TEST(Desk, AnOffersWordsBeginWhereTheirScriptBegins) {
  DeskPage page("desk-busy");
  screen::Alert& alert = page.screen.desk.roster.alerts.front();
  for (const bool is_rtl : {false, true}) {
    alert.first_line = is_rtl ? "مرحبا، أين طلبي؟" : "Where is my order?";
    page.changed();
    const headless::MirroredNode* card = headless::find_node(Role::ListItem, alert.accessible_name);
    ASSERT_NE(card, nullptr);
    bool is_drawn = false;
    for (const DrawnText& drawn : page.stage.drawn_texts()) {
      if (drawn.text != alert.first_line) continue;
      is_drawn = true;
      if (is_rtl)
        EXPECT_NEAR(drawn.max.x, card->max.x - 12, 1);
      else
        EXPECT_NEAR(drawn.min.x, card->min.x + 12, 1);
    }
    EXPECT_TRUE(is_drawn) << is_rtl;
  }
}

TEST(Desk, AnOfferIsAnsweredByTheKeysOfItsPlaceAlsoWhileTheAgentWrites) {
  DeskPage page("desk-busy");
  for (const ImGuiKey bare : {ImGuiKey_2, ImGuiKey_Keypad2}) {
    page.key(bare);
    EXPECT_TRUE(page.intents.empty()) << "a slip, or a word of somebody who speaks to the page";
  }
  for (const bool is_writing : {false, true}) {
    if (is_writing) {
      ASSERT_TRUE(headless::focus(Role::TextField, "Message to +1 202 555 0143"));
    }
    page.stage.advance(kSamePressWithin);
    page.key(ImGuiKey_2, {ImGuiMod_Ctrl, ImGuiMod_Shift});
    ASSERT_NE(page.only<intent::Answer>(), nullptr);
    EXPECT_EQ(page.only<intent::Answer>()->offer, OfferId{2});
  }
  page.key(ImGuiKey_2, {ImGuiMod_Alt});  // Linux' browsers change the tab by it
  EXPECT_TRUE(page.intents.empty());
}

TEST(Desk, ADigitAloneAnswersForWhomChoseItUnlessTheyWrite) {
  DeskPage page("desk-busy");
  Shortcuts own;
  ASSERT_TRUE(own.set(answer_of_place(1), {KeyCode::D2, 0}));
  act_anew(page, own);
  EXPECT_EQ(headless::find_node(Role::Button, "Answer +49 151 23456789")->description, "2");
  for (const ImGuiKey bare : {ImGuiKey_2, ImGuiKey_Keypad2}) {
    page.stage.advance(kSamePressWithin);
    page.key(bare);
    ASSERT_NE(page.only<intent::Answer>(), nullptr);
    EXPECT_EQ(page.only<intent::Answer>()->offer, OfferId{2});
  }
  page.stage.advance(kSamePressWithin);
  page.key(ImGuiKey_2, {ImGuiMod_Ctrl, ImGuiMod_Shift});
  EXPECT_TRUE(page.intents.empty()) << "one chord for one action";
  ASSERT_TRUE(headless::focus(Role::TextField, "Message to +1 202 555 0143"));
  page.key(ImGuiKey_2);
  page.key(ImGuiKey_Keypad2);
  EXPECT_EQ(page.count<intent::Answer>(), 0) << "it is written";
  ASSERT_TRUE(own.set(answer_of_place(1), {}));
  act_anew(page, own);
  EXPECT_EQ(headless::find_node(Role::Button, "Answer +49 151 23456789")->description, "");
}

TEST(Desk, AKeyLeadsToTheMessageField) {
  DeskPage page("desk-busy");
  ASSERT_TRUE(headless::focus(Role::Button, "Transfer conversation"));
  page.key(ImGuiKey_F2);
  EXPECT_EQ(page.count<intent::GoToComposer>(), 1);
  EXPECT_EQ(focused_node(), headless::find_field("Message to +1 202 555 0143")->id);
}

/// As an answer of the state to a key: the tab is chosen, and what it has is there.
void show_tab(DeskPage& page, ContextTab tab) {
  screen::Context& context = page.screen.desk.context;
  context.tabs = {{ContextTab::Customer, "Customer", tab == ContextTab::Customer, false},
                  {ContextTab::Notes, "Notes", tab == ContextTab::Notes, false},
                  {ContextTab::Team, "Team", tab == ContextTab::Team, false}};
  context.notes.is_shown = context.colleagues.is_shown = true;
  context.colleagues.can_ask = true;
  context.colleagues.people = context.colleagues.invitable = std::vector<screen::ActionChoice>(1);
  for (auto* people : {&context.colleagues.people, &context.colleagues.invitable})
    people->front().label = people->front().accessible_name = "Ben Okafor";
  act_anew(page);
}

TEST(Desk, AKeyLeadsToTheNote) {
  DeskPage page("desk-busy");
  show_tab(page, ContextTab::Notes);
  ASSERT_TRUE(headless::focus(Role::Button, "Transfer conversation"));
  page.key(ImGuiKey_F8, {ImGuiMod_Ctrl, ImGuiMod_Shift});
  EXPECT_EQ(page.count<intent::GoToNote>(), 1);
  EXPECT_EQ(focused_node(), headless::find_field("Note for colleagues")->id);
}

TEST(Desk, KeysOpenTheListsOfColleaguesAtTheirButtons) {
  for (const bool is_invite : {false, true}) {
    DeskPage page("desk-busy");
    show_tab(page, ContextTab::Customer);
    page.key(ImGuiKey_F9, {is_invite ? ImGuiMod_Ctrl : ImGuiMod_Alt, ImGuiMod_Shift});
    ASSERT_EQ(page.count<intent::GoToColleagues>(), 1);
    EXPECT_EQ(headless::find_node(Role::MenuItem, "Ben Okafor"), nullptr);
    show_tab(page, ContextTab::Team);
    const headless::MirroredNode* entry = headless::find_node(Role::MenuItem, "Ben Okafor");
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(focused_node(), entry->id);
    page.key(ImGuiKey_Escape);
    EXPECT_EQ(headless::find_node(Role::MenuItem, "Ben Okafor"), nullptr);
    const headless::MirroredNode* button =
        headless::find_node(Role::Button, is_invite ? "Invite a colleague" : "Choose a colleague");
    ASSERT_NE(button, nullptr);
    EXPECT_EQ(focused_node(), button->id);
  }
}

TEST(Desk, AKeyLeadsToTheQuestionWhereWhomToAskIsChosen) {
  DeskPage page("desk-busy");
  show_tab(page, ContextTab::Team);
  page.screen.desk.context.colleagues.asked = "Ben Okafor";
  page.changed();
  page.key(ImGuiKey_F9, {ImGuiMod_Alt, ImGuiMod_Shift});
  EXPECT_EQ(focused_node(), consult_field(page.screen.desk.conversation.conversation, {}));
  EXPECT_EQ(headless::find_node(Role::MenuItem, "Ben Okafor"), nullptr);
}

TEST(Desk, TheFocusStaysInThePanelWhereTheLastWhoCouldBeInvitedIs) {
  DeskPage page("desk-busy");
  screen::ColleaguesPanel& team = page.screen.desk.context.colleagues;
  show_tab(page, ContextTab::Team);
  team.invitable.front().intent = intent::Invite{page.screen.desk.conversation.conversation, AgentId{2}};
  page.key(ImGuiKey_F9, {ImGuiMod_Ctrl, ImGuiMod_Shift});
  page.intents.clear();
  ASSERT_TRUE(headless::activate(Role::MenuItem, "Ben Okafor"));
  page.frame_once();
  EXPECT_EQ(page.count<intent::Invite>(), 1);
  team.invitable.clear();  // its button goes with the menu
  ++page.state.screen_revision;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), ids::context_panel());
}

TEST(Desk, AKeyTellsTheDeliveryOfTheMessageAtHandOrOfTheLast) {
  DeskPage page("desk-busy");
  act_anew(page);
  const auto& bubbles = page.screen.desk.conversation.bubbles;
  std::vector<const screen::Bubble*> own;
  const screen::Bubble* theirs = nullptr;
  for (const screen::Bubble& one : bubbles) {
    if (one.message.is_set() && one.is_own) own.push_back(&one);
    if (one.message.is_set() && !one.is_own) theirs = &one;
  }
  ASSERT_GE(own.size(), 2u);
  ASSERT_NE(theirs, nullptr);
  const auto told_of = [&] {
    page.key(ImGuiKey_F7, {ImGuiMod_Alt, ImGuiMod_Shift});
    const auto* shown = page.only<intent::ShowDelivery>();
    return shown == nullptr ? MessageId{} : shown->message;
  };
  EXPECT_EQ(told_of(), own.back()->message);
  for (const screen::Bubble* at : {own[own.size() - 2], own.back()}) {
    focus_node(ids::message_options(at->message));
    page.run();
    EXPECT_EQ(told_of(), at->message);
  }
  focus_node(ids::message_options(theirs->message));
  page.run();
  EXPECT_EQ(told_of(), own.back()->message) << "of what the customer wrote there is none";
}

TEST(Desk, ASecondPressOfAKeyAnswersNoSecondOffer) {
  DeskPage page("desk-busy");
  const std::vector<ImGuiKey> held{ImGuiMod_Ctrl, ImGuiMod_Shift};
  page.key(ImGuiKey_1, held);
  ASSERT_EQ(page.count<intent::Answer>(), 1);
  page.screen.desk.roster.alerts.erase(page.screen.desk.roster.alerts.begin());
  screen::add_actions(State{}, page_now(), page.screen.desk);
  ++page.state.screen_revision;
  page.frame_once();
  page.key(ImGuiKey_1, held);  // the other offer stands under it now
  EXPECT_TRUE(page.intents.empty());
  page.stage.advance(2 * kSamePressWithin);
  page.key(ImGuiKey_1, held);
  ASSERT_NE(page.only<intent::Answer>(), nullptr);
  EXPECT_EQ(page.only<intent::Answer>()->offer, OfferId{2});
}

TEST(Desk, CardsAndTheSwitchSayWhatIsWanted) {
  DeskPage page("not-responding");
  page.click(Role::Switch, "Not responding");
  EXPECT_NE(page.only<intent::SetOnQueue>(), nullptr);
  page.click(Role::Button, page.screen.desk.roster.mine[1].accessible_name);
  ASSERT_NE(page.only<intent::Select>(), nullptr);
  EXPECT_EQ(page.only<intent::Select>()->conversation, ConversationId{12});
  page.key(ImGuiKey_DownArrow, {ImGuiMod_Alt});
  ASSERT_NE(page.only<intent::Select>(), nullptr);
  EXPECT_EQ(page.only<intent::Select>()->conversation, ConversationId{12});
  page.key(ImGuiKey_UpArrow, {ImGuiMod_Alt});
  ASSERT_NE(page.only<intent::Select>(), nullptr);
  EXPECT_EQ(page.only<intent::Select>()->conversation, ConversationId{15});
}

TEST(Desk, AParkedCardSaysWhenItIsBack) {
  DeskPage page("lists");
  screen::Card& card = page.screen.desk.roster.parked.front();
  const auto said = [&] {
    page.changed();
    const headless::MirroredNode* node = headless::find_node(Role::Button, card.accessible_name);
    return node == nullptr ? std::string() : node->description;
  };
  const std::string time = format_time_of_day(card.returns_at);
  EXPECT_EQ(said(), "Back at " + time);
  card.return_sentence = "Back on {date} at {time}";
  EXPECT_EQ(said(), "Back on " + format_day(card.returns_at) + " at " + time);
  card.return_sentence = "Back on {day} at {time}";
  card.return_day = "Monday";
  EXPECT_EQ(said(), "Back on Monday at " + time);
}

TEST(Desk, AStateHasAGroundThatIsSeenOnTheSelectedCard) {
  DeskPage page("desk-busy");
  screen::Card& card = page.screen.desk.roster.mine.front();
  ASSERT_TRUE(card.is_selected);
  card.problem.clear();
  card.state_name = "Wrap-up";
  page.changed();
  const headless::MirroredNode* row = headless::find_node(Role::Button, card.accessible_name);
  ASSERT_NE(row, nullptr);
  const std::vector<std::uint32_t> picture = page.stage.picture();
  bool is_drawn = false;
  for (const DrawnText& drawn : page.stage.drawn_texts()) {
    if (drawn.text != "Wrap-up" || !Rect{row->min, row->max}.contains(drawn.min)) continue;
    is_drawn = true;
    const auto line = static_cast<std::size_t>((drawn.min.y + drawn.max.y) * 0.5f) * 1280;
    EXPECT_NE(picture[line + static_cast<std::size_t>(drawn.min.x) - 3],
              picture[line + static_cast<std::size_t>(row->min.x) + 4]);
  }
  EXPECT_TRUE(is_drawn);
}

TEST(Desk, WhatIsUncertainWithoutAConnectionIsHollow) {
  // The switch is on: left of its knob stands its track, beside that its row.
  const auto is_filled = [](const char* name, const char* title) {
    DeskPage page(name);
    const headless::MirroredNode* row = headless::find_node(Role::Switch, title);
    EXPECT_NE(row, nullptr) << title;
    if (row == nullptr) return false;
    const std::vector<std::uint32_t> picture = page.stage.picture();
    const auto line = static_cast<std::size_t>((row->min.y + row->max.y) * 0.5f) * 1280;
    const float track = row->max.x - 4 - 36;
    return picture[line + static_cast<std::size_t>(track + 10)] != picture[line + static_cast<std::size_t>(track - 6)];
  };
  EXPECT_TRUE(is_filled("desk-busy", "On queue"));
  EXPECT_FALSE(is_filled("offline", "On queue · not connected"));
}

TEST(Desk, TheFocusRingIsAsFarFromTheSwitchAsFromItsWords) {
  DeskPage page("desk-busy");
  const headless::MirroredNode* row = headless::find_node(Role::Switch, "On queue");
  ASSERT_NE(row, nullptr);
  float left = -1;
  for (const DrawnText& drawn : page.stage.drawn_texts())
    if (drawn.text == "On queue") left = drawn.min.x - row->min.x;
  ASSERT_GE(left, 0);
  const std::vector<std::uint32_t> picture = page.stage.picture();
  const auto pixel = [&](float x) {
    return picture[static_cast<std::size_t>((row->min.y + row->max.y) * 0.5f) * 1280 + static_cast<std::size_t>(x)];
  };
  float right = 0;
  while (right < 40 && pixel(row->max.x - 1 - right) == pixel(row->max.x - 1)) ++right;
  EXPECT_NEAR(right, left, 1);
}

TEST(Desk, TheEmptyRosterOffersToGoOnQueue) {
  DeskPage page("desk-off-queue");
  page.click(Role::Button, "Go on queue");
  EXPECT_NE(page.only<intent::SetOnQueue>(), nullptr);
}

TEST(Desk, TheComposerSpeaksOfTheConversationInWhichItWasTyped) {
  DeskPage page("desk-busy");
  page.intents.clear();
  ASSERT_TRUE(headless::type_into("Message to +1 202 555 0143", "Hello"));
  ASSERT_TRUE(headless::press_in("Message to +1 202 555 0143", headless::FieldKey::Enter));
  const MessageId newest = page.screen.desk.conversation.composer.newest;
  page.screen.desk.conversation.conversation = ConversationId{12};  // another one is shown in the next frame
  page.screen.desk.conversation.composer.newest = MessageId{newest.value + 1};
  page.changed();
  const intent::EditDraft* edit = nullptr;
  const intent::Send* send = nullptr;
  for (const Intent& intent : page.intents) {
    if (const auto* found = intent.as<intent::EditDraft>()) edit = found;
    if (const auto* found = intent.as<intent::Send>()) {
      EXPECT_NE(edit, nullptr) << "what was typed comes before it is sent";
      send = found;
    }
  }
  ASSERT_NE(edit, nullptr);
  ASSERT_NE(send, nullptr);
  EXPECT_EQ(edit->conversation, ConversationId{11});
  EXPECT_EQ(edit->text, "Hello");
  EXPECT_EQ(send->conversation, ConversationId{11});
  EXPECT_EQ(send->seen_up_to, newest) << "and of what was in sight when it was typed";
}

TEST(Desk, TheComposerSaysWhileAnInputMethodIsAtWork) {
  DeskPage page("desk-busy");
  page.intents.clear();
  ASSERT_TRUE(headless::compose_in("Message to +1 202 555 0143", "にほん"));
  page.run();
  ASSERT_NE(page.only<intent::EditDraft>(), nullptr);
  EXPECT_EQ(page.only<intent::EditDraft>()->text, "にほん");
  EXPECT_TRUE(page.only<intent::EditDraft>()->is_composing);
  page.intents.clear();
  ASSERT_TRUE(headless::end_composition_in("Message to +1 202 555 0143"));
  page.run();
  ASSERT_NE(page.only<intent::EditDraft>(), nullptr);
  EXPECT_FALSE(page.only<intent::EditDraft>()->is_composing);
}

TEST(Desk, AShortcutComesAfterWhatWasTypedInTheSameFrame) {
  DeskPage page("preparing");
  ASSERT_TRUE(headless::type_into("Message to +1 202 555 0143", ""));
  ASSERT_TRUE(headless::type_into("Note", "Done."));
  page.key(ImGuiKey_W, {ImGuiMod_Alt});
  ASSERT_EQ(page.intents.size(), 3u);
  EXPECT_TRUE(page.intents[0].is<intent::EditDraft>());
  EXPECT_TRUE(page.intents[1].is<intent::EditWrapUpNote>());
  EXPECT_TRUE(page.intents[2].is<intent::End>()) << "with a draft it would be refused";
}

TEST(Desk, WhatIsPastedIntoANoteIsNotForTheCustomer) {
  DeskPage page("preparing");
  EXPECT_TRUE(headless::find_field("Message to +1 202 555 0143")->takes_files);
  EXPECT_FALSE(headless::find_field("Note")->takes_files);
}

TEST(Desk, AnotherConversationsDraftIsSetIntoTheField) {
  DeskPage page("desk-busy");
  const std::uint32_t before = headless::find_field("Message to +1 202 555 0143")->value_revision;
  EXPECT_EQ(headless::find_field("Message to +1 202 555 0143")->text_owner, 11u);
  page.screen.desk.conversation.conversation = ConversationId{12};
  page.screen.desk.conversation.composer.draft = "Another";
  page.changed();
  const headless::PlacedField* field = headless::find_field("Message to +1 202 555 0143");
  ASSERT_NE(field, nullptr);
  EXPECT_GT(field->value_revision, before);
  EXPECT_EQ(field->text_owner, 12u) << "undo brings nothing of the one before into it";
  EXPECT_EQ(field->value, "Another");
}

TEST(Desk, WhatTheStatePutsIntoATextLeavesItTheSameConversations) {
  DeskPage page("desk-busy");
  const std::uint32_t before = headless::find_field("Message to +1 202 555 0143")->value_revision;
  screen::Composer& composer = page.screen.desk.conversation.composer;
  composer.draft += " A template.";
  ++composer.draft_revision;
  page.changed();
  const headless::PlacedField* field = headless::find_field("Message to +1 202 555 0143");
  ASSERT_NE(field, nullptr);
  EXPECT_GT(field->value_revision, before);
  EXPECT_EQ(field->text_owner, 11u) << "so that undo takes it back";
}

TEST(Desk, SendAnswersOnlyWhereItCan) {
  DeskPage page("desk-busy");
  page.click(Role::Button, "Send");
  EXPECT_NE(page.only<intent::Send>(), nullptr);
  page.screen.desk.conversation.composer.can_send = false;
  page.changed();
  page.click(Role::Button, "Send");
  EXPECT_TRUE(page.intents.empty());
}

TEST(Desk, TheMeterLeavesOutWholePartsAndCutsNoNumber) {
  const std::string whole = "58 characters · 1 segment · $0.0079 · UCS-2, because of “’”";
  const std::vector<std::string> shorter = {"58 characters · 1 segment · $0.0079 · UCS-2",
                                            "58 characters · 1 segment · $0.0079", "1 segment · $0.0079", "$0.0079"};
  std::size_t before = shorter.size() + 1;
  for (int width = 320; width <= 700; width += 20) {  // one pane
    DeskPage page("desk-busy", {.width = width, .height = 800});
    screen::Composer& composer = page.screen.desk.conversation.composer;
    composer.counter = whole;
    composer.counter_shorter = shorter;
    page.changed();
    // Figures are drawn by themselves: what stands between them tells the lines apart.
    const auto is_drawn = [&](std::string_view words) { return page.stage.find_text(words).has_value(); };
    const std::size_t parts = is_drawn("because of")    ? 0
                              : is_drawn("UCS-")        ? 1
                              : is_drawn(" characters") ? 2
                              : is_drawn(" segment")    ? 3
                              : is_drawn("$")           ? 4
                                                        : 5;
    EXPECT_LE(parts, before) << width;
    before = parts;
    for (const DrawnText& drawn : page.stage.drawn_texts()) {
      const bool is_meter = drawn.text.find("segment") != std::string::npos || drawn.text.find('$') == 0;
      EXPECT_FALSE(is_meter && drawn.text.find("…") != std::string::npos) << width << ": " << drawn.text;
    }
    EXPECT_NE(headless::find_text(whole), nullptr) << width << ": the mirror says all of it";
  }
  EXPECT_EQ(before, 0u) << "on a wide page";
}

TEST(Desk, AnEndedConversationHasNoField) {
  DeskPage page("wrap-up");
  EXPECT_EQ(headless::find_field("Message to +1 202 555 0143"), nullptr);
  EXPECT_NE(headless::find_text("This conversation has ended."), nullptr);
  page.click(Role::Radio, "Solved");
  ASSERT_NE(page.only<intent::ChooseWrapUpCode>(), nullptr);
  EXPECT_EQ(page.only<intent::ChooseWrapUpCode>()->code, WrapUpCodeId{1});
  page.intents.clear();
  ASSERT_TRUE(headless::type_into("Note", "Called."));
  page.frame_once();
  ASSERT_EQ(page.count<intent::EditWrapUpNote>(), 1);
  page.click(Role::Button, "Finish wrap-up");
  EXPECT_EQ(page.count<intent::FinishWrapUp>(), 1);
}

TEST(Desk, TheFocusFollowsWhatWasAskedFor) {
  DeskPage page("desk-busy");
  page.click(Role::Button, "Answer +1 415 555 0199");
  EXPECT_EQ(headless::focus_asked_for(), NodeId{0});  // not before it has happened
  page.screen.desk.conversation.conversation = ConversationId{16};
  ++page.state.screen_revision;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), ids::composer_field());

  page.click(Role::Button, "End conversation");
  page.screen.desk.context = gallery::make("wrap-up", page_now()).desk.context;
  page.screen.desk.conversation.composer.is_enabled = false;
  ++page.state.screen_revision;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), ids::wrap_up_code(1));  // the one that was chosen before it ended

  page.click(Role::Button, "Finish wrap-up");
  page.screen = gallery::make("desk-empty", page_now());
  ++page.state.screen_revision;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), ids::on_queue_switch());
}

TEST(Desk, TheFocusIsWhereOneWritesOnceAConversationIsReopened) {
  DeskPage page("find");
  page.click(Role::Button, "Reopen the conversation");
  ASSERT_NE(page.only<intent::Reopen>(), nullptr);
  const ConversationId reopened = page.screen.desk.conversation.conversation;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), NodeId{0});  // not before it has happened
  page.screen = gallery::make("desk-busy", page_now());
  page.screen.desk.conversation.conversation = reopened;
  ++page.state.screen_revision;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), ids::composer_field());
}

TEST(Desk, TheFocusIsWhereOneWritesOnceAParkedConversationIsTakenBack) {
  DeskPage page("desk-busy");
  screen::Conversation& shown = page.screen.desk.conversation;
  shown.composer.is_enabled = false;
  screen::ActionMenu resume;
  resume.label = "Take back";
  resume.name = "Take the parked conversation back";
  resume.intent = intent::Resume{shown.conversation};
  shown.menus = {resume};
  page.changed();
  page.click(Role::Button, "Take the parked conversation back");
  ASSERT_NE(page.only<intent::Resume>(), nullptr);
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), NodeId{0});  // not before it has happened
  shown.composer.is_enabled = true;
  ++page.state.screen_revision;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), ids::composer_field()) << "it is the same conversation, and can be written in";
}

TEST(Desk, TheFocusIsWhereOneWritesOnceWhatWaitedIsTaken) {
  DeskPage page("lists");
  page.click(Role::Button, page.screen.desk.roster.waiting.front().accessible_name);
  ASSERT_NE(page.only<intent::Pick>(), nullptr);
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), NodeId{0}) << "the one that is open is another";
  page.screen.desk.conversation.conversation = page.only<intent::Pick>()->conversation;
  ++page.state.screen_revision;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), ids::composer_field());
}

TEST(Desk, AKeyThatLeadsToAPartOfThePageTakesTheFocusThere) {
  {
    DeskPage page("desk-busy");
    show_tab(page, ContextTab::Customer);
    ASSERT_TRUE(headless::focus(Role::Button, "Transfer conversation"));
    page.key(ImGuiKey_M, {ImGuiMod_Alt, ImGuiMod_Shift});
    EXPECT_EQ(page.count<intent::ChooseContextTab>(), 1);
    EXPECT_EQ(focused_node(), ids::context_tab(ContextTab::Team));
  }
  const auto leads = [](const char* name, Action action) {
    DeskPage there(name);
    there.state.led_by = action;
    there.frame_once();
    return headless::focus_asked_for();
  };
  EXPECT_EQ(leads("find", Action::SearchMessages), ids::find_field());
  EXPECT_EQ(leads("overview-agents", Action::ShowOverview), ids::area(Area::Overview));
  EXPECT_EQ(leads("organisation", Action::ShowOrganisation), ids::area(Area::Organisation));
  EXPECT_EQ(leads("desk-busy", Action::ShowConversations), ids::composer_field());
  EXPECT_EQ(leads("desk-empty", Action::ShowConversations), ids::on_queue_switch());
  EXPECT_EQ(leads("desk-busy", Action::Transfer), NodeId{0}) << "its menu takes it by itself";
}

TEST(Desk, TheFocusLeavesTheSearchInAConversationForWhatOpensIt) {
  DeskPage page("desk-busy");
  screen::TranscriptSearchBar& search = page.screen.desk.conversation.search;
  page.screen.desk.conversation.search_name = "Search in this conversation";
  search.is_shown = search.can_go_older = true;
  search.revision = 1;
  page.changed();
  ASSERT_TRUE(headless::focus(Role::Button, "Older match"));
  page.frame_once();
  search = {};
  ++page.state.screen_revision;
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), ids::transcript_search());
}

/// One entry of the menu at the first message is chosen; a frame is drawn.
void choose_at_message(DeskPage& page, Intent intent) {
  screen::MessageMenuPanel& menu = page.screen.desk.conversation.message_menu;
  menu.is_open = true;
  menu.message = page.screen.desk.conversation.bubbles.front().message;
  menu.kind = MessageMenu::Actions;
  menu.name = "Message";
  screen::ActionChoice choice;
  choice.label = choice.accessible_name = "In the open conversation";
  choice.intent = std::move(intent);
  menu.entries = {choice};
  page.changed();
  page.intents.clear();
  ASSERT_TRUE(headless::activate(Role::MenuItem, "In the open conversation"));
  page.frame_once();
}
void show_open(DeskPage& page, ConversationId conversation) {
  page.screen = gallery::make("desk-busy", page_now());
  page.screen.desk.conversation.conversation = conversation;
  page.screen.desk.context.notes.is_shown = true;
  ++page.state.screen_revision;
  page.frame_once();
}

TEST(Desk, TheFocusIsWhereOneWritesOnceSomethingClosedIsQuoted) {
  for (const ConversationId goes_on : {ConversationId{0}, ConversationId{11}}) {  // itself, and another one
    DeskPage page("find");
    const screen::Conversation& read = page.screen.desk.conversation;
    const ConversationId to = goes_on.is_set() ? goes_on : read.conversation;
    choose_at_message(page, intent::Quote{read.conversation, read.bubbles.front().message});
    ASSERT_EQ(page.count<intent::Quote>(), 1);
    EXPECT_NE(headless::focus_asked_for(), ids::composer_field()) << "not before it has happened";
    show_open(page, to);
    EXPECT_EQ(headless::focus_asked_for(), ids::composer_field());
  }
}

TEST(Desk, TheFocusIsInTheNoteOnceSomethingClosedIsNoted) {
  DeskPage page("find");
  const screen::Conversation& read = page.screen.desk.conversation;
  choose_at_message(page, intent::NoteAbout{read.conversation, read.bubbles.front().message});
  ASSERT_EQ(page.count<intent::NoteAbout>(), 1);
  show_open(page, ConversationId{11});
  EXPECT_EQ(headless::focus_asked_for(), note_field(ConversationId{11}));
}

TEST(Desk, TheFocusStaysWhereNothingCameOfAQuoteOrANote) {
  for (const bool is_quote : {true, false}) {
    DeskPage page("find");
    const screen::Conversation& read = page.screen.desk.conversation;
    const MessageId message = read.bubbles.front().message;
    choose_at_message(page, is_quote ? Intent(intent::Quote{read.conversation, message})
                                     : Intent(intent::NoteAbout{read.conversation, message}));
    ASSERT_EQ(page.count<intent::Quote>() + page.count<intent::NoteAbout>(), 1);
    page.screen.desk.conversation.message_menu.is_open =
        false;  // whom it was for has just been lost: no more than that
    page.changed();
    show_open(page, ConversationId{11});
    // They went there by themselves.
    EXPECT_NE(headless::focus_asked_for(), ids::composer_field());
    EXPECT_NE(headless::focus_asked_for(), note_field(ConversationId{11}));
  }
}

TEST(Desk, NoDrawerIsOpenWhereThePanelStandsBeside) {
  for (const bool is_due : {false, true}) {
    DeskPage page(is_due ? "wrap-up" : "desk-busy", {.width = 1280, .height = 800});
    page.intents.clear();
    page.screen.desk.is_context_shown = true;  // as a key that shows the customer does
    page.changed();
    EXPECT_EQ(page.count<intent::ShowContext>() == 0, is_due) << "after-call work has its form opened on a narrow page";
    for (const Intent& one : page.intents) {
      if (const auto* shown = one.as<intent::ShowContext>()) {
        EXPECT_FALSE(shown->is_shown);
      }
    }
    page.stage.resize(900, 700, 1);
    page.run();
    page.intents.clear();
    page.changed();
    EXPECT_EQ(page.count<intent::ShowContext>(), 0) << "there it is one";
    EXPECT_NE(headless::find_node(Role::Dialog, "Customer and wrap-up"), nullptr);
  }
}

TEST(Desk, EscapeGoesOneStepBack) {
  DeskPage page("settings");
  page.key(ImGuiKey_Escape);
  ASSERT_NE(page.only<intent::OpenSettings>(), nullptr);
  EXPECT_FALSE(page.only<intent::OpenSettings>()->is_open);
  page.screen = gallery::make("presence", page_now());
  page.changed();
  page.key(ImGuiKey_Escape);
  ASSERT_NE(page.only<intent::OpenPresenceMenu>(), nullptr);
}

TEST(Desk, ANarrowPageShowsOnePaneAndAWayBack) {
  DeskPage page("desk-busy", {.width = 390, .height = 780});
  EXPECT_EQ(headless::find_node(Role::Switch, "On queue"), nullptr);
  page.click(Role::Button, "Back to your conversations, 3 unread");
  ASSERT_NE(page.only<intent::ShowRoster>(), nullptr);
  page.screen.desk.is_roster_shown = true;
  page.changed();
  EXPECT_NE(headless::find_node(Role::Switch, "On queue"), nullptr);
  EXPECT_EQ(headless::find_node(Role::Button, "Send"), nullptr);
}

TEST(Desk, OffersAreSeenAndAnsweredWhereTheListDoesNotStand) {
  const char* const list = "Support: message from +1 415 555 0199, and 1 more offer";
  DeskPage page("desk-busy", {.width = 390, .height = 780});
  const headless::MirroredNode* answer = headless::find_node(Role::Button, "Answer +1 415 555 0199");
  ASSERT_NE(answer, nullptr);
  EXPECT_GE(answer->max.x - answer->min.x, 100);
  EXPECT_NE(headless::find_text("9 s"), nullptr);
  EXPECT_NE(headless::find_text("Connected"), nullptr);
  // It takes its room from the messages, never from what is written.
  const headless::PlacedField* field = headless::find_field("Message to +1 202 555 0143");
  ASSERT_NE(field, nullptr);
  EXPECT_FALSE(is_covered("Message to +1 202 555 0143"));
  page.click(Role::Button, "Answer +1 415 555 0199");
  ASSERT_NE(page.only<intent::Answer>(), nullptr);
  EXPECT_EQ(page.only<intent::Answer>()->offer, OfferId{1});
  page.click(Role::Button, list);
  ASSERT_NE(page.only<intent::ShowRoster>(), nullptr);
  EXPECT_TRUE(page.only<intent::ShowRoster>()->is_shown);
  // The drawer leaves it free, and a press on it does not close the drawer.
  page.screen.desk.is_context_shown = true;
  page.changed();
  ASSERT_NE(headless::find_node(Role::Dialog, "Customer and wrap-up"), nullptr);
  page.click(Role::Button, "Answer +1 415 555 0199");
  EXPECT_NE(page.only<intent::Answer>(), nullptr);
  page.screen.desk.is_context_shown = false;
  // Another part of the program, where there is no room for the list beside it.
  page.screen.desk.area = Area::Overview;
  page.stage.resize(900, 700, 1);
  page.changed();
  page.click(Role::Button, list);
  ASSERT_NE(page.only<intent::ShowArea>(), nullptr);
  EXPECT_EQ(page.only<intent::ShowArea>()->area, Area::Conversations);
  // Nothing of it where the list stands, or nothing is offered.
  page.screen.desk.area = Area::Conversations;
  page.changed();
  EXPECT_EQ(headless::find_node(Role::Button, list), nullptr);
  page.stage.resize(390, 780, 1);
  page.screen.desk.roster.alerts.clear();
  page.changed();
  EXPECT_EQ(headless::find_node(Role::Button, list), nullptr);
}

TEST(Desk, BelowATabletTheContextIsADrawer) {
  DeskPage page("desk-busy", {.width = 900, .height = 700});
  EXPECT_EQ(headless::find_node(Role::Tab, "Customer"), nullptr);
  page.click(Role::Button, "Customer and wrap-up");
  ASSERT_NE(page.only<intent::ShowContext>(), nullptr);
  page.screen = gallery::make("preparing", page_now());
  page.screen.desk.is_context_shown = true;
  page.changed();
  EXPECT_NE(headless::find_node(Role::Radio, "Solved"), nullptr);
  // The composer's field would shine through: it is covered, and the note's is not.
  EXPECT_TRUE(is_covered("Message to +1 202 555 0143"));
  EXPECT_FALSE(is_covered("Note"));
}

TEST(Desk, AtALargeZoomTwoLinesOfMessagesAreReadableAndEverythingIsReachable) {
  constexpr float kRatio = 4;  // 1280 × 800 at 400 %: 320 × 200 CSS px
  for (const char* name : {"desk-busy", "inactive", "transferring", "over-limit", "offline"}) {
    DeskPage page(name, {.width = 1280, .height = 800, .ratio = kRatio});
    page.screen.desk.conversation.others = "Ben Okafor is typing.";
    page.screen.desk.notices.clear();
    page.changed();
    const headless::MirroredNode* messages = headless::find_node(Role::List, "Messages");
    ASSERT_NE(messages, nullptr) << name;
    EXPECT_GE(messages->max.y - messages->min.y, 2 * 21.75f * kRatio) << name;
    // What can be done has its place, each at least 24 px high and wide.
    const std::pair<Role, const char*> wanted[] = {{Role::Button, "Back to your conversations, 3 unread"},
                                                   {Role::Button, "End conversation"},
                                                   {Role::Button, "Customer and wrap-up"},
                                                   {Role::Button, "Send"}};
    for (const auto& [role, what] : wanted) {
      const headless::MirroredNode* node = headless::find_node(role, what);
      ASSERT_NE(node, nullptr) << name << ": " << what;
      EXPECT_GE(node->max.y - node->min.y, 24 * kRatio) << name << ": " << what;
      EXPECT_GE(node->max.x - node->min.x, 24 * kRatio) << name << ": " << what;
      EXPECT_LE(node->max.y, 800) << name << ": " << what;
    }
    const headless::PlacedField* field = headless::find_field("Message to +1 202 555 0143");
    ASSERT_NE(field, nullptr) << name;
    EXPECT_GE(field->max.y - field->min.y, 21 * kRatio) << name;
    EXPECT_LE(field->max.y, 800) << name;
    // What has no room is still said.
    EXPECT_NE(headless::find_text("Support · +1 415 555 0100"), nullptr) << name;
    EXPECT_NE(headless::find_text("12:07"), nullptr) << name;
    EXPECT_NE(headless::find_text("Ben Okafor is typing."), nullptr) << name;
    const screen::Composer& composer = page.screen.desk.conversation.composer;
    EXPECT_NE(headless::find_text(composer.is_over_limit ? composer.over_limit : composer.counter), nullptr) << name;
  }
}

constexpr StageOptions kZoomedPage{.width = 1280, .height = 1024, .ratio = 4};  // 320 × 256 CSS px

/// A curly quote stands in the message.
void force_unicode(screen::Composer& composer, ConversationId id) {
  composer.gsm.text = "1 character forces Unicode: ’ → '. It costs the same.";
  composer.gsm.label = "Replace";
  composer.gsm.name = "Replace what forces Unicode";
  composer.gsm.intent = intent::WriteInGsm{id};
}

TEST(Desk, OnALowPageTheFirstLineOverTheFieldIsShownAndNoOtherOnesKeyActs) {
  DeskPage page("desk-busy", kZoomedPage);
  page.screen.desk.notices.clear();
  const ConversationId id = page.screen.desk.conversation.conversation;
  screen::Composer& composer = page.screen.desk.conversation.composer;
  force_unicode(composer, id);
  page.screen.desk.actions.push_back(
      {Action::WriteInGsm, facts_of(Action::WriteInGsm).chord, true, {intent::WriteInGsm{id}}});
  composer.other_draft.text = "Another device has a newer draft: “Hello”";
  composer.other_draft.label = "Use it";
  composer.other_draft.name = "Use the newer draft";
  composer.other_draft.intent = intent::TakeOtherDraft{id, true, DraftPart::Answer};
  page.changed();
  EXPECT_NE(headless::find_text(composer.other_draft.text), nullptr);
  EXPECT_EQ(headless::find_text(composer.gsm.text), nullptr);
  page.key(ImGuiKey_G, {ImGuiMod_Alt});
  EXPECT_EQ(page.count<intent::WriteInGsm>(), 0) << "nobody sees what it would replace";
  page.click(Role::Button, "Use the newer draft");
  EXPECT_EQ(page.count<intent::TakeOtherDraft>(), 1);
  composer.other_draft = {};
  page.changed();
  EXPECT_NE(headless::find_text(composer.gsm.text), nullptr);
  page.key(ImGuiKey_G, {ImGuiMod_Alt});
  EXPECT_EQ(page.count<intent::WriteInGsm>(), 1);
  page.screen.desk.actions.back() = {
      Action::WriteCloseGsm, facts_of(Action::WriteCloseGsm).chord, true, {intent::WriteInGsm{id, true}}};
  page.changed();
  page.key(ImGuiKey_F2, {ImGuiMod_Ctrl, ImGuiMod_Shift});
  EXPECT_EQ(page.count<intent::WriteInGsm>(), 1);
  composer.consent.text = "It cannot be read whether they have opted out. Sending reads it again.";
  page.changed();
  EXPECT_NE(headless::find_text(composer.consent.text), nullptr);
  EXPECT_EQ(headless::find_text(composer.gsm.text), nullptr);
  page.stage.resize(1280, 3200, 4);
  page.changed();
  EXPECT_NE(headless::find_text(composer.consent.text), nullptr);
  EXPECT_NE(headless::find_text(composer.gsm.text), nullptr);
}

TEST(Desk, ALineThatGoesWithItsButtonLeavesTheFocusInTheField) {
  DeskPage page("desk-busy");
  page.screen.desk.notices.clear();
  const ConversationId id = page.screen.desk.conversation.conversation;
  screen::Composer& composer = page.screen.desk.conversation.composer;
  force_unicode(composer, id);
  page.changed();
  ASSERT_TRUE(headless::focus(Role::Button, composer.gsm.name));
  ASSERT_TRUE(headless::activate(Role::Button, composer.gsm.name));
  page.frame_once();
  EXPECT_EQ(page.count<intent::WriteInGsm>(), 1);
  EXPECT_EQ(headless::focus_asked_for(), ids::composer_field());
}

TEST(Desk, TheKeyThatReplacesWhatForcesUnicodeLeavesTheFocusWhereOneTypes) {
  DeskPage page("desk-busy");
  page.screen.desk.notices.clear();
  const ConversationId id = page.screen.desk.conversation.conversation;
  screen::Composer& composer = page.screen.desk.conversation.composer;
  force_unicode(composer, id);
  page.screen.desk.actions.push_back(
      {Action::WriteInGsm, facts_of(Action::WriteInGsm).chord, true, {intent::WriteInGsm{id}}});
  page.changed();
  page.key(ImGuiKey_G, {ImGuiMod_Alt});
  EXPECT_EQ(page.count<intent::WriteInGsm>(), 1);
  EXPECT_EQ(headless::focus_asked_for(), NodeId{0});
}

TEST(Desk, WhatOneMmsSavesIsALineWithAButtonAndAKey) {
  DeskPage page("desk-busy");
  page.screen.desk.notices.clear();
  const ConversationId id = page.screen.desk.conversation.conversation;
  screen::Composer& composer = page.screen.desk.conversation.composer;
  composer.mms.text = "As one MMS it costs $0.02 instead of $0.0237.";
  composer.mms.label = "Send as MMS";
  composer.mms.name = "Send it as one MMS";
  composer.mms.has_shortcut = true;
  composer.mms.intent = intent::SendTextAsMms{id};
  page.screen.desk.actions.push_back(
      {Action::SendTextAsMms, facts_of(Action::SendTextAsMms).chord, true, {intent::SendTextAsMms{id}}});
  page.changed();
  EXPECT_NE(headless::find_text(composer.mms.text), nullptr);
  page.key(ImGuiKey_F12, {ImGuiMod_Ctrl, ImGuiMod_Shift});
  EXPECT_EQ(page.count<intent::SendTextAsMms>(), 1);
  EXPECT_EQ(headless::focus_asked_for(), NodeId{0}) << "its key leaves the focus where one types";
  EXPECT_EQ(headless::find_text(composer.mms.text)->role, Role::Status);
  composer.mms.is_told = true;
  page.changed();
  EXPECT_NE(headless::find_text(composer.mms.text)->role, Role::Status) << "it was heard when it was chosen";
  ASSERT_TRUE(headless::focus(Role::Button, composer.mms.name));
  page.intents.clear();
  ASSERT_TRUE(headless::activate(Role::Button, composer.mms.name));
  page.frame_once();
  EXPECT_EQ(page.count<intent::SendTextAsMms>(), 1);
  EXPECT_EQ(headless::focus_asked_for(), ids::composer_field()) << "its button has another name now";
}

TEST(Desk, OnALowPageTheKeyForAnMmsIsHeardOnlyWhereItsLineIsSeen) {
  DeskPage page("desk-busy", kZoomedPage);
  page.screen.desk.notices.clear();
  const ConversationId id = page.screen.desk.conversation.conversation;
  screen::Composer& composer = page.screen.desk.conversation.composer;
  force_unicode(composer, id);
  composer.mms.text = "As one MMS it costs $0.02 instead of $0.0237.";
  composer.mms.intent = intent::SendTextAsMms{id};
  page.screen.desk.actions.push_back(
      {Action::SendTextAsMms, facts_of(Action::SendTextAsMms).chord, true, {intent::SendTextAsMms{id}}});
  page.changed();
  page.key(ImGuiKey_F12, {ImGuiMod_Ctrl, ImGuiMod_Shift});
  EXPECT_EQ(page.count<intent::SendTextAsMms>(), 0);
  composer.gsm = {};
  page.changed();
  page.key(ImGuiKey_F12, {ImGuiMod_Ctrl, ImGuiMod_Shift});
  EXPECT_EQ(page.count<intent::SendTextAsMms>(), 1);
}

TEST(Desk, WhatWasAnnouncedWhenItCameAboutIsNoStatusBesides) {
  DeskPage page("desk-busy");
  screen::Composer& composer = page.screen.desk.conversation.composer;
  composer.consent.text = "It cannot be read whether they have opted out. Sending reads it again.";
  composer.gsm.text = "1 character forces Unicode: ’ → '. It costs the same.";
  composer.other_draft.text = "Another device has a newer draft: “Hello”";
  composer.other_draft.is_told = true;
  page.changed();
  ASSERT_NE(headless::find_text(composer.other_draft.text), nullptr);
  EXPECT_NE(headless::find_text(composer.other_draft.text)->role, Role::Status);
  const headless::MirroredNode* consent = headless::find_text(composer.consent.text);
  const headless::MirroredNode* gsm = headless::find_text(composer.gsm.text);
  ASSERT_NE(consent, nullptr);
  ASSERT_NE(gsm, nullptr);
  EXPECT_NE(consent->role, Role::Status);
  EXPECT_EQ(gsm->role, Role::Status);
  composer.other_draft.text = "Written on another device or in another window.";
  composer.other_draft.is_told = false;
  page.changed();
  ASSERT_NE(headless::find_text(composer.other_draft.text), nullptr);
  EXPECT_EQ(headless::find_text(composer.other_draft.text)->role, Role::Status);
}

TEST(Desk, ANoticeThatIsDismissedLeavesTheFocusAtTheNext) {
  DeskPage page("desk-busy");
  page.screen.desk.notices = {{1, screen::Notice::Tone::Problem, "The first."}, {2, {}, "The second."}};
  page.changed();
  std::vector<NodeId> all;
  for (const headless::MirroredNode& node : headless::mirrored_nodes())
    if (node.role == Role::Button && node.name == "Dismiss") all.push_back(node.id);
  ASSERT_EQ(all.size(), 2u);
  const auto dismiss = [&] {
    ASSERT_TRUE(headless::focus(Role::Button, "Dismiss"));
    page.frame_once();
    ASSERT_TRUE(headless::activate(Role::Button, "Dismiss"));
    page.frame_once();
  };
  dismiss();
  EXPECT_EQ(headless::focus_asked_for(), all[1]);
  page.screen.desk.notices.pop_back();
  page.changed();
  dismiss();
  EXPECT_EQ(headless::focus_asked_for(), ids::composer_field());
}

TEST(Desk, ANoticeThatAsksHasButtonsForItsAnswers) {
  for (const int width : {1280, 360}) {
    DeskPage page("desk-busy", {.width = width, .height = 780});
    screen::Notice asks{2, {}, "Notifications show you offers and messages while you look at another window."};
    asks.answers = {{"Benachrichtigungen erlauben", false, intent::AllowNotifications{}},
                    {"Not now", false, intent::DismissNotice{2}}};
    page.screen.desk.notices = {{1, screen::Notice::Tone::Problem, "The first."}, asks};
    page.changed();
    const headless::MirroredNode* words = headless::find_text(asks.text);
    const headless::MirroredNode* allow = headless::find_node(Role::Button, "Benachrichtigungen erlauben");
    const headless::MirroredNode* later = headless::find_node(Role::Button, "Not now");
    ASSERT_NE(words, nullptr);
    ASSERT_NE(allow, nullptr);
    ASSERT_NE(later, nullptr);
    EXPECT_GE(allow->min.y, words->max.y);
    EXPECT_TRUE(later->min.y >= allow->max.y || later->min.x >= allow->max.x) << "they do not cover one another";
    page.click(Role::Button, "Benachrichtigungen erlauben");
    EXPECT_NE(page.only<intent::AllowNotifications>(), nullptr);
    page.click(Role::Button, "Not now");
    ASSERT_NE(page.only<intent::DismissNotice>(), nullptr);
    EXPECT_EQ(page.only<intent::DismissNotice>()->notice, 2u);
    const auto dismisses = std::count_if(
        headless::mirrored_nodes().begin(), headless::mirrored_nodes().end(),
        [](const headless::MirroredNode& node) { return node.role == Role::Button && node.name == "Dismiss"; });
    EXPECT_EQ(dismisses, 1) << "the other's";
    const NodeId first = headless::find_node(Role::Button, "Dismiss")->id;
    page.intents.clear();
    ASSERT_TRUE(headless::focus(Role::Button, "Not now"));
    page.frame_once();
    ASSERT_TRUE(headless::activate(Role::Button, "Not now"));
    page.frame_once();
    EXPECT_EQ(headless::focus_asked_for(), first) << "the focus goes to the notice beside it";
    ASSERT_TRUE(headless::focus(Role::Button, "Dismiss"));
    page.frame_once();
    const NodeId not_now = headless::find_node(Role::Button, "Not now")->id;
    ASSERT_TRUE(headless::activate(Role::Button, "Dismiss"));
    page.frame_once();
    EXPECT_EQ(headless::focus_asked_for(), not_now) << "a further Enter asks the browser for nothing";
  }
}

TEST(Desk, OnALowPageTheMeterStandsBelowSend) {
  DeskPage page("desk-busy", kZoomedPage);
  page.screen.desk.notices.clear();
  screen::Composer& composer = page.screen.desk.conversation.composer;
  const auto meter = [&](const std::string& text) {
    page.changed();
    const headless::MirroredNode* node = headless::find_text(text);
    const headless::MirroredNode* send = headless::find_node(Role::Button, "Send");
    EXPECT_NE(node, nullptr) << text << ": whoever listens has all of it";
    if (node == nullptr || send == nullptr) return std::string();
    EXPECT_GE(node->min.y, send->max.y) << text;
    EXPECT_LE(node->max.y, kZoomedPage.height) << text;
    EXPECT_GE(send->max.y - send->min.y, 24 * kZoomedPage.ratio) << text;
    std::string drawn;
    for (const DrawnText& one : page.stage.drawn_texts()) {
      const float middle = (one.min.y + one.max.y) * 0.5f;
      const bool is_beside = one.min.x < node->min.x - 1 || one.max.x > node->max.x + 1;
      if (!is_beside && middle > node->min.y && middle < node->max.y) drawn += one.text;
    }
    return drawn;
  };
  composer.counter = "58 characters · 1 segment · $0.0079 · GSM-7";
  composer.counter_shorter = {"58 characters · 1 segment · $0.0079", "1 segment · $0.0079", "$0.0079"};
  EXPECT_NE(meter(composer.counter).find('$'), std::string::npos);
  composer.counter = "58 characters · 1 segment · GSM-7";
  composer.counter_shorter = {"58 characters · 1 segment", "1 segment"};
  EXPECT_NE(meter(composer.counter).find("segment"), std::string::npos);
  composer.is_over_limit = true;
  composer.over_limit = "12 characters too long, at most 1,600 · 11 segments";
  composer.over_limit_shorter = {"12 characters too long, at most 1,600", "12 characters too long", "−12"};
  EXPECT_NE(meter(composer.over_limit).find("−"), std::string::npos);
}

TEST(Desk, OnALowPageAllThatIsHeldIsShown) {
  DeskPage page("desk-busy", kZoomedPage);
  page.screen.desk.notices.clear();
  screen::Composer& composer = page.screen.desk.conversation.composer;
  composer.held.title = "Not sent yet. Look at this first.";
  composer.held.lines = {{"Card number", "", "4111", "", "Card number: 4111"},
                         {"Listed word", "", "fool", "", "Listed word: fool"}};
  composer.held.all = "Card number: 4111 · Listed word: fool";
  composer.gsm.text = "1 character forces Unicode: ’ → '.";
  page.changed();
  const headless::MirroredNode* all = headless::find_text(composer.held.all);
  ASSERT_NE(all, nullptr);
  const auto& texts = page.stage.drawn_texts();
  EXPECT_TRUE(std::any_of(texts.begin(), texts.end(), [&](const DrawnText& text) {
    return text.min.y >= all->min.y - 1 && text.max.y <= all->max.y + 1 &&
           std::string_view(text.text).find("fool") != std::string_view::npos;
  }));
  EXPECT_EQ(headless::find_text(composer.gsm.text), nullptr) << "one thing at a time";
  const headless::MirroredNode* messages = headless::find_node(Role::List, "Messages");
  ASSERT_NE(messages, nullptr);
  EXPECT_GE(messages->max.y - messages->min.y, 2 * 21.75f * kZoomedPage.ratio);
  for (const char* what : {"Edit the message", "Send anyway", "Send"}) {
    const headless::MirroredNode* node = headless::find_node(Role::Button, what);
    ASSERT_NE(node, nullptr) << what;
    EXPECT_GE(node->max.y - node->min.y, 24 * kZoomedPage.ratio) << what;
    EXPECT_LE(node->max.y, kZoomedPage.height) << what;
    EXPECT_LE(node->max.x, kZoomedPage.width) << what;
  }
  page.click(Role::Button, "Send anyway");
  ASSERT_EQ(page.count<intent::Send>(), 1);
}

TEST(Desk, TheCustomersNumberIsWholeHoweverNarrowThePageIs) {
  for (const float ratio : {1.0f, 2.0f}) {
    for (const int width : {320, 360, 400, 480, 600, 719, 720, 768, 820, 1023, 1024, 1280}) {
      DeskPage page("desk-busy", {.width = static_cast<int>(static_cast<float>(width) * ratio),
                                  .height = static_cast<int>(800 * ratio),
                                  .ratio = ratio});
      const std::string& number = page.screen.desk.conversation.title;
      const auto& nodes = headless::mirrored_nodes();
      const auto title = std::find_if(nodes.begin(), nodes.end(), [&](const headless::MirroredNode& node) {
        return node.role == Role::Heading && (node.text == number || node.name == number);
      });
      ASSERT_NE(title, nodes.end()) << width;
      const auto& texts = page.stage.drawn_texts();
      const auto drawn = std::find_if(texts.begin(), texts.end(), [&](const DrawnText& text) {
        return text.text == number && text.min.x >= title->min.x - 1 && text.max.x <= title->max.x + 1 &&
               text.min.y >= title->min.y - 1 && text.max.y <= title->max.y + 1;
      });
      EXPECT_NE(drawn, texts.end()) << number << " at " << width;
      // All that can be done is below or beside it, on the page.
      for (const char* action : {"End conversation", "Customer and wrap-up"}) {
        const headless::MirroredNode* node = headless::find_node(Role::Button, action);
        if (node == nullptr && width >= 1024) continue;  // the details stand beside it
        ASSERT_NE(node, nullptr) << action << " at " << width;
        EXPECT_FALSE(Rect({node->min, node->max}).overlaps(Rect{title->min, title->max})) << action << " at " << width;
      }
    }
  }
}

TEST(SignIn, ScrollsToWhatHasTheFocusWhereThePageIsTooLowForIt) {
  DeskPage page("sign-in", {.width = 1280, .height = 800, .ratio = 4});
  const auto is_in_view = [](const headless::MirroredNode* node) {
    return node != nullptr && node->max.y <= 800 && node->max.y - node->min.y >= 24 * 4;
  };
  ASSERT_TRUE(headless::focus(Role::TextField, "Password"));
  page.frame_once();
  page.run();
  const headless::PlacedField* password = headless::find_field("Password");
  ASSERT_NE(password, nullptr);
  EXPECT_GE(password->min.y, 0);
  EXPECT_LE(password->max.y, 800);
  ASSERT_TRUE(headless::focus(Role::Button, "Sign in"));
  page.frame_once();
  page.run();
  EXPECT_TRUE(is_in_view(headless::find_node(Role::Button, "Sign in")));
  // Where the page itself moves it for whoever uses the mouse, no ring shows.
  ASSERT_TRUE(headless::focus(Role::TextField, "Login"));
  page.frame_once();
  page.run();
  page.stage.move_mouse({640, 400});
  page.stage.wheel(-5000);
  page.run();
  ASSERT_FALSE(is_in_view(headless::find_node(Role::Button, "Sign in")));
  ASSERT_TRUE(headless::focus(Role::Button, "Sign in", false));
  page.frame_once();
  page.run();
  EXPECT_TRUE(is_in_view(headless::find_node(Role::Button, "Sign in")));
}

TEST(Desk, TheRailScrollsWhereThePageIsTooLowForIt) {
  DeskPage page("roster", {.width = 1280, .height = 800, .ratio = 4});
  for (const Area area : {Area::Find, Area::Overview, Area::Organisation})
    page.screen.desk.rail.places.push_back({area, "Place " + std::to_string(static_cast<int>(area)), false});
  page.changed();
  const auto height_of = [](std::string_view name) {
    const headless::MirroredNode* node = headless::find_node(Role::Button, name);
    return node == nullptr ? 0.0f : node->max.y - node->min.y;
  };
  EXPECT_LT(height_of("Settings"), 160);
  page.stage.move_mouse({100, 400});
  page.stage.wheel(400);
  page.run();
  EXPECT_FLOAT_EQ(height_of("Settings"), 160);
  page.click(Role::Button, "Settings");
  EXPECT_NE(page.only<intent::OpenSettings>(), nullptr);
}

TEST(Desk, SettingsSayWhatIsWanted) {
  DeskPage page("settings");
  page.click(Role::Radio, "Dark");
  ASSERT_NE(page.only<intent::SetTheme>(), nullptr);
  EXPECT_EQ(page.only<intent::SetTheme>()->theme, ThemeChoice::Dark);
  page.click(Role::Switch, "Enter sends the message");
  ASSERT_NE(page.only<intent::SetEnterSends>(), nullptr);
  EXPECT_FALSE(page.only<intent::SetEnterSends>()->enter_sends);
  EXPECT_NE(headless::find_text(
                "Until then the message waits in this page. When you leave the page (another tab, a minimised "
                "window), it is sent at once, so that nothing is lost."),
            nullptr)
      << "what a time to take a message back means";
  ASSERT_TRUE(headless::focus(Role::Radio, "Knock"));  // into view
  for (int i = 0; i < 3; ++i) page.run();
  page.click(Role::Radio, "Knock");
  ASSERT_NE(page.only<intent::ChooseSound>(), nullptr);
  EXPECT_EQ(page.only<intent::ChooseSound>()->of, SoundKind::Alert) << "the first of the three";
  EXPECT_EQ(page.only<intent::ChooseSound>()->sound, ChosenSound::Knock);
  EXPECT_NE(headless::find_node(Role::RadioGroup, "Sound of a message"), nullptr);
  EXPECT_NE(headless::find_node(Role::RadioGroup, "Sound of a message that was not sent"), nullptr);
  ASSERT_TRUE(headless::focus(Role::Radio, "Loud"));  // into view
  for (int i = 0; i < 3; ++i) page.run();
  page.click(Role::Radio, "Loud");
  ASSERT_NE(page.only<intent::SetSoundVolume>(), nullptr);
  EXPECT_EQ(page.only<intent::SetSoundVolume>()->volume, SoundVolume::Loud);
  ASSERT_TRUE(headless::focus(Role::Button, "Allow"));  // into view
  for (int i = 0; i < 3; ++i) page.run();
  page.click(Role::Button, "Allow");
  EXPECT_EQ(page.count<intent::AllowNotifications>(), 1);
  page.screen.desk.settings.notifications = {"Notifications are allowed.", {}};
  page.changed();
  EXPECT_NE(headless::find_text("Notifications are allowed."), nullptr);
  EXPECT_EQ(headless::find_node(Role::Button, "Allow"), nullptr);
  page.click(Role::Button, "Close");
  EXPECT_EQ(page.count<intent::OpenSettings>(), 1);
}

TEST(Desk, TheListOfShortcutsTakesTheFocusAndKeepsIt) {
  DeskPage page("settings");
  screen::ShortcutLine line;
  line.name = "Settings";
  line.keys = "Alt+V";
  line.group = "The desk";
  line.change_name = "Change the shortcut";
  line.reset_name = "Reset it";
  line.remove_name = "Remove it";
  screen::Settings& settings = page.screen.desk.settings;
  settings.keyboard.lines = {line};
  ++settings.keyboard_asked;
  ++page.state.screen_revision;
  page.frame_once();
  const headless::MirroredNode* node = headless::find_node(Role::Button, "Change the shortcut");
  ASSERT_NE(node, nullptr);
  const NodeId change = node->id;
  EXPECT_EQ(headless::focus_asked_for(), change) << "it is what was asked for";
  page.run();

  screen::ShortcutLine& shown = settings.keyboard.lines.front();
  shown.is_usual = false;
  shown.can_remove = true;
  shown.problem = "Alt+T is the shortcut of “Transfer conversation”.";
  shown.exchange_label = "Exchange with Alt+V";
  page.changed();
  for (const char* goes : {"Exchange with Alt+V", "Keep", "Remove it", "Reset it"}) {
    page.intents.clear();
    ASSERT_TRUE(headless::activate(Role::Button, goes));
    page.frame_once();
    EXPECT_NE(page.only<intent::DoShortcut>(), nullptr) << goes;
    EXPECT_EQ(headless::focus_asked_for(), change) << goes << " is gone with what it was for";
    page.run();
  }
}

TEST(Desk, AShortcutOfManyKeysStandsBelowItsNameWhereThePageIsNarrow) {
  for (const float width : {400.0f, 1280.0f}) {
    DeskPage page("settings", {.width = static_cast<int>(width), .height = 800});
    screen::ShortcutLine line;
    line.name = "Leave the conversation";
    line.keys = "Ctrl+Alt+Shift+B";
    line.group = "The open conversation";
    line.change_name = "Change the shortcut";
    line.reset_name = "Reset it";
    line.remove_name = "Remove it";
    line.can_remove = true;
    line.is_usual = false;
    page.screen.desk.settings.keyboard.lines = {line};
    ++page.screen.desk.settings.keyboard_asked;
    page.changed();
    const headless::MirroredNode* change = headless::find_node(Role::Button, "Change the shortcut");
    ASSERT_NE(change, nullptr);
    const auto drawn = [&](std::string_view text) {
      for (const DrawnText& one : page.stage.drawn_texts())
        if (one.text == text) return one;
      ADD_FAILURE() << text << " is not drawn whole at " << width;
      return DrawnText{};
    };
    const DrawnText name = drawn(line.name), keys = drawn(line.keys);
    EXPECT_LE(keys.max.x, change->min.x);
    EXPECT_EQ(keys.min.y >= name.max.y - 2, width < 500) << width;
    if (width > 500) {
      EXPECT_GE(keys.min.x, name.max.x);
    }
  }
}

TEST(Desk, ThePresenceMenuIsWalkedByArrowKeys) {
  DeskPage page("presence");
  ASSERT_TRUE(headless::focus(Role::MenuItemRadio, "Available"));
  page.stage.key(ImGuiKey_DownArrow, true);
  page.frame_once();
  const headless::MirroredNode* busy = headless::find_node(Role::MenuItemRadio, "Busy");
  ASSERT_NE(busy, nullptr);
  EXPECT_EQ(headless::focus_asked_for(), busy->id);
  page.stage.key(ImGuiKey_DownArrow, false);
  page.click(Role::MenuItemRadio, "Meal");
  EXPECT_EQ(page.count<intent::SetPresence>(), 1);
  EXPECT_EQ(page.count<intent::OpenPresenceMenu>(), 1);
}

TEST(Desk, TheConnectionBarOffersToTryNow) {
  DeskPage page("offline");
  EXPECT_NE(headless::find_text("2 messages wait"), nullptr);
  page.click(Role::Button, "Try now");
  EXPECT_NE(page.only<intent::RetryConnection>(), nullptr);
}

TEST(ContextTabs, ChooseWhatThePanelShows) {
  DeskPage page("desk-busy");
  ASSERT_NE(headless::find_node(Role::TabList, "Parts"), nullptr);
  ASSERT_NE(headless::find_node(Role::TabPanel, "Customer"), nullptr);
  EXPECT_NE(headless::find_node(Role::Tab, "Customer")->flags & kNodeSelected, 0u);
  EXPECT_EQ(headless::find_node(Role::Radio, "Solved"), nullptr);
  EXPECT_NE(headless::find_node(Role::List, "Why did I get this?"), nullptr);
  EXPECT_NE(headless::find_text("You were idle longest of 3"), nullptr);
  page.click(Role::Tab, "Customer");
  EXPECT_TRUE(page.intents.empty());  // it is shown already
  page.click(Role::Tab, "Wrap-up");
  ASSERT_NE(page.only<intent::ChooseContextTab>(), nullptr);
  EXPECT_EQ(page.only<intent::ChooseContextTab>()->tab, ContextTab::WrapUp);
  EXPECT_EQ(page.only<intent::ChooseContextTab>()->conversation, ConversationId{11});
}

TEST(WrapUpTab, IsPreparedDuringTheConversation) {
  DeskPage page("preparing");
  EXPECT_NE(headless::find_text("Kept until you end the conversation."), nullptr);
  EXPECT_EQ(headless::find_node(Role::Button, "Finish wrap-up"), nullptr);
  page.click(Role::Radio, "Solved");
  EXPECT_NE(page.only<intent::ChooseWrapUpCode>(), nullptr);
}

TEST(CustomerTab, SaysTheOrdinaryConsentInALineAndAnotherOneInACard) {
  DeskPage page("desk-busy");
  screen::CustomerPanel& known = page.screen.desk.context.known;
  known.consent_title = "Has not opted out";
  page.changed();
  const headless::MirroredNode* line = headless::find_text("Has not opted out");
  ASSERT_NE(line, nullptr);
  EXPECT_NE(line->role, Role::Status) << "it is not read out with each customer that is looked at";
  EXPECT_TRUE(page.stage.find_text("Has not opted out"));
  known.consent_title = "Opted out";
  known.consent_text = "They wrote “STOP”.";
  known.is_opted_out = true;
  page.changed();
  EXPECT_EQ(headless::find_text("Has not opted out"), nullptr);
  const headless::MirroredNode* card = headless::find_text("Opted out. They wrote “STOP”.");
  ASSERT_NE(card, nullptr);
  EXPECT_EQ(card->role, Role::Status);
}

TEST(CustomerTab, CallsACountryAsTheViewersLanguageDoes) {
  DeskPage page("desk-busy");
  screen::CustomerFact country{"Country", "US"};
  country.region = "US";
  page.screen.desk.context.known.facts.push_back(country);
  page.changed();
  EXPECT_NE(headless::find_text("United States"), nullptr);
}

TEST(CustomerTab, WritesLocalTimeAsAllTimesAreWritten) {
  DeskPage page("desk-busy");
  EXPECT_NE(headless::find_text("Local time: 14:05 · America/New_York"), nullptr);
  page.screen.time_format = TimeFormat::Hours12;
  page.changed();
  EXPECT_NE(headless::find_text("Local time: 2:05 PM · America/New_York"), nullptr);
  EXPECT_TRUE(page.stage.find_text("2:05 PM · America/New_York")) << "for the eye too";
  EXPECT_EQ(headless::find_text("Local time: 14:05 · America/New_York"), nullptr);
  page.screen.desk.context.known.facts.front().clock_until = 15 * 60 + 35;
  page.changed();
  EXPECT_NE(headless::find_text("Local time: between 2:05 PM and 3:35 PM · America/New_York"), nullptr);
  EXPECT_TRUE(page.stage.find_text("2:05 PM–3:35 PM")) << "for the eye";
  page.screen.time_format = TimeFormat::Hours24;
  page.changed();
  EXPECT_NE(headless::find_text("Local time: between 14:05 and 15:35 · America/New_York"), nullptr);
}

TEST(CustomerTab, ChoosesAFieldFromAMenuThatIsLookedThrough) {
  DeskPage page("desk-busy");
  screen::CustomerPanel& known = page.screen.desk.context.known;
  known.is_editing = true;
  known.form_title = "Edit contact";
  screen::ContactFieldLine zone;
  zone.part = ContactPart::Zone;
  zone.label = "Time zone";
  zone.menu.has_menu = true;
  zone.menu.label = "By the number";
  zone.menu.name = "Time zone: By the number";
  zone.menu.intent = intent::DoContact{page.screen.desk.context.conversation, ContactStep::ShowChoices, 0};
  known.form = {zone};
  page.changed();
  const headless::MirroredNode* button = headless::find_node(Role::Button, "Time zone: By the number");
  ASSERT_NE(button, nullptr);
  EXPECT_NE(button->flags & kNodeHasPopup, 0u);
  page.click(Role::Button, "Time zone: By the number");
  ASSERT_NE(page.only<intent::DoContact>(), nullptr);
  EXPECT_EQ(page.only<intent::DoContact>()->step, ContactStep::ShowChoices);
  screen::ActionMenu& menu = known.form[0].menu;
  menu.is_open = true;
  menu.title = "Time zone";
  menu.form.has_filter = menu.form.begins_in_filter = true;
  menu.form.filter_name = "Find a place";
  screen::ActionChoice berlin;
  berlin.label = "Berlin";
  berlin.detail = "Europe/Berlin";
  berlin.accessible_name = "Berlin, Europe/Berlin";
  berlin.intent = intent::EditContact{page.screen.desk.context.conversation, 0, "Europe/Berlin"};
  menu.entries = {berlin};
  page.changed();
  page.click(Role::MenuItem, "Berlin, Europe/Berlin");
  ASSERT_NE(page.only<intent::EditContact>(), nullptr);
  EXPECT_EQ(page.only<intent::EditContact>()->text, "Europe/Berlin");
}

TEST(CustomerTab, OpensNoChoiceWhileItsFormIsBeingSavedAndKeepsTheFocusThere) {
  DeskPage page("desk-busy");
  screen::CustomerPanel& known = page.screen.desk.context.known;
  known.is_editing = known.is_saving = true;
  known.form_title = "Edit contact";
  screen::ContactFieldLine zone;
  zone.part = ContactPart::Zone;
  zone.label = "Time zone";
  zone.menu.has_menu = true;
  zone.menu.label = "By the number";
  zone.menu.name = "Time zone: By the number";
  zone.menu.unavailable = "The contact is being saved.";
  zone.menu.intent = intent::DoContact{page.screen.desk.context.conversation, ContactStep::ShowChoices, 0};
  known.form = {zone};
  page.changed();
  const headless::MirroredNode* button = headless::find_node(Role::Button, "Time zone: By the number");
  ASSERT_NE(button, nullptr);
  EXPECT_NE(button->flags & kNodeDisabled, 0u);
  EXPECT_NE(button->description.find("The contact is being saved."), std::string::npos);
  page.intents.clear();
  headless::activate(Role::Button, "Time zone: By the number");
  page.run();
  page.click(Role::Button, "Time zone: By the number");
  EXPECT_TRUE(page.intents.empty());
}

TEST(CustomerTab, GivesTheKeyboardToAFormThatWasAskedForOnly) {
  DeskPage page("desk-busy");
  screen::CustomerPanel& known = page.screen.desk.context.known;
  const std::string edit_label = known.edit_label;
  const auto form = [&](bool is_shown) {
    known.is_editing = is_shown;
    known.form_title = "Edit contact";
    known.form.clear();
    if (is_shown) known.form.push_back({ContactPart::Name, "Name", {}, "Mira Lind", {}, false, 120, {}});
    page.changed();
  };
  form(true);
  ASSERT_NE(headless::find_field("Name"), nullptr);
  EXPECT_EQ(focused_node(), headless::find_field("Name")->id);
  form(false);
  EXPECT_EQ(focused_node(), headless::find_node(Role::Button, edit_label)->id) << "back to where it was asked for";
  // It was left there, and comes back with what is known of the customer.
  known.edit_label.clear();
  page.changed();
  ASSERT_TRUE(headless::focus(Role::TextField, "Message to +1 202 555 0143"));
  known.edit_label = edit_label;
  form(true);
  EXPECT_EQ(focused_node(), headless::find_field("Message to +1 202 555 0143")->id);
}

TEST(NotesTab, SetsNotesOfBeforeApart) {
  DeskPage page("desk-busy");
  screen::Context& context = page.screen.desk.context;
  context.tabs[0].is_chosen = false;
  context.tabs.insert(context.tabs.begin() + 1, {ContextTab::Notes, "Notes", true, false});
  context.notes.is_shown = true;
  context.notes.empty_text = "Notes are for colleagues.";
  page.changed();
  EXPECT_EQ(headless::find_node(Role::List, "Earlier notes"), nullptr);
  screen::NoteLine note;
  note.note = NoteId{71};
  note.author = "Ben Okafor";
  note.text = "She moved last week.";
  note.accessible_name = "Ben Okafor: She moved last week.";
  note.at = page_now() + -hours(50);
  context.notes.earlier = {note};
  context.notes.earlier_title = "Earlier notes";
  page.changed();
  EXPECT_NE(headless::find_node(Role::List, "Earlier notes"), nullptr);
  EXPECT_TRUE(page.stage.find_text("Earlier notes")) << "it is drawn too, above them";
  EXPECT_NE(headless::find_text(", " + format_day(note.at)), nullptr) << "of a day before, its day";
}

TEST(NotesTab, HasWhateverWasPastedWhole) {
  DeskPage page("desk-busy");
  screen::Context& context = page.screen.desk.context;
  context.tabs[0].is_chosen = false;
  context.tabs.insert(context.tabs.begin() + 1, {ContextTab::Notes, "Notes", true, false});
  context.notes.is_shown = true;
  page.changed();
  page.intents.clear();
  const std::string text(kNoteBytesMax + 1, 'x');
  ASSERT_TRUE(headless::type_into("Note for colleagues", text)) << "the browser would cut it and say nothing";
  page.changed();
  ASSERT_NE(page.only<intent::EditNote>(), nullptr);
  EXPECT_EQ(page.only<intent::EditNote>()->text, text);
}

TEST(ReadingClosed, ShowsWhatColleaguesNoted) {
  DeskPage page("find");
  const headless::MirroredNode* region = headless::find_node(Role::Region, "Internal notes");
  ASSERT_NE(region, nullptr);
  EXPECT_NE(headless::find_node(Role::List, "Internal notes"), nullptr);
  EXPECT_NE(headless::find_text("The courier has the parcel back"), nullptr);
  const float height = region->max.y - region->min.y;
  page.screen.desk.conversation.notes.resize(40, page.screen.desk.conversation.notes[0]);
  for (std::size_t i = 0; i < 40; ++i) page.screen.desk.conversation.notes[i].note = NoteId{i + 1};
  page.changed();
  region = headless::find_node(Role::Region, "Internal notes");
  EXPECT_GT(region->max.y - region->min.y, height);
  EXPECT_LT(region->max.y - region->min.y, 400) << "the page has 800: the messages keep their room";
  page.screen.desk.conversation.notes.clear();
  page.changed();
  EXPECT_EQ(headless::find_node(Role::Region, "Internal notes"), nullptr);
}

TEST(WrapUpTab, ShowsTimeAndFieldsAndGivesMoreTime) {
  DeskPage page("wrap-up-timed");
  const headless::MirroredNode* timer = headless::find_node(Role::Timer, "Time left");
  ASSERT_NE(timer, nullptr);
  EXPECT_EQ(timer->text, "0:12");
  page.click(Role::Button, "Add 2 min");
  EXPECT_NE(page.only<intent::ExtendAcw>(), nullptr);
  const headless::MirroredNode* finish = headless::find_node(Role::Button, "Finish wrap-up");
  ASSERT_NE(finish, nullptr);
  EXPECT_NE(finish->flags & kNodeDisabled, 0u);
  EXPECT_EQ(finish->description, "Fill in “Order number” to finish.");
  page.intents.clear();
  ASSERT_TRUE(headless::type_into("Order number", "4471"));
  page.frame_once();
  ASSERT_EQ(page.count<intent::EditWrapUpField>(), 1);
  EXPECT_EQ(page.intents.front().as<intent::EditWrapUpField>()->name, "Order number");
  EXPECT_EQ(page.intents.front().as<intent::EditWrapUpField>()->value, "4471");
  page.click(Role::Radio, "Damaged");
  ASSERT_NE(page.only<intent::EditWrapUpField>(), nullptr);
  EXPECT_EQ(page.only<intent::EditWrapUpField>()->value, "Damaged");
  page.click(Role::Radio, "Late");  // chosen, and required: it stays
  EXPECT_TRUE(page.intents.empty());
  page.screen.desk.context.fields[1].is_required = false;
  page.changed();
  page.click(Role::Radio, "Late");
  ASSERT_NE(page.only<intent::EditWrapUpField>(), nullptr);
  EXPECT_EQ(page.only<intent::EditWrapUpField>()->value, "");
}

/// Where the words stand that are drawn right above that field and begin where it does; not set: there are none.
std::optional<Rect> find_label(const DeskPage& page, std::string_view field) {
  const headless::MirroredNode* node = headless::find_node(Role::TextField, field);
  if (node == nullptr) return std::nullopt;
  for (const DrawnText& drawn : page.stage.drawn_texts()) {
    const float above = node->min.y - drawn.max.y;
    const bool is_here = above >= 0 && above < 24 * pixel_ratio() && drawn.min.x <= node->min.x &&
                         node->min.x - drawn.min.x < 24 * pixel_ratio();
    if (drawn.text == field && is_here) return Rect{drawn.min, drawn.max};
  }
  return std::nullopt;
}

TEST(Fields, HaveALabelThatStandsWhateverIsWritten) {
  for (const bool is_filled : {false, true}) {
    {
      DeskPage page("wrap-up");
      if (is_filled) page.screen.desk.context.note = "Called.";
      page.changed();
      EXPECT_TRUE(find_label(page, "Note"));
    }
    {
      DeskPage page("transfer");
      if (is_filled) page.screen.desk.conversation.menus[0].form.note = "Wants an invoice";
      page.changed();
      EXPECT_TRUE(find_label(page, "Note for whoever gets it"));
    }
    {
      DeskPage page("desk-busy");
      screen::Context& context = page.screen.desk.context;
      context.tabs[0].is_chosen = false;
      context.tabs.insert(context.tabs.begin() + 1, {ContextTab::Notes, "Notes", true, false});
      context.notes.is_shown = true;
      if (is_filled) context.notes.field.text = "Call back.";
      page.changed();
      EXPECT_TRUE(find_label(page, "Note for colleagues"));
    }
  }
}

TEST(Fields, StandBelowTheirLabelOnALowPage) {
  DeskPage page("wrap-up", kZoomedPage);
  ASSERT_TRUE(headless::focus(Role::TextField, "Note"));
  page.run();
  page.frame_once();
  const auto label = find_label(page, "Note");
  ASSERT_TRUE(label) << "it comes into view with the field";
  EXPECT_GE(label->min.y, 0);
}

TEST(WrapUpTab, EnterInAFieldFinishesOnceItCan) {
  DeskPage page("wrap-up-timed");
  page.intents.clear();
  ASSERT_TRUE(headless::press_in("Order number", headless::FieldKey::Enter));
  page.frame_once();
  EXPECT_EQ(page.count<intent::FinishWrapUp>(), 0);
  page.screen.desk.context.can_finish = true;
  page.changed();
  page.intents.clear();
  ASSERT_TRUE(headless::press_in("Order number", headless::FieldKey::Enter));
  page.frame_once();
  EXPECT_EQ(page.count<intent::FinishWrapUp>(), 1);
}

TEST(WrapUpTab, WhatWasTypedBelongsToTheConversationInWhichItWas) {
  DeskPage page("wrap-up-timed");
  page.intents.clear();
  ASSERT_TRUE(headless::type_into("Order number", "4471"));
  page.screen.desk.context.conversation = ConversationId{12};
  page.screen.desk.context.fields.clear();
  page.changed();
  ASSERT_EQ(page.count<intent::EditWrapUpField>(), 1);
  EXPECT_EQ(page.intents.front().as<intent::EditWrapUpField>()->conversation, ConversationId{11});
}

TEST(SignIn, TypesAndGoes) {
  DeskPage page("sign-in");
  page.intents.clear();
  ASSERT_TRUE(headless::type_into("Password", "correct horse"));
  page.frame_once();
  ASSERT_EQ(page.count<intent::EditSignIn>(), 1);
  EXPECT_EQ(page.intents.front().as<intent::EditSignIn>()->login, "ana");
  EXPECT_EQ(page.intents.front().as<intent::EditSignIn>()->password, "correct horse");
  page.click(Role::Button, "Sign in");
  EXPECT_NE(page.only<intent::SignIn>(), nullptr);
}

TEST(SignIn, ARefusalEmptiesThePasswordAndSaysWhy) {
  DeskPage page("sign-in");
  ASSERT_TRUE(headless::type_into("Password", "wrong"));
  page.run();
  page.screen.sign_in.error = "Login or password is not right.";
  ++page.screen.sign_in.revision;
  page.changed();
  EXPECT_EQ(headless::find_field("Password")->value, "");
  EXPECT_TRUE(headless::find_field("Password")->is_invalid);
  EXPECT_EQ(focused_node(), headless::find_field("Password")->id) << "so that it is typed again";
  EXPECT_NE(headless::find_text("Login or password is not right."), nullptr);
}

}  // namespace
}  // namespace smsdesk::web::view
