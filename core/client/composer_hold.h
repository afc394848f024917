// Why nothing can be written to a customer just now, and why what stands there could not leave as it is.
//
// Why: the composer shows it, Send obeys it, and who hears the page is told when it comes about without their doing. One rule
// for all three. Pure.
#pragma once

#include <string>

#include "core/client/state.h"

namespace smsdesk {

enum class ComposerLock : std::uint8_t {
  None,
  NotReached,  ///< the facts are of the last time that this page was seen
  Parked,
  Ended,
  Ending,
  NoReply,  ///< the sender is a name
  OptedOut,
  OutboxFull
};
/// Of a conversation in which this agent may send.
ComposerLock composer_lock(const State& state, const Conversation& conversation);
/// Empty where there is none.
std::string sentence_of(ComposerLock lock);

/// That text goes as one MMS, as its author has chosen; with files it is one anyway, and this is false.
bool is_mms_text(const State& state, const Conversation& conversation, const std::string& text);
/// Why that text, with the files that are attached, cannot leave; what the relay would say. Empty: it can.
std::string trouble_with_draft(const State& state, const Conversation& conversation, const std::string& text);
/// It may have been repaired: the relay reads it again when something is sent. Empty where it is no question.
std::string consent_doubt(const Conversation& conversation);

/// What holds the composer of the selected conversation.
struct ComposerHold {
  ConversationId conversation;  ///< not set: there is no composer
  bool is_seen = false;         ///< it is before the agent's eyes
  std::string customer;         ///< as they are spoken of
  ComposerLock lock = ComposerLock::None;
  std::string trouble;  ///< with what stands there, or with what is known of their consent
};
ComposerHold composer_hold(const State& state);

}  // namespace smsdesk
