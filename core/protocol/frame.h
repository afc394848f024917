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
#include "core/workspace/decide.h"
#include "core/workspace/targets.h"
#include "core/workspace/workspace.h"

namespace smsdesk {

inline constexpr int kProtocolVersion = 1;
inline constexpr std::size_t kClientFrameBytesMax = 64 * 1024;        ///< browser → relay
inline constexpr std::size_t kRelayFrameBytesMax = 16 * 1024 * 1024;  ///< relay → browser (snapshots)
inline constexpr std::size_t kPageMessagesMax = 200;
inline constexpr std::size_t kPageNotesMax = 200;
inline constexpr std::size_t kFoundMax = 100;  ///< conversations in one answer
inline constexpr std::size_t kFindWordsBytesMax = 200;
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
/// Older messages of the timeline of a conversation one may read.
struct PageRequest {
  SendKey key;
  ConversationId conversation;
  MessageId before;
  std::uint32_t limit = 50;
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
using ClientFrame = std::variant<Hello, CommandFrame, PageRequest, AttentionFrame, FindRequest, TargetsRequest>;

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
struct PageFrame {
  SendKey key;
  ConversationId conversation;
  std::vector<TimelineMessage> messages;  ///< oldest first
  bool has_more = false;
  /// All notes of the conversations whose messages these are, oldest first; where there are more, the newest
  /// kPageNotesMax. A conversation that goes over several pages has its notes in each.
  std::vector<TimelineNote> notes{};
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
  friend bool operator==(const FoundConversation&, const FoundConversation&) = default;
};
struct FoundFrame {
  SendKey key;
  std::vector<FoundConversation> conversations;  ///< the last ended first
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
struct TargetsFrame {
  SendKey key;
  Targets targets;  ///< of none where the conversation is not there, or not this agent's to hand over
};
using RelayFrame = std::variant<Welcome, PulseFrame, SnapshotFrame, EntriesFrame, AnswerFrame, PageFrame, WatchersFrame,
                                FoundFrame, TargetsFrame>;

std::string encode_frame(const ClientFrame& frame);
std::string encode_frame(const RelayFrame& frame);
/// The same bytes as encode_frame(EntriesFrame), from entries that encode_entry() has encoded already: most entries go to
/// many agents, and are encoded once.
std::string encode_entries_frame(std::uint64_t up_to, const std::vector<std::string_view>& entries,
                                 std::optional<std::uint64_t> digest);
Result<ClientFrame> decode_client_frame(std::string_view bytes);
Result<RelayFrame> decode_relay_frame(std::string_view bytes);

}  // namespace smsdesk
