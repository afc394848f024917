// The carrier: webhooks, sends, uncertainty.
#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

using CarrierSide = RelayFixture;
using effect::WebhookAnswer;

TEST_F(CarrierSide, AMessageTwiceIsOneMessageAndAcknowledgedTwice) {
  step({inbound("SM1"), inbound("SM1")});
  EXPECT_EQ(all<effect::AnswerWebhook>().size(), 2u);
  step({inbound("SM1")});
  ASSERT_EQ(all<effect::AnswerWebhook>().size(), 1u);
  EXPECT_EQ(all<effect::AnswerWebhook>()[0].answer, WebhookAnswer::Taken);
  EXPECT_EQ(service_->counters().messages_in, 1u);
  EXPECT_EQ(service_->counters().messages_in_again, 2u);
}

TEST_F(CarrierSide, WhatIsFoundInTheCarriersRecordsIsTakenOnceAndNoRepeatedWebhook) {
  const auto listed = [&](const std::string& id) {
    auto input = std::get<input::Inbound>(inbound(id));
    input.is_from_list = true;
    return input;
  };
  step({inbound("SM1"), listed("SM1"), listed("SM2"), listed("SM2"), inbound("SM2")});
  for (const auto& answer : all<effect::AnswerWebhook>()) EXPECT_EQ(answer.answer, WebhookAnswer::Taken);
  ASSERT_TRUE(*store_.forget_seen_before(now_ + 1));
  step({listed("SM1")});
  EXPECT_EQ(service_->counters().messages_in, 2u);
  EXPECT_EQ(service_->counters().messages_recovered, 1u);
  EXPECT_EQ(service_->counters().messages_in_again, 1u) << "SM2, whose webhook came after all";
}

TEST_F(CarrierSide, AMessageAgainAfterItsKeyWasForgottenIsKnownFromTheArchive) {
  step({inbound("SM1")});
  ASSERT_TRUE(*store_.forget_seen_before(now_ + 1));
  // In one turn with another message, which must not suffer for it.
  step({inbound("SM1"), inbound("SM2")});
  for (const auto& answer : all<effect::AnswerWebhook>()) EXPECT_EQ(answer.answer, WebhookAnswer::Taken);
  EXPECT_EQ(service_->counters().messages_in, 2u);
  EXPECT_EQ(service_->counters().messages_in_again, 1u);
  EXPECT_EQ(store_.head(), service_->workspace().offset) << "the turn was committed";
}

TEST_F(CarrierSide, AMessageUnderTheNameOfOneThatWeSentIsNotOurs) {
  const ConversationId id = own_conversation();
  const MessageId message = send(id, "hello", "k1");
  step({input::CarrierAnswered{SendFinished{message, SendOutcome::Taken, {"SMx"}, DeliveryStatus::Queued, "", 0}},
        inbound("SMx")});
  EXPECT_EQ(all<effect::AnswerWebhook>().at(0).answer, WebhookAnswer::NotOurs) << "named in this very turn";
  step({inbound("SMx")});
  EXPECT_EQ(all<effect::AnswerWebhook>().at(0).answer, WebhookAnswer::NotOurs);
  EXPECT_EQ(store_.head(), service_->workspace().offset);
}

TEST_F(CarrierSide, ANameThatTheArchiveKnowsForAnotherMessageIsNotTakenTwice) {
  const ConversationId id = own_conversation();
  const MessageId first = send(id, "hello", "k1");
  step({input::CarrierAnswered{SendFinished{first, SendOutcome::Taken, {"SMx"}, DeliveryStatus::Delivered, "", 0}}});
  ASSERT_EQ(service_->workspace().find_send(first), nullptr) << "delivered, so only the archive knows it";
  const MessageId second = send(id, "again", "k2");
  step({input::Status{5, StatusReport{{"SMx"}, {"k2"}, DeliveryStatus::Sent, "", {}}}});
  EXPECT_EQ(all<effect::AnswerWebhook>().at(0).answer, WebhookAnswer::NotOurs);
  step({input::CarrierAnswered{SendFinished{second, SendOutcome::Taken, {"SMx"}, DeliveryStatus::Queued, "", 0}}});
  EXPECT_EQ(status_of(id, second), DeliveryStatus::Sent) << "the carrier has it, under a name that we do not keep";
  EXPECT_EQ(store_.find_message_by_carrier_id("SMx")->value().message, first);
  EXPECT_EQ(store_.head(), service_->workspace().offset);
}

TEST_F(CarrierSide, AMessageForAnotherNumberIsNotOurs) {
  step({input::Inbound{4, InboundMessage{{"SM1"}, kCustomer, "+12025550100", "hi", {}}}});
  EXPECT_EQ(all<effect::AnswerWebhook>().at(0).answer, WebhookAnswer::NotOurs);
}

TEST_F(CarrierSide, WhereNothingCouldBeWrittenTheCarrierIsAskedToTryAgain) {
  const std::vector<ServiceInput> inputs = {inbound("SM1")};
  const ServiceTurn turn = service_->step(inputs, now_);
  ASSERT_EQ(turn.on_failure.size(), 1u);
  EXPECT_EQ(std::get<effect::AnswerWebhook>(turn.on_failure[0]).answer, WebhookAnswer::TryAgain);
}

TEST_F(CarrierSide, SendingIsWrittenBeforeTheCallAndTheAnswerClosesIt) {
  const ConversationId id = own_conversation();
  const MessageId message = send(id, "hello", "k1");
  ASSERT_EQ(all<effect::CallCarrier>().size(), 1u);
  EXPECT_EQ(all<effect::CallCarrier>()[0].send.key.value, "k1");
  EXPECT_EQ(status_of(id, message), DeliveryStatus::Sending);
  step({input::CarrierAnswered{SendFinished{message, SendOutcome::Taken, {"SMx"}, DeliveryStatus::Queued, "", 0}}});
  EXPECT_EQ(status_of(id, message), DeliveryStatus::Sent);
  step({input::Status{5, StatusReport{{"SMx"}, {}, DeliveryStatus::Undelivered, "30003", {}}}});
  step({input::Status{6, StatusReport{{"SMx"}, {}, DeliveryStatus::Delivered, "", {}}}});
  EXPECT_EQ(status_of(id, message), DeliveryStatus::Delivered) << "evidence wins, through the archive";
  EXPECT_EQ(store_.find_message_by_carrier_id("SMx")->value().status, "delivered");
}

TEST_F(CarrierSide, AReportForNothingOfOursIsNotOurs) {
  step({input::Status{5, StatusReport{{"SM404"}, {"nobody"}, DeliveryStatus::Sent, "", {}}}});
  EXPECT_EQ(all<effect::AnswerWebhook>().at(0).answer, WebhookAnswer::NotOurs);
}

class Uncertain : public RelayFixture {
 protected:
  Uncertain() {
    id_ = own_conversation();
    message_ = send(id_, "hello", "k1");
    step({input::CarrierAnswered{SendFinished{message_, SendOutcome::Uncertain, {}, DeliveryStatus::Sent, "", 0}}});
  }
  void expect_asked_after(DurationMs time) {
    now_ = now_ + (time - 1);
    EXPECT_TRUE((step({input::TimerDue{}}), all<effect::AskCarrier>()).empty());
    now_ = now_ + 1;
    EXPECT_EQ((step({input::TimerDue{}}), all<effect::AskCarrier>()).size(), 1u);
  }
  void answer(std::vector<std::string> sids) {
    input::CarrierLookedUp found{message_, true, {}};
    for (std::string& sid : sids) found.candidates.push_back({{std::move(sid)}, DeliveryStatus::Sent, ""});
    step({found});
  }
  ConversationId id_;
  MessageId message_;
};

TEST_F(Uncertain, IsAskedForAndFound) {
  expect_asked_after(seconds(5));
  answer({"SMx"});
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Sent);
}

TEST_F(Uncertain, IsNotSentAfterThreeTimesNothing) {
  expect_asked_after(seconds(5));
  answer({});
  expect_asked_after(seconds(20));
  answer({});
  expect_asked_after(seconds(90));
  answer({});
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Failed);
}

TEST_F(Uncertain, ACarrierThatCannotBeAskedSaysNothing) {
  expect_asked_after(seconds(5));
  for (int i = 0; i < 5; ++i) {
    step({input::CarrierLookedUp{message_, false, {}}});
    expect_asked_after(seconds(60));
  }
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Uncertain);
}

TEST_F(Uncertain, TheNameOfAnotherMessageOfTheSameWordsIsNotItsName) {
  const MessageId twin = send(id_, "hello", "k2");
  expect_asked_after(seconds(5));
  answer({"SMtwin"});
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Uncertain) << "the twin is with the carrier this moment";
  step({input::CarrierAnswered{SendFinished{twin, SendOutcome::Taken, {"SMtwin"}, DeliveryStatus::Sent, "", 0}}});
  expect_asked_after(seconds(5));
  answer({"SMtwin"});
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Uncertain);
}

TEST_F(Uncertain, IsSaidForTheLogWhenItIsSettledAndHow) {
  expect_asked_after(seconds(5));
  answer({"SMx"});
  ASSERT_EQ(all<effect::UncertainSettled>().size(), 1u);
  EXPECT_EQ(all<effect::UncertainSettled>()[0].message, message_);
  EXPECT_EQ(all<effect::UncertainSettled>()[0].status, DeliveryStatus::Sent);
  EXPECT_TRUE(all<effect::UncertainSettled>()[0].is_by_asking);
  const MessageId other = send(id_, "again", "k2");
  step({input::CarrierAnswered{SendFinished{other, SendOutcome::Uncertain, {}, DeliveryStatus::Sent, "", 0}}});
  EXPECT_TRUE(all<effect::UncertainSettled>().empty());
  step({input::Status{5, StatusReport{{"SMy"}, {"k2"}, DeliveryStatus::Delivered, "", {}}}});
  ASSERT_EQ(all<effect::UncertainSettled>().size(), 1u);
  EXPECT_FALSE(all<effect::UncertainSettled>()[0].is_by_asking);
}

/// Two messages that the carrier took; then the relay was away, and their receipts with it.
class Unheard : public RelayFixture {
 protected:
  Unheard() {
    id_ = own_conversation();
    for (const char* key : {"k1", "k2"}) {
      const MessageId message = send(id_, std::string("hello ") + key, key);
      step({input::CarrierAnswered{
          SendFinished{message, SendOutcome::Taken, {std::string("SM") + key}, DeliveryStatus::Sent, "", 0}}});
      messages_.push_back(message);
    }
  }
  std::size_t asked_in(DurationMs time) {
    now_ = now_ + time;
    step({input::TimerDue{}});
    return all<effect::AskCarrier>().size();
  }
  ConversationId id_;
  std::vector<MessageId> messages_;
};

TEST_F(Unheard, IsAskedForOnceAfterARestartAndSlowly) {
  restart();
  EXPECT_EQ(asked_in(kUnheardAfter - 1), 0u);
  EXPECT_EQ(asked_in(1), 1u);
  EXPECT_EQ(all<effect::AskCarrier>()[0].send.message, messages_[0]);
  EXPECT_EQ(asked_in(kUnheardEvery - 1), 0u);
  EXPECT_EQ(asked_in(1), 1u);
  step({input::CarrierLookedUp{
            messages_[0],
            true,
            {{{"SMother"}, DeliveryStatus::Failed, "30005"}, {{"SMk1"}, DeliveryStatus::Delivered, ""}}},
        input::CarrierLookedUp{messages_[1], false, {}}});
  EXPECT_EQ(status_of(id_, messages_[0]), DeliveryStatus::Delivered);
  EXPECT_EQ(status_of(id_, messages_[1]), DeliveryStatus::Sent) << "an answer that did not come says nothing";
  for (int i = 0; i < 10; ++i) EXPECT_EQ(asked_in(minutes(1)), 0u) << "once";
}

TEST_F(Unheard, IsNotAskedForWhereAReceiptCameOrItIsOld) {
  restart();
  step({input::Status{5, StatusReport{{"SMk1"}, {"k1"}, DeliveryStatus::Delivered, "", {}}}});
  EXPECT_EQ(asked_in(kUnheardAfter), 1u);
  EXPECT_EQ(all<effect::AskCarrier>()[0].send.message, messages_[1]);
  restart();
  EXPECT_EQ(asked_in(kUnheardAgeMax + minutes(1)), 0u);
}

TEST_F(Uncertain, ANameGivenToAnotherInTheSameTurnIsNotItsName) {
  const MessageId twin = send(id_, "hello", "k2");
  expect_asked_after(seconds(5));
  input::CarrierLookedUp found{message_, true, {}};
  found.candidates.push_back({{"SMtwin"}, DeliveryStatus::Delivered, ""});
  // Delivered, the twin is not waited for any more, and its name is not in the store yet.
  step({input::CarrierAnswered{SendFinished{twin, SendOutcome::Taken, {"SMtwin"}, DeliveryStatus::Delivered, "", 0}},
        found});
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Uncertain);
  EXPECT_EQ(store_.find_message_by_carrier_id("SMtwin")->value().message, twin);
}

TEST_F(Uncertain, IsAskedForAgainAfterARestart) {
  restart();
  EXPECT_EQ(all<effect::AskCarrier>().size(), 1u);
}

}  // namespace
}  // namespace smsdesk::relay::test
