// A long text as one MMS: where it may go so, what it saves, and that the record says how it went.
#include "core/workspace/text_as_mms.h"

#include <gtest/gtest.h>

#include "core/workspace/message_limit.h"
#include "core/workspace/workspace_json.h"
#include "tests/support/builders/world.h"

namespace smsdesk::test {
namespace {

const std::string kLong(400, 'x');  // three segments

class TextAsMmsRule : public testing::Test {
 protected:
  World world_;
  const ConversationId id_ = a_conversation().with_inbound("hi").owned_by(kAna).in(world_);

  TextAsMmsRule() {
    world_.workspace.settings.segment_price = {7'900, "USD"};
    world_.workspace.settings.mms_price = {20'000, "USD"};
  }
  OurNumber& number() { return world_.workspace.numbers[kSupportNumber]; }
  const Conversation& conversation() { return world_.conversation(id_); }
  std::optional<MmsSaving> saving(const std::string& text = kLong) {
    return find_mms_saving(world_.workspace, conversation(), text);
  }
  bool goes(SendAs chosen, const std::string& text = kLong) {
    return goes_as_mms(world_.workspace, conversation(), text, chosen);
  }
  Decision send(const std::string& text, bool is_mms_text, MessageId again_of = {}) {
    SendMessage message{id_, text, world_.newest(id_), false, again_of};
    message.is_mms_text = is_mms_text;
    return world_.command(kAna, message);
  }
  const Message& last() { return conversation().detail->messages.back(); }
};

TEST(TextAsMms, IsSentWithinACountry) {
  struct Row {
    const char *from, *to;
    bool is_within;
  };
  const Row rows[] = {
      {"+14155550100", "+12125550101", true},   {"+14155550100", "+16135550101", true},   // to Canada
      {"+16135550100", "+12125550101", true},   {"+14155550100", "+18765550101", false},  // to Jamaica
      {"+18885550100", "+12125550101", true},   {"+18885550100", "+493012345678", false},
      {"+14155550100", "+493012345678", false}, {"+493012345678", "+493087654321", true},
      {"+61491570006", "+61491570156", true},   {"68849", "+12125550101", true},
      {"+14155550100", "68849", false},         {"+14155550100", "SUPPORT", false},
      {"SUPPORT", "+12125550101", false},       {"+14155550100", "masked:7.0:99", false},
  };
  for (const Row& row : rows) EXPECT_EQ(is_within_mms(row.from, row.to), row.is_within) << row.from << " " << row.to;
}

TEST_F(TextAsMmsRule, SavesWhereOneMmsCostsLessThanTheSegments) {
  ASSERT_TRUE(saving());
  EXPECT_EQ(price_text(saving()->as_text), "0.0237 USD");
  EXPECT_EQ(price_text(saving()->as_mms), "0.02 USD");
  EXPECT_FALSE(saving(std::string(300, 'x'))) << "two segments cost less";
  number().mms_price = {10'000, "USD"};
  EXPECT_TRUE(saving(std::string(300, 'x')));
  number().mms_price = {100, "USD"};
  EXPECT_FALSE(saving("short")) << "one segment is a text message, whatever it costs";
  number().mms_price = {23'700, "USD"};
  EXPECT_FALSE(saving()) << "the same price";
  number().mms_price = {100, "EUR"};
  EXPECT_FALSE(saving()) << "no two currencies are compared";
  number().mms_price = {};
  world_.workspace.settings.mms_price = {};
  EXPECT_FALSE(saving()) << "what it costs is not known";
}

TEST_F(TextAsMmsRule, IsOfferedFromNumbersThatCan) {
  EXPECT_TRUE(can_go_as_mms(world_.workspace, conversation()));
  number().has_mms = false;
  EXPECT_FALSE(saving());
  number().has_mms = true;
  number().carrier_profile = CarrierProfile::Smpp;
  EXPECT_FALSE(saving());
  number().carrier_profile = CarrierProfile::Twilio;
  number().text_as_mms = NumberTextAsMms::Never;
  EXPECT_FALSE(saving());
  number().text_as_mms = NumberTextAsMms::Default;
  world_.workspace.settings.text_as_mms = TextAsMms::Never;
  EXPECT_FALSE(saving());
  number().text_as_mms = NumberTextAsMms::Offer;
  EXPECT_TRUE(saving()) << "the number has its own word";
}

TEST_F(TextAsMmsRule, TheAgentHasTheLastWordAndAShortTextNeedsNone) {
  EXPECT_FALSE(goes(SendAs::Usual)) << "it is offered";
  EXPECT_TRUE(goes(SendAs::Mms));
  EXPECT_FALSE(goes(SendAs::Mms, "short")) << "it was shortened since";
  world_.workspace.settings.text_as_mms = TextAsMms::Automatic;
  EXPECT_TRUE(goes(SendAs::Usual));
  EXPECT_FALSE(goes(SendAs::Text));
  EXPECT_FALSE(goes(SendAs::Usual, "short"));
  number().text_as_mms = NumberTextAsMms::Offer;
  EXPECT_FALSE(goes(SendAs::Usual));
  number().text_as_mms = NumberTextAsMms::Never;
  EXPECT_FALSE(goes(SendAs::Mms));
}

TEST_F(TextAsMmsRule, TheRecordSaysHowItGoesAndSoDoesWhatIsHandedToTheCarrier) {
  ASSERT_FALSE(send(kLong, true).refusal);
  EXPECT_TRUE(last().is_mms_text);
  EXPECT_TRUE(world_.workspace.sends.at(last().id).is_mms_text);
  const auto read = decode_entry(encode_entry(world_.log.back()));
  ASSERT_TRUE(read);
  EXPECT_TRUE(std::get<MessageAccepted>(read->body).is_mms_text);
  ASSERT_FALSE(send(kLong, false).refusal);
  EXPECT_FALSE(last().is_mms_text);
  EXPECT_FALSE(world_.workspace.sends.at(last().id).is_mms_text);
}

TEST_F(TextAsMmsRule, ItsLengthIsThatOfAnMms) {
  number().limits.segments_max = 2;
  EXPECT_EQ(send(kLong, false).refusal->kind, RefusalKind::TooLong);
  EXPECT_FALSE(send(kLong, true).refusal);
  EXPECT_EQ(send(std::string(1'601, 'x'), true).refusal->kind, RefusalKind::TooLong);
}

TEST_F(TextAsMmsRule, TheRelayRefusesWhatCannotGoSo) {
  number().has_mms = false;
  const Decision decision = send(kLong, true);
  ASSERT_TRUE(decision.refusal);
  EXPECT_EQ(decision.refusal->kind, RefusalKind::CannotReply);
  EXPECT_EQ(decision.refusal->sentence,
            "A text cannot go to this customer as an MMS any more. Send it as a text message.");
  EXPECT_FALSE(send(kLong, false).refusal);
}

TEST_F(TextAsMmsRule, WhatIsSentAgainGoesAsItWent) {
  for (const bool is_mms : {true, false}) {
    ASSERT_FALSE(send(kLong, is_mms).refusal);
    const MessageId first = last().id;
    world_.decide(SendStarted{first});
    EXPECT_EQ(world_.workspace.sends.at(first).is_mms_text, is_mms) << "at every attempt";
    world_.decide(SendFinished{first, SendOutcome::Refused, {}, DeliveryStatus::Sent, "30008", 0});
    ASSERT_FALSE(send(kLong, !is_mms, first).refusal);
    EXPECT_EQ(last().is_mms_text, is_mms);
  }
}

}  // namespace
}  // namespace smsdesk::test
