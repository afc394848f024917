// A class is found by binary search over the places where classes change. The breaker remembers the
// class before, and for the three rules that look back further (GB9c, GB11, GB12) how far their
// left side has come.
#include "core/sms/grapheme.h"

#include <algorithm>
#include <iterator>

namespace smsdesk::sms {
namespace {

/// Where a class begins, in 4 bytes: the table is a part of what the browser loads.
struct Boundary {
  std::uint32_t packed;
  constexpr Boundary(std::uint32_t at, GraphemeClass found) : packed(at << 5 | static_cast<std::uint32_t>(found)) {}
};

constexpr Boundary kBoundaries[] = {
#include "core/sms/tables/grapheme_table.inc"
};

constexpr char32_t kFirstSyllable = 0xAC00, kLastSyllable = 0xD7A3;

bool is_extending(GraphemeClass found) {
  using enum GraphemeClass;
  return found == Extend || found == ExtendOutsideConjunct || found == Linker;
}

bool is_control(GraphemeClass found) {
  using enum GraphemeClass;
  return found == Control || found == Cr || found == Lf;
}

}  // namespace

GraphemeClass grapheme_class(char32_t character) {
  if (character >= kFirstSyllable && character <= kLastSyllable) {
    return (character - kFirstSyllable) % 28 == 0 ? GraphemeClass::HangulLv : GraphemeClass::HangulLvt;
  }
  auto after = std::upper_bound(std::begin(kBoundaries), std::end(kBoundaries), character,
                                [](char32_t wanted, Boundary b) { return wanted < b.packed >> 5; });
  if (after == std::begin(kBoundaries)) return GraphemeClass::Other;
  return static_cast<GraphemeClass>((after - 1)->packed & 31);
}

bool ClusterBreaker::breaks_before(GraphemeClass next) const {
  using enum GraphemeClass;
  if (!has_previous_) return true;                                                   // GB1
  if (previous_ == Cr && next == Lf) return false;                                   // GB3
  if (is_control(previous_) || is_control(next)) return true;                        // GB4, GB5
  bool takes_any_hangul = previous_ == HangulL;                                      // GB6
  bool takes_v = takes_any_hangul || previous_ == HangulLv || previous_ == HangulV;  // GB7
  bool takes_t =
      previous_ == HangulLv || previous_ == HangulV || previous_ == HangulLvt || previous_ == HangulT;  // GB7, GB8
  if (takes_any_hangul && (next == HangulL || next == HangulLv || next == HangulLvt)) return false;
  if ((takes_v && next == HangulV) || (takes_t && next == HangulT)) return false;
  if (is_extending(next) || next == Zwj || next == SpacingMark) return false;  // GB9, GB9a
  if (previous_ == Prepend) return false;                                      // GB9b
  if (conjunct_ == Conjunct::Linked && next == Consonant) return false;        // GB9c
  if (emoji_ == Emoji::Joined && next == Pictographic) return false;           // GB11
  if (has_odd_flags_ && next == RegionalIndicator) return false;               // GB12, GB13
  return true;                                                                 // GB999
}

bool ClusterBreaker::begins_cluster(char32_t next) {
  using enum GraphemeClass;
  GraphemeClass found = grapheme_class(next);
  bool begins = breaks_before(found);

  has_odd_flags_ = found == RegionalIndicator && !has_odd_flags_;

  if (found == Pictographic) {
    emoji_ = Emoji::Pictographic;
  } else if (emoji_ == Emoji::Pictographic && found == Zwj) {
    emoji_ = Emoji::Joined;
  } else if (emoji_ != Emoji::Pictographic || !is_extending(found)) {
    emoji_ = Emoji::None;
  }

  if (found == Consonant) {
    conjunct_ = Conjunct::Consonant;
  } else if (conjunct_ != Conjunct::None && found == Linker) {
    conjunct_ = Conjunct::Linked;
  } else if (found != Extend && found != Zwj) {
    conjunct_ = Conjunct::None;
  }

  previous_ = found;
  has_previous_ = true;
  return begins;
}

}  // namespace smsdesk::sms
