// What is said is what differs from before the frame, and neither what the agent has asked for nor what was said by then:
// of conversations that end or go elsewhere sync.cpp says why, where it knows, and recall.cpp of those that did so while the
// page was not connected.
#include "core/client/composer_hold.h"

#include "core/client/pending.h"
#include "core/client/turn.h"
#include "core/sms/address.h"
#include "core/sms/text_cleanup.h"
#include "core/words/words.h"
#include "core/workspace/message_limit.h"
#include "core/workspace/text_as_mms.h"

namespace smsdesk {
namespace {

bool is_ending(const State& s, ConversationId id) {
  return is_pending<EndConversation>(s, id) ||
         (s.after_sends && s.after_sends->conversation == id && s.after_sends->intent.is<intent::End>());
}

bool is_asked_for(const State& s, const ComposerHold& before, ComposerLock lock) {
  if (lock == ComposerLock::Ended) return before.lock == ComposerLock::Ending;
  return lock == ComposerLock::Parked && is_pending<ParkConversation>(s, before.conversation);
}

bool is_given_away(const State& s, ConversationId id) {
  return is_pending<BeginTransfer>(s, id) || is_pending<DismissGuest>(s, id) || is_pending<FreeConversation>(s, id) ||
         is_ending(s, id);
}

/// The field is gone, and with it what stood above it.
void tell_gone(Turn& turn, const ComposerHold& before) {
  if (before.lock != ComposerLock::None || turn.is_hold_told || is_given_away(turn.s, before.conversation)) return;
  const std::string sentence =
      tr("You cannot write in the conversation with {customer} any more.", {{"customer", before.customer}});
  turn.emit(effect::Announce{sentence, before.is_seen});
  turn.notice(NoticeState::Tone::Info, sentence);
}

}  // namespace

ComposerLock composer_lock(const State& s, const Conversation& conversation) {
  if (s.view_from) return ComposerLock::NotReached;
  if (conversation.state == ConversationState::Parked) return ComposerLock::Parked;
  if (conversation.state == ConversationState::AfterCallWork) return ComposerLock::Ended;
  if (is_ending(s, conversation.id)) return ComposerLock::Ending;
  const auto address = sms::parse_address(conversation.detail ? conversation.detail->customer : std::string());
  if (address && !address->can_be_answered()) return ComposerLock::NoReply;
  if (conversation.detail && conversation.detail->record.consent.state == ConsentState::OptedOut)
    return ComposerLock::OptedOut;
  return s.outbox.is_full() ? ComposerLock::OutboxFull : ComposerLock::None;
}

std::string sentence_of(ComposerLock lock) {
  switch (lock) {
    case ComposerLock::None:
      break;
    case ComposerLock::NotReached:
      return tr("You can write as soon as the relay has been reached.");
    case ComposerLock::Parked:
      return tr("This conversation is parked. Take it back to write.");
    case ComposerLock::Ended:
      return tr("This conversation has ended. Finish its wrap-up.");
    case ComposerLock::Ending:
      return tr("This conversation is being ended.");
    case ComposerLock::NoReply:
      return tr("This sender is a name, not a number: it cannot be answered by text message.");
    case ComposerLock::OptedOut:
      return tr("They have opted out. You can write as soon as they send START.");
    case ComposerLock::OutboxFull:
      return tr("500 messages wait to be sent. Wait until the connection is back.");
  }
  return {};
}

bool is_mms_text(const State& s, const Conversation& conversation, const std::string& text) {
  if (has_attachments(s, conversation.id)) return false;
  const auto draft = s.drafts.find(conversation.id);
  const SendAs chosen = draft == s.drafts.end() ? SendAs::Usual : draft->second.send_as;
  return goes_as_mms(s.workspace, conversation, sms::cleaned_text(text), chosen);
}

std::string trouble_with_draft(const State& s, const Conversation& conversation, const std::string& text) {
  const SendLimits limits = limits_of(s.workspace, conversation);
  const bool is_mms = has_attachments(s, conversation.id);
  if (is_mms) {
    std::string trouble = trouble_with_attachments(limits, attached_media(s, conversation.id));
    if (!trouble.empty()) return trouble;
  }
  const auto excess = find_excess(limits, text, is_mms || is_mms_text(s, conversation, text));
  return excess ? sentence_of(*excess) : std::string();
}

std::string consent_doubt(const Conversation& conversation) {
  const bool is_doubtful = conversation.detail && conversation.detail->record.consent.is_unreadable;
  return is_doubtful ? tr("It cannot be read whether they have opted out. Sending reads it again.") : std::string();
}

ComposerHold composer_hold(const State& s) {
  ComposerHold hold;
  const Conversation* conversation = s.workspace.find_conversation(s.selected);
  if (conversation == nullptr || !conversation->detail || !may_send(s, *conversation)) return hold;
  hold.conversation = s.selected;
  hold.is_seen = s.area == Area::Conversations;
  hold.customer = customer_of(*conversation->detail);
  hold.lock = composer_lock(s, *conversation);
  hold.trouble = consent_doubt(*conversation);
  const auto draft = s.drafts.find(s.selected);
  if (hold.trouble.empty())
    hold.trouble = trouble_with_draft(s, *conversation, draft == s.drafts.end() ? std::string() : draft->second.text);
  return hold;
}

void tell_hold(Turn& turn, const ComposerHold& before, Link link) {
  const State& s = turn.s;
  if (!before.conversation.is_set()) return;
  const Conversation* conversation = s.workspace.find_conversation(before.conversation);
  const bool is_there = conversation != nullptr && may_send(s, *conversation);
  if (!is_there) {
    if (link == Link::Up) tell_gone(turn, before);
    return;
  }
  const ComposerHold now = composer_hold(s);
  const bool is_same = now.conversation == before.conversation && before.is_seen && now.is_seen;
  if (!is_same || before.lock == ComposerLock::NotReached) return;
  if (now.lock == ComposerLock::None) {
    if (!now.trouble.empty() && now.trouble != before.trouble) turn.emit(effect::Announce{now.trouble, true});
    return;
  }
  if (now.lock == before.lock || turn.is_hold_told || is_asked_for(s, before, now.lock)) return;
  turn.emit(effect::Announce{sentence_of(now.lock), true});
}

}  // namespace smsdesk
