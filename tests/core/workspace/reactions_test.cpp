// Reactions to what we wrote: kept beside it, and nobody is asked, alerted or counted for them.
#include <gtest/gtest.h>

#include "core/workspace/late_reaction.h"
#include "core/workspace/visibility.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

constexpr const char* kLoved = "Loved “It left this morning.”";

/// Ana has answered.
ConversationId an_answered_one(World& world) {
  return a_conversation().with_inbound("Where is it?").owned_by(kAna).with_own("It left this morning.").in(world);
}
InboundMessage a_reaction(World& world, const char* text = kLoved) {
  return {CarrierMessageId{"SM" + world.fresh_key().value}, kCustomer, kSupportNumber, text, {}};
}

TEST(Reactions, OweNoAnswer) {
  World world;
  const ConversationId id = an_answered_one(world);
  const Instant spoke_at = world.conversation(id).last_activity_at;
  world.pass(minutes(3));
  world.inbound(kLoved);
  const Conversation& c = world.conversation(id);
  EXPECT_EQ(c.detail->messages.back().text, kLoved);
  EXPECT_EQ(c.detail->message_count, 3u);
  EXPECT_EQ(c.answer_owed_since, Instant{});
  EXPECT_EQ(c.last_activity_at, spoke_at) << "nobody wrote";
  EXPECT_EQ(view_of(world.workspace, kAna).find_conversation(id)->answer_owed_since, Instant{});
  world.inbound("Loved “It left this evening.”");
  EXPECT_EQ(world.conversation(id).answer_owed_since, world.now) << "what it is about is not known: it is a text";
}

TEST(Reactions, LeaveAnAnswerOwedSinceWhenItWas) {
  World world;
  const ConversationId id = an_answered_one(world);
  world.inbound("And when does it come?");
  const Instant asked_at = world.now;
  world.pass(minutes(1));
  world.inbound(kLoved);
  EXPECT_EQ(world.conversation(id).answer_owed_since, asked_at);
}

TEST(Reactions, ToTheCustomersOwnWordsAskOnceMore) {
  World world;
  const ConversationId id = an_answered_one(world);
  world.inbound("Emphasized “Where is it?”");
  EXPECT_EQ(world.conversation(id).answer_owed_since, world.now);
}

TEST(Reactions, TakeNoCapacityOfWhatIsQuiet) {
  World world(with_support([](Queue& support) { support.quiet_after = minutes(5); }));
  const ConversationId id = an_answered_one(world);
  world.live(minutes(5));
  ASSERT_TRUE(world.conversation(id).is_quiet);
  const unsigned load = world.workspace.load_of(kAna);
  world.inbound(kLoved);
  EXPECT_TRUE(world.conversation(id).is_quiet);
  EXPECT_EQ(world.workspace.load_of(kAna), load);
  world.inbound("And when does it come?");
  EXPECT_FALSE(world.conversation(id).is_quiet);
}

TEST(Reactions, BringNothingBackThatIsParked) {
  World world;
  const ConversationId id = an_answered_one(world);
  world.command(kAna, ParkConversation{id, world.now + hours(1), ""});
  world.inbound(kLoved);
  EXPECT_EQ(world.conversation(id).state, ConversationState::Parked);
  EXPECT_EQ(world.conversation(id).detail->messages.back().text, kLoved);
  world.inbound("And when does it come?");
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
}

TEST(Reactions, HoldNoAnswerBack) {
  World world;
  const ConversationId id = an_answered_one(world);
  const MessageId seen = world.newest(id);
  world.inbound(kLoved);
  EXPECT_FALSE(world.command(kAna, SendMessage{id, "Anything else?", seen, false}).refusal);
  world.inbound("Yes");
  const Decision second = world.command(kAna, SendMessage{id, "Good bye", seen, false});
  ASSERT_EQ(refusal_of(second), RefusalKind::NewerMessages);
  EXPECT_EQ(second.refusal->count, 1u);
}

TEST(LateReactions, StandWithWhatIsBeingFiled) {
  World world;
  const ConversationId id = an_answered_one(world);
  world.command(kAna, EndConversation{id});
  ASSERT_EQ(world.conversation(id).state, ConversationState::AfterCallWork);
  const Decision decision = decide_late_reaction(world.workspace, a_reaction(world), id, world.now);
  ASSERT_EQ(decision.entries.size(), 1u);
  world.fold(decision.entries);
  const Conversation& c = world.conversation(id);
  EXPECT_EQ(c.state, ConversationState::AfterCallWork);
  EXPECT_EQ(c.detail->messages.back().text, kLoved);
  EXPECT_EQ(c.answer_owed_since, Instant{});
  EXPECT_EQ(world.workspace.find_open(kCustomer, kSupportNumber), nullptr);
  EXPECT_TRUE(world.make_offers().empty());
}

TEST(LateReactions, ToWhatHasLeftTheWorkspaceAreTheArchives) {
  World world;
  const ConversationId id = an_answered_one(world);
  world.command(kAna, EndConversation{id});
  world.command(kAna, CompleteWrapUp{id, kSolved, ""});
  ASSERT_EQ(world.workspace.find_conversation(id), nullptr);
  Workspace before = view_of(world.workspace, kAna);
  const Decision decision = decide_late_reaction(world.workspace, a_reaction(world), id, world.now);
  ASSERT_EQ(decision.entries.size(), 1u);
  const auto& received = std::get<MessageReceived>(decision.entries[0].body);
  EXPECT_EQ(received.conversation, id);
  const Sight sight = sight_of(world.workspace, decision.entries[0].body, kAna);
  world.fold(decision.entries);
  EXPECT_TRUE(world.workspace.conversations.empty());
  EXPECT_EQ(world.workspace.last_id, received.message.value) << "the next message has another number";
  EXPECT_TRUE(world.make_offers().empty());
  std::vector<LogEntry> seen;
  EXPECT_TRUE(append_view_entries(world.workspace, decision.entries[0], sight, kAna, seen));
  EXPECT_TRUE(seen.empty());
  before.offset = world.workspace.offset;
  EXPECT_TRUE(view_of(world.workspace, kAna) == before);
}

TEST(LateReactions, ToANumberThatIsNotOursAreRefused) {
  World world;
  const ConversationId id = an_answered_one(world);
  world.command(kAna, EndConversation{id});
  InboundMessage in = a_reaction(world);
  in.to = "+12025550100";
  EXPECT_EQ(refusal_of(decide_late_reaction(world.workspace, in, id, world.now)), RefusalKind::UnknownNumber);
}

TEST(LateReactions, AreAllThatComesIntoWhatIsNotThere) {
  World world;
  const ConversationId id = an_answered_one(world);
  world.command(kAna, EndConversation{id});
  world.command(kAna, CompleteWrapUp{id, kSolved, ""});
  const auto fits = [&](ConversationId conversation, MessageId message, const char* text) {
    Workspace w = world.workspace;
    return apply(w, {w.offset + 1, world.now, MessageReceived{conversation, message, text, {}, {"SM9"}}, {}}).is_ok();
  };
  const MessageId next{world.workspace.last_id + 1};
  EXPECT_TRUE(fits(id, next, kLoved));
  EXPECT_FALSE(fits(id, next, "Thank you"));
  EXPECT_FALSE(fits(id, MessageId{world.workspace.last_id}, kLoved)) << "an id is given once";
  EXPECT_FALSE(fits(ConversationId{next.value + 1}, next, kLoved)) << "never opened";
  EXPECT_FALSE(fits({}, next, kLoved));
}

}  // namespace
}  // namespace smsdesk::test
