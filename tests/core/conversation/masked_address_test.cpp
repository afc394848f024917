// What stands in a number's place: never the number, never the same twice, and words for eye and ear.
#include "core/conversation/masked_address.h"

#include <gtest/gtest.h>

#include "core/sms/address.h"

namespace smsdesk {
namespace {

constexpr ConversationId kId{7};

TEST(MaskedAddress, TellsHowANumberEndsAndNoMore) {
  const std::string masked = masked_address("+14155550199", kId);
  EXPECT_EQ(masked, "masked:7.0:99");
  EXPECT_TRUE(is_masked(masked));
  EXPECT_EQ(readable_address(masked), "••• ••• 99");
  EXPECT_EQ(spoken_address(masked), "number ending in 99");
}

TEST(MaskedAddress, OfAShortCodeNoDigitIsTold) {
  const std::string masked = masked_address("68849", kId);
  EXPECT_EQ(masked.find_first_of("689"), std::string::npos);
  EXPECT_EQ(readable_address(masked), "••• •••");
  EXPECT_EQ(spoken_address(masked), "hidden number");
}

TEST(MaskedAddress, ANameIsNoNumber) {
  EXPECT_EQ(masked_address("ACME", kId), "ACME");
  EXPECT_FALSE(is_masked("ACME"));
  EXPECT_FALSE(is_masked("+14155550199"));
  EXPECT_EQ(spoken_address("ACME"), "ACME");
  EXPECT_EQ(spoken_address("+14155550199"), "+1 415 555 0199");
}

TEST(MaskedAddress, IsAnotherOneForEachPlaceAndCanBeNoAddress) {
  const std::string a = masked_address("+14155550199", kId), b = masked_address("+14155550199", ConversationId{8});
  EXPECT_NE(a, b);
  EXPECT_NE(a, masked_address("+14155550199", kId, 1));
  EXPECT_NE(a, masked_address("+14155550199", ContactId{7}, 0));
  EXPECT_FALSE(sms::parse_address(a));
  EXPECT_EQ(masked_address(a, ConversationId{8}), a) << "masked once is masked";
}

}  // namespace
}  // namespace smsdesk
