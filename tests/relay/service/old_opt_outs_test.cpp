// What customers said about getting messages, before the relay kept it as a record of its own.
#include "relay/service/old_opt_outs.h"

#include "core/conversation/delivery_failure.h"
#include "tests/relay/service/relay_fixture.h"

namespace smsdesk::relay::test {
namespace {

constexpr const char* kThird = "+14155550177";

class OldOptOuts : public RelayFixture {
 protected:
  /// As an earlier relay left it: messages in the archive, and no record of consent.
  void wrote(const std::string& customer, const std::vector<std::string>& texts) {
    store::Batch batch;
    batch.at = now_;
    const ConversationId conversation{++last_id_};
    batch.archive.push_back(store::PutConversation{conversation, kSupport, customer, kSupportNumber, now_});
    for (const std::string& text : texts) {
      store::PutMessage message;
      message.message = {++last_id_};
      message.conversation = conversation;
      message.is_inbound = true;
      message.at = now_;
      message.text = text;
      message.status = "received";
      batch.archive.push_back(message);
    }
    batch.archive.push_back(store::SetConversationEnded{conversation, now_, kAna, "", ""});
    ASSERT_TRUE(store_.append(store_.head(), batch));
  }
  void refused(const std::string& customer) {
    store::Batch batch;
    batch.at = now_;
    const ConversationId conversation{++last_id_};
    batch.archive.push_back(store::PutConversation{conversation, kSupport, customer, kSupportNumber, now_});
    store::PutMessage message;
    message.message = {++last_id_};
    message.conversation = conversation;
    message.at = now_;
    message.text = "Hello";
    message.status = "sent";
    batch.archive.push_back(message);
    batch.archive.push_back(
        store::SetMessageStatus{message.message, now_ + minutes(1), "undelivered", "", std::string(kOptedOutCode)});
    batch.archive.push_back(store::SetConversationEnded{conversation, now_, kAna, "", ""});
    ASSERT_TRUE(store_.append(store_.head(), batch));
  }
  /// As the first start does it.
  void take() {
    auto found = find_old_opt_outs(store_);
    ASSERT_TRUE(found);
    auto workspace = Service::load(store_);
    ASSERT_TRUE(workspace);
    store::Batch batch;
    batch.at = now_;
    append_old_opt_outs(*found, *workspace, now_, batch);
    ASSERT_TRUE(store_.append(store_.head(), batch));
    EXPECT_TRUE(check_invariants(*workspace));
    restart();
  }
  std::string state_of(const std::string& customer) {
    const auto kept = store_.find_consent(customer, kSupportNumber);
    EXPECT_TRUE(kept);
    return kept && *kept ? (*kept)->state : "";
  }
  std::uint64_t last_id_ = 1'000'000;
};

TEST_F(OldOptOuts, AreOfThoseWhoseLastWordStopsMessages) {
  wrote(kCustomer, {"hi", "Stop.", "why do you still write", "STOP"});
  wrote(kOtherCustomer, {"STOP", "start"});
  wrote(kThird, {"please stop by at five", "START"});
  take();
  EXPECT_EQ(state_of(kCustomer), "opted_out");
  EXPECT_EQ(state_of(kOtherCustomer), "");
  EXPECT_EQ(state_of(kThird), "");
  const store::PutConsent kept = **store_.find_consent(kCustomer, kSupportNumber);
  EXPECT_EQ(kept.word, "STOP");
  EXPECT_EQ(kept.message.value, 1'000'003u) << "the evidence is the first of them";
  EXPECT_TRUE(find_old_opt_outs(store_)->empty()) << "once is enough";
  now_ = now_ + hours(60 * 24);  // so that it is a conversation of its own
  step({inbound("SM1")});
  const Conversation& next = service_->workspace().conversations.begin()->second;
  EXPECT_EQ(next.detail->record.consent.state, ConsentState::OptedOut);
}

TEST_F(OldOptOuts, AreAlsoOfThoseToWhomTheCarrierRefusedAMessage) {
  refused(kCustomer);
  refused(kOtherCustomer);
  wrote(kOtherCustomer, {"START"});
  wrote(kThird, {"STOP"});
  refused(kThird);
  take();
  const store::PutConsent kept = **store_.find_consent(kCustomer, kSupportNumber);
  EXPECT_EQ(kept.state, "opted_out");
  EXPECT_EQ(kept.word, "") << "nobody wrote one here";
  EXPECT_EQ(kept.message.value, 1'000'002u);
  EXPECT_EQ(kept.at, now_ + minutes(1)) << "when it was refused";
  EXPECT_EQ(state_of(kOtherCustomer), "");
  EXPECT_EQ((*store_.find_consent(kThird, kSupportNumber))->word, "STOP");
}

TEST_F(OldOptOuts, HoldAcrossTheConversationsOfATimeline) {
  wrote(kCustomer, {"STOP"});
  wrote(kCustomer, {"START"});
  wrote(kOtherCustomer, {"START"});
  wrote(kOtherCustomer, {"hello", "QUIT"});
  take();
  EXPECT_EQ(state_of(kCustomer), "");
  EXPECT_EQ(state_of(kOtherCustomer), "opted_out");
}

TEST_F(OldOptOuts, ChangeNoRecordThatIsThere) {
  wrote(kCustomer, {"STOP"});
  store::Batch batch;
  batch.archive = {store::PutConsent{kCustomer, kSupportNumber, "opted_in", now_, {5}, "START"}};
  ASSERT_TRUE(store_.append(store_.head(), batch));
  take();
  EXPECT_EQ(state_of(kCustomer), "opted_in");
}

TEST_F(OldOptOuts, AreToldToConversationsThatAreOpen) {
  step({inbound("SM1")});
  const ConversationId open = service_->workspace().conversations.begin()->first;
  store::Batch batch;
  store::PutMessage message;
  message.message = {++last_id_};
  message.conversation = open;
  message.is_inbound = true;
  message.at = now_;
  message.text = "UNSUBSCRIBE";
  batch.archive = {message};
  ASSERT_TRUE(store_.append(store_.head(), batch));
  take();
  const Consent& consent = service_->workspace().find_conversation(open)->detail->record.consent;
  EXPECT_EQ(consent.state, ConsentState::OptedOut);
  EXPECT_EQ(consent.word, "UNSUBSCRIBE");
  EXPECT_EQ(state_of(kCustomer), "opted_out");
}

TEST_F(OldOptOuts, AreFoundInMoreThanOnePage) {
  std::vector<std::string> texts(store::kPageMax, "hi");
  texts.push_back("STOP");
  wrote(kCustomer, texts);
  take();
  EXPECT_EQ(state_of(kCustomer), "opted_out");
}

}  // namespace
}  // namespace smsdesk::relay::test
