// A text with its numbers in ASCII, whatever script they are written in, and the way back to what was written.
//
// Why: a number is the same number as "٠٥٠" and as "０９０－１２３４", and is dialled and compared as ASCII. Digits of every
// script are changed (sms::digit_value), and what stands between or around them in full width or as a typographic dash: only
// there, since elsewhere such a sign is a part of the words. Everything else stays as it is. Pure.
//
// Invariant: every border of a character of text() is one of what was written, and the other way round.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smsdesk::sms {

class PlainDigits {
 public:
  /// Keeps a view of it.
  explicit PlainDigits(std::string_view written);

  std::string_view text() const { return places_.empty() ? written_ : std::string_view(plain_); }
  /// The place in what was written of a border in text().
  std::size_t written_at(std::size_t plain) const { return places_.empty() ? plain : places_[plain]; }
  /// The place in text() of a border in what was written.
  std::size_t plain_at(std::size_t written) const;

 private:
  std::string_view written_;
  std::string plain_;
  std::vector<std::uint32_t> places_;  ///< of each byte of plain_, and of its end; empty: nothing was changed
};

}  // namespace smsdesk::sms
