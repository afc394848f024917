// Collects the entries of one decision, with offsets and ids that follow the workspace's. For core/workspace only.
#pragma once

#include <utility>
#include <vector>

#include "core/workspace/decide.h"

namespace smsdesk {

class Entries {
 public:
  Entries(const Workspace& workspace, Instant now, AgentId by = {})
      : offset_(workspace.offset), last_id_(workspace.last_id), now_(now), by_(by) {}

  void add(EntryBody body) { list_.push_back({++offset_, now_, std::move(body), by_}); }
  template <typename AnyId>
  AnyId next_id() {
    return AnyId{++last_id_};
  }
  bool is_empty() const { return list_.empty(); }
  std::vector<LogEntry> take() { return std::exchange(list_, {}); }

 private:
  std::uint64_t offset_;
  std::uint64_t last_id_;
  Instant now_;
  AgentId by_;
  std::vector<LogEntry> list_;
};

inline Decision refused(RefusalKind kind, std::string sentence, std::uint32_t count = 0) {
  return {{}, Refusal{kind, std::move(sentence), count}};
}

/// One agent's command; in decide_commands.cpp.
Decision decide_command(const Workspace& workspace, const CommandInput& input, Instant now);
/// What differs from the organisation's document; in decide_organisation.cpp.
Decision decide_organisation(const Workspace& workspace, const Organisation& organisation, Instant now, AgentId by);
/// In decide_templates.cpp.
Decision decide_templates(const Workspace& workspace, const TemplatesGiven& input, Instant now);
/// In decide_time.cpp.
Decision decide_time(const Workspace& workspace, Instant now);
/// In decide_inbound.cpp.
Decision decide_inbound(const Workspace& workspace, const InboundMessage& input, Instant now);

/// Into the trace of an offer: who has handed it on, or had parked it, and with what words; in decide_offers.cpp.
void trace_handing(const Conversation& conversation, RoutingTrace& trace);
/// Takes back every offer that alerts at this agent.
void end_offers_of(const Workspace& workspace, AgentId agent, OfferOutcome outcome, Entries& entries);
/// Takes back the offer of that conversation, where there is one.
void withdraw_offer(const Workspace& workspace, const Conversation& conversation, Entries& entries);
/// The end of what an agent has: into after-call work as its queue wants it, or over at once.
void add_end(const Workspace& workspace, const Conversation& conversation, EndCause cause, Resolution resolution,
             Instant now, Entries& entries);
/// Back to the queue, or where that has been removed, to the one that answers its number now. Its place is that of the
/// customer's oldest message that nobody has answered, else now. `preferred` goes first; not set: nobody does.
void add_return(const Workspace& workspace, const Conversation& conversation, ReturnReason reason, AgentId preferred,
                Instant now, Entries& entries);
/// The same with its place in the queue given.
void add_return(const Workspace& workspace, const Conversation& conversation, ReturnReason reason, AgentId preferred,
                Instant waiting_since, Instant now, Entries& entries);
/// Its owner is lost. What was on its way to a queue or an agent goes on to there; everything else returns to its queue.
void add_return_of_lost(const Workspace& workspace, const Conversation& conversation, Instant now, Entries& entries);
/// On its way to another queue: it waits there now, at the place of the transfer, and goes on asking for the same.
void add_going_on(const Conversation& conversation, Entries& entries);
/// The last word without the agent: what was prepared, or the queue's code for it.
void add_automatic_wrap_up(const Workspace& workspace, const Conversation& conversation, Entries& entries);
/// A text of the queue's own, once a stay; nothing where it is empty, was sent, or cannot be.
void add_queue_text(const Workspace& workspace, const Conversation& conversation, AutomaticText kind, Entries& entries);

}  // namespace smsdesk
