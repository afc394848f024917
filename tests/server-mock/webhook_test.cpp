#include "server-mock/webhook.h"

#include <gtest/gtest.h>

namespace smsdesk::mock {
namespace {

constexpr std::string_view kAccount = "AC00000000000000000000000000000000";

Message an_inbound() {
  Message message;
  message.sid = "MM0123";
  message.direction = Direction::Inbound;
  message.from = "+12125550101";
  message.to = "+14155550100";
  message.body = "Hi & bye";
  message.media = {{"ME1", "image/png", "http://x/1.png"}, {"ME2", "image/gif", "http://x/2.gif"}};
  return message;
}

std::string value_of(const net::FormFields& fields, std::string_view name) {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return "(missing)";
}

TEST(Webhook, TellsAnInboundMessageWithAllItsMedia) {
  const net::FormFields fields = make_inbound_fields(an_inbound(), kAccount, "http://127.0.0.1:8081");
  for (const char* name : {"MessageSid", "SmsSid", "SmsMessageSid"}) {
    EXPECT_EQ(value_of(fields, name), "MM0123");
  }
  EXPECT_EQ(value_of(fields, "Body"), "Hi & bye");
  EXPECT_EQ(value_of(fields, "SmsStatus"), "received");
  EXPECT_EQ(value_of(fields, "NumMedia"), "2");
  EXPECT_EQ(value_of(fields, "MediaContentType1"), "image/gif");
  EXPECT_EQ(value_of(fields, "MediaUrl0"),
            "http://127.0.0.1:8081/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages/"
            "MM0123/Media/ME1");
}

TEST(Webhook, TellsAStatusWithItsErrorOnlyWhereThereIsOne) {
  Message message = an_inbound();
  message.status = MessageStatus::Sent;
  net::FormFields fields = make_status_fields(message, kAccount);
  EXPECT_EQ(value_of(fields, "MessageStatus"), "sent");
  EXPECT_EQ(value_of(fields, "SmsStatus"), "sent");
  EXPECT_EQ(value_of(fields, "ErrorCode"), "(missing)");
  EXPECT_EQ(value_of(fields, "RawDlrDoneDate"), "(missing)");
  message.status = MessageStatus::Undelivered;
  message.error_code = 30003;
  fields = make_status_fields(message, kAccount);
  EXPECT_EQ(value_of(fields, "ErrorCode"), "30003");
  EXPECT_EQ(value_of(fields, "RawDlrDoneDate").size(), 10U);
}

TEST(TwimlAnswer, AcceptsWhatSdksGive) {
  for (const char* body : {"", "<Response/>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>",
                           "<Response></Response>", " <Response>\n <!-- nothing --> </Response>\n"}) {
    const WebhookVerdict verdict = judge_answer(true, 200, "text/xml; charset=utf-8", body);
    EXPECT_EQ(verdict.error_code, 0) << body;
    EXPECT_TRUE(verdict.replies.empty()) << body;
  }
  EXPECT_EQ(judge_answer(true, 204, "", "").error_code, 0);
}

TEST(TwimlAnswer, ReadsReplies) {
  const WebhookVerdict verdict =
      judge_answer(true, 200, "application/xml",
                   "<Response><Message>a &lt; b &#x1F600;</Message><Message to='x'><Body>two</Body>"
                   "<Media>http://h/p.png</Media></Message></Response>");
  ASSERT_EQ(verdict.error_code, 0);
  ASSERT_EQ(verdict.replies.size(), 2U);
  EXPECT_EQ(verdict.replies[0].body, "a < b 😀");
  EXPECT_EQ(verdict.replies[1].body, "two");
  EXPECT_EQ(verdict.replies[1].media_urls, std::vector<std::string>{"http://h/p.png"});
}

TEST(TwimlAnswer, RefusesWhatIsNotTwiml) {
  for (const char* body : {"ok", "<Response>", "<Other/>", "<Response/><Response/>", "<Response><Message>a</Response>",
                           "<Response><Message>&nope;</Message></Response>", "<Response a='b", "<", "<Responses/>"}) {
    EXPECT_EQ(judge_answer(true, 200, "text/xml", body).error_code, 12100) << body;
  }
  EXPECT_EQ(judge_answer(true, 200, "application/json", "{}").error_code, 12300);
  EXPECT_EQ(judge_answer(true, 500, "text/xml", "<Response/>").error_code, 11200);
  EXPECT_EQ(judge_answer(false, 302, "", "").error_code, 11200);
  EXPECT_EQ(judge_answer(false, 200, "text/plain", "fine").error_code, 0);
}

}  // namespace
}  // namespace smsdesk::mock
