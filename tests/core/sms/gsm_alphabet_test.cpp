#include "core/sms/gsm_alphabet.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace smsdesk::sms {
namespace {

TEST(GsmAlphabet, Has127CharactersAnd10BehindTheEscape) {
  int plain = 0, extended = 0;
  for (char32_t c = 0; c < 0x110000; ++c) {
    int septets = gsm_septets(c);
    plain += septets == 1;
    extended += septets == 2;
  }
  EXPECT_EQ(plain, 127);
  EXPECT_EQ(extended, 10);
}

TEST(GsmAlphabet, GivesEveryCharacterAPlaceOfItsOwn) {
  std::set<std::pair<bool, std::uint8_t>> taken;
  for (char32_t c = 0; c < 0x3000; ++c) {
    const auto position = gsm_position(c);
    if (!position) continue;
    EXPECT_TRUE(taken.emplace(position->is_extended, position->septet).second) << static_cast<std::uint32_t>(c);
    EXPECT_TRUE(position->septet < 0x80 && position->septet != kGsmEscape);
  }
}

TEST(GsmAlphabet, PutsTheTellingCharactersWhereTheStandardDoes) {
  auto plain = [](std::uint8_t septet) { return GsmPosition{septet, false}; };
  auto extended = [](std::uint8_t septet) { return GsmPosition{septet, true}; };
  EXPECT_EQ(gsm_position(U'@'), plain(0x00));
  EXPECT_EQ(gsm_position(U'$'), plain(0x02));
  EXPECT_EQ(gsm_position(U'Ç'), plain(0x09));
  EXPECT_EQ(gsm_position(U'Δ'), plain(0x10));
  EXPECT_EQ(gsm_position(U'_'), plain(0x11));
  EXPECT_EQ(gsm_position(U'¤'), plain(0x24));
  EXPECT_EQ(gsm_position(U'a'), plain(0x61));
  EXPECT_EQ(gsm_position(U'à'), plain(0x7F));
  EXPECT_EQ(gsm_position(U'€'), extended(0x65));
  EXPECT_EQ(gsm_position(U'\f'), extended(0x0A));
}

TEST(GsmAlphabet, LacksWhatItLacks) {
  for (char32_t c : {U'ç', U'á', U'í', U'ó', U'ú', U'â', U'`', U'\t', char32_t{0xA0}, U'“', U'–', U'…', U'•', U'Α',
                     U'\0', char32_t{0x1B}}) {
    EXPECT_EQ(gsm_septets(c), 0) << static_cast<std::uint32_t>(c);
  }
}

}  // namespace
}  // namespace smsdesk::sms
