#include "core/sms/smart_encoding.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/random.h"
#include "core/base/utf8.h"
#include "core/sms/segments.h"

namespace smsdesk::sms {
namespace {

std::string encoded(std::string_view text, Equivalents which = Equivalents::True) {
  return smart_encoded(text, which).text;
}

TEST(SmartEncoding, WritesTypographyAsGsmDoes) {
  EXPECT_EQ(encoded("It’s “fine” – really…"), "It's \"fine\" - really...");
  EXPECT_EQ(encoded("10\u00A0€ \u2212 5\u202F€"), "10 € - 5 €");
  EXPECT_EQ(encoded("„Ja‚ gut‘“ «oui» ‹non›"), "\"Ja' gut'\" \"oui\" 'non'");
  EXPECT_EQ(encoded("ＡＢＣ！ ﬁne"), "ABC! fine");
}

TEST(SmartEncoding, PutsALetterAndItsAccentTogether) {
  EXPECT_EQ(encoded("cafe\u0301 u\u0308ber"), "café über");
}

TEST(SmartEncoding, LeavesTheSpellingAsItIs) {
  const SmartEncoding strict = smart_encoded("ça va, señor Núñez?");
  EXPECT_EQ(strict.text, "ça va, señor Núñez?");
  EXPECT_EQ(strict.kept, (std::vector<std::string>{"ç", "ú"}));
  const SmartEncoding close = smart_encoded("ça va, señor Núñez?", Equivalents::Close);
  EXPECT_EQ(close.text, "ca va, señor Nuñez?");
  EXPECT_TRUE(close.kept.empty());
}

TEST(SmartEncoding, LeavesOutTheAccentsOfVietnameseAndPinyin) {
  const auto close = [](std::string_view text) { return encoded(text, Equivalents::Close); };
  EXPECT_EQ(close("Đơn hàng của bạn đã được gửi đi hôm nay"), "Don hàng cua ban da duoc gui di hom nay");
  EXPECT_EQ(close("TẠI SAO? Ưu đãi, quý khách, nghỉ lễ, tiếng Việt"),
            "TAI SAO? Uu dai, quy khach, nghi le, tieng Viet");
  EXPECT_EQ(close("Nǐ hǎo, nǚ'ér"), "Ni hao, nu'ér");
  EXPECT_EQ(close("Não há informação …"), "Nao ha informacao ...");
  EXPECT_EQ(close("tie\u0302\u0301ng Vie\u0323\u0302t"), "tieng Viet") << "as some keyboards write it";
  EXPECT_TRUE(smart_encoded("ạ").replaced.empty()) << "the spelling is changed only where that is asked for";
}

// Law: a letter with accents becomes its own letter, in its own case, and nothing else in the text changes.
TEST(SmartEncoding, OfALetterWithAccentsTheBaseStays) {
  std::size_t replaced = 0;
  for (char32_t letter = 0x00C0; letter <= 0x1EFF; ++letter) {
    if (letter == 0x0250) letter = 0x1E00;
    std::string from;
    utf8::append(from, letter);
    const std::string text = "Ab1 é " + from + " 2cD.";
    const SmartEncoding made = smart_encoded(text, Equivalents::Close);
    if (made.replaced.empty()) {
      EXPECT_EQ(made.text, text);
      continue;
    }
    ++replaced;
    ASSERT_EQ(made.replaced.size(), 1u) << from;
    EXPECT_EQ(made.replaced[0].from, from);
    const std::string& to = made.replaced[0].to;
    EXPECT_EQ(made.text, "Ab1 é " + to + " 2cD.") << from;
    EXPECT_EQ(count_segments(to).encoding, Encoding::Gsm7) << from;
    const bool is_kept_in_case = std::all_of(
        to.begin(), to.end(), [&](char c) { return (c >= 'A' && c <= 'Z') == (to[0] >= 'A' && to[0] <= 'Z'); });
    EXPECT_TRUE(is_kept_in_case) << from;
    // Capital and small letter stand beside each other, the capital first, and have one base letter.
    const bool is_of_pairs = (letter >= 0x1E00 && letter < 0x1E96) || (letter >= 0x1EA0 && letter < 0x1EFA);
    if (!is_of_pairs || letter % 2 != 0) continue;
    std::string small;
    utf8::append(small, letter + 1);
    ASSERT_EQ(to.size(), 1u) << from;
    EXPECT_EQ(encoded(small, Equivalents::Close), std::string(1, static_cast<char>(to[0] + ('a' - 'A')))) << small;
  }
  EXPECT_GT(replaced, 400u);
}

TEST(SmartEncoding, SaysWhatIsReplacedAndHowOften) {
  const SmartEncoding made = smart_encoded("‘a’ ‘b’ …");
  EXPECT_EQ(made.replaced, (std::vector<Replacement>{{"‘", "'", 2}, {"’", "'", 2}, {"…", "...", 1}}));
  EXPECT_EQ(made.replaced_count, 5u);
}

TEST(SmartEncoding, KeepsWhatHasNoEquivalentWhole) {
  const SmartEncoding made = smart_encoded("ok 👩‍👩‍👧‍👦 and 漢 and 漢");
  EXPECT_EQ(made.kept, (std::vector<std::string>{"👩‍👩‍👧‍👦", "漢"}));
  EXPECT_EQ(made.kept_count, 3u);
  EXPECT_EQ(made.text, "ok 👩‍👩‍👧‍👦 and 漢 and 漢");
}

TEST(SmartEncoding, TouchesNoCharacterThatGsmHas) {
  constexpr std::string_view kText =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà^{}\\[~]|€\f";
  const SmartEncoding made = smart_encoded(kText, Equivalents::Close);
  EXPECT_EQ(made.text, kText);
  EXPECT_EQ(made.replaced_count + made.kept_count, 0u);
}

// Law: it claims GSM where the text it made is GSM, and nowhere else; made again, it changes nothing.
TEST(SmartEncoding, IsGsmWhereItClaimsSo) {
  Random random(20261126);
  constexpr std::u32string_view kPool =
      U"abc ABC "
      U"019.,éạơƯếỹ\u2018\u2019\u201C\u201D\u2026\u2013\u2014\u00A0\u00ADáçñŁőşğ\u0301\u0308\u0300漢ж😀\uFE0F\u200D👩€[]~"
      U"\r\n\t\uFF01\uFF5E";
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const std::uint64_t reach = 12 + random.below(kPool.size() - 11);
    for (std::uint64_t i = random.below(60); i > 0; --i) utf8::append(text, kPool[random.below(reach)]);
    for (const Equivalents which : {Equivalents::True, Equivalents::Close}) {
      const SmartEncoding made = smart_encoded(text, which);
      ASSERT_EQ(count_segments(made.text).encoding == Encoding::Gsm7, made.kept.empty()) << text;
      if (count_segments(text).encoding == Encoding::Gsm7) {
        ASSERT_EQ(made.text, text);
      }
      if (made.kept.empty()) {
        ASSERT_EQ(smart_encoded(made.text, which).replaced_count, 0u) << text;
      }
    }
  }
}

}  // namespace
}  // namespace smsdesk::sms
