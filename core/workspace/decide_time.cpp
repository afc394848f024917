// What was due. One thing a conversation a time: what follows from it is decided on the workspace that has it.
#include <algorithm>
#include <set>

#include "core/workspace/demand.h"
#include "core/workspace/entries.h"
#include "core/workspace/queue_text.h"

namespace smsdesk {
namespace {

constexpr std::size_t kForgottenAtOnceMax = 100;
constexpr std::size_t kDeadlinesAtOnceMax = 1'000;

class Due {
 public:
  Due(const Workspace& workspace, Instant now) : w_(workspace), now_(now), entries_(workspace, now) {}

  std::vector<LogEntry> take() {
    offers();
    deadlines();
    sends();
    return entries_.take();
  }

 private:
  void offers() {
    std::vector<AgentId> missed;
    for (const auto& [id, offer] : w_.offers) {
      if (now_ < offer.expires_at) continue;
      touched_.insert(offer.conversation);
      entries_.add(OfferEnded{id, offer.conversation, offer.agent, OfferOutcome::TimedOut});
      const Agent* agent = w_.find_agent(offer.agent);
      if (agent != nullptr && agent->queue_status == QueueStatus::OnQueue &&
          std::find(missed.begin(), missed.end(), offer.agent) == missed.end()) {
        missed.push_back(offer.agent);
      }
    }
    for (AgentId agent : missed) entries_.add(QueueStatusChanged{agent, QueueStatus::NotResponding});
  }

  void deadlines() {
    std::size_t done = 0;
    for (const Deadline& deadline : w_.index.deadlines) {
      if (now_ < deadline.at || done == kDeadlinesAtOnceMax) break;
      if (!touched_.insert(deadline.conversation).second) continue;
      ++done;
      settle(deadline.kind, *w_.find_conversation(deadline.conversation));
    }
  }

  void settle(DeadlineKind kind, const Conversation& c) {
    switch (kind) {
      case DeadlineKind::Preference:
        entries_.add(next_preference(w_, c, now_));
        break;
      case DeadlineKind::Stage: {
        const std::vector<Stage>& stages = w_.index.stages.at(c.asked_queue());
        unsigned stage = c.demand.stage;
        while (stage < stages.size() && c.asked_since() + stages[stage].after <= now_) ++stage;
        entries_.add(StageReached{c.id, stage});
        break;
      }
      case DeadlineKind::WaitingText: {
        // It was due while the queue was open. Where time was looked at too late for that, who waits is told that nobody is
        // there; a queue that has no words for it says what was due, for nothing may stay due.
        const bool is_late =
            is_closed(w_, *w_.find_queue(c.queue), now_) && queue_text_to_send(w_, c, AutomaticText::Away) != nullptr;
        add_queue_text(w_, c, is_late ? AutomaticText::Away : AutomaticText::Waiting, entries_);
        break;
      }
      case DeadlineKind::Quiet:
        entries_.add(ConversationQuieted{c.id});
        break;
      case DeadlineKind::InactivityWarning:
        entries_.add(InactivityWarned{c.id});
        break;
      case DeadlineKind::Inactivity: {
        const Queue* queue = w_.find_queue(c.queue);
        if (queue != nullptr && queue->inactivity_action == InactivityAction::BackToQueue)
          add_return(w_, c, ReturnReason::Inactivity, c.owner, now_, entries_);
        else
          add_end(w_, c, EndCause::Inactivity, Resolution::NotAsked, now_, entries_);
        break;
      }
      case DeadlineKind::Acw:
        add_automatic_wrap_up(w_, c, entries_);
        break;
      case DeadlineKind::Park:
        add_return(w_, c, ReturnReason::ParkEnded, c.parking->by, now_, entries_);
        break;
      case DeadlineKind::Grace:
        add_return_of_lost(w_, c, now_, entries_);
        break;
    }
  }

  void sends() {
    std::size_t forgotten = 0;
    // Sends stand in the order in which they were accepted.
    for (const auto& [id, send] : w_.sends) {
      if (now_ < send.accepted_at + kSendForgottenAfter || forgotten == kForgottenAtOnceMax) break;
      if (send.status != DeliveryStatus::Sent && send.status != DeliveryStatus::Uncertain) continue;
      entries_.add(SendForgotten{id});
      ++forgotten;
    }
  }

  const Workspace& w_;
  Instant now_;
  Entries entries_;
  std::set<ConversationId> touched_;
};

}  // namespace

Decision decide_time(const Workspace& workspace, Instant now) {
  return {Due(workspace, now).take(), std::nullopt};
}

std::optional<Instant> next_deadline(const Workspace& workspace) {
  std::optional<Instant> next;
  const auto wish = [&](Instant at) {
    if (!next || at < *next) next = at;
  };
  for (const auto& [id, offer] : workspace.offers) wish(offer.expires_at);
  if (!workspace.index.deadlines.empty()) wish(workspace.index.deadlines.begin()->at);
  // What stands behind an earlier message of its conversation waits for that one, not for the clock.
  for (const auto& [not_before, message] : workspace.index.queued) {
    const auto first = workspace.index.unsent.find(workspace.find_send(message)->conversation);
    if (first == workspace.index.unsent.end() || !(*first->second.begin() == message)) continue;
    wish(not_before);
    break;
  }
  for (const auto& [id, send] : workspace.sends) {
    if (send.status != DeliveryStatus::Sent && send.status != DeliveryStatus::Uncertain) continue;
    wish(send.accepted_at + kSendForgottenAfter);
    break;
  }
  return next;
}

}  // namespace smsdesk
