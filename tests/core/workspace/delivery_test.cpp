// decide(): what the dispatcher and the carrier say of a message on its way.
#include <gtest/gtest.h>

#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

class Delivery : public testing::Test {
 protected:
  Delivery() {
    id_ = a_conversation().with_inbound("hi").owned_by(kAna).in(world_);
    message_ = world_.send(kAna, id_, "hello");
  }
  const Message& message() const { return *world_.conversation(id_).detail->find(message_); }
  DeliveryStatus status() const { return message().status; }
  SendKey key() const { return message().key; }
  void start() { world_.decide(SendStarted{message_}); }
  Decision finish(SendOutcome outcome, const std::string& carrier_id = "", DeliveryStatus said = DeliveryStatus::Queued,
                  DurationMs retry_after = 0) {
    return world_.decide(SendFinished{message_, outcome, {carrier_id}, said, "", retry_after});
  }
  Decision report(DeliveryStatus said, const std::string& carrier_id, SendKey by_key = {},
                  const std::string& error = "") {
    return world_.decide(StatusReport{{carrier_id}, std::move(by_key), said, error, {}});
  }

  World world_;
  ConversationId id_;
  MessageId message_;
};

TEST_F(Delivery, ClimbsFromQueuedToDelivered) {
  EXPECT_EQ(status(), DeliveryStatus::Queued);
  start();
  EXPECT_EQ(status(), DeliveryStatus::Sending);
  finish(SendOutcome::Taken, "SM1");
  EXPECT_EQ(status(), DeliveryStatus::Sent);
  report(DeliveryStatus::Delivered, "SM1");
  EXPECT_EQ(status(), DeliveryStatus::Delivered);
  EXPECT_EQ(world_.workspace.find_send(message_), nullptr);
}

TEST_F(Delivery, StartsOnce) {
  start();
  EXPECT_TRUE(world_.decide(SendStarted{message_}).refusal);
  EXPECT_TRUE(world_.decide(SendStarted{MessageId{999}}).refusal);
}

TEST_F(Delivery, DuplicateAndLateReportsChangeNothing) {
  start();
  finish(SendOutcome::Taken, "SM1");
  EXPECT_TRUE(report(DeliveryStatus::Sent, "SM1").entries.empty());
  EXPECT_TRUE(report(DeliveryStatus::Sending, "SM1").entries.empty());
  EXPECT_TRUE(report(DeliveryStatus::Queued, "SM1").entries.empty());
}

TEST_F(Delivery, AReportByKeyMayOvertakeTheCarriersAnswer) {
  start();
  report(DeliveryStatus::Sent, "SM1", key());
  EXPECT_EQ(status(), DeliveryStatus::Sent);
  EXPECT_EQ(world_.workspace.find_send(message_)->carrier_id.value, "SM1");
  EXPECT_TRUE(finish(SendOutcome::Taken, "SM1").entries.empty());
  report(DeliveryStatus::Delivered, "SM1");
  EXPECT_EQ(status(), DeliveryStatus::Delivered);
}

TEST_F(Delivery, TheAnswerAfterTheFinalReportSaysNothing) {
  start();
  report(DeliveryStatus::Delivered, "SM1", key());
  EXPECT_EQ(status(), DeliveryStatus::Delivered);
  EXPECT_TRUE(finish(SendOutcome::Taken, "SM1").entries.empty());
  EXPECT_TRUE(finish(SendOutcome::Uncertain).entries.empty());
}

TEST_F(Delivery, DeliveredAfterFailedIsBelievedThroughTheArchive) {
  start();
  finish(SendOutcome::Taken, "SM1");
  report(DeliveryStatus::Undelivered, "SM1", {}, "30003");
  EXPECT_EQ(message().error_code, "30003");
  StatusReport late{{"SM1"}, {}, DeliveryStatus::Delivered, "", {}};
  late.archived = StatusReport::Archived{id_, message_, DeliveryStatus::Undelivered};
  world_.decide(late);
  EXPECT_EQ(status(), DeliveryStatus::Delivered);
  EXPECT_EQ(message().error_code, "");
  late.status = DeliveryStatus::Failed;
  late.archived->status = DeliveryStatus::Delivered;
  EXPECT_TRUE(world_.decide(late).entries.empty());
}

TEST_F(Delivery, AReportForNothingOfOursIsRefused) {
  EXPECT_EQ(report(DeliveryStatus::Sent, "SM99").refusal->kind, RefusalKind::UnknownMessage);
}

TEST_F(Delivery, TryLaterWaitsAsLongAsTheCarrierAsks) {
  start();
  finish(SendOutcome::TryLater, "", DeliveryStatus::Queued, seconds(7));
  EXPECT_EQ(status(), DeliveryStatus::Queued);
  EXPECT_TRUE(due_sends(world_.workspace, world_.now + seconds(7) + -1, 10).empty());
  EXPECT_EQ(due_sends(world_.workspace, world_.now + seconds(7), 10).size(), 1u);
  EXPECT_EQ(next_deadline(world_.workspace), world_.now + seconds(7));
}

TEST_F(Delivery, FailsAfterTheLastAttempt) {
  for (unsigned attempt = 1; attempt <= kSendAttemptsMax; ++attempt) {
    EXPECT_EQ(status(), DeliveryStatus::Queued);
    start();
    EXPECT_EQ(world_.workspace.find_send(message_)->attempt, attempt);
    finish(SendOutcome::TryLater);
  }
  EXPECT_EQ(status(), DeliveryStatus::Failed);
}

TEST_F(Delivery, RefusedIsFailed) {
  start();
  world_.decide(SendFinished{message_, SendOutcome::Refused, {}, DeliveryStatus::Failed, "21610", 0});
  EXPECT_EQ(status(), DeliveryStatus::Failed);
  EXPECT_EQ(message().error_code, "21610");
}

TEST_F(Delivery, UncertainIsNeverSentAgainByItself) {
  start();
  finish(SendOutcome::Uncertain);
  EXPECT_EQ(status(), DeliveryStatus::Uncertain);
  EXPECT_TRUE(due_sends(world_.workspace, world_.now + hours(1), 10).empty());
  EXPECT_TRUE(finish(SendOutcome::TryLater).entries.empty());
  finish(SendOutcome::Taken, "SM1");
  EXPECT_EQ(status(), DeliveryStatus::Sent);
}

TEST_F(Delivery, AnyWordOfTheCarrierEndsUncertainty) {
  start();
  finish(SendOutcome::Uncertain);
  report(DeliveryStatus::Queued, "SM1", key());
  EXPECT_EQ(status(), DeliveryStatus::Sent);
  EXPECT_EQ(world_.workspace.find_send(message_)->carrier_id.value, "SM1");
}

TEST_F(Delivery, TheRelaysStartMakesWhatWasBeingSentUncertain) {
  start();
  world_.decide(RelayStarted{});
  EXPECT_EQ(status(), DeliveryStatus::Uncertain);
}

TEST_F(Delivery, ANameOfAnotherMessageIsNotTaken) {
  const MessageId second = world_.send(kAna, id_, "hello");
  start();
  finish(SendOutcome::Taken, "SM1");
  world_.decide(SendStarted{second});
  world_.decide(SendFinished{second, SendOutcome::Taken, {"SM1"}, DeliveryStatus::Sent, "", 0});
  EXPECT_EQ(world_.workspace.find_send(second)->status, DeliveryStatus::Sent);
  EXPECT_FALSE(world_.workspace.find_send(second)->carrier_id.is_set());
  EXPECT_EQ(world_.workspace.find_send({"SM1"}, {})->message, message_);
}

TEST_F(Delivery, IsForgottenWhenItsReceiptNeverCame) {
  start();
  finish(SendOutcome::Taken, "SM1");
  EXPECT_EQ(next_deadline(world_.workspace), world_.now + kSendForgottenAfter);
  world_.pass(kSendForgottenAfter - 1);
  EXPECT_TRUE(world_.decide(TimePassed{}).entries.empty());
  world_.pass(1);
  EXPECT_EQ(world_.decide(TimePassed{}).entries.size(), 1u);
  EXPECT_TRUE(world_.workspace.sends.empty());
  EXPECT_EQ(status(), DeliveryStatus::Sent);
}

TEST_F(Delivery, OneAtATimeInAConversationInTheOrderWritten) {
  const MessageId second = world_.send(kAna, id_, "two");
  const ConversationId other = a_conversation().from(kOtherCustomer).with_inbound("x").owned_by(kAna).in(world_);
  const MessageId third = world_.send(kAna, other, "three");
  using Ids = std::vector<MessageId>;
  EXPECT_EQ(due_sends(world_.workspace, world_.now, 10), (Ids{message_, third}));
  EXPECT_EQ(due_sends(world_.workspace, world_.now, 1), Ids{message_});
  start();
  EXPECT_EQ(due_sends(world_.workspace, world_.now, 10), Ids{third});
  finish(SendOutcome::TryLater, "", DeliveryStatus::Queued, seconds(5));
  EXPECT_EQ(due_sends(world_.workspace, world_.now, 10), Ids{third});
  world_.decide(SendStarted{third});
  EXPECT_EQ(next_deadline(world_.workspace), world_.now + seconds(5));
  world_.pass(seconds(5));
  EXPECT_EQ(due_sends(world_.workspace, world_.now, 10), Ids{message_});
  start();
  finish(SendOutcome::Taken, "SM1");
  EXPECT_EQ(due_sends(world_.workspace, world_.now, 10), Ids{second});
}

}  // namespace
}  // namespace smsdesk::test
