#include "core/workspace/handing.h"

#include "core/words/words.h"

namespace smsdesk {
namespace {

struct HandingIn {
  const Workspace& before;
  const LogEntry& entry;

  std::optional<Handing> operator()(const OfferEnded& e) const {
    const Conversation* known = before.find_conversation(e.conversation);
    if (known == nullptr || e.outcome != OfferOutcome::Accepted) return std::nullopt;
    Handing one = made(HandingKind::Answered, e.agent);
    const Offer* offer = before.find_offer(e.offer);
    if (known->transfer) {
      one.by = known->transfer->by;
      one.queue = known->transfer->to_queue;
    } else if (offer != nullptr && offer->trace.why == RoutingTrace::Why::Transfer) {
      one.by = offer->trace.handed_by;  // of what nobody had, or whose sender is lost
    }
    return one;
  }
  std::optional<Handing> operator()(const ConversationQueued& e) const {
    const Conversation* known = before.find_conversation(e.conversation);
    if (known == nullptr) return std::nullopt;
    if (e.handover) return moved(e.handover->by, e.queue);
    if (!known->owner.is_set()) return std::nullopt;
    return returned(known->owner, ReturnReason::AgentRemoved);
  }
  std::optional<Handing> operator()(const ConversationReturned& e) const {
    const Conversation* known = before.find_conversation(e.conversation);
    if (known == nullptr) return std::nullopt;
    if (e.reason != ReturnReason::Transferred) return returned(known->owner, e.reason);
    if (!known->transfer) return std::nullopt;
    // Its sender is lost: it waits where it was to go, or with nobody until the colleague accepts.
    if (known->transfer->to_queue.is_set()) return moved(known->transfer->by, known->transfer->to_queue);
    return returned(known->owner, ReturnReason::AgentLost);
  }
  std::optional<Handing> operator()(const ConversationParked& e) const {
    return made(HandingKind::Parked, e.parking.by);
  }
  std::optional<Handing> operator()(const ConversationResumed& e) const { return made(HandingKind::Resumed, e.agent); }
  std::optional<Handing> operator()(const GuestInvited& e) const { return guest(HandingKind::Joined, e.agent); }
  std::optional<Handing> operator()(const GuestLeft& e) const { return guest(HandingKind::Left, e.agent); }
  template <typename Other>
  std::optional<Handing> operator()(const Other&) const {
    return std::nullopt;
  }

  Handing made(HandingKind kind, AgentId agent) const { return {entry.at, kind, agent, {}, {}, ReturnReason::None}; }
  Handing guest(HandingKind kind, AgentId agent) const {
    Handing one = made(kind, agent);
    one.by = entry.by;
    return one;
  }
  Handing moved(AgentId by, QueueId queue) const {
    Handing one = made(HandingKind::Moved, {});
    one.by = by;
    one.queue = queue;
    return one;
  }
  Handing returned(AgentId from, ReturnReason reason) const {
    Handing one = made(HandingKind::Returned, from);
    one.by = entry.by;
    one.reason = reason;
    return one;
  }
};

class Lines {
 public:
  Lines(const Handing& handing, const HandingNames& names) : h_(handing), names_(names) {}

  std::vector<std::string> take() const {
    switch (h_.kind) {
      case HandingKind::Answered:
        if (!h_.by.is_set() || h_.by == h_.agent) return {answered()};
        if (h_.queue.is_set()) return {transferred(names_.queue(h_.queue)), answered()};
        return {is_me(h_.agent) ? by_other(mark("{agent} transferred the conversation to you"), h_.by)
                                : transferred(names_.agent(h_.agent))};
      case HandingKind::Moved:
        return {transferred(names_.queue(h_.queue))};
      case HandingKind::Returned:
        return {returned()};
      case HandingKind::Parked:
        return {by(mark("You parked the conversation"), mark("{agent} parked the conversation"), h_.agent)};
      case HandingKind::Resumed:
        return {by(mark("You took the parked conversation back"), mark("{agent} took the parked conversation back"),
                   h_.agent)};
      case HandingKind::Joined:
        return {joined()};
      case HandingKind::Left:
        return {by(mark("You left the conversation"), mark("{agent} left the conversation"), h_.agent)};
    }
    return {};
  }

 private:
  bool is_me(AgentId agent) const { return agent.is_set() && agent == names_.me; }
  std::string by_other(const char* text, AgentId agent) const { return tr(text, {{"agent", names_.agent(agent)}}); }
  std::string by(const char* mine, const char* others, AgentId agent) const {
    return is_me(agent) ? std::string(tr(mine)) : by_other(others, agent);
  }
  std::string answered() const { return by(mark("You answered"), mark("{agent} answered"), h_.agent); }
  std::string transferred(const std::string& whom) const {
    if (is_me(h_.by)) return tr("You transferred the conversation to {whom}", {{"whom", whom}});
    return tr("{agent} transferred the conversation to {whom}", {{"agent", names_.agent(h_.by)}, {"whom", whom}});
  }
  std::string joined() const {
    if (is_me(h_.agent)) return by_other(mark("{agent} invited you into the conversation"), h_.by);
    const std::string whom = names_.agent(h_.agent);
    if (is_me(h_.by)) return tr("You invited {whom} into the conversation", {{"whom", whom}});
    return tr("{agent} invited {whom} into the conversation", {{"agent", names_.agent(h_.by)}, {"whom", whom}});
  }
  std::string returned() const {
    switch (h_.reason) {
      case ReturnReason::AgentLost:
        return tr("Back in the queue, because its agent's browser was gone");
      case ReturnReason::Inactivity:
        return tr("Back in the queue, because nobody wrote");
      case ReturnReason::ParkEnded:
        return tr("Back in the queue, because the time of its park was over");
      case ReturnReason::CustomerBack:
        return tr("Back in the queue, because the customer wrote while it was parked");
      case ReturnReason::Freed:
        return by(mark("You gave the conversation back to the queue"),
                  mark("{agent} gave the conversation back to the queue"), h_.by);
      case ReturnReason::AgentRemoved:
        return tr("Back in the queue, because its agent has left the organisation");
      case ReturnReason::None:
      case ReturnReason::Transferred:
        break;
    }
    return tr("Back in the queue");
  }

  const Handing& h_;
  const HandingNames& names_;
};

}  // namespace

std::optional<Handing> handing_of(const Workspace& before, const LogEntry& entry) {
  return std::visit(HandingIn{before, entry}, entry.body);
}

std::vector<std::string> handing_lines(const Handing& handing, const HandingNames& names) {
  return Lines(handing, names).take();
}

}  // namespace smsdesk
