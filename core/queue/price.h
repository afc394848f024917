// What a segment of a message, or an MMS, costs, for the agent who writes it. Money is counted in millionths of its unit: carriers' prices
// have four digits behind the point, and nothing here is rounded. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace smsdesk {

struct Price {
  std::int64_t micros = 0;  ///< millionths of the currency's unit
  std::string currency;     ///< ISO 4217, "USD"; empty = not known
  bool is_set() const { return !currency.empty(); }
  friend bool operator==(const Price&, const Price&) = default;
};
inline constexpr std::int64_t kPriceMicrosMax = 1'000'000'000;  ///< 1,000 units

/// "0.0079 USD", as the organisation's document has it; empty where it is not set.
std::string price_text(const Price& price);
/// The same back; an empty text is no price. Nothing where it cannot be read.
std::optional<Price> parse_price(std::string_view text);
/// For people, as the language in use has it: "$0.0158", "0.0158 CHF", in German "0,0158 $". At least as many digits behind
/// the mark as the currency's coins have.
std::string price_words(const Price& price);

}  // namespace smsdesk
