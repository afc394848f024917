#include <algorithm>

#include "core/base/utf8.h"
#include "core/sms/address.h"
#include "core/sms/text_cleanup.h"
#include "core/workspace/demand.h"
#include "core/workspace/entries.h"
#include "core/workspace/visibility.h"

namespace smsdesk {
namespace {

class Commands {
 public:
  Commands(const Workspace& workspace, const Agent& agent, const SendKey& key, Instant now)
      : w_(workspace), agent_(agent), key_(key), now_(now), entries_(workspace, now, agent.id) {}

  // Oneself ------------------------------------------------------------------------------------------------------
  Decision operator()(const SetPresence& c) {
    const Agent* agent = subject(c.agent);
    if (agent == nullptr) return no_right_over_others();
    if (c.sub_status.is_set()) {
      const auto status = w_.sub_statuses.find(c.sub_status);
      if (status == w_.sub_statuses.end() || status->second.presence != c.presence) {
        return refused(RefusalKind::BadValue, "This status is not there any more. Choose another one.");
      }
    }
    // Only who is available and gets no work slips away: whoever is on queue is noticed by a missed offer.
    if (c.is_automatic && (agent->presence != Presence::Available || agent->queue_status == QueueStatus::OnQueue)) {
      return done();
    }
    if (agent->presence != c.presence || agent->sub_status != c.sub_status) {
      entries_.add(PresenceChanged{agent->id, c.presence, c.sub_status, c.is_automatic});
    }
    if (c.presence != Presence::Available && agent->queue_status == QueueStatus::OnQueue) leave_queue(*agent);
    return done();
  }

  Decision operator()(const SetOnQueue& c) {
    const Agent* agent = subject(c.agent);
    if (agent == nullptr) return no_right_over_others();
    if (!c.is_on_queue) {
      if (agent->queue_status != QueueStatus::OffQueue) leave_queue(*agent);
      return done();
    }
    // Being on queue says "available"; two truths at once would confuse everyone who looks at the list.
    if (agent->presence != Presence::Available) entries_.add(PresenceChanged{agent->id, Presence::Available});
    if (agent->queue_status != QueueStatus::OnQueue) {
      entries_.add(QueueStatusChanged{agent->id, QueueStatus::OnQueue});
    }
    return done();
  }

  // Offers -------------------------------------------------------------------------------------------------------
  Decision operator()(const AnswerOffer& c) {
    const Offer* offer = my_offer(c.offer);
    if (offer == nullptr) return gone();
    entries_.add(OfferEnded{offer->id, offer->conversation, agent_.id, OfferOutcome::Accepted});
    return done();
  }

  Decision operator()(const DeclineOffer& c) {
    const Offer* offer = my_offer(c.offer);
    if (offer == nullptr) return gone();
    if (c.reason.size() > kReasonBytesMax) return too_long("reason");
    entries_.add(
        OfferEnded{offer->id, offer->conversation, agent_.id, OfferOutcome::Declined, sms::cleaned_text(c.reason)});
    if (agent_.queue_status == QueueStatus::OnQueue) {
      entries_.add(QueueStatusChanged{agent_.id, QueueStatus::NotResponding});
    }
    return done();
  }

  Decision operator()(const PickConversation& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr || conversation->state != ConversationState::Waiting) {
      return refused(RefusalKind::OfferGone, "It does not wait any more: somebody was faster, or it has ended.");
    }
    const Queue* queue = w_.find_queue(conversation->queue);
    const bool is_allowed =
        agent_.sees_everything() || (queue != nullptr && queue->is_manual_pick && w_.is_member(agent_.id, queue->id));
    if (!is_allowed) return refused(RefusalKind::NoRight, "In this queue, conversations are offered, not picked.");
    if (!has_room(agent_, conversation->queue)) return no_room(agent_);
    const OfferId offer = entries_.next_id<OfferId>();
    entries_.add(OfferMade{offer, conversation->id, agent_.id, now_,
                           chosen_trace(RoutingTrace::Why::Picked, *conversation, agent_, conversation->queue)});
    entries_.add(OfferEnded{offer, conversation->id, agent_.id, OfferOutcome::Accepted});
    return done();
  }

  // Writing ------------------------------------------------------------------------------------------------------
  Decision operator()(const SendMessage& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr) return ended();
    if (conversation->owner != agent_.id && !(conversation->detail && conversation->detail->is_invited(agent_.id))) {
      return not_yours();
    }
    if (conversation->state == ConversationState::Parked) return parked();
    if (conversation->state != ConversationState::Active) return ended();
    const ConversationDetail& detail = *conversation->detail;
    const auto customer = sms::parse_address(detail.customer);
    if (!customer || !customer->can_be_answered()) {
      return refused(RefusalKind::CannotReply,
                     "This sender is a name, not a number: nothing can be sent to it. Use another way to reach them.");
    }
    std::string text = sms::cleaned_text(c.text);
    if (sms::is_blank(text)) return refused(RefusalKind::Empty, "The message is empty. Write something first.");
    const std::size_t units = utf8::utf16_units(text);
    if (units > kTextUnitsMax) {
      return refused(RefusalKind::TooLong,
                     "The message is " + std::to_string(units - kTextUnitsMax) +
                         " characters too long for the carrier. Shorten it or send it in two parts.",
                     static_cast<std::uint32_t>(units - kTextUnitsMax));
    }
    const auto newer = std::count_if(detail.messages.begin(), detail.messages.end(),
                                     [&](const Message& m) { return m.is_inbound && c.seen_up_to < m.id; });
    if (newer > 0 && !c.ignores_newer) {
      return refused(RefusalKind::NewerMessages,
                     newer == 1
                         ? "1 newer message came in before this was sent. Read it, then send or change your text."
                         : std::to_string(newer) +
                               " newer messages came in before this was sent. Read them, then send or change "
                               "your text.",
                     static_cast<std::uint32_t>(newer));
    }
    // Status callbacks come back under this key: two agents' messages must not share one.
    if (w_.find_send(CarrierMessageId{}, key_) != nullptr) {
      return refused(RefusalKind::NoRight, "Another message is being sent under this key. Send the text again.");
    }
    entries_.add(MessageAccepted{c.conversation, entries_.next_id<MessageId>(), agent_.id, std::move(text), key_});
    return done();
  }

  Decision operator()(const MarkSeen& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr || conversation->owner != agent_.id) return not_yours();
    const ConversationDetail& detail = *conversation->detail;
    if (detail.messages.empty()) return done();
    const MessageId up_to = std::min(c.up_to, detail.messages.back().id);
    if (detail.seen_up_to < up_to) entries_.add(ConversationSeen{c.conversation, up_to});
    return done();
  }

  // Colleagues ---------------------------------------------------------------------------------------------------
  Decision operator()(const BeginTransfer& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (Decision no = check_mine(conversation); no.refusal) return no;
    if (conversation->transfer) {
      return refused(RefusalKind::NotNow, "It is being transferred already. Take that back first.");
    }
    if (c.note.size() > kReasonBytesMax) return too_long("note");
    Transfer transfer{agent_.id, {}, {}, now_, sms::cleaned_text(c.note), c.keeps_skills};
    if (c.to_queue.is_set()) {
      const Queue* queue = w_.find_queue(c.to_queue);
      if (queue == nullptr || queue->removed_at) {
        return refused(RefusalKind::BadValue, "This queue is not there any more. Choose another one.");
      }
      transfer.to_queue = queue->id;
      entries_.add(TransferBegan{conversation->id, transfer, demand_in(*conversation, *queue, c.keeps_skills, now_)});
      return done();
    }
    const Agent* target = colleague(c.to_agent);
    if (target == nullptr || target->id == agent_.id) {
      return refused(RefusalKind::BadValue, "Choose a colleague or a queue to transfer to.");
    }
    if (!target->is_connected || target->presence == Presence::Offline) {
      return refused(RefusalKind::NotNow, target->name + " is not here. Choose somebody else, or a queue.");
    }
    if (!has_room(*target, conversation->queue)) return no_room(*target);
    transfer.to_agent = target->id;
    entries_.add(TransferBegan{conversation->id, transfer, conversation->demand});
    const Queue* queue = w_.find_queue(conversation->queue);
    entries_.add(OfferMade{entries_.next_id<OfferId>(), conversation->id, target->id,
                           now_ + (queue == nullptr ? kAlertTimeoutDefault : queue->alert_timeout),
                           chosen_trace(RoutingTrace::Why::Transfer, *conversation, *target, conversation->queue)});
    return done();
  }

  Decision operator()(const TakeBackTransfer& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (Decision no = check_mine(conversation); no.refusal) return no;
    if (!conversation->transfer) return done();
    const bool ends_with_offer = conversation->transfer->to_agent.is_set() && conversation->offer.is_set();
    withdraw_offer(w_, *conversation, entries_);
    if (!ends_with_offer) entries_.add(TransferEnded{conversation->id});
    return done();
  }

  Decision operator()(const BeginConsult& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (Decision no = check_sender(conversation); no.refusal) return no;
    const Agent* asked = colleague(c.colleague);
    if (asked == nullptr || asked->id == agent_.id) {
      return refused(RefusalKind::BadValue, "Choose a colleague to ask.");
    }
    if (!asked->is_connected) {
      return refused(RefusalKind::NotNow, asked->name + " is not here at the moment. Ask somebody else.");
    }
    const auto& consults = conversation->detail->consults;
    if (std::any_of(consults.begin(), consults.end(),
                    [&](const Consult& one) { return one.colleague == c.colleague; })) {
      return refused(RefusalKind::NotNow, "You are asking " + asked->name + " already. Write into that thread.");
    }
    if (consults.size() >= kConsultsMax) {
      return refused(RefusalKind::NoRoom, "Five colleagues are being asked already. End one of these threads first.");
    }
    if (Decision no = check_words(c.text); no.refusal) return no;
    entries_.add(
        ConsultBegan{conversation->id, entries_.next_id<ConsultId>(), agent_.id, asked->id, sms::cleaned_text(c.text)});
    return done();
  }

  Decision operator()(const SayInConsult& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    const Consult* consult = consult_of_mine(conversation, c.consult);
    if (consult == nullptr) return refused(RefusalKind::Ended, "This thread has ended.");
    if (Decision no = check_words(c.text); no.refusal) return no;
    if (c.is_suggestion && utf8::utf16_units(c.text) > kTextUnitsMax) {
      return refused(RefusalKind::TooLong, "A suggested reply must fit into one message. Shorten it.");
    }
    entries_.add(
        ConsultSaid{conversation->id, consult->id, {agent_.id, now_, sms::cleaned_text(c.text), c.is_suggestion}});
    return done();
  }

  Decision operator()(const EndConsult& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    const Consult* consult = consult_of_mine(conversation, c.consult);
    if (consult != nullptr) entries_.add(ConsultEnded{conversation->id, consult->id});
    return done();
  }

  Decision operator()(const AddNote& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr) return ended();
    if (!may_read(w_, *conversation, agent_)) return not_yours();
    if (Decision no = check_words(c.text); no.refusal) return no;
    Note note{entries_.next_id<NoteId>(), agent_.id, now_, sms::cleaned_text(c.text), {}};
    for (const AgentId mention : c.mentions) {
      const bool is_new = std::find(note.mentions.begin(), note.mentions.end(), mention) == note.mentions.end();
      if (is_new && colleague(mention) != nullptr && note.mentions.size() < kInvitedMax) {
        note.mentions.push_back(mention);
      }
    }
    entries_.add(NoteAdded{conversation->id, std::move(note)});
    return done();
  }

  Decision operator()(const InviteGuest& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (Decision no = check_mine(conversation); no.refusal) return no;
    if (colleague(c.agent) == nullptr || c.agent == agent_.id) {
      return refused(RefusalKind::BadValue, "Choose a colleague to invite.");
    }
    if (conversation->detail->is_invited(c.agent)) return done();
    if (conversation->detail->invited.size() >= kInvitedMax) {
      return refused(RefusalKind::NoRoom, "Ten colleagues are invited already.");
    }
    entries_.add(GuestInvited{conversation->id, c.agent});
    return done();
  }

  Decision operator()(const DismissGuest& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr || !conversation->detail || !conversation->detail->is_invited(c.agent)) return done();
    if (conversation->owner != agent_.id && c.agent != agent_.id) return not_yours();
    entries_.add(GuestLeft{conversation->id, c.agent});
    return done();
  }

  // Closing ------------------------------------------------------------------------------------------------------
  Decision operator()(const ParkConversation& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (Decision no = check_mine(conversation); no.refusal) return no;
    if (conversation->transfer) {
      return refused(RefusalKind::NotNow, "It is being transferred. Take that back before you park it.");
    }
    if (c.until <= now_) return refused(RefusalKind::BadValue, "Choose a time that is still to come.");
    if (c.until - now_ > kParkMax) return refused(RefusalKind::BadValue, "Choose a time within the next 31 days.");
    if (c.reason.size() > kReasonBytesMax) return too_long("reason");
    entries_.add(ConversationParked{conversation->id, {agent_.id, now_, c.until, sms::cleaned_text(c.reason)}});
    return done();
  }

  Decision operator()(const ResumeConversation& c) {
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

  Decision operator()(const ReopenConversation& c) {
    if (w_.find_conversation(c.conversation) != nullptr) {
      return refused(RefusalKind::NotNow, "It is open, or in after-call work: there is nothing to reopen.");
    }
    if (!c.closed) return refused(RefusalKind::Ended, "This conversation is not kept any more.");
    const bool may =
        c.closed->agent == agent_.id || agent_.sees_everything() || w_.is_member(agent_.id, c.closed->queue);
    if (!may) return not_yours();
    if (w_.find_open(c.closed->customer, c.closed->our_number) != nullptr) {
      return refused(RefusalKind::NotNow, "A newer conversation with this customer is open. Go on in that one.");
    }
    const Queue* queue = w_.find_queue(c.closed->queue);
    if (queue == nullptr || queue->removed_at) {
      return refused(RefusalKind::NotNow, "Its queue is not there any more, so it cannot be reopened.");
    }
    if (!has_room(agent_, c.closed->queue)) return no_room(agent_);
    Demand demand = demand_for(w_, {c.closed->queue, nullptr, {}, {}}, {}, now_);
    entries_.add(ConversationReopened{c.closed->conversation, c.closed->queue, c.closed->customer, c.closed->our_number,
                                      c.closed->opened_at, 0, c.closed->segment + 1, agent_.id, std::move(demand)});
    return done();
  }

  Decision operator()(const EndConversation& c) {
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr) return ended();
    if (conversation->owner != agent_.id) return not_yours();
    if (conversation->state == ConversationState::AfterCallWork) return ended();
    const Queue* queue = w_.find_queue(conversation->queue);
    if (queue != nullptr && queue->asks_resolved && c.resolution == Resolution::NotAsked) {
      return refused(RefusalKind::ResolvedNeeded, "Say whether it is resolved, or needs a follow-up, to end it.");
    }
    add_end(w_, *conversation, EndCause::Agent, c.resolution, now_, entries_);
    return done();
  }

  Decision operator()(const PrepareWrapUp& c) {
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

  Decision operator()(const CompleteWrapUp& c) {
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

  Decision operator()(const RequestAcw& c) {
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

  Decision operator()(const ExtendAcw& c) {
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

  // Supervisors and admins ---------------------------------------------------------------------------------------
  Decision operator()(const FreeConversation& c) {
    if (!agent_.sees_everything()) return refused(RefusalKind::NoRight, "Only a supervisor can free a conversation.");
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr) return ended();
    switch (conversation->state) {
      case ConversationState::Waiting:
        break;
      case ConversationState::Alerting:
        withdraw_offer(w_, *conversation, entries_);
        break;
      case ConversationState::Active:
      case ConversationState::Parked:
        add_return(w_, *conversation, ReturnReason::Freed, {}, now_, entries_);
        break;
      case ConversationState::AfterCallWork:
        add_automatic_wrap_up(w_, *conversation, entries_);
        break;
    }
    return done();
  }

  Decision operator()(const AbandonConversation& c) {
    if (!agent_.sees_everything()) return refused(RefusalKind::NoRight, "Only a supervisor can end what waits.");
    const Conversation* conversation = w_.find_conversation(c.conversation);
    if (conversation == nullptr) return ended();
    if (conversation->state != ConversationState::Waiting) {
      return refused(RefusalKind::NotNow, "It does not wait any more: an agent has it, or is being asked.");
    }
    entries_.add(ConversationEnded{conversation->id, {}, EndCause::Abandoned});
    return done();
  }

  Decision operator()(const Configure& c) {
    if (agent_.role != AgentRole::Admin) {
      return refused(RefusalKind::NoRight, "Only an admin can change the organisation.");
    }
    const Organisation before = organisation_of(w_);
    Organisation after = before;
    std::uint64_t last_id = w_.last_id;
    put_items(after, c.put, c.removed, last_id);
    std::vector<Problem> problems = check_organisation(after);
    for (const AgentConfigured& agent : after.agents) {
      if (agent.login.empty()) problems.push_back({"Agent " + agent.name + ": login", "is needed to sign in."});
    }
    if (!problems.empty()) {
      return refused(RefusalKind::BadValue, problems.front().where + ": " + problems.front().sentence,
                     static_cast<std::uint32_t>(problems.size()));
    }
    return decide_organisation(w_, after, now_, agent_.id);
  }

 private:
  Decision done() { return {entries_.take(), std::nullopt}; }
  static Decision gone() {
    return refused(RefusalKind::OfferGone, "This offer is gone: it was taken back, timed out, or answered elsewhere.");
  }
  static Decision ended() { return refused(RefusalKind::Ended, "This conversation has ended."); }
  static Decision parked() { return refused(RefusalKind::NotNow, "It is parked. Take it back first."); }
  static Decision not_yours() {
    return refused(RefusalKind::NotYours, "This conversation is not yours any more, so nothing was sent.");
  }
  const Offer* my_offer(OfferId id) const {
    const Offer* offer = w_.find_offer(id);
    return offer != nullptr && offer->agent == agent_.id && now_ < offer->expires_at ? offer : nullptr;
  }
  /// Oneself, or another where one may decide over others; null: may not, or is not there.
  const Agent* subject(AgentId id) const {
    if (!id.is_set() || id == agent_.id) return &agent_;
    return agent_.sees_everything() ? colleague(id) : nullptr;
  }
  /// Somebody who is part of the organisation, else null.
  const Agent* colleague(AgentId id) const {
    const Agent* agent = w_.find_agent(id);
    return agent == nullptr || agent->removed_at ? nullptr : agent;
  }
  static Decision no_right_over_others() {
    return refused(RefusalKind::NoRight, "Only a supervisor can change the state of somebody else.");
  }
  static Decision too_long(const char* what) {
    return refused(RefusalKind::TooLong, std::string("The ") + what + " is too long. Shorten it.");
  }
  Decision no_room(const Agent& agent) const {
    const std::string load = std::to_string(w_.full_load_of(agent.id).counted(w_.settings.reserve)) + " of " +
                             std::to_string(agent.capacity);
    return refused(RefusalKind::NoRoom, agent.id == agent_.id
                                            ? "You have no room for it (" + load + "). End or park something first."
                                            : agent.name + " has no room for it (" + load + ").");
  }
  bool has_room(const Agent& agent, QueueId queue) const {
    return fits(w_.full_load_of(agent.id), w_.weight_of(queue), agent.capacity, w_.settings.reserve);
  }
  /// Refuses where the conversation is not this agent's to act on; else an empty decision.
  Decision check_mine(const Conversation* conversation) const {
    if (conversation == nullptr) return ended();
    if (conversation->owner != agent_.id) return not_yours();
    if (conversation->state != ConversationState::Active) {
      return conversation->state == ConversationState::Parked ? parked() : ended();
    }
    return {};
  }
  /// Likewise for whoever may write to the customer.
  Decision check_sender(const Conversation* conversation) const {
    if (conversation == nullptr || conversation->state != ConversationState::Active) return ended();
    if (conversation->owner != agent_.id && !conversation->detail->is_invited(agent_.id)) return not_yours();
    return {};
  }
  Decision check_words(const std::string& text) const {
    if (sms::is_blank(text)) return refused(RefusalKind::Empty, "Write something first.");
    if (text.size() > kNoteBytesMax) {
      return refused(RefusalKind::TooLong, "The text is too long. Keep it below 4,000 characters.");
    }
    return {};
  }
  /// The thread, where this agent takes part in it.
  const Consult* consult_of_mine(const Conversation* conversation, ConsultId id) const {
    if (conversation == nullptr || !conversation->detail) return nullptr;
    const Consult* consult = conversation->detail->find_consult(id);
    if (consult == nullptr) return nullptr;
    const bool is_mine =
        consult->asker == agent_.id || consult->colleague == agent_.id || conversation->owner == agent_.id;
    return is_mine ? consult : nullptr;
  }
  static WrapUpForm cleaned(const WrapUpForm& form) {
    WrapUpForm result{form.code, sms::cleaned_text(form.note), {}};
    for (const FilledField& field : form.fields) {
      if (!sms::is_blank(field.value)) result.fields.push_back({field.name, sms::cleaned_text(field.value)});
    }
    return result;
  }
  Decision check_form(const Conversation& conversation, const WrapUpForm& form, bool is_final) const {
    const Queue* queue = w_.find_queue(conversation.queue);
    const std::vector<WrapUpCodeId> none;
    const auto& codes = queue == nullptr ? none : queue->wrap_up_codes;
    const bool is_known = std::find(codes.begin(), codes.end(), form.code) != codes.end();
    const bool is_needed = !codes.empty() && queue->acw_mode != AcwMode::Optional;
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
      if (filled.value.size() > kReasonBytesMax) return too_long(filled.name.c_str());
      const bool is_choice =
          field->choices.empty() || sms::is_blank(filled.value) ||
          std::find(field->choices.begin(), field->choices.end(), filled.value) != field->choices.end();
      if (!is_choice) return refused(RefusalKind::BadValue, filled.name + ": choose one of the values offered.");
    }
    if (!is_final) return {};
    for (const WrapUpField& field : fields) {
      const auto filled = std::find_if(form.fields.begin(), form.fields.end(),
                                       [&](const FilledField& one) { return one.name == field.name; });
      if (field.is_required && (filled == form.fields.end() || sms::is_blank(filled->value))) {
        return refused(RefusalKind::WrapUpNeeded, "Fill in \"" + field.name + "\" to finish.");
      }
    }
    return {};
  }
  /// Where no routing chose, but a person.
  RoutingTrace chosen_trace(RoutingTrace::Why why, const Conversation& conversation, const Agent& agent,
                            QueueId queue) const {
    RoutingTrace trace;
    trace.why = why;
    trace.waited = conversation.state == ConversationState::Waiting ? now_ - conversation.waiting_since : 0;
    trace.priority = conversation.demand.priority;
    trace.load = w_.full_load_of(agent.id).counted(w_.settings.reserve);
    trace.capacity = agent.capacity;
    trace.weight = w_.weight_of(queue).units;
    trace.rule = conversation.demand.rule;
    return trace;
  }
  void leave_queue(const Agent& agent) {
    end_offers_of(w_, agent.id, OfferOutcome::Withdrawn, entries_);
    entries_.add(QueueStatusChanged{agent.id, QueueStatus::OffQueue});
  }

  const Workspace& w_;
  const Agent& agent_;
  const SendKey& key_;
  Instant now_;
  Entries entries_;
};

}  // namespace

Decision decide_command(const Workspace& workspace, const CommandInput& input, Instant now) {
  const Agent* agent = workspace.find_agent(input.agent);
  if (agent == nullptr || agent->removed_at)
    return refused(RefusalKind::NoRight, "Your account is not part of this organisation any more.");
  return std::visit(Commands(workspace, *agent, input.key, now), input.command);
}

}  // namespace smsdesk
