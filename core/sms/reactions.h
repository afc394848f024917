// "Liked “See you at five”": a reaction that a telephone could not send as one, so that it came as a text which quotes what
// it is about.
//
// Forms, each known from messages that were really received:
// - iOS in English, twelve of them: Loved, Liked, Disliked, Laughed at, Emphasized, Questioned, and "Removed a heart from"
//   (a like, a dislike, a laugh, an exclamation, a question mark); since iOS 18 also "Reacted 🎉 to" and "Removed 🎉 from".
// - iOS in Spanish, as far as exports show them: Le encantó, Le gustó, Le dio risa, Exclamó por, "Reaccionó con 🎉 a".
// - iOS in German and French, the two that are certain: "Gefällt „…“", "Liebt „…“"; "A aimé « … »", "A adoré « … »".
// - Google Messages: "👍 to “…”", "👍 zu „…“", "👍 à « … »", with hair spaces and zero-width spaces around its parts.
// The quote stands in the marks of its language, or in straight ones where a carrier has changed them. Other forms and
// languages are not in the table because their exact words are not known to us: such a message is shown as what it is, a text.
// What is about a picture ("Liked an image") names nothing that could be found again, and is no reaction here. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smsdesk::sms {

struct Reaction {
  std::string emoji;
  bool is_removal = false;
  std::string_view quote;  ///< part of the text it was parsed from
};

/// The whole text is one, or it is none.
std::optional<Reaction> parse_reaction(std::string_view text);

/// What the quote was taken from: the same text, or one that goes on where the quote ends in "…" and is long enough
/// (kCutQuoteBytesMin) to mean something.
bool is_quote_of(std::string_view quote, std::string_view text);
inline constexpr std::size_t kCutQuoteBytesMin = 12;

}  // namespace smsdesk::sms
