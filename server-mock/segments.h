// How many SMS segments a text takes: the mock's own counter, for NumSegments and num_segments.
//
// Why its own: the relay counts with core/sms. Two readings of the same rules can disagree where
// one is wrong, which is what a mock is for. Clusters are recognised by a short list of ranges, not
// by the whole of UAX #29.
#pragma once

#include <string>
#include <string_view>

namespace smsdesk::mock {

struct TextLength {
  bool is_gsm = true;  ///< every character is in the GSM 03.38 default alphabet or its extension
  int units = 0;       ///< septets or UTF-16 units
  int segments = 1;
};
/// `text` is UTF-8; a malformed byte counts as U+FFFD.
TextLength measure_text(std::string_view text);

/// Code points of UTF-8 text, malformed bytes as U+FFFD.
std::u32string decode_utf8(std::string_view text);
/// The number Twilio compares with 1,600: UTF-16 units.
int count_utf16_units(std::string_view text);

}  // namespace smsdesk::mock
