#include "server-mock/address.h"

#include <gtest/gtest.h>

namespace smsdesk::mock {
namespace {

TEST(Address, NormalisesWhatCallersWrite) {
  EXPECT_EQ(normalise_number("+14155550199"), "+14155550199");
  EXPECT_EQ(normalise_number("(415) 555-0199"), "+14155550199");
  EXPECT_EQ(normalise_number("1 415.555.0199"), "+14155550199");
  EXPECT_EQ(normalise_number("+44 7700 900123"), "+447700900123");
}

TEST(Address, RefusesWhatCannotBeANumber) {
  for (const char* text : {"", "+", "+1", "hello", "+0123456789", "+1415555019", "+11155550199", "+1234567890123456",
                           "14155550199x", "555-0199", "+14151550199"}) {
    EXPECT_EQ(normalise_number(text), std::nullopt) << text;
  }
}

TEST(Address, TellsSendersApart) {
  EXPECT_TRUE(is_short_code("68849"));
  EXPECT_FALSE(is_short_code("12"));
  EXPECT_FALSE(is_short_code("6884a"));
  EXPECT_TRUE(is_sender_name("SUPPORT"));
  EXPECT_FALSE(is_sender_name("ELEVENLETTERS"));
  EXPECT_FALSE(is_sender_name("12345"));
}

TEST(Address, RefusesCallbacksThatTwilioRefuses) {
  EXPECT_TRUE(is_callback_url("http://127.0.0.1:8080/twilio/status?a=b_c"));
  EXPECT_TRUE(is_callback_url("https://hooks.example.com"));
  for (const char* text : {"", "/status", "ftp://a/b", "http://", "https://my_host/x", "http://a b/"}) {
    EXPECT_FALSE(is_callback_url(text)) << text;
  }
}

TEST(Keywords, AreWholeMessagesInAnyCase) {
  EXPECT_EQ(find_keyword(" stop\n"), Keyword::Stop);
  EXPECT_EQ(find_keyword("StopAll"), Keyword::Stop);
  EXPECT_EQ(find_keyword("UNSTOP"), Keyword::Start);
  EXPECT_EQ(find_keyword("info"), Keyword::Help);
  // The vendor matches single words only.
  EXPECT_EQ(find_keyword("STOP PLEASE"), Keyword::None);
  EXPECT_EQ(find_keyword("please stop"), Keyword::None);
  EXPECT_EQ(find_keyword(""), Keyword::None);
  EXPECT_TRUE(is_yes("Yes "));
}

}  // namespace
}  // namespace smsdesk::mock
