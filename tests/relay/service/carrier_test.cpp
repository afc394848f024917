// The carrier: webhooks, sends, uncertainty.
#include "core/conversation/delivery_failure.h"
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

TEST_F(CarrierSide, AMessageAgainIsKnownFromTheArchiveAndNeedsNoKey) {
  step({inbound("SM1")});
  EXPECT_TRUE(seen_keys_.empty());
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

TEST_F(CarrierSide, AMessageThatWeSentIsNotNamedLikeOneThatCameInTheSameTurn) {
  const ConversationId id = own_conversation();
  const MessageId message = send(id, "hello", "k1");
  step({inbound("SMx"),
        input::CarrierAnswered{SendFinished{message, SendOutcome::Taken, {"SMx"}, DeliveryStatus::Queued, "", 0}}});
  EXPECT_EQ(store_.head(), service_->workspace().offset) << "the archive would have refused the turn";
  EXPECT_TRUE(store_.find_message_by_carrier_id("SMx")->value().is_inbound);
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

/// A message that the carrier took, in a conversation that is closed, and forgotten by the workspace.
class Archived : public RelayFixture {
 protected:
  Archived() {
    const ConversationId id = own_conversation();
    message_ = send(id, "hello", "k1");
    step({input::CarrierAnswered{SendFinished{message_, SendOutcome::Taken, {"SMx"}, DeliveryStatus::Sent, "", 0}}});
    step({command(7, EndConversation{id}, "e"), command(7, CompleteWrapUp{id, kSolved, "All fine"}, "w")});
    now_ = now_ + kSendForgottenAfter;
    step({input::TimerDue{}});
    EXPECT_EQ(service_->workspace().find_send(message_), nullptr);
    EXPECT_EQ(service_->workspace().find_conversation(id), nullptr);
  }
  void refuse() {
    step({input::Status{5, StatusReport{{"SMx"}, {}, DeliveryStatus::Undelivered, std::string(kOptedOutCode), {}}}});
    EXPECT_EQ(all<effect::AnswerWebhook>().at(0).answer, WebhookAnswer::Taken);
  }
  std::string kept_state() {
    const auto kept = store_.find_consent(kCustomer, kSupportNumber);
    return kept && *kept ? (*kept)->state : "";
  }
  ServiceInput says(const std::string& text, const std::string& id) {
    return input::Inbound{2, InboundMessage{{id}, kCustomer, kSupportNumber, text, {}}};
  }
  MessageId message_;
};

TEST_F(Archived, RefusedBecauseOfAnOptOutTellsOfItAsALiveOneDoes) {
  refuse();
  EXPECT_EQ(kept_state(), "opted_out");
  EXPECT_EQ((*store_.find_consent(kCustomer, kSupportNumber))->message, message_);
  EXPECT_EQ(store_.find_message_by_carrier_id("SMx")->value().status, "undelivered");
  restart();
  EXPECT_EQ(kept_state(), "opted_out");
  step({inbound("SM-next")});
  const Conversation& next = service_->workspace().conversations.begin()->second;
  EXPECT_EQ(next.detail->record.consent.state, ConsentState::OptedOut);
}

// Its receipt is still waited for, and its conversation is closed.
TEST_F(Archived, RefusedSoonAfterTheConversationWasClosedTellsOfItToo) {
  now_ = now_ + minutes(1);
  step({inbound("SM-again")});
  step({command(7, AnswerOffer{service_->workspace().offers.begin()->first}, "a2")});
  const ConversationId id = service_->workspace().conversations.begin()->first;
  const MessageId message = send(id, "hello again", "k2");
  step({input::CarrierAnswered{SendFinished{message, SendOutcome::Taken, {"SMy"}, DeliveryStatus::Sent, "", 0}}});
  step({command(7, EndConversation{id}, "e2"), command(7, CompleteWrapUp{id, kSolved, "All fine"}, "w2")});
  ASSERT_EQ(service_->workspace().find_conversation(id), nullptr);
  ASSERT_NE(service_->workspace().find_send(message), nullptr);
  step({input::Status{5, StatusReport{{"SMy"}, {}, DeliveryStatus::Undelivered, std::string(kOptedOutCode), {}}}});
  EXPECT_EQ(kept_state(), "opted_out");
  EXPECT_EQ((*store_.find_consent(kCustomer, kSupportNumber))->message, message);
}

TEST_F(Archived, IsSeenByTheNextInputOfTheTurn) {
  step({input::Status{5, StatusReport{{"SMx"}, {}, DeliveryStatus::Undelivered, std::string(kOptedOutCode), {}}},
        inbound("SM-next")});
  const Conversation& next = service_->workspace().conversations.begin()->second;
  EXPECT_EQ(next.detail->record.consent.state, ConsentState::OptedOut);
}

TEST_F(Archived, RefusedIsToldToTheConversationThatIsOpenNow) {
  step({inbound("SM-next")});
  refuse();
  const Conversation& next = service_->workspace().conversations.begin()->second;
  EXPECT_EQ(next.detail->record.consent.state, ConsentState::OptedOut);
  EXPECT_EQ(kept_state(), "opted_out");
}

TEST_F(Archived, AnOldRefusalTakesBackNothingThatWasSaidAfterTheMessage) {
  step({says("STOP", "SM-stop")});
  now_ = now_ + minutes(1);
  step({says("START", "SM-start")});
  ASSERT_EQ(kept_state(), "opted_in");
  refuse();
  EXPECT_EQ(kept_state(), "opted_in");
}

/// A message that is still waited for, in a conversation that is closed: what the carrier says of it, the tables decide.
class ClosedEarly : public Archived {
 protected:
  ClosedEarly() {
    now_ = now_ + minutes(1);
    step({inbound("SM-again")});
    step({command(7, AnswerOffer{service_->workspace().offers.begin()->first}, "a2")});
    const ConversationId id = service_->workspace().conversations.begin()->first;
    late_ = send(id, "hello again", "k2");
    close(id, "2");
  }
  void close(ConversationId id, const std::string& key) {
    step({command(7, EndConversation{id}, "e" + key), command(7, CompleteWrapUp{id, kSolved, "All fine"}, "w" + key)});
    ASSERT_EQ(service_->workspace().find_conversation(id), nullptr);
    ASSERT_NE(service_->workspace().find_send(late_), nullptr);
  }
  /// In a conversation of its own, which is closed again.
  void said(const std::string& text) {
    const std::string key = std::to_string(++said_);
    now_ = now_ + minutes(1);
    step({says(text, "SM-said" + key)});
    step({command(7, AnswerOffer{service_->workspace().offers.begin()->first}, "as" + key)});
    close(service_->workspace().conversations.begin()->first, "s" + key);
  }
  void taken() {
    step({input::CarrierAnswered{SendFinished{late_, SendOutcome::Taken, {"SMy"}, DeliveryStatus::Sent, "", 0}}});
  }
  void refused_at_once() {
    step({input::CarrierAnswered{
        SendFinished{late_, SendOutcome::Refused, {}, DeliveryStatus::Failed, std::string(kOptedOutCode), 0}}});
  }
  std::string kept_word() { return (*store_.find_consent(kCustomer, kSupportNumber))->word; }
  MessageId late_;
  int said_ = 0;
};

TEST_F(ClosedEarly, ARefusalInTheCarriersAnswerTellsOfAnOptOut) {
  refused_at_once();
  EXPECT_EQ(kept_state(), "opted_out");
}

TEST_F(ClosedEarly, ARefusalInTheCarriersAnswerTakesNoLaterStartBack) {
  said("STOP");
  said("START");
  ASSERT_EQ(kept_state(), "opted_in");
  refused_at_once();
  EXPECT_EQ(kept_state(), "opted_in");
}

TEST_F(ClosedEarly, ARefusalInTheCarriersAnswerLeavesAStopItsEvidence) {
  said("STOP");
  refused_at_once();
  EXPECT_EQ(kept_state(), "opted_out");
  EXPECT_EQ(kept_word(), "STOP");
}

TEST_F(ClosedEarly, WhatTheCarrierSaysWhenAskedLeavesItThatToo) {
  taken();
  said("STOP");
  restart();
  now_ = now_ + kUnheardAfter;
  step({input::TimerDue{}});
  ASSERT_EQ(all<effect::AskCarrier>().size(), 1u);
  step({input::CarrierLookedUp{late_, true, {{{"SMy"}, DeliveryStatus::Undelivered, std::string(kOptedOutCode)}}}});
  EXPECT_EQ(store_.find_message_by_carrier_id("SMy")->value().status, "undelivered");
  EXPECT_EQ(kept_word(), "STOP");
}

TEST_F(Archived, AnyOtherFailureSaysNothingOfConsent) {
  step({input::Status{5, StatusReport{{"SMx"}, {}, DeliveryStatus::Undelivered, "30003", {}}}});
  EXPECT_EQ(kept_state(), "");
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
  void answer(std::vector<std::string> sids, bool is_complete = true) {
    input::CarrierLookedUp found{message_, true, {}, is_complete};
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

TEST_F(Uncertain, AListThatWasNotReadFarEnoughBackIsNoVerdictHoweverOften) {
  expect_asked_after(seconds(5));
  for (int i = 0; i < 5; ++i) {
    answer({}, false);
    expect_asked_after(seconds(60));
  }
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Uncertain);
  answer({"SMx"}, false);
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Sent) << "what was found counts all the same";
}

TEST_F(Uncertain, ItsWordsAtAnotherTimeAreNoVerdictUnlessTheyAreAnotherMessages) {
  const auto answer_doubtful = [this](const char* sid) {
    step({input::CarrierLookedUp{message_, true, {{{sid}, DeliveryStatus::Sent, "", true}}, true}});
  };
  const MessageId twin = send(id_, "hello", "k2");
  step({input::CarrierAnswered{SendFinished{twin, SendOutcome::Taken, {"SMtwin"}, DeliveryStatus::Sent, "", 0}}});
  expect_asked_after(seconds(5));
  for (int i = 0; i < 5; ++i) {
    answer_doubtful("SMx");
    expect_asked_after(seconds(60));
  }
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Uncertain);
  answer_doubtful("SMtwin");
  expect_asked_after(seconds(20));
  answer_doubtful("SMtwin");
  expect_asked_after(seconds(90));
  answer_doubtful("SMtwin");
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Failed);
}

TEST_F(Uncertain, AnArchiveThatCannotBeReadIsNoVerdict) {
  store_.fail_carrier_ids(Error{ErrorCode::Unavailable, "The disk."});
  expect_asked_after(seconds(5));
  for (int i = 0; i < 5; ++i) {
    answer({"SMx"});
    expect_asked_after(seconds(60));
  }
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Uncertain);
  store_.fail_carrier_ids(std::nullopt);
  answer({"SMx"});
  EXPECT_EQ(status_of(id_, message_), DeliveryStatus::Sent);
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

TEST_F(CarrierSide, EachStepOfAMessageIsSaidForTheLogByItsIdsOnceItIsCommitted) {
  using Kind = effect::StepTaken::Kind;
  connect(7, kAna);
  step({command(7, SetOnQueue{true}, "q")});
  step({inbound("SM1")});
  const auto steps = all<effect::StepTaken>();
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_EQ(steps[0].kind, Kind::Received);
  EXPECT_TRUE(steps[0].conversation.is_set() && steps[0].message.is_set());
  EXPECT_EQ(steps[0].carrier_id, CarrierMessageId{"SM1"});
  EXPECT_EQ(steps[1].kind, Kind::Offered);
  EXPECT_EQ(steps[1].conversation, steps[0].conversation);
  EXPECT_EQ(steps[1].agent, kAna);
  step({inbound("SM1")});
  EXPECT_TRUE(all<effect::StepTaken>().empty()) << "it was there already";

  step({command(7, AnswerOffer{service_->workspace().offers.begin()->first}, "a")});
  ASSERT_EQ(all<effect::StepTaken>().size(), 1u);
  EXPECT_EQ(all<effect::StepTaken>()[0].kind, Kind::OfferEnded);
  EXPECT_EQ(all<effect::StepTaken>()[0].status, "accepted");
  const MessageId message = send(steps[0].conversation, "hello", "k");
  const auto sent = all<effect::StepTaken>();
  ASSERT_FALSE(sent.empty());
  EXPECT_EQ(sent[0].kind, Kind::Accepted);
  EXPECT_EQ(sent[0].message, message);
  EXPECT_EQ(sent[0].agent, kAna);
  step({input::CarrierAnswered{SendFinished{message, SendOutcome::Taken, {"SMx"}, DeliveryStatus::Sent, "", 0}}});
  ASSERT_EQ(all<effect::StepTaken>().size(), 1u);
  EXPECT_EQ(all<effect::StepTaken>()[0].kind, Kind::Delivery);
  EXPECT_EQ(all<effect::StepTaken>()[0].message, message);
  EXPECT_EQ(all<effect::StepTaken>()[0].carrier_id, CarrierMessageId{"SMx"});
  EXPECT_EQ(all<effect::StepTaken>()[0].status, "sent");
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
