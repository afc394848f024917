// A reaction that a telephone could not send as one, folded onto the message that it is about.
//
// Why: it comes as a text that quotes the whole message (core/sms/reactions.h). It is folded only where exactly one earlier
// message of its conversation is what it quotes; where none or several are, it is the text that it is, and nothing is lost by
// a wrong guess. What never reached the customer cannot be what they react to. One rule for all that asks: what stands as a
// badge at a bubble, what is unread, and what nobody need answer. Pure.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversation/message.h"
#include "core/sms/reactions.h"

namespace smsdesk {

struct ConversationDetail;

inline constexpr std::size_t kReactionSearchMax =
    500;  ///< messages back from the reaction in which its quote is looked for

/// It reads as one; whether there is exactly one message that it is about is not asked.
bool has_reaction_form(const Message& message);

/// The messages of one conversation in their order, by place; null where there is none of it.
using MessageRow = std::function<const Message*(std::size_t)>;
/// The one message before `at` that is quoted, or none.
const Message* find_quoted(const MessageRow& row, std::size_t at, std::string_view quote);
/// Among the emoji that stand at the message. False: it takes one back that is not there, and its words stay.
bool put_badge(std::vector<std::string>& badges, const sms::Reaction& reaction);

struct FoldedReaction {
  std::string emoji;
  bool is_removal = false;
  const Message* about = nullptr;  ///< never null; one of those that were given
};
/// What the message at `at` is, if it is a reaction that is folded.
std::optional<FoldedReaction> fold_reaction(const MessageRow& row, std::size_t at);
/// The same of a message that comes after all of these.
std::optional<FoldedReaction> fold_reaction(std::span<const Message> before, const Message& newest);

/// It is one to a message of ours: it asks nothing, so nobody owes an answer to it and nobody is alerted.
bool asks_nothing(std::span<const Message> before, const Message& newest);
/// The newest inbound message that asks something, else the newest one; null: there is none.
const Message* last_asking(const ConversationDetail& detail);

/// "Reacted with 👍 to “It left this morning.”", with the beginning of a long text.
std::string words_of(const FoldedReaction& reaction);

}  // namespace smsdesk
