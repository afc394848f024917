// A conversation: one customer × one of our numbers, from its first waiting message to its wrap-up. Plain values.
//
// Two halves, because not everybody may read: the summary (what a queue's waiting list needs) is known to every
// member of the queue; the detail (who, and what was said) only to its owner, to whom it is offered, to colleagues who
// were asked into it, and to supervisors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/conversation/contact.h"
#include "core/conversation/message.h"
#include "core/conversation/resolution.h"
#include "core/conversation/routing_trace.h"

namespace smsdesk {

enum class ConversationState : std::uint8_t {
  Waiting,        ///< in the queue
  Alerting,       ///< offered to one agent, and nobody has it
  Active,         ///< answered; the owner writes. While a transfer is pending it may be offered to somebody else
  AfterCallWork,  ///< ended; the owner owes a wrap-up code
  Parked,         ///< set aside by its owner until an instant, or until the customer writes
};

/// Why a conversation waits that had been answered before.
enum class ReturnReason : std::uint8_t {
  None,
  AgentLost,     ///< the owner's browser was gone for longer than the grace period
  Inactivity,    ///< nobody wrote for too long
  ParkEnded,     ///< its time came
  CustomerBack,  ///< the customer wrote to a parked one
  Transferred,   ///< on its way to another queue or agent it lost who sent it; or a supervisor moved what waited
  Freed,         ///< a supervisor took it away
  AgentRemoved,  ///< the owner is not part of the organisation any more
};

/// How a conversation changed hands.
enum class HandingKind : std::uint8_t {
  Answered,  ///< `agent` has it now; where `by` had transferred it, to `queue` if that is set, else to this agent
  Moved,     ///< `by` transferred it, nobody has it, and it waits in `queue`
  Returned,  ///< it waits again, for `reason`; `agent` had it, and `by` took it from them where somebody did
  Parked,    ///< by `agent`
  Resumed,   ///< `agent` took it back from its park
  Joined,    ///< `agent` may write too: `by` invited them
  Left,      ///< `agent` may not any more; `by`: who ended it
};
struct Handing {
  Instant at;
  HandingKind kind = HandingKind::Answered;
  AgentId agent;
  AgentId by;
  QueueId queue;
  ReturnReason reason = ReturnReason::None;
  friend bool operator==(const Handing&, const Handing&) = default;
};

/// Messages of an open conversation that the workspace holds; older ones are read from the archive, page by page.
inline constexpr std::size_t kMessagesHeldMax = 100;
inline constexpr std::size_t kNotesHeldMax = 50;
inline constexpr std::size_t kHandingsHeldMax = 50;
inline constexpr std::size_t kConsultsMax = 5;  ///< open at once in one conversation
inline constexpr std::size_t kConsultMessagesHeldMax = 50;
inline constexpr std::size_t kInvitedMax = 10;
inline constexpr std::size_t kNoteBytesMax = 4'000;
inline constexpr unsigned kNoteCorrectionsMax = 100;  ///< of one note; beside that it can be taken back
inline constexpr std::size_t kReasonBytesMax = 400;   ///< of a decline, a transfer, a park
inline constexpr DurationMs kParkMax = hours(24 * 31);
/// What one step of priority is worth in waiting time: so that a high priority goes first and a low one is never starved
/// (features.md E.6: Genesys' TimestampAndPriority counts the same way).
inline constexpr DurationMs kPriorityStep = minutes(1);

/// An internal note: never sent to the customer. Its author may give it other words, or take it back; what it said before is in
/// the log and in the archive.
struct Note {
  NoteId id;
  AgentId author;
  Instant at;
  std::string text;  ///< the newest words; empty where it was taken back
  std::vector<AgentId> mentions;
  unsigned correction = 0;     ///< how often it was changed
  Instant corrected_at{};      ///< the last time
  bool is_taken_back = false;  ///< for good
  friend bool operator==(const Note&, const Note&) = default;
};

struct ConsultMessage {
  AgentId author;
  Instant at;
  std::string text;
  bool is_suggestion = false;  ///< meant to be sent to the customer, by one key
  friend bool operator==(const ConsultMessage&, const ConsultMessage&) = default;
};

/// A side thread between an agent of the conversation and a colleague, who may read the conversation while it is open.
struct Consult {
  ConsultId id;
  AgentId asker;
  AgentId colleague;
  Instant began_at;
  std::vector<ConsultMessage> messages;  ///< oldest first
  friend bool operator==(const Consult&, const Consult&) = default;
};

/// A wrap-up as far as it is filled in.
struct WrapUpForm {
  WrapUpCodeId code;
  std::string note;
  std::vector<FilledField> fields;
  friend bool operator==(const WrapUpForm&, const WrapUpForm&) = default;
};

/// The customer's number was shown to an agent for whom it is masked (core/workspace/masking.h).
struct Reveal {
  AgentId agent;
  Instant at;
  friend bool operator==(const Reveal&, const Reveal&) = default;
};

struct ConversationDetail {
  std::string customer;             ///< address
  std::string our_number;           ///< address
  std::vector<Message> messages;    ///< oldest first, at most kMessagesHeldMax
  std::uint64_t message_count = 0;  ///< of this conversation, dropped ones included
  MessageId seen_up_to;             ///< the newest message its owner has had before their eyes
  /// The owner has put seen_up_to back: what a page merely shows is not read, before they come back to the conversation.
  bool is_marked_unread = false;
  std::vector<Note> notes;        ///< oldest first, at most kNotesHeldMax
  std::vector<Consult> consults;  ///< open ones
  std::vector<AgentId> invited;   ///< may read, and send too; sorted
  WrapUpForm prepared;
  std::optional<RoutingTrace>
      why;                ///< why its owner was offered it; not set: nobody has it, or they reopened or resumed it
  CustomerRecord record;  ///< what is known of the customer
  std::vector<Reveal> reveals;    ///< in their order, each agent once; so at most as many as may read it
  std::vector<Handing> handings;  ///< of this segment, oldest first, at most kHandingsHeldMax
  friend bool operator==(const ConversationDetail&, const ConversationDetail&) = default;

  Message* find(MessageId id);
  const Message* find(MessageId id) const;
  /// The message held just before that one; not set: there is none.
  MessageId before(MessageId id) const;
  Consult* find_consult(ConsultId id);
  const Consult* find_consult(ConsultId id) const;
  Note* find_note(NoteId id);
  const Note* find_note(NoteId id) const;
  /// Asked in a consult, invited, or mentioned in a note: may read.
  bool has_guest(AgentId agent) const;
  bool is_invited(AgentId agent) const;
  bool is_revealed_to(AgentId agent) const;
  /// Inbound messages newer than seen_up_to.
  std::size_t unread_count() const;
  /// The newest inbound message, or none.
  const Message* last_inbound() const;
};

/// What a waiting conversation asks of whoever answers it, and how it is ranked.
struct Demand {
  int priority = 0;             ///< queue's and rule's together
  std::vector<SkillId> skills;  ///< required in ring 0, sorted
  std::string language;         ///< BCP 47 tag that was guessed from the text; empty = none
  std::string rule;             ///< why it is in this queue: "Keyword SALES", empty = the number's own queue
  AgentId preferred;            ///< waited for until preferred_until
  GroupId preferred_group;      ///< likewise, where no single agent is
  Instant preferred_until;
  unsigned preferred_rule = 0;      ///< how many of the queue's preferred rules are over
  Instant preferred_since;          ///< since when the present one is waited for
  DurationMs preferred_waited = 0;  ///< for those before, who are waited for no more
  AgentId last_agent;   ///< talked with this customer last, whether or not that is asked for; not set: nobody is known
  AgentId known_agent;  ///< of all who may be asked and are free this one goes first, without being waited for
  AgentId freed_from;   ///< it was taken from this one: of all who may be asked and are free this one goes last
  unsigned stage = 0;   ///< how many of the queue's rings and waiting overflows have been reached
  friend bool operator==(const Demand&, const Demand&) = default;
};

/// On its way to another queue or agent; the owner keeps it until somebody accepts.
struct Transfer {
  AgentId by;
  QueueId to_queue;  ///< one of the two is set
  AgentId to_agent;
  Instant began_at;
  std::string note;
  bool keeps_skills = true;
  Demand own{};  ///< what its own queue asks for, for when nobody accepts; set by apply()
  friend bool operator==(const Transfer&, const Transfer&) = default;
};

/// Who transferred what waits with nobody, or had parked it before it came back, for whoever answers it.
struct Handover {
  AgentId by;
  std::string note;
  friend bool operator==(const Handover&, const Handover&) = default;
};

struct Parking {
  AgentId by;
  Instant since;
  Instant until;
  std::string reason;
  friend bool operator==(const Parking&, const Parking&) = default;
};

struct Conversation {
  ConversationId id;
  QueueId queue;
  ConversationState state = ConversationState::Waiting;
  AgentId owner;  ///< Active, AfterCallWork, Parked
  OfferId offer;  ///< Alerting; Active while a transfer alerts
  Instant opened_at;
  Instant waiting_since;  ///< place in the queue; kept through declined and missed offers
  Instant answered_at;
  Instant ended_at;
  std::optional<ConversationDetail> detail;  ///< absent where the viewer may not read it

  Demand demand;
  ReturnReason returned = ReturnReason::None;
  std::optional<Handover> handover;  ///< with ReturnReason::Transferred, ParkEnded and CustomerBack
  bool is_quiet = false;             ///< Active without a customer's reply for so long that it does not count as load
  Instant owner_since;
  Instant last_activity_at;   ///< the newest message of either side, or the reopening
  Instant answer_owed_since;  ///< the oldest inbound message that nobody has answered; 0 = none, or opted out
  std::optional<Transfer> transfer;
  std::optional<Parking> parking;
  Instant inactivity_warned_at;  ///< 0 = not
  unsigned texts_sent = 0;       ///< bits: 1 greeting, 2 waiting, 4 away
  Resolution resolution = Resolution::NotAsked;
  bool is_acw_requested = false;
  Instant acw_until;  ///< 0 = no limit
  bool is_acw_extended = false;
  unsigned segment = 1;  ///< 1 = the first time it was opened; one more for each time it was reopened
  friend bool operator==(const Conversation&, const Conversation&) = default;

  /// Since when agents are asked: the place in the queue, or the beginning of its transfer to another one.
  Instant asked_since() const;
  /// Smaller goes first: since when agents are asked, moved forward by its priority.
  Instant rank() const;
  /// Waits for an agent: in a queue, or owned and on its way to another queue, and alerts at nobody.
  bool is_waiting_for_agent() const;
  /// What its own queue asks for, a pending transfer or not.
  const Demand& own_demand() const { return transfer ? transfer->own : demand; }
  /// The queue whose agents are asked: the transfer's target, else its own.
  QueueId asked_queue() const;
};

}  // namespace smsdesk
