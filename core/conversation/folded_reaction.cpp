#include "core/conversation/folded_reaction.h"

#include <algorithm>

#include "core/base/shortened.h"
#include "core/conversation/conversation.h"
#include "core/conversation/delivery_failure.h"
#include "core/words/words.h"

namespace smsdesk {
namespace {

constexpr std::size_t kQuotedBytesMax = 60;

std::string first_words(const std::string& text) {
  std::string words = shortened(text, kQuotedBytesMax);
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words;
}

/// What stands at `about` before the message at `at` comes.
std::vector<std::string> badges_at(const MessageRow& row, std::size_t at, const Message& about) {
  std::size_t first = at;
  while (first > 0 && at - first < kReactionSearchMax && row(first - 1) != &about && row(first - 1) != nullptr) --first;
  std::vector<std::string> badges;
  for (std::size_t i = first; i < at; ++i) {
    const Message& one = *row(i);
    if (!has_reaction_form(one)) continue;
    const auto reaction = sms::parse_reaction(one.text);
    if (find_quoted(row, i, reaction->quote) == &about) put_badge(badges, *reaction);
  }
  return badges;
}

}  // namespace

bool has_reaction_form(const Message& message) {
  return message.is_inbound && message.media.empty() && sms::parse_reaction(message.text).has_value();
}

const Message* find_quoted(const MessageRow& row, std::size_t at, std::string_view quote) {
  const Message* found = nullptr;
  for (std::size_t steps = 0; at > 0 && steps < kReactionSearchMax; ++steps) {
    const Message* one = row(--at);
    if (one == nullptr) break;
    if (has_failed(one->status) || !sms::is_quote_of(quote, one->text)) continue;
    if (found != nullptr) return nullptr;
    found = one;
  }
  return found;
}

bool put_badge(std::vector<std::string>& badges, const sms::Reaction& reaction) {
  const auto same = std::find(badges.begin(), badges.end(), reaction.emoji);
  if (reaction.is_removal && same == badges.end()) return false;
  if (reaction.is_removal)
    badges.erase(same);
  else if (same == badges.end())
    badges.push_back(reaction.emoji);
  return true;
}

std::optional<FoldedReaction> fold_reaction(const MessageRow& row, std::size_t at) {
  const Message* message = row(at);
  if (message == nullptr || !has_reaction_form(*message)) return std::nullopt;
  const auto reaction = sms::parse_reaction(message->text);
  const Message* about = find_quoted(row, at, reaction->quote);
  if (about == nullptr) return std::nullopt;
  if (reaction->is_removal) {
    std::vector<std::string> badges = badges_at(row, at, *about);
    if (!put_badge(badges, *reaction)) return std::nullopt;
  }
  return FoldedReaction{reaction->emoji, reaction->is_removal, about};
}

std::optional<FoldedReaction> fold_reaction(std::span<const Message> before, const Message& newest) {
  const MessageRow row = [&](std::size_t i) { return i < before.size() ? &before[i] : &newest; };
  return fold_reaction(row, before.size());
}

bool asks_nothing(std::span<const Message> before, const Message& newest) {
  const auto reaction = fold_reaction(before, newest);
  return reaction && !reaction->about->is_inbound;
}

const Message* last_asking(const ConversationDetail& detail) {
  const std::span<const Message> messages = detail.messages;
  for (std::size_t i = messages.size(); i > 0; --i) {
    const Message& one = messages[i - 1];
    if (one.is_inbound && !asks_nothing(messages.first(i - 1), one)) return &one;
  }
  return detail.last_inbound();
}

std::string words_of(const FoldedReaction& reaction) {
  return tr(
      reaction.is_removal ? mark("Took {reaction} back from “{text}”") : mark("Reacted with {reaction} to “{text}”"),
      {{"reaction", reaction.emoji}, {"text", first_words(reaction.about->text)}});
}

}  // namespace smsdesk
