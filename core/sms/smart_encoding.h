// Smart encoding: what in a text forces it out of the GSM alphabet, and how it could be written inside of it.
//
// Why: one curly quote makes every segment of a message hold 70 characters instead of 160. Nothing is ever replaced by
// itself: this says what a replacement would be, and the agent decides.
//
// The table follows what carriers do (Twilio's "smart encoding", npm sms-segments-calculator), but holds equivalents only:
// signs that a reader takes for the same. Where the two differ, tests/interop/smart_encoding.test.mjs says why. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace smsdesk::sms {

/// True: typographic quotes, dashes, spaces, ellipses, full-width forms, letters whose accent is a character of its own
/// ("e" and U+0301 for "é"). Close: also letters without the accents that GSM lacks ("á" → "a", "ế" → "e"), which changes the
/// spelling.
enum class Equivalents { True, Close };

/// A character (cluster) of a text, and what would stand in its place.
struct Replacement {
  std::string from, to;
  std::size_t count = 0;  ///< how often
  friend bool operator==(const Replacement&, const Replacement&) = default;
};

struct SmartEncoding {
  std::string text;                   ///< with everything replaced that can be; the text itself where it is GSM already
  std::vector<Replacement> replaced;  ///< each once, in the order of the text
  std::vector<std::string> kept;      ///< clusters without an equivalent, each once; empty: `text` is GSM
  std::size_t replaced_count = 0, kept_count = 0;  ///< all of them
};

/// count_segments(result.text) is GSM-7 if and only if `kept` is empty. Characters that GSM has are never touched.
SmartEncoding smart_encoded(std::string_view utf8, Equivalents which = Equivalents::True);

}  // namespace smsdesk::sms
