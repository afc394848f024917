#include "relay/carrier/twilio/send_answer.h"

#include <gtest/gtest.h>

namespace smsdesk::twilio {
namespace {

constexpr const char* kCreated =
    R"({"account_sid":"AC1","api_version":"2010-04-01","body":"Hello","date_created":"Mon, 23 Nov 2026 08:00:00 +0000",
        "date_sent":null,"date_updated":"Mon, 23 Nov 2026 08:00:00 +0000","direction":"outbound-api","error_code":null,
        "error_message":null,"from":"+14155550100","messaging_service_sid":null,"num_media":"0","num_segments":"2",
        "price":null,"price_unit":"USD","sid":"SM1","status":"queued","subresource_uris":{"media":"/x"},
        "to":"+14155550199","uri":"/y"})";

SendOrder an_order() {
  SendOrder order;
  order.from = *sms::parse_address("+14155550100");
  order.to = *sms::parse_address("+14155550199");
  order.text = "Hello";
  return order;
}

TEST(TwilioSendAnswer, ReadsWhatTheCarrierTook) {
  SendAnswer answer = read_send_answer(201, kCreated);
  ASSERT_EQ(answer.verdict, SendVerdict::Accepted);
  EXPECT_EQ(answer.record.carrier_id.value, "SM1");
  EXPECT_EQ(answer.record.status, MessageStatus::Queued);
  EXPECT_EQ(answer.record.segments, 2);
  EXPECT_EQ(answer.record.created_at, Instant{1795420800000});
  EXPECT_EQ(answer.record.sent_at, std::nullopt);
  EXPECT_EQ(answer.record.error_code, 0);
}

TEST(TwilioSendAnswer, ReadsAMessagingServicesAnswer) {
  SendAnswer answer = read_send_answer(201, R"({"sid":"SM1","status":"accepted","from":null,"num_segments":"0"})");
  ASSERT_EQ(answer.verdict, SendVerdict::Accepted);
  EXPECT_EQ(answer.record.status, MessageStatus::Accepted);
  EXPECT_EQ(answer.record.from, "");
  EXPECT_EQ(answer.record.segments, 0);
}

TEST(TwilioSendAnswer, ASuccessThatCannotBeReadIsUncertain) {
  for (const char* body :
       {"", "OK", "{}", "[]", R"({"sid":"","status":"queued"})", R"({"sid":"SM1"})", R"({"sid":1,"status":2})"}) {
    SendAnswer answer = read_send_answer(201, body);
    EXPECT_EQ(answer.verdict, SendVerdict::Uncertain) << body;
    EXPECT_FALSE(answer.error.message.empty());
  }
}

TEST(TwilioSendAnswer, ClassifiesRefusals) {
  const struct {
    int http_status;
    const char* body;
    SendVerdict verdict;
  } kRows[] = {
      {429, R"({"code":20429,"message":"Too Many Requests","status":429})", SendVerdict::Retry},
      {429, "", SendVerdict::Retry},
      {400, R"({"code":21211,"message":"Invalid 'To'","status":400})", SendVerdict::Permanent},
      {400, R"({"code":21610,"message":"Unsubscribed","status":400})", SendVerdict::Permanent},
      {400, R"({"code":21611,"message":"Queue full","status":400})", SendVerdict::Retry},
      {400, R"({"code":99999,"message":"New","status":400})", SendVerdict::Permanent},
      {400, "<html>", SendVerdict::Permanent},
      {401, R"({"code":20003,"message":"Authenticate","status":401})", SendVerdict::ChannelDown},
      {403, "", SendVerdict::ChannelDown},
      {404, R"({"code":20404,"message":"Not found","status":404})", SendVerdict::ChannelDown},
      {302, "", SendVerdict::ChannelDown},
      {408, "", SendVerdict::Uncertain},
      {500, R"({"code":20500,"message":"Internal","status":500})", SendVerdict::Uncertain},
      {502, "<html>", SendVerdict::Uncertain},
      {503, "", SendVerdict::Uncertain},
      {504, "", SendVerdict::Uncertain},
      {100, "", SendVerdict::Uncertain},
      {0, "", SendVerdict::Uncertain},
      {999, "", SendVerdict::Uncertain},
  };
  for (const auto& row : kRows) {
    SendAnswer answer = read_send_answer(row.http_status, row.body);
    EXPECT_EQ(answer.verdict, row.verdict) << row.http_status << " " << row.body;
    EXPECT_EQ(answer.error.http_status, row.http_status);
  }
}

TEST(TwilioSendAnswer, KeepsTheCarriersWords) {
  CarrierError error =
      parse_error(400, R"({"code":21211,"message":"The 'To' number\u0000 is bad","more_info":"x","status":400})");
  EXPECT_EQ(error.code, 21211);
  EXPECT_EQ(error.message, "The 'To' number\xEF\xBF\xBD is bad");
  EXPECT_EQ(parse_error(400, R"({"code":"21211"})").code, 0);
  EXPECT_EQ(parse_error(400, R"({"code":-5})").code, 0);
  EXPECT_EQ(parse_error(400, "{\"message\":\"" + std::string(2000, 'a') + "\"}").message.size(), 500u);
}

TEST(TwilioMessagePage, ReadsRecordsAndTheNextPage) {
  std::string body = std::string(R"({"messages":[)") + kCreated + "," + kCreated +
                     R"(],"next_page_uri":"/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PA1","page":0})";
  auto page = parse_message_page(body);
  ASSERT_TRUE(page.is_ok()) << page.error().sentence;
  EXPECT_EQ(page->messages.size(), 2u);
  EXPECT_EQ(page->next_page_path, "/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PA1");
  auto last = parse_message_page(R"({"messages":[],"next_page_uri":null})");
  ASSERT_TRUE(last.is_ok());
  EXPECT_EQ(last->next_page_path, "");
}

TEST(TwilioMessagePage, NeverLeadsToAnotherHost) {
  for (const char* next :
       {"https://evil.example/2010-04-01/Accounts/", "//evil.example/2010-04-01/Accounts/", "@evil.example",
        "/2010-04-01/Accounts/x y", "/2010-04-01/Accounts/\\r\\nHost: evil", "/2010-04-01/Accounts/\\\\x", "/other"}) {
    std::string body = std::string(R"({"messages":[],"next_page_uri":")") + next + "\"}";
    EXPECT_FALSE(parse_message_page(body).is_ok()) << body;
  }
}

TEST(TwilioMessagePage, RefusesWhatIsNoList) {
  for (const char* body : {"", "{}", R"({"messages":{}})", R"({"messages":[{}]})", R"({"messages":[null]})"}) {
    EXPECT_FALSE(parse_message_page(body).is_ok()) << body;
  }
}

TEST(TwilioMessagePage, HasCustomersMessagesAsTheirWebhooksWouldTellThem) {
  const auto page = parse_message_page(R"({"messages":[
      {"sid":"SM1","status":"received","direction":"inbound","from":"+14155550199","to":"+14155550100","body":"Hi\u0000 there",
       "num_media":"2","num_segments":"1"},
      {"sid":"SM2","status":"delivered","direction":"outbound-api","from":"+14155550100","to":"+14155550199","body":"ours"},
      {"sid":"SM3","status":"receiving","direction":"inbound","from":"+14155550199","to":"+14155550100","body":"not yet"},
      {"sid":"SM4","status":"received","direction":"inbound","from":"whatsapp:+14155550199","to":"+14155550100","body":"x"},
      {"sid":"SM5","status":"received","direction":"inbound","from":"68849","to":"+14155550100","body":null,"num_media":"99"}],
      "next_page_uri":null})");
  ASSERT_TRUE(page.is_ok()) << page.error().sentence;
  ASSERT_EQ(page->messages.size(), 5u);
  const auto first = inbound_of(page->messages[0], "AC1");
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->carrier_id.value, "SM1");
  EXPECT_EQ(first->account, "AC1");
  EXPECT_EQ(first->to.text(), "+14155550100");
  EXPECT_EQ(first->text.find('\0'), std::string::npos) << "cleaned like a webhook's";
  ASSERT_EQ(first->media.size(), 2u);
  EXPECT_EQ(first->media[0].url, "");
  for (const std::size_t other : {1u, 2u, 3u}) EXPECT_FALSE(inbound_of(page->messages[other], "AC1")) << other;
  const auto last = inbound_of(page->messages[4], "AC1");
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->from.text(), "68849");
  EXPECT_EQ(last->text, "");
  EXPECT_EQ(last->media.size(), static_cast<std::size_t>(kMediaMax));
}

TEST(TwilioReconciliation, MatchesOnlyTheSameMessageMadeSinceTheAttempt) {
  MessageRecord record = *parse_message(kCreated);
  Instant attempted{1795420800000};
  EXPECT_EQ(fit_of(record, an_order(), attempted), Fit::Good);
  EXPECT_EQ(fit_of(record, an_order(), attempted + seconds(59)), Fit::Good)
      << "its dates may come from another machine";

  SendOrder other = an_order();
  other.text = "Hello!";
  EXPECT_EQ(fit_of(record, other, attempted), Fit::None);
  other = an_order();
  other.to = *sms::parse_address("+14155550198");
  EXPECT_EQ(fit_of(record, other, attempted), Fit::None);
  other = an_order();
  other.from = {};
  other.messaging_service = "MG1";
  EXPECT_EQ(fit_of(record, other, attempted), Fit::Good);

  MessageRecord changed = record;
  changed.is_outbound = false;
  EXPECT_EQ(fit_of(changed, an_order(), attempted), Fit::None);
  changed = record;
  changed.text = "Hello \n";
  EXPECT_EQ(fit_of(changed, an_order(), attempted), Fit::Good);
}

TEST(TwilioReconciliation, ATextSentAsAnMmsMayHaveEitherName) {
  MessageRecord record = *parse_message(kCreated);
  const Instant attempted{1795420800000};
  SendOrder order = an_order();
  order.is_mms_text = true;
  EXPECT_EQ(fit_of(record, order, attempted), Fit::Good) << "the carrier made a text of it";
  record.carrier_id.value.replace(0, 2, "MM");
  EXPECT_EQ(fit_of(record, order, attempted), Fit::Good);
  EXPECT_EQ(fit_of(record, an_order(), attempted), Fit::None);
  record.media_count = 1;
  EXPECT_EQ(fit_of(record, order, attempted), Fit::None) << "it has pictures";
}

TEST(TwilioReconciliation, TheSameWordsOfAnUncertainTimeAreADoubtAndNoAnswer) {
  MessageRecord record = *parse_message(kCreated);
  Instant attempted{1795420800000};
  EXPECT_EQ(fit_of(record, an_order(), attempted + minutes(2)), Fit::Doubtful);
  EXPECT_EQ(fit_of(record, an_order(), attempted + kFitDoubt), Fit::Doubtful);
  EXPECT_EQ(fit_of(record, an_order(), attempted + (kFitDoubt + 1)), Fit::None);
  EXPECT_EQ(fit_of(record, an_order(), std::nullopt), Fit::Doubtful) << "the carrier's clock is not known";
  record.created_at.reset();
  EXPECT_EQ(fit_of(record, an_order(), attempted), Fit::Doubtful);
  record.text = "Hello!";
  EXPECT_EQ(fit_of(record, an_order(), attempted), Fit::None);
}

TEST(TwilioReconciliation, AListIsReadFarEnoughBackWhereARecordIsOlderByEveryDateOfIts) {
  MessageRecord record = *parse_message(kCreated);
  Instant attempted{1795420800000};
  const Instant later = attempted + (kFitDoubt + 1);
  EXPECT_FALSE(is_older(record, attempted));
  EXPECT_FALSE(is_older(record, attempted + kFitDoubt)) << "what follows may be a doubt";
  EXPECT_TRUE(is_older(record, later));
  EXPECT_FALSE(is_older(record, std::nullopt));
  record.sent_at = later;
  EXPECT_FALSE(is_older(record, later)) << "long planned, and just sent";
  record.created_at.reset();
  EXPECT_FALSE(is_older(record, later + hours(10)));
}

}  // namespace
}  // namespace smsdesk::twilio
