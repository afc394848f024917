#include "core/sms/letters.h"

#include <gtest/gtest.h>

namespace smsdesk::sms {
namespace {

TEST(Letters, CaseIsFoldedInEveryScriptThatHasIt) {
  EXPECT_EQ(case_folded("Straße ÀÉÎ Žluťoučký"), "straße àéî žluťoučký");
  EXPECT_EQ(case_folded("ΣΊΣΥΦΟΣ Σίσυφος"), "σίσυφοσ σίσυφοσ");
  EXPECT_EQ(case_folded("ПРИВЕТ Ёлка"), "привет ёлка");
  EXPECT_EQ(case_folded("ԲԱՐԵՎ"), "բարեվ");
  EXPECT_EQ(case_folded("ＦＵＬＬ"), "ｆｕｌｌ");
  EXPECT_EQ(case_folded("漢字 العربية हिन्दी"), "漢字 العربية हिन्दी");
}

TEST(Letters, FoldingTwiceChangesNothing) {
  for (char32_t c = 0; c < 0x20000; ++c) {
    const char32_t small = lowered(c);
    ASSERT_EQ(lowered(small), small) << std::hex << static_cast<unsigned>(c);
    ASSERT_EQ(is_capital(c), small != c);
    if (small != c) {
      ASSERT_TRUE(is_small(small));
    }
  }
}

TEST(Letters, WordsEndAtWhatIsNoLetter) {
  for (const char32_t c : {U' ', U'.', U'-', U'\u2019', U'\u2026', U'、', U'。', U'€', U'\U0001F600', U'\u00A0'})
    EXPECT_FALSE(is_word_part(c)) << std::hex << static_cast<unsigned>(c);
  for (const char32_t c : {U'a', U'7', U'é', U'ß', U'ж', U'漢', U'か', U'ก', U'ا', U'\u0301', U'한', U'०'})
    EXPECT_TRUE(is_word_part(c)) << std::hex << static_cast<unsigned>(c);
}

TEST(Letters, DigitsOfOtherScriptsAreDigits) {
  EXPECT_EQ(digit_value(U'7'), 7);
  EXPECT_EQ(digit_value(U'\u0664'), 4);
  EXPECT_EQ(digit_value(U'\uFF19'), 9);
  EXPECT_EQ(digit_value(U'a'), -1);
}

}  // namespace
}  // namespace smsdesk::sms
