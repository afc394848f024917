// decide(): SendMessage, MarkSeen and MarkUnread.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

TEST(SendMessage, IsAcceptedUnderItsKeyAndWaitsForTheCarrier) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const Decision decision =
      world.decide(CommandInput{kAna, SendKey{"abc"}, SendMessage{id, "hello", world.newest(id), false}});
  ASSERT_EQ(decision.entries.size(), 1u);
  const Message& message = world.conversation(id).detail->messages.back();
  EXPECT_EQ(message.key, SendKey{"abc"});
  EXPECT_EQ(message.status, DeliveryStatus::Queued);
  const OutboundSend* send = world.workspace.find_send(message.id);
  ASSERT_NE(send, nullptr);
  EXPECT_EQ(send->to, kCustomer);
  EXPECT_EQ(send->from, kSupportNumber);
}

TEST(SendMessage, IsRefusedWhereNewerMessagesWereNotSeen) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const MessageId seen = world.newest(id);
  world.inbound("wait");
  world.inbound("no");
  const Decision decision = world.command(kAna, SendMessage{id, "hello", seen, false});
  EXPECT_EQ(refusal_of(decision), RefusalKind::NewerMessages);
  EXPECT_EQ(decision.refusal->count, 2u);
  EXPECT_FALSE(world.command(kAna, SendMessage{id, "hello", seen, true}).refusal);
}

TEST(SendMessage, OwnNewerMessagesDoNotCount) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const MessageId seen = world.newest(id);
  world.send(kAna, id, "one");
  EXPECT_FALSE(world.command(kAna, SendMessage{id, "two", seen, false}).refusal);
}

TEST(SendMessage, TakesExactlyTheCarriersLength) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const MessageId seen = world.newest(id);
  EXPECT_FALSE(world.command(kAna, SendMessage{id, std::string(1600, 'x'), seen, false}).refusal);
  const Decision decision = world.command(kAna, SendMessage{id, std::string(1603, 'x'), seen, false});
  EXPECT_EQ(refusal_of(decision), RefusalKind::TooLong);
  EXPECT_EQ(decision.refusal->count, 3u);
  std::string faces;
  for (int i = 0; i < 801; ++i) faces += "\xF0\x9F\x98\x80";  // two UTF-16 units each
  EXPECT_EQ(refusal_of(world.command(kAna, SendMessage{id, faces, seen, false})), RefusalKind::TooLong);
}

TEST(SendMessage, OfNothingIsRefused) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  for (const char* text : {"", " ", "\r\n\t ", "\x01\x02"}) {
    EXPECT_EQ(refusal_of(world.command(kAna, SendMessage{id, text, world.newest(id), false})), RefusalKind::Empty);
  }
}

TEST(SendMessage, ToANameIsRefused) {
  World world;
  const ConversationId id = a_conversation().from("ACME").with_inbound("sale!").owned_by(kAna).in(world);
  EXPECT_EQ(refusal_of(world.command(kAna, SendMessage{id, "stop", world.newest(id), false})),
            RefusalKind::CannotReply);
}

TEST(SendMessage, IsForTheOwnerOfAnActiveConversation) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  world.arrive(kBen);
  EXPECT_EQ(refusal_of(world.command(kBen, SendMessage{id, "x", world.newest(id), false})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world.command(kSam, SendMessage{id, "x", world.newest(id), false})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world.command(kAna, SendMessage{ConversationId{999}, "x", {}, false})), RefusalKind::Ended);
  world.command(kAna, EndConversation{id});
  EXPECT_EQ(refusal_of(world.command(kAna, SendMessage{id, "x", world.newest(id), false})), RefusalKind::Ended);
}

TEST(SendMessage, TwoMessagesNeverShareAKeyOnTheirWay) {
  World world;
  const ConversationId a = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const ConversationId b =
      a_conversation().from(kOtherCustomer).to(kSalesNumber).with_inbound("hi").owned_by(kBen).in(world);
  EXPECT_FALSE(world.decide(CommandInput{kAna, {"same"}, SendMessage{a, "x", world.newest(a), false}}).refusal);
  EXPECT_EQ(refusal_of(world.decide(CommandInput{kBen, {"same"}, SendMessage{b, "x", world.newest(b), false}})),
            RefusalKind::NoRight);
}

TEST(MarkSeen, ClimbsAndNeverPassesTheNewestMessage) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").with_inbound("2").owned_by(kAna).in(world);
  EXPECT_EQ(world.conversation(id).detail->unread_count(), 2u);
  world.command(kAna, MarkSeen{id, MessageId{999'999}});
  EXPECT_EQ(world.conversation(id).detail->seen_up_to, world.newest(id));
  EXPECT_TRUE(world.command(kAna, MarkSeen{id, MessageId{1}}).entries.empty());
  EXPECT_EQ(refusal_of(world.command(kBen, MarkSeen{id, MessageId{1}})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world.command(kAna, MarkSeen{ConversationId{999}, MessageId{1}})), RefusalKind::NotYours);
}

class Unread : public testing::Test {
 protected:
  const ConversationDetail& detail() { return *world_.conversation(id_).detail; }
  MessageId at(std::size_t place) { return detail().messages.at(place).id; }
  Decision mark(MessageId from) { return world_.command(kAna, MarkUnread{id_, from}); }
  void see(bool ends_mark) { world_.command(kAna, MarkSeen{id_, world_.newest(id_), ends_mark}); }

  World world_;
  /// The customer's 0, 1 and 3; 2 is Ana's.
  ConversationId id_ = a_conversation().with_inbound("one").with_inbound("two").owned_by(kAna).in(world_);
  void SetUp() override {
    world_.send(kAna, id_, "an answer");
    world_.inbound("three");
    see(false);
    ASSERT_EQ(detail().unread_count(), 0u);
  }
};

TEST_F(Unread, BeginsAtTheMessageThatIsNamed) {
  EXPECT_EQ(mark(at(1)).entries.size(), 1u);
  EXPECT_EQ(detail().unread_count(), 2u) << "an agent's own counts for nothing";
  EXPECT_EQ(detail().seen_up_to, at(0));
  EXPECT_TRUE(detail().is_marked_unread);
  EXPECT_TRUE(mark(at(1)).entries.empty()) << "it begins there already";
  mark(at(3));
  EXPECT_EQ(detail().unread_count(), 1u);
  mark(at(0));
  EXPECT_EQ(detail().unread_count(), 3u);
  EXPECT_FALSE(detail().seen_up_to.is_set());
}

TEST_F(Unread, IsNotReadByAPageThatMerelyShowsIt) {
  mark(at(3));
  see(false);
  world_.inbound("four");
  see(false);
  EXPECT_EQ(detail().unread_count(), 2u);
  world_.command(kAna, MarkSeen{id_, at(3), true});
  EXPECT_EQ(detail().unread_count(), 1u) << "as far as it was seen";
  EXPECT_FALSE(detail().is_marked_unread);
  see(false);
  EXPECT_EQ(detail().unread_count(), 0u);
}

TEST_F(Unread, IsRefusedWhereNothingOfItCanBeUnread) {
  const ConversationId other =
      a_conversation().from(kOtherCustomer).to(kSalesNumber).with_inbound("hi").owned_by(kBen).in(world_);
  for (const MessageId none : {MessageId{}, at(2), world_.newest(other), MessageId{at(3).value + 1'000}}) {
    const Decision decision = mark(none);
    EXPECT_EQ(refusal_of(decision), RefusalKind::UnknownMessage) << none.value;
    EXPECT_TRUE(decision.entries.empty());
  }
  EXPECT_EQ(refusal_of(world_.command(kBen, MarkUnread{id_, at(0)})), RefusalKind::NotYours);
  EXPECT_EQ(refusal_of(world_.command(kAna, MarkUnread{ConversationId{999}, at(0)})), RefusalKind::Ended);
  EXPECT_EQ(detail().unread_count(), 0u);
  world_.command(kAna, EndConversation{id_});
  EXPECT_EQ(refusal_of(mark(at(0))), RefusalKind::Ended);
}

TEST_F(Unread, IsWhatIsHeldAndNothingFurtherBack) {
  const MessageId first = at(0);
  for (std::size_t i = 0; i < kMessagesHeldMax; ++i) world_.inbound("more");
  EXPECT_EQ(refusal_of(mark(first)), RefusalKind::UnknownMessage);
  see(false);
  mark(at(0));
  EXPECT_EQ(detail().unread_count(), kMessagesHeldMax);
}

TEST_F(Unread, IsReadLikeAnythingElseOnceTheConversationHasEnded) {
  mark(at(3));
  world_.command(kAna, EndConversation{id_});
  EXPECT_FALSE(detail().is_marked_unread);
  EXPECT_EQ(detail().unread_count(), 1u);
  see(false);
  EXPECT_EQ(detail().unread_count(), 0u);
}

TEST_F(Unread, IsForgottenWithItsOwner) {
  mark(at(3));
  world_.command(kSam, FreeConversation{id_});
  EXPECT_FALSE(detail().is_marked_unread);
  EXPECT_EQ(detail().unread_count(), 3u);
}

TEST(SendAgain, IsANewMessageAndTheFailedOneKeepsItsMark) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const MessageId first = world.send(kAna, id, "answer");
  const auto again = [&](MessageId of, const char* text) {
    return world.command(kAna, SendMessage{id, text, world.newest(id), false, of});
  };
  EXPECT_EQ(refusal_of(again(first, "answer")), RefusalKind::NotNow) << "it has not failed";
  world.decide(SendStarted{first});
  world.decide(SendFinished{first, SendOutcome::Uncertain, {}, DeliveryStatus::Sent, "", 0});
  EXPECT_EQ(refusal_of(again(first, "answer")), RefusalKind::NotNow) << "it may have arrived";
  world.decide(SendFinished{first, SendOutcome::Refused, {}, DeliveryStatus::Sent, "30008", 0});
  EXPECT_EQ(refusal_of(again(first, "another text")), RefusalKind::NotNow);
  EXPECT_EQ(refusal_of(again(MessageId{1}, "answer")), RefusalKind::NotNow);
  ASSERT_FALSE(again(first, "answer").refusal);
  const auto message = [&](MessageId of) { return *world.conversation(id).detail->find(of); };
  const Message second = world.conversation(id).detail->messages.back();
  EXPECT_EQ(second.again_of, first);
  EXPECT_FALSE(second.key == message(first).key);
  EXPECT_EQ(message(first).status, DeliveryStatus::Failed);
  EXPECT_EQ(refusal_of(again(first, "answer")), RefusalKind::NotNow) << "it is under way again";
  world.decide(SendStarted{second.id});
  world.decide(SendFinished{second.id, SendOutcome::Taken, {"SM2"}, DeliveryStatus::Delivered, "", 0});
  EXPECT_EQ(message(second.id).status, DeliveryStatus::Delivered);
  EXPECT_EQ(message(first).status, DeliveryStatus::Failed) << "only its own receipt could tell otherwise";
}

TEST(SendAgain, GoesOnFromTheNewestAttempt) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  const auto again = [&](MessageId of) {
    return world.command(kAna, SendMessage{id, "answer", world.newest(id), false, of});
  };
  const auto fail = [&](MessageId which) {
    world.decide(SendStarted{which});
    world.decide(SendFinished{which, SendOutcome::Refused, {}, DeliveryStatus::Sent, "30008", 0});
    return which;
  };
  const MessageId first = fail(world.send(kAna, id, "answer"));
  ASSERT_FALSE(again(first).refusal);
  const MessageId second = fail(world.newest(id));
  EXPECT_EQ(refusal_of(again(first)), RefusalKind::NotNow) << "two attempts could arrive, and one would be in no list";
  EXPECT_FALSE(again(second).refusal);
}

TEST(SendAgain, UnderTheKeyOfThatAttemptIsDoneByOneColleague) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  ASSERT_FALSE(world.command(kAna, InviteGuest{id, kEve}).refusal);
  const SendKey key{"again-900-e1"};  // 900 is further back
  const auto again = [&](AgentId agent) {
    return world.decide(CommandInput{agent, key, SendMessage{id, "It left", world.newest(id)}});
  };
  ASSERT_FALSE(again(kAna).refusal);
  EXPECT_EQ(refusal_of(again(kEve)), RefusalKind::NotNow);
  EXPECT_EQ(again(kEve).refusal->sentence, "This message has been sent again already.");
  const MessageId sent = world.newest(id);
  world.decide(SendStarted{sent});
  world.decide(SendFinished{sent, SendOutcome::Taken, {"SM2"}, DeliveryStatus::Delivered, "", 0});
  EXPECT_EQ(refusal_of(again(kEve)), RefusalKind::NotNow) << "also when it has arrived";
}

TEST(SendAgain, TakesTheFilesAlongWhoeverAttachedThem) {
  World world;
  const ConversationId id = a_conversation().with_inbound("hi").owned_by(kAna).in(world);
  Media picture;
  picture.hash = std::string(64, 'a');
  picture.name = "receipt.jpg";
  picture.content_type = "image/jpeg";
  picture.bytes = 1'000;
  picture.state = MediaState::Stored;
  SendMessage with_picture{id, "", world.newest(id), false};
  with_picture.attachments = {{picture.hash, picture.name}};
  with_picture.media = {picture};
  ASSERT_FALSE(world.command(kAna, with_picture).refusal);
  const MessageId first = world.newest(id);
  world.decide(SendStarted{first});
  world.decide(SendFinished{first, SendOutcome::Refused, {}, DeliveryStatus::Sent, "30008", 0});
  ASSERT_FALSE(world.command(kAna, SendMessage{id, "", world.newest(id), false, first}).refusal);
  const Message& second = world.conversation(id).detail->messages.back();
  EXPECT_EQ(second.again_of, first);
  EXPECT_EQ(second.media, std::vector<Media>{picture});
}

TEST(ReportMessage, IsAFactThatCanBeTakenBack) {
  World world;
  const ConversationId id = a_conversation().with_inbound("buy now").owned_by(kAna).in(world);
  const MessageId message = world.newest(id);
  EXPECT_EQ(refusal_of(world.command(kEve, smsdesk::ReportMessage{id, message, ReportKind::Spam})),
            RefusalKind::NotYours);
  ASSERT_FALSE(world.command(kAna, smsdesk::ReportMessage{id, message, ReportKind::Spam}).refusal);
  const auto report = [&] { return world.conversation(id).detail->find(message)->report; };
  EXPECT_EQ(report(), (MessageReport{ReportKind::Spam, kAna, world.now}));
  EXPECT_TRUE(world.command(kAna, smsdesk::ReportMessage{id, message, ReportKind::Spam}).entries.empty());
  ASSERT_FALSE(world.command(kSam, smsdesk::ReportMessage{id, message, ReportKind::None}).refusal);
  EXPECT_EQ(report(), MessageReport{});
  const MessageId own = world.send(kAna, id, "no");
  EXPECT_EQ(refusal_of(world.command(kAna, smsdesk::ReportMessage{id, own, ReportKind::Abuse})), RefusalKind::NotNow);
}

TEST(ReportMessage, IsDismissedByWhoGaveItOrASupervisorWhereTheFactsHoldItNoMore) {
  World world;
  const ConversationId id = a_conversation().with_inbound("buy now").owned_by(kAna).in(world);
  const MessageId message = world.newest(id);
  ASSERT_FALSE(world.command(kAna, smsdesk::ReportMessage{id, message, ReportKind::Spam}).refusal);
  const MessageReport report = world.conversation(id).detail->find(message)->report;
  world.command(kAna, EndConversation{id});
  world.command(kAna, CompleteWrapUp{id, kSolved, ""});
  ASSERT_EQ(world.workspace.find_conversation(id), nullptr);
  smsdesk::ReportMessage dismissal{id, message, ReportKind::None, id, report};
  EXPECT_EQ(refusal_of(world.command(kBen, dismissal)), RefusalKind::NoRight) << "Ana has reported it";
  for (const AgentId by : {kAna, kSam}) {
    const Decision dismissed = world.command(by, dismissal);
    ASSERT_FALSE(dismissed.refusal);
    ASSERT_EQ(dismissed.entries.size(), 1u);
    EXPECT_EQ(std::get<MessageReported>(dismissed.entries[0].body), (MessageReported{id, message, ReportKind::None}));
  }
  dismissal.archived = {};
  const Decision again = world.command(kSam, dismissal);
  EXPECT_FALSE(again.refusal);
  EXPECT_TRUE(again.entries.empty()) << "the archive has no report of it";
}

TEST(ReportMessage, IsChangedByWhoGaveItOrASupervisorWhereverItStands) {
  World world;
  const ConversationId id = a_conversation().with_inbound("buy now").owned_by(kAna).in(world);
  const MessageId message = world.newest(id);
  const auto report = [&] { return world.conversation(id).detail->find(message)->report; };
  ASSERT_FALSE(world.command(kSam, smsdesk::ReportMessage{id, message, ReportKind::Spam}).refusal);
  for (const ReportKind kind : {ReportKind::None, ReportKind::Abuse}) {
    const Decision held = world.command(kAna, smsdesk::ReportMessage{id, message, kind});
    EXPECT_EQ(refusal_of(held), RefusalKind::NoRight) << "the conversation is hers, the report is not";
    const ConversationId closed{900};
    const Decision archived = world.command(kAna, smsdesk::ReportMessage{closed, message, kind, closed, report()});
    EXPECT_EQ(archived.refusal, held.refusal) << "one rule";
  }
  EXPECT_EQ(report(), (MessageReport{ReportKind::Spam, kSam, world.now}));
  ASSERT_FALSE(world.command(kSam, smsdesk::ReportMessage{id, message, ReportKind::None}).refusal);
  for (const ReportKind kind : {ReportKind::Spam, ReportKind::Abuse, ReportKind::None}) {
    ASSERT_FALSE(world.command(kAna, smsdesk::ReportMessage{id, message, kind}).refusal) << "her own";
    EXPECT_EQ(report().kind, kind);
  }
}

TEST(ReportMessage, IsGivenOfWhatTheArchiveHas) {
  World world;
  const ConversationId id = a_conversation().with_inbound("buy now").owned_by(kAna).in(world);
  const MessageId message = world.newest(id);
  world.command(kAna, EndConversation{id});
  world.command(kAna, CompleteWrapUp{id, kSolved, ""});
  smsdesk::ReportMessage report{id, message, ReportKind::Spam, id, {}};
  const Decision reported = world.command(kBen, report);
  ASSERT_FALSE(reported.refusal);
  ASSERT_EQ(reported.entries.size(), 1u);
  EXPECT_EQ(std::get<MessageReported>(reported.entries[0].body), (MessageReported{id, message, ReportKind::Spam}));
  EXPECT_EQ(reported.entries[0].by, kBen);
  report.archived = {ReportKind::Spam, kBen, world.now};
  EXPECT_TRUE(world.command(kAna, report).entries.empty()) << "it is already";
  report.archived_in = {};
  EXPECT_EQ(refusal_of(world.command(kBen, report)), RefusalKind::Ended) << "the archive has none that may be read";
}

TEST(ReportMessage, OfAnOlderMessageChangesWhatIsHeldOfAnotherConversation) {
  // Read in the timeline of a closed one, whose customer goes on in this.
  World world;
  const ConversationId id = a_conversation().with_inbound("buy now").owned_by(kAna).in(world);
  const MessageId message = world.newest(id);
  const smsdesk::ReportMessage report{ConversationId{900}, message, ReportKind::Abuse, id, {}};
  ASSERT_FALSE(world.command(kSam, report).refusal);
  EXPECT_EQ(world.conversation(id).detail->find(message)->report, (MessageReport{ReportKind::Abuse, kSam, world.now}));
}

}  // namespace
}  // namespace smsdesk::test
