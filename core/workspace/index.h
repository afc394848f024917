// Keeps WorkspaceIndex in step with the facts: take a conversation or an offer out, change it, put it back in.
// For the .cpp files of core/workspace only.
#pragma once

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/assert.h"
#include "core/workspace/workspace.h"

namespace smsdesk::index {

/// The deadlines of one conversation: never many.
class DeadlineList {
 public:
  void add(const Deadline& one) {
    SMSDESK_ASSERT(count_ < list_.size());
    list_[count_++] = one;
  }
  const Deadline* begin() const { return list_.data(); }
  const Deadline* end() const { return list_.data() + count_; }
  bool has(const Deadline& one) const { return std::find(begin(), end(), one) != end(); }
  friend bool operator==(const DeadlineList& a, const DeadlineList& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  std::array<Deadline, 6> list_;
  std::size_t count_ = 0;
};

/// Everything under which a conversation stands in the index. Most changes of a conversation leave most of it as it was, and
/// what stays is not touched: the sets behind it are large.
struct Listing {
  struct LoadOf {
    AgentId agent;  ///< not set: nobody's
    QueueId queue;
    bool is_quiet = false;
    friend bool operator==(const LoadOf&, const LoadOf&) = default;
  };
  bool is_open = false;
  bool is_in_acw = false;
  AgentId owner;
  LoadOf load;
  bool is_waiting = false;
  QueueId asked;
  std::pair<Instant, ConversationId> place;
  AgentId reserved_for;
  WaitingClass asks;
  DeadlineList deadlines;

  bool waits_like(const Listing& other) const {
    return is_waiting == other.is_waiting && asked == other.asked && place == other.place &&
           reserved_for == other.reserved_for && asks == other.asks;
  }
};
Listing listing_of(const Workspace& workspace, const Conversation& conversation);
/// From where it stood to where it stands now.
void relist(Workspace& workspace, const Conversation& conversation, const Listing& before, const Listing& after);
void unlist(Workspace& workspace, const Conversation& conversation);
void list(Workspace& workspace, const Conversation& conversation);
/// `conversation` is the offer's; null: it is not here.
void unlist(Workspace& workspace, const Offer& offer, const Conversation* conversation);
void list(Workspace& workspace, const Offer& offer, const Conversation* conversation);
void unlist(WorkspaceIndex& index, const OutboundSend& send);
void list(WorkspaceIndex& index, const OutboundSend& send);

/// Whether the agent is there to be offered work; after status, connection, idle time, load or capacity changed.
void refresh_agent(Workspace& workspace, AgentId agent);
/// Around a change of an agent's own configuration: memberships and availability.
void forget_agent(Workspace& workspace, AgentId agent);
void place_agent(Workspace& workspace, AgentId agent);
/// Around a change of what the deadlines of a conversation hang on beside itself: the connection of its owner,
/// or of whom it waits for.
void drop_deadlines(Workspace& workspace, const Conversation& conversation);
void add_deadlines(Workspace& workspace, const Conversation& conversation);
/// Who is asked in a queue, after its overflows changed.
void refresh_asked(Workspace& workspace, QueueId queue);
/// When its overflows by the service level are to be looked at next; after an answer, or after they changed, at `now`.
void refresh_level(Workspace& workspace, QueueId queue, Instant now);

/// The class of a conversation that waits for an agent, as `list` files it.
WaitingClass class_of(const Workspace& workspace, const Conversation& conversation);

}  // namespace smsdesk::index
