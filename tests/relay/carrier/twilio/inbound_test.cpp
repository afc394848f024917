#include "relay/carrier/twilio/inbound.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace smsdesk::twilio {
namespace {

constexpr const char* kSid = "SM0123456789abcdef0123456789abcdef";

Fields a_message() {
  return {{"ToCountry", "US"},      {"SmsMessageSid", kSid},     {"NumMedia", "0"},
          {"FromCity", ""},         {"Body", "Hello there"},     {"To", "+14155550100"},
          {"NumSegments", "1"},     {"MessageSid", kSid},        {"AccountSid", "AC0123456789abcdef0123456789abcdef"},
          {"From", "+14155550199"}, {"ApiVersion", "2010-04-01"}};
}

Fields a_report() {
  return {{"MessageSid", kSid},
          {"SmsSid", kSid},
          {"SmsStatus", "delivered"},
          {"MessageStatus", "delivered"},
          {"AccountSid", "AC0123456789abcdef0123456789abcdef"},
          {"To", "+14155550199"},
          {"From", "+14155550100"}};
}

Fields with(Fields fields, std::string name, std::string value) {
  auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.first == name; });
  if (found == fields.end()) {
    fields.emplace_back(std::move(name), std::move(value));
  } else {
    found->second = std::move(value);
  }
  return fields;
}

Fields without(Fields fields, std::string_view name) {
  std::erase_if(fields, [&](const auto& f) { return f.first == name; });
  return fields;
}

InboundMessage parsed(const Fields& fields) {
  auto message = parse_inbound(fields);
  EXPECT_TRUE(message.is_ok()) << (message.is_ok() ? "" : message.error().sentence);
  return message.is_ok() ? *message : InboundMessage{};
}

std::string refusal(const Fields& fields) {
  auto message = parse_inbound(fields);
  EXPECT_FALSE(message.is_ok());
  return message.is_ok() ? "" : message.error().sentence;
}

TEST(TwilioInbound, ReadsAPlainMessage) {
  InboundMessage message = parsed(a_message());
  EXPECT_EQ(message.carrier_id.value, kSid);
  EXPECT_EQ(message.account, "AC0123456789abcdef0123456789abcdef");
  EXPECT_EQ(message.from.text(), "+14155550199");
  EXPECT_EQ(message.to.text(), "+14155550100");
  EXPECT_EQ(message.text, "Hello there");
  EXPECT_TRUE(message.media.empty());
  EXPECT_EQ(message.segments, 1);
  EXPECT_EQ(message.opt_out, OptOutType::None);
}

TEST(TwilioInbound, TakesShortCodesNamesAndFieldsItDoesNotKnow) {
  EXPECT_EQ(parsed(with(a_message(), "From", "68849")).from.kind(), sms::AddressKind::ShortCode);
  EXPECT_EQ(parsed(with(a_message(), "From", "SUPPORT")).from.kind(), sms::AddressKind::Alphanumeric);
  EXPECT_EQ(parsed(with(a_message(), "BrandNewField", "\xFF?")).text, "Hello there");
  EXPECT_EQ(parsed(without(without(a_message(), "NumMedia"), "NumSegments")).segments, 1);
  EXPECT_EQ(parsed(without(a_message(), "MessageSid")).carrier_id.value, kSid);
}

TEST(TwilioInbound, TakesAnEmptyBodyWithAndWithoutMedia) {
  EXPECT_EQ(parsed(with(a_message(), "Body", "")).text, "");
  EXPECT_EQ(parsed(without(a_message(), "Body")).text, "");
}

TEST(TwilioInbound, ReadsAllMediaInOrder) {
  Fields fields = with(a_message(), "NumMedia", "10");
  for (int i = 0; i < 10; ++i) {
    fields = with(fields, "MediaUrl" + std::to_string(i), "https://api.example.com/" + std::to_string(i));
    fields = with(fields, "MediaContentType" + std::to_string(i), "image/jpeg");
  }
  InboundMessage message = parsed(fields);
  ASSERT_EQ(message.media.size(), 10u);
  EXPECT_EQ(message.media[9], (Media{"https://api.example.com/9", "image/jpeg"}));
  EXPECT_EQ(parsed(with(a_message(), "NumMedia", "1")).media[0], Media{}) << "an attachment without its place is kept";
}

TEST(TwilioInbound, CleansTheText) {
  EXPECT_EQ(parsed(with(a_message(), "Body", std::string("yy\0live\x01 \xFF", 10))).text,
            "yy\xEF\xBF\xBDlive \xEF\xBF\xBD");
}

TEST(TwilioInbound, ReadsTheCarriersOptOutWord) {
  EXPECT_EQ(parsed(with(a_message(), "OptOutType", "STOP")).opt_out, OptOutType::Stop);
  EXPECT_EQ(parsed(with(a_message(), "OptOutType", "START")).opt_out, OptOutType::Start);
  EXPECT_EQ(parsed(with(a_message(), "OptOutType", "HELP")).opt_out, OptOutType::Help);
  EXPECT_EQ(parsed(with(a_message(), "OptOutType", "LATER")).opt_out, OptOutType::None);
}

TEST(TwilioInbound, RefusesBadValuesAndNamesTheField) {
  const struct {
    const char *name, *value;
  } kBad[] = {{"From", ""},
              {"From", "14155550199"},
              {"From", "whatsapp:+14155550199"},
              {"To", "nobody at all"},
              {"NumMedia", "11"},
              {"NumMedia", "-1"},
              {"NumMedia", "1x"},
              {"NumMedia", " 1"},
              {"NumMedia", "99999999999"},
              {"NumSegments", "many"},
              {"AccountSid", ""},
              {"AccountSid", "AC/../x"},
              {"MessageSid", "SM 1"},
              {"MessagingServiceSid", "M\nG"}};
  for (const auto& [name, value] : kBad) {
    std::string sentence = refusal(with(a_message(), name, value));
    EXPECT_NE(sentence.find(name), std::string::npos) << name << " = " << value << ": " << sentence;
    EXPECT_EQ(sentence.back(), '.');
  }
  EXPECT_NE(refusal(with(with(a_message(), "NumMedia", "1"), "MediaUrl0", "file:///etc/passwd")).find("MediaUrl0"),
            std::string::npos);
  EXPECT_NE(refusal(with(a_message(), "MessageSid", std::string(65, 'a'))).find("MessageSid"), std::string::npos);
  EXPECT_NE(refusal(without(without(a_message(), "MessageSid"), "SmsMessageSid")).find("MessageSid"),
            std::string::npos);
  EXPECT_FALSE(parse_inbound({}).is_ok());
}

TEST(TwilioInbound, RefusesAFieldThatComesTwice) {
  Fields fields = a_message();
  fields.emplace_back("Body", "another");
  EXPECT_NE(refusal(fields).find("twice"), std::string::npos);
}

TEST(TwilioInbound, RefusesABodyBeyondTheLimitAndNotBefore) {
  EXPECT_EQ(parsed(with(a_message(), "Body", std::string(kBodyBytesMax, 'a'))).text.size(), kBodyBytesMax);
  auto refused = parse_inbound(with(a_message(), "Body", std::string(kBodyBytesMax + 1, 'a')));
  ASSERT_FALSE(refused.is_ok());
  EXPECT_EQ(refused.error().code, ErrorCode::TooLarge);
}

TEST(TwilioStatusReport, ReadsStatusAndError) {
  auto report = parse_status_report(with(with(with(a_report(), "MessageStatus", "undelivered"), "ErrorCode", "30003"),
                                         "RawDlrDoneDate", "2611230745"));
  ASSERT_TRUE(report.is_ok());
  EXPECT_EQ(report->carrier_id.value, kSid);
  EXPECT_EQ(report->status, MessageStatus::Undelivered);
  EXPECT_EQ(report->raw_status, "undelivered");
  EXPECT_EQ(report->error_code, 30003);
  EXPECT_EQ(report->raw_done_date, "2611230745");
}

TEST(TwilioStatusReport, KeepsAStatusItDoesNotKnow) {
  auto report = parse_status_report(with(a_report(), "MessageStatus", "teleported"));
  ASSERT_TRUE(report.is_ok());
  EXPECT_EQ(report->status, MessageStatus::Unknown);
  EXPECT_EQ(report->raw_status, "teleported");
}

TEST(TwilioStatusReport, CutsALongErrorMessageBetweenCharacters) {
  auto report = parse_status_report(with(a_report(), "ErrorMessage", std::string(499, 'a') + "\u20AC"));
  ASSERT_TRUE(report.is_ok());
  EXPECT_EQ(report->error_message, std::string(499, 'a'));
}

TEST(TwilioStatusReport, RefusesBadValues) {
  EXPECT_FALSE(parse_status_report({}).is_ok());
  EXPECT_FALSE(parse_status_report(without(without(a_report(), "MessageSid"), "SmsSid")).is_ok());
  EXPECT_FALSE(parse_status_report(without(without(a_report(), "MessageStatus"), "SmsStatus")).is_ok());
  EXPECT_FALSE(parse_status_report(with(a_report(), "ErrorCode", "oops")).is_ok());
  EXPECT_TRUE(parse_status_report(with(a_report(), "ErrorCode", "")).is_ok());
  EXPECT_TRUE(parse_status_report(without(a_report(), "MessageStatus")).is_ok());
}

}  // namespace
}  // namespace smsdesk::twilio
