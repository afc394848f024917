#include "core/sms/reactions.h"

#include "core/base/utf8.h"
#include "core/sms/grapheme.h"

namespace smsdesk::sms {
namespace {

struct Form {
  std::string_view words;
  std::string_view emoji;
  bool is_removal = false;
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
};
/// An emoji stands between the two parts.
struct EmojiForm {
  std::string_view before, behind;
  bool is_removal = false;
};
constexpr EmojiForm kEmojiForms[] = {
    {"Reacted ", " to "}, {"Removed ", " from ", true}, {"Reaccionó con ", " a "}, {"", " to "}};

constexpr std::string_view kEllipsis = "…";

/// Between the marks, which must be a pair that closes the text.
std::optional<std::string_view> quote_in(std::string_view text) {
  constexpr std::string_view kPairs[][2] = {{"“", "”"}, {"\"", "\""}};
  for (const auto& pair : kPairs) {
    if (text.size() <= pair[0].size() + pair[1].size()) continue;
    if (text.substr(0, pair[0].size()) != pair[0] || text.substr(text.size() - pair[1].size()) != pair[1]) continue;
    return text.substr(pair[0].size(), text.size() - pair[0].size() - pair[1].size());
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
  const auto quote = quote_in(trimmed(rest.substr(behind + form.behind.size())));
  if (!quote) return std::nullopt;
  return Reaction{std::string(emoji), form.is_removal, trimmed(*quote)};
}

}  // namespace

std::optional<Reaction> parse_reaction(std::string_view text) {
  text = trimmed(text);
  // Each form closes with what it quotes: nearly every text is none of them, and every text of a timeline is asked.
  if (!text.ends_with("”") && !text.ends_with('"')) return std::nullopt;
  for (const Form& form : kForms) {
    if (!text.starts_with(form.words)) continue;
    const auto quote = quote_in(text.substr(form.words.size()));
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
