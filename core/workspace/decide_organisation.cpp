// The organisation's document against the workspace: entries for what is new or differs, then for what is not in it any
// more. Nothing that is gone may hold work: first every conversation that would be left with nobody is led back to a
// queue (or, where only its wrap-up is missing, closed without one), then what is gone is said to be gone. The conditions ask
// for what the document has, not for what has just vanished, so that deciding the same document again mends whatever an
// earlier one had to leave.
#include <algorithm>
#include <set>

#include "core/workspace/entries.h"

namespace smsdesk {
namespace {

class OrganisationDecision {
 public:
  OrganisationDecision(const Workspace& workspace, const Organisation& organisation, Instant now)
      : w_(workspace), in_(organisation), entries_(workspace, now) {
    for (const Queue& queue : in_.queues) queues_.insert(queue.id);
    for (const AgentConfigured& agent : in_.agents) agents_.insert(agent.agent);
    for (const OurNumber& number : in_.numbers) numbers_[number.number] = number.queue;
  }

  Decision make() {
    configure();
    give_back_work();
    remove();
    return {entries_.take(), std::nullopt};
  }

 private:
  void configure() {
    // Codes and queues first: what names them comes after.
    for (const WrapUpCode& code : in_.wrap_up_codes) {
      const auto at = w_.wrap_up_codes.find(code.id);
      if (at == w_.wrap_up_codes.end() || !(at->second == code)) entries_.add(WrapUpCodeConfigured{code});
    }
    for (const Queue& queue : in_.queues) {
      const Queue* known = w_.find_queue(queue.id);
      if (known == nullptr || !(*known == queue)) entries_.add(QueueConfigured{queue});
    }
    for (const OurNumber& number : in_.numbers) {
      const auto at = w_.numbers.find(number.number);
      if (at == w_.numbers.end() || !(at->second == number)) entries_.add(NumberConfigured{number});
    }
    for (AgentConfigured agent : in_.agents) {
      std::sort(agent.queues.begin(), agent.queues.end());
      const Agent* known = w_.find_agent(agent.agent);
      if (known == nullptr || known->removed_at || known->login != agent.login || known->name != agent.name ||
          known->role != agent.role || known->capacity != agent.capacity || known->queues != agent.queues) {
        entries_.add(std::move(agent));
      }
    }
  }

  void give_back_work() {
    for (const auto& [id, offer] : w_.offers) {
      const Conversation* conversation = w_.find_conversation(offer.conversation);
      if (has(offer.agent) && conversation != nullptr && has(conversation->queue)) continue;
      entries_.add(OfferEnded{id, offer.conversation, offer.agent, OfferOutcome::Withdrawn});
    }
    for (const auto& [id, conversation] : w_.conversations) {
      const QueueId home = home_of(conversation);
      switch (conversation.state) {
        case ConversationState::Waiting:
        case ConversationState::Alerting:
          if (home != conversation.queue) entries_.add(ConversationQueued{id, home});
          break;
        case ConversationState::Active:
          if (!has(conversation.owner)) entries_.add(ConversationQueued{id, home});
          break;
        case ConversationState::AfterCallWork:
          if (!has(conversation.owner)) entries_.add(WrapUpCompleted{id, conversation.owner, {}, {}});
          break;
      }
    }
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
  std::set<QueueId> queues_;
  std::set<AgentId> agents_;
  std::map<std::string, QueueId> numbers_;
  Entries entries_;
};

}  // namespace

Decision decide_organisation(const Workspace& workspace, const Organisation& organisation, Instant now) {
  return OrganisationDecision(workspace, organisation, now).make();
}

}  // namespace smsdesk
