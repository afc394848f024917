#include "core/sms/address.h"

#include <gtest/gtest.h>

namespace smsdesk::sms {
namespace {

Address address(std::string_view text) {
  auto parsed = parse_address(text);
  EXPECT_TRUE(parsed.is_ok()) << text;
  return parsed.is_ok() ? *parsed : Address();
}

TEST(Address, HasOneFormHoweverItIsWritten) {
  for (const char* text : {"+14155550199", " +1 415 555 0199 ", "+1 (415) 555-0199", "+1.415.555.0199"}) {
    EXPECT_EQ(address(text).text(), "+14155550199");
    EXPECT_EQ(address(text).kind(), AddressKind::E164);
    EXPECT_EQ(address(text), address("+14155550199"));
  }
}

TEST(Address, TellsShortCodesAndNamesFromNumbers) {
  EXPECT_EQ(address("68849").kind(), AddressKind::ShortCode);
  EXPECT_EQ(address("68849").text(), "68849");
  EXPECT_EQ(address("SUPPORT").kind(), AddressKind::Alphanumeric);
  EXPECT_EQ(address("MGM Resorts").kind(), AddressKind::Alphanumeric);
  EXPECT_FALSE(address("SUPPORT").can_be_answered());
  EXPECT_TRUE(address("68849").can_be_answered());
}

TEST(Address, RefusesWhatNobodyCanSendTo) {
  for (const char* text : {"", "  ", "+", "+0123456789", "+123456", "+1234567890123456", "+1415555o199", "+1415+555",
                           "14155550199", "4155550199", "12", "---", "+\u0661\u0662\u0663", "whatsapp:+14155550199",
                           "TWELVELETTERS", "caf\u00E9", "a\nb", "...", "+1415555\n0199"}) {
    auto parsed = parse_address(text);
    ASSERT_FALSE(parsed.is_ok()) << text;
    EXPECT_EQ(parsed.error().code, ErrorCode::Invalid);
    EXPECT_EQ(parsed.error().sentence.back(), '.');
  }
}

TEST(Address, ReadingAnAddressAgainChangesNothing) {
  for (const char* text : {"+14155550199", "+447700900123", "+2904123", "68849", "12345678", "SUPPORT"}) {
    EXPECT_EQ(address(address(text).text()), address(text));
    EXPECT_EQ(address(text).text(), text);
  }
}

TEST(Address, HidesAllOfANumberButItsEnd) {
  EXPECT_EQ(address("+14155550199").masked(), "+*******0199");
  EXPECT_EQ(address("68849").masked(), "68849");
  EXPECT_EQ(address("SUPPORT").masked(), "SUPPORT");
  EXPECT_EQ(Address().masked(), "");
}

TEST(Address, GroupsDigitsForReading) {
  EXPECT_EQ(address("+14155550199").formatted(), "+1 415 555 0199");
  EXPECT_EQ(address("+447700900123").formatted(), "+44 770 090 0123");
  EXPECT_EQ(address("+35312345678").formatted(), "+353 123 456 78");
  EXPECT_EQ(address("+2904123").formatted(), "+290 4123");
  EXPECT_EQ(address("68849").formatted(), "68849");
  EXPECT_EQ(Address().formatted(), "");
}

}  // namespace
}  // namespace smsdesk::sms
