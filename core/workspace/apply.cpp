// The fold. Each kind of entry checks that it fits before it changes anything; the index follows every change of a
// conversation from where it stood to where it stands now.
#include <algorithm>
#include <functional>
#include <iterator>

#include "core/base/shortened.h"
#include "core/conversation/folded_reaction.h"
#include "core/workspace/handing.h"
#include "core/workspace/index.h"
#include "core/workspace/note_correction.h"
#include "core/workspace/visibility.h"
#include "core/workspace/workspace.h"

namespace smsdesk {
namespace {

Error misfit(const char* what, std::uint64_t id) {
  return Error{ErrorCode::Conflict, std::string("The log does not fit: ") + what + " " + std::to_string(id) + "."};
}

void hold(ConversationDetail& detail, Message message) {
  detail.messages.push_back(std::move(message));
  ++detail.message_count;
  if (detail.messages.size() > kMessagesHeldMax) detail.messages.erase(detail.messages.begin());
}

/// A message of a side thread or a note, with the oldest dropped where there are too many.
template <typename T>
void hold(std::vector<T>& list, T one, std::size_t max) {
  list.push_back(std::move(one));
  if (list.size() > max) list.erase(list.begin());
}

class Fold {
 public:
  Fold(Workspace& workspace, const LogEntry& entry) : w_(workspace), at_(entry.at), by_(entry.by) {}

  // Configuration ------------------------------------------------------------------------------------------------
  Status operator()(const AgentConfigured& e) {
    if (!e.agent.is_set()) return misfit("agent", 0);
    std::set<QueueId> queues = queues_of(e.agent);  // where the agent is, or will be, one of those asked
    index::forget_agent(w_, e.agent);
    Agent& agent = w_.agents[e.agent];
    const bool is_new = !agent.id.is_set();
    agent.id = e.agent;
    agent.login = e.login;
    agent.name = e.name;
    agent.role = e.role;
    agent.has_default_capacity = e.capacity == 0;
    agent.capacity = agent.has_default_capacity ? w_.settings.default_capacity : e.capacity;
    agent.queues = e.queues;
    agent.removed_at.reset();
    std::sort(agent.queues.begin(), agent.queues.end());
    agent.skills = e.skills;
    std::sort(agent.skills.begin(), agent.skills.end(),
              [](const AgentSkill& a, const AgentSkill& b) { return a.skill < b.skill; });
    if (is_new) agent.presence_since = agent.queue_status_since = at_;
    index::place_agent(w_, e.agent);
    queues.merge(queues_of(e.agent));
    if (!w_.is_view) {
      for (const QueueId queue : queues) index::refresh_asked(w_, queue);
    }
    note_id(e.agent.value);
    return Done{};
  }
  Status operator()(const QueueConfigured& e) {
    w_.queues[e.queue.id] = e.queue;
    return configured(e.queue.id.value);
  }
  Status operator()(const WrapUpCodeConfigured& e) {
    w_.wrap_up_codes[e.code.id] = e.code;
    note_id(e.code.id.value);
    return Done{};
  }
  Status operator()(const NumberConfigured& e) {
    w_.numbers[e.number.number] = e.number;
    return Done{};
  }
  Status operator()(const SkillConfigured& e) {
    w_.skills[e.skill.id] = e.skill;
    note_id(e.skill.id.value);
    return Done{};
  }
  Status operator()(const GroupConfigured& e) {
    Group& group = w_.groups[e.group.id] = e.group;
    std::sort(group.members.begin(), group.members.end());
    return configured(e.group.id.value);
  }
  Status operator()(const LabelConfigured& e) {
    w_.labels[e.label.id] = e.label;
    return configured(e.label.id.value);
  }
  Status operator()(const ScheduleConfigured& e) {
    w_.schedules[e.schedule.id] = e.schedule;
    return configured(e.schedule.id.value);
  }
  Status operator()(const ContactListConfigured& e) {
    w_.contact_lists[e.list.id] = e.list;
    note_id(e.list.id.value);
    return Done{};
  }
  Status operator()(const SubStatusConfigured& e) {
    w_.sub_statuses[e.status.id] = e.status;
    note_id(e.status.id.value);
    return Done{};
  }
  Status operator()(const SettingsConfigured& e) {
    w_.settings = e.settings;
    for (auto& [id, agent] : w_.agents) {
      if (!agent.has_default_capacity || agent.removed_at) continue;
      agent.capacity = e.settings.default_capacity;
      index::refresh_agent(w_, id);
    }
    return configured(0);
  }
  Status operator()(const AgentRemoved& e) {
    Agent* agent = w_.find_agent(e.agent);
    if (agent == nullptr) return misfit("no agent", e.agent.value);
    const auto owned = w_.index.owned.find(e.agent);
    if (!w_.is_view && (owned != w_.index.owned.end() || w_.load_of(e.agent) != 0)) {
      return misfit("work left with agent", e.agent.value);
    }
    agent->queues.clear();
    agent->presence = Presence::Offline;
    agent->queue_status = QueueStatus::OffQueue;
    agent->presence_since = agent->queue_status_since = at_;
    agent->is_connected = false;
    agent->removed_at = at_;
    w_.idle_since.erase(e.agent);
    w_.template_uses.erase(e.agent);
    std::erase_if(w_.templates, [&](const auto& one) { return one.second.owner == e.agent; });
    return configured(0);
  }
  Status operator()(const QueueRemoved& e) {
    const auto at = w_.queues.find(e.queue);
    if (at == w_.queues.end()) return misfit("no queue", e.queue.value);
    at->second.removed_at = at_;
    w_.records.erase(e.queue);
    return configured(0);
  }
  Status operator()(const NumberRemoved& e) {
    w_.numbers.erase(e.number);
    return Done{};
  }
  Status operator()(const ItemRemoved& e) {
    std::size_t removed = 0;
    switch (e.kind) {
      case ItemKind::WrapUpCode:
        removed = w_.wrap_up_codes.erase(WrapUpCodeId{e.id});
        break;
      case ItemKind::Skill:
        removed = w_.skills.erase(SkillId{e.id});
        break;
      case ItemKind::Group:
        removed = w_.groups.erase(GroupId{e.id});
        break;
      case ItemKind::Label:
        removed = w_.labels.erase(LabelId{e.id});
        break;
      case ItemKind::Schedule:
        removed = w_.schedules.erase(ScheduleId{e.id});
        break;
      case ItemKind::ContactList:
        removed = w_.contact_lists.erase(ContactListId{e.id});
        break;
      case ItemKind::SubStatus:
        removed = w_.sub_statuses.erase(SubStatusId{e.id});
        break;
    }
    if (removed == 0) return misfit("removal of what is not there", e.id);
    return configured(0);
  }

  Status operator()(const AgentPasswordSet& e) {
    if (w_.is_view) return misfit("an entry of the relay's own", e.agent.value);
    if (w_.find_agent(e.agent) == nullptr) return misfit("no agent", e.agent.value);
    return Done{};
  }

  // Templates ----------------------------------------------------------------------------------------------------
  Status operator()(const TemplateSaved& e) {
    if (!e.saved.id.is_set() || e.saved.is_empty()) return misfit("template", e.saved.id.value);
    Template& kept = w_.templates[e.saved.id] = e.saved;
    std::sort(kept.queues.begin(), kept.queues.end());
    note_id(e.saved.id.value);
    return Done{};
  }
  Status operator()(const TemplateRemoved& e) {
    // A view may not have had it, and has its viewer's uses of it all the same.
    if (w_.templates.erase(e.id) == 0 && !w_.is_view) return misfit("no template", e.id.value);
    for (auto at = w_.template_uses.begin(); at != w_.template_uses.end();) {
      at->second.erase(e.id);
      at = at->second.empty() ? w_.template_uses.erase(at) : std::next(at);
    }
    return Done{};
  }
  Status operator()(const TemplateUsed& e) {
    if (!w_.is_view && w_.find_template(e.id) == nullptr) return misfit("no template", e.id.value);
    TemplateUse& use = w_.template_uses[e.agent][e.id];
    ++use.count;
    use.last_at = at_;
    return Done{};
  }
  Status operator()(const TemplateHidden& e) {
    if (!w_.is_view) return misfit("a view's entry in the log", e.id.value);
    w_.templates.erase(e.id);
    return Done{};
  }

  // Agents -------------------------------------------------------------------------------------------------------
  Status operator()(const PresenceChanged& e) {
    Agent* agent = w_.find_agent(e.agent);
    if (agent == nullptr) return misfit("no agent", e.agent.value);
    // Who comes was not off queue before, but not there.
    const bool comes = agent->presence == Presence::Offline && e.presence != Presence::Offline;
    if (comes && agent->queue_status == QueueStatus::OffQueue) agent->queue_status_since = at_;
    agent->presence = e.presence;
    agent->sub_status = e.sub_status;
    agent->is_presence_automatic = e.is_automatic;
    agent->presence_by = by_;
    agent->presence_since = at_;
    return Done{};
  }
  Status operator()(const QueueStatusChanged& e) {
    Agent* agent = w_.find_agent(e.agent);
    if (agent == nullptr) return misfit("no agent", e.agent.value);
    agent->queue_status = e.status;
    agent->queue_status_since = at_;
    agent->queue_status_by = by_;
    if (e.status == QueueStatus::OnQueue) rest(e.agent);
    index::refresh_agent(w_, e.agent);
    return Done{};
  }
  Status operator()(const AgentConnected& e) { return connect(e.agent, true); }
  Status operator()(const AgentDisconnected& e) { return connect(e.agent, false); }

  // Conversations ------------------------------------------------------------------------------------------------
  Status operator()(const ConversationOpened& e) {
    return begin(e, [&](Conversation& c) { c.opened_at = at_; });
  }
  Status operator()(const ConversationReopened& e) {
    return begin(e, [&](Conversation& c) {
      c.opened_at = e.opened_at;
      c.segment = e.segment;
      c.last_activity_at = at_;  // until somebody writes, nothing newer is known of it here
      c.detail->message_count = e.message_count;
      if (!e.owner.is_set()) return;
      c.state = ConversationState::Active;
      c.owner = e.owner;
      c.owner_since = c.answered_at = at_;
    });
  }
  Status operator()(const MessageReceived& e) {
    Message message;
    message.id = e.message;
    message.is_inbound = true;
    message.at = message.status_at = at_;
    message.text = e.text;
    message.media = e.media;
    if (!w_.is_view && w_.find_conversation(e.conversation) == nullptr) return receive_late(e.conversation, message);
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      if (!is_newest(c, e.message)) return misfit("message again", e.message.value);
      // What asks nothing leaves all that counts a customer's words as it was; to what has ended nothing else comes.
      const bool is_answerable = !is_in_acw(c) && !asks_nothing(c.detail->messages, message);
      hold(*c.detail, std::move(message));
      note_id(e.message.value);
      if (!is_answerable) return Done{};
      c.last_activity_at = at_;
      if (c.answer_owed_since.ms == 0) c.answer_owed_since = at_;
      drop_debt_of_opted_out(c);
      c.is_quiet = false;
      c.inactivity_warned_at = {};
      return Done{};
    });
  }
  Status operator()(const OfferMade& e) {
    Conversation* known = w_.find_conversation(e.conversation);
    const bool is_for_agent = known != nullptr && known->state == ConversationState::Active && known->transfer &&
                              known->transfer->to_agent == e.agent && !known->offer.is_set();
    if (known == nullptr || (!known->is_waiting_for_agent() && !is_for_agent)) {
      return misfit("offer for what does not wait", e.conversation.value);
    }
    if (!e.offer.is_set() || w_.find_offer(e.offer) != nullptr) return misfit("offer again", e.offer.value);
    change(*known, [&](Conversation& c) {
      if (c.state == ConversationState::Waiting) c.state = ConversationState::Alerting;
      c.offer = e.offer;
    });
    const Offer& offer = w_.offers[e.offer] = Offer{e.offer, e.conversation, e.agent, at_, e.expires_at, e.trace};
    index::list(w_, offer, known);
    note_id(e.offer.value);
    return Done{};
  }
  Status operator()(const OfferEnded& e) {
    Conversation* known = w_.find_conversation(e.conversation);
    const Offer* offer = w_.find_offer(e.offer);
    if (known == nullptr || known->offer != e.offer || offer == nullptr) return misfit("no offer", e.offer.value);
    index::unlist(w_, *offer, known);
    const RoutingTrace why = offer->trace;
    w_.offers.erase(e.offer);
    change(*known, [&](Conversation& c) {
      c.offer = {};
      if (e.outcome != OfferOutcome::Accepted) {
        if (c.state == ConversationState::Alerting) c.state = ConversationState::Waiting;
        // Whoever let it go, or it was taken from, is not asked first again; a lost browser says nothing of its agent.
        if (e.outcome != OfferOutcome::AgentLost && c.demand.known_agent == e.agent) c.demand.known_agent = {};
        if (e.outcome == OfferOutcome::Withdrawn) c.demand.freed_from = e.agent;
        // A transfer to an agent ends with the offer; one to a queue goes on to the next of its agents.
        if (c.transfer && c.transfer->to_agent.is_set()) drop_transfer(c);
        return;
      }
      note_answer(c);
      c.queue = c.asked_queue();
      c.transfer.reset();
      c.state = ConversationState::Active;
      const bool is_new_owner = c.owner != e.agent;
      const AgentId former = c.owner;
      c.owner = e.agent;
      c.owner_since = at_;
      c.returned = ReturnReason::None;
      c.handover.reset();
      c.is_quiet = false;
      c.is_acw_requested = false;
      c.inactivity_warned_at = {};
      forget_preference(c.demand);
      c.demand.preferred_waited = 0;
      c.demand.known_agent = c.demand.freed_from = {};
      if (c.detail) {
        c.detail->why = why;
        if (is_new_owner) forget_seen(*c.detail);  // a colleague's eyes were not theirs
        c.detail->invited.erase(std::remove(c.detail->invited.begin(), c.detail->invited.end(), e.agent),
                                c.detail->invited.end());
        end_consults_with(*c.detail, e.agent);
        if (is_new_owner) end_consults_with(*c.detail, former);  // what a supervisor said to whoever had it
      }
      if (c.answered_at.ms == 0) c.answered_at = at_;
    });
    if (e.outcome == OfferOutcome::Accepted) {
      rest(e.agent);
      index::refresh_agent(w_, e.agent);
    }
    return Done{};
  }
  Status operator()(const PreferenceEnded& e) {
    return change_fitting(e.conversation, &Conversation::is_waiting_for_agent, [&](Conversation& c) {
      if (c.demand.preferred_since.ms != 0) c.demand.preferred_waited += at_ - c.demand.preferred_since;
      forget_preference(c.demand);
      c.demand.preferred_group = e.next_group;
      c.demand.preferred_until = e.next_until;
      if (e.next_group.is_set()) c.demand.preferred_since = at_;
      c.demand.preferred_rule = e.rules_over;
    });
  }
  Status operator()(const StageReached& e) {
    return change_fitting(e.conversation, &Conversation::is_waiting_for_agent,
                          [&](Conversation& c) { c.demand.stage = e.stage; });
  }
  Status operator()(const OverflowChanged& e) {
    if (w_.is_view) return misfit("an entry of the relay's own", e.queue.value);
    if (w_.find_queue(e.queue) == nullptr) return misfit("no queue", e.queue.value);
    w_.records[e.queue].overflows_on = e.active;
    index::refresh_asked(w_, e.queue);
    index::refresh_level(w_, e.queue, at_);
    return Done{};
  }
  Status operator()(const MessageAccepted& e) {
    Status held = change_readable(e.conversation, [&](Conversation& c) -> Status {
      if (!is_newest(c, e.message)) return misfit("message again", e.message.value);
      Message message;
      message.id = e.message;
      message.author = e.author;
      message.at = message.status_at = at_;
      message.text = e.text;
      message.status = DeliveryStatus::Queued;
      message.key = e.key;
      message.again_of = e.again_of;
      message.media = e.media;
      message.is_mms_text = e.is_mms_text;
      message.not_done = e.not_done;
      hold(*c.detail, std::move(message));
      if (e.automatic == AutomaticText::None) {
        c.last_activity_at = at_;
        c.answer_owed_since = {};
        c.inactivity_warned_at = {};
      } else {
        c.texts_sent |= bit_of(e.automatic);
      }
      note_id(e.message.value);
      return Done{};
    });
    if (!held || w_.is_view) return held;
    const Conversation& conversation = *w_.find_conversation(e.conversation);
    OutboundSend send;
    send.message = e.message;
    send.conversation = e.conversation;
    send.key = e.key;
    send.to = conversation.detail->customer;
    send.from = conversation.detail->our_number;
    send.text = e.text;
    send.media = e.media;
    send.is_mms_text = e.is_mms_text;
    send.accepted_at = send.changed_at = send.not_before = at_;
    index::list(w_.index, send);
    w_.sends.emplace(e.message, std::move(send));
    return held;
  }
  Status operator()(const DeliveryChanged& e) {
    if (!w_.is_view) {
      const auto at = w_.sends.find(e.message);
      if (at != w_.sends.end()) {
        OutboundSend& send = at->second;
        index::unlist(w_.index, send);
        send.status = e.status;
        send.attempt = e.attempt;
        send.changed_at = at_;
        if (e.carrier_id.is_set()) send.carrier_id = e.carrier_id;
        if (e.retry_at) send.not_before = *e.retry_at;
        if (is_final(e.status))
          w_.sends.erase(at);
        else
          index::list(w_.index, send);
      }
    }
    Conversation* conversation = readable(e.conversation);
    Message* message = conversation == nullptr ? nullptr : conversation->detail->find(e.message);
    if (message != nullptr) {
      message->status = e.status;
      message->status_at = at_;
      message->error_code = e.error_code;
    }
    return Done{};
  }
  Status operator()(const MessageReported& e) {
    // Of a conversation that had left the workspace: the archive's to change.
    if (w_.find_conversation(e.conversation) == nullptr) return Done{};
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      Message* message = c.detail->find(e.message);
      if (message != nullptr)
        message->report = e.kind == ReportKind::None ? MessageReport{} : MessageReport{e.kind, by_, at_};
      return Done{};
    });
  }
  /// For the audit; it may name a conversation that left the workspace long ago.
  Status operator()(const TranscriptTaken&) { return Done{}; }
  Status operator()(const MediaChanged& e) {
    // What is in the archive only is the archive's to change.
    Conversation* conversation = readable(e.conversation);
    Message* message = conversation == nullptr ? nullptr : conversation->detail->find(e.message);
    if (message == nullptr) return Done{};
    if (e.place >= message->media.size()) return misfit("no such file", e.message.value);
    message->media[e.place] = e.media;
    return Done{};
  }
  Status operator()(const SendForgotten& e) {
    const auto at = w_.sends.find(e.message);
    if (at == w_.sends.end()) return misfit("no send", e.message.value);
    index::unlist(w_.index, at->second);
    w_.sends.erase(at);
    return Done{};
  }
  Status operator()(const ConversationSeen& e) {
    Conversation* conversation = readable(e.conversation);
    if (conversation == nullptr) return misfit("no conversation", e.conversation.value);
    conversation->detail->seen_up_to = std::max(conversation->detail->seen_up_to, e.up_to);
    conversation->detail->is_marked_unread = false;
    return Done{};
  }
  Status operator()(const ConversationMarkedUnread& e) {
    Conversation* conversation = readable(e.conversation);
    if (conversation == nullptr) return misfit("no conversation", e.conversation.value);
    conversation->detail->seen_up_to = e.up_to;
    conversation->detail->is_marked_unread = true;
    return Done{};
  }
  Status operator()(const ConversationQuieted& e) {
    return change_fitting(e.conversation, is_active, [](Conversation& c) { c.is_quiet = true; });
  }
  Status operator()(const ConversationQueued& e) {
    const auto is_movable = [](const Conversation& c) {
      return !c.offer.is_set() && c.state != ConversationState::Alerting && c.state != ConversationState::AfterCallWork;
    };
    return change_fitting(e.conversation, is_movable, [&](Conversation& c) {
      if (c.owner.is_set()) {
        c.returned = ReturnReason::AgentRemoved;
        let_go(c);
      }
      if (e.handover) {
        c.returned = ReturnReason::Transferred;
        c.handover = e.handover;
      }
      c.state = ConversationState::Waiting;
      c.queue = e.queue;
      c.demand = e.demand;
    });
  }
  Status operator()(const ConversationReturned& e) {
    const bool goes_on = e.reason == ReturnReason::Transferred;
    const auto is_held = [&](const Conversation& c) {
      if (goes_on) return c.state == ConversationState::Active && c.transfer.has_value();
      return (c.state == ConversationState::Active || c.state == ConversationState::Parked) && !c.offer.is_set();
    };
    return change_fitting(e.conversation, is_held, [&](Conversation& c) {
      if (goes_on) {
        c.queue = c.asked_queue();
        c.handover = Handover{c.transfer->by, c.transfer->note};
      }
      // What it was parked for is for whoever answers next, as the words of a transfer are.
      if (c.parking && (e.reason == ReturnReason::ParkEnded || e.reason == ReturnReason::CustomerBack))
        c.handover = Handover{c.parking->by, c.parking->reason};
      let_go(c);
      c.state = c.offer.is_set() ? ConversationState::Alerting : ConversationState::Waiting;
      c.returned = e.reason;
      c.waiting_since = e.waiting_since;
      c.demand = e.demand;
    });
  }

  // Colleagues ---------------------------------------------------------------------------------------------------
  Status operator()(const TransferBegan& e) {
    const auto is_free = [](const Conversation& c) {
      return c.state == ConversationState::Active && !c.transfer && !c.offer.is_set();
    };
    return change_fitting(e.conversation, is_free, [&](Conversation& c) {
      c.transfer = e.transfer;
      c.transfer->own = std::move(c.demand);
      c.demand = e.demand;
      c.is_quiet = false;
    });
  }
  Status operator()(const TransferEnded& e) {
    const auto is_pending = [](const Conversation& c) {
      return c.state == ConversationState::Active && c.transfer && !c.offer.is_set();
    };
    return change_fitting(e.conversation, is_pending, drop_transfer);
  }
  Status operator()(const ConsultBegan& e) {
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      if (c.detail->find_consult(e.consult) != nullptr || c.detail->consults.size() >= kConsultsMax) {
        return misfit("consult again", e.consult.value);
      }
      c.detail->consults.push_back({e.consult, e.asker, e.colleague, at_, {{e.asker, at_, e.text, false}}});
      note_id(e.consult.value);
      return Done{};
    });
  }
  Status operator()(const ConsultSaid& e) {
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      Consult* consult = c.detail->find_consult(e.consult);
      if (consult == nullptr) return misfit("no consult", e.consult.value);
      hold(consult->messages, e.message, kConsultMessagesHeldMax);
      return Done{};
    });
  }
  Status operator()(const ConsultEnded& e) {
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      auto& consults = c.detail->consults;
      const auto at =
          std::find_if(consults.begin(), consults.end(), [&](const Consult& one) { return one.id == e.consult; });
      if (at == consults.end()) return misfit("no consult", e.consult.value);
      consults.erase(at);
      return Done{};
    });
  }
  Status operator()(const NoteAdded& e) {
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      hold(c.detail->notes, e.note, kNotesHeldMax);
      note_id(e.note.id.value);
      return Done{};
    });
  }
  Status operator()(const NoteCorrected& e) {
    // What is in the archive only is the archive's to change.
    if (w_.find_conversation(e.conversation) == nullptr) return Done{};
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      Note* note = c.detail->find_note(e.note);
      if (note == nullptr) return Done{};
      const std::string before = note->text;
      if (!correct(*note, e, at_)) return misfit("correction of note", e.note.value);
      correct_handed_words(c, *note, before);
      return Done{};
    });
  }
  Status operator()(const GuestInvited& e) {
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      auto& invited = c.detail->invited;
      const auto at = std::lower_bound(invited.begin(), invited.end(), e.agent);
      if (invited.size() >= kInvitedMax || (at != invited.end() && *at == e.agent)) {
        return misfit("guest again", e.agent.value);
      }
      invited.insert(at, e.agent);
      return Done{};
    });
  }
  Status operator()(const GuestLeft& e) {
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      auto& invited = c.detail->invited;
      const auto at = std::lower_bound(invited.begin(), invited.end(), e.agent);
      if (at == invited.end() || *at != e.agent) return misfit("no guest", e.agent.value);
      invited.erase(at);
      return Done{};
    });
  }

  // Contacts -----------------------------------------------------------------------------------------------------
  Status operator()(const NumberRevealed& e) {
    // Of one that left the workspace it is for the audit.
    if (!w_.is_view && w_.find_conversation(e.conversation) == nullptr) return Done{};
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      if (c.detail->is_revealed_to(e.agent)) return misfit("number shown again", e.agent.value);
      c.detail->reveals.push_back({e.agent, at_});
      return Done{};
    });
  }
  Status operator()(const CustomerKnown& e) {
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      c.detail->record = e.record;
      drop_debt_of_opted_out(c);
      return Done{};
    });
  }
  Status operator()(const ConsentChanged& e) {
    if (!e.customer.empty()) return Done{};  // the relay's tables have it
    return change_readable(e.conversation, [&](Conversation& c) -> Status {
      c.detail->record.consent = e.consent;
      drop_debt_of_opted_out(c);
      return Done{};
    });
  }
  /// What a conversation has of it comes with an entry of its own.
  Status operator()(const ContactSaved& e) {
    note_id(e.contact.id.value);
    return Done{};
  }
  Status operator()(const ContactsMerged&) { return Done{}; }
  Status operator()(const ContactsToldApart&) { return Done{}; }

  // Closing ------------------------------------------------------------------------------------------------------
  Status operator()(const ConversationParked& e) {
    const auto is_free = [](const Conversation& c) {
      return c.state == ConversationState::Active && !c.transfer && !c.offer.is_set();
    };
    Status parked = change_fitting(e.conversation, is_free, [&](Conversation& c) {
      c.state = ConversationState::Parked;
      c.parking = e.parking;
      c.is_quiet = false;
      c.inactivity_warned_at = {};
    });
    if (parked) rested_owner(e.conversation);
    return parked;
  }
  Status operator()(const ConversationResumed& e) {
    const auto is_parked = [](const Conversation& c) { return c.state == ConversationState::Parked; };
    return change_fitting(e.conversation, is_parked, [&](Conversation& c) {
      c.state = ConversationState::Active;
      if (c.detail && c.owner != e.agent) {
        forget_seen(*c.detail);
        c.detail->why.reset();
        end_consults_with(*c.detail, c.owner);
      }
      c.owner = e.agent;
      c.owner_since = at_;
      c.parking.reset();
    });
  }
  Status operator()(const InactivityWarned& e) {
    return change_fitting(e.conversation, is_active, [&](Conversation& c) { c.inactivity_warned_at = at_; });
  }
  Status operator()(const ConversationEnded& e) {
    const Conversation* known = w_.find_conversation(e.conversation);
    if (e.cause == EndCause::Abandoned) {
      if (known == nullptr || known->state != ConversationState::Waiting) {
        return misfit("abandonment of what does not wait", e.conversation.value);
      }
      record_answer(known->queue, false);
      remove(e.conversation);
      return Done{};
    }
    const auto is_endable = [](const Conversation& c) {
      return (c.state == ConversationState::Active || c.state == ConversationState::Parked) && !c.offer.is_set();
    };
    return change_fitting(e.conversation, is_endable, [&](Conversation& c) {
      c.state = ConversationState::AfterCallWork;
      c.ended_at = at_;
      c.resolution = e.resolution;
      c.acw_until = e.acw_until;
      drop_transfer(c);
      c.parking.reset();
      c.is_quiet = false;
      if (c.detail) c.detail->is_marked_unread = false;  // it is shown with its wrap-up, and read by that
      leave_guests(c);
    });
  }
  Status operator()(const WrapUpPrepared& e) {
    const auto is_held = [](const Conversation& c) { return is_active(c) || is_in_acw(c); };
    return change_fitting(e.conversation, is_held, [&](Conversation& c) {
      if (c.detail) c.detail->prepared = e.form;
    });
  }
  Status operator()(const AcwRequested& e) {
    return change_fitting(e.conversation, is_active, [&](Conversation& c) { c.is_acw_requested = e.is_requested; });
  }
  Status operator()(const AcwExtended& e) {
    return change_fitting(e.conversation, is_in_acw, [&](Conversation& c) {
      c.acw_until = e.until;
      c.is_acw_extended = true;
    });
  }
  Status operator()(const WrapUpCompleted& e) {
    const Conversation* known = w_.find_conversation(e.conversation);
    if (known == nullptr || !is_in_acw(*known)) return misfit("wrap-up of what has not ended", e.conversation.value);
    const AgentId owner = known->owner;
    remove(e.conversation);
    rest(owner);
    index::refresh_agent(w_, owner);
    return Done{};
  }
  Status operator()(const ConversationShown& e) {
    if (!w_.is_view) return misfit("a view's entry in the log", e.conversation.id.value);
    if (w_.find_conversation(e.conversation.id) != nullptr) remove(e.conversation.id);
    add(Conversation(e.conversation));
    if (e.offer) {
      const Offer& offer = w_.offers[e.offer->id] =
          Offer{e.offer->id, e.conversation.id, e.offer->agent, e.offer->made_at, e.offer->expires_at, e.offer->trace};
      index::list(w_, offer, w_.find_conversation(e.conversation.id));
    }
    return Done{};
  }
  Status operator()(const ConversationHidden& e) {
    if (!w_.is_view) return misfit("a view's entry in the log", e.conversation.value);
    if (w_.find_conversation(e.conversation) != nullptr) remove(e.conversation);
    return Done{};
  }

 private:
  static bool is_active(const Conversation& c) { return c.state == ConversationState::Active; }
  static bool is_in_acw(const Conversation& c) { return c.state == ConversationState::AfterCallWork; }
  static bool is_newest(const Conversation& conversation, MessageId message) {
    const auto& held = conversation.detail->messages;
    return held.empty() || held.back().id < message;
  }
  /// A reaction to what was said in a conversation that has left the workspace: the archive's to keep.
  Status receive_late(ConversationId conversation, const Message& message) {
    const bool is_known = conversation.is_set() && conversation.value <= w_.last_id;
    if (!is_known || !has_reaction_form(message)) return misfit("no conversation", conversation.value);
    if (message.id.value <= w_.last_id) return misfit("message again", message.id.value);
    note_id(message.id.value);
    return Done{};
  }
  /// Nobody owes an answer that cannot be sent: not to what opts out (its ConsentChanged follows it), not to what came
  /// before, and not to what comes until they opt in again.
  static void drop_debt_of_opted_out(Conversation& c) {
    if (c.detail->record.consent.state == ConsentState::OptedOut) c.answer_owed_since = {};
  }
  static void forget_preference(Demand& demand) {
    demand.preferred = {};
    demand.preferred_group = {};
    demand.preferred_until = {};
    demand.preferred_since = {};
  }
  static void end_consults_with(ConversationDetail& detail, AgentId agent) {
    auto& consults = detail.consults;
    consults.erase(
        std::remove_if(consults.begin(), consults.end(), [&](const Consult& one) { return one.colleague == agent; }),
        consults.end());
  }
  /// The words of a transfer and the reason of a park are a note, too: what becomes of that becomes of them.
  void correct_handed_words(Conversation& c, const Note& note, const std::string& before) {
    const auto has_them = [&](const Note& one) { return one.author == note.author && one.text == before; };
    const auto& notes = c.detail->notes;
    if (before.empty() || std::any_of(notes.begin(), notes.end(), has_them)) return;  // another one says them still
    const std::string was = shortened(before, kReasonBytesMax), is = shortened(note.text, kReasonBytesMax);
    const auto follow = [&](AgentId by, std::string& words) {
      if (by == note.author && words == was) words = is;
    };
    if (c.handover) follow(c.handover->by, c.handover->note);
    if (c.transfer) follow(c.transfer->by, c.transfer->note);
    if (c.parking) follow(c.parking->by, c.parking->reason);
    if (c.detail->why) follow(c.detail->why->handed_by, c.detail->why->handed_note);
    const auto offer = w_.offers.find(c.offer);
    if (offer != w_.offers.end()) follow(offer->second.trace.handed_by, offer->second.trace.handed_note);
  }
  /// It stays where it is, and asks for what it did before.
  static void drop_transfer(Conversation& c) {
    if (!c.transfer) return;
    c.demand = std::move(c.transfer->own);
    c.transfer.reset();
  }
  /// Nobody has it any more.
  static void let_go(Conversation& c) {
    c.owner = {};
    drop_transfer(c);
    c.parking.reset();
    c.is_quiet = false;
    c.is_acw_requested = false;
    c.inactivity_warned_at = {};
    // Whoever answers next has seen nothing yet, and gets it for reasons of their own.
    if (c.detail) {
      forget_seen(*c.detail);
      c.detail->why.reset();
    }
    leave_guests(c);
  }
  static void forget_seen(ConversationDetail& detail) {
    detail.seen_up_to = {};
    detail.is_marked_unread = false;
  }
  static void leave_guests(Conversation& c) {
    if (!c.detail) return;
    c.detail->consults.clear();
    c.detail->invited.clear();
  }

  /// What opening and reopening share; `how` adds the rest before it is listed.
  template <typename Entry, typename How>
  Status begin(const Entry& e, How how) {
    if (!e.conversation.is_set() || w_.find_conversation(e.conversation) != nullptr) {
      return misfit("conversation again", e.conversation.value);
    }
    if (w_.find_open(e.customer, e.our_number) != nullptr) return misfit("second open", e.conversation.value);
    Conversation conversation;
    conversation.id = e.conversation;
    conversation.queue = e.queue;
    conversation.waiting_since = at_;
    conversation.demand = e.demand;
    conversation.detail.emplace();
    conversation.detail->customer = e.customer;
    conversation.detail->our_number = e.our_number;
    how(conversation);
    add(std::move(conversation));
    note_id(e.conversation.value);
    return Done{};
  }
  /// Lets `how` change it, and the index follow.
  template <typename How>
  void change(Conversation& conversation, How how) {
    const index::Listing before = index::listing_of(w_, conversation);
    how(conversation);
    index::relist(w_, conversation, before, index::listing_of(w_, conversation));
  }
  template <typename Fits, typename How>
  Status change_fitting(ConversationId id, Fits fits, How how) {
    Conversation* known = w_.find_conversation(id);
    if (known == nullptr || !std::invoke(fits, *known)) return misfit("conversation", id.value);
    change(*known, how);
    return Done{};
  }
  /// `how` refuses before it changes anything.
  template <typename How>
  Status change_readable(ConversationId id, How how) {
    Conversation* known = readable(id);
    if (known == nullptr) return misfit("no conversation", id.value);
    Status status = Done{};
    change(*known, [&](Conversation& c) { status = how(c); });
    return status;
  }
  /// The conversation, where its detail is here.
  Conversation* readable(ConversationId id) {
    Conversation* conversation = w_.find_conversation(id);
    return conversation != nullptr && conversation->detail ? conversation : nullptr;
  }
  void add(Conversation conversation) {
    const ConversationId id = conversation.id;
    index::list(w_, w_.conversations[id] = std::move(conversation));
  }
  void remove(ConversationId id) {
    const auto at = w_.conversations.find(id);
    if (const Offer* offer = w_.find_offer(at->second.offer)) {
      index::unlist(w_, *offer, &at->second);
      w_.offers.erase(at->second.offer);
    }
    index::unlist(w_, at->second);
    w_.conversations.erase(at);
  }
  std::set<QueueId> queues_of(AgentId agent) const {
    const auto at = w_.index.queues_of.find(agent);
    return at == w_.index.queues_of.end() ? std::set<QueueId>() : at->second;
  }
  Status configured(std::uint64_t id) {
    note_id(id);
    rebuild_index(w_);
    return Done{};
  }
  Status connect(AgentId id, bool is_connected) {
    Agent* agent = w_.find_agent(id);
    if (agent == nullptr) return misfit("no agent", id.value);
    const auto owned = w_.index.owned.find(id);
    std::set<ConversationId> conversations = owned == w_.index.owned.end() ? std::set<ConversationId>() : owned->second;
    const auto reserved = w_.index.reserved.find(id);
    if (reserved != w_.index.reserved.end()) {
      for (const auto& [rank, one] : reserved->second) conversations.insert(one);
    }
    for (const ConversationId one : conversations) index::drop_deadlines(w_, *w_.find_conversation(one));
    agent->is_connected = is_connected;
    agent->lost_at = is_connected ? Instant{} : at_;
    for (const ConversationId one : conversations) index::add_deadlines(w_, *w_.find_conversation(one));
    index::refresh_agent(w_, id);
    return Done{};
  }
  /// The first answer of a stay in the queue counts for its service level.
  void note_answer(const Conversation& c) {
    const Queue* queue = w_.find_queue(c.asked_queue());
    if (queue != nullptr) record_answer(queue->id, at_ - c.asked_since() <= queue->service_level_target);
  }
  void record_answer(QueueId queue, bool is_within_target) {
    if (w_.is_view && !w_.has_records) return;
    hold(w_.records[queue].answers, QueueAnswer{at_, is_within_target}, kQueueAnswersMax);
    if (!w_.is_view) index::refresh_level(w_, queue, at_);
  }
  void rest(AgentId agent) {
    if (!w_.is_view) w_.idle_since[agent] = at_;
  }
  void rested_owner(ConversationId id) {
    const AgentId owner = w_.find_conversation(id)->owner;
    rest(owner);
    index::refresh_agent(w_, owner);
  }
  void note_id(std::uint64_t id) {
    if (!w_.is_view) w_.last_id = std::max(w_.last_id, id);
  }

  Workspace& w_;
  Instant at_;
  AgentId by_;
};

Status fold_entry(Workspace& workspace, const LogEntry& entry) {
  const std::optional<Handing> handing = handing_of(workspace, entry);
  Status status = std::visit(Fold(workspace, entry), entry.body);
  if (!status) return status;
  workspace.offset = entry.offset;
  Conversation* of = handing ? workspace.find_conversation(conversation_of(entry.body)) : nullptr;
  if (of != nullptr && of->detail) hold(of->detail->handings, *handing, kHandingsHeldMax);
  return status;
}

}  // namespace

Status apply(Workspace& workspace, const LogEntry& entry) {
  if (entry.offset != workspace.offset + 1) return misfit("offset", entry.offset);
  return fold_entry(workspace, entry);
}

Status apply_view(Workspace& workspace, const LogEntry& entry) {
  if (entry.offset <= workspace.offset) return misfit("offset", entry.offset);
  return fold_entry(workspace, entry);
}

}  // namespace smsdesk
