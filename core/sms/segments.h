// How many messages a carrier makes, and bills, of one text.
//
// A text whose characters are all in the GSM alphabet takes septets, any other 16-bit units
// (UTF-16). What does not fit into one message is cut into segments that each give up 6 octets to a
// header (3GPP TS 23.040 §9.2.3.24.1). The cut keeps grapheme clusters whole, as the carriers' own
// calculators do; only a cluster larger than a segment is cut, between characters. An escape pair
// or a surrogate pair is never cut. Pure.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace smsdesk::sms {

enum class Encoding { Gsm7, Ucs2 };

/// "GSM-7" or "UCS-2", as carriers write it.
std::string_view name_of(Encoding encoding);

struct SegmentSizes {
  int single;        ///< units in a message of one segment
  int concatenated;  ///< units in each of several
};
constexpr SegmentSizes segment_sizes(Encoding encoding) {
  return encoding == Encoding::Gsm7 ? SegmentSizes{160, 153} : SegmentSizes{70, 67};
}

struct Segment {
  std::size_t begin = 0;  ///< position in the text: bytes, or UTF-16 units
  std::size_t end = 0;
  int units = 0;  ///< septets or 16-bit units, header not counted
  friend bool operator==(const Segment&, const Segment&) = default;
};

/// There is at least one segment: the empty text is one segment of no units.
struct SegmentCount {
  Encoding encoding = Encoding::Gsm7;
  int units = 0;
  std::vector<Segment> segments;

  int count() const { return static_cast<int>(segments.size()); }
};

/// Malformed UTF-8 counts as the U+FFFD that repairing puts in its place.
SegmentCount count_segments(std::string_view utf8);
/// What makes a text UCS-2.
struct BeyondGsm {
  std::vector<std::string_view>
      clusters;           ///< that hold a character beyond the GSM alphabet: each once, in the text's order
  std::size_t count = 0;  ///< of all of them in the text
  std::size_t of = 0;     ///< clusters in the text
};
/// At most `distinct_max` different ones are told; all are counted. The views are into the text.
BeyondGsm beyond_gsm(std::string_view utf8, std::size_t distinct_max = 64);
/// A lone surrogate counts one unit.
SegmentCount count_segments_utf16(std::u16string_view text);

}  // namespace smsdesk::sms
