// What browser and relay say to each other over the WebSocket: frames as values, JSON text on the wire. Pure.
//
// Handshake: the client's first frame is Hello with the protocol version and where its copy of the log ends (epoch and
// offset); the relay answers Welcome, then either Entries from there or a Snapshot. This is also start-up: one path.
// docs/protocol.md shows every frame with an example.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/conversation/duplicates.h"
#include "core/protocol/draft.h"
#include "core/protocol/found_kind.h"
#include "core/workspace/decide.h"
#include "core/workspace/targets.h"
#include "core/workspace/workspace.h"

namespace smsdesk {

inline constexpr int kProtocolVersion = 8;
inline constexpr std::size_t kClientFrameBytesMax = 64 * 1024;        ///< browser → relay
inline constexpr std::size_t kRelayFrameBytesMax = 16 * 1024 * 1024;  ///< relay → browser (snapshots)
inline constexpr std::size_t kPageMessagesMax = 200;
inline constexpr std::size_t kPageNotesMax = 200;
inline constexpr std::size_t kPageHandingsMax = 1'000;  ///< of all its segments
inline constexpr std::size_t kFoundMax = 100;           ///< conversations in one answer
inline constexpr std::size_t kFindWordsBytesMax = 200;
inline constexpr std::size_t kKeptDraftBytesMax = 16 * 1024;
inline constexpr std::size_t kKeptDraftsMax = 200;                                ///< of one agent
inline constexpr std::size_t kPreferencesMax = 200;                               ///< of one agent, and in one frame
inline constexpr std::size_t kPreferenceNameMax = 40, kPreferenceValueMax = 200;  ///< bytes
inline constexpr std::size_t kFoundMessagesMax = 100;                             ///< messages in one answer
inline constexpr std::size_t kFoundContactsMax = 20;
inline constexpr std::size_t kReportedMax = 100;  ///< reported messages in one answer
inline constexpr DurationMs kPulseAfter = seconds(15);
inline constexpr DurationMs kQuietMax = seconds(20);  ///< longer than kPulseAfter: pulses are sent by rounds

// Close codes of the WebSocket, beside RFC 6455's own.
inline constexpr std::uint16_t kCloseBadFrame = 4400;
inline constexpr std::uint16_t kCloseSignedOut = 4401;  ///< the session ended; sign in again
inline constexpr std::uint16_t kCloseVersion = 4426;    ///< another protocol version: reload the page
inline constexpr std::uint16_t kCloseTooMany = 4429;    ///< more commands than a person can give

// Browser → relay
struct Hello {
  int version = kProtocolVersion;
  std::string epoch;  ///< empty = nothing yet
  std::uint64_t offset = 0;
};
struct CommandFrame {
  SendKey key;
  AgentCommand command;
};
/// Messages of the timeline of a conversation one may read: older than `before`, newer than `after`, or this one in the
/// middle. At most one is set; none asks for the newest.
struct PageRequest {
  SendKey key;
  ConversationId conversation;
  MessageId before;
  std::uint32_t limit = 50;
  MessageId after{}, around{};
  bool follows = false;  ///< a TimelineChangedFrame says of what is added to it, until another one is asked for so
};
/// Looks for closed conversations that one may read.
struct FindRequest {
  SendKey key;
  /// Each word must stand in the customer's number, the wrap-up code or the note of any segment, or in the name of its last
  /// queue or agent.
  std::string words;
  bool is_mine = false;  ///< only what this agent had last
  // Older than this one only: the last of the answer before. Not set = from the newest.
  Instant before_at;
  ConversationId before;
  std::uint32_t limit = 50;
  ConversationId
      of{};  ///< only those with the customer of this one, open or closed, under any number of theirs; not set =
             ///< with anybody
};
/// What is known of the customer of a closed conversation that one may read; of an open one the facts have it.
struct CustomerRequest {
  SendKey key;
  ConversationId conversation;
};
/// Looks for contacts: each word must stand in one's names, numbers, labels or fields.
struct ContactsRequest {
  SendKey key;
  std::string words;
  bool is_to_read = false;  ///< only those with a conversation that one may read, and the newest of these
};
/// Contacts that are likely the same person as the customer of a conversation that one may read, open or closed, by the rules
/// of core/conversation/duplicates.h.
struct DuplicatesRequest {
  SendKey key;
  ConversationId conversation;
};
/// Looks for messages, internal notes and notes of wrap-ups by their words, in all conversations that one may read or in one timeline.
struct MessagesRequest {
  SendKey key;
  std::string words;            ///< the beginnings of words count, and any part of a text without spaces
  ConversationId conversation;  ///< only in its timeline; not set = in all
  QueueId queue;                ///< only where its conversation was there last
  AgentId agent;                ///< only what they wrote, or what they had last
  Instant from, until;          ///< at or after the one, before the other; 0 = any
  MessageId before;             ///< older than this one: `next` of the answer before
  std::uint32_t limit = 50;
  FoundKind kind = FoundKind::Messages;
  AgentId author{};                  ///< only what they wrote
  std::uint64_t before_wrap_up = 0;  ///< with `before`: `next_wrap_up` of that answer
};
/// What the page shows now. Not answered, not stored; said again after every Welcome.
struct AttentionFrame {
  ConversationId conversation;  ///< not set: none
  bool is_typing = false;       ///< an answer to the customer
  friend bool operator==(const AttentionFrame&, const AttentionFrame&) = default;
};
/// Whom a conversation that one may hand over could go to.
struct TargetsRequest {
  SendKey key;
  ConversationId conversation;
};
/// What became of an own message, step by step, with those that it sends again or that send it again.
struct DeliveryRequest {
  SendKey key;
  ConversationId conversation;  ///< of the timeline in which it is read
  MessageId message;
};
/// What an internal note said before it was corrected.
struct NoteWordingsRequest {
  SendKey key;
  ConversationId conversation;  ///< of the timeline in which it is read
  NoteId note;
};
/// Messages that agents have reported; for supervisors.
struct ReportedRequest {
  SendKey key;
  // Reported before this one only: the last of the answer before. Not set = from the newest report.
  Instant before_at;
  MessageId before;
  std::uint32_t limit = 50;
};
/// What an agent has begun to write in a conversation, for their other pages and devices. Without text, files and actions: nothing
/// any more. Answered only where there is no room for it; the last writer's stands. Kept until it is sent or added, or the
/// conversation is closed.
struct DraftFrame {
  ConversationId conversation;
  std::string text;  ///< at most kKeptDraftBytesMax bytes
  SendKey version;   ///< a fresh name for this state of the part
  std::string over;  ///< the version that its writer knew; empty = none
  DraftPart part = DraftPart::Answer;
  std::vector<DraftFile> files{};         ///< of part Files, at most kDraftFilesMax
  SendAs send_as = SendAs::Usual;         ///< of part Answer
  std::vector<TemplateAction> actions{};  ///< of part Actions, at most kMessageActionsMax
};
/// A setting of the agent's own: a small letter and then small letters, digits, "_" and "."; an empty value: not set any more.
/// The relay keeps it and knows no name; the client reads what it knows and can use.
struct Preference {
  std::string name, value;
  friend bool operator==(const Preference&, const Preference&) = default;
};
/// Changes of them. Answered by PreferencesFrame when they are on disk.
struct PreferencesRequest {
  SendKey key;
  std::vector<Preference> preferences;  ///< 1 to kPreferencesMax, each name once
};
using ClientFrame = std::variant<Hello, CommandFrame, PageRequest, AttentionFrame, FindRequest, TargetsRequest,
                                 MessagesRequest, DeliveryRequest, DraftFrame, ContactsRequest, PreferencesRequest,
                                 ReportedRequest, DuplicatesRequest, CustomerRequest, NoteWordingsRequest>;

// Relay → browser
/// Nothing is new, and the link lives. To every socket that was told nothing for kPulseAfter, so that a page hears
/// something at least every kQuietMax: a browser is not told of a connection that has died without a word.
struct PulseFrame {};
/// The first frame, to a Hello.
struct Welcome {
  int version = kProtocolVersion;
  AgentId agent;
  std::string epoch;
  Instant now;  ///< the relay's clock, for countdowns
};
struct SnapshotFrame {
  std::uint64_t offset = 0;
  Workspace view;
};
struct EntriesFrame {
  std::uint64_t up_to = 0;  ///< the view is complete up to this offset
  std::vector<LogEntry> entries;
  std::optional<std::uint64_t> digest;  ///< of the view after them; sent now and then
};
/// The answer to a command, by its key. Comes after the entries it caused.
struct AnswerFrame {
  SendKey key;
  std::optional<Refusal> refusal;
};
struct TimelineMessage {
  Message message;
  ConversationId conversation;
};
/// An internal note, and of which conversation.
struct TimelineNote {
  Note note;
  ConversationId conversation;
  friend bool operator==(const TimelineNote&, const TimelineNote&) = default;
};
/// One stay of a conversation from an opening to its end.
struct TimelineSegment {
  ConversationId conversation;
  unsigned segment = 1;
  AgentId agent;  ///< who had it last; not set: nobody
  Instant opened_at;
  std::optional<Instant> ended_at;  ///< not set: it goes on
  std::string code;                 ///< of its wrap-up, by name; empty: none yet
  std::string note;
  Resolution resolution = Resolution::NotAsked;
  EndCause cause = EndCause::Agent;
  std::vector<Handing> handings{};  ///< how it changed hands, oldest first
  friend bool operator==(const TimelineSegment&, const TimelineSegment&) = default;
};
struct PageFrame {
  SendKey key;
  ConversationId conversation;
  std::vector<TimelineMessage> messages;  ///< oldest first
  bool has_more = false;
  /// All notes of the conversations whose messages these are, oldest first; where there are more, the newest
  /// kPageNotesMax. A conversation that goes over several pages has its notes in each.
  std::vector<TimelineNote> notes{};
  bool has_newer = false;  ///< to `after` and `around`: there are messages behind the last of these
  /// Likewise their segments, by conversation, oldest first; together with the newest kPageHandingsMax changes of hands.
  std::vector<TimelineSegment> segments{};
};
/// A closed conversation, as a list tells of it.
struct FoundConversation {
  ConversationId conversation;
  QueueId queue;  ///< the last one
  std::string customer, our_number;
  Instant opened_at, ended_at;
  AgentId agent;  ///< who had it last; not set: nobody
  std::string code, note;
  Resolution resolution = Resolution::NotAsked;
  std::string name{};  ///< the customer's, as their contact has it; empty = they have none
  friend bool operator==(const FoundConversation&, const FoundConversation&) = default;
};
struct FoundFrame {
  SendKey key;
  std::vector<FoundConversation> conversations;  ///< the last ended first
  bool has_more = false;
  bool is_failed = false;  ///< the archive could not be read now
};
/// Bytes of a text, from a cluster's beginning to a cluster's end.
struct TextMark {
  std::uint32_t begin = 0, end = 0;
  friend bool operator==(const TextMark&, const TextMark&) = default;
};
struct FoundMessage {
  /// Of a note its number, which is from the same counter; of a wrap-up's note the message behind which it stands.
  MessageId message;
  ConversationId conversation;
  bool is_inbound = false;
  AgentId author;
  Instant at;
  std::string text;             ///< an excerpt; of one timeline the whole text
  std::vector<TextMark> marks;  ///< what was looked for, in order and without overlap
  bool is_note = false;         ///< an internal one or a wrap-up's, by its author
  unsigned segment = 0;         ///< of a wrap-up's note: which segment of the conversation ended with it
  friend bool operator==(const FoundMessage&, const FoundMessage&) = default;
};
struct FoundMessagesFrame {
  SendKey key;
  std::vector<FoundMessage> messages;  ///< newest first
  /// Of these messages, each once; `ended_at` is 0 where it goes on.
  std::vector<FoundConversation> conversations;
  MessageId next;          ///< there may be more that are older than this one; not set: there are none
  bool is_failed = false;  ///< the archive could not be searched now
  std::uint64_t next_wrap_up =
      0;  ///< where the next answer begins among notes of wrap-ups that have the place of `next`
};
/// A message that somebody has reported, and nobody has taken that back.
struct ReportedMessage {
  MessageId message;
  ConversationId conversation;
  MessageReport report;
  std::string text;  ///< an excerpt
  friend bool operator==(const ReportedMessage&, const ReportedMessage&) = default;
};
struct ReportedFrame {
  SendKey key;
  std::vector<ReportedMessage> messages;         ///< the last reported first
  std::vector<FoundConversation> conversations;  ///< of these messages, as FoundMessagesFrame has them
  bool has_more = false;
  bool is_failed = false;  ///< the archive could not be read now
};
struct Watcher {
  AgentId agent;
  bool is_typing = false;
  friend bool operator==(const Watcher&, const Watcher&) = default;
};
/// Who looks at a conversation, the reader included; to everybody who looks at it, whenever it changes.
struct WatchersFrame {
  ConversationId conversation;
  std::vector<Watcher> watchers;
};
/// Something was added to the timeline that is followed, and no entry tells of it.
struct TimelineChangedFrame {
  ConversationId conversation;  ///< as it was asked for
};
struct TargetsFrame {
  SendKey key;
  Targets targets;  ///< of none where the conversation is not there, or not this agent's to hand over
};
struct DeliveryStepLine {
  Instant at;
  unsigned attempt = 0;  ///< which call to the carrier; 0: no call of ours, a late receipt
  DeliveryStatus status = DeliveryStatus::Queued;
  std::string error_code;  ///< the carrier's; empty = none
  std::optional<Instant> retry_at;
  friend bool operator==(const DeliveryStepLine&, const DeliveryStepLine&) = default;
};
struct MessageDelivery {
  MessageId message;
  AgentId author;
  Instant at;
  DeliveryStatus status = DeliveryStatus::Queued;
  std::string error_code;
  std::string carrier_id;               ///< how the carrier calls it; empty = it has not named it
  std::vector<DeliveryStepLine> steps;  ///< in their order
  bool is_mms = false;                  ///< by its files, or because its text was to go so
  friend bool operator==(const MessageDelivery&, const MessageDelivery&) = default;
};
struct DeliveryFrame {
  SendKey key;
  MessageId message;                   ///< that was asked about
  std::vector<MessageDelivery> chain;  ///< oldest first; empty: it is not there, or not this reader's to see
  bool is_failed = false;              ///< the archive could not be read now
};
struct NoteWording {
  Instant at;  ///< since when
  std::string text;
  friend bool operator==(const NoteWording&, const NoteWording&) = default;
};
struct NoteWordingsFrame {
  SendKey key;
  NoteId note;  ///< that was asked about
  /// Oldest first, without the newest words; of one that was taken back to supervisors only. Empty also where the note is not
  /// there, or not this reader's to see.
  std::vector<NoteWording> wordings;
  bool is_failed = false;  ///< the archive could not be read now
};
/// A note of a timeline that is read was corrected, or taken back. To every page that reads it there: those that have it in the
/// facts get its entry, too.
struct NoteFrame {
  TimelineNote note;  ///< as it is now
};
/// A draft of the reader's own, as another page of theirs left it.
struct KeptDraft {
  ConversationId conversation;
  std::string text;     ///< without it, files and actions: there is none any more
  std::string version;  ///< as its writer named it; empty: the relay has removed it, because it was sent
  std::string over;     ///< the version that its writer knew
  Instant at;
  DraftPart part = DraftPart::Answer;
  std::vector<DraftFile> files{};
  SendAs send_as = SendAs::Usual;  ///< of part Answer
  /// To the page that wrote this version: kKeptDraftsMax others are kept, so this one is not, and its text and files are left
  /// out here. Nothing else has changed.
  bool has_no_room = false;
  std::vector<TemplateAction> actions{};
  bool is_empty() const { return text.empty() && files.empty() && actions.empty(); }
  friend bool operator==(const KeptDraft&, const KeptDraft&) = default;
};
struct ContactsFrame {
  SendKey key;
  std::vector<Contact> contacts;  ///< by name, at most kFoundContactsMax
  bool is_failed = false;         ///< they could not be read now
  /// Of each, in their order, the newest conversation that the reader may read, where that was asked for. One that goes on comes
  /// before all that have ended; its `ended_at` is 0.
  std::vector<FoundConversation> conversations{};
};
struct DuplicatesFrame {
  SendKey key;
  /// The likeliest first, at most kDuplicatesMax, without those that somebody has told apart.
  std::vector<LikelyDuplicate> duplicates;
  bool is_failed = false;  ///< they could not be looked for now
};
struct CustomerFrame {
  SendKey key;
  CustomerRecord record;   ///< of nobody where the conversation is not the reader's to see
  bool is_failed = false;  ///< it could not be read now
  std::string number{};    ///< the customer's own, shown to a reader for whom such are masked; empty: as in the list
};
/// Between Welcome and the facts: all that the relay keeps (no frame: none). Later: what has changed.
struct DraftsFrame {
  std::vector<KeptDraft> drafts;
};
/// The reader's own settings. Between Welcome and the facts: all that the relay keeps (no frame: none). Later: what has
/// changed, told to every page of the agent's, and so also the answer to who changed it.
struct PreferencesFrame {
  SendKey key;  ///< of the request; empty at the beginning
  std::vector<Preference> preferences;
  bool is_unreadable = false;  ///< the relay cannot read what it keeps: nothing is told, and nothing was changed
};
using RelayFrame =
    std::variant<Welcome, PulseFrame, SnapshotFrame, EntriesFrame, AnswerFrame, PageFrame, WatchersFrame, FoundFrame,
                 TargetsFrame, FoundMessagesFrame, DeliveryFrame, DraftsFrame, ContactsFrame, PreferencesFrame,
                 ReportedFrame, DuplicatesFrame, CustomerFrame, TimelineChangedFrame, NoteWordingsFrame, NoteFrame>;

std::string encode_frame(const ClientFrame& frame);
std::string encode_frame(const RelayFrame& frame);
/// The same bytes as encode_frame(EntriesFrame), from entries that encode_entry() has encoded already: most entries go to
/// many agents, and are encoded once.
std::string encode_entries_frame(std::uint64_t up_to, const std::vector<std::string_view>& entries,
                                 std::optional<std::uint64_t> digest);
Result<ClientFrame> decode_client_frame(std::string_view bytes);
Result<RelayFrame> decode_relay_frame(std::string_view bytes);

}  // namespace smsdesk
