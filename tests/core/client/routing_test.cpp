// What an agent does with offers and conversations beyond writing, and what the tab says of others' doings.
#include <gtest/gtest.h>

#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

template <typename Command>
Command only_command(const Tab& tab) {
  for (const ClientFrame& frame : tab.sent()) {
    const auto* command = std::get_if<CommandFrame>(&frame);
    if (command == nullptr) continue;
    if (const auto* one = std::get_if<Command>(&command->command)) return *one;
  }
  ADD_FAILURE() << "no such command was sent";
  return {};
}

/// Streams what happened in `world` since `from` entries, over `before`.
void catch_up(AtWork& at, const Workspace& before, std::size_t from) {
  at.stream(before, {at.world.log.begin() + static_cast<std::ptrdiff_t>(from), at.world.log.end()});
}

/// An offer to Ana, heard by her tab.
OfferId offered(AtWork& at, ConversationId& id) {
  const Workspace before = at.world.workspace;
  const std::size_t from = at.world.log.size();
  id = at.world.inbound("help", kOtherCustomer);
  at.world.make_offers();
  catch_up(at, before, from);
  return at.world.offer_of(id).id;
}

TEST(Declining, CarriesItsReasonAndClosesTheMenu) {
  AtWork at;
  ConversationId id;
  const OfferId offer = offered(at, id);
  at.tab.raise(intent::OpenDeclineMenu{offer});
  EXPECT_EQ(at.tab.s.decline_menu, offer);
  at.tab.raise(intent::Decline{offer, "I am about to leave"});
  EXPECT_EQ(only_command<DeclineOffer>(at.tab).reason, "I am about to leave");
  EXPECT_EQ(at.tab.s.decline_menu, OfferId{});
}

TEST(Notifications, CarryAnswerAndDecline) {
  AtWork at;
  ConversationId id;
  const OfferId offer = offered(at, id);
  const auto shown = at.tab.all<effect::Notify>();
  ASSERT_EQ(shown.size(), 1u);
  ASSERT_EQ(shown[0].buttons.size(), 2u);
  at.tab.give(event::NotificationClicked{shown[0].tag, shown[0].buttons[0].action});
  EXPECT_EQ(only_command<AnswerOffer>(at.tab).offer, offer);
}

TEST(Notifications, OfAnOfferSayWhatCameWithoutWords) {
  AtWork at;
  const Workspace before = at.world.workspace;
  const std::size_t from = at.world.log.size();
  at.world.decide(
      InboundMessage{{"SMv"}, kOtherCustomer, kSupportNumber, "", {{"https://example.com/a", "audio/ogg"}}});
  at.world.make_offers();
  catch_up(at, before, from);
  const auto shown = at.tab.all<effect::Notify>();
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].body, "[audio]");
}

TEST(Notifications, DeclineWithoutOpeningAnything) {
  AtWork at;
  ConversationId id;
  const OfferId offer = offered(at, id);
  const auto shown = at.tab.all<effect::Notify>();
  at.tab.give(event::NotificationClicked{shown.at(0).tag, shown.at(0).buttons.at(1).action});
  EXPECT_EQ(only_command<DeclineOffer>(at.tab).offer, offer);
  EXPECT_NE(at.tab.s.selected, id);
}

TEST(Notifications, SayWhereTheOfferHasGone) {
  AtWork at;
  at.tab.give(event::NotificationClicked{"999", "answer"});
  EXPECT_FALSE(at.tab.did<effect::TransmitFrame>());
  EXPECT_TRUE(at.tab.said("It is not offered to you any more."));
}

TEST(Notifications, SayThatAMessageWasNotDelivered) {
  AtWork at;
  const auto fail = [&] {
    at.relay(CommandInput{kAna, at.world.fresh_key(), SendMessage{at.id, "answer", at.world.newest(at.id), false}});
    const MessageId message = at.world.newest(at.id);
    at.relay(SendStarted{message});
    at.relay(SendFinished{message, SendOutcome::Refused, {}, DeliveryStatus::Sent, "30008", 0});
    EXPECT_EQ(at.tab.all<effect::Announce>().size(), 1u);
    return at.tab.all<effect::Notify>();
  };
  EXPECT_TRUE(fail().empty()) << "the page is in front";
  at.tab.give(event::PageShown{false});
  const auto shown = fail();
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].title, "A message to +1 415 555 0199 was not delivered.");
  EXPECT_FALSE(shown[0].body.empty()) << "why";
  EXPECT_EQ(shown[0].tag, std::to_string(at.id.value)) << "a click leads there";
  EXPECT_TRUE(at.tab.did<effect::PlaySound>());
  at.tab.raise(intent::SetDoNotDisturb{-1});
  EXPECT_TRUE(fail().empty());
  EXPECT_FALSE(at.tab.did<effect::PlaySound>());
}

TEST(Notifications, SayThatAMessageWasNotSent) {
  AtWork at;
  at.tab.send(at.id, "answer");
  at.tab.give(event::StorageWritten{"outbox", at.tab.stored_key()});
  ASSERT_EQ(at.tab.sends().size(), 1u);
  const SendKey key{at.tab.sends()[0].first};
  at.tab.give(event::PageShown{false});
  at.tab.frame(AnswerFrame{key, Refusal{RefusalKind::NoRight, "No."}});
  const auto shown = at.tab.all<effect::Notify>();
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].title, "Not sent. No.");
  EXPECT_EQ(shown[0].body, "answer");
}

/// Ana has missed an offer, or declined it; her tab hears of it.
void stop_responding(AtWork& at, bool by_declining) {
  ConversationId id;
  const OfferId offer = offered(at, id);
  if (by_declining) {
    at.tab.raise(intent::Decline{offer});
    return at.relay(CommandInput{kAna, at.world.fresh_key(), DeclineOffer{offer}});
  }
  const Workspace before = at.world.workspace;
  const std::size_t from = at.world.log.size();
  at.world.live(kAlertTimeoutDefault + seconds(1));
  catch_up(at, before, from);
}

TEST(Notifications, SayThatTheAgentGetsNoMoreWork) {
  AtWork at;
  at.tab.give(event::PageShown{false});
  stop_responding(at, false);
  ASSERT_EQ(at.world.workspace.find_agent(kAna)->queue_status, QueueStatus::NotResponding);
  EXPECT_TRUE(at.tab.did<effect::PlaySound>());
  const auto shown = at.tab.all<effect::Notify>();
  ASSERT_FALSE(shown.empty());
  EXPECT_EQ(shown.back().title, "You are not responding. Go on queue to get work again.");
  const ConversationId selected = at.tab.s.selected;
  at.tab.give(event::NotificationClicked{shown.back().tag});
  EXPECT_EQ(at.tab.s.selected, selected) << "it is about no conversation";
  at.relay(CommandInput{kAna, at.world.fresh_key(), SetOnQueue{true}});
  const auto closed = at.tab.all<effect::CloseNotification>();
  ASSERT_EQ(closed.size(), 1u);
  EXPECT_EQ(closed[0].tag, shown.back().tag);
}

TEST(Notifications, OfTheAgentsOwnStandingHushForWhoIsNotToBeDisturbed) {
  AtWork at;
  at.tab.raise(intent::SetDoNotDisturb{-1});
  at.tab.give(event::PageShown{false});
  stop_responding(at, false);
  EXPECT_FALSE(at.tab.did<effect::PlaySound>());
  EXPECT_FALSE(at.tab.did<effect::Notify>());
  EXPECT_TRUE(at.tab.did<effect::Announce>());
}

TEST(Notifications, OfTheAgentsOwnStandingMakeNoSoundForWhoHasJustDeclined) {
  AtWork at;
  stop_responding(at, true);
  EXPECT_FALSE(at.tab.did<effect::PlaySound>());
  EXPECT_FALSE(at.tab.did<effect::Notify>()) << "the page is in front";
  EXPECT_TRUE(at.tab.did<effect::Announce>());
}

TEST(AlertSounds, AreHeardWhenChosenAndKept) {
  AtWork at;
  at.tab.raise(intent::ChooseSound{SoundKind::Alert, ChosenSound::Knock});
  ASSERT_EQ(at.tab.all<effect::PlaySound>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::PlaySound>()[0].chosen, ChosenSound::Knock);
  const auto stored = at.tab.written("settings");
  ASSERT_EQ(stored.count("alert_sound"), 1u);
  Tab again;
  again.give(event::StorageLoaded{"settings", {stored.begin(), stored.end()}});
  EXPECT_EQ(again.s.settings.alert_sound, ChosenSound::Knock);
  ConversationId id;
  offered(at, id);
  EXPECT_EQ(at.tab.all<effect::PlaySound>().at(0).chosen, ChosenSound::Knock);
}

TEST(Menus, OneIsOpenAtATime) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  at.tab.raise(intent::OpenConversationMenu{ConversationMenu::Park});
  at.tab.raise(intent::OpenDeclineMenu{OfferId{5}});
  EXPECT_EQ(at.tab.s.open_menu, ConversationMenu::None);
  at.tab.raise(intent::OpenConversationMenu{ConversationMenu::End});
  EXPECT_EQ(at.tab.s.decline_menu, OfferId{});
}

TEST(Menus, OneThatWasPressedInAnotherConversationStaysClosed) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  at.tab.raise(intent::OpenConversationMenu{ConversationMenu::End, ConversationId{at.id.value + 1}});
  EXPECT_EQ(at.tab.s.open_menu, ConversationMenu::None);
  at.tab.raise(intent::OpenConversationMenu{ConversationMenu::End, at.id});
  EXPECT_EQ(at.tab.s.open_menu, ConversationMenu::End);
}

TEST(OnQueue, IsWhatWasWishedWhoeverSwitchedMeanwhile) {
  AtWork at;
  const bool is_on = at.tab.s.workspace.find_agent(kAna)->queue_status == QueueStatus::OnQueue;
  at.tab.raise(intent::SetOnQueue{is_on});
  EXPECT_TRUE(at.tab.sent_kind<CommandFrame>().empty()) << "a supervisor was first";
  at.tab.raise(intent::SetOnQueue{!is_on});
  EXPECT_EQ(at.tab.sent_kind<CommandFrame>().size(), 1u);
}

TEST(Areas, OpenForTheirRolesAndAConversationLeadsBack) {
  AtWork at;
  at.tab.raise(intent::ShowArea{Area::Overview});
  EXPECT_EQ(at.tab.s.area, Area::Conversations) << "Ana is no supervisor";
  at.tab.raise(intent::ShowArea{Area::Find});
  EXPECT_EQ(at.tab.s.area, Area::Find);
  at.tab.raise(intent::Select{at.id});
  EXPECT_EQ(at.tab.s.area, Area::Conversations);
  EXPECT_TRUE(may_open(Area::Overview, AgentRole::Supervisor));
  EXPECT_FALSE(may_open(Area::Organisation, AgentRole::Supervisor));
  EXPECT_TRUE(may_open(Area::Organisation, AgentRole::Admin));
}

TEST(Transferring, AsksWhomItCouldGoToWhileTheMenuIsOpen) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  EXPECT_TRUE(at.tab.sent_kind<TargetsRequest>().empty());
  at.tab.raise(intent::OpenConversationMenu{ConversationMenu::Transfer});
  ASSERT_EQ(at.tab.sent_kind<TargetsRequest>().size(), 1u);
  const TargetsRequest first = at.tab.sent_kind<TargetsRequest>()[0];
  EXPECT_EQ(first.conversation, at.id);
  at.tab.frame(TargetsFrame{{"of-somebody-else"}, {{{kSales, 9, 9, {}}}, {}}});
  EXPECT_FALSE(at.tab.s.targets.known);
  at.tab.frame(TargetsFrame{first.key, {{{kSales, 1, 0, {}}}, {}}});
  ASSERT_TRUE(at.tab.s.targets.known);
  EXPECT_EQ(at.tab.s.targets.known->queues.at(0).free, 1u);
  at.tab.tick(seconds(3) - 1);
  EXPECT_TRUE(at.tab.sent_kind<TargetsRequest>().empty());
  at.tab.tick(1);
  EXPECT_EQ(at.tab.sent_kind<TargetsRequest>().size(), 1u) << "it changes";
  at.tab.raise(intent::OpenConversationMenu{ConversationMenu::None});
  EXPECT_FALSE(at.tab.s.targets.known);
  at.tab.tick(seconds(4));
  EXPECT_TRUE(at.tab.sent_kind<TargetsRequest>().empty());
}

TEST(Transferring, CarriesTheNoteAndWhetherSkillsAreKept) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  at.tab.raise(intent::OpenConversationMenu{ConversationMenu::Transfer});
  at.tab.raise(intent::EditMenuNote{"Wants an invoice"});
  at.tab.raise(intent::KeepSkills{false});
  at.tab.raise(intent::Transfer{at.id, kSales, {}});
  const auto command = only_command<BeginTransfer>(at.tab);
  EXPECT_EQ(command.note, "Wants an invoice");
  EXPECT_FALSE(command.keeps_skills);
  EXPECT_EQ(at.tab.s.open_menu, ConversationMenu::None);
  // Opened again for the same conversation, the words are there; what was looked for is not.
  at.tab.raise(intent::FilterMenu{"sal"});
  at.tab.raise(intent::OpenConversationMenu{ConversationMenu::Transfer});
  EXPECT_EQ(at.tab.s.menu_form.note, "Wants an invoice");
  EXPECT_EQ(at.tab.s.menu_form.filter, "");
  at.tab.raise(intent::OpenConversationMenu{ConversationMenu::Park});
  EXPECT_EQ(at.tab.s.menu_form.note, "") << "another menu's words are its own";
}

TEST(Parking, CarriesItsReason) {
  AtWork at;
  at.tab.raise(intent::Select{at.id});
  at.tab.raise(intent::OpenConversationMenu{ConversationMenu::Park});
  at.tab.raise(intent::EditMenuNote{"Waits for the parcel"});
  at.tab.raise(intent::Park{at.id, hours(1)});
  const auto command = only_command<ParkConversation>(at.tab);
  EXPECT_EQ(command.reason, "Waits for the parcel");
  EXPECT_EQ(command.until, at.tab.now + hours(1));
}

TEST(Transferring, ItsEndIsSaidToWhoHandedOver) {
  AtWork at;
  at.world.arrive(kBen);
  at.world.command(kBen, SetPresence{Presence::Available});
  at.tab.snapshot(at.world, kAna);
  at.tab.raise(intent::Select{at.id});
  at.relay(CommandInput{kAna, {"t1"}, BeginTransfer{at.id, {}, kBen, "please", true}});
  at.relay(CommandInput{kBen, {"d1"}, DeclineOffer{at.world.offer_of(at.id).id, "Too busy"}});
  EXPECT_TRUE(at.tab.said("Ben Okafor declined +1 415 555 0199: Too busy. It is yours still."));
  EXPECT_EQ(at.tab.s.selected, at.id);
  at.relay(CommandInput{kAna, {"t2"}, BeginTransfer{at.id, {}, kBen, "please", true}});
  at.relay(CommandInput{kBen, {"a1"}, AnswerOffer{at.world.offer_of(at.id).id}});
  EXPECT_TRUE(at.tab.said("Ben Okafor has taken over +1 415 555 0199."));
  EXPECT_NE(at.tab.s.selected, at.id) << "it cannot be read any more";
}

TEST(Transferring, ToAQueueThatIsNotSeenIntoSaysWhereItIsAndNotWho) {
  AtWork at;
  at.relay(CommandInput{kAna, {"t1"}, BeginTransfer{at.id, kSales, {}, "", true}});
  at.world.on_queue(kEve);
  at.world.make_offers();
  at.tab.snapshot(at.world, kAna);
  at.relay(CommandInput{kEve, {"a1"}, AnswerOffer{at.world.offer_of(at.id).id}});
  EXPECT_TRUE(at.tab.said("+1 415 555 0199 is with Sales now."));
}

TEST(Transferring, WhatWasTakenBackIsNotSaidToBeDeclined) {
  AtWork at;
  at.world.arrive(kBen);
  at.world.command(kBen, SetPresence{Presence::Available});
  at.tab.snapshot(at.world, kAna);
  at.relay(CommandInput{kAna, {"t1"}, BeginTransfer{at.id, {}, kBen, "", true}});
  at.relay(CommandInput{kAna, {"t2"}, TakeBackTransfer{at.id}});
  EXPECT_TRUE(at.tab.s.notices.empty());
}

TEST(AutoAnswer, GivesNoticeAndToneAndAsksNothing) {
  Organisation all = an_organisation();
  all.queues[0].is_auto_answer = true;
  World world(all);
  world.on_queue(kAna);
  AtWork at;
  at.world = world;
  at.tab.snapshot(world, kAna);
  at.tab.give(event::PageShown{false});
  const Workspace before = at.world.workspace;
  const std::size_t from = at.world.log.size();
  const ConversationId id = at.world.inbound("help", kOtherCustomer);
  at.world.make_offers();
  catch_up(at, before, from);
  ASSERT_EQ(at.world.conversation(id).owner, kAna);
  ASSERT_EQ(at.tab.all<effect::PlaySound>().size(), 1u);
  EXPECT_EQ(at.tab.all<effect::PlaySound>()[0].sound, effect::SoundKind::Alert);
  EXPECT_TRUE(at.tab.said("Support: message from +1 415 555 0123. It was answered for you."));
  EXPECT_EQ(at.tab.all<effect::Notify>().size(), 1u);
  for (const effect::Announce& one : at.tab.all<effect::Announce>()) {
    EXPECT_EQ(one.sentence.find("Answer or decline"), std::string::npos) << "there is nothing to decide";
  }
}

/// Support ends, or gives back, what nobody writes in for ten minutes; time goes by there, and the tab hears of it.
void live_with_timeout(AtWork& at, InactivityAction action, DurationMs time) {
  Queue& support = at.world.workspace.queues.at(kSupport);
  support.inactivity_timeout = minutes(10);
  support.inactivity_action = action;
  rebuild_index(at.world.workspace);
  at.world.send(kAna, at.id, "hello");
  at.tab.snapshot(at.world, kAna);
  const Workspace before = at.world.workspace;
  const std::size_t from = at.world.log.size();
  at.world.live(time);
  at.stream(before, {at.world.log.begin() + static_cast<std::ptrdiff_t>(from), at.world.log.end()});
}

TEST(Inactivity, IsSaidAMinuteBefore) {
  AtWork at;
  at.tab.give(event::PageShown{false});
  live_with_timeout(at, InactivityAction::End, minutes(9));
  ASSERT_EQ(at.tab.all<effect::Announce>().size(), 1u);
  EXPECT_NE(at.tab.all<effect::Announce>()[0].sentence.find("ends in a minute if nobody writes"), std::string::npos);
  EXPECT_TRUE(at.tab.did<effect::PlaySound>());
  EXPECT_TRUE(at.tab.did<effect::Notify>());
}

TEST(Inactivity, SaysThatTheConversationHasEnded) {
  AtWork at;
  live_with_timeout(at, InactivityAction::End, minutes(10));
  EXPECT_TRUE(at.tab.said("has ended, because nobody wrote. Its wrap-up is yours."));
}

TEST(Inactivity, SaysThatTheConversationWentBack) {
  AtWork at;
  live_with_timeout(at, InactivityAction::BackToQueue, minutes(10));
  EXPECT_TRUE(at.tab.said("went back to Support, because nobody wrote."));
}

TEST(Picking, OpensWhatWasTakenWithoutAnAlert) {
  Organisation all = an_organisation();
  all.queues[0].is_manual_pick = true;
  AtWork at;
  at.world = World(all);
  at.id = a_conversation().with_inbound("hi").owned_by(kAna).in(at.world);
  at.world.command(kAna, SetOnQueue{false});
  const ConversationId waiting = at.world.inbound("help", kOtherCustomer);
  at.tab.snapshot(at.world, kAna);
  at.tab.raise(intent::Select{at.id});
  at.tab.raise(intent::Pick{waiting});
  at.relay(CommandInput{kAna, {"p"}, only_command<PickConversation>(at.tab)});
  EXPECT_EQ(at.world.conversation(waiting).owner, kAna);
  EXPECT_EQ(at.tab.s.selected, waiting);
  EXPECT_FALSE(at.tab.did<effect::PlaySound>());
}

TEST(Supervisors, HearTheirOwnOffersToo) {
  World world;
  world.arrive(kSam);
  world.command(kSam, SetPresence{Presence::Available});
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  Tab tab;
  tab.start();
  tab.welcome(kSam);
  tab.snapshot(world, kSam);
  const Workspace before = world.workspace;
  const std::size_t from = world.log.size();
  world.command(kAna, BeginTransfer{id, {}, kSam, "Angry", true});
  Workspace w = before;
  EntriesFrame frame;
  for (std::size_t i = from; i < world.log.size(); ++i) {
    const Sight sight = sight_of(w, world.log[i].body, kSam);
    ASSERT_TRUE(apply(w, world.log[i]).is_ok());
    ASSERT_TRUE(append_view_entries(w, world.log[i], sight, kSam, frame.entries));
  }
  frame.up_to = w.offset;
  tab.frame(frame);
  ASSERT_EQ(tab.all<effect::PlaySound>().size(), 1u);
  EXPECT_EQ(tab.all<effect::PlaySound>()[0].sound, effect::SoundKind::Alert);
}

}  // namespace
}  // namespace smsdesk::test
