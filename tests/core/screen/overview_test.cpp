// What a supervisor sees of queues and agents: figures, urgency, who did what, why nobody gets what waits.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/screen/routing_words.h"
#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

State looking(const World& world, OverviewTab tab = OverviewTab::Queues, AgentId me = kSam) {
  State s = a_state(world, me);
  s.area = Area::Overview;
  s.overview.tab = tab;
  return s;
}
screen::Overview overview(const World& world, const State& s) {
  return a_desk(s, world.now).overview;
}
const screen::OverviewRow& row(const screen::Overview& page, std::uint64_t key) {
  const auto at = std::find_if(page.rows.begin(), page.rows.end(), [&](const auto& one) { return one.key == key; });
  SMSDESK_ASSERT(at != page.rows.end());
  return *at;
}
std::string why(const World& world, ConversationId id) {
  return screen::why_waiting(world.workspace, world.conversation(id), world.now);
}
std::vector<std::string> labels(const screen::ActionMenu& menu) {
  std::vector<std::string> all;
  for (const screen::ActionChoice& choice : menu.entries) all.push_back(choice.label);
  return all;
}
bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

enum Column : std::size_t { kWaiting, kLongest, kLevel, kActive, kParked, kWrapUp, kOnQueue, kFree, kNotResponding };

TEST(OverviewPage, HasAPlaceInTheRailOfSupervisors) {
  World world;
  const auto places = a_desk(a_state(world, kSam), world.now).rail.places;
  EXPECT_TRUE(std::any_of(places.begin(), places.end(), [](const auto& one) { return one.area == Area::Overview; }));
  const auto ana = a_desk(a_state(world, kAna), world.now).rail.places;
  EXPECT_FALSE(std::any_of(ana.begin(), ana.end(), [](const auto& one) { return one.area == Area::Overview; }));
}

TEST(OverviewPage, IsMadeOnlyWhereItIsShown) {
  World world;
  EXPECT_FALSE(overview(world, a_state(world, kSam)).is_shown);
  EXPECT_TRUE(overview(world, looking(world)).is_shown);
}

TEST(OverviewAgents, WithoutAConnectionWhatTheyDoIsTheLastThatIsKnown) {
  World world;
  world.on_queue(kAna);
  world.pass(minutes(12));
  State s = looking(world, OverviewTab::Agents);
  EXPECT_FALSE(row(overview(world, s), kAna.value).is_uncertain);
  EXPECT_EQ(row(overview(world, s), kAna.value).figures[1].detail, "12 min");
  s.connection.link = Link::Down;
  const screen::Overview page = overview(world, s);
  const screen::OverviewRow& ana = row(page, kAna.value);
  EXPECT_TRUE(ana.is_uncertain);
  for (const std::size_t i : {0u, 1u}) EXPECT_EQ(ana.figures[i].detail, "last known") << "nobody knows for how long";
  EXPECT_NE(ana.accessible_name.find("Idle last known, Available last known"), std::string::npos)
      << ana.accessible_name;
}

TEST(OverviewQueues, CountWhatWaitsAndRuns) {
  World world;
  const ConversationId parked = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, ParkConversation{parked, world.now + hours(1), ""});
  a_conversation().from("+14155550001").with_inbound("hi").owned_by(kAna).in(world);
  a_conversation().from("+14155550002").with_inbound("hi").owned_by(kAna).ended().in(world);
  world.inbound("hi", kOtherCustomer);
  world.pass(seconds(16));
  const screen::Overview page = overview(world, looking(world));
  const screen::OverviewRow& support = row(page, kSupport.value);
  EXPECT_EQ(support.figures[kWaiting].text, "1");
  EXPECT_EQ(support.figures[kLongest].text, "0:16");
  EXPECT_EQ(support.figures[kLongest].urgency, screen::Urgency::Soon) << "three quarters of 20 s are over";
  EXPECT_EQ(support.figures[kLevel].text, "100 %");
  EXPECT_EQ(support.figures[kActive].text, "1");
  EXPECT_EQ(support.figures[kParked].text, "1");
  EXPECT_EQ(support.figures[kWrapUp].text, "1");
  EXPECT_EQ(support.figures[kOnQueue].text, "1");
  EXPECT_EQ(support.figures[kFree].text, "0") << "Ana takes two at once: one conversation and one wrap-up";
  const screen::OverviewRow& sales = row(page, kSales.value);
  EXPECT_TRUE(sales.figures[kWaiting].is_quiet);
  EXPECT_EQ(sales.figures[kLevel].text, "–") << "nothing was answered";
  EXPECT_NE(page.headline.find("1 waiting, longest 0:16"), std::string::npos) << page.headline;
}

TEST(OverviewQueues, SayUrgencyInWordsToo) {
  World world;
  world.inbound("hi");
  world.pass(minutes(2));
  const screen::Overview page = overview(world, looking(world));
  const screen::OverviewRow& support = row(page, kSupport.value);
  EXPECT_EQ(support.figures[kLongest].urgency, screen::Urgency::Late);
  EXPECT_EQ(support.accessible_name, "Support: 1 waiting, longest 2 minutes, above the target · Nobody on queue");
}

TEST(OverviewQueues, WarnOfALowServiceLevel) {
  World world;
  const ConversationId late = world.inbound("hi");
  world.pass(minutes(1));
  world.command(kSam, AbandonConversation{late});
  const screen::Overview page = overview(world, looking(world));
  EXPECT_EQ(row(page, kSupport.value).figures[kLevel].text, "0 %");
  EXPECT_EQ(row(page, kSupport.value).figures[kLevel].urgency, screen::Urgency::Late);
}

TEST(OverviewQueues, OpenToWhatWaitsFirstAndThenToWhatRuns) {
  World world;
  a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, SetOnQueue{false});
  world.inbound("hi", kOtherCustomer);
  world.pass(seconds(5));
  State s = looking(world);
  s.overview.open_queue = kSupport;
  const screen::Overview page = overview(world, s);
  ASSERT_EQ(page.conversations.size(), 2u);
  EXPECT_EQ(page.conversations[0].state, "Waiting");
  EXPECT_EQ(page.conversations[0].customer, "+1 415 555 0123");
  EXPECT_EQ(page.conversations[0].age, "0:05");
  EXPECT_EQ(page.conversations[0].why, "None of 2 agents is on queue.");
  EXPECT_EQ(page.conversations[1].state, world.agent(kAna).name);
  s.overview.open_queue = kSales;
  EXPECT_EQ(overview(world, s).conversations_text, "Nothing waits or runs in this queue.");
}

TEST(OverviewQueues, HaveNothingAboveTheTargetThatOptedOut) {
  World world;
  a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.pass(minutes(2));
  State s = looking(world);
  s.overview.open_queue = kSupport;
  EXPECT_EQ(overview(world, s).conversations.at(0).urgency, screen::Urgency::Late);
  world.inbound("STOP");
  world.pass(minutes(2));
  s.workspace = view_of(world.workspace, kSam);
  const screen::Overview page = overview(world, s);
  EXPECT_EQ(page.conversations.at(0).urgency, screen::Urgency::Calm);
  EXPECT_EQ(page.conversations.at(0).age, "2 min") << "since they wrote it";
  EXPECT_EQ(page.conversations.at(0).accessible_name.find("above the target"), std::string::npos);
}

TEST(OverviewQueues, CountAReopenedOnesAgeFromItsReopening) {
  World world;
  reopen(world);
  world.pass(minutes(5));
  State s = looking(world);
  s.overview.open_queue = kSupport;
  ASSERT_EQ(overview(world, s).conversations.size(), 1u);
  EXPECT_EQ(overview(world, s).conversations[0].age, "5 min");
  EXPECT_EQ(overview(world, s).conversations[0].urgency, screen::Urgency::Calm);
  s.workspace.conversations.at(kReopened).last_activity_at = {};
  EXPECT_EQ(overview(world, s).conversations[0].age, "") << "one that was reopened before that was kept";
}

TEST(OverviewQueues, ShowAsManyAsCanBeReadAndCountTheRest) {
  World world;
  for (int i = 0; i < 53; ++i) world.inbound("hi", "+141555501" + std::to_string(10 + i));
  State s = looking(world);
  s.overview.open_queue = kSupport;
  const screen::Overview page = overview(world, s);
  EXPECT_EQ(page.conversations.size(), screen::kOverviewConversationsMax);
  EXPECT_EQ(page.conversations_text, "And 3 more.");
}

TEST(OverviewAgents, SayRoutingPresenceLoadAndWork) {
  World world(an_organisation_with([](Organisation& all) {
    all.sub_statuses = {{kCoaching, Presence::Meeting, "Coaching"}};
  }));
  a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.arrive(kEve);
  world.command(kEve, SetPresence{Presence::Meeting, kCoaching});
  world.pass(minutes(3));
  const screen::Overview page = overview(world, looking(world, OverviewTab::Agents));
  const screen::OverviewRow& ana = row(page, kAna.value);
  EXPECT_EQ(ana.figures[0].text, "Interacting");
  EXPECT_EQ(ana.figures[0].detail, "3 min");
  EXPECT_EQ(ana.figures[2].text, "1 of 2");
  EXPECT_EQ(ana.figures[3].text, "1 conversation");
  EXPECT_EQ(ana.detail, "Support");
  const screen::OverviewRow& eve = row(page, kEve.value);
  EXPECT_EQ(eve.figures[0].text, "Off queue");
  EXPECT_EQ(eve.figures[1].text, "Meeting: Coaching");
  EXPECT_EQ(eve.figures[3].text, "Nothing");
  EXPECT_EQ(row(page, kBen.value).figures[0].text, "Not signed in");
}

TEST(OverviewAgents, SayWhyTheyHoldMoreThanTheirCapacity) {
  World world(an_organisation_with([](Organisation& all) {
    all.labels = {{kVip, "VIP", 5, 0, false}};
    all.queues[0].label = kVip;
  }));
  a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = looking(world, OverviewTab::Agents);
  const screen::OverviewRow ana = row(overview(world, s), kAna.value);
  EXPECT_EQ(ana.figures[2].text, "5 of 2");
  EXPECT_EQ(ana.figures[2].detail, "1 large");
  const std::string reason = "One conversation counts more than all of the capacity.";
  EXPECT_NE(ana.accessible_name.find(reason), std::string::npos);
  EXPECT_EQ(overview(world, s).conversations_text, "");
  s.overview.open_agent = kAna;
  EXPECT_EQ(overview(world, s).conversations_text, reason);
}

TEST(OverviewAgents, WithNothingButWhatIsQuietAreInteractingAllTheSame) {
  World world(with_support([](Queue& support) { support.quiet_after = minutes(2); }));
  a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.live(minutes(2));
  const screen::Overview page = overview(world, looking(world, OverviewTab::Agents));
  EXPECT_EQ(row(page, kAna.value).figures[0].text, "Interacting");
  EXPECT_EQ(row(page, kAna.value).figures[2].detail, "1 quiet");
}

TEST(OverviewAgents, SayWhoChangedTheirState) {
  World world;
  world.on_queue(kAna);
  world.command(kSam, SetPresence{Presence::Break, {}, false, kAna});
  const screen::Overview page = overview(world, looking(world, OverviewTab::Agents));
  const std::string by = "now, by " + world.agent(kSam).name;
  EXPECT_EQ(row(page, kAna.value).figures[0].detail, by);
  EXPECT_EQ(row(page, kAna.value).figures[1].detail, by);
}

TEST(OverviewAgents, StandByStatusNameOrTime) {
  World world;
  world.on_queue(kEve);
  world.pass(minutes(1));
  world.arrive(kBen);
  world.pass(minutes(1));
  world.on_queue(kAna);
  world.inbound("hi");
  world.make_offers();
  world.command(kAna, DeclineOffer{world.workspace.offers.begin()->first});
  State s = looking(world, OverviewTab::Agents);
  const auto order = [&] {
    std::vector<std::uint64_t> keys;
    for (const screen::OverviewRow& one : overview(world, s).rows) keys.push_back(one.key);
    return keys;
  };
  EXPECT_EQ(order(), (std::vector<std::uint64_t>{kAna.value, kEve.value, kBen.value, kSam.value}));
  s.overview.sort = AgentSort::Name;
  std::vector<std::string> names;
  for (const screen::OverviewRow& one : overview(world, s).rows) names.push_back(one.name);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  s.overview.sort = AgentSort::Time;
  const auto by_time = order();
  EXPECT_LT(std::find(by_time.begin(), by_time.end(), kEve.value),
            std::find(by_time.begin(), by_time.end(), kAna.value));
}

TEST(OverviewAgents, AreFoundByNameAndQueue) {
  World world;
  State s = looking(world, OverviewTab::Agents);
  s.overview.filter = "EVE";
  ASSERT_EQ(overview(world, s).rows.size(), 1u);
  EXPECT_EQ(overview(world, s).rows[0].key, kEve.value);
  s.overview.filter.clear();
  s.overview.only_queue = kSupport;
  EXPECT_EQ(overview(world, s).rows.size(), 2u);
  EXPECT_EQ(overview(world, s).queues.label, "Support");
  s.overview.filter = "eve";
  EXPECT_TRUE(overview(world, s).rows.empty());
  EXPECT_FALSE(overview(world, s).empty_text.empty());
}

TEST(OverviewAgents, OpenToWhatTheyHaveAndAreAskedFor) {
  World world;
  a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.inbound("hi", kOtherCustomer);
  world.make_offers();
  State s = looking(world, OverviewTab::Agents);
  s.overview.open_agent = kAna;
  const screen::Overview page = overview(world, s);
  ASSERT_EQ(page.conversations.size(), 2u);
  EXPECT_EQ(page.conversations[0].state, "Being offered");
  EXPECT_EQ(row(page, kAna.value).figures[3].detail, "1 offer");
}

TEST(OverviewMenus, SayWhatCanBeDoneWithAnAgent) {
  World world;
  world.on_queue(kAna);
  State s = looking(world, OverviewTab::Agents);
  s.overview.menu = {OverviewMenu::Kind::Agent, kAna, {}};
  auto entries = labels(overview(world, s).menu);
  EXPECT_TRUE(has(entries, "Take off queue"));
  EXPECT_FALSE(has(entries, "Available")) << "she is";
  EXPECT_TRUE(has(entries, "Break"));
  s.overview.menu.agent = kBen;
  entries = labels(overview(world, s).menu);
  EXPECT_FALSE(has(entries, "Put on queue")) << "he is not here to answer";
  EXPECT_FALSE(has(entries, "Take off queue"));
}

TEST(OverviewMenus, SayWhatCanBeDoneWithAConversation) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const ConversationId waiting = world.inbound("hi", kOtherCustomer, kSalesNumber);
  State s = looking(world);
  s.overview.menu = {OverviewMenu::Kind::Conversation, {}, id};
  EXPECT_EQ(labels(overview(world, s).menu),
            (std::vector<std::string>{"Read it", "Transfer it", "Give it back to Support", "End it"}));
  s.overview.menu.conversation = waiting;
  EXPECT_EQ(labels(overview(world, s).menu),
            (std::vector<std::string>{"Read it", "Take it", "Transfer it", "End it without an answer"}));
  world.command(kAna, EndConversation{id});
  s.workspace = view_of(world.workspace, kSam);
  s.overview.menu.conversation = id;
  EXPECT_EQ(labels(overview(world, s).menu), (std::vector<std::string>{"Read it", "Close the wrap-up"}));
  s.overview.menu.conversation = ConversationId{999};
  EXPECT_FALSE(overview(world, s).menu.is_open);
}

TEST(OverviewMenus, SayThatASecondPressIsAwaited) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = looking(world);
  s.overview.menu = {OverviewMenu::Kind::Conversation, {}, id};
  s.sure = {SureQuestion::What::End, id, world.now + seconds(5)};
  s.notices.push_back({1, NoticeState::Tone::Info, "Press again", {}, NoticeReason::SureAsked, id});
  EXPECT_TRUE(has(labels(overview(world, s).menu), "Press again: End it"));
  s.notices.clear();
  EXPECT_FALSE(has(labels(overview(world, s).menu), "Press again: End it"));
}

TEST(Reading, HasAWayBackActionsAndNoComposer) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world, kSam);
  s.selected = id;
  s.is_from_overview = true;
  const screen::Conversation page = a_desk(s, world.now).conversation;
  EXPECT_EQ(page.back_name, "Back to the overview");
  EXPECT_FALSE(page.composer.is_shown);
  EXPECT_EQ(page.status, world.agent(kAna).name + " has it. You read along.");
  ASSERT_EQ(page.menus.size(), 4u);
  EXPECT_EQ(page.menus[0].kind, ConversationMenu::Transcript);
  EXPECT_EQ(page.menus[1].kind, ConversationMenu::Transfer);
  EXPECT_EQ(page.menus[2].kind, ConversationMenu::Free);
  EXPECT_EQ(page.menus[3].kind, ConversationMenu::End);
}

TEST(Reading, SpeaksToWhoeverHasIt) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.arrive(kEve);
  State s = a_state(world, kSam);
  s.selected = id;
  const screen::ColleaguesPanel before = a_desk(s, world.now).context.colleagues;
  ASSERT_TRUE(before.can_ask);
  ASSERT_EQ(before.people.size(), 1u) << "nobody else";
  EXPECT_EQ(before.people[0].label, world.agent(kAna).name);
  world.command(kSam, BeginConsult{id, kAna, "Offer a refund"});
  s.workspace = view_of(world.workspace, kSam);
  const screen::ColleaguesPanel after = a_desk(s, world.now).context.colleagues;
  EXPECT_FALSE(after.can_ask);
  ASSERT_EQ(after.threads.size(), 1u);
  EXPECT_TRUE(after.threads[0].can_suggest);
  State ana = a_state(world, kAna);
  ana.selected = id;
  const screen::ColleaguesPanel hers = a_desk(ana, world.now).context.colleagues;
  ASSERT_EQ(hers.threads.size(), 1u);
  EXPECT_EQ(hers.threads[0].title, world.agent(kSam).name + " writes to you");
  EXPECT_FALSE(hers.threads[0].can_suggest);
}

TEST(WhyNobody, NamesTheFirstThingThatIsMissing) {
  World world(an_organisation_with([](Organisation& all) {
    all.skills = {{kGerman, "German"}};
    all.queues[0].skills = {kGerman};
    all.queues[0].rings = {{minutes(1), {}, {kGerman}}};
  }));
  const ConversationId id = world.inbound("hi");
  EXPECT_EQ(why(world, id), "None of those who may be asked has German. The search widens in 1 minute.");
  EXPECT_EQ(screen::terms_line(world.workspace, world.conversation(id)), "German · widened 0 of 1 time");
}

TEST(WhyNobody, CountsWhoIsOnQueueAndFull) {
  World world;
  a_conversation().with_inbound("hi").owned_by(kBen).in(world);
  const ConversationId id = world.inbound("hi", kOtherCustomer);
  EXPECT_EQ(why(world, id), "The only agent on queue is full.");
  world.on_queue(kAna);
  EXPECT_EQ(why(world, id), "An agent is free: it is offered in a moment.");
  world.make_offers();
  EXPECT_EQ(why(world, id).substr(0, 5), "Asks ");
  world.command(kAna, DeclineOffer{world.offer_of(id).id});
  EXPECT_EQ(why(world, id), "The only agent on queue is full. 1 is not responding.");
}

TEST(WhyNobody, SaysWhomItWaitsFor) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, ParkConversation{id, world.now + minutes(1), ""});
  a_conversation().from("+14155550001").with_inbound("hi").owned_by(kAna).in(world);
  a_conversation().from("+14155550002").with_inbound("hi").owned_by(kAna).in(world);
  world.pass(minutes(1));
  world.decide(TimePassed{});
  ASSERT_EQ(world.conversation(id).state, ConversationState::Waiting);
  EXPECT_EQ(why(world, id), "Waits 20 seconds more for " + world.agent(kAna).name + ", who had this customer before.");
}

}  // namespace
}  // namespace smsdesk::test
