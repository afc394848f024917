#include "tests/web/view/desk_page.h"

namespace smsdesk::web::view {
namespace {

int items_shown() {
  int n = 0;
  for (const headless::MirroredNode& node : headless::mirrored_nodes())
    n += node.role == Role::ListItem && node.count > 100 ? 1 : 0;
  return n;
}

const headless::MirroredNode* shown(std::string_view words) {
  return headless::find_text(words);
}

void show_long(DeskPage& page, std::size_t bubbles) {
  page.screen = gallery::make_long(bubbles, page_now());
  page.intents.clear();
  page.changed();
}

TEST(Timeline, OfAHundredThousandMessagesOnlyWhatIsInViewIsDrawn) {
  DeskPage page("desk-busy");
  show_long(page, 100'000);
  EXPECT_GT(items_shown(), 4);
  EXPECT_LT(items_shown(), 40);
  EXPECT_NE(shown("(100000)"), nullptr);
  std::size_t measured = 0;
  for (const TimelineState::Item& item : page.state.timeline.items) measured += item.is_measured ? 1 : 0;
  EXPECT_LT(measured, 200u);
}

TEST(Timeline, StaysAtTheBottomWhenMessagesCome) {
  DeskPage page("desk-busy");
  show_long(page, 1000);
  show_long(page, 1001);
  EXPECT_TRUE(page.state.timeline.is_at_bottom);
  EXPECT_NE(shown("(1001)"), nullptr);
}

TEST(Timeline, StaysWhereTheAgentReadsWhenMessagesComeAndOlderPagesArrive) {
  DeskPage page("desk-busy");
  show_long(page, 1000);
  page.stage.move_mouse({640, 400});
  page.stage.wheel(-3000);
  page.run();
  ASSERT_FALSE(page.state.timeline.is_at_bottom);
  const std::uint64_t key = page.state.timeline.items[page.state.timeline.anchor].key;
  const double offset = page.state.timeline.anchor_offset;
  const std::size_t index = page.state.timeline.anchor;

  // Ten older messages above and one newer below.
  screen::Conversation& c = page.screen.desk.conversation;
  std::vector<screen::Bubble> bubbles;
  for (std::uint64_t i = 0; i < 10; ++i) {
    screen::Bubble b = c.bubbles[static_cast<std::size_t>(i)];
    b.key = 1'000'000 + i;
    b.message = MessageId{1'000'000 + i};
    bubbles.push_back(b);
  }
  bubbles.insert(bubbles.end(), c.bubbles.begin(), c.bubbles.end());
  screen::Bubble newer = c.bubbles.back();
  newer.key = 2'000'000;
  newer.message = MessageId{2'000'000};
  bubbles.push_back(newer);
  c.bubbles.assign(bubbles.begin(), bubbles.end());
  c.timeline.clear();
  for (std::size_t i = 0; i < c.bubbles.size(); ++i) {
    screen::TimelineItem item;
    item.bubble = static_cast<std::int64_t>(i);
    c.timeline.push_back(item);
  }
  page.changed();
  EXPECT_EQ(page.state.timeline.anchor, index + 10);
  EXPECT_EQ(page.state.timeline.items[page.state.timeline.anchor].key, key);
  EXPECT_DOUBLE_EQ(page.state.timeline.anchor_offset, offset);
}

TEST(Timeline, MovesByExactlyWhatTheWheelSaysIntoWhatWasNeverMeasured) {
  DeskPage page("desk-busy");
  show_long(page, 300);
  page.stage.move_mouse({640, 400});
  for (int step = 0; step < 60; ++step) {
    // The newest of those in view that will still be in view afterwards.
    const headless::MirroredNode* seen = nullptr;
    for (const headless::MirroredNode& node : headless::mirrored_nodes())
      if ((node.flags & kNodeSelectableText) != 0 && node.min.y > 100 && node.max.y < 500 && node.max.x < 940)
        seen = &node;  // of a message, not of the panel beside them
    ASSERT_NE(seen, nullptr);
    const std::string words = seen->text;
    const float y = seen->min.y;
    page.stage.wheel(-97);
    page.run();
    ASSERT_NE(shown(words), nullptr) << words;
    EXPECT_NEAR(shown(words)->min.y, y + 97, 1) << "step " << step << ": " << words;
  }
}

/// A timeline of those bubbles, behind a row that says that older ones are on their way and the day of the first.
void lay_out_loading(screen::Conversation& c, std::vector<screen::Bubble> bubbles) {
  c.bubbles.assign(bubbles.begin(), bubbles.end());
  c.timeline.clear();
  screen::TimelineItem row;
  row.kind = screen::TimelineItem::Kind::Loading;
  c.timeline.push_back(row);
  row.kind = screen::TimelineItem::Kind::Day;
  row.at = c.bubbles.front().at;
  c.timeline.push_back(row);
  for (std::size_t i = 0; i < c.bubbles.size(); ++i) {
    screen::TimelineItem item;
    item.bubble = static_cast<std::int64_t>(i);
    c.timeline.push_back(item);
  }
  c.has_older = c.is_loading_older = true;
}

TEST(Timeline, DoesNotJumpWhenAnOlderPageArrivesWhereTheLoadingRowIsInView) {
  DeskPage page("desk-busy");
  page.screen = gallery::make_long(100, page_now());
  screen::Conversation& c = page.screen.desk.conversation;
  const std::vector<screen::Bubble> first(c.bubbles.begin(), c.bubbles.end());
  lay_out_loading(c, first);
  page.changed();
  page.stage.move_mouse({640, 400});
  page.stage.wheel(-1'000'000);
  page.run();
  ASSERT_EQ(page.state.timeline.anchor, 0u);
  ASSERT_NE(shown("(1)"), nullptr);
  const float y = shown("(1)")->min.y;
  std::vector<screen::Bubble> all;
  for (std::uint64_t i = 0; i < 30; ++i) {
    all.push_back(first[i % 7]);
    all.back().key = 1'000'000 + i;
    all.back().message = MessageId{1'000'000 + i};
    all.back().text = "older";
    all.back().at = first.front().at + -minutes(100 - static_cast<std::int64_t>(i));
  }
  all.insert(all.end(), first.begin(), first.end());
  lay_out_loading(c, all);
  page.changed();
  ASSERT_NE(shown("(1)"), nullptr);
  EXPECT_EQ(shown("(1)")->min.y, y);
  EXPECT_NE(shown("older"), nullptr);  // above it, where there was the loading row
}

TEST(Timeline, AsksForAnOlderPageOnceWhenItsTopIsNear) {
  DeskPage page("desk-busy");
  page.screen = gallery::make_long(200, page_now());
  page.screen.desk.conversation.has_older = page.screen.desk.conversation.can_load = true;
  page.intents.clear();
  page.changed();
  EXPECT_EQ(page.count<intent::LoadOlder>(), 0);
  page.stage.move_mouse({640, 400});
  page.stage.wheel(-1'000'000);
  page.run();
  EXPECT_EQ(page.count<intent::LoadOlder>(), 1);
  page.changed();
  EXPECT_EQ(page.count<intent::LoadOlder>(), 1);
}

TEST(Timeline, SaysSeenOnceAndOnlyWhileThePageIsVisible) {
  DeskPage page("desk-busy");
  page.stage.set_visible(false);
  show_long(page, 300);
  EXPECT_EQ(page.count<intent::Seen>(), 0);
  page.stage.set_visible(true);
  page.frame_once();
  page.frame_once();
  ASSERT_EQ(page.count<intent::Seen>(), 1);
  for (const Intent& intent : page.intents) {
    if (const auto* seen = intent.as<intent::Seen>()) {
      EXPECT_EQ(seen->up_to, MessageId{300});
    }
  }
}

TEST(Timeline, SaysWhatWasSeenWithoutAConnectionOnceThereIsOne) {
  DeskPage page("desk-busy");
  show_long(page, 300);
  ASSERT_EQ(page.count<intent::Seen>(), 1);
  page.intents.clear();
  page.screen = gallery::make_long(301, page_now());
  page.screen.desk.conversation.can_load = false;
  page.changed();
  EXPECT_EQ(page.count<intent::Seen>(), 0);
  page.screen.desk.conversation.can_load = true;
  page.changed();
  EXPECT_EQ(page.count<intent::Seen>(), 1);
}

TEST(Timeline, DoesNotSaySeenWhileTheAgentReadsFurtherUp) {
  DeskPage page("desk-busy");
  show_long(page, 300);
  page.stage.move_mouse({640, 400});
  page.stage.wheel(-5000);
  page.run();
  show_long(page, 301);
  EXPECT_EQ(page.count<intent::Seen>(), 0);
  page.click(Role::Button, "Jump to latest");
  page.run();
  EXPECT_EQ(page.count<intent::Seen>(), 1);
}

/// The screen after the customer has written `bubbles` messages, of which the last `unread` are not read; another one than
/// before is `conversation`.
void show_unread(DeskPage& page, std::size_t bubbles, std::size_t unread, ConversationId conversation,
                 bool is_left = false) {
  page.screen = gallery::make_long(bubbles, page_now());
  screen::Conversation& c = page.screen.desk.conversation;
  c.conversation = conversation;
  c.can_load = true;
  c.is_left_unread = is_left;
  c.composer.seen = MessageId{bubbles - unread};
  for (screen::Bubble& bubble : c.bubbles) bubble.is_own = false;
  if (unread > 0) {
    screen::TimelineItem line;
    line.kind = screen::TimelineItem::Kind::Unread;
    line.text = std::to_string(unread) + " new";
    c.timeline.insert(c.timeline.end() - static_cast<std::ptrdiff_t>(unread), line);
  }
  page.intents.clear();
  page.changed();
}

std::string said_seen(const DeskPage& page) {
  std::string all;
  for (const Intent& intent : page.intents)
    if (const auto* seen = intent.as<intent::Seen>()) all += std::to_string(seen->up_to.value) + " ";
  return all;
}

TEST(Timeline, TheLineAboveWhatIsNewStaysWhenThatIsRead) {
  DeskPage page("desk-busy");
  show_unread(page, 300, 3, ConversationId{99});
  EXPECT_EQ(said_seen(page), "300 ");
  EXPECT_TRUE(page.state.timeline.is_at_bottom);
  ASSERT_NE(shown("3 new"), nullptr);
  const float y = shown("3 new")->min.y;
  EXPECT_LT(shown("(297)")->min.y, y);
  EXPECT_GT(shown("(298)")->min.y, y);
  show_unread(page, 300, 0, ConversationId{99});
  ASSERT_NE(shown("3 new"), nullptr);
  EXPECT_EQ(shown("3 new")->min.y, y) << "nothing moves";
  // What comes while it is looked at has none of its own.
  show_unread(page, 301, 1, ConversationId{99});
  EXPECT_EQ(shown("1 new"), nullptr);
  EXPECT_NE(shown("3 new"), nullptr);
  // An answer takes it away.
  page.screen.desk.conversation.bubbles.back().is_own = true;
  page.changed();
  EXPECT_EQ(shown("3 new"), nullptr);
  show_unread(page, 301, 0, ConversationId{98});
  show_unread(page, 301, 0, ConversationId{99});
  EXPECT_EQ(shown("3 new"), nullptr);
}

TEST(Timeline, OpensWhereTheNewBeginsWhereThatIsMoreThanAView) {
  DeskPage page("desk-busy");
  show_unread(page, 300, 40, ConversationId{99});
  const headless::MirroredNode* line = shown("40 new");
  ASSERT_NE(line, nullptr);
  EXPECT_LT(line->min.y, 300);
  EXPECT_NE(shown("(260)"), nullptr) << "a little of what was before";
  EXPECT_EQ(shown("(300)"), nullptr);
  EXPECT_FALSE(page.state.timeline.is_at_bottom);
  // Seen is what was drawn, and no more.
  ASSERT_EQ(page.count<intent::Seen>(), 1);
  const std::uint64_t seen = page.state.timeline.seen_up_to.value;
  EXPECT_GT(seen, 261u);
  EXPECT_LT(seen, 290u);
  const float y = line->min.y;
  show_unread(page, 300, 300 - static_cast<std::size_t>(seen), ConversationId{99});
  ASSERT_NE(shown("40 new"), nullptr);
  EXPECT_EQ(shown("40 new")->min.y, y);
  page.click(Role::Button, "Jump to latest");
  page.run();
  EXPECT_TRUE(page.state.timeline.is_at_bottom);
  EXPECT_EQ(said_seen(page), "300 ");
}

TEST(Timeline, WhatIsLeftUnreadIsSaidWhenTheAgentHasComeBackToIt) {
  constexpr ConversationId kOpen{99};
  DeskPage page("desk-busy");
  show_unread(page, 300, 0, kOpen);
  ASSERT_EQ(said_seen(page), "300 ");
  show_unread(page, 300, 3, kOpen, true);
  EXPECT_EQ(said_seen(page), "");
  ASSERT_NE(shown("3 new"), nullptr);
  EXPECT_GT(shown("(298)")->min.y, shown("3 new")->min.y);
  show_unread(page, 301, 4, kOpen, true);
  EXPECT_EQ(said_seen(page), "");
  EXPECT_EQ(page.count<intent::ShowLatest>(), 0);
  show_unread(page, 301, 4, kOpen);
  EXPECT_EQ(said_seen(page), "301 ") << "all that is in view, once more";
  show_unread(page, 301, 0, kOpen);
  EXPECT_EQ(said_seen(page), "");
  // It was marked while it did not stand on the page, and was chosen again.
  show_unread(page, 301, 4, kOpen);
  EXPECT_EQ(said_seen(page), "301 ");
}

TEST(Timeline, OfWhatIsLeftUnreadTheNewestIsComeToByHandAlone) {
  constexpr ConversationId kOpen{99};
  DeskPage page("desk-busy");
  page.stage.move_mouse({640, 400});
  const auto wheel = [&page](float by) {
    page.stage.wheel(by);
    page.run();
  };
  show_unread(page, 300, 0, kOpen);
  show_unread(page, 300, 3, kOpen, true);
  wheel(500);
  EXPECT_EQ(page.count<intent::ShowLatest>(), 0) << "it is in view already";
  wheel(-3000);
  wheel(-100);
  EXPECT_EQ(page.count<intent::ShowLatest>(), 0);
  wheel(6000);
  ASSERT_EQ(page.count<intent::ShowLatest>(), 1);
  for (const Intent& intent : page.intents) {
    if (const auto* latest = intent.as<intent::ShowLatest>()) {
      EXPECT_TRUE(latest->is_read);
    }
  }
  EXPECT_EQ(said_seen(page), "") << "not before the state says so";
  // Where it was scrolled before it was marked, and comes into view by itself, nobody has come.
  show_unread(page, 300, 0, kOpen);
  wheel(-3000);
  wheel(-100);
  show_unread(page, 300, 3, kOpen, true);
  ASSERT_FALSE(page.state.timeline.is_latest_visible);
  page.state.timeline.is_at_bottom = true;
  page.changed();
  EXPECT_TRUE(page.state.timeline.is_latest_visible);
  EXPECT_EQ(page.count<intent::ShowLatest>(), 0);
}

TEST(Timeline, OpensAtAPlaceThatWasGoneToAlsoWhereSomethingIsNew) {
  DeskPage page("desk-busy");
  page.screen = gallery::make_long(300, page_now());
  screen::Conversation& c = page.screen.desk.conversation;
  c.conversation = ConversationId{99};
  screen::TimelineItem line;
  line.kind = screen::TimelineItem::Kind::Unread;
  line.text = "40 new";
  c.timeline.insert(c.timeline.end() - 40, line);
  c.is_at_place = true;
  c.place = MessageId{100};
  c.place_number = 1;
  page.changed();
  EXPECT_NE(shown("(100)"), nullptr);
  EXPECT_EQ(shown("40 new"), nullptr);
}

TEST(Timeline, WhatComesWhileNobodyLooksHasALine) {
  DeskPage page("desk-busy");
  show_unread(page, 300, 0, ConversationId{99});
  page.stage.set_visible(false);
  show_unread(page, 301, 1, ConversationId{99});
  page.stage.set_visible(true);
  page.frame_once();
  page.frame_once();
  EXPECT_EQ(said_seen(page), "301 ");
  show_unread(page, 301, 0, ConversationId{99});
  EXPECT_NE(shown("1 new"), nullptr);
  // As many screens were made in a hidden page, of which none was drawn.
  page.state.screen_revision += 2;
  show_unread(page, 302, 1, ConversationId{99});
  EXPECT_NE(shown("1 new"), nullptr);
  EXPECT_GT(shown("1 new")->min.y, shown("(301)")->min.y);
}

TEST(Timeline, RemembersThePlaceInEachConversation) {
  DeskPage page("desk-busy");
  show_long(page, 300);
  page.stage.move_mouse({640, 400});
  page.stage.wheel(-5000);
  page.run();
  const std::uint64_t key = page.state.timeline.items[page.state.timeline.anchor].key;
  page.screen.desk.conversation.conversation = ConversationId{99};
  page.changed();
  EXPECT_TRUE(page.state.timeline.is_at_bottom);
  page.screen.desk.conversation.conversation = ConversationId{11};
  page.changed();
  EXPECT_FALSE(page.state.timeline.is_at_bottom);
  EXPECT_EQ(page.state.timeline.items[page.state.timeline.anchor].key, key);
}

TEST(Timeline, TheWayToTheLatestIsAsWideAsItsWords) {
  for (const float ratio : {1.0f, 1.1f, 1.25f, 1.5f, 2.0f, 3.0f}) {
    DeskPage page("desk-busy",
                  {.width = static_cast<int>(1280 * ratio), .height = static_cast<int>(800 * ratio), .ratio = ratio});
    show_long(page, 300);
    page.screen.desk.conversation.latest = "Latest · 12 new";
    page.changed();
    page.stage.move_mouse({640 * ratio, 400 * ratio});
    page.stage.wheel(-3000);
    page.run();
    const headless::MirroredNode* pill = headless::find_node(Role::Button, "Jump to latest");
    ASSERT_NE(pill, nullptr) << ratio;
    bool is_whole = false;
    for (const DrawnText& drawn : page.stage.drawn_texts()) {
      if (drawn.text != "Latest · 12 new") continue;
      is_whole = drawn.min.x >= pill->min.x + 12 * ratio && drawn.max.x <= pill->max.x - 12 * ratio;
    }
    EXPECT_TRUE(is_whole) << ratio;
    page.click(Role::Button, "Jump to latest");
    EXPECT_TRUE(page.state.timeline.is_at_bottom);
  }
}

TEST(Timeline, PageKeysMoveItWhileTheAgentWritesAnAnswer) {
  DeskPage page("preparing");
  show_long(page, 300);
  page.screen.desk.context = gallery::make("preparing", page_now()).desk.context;
  page.changed();
  ASSERT_TRUE(headless::focus(Role::TextField, "Message to +1 202 555 0143"));
  page.key(ImGuiKey_PageUp);
  EXPECT_FALSE(page.state.timeline.is_at_bottom);
  const std::size_t anchor = page.state.timeline.anchor;
  page.key(ImGuiKey_Home, {ImGuiMod_Ctrl});  // the caret's
  EXPECT_EQ(page.state.timeline.anchor, anchor);
  page.key(ImGuiKey_PageDown);
  EXPECT_TRUE(page.state.timeline.is_at_bottom);
  // In the note they are the note's.
  ASSERT_TRUE(headless::focus(Role::TextField, "Note"));
  page.key(ImGuiKey_PageUp);
  EXPECT_TRUE(page.state.timeline.is_at_bottom);
  ASSERT_TRUE(headless::focus(Role::Button, "Send"));
  page.key(ImGuiKey_Home, {ImGuiMod_Ctrl});
  EXPECT_NE(shown("(1)"), nullptr);
  page.key(ImGuiKey_End, {ImGuiMod_Ctrl});
  EXPECT_TRUE(page.state.timeline.is_at_bottom);
  EXPECT_NE(shown("(300)"), nullptr);
}

TEST(Timeline, AFailedMessageSaysWhyAndWhatCanBeDone) {
  DeskPage page("desk-busy");
  page.stage.resize(1280, 1800, 1);
  page.run();
  EXPECT_NE(shown("The phone could not be reached"), nullptr);
  const screen::Bubble& failed = page.screen.desk.conversation.bubbles[7];
  // When it was written stands with the reason.
  EXPECT_TRUE(page.stage.find_text(format_time_of_day(failed.at) + " · Not delivered").has_value());
  page.click(Role::Button, "Write again");
  ASSERT_NE(page.only<intent::WriteAgain>(), nullptr);
  EXPECT_EQ(page.only<intent::WriteAgain>()->conversation, ConversationId{11});
  EXPECT_EQ(page.only<intent::WriteAgain>()->message, MessageId{8});
  ASSERT_TRUE(headless::activate(Role::Button, "Write again"));
  page.frame_once();
  EXPECT_EQ(headless::focus_asked_for(), ids::composer_field());
  // What the relay refused is not a message yet: it is taken back.
  page.screen.desk.conversation.bubbles[7].can_write_again = false;
  page.screen.desk.conversation.bubbles[7].can_edit_again = true;
  page.changed();
  page.click(Role::Button, "Edit again");
  ASSERT_NE(page.only<intent::EditAgain>(), nullptr);
  EXPECT_EQ(page.only<intent::EditAgain>()->key, SendKey{"key-8"});
  // What may have gone is forgotten, which is not to take it back.
  page.screen.desk.conversation.bubbles[7].can_edit_again = false;
  page.screen.desk.conversation.bubbles[7].can_stop_asking = true;
  page.changed();
  EXPECT_EQ(headless::find_node(Role::Button, "Discard"), nullptr);
  page.click(Role::Button, "Stop asking");
  ASSERT_NE(page.only<intent::Discard>(), nullptr);
  EXPECT_EQ(page.only<intent::Discard>()->key, SendKey{"key-8"});
}

/// Where the focus is to go when that button, which has it, is pressed.
NodeId after_pressing(DeskPage& page, std::string_view name) {
  page.changed();
  EXPECT_TRUE(headless::focus(Role::Button, name)) << name;
  page.frame_once();
  EXPECT_TRUE(headless::activate(Role::Button, name)) << name;
  page.frame_once();
  return headless::focus_asked_for();
}

TEST(Timeline, AButtonThatGoesLeavesTheFocusWhereTheWorkGoesOn) {
  DeskPage page("desk-busy");
  page.stage.resize(1280, 1800, 1);
  screen::Bubble& bubble = page.screen.desk.conversation.bubbles[7];
  bubble.can_write_again = false;
  bubble.can_send_again = true;
  EXPECT_EQ(after_pressing(page, "Send again"), ids::message_options(bubble.message));
  bubble.can_send_again = false;
  bubble.can_send_anyway = bubble.can_discard = true;
  EXPECT_EQ(after_pressing(page, "Send anyway"), ids::composer_field());
  EXPECT_EQ(after_pressing(page, "Discard"), ids::composer_field());
  bubble.can_send_anyway = bubble.can_discard = false;
  bubble.can_stop_asking = true;
  EXPECT_EQ(after_pressing(page, "Stop asking"), ids::composer_field());
  // Who presses with the mouse stays where they are.
  ASSERT_TRUE(headless::focus(Role::Button, "Send"));
  page.click(Role::Button, "Stop asking");
  EXPECT_EQ(headless::focus_asked_for(), NodeId{0});
}

/// Whether anything is drawn on the conversation's ground there.
bool is_drawn_on(const DeskPage& page, int width, const Rect& rect) {
  const std::vector<std::uint32_t> picture = page.stage.picture();
  const auto pixel = [&](float x, float y) {
    return picture[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  };
  for (float y = rect.min.y; y < rect.max.y; ++y)
    for (float x = rect.min.x; x < rect.max.x; ++x)
      if (pixel(x, y) != pixel(rect.min.x, rect.min.y)) return true;
  return false;
}

TEST(Timeline, AMarkInsideARunStandsBesideItsBubbleAndTakesNoLine) {
  DeskPage page("desk-busy");
  page.stage.resize(1280, 1800, 1);
  page.run();
  screen::Bubble& above = page.screen.desk.conversation.bubbles[7];
  ASSERT_FALSE(above.ends_run);
  above.mark = screen::DeliveryMark::Delivered;
  above.mark_text = "Delivered";
  above.shows_mark_text = above.can_write_again = false;
  const auto beside = [&] {
    const headless::MirroredNode* words = shown(above.text);
    const float left = words == nullptr ? 0 : words->min.x - 12;  // the bubble's own edge
    return Rect{{left - 20, words == nullptr ? 0 : words->min.y}, {left - 2, words == nullptr ? 0 : words->max.y}};
  };
  page.changed();
  const headless::MirroredNode* below = shown("Is there a lift");
  ASSERT_NE(below, nullptr);
  const float y = below->min.y;
  ASSERT_GT(beside().height(), 10);
  EXPECT_FALSE(is_drawn_on(page, 1280, beside()));
  above.shows_mark_beside = true;
  page.changed();
  EXPECT_TRUE(is_drawn_on(page, 1280, beside()));
  EXPECT_EQ(shown("Is there a lift")->min.y, y);
}

}  // namespace
}  // namespace smsdesk::web::view
