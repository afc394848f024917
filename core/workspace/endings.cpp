// How conversations leave an agent: pieces that commands and timers share.
#include <algorithm>

#include "core/workspace/demand.h"
#include "core/workspace/entries.h"
#include "core/workspace/queue_text.h"

namespace smsdesk {
namespace {

bool has_form(const Queue& queue) {
  return !queue.wrap_up_codes.empty() || !queue.fields.empty();
}

bool is_code_of(const Queue& queue, WrapUpCodeId code) {
  return std::find(queue.wrap_up_codes.begin(), queue.wrap_up_codes.end(), code) != queue.wrap_up_codes.end();
}

/// Where it stands in a queue again: since the customer's oldest message without an answer.
Instant waiting_since(const Conversation& conversation, Instant now) {
  return conversation.answer_owed_since.ms != 0 ? conversation.answer_owed_since : now;
}

}  // namespace

void end_offers_of(const Workspace& workspace, AgentId agent, OfferOutcome outcome, Entries& entries) {
  for (const auto& [id, offer] : workspace.offers) {
    if (offer.agent == agent) entries.add(OfferEnded{id, offer.conversation, agent, outcome});
  }
}

void withdraw_offer(const Workspace& workspace, const Conversation& conversation, Entries& entries) {
  const Offer* offer = workspace.find_offer(conversation.offer);
  if (offer == nullptr) return;
  entries.add(OfferEnded{offer->id, conversation.id, offer->agent, OfferOutcome::Withdrawn});
}

void add_automatic_wrap_up(const Workspace& workspace, const Conversation& conversation, Entries& entries) {
  const WrapUpForm form = conversation.detail ? conversation.detail->prepared : WrapUpForm{};
  const Queue* queue = workspace.find_queue(conversation.queue);
  const bool is_prepared = form.code.is_set() && queue != nullptr && is_code_of(*queue, form.code);
  const WrapUpCodeId code = is_prepared ? form.code : queue == nullptr ? WrapUpCodeId{} : queue->acw_timeout_code;
  entries.add(WrapUpCompleted{conversation.id, conversation.owner, code, form.note, form.fields, !is_prepared});
}

void add_end(const Workspace& workspace, const Conversation& conversation, EndCause cause, Resolution resolution,
             Instant now, Entries& entries) {
  withdraw_offer(workspace, conversation, entries);
  const Queue* queue = workspace.find_queue(conversation.queue);
  const AcwMode mode = queue == nullptr ? AcwMode::Optional : queue->acw_mode;
  bool is_over = queue == nullptr || !has_form(*queue);
  Instant until;
  if (mode == AcwMode::MandatoryFixedTime || (mode == AcwMode::MandatoryTimed && !is_over)) {
    until = now + queue->acw_timeout;
    is_over = false;
  } else if (mode == AcwMode::AgentRequested) {
    is_over = !conversation.is_acw_requested;
    if (!is_over) until = now + queue->acw_timeout;
  }
  entries.add(ConversationEnded{conversation.id, conversation.owner, cause, resolution, until});
  if (is_over) add_automatic_wrap_up(workspace, conversation, entries);
}

void add_return(const Workspace& workspace, const Conversation& conversation, ReturnReason reason, AgentId preferred,
                Instant now, Entries& entries) {
  add_return(workspace, conversation, reason, preferred, waiting_since(conversation, now), now, entries);
}

void add_return(const Workspace& workspace, const Conversation& conversation, ReturnReason reason, AgentId preferred,
                Instant waiting_since, Instant now, Entries& entries) {
  withdraw_offer(workspace, conversation, entries);
  const Demand demand = demand_again(workspace, conversation, reason, preferred, now);
  entries.add(ConversationReturned{conversation.id, reason, waiting_since, demand});
  const QueueId home = home_of(workspace, conversation);
  if (home != conversation.queue) entries.add(ConversationQueued{conversation.id, home, demand});
}

void add_going_on(const Conversation& conversation, Entries& entries) {
  entries.add(ConversationReturned{conversation.id, ReturnReason::Transferred, conversation.transfer->began_at,
                                   conversation.demand});
}

void add_return_of_lost(const Workspace& workspace, const Conversation& conversation, Instant now, Entries& entries) {
  if (conversation.transfer && conversation.transfer->to_queue.is_set()) return add_going_on(conversation, entries);
  // Its own queue may be gone meanwhile: then there is none to fall back to where the agent declines.
  if (!conversation.transfer || home_of(workspace, conversation) != conversation.queue) {
    return add_return(workspace, conversation, ReturnReason::AgentLost, conversation.owner, now, entries);
  }
  const Instant since = waiting_since(conversation, now);
  entries.add(ConversationReturned{conversation.id, ReturnReason::Transferred, since,
                                   demand_again(workspace, conversation, ReturnReason::Transferred, {}, now)});
}

void add_queue_text(const Workspace& workspace, const Conversation& conversation, AutomaticText kind,
                    Entries& entries) {
  const std::string* text = queue_text_to_send(workspace, conversation, kind);
  if (text == nullptr) return;
  // One key for one text of one stay: whatever is repeated, the customer gets it once.
  const SendKey key{"queue-" + std::to_string(conversation.id.value) + "-" + std::to_string(conversation.segment) +
                    "-" + std::to_string(static_cast<unsigned>(kind) - 1)};
  entries.add(MessageAccepted{conversation.id, entries.next_id<MessageId>(), {}, *text, key, kind});
}

}  // namespace smsdesk
