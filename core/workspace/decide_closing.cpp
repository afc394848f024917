// Setting a conversation aside, taking one up again, ending it, and its wrap-up.
#include <algorithm>

#include "core/sms/text_cleanup.h"
#include "core/words/words.h"
#include "core/workspace/commands.h"
#include "core/workspace/visibility.h"

namespace smsdesk {

Decision Commands::operator()(const ParkConversation& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (Decision no = check_mine(conversation); no.refusal) return no;
  if (conversation->transfer) {
    return refused(RefusalKind::NotNow, "It is being transferred. Take that back before you park it.");
  }
  if (c.until <= now_) return refused(RefusalKind::BadValue, "Choose a time that is still to come.");
  if (c.until - now_ > kParkMax) return refused(RefusalKind::BadValue, "Choose a time within the next 31 days.");
  if (c.reason.size() > kReasonBytesMax) return too_long(mark("The reason is too long. Shorten it."));
  note_on(*conversation, c.reason);
  entries_.add(ConversationParked{conversation->id, {agent_.id, now_, c.until, sms::cleaned_text(c.reason)}});
  return done();
}

Decision Commands::operator()(const ResumeConversation& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation == nullptr) return ended();
  if (conversation->state != ConversationState::Parked) {
    return refused(RefusalKind::NotNow, "It is not parked any more.");
  }
  if (conversation->owner != agent_.id && !agent_.sees_everything()) return not_yours();
  if (!has_room(agent_, conversation->queue)) return no_room(agent_);
  entries_.add(ConversationResumed{conversation->id, agent_.id});
  return done();
}

Decision Commands::check_reopening(ConversationId conversation, const ClosedConversation* closed) const {
  if (w_.find_conversation(conversation) != nullptr) {
    return refused(RefusalKind::NotNow, "It is open, or in after-call work: there is nothing to reopen.");
  }
  if (closed == nullptr) return refused(RefusalKind::Ended, "This conversation is not kept any more.");
  if (!may_read_closed(w_, closed->agent, closed->queue, agent_)) return not_yours();
  if (w_.find_open(closed->customer, closed->our_number) != nullptr) {
    return refused(RefusalKind::NotNow, "A newer conversation with this customer is open. Go on in that one.");
  }
  const Queue* queue = w_.find_queue(closed->queue);
  if (queue == nullptr || queue->removed_at) {
    return refused(RefusalKind::NotNow, "Its queue is not there any more, so it cannot be reopened.");
  }
  return has_room(agent_, closed->queue) ? Decision{} : no_room(agent_);
}

std::optional<Refusal> check_reopening(const Workspace& workspace, const ClosedConversation& closed,
                                       const Agent& agent) {
  const SendKey no_key;
  return Commands(workspace, agent, no_key, {}).check_reopening(closed.conversation, &closed).refusal;
}

Decision Commands::operator()(const ReopenConversation& c) {
  if (Decision no = check_reopening(c.conversation, c.closed ? &*c.closed : nullptr); no.refusal) return no;
  Demand demand = demand_for(w_, {c.closed->queue, nullptr, {}, {}}, {}, now_);
  entries_.add(ConversationReopened{c.closed->conversation, c.closed->queue, c.closed->customer, c.closed->our_number,
                                    c.closed->opened_at, c.closed->message_count, c.closed->segment + 1, agent_.id,
                                    std::move(demand)});
  if (!(c.record == CustomerRecord{})) entries_.add(CustomerKnown{c.closed->conversation, c.record});
  return done();
}

Decision Commands::operator()(const EndConversation& c) {
  return end(w_.find_conversation(c.conversation), c.resolution);
}

Decision Commands::end(const Conversation* conversation, Resolution resolution) {
  if (conversation == nullptr) return ended();
  const bool is_mine = conversation->owner == agent_.id;
  if (!is_mine && !agent_.sees_everything()) return not_yours();
  if (conversation->state == ConversationState::AfterCallWork) return ended();
  if (!is_mine) {
    if (!conversation->owner.is_set()) {
      return refused(RefusalKind::NotNow, "Nobody has answered it. End it as unanswered instead.");
    }
    add_end(w_, *conversation, EndCause::Supervisor, resolution, now_, entries_);
    return done();
  }
  const Queue* queue = w_.find_queue(conversation->queue);
  if (queue != nullptr && queue->asks_resolved && resolution == Resolution::NotAsked) {
    return refused(RefusalKind::ResolvedNeeded, "Say whether it is resolved, or needs a follow-up, to end it.");
  }
  add_end(w_, *conversation, EndCause::Agent, resolution, now_, entries_);
  return done();
}

Decision Commands::operator()(const PrepareWrapUp& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation == nullptr) return ended();
  if (conversation->owner != agent_.id) return not_yours();
  if (conversation->state == ConversationState::Parked) return parked();
  if (Decision no = check_form(*conversation, c.form, false); no.refusal) return no;
  WrapUpForm form = cleaned(c.form);
  if (conversation->detail->prepared == form) return done();
  entries_.add(WrapUpPrepared{conversation->id, std::move(form)});
  return done();
}

Decision Commands::operator()(const CompleteWrapUp& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation == nullptr) return ended();
  if (conversation->owner != agent_.id) return not_yours();
  if (conversation->state != ConversationState::AfterCallWork) {
    return refused(RefusalKind::NoRight, "End the conversation first; its wrap-up is kept until then.");
  }
  const WrapUpForm filled{c.code, c.note, c.fields};
  if (Decision no = check_form(*conversation, filled, true); no.refusal) return no;
  WrapUpForm form = cleaned(filled);
  const Queue* queue = w_.find_queue(conversation->queue);
  if (queue == nullptr || queue->wrap_up_codes.empty()) form.code = {};
  if (queue != nullptr && queue->acw_mode == AcwMode::MandatoryFixedTime && now_ < conversation->acw_until) {
    // It is filed when the time is over; until then it may be changed.
    if (!(conversation->detail->prepared == form)) entries_.add(WrapUpPrepared{conversation->id, std::move(form)});
    return done();
  }
  entries_.add(WrapUpCompleted{conversation->id, agent_.id, form.code, std::move(form.note), std::move(form.fields)});
  return done();
}

Decision Commands::operator()(const RequestAcw& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (Decision no = check_mine(conversation); no.refusal) return no;
  const Queue* queue = w_.find_queue(conversation->queue);
  if (queue == nullptr || queue->acw_mode != AcwMode::AgentRequested) {
    return refused(RefusalKind::NotNow, "In this queue after-call work follows by itself, or not at all.");
  }
  if (conversation->is_acw_requested != c.is_requested) {
    entries_.add(AcwRequested{conversation->id, c.is_requested});
  }
  return done();
}

Decision Commands::operator()(const ExtendAcw& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation == nullptr) return ended();
  if (conversation->owner != agent_.id) return not_yours();
  const Queue* queue = w_.find_queue(conversation->queue);
  if (queue == nullptr || queue->acw_extension <= 0 || conversation->acw_until.ms == 0 ||
      conversation->state != ConversationState::AfterCallWork) {
    return refused(RefusalKind::NotNow, "This after-call work cannot be extended.");
  }
  if (conversation->is_acw_extended) return refused(RefusalKind::NotNow, "It has been extended once already.");
  entries_.add(AcwExtended{conversation->id, conversation->acw_until + queue->acw_extension});
  return done();
}

WrapUpForm Commands::cleaned(const WrapUpForm& form) {
  WrapUpForm result{form.code, sms::cleaned_text(form.note), {}};
  for (const FilledField& field : form.fields) {
    if (!sms::is_blank(field.value)) result.fields.push_back({field.name, sms::cleaned_text(field.value)});
  }
  return result;
}

Decision Commands::check_form(const Conversation& conversation, const WrapUpForm& form, bool is_final) const {
  const Queue* queue = w_.find_queue(conversation.queue);
  const std::vector<WrapUpCodeId> none;
  const auto& codes = queue == nullptr ? none : queue->wrap_up_codes;
  const bool is_known = std::find(codes.begin(), codes.end(), form.code) != codes.end();
  const bool is_needed = queue != nullptr && !codes.empty() && queue->acw_mode != AcwMode::Optional;
  if ((is_final && is_needed && !is_known) || (form.code.is_set() && !is_known && !codes.empty())) {
    return refused(RefusalKind::WrapUpNeeded, "Choose one of the wrap-up codes of this queue.");
  }
  if (form.note.size() > kNoteBytesMax) {
    return refused(RefusalKind::TooLong, "The note is too long. Keep it below 4,000 characters.");
  }
  const std::vector<WrapUpField> no_fields;
  const auto& fields = queue == nullptr ? no_fields : queue->fields;
  for (const FilledField& filled : form.fields) {
    const auto field =
        std::find_if(fields.begin(), fields.end(), [&](const WrapUpField& one) { return one.name == filled.name; });
    if (field == fields.end()) {
      return refused(RefusalKind::BadValue, "The wrap-up form has changed. Look at it once more.");
    }
    if (filled.value.size() > kReasonBytesMax)
      return too_long(tr("“{name}” is too long. Shorten it.", {{"name", filled.name}}));
    const bool is_choice =
        field->choices.empty() || sms::is_blank(filled.value) ||
        std::find(field->choices.begin(), field->choices.end(), filled.value) != field->choices.end();
    if (!is_choice)
      return refused(RefusalKind::BadValue, tr("{field}: choose one of the values offered.", {{"field", filled.name}}));
  }
  if (!is_final) return {};
  for (const WrapUpField& field : fields) {
    const auto filled = std::find_if(form.fields.begin(), form.fields.end(),
                                     [&](const FilledField& one) { return one.name == field.name; });
    if (field.is_required && (filled == form.fields.end() || sms::is_blank(filled->value))) {
      return refused(RefusalKind::WrapUpNeeded, tr("Fill in \"{field}\" to finish.", {{"field", field.name}}));
    }
  }
  return {};
}

}  // namespace smsdesk
