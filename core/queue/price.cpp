#include "core/queue/price.h"

#include <algorithm>
#include <iterator>

#include "core/words/numbers.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr int kDigits = 6;  // behind the point

// Currencies whose smallest unit is not a hundredth (ISO 4217, "minor unit").
constexpr std::string_view kWithoutDigits[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                               "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::string_view kOfThreeDigits[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};

// Those with a sign of their own. A yuan has the yen's and other dollars the dollar's: they keep their codes.
struct CurrencySign {
  std::string_view currency, sign;
};
constexpr CurrencySign kSigns[] = {{"BRL", "R$"}, {"EUR", "€"}, {"GBP", "£"}, {"ILS", "₪"}, {"INR", "₹"},
                                   {"JPY", "¥"},  {"KRW", "₩"}, {"PHP", "₱"}, {"UAH", "₴"}, {"VND", "₫"}};

std::size_t usual_digits(std::string_view currency) {
  const auto is_in = [&](const auto& list) {
    return std::find(std::begin(list), std::end(list), currency) != std::end(list);
  };
  return is_in(kWithoutDigits) ? 0 : is_in(kOfThreeDigits) ? 3 : 2;
}

/// Empty: it has none.
std::string sign_of(std::string_view currency) {
  if (currency == "USD") return trc("the US dollar", "$");
  for (const CurrencySign& one : kSigns)
    if (one.currency == currency) return std::string(one.sign);
  return {};
}

std::string digits_behind(std::int64_t micros, std::size_t digits_min) {
  std::string behind = std::to_string(micros % 1'000'000);
  behind.insert(0, kDigits - behind.size(), '0');
  while (behind.size() > digits_min && behind.back() == '0') behind.pop_back();
  return behind;
}

}  // namespace

std::string price_text(const Price& price) {
  if (!price.is_set()) return {};
  const std::string behind = digits_behind(price.micros, 0);
  return std::to_string(price.micros / 1'000'000) + (behind.empty() ? "" : "." + behind) + " " + price.currency;
}

std::optional<Price> parse_price(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty()) return Price{};
  if (text.size() < 4) return std::nullopt;
  Price price;
  for (const char c : text.substr(text.size() - 3)) {
    if (c < 'A' || c > 'Z') return std::nullopt;
    price.currency += c;
  }
  text.remove_suffix(3);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  int behind = -1;  // digits behind the point, -1 = before it
  bool has_digit = false;
  for (const char c : text) {
    if (c == '.' && behind < 0 && has_digit) {
      behind = 0;
      continue;
    }
    if (c < '0' || c > '9' || behind >= kDigits || price.micros > kPriceMicrosMax) return std::nullopt;
    price.micros = price.micros * 10 + (c - '0');
    has_digit = true;
    if (behind >= 0) ++behind;
  }
  if (!has_digit || behind == 0) return std::nullopt;
  for (int i = behind < 0 ? 0 : behind; i < kDigits; ++i) {
    price.micros *= 10;
    if (price.micros > kPriceMicrosMax) return std::nullopt;
  }
  return price;
}

std::string price_words(const Price& price) {
  const std::string amount = number_words(static_cast<std::uint64_t>(price.micros / 1'000'000),
                                          digits_behind(price.micros, usual_digits(price.currency)));
  const std::string sign = sign_of(price.currency);
  if (sign.empty()) return trc("a price", "{amount} {currency}", {{"amount", amount}, {"currency", price.currency}});
  return trc("a price", "{sign}{amount}", {{"sign", sign}, {"amount", amount}});
}

}  // namespace smsdesk
