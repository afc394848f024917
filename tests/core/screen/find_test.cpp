// The list of closed conversations and the one that is read.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>

#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

State finding(const World& world, AgentId me = kAna) {
  State s = a_state(world, me);
  s.area = Area::Find;
  s.find.was_answered = true;
  FoundConversation one;
  one.conversation = ConversationId{900};
  one.queue = kSupport;
  one.customer = "+14155550199";
  one.our_number = "+14155550100";
  one.opened_at = one.ended_at = world.now;
  one.agent = kAna;
  one.code = "Solved";
  one.note = "Sent a new one";
  one.resolution = Resolution::FollowUp;
  s.find.found = {one};
  return s;
}

TEST(FindPanel, SaysWhoseAndHowItEnded) {
  World world;
  State s = finding(world);
  const screen::Find panel = a_desk(s, world.now).find;
  ASSERT_EQ(panel.lines.size(), 1u);
  EXPECT_EQ(panel.lines[0].customer, "+1 415 555 0199");
  EXPECT_EQ(panel.lines[0].below, "Support · Ana Lopez · Solved");
  EXPECT_EQ(panel.lines[0].note, "Sent a new one");
  EXPECT_TRUE(panel.lines[0].is_today);
  EXPECT_EQ(panel.empty_title, "");
  EXPECT_FALSE(panel.is_reading);
  EXPECT_FALSE(a_desk(s, world.now + hours(48)).find.lines[0].is_today);
}

TEST(FindPanel, SaysWhyItIsEmpty) {
  World world;
  State s = finding(world);
  s.find.found.clear();
  EXPECT_EQ(a_desk(s, world.now).find.empty_title, "No conversation is closed yet");
  s.find.is_mine = true;
  EXPECT_EQ(a_desk(s, world.now).find.empty_title, "You have closed no conversation yet");
  s.find.words = "sales";
  EXPECT_EQ(a_desk(s, world.now).find.empty_title, "Nothing was found");
  s.find.was_answered = false;
  EXPECT_EQ(a_desk(s, world.now).find.empty_title, "") << "it is not known yet";
  s.find.is_failed = true;
  EXPECT_NE(a_desk(s, world.now).find.problem, "");
}

TEST(FindPanel, ShowsTheClosedOneInsteadOfTheChosenOne) {
  World world;
  const ConversationId open = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = finding(world);
  s.selected = open;
  EXPECT_FALSE(a_desk(s, world.now).conversation.conversation.is_set());
  EXPECT_EQ(a_desk(s, world.now).conversation.empty_title, "No conversation is chosen");
  smsdesk::Conversation closed;
  closed.id = ConversationId{900};
  closed.queue = kSupport;
  closed.detail.emplace();
  closed.detail->customer = "+14155550199";
  closed.detail->our_number = "+14155550100";
  s.find.reading = closed;
  Message message;
  message.id = MessageId{5};
  message.is_inbound = true;
  message.text = "Where is it?";
  s.histories[closed.id].messages.push_back({message, closed.id});
  EXPECT_TRUE(a_desk(s, world.now).conversation.notes.empty());
  s.histories[closed.id].notes[NoteId{3}] = {{NoteId{3}, kBen, kMorning, "Knows the courier", {}}, closed.id};
  const screen::Conversation panel = a_desk(s, world.now).conversation;
  EXPECT_EQ(panel.conversation, closed.id);
  EXPECT_EQ(panel.notes_title, "Internal notes");
  ASSERT_EQ(panel.notes.size(), 1u);
  EXPECT_EQ(panel.notes[0].accessible_name, "Ben Okafor: Knows the courier");
  EXPECT_EQ(panel.title, "+1 415 555 0199");
  EXPECT_EQ(panel.status, "Closed by Ana Lopez: Solved. It needs a follow-up. Note: Sent a new one");
  ASSERT_EQ(panel.menus.size(), 2u);
  EXPECT_EQ(panel.menus[0].kind, ConversationMenu::Transcript);
  EXPECT_EQ(panel.menus[1].label, "Reopen");
  EXPECT_FALSE(panel.composer.is_shown);
  EXPECT_EQ(panel.back_name, "Back to closed conversations");
  ASSERT_EQ(panel.bubbles.size(), 1u);
  EXPECT_EQ(panel.bubbles[0].text, "Where is it?");
  s.area = Area::Conversations;
  EXPECT_EQ(a_desk(s, world.now).conversation.conversation, open);
}

smsdesk::Conversation the_closed_one(const FoundConversation& found) {
  smsdesk::Conversation closed;
  closed.id = found.conversation;
  closed.queue = found.queue;
  closed.detail.emplace();
  closed.detail->customer = found.customer;
  closed.detail->our_number = found.our_number;
  return closed;
}

/// Of the closed conversation that is read; not set: it is not offered at all.
std::optional<std::string> why_not_reopened(State s, const World& world) {
  s.find.reading = the_closed_one(s.find.found.at(0));
  const screen::Desk desk = a_desk(s, world.now);
  for (const screen::ActionMenu& menu : desk.conversation.menus) {
    if (!menu.intent.is<intent::Reopen>()) continue;
    const bool is_action =
        std::any_of(desk.actions.begin(), desk.actions.end(),
                    [](const screen::AvailableAction& line) { return line.action == Action::Reopen; });
    EXPECT_EQ(is_action, menu.unavailable.empty()) << "keys and palette offer what the button does";
    return menu.unavailable;
  }
  return std::nullopt;
}

TEST(ReopenButton, IsThereWhereTheRelayWouldTakeIt) {
  World world;
  EXPECT_EQ(why_not_reopened(finding(world), world), "");
  world.inbound("something new", kOtherCustomer);
  EXPECT_EQ(why_not_reopened(finding(world), world), "");
}

TEST(ReopenButton, SaysWhyNotWhileAColleagueFilesIt) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kBen).ended().in(world);
  State s = finding(world);
  s.find.found[0].conversation = id;
  s.find.found[0].agent = kBen;
  s.find.found[0].code = s.find.found[0].note = "";
  s.find.found[0].resolution = Resolution::NotAsked;
  EXPECT_EQ(why_not_reopened(s, world), "It is open, or in after-call work: there is nothing to reopen.");
  s.find.reading = the_closed_one(s.find.found[0]);
  EXPECT_EQ(a_desk(s, world.now).conversation.status, "Closed by Ben Okafor. Ben Okafor is in after-call work.");
  world.command(kBen, CompleteWrapUp{id, kSolved, ""});
  s.workspace = view_of(world.workspace, kAna);
  EXPECT_EQ(why_not_reopened(s, world), "");
}

TEST(ReopenButton, SaysWhyNotBesideANewerOneOrWithoutRoom) {
  World world;
  world.inbound("something new");
  State s = finding(world, kSam);
  s.find.found[0].our_number = kSupportNumber;
  EXPECT_EQ(why_not_reopened(s, world), "A newer conversation with this customer is open. Go on in that one.");
  World full;
  const unsigned capacity = full.workspace.find_agent(kAna)->capacity;
  for (unsigned i = 0; i < capacity; ++i)
    a_conversation().from("+1415555020" + std::to_string(i)).with_inbound("hi").owned_by(kAna).in(full);
  const auto why = why_not_reopened(finding(full), full);
  ASSERT_TRUE(why);
  EXPECT_EQ(why->find("You have no room for it"), 0u) << *why;
}

/// The customer's panel beside a closed conversation.
class ClosedCustomer : public testing::Test {
 protected:
  ClosedCustomer() {
    s_ = finding(world_);
    const FoundConversation found = s_.find.found[0];
    s_.find.reading.emplace();
    s_.find.reading->id = found.conversation;
    s_.find.reading->queue = found.queue;
    s_.find.reading->opened_at = found.opened_at;
    s_.find.reading->detail.emplace();
    s_.find.reading->detail->customer = found.customer;
    s_.find.reading->detail->our_number = found.our_number;
    s_.contacts.read.found = found;
    s_.selected = a_conversation().with_inbound("another").owned_by(kAna).in(world_);
  }
  void know() {
    s_.contacts.read.is_known = true;
    CustomerRecord& record = s_.find.reading->detail->record;
    Contact& contact = record.contact.emplace();
    contact.id = ContactId{70};
    contact.name = "Mira Lind";
    contact.numbers = {"+14155550123", "+14155550199"};
    contact.labels = {"VIP"};
    contact.fields = {{"Account", "4711"}};
    contact.note = "Likes tea";
    record.consent = {ConsentState::OptedOut, world_.now, MessageId{4}, "STOP"};
    record.zone.name = "Europe/Berlin";
    record.zone.offsets = {{Instant{0}, 60}};
  }
  screen::Context panel() const { return a_desk(s_, world_.now).context; }
  std::string fact(const char* label) const {
    for (const screen::CustomerFact& one : panel().known.facts)
      if (one.label == label) return one.value;
    return {};
  }
  World world_;
  State s_;
};

TEST_F(ClosedCustomer, StandsBesideItToBeRead) {
  know();
  const screen::Context beside = panel();
  ASSERT_TRUE(beside.is_shown);
  EXPECT_EQ(beside.conversation, ConversationId{900}) << "not the one that is selected elsewhere";
  EXPECT_EQ(beside.name, "Customer");
  ASSERT_EQ(beside.tabs.size(), 1u);
  EXPECT_TRUE(beside.tabs[0].is_chosen);
  EXPECT_EQ(beside.known.title, "Mira Lind");
  EXPECT_EQ(beside.known.below, "+1 415 555 0199");
  EXPECT_EQ(beside.queue, "Support");
  EXPECT_EQ(fact("Labels"), "VIP");
  EXPECT_EQ(fact("Account"), "4711");
  EXPECT_EQ(fact("Other numbers"), "+1 415 555 0123");
  EXPECT_NE(fact("Local time"), "");
  EXPECT_EQ(beside.known.note, "Likes tea");
  EXPECT_EQ(beside.known.consent_title, "Opted out");
  EXPECT_EQ(beside.known.status, "");
  EXPECT_EQ(beside.known.copy.name, "Copy number");
  EXPECT_EQ(beside.known.edit_label, "Edit contact");
  EXPECT_EQ(beside.known.merge_label, "Merge…");
  EXPECT_EQ(beside.known.reveal_label, "") << "what is closed shows no number again";
  EXPECT_TRUE(a_desk(s_, world_.now).conversation.copy.intent.is<intent::CopyText>());
  s_.find.reading.reset();
  EXPECT_FALSE(panel().is_shown);
}

TEST_F(ClosedCustomer, IsOpenedInAnotherSystemAndChangedByTheSameKeys) {
  s_.workspace.settings.customer_links = {{"CRM", "https://crm.example/{number}"}};
  const auto has = [&](Action action) {
    const auto desk = a_desk(s_, world_.now);
    return std::any_of(desk.actions.begin(), desk.actions.end(),
                       [&](const screen::AvailableAction& one) { return one.action == action; });
  };
  EXPECT_FALSE(has(Action::EditContact)) << "who they are is not known yet";
  know();
  EXPECT_TRUE(has(Action::OpenCustomerLink));
  EXPECT_TRUE(has(Action::CopyNumber));
  EXPECT_TRUE(has(Action::EditContact));
  EXPECT_TRUE(has(Action::MergeContact));
  s_.contacts.forms[ConversationId{900}].fields = {{ContactPart::Name, {}, "Mira Lind"}};
  EXPECT_TRUE(panel().known.is_editing);
  EXPECT_TRUE(has(Action::SaveContact));
  EXPECT_FALSE(has(Action::EditContact));
}

TEST_F(ClosedCustomer, IsChangedByWhoMayReadTheConversationOnly) {
  know();
  s_.contacts.forms[ConversationId{900}].fields = {{ContactPart::Name, {}, "Mira Lind"}};
  s_.contacts.read.is_failed = true;
  EXPECT_EQ(panel().known.edit_label, "");
  EXPECT_FALSE(panel().known.is_editing);
  s_.contacts.read.is_failed = false;
  s_.me = kEve;
  EXPECT_EQ(panel().known.edit_label, "") << "not her queue";
}

TEST_F(ClosedCustomer, SaysNothingThatIsNotKnownYet) {
  EXPECT_EQ(panel().known.status, "Loading…");
  EXPECT_EQ(panel().known.consent_title, "") << "that they have not opted out is not known";
  s_.contacts.read.is_failed = true;
  EXPECT_EQ(panel().known.status,
            "What is known of the customer could not be read right now. Open the conversation again to try.");
  EXPECT_EQ(panel().known.consent_title, "");
}

TEST_F(ClosedCustomer, HasTheirOtherConversations) {
  know();
  CustomerHistory& history = s_.contacts.history;
  history.conversation = ConversationId{900};
  history.was_answered = true;
  history.found = s_.find.found;
  EXPECT_EQ(panel().known.history_title, "Other conversations");
  EXPECT_TRUE(panel().known.history.empty()) << "this one is before the reader's eyes";
  EXPECT_EQ(panel().known.history_status, "There is no other that you may see.");
  history.has_more = true;
  EXPECT_EQ(panel().known.history_status, "");
  EXPECT_EQ(panel().known.history_action, "Show older");
  history.found.push_back(s_.find.found[0]);
  history.found.back().conversation = ConversationId{800};
  ASSERT_EQ(panel().known.history.size(), 1u);
  EXPECT_EQ(panel().known.history[0].conversation, ConversationId{800});
}

TEST_F(ClosedCustomer, HowItEndedIsSaidOfOneThatIsInNoList) {
  s_.find.found.clear();
  EXPECT_NE(a_desk(s_, world_.now).conversation.status, "");
  EXPECT_FALSE(a_desk(s_, world_.now).conversation.menus.empty());
}

TEST_F(ClosedCustomer, AMaskedNumberIsNotCopied) {
  know();
  s_.find.reading->detail->customer = "masked:900.0:99";
  EXPECT_EQ(panel().known.copy.name, "");
  EXPECT_EQ(a_desk(s_, world_.now).conversation.copy.name, "");
}

}  // namespace
}  // namespace smsdesk::test
