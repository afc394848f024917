#include "core/sms/plain_digits.h"

#include <gtest/gtest.h>

#include <array>

#include "core/base/random.h"
#include "core/base/utf8.h"
#include "core/sms/letters.h"

namespace smsdesk::sms {
namespace {

std::string plain(std::string_view written) {
  return std::string(PlainDigits(written).text());
}

TEST(PlainDigits, AreThoseOfEveryScript) {
  EXPECT_EQ(plain("٠٥٠١٢٣٤٥٦٧"), "0501234567");
  EXPECT_EQ(plain("۰۹۱۲"), "0912");
  EXPECT_EQ(plain("९८७"), "987");
  EXPECT_EQ(plain("電話は０９０です"), "電話は090です");
  EXPECT_EQ(plain("5²"), "5²") << "a power is no digit";
}

TEST(PlainDigits, ChangeTheSignsOfNumbersAndNoOthers) {
  EXPECT_EQ(plain("０９０－１２３４－５６７８"), "090-1234-5678");
  EXPECT_EQ(plain("03‐1234‑5678"), "03-1234-5678");
  EXPECT_EQ(plain("1–2—3―4−5ー6"), "1-2-3-4-5-6");
  EXPECT_EQ(plain("＋８１　９０"), "+81 90");
  EXPECT_EQ(plain("（０３）１２３４－５６７８"), "(03)1234-5678");
  EXPECT_EQ(plain("０３－（１２３４）"), "03-(1234)");
  EXPECT_EQ(plain("３．１４ １，２００ １２：３０ １／２ ５０％ ٣٫١٤ ٥٠٪"), "3.14 1,200 12:30 1/2 50% 3.14 50%");
  for (const char* text : {"スーパー", "Ａー１", "a – b", "（注）", "はい。　いいえ", "＋α", "：１"}) {
    std::string kept = plain(text);
    if (const auto digit = kept.find('1'); digit != std::string::npos) kept.replace(digit, 1, "１");
    EXPECT_EQ(kept, text);
  }
}

TEST(PlainDigits, KnowTheWayBack) {
  const std::string_view written = "a０９b٠";
  const PlainDigits digits(written);
  ASSERT_EQ(digits.text(), "a09b0");
  EXPECT_EQ(digits.written_at(0), 0u);
  EXPECT_EQ(digits.written_at(2), 4u);
  EXPECT_EQ(digits.written_at(3), 7u);
  EXPECT_EQ(digits.written_at(5), written.size());
  EXPECT_EQ(digits.plain_at(7), 3u);
  EXPECT_EQ(PlainDigits("12 é").written_at(3), 3u);
}

TEST(PlainDigits, LawOfTheWayBack) {
  constexpr std::array<std::string_view, 14> kPieces = {"1", "٣",  "９", "－", "ー", "（", "）",
                                                        "é", "日", " ",  "-",  "＋", "😀",  "\xFF"};
  Random random(20261128);
  for (int round = 0; round < 5'000; ++round) {
    std::string written;
    for (auto n = random.below(16); n > 0; --n) written += kPieces[random.below(kPieces.size())];
    const PlainDigits digits(written);
    std::size_t plain = 0;
    for (std::size_t at = 0; at < written.size();) {
      ASSERT_EQ(digits.written_at(plain), at) << written;
      ASSERT_EQ(digits.plain_at(at), plain) << written;
      const int digit = digit_value(utf8::next(written, at));
      const int plain_digit = digit_value(utf8::next(digits.text(), plain));
      ASSERT_EQ(digit, plain_digit) << written;
    }
    ASSERT_EQ(plain, digits.text().size()) << written;
    ASSERT_EQ(digits.written_at(plain), written.size()) << written;
  }
}

}  // namespace
}  // namespace smsdesk::sms
