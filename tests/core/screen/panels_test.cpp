// Every panel but the timeline, in each of its states.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "core/screen/routing_words.h"
#include "core/sms/smart_encoding.h"
#include "tests/core/screen/desk.h"

namespace smsdesk::test {
namespace {

using screen::make_screen;
using screen::Page;
using screen::Urgency;

TEST(Pages, FollowTheSession) {
  State s;
  EXPECT_EQ(make_screen(s, kMorning).page, Page::Loading);
  s.session = SessionPhase::SignedOut;
  EXPECT_EQ(make_screen(s, kMorning).page, Page::SignIn);
  s.session = SessionPhase::SignedIn;
  EXPECT_EQ(make_screen(s, kMorning).page, Page::Loading);
  s.connection.attempt = 1;
  EXPECT_NE(make_screen(s, kMorning).loading_text.find("cannot be reached"), std::string::npos);
  EXPECT_EQ(make_screen(a_state(World()), kMorning).page, Page::Desk);
}

TEST(SignInPanel, CanBeUsedOnceBothFieldsAreFilled) {
  State s;
  s.session = SessionPhase::SignedOut;
  EXPECT_FALSE(make_screen(s, kMorning).sign_in.can_sign_in);
  s.sign_in = {"ana", "secret", "Try again.", 3};
  const screen::SignIn panel = make_screen(s, kMorning).sign_in;
  EXPECT_TRUE(panel.can_sign_in);
  EXPECT_EQ(panel.error, "Try again.");
  EXPECT_EQ(panel.revision, 3u);
  s.session = SessionPhase::SigningIn;
  EXPECT_TRUE(make_screen(s, kMorning).sign_in.is_busy);
  EXPECT_FALSE(make_screen(s, kMorning).sign_in.can_sign_in);
}

TEST(RailPanel, SaysWhoAndHowLong) {
  World world;
  world.on_queue(kAna);
  const screen::Rail rail = a_desk(a_state(world), world.now + minutes(12)).rail;
  EXPECT_EQ(rail.agent_name, "Ana Lopez");
  EXPECT_EQ(rail.initials, "AL");
  EXPECT_EQ(rail.presence_name, "Available");
  EXPECT_EQ(rail.time_in_presence, "12 min");
  EXPECT_EQ(rail.presence_title, "Ana Lopez") << "the choices below it say the rest";
  EXPECT_EQ(a_desk(a_state(world), world.now + seconds(59)).rail.time_in_presence, "") << "no \"Available for now\"";
  ASSERT_EQ(rail.presence_choices.size(), 8u);
  EXPECT_EQ(rail.presence_choices.back().name, "Offline");
  EXPECT_TRUE(rail.presence_choices.front().is_current);
}

TEST(RailPanel, LeadsToThePartsOfTheProgram) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  const screen::Rail rail = a_desk(s, world.now).rail;
  ASSERT_FALSE(rail.places.empty());
  EXPECT_EQ(rail.places.front().name, "Conversations, 1 unread");
  EXPECT_TRUE(rail.places.front().is_current);
  s.area = Area::Find;
  s.is_roster_shown = false;
  const screen::Desk desk = a_desk(s, world.now);
  EXPECT_EQ(desk.area, Area::Find);
  EXPECT_FALSE(desk.rail.places.front().is_current);
  EXPECT_FALSE(desk.is_roster_shown) << "no conversation is chosen, but this page is";
  EXPECT_TRUE(id.is_set());
}

TEST(RailPanel, OffersTheFinerWordsBelowTheirPresence) {
  World world(a_rich_organisation());
  world.arrive(kAna);
  world.command(kAna, SetPresence{Presence::Meeting, kCoaching});
  const screen::Rail rail = a_desk(a_state(world), world.now + minutes(3)).rail;
  EXPECT_EQ(rail.presence_name, "Meeting: Coaching");
  const auto coaching = std::find_if(rail.presence_choices.begin(), rail.presence_choices.end(),
                                     [](const screen::PresenceChoice& one) { return one.sub_status == kCoaching; });
  ASSERT_NE(coaching, rail.presence_choices.end());
  EXPECT_EQ(coaching->accessible_name, "Coaching, Meeting");
  EXPECT_TRUE(coaching->is_current);
  EXPECT_EQ((coaching - 1)->name, "Meeting");
  EXPECT_FALSE((coaching - 1)->is_current) << "the finer word is in force";
}

TEST(RailPanel, SaysThatAnAgentIsAwayByItself) {
  World world;
  world.arrive(kAna);
  world.command(kAna, SetPresence{Presence::Available});
  world.command(kAna, SetPresence{Presence::Away, {}, true});
  EXPECT_EQ(a_desk(a_state(world), world.now).rail.presence_name, "Away, because nobody touched this page");
  EXPECT_EQ(a_desk(a_state(world), world.now).rail.presence_title, "Away, because nobody touched this page");
}

TEST(RailPanel, WithoutAConnectionTheLastKnownStatusSaysSo) {
  World world;
  world.on_queue(kAna);
  State s = a_state(world);
  const Instant later = world.now + minutes(12);
  EXPECT_FALSE(a_desk(s, later).rail.is_presence_uncertain);
  EXPECT_FALSE(a_desk(s, later).roster.on_queue.is_uncertain);
  EXPECT_EQ(a_desk(s, later).roster.on_queue.title, "On queue");
  for (const Link link : {Link::Down, Link::Opening}) {
    s.connection.link = link;
    const screen::Desk desk = a_desk(s, later);
    EXPECT_TRUE(desk.rail.is_presence_uncertain);
    EXPECT_EQ(desk.rail.presence_name, "Available · not connected");
    EXPECT_EQ(desk.rail.presence_title, "Available · not connected");
    EXPECT_EQ(desk.rail.time_in_presence, "") << "nobody knows for how long";
    for (const screen::PresenceChoice& one : desk.rail.presence_choices) {
      EXPECT_EQ(one.is_uncertain, one.is_current);
      EXPECT_EQ(one.accessible_name, one.is_current ? one.name + " · not connected" : one.name);
    }
    EXPECT_TRUE(desk.roster.on_queue.is_uncertain);
    EXPECT_TRUE(desk.roster.on_queue.is_on) << "as far as is known";
    EXPECT_EQ(desk.roster.on_queue.title, "On queue · not connected");
    EXPECT_EQ(desk.roster.on_queue.time, "");
  }
}

TEST(RosterPanel, SaysThatOffersWouldComeInSilence) {
  World world;
  world.on_queue(kAna);
  State s = a_state(world);
  EXPECT_EQ(a_desk(s, world.now).roster.sound_problem, "");
  s.is_sound_blocked = true;
  EXPECT_NE(a_desk(s, world.now).roster.sound_problem, "");
  s.settings.is_sound_on = false;
  EXPECT_EQ(a_desk(s, world.now).roster.sound_problem, "") << "it is off by choice";
  s.settings.is_sound_on = true;
  world.command(kAna, SetOnQueue{false});
  s.workspace = view_of(world.workspace, kAna);
  EXPECT_EQ(a_desk(s, world.now).roster.sound_problem, "") << "no offers come";
}

TEST(OnQueuePanel, SaysSinceWhen) {
  World world;
  world.on_queue(kAna);
  EXPECT_EQ(a_desk(a_state(world), world.now + minutes(7)).roster.on_queue.time, "7 min");
}

TEST(OnQueuePanel, NamesEachState) {
  using S = screen::OnQueueSwitch::State;
  World world;
  EXPECT_EQ(a_desk(a_state(world), world.now).roster.on_queue.state, S::OffQueue);
  world.on_queue(kAna);
  EXPECT_EQ(a_desk(a_state(world), world.now).roster.on_queue.state, S::Idle);
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const screen::OnQueueSwitch busy = a_desk(a_state(world), world.now).roster.on_queue;
  EXPECT_EQ(busy.state, S::Interacting);
  EXPECT_TRUE(busy.is_on);
  EXPECT_EQ(busy.explanation, "1 of 2 conversations");
  world.inbound("x", kOtherCustomer);
  world.make_offers();
  EXPECT_NE(a_desk(a_state(world), world.now).roster.on_queue.explanation.find("full"), std::string::npos);
  world.pass(seconds(30));
  world.decide(TimePassed{});
  EXPECT_EQ(a_desk(a_state(world), world.now).roster.on_queue.state, S::NotResponding);
  State s = a_state(world);
  s.pending.push_back({{"k"}, SetOnQueue{true}, true});
  EXPECT_TRUE(a_desk(s, world.now).roster.on_queue.is_busy);
  EXPECT_NE(id, ConversationId{});
}

/// Who talked with that agent yesterday writes again, and it is offered to Ana.
RoutingTrace offered_to_ana(World& world, AgentId last) {
  world.on_queue(kAna);
  InboundMessage in{CarrierMessageId{"SM1"}, kCustomer, kSupportNumber, "me again", {}};
  in.previous = ClosedConversation{
      ConversationId{900}, kSupport, kCustomer, kSupportNumber, world.now + -hours(300), world.now + -hours(200), last};
  world.decide(in);
  world.live(seconds(3));
  return world.offer_of(world.workspace.find_open(kCustomer, kSupportNumber)->id).trace;
}

TEST(AlertPanel, SaysWhoTalkedWithTheCustomerLast) {
  World world;
  offered_to_ana(world, kBen);
  const auto alert = [&] { return a_desk(a_state(world), world.now).roster.alerts.at(0); };
  EXPECT_EQ(alert().last_agent, "Last with Ben Okafor, who is away");
  EXPECT_EQ(alert().accessible_name,
            "Support: message from +1 415 555 0199, last with Ben Okafor, who is away, waiting 3 seconds");
  world.arrive(kBen);
  EXPECT_EQ(alert().last_agent, "Last with Ben Okafor, who is off queue");
  world.command(kBen, SetOnQueue{true});
  EXPECT_EQ(alert().last_agent, "Last with Ben Okafor, who is on queue");
}

TEST(AlertPanel, SaysThatItWasTheReader) {
  World world(with_support([](Queue& support) { support.last_agent = LastAgentMode::Disabled; }));
  offered_to_ana(world, kAna);
  EXPECT_EQ(a_desk(a_state(world), world.now).roster.alerts.at(0).last_agent, "Last with you");
}

TEST(AlertPanel, SaysTheLastAgentOnceOnly) {
  World world;
  offered_to_ana(world, kAna);
  const screen::Alert alert = a_desk(a_state(world), world.now).roster.alerts.at(0);
  EXPECT_EQ(alert.last_agent, "");
  EXPECT_EQ(alert.why, "You talked with this customer last time.");
}

TEST(WhyDetails, SayTheLastAgentAndTheWaitForWhoGoesFirst) {
  World world;
  RoutingTrace trace = offered_to_ana(world, kBen);
  trace.waited = seconds(25);
  trace.preferred_waited = seconds(20);
  const std::vector<std::string> lines = screen::why_details(world.workspace, trace, kSupport);
  ASSERT_GE(lines.size(), 3u);
  EXPECT_EQ(lines[0], "It waited 25 seconds in Support.");
  EXPECT_EQ(lines[1], "For 20 seconds of it only who goes first there was asked.");
  EXPECT_EQ(lines[2], "Ben Okafor talked with this customer last time.");
}

TEST(AlertPanel, CountsDownAndGrowsUrgent) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("please\nhelp");
  world.make_offers();
  State s = a_state(world);
  const auto alert_after = [&](DurationMs time) { return a_desk(s, world.now + time).roster.alerts.at(0); };
  EXPECT_EQ(alert_after(0).customer, "+1 415 555 0199");
  EXPECT_EQ(alert_after(0).first_line, "please help");
  EXPECT_EQ(alert_after(0).countdown, "30 s");
  EXPECT_EQ(alert_after(seconds(7) + 1).countdown, "23 s");
  EXPECT_FLOAT_EQ(alert_after(seconds(15)).countdown_part, 0.5f);
  EXPECT_EQ(alert_after(hours(1)).countdown, "0 s");
  EXPECT_EQ(alert_after(seconds(15) - 1).urgency, Urgency::Calm);
  EXPECT_EQ(alert_after(seconds(15)).urgency, Urgency::Soon);
  EXPECT_EQ(alert_after(seconds(20) - 1).urgency, Urgency::Soon);
  EXPECT_EQ(alert_after(seconds(20)).urgency, Urgency::Late);
  EXPECT_EQ(alert_after(seconds(9)).waiting, "0:09");
  EXPECT_EQ(alert_after(seconds(9)).accessible_name, "Support: message from +1 415 555 0199, waiting 9 seconds");
  EXPECT_FALSE(alert_after(0).is_busy);
  s.pending.push_back({{"k"}, AnswerOffer{world.offer_of(id).id}, true});
  EXPECT_TRUE(alert_after(0).is_busy);
  const screen::Screen all = make_screen(s, world.now);
  EXPECT_EQ(all.page_title, "Message from +1 415 555 0199 · smsdesk");
  EXPECT_GT(all.wake_in, 0);
  EXPECT_LE(all.wake_in, 250);
}

TEST(AlertPanel, OfATransferCountsFromTheTransfer) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.live(hours(1));
  world.on_queue(kBen);
  world.command(kAna, BeginTransfer{id, {}, kBen, "", true});
  world.make_offers();
  const screen::Alert alert = a_desk(a_state(world, kBen), world.now).roster.alerts.at(0);
  EXPECT_EQ(alert.waiting, "0:00");
  EXPECT_EQ(alert.urgency, Urgency::Calm);
}

TEST(AlertPanel, SaysByWhomItWasTransferredAndWithWhatNote) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.on_queue(kEve);
  world.command(kAna, BeginTransfer{id, kSales, {}, "wants to buy", true});
  world.make_offers();
  const auto mark = [&] { return a_desk(a_state(world, kEve), world.now).roster.alerts.at(0).mark; };
  EXPECT_EQ(mark(), "Transferred by Ana Lopez: wants to buy");
  world.decide(AgentLeft{kAna});
  world.command(kEve, DeclineOffer{world.offer_of(id).id});
  world.live(minutes(2));
  world.on_queue(kEve);
  world.make_offers();
  ASSERT_EQ(world.asked_for(id), kEve);
  EXPECT_EQ(mark(), "Transferred by Ana Lopez: wants to buy") << "its sender is gone, and that says so still";
}

TEST(AlertPanel, SaysWhatASupervisorGaveWithWhatWaited) {
  World world;
  world.arrive(kEve);
  world.command(kEve, SetPresence{Presence::Available});
  const ConversationId id = world.inbound("hi");
  world.command(kSam, BeginTransfer{id, {}, kEve, "knows him", true});
  EXPECT_EQ(a_desk(a_state(world, kEve), world.now).roster.alerts.at(0).mark,
            "Transferred by " + world.agent(kSam).name + ": knows him");
}

TEST(AlertPanel, SaysWhatItWasParkedForWhenItComesBack) {
  for (const bool is_by_customer : {false, true}) {
    World world;
    const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
    world.command(kAna, ParkConversation{id, world.now + hours(1), "call back about the refund"});
    if (is_by_customer)
      world.inbound("any news?");
    else
      world.live(hours(1));
    world.make_offers();
    const auto alerts = a_desk(a_state(world), world.now).roster.alerts;
    ASSERT_EQ(alerts.size(), 1u);
    EXPECT_EQ(alerts[0].mark, is_by_customer ? "It was parked, and the customer has written: call back about the refund"
                                             : "It was parked, and its time has come: call back about the refund");
  }
}

TEST(WaitingLines, SayByWhomItWasTransferredAndTheNoteToWhoMayReadIt) {
  Organisation all = an_organisation();
  for (Queue& queue : all.queues) queue.is_manual_pick = true;
  World world(all);
  world.arrive(kEve);
  const ConversationId id = world.inbound("hi");
  world.command(kSam, BeginTransfer{id, kSales, {}, "wants to buy", true});
  const auto lines = [&](AgentId who) { return a_desk(a_state(world, who), world.now).roster.waiting; };
  ASSERT_EQ(lines(kEve).size(), 1u);
  EXPECT_EQ(lines(kEve)[0].mark, "Transferred by " + world.agent(kSam).name + ".");
  EXPECT_EQ(lines(kEve)[0].accessible_name,
            "Take from Sales, waiting 0 seconds. Transferred by " + world.agent(kSam).name + ".");
  ASSERT_EQ(lines(kSam).size(), 1u);
  EXPECT_EQ(lines(kSam)[0].mark, "Transferred by " + world.agent(kSam).name + ": wants to buy");
  world.inbound("hi", kOtherCustomer, kSalesNumber);
  EXPECT_EQ(lines(kEve).back().mark, "") << "that one came by itself";
}

TEST(ListBrief, SaysWhatIsNewWhereTheListDoesNotStand) {
  World world;
  world.on_queue(kAna);
  const ConversationId open = a_conversation().with_inbound("one").owned_by(kAna).in(world);
  a_conversation().from(kOtherCustomer).with_inbound("two").with_inbound("three").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = open;
  EXPECT_EQ(a_desk(s, world.now).list.unread, 2u);  // what is before the agent's eyes does not count
  EXPECT_EQ(a_desk(s, world.now).list.back_name, "Back to your conversations, 2 unread");
  EXPECT_EQ(a_desk(s, world.now).list.offers_name, "");
  s.area = Area::Overview;
  EXPECT_EQ(a_desk(s, world.now).list.unread, 3u);
}

TEST(ListBrief, CountsTheOffersBehindTheFirst) {
  World world;
  world.on_queue(kAna);
  world.inbound("first");
  world.make_offers();
  EXPECT_EQ(a_desk(a_state(world), world.now).list.more_offers, "");
  EXPECT_EQ(a_desk(a_state(world), world.now).list.offers_name,
            "Support: message from +1 415 555 0199, waiting 0 seconds");
  world.inbound("second", kOtherCustomer);
  world.make_offers();
  EXPECT_EQ(a_desk(a_state(world), world.now).list.more_offers, "1 more");
  EXPECT_EQ(a_desk(a_state(world), world.now).list.offers_name,
            "Support: message from +1 415 555 0199, waiting 0 seconds, and 1 more offer");
}

TEST(AlertPanel, SaysWhatTheCustomerAsksAndNotAReaction) {
  World world(with_support([](Queue& support) { support.texts.greeting = "We are with you soon."; }));
  world.on_queue(kAna);
  world.inbound("Where is it?");
  world.inbound("Loved “We are with you soon.”");
  world.make_offers();
  EXPECT_EQ(a_desk(a_state(world), world.now).roster.alerts.at(0).first_line, "Where is it?");
}

TEST(CardPanel, TellsWhatAnAgentMustKnow) {
  World world;
  const ConversationId id = a_conversation().with_inbound("one").with_inbound("two").owned_by(kAna).in(world);
  State s = a_state(world);
  screen::Card card = a_desk(s, world.now + minutes(4)).roster.mine.at(0);
  EXPECT_EQ(card.unread, 2u);
  EXPECT_TRUE(card.owes_answer);
  EXPECT_EQ(card.last_line, "two");
  EXPECT_NE(a_desk(s, world.now + seconds(59)).roster.mine.at(0).accessible_name.find("waiting less than a minute"),
            std::string::npos);
  EXPECT_EQ(card.age, "4 min");
  EXPECT_EQ(card.urgency, Urgency::Late);
  EXPECT_EQ(card.accessible_name, "+1 415 555 0199, Support, 2 unread messages, waiting 4 minutes, two");
  EXPECT_EQ(make_screen(s, world.now).page_title, "(2) smsdesk");
  s.drafts[id].text = "hm";
  OutboxEntry refused;
  refused.conversation = id;
  refused.phase = SendPhase::Refused;
  ASSERT_TRUE(s.outbox.add(refused).is_ok());
  card = a_desk(s, world.now).roster.mine.at(0);
  EXPECT_TRUE(card.has_draft);
  EXPECT_EQ(card.problem, "1 not sent");
}

TEST(CardPanel, OfAnAnsweredConversationIsCalm) {
  World world;
  const ConversationId id = a_conversation().with_inbound("one").owned_by(kAna).with_own("two").in(world);
  world.command(kAna, MarkSeen{id, world.newest(id)});
  screen::Card card = a_desk(a_state(world), world.now + hours(3)).roster.mine.at(0);
  EXPECT_FALSE(card.owes_answer);
  EXPECT_EQ(card.urgency, Urgency::Calm);
  EXPECT_EQ(card.last_line, "You: two");
  EXPECT_EQ(card.unread, 0u);
  const MessageId message = world.newest(id);
  world.decide(SendStarted{message});
  world.decide(SendFinished{message, SendOutcome::Refused, {}, DeliveryStatus::Failed, "21610", 0});
  EXPECT_EQ(a_desk(a_state(world), world.now).roster.mine.at(0).problem, "1 not delivered");
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(a_desk(a_state(world), world.now).roster.mine.at(0).state_name, "Wrap-up");
}

/// What is kept of that conversation's customer, who is now the contact Mira Lind.
CustomerRecord record_of_a_contact(const World& world, ConversationId id) {
  CustomerRecord record = world.conversation(id).detail->record;
  record.contact.emplace();
  record.contact->id = ContactId{70};
  record.contact->name = "Mira Lind";
  record.contact->numbers = {world.conversation(id).detail->customer};
  return record;
}

TEST(CustomerPanel, NamesTheLanguageOfTheContact) {
  World world;
  const ConversationId id = a_conversation().with_inbound("one").owned_by(kAna).in(world);
  CustomerRecord record = record_of_a_contact(world, id);
  const auto said = [&](const std::string& language) {
    record.contact->language = language;
    world.decide(CustomerRead{id, record});
    State s = a_state(world);
    s.selected = id;
    for (const screen::CustomerFact& one : a_desk(s, world.now).context.known.facts)
      if (one.label == "Language") return one.value;
    return std::string();
  };
  EXPECT_EQ(said("es"), "Spanish");
  EXPECT_EQ(said("eu"), "eu") << "there is no name of ours for it";
  EXPECT_EQ(said(""), "") << "nothing is said of what is not known";
}

TEST(CustomerPanel, ShowsALinkWhereItsFieldIsFilledIn) {
  World world(an_organisation_with([](Organisation& all) {
    OrganisationSettings settings;
    settings.customer_fields = {{"Account no", {}}};
    settings.customer_links = {{"CRM", "https://crm.example/{field.account NO}"}};
    all.settings = {settings};
  }));
  const ConversationId id = a_conversation().with_inbound("one").owned_by(kAna).in(world);
  const auto links = [&](std::vector<FilledField> fields) {
    CustomerRecord record = record_of_a_contact(world, id);
    record.contact->fields = std::move(fields);
    world.decide(CustomerRead{id, record});
    State s = a_state(world);
    s.selected = id;
    return a_desk(s, world.now).context.known.links;
  };
  EXPECT_TRUE(links({}).empty());
  const auto shown = links({{"Account no", "A 7"}});
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].address, "https://crm.example/A%207");
}

TEST(SuggestionPanel, SaysWhoMayBeTheSamePersonAndWhy) {
  World world;
  const ConversationId id = a_conversation().with_inbound("one").owned_by(kAna).in(world);
  CustomerRecord record = record_of_a_contact(world, id);
  world.decide(CustomerRead{id, record});
  State s = a_state(world);
  s.selected = id;
  SuggestedDuplicates& likely = s.contacts.duplicates;
  likely.conversation = id;
  likely.contact = ContactId{70};
  const auto add = [&](std::uint64_t contact, const std::string& name, Likeness why) {
    LikelyDuplicate one;
    one.contact.id = ContactId{contact};
    one.contact.name = name;
    one.why = std::move(why);
    likely.found.push_back(std::move(one));
  };
  add(71, "M. Lind", {DuplicateSign::Email, "Mail", "m@acme.example"});
  add(72, "Mira L.", {DuplicateSign::Field, "Account", "4711"});
  add(73, "Mother", {DuplicateSign::Number, "Second phone", ""});
  add(74, "Mira Lind", {DuplicateSign::Name, "", "VIP"});
  auto panel = a_desk(s, world.now).context.known;
  ASSERT_EQ(panel.suggestions.size(), 4u);
  EXPECT_EQ(panel.suggestions[0].title, "May be the same person: M. Lind");
  EXPECT_EQ(panel.suggestions[0].reason, "Both have the same e-mail: m@acme.example");
  EXPECT_EQ(panel.suggestions[1].reason, "Both have the same Account: 4711");
  EXPECT_EQ(panel.suggestions[2].reason, "A number of one stands in the other’s Second phone.");
  EXPECT_EQ(panel.suggestions[3].reason, "Both have the same name, and “VIP”.");
  EXPECT_EQ(panel.suggestions[0].compare_name, "Compare with M. Lind");
  EXPECT_EQ(panel.suggestions[0].apart_name, "Not the same as M. Lind");
  EXPECT_FALSE(panel.suggestions[0].is_busy);
  likely.telling_apart = SendKey{"k"};
  likely.apart = ContactId{72};
  panel = a_desk(s, world.now).context.known;
  EXPECT_FALSE(panel.suggestions[0].is_busy);
  EXPECT_TRUE(panel.suggestions[1].is_busy);
  // Of another contact than is there now, nothing is said.
  likely.contact = ContactId{69};
  EXPECT_TRUE(a_desk(s, world.now).context.known.suggestions.empty());
}

/// What stands where the customer has no earlier conversation that the reader may see.
std::string history_words(World& world, ConversationId id) {
  State s = a_state(world);
  s.selected = id;
  s.contacts.history.conversation = id;
  s.contacts.history.was_answered = true;
  return a_desk(s, world.now).context.known.history_status;
}

TEST(CustomerHistoryPanel, SaysThatItIsTheFirstOnlyWhereNothingElseSaysOtherwise) {
  World first;
  EXPECT_EQ(history_words(first, a_conversation().with_inbound("one").owned_by(kAna).in(first)),
            "This is the first that you may see.");

  // Beside "You talked with this customer last time."
  const auto goes_on = [](World& world, DurationMs ago) {
    world.on_queue(kAna);
    InboundMessage in{CarrierMessageId{"SM1"}, kCustomer, kSupportNumber, "me again", {}};
    in.previous = ClosedConversation{ConversationId{900},           kSupport,         kCustomer, kSupportNumber,
                                     world.now + -(ago + hours(1)), world.now + -ago, kAna};
    in.previous->message_count = 3;
    world.decide(in);
    world.live(seconds(3));
    const ConversationId id = world.workspace.find_open(kCustomer, kSupportNumber)->id;
    world.command(kAna, AnswerOffer{world.offer_of(id).id});
    return id;
  };
  World again;
  const ConversationId reopened = goes_on(again, hours(1));
  ASSERT_EQ(reopened, ConversationId{900});
  EXPECT_EQ(history_words(again, reopened), "It was closed before and goes on. There is no other that you may see.");
  State s = a_state(again);
  s.selected = reopened;
  EXPECT_EQ(a_desk(s, again.now).context.message_count, 4u);

  World another;
  const ConversationId fresh = goes_on(another, hours(300));
  ASSERT_NE(fresh, ConversationId{900});
  EXPECT_EQ(history_words(another, fresh), "There is no earlier one that you may see.");
}

TEST(ConsentPanel, ThatItCannotBeReadIsSaidAndWritingIsLeftToTry) {
  World world;
  const ConversationId id = a_conversation().with_inbound("one").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  EXPECT_EQ(a_desk(s, world.now).context.known.consent_title, "Has not opted out") << "of the ordinary one, too";
  EXPECT_EQ(a_desk(s, world.now).context.known.consent_text, "");
  EXPECT_EQ(a_desk(s, world.now).conversation.composer.consent.text, "");
  CustomerRecord record = world.conversation(id).detail->record;
  record.consent.is_unreadable = true;
  world.decide(CustomerRead{id, record});
  s.workspace = view_of(world.workspace, kAna);
  const screen::Desk desk = a_desk(s, world.now);
  EXPECT_EQ(desk.context.known.consent_title, "Consent unknown");
  EXPECT_EQ(desk.context.known.consent_text, "It cannot be read whether they have opted out.");
  EXPECT_FALSE(desk.context.known.is_opted_out);
  EXPECT_EQ(desk.context.known.consent_at.ms, 0);
  EXPECT_NE(desk.conversation.composer.consent.text, "");
  EXPECT_TRUE(desk.conversation.composer.is_enabled) << "a message is what has it read again";
}

TEST(CardPanel, AQueuesOwnTextIsNobodysAnswer) {
  World world(with_support([](Queue& support) { support.texts.greeting = "Welcome to us"; }));
  world.inbound("help");
  world.live(seconds(1));
  world.on_queue(kAna);
  world.make_offers();
  world.command(kAna, AnswerOffer{world.workspace.offers.begin()->first});
  const State s = a_state(world);
  const screen::Card card = a_desk(s, world.now + minutes(4)).roster.mine.at(0);
  EXPECT_TRUE(card.owes_answer);
  EXPECT_EQ(card.last_line, "Automatic: Welcome to us");
  EXPECT_EQ(card.age, "4 min");
  EXPECT_EQ(card.urgency, Urgency::Late);
  State reading = s;
  reading.selected = card.conversation;
  EXPECT_EQ(a_desk(reading, world.now).conversation.bubbles.back().speaker, "Automatic text");
}

TEST(CardPanel, OfOneThatOptedOutIsCalm) {
  World world;
  const ConversationId id = a_conversation().with_inbound("Where is it?").with_inbound("STOP").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  const screen::Desk desk = a_desk(s, world.now + minutes(4));
  const screen::Card& card = desk.roster.mine.at(0);
  EXPECT_FALSE(desk.conversation.composer.is_enabled);
  EXPECT_FALSE(card.owes_answer);
  EXPECT_EQ(card.urgency, Urgency::Calm);
  EXPECT_EQ(card.age, "4 min");
  EXPECT_EQ(card.last_line, "STOP");
  EXPECT_EQ(card.accessible_name, "+1 415 555 0199, Support, 2 unread messages, STOP") << "it does not wait";
  EXPECT_TRUE(std::none_of(desk.actions.begin(), desk.actions.end(),
                           [](const auto& one) { return one.action == Action::NextUnanswered; }));
}

TEST(CardPanel, TheKeyToTheOneThatWaitsLongestLeadsToItsFieldWhereItIsOpen) {
  World world;
  const ConversationId id = a_conversation().with_inbound("Where is it?").owned_by(kAna).in(world);
  State s = a_state(world);
  const auto step = [&] {
    for (const auto& one : a_desk(s, world.now).actions)
      if (one.action == Action::NextUnanswered) return one.steps.at(0);
    return Intent();
  };
  s.selected = {};
  EXPECT_TRUE(step().is<intent::Select>());
  s.selected = id;
  EXPECT_TRUE(step().is<intent::GoToComposer>());
  s.area = Area::Find;
  EXPECT_TRUE(step().is<intent::Select>());
}

TEST(CardPanel, SaysOfAReopenedOneThatItIsUntilAMessageIsHere) {
  World world;
  reopen(world);
  world.pass(minutes(5));
  State s = a_state(world);
  screen::Card card = a_desk(s, world.now).roster.mine.at(0);
  EXPECT_EQ(card.last_line, "Reopened");
  EXPECT_EQ(card.age, "5 min");
  EXPECT_EQ(card.accessible_name, "+1 415 555 0199, Support, Reopened");
  EXPECT_FALSE(card.owes_answer);
  Message said;
  said.id = MessageId{5};
  said.author = kAna;
  said.at = world.now + -hours(50);
  said.text = "It is on its way";
  s.histories[kReopened].messages.push_back({said, kReopened});
  card = a_desk(s, world.now).roster.mine.at(0);
  EXPECT_EQ(card.last_line, "You: It is on its way");
  EXPECT_EQ(card.age, "2 d");
  world.inbound("It is here");
  s.workspace = view_of(world.workspace, kAna);
  card = a_desk(s, world.now).roster.mine.at(0);
  EXPECT_EQ(card.last_line, "It is here");
  EXPECT_EQ(card.age, "now");
}

TEST(CardPanel, OfOneReopenedAtATimeThatIsNotKnownHasNone) {
  World world;
  reopen(world);
  State s = a_state(world);
  s.workspace.conversations.at(kReopened).last_activity_at = {};
  const screen::Card card = a_desk(s, world.now).roster.mine.at(0);
  EXPECT_EQ(card.last_line, "Reopened");
  EXPECT_EQ(card.age, "");
}

TEST(CardPanel, SaysThatItEndsByItself) {
  World world(with_support([](Queue& support) { support.inactivity_timeout = minutes(10); }));
  a_conversation().with_inbound("hi").owned_by(kAna).with_own("hello").in(world);
  world.live(minutes(9));
  const screen::Card card = a_desk(a_state(world), world.now + seconds(15)).roster.mine.at(0);
  EXPECT_EQ(card.state_name, "Ends in 0:45");
  EXPECT_TRUE(card.is_state_urgent);
  EXPECT_NE(card.accessible_name.find(", Ends in 0:45"), std::string::npos);
}

TEST(CardPanel, APictureHasALine) {
  World world;
  a_conversation().with_inbound("x").owned_by(kAna).in(world);
  world.decide(InboundMessage{{"SM9"}, kCustomer, kSupportNumber, "", {{"https://example.com/a", "image/png"}}});
  EXPECT_EQ(a_desk(a_state(world), world.now).roster.mine.at(0).last_line, "[picture]");
}

TEST(QueuePanel, CountsWhoWaitsAndHowLong) {
  World world;
  world.inbound("1", "+14155550001");
  world.pass(seconds(16));
  world.inbound("2", "+14155550002");
  const screen::Roster roster = a_desk(a_state(world), world.now).roster;
  ASSERT_EQ(roster.queues.size(), 1u) << "only the queues of which Ana is a member";
  EXPECT_EQ(roster.queues[0].waiting, 2u);
  EXPECT_EQ(roster.queues[0].longest_wait, "0:16");
  EXPECT_EQ(roster.queues[0].urgency, Urgency::Soon);
  State s = a_state(world, kSam);
  EXPECT_EQ(a_desk(s, world.now).roster.queues.size(), 2u);
  s.area = Area::Overview;
  s.overview.tab = OverviewTab::Queues;
  EXPECT_TRUE(a_desk(s, world.now).roster.queues.empty()) << "the table beside it says the same";
  EXPECT_EQ(a_desk(s, world.now).roster.waiting.size(), 2u) << "what can be taken is there once";
  s.overview.tab = OverviewTab::Agents;
  EXPECT_EQ(a_desk(s, world.now).roster.queues.size(), 2u);
}

TEST(RosterPanel, OfNothingSaysWhatToDo) {
  World world;
  EXPECT_EQ(a_desk(a_state(world), world.now).roster.empty_action, screen::Roster::EmptyAction::GoOnQueue);
  world.on_queue(kAna);
  const screen::Roster roster = a_desk(a_state(world), world.now).roster;
  EXPECT_EQ(roster.empty_action, screen::Roster::EmptyAction::None);
  EXPECT_EQ(roster.empty_title, "Nothing to answer");
}

TEST(ComposerPanel, CountsAndLimits) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  EXPECT_NE(a_desk(s, world.now).conversation.empty_title, "");
  s.selected = id;
  const auto composer = [&](const std::string& draft) {
    s.drafts[id].text = draft;
    return a_desk(s, world.now).conversation.composer;
  };
  EXPECT_TRUE(composer("").is_enabled);
  EXPECT_FALSE(composer("").can_send);
  EXPECT_FALSE(composer(" \n").can_send);
  EXPECT_EQ(composer("").placeholder, "Message to +1 415 555 0199");
  EXPECT_EQ(composer("hello").counter, "5 characters · 1 segment · GSM-7");
  EXPECT_EQ(composer("hel\x07lo\xC2\x85").counter, "5 characters · 1 segment · GSM-7") << "what leaves is counted";
  EXPECT_EQ(composer("hello 👋").counter, "8 characters · 1 segment · UCS-2, because of “👋”");
  EXPECT_EQ(composer("it’s 👋, it’s 🚚").counter, "16 characters · 1 segment · UCS-2, because of “’ 👋 🚚”")
      << "each once: every one of them has to go";
  EXPECT_EQ(composer("1👋 2🚚 3🙂 4🎁").counter,
            "15 characters · 1 segment · UCS-2, because of “👋 🚚 🙂” and 1 more");
  EXPECT_EQ(composer("hello").marked, "");
  EXPECT_EQ(composer("it’s what’s new 👋🏽").marked, "’\x01👋🏽\x01")
      << "each once, to be marked wherever it stands";
  EXPECT_EQ(composer("مرحبا، أين طلبي؟").marked, "") << "in a text of another script every word would be marked";
  EXPECT_TRUE(composer("hello").can_send);
  EXPECT_TRUE(composer(std::string(kTextUnitsMax, 'x')).can_send);
  EXPECT_FALSE(composer(std::string(kTextUnitsMax + 1, 'x')).can_send);
  EXPECT_EQ(composer(std::string(kTextUnitsMax + 1, 'x')).over_limit,
            "1 character too long, at most 1,600 · 11 segments");
  s.pending.push_back({{"k"}, EndConversation{id}, true});
  EXPECT_FALSE(composer("hello").is_enabled);
}

TEST(ComposerPanel, SaysWhatItCostsWhereThatIsKnown) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  const auto counter = [&](const std::string& draft) {
    s.drafts[id].text = draft;
    return a_desk(s, world.now).conversation.composer.counter;
  };
  s.workspace.settings.segment_price = {7'900, "USD"};
  EXPECT_EQ(counter(std::string(161, 'x')), "161 characters · 2 segments · $0.0158 · GSM-7");
  s.workspace.numbers[kSupportNumber].segment_price = {50'000, "CHF"};
  EXPECT_EQ(counter("x"), "1 character · 1 segment · 0.05 CHF · GSM-7");
}

TEST(ComposerPanel, SaysLessAndLessWhereTheMeterHasNoRoom) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  const auto composer = [&](const std::string& draft) {
    s.drafts[id].text = draft;
    return a_desk(s, world.now).conversation.composer;
  };
  using Lines = std::vector<std::string>;
  EXPECT_EQ(composer("hello").counter_shorter, (Lines{"5 characters · 1 segment", "1 segment"}));
  EXPECT_EQ(composer("").counter_shorter, Lines());
  s.workspace.settings.segment_price = {7'900, "USD"};
  EXPECT_EQ(composer("hello 👋").counter_shorter,
            (Lines{"8 characters · 1 segment · $0.0079 · UCS-2", "8 characters · 1 segment · $0.0079",
                   "1 segment · $0.0079", "$0.0079"}));
  EXPECT_EQ(composer(std::string(kTextUnitsMax + 1, 'x')).over_limit_shorter,
            (Lines{"1 character too long, at most 1,600", "1 character too long", "−1"}));
}

TEST(ComposerPanel, CountsFilesAndTextAsOneMms) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  s.workspace.settings.segment_price = {7'900, "USD"};
  const auto attach = [&](char letter, const char* type, std::uint64_t bytes) {
    Media media;
    media.state = MediaState::Stored;
    media.hash = std::string(64, letter);
    media.name = std::string(1, letter);
    media.content_type = type;
    media.bytes = bytes;
    s.attachments[id].push_back(stored_attachment(media));
  };
  const auto composer = [&] { return a_desk(s, world.now).conversation.composer; };
  attach('a', "image/png", 800'000);
  EXPECT_EQ(composer().counter, "MMS · 1 file · 800 KB of 5 MB") << "the price of a segment is not that of an MMS";
  s.workspace.settings.mms_price = {40'000, "EUR"};
  attach('b', "image/jpeg", 400'000);
  EXPECT_EQ(composer().counter, "MMS · 2 files · 1.2 MB of 5 MB · €0.04");
  // Whatever is written: one MMS, so neither segments nor what forces Unicode are worth a word.
  s.drafts[id].text = "it’s " + std::string(200, 'x');
  EXPECT_EQ(composer().counter, "MMS · 2 files · 1.2 MB of 5 MB · €0.04 · 205 characters");
  EXPECT_EQ(composer().counter_shorter,
            (std::vector<std::string>{"MMS · 2 files · 1.2 MB of 5 MB · €0.04", "MMS · 1.2 MB of 5 MB · €0.04",
                                      "MMS · €0.04", "MMS"}));
  EXPECT_EQ(composer().gsm.text, "");
  EXPECT_EQ(composer().marked, "");
  EXPECT_TRUE(composer().can_send);
  OurNumber& number = s.workspace.numbers[kSupportNumber];
  number.mms_price = {50'000, "CHF"};
  number.limits.segments_max = 1;
  number.limits.files_kb_max = 1'500;
  EXPECT_EQ(composer().counter, "MMS · 2 files · 1.2 MB of 1.5 MB · 0.05 CHF · 205 characters");
  EXPECT_TRUE(composer().can_send) << "segments are those of a text alone";
  number.limits.chars_max = 200;
  EXPECT_EQ(composer().over_limit, "5 characters too long, at most 200");
  EXPECT_FALSE(composer().can_send);
  s.drafts[id].text.clear();
  number.limits.files_kb_max = 1'000;
  EXPECT_EQ(composer().over_limit,
            "The attachments have 1.2 MB together; a message takes 1 MB. Send some in another one.");
  EXPECT_FALSE(composer().can_send);
  // Attached before the number could not any more.
  number.has_mms = false;
  EXPECT_EQ(composer().over_limit,
            "Attachments cannot be sent from this number. Take them off and send the text alone.");
  EXPECT_FALSE(composer().can_attach);
  EXPECT_FALSE(composer().can_send);
}

TEST(ComposerPanel, SaysWhatALongTextCostsAsOneMmsAndShowsWhereItGoesSo) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  s.workspace.settings.segment_price = {7'900, "USD"};
  s.workspace.settings.mms_price = {20'000, "USD"};
  const auto desk = [&] { return a_desk(s, world.now); };
  const auto composer = [&] { return desk().conversation.composer; };
  const auto step = [&]() -> std::string {
    const screen::Desk made = desk();
    for (const screen::AvailableAction& one : made.actions)
      if (one.action == Action::SendTextAsMms)
        return one.steps.at(0).as<intent::SendTextAsMms>()->is_mms ? "as MMS" : "as text";
    return "";
  };
  s.drafts[id].text = "short";
  EXPECT_EQ(composer().mms.text, "");
  EXPECT_EQ(step(), "");
  s.drafts[id].text = std::string(400, 'x');
  EXPECT_EQ(composer().counter, "400 characters · 3 segments · $0.0237 · GSM-7");
  EXPECT_EQ(composer().mms.text, "As one MMS it costs $0.02 instead of $0.0237.");
  EXPECT_EQ(composer().mms.label, "Send as MMS");
  EXPECT_EQ(composer().mms_shortcut, "Ctrl+Shift+F12");
  EXPECT_FALSE(composer().mms.is_told) << "who hears the page learns of it here";
  EXPECT_EQ(step(), "as MMS");
  s.drafts[id].send_as = SendAs::Mms;
  EXPECT_EQ(composer().counter, "MMS · $0.02 · 400 characters");
  EXPECT_EQ(composer().counter_shorter, (std::vector<std::string>{"MMS · $0.02", "MMS"}));
  EXPECT_EQ(composer().mms.text, "It goes as one MMS and costs $0.02 instead of $0.0237.");
  EXPECT_TRUE(composer().mms.is_told) << "the choice was answered";
  EXPECT_EQ(composer().mms.label, "Send as text");
  EXPECT_EQ(step(), "as text");
  // What its characters are costs nothing then.
  s.drafts[id].text += "’";
  EXPECT_EQ(composer().gsm.text, "");
  EXPECT_EQ(composer().marked, "");
  s.workspace.numbers[kSupportNumber].limits.segments_max = 1;
  EXPECT_TRUE(composer().can_send) << "segments are those of a text message";
  s.drafts[id].send_as = SendAs::Text;
  EXPECT_FALSE(composer().can_send);
  EXPECT_NE(composer().mms.text, "") << "and that is a way out";
  s.workspace.numbers[kSupportNumber].limits.segments_max = 0;
  s.drafts[id].send_as = SendAs::Usual;
  s.workspace.settings.text_as_mms = TextAsMms::Automatic;
  EXPECT_EQ(composer().counter, "MMS · $0.02 · 401 characters") << "it is seen before it is sent";
  EXPECT_EQ(composer().mms.label, "Send as text");
  EXPECT_FALSE(composer().mms.is_told) << "nobody has chosen it";
  s.workspace.settings.text_as_mms = TextAsMms::Never;
  EXPECT_EQ(composer().mms.text, "");
  s.workspace.settings.text_as_mms = TextAsMms::Automatic;
  Media picture;
  picture.state = MediaState::Stored;
  picture.content_type = "image/png";
  picture.hash = std::string(64, 'a');
  s.attachments[id].push_back(stored_attachment(picture));
  EXPECT_EQ(composer().mms.text, "") << "with files it is one anyway";
}

TEST(ComposerPanel, SaysWhatForcesUnicodeAndWhatReplacingSaves) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  s.workspace.settings.segment_price = {7'900, "USD"};
  const auto gsm = [&](const std::string& draft) {
    s.drafts[id].text = draft;
    return a_desk(s, world.now).conversation.composer.gsm;
  };
  EXPECT_EQ(gsm("it's fine").text, "");
  EXPECT_EQ(gsm("it’s fine").text, "1 character forces Unicode: ’ → '. It costs the same.");
  EXPECT_EQ(gsm("“a” " + std::string(90, 'x')).text,
            "2 characters force Unicode: “ → \", ” → \". Replacing saves 1 segment, $0.0079.");
  EXPECT_EQ(gsm("10\u00A0€").text, "1 character forces Unicode: special space → space. It costs the same.");
  EXPECT_EQ(gsm("it’s 😀").text, "") << "it would stay Unicode";
  EXPECT_EQ(gsm("Nú").label, "Leave out accents");
  EXPECT_EQ(gsm("Nú").text, "1 character forces Unicode: ú → u. It costs the same, and changes the spelling.");
  s.drafts[id].before_gsm = "it’s";
  EXPECT_EQ(gsm("it's").label, "Undo");
}

TEST(ComposerPanel, WhatChangesTheSpellingHasAKeyOfItsOwn) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  const auto made = [&](const std::string& draft) {
    s.drafts[id].text = draft;
    return a_desk(s, world.now);
  };
  const auto intent_of = [](const screen::Desk& desk, Action action) -> const intent::WriteInGsm* {
    for (const screen::AvailableAction& one : desk.actions)
      if (one.action == action) return one.steps.at(0).as<intent::WriteInGsm>();
    return nullptr;
  };
  const screen::Desk exact = made("It’s …");
  EXPECT_EQ(exact.conversation.composer.gsm_shortcut, "Alt+G");
  ASSERT_NE(intent_of(exact, Action::WriteInGsm), nullptr);
  EXPECT_FALSE(intent_of(exact, Action::WriteInGsm)->is_close);
  EXPECT_EQ(intent_of(exact, Action::WriteCloseGsm), nullptr);
  const screen::Desk close = made("Não há informação …");
  EXPECT_EQ(close.conversation.composer.gsm_shortcut, "Ctrl+Shift+F2");
  EXPECT_TRUE(close.conversation.composer.gsm.has_shortcut);
  ASSERT_NE(intent_of(close, Action::WriteCloseGsm), nullptr);
  EXPECT_TRUE(intent_of(close, Action::WriteCloseGsm)->is_close);
  EXPECT_EQ(intent_of(close, Action::WriteInGsm), nullptr);
  const screen::Desk none = made("It’s 😀");
  EXPECT_EQ(intent_of(none, Action::WriteInGsm), nullptr);
  EXPECT_EQ(intent_of(none, Action::WriteCloseGsm), nullptr);
  s.drafts[id].before_gsm = "Não";
  const screen::Desk undo = made("Nao");
  ASSERT_NE(intent_of(undo, Action::WriteInGsm), nullptr) << "either is taken back by the first key";
  EXPECT_EQ(undo.conversation.composer.gsm_shortcut, "Alt+G");
}

// An ellipsis is a character that forces Unicode itself: it cannot stand for others.
TEST(ComposerPanel, ShowsEveryReplacementBeforeItIsMade) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  const auto gsm = [&](const std::string& draft) {
    s.drafts[id].text = draft;
    return a_desk(s, world.now).conversation.composer.gsm;
  };
  const screen::ComposerLine six = gsm("“It’s” – ‘really’ …");
  EXPECT_EQ(six.text, "7 characters force Unicode: “ → \", ’ → ', ” → \", – → -, ‘ → ', … → .... It costs the same.");
  EXPECT_EQ(six.all, "");
  EXPECT_EQ(six.description, "");
  const screen::ComposerLine more = gsm("“It’s” – ‘really’ … «10\u00A0€»");
  EXPECT_EQ(more.text,
            "10 characters force Unicode: “ → \", ’ → ', ” → \", – → -, ‘ → ', … → ... and 3 more. It costs the same.");
  EXPECT_EQ(more.all,
            "10 characters force Unicode: “ → \", ’ → ', ” → \", – → -, ‘ → ', … → ..., « → \", special space → space, "
            "» → \". It costs the same.");
  EXPECT_EQ(more.description, "Alt+G · " + more.all);
  // Law: whatever is replaced is named.
  std::string text;
  for (const char* sign : {"“", "”", "‘", "’", "–", "—", "…", "«", "»", "•", "′", "″", "−", "ﬁ", "！", "Ａ"}) {
    text += sign;
    const screen::ComposerLine line = gsm(text);
    for (const sms::Replacement& one : sms::smart_encoded(text).replaced) {
      const std::string& said = line.all.empty() ? line.text : line.all;
      EXPECT_NE(said.find(one.from + " → " + one.to), std::string::npos) << one.from;
    }
  }
}

TEST(ComposerPanel, MarksWhatWasFoundWithTheWordsAround) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  Draft& draft = s.drafts[id];
  draft.text = "Pay with 4111 1111 1111 1111\nplease";
  draft.held = sms::find_risks(draft.text, {});
  const screen::HeldMessage held = a_desk(s, world.now).conversation.composer.held;
  ASSERT_EQ(held.lines.size(), 1u);
  EXPECT_EQ(held.lines[0].before, "Pay with ");
  EXPECT_EQ(held.lines[0].found, "4111 1111 1111 1111");
  EXPECT_EQ(held.lines[0].after, " please");
  EXPECT_EQ(held.lines[0].accessible_name, "Card number: 4111 1111 1111 1111");
  EXPECT_EQ(held.all, "Card number: 4111 1111 1111 1111");
  draft.text = "529.982.247-25";
  draft.held = sms::find_risks(draft.text, {});
  EXPECT_EQ(a_desk(s, world.now).conversation.composer.held.all, "National id number (CPF): 529.982.247-25");
  draft.text.clear();
  for (int i = 0; i < 6; ++i) draft.text += "日本 4111111111111111, ";
  draft.held = sms::find_risks(draft.text, {});
  EXPECT_EQ(a_desk(s, world.now).conversation.composer.held.lines.size(), 4u);
  EXPECT_EQ(a_desk(s, world.now).conversation.composer.held.more, "And 2 more.");
  const std::string one = "Card number: 4111111111111111 · ";
  EXPECT_EQ(a_desk(s, world.now).conversation.composer.held.all, one + one + one + one + "And 2 more.");
}

TEST(ComposerPanel, LimitsAreTheQueues) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  Queue& queue = s.workspace.queues[s.workspace.find_conversation(id)->queue];
  queue.limits.chars_max = 300;
  s.drafts[id].text = std::string(302, 'x');
  EXPECT_EQ(a_desk(s, world.now).conversation.composer.over_limit, "2 characters too long, at most 300 · 2 segments");
  queue.limits.segments_max = 1;
  s.drafts[id].text = std::string(290, 'x');
  EXPECT_EQ(a_desk(s, world.now).conversation.composer.over_limit, "1 segment too long, at most 1");
  EXPECT_FALSE(a_desk(s, world.now).conversation.composer.can_send);
}

TEST(ComposerPanel, CountsDownWhatCanBeTakenBack) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  OutboxEntry entry;
  entry.key = {"k"};
  entry.conversation = id;
  entry.text = "bye";
  entry.pressed_at = world.now;
  entry.not_before = world.now + seconds(5);
  ASSERT_TRUE(s.outbox.add(entry));
  s.outbox.find({"k"})->phase = SendPhase::Queued;
  const screen::Conversation shown = a_desk(s, world.now + 1'500).conversation;
  EXPECT_EQ(shown.bubbles.back().mark_text, "Sending in 4 s");
  EXPECT_TRUE(shown.bubbles.back().can_undo);
  EXPECT_EQ(shown.composer.undo, SendKey{"k"});
  EXPECT_FALSE(a_desk(s, world.now + seconds(5)).conversation.bubbles.back().can_undo);
  s.outbox.find({"k"})->phase = SendPhase::Undone;
  EXPECT_NE(a_desk(s, world.now).conversation.bubbles.back().text, "bye");
}

TEST(ComposerPanel, SaysWhatAnotherDeviceHasWritten) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  Draft& draft = s.drafts[id];
  draft.text = "mine";
  EXPECT_EQ(a_desk(s, world.now).conversation.composer.other_draft.text, "");
  draft.other = Draft::Other::Newer;
  draft.other_text = "theirs";
  EXPECT_EQ(a_desk(s, world.now).conversation.composer.other_draft.text, "Another device has a newer draft: “theirs”");
  EXPECT_TRUE(a_desk(s, world.now).conversation.composer.other_draft.is_told);
  draft.other = Draft::Other::None;
  draft.is_from_elsewhere = true;
  EXPECT_NE(a_desk(s, world.now).conversation.composer.other_draft.text, "");
}

TEST(ComposerPanel, SaysWhyNothingCanBeWritten) {
  World world;
  const ConversationId name = a_conversation().from("ACME").with_inbound("sale").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = name;
  EXPECT_NE(a_desk(s, world.now).conversation.composer.disabled_reason.find("name"), std::string::npos);
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  s = a_state(world);
  s.selected = id;
  EXPECT_NE(a_desk(s, world.now).conversation.composer.disabled_reason.find("ended"), std::string::npos);
  State other = a_state(world, kSam);
  other.selected = id;
  EXPECT_FALSE(a_desk(other, world.now).conversation.composer.is_shown);
}

TEST(ConversationPanel, BusyWithAnotherOneIsNotBusyHere) {
  World world;
  const ConversationId a = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const ConversationId b = a_conversation().from(kOtherCustomer).with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.pending.push_back({{"k"}, EndConversation{a}, true});
  s.pending.push_back({{"l"}, CompleteWrapUp{a, kSolved, ""}, true});
  s.selected = b;
  EXPECT_TRUE(a_desk(s, world.now).conversation.composer.is_enabled);
  EXPECT_FALSE(a_desk(s, world.now).context.is_finishing);
}

TEST(ConversationPanel, RunsItsClock) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  EXPECT_EQ(a_desk(s, world.now + seconds(727)).conversation.timer, "12:07");
  EXPECT_EQ(make_screen(s, world.now + 300).wake_in, 700);
  world.command(kAna, EndConversation{id});
  s = a_state(world);
  s.selected = id;
  EXPECT_EQ(a_desk(s, world.now + seconds(5)).conversation.timer_name, "After-call work");
}

TEST(ContextPanel, AsksForTheWrapUpWhenItIsDue) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  EXPECT_FALSE(a_desk(s, world.now).context.is_shown);
  s.selected = id;
  screen::Context panel = a_desk(s, world.now).context;
  EXPECT_TRUE(panel.shows_wrap_up);
  EXPECT_FALSE(panel.is_wrap_up_due);
  ASSERT_EQ(panel.codes.size(), 2u);
  s.wrap_ups[id].form.code = kFollowUp;
  EXPECT_FALSE(a_desk(s, world.now).context.can_finish);
  world.command(kAna, EndConversation{id});
  s.workspace = view_of(world.workspace, kAna);
  panel = a_desk(s, world.now).context;
  EXPECT_TRUE(panel.is_wrap_up_due);
  EXPECT_TRUE(panel.can_finish);
  EXPECT_TRUE(panel.codes[1].is_chosen);
  EXPECT_EQ(panel.known.below, "Phone number");
  s.wrap_ups.clear();
  EXPECT_FALSE(a_desk(s, world.now).context.can_finish);
  EXPECT_NE(a_desk(s, world.now).context.finish_hint, "");
}

World a_world_with(const std::function<void(Queue&)>& change) {
  Organisation organisation = an_organisation();
  for (Queue& queue : organisation.queues) {
    if (queue.id == kSupport) change(queue);
  }
  return World(organisation);
}

TEST(ContextPanel, HasATabForTheWrapUpWhereThereIsOne) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  screen::Context panel = a_desk(s, world.now).context;
  ASSERT_EQ(panel.tabs.size(), 4u);
  EXPECT_TRUE(panel.tabs[0].is_chosen);
  EXPECT_FALSE(panel.tabs[3].is_due);
  world.command(kAna, EndConversation{id});
  s.workspace = view_of(world.workspace, kAna);
  panel = a_desk(s, world.now).context;
  EXPECT_TRUE(panel.tabs[3].is_chosen);
  EXPECT_TRUE(panel.tabs[3].is_due);
  EXPECT_TRUE(a_desk(s, world.now).is_context_shown);
  // Who only looks at it has nothing to fill in.
  State boss = a_state(world, kSam);
  boss.selected = id;
  panel = a_desk(boss, world.now).context;
  ASSERT_EQ(panel.tabs.size(), 3u);
  EXPECT_TRUE(panel.tabs[0].is_chosen);
  EXPECT_FALSE(a_desk(boss, world.now).is_context_shown);
}

TEST(ContextPanel, AsksForTheQueuesFields) {
  World world = a_world_with([](Queue& q) { q.fields = {{"Order", true, {}}, {"Reason", false, {"Late", "Broken"}}}; });
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  State s = a_state(world);
  s.selected = id;
  s.wrap_ups[id].form = {kSolved, "", {{"Reason", "Late"}}};
  screen::Context panel = a_desk(s, world.now).context;
  ASSERT_EQ(panel.fields.size(), 2u);
  EXPECT_TRUE(panel.fields[0].is_required);
  EXPECT_EQ(panel.fields[1].value, "Late");
  EXPECT_EQ(panel.fields[1].choices.size(), 2u);
  EXPECT_FALSE(panel.can_finish);
  EXPECT_EQ(panel.finish_hint, "Fill in “Order” to finish.");
  s.wrap_ups[id].form.fields.push_back({"Order", "4471"});
  panel = a_desk(s, world.now).context;
  EXPECT_TRUE(panel.can_finish);
  // The relay agrees.
  EXPECT_FALSE(world.command(kAna, CompleteWrapUp{id, kSolved, "", s.wrap_ups[id].form.fields}).refusal);
}

TEST(ContextPanel, CountsTheTimeOfAfterCallWorkDown) {
  World world = a_world_with([](Queue& q) {
    q.acw_mode = AcwMode::MandatoryTimed;
    q.acw_timeout = seconds(60);
    q.acw_extension = minutes(2);
  });
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  State s = a_state(world);
  s.selected = id;
  screen::Context panel = a_desk(s, world.now + seconds(15)).context;
  EXPECT_EQ(panel.time_left, "0:45");
  EXPECT_FALSE(panel.is_time_short);
  EXPECT_TRUE(panel.can_extend);
  EXPECT_EQ(panel.extend_label, "Add 2 min");
  EXPECT_EQ(make_screen(s, world.now + seconds(15) + 300).wake_in, 700);
  EXPECT_TRUE(a_desk(s, world.now + seconds(45)).context.is_time_short);
  EXPECT_EQ(a_desk(s, world.now + minutes(5)).context.time_left, "0:00");
  s.pending.push_back({{"k"}, ExtendAcw{id}, true});
  EXPECT_TRUE(a_desk(s, world.now).context.is_extending);
  EXPECT_FALSE(a_desk(s, world.now).context.can_extend);
  s.pending.clear();
  world.command(kAna, ExtendAcw{id});
  s.workspace = view_of(world.workspace, kAna);
  panel = a_desk(s, world.now).context;
  EXPECT_EQ(panel.time_left, "3:00");
  EXPECT_FALSE(panel.shows_extend);  // once only
}

TEST(ContextPanel, AFixedTimeIsFiledByItself) {
  World world = a_world_with([](Queue& q) {
    q.acw_mode = AcwMode::MandatoryFixedTime;
    q.acw_timeout = seconds(60);
  });
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).ended().in(world);
  State s = a_state(world);
  s.selected = id;
  EXPECT_EQ(a_desk(s, world.now).context.finish_hint, "Choose a code to finish.");
  s.wrap_ups[id].form.code = kSolved;
  const screen::Context panel = a_desk(s, world.now).context;
  EXPECT_FALSE(panel.shows_finish);
  EXPECT_TRUE(panel.is_wrap_up_open);
  EXPECT_NE(panel.finish_hint.find("when the time is over"), std::string::npos);
}

TEST(ContextPanel, AsksForAfterCallWorkWhereTheAgentDecides) {
  World world = a_world_with([](Queue& q) { q.acw_mode = AcwMode::AgentRequested; });
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  EXPECT_TRUE(a_desk(s, world.now).context.shows_acw_request);
  EXPECT_FALSE(a_desk(s, world.now).context.is_acw_requested);
  world.command(kAna, RequestAcw{id, true});
  s.workspace = view_of(world.workspace, kAna);
  EXPECT_TRUE(a_desk(s, world.now).context.is_acw_requested);
}

TEST(ContextPanel, AParkedConversationsFormIsShut) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, ParkConversation{id, world.now + hours(1), ""});
  State s = a_state(world);
  s.selected = id;
  const screen::Context panel = a_desk(s, world.now).context;
  EXPECT_TRUE(panel.shows_wrap_up);
  EXPECT_FALSE(panel.is_wrap_up_open);
  EXPECT_NE(panel.finish_hint.find("parked"), std::string::npos);
}

TEST(ContextPanel, SaysWhyItsAgentHasIt) {
  World world;
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.pass(seconds(12));
  world.make_offers();
  world.command(kAna, AnswerOffer{world.offer_of(id).id});
  State s = a_state(world);  // as a page that has just been loaded
  s.selected = id;
  const screen::Context own = a_desk(s, world.now).context;
  EXPECT_EQ(own.why_title, "Why did I get this?");
  ASSERT_GE(own.why.size(), 2u);
  EXPECT_EQ(own.why[0], "You were the only one free who fits.");
  EXPECT_EQ(own.why[1], "It waited 12 seconds in Support.");

  State supervisor = a_state(world, kSam);
  supervisor.selected = id;
  const screen::Context of_ana = a_desk(supervisor, world.now).context;
  EXPECT_EQ(of_ana.why_title, "Why did Ana Lopez get this?");
  ASSERT_EQ(of_ana.why.size(), own.why.size());
  EXPECT_EQ(of_ana.why[0], "Ana Lopez was the only one free who fits.");

  world.arrive(kBen);
  ASSERT_FALSE(world.command(kAna, BeginConsult{id, kBen, "Do we refund this?"}).refusal);
  State guest = a_state(world, kBen);
  guest.selected = id;
  ASSERT_TRUE(a_desk(guest, world.now).context.is_shown);
  EXPECT_TRUE(a_desk(guest, world.now).context.why.empty());

  world.command(kSam, FreeConversation{id});
  supervisor.workspace = view_of(world.workspace, kSam);
  EXPECT_TRUE(a_desk(supervisor, world.now).context.why.empty()) << "nobody has it";
}

TEST(ContextPanel, SaysWhoHandedItOnAndWithWhatWords) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.on_queue(kEve);
  world.command(kAna, BeginTransfer{id, kSales, {}, "wants to buy", true});
  world.make_offers();
  world.command(kEve, AnswerOffer{world.offer_of(id).id});
  State s = a_state(world, kEve);
  s.selected = id;
  ASSERT_GE(a_desk(s, world.now).context.why.size(), 2u);
  EXPECT_EQ(a_desk(s, world.now).context.why[1], "Transferred by Ana Lopez: wants to buy");
  world.command(kEve, ParkConversation{id, world.now + hours(1), "waits for stock"});
  world.live(hours(1));
  ASSERT_EQ(world.asked_for(id), kEve);
  world.command(kEve, AnswerOffer{world.offer_of(id).id});
  s.workspace = view_of(world.workspace, kEve);
  ASSERT_GE(a_desk(s, world.now).context.why.size(), 2u);
  EXPECT_EQ(a_desk(s, world.now).context.why[1], "Parked by " + world.agent(kEve).name + ": waits for stock");
}

TEST(ConnectionPanel, SaysWhatWaits) {
  World world;
  State s = a_state(world);
  EXPECT_FALSE(a_desk(s, world.now).connection.is_bar_shown);
  s.connection.link = Link::Down;
  EXPECT_TRUE(a_desk(s, world.now).connection.is_bar_shown);
  EXPECT_TRUE(a_desk(s, world.now).connection.can_retry);
  for (const char* key : {"a", "b"}) {
    OutboxEntry entry;
    entry.key = {key};
    ASSERT_TRUE(s.outbox.add(entry).is_ok());
  }
  EXPECT_NE(a_desk(s, world.now).connection.text.find("2 messages wait"), std::string::npos);
  s.connection.link = Link::Opening;
  EXPECT_EQ(a_desk(s, world.now).connection.state, screen::ConnectionBar::State::Connecting);
}

TEST(EmojiPanel, SaysWhyItIsEmptyAndWhatToDo) {
  World world;
  State s = a_state(world);
  s.selected = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  s.workspace = view_of(world.workspace, kAna);
  s.emoji.is_open = true;
  const auto panel = [&](EmojiState::Phase phase) {
    s.emoji.phase = phase;
    return a_desk(s, world.now).conversation.composer.emoji;
  };
  EXPECT_EQ(panel(EmojiState::Phase::Loading).step, "");
  EXPECT_EQ(panel(EmojiState::Phase::Failed).step, "Try again");
  EXPECT_TRUE(panel(EmojiState::Phase::Failed).step_intent.is<intent::OpenEmoji>());
  EXPECT_EQ(panel(EmojiState::Phase::PageIsOld).empty_text, "This page is of an older version. Reload it to go on.");
  EXPECT_TRUE(panel(EmojiState::Phase::PageIsOld).step_intent.is<intent::ReloadPage>());
}

TEST(SettingsPanel, ExplainsBlockedSound) {
  State s = a_state(World());
  s.is_sound_blocked = true;
  s.is_settings_open = true;
  EXPECT_NE(a_desk(s, kMorning).settings.sound_problem, "");
  s.settings.is_sound_on = false;
  EXPECT_EQ(a_desk(s, kMorning).settings.sound_problem, "");
  EXPECT_EQ(a_desk(s, kMorning).settings.login_role, "Agent");
}

TEST(SettingsPanel, SaysWhyALanguageDidNotComeAndWhatToDo) {
  State s = a_state(World());
  s.is_settings_open = true;
  EXPECT_EQ(a_desk(s, kMorning).settings.language_problem, "");
  s.language.phase = LanguageState::Phase::Failed;
  const screen::Settings failed = a_desk(s, kMorning).settings;
  EXPECT_NE(failed.language_problem.find("did not arrive"), std::string::npos);
  EXPECT_TRUE(failed.language_step.intent.is<intent::LoadLanguage>());
  s.language.phase = LanguageState::Phase::PageIsOld;
  const screen::Settings old = a_desk(s, kMorning).settings;
  EXPECT_EQ(old.language_problem, "This page is of an older version. Reload it to go on.");
  EXPECT_EQ(old.language_step.name, "Reload");
  EXPECT_TRUE(old.language_step.intent.is<intent::ReloadPage>());
}

TEST(SettingsPanel, OffersEverySoundForEachThing) {
  State s = a_state(World());
  s.is_settings_open = true;
  s.settings.message_sound = ChosenSound::None;
  const std::vector<screen::SoundSetting> sounds = a_desk(s, kMorning).settings.sounds;
  ASSERT_EQ(sounds.size(), 3u);
  EXPECT_EQ(sounds[1].name, "Sound of a message");
  std::vector<std::string> chosen;
  for (const screen::SoundSetting& one : sounds) {
    ASSERT_EQ(one.choices.size(), 6u);
    for (const screen::NamedChoice& choice : one.choices)
      if (choice.is_chosen) chosen.push_back(choice.name);
  }
  EXPECT_EQ(chosen, (std::vector<std::string>{"Chime", "No sound", "Buzz"}));
  const Intent& knock = sounds[2].choices[2].intent;
  ASSERT_TRUE(knock.is<intent::ChooseSound>());
  EXPECT_EQ(knock.as<intent::ChooseSound>()->of, SoundKind::Failure);
  EXPECT_EQ(knock.as<intent::ChooseSound>()->sound, ChosenSound::Knock);
}

TEST(SettingsPanel, SaysHowLoudTheSoundsAre) {
  State s = a_state(World());
  s.is_settings_open = true;
  s.settings.sound_volume = SoundVolume::Loud;
  const screen::SoundSetting volume = a_desk(s, kMorning).settings.sound_volume;
  EXPECT_EQ(volume.name, "Volume");
  ASSERT_EQ(volume.choices.size(), 3u);
  EXPECT_EQ(volume.choices[0].name, "Quiet");
  EXPECT_FALSE(volume.choices[1].is_chosen);
  EXPECT_TRUE(volume.choices[2].is_chosen);
  const Intent& quiet = volume.choices[0].intent;
  ASSERT_TRUE(quiet.is<intent::SetSoundVolume>());
  EXPECT_EQ(quiet.as<intent::SetSoundVolume>()->volume, SoundVolume::Quiet);
}

TEST(SettingsPanel, SaysWhetherTheBrowserShowsNotifications) {
  State s = a_state(World());
  s.is_settings_open = true;
  const auto shown = [&](NotificationAccess access) {
    s.notifications = access;
    return a_desk(s, kMorning).settings.notifications;
  };
  for (const NotificationAccess access : {NotificationAccess::Unknown, NotificationAccess::Unasked}) {
    const screen::NotificationSetting asked = shown(access);
    EXPECT_EQ(asked.text, "See and answer offers in another window");
    EXPECT_EQ(asked.allow.name, "Allow");
    EXPECT_TRUE(asked.allow.intent.is<intent::AllowNotifications>());
  }
  for (const auto& [access, words] :
       {std::pair(NotificationAccess::Allowed, "Notifications are allowed"),
        std::pair(NotificationAccess::Blocked, "The browser blocks notifications of this page. To allow them, open"),
        std::pair(NotificationAccess::Missing, "This browser cannot show notifications")}) {
    const screen::NotificationSetting told = shown(access);
    EXPECT_EQ(told.allow.name, "") << words;
    EXPECT_EQ(told.text.rfind(words, 0), 0u) << told.text;
  }
}

TEST(Notices, WhatAsksSomethingHasAnswers) {
  State s = a_state(World());
  s.notices = {{1, NoticeState::Tone::Info, "News", {}},
               {2, NoticeState::Tone::Info, "Shall they be shown?", {}, NoticeReason::NotificationsOffered}};
  const std::vector<screen::Notice> notices = a_desk(s, kMorning).notices;
  ASSERT_EQ(notices.size(), 2u);
  EXPECT_TRUE(notices[0].answers.empty());
  ASSERT_EQ(notices[1].answers.size(), 2u);
  EXPECT_EQ(notices[1].answers[0].name, "Allow notifications");
  EXPECT_TRUE(notices[1].answers[0].intent.is<intent::AllowNotifications>());
  EXPECT_EQ(notices[1].answers[1].name, "Not now");
  ASSERT_NE(notices[1].answers[1].intent.as<intent::DismissNotice>(), nullptr);
  EXPECT_EQ(notices[1].answers[1].intent.as<intent::DismissNotice>()->notice, 2u);
}

TEST(Screens, FollowTheRelaysClock) {
  World world;
  world.on_queue(kAna);
  world.inbound("hi");
  world.make_offers();
  State s = a_state(world);
  s.connection.clock_skew = -minutes(10);
  EXPECT_EQ(a_desk(s, world.now + minutes(10)).roster.alerts.at(0).countdown, "30 s");
}

/// How the customer's facts tell what time it is in that zone.
std::vector<screen::CustomerFact> facts_in(const LocalZone& zone, Instant now) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  State s = a_state(world);
  s.selected = id;
  s.workspace.conversations.at(id).detail->record.zone = zone;
  std::vector<screen::CustomerFact> facts = a_desk(s, now).context.known.facts;
  std::erase_if(facts, [](const screen::CustomerFact& one) { return !one.region.empty(); });
  return facts;
}

TEST(CustomerPanel, TellsTheCountryOfTheNumberWhateverTheZone) {
  for (const auto& [customer, letters] : std::vector<std::pair<const char*, const char*>>{
           {"+14155550199", "US"}, {"+4915112345678", "DE"}, {"+18005550123", ""}, {"68849", ""}, {"ACME", ""}}) {
    World world;
    const ConversationId id = a_conversation().from(customer).with_inbound("one").owned_by(kAna).in(world);
    State s = a_state(world);
    s.selected = id;
    s.workspace.conversations.at(id).detail->record.zone = {"Asia/Tokyo", {{Instant{0}, 540}}, false};
    std::string found;
    for (const screen::CustomerFact& one : a_desk(s, world.now).context.known.facts) {
      if (one.region.empty()) continue;
      EXPECT_EQ(one.label, "Country");
      found = one.region;
    }
    EXPECT_EQ(found, letters) << customer;
  }
}

TEST(CustomerPanel, TellsTheLocalTimeAsAClockAndLeavesItsWritingToThePage) {
  constexpr Instant kNoon{20'454 * hours(24) + hours(12)};  // by UTC
  LocalZone zone{"Europe/Berlin", {{Instant{0}, 60}}, false};
  std::vector<screen::CustomerFact> facts = facts_in(zone, kNoon + minutes(65));
  ASSERT_EQ(facts.size(), 1u);
  EXPECT_EQ(facts[0].label, "Local time");
  EXPECT_EQ(facts[0].clock, 14 * 60 + 5);
  EXPECT_EQ(facts[0].value, " · Berlin") << "no digits here: they would be the same for every agent";
  zone = {"America/Argentina/Buenos_Aires", {{Instant{0}, 13 * 60}}, true};
  facts = facts_in(zone, kNoon);
  ASSERT_EQ(facts.size(), 1u);
  EXPECT_EQ(facts[0].clock, 60) << "of the next day";
  EXPECT_EQ(facts[0].value, ", night · Buenos Aires, by the number");
  zone.name.clear();
  facts = facts_in(zone, kNoon);
  ASSERT_EQ(facts.size(), 1u);
  EXPECT_EQ(facts[0].clock, 60) << "the number is masked: its clock without its place";
  EXPECT_EQ(facts[0].value, ", night · by the number");
  EXPECT_TRUE(facts_in({}, kNoon).empty());
}

TEST(CustomerPanel, TellsBetweenWhichTimesItIsWhereTheNumberLeavesItOpen) {
  constexpr Instant kNoon{20'454 * hours(24) + hours(12)};  // by UTC
  const LocalZone zone{
      {}, {}, true, {{"America/Los_Angeles", {{Instant{0}, -480}}}, {"America/New_York", {{Instant{0}, -300}}}}};
  const auto at = [&](DurationMs later) {
    const auto facts = facts_in(zone, kNoon + later);
    EXPECT_EQ(facts.size(), 1u);
    return facts.empty() ? screen::CustomerFact{} : facts[0];
  };
  EXPECT_EQ(at(hours(4) + minutes(10)).clock, 8 * 60 + 10);
  EXPECT_EQ(at(hours(4) + minutes(10)).clock_until, 11 * 60 + 10);
  EXPECT_EQ(at(hours(4) + minutes(10)).value, " · Los Angeles to New York, by the number");
  EXPECT_EQ(at(hours(3)).value, ", perhaps night · Los Angeles to New York, by the number") << "seven in the west";
  EXPECT_EQ(at(hours(14)).value, ", perhaps night · Los Angeles to New York, by the number") << "nine in the east";
  EXPECT_EQ(at(hours(19)).clock, 23 * 60);
  EXPECT_EQ(at(hours(19)).clock_until, 2 * 60) << "of the next day";
  EXPECT_EQ(at(hours(19)).value, ", night · Los Angeles to New York, by the number");
  EXPECT_EQ(at(hours(24) + minutes(59)).value, ", night · Los Angeles to New York, by the number");
  EXPECT_EQ(at(hours(25)).value, ", perhaps night · Los Angeles to New York, by the number") << "eight in the east";
  const LocalZone same{
      {}, {}, true, {{"America/Phoenix", {{Instant{0}, -420}}}, {"America/Denver", {{Instant{0}, -420}}}}};
  const auto winter = facts_in(same, kNoon + hours(4));
  ASSERT_EQ(winter.size(), 1u);
  EXPECT_FALSE(winter[0].clock_until) << "one time, as long as both have it";
}

TEST(CopyNumber, IsOfferedForWhatIsOne) {
  for (const auto& [customer, copied] : std::vector<std::pair<const char*, const char*>>{
           {"+14155550199", "+1 415 555 0199"}, {"68849", "68849"}, {"ACME", ""}}) {
    World world;
    const ConversationId id = a_conversation().from(customer).with_inbound("one").owned_by(kAna).in(world);
    State s = a_state(world);
    s.selected = id;
    const screen::Desk desk = a_desk(s, world.now);
    const auto* copy = desk.conversation.copy.intent.as<intent::CopyText>();
    EXPECT_EQ(desk.conversation.copy.name.empty(), *copied == '\0') << customer;
    EXPECT_EQ(copy == nullptr ? "" : copy->text, copied) << customer;
  }
}

}  // namespace
}  // namespace smsdesk::test
