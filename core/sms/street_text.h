// A text as the grammars of street addresses read it (street_address.h): words, numbers, the gaps between them, and what more
// than one language asks for. For these grammars alone.
//
// A word is letters of any script, with hyphens and apostrophes inside; it is compared without case, so that "RUE DE LA PAIX" is
// read, too. Where a part is not there its reader gives back where it was asked. A text may be made to be slow, and each of its
// places may be asked: words and numbers are read up to a maximum, and parts are few, so that the work at a place does not grow
// with the text. Pure.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/utf8.h"
#include "core/sms/ascii_kinds.h"

namespace smsdesk::sms {

using StreetWords = std::string_view;  ///< each between bars: "|rue|avenue|"

bool is_one_of(StreetWords words, std::string_view word);

class StreetText {
 public:
  static constexpr std::size_t kWordBytesMax = 60;
  static constexpr std::size_t kDigitsMax = 6;  ///< one more than the longest number that is asked for

  struct Word {
    std::size_t end = 0;
    std::string folded{};
    bool is_capitalised = false;
    bool is_set() const { return !folded.empty(); }
  };

  explicit StreetText(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  char32_t scalar_at(std::size_t i) const { return i < text_.size() ? utf8::next(text_, i) : char32_t{0}; }
  std::size_t behind(std::size_t i) const {
    if (i < text_.size()) utf8::next(text_, i);
    return i;
  }
  std::size_t skip(std::size_t i, std::string_view what) const {
    return text_.substr(std::min(i, text_.size())).starts_with(what) ? i + what.size() : i;
  }
  /// One or two of them.
  std::size_t spaces(std::size_t i) const {
    std::size_t end = i;
    for (int n = 0; n < 2; ++n) end = at(end) == ' ' ? end + 1 : skip(end, "\u00A0");
    return end;
  }
  /// A comma, spaces, or both; where `over_lines`, one end of a line, too.
  std::size_t gap(std::size_t i, bool over_lines = false) const {
    std::size_t end = spaces(i);
    if (at(end) == ',') end = spaces(end + 1);
    if (over_lines && at(end) == '\n') end = spaces(end + 1);
    return end;
  }
  std::size_t digits(std::size_t i) const {
    const std::size_t begin = i;
    while (i - begin < kDigitsMax && is_digit(at(i))) ++i;
    return i;
  }

  /// Unset where none begins, and where it is longer than any that is looked for.
  Word word(std::size_t i) const;
  bool is_word_at(std::size_t i) const;
  /// The number that ends there counts or measures, or goes on.
  bool is_measure(std::size_t end) const;
  /// Five digits and the town behind them; `i` where there is no postcode. Without a town they may be a code, or the
  /// beginning of a telephone number in the next line.
  std::size_t postcode(std::size_t i) const;

 private:
  std::size_t town(std::size_t i) const;

  std::string_view text_;
};

}  // namespace smsdesk::sms
