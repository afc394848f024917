// The organisation's document against the workspace: entries for what is new or differs, then for what is not in it any
// more. Nothing that is gone may hold work: first every conversation that would be left with nobody is led back to a
// queue (or, where only its wrap-up is missing, closed without one), then what is gone is said to be gone. The conditions ask
// for what the document has, not for what has just vanished, so that deciding the same document again mends whatever an
// earlier one had to leave.
#include <algorithm>
#include <set>

#include "core/workspace/demand.h"
#include "core/workspace/entries.h"

namespace smsdesk {
namespace {

class OrganisationDecision {
 public:
  OrganisationDecision(const Workspace& workspace, const Organisation& organisation, Instant now, AgentId by)
      : w_(workspace), in_(organisation), now_(now), entries_(workspace, now, by) {
    for (const Queue& queue : in_.queues) queues_.insert(queue.id);
    for (const AgentConfigured& agent : in_.agents) agents_.insert(agent.agent);
    for (const OurNumber& number : in_.numbers) numbers_[number.number] = number.queue;
  }

  Decision make() {
    const Organisation before = organisation_of(w_);
    for (EntryBody& body : entries_to_put(before, in_)) entries_.add(std::move(body));
    give_back_work();
    remove();
    for (EntryBody& body : entries_to_remove(before, in_)) entries_.add(std::move(body));
    return {entries_.take(), std::nullopt};
  }

 private:
  void give_back_work() {
    for (const auto& [id, offer] : w_.offers) {
      const Conversation* conversation = w_.find_conversation(offer.conversation);
      const bool is_fine = conversation != nullptr && has(offer.agent) && has(conversation->asked_queue()) &&
                           (!conversation->owner.is_set() || has(conversation->owner));
      if (!is_fine) entries_.add(OfferEnded{id, offer.conversation, offer.agent, OfferOutcome::Withdrawn});
    }
    for (const auto& [id, conversation] : w_.conversations) {
      const QueueId home = home_of(conversation);
      switch (conversation.state) {
        case ConversationState::Waiting:
        case ConversationState::Alerting:
          if (home != conversation.queue) queue_in(conversation, home);
          break;
        case ConversationState::Active:
        case ConversationState::Parked:
          give_back_held(conversation, home);
          break;
        case ConversationState::AfterCallWork:
          if (!has(conversation.owner)) entries_.add(WrapUpCompleted{id, conversation.owner, {}, {}, {}, true});
          break;
      }
    }
  }

  void give_back_held(const Conversation& conversation, QueueId home) {
    const bool is_on_its_way = conversation.transfer && conversation.transfer->to_queue.is_set();
    const bool can_arrive = is_on_its_way && has(conversation.transfer->to_queue);
    if (has(conversation.owner)) {
      if (is_on_its_way && !can_arrive) entries_.add(TransferEnded{conversation.id});
    } else if (can_arrive) {
      add_going_on(conversation, entries_);
    } else {
      queue_in(conversation, home);
    }
  }

  void queue_in(const Conversation& conversation, QueueId home) {
    const auto queue =
        std::find_if(in_.queues.begin(), in_.queues.end(), [&](const Queue& one) { return one.id == home; });
    const Demand demand = queue == in_.queues.end() ? conversation.demand
                                                    : demand_in(conversation, *queue, home == conversation.queue, now_);
    entries_.add(ConversationQueued{conversation.id, home, demand});
  }

  void remove() {
    for (const auto& [number, unused] : w_.numbers) {
      if (numbers_.count(number) == 0) entries_.add(NumberRemoved{number});
    }
    for (const auto& [id, agent] : w_.agents) {
      if (!has(id) && !agent.removed_at) entries_.add(AgentRemoved{id});
    }
    for (const auto& [id, queue] : w_.queues) {
      if (!has(id) && !queue.removed_at) entries_.add(QueueRemoved{id});
    }
  }

  bool has(QueueId queue) const { return queues_.count(queue) != 0; }
  bool has(AgentId agent) const { return agents_.count(agent) != 0; }

  /// Where it waits: its own queue, else the one that answers its number now, else the first there is.
  QueueId home_of(const Conversation& conversation) const {
    if (has(conversation.queue) || queues_.empty()) return conversation.queue;
    const auto number = conversation.detail ? numbers_.find(conversation.detail->our_number) : numbers_.end();
    return number != numbers_.end() && has(number->second) ? number->second : *queues_.begin();
  }

  const Workspace& w_;
  const Organisation& in_;
  Instant now_;
  std::set<QueueId> queues_;
  std::set<AgentId> agents_;
  std::map<std::string, QueueId> numbers_;
  Entries entries_;
};

}  // namespace

Decision decide_organisation(const Workspace& workspace, const Organisation& organisation, Instant now, AgentId by) {
  return OrganisationDecision(workspace, organisation, now, by).make();
}

}  // namespace smsdesk
