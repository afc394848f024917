// What an agent may do: oneself, offers, writing; and what supervisors and admins may. Transfers and whatever else colleagues
// do together is in decide_colleagues.cpp, how a conversation is set aside, ended and wrapped up in decide_closing.cpp.
#include <algorithm>
#include <span>

#include "core/base/utf8.h"
#include "core/conversation/delivery_failure.h"
#include "core/conversation/folded_reaction.h"
#include "core/sms/address.h"
#include "core/sms/text_cleanup.h"
#include "core/template/text.h"
#include "core/words/words.h"
#include "core/workspace/commands.h"
#include "core/workspace/message_limit.h"
#include "core/workspace/report_right.h"
#include "core/workspace/text_as_mms.h"
#include "core/workspace/visibility.h"

namespace smsdesk {
namespace {

std::optional<Refusal> refuse_files(const SendLimits& limits, const SendMessage& c, const std::vector<Media>& files) {
  if (c.attachments.empty() && files.empty()) return std::nullopt;
  if (limits.has_mms && files.size() < c.attachments.size()) {
    return Refusal{RefusalKind::BadValue, mark("An attachment is not on the relay any more. Attach it again."), 0};
  }
  std::string trouble = trouble_with_attachments(limits, files);
  if (trouble.empty()) return std::nullopt;
  return Refusal{limits.has_mms ? RefusalKind::TooLong : RefusalKind::CannotReply, std::move(trouble), 0};
}

}  // namespace

// Oneself ------------------------------------------------------------------------------------------------------
Decision Commands::operator()(const SetPresence& c) {
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

Decision Commands::operator()(const SetOnQueue& c) {
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
Decision Commands::operator()(const AnswerOffer& c) {
  const Offer* offer = my_offer(c.offer);
  if (offer == nullptr) return gone();
  entries_.add(OfferEnded{offer->id, offer->conversation, agent_.id, OfferOutcome::Accepted});
  return done();
}

Decision Commands::operator()(const DeclineOffer& c) {
  const Offer* offer = my_offer(c.offer);
  if (offer == nullptr) return gone();
  if (c.reason.size() > kReasonBytesMax) return too_long(mark("The reason is too long. Shorten it."));
  entries_.add(
      OfferEnded{offer->id, offer->conversation, agent_.id, OfferOutcome::Declined, sms::cleaned_text(c.reason)});
  if (agent_.queue_status == QueueStatus::OnQueue) {
    entries_.add(QueueStatusChanged{agent_.id, QueueStatus::NotResponding});
  }
  return done();
}

Decision Commands::operator()(const PickConversation& c) {
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
Decision Commands::operator()(const SendMessage& c) {
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
  if (detail.record.consent.state == ConsentState::OptedOut) {
    return refused(RefusalKind::CannotReply,
                   "The customer has opted out. Nothing can be sent to them before they write START.");
  }
  if (!detail.record.consent.allows_messages()) {
    return refused(RefusalKind::CannotReply,
                   "Whether this customer has opted out cannot be read, so nothing is sent to them. Tell your admin.");
  }
  std::string text = sms::cleaned_text(c.text);
  const SendLimits limits = limits_of(w_, *conversation);
  const Message* failed = c.again_of.is_set() ? detail.find(c.again_of) : nullptr;
  // What is sent again takes its files along, whoever attached them.
  const std::vector<Media>& files = failed != nullptr ? failed->media : c.media;
  if (auto refusal = refuse_files(limits, c, files)) return {{}, std::move(refusal)};
  if (sms::is_blank(text) && files.empty())
    return refused(RefusalKind::Empty, "The message is empty. Write something first.");
  // What is sent again goes as it went; so the carrier's list and the record say one thing of all attempts.
  const bool is_mms_text = files.empty() && (failed != nullptr ? failed->is_mms_text : c.is_mms_text);
  if (is_mms_text && !can_go_as_mms(w_, *conversation)) {
    return refused(RefusalKind::CannotReply,
                   "A text cannot go to this customer as an MMS any more. Send it as a text message.");
  }
  if (const auto excess = find_excess(limits, text, is_mms_text || !files.empty())) {
    return refused(RefusalKind::TooLong, sentence_of(*excess), static_cast<std::uint32_t>(excess->size - excess->max));
  }
  if (const auto raw = find_raw_placeholder(text)) {
    return refused(RefusalKind::BadValue, raw_placeholder_sentence(text.substr(raw->begin, raw->end - raw->begin)));
  }
  std::size_t newer = 0;
  for (std::size_t i = 0; i < detail.messages.size(); ++i) {
    const Message& one = detail.messages[i];
    const bool is_newer = one.is_inbound && c.seen_up_to < one.id;
    newer += is_newer && !asks_nothing(std::span<const Message>(detail.messages).first(i), one) ? 1 : 0;
  }
  if (newer > 0 && !c.ignores_newer) {
    return refused(
        RefusalKind::NewerMessages,
        trn("{n} newer message came in before this was sent. Read it, then send or change your text.",
            "{n} newer messages came in before this was sent. Read them, then send or change your text.", newer),
        static_cast<std::uint32_t>(newer));
  }
  if (c.again_of.is_set()) {
    // What is not known to have failed may have arrived, and must not be sent twice.
    if (failed == nullptr || failed->is_inbound || !has_failed(failed->status) || failed->text != text) {
      return refused(RefusalKind::NotNow, "This message is not one that can be sent again. Write it anew.");
    }
    // Where that failed too, it is the one to send again: a row of attempts, in which no two can arrive.
    const bool was_repeated = std::any_of(detail.messages.begin(), detail.messages.end(),
                                          [&](const Message& m) { return m.again_of == c.again_of; });
    if (was_repeated) return refused(RefusalKind::NotNow, "This message has been sent again already.");
  }
  // The key of a second attempt is made from the message that failed, whoever sends it again.
  const bool is_done = std::any_of(detail.messages.begin(), detail.messages.end(),
                                   [&](const Message& m) { return key_.is_set() && m.key == key_; });
  if (is_done) return refused(RefusalKind::NotNow, "This message has been sent again already.");
  // Status callbacks come back under this key: two agents' messages must not share one.
  if (w_.find_send(CarrierMessageId{}, key_) != nullptr) {
    return refused(RefusalKind::NoRight, "Another message is being sent under this key. Send the text again.");
  }
  if (c.actions.size() > kMessageActionsMax) {
    return too_long(mark("More is to be done with this message than with any. Remove some of the actions."));
  }
  if (sms::is_blank(text)) text.clear();
  std::vector<sms::Risk> despite = c.despite;
  std::sort(despite.begin(), despite.end());
  despite.erase(std::unique(despite.begin(), despite.end()), despite.end());
  entries_.add(MessageAccepted{c.conversation, entries_.next_id<MessageId>(), agent_.id, std::move(text), key_,
                               AutomaticText::None, c.again_of, files, std::move(despite), is_mms_text});
  std::vector<LogEntry> all = entries_.take();
  std::vector<ActionNotDone> not_done = do_actions(*conversation, c.actions, all);
  std::get<MessageAccepted>(all.front().body).not_done = std::move(not_done);
  return {std::move(all), std::nullopt};
}

Decision Commands::operator()(const FetchMedia& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation == nullptr || !conversation->detail) return ended();
  if (!may_read(w_, *conversation, agent_)) return not_yours();
  const Message* message = conversation->detail->find(c.message);
  const bool is_held = message != nullptr && c.place < message->media.size();
  if (!is_held && !c.archived) {
    return refused(RefusalKind::UnknownMessage, "There is no such file in this conversation.");
  }
  Media media = is_held ? message->media[c.place] : *c.archived;
  if (media.state != MediaState::Failed) return done();
  media.state = MediaState::Waiting;
  media.failure = MediaFailure::None;
  entries_.add(MediaChanged{c.conversation, c.message, c.place, std::move(media)});
  return done();
}

Decision Commands::operator()(const ReportMessage& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  const bool is_held = conversation != nullptr && conversation->detail && conversation->detail->find(c.message) &&
                       may_read(w_, *conversation, agent_);
  const auto changed = [&](ConversationId of, const MessageReport& report) {
    if (report.kind == c.kind) return done();
    if (!may_change_report(report, agent_)) {
      return refused(RefusalKind::NoRight,
                     c.kind == ReportKind::None
                         ? "A colleague has reported this message. Only they and supervisors can take that back."
                         : "A colleague has reported this message already.");
    }
    entries_.add(MessageReported{of, c.message, c.kind});
    return done();
  };
  if (!is_held && c.archived_in.is_set()) return changed(c.archived_in, c.archived);
  if (!is_held && c.kind == ReportKind::None && agent_.sees_everything()) return done();
  if (conversation == nullptr) return ended();
  if (!may_read(w_, *conversation, agent_)) return not_yours();
  const Message* message = conversation->detail->find(c.message);
  if (message == nullptr || !message->is_inbound) {
    return refused(RefusalKind::NotNow, "Only what the customer has written can be reported.");
  }
  return changed(c.conversation, message->report);
}

Decision Commands::operator()(const MarkSeen& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation == nullptr || conversation->owner != agent_.id) return not_yours();
  const ConversationDetail& detail = *conversation->detail;
  if (detail.messages.empty()) return done();
  // What was marked as unread is not read by a page that merely shows it still.
  if (detail.is_marked_unread && !c.ends_mark) return done();
  const MessageId up_to = std::min(c.up_to, detail.messages.back().id);
  if (detail.seen_up_to < up_to) entries_.add(ConversationSeen{c.conversation, up_to});
  return done();
}

Decision Commands::operator()(const MarkUnread& c) {
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation == nullptr || conversation->state == ConversationState::AfterCallWork) return ended();
  if (conversation->owner != agent_.id) {
    return refused(RefusalKind::NotYours, "This conversation is not yours any more, so nothing was marked.");
  }
  const ConversationDetail& detail = *conversation->detail;
  const Message* first = detail.find(c.from);
  if (first == nullptr || !first->is_inbound) {
    return refused(RefusalKind::UnknownMessage,
                   "Only what the customer has written lately in this conversation can be marked as unread.");
  }
  const MessageId up_to = detail.before(first->id);
  if (detail.is_marked_unread && detail.seen_up_to == up_to) return done();
  entries_.add(ConversationMarkedUnread{c.conversation, up_to});
  return done();
}

// Supervisors and admins ---------------------------------------------------------------------------------------
Decision Commands::operator()(const FreeConversation& c) {
  if (!agent_.sees_everything()) return refused(RefusalKind::NoRight, "Only a supervisor can free a conversation.");
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation == nullptr) return ended();
  switch (conversation->state) {
    case ConversationState::Waiting:
      break;
    case ConversationState::Alerting:
      withdraw_offer(w_, *conversation, entries_);
      // Waited for was who has just been freed from it.
      if (conversation->demand.preferred.is_set()) entries_.add(next_preference(w_, *conversation, now_));
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

Decision Commands::operator()(const AbandonConversation& c) {
  if (!agent_.sees_everything()) return refused(RefusalKind::NoRight, "Only a supervisor can end what waits.");
  const Conversation* conversation = w_.find_conversation(c.conversation);
  if (conversation == nullptr) return ended();
  if (conversation->owner.is_set()) {
    return refused(RefusalKind::NotNow, "It does not wait any more: an agent has it. End it, or free it first.");
  }
  withdraw_offer(w_, *conversation, entries_);
  entries_.add(ConversationEnded{conversation->id, {}, EndCause::Abandoned});
  return done();
}

Decision Commands::operator()(const Configure& c) {
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
    return refused(RefusalKind::BadValue, labelled(problems.front().where, problems.front().sentence),
                   static_cast<std::uint32_t>(problems.size()));
  }
  return decide_organisation(w_, after, now_, agent_.id);
}

// What the three files share --------------------------------------------------------------------------------------
Decision Commands::done() {
  return {entries_.take(), std::nullopt};
}

Decision Commands::gone() {
  return refused(RefusalKind::OfferGone, "This offer is gone: it was taken back, timed out, or answered elsewhere.");
}

Decision Commands::ended() {
  return refused(RefusalKind::Ended, "This conversation has ended.");
}

Decision Commands::parked() {
  return refused(RefusalKind::NotNow, "It is parked. Take it back first.");
}

Decision Commands::not_yours() {
  return refused(RefusalKind::NotYours, "This conversation is not yours any more, so nothing was sent.");
}

const Offer* Commands::my_offer(OfferId id) const {
  const Offer* offer = w_.find_offer(id);
  return offer != nullptr && offer->agent == agent_.id && now_ < offer->expires_at ? offer : nullptr;
}

const Agent* Commands::subject(AgentId id) const {
  if (!id.is_set() || id == agent_.id) return &agent_;
  return agent_.sees_everything() ? colleague(id) : nullptr;
}

const Agent* Commands::colleague(AgentId id) const {
  const Agent* agent = w_.find_agent(id);
  return agent == nullptr || agent->removed_at ? nullptr : agent;
}

Decision Commands::no_right_over_others() {
  return refused(RefusalKind::NoRight, "Only a supervisor can change the state of somebody else.");
}

Decision Commands::too_long(std::string sentence) {
  return refused(RefusalKind::TooLong, std::move(sentence));
}

Decision Commands::no_room(const Agent& agent) const {
  const std::string used = std::to_string(w_.full_load_of(agent.id).counted(w_.settings.reserve));
  const bool is_own = agent.id == agent_.id;
  return refused(RefusalKind::NoRoom,
                 tr(is_own ? mark("You have no room for it ({used} of {capacity}). End or park something first.")
                           : mark("{agent} has no room for it ({used} of {capacity})."),
                    {{"agent", agent.name}, {"used", used}, {"capacity", std::to_string(agent.capacity)}}));
}

bool Commands::has_room(const Agent& agent, QueueId queue) const {
  return fits(w_.full_load_of(agent.id), w_.weight_of(queue), agent.capacity, w_.settings.reserve);
}

Decision Commands::check_mine(const Conversation* conversation) const {
  if (conversation == nullptr) return ended();
  if (conversation->owner != agent_.id) return not_yours();
  if (conversation->state != ConversationState::Active) {
    return conversation->state == ConversationState::Parked ? parked() : ended();
  }
  return {};
}

RoutingTrace Commands::chosen_trace(RoutingTrace::Why why, const Conversation& conversation, const Agent& agent,
                                    QueueId queue) const {
  RoutingTrace trace;
  trace.why = why;
  trace.waited = conversation.owner.is_set() ? 0 : now_ - conversation.waiting_since;
  trace.priority = conversation.demand.priority;
  trace.load = w_.full_load_of(agent.id).counted(w_.settings.reserve);
  trace.capacity = agent.capacity;
  trace.weight = w_.weight_of(queue).units;
  trace.rule = conversation.demand.rule;
  trace.last_agent = conversation.demand.last_agent;
  trace_handing(conversation, trace);
  return trace;
}

void Commands::leave_queue(const Agent& agent) {
  end_offers_of(w_, agent.id, OfferOutcome::Withdrawn, entries_);
  entries_.add(QueueStatusChanged{agent.id, QueueStatus::OffQueue});
}

Decision decide_command(const Workspace& workspace, const CommandInput& input, Instant now) {
  const Agent* agent = workspace.find_agent(input.agent);
  if (agent == nullptr || agent->removed_at)
    return refused(RefusalKind::NoRight, "Your account is not part of this organisation any more.");
  return std::visit(Commands(workspace, *agent, input.key, now), input.command);
}

}  // namespace smsdesk
