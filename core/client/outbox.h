// Messages this agent has sent and the relay has not confirmed yet.
//
// Why: a send must show at once, survive a dropped connection, a reload and a killed browser, and never reach the
// carrier twice. Confirmed facts live in Workspace and change only when the log is folded in; every guess lives here.
// Undoing a wrong guess is erasing one entry.
//
// Invariants: keys are unique; order is the order in which the agent pressed Send; a full outbox refuses, it never drops
// the oldest. Pure: keys and instants arrive inside events. Kept in the browser's storage by effects; an entry is
// transmitted only after its storage was confirmed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/workspace/decide.h"

namespace smsdesk {

inline constexpr std::size_t kOutboxEntriesMax = 500;

enum class SendPhase : std::uint8_t {
  Storing,   ///< on its way to the browser's storage
  Queued,    ///< stored; goes out when the connection is there
  InFlight,  ///< handed to the socket, no answer yet
  Refused,   ///< the relay said no; the agent decides
  Undone,    ///< taken back before it went: its words are in the composer, and it leaves when they are stored there
};

struct OutboxEntry {
  SendKey key;
  std::string scope;  ///< whose it is: log epoch and agent. Another log gives the same ids to other conversations.
  ConversationId conversation;
  std::string text;
  MessageId seen_up_to;
  bool ignores_newer = false;
  MessageId again_of{};  ///< the message that did not arrive and whose text this is
  Instant pressed_at;
  Instant not_before{};              ///< it may be taken back until then; not set: it goes at once
  std::vector<sms::Risk> despite{};  ///< what the agent was warned of
  bool is_undone = false;            ///< with Undone; as it is to stand in storage
  bool is_undone_stored = false;     ///< and stands there
  SendPhase phase = SendPhase::Storing;
  Instant sent_at{};        ///< handed to the socket, or perhaps so before a reload; not set: never
  bool is_suspect = false;  ///< it was in flight when the relay could not read something
  RefusalKind refusal = RefusalKind::NoRight;
  std::string refusal_sentence;           ///< with Refused, and only there
  std::vector<Media> media{};             ///< what is attached; the relay has it
  bool is_mms_text = false;               ///< nothing is, and it goes as one MMS all the same
  std::vector<TemplateAction> actions{};  ///< done by the relay with the message
};

/// It waits for the relay's answer, or for the connection that brings it: nobody here can say whether it went.
bool may_have_gone(const OutboxEntry& entry);
/// It waits for a second thought, and can be taken back.
bool is_held_back(const OutboxEntry& entry, Instant browser_now);

class Outbox {
 public:
  const std::vector<OutboxEntry>& entries() const { return entries_; }
  bool is_full() const { return entries_.size() >= kOutboxEntriesMax; }
  /// Refused where full or where the key is there already.
  [[nodiscard]] Status add(OutboxEntry entry);
  OutboxEntry* find(const SendKey& key);
  const OutboxEntry* find(const SendKey& key) const;
  void erase(const SendKey& key);
  /// The connection is gone: what was in flight waits again, under the same key.
  void requeue_in_flight();
  /// The relay closed because of something that it could not read: what is in flight may be it.
  void suspect_in_flight();
  std::size_t unsent_count() const;  ///< on their way: not refused, not undone
  /// Of the conversation, but for what was undone.
  bool has_any(ConversationId conversation) const;
  /// One of the conversation's, or that it was undone, is not in the browser's storage yet.
  bool is_storing(ConversationId conversation) const;

 private:
  std::vector<OutboxEntry> entries_;
};

std::string encode_outbox_entry(const OutboxEntry& entry);
/// Restored entries are Queued, Refused or Undone. A queued one may have been handed to the socket by the page before.
Result<OutboxEntry> decode_outbox_entry(std::string_view bytes);

}  // namespace smsdesk
