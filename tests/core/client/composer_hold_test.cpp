// What is in the way of an answer: the composer shows it, and who hears the page is told, once and at once, where the agent has
// not done it.
#include <gtest/gtest.h>

#include "core/client/composer_hold.h"
#include "tests/core/client/tab.h"

namespace smsdesk::test {
namespace {

using Said = std::vector<effect::Announce>;

const effect::Announce kOptedOut{"They have opted out. You can write as soon as they send START.", true};

/// Ana reads her conversation and writes in it.
class HeldComposer : public testing::Test {
 protected:
  HeldComposer() {
    at_.tab.raise(intent::Select{at_.id});
    at_.tab.raise(intent::EditDraft{at_.id, "One more thing:"});
  }
  void hear(const std::string& text) {
    at_.relay(InboundMessage{{"SM" + at_.world.fresh_key().value}, kCustomer, kSupportNumber, text, {}});
  }
  /// At another page of hers, or a supervisor.
  template <typename Command>
  void elsewhere(AgentId agent, Command command) {
    at_.relay(CommandInput{agent, at_.world.fresh_key(), std::move(command)});
  }
  /// What interrupts.
  Said at_once() const {
    Said all;
    for (const effect::Announce& one : at_.tab.all<effect::Announce>())
      if (one.is_urgent) all.push_back(one);
    return all;
  }
  template <typename Change>
  void configure(Change change) {
    Organisation all = an_organisation();
    change(all);
    at_.relay(all);
  }
  AtWork at_;
};

TEST_F(HeldComposer, SaysThatTheCustomerHasOptedOut) {
  hear("STOP");
  EXPECT_EQ(at_once(), Said{kOptedOut});
  EXPECT_EQ(composer_lock(at_.tab.s, *at_.tab.s.workspace.find_conversation(at_.id)), ComposerLock::OptedOut);
  hear("I mean it");
  EXPECT_EQ(at_once(), Said()) << "that is known";
  hear("START");
  EXPECT_EQ(at_once(), Said());
  hear("STOP");
  EXPECT_EQ(at_once(), Said{kOptedOut}) << "it is news again";
}

TEST_F(HeldComposer, SaysItToWhoWaitsForAMessageToLeaveToo) {
  at_.tab.raise(intent::SetUndo{seconds(10)});
  at_.tab.send(at_.id, "Too late");
  hear("STOP");
  EXPECT_EQ(at_once(), Said{kOptedOut});
}

TEST_F(HeldComposer, SaysNothingOfWhatIsNotBeforeTheAgent) {
  at_.tab.raise(intent::ShowArea{Area::Find});
  hear("STOP");
  EXPECT_EQ(at_once(), Said());
}

TEST_F(HeldComposer, SaysThatItWasEndedOrParkedAtAnotherPage) {
  elsewhere(kAna, ParkConversation{at_.id, at_.world.now + minutes(60), {}});
  EXPECT_EQ(at_once(), (Said{{"This conversation is parked. Take it back to write.", true}}));
  elsewhere(kAna, ResumeConversation{at_.id});
  EXPECT_EQ(at_once(), Said());
  elsewhere(kAna, EndConversation{at_.id});
  EXPECT_EQ(at_once(), (Said{{"This conversation has ended. Finish its wrap-up.", true}}));
}

TEST_F(HeldComposer, SaysNothingOfWhatTheAgentHasDone) {
  at_.tab.raise(intent::EditDraft{at_.id, ""});
  at_.tab.raise(intent::End{at_.id});
  elsewhere(kAna, EndConversation{at_.id});
  EXPECT_EQ(at_.tab.s.workspace.find_conversation(at_.id)->state, ConversationState::AfterCallWork);
  EXPECT_EQ(at_once(), Said());
}

TEST_F(HeldComposer, WhatASupervisorDoesIsSaidOnceAndAtOnce) {
  elsewhere(kSam, EndConversation{at_.id});
  ASSERT_EQ(at_once().size(), 1u);
  EXPECT_EQ(at_once()[0].sentence, "A supervisor ended the conversation with +1 415 555 0199. Its wrap-up is yours.");
  EXPECT_EQ(at_.tab.all<effect::Announce>().size(), 1u);
}

TEST_F(HeldComposer, WhatASupervisorTakesAwayIsSaidOnceAndAtOnce) {
  elsewhere(kSam, FreeConversation{at_.id});
  ASSERT_EQ(at_once().size(), 1u);
  EXPECT_EQ(at_once()[0].sentence, "A supervisor gave the conversation with +1 415 555 0199 back to Support.");
}

TEST_F(HeldComposer, SaysThatFilesCannotGoFromItsNumberAnyMore) {
  Media map;
  map.hash = "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c";
  map.name = "map.png";
  map.content_type = "image/png";
  map.bytes = 1'000;
  at_.tab.s.attachments[at_.id].push_back(stored_attachment(map));
  configure([](Organisation& all) { all.numbers[0].has_mms = false; });
  EXPECT_EQ(at_once(),
            (Said{{"Attachments cannot be sent from this number. Take them off and send the text alone.", true}}));
  configure([](Organisation& all) {
    all.numbers[0].has_mms = false;
    all.queues[0].name = "Service";
  });
  EXPECT_EQ(at_once(), Said()) << "that is known";
}

TEST_F(HeldComposer, SaysThatItIsTooLongSinceTheLimitIsAnotherOne) {
  configure([](Organisation& all) { all.queues[0].limits.chars_max = 10; });
  ASSERT_EQ(at_once().size(), 1u);
  EXPECT_EQ(at_once()[0].sentence.find("The message is 5 characters too long: at most 10."), 0u);
}

TEST_F(HeldComposer, SaysThatANewerMessageHoldsWhatWasSent) {
  at_.tab.send(at_.id, "It left this morning.");
  const std::string key = at_.tab.stored_key();
  at_.tab.give(event::StorageWritten{"outbox", key});
  at_.tab.frame(AnswerFrame{SendKey{key}, Refusal{RefusalKind::NewerMessages, "There is 1 newer message.", 1}});
  EXPECT_EQ(at_once(), (Said{{"Not sent. There is 1 newer message.", true}}));
}

/// Ben writes along in Ana's conversation.
TEST(GuestComposer, SaysThatItIsGone) {
  for (const bool is_end : {true, false}) {
    AtWork at(kBen);
    at.world.arrive(kBen);
    at.world.command(kAna, InviteGuest{at.id, kBen});
    at.tab.snapshot(at.world, kBen);
    at.tab.raise(intent::Select{at.id});
    at.tab.raise(intent::EditDraft{at.id, "I can help"});
    if (is_end)
      at.relay(CommandInput{kAna, at.world.fresh_key(), EndConversation{at.id}});
    else
      at.relay(CommandInput{kAna, at.world.fresh_key(), DismissGuest{at.id, kBen}});
    const std::string sentence = "You cannot write in the conversation with +1 415 555 0199 any more.";
    const Said said = at.tab.all<effect::Announce>();
    EXPECT_EQ(std::count(said.begin(), said.end(), effect::Announce{sentence, true}), 1);
    EXPECT_TRUE(at.tab.said(sentence));
  }
}

TEST(GuestComposer, SaysNothingToWhoLeaves) {
  AtWork at(kBen);
  at.world.arrive(kBen);
  at.world.command(kAna, InviteGuest{at.id, kBen});
  at.tab.snapshot(at.world, kBen);
  at.tab.raise(intent::Select{at.id});
  at.tab.raise(intent::Dismiss{at.id, kBen});
  at.relay(CommandInput{kBen, at.world.fresh_key(), DismissGuest{at.id, kBen}});
  EXPECT_FALSE(at.tab.did<effect::Announce>());
}

}  // namespace
}  // namespace smsdesk::test
