// What may happen: an input from a carrier, an agent or a timer becomes log entries, or a refusal with a sentence.
//
// Pure: decide() reads the workspace and changes nothing; the relay folds the entries, writes them, and only then
// answers. A refusal is not an error: it is an expected answer, in words for the agent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/workspace/organisation.h"
#include "core/workspace/workspace.h"

namespace smsdesk {

/// What the archive says of a conversation that is not in the workspace any more (looked up by the relay).
struct ClosedConversation {
  ConversationId conversation;
  QueueId queue;
  std::string customer;
  std::string our_number;
  Instant opened_at;
  Instant ended_at;
  AgentId agent;  ///< who had it last
  unsigned segment = 1;
  std::uint64_t message_count = 0;  ///< of all its segments
};

// From the carrier ---------------------------------------------------------------------------------------------
struct InboundMessage {
  CarrierMessageId carrier_id;
  std::string from;  ///< canonical addresses
  std::string to;
  std::string text;
  std::vector<Media> media;
  std::optional<ClosedConversation> previous{};  ///< the newest of that customer on that number, where none is open
  CustomerRecord record{};                       ///< likewise: what is known of the customer
  std::optional<Instant> sent_at{};              ///< where the carrier's records tell it: it comes late
};
/// A status callback, or what a query of the carrier said.
struct StatusReport {
  CarrierMessageId carrier_id;
  SendKey key;  ///< from the callback's address; empty where it is not known
  DeliveryStatus status = DeliveryStatus::Sent;
  std::string error_code;
  /// What the archive says of the message where the workspace does not wait for it any more (set by the relay).
  struct Archived {
    ConversationId conversation;
    MessageId message;
    DeliveryStatus status = DeliveryStatus::Sent;
    // Of a refusal because of an opt-out: whose message it is.
    std::string customer{};
    std::string our_number{};
    Instant sent_at{};
  };
  std::optional<Archived> archived;
  Consent consent{};  ///< of such a refusal: what the tables say of the customer (set by the relay)
};

// From the dispatcher that calls the carrier ---------------------------------------------------------------------
struct SendStarted {
  MessageId message;
};
enum class SendOutcome : std::uint8_t {
  Taken,      ///< the carrier has it and named it
  Refused,    ///< certainly not taken, for a reason that stays
  TryLater,   ///< certainly not taken, for a reason that passes (429, no connection)
  Uncertain,  ///< it may have been taken
};
struct SendFinished {
  MessageId message;
  SendOutcome outcome = SendOutcome::Uncertain;
  CarrierMessageId carrier_id;
  DeliveryStatus status = DeliveryStatus::Sent;  ///< with Taken: the status the carrier gave
  std::string error_code;
  DurationMs retry_after = 0;  ///< with TryLater; from the carrier or the backoff
  Consent consent{};           ///< of a refusal because of an opt-out: likewise (set by the relay)
};

// From agents ----------------------------------------------------------------------------------------------------
struct SetPresence {
  Presence presence = Presence::Available;
  SubStatusId sub_status{};
  bool is_automatic = false;  ///< nobody touched the page for a while
  AgentId agent{};            ///< not set: one's own; another's takes a supervisor
};
struct SetOnQueue {
  bool is_on_queue = false;
  AgentId agent{};  ///< likewise
};
struct AnswerOffer {
  OfferId offer;
};
struct DeclineOffer {
  OfferId offer;
  std::string reason{};
};
/// Takes a waiting conversation by hand, where the queue allows it.
struct PickConversation {
  ConversationId conversation;
};
struct SendMessage {
  ConversationId conversation;
  std::string text;
  MessageId seen_up_to;        ///< the newest message of the conversation that the author had before their eyes
  bool ignores_newer = false;  ///< "send anyway"
  MessageId again_of{};        ///< the text of that message, which did not arrive, goes out once more
  std::vector<Attached> attachments{};
  std::vector<Media> media{};        ///< what these are: looked up by the relay, never on the wire
  std::vector<sms::Risk> despite{};  ///< what the author was warned of before; at most one of each is kept
  bool is_mms_text = false;          ///< without files: as one MMS. What is sent again goes as it did before
  /// Done with it, in the same entries; what cannot be done is told with the message (not_done), which goes all the same.
  std::vector<TemplateAction> actions{};
};
/// Actions of templates without a message: all of them, or none; `count` of the refusal says which cannot be done.
struct DoActions {
  ConversationId conversation;
  std::vector<TemplateAction> actions;
};
/// To the supervisors, as spam or abuse, by whoever may read it, in the facts or in the archive; None takes it back, by whom
/// report_right.h says.
struct ReportMessage {
  ConversationId conversation;
  MessageId message;
  ReportKind kind = ReportKind::None;
  // Of what is not among the facts, or not for this agent to read there: looked up by the relay, never on the wire.
  ConversationId archived_in{};  ///< where the customer wrote it, which this agent may read; not set: there is none
  MessageReport archived{};      ///< as what the archive has it reported
};
struct MarkSeen {
  ConversationId conversation;
  MessageId up_to;
  bool ends_mark = false;  ///< also of what was marked as unread: the agent has come back to it
};
/// By its owner: from that message of the customer's on, all is unread again.
struct MarkUnread {
  ConversationId conversation;
  MessageId from;
};
/// Its owner ends it; or a supervisor does, who need not say whether it is resolved.
struct EndConversation {
  ConversationId conversation;
  Resolution resolution = Resolution::NotAsked;
};
struct PrepareWrapUp {
  ConversationId conversation;
  WrapUpForm form;
};
struct CompleteWrapUp {
  ConversationId conversation;
  WrapUpCodeId code;
  std::string note;
  std::vector<FilledField> fields{};
};
struct RequestAcw {
  ConversationId conversation;
  bool is_requested = true;
};
struct ExtendAcw {
  ConversationId conversation;
};
/// To a queue or to an agent: one of the two is set. By its owner; or by a supervisor, who may move what nobody has, too.
struct BeginTransfer {
  ConversationId conversation;
  QueueId to_queue;
  AgentId to_agent;
  std::string note;
  bool keeps_skills = true;
};
struct TakeBackTransfer {
  ConversationId conversation;
};
struct BeginConsult {
  ConversationId conversation;
  AgentId colleague;
  std::string text;
};
struct SayInConsult {
  ConversationId conversation;
  ConsultId consult;
  std::string text;
  bool is_suggestion = false;
};
struct EndConsult {
  ConversationId conversation;
  ConsultId consult;
};
struct AddNote {
  ConversationId conversation;
  std::string text;
  std::vector<AgentId> mentions;
};
/// By its author, who may read it still, in the facts or in the archive: other words, or none where it is taken back.
struct CorrectNote {
  ConversationId conversation;  ///< in which it was written
  NoteId note;
  unsigned over = 0;  ///< the correction whose words its author had before their eyes; 0 = the first words
  std::string text;
  std::vector<AgentId> mentions{};
  bool takes_back = false;
  /// Of what is not among the facts, or not for this agent to read there: looked up by the relay, never on the wire.
  std::optional<Note> archived{};
};
struct InviteGuest {
  ConversationId conversation;
  AgentId agent;
};
/// Takes an invitation back; a guest may do so too.
struct DismissGuest {
  ConversationId conversation;
  AgentId agent;
};
struct ParkConversation {
  ConversationId conversation;
  Instant until;
  std::string reason;
};
struct ResumeConversation {
  ConversationId conversation;
};
/// Takes up a closed conversation again.
struct ReopenConversation {
  ConversationId conversation;
  std::optional<ClosedConversation> closed{};  ///< looked up by the relay; never on the wire
  CustomerRecord record{};                     ///< likewise
};
/// A supervisor takes it away from whoever has it: back to the queue, or out of after-call work.
struct FreeConversation {
  ConversationId conversation;
};
/// A supervisor ends what nobody has answered: nobody will.
struct AbandonConversation {
  ConversationId conversation;
};
/// An admin changes the organisation: items to put (id 0 = a new one) and to remove. All of it, or nothing.
struct Configure {
  Organisation put;
  OrganisationItems removed;
};

/// A customer's file that could not be fetched is tried once more; by whoever may read the conversation.
struct FetchMedia {
  ConversationId conversation;
  MessageId message;
  unsigned place = 0;
  /// Where the facts do not hold the message: looked up by the relay, never on the wire.
  std::optional<Media> archived{};
};

/// Puts templates; id 0 = a new one. All of them, or none. What their files are is looked up by the relay.
struct SaveTemplates {
  std::vector<Template> templates;
  bool replaces_namesakes = false;  ///< a new one takes the place of the one in its library that has its name (import)
};
struct RemoveTemplate {
  TemplateId id;
};
/// It was put into a message: counted, so that the most used comes first.
struct UseTemplate {
  TemplateId id;
};

/// What the relay's tables say of numbers; looked up by the relay, never on the wire.
struct NumberFacts {
  std::string number;
  std::optional<Contact> contact{};  ///< whose it is
  LocalZone zone{};                  ///< by the number
};
/// Puts a contact: a new one (id 0), or another form of the one of that revision. By whoever may read a conversation with
/// it, open or closed: its number is, or becomes, one of the contact's.
struct SaveContact {
  ConversationId conversation;
  Contact contact;
  // Looked up by the relay, never on the wire:
  std::optional<Contact> known{};              ///< of that id
  std::vector<NumberFacts> numbers{};          ///< of the contact, as it is to be and as it was
  std::optional<LocalZone> zone{};             ///< the contact's; not set: there is no such zone
  std::optional<ClosedConversation> closed{};  ///< where the conversation has left the workspace
};
/// The customer of the conversation and another contact are one: `gone` becomes part of `kept`. One of the two is that of the
/// conversation. The revisions are those that were looked at.
struct MergeContacts {
  ConversationId conversation;
  ContactId kept, gone;
  std::uint32_t kept_revision = 0, gone_revision = 0;
  // Looked up by the relay, never on the wire:
  std::optional<Contact> kept_contact{}, gone_contact{};
  std::vector<NumberFacts> numbers{};
  std::optional<LocalZone> zone{};
  std::optional<ClosedConversation> closed{};  ///< as in SaveContact
};

/// The customer of the conversation and another contact are two people, whatever they have in common: they are not suggested as
/// one any more, to anybody. Merging them stays possible.
struct TellContactsApart {
  ConversationId conversation;
  ContactId other;
  // Looked up by the relay, never on the wire:
  bool is_other_known = false;
  std::optional<ClosedConversation> closed{};  ///< as in SaveContact
  ContactId own{};                             ///< the contact of that one's customer
};

/// Shows the customer's number to this agent, for whom it is masked. By whoever may read the conversation, open or closed, where
/// the organisation allows it; written down, of a closed one each time.
struct RevealNumber {
  ConversationId conversation;
  // Looked up by the relay, never on the wire:
  std::optional<ClosedConversation> closed{};  ///< as in SaveContact
};

using AgentCommand =
    std::variant<SetPresence, SetOnQueue, AnswerOffer, DeclineOffer, SendMessage, MarkSeen, EndConversation,
                 CompleteWrapUp, PickConversation, PrepareWrapUp, RequestAcw, ExtendAcw, BeginTransfer,
                 TakeBackTransfer, BeginConsult, SayInConsult, EndConsult, AddNote, InviteGuest, DismissGuest,
                 ParkConversation, ResumeConversation, ReopenConversation, FreeConversation, AbandonConversation,
                 Configure, ReportMessage, FetchMedia, SaveTemplates, RemoveTemplate, UseTemplate, SaveContact,
                 MergeContacts, RevealNumber, TellContactsApart, MarkUnread, DoActions, CorrectNote>;
/// A command under its key from the tab. The key makes it safe to repeat.
struct CommandInput {
  AgentId agent;
  SendKey key;
  AgentCommand command;
};

// From the relay itself --------------------------------------------------------------------------------------------
/// The first browser of an agent came. Whoever has not chosen to be offline is available from now on: colleagues can reach
/// them, and work is offered once they go on queue (features.md F.1).
struct AgentArrived {
  AgentId agent;
};
/// The last one is gone.
struct AgentLeft {
  AgentId agent;
  bool has_signed_out = false;  ///< then the next time begins as the first did
};
/// An agent gets another password, which the relay keeps beside the log in the same batch.
struct PasswordSet {
  AgentId agent;
  AgentId by;  ///< an admin; not set: the command line, or the organisation's document
};
/// An agent who may read it takes a transcript with them; the relay has checked that they may.
struct TranscriptRequested {
  AgentId by;
  TranscriptTaken taken;
};
/// The relay has a customer's file now, or could not get it. It was waited for: the relay's list of work says so.
struct MediaReport {
  ConversationId conversation;
  MessageId message;
  unsigned place = 0;
  Media media{};
};
/// What the relay's tables say of the customer of an open conversation, read anew: it could not be read before.
struct CustomerRead {
  ConversationId conversation;
  CustomerRecord record{};
};
/// Templates of teams and of the organisation, from the relay itself: the demo's, an import by an admin's script (`by`).
struct TemplatesGiven {
  std::vector<Template> templates;
  AgentId by;  ///< not set: the command line, or the first start
};
/// Time has come for whatever was due.
struct TimePassed {};
/// The relay started: nobody is connected, and what was being sent is uncertain.
struct RelayStarted {};

using Input = std::variant<InboundMessage, StatusReport, SendStarted, SendFinished, CommandInput, AgentArrived,
                           AgentLeft, Organisation, PasswordSet, TranscriptRequested, MediaReport, TimePassed,
                           RelayStarted, TemplatesGiven, CustomerRead>;

enum class RefusalKind : std::uint8_t {
  NotYours,       ///< another agent's, or nobody's any more
  Ended,          ///< the conversation has ended
  OfferGone,      ///< answered by another, timed out or taken back
  NewerMessages,  ///< the author had not seen `count` newer messages
  Empty,
  TooLong,
  CannotReply,     ///< the sender is a name, not a number; or has opted out
  WrapUpNeeded,    ///< a wrap-up code of the queue is required
  UnknownNumber,   ///< an inbound message for a number that is not ours
  UnknownMessage,  ///< there is no such message in the workspace; of a receipt, the archive may know it
  NoRight,
  ResolvedNeeded,  ///< the queue asks "resolved?" before a conversation ends
  NoRoom,          ///< somebody's capacity, or a limit, is reached
  NotNow,          ///< the state it is in does not allow it
  BadValue,        ///< what was entered cannot be; the sentence says where and why
};
struct Refusal {
  RefusalKind kind = RefusalKind::NoRight;
  std::string sentence;
  std::uint32_t count = 0;
  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// Why that agent cannot take up the closed conversation again now; not set: they can. Asked of an agent's own view, in which a
/// colleague's newer conversation with the customer may not be told, it says no less often than the relay does, and never
/// otherwise.
std::optional<Refusal> check_reopening(const Workspace& workspace, const ClosedConversation& closed,
                                       const Agent& agent);

struct Decision {
  std::vector<LogEntry> entries;   ///< offsets follow the workspace's
  std::optional<Refusal> refusal;  ///< with it, entries is empty
};

inline constexpr unsigned kSendAttemptsMax = 10;

/// Never aborts on any input. Attention: ids are given from workspace.last_id, so entries must be folded before the next decide().
Decision decide(const Workspace& workspace, const Input& input, Instant now);

/// What routing does now: preferences given up, offers, and auto-answers. Fold them, and call again only after something
/// else changed. In decide_offers.cpp.
std::vector<LogEntry> decide_offers(const Workspace& workspace, Instant now);

/// The next instant at which TimePassed would do something; not set: never. Where one instant brings much, TimePassed does
/// a part of it, and the next deadline lies in the past: give it again.
std::optional<Instant> next_deadline(const Workspace& workspace);

/// Sends that are due to be handed to the carrier now, oldest first; one at a time per conversation, in order.
std::vector<MessageId> due_sends(const Workspace& workspace, Instant now, std::size_t limit);

}  // namespace smsdesk
