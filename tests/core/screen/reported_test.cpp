// What a supervisor's list of reported messages says, and what can be done with a report where its message is read.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

State looking(const World& world) {
  State s = a_state(world, kSam);
  s.area = Area::Overview;
  s.overview.tab = OverviewTab::Reported;
  s.reported.was_answered = true;
  FoundConversation of;
  of.conversation = ConversationId{900};
  of.queue = kSupport;
  of.customer = "+14155550199";
  of.our_number = "+14155550100";
  s.reported.conversations[of.conversation] = of;
  s.reported.found = {{MessageId{50}, of.conversation, {ReportKind::Abuse, kAna, world.now}, "You are all liars"}};
  return s;
}
screen::Overview overview(const World& world, const State& s) {
  return a_desk(s, world.now).overview;
}
bool has_entry(const screen::MessageMenuPanel& menu, const std::string& label) {
  return std::any_of(menu.entries.begin(), menu.entries.end(), [&](const auto& one) { return one.label == label; });
}

TEST(ReportedList, SaysWhatWhoAndOfWhom) {
  World world;
  State s = looking(world);
  const std::string ana = world.agent(kAna).name;
  const auto line = [&] { return overview(world, s).reported.lines.at(0); };
  EXPECT_EQ(overview(world, s).list_name, "Reported messages");
  EXPECT_EQ(line().customer, "+1 415 555 0199");
  EXPECT_EQ(line().below, "Abuse · Reported by " + ana + " · Support");
  EXPECT_EQ(line().text, "You are all liars");
  EXPECT_EQ(line().at, world.now);
  EXPECT_TRUE(line().is_today);
  EXPECT_EQ(line().accessible_name, "+1 415 555 0199, Abuse · Reported by " + ana + " · Support: You are all liars");
  EXPECT_EQ(line().dismiss_name, "Dismiss report: You are all liars");
  s.reported.found[0].report = {ReportKind::Spam, kSam, world.now + -hours(48)};
  s.reported.found[0].text.clear();
  s.reported.conversations[ConversationId{900}].name = "Mira Lind";
  EXPECT_EQ(line().customer, "Mira Lind");
  EXPECT_EQ(line().below, "Spam · Reported by you · Support");
  EXPECT_EQ(line().text, "Picture or file");
  EXPECT_FALSE(line().is_today);
  s.reported.conversations.clear();
  EXPECT_EQ(line().below, "Spam · Reported by you") << "nothing is known of its conversation";
  s.pending.push_back({SendKey{"k"}, ReportMessage{ConversationId{900}, MessageId{50}, ReportKind::None}});
  EXPECT_TRUE(line().is_busy);
}

TEST(ReportedList, SaysThatItIsEmptyOnItsWayOrNotToBeHad) {
  World world;
  State s = looking(world);
  EXPECT_TRUE(overview(world, s).empty_title.empty());
  s.reported.found.clear();
  EXPECT_EQ(overview(world, s).empty_title, "No message is reported.");
  s.reported.was_answered = false;
  s.reported.pending = SendKey{"k"};
  EXPECT_TRUE(overview(world, s).empty_title.empty());
  EXPECT_EQ(overview(world, s).reported.loading_text, "Loading…");
  EXPECT_TRUE(overview(world, s).reported.is_busy);
  s.reported.pending.reset();
  s.reported.is_failed = true;
  EXPECT_EQ(overview(world, s).reported.problem,
            "Reported messages could not be read right now. What is shown may be old.");
  EXPECT_TRUE(overview(world, s).reported.can_try_again);
  EXPECT_TRUE(overview(world, s).reported.loading_text.empty());
  s.connection.link = Link::Down;
  EXPECT_EQ(overview(world, s).reported.problem,
            "There is no connection. Reported messages are asked for when it is back.");
  EXPECT_FALSE(overview(world, s).reported.can_try_again);
}

TEST(ReportedList, OfAnotherTabIsNotMade) {
  World world;
  State s = looking(world);
  s.overview.tab = OverviewTab::Queues;
  EXPECT_TRUE(overview(world, s).reported.lines.empty());
}

TEST(ReportedMessage, CanBeDismissedByItsMenuAlsoWhereItsConversationIsClosed) {
  World world;
  State s = looking(world);
  s.area = Area::Find;
  smsdesk::Conversation closed;
  closed.id = ConversationId{900};
  closed.queue = kSupport;
  closed.detail.emplace();
  closed.detail->customer = "+14155550199";
  closed.detail->our_number = "+14155550100";
  s.find.reading = closed;
  s.reported.read = closed.id;
  Message message;
  message.id = MessageId{50};
  message.is_inbound = true;
  message.text = "You are all liars";
  message.report = {ReportKind::Abuse, kAna, world.now};
  s.histories[closed.id].messages.push_back({message, closed.id});
  s.message_menu = {closed.id, message.id, MessageMenu::Actions, 0};
  const auto panel = [&] { return a_desk(s, world.now).conversation; };
  EXPECT_TRUE(has_entry(panel().message_menu, "Dismiss report"));
  EXPECT_FALSE(has_entry(panel().message_menu, "Report…")) << "it is reported already";
  EXPECT_EQ(panel().back_name, "Back to the overview");
  EXPECT_TRUE(panel().has_back_beside);
  EXPECT_EQ(panel().status, "Closed.");
  s.reported.read = {};
  EXPECT_EQ(panel().back_name, "Back to closed conversations");
  s.me = kAna;
  EXPECT_FALSE(has_entry(panel().message_menu, "Dismiss report"));
  EXPECT_TRUE(has_entry(panel().message_menu, "Take the report back")) << "her own";
  s.me = kBen;
  EXPECT_FALSE(has_entry(panel().message_menu, "Dismiss report"));
  EXPECT_FALSE(has_entry(panel().message_menu, "Take the report back"));
}

}  // namespace
}  // namespace smsdesk::test
