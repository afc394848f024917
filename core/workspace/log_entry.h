// What the relay decided happened: the words of the log. Plain values; JSON in workspace_json.h.
//
// Invariant: an entry says facts, never wishes; folding the same entries from the same start gives the same
// workspace on every machine. Ids inside are new where the entry creates something.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/conversation/contact.h"
#include "core/conversation/conversation.h"
#include "core/conversation/routing_trace.h"
#include "core/queue/agent.h"
#include "core/queue/queue.h"
#include "core/queue/schedule.h"
#include "core/template/template.h"

namespace smsdesk {

// Configuration ------------------------------------------------------------------------------------------------
struct AgentConfigured {
  AgentId agent;
  std::string login;
  std::string name;
  AgentRole role = AgentRole::Agent;
  unsigned capacity = 1;  ///< 0: the organisation's default, whatever it becomes
  std::vector<QueueId> queues;
  std::vector<AgentSkill> skills{};
  friend bool operator==(const AgentConfigured&, const AgentConfigured&) = default;
};
struct QueueConfigured {
  Queue queue;
  friend bool operator==(const QueueConfigured&, const QueueConfigured&) = default;
};
struct WrapUpCodeConfigured {
  WrapUpCode code;
  friend bool operator==(const WrapUpCodeConfigured&, const WrapUpCodeConfigured&) = default;
};
struct NumberConfigured {
  OurNumber number;
  friend bool operator==(const NumberConfigured&, const NumberConfigured&) = default;
};
struct SkillConfigured {
  Skill skill;
  friend bool operator==(const SkillConfigured&, const SkillConfigured&) = default;
};
struct GroupConfigured {
  Group group;
  friend bool operator==(const GroupConfigured&, const GroupConfigured&) = default;
};
struct LabelConfigured {
  UtilizationLabel label;
  friend bool operator==(const LabelConfigured&, const LabelConfigured&) = default;
};
struct ScheduleConfigured {
  Schedule schedule;
  friend bool operator==(const ScheduleConfigured&, const ScheduleConfigured&) = default;
};
struct ContactListConfigured {
  ContactList list;
  friend bool operator==(const ContactListConfigured&, const ContactListConfigured&) = default;
};
struct SubStatusConfigured {
  SubStatus status;
  friend bool operator==(const SubStatusConfigured&, const SubStatusConfigured&) = default;
};
struct SettingsConfigured {
  OrganisationSettings settings;
  friend bool operator==(const SettingsConfigured&, const SettingsConfigured&) = default;
};
/// Not in the organisation any more: signed out, of no queue, and without work (what it had was given back before). Its
/// name stays for the messages it wrote; AgentConfigured brings it back.
struct AgentRemoved {
  AgentId agent;
  friend bool operator==(const AgentRemoved&, const AgentRemoved&) = default;
};
/// Nothing waits in it any more and nobody is of it; its name and codes stay for what was, and for what is being ended.
struct QueueRemoved {
  QueueId queue;
  friend bool operator==(const QueueRemoved&, const QueueRemoved&) = default;
};
struct NumberRemoved {
  std::string number;
  friend bool operator==(const NumberRemoved&, const NumberRemoved&) = default;
};
/// What else is configured, and leaves nothing behind.
enum class ItemKind : std::uint8_t { WrapUpCode, Skill, Group, Label, Schedule, ContactList, SubStatus };
struct ItemRemoved {
  ItemKind kind = ItemKind::Skill;
  std::uint64_t id = 0;
  friend bool operator==(const ItemRemoved&, const ItemRemoved&) = default;
};

/// An agent has another password now. That it happened is a fact, for the audit; the password is not: what the relay keeps
/// of it stands outside the log. In no stream.
struct AgentPasswordSet {
  AgentId agent;
  friend bool operator==(const AgentPasswordSet&, const AgentPasswordSet&) = default;
};

// Templates ----------------------------------------------------------------------------------------------------
/// It is new, or another one now.
struct TemplateSaved {
  Template saved;
  friend bool operator==(const TemplateSaved&, const TemplateSaved&) = default;
};
struct TemplateRemoved {
  TemplateId id;
  friend bool operator==(const TemplateRemoved&, const TemplateRemoved&) = default;
};
/// The agent has put it into a message. To that agent alone.
struct TemplateUsed {
  TemplateId id;
  AgentId agent;
  friend bool operator==(const TemplateUsed&, const TemplateUsed&) = default;
};
/// Only in an agent's stream, never in the log: the viewer does not see it any more.
struct TemplateHidden {
  TemplateId id;
  friend bool operator==(const TemplateHidden&, const TemplateHidden&) = default;
};

// Agents -------------------------------------------------------------------------------------------------------
struct PresenceChanged {
  AgentId agent;
  Presence presence = Presence::Offline;
  SubStatusId sub_status{};
  bool is_automatic = false;
  friend bool operator==(const PresenceChanged&, const PresenceChanged&) = default;
};
struct QueueStatusChanged {
  AgentId agent;
  QueueStatus status = QueueStatus::OffQueue;
  friend bool operator==(const QueueStatusChanged&, const QueueStatusChanged&) = default;
};
struct AgentConnected {
  AgentId agent;
  friend bool operator==(const AgentConnected&, const AgentConnected&) = default;
};
struct AgentDisconnected {
  AgentId agent;
  friend bool operator==(const AgentDisconnected&, const AgentDisconnected&) = default;
};

// Conversations ------------------------------------------------------------------------------------------------
struct ConversationOpened {
  ConversationId conversation;
  QueueId queue;
  std::string customer;    ///< empty in a summary
  std::string our_number;  ///< empty in a summary
  Demand demand{};
  friend bool operator==(const ConversationOpened&, const ConversationOpened&) = default;
};
/// A closed one goes on: the customer wrote within the threading window, or an agent took it up again.
struct ConversationReopened {
  ConversationId conversation;
  QueueId queue;
  std::string customer;
  std::string our_number;
  Instant opened_at;                ///< as at first
  std::uint64_t message_count = 0;  ///< of all its segments until now
  unsigned segment = 2;
  AgentId owner;  ///< the agent who took it up; not set: it waits
  Demand demand{};
  friend bool operator==(const ConversationReopened&, const ConversationReopened&) = default;
};
struct MessageReceived {
  ConversationId conversation;
  MessageId message;
  std::string text;
  std::vector<Media> media;
  CarrierMessageId carrier_id;
  friend bool operator==(const MessageReceived&, const MessageReceived&) = default;
};
struct OfferMade {
  OfferId offer;
  ConversationId conversation;
  AgentId agent;
  Instant expires_at;
  RoutingTrace trace{};  ///< why this agent
  friend bool operator==(const OfferMade&, const OfferMade&) = default;
};
/// The wait for a preferred agent or group is over; the next rule's begins, or everybody is asked.
struct PreferenceEnded {
  ConversationId conversation;
  GroupId next_group;  ///< of the next preferred rule
  Instant next_until;
  unsigned rules_over = 0;
  friend bool operator==(const PreferenceEnded&, const PreferenceEnded&) = default;
};
/// A ring or waiting overflow has been reached: `stage` of them now.
struct StageReached {
  ConversationId conversation;
  unsigned stage = 0;
  friend bool operator==(const StageReached&, const StageReached&) = default;
};
/// The queue's service level fell below, or rose above, what its overflows ask for.
struct OverflowChanged {
  QueueId queue;
  std::vector<unsigned> active;  ///< indices into Queue::overflows, rising
  friend bool operator==(const OverflowChanged&, const OverflowChanged&) = default;
};
enum class OfferOutcome : std::uint8_t { Accepted, Declined, TimedOut, AgentLost, Withdrawn };
struct OfferEnded {
  OfferId offer;
  ConversationId conversation;
  AgentId agent;
  OfferOutcome outcome = OfferOutcome::Withdrawn;
  std::string reason{};       ///< the agent's, of a decline
  bool is_automatic = false;  ///< accepted by the queue's auto-answer
  friend bool operator==(const OfferEnded&, const OfferEnded&) = default;
};
/// What a queue says by itself.
enum class AutomaticText : std::uint8_t { None, Greeting, Waiting, Away };
/// Its bit in Conversation::texts_sent.
constexpr unsigned bit_of(AutomaticText kind) {
  return 1u << (static_cast<unsigned>(kind) - 1);
}
/// The relay has an agent's message, or a text of the queue's own, on disk and will send it.
struct MessageAccepted {
  ConversationId conversation;
  MessageId message;
  AgentId author;
  std::string text;
  SendKey key;
  AutomaticText automatic = AutomaticText::None;  ///< then author is not set
  MessageId again_of{};                           ///< the one that did not arrive
  std::vector<Media> media{};                     ///< all Stored; sent as one message
  std::vector<sms::Risk> despite{};               ///< what its author was warned of, and sent it all the same
  bool is_mms_text = false;                       ///< without files, and all the same one MMS
  std::vector<ActionNotDone> not_done{};  ///< what was to be done with it; the entries behind this one have the rest
  friend bool operator==(const MessageAccepted&, const MessageAccepted&) = default;
};
/// Everything a delivery goes through: sending, uncertain, sent, delivered …
struct DeliveryChanged {
  ConversationId conversation;
  MessageId message;
  DeliveryStatus status = DeliveryStatus::Queued;
  unsigned attempt = 0;         ///< which call to the carrier; 1 = the first
  CarrierMessageId carrier_id;  ///< set once known
  std::string error_code;
  std::optional<Instant> retry_at;  ///< with Queued: not before (carrier asked us to wait)
  friend bool operator==(const DeliveryChanged&, const DeliveryChanged&) = default;
};
/// A file of a message is another one now: the relay has it, or could not get it, or tries once more.
struct MediaChanged {
  ConversationId conversation;
  MessageId message;
  unsigned place = 0;  ///< index into the message's media
  Media media{};       ///< as it is from now on
  friend bool operator==(const MediaChanged&, const MediaChanged&) = default;
};
/// Its receipt never came within kSendForgottenAfter: it stays as it is and is not waited for any more.
struct SendForgotten {
  MessageId message;
  friend bool operator==(const SendForgotten&, const SendForgotten&) = default;
};
/// An agent has reported a message to the supervisors as spam or abuse; None: has taken that back.
struct MessageReported {
  ConversationId conversation;
  MessageId message;
  ReportKind kind = ReportKind::None;
  friend bool operator==(const MessageReported&, const MessageReported&) = default;
};
/// Somebody took what was said with them, to print or to keep: for the audit. Changes nothing. The conversation may be one
/// that was closed long ago.
struct TranscriptTaken {
  ConversationId conversation;
  std::string format;      ///< html, txt, json
  bool is_whole = false;   ///< all with this customer on this number, not this conversation alone
  bool has_notes = false;  ///< internal ones too
  friend bool operator==(const TranscriptTaken&, const TranscriptTaken&) = default;
};
struct ConversationSeen {
  ConversationId conversation;
  MessageId up_to;
  friend bool operator==(const ConversationSeen&, const ConversationSeen&) = default;
};
/// Its owner has marked it as unread: of what stands behind `up_to` nothing counts as seen any more, before they come back to
/// it and see it once more.
struct ConversationMarkedUnread {
  ConversationId conversation;
  MessageId up_to;  ///< not set: nothing is seen
  friend bool operator==(const ConversationMarkedUnread&, const ConversationMarkedUnread&) = default;
};
/// No reply of the customer for the queue's quiet_after: it does not count as load until there is one.
struct ConversationQuieted {
  ConversationId conversation;
  friend bool operator==(const ConversationQuieted&, const ConversationQuieted&) = default;
};
/// It waits in that queue from now on, at the place of its age: its own queue, or the agent who had it, is not there any
/// more; or a supervisor moved it.
struct ConversationQueued {
  ConversationId conversation;
  QueueId queue;
  Demand demand{};
  std::optional<Handover> handover{};  ///< the supervisor's
  friend bool operator==(const ConversationQueued&, const ConversationQueued&) = default;
};
/// Back to waiting, at its old age or from now on. With ReturnReason::Transferred it had been on its way: it waits where it
/// was to go, and whoever is being asked for it goes on being asked.
struct ConversationReturned {
  ConversationId conversation;
  ReturnReason reason = ReturnReason::None;
  Instant waiting_since;
  Demand demand;
  friend bool operator==(const ConversationReturned&, const ConversationReturned&) = default;
};
struct TransferBegan {
  ConversationId conversation;
  Transfer transfer;
  Demand demand;  ///< what the target queue asks for
  friend bool operator==(const TransferBegan&, const TransferBegan&) = default;
};
/// It ended without being accepted: the owner keeps the conversation.
struct TransferEnded {
  ConversationId conversation;
  friend bool operator==(const TransferEnded&, const TransferEnded&) = default;
};
struct ConsultBegan {
  ConversationId conversation;
  ConsultId consult;
  AgentId asker;
  AgentId colleague;
  std::string text;
  friend bool operator==(const ConsultBegan&, const ConsultBegan&) = default;
};
struct ConsultSaid {
  ConversationId conversation;
  ConsultId consult;
  ConsultMessage message;
  friend bool operator==(const ConsultSaid&, const ConsultSaid&) = default;
};
struct ConsultEnded {
  ConversationId conversation;
  ConsultId consult;
  friend bool operator==(const ConsultEnded&, const ConsultEnded&) = default;
};
struct NoteAdded {
  ConversationId conversation;
  Note note;
  friend bool operator==(const NoteAdded&, const NoteAdded&) = default;
};
/// Its author has given a note other words, or has taken it back. Of one that the workspace does not hold (its conversation has
/// left it, or newer notes have pushed it out) it is the archive's to change.
struct NoteCorrected {
  ConversationId conversation;
  NoteId note;
  unsigned correction = 1;  ///< its number: one more than those before
  std::string text;         ///< empty where it is taken back
  std::vector<AgentId> mentions{};
  bool is_taken_back = false;
  friend bool operator==(const NoteCorrected&, const NoteCorrected&) = default;
};
/// A colleague may read and send until the conversation ends or the invitation is taken back.
struct GuestInvited {
  ConversationId conversation;
  AgentId agent;
  friend bool operator==(const GuestInvited&, const GuestInvited&) = default;
};
struct GuestLeft {
  ConversationId conversation;
  AgentId agent;
  friend bool operator==(const GuestLeft&, const GuestLeft&) = default;
};
struct ConversationParked {
  ConversationId conversation;
  Parking parking;
  friend bool operator==(const ConversationParked&, const ConversationParked&) = default;
};
/// Taken back by the agent who had parked it.
struct ConversationResumed {
  ConversationId conversation;
  AgentId agent;
  friend bool operator==(const ConversationResumed&, const ConversationResumed&) = default;
};
struct InactivityWarned {
  ConversationId conversation;
  friend bool operator==(const InactivityWarned&, const InactivityWarned&) = default;
};
enum class EndCause : std::uint8_t {
  Agent,
  Inactivity,
  Supervisor,
  Abandoned,  ///< ended while it waited: nobody answered
};
/// An abandoned one leaves the workspace with this entry; every other goes to after-call work.
struct ConversationEnded {
  ConversationId conversation;
  AgentId agent;  ///< who had it
  EndCause cause = EndCause::Agent;
  Resolution resolution = Resolution::NotAsked;
  Instant acw_until{};  ///< 0 = no limit
  friend bool operator==(const ConversationEnded&, const ConversationEnded&) = default;
};
struct AcwRequested {
  ConversationId conversation;
  bool is_requested = true;
  friend bool operator==(const AcwRequested&, const AcwRequested&) = default;
};
struct AcwExtended {
  ConversationId conversation;
  Instant until;
  friend bool operator==(const AcwExtended&, const AcwExtended&) = default;
};
/// What the agent has filled in so far; kept so that another device, a closed page or the end of the time has it.
struct WrapUpPrepared {
  ConversationId conversation;
  WrapUpForm form;
  friend bool operator==(const WrapUpPrepared&, const WrapUpPrepared&) = default;
};
/// The last word on a conversation: it leaves the workspace and lives in the archive.
struct WrapUpCompleted {
  ConversationId conversation;
  AgentId agent;
  WrapUpCodeId code;
  std::string note;
  std::vector<FilledField> fields{};
  bool is_automatic = false;  ///< the time for it was over
  friend bool operator==(const WrapUpCompleted&, const WrapUpCompleted&) = default;
};

// Contacts -----------------------------------------------------------------------------------------------------
/// What is known of the customer of an open conversation, as a whole: it was opened, or somebody has changed their contact.
struct CustomerKnown {
  ConversationId conversation;
  CustomerRecord record;
  friend bool operator==(const CustomerKnown&, const CustomerKnown&) = default;
};
/// The customer has said a word by which people stop or start messages, or the carrier's refusal tells of one.
struct ConsentChanged {
  ConversationId conversation;
  Consent consent;
  // Where the conversation has left the workspace: whose consent it is, and to which number. In no stream.
  std::string customer{};
  std::string our_number{};
  friend bool operator==(const ConsentChanged&, const ConsentChanged&) = default;
};
/// A contact is new, or another one now; for the relay's tables and the audit. In no stream: the conversations that it
/// is of have a CustomerKnown each.
struct ContactSaved {
  Contact contact;
  std::optional<Contact> before{};
  friend bool operator==(const ContactSaved&, const ContactSaved&) = default;
};
/// Two contacts were the same customer: `gone` is part of `contact` now. Likewise.
struct ContactsMerged {
  Contact contact;
  Contact before;
  Contact gone;
  friend bool operator==(const ContactsMerged&, const ContactsMerged&) = default;
};

/// An agent has said that two contacts are two people: for the relay's tables and the audit. In no stream.
struct ContactsToldApart {
  ConversationId conversation;  ///< in which it was said
  AgentId agent;
  ContactId first, second;
  friend bool operator==(const ContactsToldApart&, const ContactsToldApart&) = default;
};

/// The customer's number was shown to an agent for whom it is masked.
struct NumberRevealed {
  ConversationId conversation;
  AgentId agent;
  friend bool operator==(const NumberRevealed&, const NumberRevealed&) = default;
};

// Only in an agent's stream, never in the log: how a conversation stands for this viewer now ------------------
struct OfferTerms {
  OfferId id;
  AgentId agent;
  Instant made_at;
  Instant expires_at;
  RoutingTrace trace{};
  friend bool operator==(const OfferTerms&, const OfferTerms&) = default;
};
/// Replaces the conversation as a whole: it became readable, ceased to be, or its summary changed.
struct ConversationShown {
  Conversation conversation;        ///< with detail only where the viewer may read it
  std::optional<OfferTerms> offer;  ///< its pending offer, where the viewer may read
  friend bool operator==(const ConversationShown&, const ConversationShown&) = default;
};
/// The viewer does not see it any more.
struct ConversationHidden {
  ConversationId conversation;
  friend bool operator==(const ConversationHidden&, const ConversationHidden&) = default;
};

using EntryBody = std::variant<
    AgentConfigured, QueueConfigured, WrapUpCodeConfigured, NumberConfigured, SkillConfigured, GroupConfigured,
    LabelConfigured, ScheduleConfigured, ContactListConfigured, SubStatusConfigured, SettingsConfigured, AgentRemoved,
    QueueRemoved, NumberRemoved, ItemRemoved, AgentPasswordSet, PresenceChanged, QueueStatusChanged, AgentConnected,
    AgentDisconnected, ConversationOpened, ConversationReopened, MessageReceived, OfferMade, OfferEnded,
    PreferenceEnded, StageReached, OverflowChanged, MessageAccepted, DeliveryChanged, MediaChanged, SendForgotten,
    ConversationSeen, ConversationQuieted, ConversationQueued, ConversationReturned, TransferBegan, TransferEnded,
    ConsultBegan, ConsultSaid, ConsultEnded, MessageReported, TranscriptTaken, NoteAdded, GuestInvited, GuestLeft,
    ConversationParked, ConversationResumed, InactivityWarned, ConversationEnded, WrapUpPrepared, AcwRequested,
    AcwExtended, WrapUpCompleted, ConversationShown, ConversationHidden, TemplateSaved, TemplateRemoved, TemplateUsed,
    TemplateHidden, CustomerKnown, ConsentChanged, ContactSaved, ContactsMerged, NumberRevealed, ContactsToldApart,
    ConversationMarkedUnread, NoteCorrected>;

struct LogEntry {
  std::uint64_t offset = 0;
  Instant at;
  EntryBody body;
  AgentId by{};  ///< whose command caused it; not set: the carrier, a timer, or the relay itself
  friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

}  // namespace smsdesk
