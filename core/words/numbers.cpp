#include "core/words/numbers.h"

#include "core/words/words.h"

namespace smsdesk {

std::string number_words(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, trc("between thousands", ","));
  return digits;
}

std::string number_words(std::uint64_t whole, std::string_view behind) {
  std::string digits = number_words(whole);
  if (!behind.empty()) digits.append(trc("before tenths", ".")).append(behind);
  return digits;
}

}  // namespace smsdesk
