#include "core/sms/smart_encoding.h"

#include <gtest/gtest.h>

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
      U"019.,é\u2018\u2019\u201C\u201D\u2026\u2013\u2014\u00A0\u00ADáçñŁőşğ\u0301\u0308\u0300漢ж😀\uFE0F\u200D👩€[]~"
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
