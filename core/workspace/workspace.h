// The facts together: what relay, browser and simulator hold, and how one entry changes it.
//
// One log, one fold: apply() is the only thing that changes a Workspace. Two replicas at the same offset that may
// see the same have the same digest. Pure: no clock, no randomness; instants come with the entries.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/base/result.h"
#include "core/queue/routing.h"
#include "core/workspace/load.h"
#include "core/workspace/log_entry.h"

namespace smsdesk {

struct Offer {
  OfferId id;
  ConversationId conversation;
  AgentId agent;
  Instant made_at;
  Instant expires_at;
  RoutingTrace trace{};
  friend bool operator==(const Offer&, const Offer&) = default;
};

/// A message on its way to the carrier, from accepted to a final status. Relay only; never in an agent's stream.
struct OutboundSend {
  MessageId message;
  ConversationId conversation;
  SendKey key;
  std::string to;
  std::string from;
  std::string text;
  DeliveryStatus status = DeliveryStatus::Queued;
  unsigned attempt = 0;
  Instant accepted_at;
  Instant changed_at;
  Instant not_before;
  CarrierMessageId carrier_id;
  std::vector<Media> media{};
  bool is_mms_text = false;  ///< without files, and all the same one MMS: at every attempt
  friend bool operator==(const OutboundSend&, const OutboundSend&) = default;
};
/// Sends whose receipt never came leave the workspace after this long (Twilio's longest validity plus an hour).
inline constexpr DurationMs kSendForgottenAfter = hours(11);

/// What a queue's service level is made of: its last answers and abandonments. The relay's, and in the view of who sees
/// everything.
struct QueueAnswer {
  Instant at;
  bool is_within_target = false;
  friend bool operator==(const QueueAnswer&, const QueueAnswer&) = default;
};
inline constexpr std::size_t kQueueAnswersMax = 100;
inline constexpr DurationMs kQueueAnswersWindow = minutes(30);

struct QueueRecord {
  std::vector<QueueAnswer> answers;  ///< oldest first, at most kQueueAnswersMax
  /// Indices into Queue::overflows whose service-level condition holds; relay only.
  std::vector<unsigned> overflows_on;
  friend bool operator==(const QueueRecord&, const QueueRecord&) = default;
};

/// Waiting conversations that ask for exactly the same are one class: if its oldest cannot be placed, none can.
struct WaitingClass {
  unsigned stage = 0;
  unsigned weight = 1;
  LabelId label;
  std::vector<SkillId> skills;
  GroupId preferred_group;
  AgentId not_for;  ///< who hands it over is not asked
  friend bool operator==(const WaitingClass&, const WaitingClass&) = default;
  friend bool operator<(const WaitingClass& a, const WaitingClass& b) {
    return std::tie(a.stage, a.weight, a.label, a.skills, a.preferred_group, a.not_for) <
           std::tie(b.stage, b.weight, b.label, b.skills, b.preferred_group, b.not_for);
  }
};

using Ranked = std::set<std::pair<Instant, ConversationId>>;  ///< by Conversation::rank()

/// One class of a queue's waiting conversations.
struct WaitingLine {
  WaitingClass asks;
  Ranked waiting;                            ///< never empty
  std::pair<Instant, ConversationId> first;  ///< of these; here too, because routing looks at the first of every line
  friend bool operator==(const WaitingLine&, const WaitingLine&) = default;
};
using WaitingLines = std::vector<WaitingLine>;  ///< by what they ask for

enum class DeadlineKind : std::uint8_t {
  Preference,
  Stage,
  WaitingText,
  Quiet,
  InactivityWarning,
  Inactivity,
  Acw,
  Park,
  Grace
};
struct Deadline {
  Instant at;
  ConversationId conversation;
  DeadlineKind kind = DeadlineKind::Preference;
  friend bool operator<(const Deadline& a, const Deadline& b) {
    return std::tie(a.at, a.conversation, a.kind) < std::tie(b.at, b.conversation, b.kind);
  }
  friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// (customer, our number), as a key that is found without a copy of either: each inbound message asks some times.
using TimelineKey = std::pair<std::string_view, std::string_view>;
struct TimelineHash {
  using is_transparent = void;
  std::size_t operator()(const TimelineKey& line) const {
    const std::hash<std::string_view> hash;
    return hash(line.first) * 31 + hash(line.second);
  }
};
struct TimelineEqual {
  using is_transparent = void;
  bool operator()(const TimelineKey& a, const TimelineKey& b) const { return a == b; }
};

/// Answers to questions that would otherwise walk the whole workspace. Derived from the facts by apply(), never stored,
/// hashed or compared.
struct WorkspaceIndex {
  /// (customer, our number) → not yet ended.
  std::unordered_map<std::pair<std::string, std::string>, ConversationId, TimelineHash, TimelineEqual> open;
  /// In after-call work, likewise, by when they ended.
  std::map<std::pair<std::string, std::string>, std::set<std::pair<Instant, ConversationId>>> in_acw;
  std::map<QueueId, Ranked> waiting;      ///< conversations that wait for an agent, by the queue that is asked
  std::map<QueueId, WaitingLines> lines;  ///< the same but for what waits for one agent
  std::map<AgentId, Ranked> reserved;     ///< what waits for that very agent
  std::set<AgentId> in_vain;              ///< of these agents: who has left the queue, or was never here
  std::map<AgentId, std::set<ConversationId>> owned;
  std::unordered_map<AgentId, Load> load;
  std::set<Deadline> deadlines;
  std::map<Pool, std::set<AgentId>> members;
  std::map<AgentId, std::set<Pool>> pools_of;
  std::map<AgentId, std::set<QueueId>> queues_of;  ///< where the agent is a member, directly or by a group of any stage
  /// Connected, on queue and with room for at least something, longest idle first.
  std::map<Pool, std::set<std::pair<Instant, AgentId>>> available;
  std::unordered_map<AgentId, Instant> available_since;  ///< the key under which an agent stands in `available`
  std::map<QueueId, std::vector<Stage>> stages;
  std::map<QueueId, std::vector<Pool>> member_pools;
  std::map<Pool, std::vector<QueueId>>
      asking;  ///< queues that may ask the pool, and that once did in what waits; sorted
  std::map<QueueId, std::vector<std::vector<Pool>>> asked;      ///< by stage: who is asked, without preferences
  std::map<QueueId, std::vector<std::uint32_t>> asked_members;  ///< how many agents these are
  /// Queues with overflows by the service level, by the first instant at which these may have to be said anew. An answer or
  /// a change of them moves it; before it, the service level is what it was.
  std::set<std::pair<Instant, QueueId>> levels_due;
  std::map<QueueId, Instant> level_due_at;
  std::unordered_map<std::string, MessageId> sends_by_carrier_id;
  std::unordered_map<std::string, MessageId> sends_by_key;
  std::map<ConversationId, std::set<MessageId>> unsent;  ///< queued or sending, oldest first
  std::set<std::pair<Instant, MessageId>> queued;        ///< by not_before
  friend bool operator==(const WorkspaceIndex&, const WorkspaceIndex&) { return true; }
};

struct Workspace {
  bool is_view = false;      ///< an agent's: ids, sends and idle times are the relay's own and stay empty
  bool has_records = false;  ///< a view of who sees everything: the queues' answers are in it
  std::uint64_t offset = 0;
  std::uint64_t last_id = 0;  ///< ids are given upwards from here; 0 in a view
  OrganisationSettings settings;
  std::map<AgentId, Agent> agents;
  std::map<QueueId, Queue> queues;
  std::map<WrapUpCodeId, WrapUpCode> wrap_up_codes;
  std::map<std::string, OurNumber> numbers;
  std::map<SkillId, Skill> skills;
  std::map<GroupId, Group> groups;
  std::map<LabelId, UtilizationLabel> labels;
  std::map<SubStatusId, SubStatus> sub_statuses;
  std::map<ScheduleId, Schedule> schedules;
  std::map<ContactListId, ContactList> contact_lists;    ///< admins' views only
  std::map<ConversationId, Conversation> conversations;  ///< open, parked, and in after-call work
  std::map<OfferId, Offer> offers;
  std::map<MessageId, OutboundSend> sends;
  std::map<AgentId, Instant>
      idle_since;  ///< when work began or the last offer or interaction ended; longest goes first
  std::map<QueueId, QueueRecord> records;
  std::map<TemplateId, Template> templates;  ///< a view: those that may be seen (visibility.h)
  std::map<AgentId, std::map<TemplateId, TemplateUse>> template_uses;  ///< a view: the viewer's
  WorkspaceIndex index;
  friend bool operator==(const Workspace&, const Workspace&) = default;

  Agent* find_agent(AgentId id);
  const Agent* find_agent(AgentId id) const;
  const Queue* find_queue(QueueId id) const;
  Conversation* find_conversation(ConversationId id);
  const Conversation* find_conversation(ConversationId id) const;
  const Template* find_template(TemplateId id) const;
  const Offer* find_offer(OfferId id) const;
  const OutboundSend* find_send(MessageId message) const;
  /// By the carrier's name for it, else by our key, which comes back in the address of every status callback.
  const OutboundSend* find_send(const CarrierMessageId& carrier_id, const SendKey& key) const;
  /// The conversation not yet ended of that customer on that number, or null. There is at most one.
  const Conversation* find_open(const std::string& customer, const std::string& our_number) const;
  /// What an agent holds, has in after-call work, and is being offered, in units of capacity.
  unsigned load_of(AgentId agent) const;
  const Load& full_load_of(AgentId agent) const;
  /// What a conversation of that queue weighs.
  Weight weight_of(QueueId queue) const;
  bool is_member(AgentId agent, QueueId queue) const;
  /// Answered within the target, percent of the last answers and abandonments; not set where there were none.
  std::optional<unsigned> service_level(QueueId queue, Instant now) const;
  /// Indices into Queue::overflows whose service-level condition holds now, rising.
  std::vector<unsigned> overflows_by_level(const Queue& queue, Instant now) const;
};

/// Until when its preferred agent or group is waited for: less long where that agent's browser is gone and does not come
/// back. Of a conversation that waits for one.
Instant preferred_until(const Workspace& workspace, const Conversation& conversation);

RoutingStatus routing_status(const Workspace& workspace, const Agent& agent);

/// Makes the index anew from the facts; for workspaces that were read or projected, and after configuration changed.
void rebuild_index(Workspace& workspace);

/// Folds one entry. Its offset must be the workspace's + 1 (a view may skip entries it may not see; use apply_view).
/// An entry that does not fit is refused and changes nothing: it means a corrupted log or a bug, and the caller stops.
[[nodiscard]] Status apply(Workspace& workspace, const LogEntry& entry);
/// The same fold for an agent's view: offsets may skip what it may not see, but always rise.
[[nodiscard]] Status apply_view(Workspace& workspace, const LogEntry& entry);

/// FNV-1a over a canonical form of everything in it; equal on every platform for equal workspaces.
std::uint64_t digest(const Workspace& workspace);

/// What must hold in every workspace; the sentence names the first thing that does not.
[[nodiscard]] Status check_invariants(const Workspace& workspace);

}  // namespace smsdesk
