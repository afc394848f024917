#include "relay/carrier/twilio/rest.h"

#include <gtest/gtest.h>

namespace smsdesk::twilio {
namespace {

sms::Address address(std::string_view text) {
  return *sms::parse_address(text);
}

SendOrder an_order() {
  SendOrder order;
  order.from = address("+14155550100");
  order.to = address("+14155550199");
  order.text = "Hello";
  order.status_callback = "https://hooks.example.com/status";
  return order;
}

TEST(TwilioRest, SendsTextAndMedia) {
  SendOrder order = an_order();
  order.media_urls = {"https://a.example/1.png", "https://a.example/2.png"};
  auto request = make_send_request("AC1", order);
  ASSERT_TRUE(request.is_ok());
  EXPECT_EQ(request->method, "POST");
  EXPECT_EQ(request->path, "/2010-04-01/Accounts/AC1/Messages.json");
  EXPECT_TRUE(request->query.empty());
  EXPECT_EQ(request->form, (Fields{{"To", "+14155550199"},
                                   {"From", "+14155550100"},
                                   {"Body", "Hello"},
                                   {"MediaUrl", "https://a.example/1.png"},
                                   {"MediaUrl", "https://a.example/2.png"},
                                   {"StatusCallback", "https://hooks.example.com/status"}}));
}

TEST(TwilioRest, SendsATextAsAnMms) {
  SendOrder order = an_order();
  order.is_mms_text = true;
  auto request = make_send_request("AC1", order);
  ASSERT_TRUE(request.is_ok());
  EXPECT_EQ(request->form, (Fields{{"To", "+14155550199"},
                                   {"From", "+14155550100"},
                                   {"Body", "Hello"},
                                   {"SendAsMms", "true"},
                                   {"StatusCallback", "https://hooks.example.com/status"}}));
  order.text = std::string(1601, 'a');
  EXPECT_EQ(make_send_request("AC1", order).error().code, ErrorCode::TooLarge);
}

TEST(TwilioRest, SendsFromAMessagingService) {
  SendOrder order = an_order();
  order.from = {};
  order.messaging_service = "MG1";
  auto request = make_send_request("AC1", order);
  ASSERT_TRUE(request.is_ok());
  EXPECT_EQ(request->form[1], (std::pair<std::string, std::string>("MessagingServiceSid", "MG1")));
}

TEST(TwilioRest, RefusesWhatTheCarrierWould) {
  SendOrder order = an_order();
  order.text.clear();
  EXPECT_FALSE(make_send_request("AC1", order).is_ok());
  order.media_urls.assign(10, "https://a.example/1.png");
  EXPECT_TRUE(make_send_request("AC1", order).is_ok()) << "media needs no text";
  order.media_urls.emplace_back("https://a.example/1.png");
  EXPECT_EQ(make_send_request("AC1", order).error().code, ErrorCode::TooLarge);

  order = an_order();
  order.from = {};
  EXPECT_FALSE(make_send_request("AC1", order).is_ok());
  order = an_order();
  order.to = address("SUPPORT");
  EXPECT_FALSE(make_send_request("AC1", order).is_ok());
  order.to = {};
  EXPECT_FALSE(make_send_request("AC1", order).is_ok());
}

TEST(TwilioRest, CountsTheLengthInUtf16Units) {
  SendOrder order = an_order();
  order.text = std::string(1600, 'a');
  EXPECT_TRUE(make_send_request("AC1", order).is_ok());
  order.text += 'a';
  EXPECT_EQ(make_send_request("AC1", order).error().code, ErrorCode::TooLarge);
  order.text.clear();
  for (int i = 0; i < 801; ++i) order.text += "\U0001F600";
  EXPECT_EQ(make_send_request("AC1", order).error().code, ErrorCode::TooLarge);
}

TEST(TwilioRest, ListsMessagesOfTwoNumbersWhetherTheyLeftOrWait) {
  RestRequest list = make_list_request("AC1", address("+14155550100"), address("+14155550199"));
  EXPECT_EQ(list.method, "GET");
  EXPECT_EQ(list.path, "/2010-04-01/Accounts/AC1/Messages.json");
  EXPECT_EQ(list.query, (Fields{{"To", "+14155550199"}, {"From", "+14155550100"}, {"PageSize", "50"}}))
      << "narrowed by a date, what has not left yet would be hidden";
  EXPECT_EQ(make_list_request("AC1", {}, address("+14155550199")).query.size(), 2u);
}

TEST(TwilioRest, ListsWhatWasSentSince) {
  RestRequest list = make_list_request_since("AC1", {}, address("+14155550100"), Instant{1795420800000});
  EXPECT_EQ(list.query, (Fields{{"To", "+14155550100"}, {"PageSize", "50"}, {"DateSent>", "2026-11-23T08:00:00Z"}}));
}

TEST(TwilioRest, AsksForOneMessageAndForTheNextPage) {
  EXPECT_EQ(make_fetch_request("AC1", CarrierMessageId{"SM1"}).path, "/2010-04-01/Accounts/AC1/Messages/SM1.json");
  EXPECT_EQ(make_next_page_request("/2010-04-01/x?Page=1").path, "/2010-04-01/x?Page=1");
}

}  // namespace
}  // namespace smsdesk::twilio
