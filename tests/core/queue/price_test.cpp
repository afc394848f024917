#include "core/queue/price.h"

#include <gtest/gtest.h>

#include "core/base/random.h"

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
}

}  // namespace
}  // namespace smsdesk
