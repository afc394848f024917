#include "core/template/fold.h"

#include <gtest/gtest.h>

#include "core/base/utf8.h"

namespace smsdesk {
namespace {

TEST(Fold, LeavesOutCaseAndMarks) {
  EXPECT_EQ(folded("Grüße, Señor ÇŁŐŻ"), "gruse, senor cloz");
  EXPECT_EQ(folded("e\xCC\x81"), "e");
  EXPECT_EQ(folded("ΆΣς Привет Ёлка"), "ασσ привет елка");
  EXPECT_EQ(folded("Việt Đổi"), "viet doi");
  EXPECT_EQ(folded("カタカナ"), "かたかな");
  EXPECT_EQ(folded("3 × 4 ÷ 2"), "3 × 4 ÷ 2");
}

TEST(FoldLaws, FoldedTwiceIsFoldedOnceForEveryCharacter) {
  for (char32_t c = 1; c < 0x3100; ++c) {
    std::string text;
    utf8::append(text, c);
    EXPECT_EQ(folded(folded(text)), folded(text)) << static_cast<unsigned>(c);
  }
}

TEST(Fold, CutsWords) {
  EXPECT_EQ(folded_words("  Hello\nWÖRLD "), (std::vector<std::string>{"hello", "world"}));
  EXPECT_TRUE(folded_words(" \n").empty());
}

}  // namespace
}  // namespace smsdesk
