// What can be done with a conversation, as values: menus, their entries and what each would do.
#include <gtest/gtest.h>

#include "core/screen/menus.h"
#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

using screen::ActionChoice;
using screen::ActionMenu;

struct AtHeader {
  World world;
  ConversationId id;
  State s;

  AgentId owner;

  explicit AtHeader(const Organisation& organisation = an_organisation(), AgentId who = kAna)
      : world(organisation), owner(who) {
    id = a_conversation().with_inbound("hi").owned_by(owner).in(world);
    see();
  }
  void see() {
    const ConversationMenu open = s.open_menu;
    s = a_state(world, owner);
    s.selected = id;
    s.open_menu = open;
  }
  ActionMenu menu(ConversationMenu kind) const {
    for (const ActionMenu& one : a_desk(s, world.now).conversation.menus) {
      if (one.kind == kind) return one;
    }
    return {};
  }
  ActionMenu open(ConversationMenu kind) {
    s.open_menu = kind;
    return menu(kind);
  }
};

const ActionChoice* find(const ActionMenu& menu, const std::string& label) {
  for (const ActionChoice& entry : menu.entries) {
    if (entry.label == label) return &entry;
  }
  return nullptr;
}

TEST(TranscriptMenu, OffersInternalNotesWithEachForm) {
  AtHeader at;
  const ActionMenu menu = at.open(ConversationMenu::Transcript);
  ASSERT_EQ(menu.entries.size(), 6u);
  const struct {
    const char *label, *format;
    bool has_notes;
  } kEntries[] = {{"Print", "html", false},        {"Print with internal notes", "html", true},
                  {"Save as text", "txt", false},  {"Save as text with internal notes", "txt", true},
                  {"Save as JSON", "json", false}, {"Save as JSON with internal notes", "json", true}};
  for (const auto& one : kEntries) {
    const ActionChoice* entry = find(menu, one.label);
    ASSERT_NE(entry, nullptr) << one.label;
    const auto* taken = entry->intent.as<intent::TakeTranscript>();
    ASSERT_NE(taken, nullptr) << one.label;
    EXPECT_EQ(taken->conversation, at.id) << one.label;
    EXPECT_EQ(taken->format, one.format) << one.label;
    EXPECT_EQ(taken->has_notes, one.has_notes) << one.label;
  }
}

TEST(TransferMenu, NamesQueuesAndWhoIsHereAndWhatTheyWouldDo) {
  AtHeader at;
  at.world.on_queue(kBen);
  at.world.arrive(kEve);
  at.world.command(kEve, SetPresence{Presence::Meeting});
  at.see();
  EXPECT_TRUE(at.menu(ConversationMenu::Transfer).entries.empty()) << "made for the open menu only";
  const ActionMenu menu = at.open(ConversationMenu::Transfer);
  ASSERT_EQ(menu.entries.size(), 3u);
  const ActionChoice* sales = find(menu, "Sales");
  ASSERT_NE(sales, nullptr);
  EXPECT_EQ(sales->intent.as<intent::Transfer>()->to_queue, kSales);
  EXPECT_EQ(sales->section, "Queues");
  EXPECT_EQ(find(menu, "Support"), nullptr) << "it is there already";
  const ActionChoice* ben = find(menu, "Ben Okafor");
  ASSERT_NE(ben, nullptr);
  EXPECT_EQ(ben->intent.as<intent::Transfer>()->to_agent, kBen);
  EXPECT_TRUE(ben->has_presence);
  EXPECT_EQ(ben->section, "Colleagues");
  EXPECT_EQ(find(menu, "Sam Roth"), nullptr) << "not here";
  EXPECT_FALSE(menu.form.has_filter);
}

TEST(TransferMenu, SaysWhoIsFreeAndHowLongAQueueWaitsOnceTheRelayHasTold) {
  AtHeader ana;
  ana.world.on_queue(kBen);
  ana.world.inbound("a", kOtherCustomer, kSalesNumber);
  ana.world.make_offers();
  ana.world.command(kBen, AnswerOffer{ana.world.workspace.offers.begin()->second.id});
  ana.world.inbound("b", "+14155550111", kSalesNumber);
  ana.world.pass(seconds(65));
  ana.see();
  ActionMenu menu = ana.open(ConversationMenu::Transfer);
  EXPECT_EQ(find(menu, "Sales")->detail, "") << "Ana is not of Sales: her own view would tell less than the truth";
  EXPECT_EQ(find(menu, "Ben Okafor")->detail, "on queue");
  ana.s.targets.conversation = ana.id;
  ana.s.targets.known = targets_of(ana.world.workspace, ana.world.conversation(ana.id));
  menu = ana.open(ConversationMenu::Transfer);
  EXPECT_EQ(find(menu, "Sales")->detail, "nobody free, 1 waiting up to 1:05");
  EXPECT_EQ(find(menu, "Sales")->urgency, screen::Urgency::Late);
  EXPECT_EQ(find(menu, "Sales")->accessible_name, "Sales, nobody free, 1 waiting up to 1:05");
  EXPECT_EQ(find(menu, "Ben Okafor")->detail, "on queue, 1 of 1, full");
  EXPECT_FALSE(find(menu, "Ben Okafor")->is_uncertain);
  ana.s.connection.link = Link::Down;
  menu = ana.open(ConversationMenu::Transfer);
  EXPECT_EQ(find(menu, "Sales")->detail, "nobody free, 1 waiting up to 1:05, last known");
  EXPECT_EQ(find(menu, "Ben Okafor")->accessible_name, "Ben Okafor, on queue, 1 of 1, full, last known");
  EXPECT_TRUE(find(menu, "Ben Okafor")->is_uncertain);
}

TEST(TransferMenu, OfWhoSeesEverythingNeedsNoQuestion) {
  AtHeader at;
  at.world.on_queue(kBen);
  at.see();
  at.s.workspace.agents.find(kAna)->second.role = AgentRole::Supervisor;
  const ActionMenu menu = at.open(ConversationMenu::Transfer);
  EXPECT_EQ(find(menu, "Ben Okafor")->detail, "on queue, 0 of 1");
  EXPECT_EQ(find(menu, "Sales")->detail, "1 free, none waiting");
}

TEST(TransferMenu, OfManyIsLookedThrough) {
  Organisation all = an_organisation();
  for (std::uint64_t i = 0; i < screen::kMenuPlainMax; ++i) {
    all.agents.push_back(
        {AgentId{100 + i}, "x" + std::to_string(i), "Xaver " + std::to_string(i), AgentRole::Agent, 1, {kSupport}});
  }
  AtHeader at(all);
  for (std::uint64_t i = 0; i < screen::kMenuPlainMax; ++i) {
    at.world.arrive(AgentId{100 + i});
    at.world.command(AgentId{100 + i}, SetPresence{Presence::Available});
  }
  at.see();
  ActionMenu menu = at.open(ConversationMenu::Transfer);
  EXPECT_TRUE(menu.form.has_filter);
  EXPECT_EQ(menu.entries.size(), screen::kMenuPlainMax + 1);
  at.s.menu_form = {at.id, ConversationMenu::Transfer, "", "XAVER 3", true, 1};
  menu = at.menu(ConversationMenu::Transfer);
  ASSERT_EQ(menu.entries.size(), 1u);
  EXPECT_EQ(menu.entries[0].label, "Xaver 3");
  EXPECT_TRUE(menu.form.has_filter) << "the field stays while it is used";
  at.s.menu_form.filter = "nobody";
  EXPECT_TRUE(at.menu(ConversationMenu::Transfer).entries.empty());
  EXPECT_FALSE(at.menu(ConversationMenu::Transfer).empty_text.empty());
}

TEST(TransferMenu, AsksForSkillsWhereThereAreSome) {
  AtHeader plain;
  EXPECT_FALSE(plain.open(ConversationMenu::Transfer).form.asks_skills);
  AtHeader skilled(a_rich_organisation());
  EXPECT_TRUE(skilled.open(ConversationMenu::Transfer).form.asks_skills);
}

TEST(TransferMenu, TurnsIntoTakingBack) {
  AtHeader at;
  at.world.command(kAna, BeginTransfer{at.id, kSales, {}, "", true});
  at.see();
  const ActionMenu menu = at.open(ConversationMenu::Transfer);
  EXPECT_FALSE(menu.has_menu);
  EXPECT_FALSE(menu.is_open);
  EXPECT_TRUE(menu.intent.is<intent::TakeBackTransfer>());
  EXPECT_EQ(at.menu(ConversationMenu::Park).label, "") << "what is on its way cannot be parked";
}

TEST(EndMenu, AsksOnlyWhereTheQueueAsks) {
  AtHeader plain;
  const ActionMenu at_once = plain.open(ConversationMenu::End);
  EXPECT_FALSE(at_once.has_menu);
  EXPECT_EQ(at_once.intent.as<intent::End>()->resolution, Resolution::NotAsked);
  AtHeader asks(a_rich_organisation());
  const ActionMenu menu = asks.open(ConversationMenu::End);
  ASSERT_EQ(menu.entries.size(), 2u);
  EXPECT_EQ(menu.entries[0].intent.as<intent::End>()->resolution, Resolution::Resolved);
  EXPECT_EQ(menu.entries[1].intent.as<intent::End>()->resolution, Resolution::FollowUp);
  EXPECT_TRUE(menu.close.is<intent::OpenConversationMenu>());
}

TEST(ParkMenu, OffersTimesAndTheCardSaysWhenItIsBack) {
  AtHeader at;
  const ActionMenu menu = at.open(ConversationMenu::Park);
  ASSERT_FALSE(menu.entries.empty());
  EXPECT_EQ(menu.entries[0].intent.as<intent::Park>()->for_ms, minutes(15));
  EXPECT_FALSE(menu.form.note_name.empty());
  at.world.command(kAna, ParkConversation{at.id, at.world.now + minutes(15), "Asks the workshop"});
  at.see();
  at.s.connection.clock_skew = hours(2);  // the browser's clock is two hours slow
  const Instant browser = at.world.now + -hours(2);
  const screen::Card card = screen::make_screen(at.s, browser).desk.roster.parked.at(0);
  EXPECT_EQ(card.reason, "Asks the workshop");
  EXPECT_EQ(card.state_name, "Back in 15 min");
  EXPECT_EQ(card.returns_at, browser + minutes(15)) << "by the clock that the agent sees";
  EXPECT_STREQ(card.return_sentence, "Back at {time}");
  const auto other_day = [](Instant when) { return when.ms / minutes(15); };
  EXPECT_STREQ(screen::make_screen(at.s, browser, other_day).desk.roster.parked.at(0).return_sentence,
               "Back tomorrow at {time}");
}

TEST(CardMenu, MarksAsUnreadWhatIsReadOrBeingReadAndCopiesTheNumber) {
  AtHeader at;
  const auto labels = [&] {
    std::vector<std::string> all;
    const auto desk = a_desk(at.s, at.world.now);
    for (const ActionChoice& entry : desk.roster.mine.at(0).menu) all.push_back(entry.label);
    return all;
  };
  const std::vector<std::string> copies = {"Copy number"}, marks = {"Mark conversation as unread", "Copy number"};
  EXPECT_EQ(labels(), marks) << "it is being read";
  at.s.selected = {};
  EXPECT_EQ(labels(), copies) << "it is unread";
  at.world.command(kAna, MarkSeen{at.id, at.world.newest(at.id)});
  at.see();
  at.s.selected = {};
  EXPECT_EQ(labels(), marks);
  const ActionChoice mark = a_desk(at.s, at.world.now).roster.mine.at(0).menu.at(0);
  ASSERT_NE(mark.intent.as<intent::MarkUnread>(), nullptr);
  EXPECT_EQ(mark.intent.as<intent::MarkUnread>()->conversation, at.id);
  EXPECT_EQ(mark.intent.as<intent::MarkUnread>()->from, at.world.newest(at.id));
  at.world.command(kAna, EndConversation{at.id});
  at.see();
  EXPECT_EQ(labels(), copies) << "it goes on no more";
}

TEST(ParkMenu, TakesATypedTime) {
  AtHeader at;
  at.open(ConversationMenu::Park);
  at.s.menu_form.conversation = at.id;
  at.s.menu_form.menu = ConversationMenu::Park;
  at.s.menu_form.filter = "45 min";
  ActionMenu menu = at.menu(ConversationMenu::Park);
  ASSERT_EQ(menu.entries.size(), 1u);
  EXPECT_EQ(menu.entries[0].intent.as<intent::Park>()->for_ms, minutes(45));
  at.s.menu_form.filter = "one day";
  menu = at.menu(ConversationMenu::Park);
  EXPECT_TRUE(menu.entries.empty());
  EXPECT_NE(menu.empty_text.find("is no time"), std::string::npos);
}

TEST(DeclineMenu, GivesTheReasonWithTheOffer) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  State s = a_state(world);
  EXPECT_TRUE(a_desk(s, world.now).roster.alerts.at(0).reasons.entries.empty());
  s.decline_menu = world.offer_of(id).id;
  const ActionMenu menu = a_desk(s, world.now).roster.alerts.at(0).reasons;
  EXPECT_TRUE(menu.is_open);
  ASSERT_FALSE(menu.entries.empty());
  const auto& decline = *menu.entries[0].intent.as<intent::Decline>();
  EXPECT_EQ(decline.offer, world.offer_of(id).id);
  EXPECT_EQ(decline.reason, menu.entries[0].label);
}

}  // namespace
}  // namespace smsdesk::test
