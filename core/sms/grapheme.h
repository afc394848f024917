// Grapheme clusters: what a person takes for one character (extended grapheme clusters of Unicode
// UAX #29).
//
// Why: a family emoji, a flag or a letter with its accents must not be torn between two segments of
// a message. Tables are generated (tables/make_grapheme_tables.mjs) and take 6 KB. Pure.
#pragma once

#include <cstdint>

namespace smsdesk::sms {

enum class GraphemeClass : std::uint8_t {
  Other,
  Cr,
  Lf,
  Control,
  Extend,
  ExtendOutsideConjunct,
  Linker,
  Zwj,
  SpacingMark,
  Prepend,
  RegionalIndicator,
  Pictographic,
  Consonant,
  HangulL,
  HangulV,
  HangulT,
  HangulLv,
  HangulLvt
};

GraphemeClass grapheme_class(char32_t character);

/// Give it the characters of a text one by one, from the first.
class ClusterBreaker {
 public:
  /// True when a new cluster begins with `next`; always true for the first character.
  bool begins_cluster(char32_t next);

 private:
  enum class Emoji : std::uint8_t { None, Pictographic, Joined };  // GB11's left side so far
  enum class Conjunct : std::uint8_t { None, Consonant, Linked };  // GB9c's left side so far

  bool breaks_before(GraphemeClass next) const;

  bool has_previous_ = false;
  bool has_odd_flags_ = false;
  GraphemeClass previous_ = GraphemeClass::Other;
  Emoji emoji_ = Emoji::None;
  Conjunct conjunct_ = Conjunct::None;
};

}  // namespace smsdesk::sms
