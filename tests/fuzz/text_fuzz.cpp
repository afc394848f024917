// Text of customers and carriers: UTF-8, cleaning, clusters, segments, keywords, addresses.
#include "core/base/utf8.h"
#include "core/sms/address.h"
#include "core/sms/grapheme.h"
#include "core/sms/keywords.h"
#include "core/sms/segments.h"
#include "core/sms/text_cleanup.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace smsdesk;

/// Where clusters begin, as positions in bytes; they partition the text.
std::vector<bool> cluster_starts(std::string_view text) {
  std::vector<bool> starts(text.size() + 1, false);
  sms::ClusterBreaker breaker;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t character = utf8::next(text, at);
    SMSDESK_LAW(at > begin && at <= text.size());
    const bool begins = breaker.begins_cluster(character);
    SMSDESK_LAW(begins || begin > 0);
    starts[begin] = begins;
  }
  starts[text.size()] = true;
  return starts;
}

void check_segments(const sms::SegmentCount& count, std::size_t length) {
  const sms::SegmentSizes sizes = sms::segment_sizes(count.encoding);
  SMSDESK_LAW(count.count() >= 1);
  std::size_t at = 0;
  int units = 0;
  for (const sms::Segment& segment : count.segments) {
    SMSDESK_LAW(segment.begin == at && segment.end >= segment.begin);
    SMSDESK_LAW(segment.units <= (count.count() == 1 ? sizes.single : sizes.concatenated));
    SMSDESK_LAW(segment.units > 0 || count.count() == 1);
    at = segment.end;
    units += segment.units;
  }
  SMSDESK_LAW(at == length && units == count.units);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::string repaired = utf8::repaired(text);
  SMSDESK_LAW(utf8::is_valid(repaired) && utf8::repaired(repaired) == repaired);
  SMSDESK_LAW(utf8::is_valid(text) == (repaired == text));
  SMSDESK_LAW(utf8::utf16_units(text) == utf8::utf16_units(repaired));
  for (std::size_t bytes_max = 0; bytes_max < 8; ++bytes_max) {
    const std::string_view prefix = utf8::prefix(repaired, bytes_max);
    SMSDESK_LAW(prefix.size() <= bytes_max && utf8::is_valid(prefix));
  }
  const std::string cleaned = sms::cleaned_text(text);
  SMSDESK_LAW(utf8::is_valid(cleaned) && sms::cleaned_text(cleaned) == cleaned);
  SMSDESK_LAW(cleaned.find('\0') == std::string::npos);

  check_segments(sms::count_segments(text), text.size());
  const sms::SegmentCount count = sms::count_segments(repaired);
  check_segments(count, repaired.size());
  SMSDESK_LAW(count.encoding == sms::Encoding::Gsm7 ||
              static_cast<std::size_t>(count.units) == utf8::utf16_units(repaired));
  const std::vector<bool> starts = cluster_starts(repaired);
  for (std::size_t i = 0; i + 1 < count.segments.size(); ++i) {
    const sms::Segment& segment = count.segments[i];
    bool holds_start = false;
    for (std::size_t at = segment.begin; at < segment.end; ++at) holds_start = holds_start || starts[at];
    // Only a cluster larger than a segment is cut.
    SMSDESK_LAW(starts[segment.end] || !holds_start || starts[segment.begin]);
  }
  std::u16string units;
  for (std::size_t i = 0; i + 1 < size; i += 2) units += static_cast<char16_t>(data[i] | (data[i + 1] << 8));
  check_segments(sms::count_segments_utf16(units), units.size());

  const sms::Keyword keyword = sms::find_keyword(text);
  SMSDESK_LAW((keyword.kind == sms::KeywordKind::None) == keyword.word.empty());
  if (!keyword.word.empty()) SMSDESK_LAW(sms::find_keyword(keyword.word).kind == keyword.kind);
  if (const auto address = sms::parse_address(text)) {
    const auto again = sms::parse_address(address->text());
    SMSDESK_LAW(again && *again == *address && again->kind() == address->kind());
    SMSDESK_LAW(!address->formatted().empty() && !address->masked().empty());
  }
  return 0;
}
