#include "core/queue/price.h"

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/words/words.h"
#include "tests/support/catalogue.h"

namespace smsdesk {
namespace {

TEST(Price, ReadsBackAsItWasWritten) {
  Random random(3);
  for (int i = 0; i < 2'000; ++i) {
    const Price price{static_cast<std::int64_t>(random.below(kPriceMicrosMax + 1)), "EUR"};
    ASSERT_EQ(parse_price(price_text(price)), price) << price_text(price);
  }
  EXPECT_EQ(price_text({7'900, "USD"}), "0.0079 USD");
  EXPECT_EQ(price_text({2'000'000, "JPY"}), "2 JPY");
  EXPECT_EQ(price_text({}), "");
}

TEST(Price, TakesWhatPeopleWrite) {
  EXPECT_EQ(parse_price(" 0.0079 USD "), (Price{7'900, "USD"}));
  EXPECT_EQ(parse_price("1EUR"), (Price{1'000'000, "EUR"}));
  EXPECT_EQ(parse_price(""), Price{});
  for (const char* text : {"0.0079", "USD", "0,0079 USD", "-1 USD", "1. USD", ".5 USD", "1.2345678 USD", "1 usd",
                           "1 US", "2000 USD", "99999999999999999999 USD", "1.1.1 USD", "1 2 USD"})
    EXPECT_EQ(parse_price(text), std::nullopt) << text;
}

TEST(Price, IsSaidInWords) {
  EXPECT_EQ(price_words({15'800, "USD"}), "$0.0158");
  EXPECT_EQ(price_words({1'500'000, "EUR"}), "€1.50");
  EXPECT_EQ(price_words({1'000'000, "CHF"}), "1.00 CHF");
  EXPECT_EQ(price_words({1'000'000, "CAD"}), "1.00 CAD") << "no dollar is taken for another";
}

TEST(Price, HasTheDigitsOfItsCurrencysCoinsAndWhatIsSmaller) {
  EXPECT_EQ(price_words({2'000'000, "JPY"}), "¥2");
  EXPECT_EQ(price_words({1'500'000, "JPY"}), "¥1.5");
  EXPECT_EQ(price_words({4'000, "KWD"}), "0.004 KWD");
  EXPECT_EQ(price_words({20'000, "KWD"}), "0.020 KWD");
  EXPECT_EQ(price_words({1'234'000'000, "VND"}), "₫1,234");
}

/// How the catalogues have it.
TEST(Price, IsSaidAsTheLanguageInUseHasIt) {
  const auto said = [](const char* language, const std::string& texts, const Price& price) {
    const auto catalogue = test::a_catalogue(texts, language);
    const words::Use use(catalogue.get());
    return price_words(price);
  };
  const std::string behind =
      "before tenths\x04.\t,\nbetween thousands\x04,\t.\n"
      "a price\x04{sign}{amount}\t{amount}\u00A0{sign}\na price\x04{amount} {currency}\t{amount}\u00A0{currency}\n";
  EXPECT_EQ(said("de", behind, {15'800, "USD"}), "0,0158\u00A0$");
  EXPECT_EQ(said("de", behind, {1'234'500'000, "EUR"}), "1.234,50\u00A0€");
  EXPECT_EQ(said("de", behind, {50'000, "CHF"}), "0,05\u00A0CHF");
  EXPECT_EQ(said("fr", behind + "the US dollar\x04$\t$US\n", {7'900, "USD"}), "0,0079\u00A0$US");
  EXPECT_EQ(said("ja", "Queue\tキュー\n", {2'000'000, "JPY"}), "¥2");
  EXPECT_EQ(said("ar", "a price\x04{sign}{amount}\t{amount}\u00A0{sign}\n", {40'000, "EUR"}),
            "\u20680.04\u2069\u00A0\u2068€\u2069")
      << "each keeps its own direction";
  EXPECT_EQ(price_text({7'900, "USD"}), "0.0079 USD") << "a document has no language";
}

}  // namespace
}  // namespace smsdesk
