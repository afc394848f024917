// Two passes over the characters. The first finds encoding and size; most texts end there, as one
// segment. The second fills segments greedily, cluster by cluster.
#include "core/sms/segments.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/sms/grapheme.h"
#include "core/sms/gsm_alphabet.h"

namespace smsdesk::sms {
namespace {

struct Utf8Text {
  std::string_view text;
  char32_t next(std::size_t& at) const { return utf8::next(text, at); }
};

struct Utf16Text {
  std::u16string_view text;
  char32_t next(std::size_t& at) const {
    char32_t unit = text[at++];
    bool is_pair = unit >= 0xD800 && unit < 0xDC00 && at < text.size() && text[at] >= 0xDC00 && text[at] < 0xE000;
    if (!is_pair) return unit;
    return 0x10000 + ((unit - 0xD800) << 10) + (text[at++] - 0xDC00u);
  }
};

int units_of(char32_t character, Encoding encoding) {
  if (encoding == Encoding::Gsm7) return gsm_septets(character);
  return character > 0xFFFF ? 2 : 1;
}

/// A character or a cluster of them, up to `end`; what may not be cut.
struct Piece {
  std::size_t end;
  int units;
};

class Filler {
 public:
  explicit Filler(int units_max) : units_max_(units_max) {}

  void add_character(Piece character) {
    cluster_.push_back(character);
    cluster_units_ += character.units;
  }
  void end_cluster() {
    if (cluster_.empty()) return;
    if (cluster_units_ <= units_max_) {
      place({cluster_.back().end, cluster_units_});
    } else {
      for (Piece character : cluster_) place(character);
    }
    cluster_.clear();
    cluster_units_ = 0;
  }
  std::vector<Segment> take() {
    end_cluster();
    segments_.push_back(open_);
    return std::move(segments_);
  }

 private:
  void place(Piece piece) {
    if (open_.units + piece.units > units_max_) {
      segments_.push_back(open_);
      open_ = {open_.end, open_.end, 0};
    }
    open_.units += piece.units;
    open_.end = piece.end;
  }

  int units_max_;
  int cluster_units_ = 0;
  std::vector<Piece> cluster_;
  Segment open_;
  std::vector<Segment> segments_;
};

template <typename Text>
SegmentCount count(const Text& text) {
  SegmentCount result;
  std::size_t size = text.text.size();
  int septets = 0, utf16_units = 0;
  for (std::size_t at = 0; at < size;) {
    char32_t character = text.next(at);
    int cost = result.encoding == Encoding::Gsm7 ? gsm_septets(character) : 0;
    if (cost == 0) result.encoding = Encoding::Ucs2;
    septets += cost;
    utf16_units += units_of(character, Encoding::Ucs2);
  }
  result.units = result.encoding == Encoding::Gsm7 ? septets : utf16_units;

  SegmentSizes sizes = segment_sizes(result.encoding);
  if (result.units <= sizes.single) {
    result.segments.push_back({0, size, result.units});
    return result;
  }
  Filler filler(sizes.concatenated);
  ClusterBreaker breaker;
  for (std::size_t at = 0; at < size;) {
    char32_t character = text.next(at);
    // CR LF is one cluster, but carriers count and cut it as two characters.
    if (breaker.begins_cluster(character) || character == U'\n') filler.end_cluster();
    filler.add_character({at, units_of(character, result.encoding)});
  }
  result.segments = filler.take();
  return result;
}

}  // namespace

std::string_view name_of(Encoding encoding) {
  return encoding == Encoding::Gsm7 ? "GSM-7" : "UCS-2";
}

SegmentCount count_segments(std::string_view utf8) {
  return count(Utf8Text{utf8});
}

BeyondGsm beyond_gsm(std::string_view text, std::size_t distinct_max) {
  BeyondGsm found;
  ClusterBreaker breaker;
  std::size_t begin = 0;  // of the cluster
  bool is_beyond = false;
  const auto end_cluster = [&](std::size_t end) {
    if (end == begin) return;
    ++found.of;
    if (!is_beyond) return;
    ++found.count;
    const std::string_view cluster = text.substr(begin, end - begin);
    const bool is_new = std::find(found.clusters.begin(), found.clusters.end(), cluster) == found.clusters.end();
    if (is_new && found.clusters.size() < distinct_max) found.clusters.push_back(cluster);
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const char32_t character = utf8::next(text, at);
    if (breaker.begins_cluster(character)) {
      end_cluster(here);
      begin = here;
      is_beyond = false;
    }
    is_beyond = is_beyond || gsm_septets(character) == 0;
  }
  end_cluster(text.size());
  return found;
}

SegmentCount count_segments_utf16(std::u16string_view text) {
  return count(Utf16Text{text});
}

}  // namespace smsdesk::sms
