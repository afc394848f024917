#include "core/words/numbers.h"

#include <gtest/gtest.h>

#include "core/words/words.h"
#include "tests/support/catalogue.h"

namespace smsdesk {
namespace {

TEST(Numbers, HaveASignBetweenThousandsAndOneBeforeTenths) {
  EXPECT_EQ(number_words(0), "0");
  EXPECT_EQ(number_words(999), "999");
  EXPECT_EQ(number_words(1'600), "1,600");
  EXPECT_EQ(number_words(12'345'678), "12,345,678");
  EXPECT_EQ(number_words(1'600, "25"), "1,600.25");
  EXPECT_EQ(number_words(0, "0079"), "0.0079");
  EXPECT_EQ(number_words(7, ""), "7");
}

TEST(Numbers, AreWrittenAsTheLanguageInUseWritesThem) {
  const auto french = test::a_catalogue("between thousands\x04,\t\u202F\nbefore tenths\x04.\t,\n", "fr");
  const words::Use use(french.get());
  EXPECT_EQ(number_words(1'234'567, "5"), "1\u202F234\u202F567,5");
}

}  // namespace
}  // namespace smsdesk
