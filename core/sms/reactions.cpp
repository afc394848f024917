#include "core/sms/reactions.h"

#include <cstdint>

#include "core/base/utf8.h"
#include "core/sms/grapheme.h"

namespace smsdesk::sms {
namespace {

/// How a language quotes.
enum class Marks : std::uint8_t { English, German, French };

struct Form {
  std::string_view words;
  std::string_view emoji;
  bool is_removal = false;
  Marks marks = Marks::English;
};
constexpr Form kForms[] = {
    {"Loved ", "❤️"},
    {"Liked ", "👍"},
    {"Disliked ", "👎"},
    {"Laughed at ", "😂"},
    {"Emphasized ", "‼️"},
    {"Questioned ", "❓"},
    {"Removed a heart from ", "❤️", true},
    {"Removed a like from ", "👍", true},
    {"Removed a dislike from ", "👎", true},
    {"Removed a laugh from ", "😂", true},
    {"Removed an exclamation from ", "‼️", true},
    {"Removed a question mark from ", "❓", true},
    {"Le encantó ", "❤️"},
    {"Le gustó ", "👍"},
    {"Le dio risa ", "😂"},
    {"Exclamó por ", "‼️"},
    {"Gefällt ", "👍", false, Marks::German},
    {"Liebt ", "❤️", false, Marks::German},
    {"A aimé ", "👍", false, Marks::French},
    {"A adoré ", "❤️", false, Marks::French},
};
/// An emoji stands between the two parts.
struct EmojiForm {
  std::string_view before, behind;
  bool is_removal = false;
  Marks marks = Marks::English;
};
constexpr EmojiForm kEmojiForms[] = {
    {"Reacted ", " to "}, {"Removed ", " from ", true},       {"Reaccionó con ", " a "},
    {"", " to "},         {"", " zu ", false, Marks::German}, {"", " à ", false, Marks::French}};

constexpr std::string_view kEllipsis = "…";

std::string_view without_space(std::string_view text, bool at_end) {
  for (const std::string_view space : {" ", "\u00A0", "\u202F"}) {
    if (at_end ? text.ends_with(space) : text.starts_with(space))
      return at_end ? text.substr(0, text.size() - space.size()) : text.substr(space.size());
  }
  return text;
}

/// Between the marks of that language or straight ones, which must be a pair that closes the text.
std::optional<std::string_view> quote_in(std::string_view text, Marks marks) {
  constexpr std::string_view kPairs[][2] = {{"“", "”"}, {"„", "“"}, {"«", "»"}};
  constexpr std::string_view kStraight[2] = {"\"", "\""};
  for (const std::string_view* pair : {kPairs[static_cast<std::size_t>(marks)], kStraight}) {
    if (text.size() <= pair[0].size() + pair[1].size()) continue;
    if (!text.starts_with(pair[0]) || !text.ends_with(pair[1])) continue;
    std::string_view quote = text.substr(pair[0].size(), text.size() - pair[0].size() - pair[1].size());
    if (marks == Marks::French) quote = without_space(without_space(quote, false), true);
    if (!quote.empty()) return quote;
  }
  return std::nullopt;
}

/// One cluster that is a picture of some kind.
bool is_emoji(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  ClusterBreaker breaker;
  bool is_pictorial = false;
  std::size_t clusters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    clusters += breaker.begins_cluster(c) ? 1u : 0u;
    const GraphemeClass kind = grapheme_class(c);
    is_pictorial =
        is_pictorial || kind == GraphemeClass::Pictographic || kind == GraphemeClass::RegionalIndicator || c == 0x20E3;
  }
  return clusters == 1 && is_pictorial;
}

/// Without the hair spaces and zero-width spaces that Google Messages puts around what it sends.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kLeftOut[] = {"\u200A", "\u200B"};
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (const std::string_view one : kLeftOut) {
      if (text.starts_with(one)) {
        text.remove_prefix(one.size());
        is_changed = true;
      }
      if (text.ends_with(one)) {
        text.remove_suffix(one.size());
        is_changed = true;
      }
    }
  }
  return text;
}

std::optional<Reaction> parse_emoji_form(std::string_view text, const EmojiForm& form) {
  if (!text.starts_with(form.before)) return std::nullopt;
  const std::string_view rest = text.substr(form.before.size());
  const std::size_t behind = rest.find(form.behind);
  if (behind == std::string_view::npos) return std::nullopt;
  const std::string_view emoji = trimmed(rest.substr(0, behind));
  if (!is_emoji(emoji)) return std::nullopt;
  const auto quote = quote_in(trimmed(rest.substr(behind + form.behind.size())), form.marks);
  if (!quote) return std::nullopt;
  return Reaction{std::string(emoji), form.is_removal, trimmed(*quote)};
}

}  // namespace

std::optional<Reaction> parse_reaction(std::string_view text) {
  text = trimmed(text);
  // Each form closes with what it quotes: nearly every text is none of them, and every text of a timeline is asked.
  if (!text.ends_with("”") && !text.ends_with('"') && !text.ends_with("“") && !text.ends_with("»")) return std::nullopt;
  for (const Form& form : kForms) {
    if (!text.starts_with(form.words)) continue;
    const auto quote = quote_in(text.substr(form.words.size()), form.marks);
    if (!quote) continue;
    return Reaction{std::string(form.emoji), form.is_removal, *quote};
  }
  for (const EmojiForm& form : kEmojiForms) {
    if (auto reaction = parse_emoji_form(text, form)) return reaction;
  }
  return std::nullopt;
}

bool is_quote_of(std::string_view quote, std::string_view text) {
  if (quote == text) return !text.empty();
  if (!quote.ends_with(kEllipsis)) return false;
  quote.remove_suffix(kEllipsis.size());
  return quote.size() >= kCutQuoteBytesMin && text.size() > quote.size() && text.starts_with(quote);
}

}  // namespace smsdesk::sms
