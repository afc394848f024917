#include "core/screen/reaction_folds.h"

#include <algorithm>

#include "core/client/state.h"
#include "core/conversation/folded_reaction.h"
#include "core/sms/reactions.h"

namespace smsdesk::screen {

/// History and facts as one list.
struct ReactionFolds::Timeline {
  const History* history;
  const smsdesk::Conversation& conversation;

  std::size_t older() const { return history == nullptr ? 0 : history->messages.size(); }
  const Message& message(std::size_t i) const {
    return i < older() ? history->messages[i].message : conversation.detail->messages[i - older()];
  }
  ConversationId of(std::size_t i) const { return i < older() ? history->messages[i].conversation : conversation.id; }
};

void ReactionFolds::find_reactions(const History& history) {
  if (history_ != history.number || prepended_ > history.prepended ||
      history.prepended - prepended_ + size_ > history.messages.size()) {
    *this = {};
    history_ = history.number;
    prepended_ = history.prepended;
  }
  const std::size_t older = size_ == 0 ? 0 : history.prepended - prepended_;
  const auto place_of = [&](std::size_t i) {
    return static_cast<std::int64_t>(i) - static_cast<std::int64_t>(history.prepended);
  };
  for (std::size_t i = older; i > 0; --i)
    if (has_reaction_form(history.messages[i - 1].message)) reactions_.push_front(place_of(i - 1));
  for (std::size_t i = older + size_; i < history.messages.size(); ++i)
    if (has_reaction_form(history.messages[i].message)) reactions_.push_back(place_of(i));
  prepended_ = history.prepended;
  size_ = history.messages.size();
}

const Message* ReactionFolds::find_target(const Timeline& timeline, std::size_t at, std::string_view quote) {
  const ConversationId of = timeline.of(at);
  return find_quoted([&](std::size_t i) { return timeline.of(i) == of ? &timeline.message(i) : nullptr; }, at, quote);
}

void ReactionFolds::fold(const Timeline& timeline, std::size_t at) {
  const Message& message = timeline.message(at);
  const auto reaction = sms::parse_reaction(message.text);
  const Message* target = reaction ? find_target(timeline, at, reaction->quote) : nullptr;
  if (target != nullptr && put_badge(badges_[target->id], *reaction)) targets_.emplace(message.id, target->id);
}

void ReactionFolds::update(const History* history, const smsdesk::Conversation& conversation) {
  if (history != nullptr)
    find_reactions(*history);
  else
    *this = {};
  targets_.clear();
  badges_.clear();
  const Timeline timeline{history, conversation};
  for (const std::int64_t place : reactions_)
    fold(timeline, static_cast<std::size_t>(place + static_cast<std::int64_t>(prepended_)));
  const auto& held = conversation.detail->messages;
  for (std::size_t i = 0; i < held.size(); ++i)
    if (has_reaction_form(held[i])) fold(timeline, timeline.older() + i);
}

void ReactionFolds::update_held(const History* history, const smsdesk::Conversation& conversation) {
  *this = {};
  const Timeline timeline{history, conversation};
  const std::size_t older = timeline.older(), end = older + conversation.detail->messages.size();
  // What a reaction is about is within its reach, and other reactions to that come after it: so they are, too.
  for (std::size_t i = older - std::min(older, kReactionSearchMax); i < end; ++i)
    if (has_reaction_form(timeline.message(i))) fold(timeline, i);
}

const std::vector<std::string>* ReactionFolds::find_badges(MessageId message) const {
  const auto at = badges_.find(message);
  return at == badges_.end() || at->second.empty() ? nullptr : &at->second;
}

bool ReactionFolds::agrees_with(const ReactionFolds& other, MessageId first, MessageId last) const {
  if (targets_.empty() && badges_.empty() && other.targets_.empty() && other.badges_.empty()) return true;
  if (last < first) return false;
  const auto same = [&](const auto& a, const auto& b) {
    return std::equal(a.lower_bound(first), a.upper_bound(last), b.lower_bound(first), b.upper_bound(last));
  };
  return same(targets_, other.targets_) && same(badges_, other.badges_);
}

}  // namespace smsdesk::screen
