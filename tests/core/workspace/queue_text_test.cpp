// What a queue says by itself while a conversation waits.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

void pass_time(World& world, DurationMs time) {
  world.pass(time);
  while (!world.decide(TimePassed{}).entries.empty()) {
  }
}

TEST(QueueText, TellsWhoWaitsLongThatItDoes) {
  World world(a_rich_organisation());
  const ConversationId id = world.inbound("hi");
  const std::size_t before = world.conversation(id).detail->messages.size();
  pass_time(world, seconds(30));
  ASSERT_EQ(world.conversation(id).detail->messages.size(), before + 1);
  EXPECT_EQ(world.conversation(id).detail->messages.back().text, "Still waiting. Sorry.");
  pass_time(world, minutes(10));
  EXPECT_EQ(world.conversation(id).detail->messages.size(), before + 1) << "once a stay";
}

TEST(QueueText, ThatNobodyCouldReceiveHoldsNothingElseUp) {
  World world(a_rich_organisation());
  const ConversationId id = world.inbound("hi", "ACME");
  pass_time(world, seconds(30));
  EXPECT_EQ(world.conversation(id).detail->messages.size(), 1u);
  EXPECT_EQ(world.conversation(id).demand.stage, 1u);
  pass_time(world, seconds(40));
  EXPECT_EQ(world.conversation(id).demand.stage, 3u) << "rings and overflow are reached all the same";
  const auto next = next_deadline(world.workspace);
  EXPECT_TRUE(!next || world.now < *next) << "nothing stays due that nothing follows from";
}

std::vector<std::string> own_texts(const World& world, ConversationId id) {
  std::vector<std::string> texts;
  for (const Message& message : world.conversation(id).detail->messages) {
    if (!message.is_inbound && !message.author.is_set()) texts.push_back(message.text);
  }
  return texts;
}

TEST(QueueText, SaysNothingToWhoHasStoppedMessages) {
  World world(a_rich_organisation());
  const ConversationId id = world.inbound("STOP");
  pass_time(world, minutes(10));
  EXPECT_EQ(own_texts(world, id), std::vector<std::string>()) << "neither greeting nor waiting text";
  world.inbound("START");
  world.inbound("hi");
  pass_time(world, minutes(10));
  EXPECT_EQ(own_texts(world, id), std::vector<std::string>{"Still waiting. Sorry."}) << "they may be told again";
}

TEST(QueueText, GreetsOnceWhenAConversationBegins) {
  World world(a_rich_organisation());
  const ConversationId id = world.inbound("hi");
  world.inbound("anybody?");
  EXPECT_EQ(own_texts(world, id), std::vector<std::string>{"Thank you. We answer soon."});
  EXPECT_NE(world.conversation(id).answer_owed_since, Instant{}) << "a greeting is no answer";
}

TEST(QueueText, SaysThatNobodyIsThereOutsideBusinessHours) {
  World world(a_rich_organisation());
  world.pass(hours(1));  // the office closes at one
  EXPECT_EQ(own_texts(world, world.inbound("hi")), std::vector<std::string>{"We are closed."});
}

TEST(QueueText, OfWhoWasToldThatNobodyIsThereThereIsNoMore) {
  World world(a_rich_organisation());
  world.pass(hours(1));
  const ConversationId id = world.inbound("hi");
  pass_time(world, minutes(10));
  EXPECT_EQ(own_texts(world, id), std::vector<std::string>{"We are closed."});
  pass_time(world, hours(24));
  EXPECT_EQ(own_texts(world, id).size(), 1u) << "nor when it is open again";
}

TEST(QueueText, ThatIsDueAtNightComesWhenTheQueueOpens) {
  World world(a_rich_organisation());
  world.pass(hours(1) - seconds(10));
  const ConversationId id = world.inbound("hi");
  world.live(hours(22));
  EXPECT_EQ(own_texts(world, id).size(), 1u) << "the greeting";
  EXPECT_EQ(next_deadline(world.workspace), kMorning + hours(24)) << "nothing stays due all night";
  pass_time(world, kMorning + hours(24) - world.now);
  EXPECT_EQ(own_texts(world, id).back(), "Still waiting. Sorry.");
}

TEST(QueueText, ThatWasDueWhileNobodyLookedGivesWayToTheNight) {
  for (const bool has_words : {true, false}) {
    Organisation all = a_rich_organisation();
    if (!has_words) all.queues[0].texts.away.clear();
    World world(all);
    const ConversationId id = world.inbound("hi");
    pass_time(world, hours(2));
    ASSERT_EQ(own_texts(world, id).size(), 2u);
    EXPECT_EQ(own_texts(world, id).back(), has_words ? "We are closed." : "Still waiting. Sorry.");
    world.live(0);  // the texts are sent
    const auto next = next_deadline(world.workspace);
    EXPECT_TRUE(!next || world.now < *next) << "nothing stays due that nothing follows from";
  }
}

TEST(QueueText, SaysOnceToWhoHasWaitedSinceTheDayThatNobodyIsThere) {
  World world(a_rich_organisation());
  const ConversationId id = world.inbound("hi");
  world.inbound("hello?");
  EXPECT_EQ(own_texts(world, id).size(), 1u) << "by day nobody is away";
  world.pass(hours(1));
  world.inbound("anybody?");
  world.inbound("please");
  const std::vector<std::string> said{"Thank you. We answer soon.", "We are closed."};
  EXPECT_EQ(own_texts(world, id), said);
}

TEST(QueueText, SaysThatNobodyIsThereWhereAParkedOneComesBackAtNight) {
  World world(a_rich_organisation());
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.command(kAna, ParkConversation{id, world.now + hours(10), "tomorrow"});
  world.command(kAna, SetOnQueue{false});
  world.pass(hours(1));
  world.inbound("and now?");
  EXPECT_EQ(world.conversation(id).state, ConversationState::Waiting);
  EXPECT_EQ(own_texts(world, id).back(), "We are closed.");
}

TEST(QueueText, IsMovedWithTheHours) {
  Organisation all = a_rich_organisation();
  World world(all);
  world.pass(hours(1) - seconds(10));
  const ConversationId id = world.inbound("hi");
  all.schedules[0].open[3].to = 120;  // a Thursday
  world.decide(all);
  pass_time(world, seconds(30));
  EXPECT_EQ(own_texts(world, id).back(), "Still waiting. Sorry.");
}

TEST(QueueText, GreetsAnewWhenAClosedConversationGoesOn) {
  World world(a_rich_organisation());
  InboundMessage in{CarrierMessageId{"SM1"}, kCustomer, kSupportNumber, "me again", {}};
  in.previous = ClosedConversation{ConversationId{900}, kSupport, kCustomer, kSupportNumber, kMorning, kMorning, kAna};
  world.decide(in);
  EXPECT_EQ(own_texts(world, ConversationId{900}), std::vector<std::string>{"Thank you. We answer soon."});
}

TEST(QueueText, NeverComesWhileAnAgentIsInTheConversation) {
  Organisation all = a_rich_organisation();
  all.queues[0].inactivity_timeout = all.queues[0].quiet_after = 0;
  World world(all);
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  world.command(kAna, AnswerOffer{world.offer_of(id).id});
  world.live(hours(2));
  world.inbound("still there?");
  EXPECT_EQ(own_texts(world, id).size(), 1u) << "the greeting, from before";
}

TEST(QueueText, IsNotSaidAgainToWhoComesBackFromAnAgent) {
  World world(a_rich_organisation());
  world.on_queue(kAna);
  const ConversationId id = world.inbound("hi");
  world.make_offers();
  world.command(kAna, AnswerOffer{world.offer_of(id).id});
  world.command(kSam, FreeConversation{id});
  world.command(kAna, SetOnQueue{false});
  world.live(minutes(5));
  EXPECT_EQ(own_texts(world, id).size(), 1u);
}

}  // namespace
}  // namespace smsdesk::test
