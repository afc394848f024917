#include "core/queue/price.h"

namespace smsdesk {
namespace {

constexpr int kDigits = 6;  // behind the point

std::string amount_text(std::int64_t micros, std::size_t digits_min) {
  std::string behind = std::to_string(micros % 1'000'000);
  behind.insert(0, kDigits - behind.size(), '0');
  while (behind.size() > digits_min && behind.back() == '0') behind.pop_back();
  return std::to_string(micros / 1'000'000) + (behind.empty() ? "" : "." + behind);
}

}  // namespace

std::string price_text(const Price& price) {
  return price.is_set() ? amount_text(price.micros, 0) + " " + price.currency : std::string();
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
  const std::string amount = amount_text(price.micros, 2);
  if (price.currency == "USD") return "$" + amount;
  if (price.currency == "EUR") return "€" + amount;
  if (price.currency == "GBP") return "£" + amount;
  return amount + " " + price.currency;
}

}  // namespace smsdesk
